//! Repeatable chance.
//!
//! A generator of our own (`SplitMix64`, 64 bits of state) rather than `rand`: every record has a stream named by seed, topic
//! and index, so that person 700,000 can be made without the 699,999 before, and no release of a library may change the
//! bytes of a committed workbook, which `rand` does not promise across versions.

/// One stream of chance.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The stream of one record: the same seed, topic and index always give the same numbers.
    pub fn keyed(seed: u64, topic: &str, index: u64) -> Self {
        // FNV-1a keeps the topics apart.
        let topic = topic
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        let mut mixed = Self { state: seed ^ topic.rotate_left(17) };
        let state = mixed.next() ^ index.wrapping_mul(0xD134_2543_DE82_EF95);
        Self { state }
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound` − 1; 0 when there is no bound.
    pub fn below(&mut self, bound: u32) -> u32 {
        let product = (self.next() >> 32) * u64::from(bound);
        u32::try_from(product >> 32).unwrap_or_default()
    }

    /// A number between the two, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u32::try_from(high - low + 1).unwrap_or(1);
        low + i64::from(self.below(span))
    }

    /// True so many times in a thousand.
    pub fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a list; the default of an empty one.
    pub fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let place = self.below(u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.get(usize::try_from(place).unwrap_or_default()).copied().unwrap_or_default()
    }

    /// One of a list, each as often as its weight says.
    pub fn weighted<T: Copy + Default>(&mut self, list: &[(u32, T)]) -> T {
        let mut rest = self.below(list.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in list {
            if rest < *weight {
                return *value;
            }
            rest -= weight;
        }
        T::default()
    }

    /// A magnitude from `low` to about `high`, small ones far more often than large ones.
    pub fn skewed(&mut self, low: i64, high: i64) -> i64 {
        let top = self.between(low, high);
        let middle = self.between(low, top);
        self.between(low, middle)
    }
}

/// Divides `total` by weight, exactly, after giving each with a weight its `floor`.
pub fn apportion(total: u32, floor: u32, weights: &[u32]) -> Vec<u32> {
    let bearers = weights.iter().filter(|weight| **weight > 0).count();
    let given = floor.saturating_mul(u32::try_from(bearers).unwrap_or(u32::MAX));
    let (rest, floor) = total.checked_sub(given).map_or((total, 0), |rest| (rest, floor));
    let sum: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    let (mut so_far, mut given) = (0_u64, 0_u64);
    let share = |weight: &u32| {
        so_far += u64::from(*weight);
        let due = u64::from(rest) * so_far / sum.max(1);
        let own = due - given;
        given = due;
        u32::try_from(own).unwrap_or(u32::MAX) + if *weight > 0 { floor } else { 0 }
    };
    weights.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_stream_depends_on_seed_topic_and_index_and_on_nothing_else() {
        let first = |seed, topic, index| Random::keyed(seed, topic, index).next();
        assert_eq!(first(1, "person", 7), first(1, "person", 7));
        assert_ne!(first(1, "person", 7), first(2, "person", 7));
        assert_ne!(first(1, "person", 7), first(1, "firm", 7));
        assert_ne!(first(1, "person", 7), first(1, "person", 8));
    }

    proptest! {
        #[test]
        fn numbers_stay_within_their_bounds(seed: u64, low in -1000_i64..1000, span in 0_i64..1000) {
            let mut random = Random::keyed(seed, "bounds", 0);
            for _ in 0..50 {
                prop_assert!((low..=low + span).contains(&random.between(low, low + span)));
                prop_assert!((low..=low + span).contains(&random.skewed(low, low + span)));
            }
        }

        #[test]
        fn shares_add_up_to_the_total(weights in proptest::collection::vec(0_u32..50, 1..40), total in 0_u32..10_000) {
            let shares = apportion(total, 2, &weights);
            let expected = if weights.iter().all(|weight| *weight == 0) { 0 } else { total };
            prop_assert_eq!(shares.iter().sum::<u32>(), expected);
            let bearers = weights.iter().zip(&shares).filter(|(weight, _)| **weight > 0);
            let floored = u32::try_from(bearers.clone().count()).unwrap_or_default() * 2 <= total;
            prop_assert!(!floored || bearers.clone().all(|(_, share)| *share >= 2));
        }
    }

    #[test]
    fn a_weight_is_a_frequency() {
        let mut random = Random::keyed(3, "weights", 0);
        let heavy = (0..10_000).filter(|_| random.weighted(&[(9, true), (1, false)])).count();
        assert!((8_800..9_200).contains(&heavy), "{heavy}");
    }
}
