//! Text tables: which encoding, which separator, and their records as a stream of UTF-8.

use super::limits::Limits;
use super::recognise::{HEAD, not_a_table};
use super::refuse;
use crate::error::{Error, Result};
use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::cell::Cell as Shared;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A text table that has been examined.
#[derive(Clone, Debug)]
pub(super) struct TextTable {
    path: PathBuf,
    encoding: &'static Encoding,
    separator: u8,
    /// It has no more records than this.
    pub(super) rows_at_most: u64,
}

/// The records of a text table.
pub(super) struct Records {
    reader: csv::Reader<Metered<Transcoder>>,
    since_record: Rc<Shared<u64>>,
    record: csv::StringRecord,
    breaks: u64,
    number: u64,
    limit: u64,
}

impl TextTable {
    /// Decides encoding and separator. Chinese spreadsheets save CSV as UTF-8, as UTF-16 ("Unicode text") or in the
    /// national encoding; the last takes nearly any bytes, so strict UTF-8 is tried first.
    pub(super) fn examine(path: &Path, head: &[u8], limits: &Limits) -> Result<Self> {
        let candidates: &[&'static Encoding] = match Encoding::for_bom(head) {
            Some((encoding, _)) if encoding == UTF_8 => &[UTF_8],
            Some((encoding, _)) if encoding == UTF_16LE => &[UTF_16LE],
            Some(_) => &[UTF_16BE],
            None => &[UTF_8, GB18030],
        };
        for encoding in candidates {
            let (valid, lines) = survey(path, encoding)?;
            if valid {
                let mut table =
                    Self { path: path.to_owned(), encoding, separator: b',', rows_at_most: lines.saturating_add(1) };
                table.separator = table.find_separator(limits)?;
                return Ok(table);
            }
        }
        Err(not_a_table())
    }

    /// Opens the stream of records.
    pub(super) fn records(&self, limits: &Limits) -> Result<Records> {
        self.records_split_by(self.separator, limits)
    }

    fn records_split_by(&self, separator: u8, limits: &Limits) -> Result<Records> {
        let file = File::open(&self.path).map_err(Error::internal)?;
        let since_record = Rc::new(Shared::new(0));
        let metered = Metered {
            inner: Transcoder::new(file, self.encoding),
            since_record: Rc::clone(&since_record),
            limit: limits.token_bytes,
        };
        let reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(metered);
        Ok(Records {
            reader,
            since_record,
            record: csv::StringRecord::new(),
            breaks: 0,
            number: 0,
            limit: limits.token_bytes,
        })
    }

    /// The separator that splits the first records most evenly into most fields; a comma where none does.
    fn find_separator(&self, limits: &Limits) -> Result<u8> {
        let mut best = (0, b',');
        for separator in [b',', b'\t', b';', b'|'] {
            let mut records = self.records_split_by(separator, limits)?;
            let mut widths = Vec::new();
            while let Ok(Some((_, record))) = records.next() {
                widths.push(record.len());
                if widths.len() >= 30 {
                    break;
                }
            }
            let score = widths.iter().map(|width| score(*width, &widths)).max().unwrap_or_default();
            if score > best.0 {
                best = (score, separator);
            }
        }
        Ok(best.1)
    }
}

/// How well records of one width speak for a separator: fields beyond the first, times the records of that width.
fn score(width: usize, widths: &[usize]) -> usize {
    width.saturating_sub(1) * widths.iter().filter(|other| **other == width).count()
}

/// Whether the whole file is valid in an encoding and has the characters of a text; and how many line ends it has.
fn survey(path: &Path, encoding: &'static Encoding) -> Result<(bool, u64)> {
    let mut file = File::open(path).map_err(Error::internal)?;
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let (mut bytes, mut text) = (vec![0_u8; 64 * 1024], vec![0_u8; 256 * 1024]);
    let (mut line_feeds, mut returns, mut first) = (0_u64, 0_u64, true);
    loop {
        let read = file.read(&mut bytes).map_err(Error::internal)?;
        let chunk = bytes.get(..read).unwrap_or_default();
        let Some(written) = decode_all(&mut decoder, chunk, &mut text, read == 0) else {
            return Ok((false, 0));
        };
        let plain = text.get(..written).unwrap_or_default();
        if std::mem::take(&mut first) && !looks_like_text(plain) {
            return Err(not_a_table());
        }
        line_feeds += count(plain, b'\n');
        returns += count(plain, b'\r');
        if read == 0 {
            return Ok((true, line_feeds.max(returns)));
        }
    }
}

