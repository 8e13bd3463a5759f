//! The enterprises of the province.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::calendar::{after, new_year};
use super::identifiers;
use super::names;
use super::place::Province;
use super::random::{Random, apportion};
use super::scale::Counts;
use crate::domain::vocabulary::enterprise::{EnterpriseKind, EnterpriseState};

/// What a builder builds, or a consultant is asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Field {
    /// 建筑工程.
    #[default]
    Building,
    /// 市政公用工程.
    Municipal,
    /// 机电工程.
    Mechanical,
    /// 建筑装修装饰工程 and other specialist works.
    Specialist,
    /// 施工劳务.
    Labour,
}

/// One enterprise.
#[derive(Clone, Debug)]
pub struct Firm {
    /// Its place in the list.
    pub index: u32,
    /// Its main business.
    pub kind: EnterpriseKind,
    /// What it builds.
    pub field: Field,
    /// Its size: 0 the largest (特级), 3 the smallest.
    pub class: u8,
    /// Unified social credit code.
    pub code: String,
    /// Name of today.
    pub name: String,
    /// The name it had before, and until when.
    pub former_name: Option<(String, NaiveDate)>,
    /// Where it is registered, as a place in the province's list of counties.
    pub county: usize,
    /// Date of establishment.
    pub established_on: NaiveDate,
    /// Whether it is still there.
    pub state: EnterpriseState,
    /// The indexes of its people.
    pub people: Range<u32>,
    /// How many of them hold a registration; they come first.
    pub registered: u32,
}

impl Firm {
    /// Its name on a date.
    pub fn name_on(&self, date: NaiveDate) -> &str {
        match &self.former_name {
            Some((name, until)) if date <= *until => name,
            _ => &self.name,
        }
    }

    /// How many people it has.
    pub fn headcount(&self) -> u32 {
        self.people.end - self.people.start
    }

    /// Its legal representative: the last of its people, who is there even when few are.
    pub fn legal_representative(&self) -> Option<u32> {
        self.people.clone().next_back()
    }

    /// The one who answers for its technique: the last but one.
    pub fn technical_leader(&self) -> Option<u32> {
        self.people.clone().rev().nth(1)
    }
}

/// The first enterprises, so that the smallest province has every kind it needs.
const FIRST_KINDS: [EnterpriseKind; 12] = [
    EnterpriseKind::Construction,
    EnterpriseKind::Supervision,
    EnterpriseKind::Owner,
    EnterpriseKind::Design,
    EnterpriseKind::Survey,
    EnterpriseKind::TenderAgency,
    EnterpriseKind::CostConsulting,
    EnterpriseKind::Testing,
    EnterpriseKind::DrawingReview,
    EnterpriseKind::Construction,
    EnterpriseKind::Supervision,
    EnterpriseKind::Owner,
];
const KINDS: [(u32, EnterpriseKind); 9] = [
    (740, EnterpriseKind::Construction),
    (45, EnterpriseKind::Supervision),
    (80, EnterpriseKind::Owner),
    (40, EnterpriseKind::Design),
    (15, EnterpriseKind::Survey),
    (30, EnterpriseKind::TenderAgency),
    (25, EnterpriseKind::CostConsulting),
    (20, EnterpriseKind::Testing),
    (5, EnterpriseKind::DrawingReview),
];
const FIELDS: [(u32, Field); 5] = [
    (430, Field::Building),
    (240, Field::Municipal),
    (80, Field::Mechanical),
    (150, Field::Specialist),
    (100, Field::Labour),
];
/// Sizes with how many in a thousand have them.
const CLASSES: [(u32, u8); 4] = [(8, 0), (92, 1), (300, 2), (600, 3)];

/// Makes all enterprises of the province and divides its people among them.
pub fn found(seed: u64, as_of: NaiveDate, counts: &Counts, province: &Province) -> Vec<Firm> {
    let mut taken = HashSet::new();
    let mut firms: Vec<Firm> =
        (0..counts.enterprises).map(|index| firm(seed, as_of, index, province, &mut taken)).collect();
    divide_people(&mut firms, counts);
    firms
}

