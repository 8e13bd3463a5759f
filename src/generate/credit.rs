//! Credit records: what enterprises and people did well or badly, in public for as long as the rules say.

use chrono::{Datelike, Months, NaiveDate};

use super::calendar::{after, months_after, year, years_after};
use super::firm::Firm;
use super::project::Project;
use super::random::Random;
use super::staffing::Staffing;
use super::world::World;

/// Which list a record stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum List {
    /// Good conduct of an enterprise.
    #[default]
    Good,
    /// Bad conduct of an enterprise.
    Bad,
    /// Bad conduct of a manager.
    PersonBad,
    /// Demerit points of a manager.
    Demerit,
    /// The blacklist.
    Blacklist,
    /// An evaluation.
    Evaluation,
}

/// One credit record.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its place in the list of all.
    pub index: u32,
    /// Which list it stands on.
    pub list: List,
    /// Index of the enterprise: whose record it is, or who employs whose record it is.
    pub firm: u32,
    /// Index of the person whose record it is.
    pub person: Option<u32>,
    /// Place of the project it is about.
    pub project: Option<usize>,
    /// Code of the conduct, or of the demerit item.
    pub code: &'static str,
    /// What was done.
    pub summary: &'static str,
    /// What was decided.
    pub decision: &'static str,
    /// Demerit points, or the score of an evaluation in hundredths.
    pub points: u32,
    /// When decided.
    pub decided_on: NaiveDate,
    /// Last day in public; for the blacklist, the day of removal.
    pub public_until: NaiveDate,
}

/// Lists with how many in a hundred records stand on them, evaluations first: see [`Records::list`].
const LISTS: [(u32, List); 6] = [
    (EVALUATIONS, List::Evaluation),
    (20, List::Good),
    (24, List::Bad),
    (5, List::PersonBad),
    (11, List::Demerit),
    (2, List::Blacklist),
];
/// Evaluations in a hundred records.
const EVALUATIONS: u32 = 38;
/// Quarters that an enterprise is evaluated for, one after another; more where there are too few enterprises.
const QUARTERS: u32 = 4;
const GOOD: [(&str, &str); 5] = [
    ("", "所承建工程获评省级优质工程"),
    ("", "所承建工程获评市级优质结构工程"),
    ("", "施工现场获评省级安全文明标准化工地"),
    ("", "参与应急抢险受到通报表扬"),
    ("", "获评年度先进建筑业企业"),
];
/// Conduct of builders after 建市〔2007〕9号, with what was decided.
const BAD: [(&str, (&str, &str)); 8] = [
    ("D1-1-03", ("允许其他单位以本单位名义承揽工程", "罚款，没收违法所得")),
    ("D1-2-05", ("将承包的工程违法分包", "责令改正，罚款")),
    ("D1-3-01", ("不按照工程设计图纸施工", "责令改正，罚款")),
    ("D1-3-05", ("拖延履行保修义务", "责令改正，罚款")),
    ("D1-4-02", ("对建筑安全事故隐患不采取措施予以消除", "责令限期改正，通报批评")),
    ("D1-4-06", ("未向作业人员提供安全防护用具", "责令限期改正，罚款")),
    ("D1-4-12", ("在尚未竣工的建筑物内设置员工集体宿舍", "责令限期改正")),
    ("D1-5-01", ("克扣劳动者工资", "责令限期支付，通报批评")),
];
/// Items of 建质〔2014〕123号 with their points.
const DEMERITS: [(&str, (&str, u32)); 7] = [
    ("3-1", ("合同约定的项目经理未在岗履职的", 3)),
    ("3-3", ("未按规定组织做好隐蔽工程验收的", 3)),
    ("3-7", ("特种作业人员无证上岗作业的", 3)),
    ("1-2", ("未落实质量安全责任制的", 1)),
    ("1-5", ("未组织实施质量安全技术交底的", 1)),
    ("6-2", ("未按照工程设计图纸和施工技术标准组织施工的", 6)),
    ("12-1", ("未取得安全生产考核合格证书担任项目经理的", 12)),
];
const BLACKLIST: [&str; 3] = [
    "以欺骗手段取得企业资质",
    "发生转包、出借资质，受到行政处罚",
    "经法院判决认定拖欠工程款，且拒不履行生效法律文书确定的义务",
];

