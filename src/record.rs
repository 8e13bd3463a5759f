//! What every record of every registry has in common: it hangs from a head, has a natural key and a provenance,
//! is merged field by field, and leaves its before and after in the ledger.

pub mod act;
pub mod batch;
mod document;
mod merge;
mod order;
mod raw;
mod reference;
mod row;
mod said;
mod table;
mod writes;

pub use act::Act;
pub use batch::{Arrival, Head, InClear, Outcome, Seal, Source};
pub use document::Document;
pub(crate) use document::document;
pub use merge::{Delta, Refusal, RowChange, Why, to_json};
pub use order::{ORDERS, Order};
pub use raw::Raw;
pub use reference::{Reference, Resolved};
pub use row::{Provenance, Record, Row};
pub(crate) use row::{record, row};
pub use said::{Said, Saying};
pub use table::{Table, TableRow};
pub use writes::Writes;
