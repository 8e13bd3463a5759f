//! What is built: sizes, amounts and units that fit together.

use super::random::Random;
use crate::domain::vocabulary::project::ProjectType;

/// One unit of a project (单体工程).
#[derive(Clone, Debug)]
pub struct Unit {
    /// Name: `3号楼`.
    pub name: String,
    /// Floor area in square metres; 0 where there is none.
    pub area: i64,
    /// Storeys above ground; 0 where there are none.
    pub storeys: i64,
    /// Storeys below.
    pub storeys_below: i64,
    /// Height in metres.
    pub height: i64,
    /// Length in metres; 0 for buildings.
    pub length: i64,
    /// Span in metres.
    pub span: i64,
    /// Cost in fen.
    pub cost_fen: i64,
    /// Structure, as the national list codes it.
    pub structure: &'static str,
}

/// All that is built in a project.
#[derive(Clone, Debug)]
pub struct Works {
    /// Function, as the national list codes it.
    pub function: &'static str,
    /// The project's name with `*` where its own word stands.
    pub pattern: &'static str,
    /// Whether it is a public building.
    pub is_public: bool,
    /// Floor area in square metres; 0 for what has none.
    pub area: i64,
    /// Length in metres; 0 for what has none.
    pub length: i64,
    /// Investment in fen.
    pub investment_fen: i64,
    /// Sum of the construction contract in fen.
    pub contract_fen: i64,
    /// Its units.
    pub units: Vec<Unit>,
}

/// How large a project is by the constructors' scale (建市〔2007〕171号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// 小型.
    Small,
    /// 中型.
    Medium,
    /// 大型: a constructor of the first class must lead it.
    Large,
}

#[derive(Clone, Copy, Debug, Default)]
struct Use {
    function: &'static str,
    pattern: &'static str,
    is_public: bool,
    yuan_per_measure: i64,
}

const fn building(function: &'static str, pattern: &'static str, is_public: bool, yuan_per_measure: i64) -> Use {
    Use { function, pattern, is_public, yuan_per_measure }
}

const BUILDINGS: [(u32, Use); 12] = [
    (30, building("101", "*花园住宅小区项目", false, 3_200)),
    (20, building("101", "*华庭（二期）项目", false, 3_400)),
    (8, building("102", "*公共租赁住房项目", true, 2_800)),
    (8, building("103", "*安置小区建设项目", true, 2_700)),
    (6, building("301", "*大厦项目", false, 4_300)),
    (6, building("302", "*商业广场项目", false, 4_600)),
    (8, building("304", "*实验学校教学楼建设项目", true, 3_300)),
    (4, building("304", "*医院门诊综合楼建设项目", true, 5_200)),
    (3, building("305", "*客运枢纽项目", true, 5_600)),
    (4, building("400", "*国际商住楼项目", false, 3_600)),
    (14, building("700", "*产业园标准化厂房项目", false, 2_100)),
    (2, building("800", "*仓储物流配套项目", false, 1_900)),
];
const MUNICIPAL: [(u32, Use); 8] = [
    (35, building("014", "*路道路工程", true, 16_000)),
    (15, building("011", "*路雨污水管网改造工程", true, 9_000)),
    (10, building("010", "*片区供水管网工程", true, 7_000)),
    (8, building("013", "*片区集中供热管网工程", true, 8_500)),
    (6, building("012", "*片区燃气管道工程", true, 5_500)),
    (8, building("015", "*大桥工程", true, 90_000)),
    (12, building("016", "*公园园林绿化工程", true, 6_000)),
    (6, building("019", "*路综合管廊工程", true, 60_000)),
];

/// Makes the works of a project of a type.
pub fn works(kind: ProjectType, random: &mut Random) -> Works {
    match kind {
        ProjectType::Municipal => lines(random.weighted(&MUNICIPAL), random),
        ProjectType::Building | ProjectType::Other => buildings(random.weighted(&BUILDINGS), random),
    }
}

fn buildings(one: Use, random: &mut Random) -> Works {
    let area = random.skewed(600, 190_000);
    let count = (area / 14_000 + random.between(1, 2)).min(16);
    let yuan = area * one.yuan_per_measure * random.between(88, 115) / 100;
    let units = (1..=count).map(|number| house(number, area / count, yuan / count, random)).collect();
    total(one, area, 0, yuan, units, random)
}

