//! A case in which every rule is kept.

mod credit;
mod licensed;
mod site;
mod stages;

use chrono::NaiveDate;

use super::case::{Case, Days, Progress};
use super::mint::Mint;
use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::generate::calendar::after;

pub use credit::{conduct, deduct};
pub use licensed::{chief, manager};
pub use site::{on_site, on_unit, site};

/// A sound case: a builder and a supervisor with all that their qualifications ask for, and one project.
pub fn case(name: String, progress: Progress, mint: &mut Mint, as_of: NaiveDate) -> Case {
    let mut case = Case::new(name, as_of);
    case.builder = mint.firm(&mut case, EnterpriseKind::Construction, "建筑工程");
    case.supervisor = mint.firm(&mut case, EnterpriseKind::Supervision, "工程监理");
    case.owner = mint.firm(&mut case, EnterpriseKind::Owner, "置业");
    case.surveyor = mint.firm(&mut case, EnterpriseKind::Survey, "岩土勘察");
    case.designer = mint.firm(&mut case, EnterpriseKind::Design, "建筑设计");
    for place in 0..2 {
        let loser = mint.firm(&mut case, EnterpriseKind::Construction, "建设");
        if let Some(own) = case.losers.get_mut(place) {
            *own = loser;
        }
    }
    let [_, loser] = case.losers.clone();
    credit::deducted(&mut case, mint, &loser);
    licensed::license(&mut case, mint);
    let ago = mint.random.between(0, 30);
    let days = match progress {
        Progress::Done => Days::done(as_of, ago),
        Progress::UnderWay => Days::under_way(as_of, ago),
    };
    let (manager, chief) = (manager(&mut case, mint), chief(&mut case, mint));
    site(&mut case, mint, days, &manager, &chief);
    case
}

impl Days {
    /// The days of works that were accepted and filed, so many days earlier than at the latest.
    pub fn done(as_of: NaiveDate, ago: i64) -> Self {
        let day = |days: i64| after(as_of, -days - ago);
        Self {
            registered: day(760),
            reviewed: day(650),
            awarded: day(640),
            contracted: day(620),
            committed: day(605),
            permitted: day(590),
            started: day(560),
            completed: Some((day(200), day(190))),
        }
    }

    /// The days of works that go on.
    pub fn under_way(as_of: NaiveDate, ago: i64) -> Self {
        let day = |days: i64| after(as_of, -days - ago);
        Self {
            registered: day(330),
            reviewed: day(240),
            awarded: day(220),
            contracted: day(200),
            committed: day(185),
            permitted: day(170),
            started: day(150),
            completed: None,
        }
    }

    /// The same so many days later.
    pub fn later(self, days: i64) -> Self {
        let later = |day: NaiveDate| after(day, days);
        Self {
            registered: later(self.registered),
            reviewed: later(self.reviewed),
            awarded: later(self.awarded),
            contracted: later(self.contracted),
            committed: later(self.committed),
            permitted: later(self.permitted),
            started: later(self.started),
            completed: self.completed.map(|(accepted, filed)| (later(accepted), later(filed))),
        }
    }
}
