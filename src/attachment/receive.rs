//! Reading a form with files from the wire: bounded in parts, in size of each and in size of all.

use actix_multipart::{Field, Multipart, MultipartError};
use futures_util::TryStreamExt as _;

use super::{Offered, kind};
use crate::error::{Code, Error, Result};

/// Most parts of a form.
const PARTS: usize = 200;
/// Most bytes of a field that is no file.
const TEXT_BYTES: usize = 64 * 1024;
/// Most files of one form.
const FILES: usize = 10;

/// A form with files.
#[derive(Default)]
pub struct Received {
    /// Fields that are no files, in order.
    pub fields: Vec<(String, String)>,
    /// Files with the field they came in, in order.
    pub files: Vec<(String, Offered)>,
}

impl Received {
    /// What a field holds; of several of its name the first.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str())
    }
}

/// Reads a form whose files have at most `limit` bytes each. An empty file field, which a browser sends when nothing was chosen,
/// is no file.
pub async fn receive(mut form: Multipart, limit: u64) -> Result<Received> {
    let mut received = Received::default();
    let mut parts = 0;
    while let Some(mut part) = form.try_next().await.map_err(unreadable)? {
        parts += 1;
        if parts > PARTS || received.files.len() > FILES {
            return Err(too_many());
        }
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.content_disposition().and_then(|disposition| disposition.get_filename()).map(str::to_owned);
        match file {
            None => {
                let bytes = read(&mut part, TEXT_BYTES).await?.ok_or(Error::TooLarge { limit: TEXT_BYTES as u64 })?;
                let text = String::from_utf8(bytes).map_err(|_not_text| not_utf8())?;
                received.fields.push((field, text));
            }
            Some(name) => {
                let most = usize::try_from(limit).map_err(Error::internal)?;
                let bytes = read(&mut part, most).await?;
                let bytes = bytes.ok_or_else(|| too_large(&kind::safe_name(&name), limit))?;
                let media_type = part.content_type().map(ToString::to_string);
                if !(name.is_empty() && bytes.is_empty()) {
                    received.files.push((field, Offered { name, media_type, bytes }));
                }
            }
        }
    }
    if received.files.len() > FILES { Err(too_many()) } else { Ok(received) }
}

/// The content of a part; nothing when there is more than allowed.
async fn read(part: &mut Field, most: usize) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.try_next().await.map_err(unreadable)? {
        if bytes.len() + chunk.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

/// A refusal of a file that is too large, by name.
pub fn too_large(name: &str, limit: u64) -> Error {
    let text = format!("附件“{name}”超过 {} MB 的上限。请降低扫描分辨率，或拆成几个文件后上传。", limit >> 20);
    kind::refusal(name, "attachment.too_large", text)
}

fn too_many() -> Error {
    let text = format!("一次最多上传 {FILES} 个附件。请分几次上传。");
    Error::field("files", "attachment.too_many", text)
}

fn not_utf8() -> Error {
    Error::BadRequest(Code::RequestUnreadable, "表单内容不是 UTF-8 编码，请核对后再提交。".to_owned())
}

/// The sender's fault, or that of the line: the cause is a text of unknown content.
fn unreadable(_cause: MultipartError) -> Error {
    Error::BadRequest(Code::RequestUnreadable, "上传没有完成或格式不符（multipart/form-data），请重新上传。".to_owned())
}