fn count(text: &[u8], mark: u8) -> u64 {
    text.split(|byte| *byte == mark).skip(1).count() as u64
}

/// Decodes a chunk strictly; `None` where it is not valid. The room given is enough for any chunk.
fn decode_all(decoder: &mut Decoder, chunk: &[u8], text: &mut [u8], last: bool) -> Option<usize> {
    let (result, _, written) = decoder.decode_to_utf8_without_replacement(chunk, text, last);
    (result == DecoderResult::InputEmpty).then_some(written)
}

/// Tables hold no control characters to speak of: one in a hundred is a binary file that happens to decode.
fn looks_like_text(decoded: &[u8]) -> bool {
    let head: Vec<u8> = decoded.iter().copied().take(HEAD).collect();
    let controls = head.iter().filter(|byte| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')).count();
    controls * 100 <= head.len()
}

impl Records {
    /// The next record and its row number as a spreadsheet would show it: a blank line is a row, a line break within
    /// quotes is not.
    pub(super) fn next(&mut self) -> Result<Option<(u64, &csv::StringRecord)>> {
        self.since_record.set(0);
        match self.reader.read_record(&mut self.record) {
            Ok(false) => return Ok(None),
            Ok(true) => {}
            Err(_) => {
                return Err(refuse(format!(
                    "文本表格第{}行之后有一条记录超过 {} KB，多半是引号（\"）没有成对。请检查该行附近的引号后重新提交。",
                    self.number,
                    self.limit / 1024
                )));
            }
        }
        self.breaks += self.record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        // The reader now stands at the beginning of the next line: the transcoder ends every record with one line feed.
        self.number = self.reader.position().line().saturating_sub(1 + self.breaks);
        Ok(Some((self.number, &self.record)))
    }
}

/// A reader that fails when too much is read before a record is complete: an unclosed quote makes one of the whole file.
struct Metered<R> {
    inner: R,
    since_record: Rc<Shared<u64>>,
    limit: u64,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.since_record.get() > self.limit {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "record too long"));
        }
        let read = self.inner.read(out)?;
        self.since_record.set(self.since_record.get() + read as u64);
        Ok(read)
    }
}

/// A reader of UTF-8 with line feeds over a file in any encoding, with any line ends; it always ends with a line feed.
struct Transcoder {
    file: File,
    decoder: Decoder,
    pending: Vec<u8>,
    start: usize,
    finished: bool,
    last: u8,
}

impl Transcoder {
    fn new(file: File, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { file, decoder, pending: Vec::new(), start: 0, finished: false, last: b'\n' }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.pending.resize(64 * 1024, 0);
        let read = self.file.read(&mut self.pending)?;
        self.pending.truncate(read);
        self.start = 0;
        self.finished = read == 0;
        Ok(())
    }

    /// Turns CR LF and CR into LF, in place; returns how many bytes are left.
    fn unify_line_ends(&mut self, text: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..text.len() {
            let Some(byte) = text.get(at).copied() else { break };
            let after_return = std::mem::replace(&mut self.last, byte) == b'\r';
            if byte == b'\n' && after_return {
                continue;
            }
            if let Some(slot) = text.get_mut(kept) {
                *slot = if byte == b'\r' { b'\n' } else { byte };
            }
            kept += 1;
        }
        kept
    }

    /// The line feed that the last record may lack.
    fn finish(&mut self, out: &mut [u8]) -> usize {
        match out.first_mut() {
            Some(slot) if !matches!(self.last, b'\n' | b'\r') => {
                *slot = b'\n';
                self.last = b'\n';
                1
            }
            _ => 0,
        }
    }
}

impl Read for Transcoder {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.start >= self.pending.len() {
                if self.finished {
                    return Ok(self.finish(out));
                }
                self.refill()?;
            }
            let input = self.pending.get(self.start..).unwrap_or_default();
            let (result, read, written, _) = self.decoder.decode_to_utf8(input, out, self.finished);
            self.start += read;
            let kept = self.unify_line_ends(out.get_mut(..written).unwrap_or_default());
            if kept > 0 {
                return Ok(kept);
            }
            if written == 0 && result == CoderResult::OutputFull {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "buffer too small for one character"));
            }
        }
    }
}
