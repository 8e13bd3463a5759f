//! Batches: `SQLite` stops at 32,766 binds a statement, `PostgreSQL` at 65,535.

/// Binds a statement may safely have on both backends.
const BINDS: usize = 30_000;

/// How many rows of `columns` columns go into one insert.
pub const fn rows_per_insert(columns: usize) -> usize {
    let rows = BINDS / columns;
    if rows > 200 { 200 } else { rows }
}

/// How many keys go into one `IN (…)`.
pub const KEYS_PER_QUERY: usize = 500;
