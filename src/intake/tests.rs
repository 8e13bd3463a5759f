//! Behaviour of the whole engine, on workbooks made here: each phenomenon of real sheets has a test.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod bounds;
mod fixture;
mod headings;
mod legacy;
mod refusals;
mod repaired;
mod rows;
mod template;
mod texts;
mod xls;
