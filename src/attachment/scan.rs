//! The virus scanner: a command that reads a file from its standard input, or clamd over TCP.
//!
//! A scanner that cannot be asked holds nothing up: the file is kept, unscanned, and is not handed out until it was scanned.

mod clamd;
mod command;

use std::time::Duration;

use crate::domain::vocabulary::attachment::ScanState;

/// How long a scan may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Who is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scanner {
    /// Nobody.
    #[default]
    Nobody,
    /// A command with its arguments: 0 means clean, 1 infected, anything else that it could not scan.
    Command(Vec<String>),
    /// clamd at an address, `host:port`.
    Clamd(String),
}

impl Scanner {
    /// What the scanner says of a file.
    pub async fn scan(&self, bytes: &[u8]) -> ScanState {
        let scanning = async {
            match self {
                Self::Nobody => Ok(ScanState::NotRequired),
                Self::Command(command) => command::scan(command, bytes).await,
                Self::Clamd(address) => clamd::scan(address, bytes).await,
            }
        };
        match tokio::time::timeout(PATIENCE, scanning).await {
            Ok(Ok(state)) => state,
            Ok(Err(error)) => {
                tracing::warn!(cause = %error, "virus scanner not to be asked");
                ScanState::Unscanned
            }
            Err(_elapsed) => {
                tracing::warn!(seconds = PATIENCE.as_secs(), "virus scanner does not answer");
                ScanState::Unscanned
            }
        }
    }
}
