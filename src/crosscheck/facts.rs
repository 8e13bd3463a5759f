//! What is on file, as the rules see it: of some heads, or of all in one pass. The same narrow rows serve both.
//!
//! ```text
//! narrow rows of each table (rows) ─► by head ─► domain::rules::facts, by public key (keys)
//! ```

pub mod enterprise;
pub mod keys;
pub mod person;
pub mod project;
mod rows;

pub use keys::Keys;
pub use rows::Heads;

use std::collections::HashMap;

use crate::domain::vocabulary::project::StageRecordKind;

/// Rows by the head they hang from.
fn by_head<Row>(rows: Vec<Row>, head: impl Fn(&Row) -> i64) -> HashMap<i64, Vec<Row>> {
    let mut grouped: HashMap<i64, Vec<Row>> = HashMap::new();
    for row in rows {
        grouped.entry(head(&row)).or_default().push(row);
    }
    grouped
}

/// A record as people name it: `施工许可证 410105202401150101`.
fn named(kind: Option<StageRecordKind>, number: Option<&str>) -> String {
    let kind = kind.map_or("", StageRecordKind::label);
    [kind, number.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
