//! From the cells of a row to values of the field: every doubt becomes a remark on its cell, and what was written is
//! kept beside what it was taken to mean.

mod columns;
mod identity;
mod list;
mod mentions;
mod value;

use chrono::NaiveDate;

pub use columns::{
    DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, INVESTMENT_CODE, OWNER_NAME, PROJECT_NAME, PROJECT_NUMBER,
    PROVINCIAL_NUMBER, VERIFYING_BODY, VERIFYING_PERSON,
};

pub use identity::PersonColumns;
pub use mentions::Mentions;

use crate::domain::standard::reading::{Absent, Defect, Read, Reading};
use crate::domain::standard::{resident_id, text};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::intake::{Need, Remark, Remarks, Row};
use crate::record::{Provenance, Raw};

/// Headers of columns that only count the rows of a sheet: they say nothing of a record.
const COUNTING_HEADERS: &[&str] = &["序号", "行号"];

/// A row being read.
pub struct Cells<'a, 'r> {
    row: &'a Row<'a>,
    remarks: &'r mut Remarks,
    /// The day of the load: dates far after it are refused.
    pub today: NaiveDate,
    sound: bool,
    raw: Raw,
    /// Fields in which a person's number was covered.
    covered: Vec<&'static str>,
}

impl<'a, 'r> Cells<'a, 'r> {
    /// Begins with a row: what is wrong with its cells as cells is remarked at once.
    pub fn new(row: &'a Row<'a>, today: NaiveDate, remarks: &'r mut Remarks) -> Self {
        let sound = row.check(remarks);
        let kept = row
            .extras()
            .filter(|(header, _)| !COUNTING_HEADERS.contains(&header.trim()))
            .map(|(header, cell)| (header.into_owned(), resident_id::covered(cell.trimmed())))
            .collect();
        Self { row, remarks, today, sound, raw: Raw { kept, ..Raw::default() }, covered: Vec::new() }
    }

    /// Whether no cell keeps the row out.
    pub fn is_sound(&self) -> bool {
        self.sound
    }

    /// The row itself.
    pub fn row(&self) -> &'a Row<'a> {
        self.row
    }

    /// Adds a remark that keeps the row out.
    pub fn refuse(&mut self, field: &'static str, defect: Defect) {
        self.sound = false;
        let remark = self.remark(field, defect);
        self.remarks.add(remark);
    }

    /// Adds a remark that somebody should look at.
    pub fn doubt(&mut self, field: &'static str, defect: Defect) {
        if !is_personal(&defect) {
            self.keep_spelling(field);
        }
        let remark = self.remark(field, defect).warning();
        self.remarks.add(remark);
    }

    /// A remark on a cell, which repeats the cell unless a person's number stands in it.
    fn remark(&self, field: &'static str, defect: Defect) -> Remark {
        let personal = is_personal(&defect) || resident_id::contained_in(self.row.text(field));
        let remark = self.row.remark(field, defect.code, defect.reason, defect.remedy);
        if personal { Remark { value: None, ..remark } } else { remark }
    }

    /// What a reader made of a cell; its doubts become remarks, and what it could not take keeps the row out.
    pub fn take<T>(&mut self, field: &'static str, read: Result<Read<T>, Defect>) -> Option<T> {
        match read {
            Err(defect) => {
                self.refuse(field, defect);
                None
            }
            Ok(read) => {
                for warning in read.warnings {
                    self.doubt(field, warning);
                }
                match read.reading {
                    Reading::Value(value) => Some(value),
                    Reading::Absent(absent) => {
                        self.note_absent(field, absent);
                        None
                    }
                }
            }
        }
    }

    /// Keeps what stands for no value; where a value must be, that keeps the row out.
    fn note_absent(&mut self, field: &'static str, absent: Absent) {
        if absent == Absent::Empty {
            return;
        }
        self.keep_spelling(field);
        let column = self.row.kind().columns.iter().find(|column| column.field == field);
        if let Some(column) = column.filter(|column| column.need == Need::Required) {
            let reason = format!("“{}”没有实际内容", column.header);
            self.refuse(field, Defect::new("cell.placeholder", reason, "请补填"));
        }
    }

    /// A text, folded; nothing where the cell says nothing. Whatever the column is for, no identity number of a person
    /// stands in it in clear, unless the column is personal.
    pub fn text(&mut self, field: &'static str) -> Option<String> {
        let written = self.written(field)?;
        let personal = self.row.kind().columns.iter().any(|column| column.field == field && column.personal);
        Some(if personal { written } else { self.covered(field, written) })
    }

    /// A text with the identity numbers in it covered, which is remarked once for each field.
    fn covered(&mut self, field: &'static str, text: String) -> String {
        let Some(covered) = resident_id::covered_within(&text) else { return text };
        if !self.covered.contains(&field) {
            self.covered.push(field);
            let reason = "内容中含有个人身份证号码，已遮盖后保存";
            self.doubt(field, Defect::new("text.resident_id", reason, "身份证号码请只填在证件号码栏"));
        }
        covered
    }

    /// As [`Self::text`], but in clear: for who covers it later, or keeps a hash of it.
    fn written(&mut self, field: &'static str) -> Option<String> {
        let written = self.row.text(field);
        if written.is_empty() {
            return None;
        }
        if let Some(absent) = text::placeholder(written) {
            self.note_absent(field, absent);
            return None;
        }
        let folded = text::fold(written);
        if folded != written {
            self.keep_spelling(field);
        }
        Some(folded).filter(|text| !text.is_empty())
    }

    /// Who verified the row and where it came from, with what was written where it matters.
    pub fn provenance(&mut self) -> Provenance {
        let data_level = self.chosen("data_level", "A、B、C、D").unwrap_or(DataLevel::SelfReported);
        let data_source = match self.text("data_source").as_deref().map(|text| text.trim_end_matches(".0").to_owned()) {
            None => DataSource::Registration,
            Some(text) => text.parse().unwrap_or_else(|_unknown| {
                let defect = Defect::new("value.unknown", "不是可识别的数据来源", "请填写 1 至 4");
                self.refuse("data_source", defect);
                DataSource::Registration
            }),
        };
        Provenance {
            data_level,
            data_source,
            verifying_body: self.text("verifying_body"),
            verifying_person: self.text("verifying_person"),
            raw: self.raw.to_text(),
        }
    }

    /// Keeps what no field of the record holds, unless it is personal; the identity numbers in it are covered.
    pub fn keep(&mut self, field: &'static str) {
        if let Some((column, written)) = self.keepable(field) {
            self.raw.kept.insert(column, written);
        }
    }

    /// Keeps how a cell was written beside what it is taken to mean, unless it is personal.
    fn keep_spelling(&mut self, field: &'static str) {
        if let Some((column, written)) = self.keepable(field) {
            self.raw.as_written.insert(column, written);
        }
    }

    fn keepable(&self, field: &'static str) -> Option<(String, String)> {
        let column = self.row.kind().columns.iter().find(|column| column.field == field && !column.personal)?;
        let written = self.row.text(field);
        (!written.is_empty()).then(|| (column.header.to_owned(), resident_id::covered(written)))
    }
}

/// Whether the reader took what it found for a person's number.
fn is_personal(defect: &Defect) -> bool {
    defect.code.contains("resident_id")
}

/// A row that bears who verified it and where it came from.
pub fn with<R: crate::record::Row>(provenance: &Provenance, mut row: R) -> R {
    row.set_provenance(provenance);
    row
}
