//! Behaviour of the whole house, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a failed unwrap is a failed test"
)]

mod access;
mod again;
mod attachments;
mod audit;
mod bucket;
mod calendar;
mod classification;
mod commands;
mod concurrency;
mod connections;
mod constraints;
mod copy;
mod credit;
mod crosscheck;
mod decisions;
mod enterprise;
mod errors;
mod filing;
mod findings;
mod hanging;
mod heads;
mod intake;
mod jobs;
mod keys;
mod labels;
mod latecomers;
mod ledger;
mod ledger_coverage;
mod limits;
mod links;
mod lists;
mod loading;
mod locks;
mod lookup;
mod migrations;
mod near;
mod notices;
mod openapi;
mod pages;
mod personnel;
mod plans;
mod posts;
mod rows;
mod schema;
mod serve;
mod standard;
mod standing;
mod story;
mod structure;
mod support;
mod tender;
mod ugly;
mod violations;
mod workbook;
mod world;
