//! Attachments: what people hand in as evidence, kept sealed and handed out as a file, never shown as a page.
//!
//! A file comes in through [`receive`], which bounds it; [`kind`] says what it is by its content and refuses one that lies
//! about it; [`scan`] asks the virus scanner; [`store`] keeps it under a keyed hash of its content. [`serve`] hands it out.
//! Which filing it belongs to, and who may see it, is said by the rooms above.

pub mod collect;
pub mod kind;
pub mod receive;
pub mod scan;
pub mod serve;
pub mod store;

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::domain::vocabulary::attachment::{AttachmentKind, ScanState};
use crate::error::{Code, Error, Result};
use scan::Scanner;
use store::Blobs;

/// How many attachments are held in memory at a time: each is sealed as a whole.
const AT_A_TIME: usize = 4;

/// A file as somebody hands it in.
pub struct Offered {
    /// Name, as the sender has it.
    pub name: String,
    /// Media type that the sender declares.
    pub media_type: Option<String>,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A file as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Name, safe to show and to save under.
    pub name: String,
    /// What it is by its content.
    pub kind: AttachmentKind,
    /// Size in bytes.
    pub size: i64,
    /// Keyed hash of the content, under which it is found.
    pub digest: String,
    /// What the virus scanner said.
    pub scan: ScanState,
}

/// Keeps attachments; a clone is a few pointers.
#[derive(Clone)]
pub struct Attachments {
    blobs: Blobs,
    scanner: Arc<Scanner>,
    limit: u64,
    permits: Arc<Semaphore>,
}

impl Attachments {
    /// Attachments of at most `limit` bytes each.
    pub fn new(blobs: Blobs, scanner: Scanner, limit: u64) -> Self {
        Self { blobs, scanner: Arc::new(scanner), limit, permits: Arc::new(Semaphore::new(AT_A_TIME)) }
    }

    /// Most bytes of one attachment.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// The sealed files themselves.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Takes a file in: looks at what it is, has it scanned, and keeps it. One that is not what it says, or that carries a
    /// virus, is refused by name and not kept.
    ///
    /// The caller names it in the database afterwards; what nobody names is removed after a day.
    pub async fn keep(&self, offered: Offered) -> Result<Kept> {
        let name = kind::safe_name(&offered.name);
        if offered.bytes.len() as u64 > self.limit {
            return Err(receive::too_large(&name, self.limit));
        }
        let _permit = self.permits.acquire().await.map_err(Error::internal)?;
        let kind = kind::check(&name, offered.media_type.as_deref(), &offered.bytes)?;
        let scan = self.scanner.scan(&offered.bytes).await;
        if scan == ScanState::Infected {
            return Err(infected(&name));
        }
        let size = i64::try_from(offered.bytes.len()).map_err(Error::internal)?;
        let digest = self.blobs.put(offered.bytes).await?;
        Ok(Kept { name: kind::with_extension(name, kind), kind, size, digest, scan })
    }

    /// Takes a file in that is only read here and never handed out as it came, whatever it is: has it scanned and keeps it.
    /// Gives the digest under which it is found.
    pub async fn keep_to_read(&self, name: &str, bytes: Vec<u8>) -> Result<String> {
        let _permit = self.permits.acquire().await.map_err(Error::internal)?;
        if self.scanner.scan(&bytes).await == ScanState::Infected {
            return Err(infected(name));
        }
        self.blobs.put(bytes).await
    }

    /// The content of a file that may be handed out.
    pub async fn read(&self, digest: &str, scan: ScanState) -> Result<Vec<u8>> {
        if !scan.may_be_downloaded() {
            let text = format!("附件暂时不能下载：{}。请稍后再试。", scan.label());
            return Err(Error::Conflict(Code::AttachmentUnscanned, text));
        }
        let _permit = self.permits.acquire().await.map_err(Error::internal)?;
        self.blobs.get(digest).await
    }

    /// Asks the scanner about a file that could not be scanned when it came in.
    pub async fn scan_again(&self, digest: &str) -> Result<ScanState> {
        let _permit = self.permits.acquire().await.map_err(Error::internal)?;
        let bytes = self.blobs.get(digest).await?;
        Ok(self.scanner.scan(&bytes).await)
    }
}

fn infected(name: &str) -> Error {
    let text = format!("附件“{name}”中发现病毒，没有保存。请用杀毒软件检查您的电脑，换用没有问题的文件后重新上传。");
    kind::refusal(name, "attachment.infected", text)
}
