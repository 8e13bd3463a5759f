//! Certificates of any kind, and whether they counted on a day.

use chrono::NaiveDate;

use super::super::finding::Seen;
use crate::vocabulary::provenance::CertificateState;

/// Whether something counted on a day, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InForce {
    /// It did not.
    No,
    /// What is on file does not say.
    Unknown,
    /// It did.
    Yes,
}

/// A certificate of any kind: its term, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// What people call it: `资质证书`.
    pub kind: &'static str,
    /// Its number.
    pub number: Option<String>,
    /// The day on which what it certifies was granted first, before any renewal.
    pub granted_on: Option<NaiveDate>,
    /// First day of the term on file.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// What became of it.
    pub state: CertificateState,
    /// Since when.
    pub state_since: Option<NaiveDate>,
}

impl Certificate {
    /// Whether it was in force on a day. Only the last term is on file: whether an earlier one covered a day before it is
    /// not known, unless it was granted later, or renewed without a gap since it was.
    pub fn in_force(&self, on: NaiveDate) -> InForce {
        if self.granted_on.is_some_and(|granted| on < granted) || self.valid_until.is_some_and(|until| until < on) {
            return InForce::No;
        }
        if self.granted_on.is_none() && self.valid_from.is_some_and(|from| on < from) {
            return InForce::Unknown;
        }
        match (self.state, self.state_since) {
            (CertificateState::Valid, _) if self.valid_until.is_none() => InForce::Unknown,
            (CertificateState::Valid, _) => InForce::Yes,
            (_, Some(since)) if on < since => InForce::Yes,
            (_, Some(_)) => InForce::No,
            // It is not in force now; since when is not recorded.
            (_, None) => InForce::Unknown,
        }
    }

    /// The day after its term.
    pub fn lapses_on(&self) -> Option<NaiveDate> {
        self.valid_until?.succ_opt()
    }

    /// What of it is shown as evidence.
    pub fn seen(&self) -> Seen {
        let number = self.number.as_deref().unwrap_or("（无编号）");
        let day = |day: Option<NaiveDate>| day.map_or_else(|| "未登记".to_owned(), |day| day.to_string());
        let mut value = format!("有效期 {} 至 {}", day(self.valid_from), day(self.valid_until));
        if self.state != CertificateState::Valid {
            value = format!("{value}，{}（{} 起）", self.state.label(), day(self.state_since));
        }
        Seen::new(format!("{} {number}", self.kind), value)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn certificate(state: CertificateState, since: Option<&str>) -> Certificate {
        Certificate {
            kind: "资质证书",
            valid_from: Some(day("2021-03-01")),
            valid_until: Some(day("2026-02-28")),
            state,
            state_since: since.map(day),
            ..Certificate::default()
        }
    }

    #[rstest]
    #[case::day_before("2021-02-28", InForce::Unknown)]
    #[case::first_day("2021-03-01", InForce::Yes)]
    #[case::last_day("2026-02-28", InForce::Yes)]
    #[case::day_after("2026-03-01", InForce::No)]
    fn a_valid_certificate_is_in_force_during_its_term(#[case] on: &str, #[case] expected: InForce) {
        assert_eq!(certificate(CertificateState::Valid, None).in_force(day(on)), expected);
    }

    #[rstest]
    #[case::day_before("2016-02-28", InForce::No)]
    #[case::first_day("2016-03-01", InForce::Yes)]
    #[case::an_earlier_term("2021-02-28", InForce::Yes)]
    fn one_whose_first_grant_is_known_counts_since_then(#[case] on: &str, #[case] expected: InForce) {
        let granted = Certificate { granted_on: Some(day("2016-03-01")), ..certificate(CertificateState::Valid, None) };
        assert_eq!(granted.in_force(day(on)), expected);
    }

    #[rstest]
    #[case::before_it_was_revoked(Some("2024-05-01"), "2024-04-30", InForce::Yes)]
    #[case::when_it_was(Some("2024-05-01"), "2024-05-01", InForce::No)]
    #[case::unknown_when(None, "2024-04-30", InForce::Unknown)]
    #[case::expired_anyway(None, "2026-03-01", InForce::No)]
    fn one_that_was_revoked_counted_until_then(
        #[case] since: Option<&str>,
        #[case] on: &str,
        #[case] expected: InForce,
    ) {
        assert_eq!(certificate(CertificateState::Revoked, since).in_force(day(on)), expected);
    }

    #[test]
    fn one_without_a_last_day_is_not_known_to_be_in_force() {
        let open = Certificate { valid_until: None, ..certificate(CertificateState::Valid, None) };
        assert_eq!(open.in_force(day("2024-01-01")), InForce::Unknown);
    }

    #[test]
    fn what_is_shown_names_the_state_unless_it_is_valid() {
        let value = |certificate: &Certificate| certificate.seen().value;
        let certified = certificate(CertificateState::Valid, Some("2024-05-01"));
        assert_eq!(certified.seen().record, "资质证书 （无编号）");
        assert_eq!(value(&certified), "有效期 2021-03-01 至 2026-02-28");
        assert_eq!(certified.lapses_on(), Some(day("2026-03-01")));
        let revoked = Certificate { valid_from: None, state: CertificateState::Revoked, ..certified };
        assert_eq!(value(&revoked), "有效期 未登记 至 2026-02-28，吊销或撤销（2024-05-01 起）");
        assert_eq!(Certificate { valid_until: None, ..revoked }.lapses_on(), None);
    }
}
