//! The `siku` command, as an operator runs it.

use std::process::{Command, Stdio};

use super::TestDb;

/// `siku` over a test's database, with a key file of the test's own.
pub fn siku(database: &TestDb, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_siku"));
    command.arg("--database-url").arg(&database.url);
    command.arg("--key-file").arg(database.folder.path().join("siku.keys"));
    command.env("SIKU_LOG", "warn").args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}
