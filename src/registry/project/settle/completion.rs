//! Which permits an acceptance covers, and when it was passed.

use super::evidence::{Shown, all, earliest, latest};
use super::ground::{Ground, Grounds, linked};
use crate::domain::vocabulary::project::StageRecordKind;
use crate::registry::project::change::ProjectRecords;
use crate::registry::project::identity::{number_key, number_list};
use crate::registry::project::rows::{Acceptance, AcceptanceFiling};

/// A passed acceptance, known from its own record or from its filing.
struct Completion {
    /// When it was passed.
    passed: Shown,
    /// Numbers of the acceptance and of its filings, as they are compared.
    keys: Vec<String>,
    /// Permits that it names; none when it covers the project.
    permits: Vec<String>,
}

/// The passed acceptances of a project.
pub struct Completions(Vec<Completion>);

impl Completions {
    /// Those that the records show. A filing tells of an acceptance whose own record is missing or has no date: the
    /// day it names, or else its own, for what is filed has been passed (建设工程质量管理条例 Art. 49).
    pub fn of(records: &ProjectRecords) -> Self {
        let own = records.acceptances.iter().filter_map(|acceptance| of_acceptance(acceptance, records));
        let filed = records.acceptance_filings.iter().filter_map(|filing| of_filing(filing, records));
        Self(own.chain(filed).collect())
    }

    /// The permits that the acceptance or filing with this number names.
    pub fn permits_of(&self, key: &str) -> Vec<String> {
        let such = self.0.iter().filter(|completion| completion.keys.iter().any(|own| own == key));
        such.flat_map(|completion| completion.permits.iter().cloned()).collect()
    }

    /// When the works under a permit were accepted: the last of the acceptances that name it, for parts are accepted
    /// one by one; else the first that covers the project and is not older than the permit.
    pub fn of_permit(&self, ground: &Ground) -> Option<Shown> {
        let covers = |completion: &&Completion| completion.permits.iter().any(|permit| ground.has_number(permit));
        let named = latest(self.0.iter().filter(covers).map(|completion| completion.passed.clone()));
        let whole = self.0.iter().filter(|completion| completion.permits.is_empty());
        let whole = whole.filter(|completion| ground.issued_on.is_none_or(|issued| issued <= completion.passed.on));
        named.or_else(|| earliest(whole.map(|completion| completion.passed.clone())))
    }

    /// When the last part of the project was accepted: every permit in force is covered. Where none is on file, the
    /// acceptances speak alone.
    pub fn of_project(&self, grounds: &Grounds) -> Option<Shown> {
        if grounds.in_force().next().is_none() {
            return latest(self.0.iter().map(|completion| completion.passed.clone()));
        }
        all(grounds.in_force().map(|ground| self.of_permit(ground)))
    }
}

fn of_acceptance(acceptance: &Acceptance, records: &ProjectRecords) -> Option<Completion> {
    let passed = Shown::by(acceptance.passed_on?, StageRecordKind::Acceptance, &acceptance.number);
    let filings: Vec<&AcceptanceFiling> =
        records.acceptance_filings.iter().filter(|filing| files(filing, acceptance)).collect();
    let mut permits = permits_named(acceptance.permit_numbers.as_deref(), &acceptance.number, records);
    if permits.is_empty() {
        permits.extend(filings.iter().flat_map(|filing| number_list(filing.permit_numbers.as_deref())));
    }
    let keys = std::iter::once(&acceptance.number).chain(filings.iter().map(|filing| &filing.number));
    Some(Completion { passed, keys: keys.map(|number| number_key(number)).collect(), permits })
}

fn of_filing(filing: &AcceptanceFiling, records: &ProjectRecords) -> Option<Completion> {
    let acceptance = records.acceptances.iter().find(|acceptance| files(filing, acceptance));
    if acceptance.is_some_and(|acceptance| acceptance.passed_on.is_some()) {
        return None;
    }
    let on = filing.passed_on.or(filing.filed_on)?;
    let mut permits = permits_named(filing.permit_numbers.as_deref(), &filing.number, records);
    if let Some(acceptance) = acceptance.filter(|_acceptance| permits.is_empty()) {
        permits = permits_named(acceptance.permit_numbers.as_deref(), &acceptance.number, records);
    }
    let keys = std::iter::once(&filing.number).chain(&filing.acceptance_number);
    Some(Completion {
        passed: Shown::by(on, StageRecordKind::AcceptanceFiling, &filing.number),
        keys: keys.map(|number| number_key(number)).collect(),
        permits,
    })
}

/// Whether a filing files an acceptance: it names it, or both bear one number, as the national scheme gives them.
fn files(filing: &AcceptanceFiling, acceptance: &Acceptance) -> bool {
    let named = filing.acceptance_number.as_deref().unwrap_or(&filing.number);
    number_key(named) == number_key(&acceptance.number)
}

/// The permits that a record lists, and those that links lead to.
fn permits_named(cell: Option<&str>, number: &str, records: &ProjectRecords) -> Vec<String> {
    let key = number_key(number);
    let completes = |kind| matches!(kind, StageRecordKind::Acceptance | StageRecordKind::AcceptanceFiling);
    let links = linked(records, StageRecordKind::Permit);
    let links = links.filter(|(_, (kind, other))| completes(*kind) && *other == key).map(|(permit, _)| permit);
    number_list(cell).into_iter().chain(links).collect()
}
