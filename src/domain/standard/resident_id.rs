//! Resident ID number (公民身份号码, GB 11643): eighteen characters that name a person, and their birth date and sex.
//!
//! The number is personal data: it has no `Display`, no serde, and its `Debug` shows nothing.

mod mask;

use std::fmt;

use chrono::{Datelike, NaiveDate};

pub use mask::{Mask, looks_masked};

use super::permit_number::is_permit_like;
use super::reading::{Defect, Read};
use super::text::{code_places, code_text, placeholder};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// First two digits: provinces (GB/T 2260), 83 for residence permits of people from Taiwan, 9x for foreigners' cards.
const PROVINCES: [&[u8; 2]; 35] = [
    b"11", b"12", b"13", b"14", b"15", b"21", b"22", b"23", b"31", b"32", b"33", b"34", b"35", b"36", b"37", b"41",
    b"42", b"43", b"44", b"45", b"46", b"50", b"51", b"52", b"53", b"54", b"61", b"62", b"63", b"64", b"65", b"71",
    b"81", b"82", b"83",
];

/// Sex as the number states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男: the sequence number is odd.
    Male,
    /// 女: the sequence number is even.
    Female,
}

/// A checked resident ID number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ResidentId([u8; 18]);

impl ResidentId {
    /// Reads eighteen characters, or the fifteen digits of a first-generation card, which are converted.
    ///
    /// The birth date must be a real one and not after `today`.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, Defect> {
        let id = Self::parse_undated(&code_text(text))?;
        if id.birth_date() > today {
            return Err(Defect::new("resident_id.future", "身份证号码中的出生日期晚于今天", "请核对第 7 至 14 位"));
        }
        Ok(id)
    }

    /// As [`Self::parse`] for a code text, without comparing the birth date with a today.
    pub(super) fn parse_undated(code: &str) -> Result<Self, Defect> {
        let bytes = match code.as_bytes() {
            old if old.len() == 15 => convert(old).ok_or_else(malformed)?,
            new => <[u8; 18]>::try_from(new).map_err(|_length| malformed())?,
        };
        let body = bytes.first_chunk::<17>().ok_or_else(malformed)?;
        let expected = check_character(body).ok_or_else(malformed)?;
        if bytes.first() == Some(&b'0') || !matches!(bytes.last(), Some(b'0'..=b'9' | b'X')) {
            return Err(malformed());
        }
        if birth_date(&bytes).is_none() {
            return Err(Defect::new(
                "resident_id.birth_date",
                "身份证号码第 7 至 14 位不是真实的出生日期",
                "请对照身份证核对第 7 至 14 位（年 4 位、月 2 位、日 2 位）",
            ));
        }
        if bytes.last() != Some(&expected) {
            return Err(Defect::new(
                "resident_id.check_digit",
                "身份证号码的校验码（最后一位）不符",
                "请对照身份证逐位核对，常见错误是看错一位或相邻两位颠倒",
            ));
        }
        Ok(Self(bytes))
    }

    /// The number in clear. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The number with its middle covered, as `mask` says.
    pub fn masked(&self, mask: Mask) -> String {
        mask.cover(self.expose())
    }

    /// Date of birth.
    pub fn birth_date(&self) -> NaiveDate {
        birth_date(&self.0).unwrap_or_default()
    }

    /// Sex, from the parity of the sequence number.
    pub const fn sex(&self) -> Sex {
        let [.., sequence, _] = self.0;
        if sequence % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// Whether the first two digits name a province of today or a residence permit.
    fn region_is_known(&self) -> bool {
        let [first, second, ..] = self.0;
        first == b'9' || PROVINCES.contains(&&[first, second])
    }
}

/// Reads a cell: a number, a number covered by a mask, or a filler. A converted old number and an unknown region warn.
pub fn read(text: &str, today: NaiveDate) -> Result<Read<ResidentId>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    if looks_masked(text) {
        return Ok(Read::absent(super::reading::Absent::Masked));
    }
    let id = ResidentId::parse(text, today)?;
    let mut read = Read::sure(id);
    if code_text(text).len() == 15 {
        read = read.with_warning(Defect::new(
            "resident_id.old_form",
            "填写的是 15 位旧身份证号码，已按 18 位换算",
            "请改填现行的 18 位号码",
        ));
    }
    if !id.region_is_known() {
        read = read.with_warning(Defect::new(
            "resident_id.region",
            "身份证号码前两位不是已知的省级代码",
            "请核对号码的前六位",
        ));
    }
    Ok(read)
}

