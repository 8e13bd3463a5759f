//! How many rows one transaction takes, so that it stays short: look-ups and other writers go on meanwhile.

use std::time::Duration;

/// What a transaction should take: two thirds of what it may, as some batches are slower than the last.
const TARGET: Duration = Duration::from_millis(66);
const FEWEST: usize = 20;
const MOST: usize = 2_000;

/// The size of a batch, learned from how long the last ones took.
pub struct Pace {
    rows: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { rows: 100 }
    }
}

impl Pace {
    /// Rows of each transaction, where so many are to be written: equal parts.
    pub fn rows(&self, of: usize) -> usize {
        of.div_ceil(of.div_ceil(self.rows).max(1))
    }

    /// Learns from a transaction of `rows` rows.
    pub fn learn(&mut self, rows: usize, took: Duration) {
        let share = TARGET.as_secs_f64() / took.as_secs_f64().max(f64::EPSILON);
        if share < 1.0 {
            self.rows = scaled(rows, share.max(0.25)).max(FEWEST);
        } else if scaled(rows, share) > self.rows {
            self.rows = scaled(rows, share).min(scaled(self.rows, 1.5)).min(MOST);
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "small counts"
)]
fn scaled(rows: usize, by: f64) -> usize {
    (rows as f64 * by) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(pace: &mut Pace, took: Duration) {
        for _ in 0..20 {
            pace.learn(pace.rows(usize::MAX), took);
        }
    }

    #[test]
    fn batches_grow_while_they_are_fast_and_shrink_when_they_are_slow() {
        let mut pace = Pace::default();
        learned(&mut pace, Duration::from_millis(5));
        assert_eq!(pace.rows(usize::MAX), MOST);
        pace.learn(MOST, 4 * TARGET);
        assert_eq!(pace.rows(usize::MAX), MOST / 4);
        learned(&mut pace, Duration::from_secs(2));
        assert_eq!(pace.rows(usize::MAX), FEWEST);
    }

    #[test]
    fn a_short_last_batch_teaches_nothing() {
        let mut pace = Pace::default();
        pace.learn(3, Duration::from_millis(3));
        assert_eq!(pace.rows(usize::MAX), 100);
    }

    #[test]
    fn what_is_handed_over_is_cut_into_equal_parts() {
        let pace = Pace::default();
        assert_eq!([1, 100, 101, 250, 1_000].map(|of| pace.rows(of)), [1, 100, 51, 84, 100]);
    }
}
