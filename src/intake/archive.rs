//! Workbooks in a zip container, surveyed before the spreadsheet library is let near them.
//!
//! calamine holds shared strings, styles and the current XML token in memory and believes what sizes a file declares.
//! So each part it would read is inflated here once, against both the declared size and the limits.

use super::compound::ENCRYPTED;
use super::limits::{Limits, megabytes};
use super::ods::OdsSpan;
use super::refuse;
use super::scan::{RecordScanner, TagScanner, attribute, local_name};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// The workbook formats that come in a zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// xlsx or xlsm: XML parts, streamed.
    Xlsx,
    /// xlsb: binary parts, streamed.
    Xlsb,
    /// ods: one XML part, loaded whole.
    Ods,
}

/// What the survey found.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) format: Packed,
    /// No sheet has more rows than this; `None` when the survey cannot tell.
    pub(super) rows_at_most: Option<u64>,
}

type Archive = ZipArchive<BufReader<File>>;

const DAMAGED: &str = "文件不完整或已损坏，无法解开。请在 Excel 或 WPS 中重新打开原表，另存为 .xlsx 后重新提交。";
const UNSUPPORTED: &str = "文件用了本平台不支持的压缩方法。请在 Excel 或 WPS 中打开原表，另存为 .xlsx 后重新提交。";
const BOMB: &str = "文件解开后的大小异常，疑似压缩炸弹，已拒绝读取。\
    请在 Excel 或 WPS 中删除多余的空行、空列和格式，另存为 .xlsx 后重新提交。";

/// Surveys the archive: recognises the format and holds every part to the limits.
pub(super) fn survey(file: File, limits: &Limits) -> Result<Survey> {
    let mut file = BufReader::new(file);
    check_entry_count(&mut file, limits)?;
    let mut archive = ZipArchive::new(file).map_err(|error| damaged(&error))?;
    let format = recognise(&archive)?;
    let mut counts = Counts::default();
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| damaged(&error))?;
        if part.encrypted() {
            return Err(refuse(ENCRYPTED));
        }
        let declared = part.size();
        drop(part);
        if total.saturating_add(declared) > limits.inflated_bytes {
            return Err(refuse(BOMB));
        }
        let part = archive.by_index(index).map_err(|error| damaged(&error))?;
        total += inflate(part, format, limits, &mut counts)?;
        if total > limits.inflated_bytes {
            return Err(refuse(BOMB));
        }
    }
    counts.verdict(format, limits)
}

fn damaged(cause: &ZipError) -> Error {
    match cause {
        ZipError::UnsupportedArchive(_) => refuse(UNSUPPORTED),
        _ => refuse(DAMAGED),
    }
}

/// Reads the number of entries where the directory ends, before a directory of millions is loaded.
fn check_entry_count(file: &mut (impl Read + Seek), limits: &Limits) -> Result<()> {
    /// The end record is 22 bytes and a comment of at most 65,535.
    const TAIL: u64 = 22 + 65_535;
    let length = file.seek(SeekFrom::End(0)).map_err(Error::internal)?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL))).map_err(Error::internal)?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail).map_err(Error::internal)?;
    file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
    let end = tail.windows(22).rfind(|window| window.starts_with(b"PK\x05\x06"));
    let Some([_, _, _, _, _, _, _, _, _, _, low, high, ..]) = end else {
        return Err(refuse(DAMAGED));
    };
    if u64::from(u16::from_le_bytes([*low, *high])) > limits.entries {
        return Err(refuse(BOMB));
    }
    Ok(())
}

fn recognise(archive: &Archive) -> Result<Packed> {
    let names: Vec<String> = archive.file_names().map(str::to_lowercase).collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if has("workbook.xml") {
        return Ok(Packed::Xlsx);
    }
    if has("workbook.bin") {
        return Ok(Packed::Xlsb);
    }
    let stranger = if has("word/document.xml") {
        "Word 文档"
    } else if has("ppt/presentation.xml") {
        "PowerPoint 演示文稿"
    } else if names.iter().any(|name| name == "content.xml") {
        return Ok(Packed::Ods);
    } else if has(".xlsx") || has(".xls") || has(".csv") {
        return Err(refuse("这是压缩包，里面有表格文件。请先解压，再逐个提交其中的工作簿。"));
    } else {
        "压缩包"
    };
    Err(refuse(format!("这是{stranger}，不是工作簿。请在 Excel 或 WPS 中把表格另存为 .xlsx 后重新提交。")))
}

