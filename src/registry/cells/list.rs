//! Cells that hold several values: lists, and numbers glued together.

use super::Cells;
use crate::domain::standard::reading::Defect;
use crate::domain::standard::{permit_number, project_number, text};

/// What people put between the values of a list.
const SEPARATORS: &[char] = &[',', '，', '、', ';', '；', '|', '\n', '\r'];

/// How numbers of permits begin: where one of these stands within a number, another one begins.
const BEGINNINGS: &[&str] = &["建字第", "地字第", "乡字第", "建字", "地字"];

impl Cells<'_, '_> {
    /// The values of a list in a cell, in their order, each once.
    pub fn list(&mut self, field: &'static str) -> Vec<String> {
        let listed = self.listed(field);
        listed.into_iter().map(|value| self.covered(field, value)).collect()
    }

    fn listed(&mut self, field: &'static str) -> Vec<String> {
        let written = self.row.text(field);
        let mut values: Vec<String> = Vec::new();
        for value in written.split(SEPARATORS).map(text::fold) {
            if text::placeholder(&value).is_none() && !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() || values.len() > 1 {
            self.keep_spelling(field);
        }
        values
    }

    /// The number of a record of any kind. Digits that only look like an identity number stay as they are; a person's
    /// number in their place keeps the row out.
    pub fn number(&mut self, field: &'static str) -> Option<String> {
        let written = self.row.text(field);
        let number = self.take(field, permit_number::read_any(written))?;
        if number != written {
            self.keep(field);
        }
        Some(number)
    }

    /// The numbers in a cell that should hold one: two that are glued together are set apart, with a warning.
    pub fn numbers(&mut self, field: &'static str) -> Vec<String> {
        let numbers = self.split(field);
        numbers.iter().filter_map(|number| self.take(field, permit_number::read_any(number))).collect()
    }

    fn split(&mut self, field: &'static str) -> Vec<String> {
        let listed = self.listed(field);
        let split: Vec<String> = listed.iter().flat_map(|number| unglue(number)).collect();
        if split.len() > listed.len() {
            let reason = format!("一格里连写了 {} 个编号，已拆开", split.len());
            self.doubt(field, Defect::new("number.glued", reason, "请用顿号分隔"));
        }
        split
    }

    /// The numbers in a cell as one text, set apart by `、`.
    pub fn number_list(&mut self, field: &'static str) -> Option<String> {
        Some(self.numbers(field).join("、")).filter(|numbers| !numbers.is_empty())
    }

    /// Whether a cell holds no more than one number. One with several is refused: each is a record of its own.
    pub fn holds_one(&mut self, field: &'static str) -> bool {
        let one = self.split(field).len() < 2;
        if !one {
            let defect = Defect::new("number.several", "一格里有多个编号", "请每个编号单独填写一行");
            self.refuse(field, defect);
        }
        one
    }

    /// The number of a stage record.
    pub fn record_number(&mut self, field: &'static str) -> Option<String> {
        if !self.holds_one(field) {
            return None;
        }
        let number = self.number(field)?;
        self.take(field, Ok(project_number::read_record(&number)))
    }

    /// The numbers of the stage records that a record rests on.
    pub fn record_numbers(&mut self, field: &'static str) -> Vec<String> {
        let numbers = self.numbers(field);
        numbers.iter().filter_map(|number| project_number::read_record(number).into_value()).collect()
    }
}

/// The numbers of a text in which a number begins anew.
fn unglue(text: &str) -> Vec<String> {
    let Some(beginning) = BEGINNINGS.iter().find(|beginning| text.starts_with(**beginning)) else {
        return vec![text.to_owned()];
    };
    let parts = text.split(beginning).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| format!("{beginning}{part}")).collect()
}
