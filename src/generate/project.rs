//! The projects of the province: what is built, where, for how much, and when each stage is passed.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::calendar::after;
use super::names;
use super::random::Random;
use super::works::{Works, works};
use super::world::World;
use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::domain::vocabulary::project::ProjectType;

/// When each stage is passed, whether it has come to that yet or not.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// 项目登记.
    pub registered: NaiveDate,
    /// 中标.
    pub awarded: NaiveDate,
    /// 合同签订.
    pub contracted: NaiveDate,
    /// 施工图审查.
    pub reviewed: NaiveDate,
    /// 质量监督手续.
    pub quality_supervised: NaiveDate,
    /// 安全监督手续.
    pub safety_supervised: NaiveDate,
    /// 施工许可.
    pub permitted: NaiveDate,
    /// 实际开工.
    pub started: NaiveDate,
    /// 停工, and when work went on.
    pub stopped: Option<(NaiveDate, NaiveDate)>,
    /// 竣工验收.
    pub accepted: NaiveDate,
    /// 竣工验收备案.
    pub filed: NaiveDate,
}

/// One project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its place in the list.
    pub index: u32,
    /// National project number.
    pub number: String,
    /// Where it is, as a place in the province's list of counties.
    pub county: usize,
    /// Project type.
    pub kind: ProjectType,
    /// What is built.
    pub works: Works,
    /// Name.
    pub name: String,
    /// Who builds it, as an index of an enterprise.
    pub owner: u32,
    /// Whether public money pays.
    pub is_public: bool,
    /// Tender mode, as the national list codes it: `001` public, `002` invited, `003` none.
    pub tender_mode: &'static str,
    /// Its stages.
    pub timeline: Timeline,
}

/// Days of the years over which projects were registered.
const SPAN: i64 = 5 * 365;
/// Contracts signed later than the thirty days of 招标投标法 Article 46, in a thousand.
const LATE_CONTRACTS: u32 = 20;
/// Acceptances filed later than the fifteen days of 建设工程质量管理条例 Article 49, in a thousand.
const LATE_FILINGS: u32 = 30;
/// Projects that stopped for a while, in a thousand.
const STOPPAGES: u32 = 40;

/// Plans all projects of the world.
pub fn plan(world: &World) -> Vec<Project> {
    let owners: Vec<u32> = world
        .firms
        .iter()
        .filter(|firm| firm.kind == EnterpriseKind::Owner && firm.headcount() > 0)
        .map(|firm| firm.index)
        .collect();
    let mut serials = HashMap::new();
    (0..world.counts.projects).map(|index| project(world, index, &owners, &mut serials)).collect()
}

fn project(world: &World, index: u32, owners: &[u32], serials: &mut HashMap<String, u32>) -> Project {
    let mut random = world.random("project", index);
    let kind =
        random.weighted(&[(670, ProjectType::Building), (310, ProjectType::Municipal), (20, ProjectType::Other)]);
    let county = world.province.anywhere(&mut random);
    let works = works(kind, &mut random);
    let timeline = timeline(world.as_of, works.duration(), &mut random);
    let owner = random.pick(owners);
    let is_public = kind != ProjectType::Building || works.is_public || random.chance(150);
    // 必须招标的工程项目规定 (发展改革委令第16号): public money and a contract of 4 million yuan.
    let tender_mode = match is_public && works.contract_fen >= 400_000_000 {
        true if random.chance(900) => "001",
        true => "002",
        false if random.chance(350) => "002",
        false => "003",
    };
    let (place, number) =
        (world.county(county), number(world.county(county).code, kind, &timeline, &mut random, serials));
    let name = name(&place.full_name(), &works, &mut random);
    Project { index, number, county, kind, works, name, owner, is_public, tender_mode, timeline }
}

fn timeline(as_of: NaiveDate, duration: i64, random: &mut Random) -> Timeline {
    let registered = after(as_of, -random.between(10, SPAN));
    let awarded = after(registered, random.between(35, 120));
    let late_contract = random.chance(LATE_CONTRACTS);
    let contracted = after(awarded, if late_contract { random.between(35, 80) } else { random.between(3, 28) });
    let reviewed = after(registered, random.between(40, 150)).max(awarded);
    let quality_supervised = after(contracted.max(reviewed), random.between(3, 15));
    let safety_supervised = after(quality_supervised, random.between(0, 3));
    let permitted = after(safety_supervised, random.between(3, 12));
    // 建筑法 Article 9: work starts within three months of the permit.
    let started = after(permitted, random.between(1, 60));
    let stopped = random.chance(STOPPAGES).then(|| {
        let stopped = after(started, random.between(20, duration - 20));
        (stopped, after(stopped, random.between(30, 240)))
    });
    let pause = stopped.map_or(0, |(from, until)| (until - from).num_days());
    let accepted = after(started, duration + pause);
    let late_filing = random.chance(LATE_FILINGS);
    let filed = after(accepted, if late_filing { random.between(20, 70) } else { random.between(3, 14) });
    Timeline {
        registered,
        awarded,
        contracted,
        reviewed,
        quality_supervised,
        safety_supervised,
        permitted,
        started,
        stopped,
        accepted,
        filed,
    }
}

