//! What an enterprise is allowed to do: its qualifications and its work-safety permit.

use chrono::NaiveDate;

use super::calendar::{after, end_of_term, year};
use super::firm::{Field, Firm};
use super::place::Province;
use super::random::Random;
use crate::domain::vocabulary::enterprise::{EnterpriseKind, EnterpriseState};

/// One qualification on one certificate.
#[derive(Clone, Debug)]
pub struct Licence {
    /// As the certificate prints it: `建筑工程施工总承包一级`.
    pub title: String,
    /// Number of the certificate.
    pub certificate: String,
    /// Level of the approving authority: `1` ministry, `2` province, `3` city.
    pub approval_level: &'static str,
    /// When it was first granted.
    pub granted_on: NaiveDate,
    /// When the certificate of today was issued.
    pub issued_on: NaiveDate,
    /// Last day of its validity.
    pub valid_until: NaiveDate,
    /// Whether it is the principal one (主项).
    pub is_principal: bool,
}

/// The work-safety permit of a builder.
#[derive(Clone, Debug)]
pub struct WorkSafetyPermit {
    /// `（豫）JZ安许证字（2015）010001`.
    pub number: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_until: NaiveDate,
}

/// Classes of 建市〔2014〕159号 by the size of the firm.
const CLASSES: [&str; 4] = ["特级", "一级", "二级", "三级"];
/// Specialist categories with three classes, and with two: there, the third class is the second.
const SPECIALIST: &[(&str, bool)] = &[
    ("地基基础工程", true),
    ("起重设备安装工程", true),
    ("桥梁工程", true),
    ("隧道工程", true),
    ("钢结构工程", true),
    ("建筑机电安装工程", true),
    ("城市及道路照明工程", true),
    ("环保工程", true),
    ("河湖整治工程", true),
    ("电子与智能化工程", false),
    ("消防设施工程", false),
    ("防水防腐保温工程", false),
    ("建筑装修装饰工程", false),
    ("建筑幕墙工程", false),
];

/// The qualifications of a firm, the principal one first; none where the state asks for none (tender agencies since 2017,
/// cost consultants since 2021).
pub fn licences(seed: u64, as_of: NaiveDate, firm: &Firm, province: &Province) -> Vec<Licence> {
    let mut random = Random::keyed(seed, "licence", u64::from(firm.index));
    let titles = titles(firm, &mut random);
    let (issued_on, valid_until) = term(firm, as_of, 5, &mut random);
    let granted_on = firm.in_business_since().min(issued_on);
    let one = |(place, title): (usize, String)| {
        let level = if title.ends_with("特级") || title.ends_with("甲级") { "1" } else { approval_level(&title) };
        Licence {
            certificate: format!("{}{level}{}{:06}", letter(firm.kind), province.digits(), firm.serial()),
            approval_level: level,
            granted_on,
            issued_on,
            valid_until,
            is_principal: place == 0,
            title,
        }
    };
    titles.into_iter().enumerate().map(one).collect()
}

/// The work-safety permit of a builder; none for others.
pub fn work_safety_permit(seed: u64, as_of: NaiveDate, firm: &Firm, province: &Province) -> Option<WorkSafetyPermit> {
    if firm.kind != EnterpriseKind::Construction {
        return None;
    }
    let mut random = Random::keyed(seed, "safety", u64::from(firm.index));
    // 安全生产许可证条例, Article 9: three years.
    let (valid_from, valid_until) = term(firm, as_of, 3, &mut random);
    let first = year(firm.in_business_since());
    let number = format!("（{}）JZ安许证字（{first}）{:06}", province.abbreviation, firm.serial());
    Some(WorkSafetyPermit { number, valid_from, valid_until })
}

/// The running term of so many years on a date; over before it for a few, and for those that are no more.
fn term(firm: &Firm, as_of: NaiveDate, years: i32, random: &mut Random) -> (NaiveDate, NaiveDate) {
    let days = i64::from(years) * 365;
    let ago = if firm.state == EnterpriseState::Active && !random.chance(30) {
        random.between(20, days - 10)
    } else {
        days + random.between(10, 300)
    };
    let from = after(as_of, -ago).max(after(firm.established_on, 30));
    (from, end_of_term(from, years.unsigned_abs()))
}

