//! What the rows of one file have said so far, so that two of them which contradict each other do not take turns.

use std::collections::HashMap;

/// What a file has said of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The fields spoken for: a bit each, in the order of the row type.
    pub fields: u32,
    /// Which of its rows spoke first, counted from 0.
    pub by: u32,
}

/// What a file has said of every record it spoke of: 16 bytes each.
#[derive(Clone, Debug, Default)]
pub struct Said {
    tables: HashMap<&'static str, HashMap<i64, Claim>>,
    rows: u32,
}

impl Said {
    /// What was said of a record.
    pub fn claim(&self, table: &str, id: i64) -> Option<Claim> {
        self.tables.get(table)?.get(&id).copied()
    }

    fn note(&mut self, table: &'static str, id: i64, claim: Claim) {
        let known = self.tables.entry(table).or_default().entry(id).or_insert(claim);
        known.fields |= claim.fields;
    }

    /// Adds what a batch of so many rows said, once it is written.
    pub fn learn(&mut self, batch: Self, rows: usize) {
        for (table, claims) in batch.tables {
            for (id, claim) in claims {
                self.note(table, id, claim);
            }
        }
        self.rows += u32::try_from(rows).unwrap_or(u32::MAX);
    }
}

/// What is said while a batch is applied: it counts only once the batch is written.
pub struct Saying<'a> {
    before: &'a Said,
    now: Said,
    /// The row that speaks; nothing where what arrives is no row of the file.
    row: Option<u32>,
}

impl<'a> Saying<'a> {
    /// Begins a batch.
    pub fn after(before: &'a Said) -> Self {
        Self { before, now: Said::default(), row: None }
    }

    /// The row of the batch that speaks next.
    pub fn turn(&mut self, place: Option<usize>) {
        self.row = place.map(|place| self.before.rows + u32::try_from(place).unwrap_or_default());
    }

    /// What the file has said of a record before this row.
    pub fn claim(&self, table: &str, id: i64) -> Option<Claim> {
        self.row?;
        match (self.before.claim(table, id), self.now.claim(table, id)) {
            (Some(before), Some(now)) => Some(Claim { fields: before.fields | now.fields, ..before }),
            (before, now) => before.or(now),
        }
    }

    /// A claim of this row itself.
    pub fn own(&self, fields: u32) -> Option<Claim> {
        self.row.map(|by| Claim { fields, by })
    }

    /// Notes what this row says of a record.
    pub fn note(&mut self, table: &'static str, id: i64, fields: u32) {
        if let Some(claim) = self.own(fields) {
            self.now.note(table, id, claim);
        }
    }

    /// What the batch said.
    pub fn finish(self) -> Said {
        self.now
    }
}
