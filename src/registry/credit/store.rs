//! Queries of the credit registry: only what may be published on a day.
//!
//! 建市〔2017〕241号 Art. 10: good records are public for 3 years as a rule, bad ones for 6 months to 3 years as the deciding
//! body sets, and never shorter than the penalty runs; Art. 13: a bad record beyond that must not be used. What is beyond
//! its term is therefore kept, and shown to nobody here. Where the body set no end, the longest term counts from the first
//! day known; a record without any date is not published, since its term cannot be told. A listing on the blacklist is
//! public from the day of listing until that of removal (Art. 15 to 17). Demerit points count, and are shown, for the
//! twelve months of their cycle (建质〔2014〕123号). Evaluations have no term; one that is only shared among departments, or
//! only on authority, is shown to nobody here.

use chrono::{Datelike as _, Months, NaiveDate};
use diesel::dsl::exists;
use diesel::prelude::*;

use super::rows::{
    EnterpriseBlacklisting, EnterpriseConduct, EnterpriseEvaluation, PersonBlacklisting, PersonConduct, PersonDemerit,
};
use crate::db::{Conn, MultiBackend, Result};
use crate::domain::vocabulary::credit::{ConductNature, CreditKind, EvaluationPeriod, EvaluationScope};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::schema::{
    enterprise_blacklisting, enterprise_conduct, enterprise_evaluation, person, person_blacklisting, person_conduct,
    person_demerit,
};

/// Longest publication of a conduct record whose end was not set, in months (建市〔2017〕241号 Art. 10).
const LONGEST_TERM: Months = Months::new(36);
/// A cycle of demerit points, in months (建质〔2014〕123号).
const DEMERIT_CYCLE: Months = Months::new(12);

/// Whom credit records concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An enterprise.
    Enterprise(EnterpriseId),
    /// A person.
    Person(PersonId),
}

/// Which records are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whom they concern; everybody where nothing is said.
    pub subject: Option<Subject>,
    /// The project they concern; any or none where nothing is said.
    pub project: Option<ProjectId>,
    /// Which list they stand on; all where nothing is said.
    pub kind: Option<CreditKind>,
    /// Only those that have effect on the day.
    pub in_force: bool,
    /// The day.
    pub today: NaiveDate,
    /// Row id that the page before ended with.
    pub after: Option<i64>,
    /// Most rows of each table.
    pub limit: i64,
}

impl Asked {
    /// Every record that is public on a day.
    pub fn all(today: NaiveDate) -> Self {
        Self { subject: None, project: None, kind: None, in_force: false, today, after: None, limit: i64::MAX }
    }

    fn natures(&self) -> &'static [ConductNature] {
        match self.kind {
            None => ConductNature::ALL,
            Some(CreditKind::Good) => &[ConductNature::Good],
            Some(CreditKind::Bad) => &[ConductNature::Bad],
            Some(CreditKind::Blacklist | CreditKind::Demerit | CreditKind::Evaluation) => &[],
        }
    }

    fn wants(&self, kind: CreditKind) -> bool {
        // Listings and evaluations concern no project.
        let may_concern = self.project.is_none() || kind == CreditKind::Demerit;
        may_concern && self.kind.is_none_or(|wanted| wanted == kind)
    }

    fn since(&self, months: Months) -> NaiveDate {
        self.today.checked_sub_months(months).unwrap_or(self.today)
    }
}

/// The records of a table that fulfil a condition, under one head where one is asked for.
macro_rules! under {
    ($table:ident, $head:ident, $under:expr, $condition:expr) => {{
        let query = $table::table.into_boxed::<MultiBackend>().filter($condition);
        match $under {
            Some(head) => query.filter($table::$head.eq(head)),
            None => query,
        }
    }};
}

/// Those of a query that concern the project asked for.
macro_rules! of_project {
    ($table:ident, $asked:expr, $query:expr) => {
        match $asked.project {
            Some(project) => $query.filter($table::project_id.eq(project)),
            None => $query,
        }
    };
}

