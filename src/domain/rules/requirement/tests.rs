#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test stops at the first surprise")]

use std::collections::BTreeMap;

use rstest::rstest;

use super::*;
use crate::rules::facts::Certificate;
use crate::rules::table::lines;
use crate::vocabulary::provenance::CertificateState;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn held(sequence: &str, category: &str, class: &str) -> Qualification {
    Qualification {
        sequence: sequence.to_owned(),
        category: category.to_owned(),
        class: class.to_owned(),
        certificate: Certificate::default(),
    }
}

fn building(class: &str) -> Qualification {
    held("施工总承包", "建筑工程", class)
}

fn row(id: &str) -> &'static Requirement {
    all().iter().find(|row| row.id == id).unwrap()
}

const FIRST: RegistrationType = RegistrationType::ConstructorFirst;
const SECOND: RegistrationType = RegistrationType::ConstructorSecond;

fn staffed(person: &str, kind: RegistrationType, specialty: &str, until: Option<&str>) -> Staffed {
    Staffed {
        person: person.to_owned(),
        registration_type: kind,
        specialty: specialty.to_owned(),
        certificate: Certificate {
            valid_from: Some(day("2020-01-01")),
            valid_until: until.map(day),
            state: CertificateState::Valid,
            ..Certificate::default()
        },
    }
}

fn with(staff: Vec<Staffed>) -> Enterprise {
    Enterprise { staff, ..Enterprise::default() }
}

#[test]
fn the_table_is_read_whole_and_no_row_is_there_twice() {
    assert_eq!(all().len(), lines(TABLE));
    let ids: BTreeSet<&str> = all().iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), all().len());
    for row in all() {
        assert!(row.minimum > 0 && row.valid_until.is_none_or(|until| row.valid_from <= until), "{row:?}");
        let unit = if row.what == Counted::NetAssets { "万元" } else { "人" };
        assert_eq!(row.unit, unit, "{row:?}");
        let counts_people = row.what == Counted::Constructors;
        assert!(counts_people || !row.first_class, "{row:?}: only constructors have classes");
        assert!(row.what != Counted::NetAssets || row.specialties.is_empty(), "{row:?}");
    }
}

#[test]
fn periods_of_one_requirement_follow_each_other() {
    let mut of_title: BTreeMap<[String; 4], Vec<&Requirement>> = BTreeMap::new();
    for row in all() {
        let key = [row.sequence.clone(), row.category.clone(), row.class.clone(), row.title()];
        of_title.entry(key).or_default().push(row);
    }
    for periods in of_title.values() {
        for pair in periods.windows(2) {
            let ends = pair[0].valid_until.is_some_and(|end| end < pair[1].valid_from);
            assert!(ends, "{} and {}", pair[0].id, pair[1].id);
        }
    }
}

#[test]
fn a_class_asks_for_no_less_than_the_one_below() {
    let rank = ["特级", "一级", "二级", "三级"];
    let net = |row: &Requirement| row.what == Counted::NetAssets && rank.contains(&row.class.as_str());
    let place = |row: &Requirement| rank.iter().position(|class| *class == row.class);
    let assets: Vec<&Requirement> = all().iter().filter(|row| net(row)).collect();
    for higher in &assets {
        let same = |row: &&&Requirement| row.sequence == higher.sequence && row.category == higher.category;
        for lower in assets.iter().filter(same).filter(|row| place(row) > place(higher)) {
            assert!(higher.minimum > lower.minimum, "{} and {}", higher.id, lower.id);
        }
    }
}

#[test]
fn the_lowest_class_goes_on_counting_people_where_the_others_stopped() {
    let stopped = |row: &&Requirement| row.what == Counted::Constructors && row.valid_until == Some(day("2016-10-31"));
    for row in all().iter().filter(stopped) {
        let order = ["一级", "二级", "三级"];
        let own = order.iter().position(|class| *class == row.class).unwrap();
        let below = all().iter().filter(|other| other.sequence == row.sequence && other.category == row.category);
        let is_lower = |other: &&Requirement| order.iter().position(|class| *class == other.class) > Some(own);
        // Of these the classes below are known, and what they ask for is not.
        let has_third = ["公路工程", "水利水电工程", "电力工程", "机电工程"].contains(&row.category.as_str());
        assert!(has_third || below.clone().any(|other| is_lower(&other)), "{} is of the lowest class", row.id);
    }
    let laying = held("专业承包", "铁路铺轨架梁工程", "二级");
    assert_eq!(of(&laying, day("2026-01-01")).filter(|row| row.what == Counted::Constructors).count(), 1);
}

