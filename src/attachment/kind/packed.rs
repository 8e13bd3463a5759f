//! Files that are packed in a zip: told apart by what they contain, and never unpacked here.

use std::io::Cursor;

use zip::ZipArchive;

use super::Objection;
use crate::domain::vocabulary::attachment::AttachmentKind;

/// More parts than any document has.
const PARTS: usize = 20_000;
/// What a document may become when whoever receives it opens it.
const UNPACKED_BYTES: u64 = 1 << 30;
/// No part shrinks more than that by itself: text at its best to a hundredth or so.
const RATIO: u64 = 500;
/// Parts that are small in any case may shrink as they like.
const SMALL_PART: u64 = 1 << 20;

const DAMAGED: Objection = ("attachment.damaged", "不完整或已损坏。请重新导出后上传。");
const ENCRYPTED: Objection = ("attachment.encrypted", "设有密码，审核人无法打开。请取消密码后上传。");
const BOMB: Objection = ("attachment.bomb", "解开后的大小异常，疑似压缩炸弹，不能接收。");
const MACROS: Objection =
    ("attachment.active_content", "含有宏或其他可执行内容，不能接收。请另存为不含宏的文件，或转为 PDF 后上传。");
const UNKNOWN: Objection =
    ("attachment.unknown_type", "是压缩包，不能接收。请把其中的文件逐个上传（PDF、OFD、JPEG、PNG、xlsx、docx）。");

/// What a zip holds: a document of a known kind, sound by its own table of contents.
pub(super) fn zip(bytes: &[u8]) -> Result<AttachmentKind, Objection> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_unreadable| DAMAGED)?;
    // Something before the zip would make it two things at once.
    if archive.offset() != 0 {
        return Err(DAMAGED);
    }
    if archive.len() > PARTS {
        return Err(BOMB);
    }
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_unreadable| DAMAGED)?;
        if part.encrypted() {
            return Err(ENCRYPTED);
        }
        total = total.saturating_add(part.size());
        let is_bomb = part.size() > SMALL_PART && part.size() / part.compressed_size().max(1) > RATIO;
        if is_bomb || total > UNPACKED_BYTES {
            return Err(BOMB);
        }
    }
    let has = |name: &str| archive.file_names().any(|part| part == name);
    let kind = if has("OFD.xml") {
        AttachmentKind::Ofd
    } else if has("[Content_Types].xml") && has("xl/workbook.xml") {
        AttachmentKind::Xlsx
    } else if has("[Content_Types].xml") && has("word/document.xml") {
        AttachmentKind::Docx
    } else {
        return Err(UNKNOWN);
    };
    if archive.file_names().any(is_executable) { Err(MACROS) } else { Ok(kind) }
}

/// Parts that an office program runs or starts.
fn is_executable(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    let endings = [".exe", ".dll", ".bat", ".cmd", ".vbs", ".js", ".jar", ".ps1", ".scr"];
    part.ends_with("vbaproject.bin")
        || part.contains("/activex/")
        || endings.iter().any(|ending| part.ends_with(ending))
}
