//! How much an ods workbook spans: it is loaded whole, and one tag can stand for a million rows.

use super::scan::{attribute, local_name};

/// The rectangles that the tables of an ods file span, repeats included.
#[derive(Default)]
pub(super) struct OdsSpan {
    before: u64,
    rows: u64,
    filled_rows: u64,
    row_repeats: u64,
    columns: u64,
    filled_columns: u64,
    widest: u64,
}

impl OdsSpan {
    /// Takes the next tag of `content.xml`.
    pub(super) fn see(&mut self, tag: &[u8]) {
        match local_name(tag) {
            b"table" => self.end_table(),
            b"table-row" => {
                self.end_row();
                self.row_repeats = attribute(tag, "number-rows-repeated").unwrap_or(1);
            }
            b"table-cell" | b"covered-table-cell" => {
                let repeats = attribute(tag, "number-columns-repeated").unwrap_or(1);
                self.columns = self.columns.saturating_add(repeats);
                if !tag.ends_with(b"/") || tag.windows(10).any(|window| window == b"value-type") {
                    self.filled_columns = self.columns;
                }
            }
            _ => {}
        }
    }

    fn end_row(&mut self) {
        self.rows = self.rows.saturating_add(self.row_repeats);
        if self.filled_columns > 0 {
            self.filled_rows = self.rows;
            self.widest = self.widest.max(self.filled_columns);
        }
        (self.row_repeats, self.columns, self.filled_columns) = (0, 0, 0);
    }

    fn end_table(&mut self) {
        self.end_row();
        self.before = self.before.saturating_add(self.filled_rows.saturating_mul(self.widest));
        (self.rows, self.filled_rows, self.widest) = (0, 0, 0);
    }

    /// The cells of all rectangles together.
    pub(super) fn cells(mut self) -> u64 {
        self.end_table();
        self.before
    }
}