/// The binary parts of an xlsb that are made of records; macros and printer settings are not.
fn is_record_part(name: &str) -> bool {
    let named = ["workbook.bin", "sharedstrings.bin", "styles.bin"];
    has_ending(name, &named) || (name.contains("worksheets/") && has_ending(name, &[".bin"]))
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

/// Inflates one part into nothing, counting.
fn inflate(
    mut part: ZipFile<'_, BufReader<File>>,
    format: Packed,
    limits: &Limits,
    counts: &mut Counts,
) -> Result<u64> {
    let name = part.name().to_lowercase();
    let (role, mut allowed) = role(&name, limits);
    let packed = part.compressed_size().max(1);
    let mut tags = has_ending(&name, &[".xml", ".rels"]).then(|| TagScanner::new(limits.token_bytes));
    let binary = format == Packed::Xlsb && is_record_part(&name);
    let mut records = binary.then(|| RecordScanner::new(limits.token_bytes));
    if tags.is_none() && records.is_none() {
        // A picture, macros: nothing to look at. But a workbook may call any part a sheet, whatever its name.
        allowed = allowed.min(limits.part_bytes);
    }
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut total = 0_u64;
    loop {
        let read = match part.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(_) => return Err(refuse(DAMAGED)),
        };
        total += read as u64;
        if total > allowed {
            return Err(too_large(role, allowed));
        }
        if total > 16 << 20 && total / packed > limits.ratio {
            return Err(refuse(BOMB));
        }
        let bytes = buffer.get(..read).unwrap_or_default();
        let tags =
            tags.as_mut().map_or(Ok(()), |tags| tags.feed(bytes, &mut |tag, passed| counts.see(role, tag, passed)));
        let records = records.as_mut().map_or(Ok(()), |records| records.feed(bytes));
        if tags.is_err() || records.is_err() || counts.longest_cell > limits.token_bytes {
            return Err(refuse(BOMB));
        }
    }
    counts.cell_start = 0;
    counts.finish(role, total)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Sheet,
    SharedStrings,
    OdsContent,
    Manifest,
    Other,
}

fn role(name: &str, limits: &Limits) -> (Role, u64) {
    if name.contains("worksheets/") {
        (Role::Sheet, limits.inflated_bytes)
    } else if name.ends_with("sharedstrings.xml") || name.ends_with("sharedstrings.bin") {
        (Role::SharedStrings, limits.shared_strings_bytes)
    } else if name == "content.xml" {
        (Role::OdsContent, limits.inflated_bytes)
    } else if name == "meta-inf/manifest.xml" {
        (Role::Manifest, limits.part_bytes)
    } else if ["workbook", "styles", "theme", ".rels", "[content_types]"].iter().any(|part| name.contains(part)) {
        (Role::Other, limits.part_bytes)
    } else {
        (Role::Other, limits.inflated_bytes)
    }
}

fn too_large(role: Role, allowed: u64) -> Error {
    match role {
        Role::SharedStrings => refuse(format!(
            "工作簿里的文字超过 {}，一次读不完。请按地区或年份拆成几个工作簿，分别提交。",
            megabytes(allowed)
        )),
        _ => refuse(BOMB),
    }
}

/// What the tags of all parts add up to.
#[derive(Default)]
struct Counts {
    rows: u64,
    cell_start: u64,
    longest_cell: u64,
    strings_declared: u64,
    encrypted: bool,
    ods: OdsSpan,
}

impl Counts {
    fn see(&mut self, role: Role, tag: &[u8], passed: u64) {
        match role {
            Role::Sheet => self.see_sheet(local_name(tag), passed),
            Role::SharedStrings if local_name(tag) == b"sst" => {
                self.strings_declared = attribute(tag, "uniqueCount").unwrap_or_default();
            }
            Role::Manifest if local_name(tag) == b"encryption-data" => self.encrypted = true,
            Role::OdsContent => self.ods.see(tag),
            _ => {}
        }
    }

    /// Counts rows, and measures cells: the runs of a rich text are put together into one string.
    fn see_sheet(&mut self, name: &[u8], passed: u64) {
        match name {
            b"row" => self.rows += 1,
            b"c" => self.cell_start = passed,
            b"t" => self.longest_cell = self.longest_cell.max(passed.saturating_sub(self.cell_start)),
            _ => {}
        }
    }

    /// Ends a part. calamine reserves room for as many strings as the table declares; each takes five bytes at least.
    fn finish(&mut self, role: Role, total: u64) -> Result<u64> {
        if role == Role::SharedStrings && self.strings_declared > total / 5 + 1 {
            return Err(refuse(DAMAGED));
        }
        Ok(total)
    }

    fn verdict(self, format: Packed, limits: &Limits) -> Result<Survey> {
        if self.encrypted {
            return Err(refuse(ENCRYPTED));
        }
        if self.ods.cells() > limits.loaded_cells {
            return Err(refuse(loaded_too_large(limits)));
        }
        Ok(Survey { format, rows_at_most: (format == Packed::Xlsx).then_some(self.rows) })
    }
}

/// Why an xls or ods workbook with too many cells is refused.
pub(super) fn loaded_too_large(limits: &Limits) -> String {
    format!(
        "这种格式（.xls、.ods）只能整个读入，表格不能超过 {} 万个单元格。请另存为 .xlsx 后重新提交。",
        limits.loaded_cells / 10_000
    )
}
