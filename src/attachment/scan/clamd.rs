//! The protocol of clamd: `INSTREAM`, the file in chunks with their length, a line in answer.

use std::io::{Error, Result};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::domain::vocabulary::attachment::ScanState;

const CHUNK: usize = 64 * 1024;
/// Longer than this no answer is.
const ANSWER: u64 = 4_096;

pub(super) async fn scan(address: &str, bytes: &[u8]) -> Result<ScanState> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).map_err(Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(chunk).await?;
    }
    stream.write_all(&0_u32.to_be_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(ANSWER).read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer);
    match answer.trim_end_matches(['\0', '\n']) {
        "stream: OK" => Ok(ScanState::Clean),
        found if found.ends_with(" FOUND") => Ok(ScanState::Infected),
        other => Err(Error::other(format!("clamd answers {other:?}"))),
    }
}