/// Conduct records that are public.
macro_rules! public_conducts {
    ($table:ident, $head:ident, $asked:expr, $under:expr) => {{
        let (today, since) = ($asked.today, $asked.since(LONGEST_TERM));
        let begun = $table::published_from.is_null().or($table::published_from.le(today));
        let first_day =
            $table::published_from.ge(since).or($table::published_from.is_null().and($table::decided_on.ge(since)));
        let running = $table::published_until.ge(today).or($table::penalty_until.ge(today));
        let open = running.or($table::published_until.is_null().and(first_day));
        // No penalty ended before 1970: that day asks for all.
        let day = if $asked.in_force { today } else { NaiveDate::default() };
        let effective = $table::penalty_until.is_null().or($table::penalty_until.ge(day));
        let of_nature = $table::nature.eq_any($asked.natures());
        let public = under!($table, $head, $under, begun.and(open).and(of_nature).and(effective));
        of_project!($table, $asked, public)
    }};
}

/// Listings that stand.
macro_rules! standing_listings {
    ($table:ident, $head:ident, $asked:expr, $under:expr) => {{
        let listed = $table::listed_on.le($asked.today);
        let standing = $table::removed_on.is_null().or($table::removed_on.gt($asked.today));
        under!($table, $head, $under, listed.and(standing))
    }};
}

/// What concerned a person who was erased is nobody's any more.
macro_rules! of_people_on_file {
    ($table:ident, $query:expr) => {
        $query
            .filter(exists(person::table.filter(person::id.eq($table::person_id)).filter(person::erased_on.is_null())))
    };
}

/// The public records that are asked for, table by table; nothing where no record of a table is.
impl Asked {
    fn wants_enterprises(&self) -> bool {
        !matches!(self.subject, Some(Subject::Person(_)))
    }

    fn wants_people(&self) -> bool {
        !matches!(self.subject, Some(Subject::Enterprise(_)))
    }

    fn enterprise(&self) -> Option<EnterpriseId> {
        match self.subject {
            Some(Subject::Enterprise(id)) => Some(id),
            Some(Subject::Person(_)) | None => None,
        }
    }

    fn person(&self) -> Option<PersonId> {
        match self.subject {
            Some(Subject::Person(id)) => Some(id),
            Some(Subject::Enterprise(_)) | None => None,
        }
    }

    fn enterprise_conducts(&self) -> Option<enterprise_conduct::BoxedQuery<'static, MultiBackend>> {
        (self.wants_enterprises() && !self.natures().is_empty())
            .then(|| public_conducts!(enterprise_conduct, enterprise_id, self, self.enterprise()))
    }

    fn enterprise_blacklistings(&self) -> Option<enterprise_blacklisting::BoxedQuery<'static, MultiBackend>> {
        (self.wants_enterprises() && self.wants(CreditKind::Blacklist))
            .then(|| standing_listings!(enterprise_blacklisting, enterprise_id, self, self.enterprise()))
    }

    fn enterprise_evaluations(&self) -> Option<enterprise_evaluation::BoxedQuery<'static, MultiBackend>> {
        use enterprise_evaluation::{month, period, year};

        let public = enterprise_evaluation::scope.eq(EvaluationScope::Public);
        let day = if self.in_force { month_index(self.today) } else { 0 };
        let current = |of: EvaluationPeriod| period.eq(of).and((year * 12 + month).ge(day - months(of)));
        let current =
            current(EvaluationPeriod::Month).or(current(EvaluationPeriod::Quarter)).or(current(EvaluationPeriod::Year));
        (self.wants_enterprises() && self.wants(CreditKind::Evaluation))
            .then(|| under!(enterprise_evaluation, enterprise_id, self.enterprise(), public.and(current)))
    }

    fn person_conducts(&self) -> Option<person_conduct::BoxedQuery<'static, MultiBackend>> {
        (self.wants_people() && !self.natures().is_empty()).then(|| {
            let public = public_conducts!(person_conduct, person_id, self, self.person());
            of_people_on_file!(person_conduct, public)
        })
    }

    fn person_blacklistings(&self) -> Option<person_blacklisting::BoxedQuery<'static, MultiBackend>> {
        (self.wants_people() && self.wants(CreditKind::Blacklist)).then(|| {
            let standing = standing_listings!(person_blacklisting, person_id, self, self.person());
            of_people_on_file!(person_blacklisting, standing)
        })
    }

    fn person_demerits(&self) -> Option<person_demerit::BoxedQuery<'static, MultiBackend>> {
        // Without the start of its cycle a notice counts from its own date, which is the longest it can.
        let since = self.since(DEMERIT_CYCLE);
        let in_cycle = person_demerit::cycle_start
            .gt(since)
            .or(person_demerit::cycle_start.is_null().and(person_demerit::decided_on.gt(since)));
        (self.wants_people() && self.wants(CreditKind::Demerit)).then(|| {
            let counting =
                of_project!(person_demerit, self, under!(person_demerit, person_id, self.person(), in_cycle));
            of_people_on_file!(person_demerit, counting)
        })
    }
}

