//! The web server's own furniture: the app that `serve` and the tests share, extractors, problems, headers, limits.

pub mod app;
pub mod asker;
pub mod body;
pub mod extract;
pub mod health;
pub mod limit;
pub mod methods;
pub mod metrics;
mod middleware;
pub mod openapi;
pub mod page;
pub mod params;
pub mod problem;
pub mod refused;
mod site;
pub mod state;
pub mod version;
