//! Who runs a command, for the ledger.

use std::fs;

/// The machine's account that the process runs as. Not what `$USER` says: anybody may set that, and a scheduled command
/// has none.
pub fn actor() -> String {
    let name = account().map(|uid| account_name(uid).unwrap_or_else(|| format!("uid{uid}")));
    format!("cli:{}", name.unwrap_or_else(|| "unknown".to_owned()))
}

#[cfg(unix)]
fn account() -> Option<u32> {
    // The kernel's folder of a process belongs to the account that it runs as.
    fs::metadata("/proc/self").ok().map(|folder| std::os::unix::fs::MetadataExt::uid(&folder))
}

#[cfg(not(unix))]
fn account() -> Option<u32> {
    None
}

/// The name of an account of this machine; accounts from a directory service have none here.
fn account_name(uid: u32) -> Option<String> {
    let accounts = fs::read_to_string("/etc/passwd").ok()?;
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _password, id) = (fields.next()?, fields.next()?, fields.next()?);
        (id.parse() == Ok(uid)).then(|| name.to_owned())
    })
}
