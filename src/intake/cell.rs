//! One cell as written: its text and what the workbook said it is.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};
use std::fmt::Write;

/// What the workbook said a cell is. Text files say `Text` of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// Text.
    Text,
    /// A number; the text is its shortest decimal form, without exponent.
    Number,
    /// A date, a time or both; the text is ISO 8601.
    DateTime,
    /// `TRUE` or `FALSE`.
    Bool,
    /// A formula that failed; the text is its sign, such as `#N/A`.
    Error,
    /// Nothing.
    #[default]
    Empty,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text as written, untrimmed; numbers and dates as [`CellKind`] says.
    pub text: String,
    /// What the workbook said it is.
    pub kind: CellKind,
    /// True for a whole number of 2^53 or more: a spreadsheet cannot hold all its digits, so those in `text` are not
    /// what was typed. Long codes must be stored as text.
    pub precision_lost: bool,
}

/// What a row gives for a column that the sheet does not have.
pub(super) static NOTHING: Cell = Cell { text: String::new(), kind: CellKind::Empty, precision_lost: false };

impl Cell {
    /// A cell of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: CellKind::Text, precision_lost: false }
    }

    fn of(kind: CellKind, text: String) -> Self {
        Self { text, kind, precision_lost: false }
    }

    /// True when nothing can be seen in it: nothing, white space of any width, zero-width characters.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || is_invisible(c))
    }

    /// The text without white space at either end.
    pub fn trimmed(&self) -> &str {
        self.text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
    }
}

/// Characters of no width that spreadsheets and web pages leave behind.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

impl From<&DataRef<'_>> for Cell {
    fn from(data: &DataRef<'_>) -> Self {
        match data {
            DataRef::Empty => Self::default(),
            DataRef::String(text) | DataRef::DurationIso(text) => Self::text(text.clone()),
            DataRef::SharedString(text) => Self::text(*text),
            DataRef::Int(value) => Self::of(CellKind::Number, value.to_string()),
            DataRef::Float(value) => number(*value),
            DataRef::Bool(value) => boolean(*value),
            DataRef::DateTime(value) => date_time(value),
            DataRef::DateTimeIso(text) => Self::of(CellKind::DateTime, text.clone()),
            DataRef::Error(error) => failed(error),
        }
    }
}

impl From<&Data> for Cell {
    fn from(data: &Data) -> Self {
        match data {
            Data::Empty => Self::default(),
            Data::Int(value) => Self::of(CellKind::Number, value.to_string()),
            Data::Float(value) => number(*value),
            Data::Bool(value) => boolean(*value),
            Data::DateTime(value) => date_time(value),
            Data::DateTimeIso(text) => Self::of(CellKind::DateTime, text.clone()),
            Data::String(text) | Data::DurationIso(text) => Self::text(text.clone()),
            Data::Error(error) => failed(error),
        }
    }
}

fn boolean(value: bool) -> Cell {
    Cell::of(CellKind::Bool, if value { "TRUE" } else { "FALSE" }.to_owned())
}

fn failed(error: &CellErrorType) -> Cell {
    Cell::of(CellKind::Error, error.to_string())
}

/// From here on neighbouring whole numbers share one binary value.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number without the noise of its binary form. Spreadsheets show 15 significant digits, so a fraction is cut there;
/// a whole number keeps all its digits, for it is often a code: 4101001501010101 has 16.
fn number(value: f64) -> Cell {
    let whole = value.fract() == 0.0;
    let text = if whole { format!("{value:.0}") } else { fifteen_digits(value) };
    let text = if text == "-0" { "0".to_owned() } else { text };
    Cell { text, kind: CellKind::Number, precision_lost: whole && value.abs() >= EXACT }
}

fn fifteen_digits(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// Serial of 10000-01-01, the first day a spreadsheet does not know.
const END_OF_CALENDAR: f64 = 2_958_466.0;

/// A date as ISO text. Zero is how a spreadsheet stores "no date" in a date column, and what lies outside its calendar
/// is no date either: both stay numbers, for the reader of dates to judge.
fn date_time(value: &ExcelDateTime) -> Cell {
    let serial = value.as_f64();
    if value.is_duration() || serial <= 0.0 || serial >= END_OF_CALENDAR {
        return number(serial);
    }
    let Some(moment) = value.as_datetime() else {
        return number(serial);
    };
    let mut text = String::new();
    let (date, time) = (moment.format("%Y-%m-%d"), moment.format("%H:%M:%S"));
    let written = match (serial < 1.0, serial.fract() == 0.0) {
        (true, _) => write!(text, "{time}"),
        (false, true) => write!(text, "{date}"),
        (false, false) => write!(text, "{date}T{time}"),
    };
    if written.is_err() { number(serial) } else { Cell::of(CellKind::DateTime, text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;
    use rstest::rstest;

    #[rstest]
    #[case(1.0, "1")]
    #[case(-0.0, "0")]
    #[case(4_101_001_501_010_101.0, "4101001501010101")]
    #[case(0.1 + 0.2, "0.3")]
    #[case(1234.5, "1234.5")]
    #[case(0.000_000_1, "0.0000001")]
    #[case(9_007_199_254_740_991.0, "9007199254740991")]
    fn a_number_is_written_as_people_write_it(#[case] value: f64, #[case] text: &str) {
        let cell = number(value);
        assert_eq!((cell.text.as_str(), cell.precision_lost), (text, false));
    }

    #[test]
    fn eighteen_digits_do_not_fit_a_number() {
        assert!(number(410_105_199_001_011_234.0).precision_lost);
        assert!(number(9_007_199_254_740_992.0).precision_lost);
    }

    #[rstest]
    #[case(42_003.0, CellKind::DateTime, "2014-12-30")]
    #[case(42_003.5, CellKind::DateTime, "2014-12-30T12:00:00")]
    #[case(0.75, CellKind::DateTime, "18:00:00")]
    #[case(0.0, CellKind::Number, "0")]
    #[case(-5.0, CellKind::Number, "-5")]
    #[case(1e12, CellKind::Number, "1000000000000")]
    fn a_date_is_iso_text(#[case] serial: f64, #[case] kind: CellKind, #[case] text: &str) {
        let cell = date_time(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        assert_eq!((cell.kind, cell.text.as_str()), (kind, text));
    }

    #[test]
    fn white_space_of_any_width_is_blank() {
        assert!(Cell::text(" \u{3000}\t\u{200B}\u{FEFF}\n").is_blank());
        assert!(!Cell::text("\u{3000}无").is_blank());
        assert_eq!(Cell::text("\u{FEFF} 无\u{3000}").trimmed(), "无");
    }
}
