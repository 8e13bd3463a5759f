//! The hall: what enterprises file and departments review.

mod api;
mod delegation;
mod flow;
mod pages;
mod papers;
mod refusals;
mod remind;
mod route;
mod settings;
pub mod support;
mod told;
