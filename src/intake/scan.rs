//! A look at inflated XML and binary records in constant memory, before a parser that buffers whole tokens is let
//! near them.

/// Bytes of a tag that are kept: its name and first attributes.
const KEPT: usize = 512;

/// A token longer than allowed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Splits XML into tags and the text between them, and measures both.
pub(super) struct TagScanner {
    limit: u64,
    passed: u64,
    length: u64,
    inside: bool,
    tag: Vec<u8>,
    tail: [u8; 2],
}

impl TagScanner {
    /// A scanner that refuses a tag, comment or text of more than `limit` bytes.
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, passed: 0, length: 0, inside: false, tag: Vec::with_capacity(KEPT), tail: [0; 2] }
    }

    /// Takes the next bytes and calls `on_tag` with each tag that ends in them, without its angle brackets and cut to
    /// its first 512 bytes, and with how many bytes were passed before its end.
    pub(super) fn feed(&mut self, bytes: &[u8], on_tag: &mut dyn FnMut(&[u8], u64)) -> Result<(), TooLong> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let mark = if self.inside { b'>' } else { b'<' };
            let at = rest.iter().position(|byte| *byte == mark);
            let (token, after) = match at {
                Some(at) => rest.split_at(at),
                None => (rest, &[][..]),
            };
            self.length = self.length.saturating_add(token.len() as u64);
            self.passed = self.passed.saturating_add(token.len() as u64);
            if self.length > self.limit {
                return Err(TooLong);
            }
            if self.inside {
                self.keep(token);
            }
            if at.is_some() {
                self.turn(on_tag);
            }
            rest = after.get(1..).unwrap_or_default();
        }
        Ok(())
    }

    fn keep(&mut self, token: &[u8]) {
        let room = KEPT.saturating_sub(self.tag.len());
        self.tag.extend(token.iter().take(room));
        for byte in token.iter().skip(token.len().saturating_sub(2)) {
            self.tail = [self.tail[1], *byte];
        }
    }

    /// At `<` or `>`: a comment or CDATA section goes on past a `>` that is not its own, for the parser buffers all of it.
    fn turn(&mut self, on_tag: &mut dyn FnMut(&[u8], u64)) {
        if !self.inside {
            self.inside = true;
            self.length = 0;
            self.tag.clear();
            self.tail = [0; 2];
            return;
        }
        let closed = if self.tag.starts_with(b"!--") {
            self.tail == *b"--"
        } else if self.tag.starts_with(b"![CDATA[") {
            self.tail == *b"]]"
        } else {
            true
        };
        if !closed {
            self.keep(b">");
            self.length += 1;
            return;
        }
        self.inside = false;
        self.length = 0;
        on_tag(&self.tag, self.passed);
    }
}

/// Walks the binary records of xlsb ([MS-XLSB] 2.1.4) by their types and lengths: a reader makes room for the length
/// that a record declares.
pub(super) struct RecordScanner {
    limit: u64,
    head: Head,
    kind: u64,
    length: u64,
    shift: u32,
    first: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Kind,
    Length,
    Data,
}

/// The references to other sheets, whose number is declared before them.
const EXTERN_SHEET: u64 = 0x016A;

impl RecordScanner {
    /// A scanner that refuses a record of more than `limit` bytes.
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, head: Head::Kind, kind: 0, length: 0, shift: 0, first: Vec::with_capacity(4) }
    }

    /// Takes the next bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if self.head == Head::Data {
                let taken = usize::try_from(self.length).unwrap_or(usize::MAX).min(rest.len());
                let (data, after) = rest.split_at(taken);
                self.first.extend(data.iter().take(4 - self.first.len()));
                self.length -= taken as u64;
                rest = after;
                self.end_record()?;
            } else {
                self.head_byte(*byte)?;
                rest = after;
            }
        }
        Ok(())
    }

    /// Type and length come in groups of seven bits, the last without its high bit.
    fn head_byte(&mut self, byte: u8) -> Result<(), TooLong> {
        let (number, groups) = if self.head == Head::Kind { (&mut self.kind, 2) } else { (&mut self.length, 4) };
        *number |= u64::from(byte & 0x7F) << self.shift;
        self.shift += 7;
        if byte & 0x80 != 0 && self.shift < 7 * groups {
            return Ok(());
        }
        self.shift = 0;
        if self.head == Head::Kind {
            (self.head, self.length) = (Head::Length, 0);
            return Ok(());
        }
        if self.length > self.limit {
            return Err(TooLong);
        }
        self.head = Head::Data;
        self.first.clear();
        if self.length == 0 { self.end_record() } else { Ok(()) }
    }

    fn end_record(&mut self) -> Result<(), TooLong> {
        if self.length > 0 {
            return Ok(());
        }
        let declared = self.first.first_chunk().map_or(0, |four| u64::from(u32::from_le_bytes(*four)));
        let absurd = self.kind == EXTERN_SHEET && declared > self.limit;
        (self.head, self.kind) = (Head::Kind, 0);
        if absurd { Err(TooLong) } else { Ok(()) }
    }
}

/// The name of a tag without its namespace prefix; empty for a closing tag.
pub(super) fn local_name(tag: &[u8]) -> &[u8] {
    let name = tag.split(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/')).next().unwrap_or_default();
    name.rsplit(|byte| *byte == b':').next().unwrap_or_default()
}

/// The whole number in an attribute, found by the end of its name: `uniqueCount`, `number-rows-repeated`.
pub(super) fn attribute(tag: &[u8], name: &str) -> Option<u64> {
    let text = String::from_utf8_lossy(tag);
    let (_, after) = text.split_once(&format!("{name}=")).filter(|(before, _)| !before.is_empty())?;
    let digits: String = after.chars().skip(1).take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u64::MAX)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(parts: &[&[u8]], limit: u64) -> Result<Vec<String>, TooLong> {
        let mut scanner = TagScanner::new(limit);
        let mut found = Vec::new();
        for part in parts {
            scanner.feed(part, &mut |tag, _| found.push(String::from_utf8_lossy(local_name(tag)).into_owned()))?;
        }
        Ok(found)
    }

    #[test]
    fn tags_are_found_across_chunks_and_prefixes() {
        let found = names(&[b"<x:ro", b"w r='1'><c/><v>1</v", b"></x:row>"], 64);
        assert_eq!(found, Ok(["row", "c", "v", "", ""].map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_comment_is_one_token_whatever_it_holds() {
        assert_eq!(names(&[b"<!-- <a> <b> <c> <d> <e> --><f>"], 64), Ok(vec!["!--".to_owned(), "f".to_owned()]));
        assert_eq!(names(&[b"<!-- <a> <b> <c> <d> <e> --><f>"], 16), Err(TooLong));
    }

    proptest::proptest! {
        #[test]
        fn where_the_bytes_are_cut_does_not_matter(text in "[<>a!\\-/ ]{0,60}", at in 0_usize..60) {
            let (head, tail) = text.as_bytes().split_at(at.min(text.len()));
            proptest::prop_assert_eq!(names(&[head, tail], 40), names(&[text.as_bytes()], 40));
        }
    }

    #[test]
    fn attributes_are_numbers_even_when_absurd() {
        assert_eq!(attribute(b"sst count=\"9\" uniqueCount=\"12\"", "uniqueCount"), Some(12));
        assert_eq!(attribute(b"sst uniqueCount='99999999999999999999999'", "uniqueCount"), Some(u64::MAX));
        assert_eq!(attribute(b"sst", "uniqueCount"), None);
    }
}
