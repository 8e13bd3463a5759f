//! Row ids, minted here and not in the database: a head and its children are built before one insert.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::NaiveDateTime;

use crate::clock::Clock;

/// 2020-01-01T00:00:00Z in milliseconds since 1970.
const EPOCH_MILLIS: i64 = 1_577_836_800_000;
/// Bits for the process: two servers on one database do not mint the same id in the same millisecond.
const PROCESS_BITS: u32 = 10;
/// Bits for ids of one millisecond; when they run out, the next millisecond is borrowed.
const SERIAL_BITS: u32 = 11;

/// The least id that can be minted at an instant or later.
pub fn earliest_at(at: NaiveDateTime) -> i64 {
    (at.and_utc().timestamp_millis() - EPOCH_MILLIS).max(0) << (PROCESS_BITS + SERIAL_BITS)
}

/// Mints ids that grow with time: 42 bits of milliseconds, 10 of process, 11 of serial.
pub struct IdSource {
    clock: Clock,
    process: i64,
    /// Milliseconds and serial of the last id.
    last: AtomicI64,
}

impl IdSource {
    /// A source for this process, told from others by its process number.
    pub fn new(clock: Clock) -> Self {
        let mut noise = [0_u8; 2];
        // Without randomness the process number serves: it tells the servers of one machine apart.
        let process = match getrandom::fill(&mut noise) {
            Ok(()) => i64::from(u16::from_le_bytes(noise)),
            Err(_) => i64::from(std::process::id()),
        };
        Self::with_process(clock, process)
    }

    /// A source with a given process number: tests get the same ids every time.
    pub fn with_process(clock: Clock, process: i64) -> Self {
        Self { clock, process: process & ((1 << PROCESS_BITS) - 1), last: AtomicI64::new(0) }
    }

    /// The next id.
    pub fn next(&self) -> i64 {
        let tick = (self.clock.now().and_utc().timestamp_millis() - EPOCH_MILLIS).max(0) << SERIAL_BITS;
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            let next = tick.max(last + 1);
            match self.last.compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return self.place(next),
                Err(newer) => last = newer,
            }
        }
    }

    fn place(&self, tick: i64) -> i64 {
        let serial = tick & ((1 << SERIAL_BITS) - 1);
        let millis = tick >> SERIAL_BITS;
        (millis << (PROCESS_BITS + SERIAL_BITS)) | (self.process << SERIAL_BITS) | serial
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use chrono::DateTime;

    use super::*;

    #[test]
    fn ids_grow_and_never_repeat_even_when_the_clock_stands_still() {
        let noon = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let source = IdSource::with_process(Clock::fixed(noon), 7);
        let ids: Vec<i64> = (0..10_000).map(|_| source.next()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert!(ids.iter().all(|id| *id > 0));
    }

    #[test]
    fn what_is_minted_from_an_instant_on_is_told_by_its_id() {
        let noon = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let id = IdSource::with_process(Clock::fixed(noon), 7).next();
        let noon = noon.naive_utc();
        assert!(earliest_at(noon) <= id && id < earliest_at(noon + chrono::TimeDelta::milliseconds(1)));
        assert_eq!(earliest_at(NaiveDateTime::MIN), 0);
    }
}
