//! The seeds: what each changes in a sound case, and which rules that breaks.

mod award;
mod completion;
mod credit;
mod manager;
mod permit;
mod post;
mod standing;
mod tie;
mod undertaking;

use super::case::{Case, Progress};
use super::mint::Mint;

/// One way to break a rule.
#[derive(Debug)]
pub struct Seed {
    /// Its name: `X17-late`.
    pub name: &'static str,
    /// The rules that it breaks: more than one where breaking one alone is not possible.
    pub breaks: &'static [&'static str],
    /// Whether the works of its case are done.
    pub progress: Progress,
    /// What is wrong, in words.
    pub words: &'static str,
    /// Changes a sound case.
    pub plant: fn(&mut Case, &mut Mint),
}

/// All seeds.
pub fn all() -> impl Iterator<Item = &'static Seed> {
    [
        standing::SEEDS,
        undertaking::SEEDS,
        manager::SEEDS,
        post::SEEDS,
        award::SEEDS,
        permit::SEEDS,
        completion::SEEDS,
        tie::SEEDS,
        credit::SEEDS,
    ]
    .into_iter()
    .flatten()
}

/// A seed in a case whose works are done.
const fn done(
    name: &'static str,
    breaks: &'static [&'static str],
    words: &'static str,
    plant: fn(&mut Case, &mut Mint),
) -> Seed {
    Seed { name, breaks, progress: Progress::Done, words, plant }
}

/// A seed in a case under construction.
const fn under_way(
    name: &'static str,
    breaks: &'static [&'static str],
    words: &'static str,
    plant: fn(&mut Case, &mut Mint),
) -> Seed {
    Seed { progress: Progress::UnderWay, ..done(name, breaks, words, plant) }
}
