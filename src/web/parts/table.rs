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
    /// Who has reviewed the record: `A` to `D`.
    Level(String),
    /// Several short texts, one below the other.
    Lines(Vec<String>),
}

impl Cell {
    /// Words that are always there.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(Some(words.into()))
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(words) | Self::Number(words) => words.is_none(),
            Self::Mention(mention) => mention.is_none(),
            Self::Money(value) | Self::Area(value) => value.is_none(),
            Self::Day(day) => day.is_none(),
            Self::State(_) | Self::Level(_) => false,
            Self::Lines(lines) => lines.is_empty(),
        }
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
    /// A table; the type holds the rows to the columns. A column in which nothing stands is left out, unless it names
    /// the rows.
    pub fn new<const N: usize>(
        id: &'static str,
        label: &'static str,
        columns: [Column; N],
        rows: impl IntoIterator<Item = [Cell; N]>,
    ) -> Self {
        let rows: Vec<[Cell; N]> = rows.into_iter().collect();
        let mut filled = [false; N];
        for row in &rows {
            filled.iter_mut().zip(row).for_each(|(filled, cell)| *filled |= !cell.is_empty());
        }
        if let Some(first) = filled.first_mut() {
            *first = true;
        }
        Self {
            id,
            label,
            columns: columns.into_iter().zip(filled).filter_map(|(column, filled)| filled.then_some(column)).collect(),
            rows: rows
                .into_iter()
                .map(|row| row.into_iter().zip(filled).filter_map(|(cell, filled)| filled.then_some(cell)).collect())
                .collect(),
        }
    }

    /// The way to it; nothing where it is left out.
    pub fn link(&self) -> Option<SectionLink> {
        let count = u64::try_from(self.rows.len()).ok().filter(|rows| *rows > 0)?;
        Some(SectionLink { id: self.id, label: self.label, count: Some(count) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_in_which_nothing_stands_is_left_out() {
        let heads = ["名称", "编号", "日期", "其他"].map(Column::text);
        let row = |name, number: Option<&str>| {
            [Cell::Text(name), Cell::Number(number.map(str::to_owned)), Cell::Day(None), Cell::Lines(Vec::new())]
        };
        let section = TableSection::new("units", "单体工程", heads, [row(None, None), row(None, Some("001"))]);
        let labels: Vec<_> = section.columns.iter().map(|column| column.label).collect();
        assert_eq!(labels, ["名称", "编号"], "what names the rows stays");
        assert!(section.rows.iter().all(|row| row.len() == 2));
        assert_eq!(section.link().and_then(|link| link.count), Some(2));
    }
}
