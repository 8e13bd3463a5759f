//! Files that are one thing throughout: their beginning is known, and what else they must have.

use super::Objection;
use crate::domain::vocabulary::attachment::AttachmentKind;

/// So far at the beginning a browser looks for what it would rather show.
const BROWSER_LOOKS_AT: usize = 1_024;
/// So near its end a PDF says that it ends; some writers add a signature or padding after it.
const END_OF_PDF: usize = 8_192;
/// What a browser takes for a page, in small letters.
const PAGE: [&[u8]; 5] = [b"<html", b"<script", b"<!doctype", b"<svg", b"<body"];
/// What a PDF does by itself when it is opened, beside showing: run a script, start a program.
const ACTIONS: [&[u8]; 3] = [b"/JavaScript", b"/JS", b"/Launch"];

const DAMAGED: Objection = ("attachment.damaged", "不完整或已损坏。请重新导出或扫描后上传。");
const POLYGLOT: Objection = ("attachment.polyglot", "同时含有网页内容，不能接收。请打印为新的 PDF 后上传。");
const ACTIVE: Objection =
    ("attachment.active_content", "含有打开时自动执行的内容，不能接收。请打印为新的 PDF 后上传。");

/// A PDF that is nothing else besides and does nothing but show.
pub(super) fn pdf(bytes: &[u8]) -> Result<AttachmentKind, Objection> {
    let beginning = bytes.get(..BROWSER_LOOKS_AT).unwrap_or(bytes).to_ascii_lowercase();
    if PAGE.iter().any(|mark| has(&beginning, mark)) {
        return Err(POLYGLOT);
    }
    let end = bytes.get(bytes.len().saturating_sub(END_OF_PDF)..).unwrap_or(bytes);
    if !has(end, b"%%EOF") {
        return Err(DAMAGED);
    }
    if ACTIONS.iter().any(|action| has_name(bytes, action)) {
        return Err(ACTIVE);
    }
    Ok(AttachmentKind::Pdf)
}

/// A JPEG with a frame: its beginning alone is three bytes that anything may have.
pub(super) fn jpeg(bytes: &[u8]) -> Result<AttachmentKind, Objection> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    // Segments follow one another, each with its length, until the frame that says how large the picture is.
    while let [0xFF, marker, after @ ..] = rest {
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Ok(AttachmentKind::Jpeg),
            // Padding.
            0xFF => rest = rest.get(1..).unwrap_or_default(),
            _ => {
                let [high, low, ..] = after else { return Err(DAMAGED) };
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = after.get(length.max(2)..).unwrap_or_default();
            }
        }
    }
    Err(DAMAGED)
}

/// A PNG that begins with its header and ends with its end.
pub(super) fn png(bytes: &[u8]) -> Result<AttachmentKind, Objection> {
    let begins = bytes.get(12..16) == Some(b"IHDR");
    let ends = bytes.len() > 40 && has(bytes.get(bytes.len() - 12..).unwrap_or_default(), b"IEND");
    if begins && ends { Ok(AttachmentKind::Png) } else { Err(DAMAGED) }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Whether a PDF has a name, which ends where letters and digits end: `/JS` is not `/JSFont`.
fn has_name(bytes: &[u8], name: &[u8]) -> bool {
    let ends = |place: usize| bytes.get(place + name.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
    // A slash is rare: looking for it first is many times faster than comparing at each byte.
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(place, _)| place);
    slashes.into_iter().any(|place| bytes.get(place..).is_some_and(|rest| rest.starts_with(name)) && ends(place))
}
