//! Filing by workbook: rows in, errors out, one filing of the good ones.

mod doors;
mod job;
mod pages;
mod refusals;
pub mod story;
pub mod support;
