//! All remarks of a run, in bounded memory.

use super::remark::{Remark, Severity};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Remarks kept at most.
const KEPT: usize = 100_000;
/// Remarks of each code that are kept even beyond that, so that a rare mistake is not drowned by a frequent one.
const KEPT_OF_EACH: u64 = 100;

/// How often a code was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) severity: Severity,
    pub(super) seen: u64,
    kept: u64,
}

/// Collects remarks: all of them as long as memory allows, then counts.
#[derive(Debug)]
pub struct Remarks {
    kept: Vec<Remark>,
    counts: BTreeMap<Cow<'static, str>, Count>,
    room: usize,
}

impl Default for Remarks {
    fn default() -> Self {
        Self::keeping(KEPT)
    }
}

impl Remarks {
    /// A collection that keeps all of the first `room` remarks.
    pub fn keeping(room: usize) -> Self {
        Self { kept: Vec::new(), counts: BTreeMap::new(), room }
    }

    /// Adds a remark: keeps it while there is room or it is among the first of its code, and counts it always.
    pub fn add(&mut self, remark: Remark) {
        let count =
            self.counts.entry(remark.code.clone()).or_insert(Count { severity: remark.severity, seen: 0, kept: 0 });
        count.seen += 1;
        count.severity = count.severity.min(remark.severity);
        if self.kept.len() < self.room || count.kept < KEPT_OF_EACH {
            count.kept += 1;
            self.kept.push(remark);
        }
    }

    /// Adds what another collection kept and counted.
    pub fn append(&mut self, others: Self) {
        let mut uncounted = others.counts;
        for remark in others.kept {
            if let Some(count) = uncounted.get_mut(&remark.code) {
                count.seen -= 1;
            }
            self.add(remark);
        }
        for (code, rest) in uncounted {
            let count = self.counts.entry(code).or_insert(Count { seen: 0, kept: 0, ..rest });
            count.seen += rest.seen;
        }
    }

    /// The remarks kept, in the order they were added.
    pub fn iter(&self) -> std::slice::Iter<'_, Remark> {
        self.kept.iter()
    }

    /// How many were added.
    pub fn total(&self) -> u64 {
        self.counts.values().map(|count| count.seen).sum()
    }

    /// How many were added but not kept.
    pub fn omitted(&self) -> u64 {
        self.total() - self.kept.len() as u64
    }

    /// True when nothing was added.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// True when a code stands for an error.
    pub fn has_errors(&self) -> bool {
        self.counts.values().any(|count| count.severity == Severity::Error)
    }

    /// How often each code was met, in the order of the codes.
    pub fn by_code(&self) -> impl Iterator<Item = (&str, u64)> {
        self.counts.iter().map(|(code, count)| (code.as_ref(), count.seen))
    }
}

impl Extend<Remark> for Remarks {
    fn extend<T: IntoIterator<Item = Remark>>(&mut self, remarks: T) {
        for remark in remarks {
            self.add(remark);
        }
    }
}

impl<'a> IntoIterator for &'a Remarks {
    type Item = &'a Remark;
    type IntoIter = std::slice::Iter<'a, Remark>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark(row: u32, code: &'static str) -> Remark {
        Remark {
            sheet: "人员".into(),
            row,
            place: None,
            field: None,
            value: None,
            code: code.into(),
            reason: "不对".to_owned(),
            remedy: String::new(),
            severity: Severity::Error,
        }
    }

    #[test]
    fn all_are_kept_until_the_room_is_full_and_then_the_first_of_each_code() {
        let mut remarks = Remarks::keeping(500);
        remarks.extend((0..1_000).map(|row| remark(row, "often")));
        remarks.extend((0..150).map(|row| remark(row, "rare").warning()));
        assert_eq!((remarks.iter().count(), remarks.total(), remarks.omitted()), (600, 1_150, 550));
        assert_eq!(remarks.by_code().collect::<Vec<_>>(), [("often", 1_000), ("rare", 150)]);
        assert!(remarks.has_errors());
    }

    #[test]
    fn another_collection_is_added_with_what_it_only_counted() {
        let (mut remarks, mut others) = (Remarks::keeping(150), Remarks::keeping(200));
        remarks.extend((0..10).map(|row| remark(row, "often").warning()));
        others.extend((0..300).map(|row| remark(row, "often")));
        others.extend((0..5).map(|row| remark(row, "rare")));
        remarks.append(others);
        assert_eq!(remarks.by_code().collect::<Vec<_>>(), [("often", 310), ("rare", 5)]);
        assert_eq!((remarks.iter().count(), remarks.omitted()), (155, 160));
    }

    #[test]
    fn warnings_alone_are_no_errors() {
        let mut remarks = Remarks::default();
        remarks.add(remark(2, "odd").warning());
        assert!(!remarks.has_errors() && !remarks.is_empty());
    }
}