/// Region, date of registration and four digits: category and serial for four in five, a plain serial for the others, as
/// real numbers are.
fn number(
    region: &str,
    kind: ProjectType,
    timeline: &Timeline,
    random: &mut Random,
    serials: &mut HashMap<String, u32>,
) -> String {
    let category = if random.chance(200) { "00" } else { kind.as_str() };
    let prefix = format!("{region}{}{category}", timeline.registered.format("%y%m%d"));
    let serial = serials.entry(prefix.clone()).or_default();
    *serial += 1;
    format!("{prefix}{serial:02}")
}

fn name(place: &str, works: &Works, random: &mut Random) -> String {
    let brand = names::brand(random);
    match works.pattern.split_once('*') {
        Some((before, behind)) => format!("{place}{before}{brand}{behind}"),
        None => format!("{place}{brand}{}", works.pattern),
    }
}

impl Project {
    /// Number of the record of a stage: `4101052301010101-SX-001`.
    pub fn record(&self, stage: &str) -> String {
        format!("{}-{stage}-001", self.number)
    }

    /// Whether bidders were asked.
    pub fn is_tendered(&self) -> bool {
        self.tender_mode != "003"
    }

    /// Whether a manager is bound to it on a date: from the award to the acceptance.
    #[cfg(test)]
    pub fn is_active_on(&self, date: NaiveDate) -> bool {
        self.timeline.awarded <= date && date < self.timeline.accepted
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::collections::HashSet;

    use super::super::scale::Scale;
    use super::*;
    use crate::domain::standard::project_number;

    fn plan_of(enterprises: u32) -> (World, Vec<Project>) {
        let world = World::new(Scale::Enterprises(enterprises), 1, NaiveDate::from_ymd_opt(2026, 11, 1).unwrap());
        let projects = plan(&world);
        (world, projects)
    }

    #[test]
    fn every_stage_follows_the_one_it_rests_on() {
        for Project { timeline: t, number, .. } in plan_of(2_000).1 {
            assert!(t.registered < t.awarded && t.awarded < t.contracted && t.awarded <= t.reviewed, "{number}");
            assert!(t.contracted.max(t.reviewed) < t.quality_supervised, "{number}");
            assert!(t.quality_supervised <= t.safety_supervised && t.safety_supervised < t.permitted, "{number}");
            assert!(t.permitted < t.started && t.started < t.accepted && t.accepted < t.filed, "{number}");
            assert!(t.stopped.is_none_or(|(from, until)| t.started < from && from < until && until < t.accepted));
        }
    }

    #[test]
    fn most_contracts_and_filings_are_in_time_and_some_are_not() {
        let projects = plan_of(2_000).1;
        let late = |days: &dyn Fn(&Timeline) -> i64| projects.iter().filter(|p| days(&p.timeline) > 0).count();
        let contracts = late(&|t| (t.contracted - t.awarded).num_days() - 30);
        let filings = late(&|t| (t.filed - t.accepted).num_days() - 15);
        assert!((1..projects.len() / 20).contains(&contracts), "{contracts}");
        assert!((1..projects.len() / 20).contains(&filings), "{filings}");
    }

    #[test]
    fn every_number_is_the_projects_own_and_reads_without_a_doubt() {
        let (world, projects) = plan_of(2_000);
        let numbers: HashSet<&str> = projects.iter().map(|project| project.number.as_str()).collect();
        assert_eq!(numbers.len(), projects.len());
        for number in numbers {
            assert!(project_number::read(number, world.as_of).unwrap().warnings.is_empty(), "{number}");
        }
    }

    #[test]
    fn some_projects_are_planned_some_under_way_and_some_done() {
        let (world, projects) = plan_of(1_000);
        let share = |is: &dyn Fn(&Project) -> bool| projects.iter().filter(|p| is(p)).count() * 100 / projects.len();
        assert!(share(&|p| p.timeline.awarded > world.as_of) > 1);
        assert!(share(&|p| p.is_active_on(world.as_of)) > 15);
        assert!(share(&|p| p.timeline.filed <= world.as_of) > 30);
    }
}
