//! What a file is, by its content: the extension is only what somebody hoped.

use super::refuse;
use crate::error::Error;

/// How a file begins, as far as that decides anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A zip archive: xlsx, xlsb, ods, or something else in a zip.
    Zip,
    /// A compound file of old Office: xls, an encrypted xlsx, or a Word document.
    Compound,
    /// None of the known signatures: text, if its characters say so.
    Text,
}

/// Bytes at the start of a file that are enough to tell.
pub(super) const HEAD: usize = 4_096;

const SAVE_AS: &str = "请在 Excel 或 WPS 中打开原表，选择“另存为”，保存为 .xlsx 工作簿后重新提交。";

/// Files that people send instead of a workbook, by their first bytes.
const STRANGERS: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF 文档"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xFF\xD8\xFF", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"{\\rtf", "RTF 文档"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xBC\xAF\x27\x1C", "7z 压缩包"),
    (b"\x1F\x8B", "gzip 压缩包"),
    (b"SQLite format 3", "SQLite 数据库文件"),
    (b"MZ", "Windows 程序"),
    (b"\x7FELF", "程序文件"),
];

/// Recognises the container by the first bytes of the file.
pub(super) fn container(head: &[u8]) -> Result<Container, Error> {
    if head.is_empty() {
        return Err(refuse("文件是空的（0 字节）。请确认文件已保存完整后重新提交。"));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Container::Zip);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Container::Compound);
    }
    if let Some((_, name)) = STRANGERS.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Err(refuse(format!("这是{name}，不是工作簿。{SAVE_AS}")));
    }
    match markup(head) {
        Some(name) => Err(refuse(format!("这是{name}，不是工作簿，虽然扩展名可能是 .xls。{SAVE_AS}"))),
        None => Ok(Container::Text),
    }
}

/// Web pages and XML that many systems export under the name `.xls`.
fn markup(head: &[u8]) -> Option<&'static str> {
    // Dropping the zero bytes reads UTF-16 well enough to find a tag.
    let text: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&text).to_lowercase();
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{FFFD}'));
    if start.starts_with("<?xml") || start.starts_with("<workbook") {
        let spreadsheet = start.contains("urn:schemas-microsoft-com:office:spreadsheet");
        return Some(if spreadsheet { "XML 电子表格 2003" } else { "XML 文件" });
    }
    if ["<!doctype", "<html", "<head", "<meta", "<body", "<table", "<style", "<div", "<script", "<!--"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return Some("网页（HTML）");
    }
    start.starts_with("mime-version:").then_some("单个文件网页（MHTML）")
}

/// A text whose characters are not those of a table.
pub(super) fn not_a_table() -> Error {
    refuse(format!("这不是工作簿，也不是 CSV 文本，无法识别。{SAVE_AS}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(b"%PDF-1.7", "PDF")]
    #[case(b"\x89PNG\r\n", "PNG")]
    #[case(b"\xFF\xD8\xFF\xE0", "JPEG")]
    #[case(b"<html><table>", "HTML")]
    #[case(b"\xEF\xBB\xBF  <!DOCTYPE html>", "HTML")]
    #[case(b"\xFF\xFE<\0h\0t\0m\0l\0>\0", "HTML")]
    #[case(b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "2003")]
    #[case(b"MIME-Version: 1.0", "MHTML")]
    #[case(b"Rar!\x1A", "RAR")]
    fn what_is_no_workbook_is_named_with_what_to_do(#[case] head: &[u8], #[case] name: &str) {
        let text = container(head).map_err(|error| error.detail());
        assert!(text.as_ref().is_err_and(|text| text.contains(name) && text.contains("另存为")), "{text:?}");
    }

    #[test]
    fn an_empty_file_is_said_to_be_empty() {
        assert!(container(b"").is_err_and(|error| error.detail().contains("空的")));
    }
}
