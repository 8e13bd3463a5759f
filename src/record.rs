//! What every record of every registry has in common: it hangs from a head, has a natural key and a provenance,
//! is merged field by field, and leaves its before and after in the ledger.

pub mod batch;
mod document;
mod merge;
mod reference;
mod row;
mod table;

pub use batch::{Arrival, Head, Outcome};
pub use document::Document;
pub(crate) use document::document;
pub use merge::{Change, Delta, Outranked, RowChange, Writes, to_json};
pub use reference::{Reference, Resolved};
pub(crate) use row::row;
pub use row::{Provenance, Row};
pub use table::{Table, TableRow};
