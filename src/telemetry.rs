//! Logs: JSON lines on standard error, without personal data.

use std::str::FromStr;

use tracing_subscriber::EnvFilter;

/// The words for how much is logged.
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// A filter that was understood: `info`, or `siku=debug,warn`.
#[derive(Clone, Debug)]
pub struct Filter(String);

impl FromStr for Filter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A word that is no level would be taken for the name of a module, and all else be silent.
        let understood = |directive: &str| match directive.trim().rsplit_once('=') {
            Some((_module, level)) => is_level(level),
            None => is_level(directive.trim()),
        };
        if text.split(',').all(understood) && EnvFilter::try_new(text).is_ok() {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("应为 {} 之一，或如 siku=debug,warn 的组合", LEVELS.join("、")))
    }
}

fn is_level(word: &str) -> bool {
    LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word))
}

/// Starts to log what `filter` lets through.
pub fn start(filter: &Filter) {
    let filter = EnvFilter::new(&filter.0);
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::level("info", true)]
    #[case::capital("WARN", true)]
    #[case::nothing("off", true)]
    #[case::by_module("siku=debug,warn", true)]
    #[case::mistyped("inof", false)]
    #[case::mistyped_in_a_module("siku=debgu,warn", false)]
    #[case::number("5", false)]
    #[case::empty("", false)]
    fn a_filter_that_is_not_understood_is_refused(#[case] text: &str, #[case] understood: bool) {
        assert_eq!(text.parse::<Filter>().is_ok(), understood);
    }
}
