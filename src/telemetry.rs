//! Logs: JSON lines on standard error, without personal data.

use tracing_subscriber::EnvFilter;

/// Starts to log what `filter` lets through, such as `info` or `siku=debug,warn`.
pub fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_unreadable| EnvFilter::new("info"));
    // A second start, as in tests, keeps the first.
    let _already_started = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