fn firm(seed: u64, as_of: NaiveDate, index: u32, province: &Province, taken: &mut HashSet<String>) -> Firm {
    let mut random = Random::keyed(seed, "firm", u64::from(index));
    let kind = usize::try_from(index).ok().and_then(|place| FIRST_KINDS.get(place)).copied();
    let required = kind.is_some();
    let kind = kind.unwrap_or_else(|| random.weighted(&KINDS));
    let field = if required { Field::Building } else { random.weighted(&FIELDS) };
    let class = if required { 1 } else { random.weighted(&CLASSES) };
    let county = province.anywhere(&mut random);
    let age = random.between(700, 365 * 28);
    let established_on = after(as_of, -age);
    let name = unused_name(&mut random, kind, field, province, county, taken);
    let former_name = random.chance(40).then(|| {
        let until = after(established_on, random.between(200, age - 100));
        (unused_name(&mut random, kind, field, province, county, taken), until)
    });
    let code = identifiers::organisation(registrar(kind, &mut random), province.at(county).code, index);
    let state = match random.below(1000) {
        _ if required => EnterpriseState::Active,
        0..12 => EnterpriseState::Deregistered,
        12..16 => EnterpriseState::Revoked,
        _ => EnterpriseState::Active,
    };
    let (people, registered) = (0..0, 0);
    Firm { index, kind, field, class, code, name, former_name, county, established_on, state, people, registered }
}

/// First two characters of the credit code: an enterprise (`91`), or for some owners a public institution (`12`).
fn registrar(kind: EnterpriseKind, random: &mut Random) -> &'static str {
    if kind == EnterpriseKind::Owner && random.chance(250) { "12" } else { "91" }
}

fn unused_name(
    random: &mut Random,
    kind: EnterpriseKind,
    field: Field,
    province: &Province,
    county: usize,
    taken: &mut HashSet<String>,
) -> String {
    let county = province.at(county);
    let city = county.city.trim_end_matches('市');
    let place = match random.below(10) {
        0 | 1 => province.name.trim_end_matches(['省', '市']),
        2 => county.name,
        _ => city,
    };
    loop {
        let (brand, trade) = (names::brand(random), random.pick(trades(kind, field)));
        let form = if random.chance(900) { "有限公司" } else { "集团有限公司" };
        // 1,600 brands in a place may all be taken in the largest province: then a second brand makes the name longer.
        let second = if taken.len() > 4_000 && random.chance(500) { names::brand(random) } else { String::new() };
        let name = format!("{place}{brand}{second}{trade}{form}");
        if taken.insert(name.clone()) {
            return name;
        }
    }
}

fn trades(kind: EnterpriseKind, field: Field) -> &'static [&'static str] {
    match kind {
        EnterpriseKind::Supervision => &["工程监理", "建设监理", "工程管理", "项目管理"],
        EnterpriseKind::Design => &["建筑设计", "工程设计", "市政设计", "规划设计"],
        EnterpriseKind::Survey => &["岩土工程勘察", "地质勘察", "工程勘察"],
        EnterpriseKind::TenderAgency => &["招标代理", "招标咨询"],
        EnterpriseKind::CostConsulting => &["工程造价咨询", "工程咨询"],
        EnterpriseKind::Testing => &["工程质量检测", "建筑工程检测"],
        EnterpriseKind::DrawingReview => &["施工图设计审查"],
        EnterpriseKind::Owner => &["置业", "房地产开发", "城市建设投资", "产业发展", "文旅开发"],
        _ => match field {
            Field::Building => &["建设工程", "建筑工程", "建设", "建筑安装工程"],
            Field::Municipal => &["市政工程", "市政园林工程", "路桥工程"],
            Field::Mechanical => &["机电工程", "机电设备安装", "安装工程"],
            Field::Specialist => &["装饰工程", "消防工程", "钢结构工程", "地基基础工程", "防水工程"],
            Field::Labour => &["建筑劳务", "劳务"],
        },
    }
}

