//! `siku` as a command of its own.

use std::process::{Command, Output, Stdio};

use super::TestDb;

/// `siku` over the database of a test, with a key file in its folder.
pub fn siku(database: &TestDb, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_siku"));
    command.arg("--database-url").arg(&database.url);
    command.arg("--key-file").arg(database.folder.path().join("siku.keys"));
    command.env("SIKU_LOG", "warn").args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// All that a command said, results first.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
