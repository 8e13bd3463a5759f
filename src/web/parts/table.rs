//! A section of a record's page that is one table: told in cells, so that all of them look alike.

use chrono::NaiveDate;

use super::{Column, Mention, SectionLink, StateTag};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(Option<String>),
    /// A number by which something is known.
    Number(Option<String>),
    /// Somebody or something that may have a page.
    Mention(Option<Mention>),
    /// An amount, in fen.
    Money(Option<i64>),
    /// An area, in hundredths of a square metre.
    Area(Option<i64>),
    /// A day.
    Day(Option<NaiveDate>),
    /// A state in a word.
    State(StateTag),
    /// Several short texts, one below the other.
    Lines(Vec<String>),
}

impl Cell {
    /// Words that are always there.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(Some(words.into()))
    }
}

/// A table under a heading of its own; left out where it has no rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSection {
    /// The section's `id`.
    pub id: &'static str,
    /// Its heading, and the caption of the table.
    pub label: &'static str,
    /// The heads of the columns; the first names the row.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl TableSection {
    /// A table; the type holds the rows to the columns.
    pub fn new<const N: usize>(
        id: &'static str,
        label: &'static str,
        columns: [Column; N],
        rows: impl IntoIterator<Item = [Cell; N]>,
    ) -> Self {
        let rows = rows.into_iter().map(Into::into).collect();
        Self { id, label, columns: columns.into(), rows }
    }

    /// The way to it; nothing where it is left out.
    pub fn link(&self) -> Option<SectionLink> {
        let count = u64::try_from(self.rows.len()).ok().filter(|rows| *rows > 0)?;
        Some(SectionLink { id: self.id, label: self.label, count: Some(count) })
    }
}
