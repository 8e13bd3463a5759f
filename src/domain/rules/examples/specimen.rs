//! A sound file of one project, made up, with its enterprises and people; the judges look at it.

use std::collections::BTreeMap;

use super::sound::{self, day};
use crate::rules::act::Market;
use crate::rules::facts::{Enterprise, Person, Project};
use crate::rules::finding::{Judgement, Outcome};
use crate::rules::{Case, Limits, examine};
use crate::vocabulary::project::Position;

/// The file.
#[derive(Clone, Debug)]
pub(super) struct Specimen {
    /// Who builds.
    pub firm: Enterprise,
    /// Who supervises.
    pub supervisor: Enterprise,
    /// Who bids and is not awarded.
    pub other: Enterprise,
    /// Who leads the works.
    pub manager: Person,
    /// Who leads the supervision.
    pub chief: Person,
    /// The project.
    pub project: Project,
}

struct OnFile<'f> {
    enterprises: BTreeMap<&'f str, &'f Enterprise>,
    project: &'f Project,
}

impl Market for OnFile<'_> {
    fn enterprise(&self, key: &str) -> Option<&Enterprise> {
        self.enterprises.get(key).copied()
    }

    fn project(&self, key: &str) -> Option<&Project> {
        Some(self.project).filter(|project| project.key == key)
    }
}

impl Specimen {
    /// A file on which every rule is kept.
    pub fn sound() -> Self {
        let firm = sound::builder();
        let supervisor = Enterprise {
            qualifications: vec![sound::qualified("工程监理", "房屋建筑工程", "乙级")],
            ..sound::enterprise("e2", "乙工程监理有限公司", "李某")
        };
        let other = sound::enterprise("e3", "丙建筑工程有限公司", "张某");
        let project = sound::project(&firm, &supervisor, &other);
        let mut manager = sound::manager(&firm);
        let mut chief = Person { key: "p9".to_owned(), name: "钱某".to_owned(), ..Person::default() };
        for engaged in &project.engaged {
            match engaged.position {
                Position::ProjectManager => manager.managed.push(project.led(engaged)),
                Position::ChiefSupervisor => chief.supervised.push(project.led(engaged)),
                _ => {}
            }
        }
        Self { firm, supervisor, other, manager, chief, project }
    }

    /// What all rules say of it, on 30 December 2026.
    pub fn cases(&self) -> Vec<Case> {
        let enterprises = [&self.firm, &self.supervisor, &self.other];
        let enterprises = enterprises.into_iter().map(|one| (one.key.as_str(), one)).collect();
        let market = OnFile { enterprises, project: &self.project };
        let (limits, on) = (Limits::default(), day("2026-12-30"));
        let mut cases = examine::enterprise(&self.firm, &limits, on);
        cases.extend(examine::project(&self.project, &market, &limits, on));
        cases.extend(
            [&self.manager, &self.chief].into_iter().flat_map(|one| examine::person(one, &market, &limits, on)),
        );
        cases
    }

    /// What a rule says of it: the worst, where it looks at several records.
    pub fn judged(&self, rule: &str) -> Option<Judgement> {
        let own = self.cases().into_iter().filter(|case| case.finding.rule.id == rule);
        // What is not assessed says nothing of the file.
        let assessed = own.map(|case| case.finding.judgement).filter(|one| one.outcome != Outcome::NotAssessed);
        assessed.min_by_key(|judgement| judgement.outcome)
    }
}
