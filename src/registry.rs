//! The four registries. Each room has the same furniture: `rows` (tables), `store` (queries), `change` (what a filing
//! may change, and how), `service` (reading use cases), `view` (what it shows), `api` (JSON), `page` (HTML), `sheet`
//! (its spreadsheet columns).

pub mod cells;
pub mod credit;
pub mod enterprise;
pub mod overview;
pub mod personnel;
pub mod project;
pub mod sheet;
