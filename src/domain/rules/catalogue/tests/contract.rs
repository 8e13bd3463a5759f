//! Contracts beside their awards, and the number of a project.

use rstest::rstest;

use super::super::super::basis::Confidence;
use super::super::super::facts::project::Award;
use super::*;

fn award(winner: &str, on: &str, amount_fen: i64) -> Award {
    Award {
        number: "ZB-001".to_owned(),
        class: "003".to_owned(),
        on: Some(day(on)),
        amount_fen: Some(amount_fen),
        winner: Some(party(winner)),
        leader: None,
    }
}

fn contract(contractor: &str, on: &str, amount_fen: i64) -> Contract {
    Contract {
        number: "HT-001".to_owned(),
        kind: "301".to_owned(),
        amount_fen: Some(amount_fen),
        contractor: Some(party(contractor)),
        signed_on: Some(day(on)),
    }
}

/// An award of 1 000 万元 on the first of March 2024, and the contract that followed.
fn awarded(contract: Contract) -> Project {
    Project { awards: vec![award("e1", "2024-03-01", fen(1_000))], contracts: vec![contract], ..site() }
}

fn manager(name: &str) -> Engaged {
    Engaged { position: Position::ProjectManager, name: name.to_owned(), ..Engaged::default() }
}

#[rstest]
#[case::ten_in_a_thousand_more(fen(1_010), Outcome::Passed)]
#[case::a_fen_more_than_that(fen(1_010) + 1, Outcome::Failed)]
#[case::ten_in_a_thousand_less(fen(990), Outcome::Passed)]
#[case::a_fen_less_than_that(fen(990) - 1, Outcome::Failed)]
fn x15_the_price_is_that_of_the_award_within_a_tolerance(#[case] amount: i64, #[case] expected: Outcome) {
    let project = awarded(contract("e1", "2024-03-10", amount));
    assert_eq!(shows(&project, ON, "X15"), [expected]);
    let judgement = points_of(&project, &Shelf::default(), &Limits::default(), ON, "X15").remove(0).judgement;
    let seen: Vec<&str> = judgement.seen.iter().map(|seen| seen.value.as_str()).collect();
    assert_eq!(seen, ["中标价 1000 万元".to_owned(), format!("价款 {} 万元", Quantity::fen(amount))]);
}

#[test]
fn x15_a_region_has_its_own_tolerance_and_the_rule_its_first_day() {
    let more = awarded(contract("e1", "2024-03-10", fen(1_030)));
    let own = of_hunan("award_tolerance", 30);
    let with = |project: &Project| points_of(project, &Shelf::default(), &own, ON, "X15").remove(0).judgement;
    assert_eq!(with(&in_hunan(&more)).outcome, Outcome::Passed);
    assert_eq!(with(&more).outcome, Outcome::Failed);
    assert_eq!(with(&more).threshold, Some(Confidence::Unconfirmed), "the tolerance is the platform's own");
    assert_eq!(shows(&awarded(contract("e1", "1999-12-31", fen(2_000))), ON, "X15"), [Outcome::NotAssessed]);
    assert_eq!(shows(&awarded(contract("e1", "2000-01-01", fen(2_000))), ON, "X15"), [Outcome::Failed]);
}

#[test]
fn x15_the_contractor_is_who_won() {
    let other = awarded(contract("e2", "2024-03-10", fen(1_000)));
    let points = points_of(&other, &Shelf::default(), &Limits::default(), ON, "X15");
    assert_eq!(points[0].record, "合同 HT-001");
    assert_eq!(points[0].judgement.because, "承包人企业e2不是中标人企业e1");
    assert_eq!(points[0].judgement.outcome, Outcome::Failed);
    let mut by_name = awarded(contract("e1", "2024-03-10", fen(1_000)));
    by_name.awards[0].winner = Some(Party { key: None, name: "企业 E1".to_owned() });
    assert_eq!(shows(&by_name, ON, "X15"), [Outcome::Passed], "without a key the name tells");
    by_name.awards[0].winner = None;
    assert_eq!(shows(&by_name, ON, "X15"), [Outcome::Undecidable], "nobody knows who won");
    let mut several = other.clone();
    several.awards.push(award("e3", "2024-03-02", fen(1_000)));
    assert_eq!(shows(&several, ON, "X15"), [Outcome::Undecidable], "an award may be missing");
    several.awards.push(award("e2", "2024-03-02", fen(1_000)));
    assert_eq!(shows(&several, ON, "X15"), [Outcome::Passed]);
    several.awards.push(award("e2", "2024-03-03", fen(900)));
    assert_eq!(shows(&several, ON, "X15"), [Outcome::Undecidable], "which of the two it follows from is not known");
}

#[test]
fn x15_the_awarded_leader_came() {
    let mut project = awarded(contract("e1", "2024-03-10", fen(1_000)));
    project.awards[0].leader = Some("王建国".to_owned());
    assert_eq!(shows(&project, ON, "X15"), [Outcome::Passed], "nobody is on file");
    project.engaged = vec![manager("李四")];
    assert_eq!(shows(&project, ON, "X15"), [Outcome::Failed]);
    project.engaged.push(manager("王 建国"));
    assert_eq!(shows(&project, ON, "X15"), [Outcome::Passed]);
    project.engaged = vec![Engaged { position: Position::ChiefSupervisor, ..manager("李四") }];
    assert_eq!(shows(&project, ON, "X15"), [Outcome::Passed], "a chief supervisor is no manager");
}

