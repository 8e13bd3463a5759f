//! What is on file of somebody's conduct, as the rules see it.

use chrono::NaiveDate;

use super::super::finding::Seen;
use crate::vocabulary::credit::{ConductNature, EvaluationPeriod};

/// A record of good or bad conduct (信用信息).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conduct {
    /// Its number.
    pub number: String,
    /// Good or bad.
    pub nature: ConductNature,
    /// First day of its publication.
    pub published_from: Option<NaiveDate>,
    /// Last day of its publication.
    pub published_until: Option<NaiveDate>,
    /// Last day of the penalty.
    pub penalty_until: Option<NaiveDate>,
}

impl Conduct {
    /// What of it is shown as evidence.
    pub fn seen(&self) -> Seen {
        let day = |day: Option<NaiveDate>| day.map_or_else(|| "未登记".to_owned(), |day| day.to_string());
        let penalty = self.penalty_until.map_or_else(String::new, |until| format!("，处罚至 {until}"));
        let value = format!("公开 {} 至 {}{penalty}", day(self.published_from), day(self.published_until));
        Seen::new(format!("信用信息 {}", self.number), value)
    }
}

/// An evaluation (信用评价).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// The scheme.
    pub scheme: String,
    /// How often it is made.
    pub period: EvaluationPeriod,
    /// Year.
    pub year: i32,
    /// The last month of the time it looks at; a year ends in December.
    pub month: i32,
    /// Deducted, in hundredths of a point.
    pub deduction_hundredths: i32,
}

impl Evaluation {
    /// The first day of the time it looks at; nothing where it has none.
    pub fn begins(&self) -> Option<NaiveDate> {
        let months = match self.period {
            EvaluationPeriod::Month => 1,
            EvaluationPeriod::Quarter => 3,
            EvaluationPeriod::Year => 12,
        };
        let first = self.month.checked_sub(months)?.checked_add(1)?;
        NaiveDate::from_ymd_opt(self.year, u32::try_from(first).ok()?, 1)
    }

    /// What people call it: `省级评价 2025 年 9 月季度评价`.
    pub fn title(&self) -> String {
        format!("{} {} 年 {} 月{}评价", self.scheme, self.year, self.month, self.period.label())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(EvaluationPeriod::Year, 12, Some("2025-01-01"))]
    #[case(EvaluationPeriod::Quarter, 3, Some("2025-01-01"))]
    #[case(EvaluationPeriod::Quarter, 12, Some("2025-10-01"))]
    #[case(EvaluationPeriod::Month, 12, Some("2025-12-01"))]
    #[case(EvaluationPeriod::Month, 0, None)]
    #[case(EvaluationPeriod::Quarter, 2, None)]
    fn an_evaluation_begins_with_its_period(
        #[case] period: EvaluationPeriod,
        #[case] month: i32,
        #[case] begins: Option<&str>,
    ) {
        let evaluation = Evaluation { period, year: 2025, month, ..Evaluation::default() };
        assert_eq!(evaluation.begins(), begins.map(|day| day.parse().unwrap()));
    }

    #[test]
    fn what_is_shown_names_the_publication_and_the_penalty() {
        let mut conduct = Conduct { number: "1号".to_owned(), ..Conduct::default() };
        assert_eq!(conduct.seen().value, "公开 未登记 至 未登记");
        conduct.published_from = Some("2024-01-01".parse().unwrap());
        conduct.penalty_until = Some("2024-12-31".parse().unwrap());
        assert_eq!(conduct.seen(), Seen::new("信用信息 1号", "公开 2024-01-01 至 未登记，处罚至 2024-12-31"));
        let evaluation = Evaluation {
            scheme: "省级评价".to_owned(),
            period: EvaluationPeriod::Quarter,
            year: 2025,
            month: 9,
            ..Evaluation::default()
        };
        assert_eq!(evaluation.title(), format!("省级评价 2025 年 9 月{}评价", EvaluationPeriod::Quarter.label()));
    }
}