/// Gives every enterprise that is still there its people, and says how many of them are registered.
fn divide_people(firms: &mut [Firm], counts: &Counts) {
    let weights: Vec<u32> = firms.iter().map(people_weight).collect();
    let registered_weights: Vec<u32> =
        firms.iter().zip(&weights).map(|(firm, weight)| weight * registered_share(firm.kind)).collect();
    let headcounts = apportion(counts.people, 3, &weights);
    // A firm has no more registered people than people; what it cannot take goes to the largest that can.
    let wanted = apportion(counts.registered, 1, &registered_weights);
    let (mut start, mut over) = (0, 0);
    for ((firm, headcount), wanted) in firms.iter_mut().zip(headcounts).zip(wanted) {
        let most = headcount.saturating_sub(2);
        firm.people = start..start + headcount;
        firm.registered = wanted.min(most);
        over += wanted - firm.registered;
        start += headcount;
    }
    for firm in firms.iter_mut().filter(|firm| registered_share(firm.kind) > 0) {
        let room = firm.headcount().saturating_sub(2 + firm.registered).min(over);
        firm.registered += room;
        over -= room;
    }
}

/// How many people a firm has, against others.
fn people_weight(firm: &Firm) -> u32 {
    if firm.state != EnterpriseState::Active {
        return 0;
    }
    let own = 6 + firm.index % 5;
    let size = match firm.class {
        0 => 60,
        1 => 20,
        2 => 7,
        _ => 3,
    };
    match firm.kind {
        EnterpriseKind::Construction => own * size * 2,
        EnterpriseKind::Supervision => own * size * 3,
        EnterpriseKind::Owner | EnterpriseKind::DrawingReview => own,
        _ => own * size,
    }
}

/// How many in ten of its people hold a registration, against other kinds.
fn registered_share(kind: EnterpriseKind) -> u32 {
    match kind {
        EnterpriseKind::Owner | EnterpriseKind::Testing => 0,
        EnterpriseKind::Construction => 6,
        EnterpriseKind::TenderAgency => 3,
        _ => 8,
    }
}

impl Firm {
    /// Since when it has held its first licence: a few months after its establishment, and not before there were any.
    pub fn in_business_since(&self) -> NaiveDate {
        after(self.established_on, 150).max(new_year(2008))
    }

    /// A number a certificate of this firm may have as its serial: six digits, its own.
    pub fn serial(&self) -> u32 {
        self.index + 1
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use rstest::rstest;

    use super::super::scale::Scale;
    use super::*;

    fn province_of(scale: Scale) -> (Vec<Firm>, Counts) {
        let counts = scale.counts();
        let as_of = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        (found(1, as_of, &counts, &Province::load(scale.province())), counts)
    }

    #[rstest]
    #[case(Scale::Small)]
    #[case(Scale::Enterprises(20))]
    #[case(Scale::Enterprises(500))]
    #[case(Scale::Henan)]
    #[case(Scale::Chongqing)]
    fn people_and_registered_people_are_as_many_as_the_scale_says(#[case] scale: Scale) {
        let (firms, counts) = province_of(scale);
        assert_eq!(firms.iter().map(Firm::headcount).sum::<u32>(), counts.people);
        assert_eq!(firms.iter().map(|firm| firm.registered).sum::<u32>(), counts.registered);
        assert!(firms.iter().all(|firm| firm.registered <= firm.headcount()));
    }

    #[test]
    fn no_two_enterprises_have_a_code_or_a_name_in_common() {
        let (firms, _) = province_of(Scale::Henan);
        let codes: HashSet<&str> = firms.iter().map(|firm| firm.code.as_str()).collect();
        let former = firms.iter().filter_map(|firm| firm.former_name.as_ref().map(|(name, _)| name.as_str()));
        let names: HashSet<&str> = firms.iter().map(|firm| firm.name.as_str()).chain(former.clone()).collect();
        assert_eq!(codes.len(), firms.len());
        assert_eq!(names.len(), firms.len() + former.count());
    }

    #[test]
    fn the_smallest_province_has_every_kind_it_needs() {
        let (firms, _) = province_of(Scale::Enterprises(20));
        assert!(KINDS.iter().all(|(_, kind)| firms.iter().any(|firm| firm.kind == *kind)));
    }
}