/// Months of a period of evaluation.
fn months(period: EvaluationPeriod) -> i32 {
    match period {
        EvaluationPeriod::Month => 1,
        EvaluationPeriod::Quarter => 3,
        EvaluationPeriod::Year => 12,
    }
}

fn month_index(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month().cast_signed()
}

/// Whether an evaluation has effect on a day: until the period after the evaluated one has ended.
pub fn is_current(row: &EnterpriseEvaluation, today: NaiveDate) -> bool {
    row.year * 12 + row.month >= month_index(today) - months(row.period)
}

/// The records of a query from the end of the page before on, newest on file first.
macro_rules! newest {
    ($conn:expr, $asked:expr, $row:ty, $table:ident, $query:expr) => {
        match $query {
            Some(query) => query
                .filter($table::id.lt($asked.after.unwrap_or(i64::MAX)))
                .order($table::id.desc())
                .limit($asked.limit)
                .select(<$row>::as_select())
                .load::<$row>($conn)?,
            None => Vec::new(),
        }
    };
}

/// Public records of enterprises, newest on file first.
pub fn of_enterprises(
    conn: &mut Conn,
    asked: &Asked,
) -> Result<(Vec<EnterpriseConduct>, Vec<EnterpriseBlacklisting>, Vec<EnterpriseEvaluation>)> {
    Ok((
        newest!(conn, asked, EnterpriseConduct, enterprise_conduct, asked.enterprise_conducts()),
        newest!(conn, asked, EnterpriseBlacklisting, enterprise_blacklisting, asked.enterprise_blacklistings()),
        newest!(conn, asked, EnterpriseEvaluation, enterprise_evaluation, asked.enterprise_evaluations()),
    ))
}

/// Public records of persons, newest on file first.
pub fn of_people(
    conn: &mut Conn,
    asked: &Asked,
) -> Result<(Vec<PersonConduct>, Vec<PersonBlacklisting>, Vec<PersonDemerit>)> {
    Ok((
        newest!(conn, asked, PersonConduct, person_conduct, asked.person_conducts()),
        newest!(conn, asked, PersonBlacklisting, person_blacklisting, asked.person_blacklistings()),
        newest!(conn, asked, PersonDemerit, person_demerit, asked.person_demerits()),
    ))
}

/// How many public records there are of what is asked for, on all pages together.
pub fn count(conn: &mut Conn, asked: &Asked) -> Result<i64> {
    macro_rules! total {
        ($($query:ident),+) => {{
            let mut total = 0;
            $(if let Some(query) = asked.$query() {
                total += query.count().get_result::<i64>(conn)?;
            })+
            total
        }};
    }
    Ok(total!(
        enterprise_conducts,
        enterprise_blacklistings,
        enterprise_evaluations,
        person_conducts,
        person_blacklistings,
        person_demerits
    ))
}