/// A house. Structures by their height: brick (001), frame (003) or steel (014) when low, frame (003) and frame with shear
/// walls (004) in the middle, shear walls (005) and tube (009) when high.
fn house(number: i64, area: i64, yuan: i64, random: &mut Random) -> Unit {
    let storeys = (area / random.between(550, 1_100)).clamp(1, 34);
    let structure = match storeys {
        0..=2 => random.pick(&["001", "003", "014"]),
        3..=11 => "003",
        12..=18 => random.pick(&["004", "005"]),
        _ => random.pick(&["005", "009"]),
    };
    let span = if structure == "014" { random.between(18, 36) } else { random.between(6, 9) };
    Unit {
        name: format!("{number}号楼"),
        area,
        storeys,
        storeys_below: i64::from(storeys > 6) + i64::from(storeys > 24),
        height: storeys * 3 + random.between(1, 6),
        length: 0,
        span,
        cost_fen: yuan * 100,
        structure,
    }
}

fn lines(one: Use, random: &mut Random) -> Works {
    let length = if one.function == "015" { random.skewed(60, 900) } else { random.skewed(250, 9_000) };
    let yuan = length * one.yuan_per_measure * random.between(85, 125) / 100;
    let count = (length / 3_000 + 1).min(4);
    let section = |number: i64| Unit {
        name: format!("第{number}标段"),
        area: 0,
        storeys: 0,
        storeys_below: 0,
        height: 0,
        length: length / count,
        span: if one.function == "015" { 20 + length % 40 } else { 0 },
        cost_fen: yuan / count * 100,
        structure: "099",
    };
    total(one, 0, length, yuan, (1..=count).map(section).collect(), random)
}

fn total(one: Use, area: i64, length: i64, yuan: i64, units: Vec<Unit>, random: &mut Random) -> Works {
    let investment = yuan * random.between(115, 160) / 100;
    Works {
        function: one.function,
        pattern: one.pattern,
        is_public: one.is_public,
        area,
        length,
        // Investments are planned in thousands, contracts settled to the yuan.
        investment_fen: investment / 1_000 * 100_000,
        contract_fen: yuan * 100,
        units,
    }
}

impl Works {
    /// How large the project is.
    pub fn size(&self) -> Size {
        let storeys = self.units.iter().map(|unit| unit.storeys).max().unwrap_or_default();
        let (area, amount) = (self.area, self.contract_fen / 1_000_000);
        if self.length > 0 {
            return match amount {
                3_000.. => Size::Large,
                1_000.. => Size::Medium,
                _ => Size::Small,
            };
        }
        match (storeys, area) {
            (25.., _) | (_, 100_000..) => Size::Large,
            (5.., _) | (_, 3_000..) => Size::Medium,
            _ => Size::Small,
        }
    }

    /// Days of the contract.
    pub fn duration(&self) -> i64 {
        let highest = self.units.iter().map(|unit| unit.storeys).max().unwrap_or_default();
        200 + (self.contract_fen / 100_000_000).min(500) + highest * 11
    }

    /// The size in words, as people write it: `总建筑面积 12000 平方米，地上 11 层`.
    pub fn description(&self) -> String {
        if self.length > 0 {
            return format!("全长{}米", self.length);
        }
        let storeys = self.units.iter().map(|unit| unit.storeys).max().unwrap_or_default();
        format!("总建筑面积{}平方米，{}栋，最高{storeys}层", self.area, self.units.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::standard::dictionary::{self, Edition, List};

    #[test]
    fn areas_amounts_and_storeys_are_of_this_world() {
        for index in 0..2_000 {
            let mut random = Random::keyed(1, "works", index);
            let kind = if index % 3 == 0 { ProjectType::Municipal } else { ProjectType::Building };
            let works = works(kind, &mut random);
            assert!((works.area > 0) != (works.length > 0), "{works:?}");
            assert!(works.contract_fen < works.investment_fen && works.contract_fen >= 50_000_000, "{works:?}");
            assert!(works.units.iter().all(|unit| unit.storeys <= 34 && unit.height <= 150), "{works:?}");
            assert!(works.units.iter().map(|unit| unit.area).sum::<i64>() <= works.area);
            assert!((100..=1_100).contains(&works.duration()), "{works:?}");
            let known = |list, code| dictionary::label(Edition::National2018, list, code).is_some();
            assert!(known(List::ProjectFunction, works.function), "{works:?}");
            assert!(works.units.iter().all(|unit| known(List::StructureType, unit.structure)), "{works:?}");
        }
    }
}