/// The credit records of a world, one after another, drawn from what was done on its projects.
pub struct Records<'a> {
    world: &'a World,
    staffed: Vec<(usize, &'a Project, &'a Staffing)>,
    /// The enterprises that are evaluated.
    evaluated: Vec<u32>,
    /// How many quarters each is evaluated for.
    quarters: u32,
}

impl<'a> Records<'a> {
    /// Records about the projects that are under way or done.
    pub fn new(world: &'a World, projects: &'a [Project], staffings: &'a [Option<Staffing>]) -> Self {
        let begun = |(place, (project, staffing)): (usize, (&'a Project, &'a Option<Staffing>))| {
            let staffing = staffing.as_ref().filter(|_| after(project.timeline.started, 60) < world.as_of)?;
            Some((place, project, staffing))
        };
        let staffed = projects.iter().zip(staffings).enumerate().filter_map(begun).collect();
        let grown_up = |firm: &&Firm| firm.registered > 0 && years_after(firm.established_on, 3) < world.as_of;
        let evaluated: Vec<u32> = world.firms.iter().filter(grown_up).map(|firm| firm.index).collect();
        let most = world.counts.credit_records.div_ceil(100) * EVALUATIONS;
        let quarters = most.div_ceil(u32::try_from(evaluated.len()).unwrap_or(u32::MAX).max(1)).max(QUARTERS);
        Self { world, staffed, evaluated, quarters }
    }

    /// The list of a record, and its place on the list. Every hundred records are spread over the lists in the same
    /// order, in which neighbours stand apart: so a list can be numbered without making the records before.
    fn list(index: u32) -> (List, u32) {
        // 37 has no factor in common with 100.
        let (hundreds, mut place) = (index / 100, index % 100 * 37 % 100);
        for (share, list) in LISTS {
            if place < share {
                return (list, hundreds * share + place);
            }
            place -= share;
        }
        (List::default(), index)
    }

    /// Record number `index`; none in a world without a project.
    pub fn record(&self, index: u32) -> Option<Record> {
        let mut random = self.world.random("credit", index);
        let (list, number) = Self::list(index);
        let place = random.below(u32::try_from(self.staffed.len()).ok()?);
        let (place, project, staffing) = self.staffed.get(usize::try_from(place).ok()?)?;
        let started = project.timeline.started;
        let days = (project.timeline.accepted.min(self.world.as_of) - started).num_days();
        let decided_on = after(started, random.between(20, days - 5));
        let mut record = Record {
            index,
            list,
            firm: staffing.contractor,
            person: None,
            project: Some(*place),
            code: "",
            summary: "",
            decision: "",
            points: 0,
            decided_on,
            public_until: decided_on,
        };
        match list {
            List::Evaluation => self.evaluate(&mut record, number, &mut random)?,
            _ => record.fill(staffing, &mut random),
        }
        Some(record)
    }

    /// Evaluations are of whole quarters and made in the month after: one enterprise after another, each for its
    /// quarters backwards from the last one, so that none is evaluated twice for the same.
    fn evaluate(&self, record: &mut Record, number: u32, random: &mut Random) -> Option<()> {
        record.firm = *self.evaluated.get(usize::try_from(number / self.quarters).ok()?)?;
        record.project = None;
        record.points = 6_000 + u32::try_from(random.between(0, 2_200) + random.between(0, 1_800)).unwrap_or_default();
        let quarter = self.world.as_of.checked_sub_months(Months::new(number % self.quarters * 3))?;
        let opened = NaiveDate::from_ymd_opt(quarter.year(), quarter.month0() / 3 * 3 + 1, 1)?;
        record.decided_on = after(opened, random.between(0, 27)).min(self.world.as_of);
        record.public_until = record.decided_on;
        Some(())
    }
}