fn titles(firm: &Firm, random: &mut Random) -> Vec<String> {
    match firm.kind {
        EnterpriseKind::Construction => builder_titles(firm, random),
        EnterpriseKind::Supervision => {
            let class = letter_class(firm.class);
            let mut titles = vec![format!("房屋建筑工程监理{class}")];
            if random.chance(600) {
                titles.push(format!("市政公用工程监理{class}"));
            }
            titles
        }
        EnterpriseKind::Design => {
            let industry =
                if firm.field == Field::Municipal { "市政行业" } else { "建筑行业（建筑工程）" };
            vec![format!("工程设计{industry}{}", letter_class(firm.class.min(2)))]
        }
        EnterpriseKind::Survey => vec![format!("工程勘察专业类（岩土工程）{}", letter_class(firm.class.min(2)))],
        _ => Vec::new(),
    }
}

fn builder_titles(firm: &Firm, random: &mut Random) -> Vec<String> {
    let class = |place: u8| CLASSES.get(usize::from(place)).copied().unwrap_or("三级");
    let mut titles = match firm.field {
        Field::Building => vec![format!("建筑工程施工总承包{}", class(firm.class))],
        Field::Municipal => vec![format!("市政公用工程施工总承包{}", class(firm.class))],
        // 机电工程 has no class above the first.
        Field::Mechanical => vec![format!("机电工程施工总承包{}", class(firm.class.max(1)))],
        Field::Specialist => Vec::new(),
        Field::Labour => return vec!["施工劳务不分等级".to_owned()],
    };
    if firm.field == Field::Building && random.chance(400) {
        titles.push(format!("市政公用工程施工总承包{}", class((firm.class + 1).min(3))));
    }
    let more = i64::from(firm.field == Field::Specialist) + random.between(0, 4 - i64::from(firm.class));
    for _ in 0..more {
        let place = random.below(u32::try_from(SPECIALIST.len()).unwrap_or_default());
        let (category, has_third) =
            usize::try_from(place).ok().and_then(|place| SPECIALIST.get(place)).copied().unwrap_or_default();
        let lowest = if has_third { 3 } else { 2 };
        let title = format!("{category}专业承包{}", class(firm.class.clamp(1, lowest)));
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

fn letter_class(class: u8) -> &'static str {
    match class {
        0 | 1 => "甲级",
        2 => "乙级",
        _ => "丙级",
    }
}

/// Who approves: the province for what is of the first class or general contracting of the second, a city the rest.
fn approval_level(title: &str) -> &'static str {
    if title.ends_with("一级") || title.ends_with("乙级") || title.ends_with("施工总承包二级") {
        "2"
    } else {
        "3"
    }
}

/// The letter that the certificates of a kind begin with.
fn letter(kind: EnterpriseKind) -> &'static str {
    match kind {
        EnterpriseKind::Design => "A",
        EnterpriseKind::Survey => "B",
        EnterpriseKind::Supervision => "E",
        _ => "D",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::super::firm::found;
    use super::super::scale::Scale;
    use super::*;
    use crate::domain::standard::certificate_number::{CertificateKind, read};
    use crate::domain::standard::qualification;

    #[test]
    fn every_title_can_be_taken_apart_and_every_number_has_the_form_of_its_kind() {
        let scale = Scale::Enterprises(1_000);
        let (as_of, province) = (NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(), Province::load(scale.province()));
        for firm in found(1, as_of, &scale.counts(), &province) {
            for licence in licences(1, as_of, &firm, &province) {
                assert!(qualification::parse(&licence.title).is_some(), "{}", licence.title);
                assert!(read(&licence.certificate, CertificateKind::Qualification).warnings.is_empty(), "{licence:?}");
                assert!(licence.granted_on <= licence.issued_on && licence.issued_on < licence.valid_until);
            }
            let permit = work_safety_permit(1, as_of, &firm, &province);
            assert_eq!(permit.is_some(), firm.kind == EnterpriseKind::Construction);
            if let Some(permit) = permit {
                assert!(read(&permit.number, CertificateKind::SafetyPermit).warnings.is_empty(), "{permit:?}");
            }
        }
    }
}
