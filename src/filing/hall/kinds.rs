//! The kinds of filing: data, a module each. Adding one touches its module and [`ALL`].

mod correction;
mod enterprise_profile;
mod market_entry;
mod performance;
mod qualification;
mod registration;
mod safety_permit;

use crate::domain::vocabulary::provenance::DataSource;
use crate::error::{Error, Result};
use crate::intake::SheetKind;
use crate::registry::sheet;

/// Every kind, in the order in which people are shown them.
pub static ALL: &[&FilingKind] = &[
    &enterprise_profile::KIND,
    &qualification::KIND,
    &safety_permit::KIND,
    &registration::KIND,
    &performance::KIND,
    &market_entry::KIND,
    &correction::KIND,
];

/// A kind of filing.
#[derive(Debug)]
pub struct FilingKind {
    /// Its name in addresses and in the API: `qualification`.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it is for, in a sentence.
    pub summary: &'static str,
    /// The act or rule it rests on.
    pub ground: &'static str,
    /// What can be filed; one at least.
    pub acts: &'static [FilingAct],
    /// Fields that hold who files, whatever sheet they stand in.
    pub own: &'static [(&'static str, Own)],
    /// Where the data come from, by the national standard.
    pub source: DataSource,
    /// Papers that are asked for.
    pub papers: &'static [Paper],
    /// Whether it is only taken note of: no approval, and never a precondition (建市〔2015〕140号 Art. 8).
    pub is_recorded_only: bool,
}

/// One thing that can be filed.
#[derive(Debug)]
pub struct FilingAct {
    /// Its name: `renew`.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// The kinds of sheet whose rows it takes.
    pub sheets: &'static [&'static str],
    /// What its rows say whatever is filled in.
    pub fixed: &'static [(&'static str, &'static str)],
    /// Fields that must be filled in besides those that the sheet requires.
    pub required: &'static [&'static str],
    /// Fields that are not asked for.
    pub hidden: &'static [&'static str],
    /// Fields that tell an item from its sisters in a list; none of them personal.
    pub title_fields: &'static [&'static str],
}

/// What of the enterprise that files stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Its unified social credit code.
    CreditCode,
    /// Its name.
    Name,
}

/// A paper that shows what is filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub title: &'static str,
    /// Whether nothing can be submitted without it.
    pub required: bool,
}

/// Fields that who decides fills in, and nobody who files.
pub const DECIDED: [&str; 4] = ["data_level", "data_source", "verifying_body", "verifying_person"];

/// What acts have in common: nothing fixed, nothing more required, nothing hidden.
pub(super) const PLAIN: FilingAct =
    FilingAct { name: "", title: "", sheets: &[], fixed: &[], required: &[], hidden: &[], title_fields: &[] };

/// The kind of a name.
pub fn find(name: &str) -> Result<&'static FilingKind> {
    let known = || ALL.iter().map(|kind| format!("{}（{}）", kind.name, kind.title)).collect::<Vec<_>>().join("、");
    ALL.iter().copied().find(|kind| kind.name == name).ok_or_else(|| {
        Error::field("kind", "filing_kind.unknown", format!("没有“{name}”这类申报。可以申报的有：{}。", known()))
    })
}

impl FilingKind {
    /// The act of a name; the first where none is named.
    pub fn act(&self, name: &str) -> Result<&'static FilingAct> {
        // The kinds are static, and so are their acts.
        let acts: &'static [FilingAct] = self.acts;
        let found = if name.is_empty() { acts.first() } else { acts.iter().find(|act| act.name == name) };
        found.ok_or_else(|| {
            let known: Vec<String> = acts.iter().map(|act| format!("{}（{}）", act.name, act.title)).collect();
            let text = format!("“{}”没有“{name}”这个事项。可以办理的有：{}。", self.title, known.join("、"));
            Error::field("act", "filing_act.unknown", text)
        })
    }
}

impl FilingAct {
    /// The kind of sheet of a name, among those that the act takes; its first where none is named.
    pub fn sheet(&self, name: &str) -> Result<&'static SheetKind> {
        let name = if name.is_empty() { self.sheets.first().copied().unwrap_or_default() } else { name };
        let found = self.sheets.iter().find(|known| **known == name).and_then(|name| sheet_kind(name));
        found.ok_or_else(|| {
            let known: Vec<String> =
                self.sheet_kinds().map(|kind| format!("{}（{}）", kind.name, kind.title)).collect();
            let text = format!("“{}”不填报“{name}”这种表。可以填报的有：{}。", self.title, known.join("、"));
            Error::field("sheet", "sheet_kind.unknown", text)
        })
    }

    /// The kinds of sheet whose rows it takes.
    pub fn sheet_kinds(&self) -> impl Iterator<Item = &'static SheetKind> {
        self.sheets.iter().filter_map(|name| sheet_kind(name))
    }

    /// Whether a field of its sheets is asked of people.
    pub fn asks(&self, field: &str) -> bool {
        !DECIDED.contains(&field)
            && !self.hidden.contains(&field)
            && !self.fixed.iter().any(|(fixed, _)| *fixed == field)
    }
}

fn sheet_kind(name: &str) -> Option<&'static SheetKind> {
    sheet::kinds().into_iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_a_kind_names_is_one_of_its_sheets() {
        for kind in ALL {
            assert!(!kind.acts.is_empty(), "{}", kind.name);
            for act in kind.acts {
                assert_eq!(act.sheet_kinds().count(), act.sheets.len(), "{} {}: {:?}", kind.name, act.name, act.sheets);
                let has = |field: &str| {
                    act.sheet_kinds().any(|sheet| sheet.columns.iter().any(|column| column.field == field))
                };
                let fixed = act.fixed.iter().map(|(field, _)| *field);
                let named = act.required.iter().chain(act.hidden).chain(act.title_fields).copied().chain(fixed);
                let strange: Vec<&str> = named.filter(|field| !has(field)).collect();
                assert!(strange.is_empty(), "{} {}: {strange:?}", kind.name, act.name);
                for sheet in act.sheet_kinds() {
                    let personal = sheet.columns.iter().filter(|column| column.personal).map(|column| column.field);
                    for field in personal {
                        assert!(!act.title_fields.contains(&field), "{} shows {field}", kind.name);
                    }
                }
            }
        }
    }

    #[test]
    fn names_tell_kinds_and_acts_apart() {
        let mut names: Vec<&str> = ALL.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }
}