impl Record {
    fn fill(&mut self, staffing: &Staffing, random: &mut Random) {
        let on_the_day = staffing.managers.iter().find(|tenure| self.decided_on <= tenure.until);
        let manager = on_the_day.or(staffing.managers.last()).map(|tenure| tenure.manager);
        match self.list {
            List::Good => {
                (self.code, self.summary) = random.pick(&GOOD);
                self.decision = "通报表扬";
                // 建市〔2017〕241号, Article 10(2): three years.
                self.public_until = years_after(self.decided_on, 3);
            }
            List::Bad | List::PersonBad => {
                (self.code, (self.summary, self.decision)) = random.pick(&BAD);
                self.person = manager.filter(|_manager| self.list == List::PersonBad);
                // Article 10(3): six months to three years.
                self.public_until = months_after(self.decided_on, random.below(31) + 6);
            }
            List::Demerit => {
                (self.code, (self.summary, self.points)) = random.pick(&DEMERITS);
                self.person = manager;
            }
            List::Blacklist => {
                self.summary = random.pick(&BLACKLIST);
                self.project = None;
                self.public_until = years_after(self.decided_on, 1);
            }
            List::Evaluation => {}
        }
    }

    /// Year and last month of the quarter that an evaluation is about: the last one over on its day.
    pub fn quarter(&self) -> (i32, u32) {
        match self.decided_on.month0() / 3 {
            0 => (year(self.decided_on) - 1, 12),
            quarters => (year(self.decided_on), quarters * 3),
        }
    }

    /// The grade for a score in hundredths.
    pub fn grade(&self) -> &'static str {
        match self.points {
            9_000.. => "A",
            7_500.. => "B",
            6_500.. => "C",
            _ => "D",
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::collections::HashSet;

    use super::super::project::plan;
    use super::super::scale::Scale;
    use super::super::staffing::staff;
    use super::*;

    fn evaluations(scale: Scale) -> Vec<(u32, (i32, u32))> {
        let world = World::new(scale, 1, NaiveDate::from_ymd_opt(2026, 11, 1).unwrap());
        let projects = plan(&world);
        let staffings = staff(&world, &projects);
        let records = Records::new(&world, &projects, &staffings);
        let all: Vec<Record> = (0..world.counts.credit_records).map(|index| records.record(index).unwrap()).collect();
        let evaluations = all.iter().filter(|record| record.list == List::Evaluation);
        evaluations.map(|record| (record.firm, record.quarter())).collect()
    }

    #[test]
    fn no_enterprise_is_evaluated_twice_for_a_quarter() {
        for scale in [Scale::Small, Scale::Enterprises(300)] {
            let evaluations = evaluations(scale);
            let told_apart: HashSet<_> = evaluations.iter().collect();
            assert_eq!(told_apart.len(), evaluations.len(), "{scale:?}");
            assert!(evaluations.iter().any(|(_, quarter)| *quarter == (2026, 9)), "the last whole quarter");
        }
    }

    #[test]
    fn every_hundred_records_stand_on_the_lists_in_their_shares() {
        let mut places: Vec<(u32, u32)> = Vec::new();
        for (kind, (share, list)) in (0..).zip(LISTS) {
            let own = (300..400).map(Records::list).filter(|(on, _)| *on == list);
            let own: Vec<u32> = own.map(|(_, place)| place).collect();
            assert_eq!(own.len(), usize::try_from(share).unwrap(), "{list:?}");
            assert!(own.iter().all(|place| (3 * share..4 * share).contains(place)), "{list:?}");
            places.extend(own.into_iter().map(|place| (kind, place)));
        }
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 100);
    }

    #[test]
    fn every_list_has_records_and_none_is_from_the_future_or_public_too_long() {
        let world = World::new(Scale::Enterprises(400), 1, NaiveDate::from_ymd_opt(2026, 11, 1).unwrap());
        let projects = plan(&world);
        let staffings = staff(&world, &projects);
        let records = Records::new(&world, &projects, &staffings);
        let all: Vec<Record> = (0..world.counts.credit_records).filter_map(|index| records.record(index)).collect();
        assert_eq!(all.len(), usize::try_from(world.counts.credit_records).unwrap());
        for (_, list) in LISTS {
            assert!(all.iter().any(|record| record.list == list), "{list:?}");
        }
        for record in all {
            assert!(record.decided_on <= world.as_of, "{record:?}");
            assert!(record.public_until <= years_after(record.decided_on, 3), "{record:?}");
            assert!(record.person.is_some() == matches!(record.list, List::PersonBad | List::Demerit), "{record:?}");
            let minimum = if record.list == List::Bad { months_after(record.decided_on, 6) } else { record.decided_on };
            assert!(record.public_until >= minimum, "{record:?}");
        }
    }
}