#[rstest]
#[case::before_the_standard("2014-12-31", &[])]
#[case::first_day("2015-01-01", &["RQ008", "RQ009", "RQ010"])]
#[case::last_day_of_people("2016-10-31", &["RQ008", "RQ009", "RQ010"])]
#[case::since_then("2016-11-01", &["RQ008"])]
fn a_qualification_asks_for_what_counted_on_the_day(#[case] on: &str, #[case] expected: &[&str]) {
    let ids: Vec<&str> = of(&building("二级"), day(on)).map(|row| row.id.as_str()).collect();
    assert_eq!(ids, expected);
}

#[test]
fn a_qualification_is_known_by_sequence_category_and_class() {
    let known = |held: &Qualification| is_known(held, Counted::NetAssets);
    assert!(known(&building("三级")) && !known(&building("甲级")));
    assert!(!known(&held("专业承包", "建筑工程", "三级")) && !known(&held("施工总承包", "隧道工程", "三级")));
    assert!(is_known(&building("三级"), Counted::Constructors) && !is_known(&building("三级"), Counted::Supervisors));
    assert!(known(&held("专业承包", "特种工程（结构补强）", "不分等级")), "the brackets ask for nothing");
    assert!(known(&held("专业承包", "预拌混凝土", crate::standard::qualification::UNCLASSED)));
}

#[rstest]
#[case("RQ005", "建筑工程、机电工程专业一级注册建造师")]
#[case("RQ013", "建筑工程专业注册建造师")]
#[case("RQ052", "注册建造师")]
#[case("RQ048", "一级注册建造师")]
#[case("RQ094", "房屋建筑工程专业注册监理工程师")]
#[case("RQ001", "净资产")]
fn a_requirement_has_words(#[case] id: &str, #[case] words: &str) {
    assert_eq!(row(id).title(), words);
}

#[rstest]
#[case::first_for_first("RQ005", FIRST, "建筑工程", true)]
#[case::first_of_the_other_specialty("RQ005", FIRST, "机电工程", true)]
#[case::second_for_first("RQ005", SECOND, "建筑工程", false)]
#[case::of_no_such_specialty("RQ005", FIRST, "公路工程", false)]
#[case::second_for_any("RQ012", SECOND, "机电工程", true)]
#[case::first_for_any("RQ012", FIRST, "机电工程", true)]
#[case::any_specialty("RQ052", SECOND, "公路工程", true)]
#[case::provisional("RQ052", RegistrationType::ConstructorSecondProvisional, "公路工程", false)]
#[case::supervisor("RQ094", RegistrationType::Supervision, "房屋建筑工程", true)]
#[case::supervisor_of_another("RQ094", RegistrationType::Supervision, "市政公用工程", false)]
#[case::constructor_as_supervisor("RQ094", FIRST, "房屋建筑工程", false)]
#[case::supervisor_as_constructor("RQ052", RegistrationType::Supervision, "房屋建筑工程", false)]
#[case::net_assets("RQ001", FIRST, "建筑工程", false)]
fn a_registration_counts_for_a_requirement(
    #[case] id: &str,
    #[case] kind: RegistrationType,
    #[case] specialty: &str,
    #[case] expected: bool,
) {
    assert_eq!(row(id).counts_for(&staffed("p", kind, specialty, None)), expected);
}

#[test]
fn somebody_counts_once_certainly_if_any_registration_is_certain() {
    let firm = with(vec![
        staffed("a", SECOND, "建筑工程", Some("2026-12-31")),
        staffed("a", FIRST, "机电工程", Some("2026-12-31")),
        staffed("b", SECOND, "建筑工程", None),
        staffed("b", SECOND, "机电工程", Some("2026-12-31")),
        staffed("c", SECOND, "建筑工程", None),
        staffed("d", SECOND, "建筑工程", Some("2025-12-31")),
    ]);
    assert_eq!(row("RQ012").people(&firm, day("2026-06-01")), (2, 3));
    assert_eq!(row("RQ012").people(&firm, day("2025-12-31")), (3, 4), "the last day of d");
    assert_eq!(row("RQ012").people(&with(Vec::new()), day("2026-06-01")), (0, 0));
}

