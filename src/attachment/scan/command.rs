//! A command that scans its standard input.

use std::io::{Error, ErrorKind, Result};
use std::process::Stdio;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::domain::vocabulary::attachment::ScanState;

pub(super) async fn scan(command: &[String], bytes: &[u8]) -> Result<ScanState> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(Error::other("no command"));
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let mut process = command.spawn()?;
    if let Some(mut input) = process.stdin.take() {
        match input.write_all(bytes).await {
            // It has seen enough: what it says counts.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            written => written?,
        }
    }
    match process.wait().await?.code() {
        Some(0) => Ok(ScanState::Clean),
        Some(1) => Ok(ScanState::Infected),
        code => Err(Error::other(format!("the scanner ends with {code:?}"))),
    }
}