/// Whether eighteen characters are built like a resident ID of somebody alive and grown up, whatever their check character:
/// a known province and a real birth date from 1900 to 2010. What resembles one is kept out of columns that are shown.
pub(super) fn resembles(code: &str) -> bool {
    let Ok(bytes) = <[u8; 18]>::try_from(code.as_bytes()) else { return false };
    let digits = bytes.first_chunk::<17>().is_some_and(|body| body.iter().all(u8::is_ascii_digit));
    let [first, second, ..] = bytes;
    digits
        && PROVINCES.contains(&&[first, second])
        && birth_date(&bytes).is_some_and(|date| (1900..=2010).contains(&date.year()))
}

/// Whether a text holds a resident ID anywhere, as the numbers of some certificates do (`T` and the holder's number).
pub fn contained_in(text: &str) -> bool {
    covered_within(text).is_some()
}

/// A text that may be repeated to whoever wrote it: as written, or with every resident ID in it covered.
pub fn covered(text: &str) -> String {
    covered_within(text).unwrap_or_else(|| text.to_owned())
}

/// A text with every resident ID in it covered: `T410***********0019`. `None` when it holds none.
///
/// The number of a permit that passes as a resident ID is none: its date tells, see [`is_permit_like`].
pub fn covered_within(text: &str) -> Option<String> {
    // Most texts are too short, or have too few digits, for anybody to look closer.
    if text.len() < 18 || code_places(text).filter(|(_, character)| character.is_ascii_digit()).take(17).count() < 17 {
        return None;
    }
    let code: Vec<(usize, char)> = code_places(text).collect();
    let mut hidden = Vec::new();
    let mut from = 0;
    while let Some(window) = code.get(from..from + 18) {
        let number: String = window.iter().map(|(_, character)| *character).collect();
        if ResidentId::parse_undated(&number).is_ok() && !is_permit_like(&number) {
            let covered = Mask::default().cover(&number);
            let stars = window.iter().zip(covered.chars()).filter(|(_, covered)| *covered == '*');
            hidden.extend(stars.map(|((place, _), _)| *place));
            from += 18;
        } else {
            from += 1;
        }
    }
    let cover = |(place, character)| if hidden.binary_search(&place).is_ok() { '*' } else { character };
    (!hidden.is_empty()).then(|| text.char_indices().map(cover).collect())
}

/// The check character over the first seventeen digits: `Σ wᵢdᵢ mod 11` picks from `10X98765432`.
///
/// `None` when a character is no digit.
pub fn check_character(body: &[u8; 17]) -> Option<u8> {
    let mut sum = 0;
    for (digit, weight) in body.iter().zip(WEIGHTS) {
        sum += u32::from(digit.checked_sub(b'0').filter(|value| *value < 10)?) * weight;
    }
    b"10X98765432".get(usize::try_from(sum % 11).ok()?).copied()
}

/// A fifteen-digit number with its century and check character added. All such numbers were given to people born in 19xx.
fn convert(old: &[u8]) -> Option<[u8; 18]> {
    let (region, rest) = old.split_at_checked(6)?;
    let body = <[u8; 17]>::try_from([region, b"19", rest].concat()).ok()?;
    let check = check_character(&body)?;
    <[u8; 18]>::try_from([&body[..], &[check]].concat()).ok()
}

fn birth_date(bytes: &[u8; 18]) -> Option<NaiveDate> {
    let digits = str::from_utf8(bytes).ok()?.get(6..14)?;
    let date = NaiveDate::from_ymd_opt(
        digits.get(..4)?.parse().ok()?,
        digits.get(4..6)?.parse().ok()?,
        digits.get(6..)?.parse().ok()?,
    )?;
    (1800..2100).contains(&date.year()).then_some(date)
}

fn malformed() -> Defect {
    Defect::new(
        "resident_id.form",
        "不是身份证号码：应为 18 位，前 17 位为数字，末位为数字或 X",
        "请填写完整号码；其他证件请先选择相应的证件类型",
    )
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResidentId(…)")
    }
}

#[cfg(test)]
mod tests;
