//! A date and the record that shows it.

use chrono::NaiveDate;

use crate::domain::vocabulary::project::StageRecordKind;

/// What a record shows to have happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The day.
    pub on: NaiveDate,
    /// Kind of the record; nothing where a report without a record says so.
    pub basis: Option<StageRecordKind>,
    /// Number of the record.
    pub number: Option<String>,
}

impl Shown {
    /// What a numbered record shows.
    pub fn by(on: NaiveDate, basis: StageRecordKind, number: &str) -> Self {
        Self { on, basis: Some(basis), number: Some(number.to_owned()) }
    }

    /// By day; of one day a record goes before a report, the earlier stage before the later, so that the order in
    /// which records arrived does not show.
    fn order(&self) -> (NaiveDate, bool, Option<StageRecordKind>, Option<&str>) {
        (self.on, self.basis.is_none(), self.basis, self.number.as_deref())
    }
}

/// The first of what is shown.
pub fn earliest(shown: impl IntoIterator<Item = Shown>) -> Option<Shown> {
    shown.into_iter().min_by(|one, other| one.order().cmp(&other.order()))
}

/// The last of what is shown.
pub fn latest(shown: impl IntoIterator<Item = Shown>) -> Option<Shown> {
    shown.into_iter().max_by(|one, other| one.order().cmp(&other.order()))
}

/// The last of what is shown of several things; nothing unless something is shown of each, or of none.
pub fn all(shown: impl IntoIterator<Item = Option<Shown>>) -> Option<Shown> {
    let shown: Option<Vec<Shown>> = shown.into_iter().collect();
    latest(shown?)
}