#[test]
fn x15_says_nothing_certain_of_what_is_not_on_file() {
    let plain = awarded(contract("e1", "2024-03-10", fen(2_000)));
    assert_eq!(shows(&plain, ON, "X15"), [Outcome::Failed]);
    let with = |change: &dyn Fn(&mut Project)| {
        let mut project = plain.clone();
        change(&mut project);
        shows(&project, ON, "X15")
    };
    assert_eq!(with(&|project| project.awards.clear()), [Outcome::Undecidable]);
    assert_eq!(with(&|project| project.awards[0].class = "001".to_owned()), [Outcome::Undecidable], "a design tender");
    assert_eq!(with(&|project| project.awards[0].amount_fen = None), [Outcome::Undecidable]);
    assert_eq!(with(&|project| project.contracts[0].amount_fen = None), [Outcome::Undecidable]);
    assert_eq!(with(&|project| project.contracts[0].contractor = None), [Outcome::Undecidable]);
    assert_eq!(with(&|project| project.contracts[0].signed_on = None), []);
    assert_eq!(with(&|project| project.contracts[0].kind = "302".to_owned()), [], "not a general contract");
    let second = Contract { number: "HT-002".to_owned(), ..plain.contracts[0].clone() };
    let twice = with(&|project| project.contracts.push(second.clone()));
    assert_eq!(twice, [Outcome::Undecidable, Outcome::Undecidable], "one award may have led to both");
}

#[rstest]
#[case::thirtieth_day("2024-03-31", Outcome::Passed)]
#[case::thirty_first_day("2024-04-01", Outcome::Failed)]
#[case::the_same_day("2024-03-01", Outcome::Passed)]
fn x16_a_contract_is_signed_within_thirty_days(#[case] on: &str, #[case] expected: Outcome) {
    assert_eq!(shows(&awarded(contract("e1", on, fen(1_000))), ON, "X16"), [expected]);
    assert_eq!(shows(&awarded(contract("e2", on, fen(1_000))), ON, "X16"), [expected], "whoever signed");
}

#[test]
fn x16_says_how_late_it_was_by_the_threshold_of_the_region() {
    let late = awarded(contract("e1", "2024-04-03", fen(1_000)));
    let because = |project: &Project, limits: &Limits| {
        points_of(project, &Shelf::default(), limits, ON, "X16").remove(0).judgement.because
    };
    assert_eq!(because(&late, &Limits::default()), "应在 2024-03-31 以前签约，迟了 3 天");
    assert_eq!(because(&in_hunan(&late), &of_hunan("contract_days", 31)), "应在 2024-04-01 以前签约，迟了 2 天");
    assert_eq!(because(&late, &of_hunan("contract_days", 31)), "应在 2024-03-31 以前签约，迟了 3 天");
}

#[test]
fn x16_is_asked_since_the_law_and_where_an_award_is_on_file() {
    let old = |on: &str| Project {
        awards: vec![award("e1", "1999-11-01", fen(1))],
        contracts: vec![contract("e1", on, fen(1))],
        ..site()
    };
    assert_eq!(shows(&old("1999-12-31"), ON, "X16"), []);
    assert_eq!(shows(&old("2000-01-01"), ON, "X16"), [Outcome::Failed]);
    let mut project = old("2024-03-01");
    project.awards[0].on = None;
    assert_eq!(shows(&project, ON, "X16"), [Outcome::Undecidable]);
    project.awards.clear();
    assert_eq!(shows(&project, ON, "X16"), []);
}

#[rstest]
#[case::keeps_its_grammar(Some("4101052401150101"), &[Outcome::Passed])]
#[case::too_short(Some("410105240115010"), &[Outcome::Failed])]
#[case::no_day(Some("4101052413150101"), &[Outcome::Failed])]
#[case::tomorrow(Some("4101052611230101"), &[Outcome::Failed])]
#[case::today(Some("4101052611220101"), &[Outcome::Passed])]
#[case::no_region(Some("9901052401150101"), &[Outcome::Failed])]
#[case::a_development_zone(Some("3202912401150101"), &[Outcome::Passed])]
#[case::the_region_was_not_there_yet(Some("3202131607300101"), &[Outcome::Failed])]
#[case::the_first_day_of_the_region(Some("3202131607310101"), &[Outcome::Passed])]
#[case::the_last_day_of_a_region(Some("3202021509300101"), &[Outcome::Passed])]
#[case::the_region_was_gone(Some("3202021510010101"), &[Outcome::Failed])]
#[case::not_on_file(None, &[])]
fn x35_the_number_of_a_project_names_a_region_of_its_day(#[case] number: Option<&str>, #[case] expected: &[Outcome]) {
    let project = Project { number: number.map(str::to_owned), ..site() };
    assert_eq!(shows(&project, ON, "X35"), expected);
}

#[test]
fn x35_is_asked_since_the_codes_were_issued() {
    let project = Project { number: Some("1".to_owned()), ..site() };
    assert_eq!(shows(&project, "2015-09-30", "X35"), [Outcome::NotAssessed]);
    assert_eq!(shows(&project, "2015-10-01", "X35"), [Outcome::Failed]);
}
