//! Compound files (OLE2, [MS-CFB]) of old Office: only enough to tell what is inside.

use super::refuse;
use crate::error::{Error, Result};
use std::io::Read;

/// Every directory entry takes 128 bytes, aligned to 128 ([MS-CFB] 2.6.1).
const ENTRY: usize = 128;

/// How to take a password off, in Excel's own words.
pub(super) const ENCRYPTED: &str = "工作簿设有打开密码，无法读取。请在 Excel 或 WPS 中输入密码打开，\
    在“文件 → 信息 → 保护工作簿 → 用密码进行加密”中清空密码，保存后重新提交。";

/// Looks through the names in a compound file; `Ok` means it holds an xls workbook.
///
/// The directory is a chain of sectors, but its entries are aligned wherever they lie: looking at every aligned slot
/// finds them without walking the chain, also in a damaged file.
pub(super) fn check(mut file: impl Read) -> Result<()> {
    let mut workbook = false;
    let mut stranger = None;
    let mut slot = [0_u8; ENTRY];
    while fill(&mut file, &mut slot)? {
        match entry_name(&slot).as_deref() {
            Some("EncryptedPackage" | "EncryptionInfo") => return Err(refuse(ENCRYPTED)),
            Some("Workbook" | "Book") => workbook = true,
            Some("WordDocument") => stranger = Some("Word 文档"),
            Some("PowerPoint Document") => stranger = Some("PowerPoint 演示文稿"),
            Some("__properties_version1.0") => stranger = Some("Outlook 邮件"),
            _ => {}
        }
    }
    if workbook {
        return Ok(());
    }
    let name = stranger.unwrap_or("旧版 Office 格式的文件，里面没有工作表");
    Err(refuse(format!("这是{name}，不是工作簿。请把表格复制到 Excel 或 WPS 的新工作簿中，另存为 .xlsx 后重新提交。")))
}

fn fill(file: &mut impl Read, slot: &mut [u8; ENTRY]) -> Result<bool> {
    match file.read_exact(slot) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(Error::internal(error)),
    }
}

/// The name in a slot, when the slot looks like a directory entry: up to 31 UTF-16 units, then their length in bytes
/// with the closing zero, then an object type of 1, 2 or 5.
fn entry_name(slot: &[u8; ENTRY]) -> Option<String> {
    let (name, rest) = slot.split_at(64);
    let [low, high, object, ..] = rest else { return None };
    let length = usize::from(u16::from_le_bytes([*low, *high]));
    if !matches!(object, 1 | 2 | 5) || !(4..=64).contains(&length) || !length.is_multiple_of(2) {
        return None;
    }
    let units: Vec<u16> = name
        .chunks_exact(2)
        .take(length / 2 - 1)
        .map(|pair| if let [low, high] = pair { u16::from_le_bytes([*low, *high]) } else { 0 })
        .collect();
    String::from_utf16(&units).ok()
}
