//! How many rows one transaction takes, so that it stays short: look-ups and other writers go on meanwhile.

use std::time::Duration;

/// Longest a transaction should take.
const TARGET: Duration = Duration::from_millis(50);
const FEWEST: usize = 20;
const MOST: usize = 1_000;

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
    /// Rows of the next transaction.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Learns from a transaction of `rows` rows.
    pub fn learn(&mut self, rows: usize, took: Duration) {
        if took > TARGET {
            let share = TARGET.as_secs_f64() / took.as_secs_f64();
            self.rows = scaled(rows, share.max(0.25)).max(FEWEST);
        } else if rows >= self.rows && took < TARGET / 2 {
            self.rows = scaled(self.rows, 1.5).min(MOST);
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

    #[test]
    fn batches_grow_while_they_are_fast_and_shrink_when_they_are_slow() {
        let mut pace = Pace::default();
        for _ in 0..20 {
            pace.learn(pace.rows(), Duration::from_millis(5));
        }
        assert_eq!(pace.rows(), MOST);
        pace.learn(MOST, Duration::from_millis(200));
        assert_eq!(pace.rows(), MOST / 4);
        for _ in 0..20 {
            pace.learn(pace.rows(), Duration::from_secs(2));
        }
        assert_eq!(pace.rows(), FEWEST);
    }

    #[test]
    fn a_short_last_batch_teaches_nothing() {
        let mut pace = Pace::default();
        pace.learn(3, Duration::from_millis(1));
        assert_eq!(pace.rows(), 100);
    }
}
