//! Batches: how many rows or keys go into one statement, and the fastest way in for many rows.

/// Binds a statement may safely have on both backends: `SQLite` stops at 32,766, `PostgreSQL` at 65,535.
const BINDS: usize = 30_000;

/// How many rows of `columns` columns go into one insert.
pub const fn rows_per_insert(columns: usize) -> usize {
    let rows = BINDS / columns;
    if rows > 200 { 200 } else { rows }
}

/// How many keys go into one `IN (…)`.
pub const KEYS_PER_QUERY: usize = 500;

/// Inserts rows the way that is fastest on each backend: `COPY` on `PostgreSQL`, which spares a round trip and a parse a
/// row; on `SQLite`, in this process, one prepared statement again and again, as a statement for many rows costs more to
/// parse than to run.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {
        match $conn {
            $crate::db::Conn::Pg(conn) => {
                let rows = $rows;
                if !rows.is_empty() {
                    diesel::copy_from($table).from_insertable(rows).execute(conn)?;
                }
            }
            $crate::db::Conn::Sqlite(conn) => {
                for row in $rows {
                    diesel::insert_into($table).values(row).execute(conn)?;
                }
            }
        }
    };
}
pub(crate) use insert_rows;
