//! wip
pub mod calendar;
pub mod credential;
pub mod firm;
pub mod identifiers;
pub mod licence;
pub mod names;
pub mod person;
pub mod place;
pub mod random;
pub mod scale;
pub mod project;
pub mod staffing;
pub mod works;
pub mod world;