#[test]
fn people_are_missing_since_the_day_after_the_last_on_which_there_were_enough() {
    let five = |ends: [&str; 5]| {
        with(
            ends.iter()
                .enumerate()
                .map(|(nth, end)| staffed(&nth.to_string(), SECOND, "建筑工程", Some(end)))
                .collect(),
        )
    };
    let firm = five(["2026-12-31", "2026-12-31", "2026-12-31", "2026-09-30", "2026-03-31"]);
    let since = |firm: &Enterprise, on: &str| row("RQ012").missed_since(firm, day(on));
    assert_eq!(since(&firm, "2026-10-01"), Some(day("2026-04-01")), "with the fifth; the fourth changes nothing");
    assert_eq!(since(&firm, "2026-04-01"), Some(day("2026-04-01")), "on the day itself");
    assert_eq!(since(&firm, "2026-03-31"), None, "the day before");
    let mut revoked = five(["2026-12-31"; 5]);
    revoked.staff[2].certificate.state = CertificateState::Revoked;
    revoked.staff[2].certificate.state_since = Some(day("2026-06-01"));
    assert_eq!(since(&revoked, "2026-10-01"), Some(day("2026-06-01")));
    let mut six = five(["2026-12-31"; 5]);
    six.staff.push(staffed("sixth", SECOND, "建筑工程", Some("2026-03-31")));
    assert_eq!(since(&six, "2026-04-01"), None, "five are enough");
    let four = with(firm.staff[..4].to_vec());
    assert_eq!(since(&four, "2026-11-01"), None, "there never were enough");
    let mut open = firm.clone();
    open.staff[4].certificate.valid_until = None;
    assert_eq!(since(&open, "2026-09-30"), None, "there may be enough");
    assert_eq!(since(&open, "2026-10-01"), Some(day("2026-10-01")));
}

#[test]
fn net_assets_are_those_of_the_last_year_that_was_closed() {
    let firm = Enterprise { net_assets: vec![(2024, 7), (2026, 9), (2025, 8)], ..Enterprise::default() };
    let on = |on: &str| net_assets(&firm, day(on));
    assert_eq!(
        (on("2027-01-01"), on("2026-12-31"), on("2025-06-01")),
        (Some((2026, 9)), Some((2025, 8)), Some((2024, 7)))
    );
    assert_eq!(on("2024-12-31"), None);
}

#[test]
fn slack_is_told_of_what_is_assessed_and_of_what_is_not() {
    let firm = Enterprise {
        net_assets: vec![(2025, 7_999_999_999)],
        ..with(vec![staffed("a", FIRST, "建筑工程", Some("2026-12-31")), staffed("b", FIRST, "机电工程", None)])
    };
    let told = |class: &str, on: &str| -> Vec<(&str, bool, Option<i64>, Option<i64>)> {
        let slack = slack(&firm, &building(class), day(on)).into_iter();
        slack.map(|slack| (slack.requirement.id.as_str(), slack.is_assessed, slack.certain, slack.possible)).collect()
    };
    let assets = ("RQ003", true, Some(7_999), Some(7_999));
    let periods = |both: &'static str, own: &'static str, is_assessed: bool| {
        vec![assets, (both, is_assessed, Some(1), Some(2)), (own, is_assessed, Some(1), Some(1))]
    };
    assert_eq!(told("一级", "2026-06-01"), periods("RQ005", "RQ007", true), "of two periods the one that counts");
    let earlier =
        |on: &str| -> Vec<(&str, bool)> { told("一级", on).into_iter().map(|told| (told.0, told.1)).collect() };
    assert_eq!(earlier("2020-06-01"), [("RQ003", true), ("RQ004", false), ("RQ006", false)], "or else the last");
    assert_eq!(earlier("2016-10-31"), [("RQ003", true), ("RQ004", true), ("RQ006", true)]);
    assert_eq!(told("一级", "2014-12-31"), []);
    assert_eq!(slack(&with(Vec::new()), &building("三级"), day("2026-06-01"))[0].certain, None, "no accounts");
}
