//! Enterprises of one project that are tied to each other.

use rstest::rstest;

use super::super::super::basis::Confidence;
use super::super::super::facts::project::Bid;
use super::super::super::facts::{Named, Shareholder};
use super::*;

fn enterprise(key: &str) -> Enterprise {
    Enterprise { key: key.to_owned(), name: format!("企业{key}"), ..Enterprise::default() }
}

fn headed(key: &str, person: Option<&str>, name: &str) -> Enterprise {
    let head = Named { key: person.map(str::to_owned), name: name.to_owned() };
    Enterprise { legal_representative: Some(head), ..enterprise(key) }
}

/// An enterprise with a holder of shares: by key where it is a key, and by name.
fn owned(key: &str, holder: Option<&str>, name: &str) -> Enterprise {
    let holder = Shareholder {
        enterprise: holder.map(str::to_owned),
        name: name.to_owned(),
        controls: true,
        from: None,
        until: None,
    };
    Enterprise { shareholders: vec![holder], ..enterprise(key) }
}

fn part(role: ParticipantRole, key: &str) -> Part {
    Part { role, party: party(key), ..Part::default() }
}

/// `s` supervises what `b` builds, with a permit of the first of March 2024.
fn supervised() -> Project {
    let parts = vec![part(ParticipantRole::Supervision, "s"), part(ParticipantRole::Construction, "b")];
    Project { parts, permits: vec![permit("A", "2024-03-01", 1, 1)], ..site() }
}

fn bid(key: &str, consortium: Option<&str>) -> Bid {
    Bid {
        section: "ZB-001/1".to_owned(),
        party: party(key),
        consortium: consortium.map(str::to_owned),
        on: Some(day("2024-03-01")),
    }
}

fn tendered() -> Project {
    Project { bids: vec![bid("s", None), bid("b", None)], ..site() }
}

fn judged(project: &Project, shelf: &Shelf, on: &str, id: &str) -> Vec<(Outcome, Option<Confidence>)> {
    let points = points_of(project, shelf, &Limits::default(), on, id);
    points.into_iter().map(|point| (point.judgement.outcome, point.judgement.threshold)).collect()
}

const STATUTE: Option<Confidence> = Some(Confidence::ConfirmedStatute);
const NOTES: Option<Confidence> = Some(Confidence::Secondary);

#[rstest]
#[case::nothing(enterprise("s"), enterprise("b"), None, None)]
#[case::one_head(headed("s", Some("p"), "王"), headed("b", Some("p"), "王"), STATUTE, STATUTE)]
#[case::two_of_a_name(headed("s", Some("p"), "王"), headed("b", Some("q"), "王"), None, None)]
#[case::one_name(headed("s", Some("p"), "王"), headed("b", None, "王"), NOTES, NOTES)]
#[case::two_names(headed("s", None, "王"), headed("b", None, "李"), None, None)]
#[case::a_head_and_nobody(headed("s", Some("p"), "王"), enterprise("b"), None, None)]
#[case::controls(enterprise("s"), owned("b", Some("s"), "企业s"), STATUTE, STATUTE)]
#[case::is_controlled(owned("s", Some("b"), "企业b"), enterprise("b"), STATUTE, STATUTE)]
#[case::one_behind_both(owned("s", Some("c"), "集团"), owned("b", Some("c"), "集团"), STATUTE, NOTES)]
#[case::one_name_behind_both(owned("s", None, "赵"), owned("b", None, "赵"), NOTES, NOTES)]
#[case::two_behind(owned("s", Some("c"), "集团"), owned("b", Some("d"), "集团"), None, None)]
#[case::a_name_is_no_key(owned("s", Some("c"), "集团"), owned("b", None, "集团"), None, None)]
fn x23_x24_a_tie_is_one_head_or_control_and_for_supervision_one_who_is_behind_both(
    #[case] one: Enterprise,
    #[case] other: Enterprise,
    #[case] supervision: Option<Confidence>,
    #[case] tender: Option<Confidence>,
) {
    let shelf = Shelf(vec![one, other]);
    let expected = |tie: Option<Confidence>| (if tie.is_some() { Outcome::Failed } else { Outcome::Passed }, tie);
    assert_eq!(judged(&supervised(), &shelf, ON, "X23"), [expected(supervision)]);
    assert_eq!(judged(&tendered(), &shelf, ON, "X24"), [expected(tender)]);
}

#[rstest]
#[case::all_the_time(None, None, Outcome::Failed)]
#[case::since_that_day(Some("2024-03-01"), None, Outcome::Failed)]
#[case::since_the_day_after(Some("2024-03-02"), None, Outcome::Passed)]
#[case::until_that_day(None, Some("2024-03-01"), Outcome::Failed)]
#[case::until_the_day_before(None, Some("2024-02-29"), Outcome::Passed)]
fn x23_x24_control_counts_on_the_day(
    #[case] from: Option<&str>,
    #[case] until: Option<&str>,
    #[case] expected: Outcome,
) {
    let mut held = owned("b", Some("s"), "企业s");
    held.shareholders[0].from = from.map(day);
    held.shareholders[0].until = until.map(day);
    let mut shelf = Shelf(vec![enterprise("s"), held]);
    assert_eq!(judged(&supervised(), &shelf, ON, "X23")[0].0, expected);
    assert_eq!(judged(&tendered(), &shelf, ON, "X24")[0].0, expected);
    shelf.0[1].shareholders[0].controls = false;
    assert_eq!(judged(&supervised(), &shelf, ON, "X23")[0].0, Outcome::Passed, "shares alone control nobody");
}

#[test]
fn x23_nobody_supervises_what_they_build() {
    let shelf = Shelf(vec![enterprise("s"), enterprise("b")]);
    let with = |parts: Vec<Part>| judged(&Project { parts, ..supervised() }, &shelf, ON, "X23");
    let supervisor = || part(ParticipantRole::Supervision, "s");
    assert_eq!(with(vec![supervisor(), part(ParticipantRole::Construction, "s")]), [(Outcome::Failed, None)]);
    assert_eq!(with(vec![supervisor(), part(ParticipantRole::GeneralContracting, "s")]), [(Outcome::Failed, None)]);
    assert_eq!(with(vec![supervisor(), part(ParticipantRole::Construction, "x")]), [(Outcome::Undecidable, None)]);
    assert_eq!(with(vec![supervisor(), part(ParticipantRole::Design, "s")]), []);
    assert_eq!(with(vec![part(ParticipantRole::Construction, "b")]), []);
    let mut nameless = part(ParticipantRole::Construction, "b");
    nameless.party.key = None;
    let twice = vec![supervisor(), nameless, part(ParticipantRole::Construction, "b")];
    assert_eq!(with(twice), [(Outcome::Passed, None)], "one enterprise in two records");
}

#[test]
fn x23_is_asked_of_the_day_of_the_permit_since_the_regulation() {
    let shelf = Shelf(vec![headed("s", Some("p"), "王"), headed("b", Some("p"), "王")]);
    let on = |permitted: &str, looked: &str| {
        let project = Project { permits: vec![permit("A", permitted, 1, 1)], ..supervised() };
        let point = points_of(&project, &shelf, &Limits::default(), looked, "X23").remove(0);
        (point.on, point.judgement.outcome)
    };
    assert_eq!(on("2000-01-29", ON), (day("2000-01-29"), Outcome::NotAssessed));
    assert_eq!(on("2000-01-30", ON), (day("2000-01-30"), Outcome::Failed));
    assert_eq!(on("2024-03-01", "2024-02-01"), (day("2024-02-01"), Outcome::Failed), "before the permit");
}

#[test]
fn x24_bidders_of_one_section_are_compared_and_members_of_a_consortium_are_not() {
    let shelf = Shelf(vec![headed("s", Some("p"), "王"), headed("b", Some("p"), "王"), enterprise("c")]);
    let with = |bids: Vec<Bid>| outcomes(points_of(&Project { bids, ..site() }, &shelf, &Limits::default(), ON, "X24"));
    assert_eq!(with(vec![bid("s", Some("甲")), bid("b", Some("甲"))]), [Outcome::Passed]);
    assert_eq!(with(vec![bid("s", Some("甲")), bid("b", Some("乙"))]), [Outcome::Failed]);
    assert_eq!(with(vec![bid("s", Some("甲")), bid("b", None)]), [Outcome::Failed]);
    assert_eq!(with(vec![bid("c", None), bid("s", None), bid("x", None), bid("b", None)]), [Outcome::Failed]);
    let second = Bid { section: "ZB-001/2".to_owned(), ..bid("b", None) };
    assert_eq!(with(vec![bid("s", None), second]), [Outcome::Passed, Outcome::Passed], "of two sections");
    assert_eq!(with(vec![bid("s", None), bid("s", None)]), [Outcome::Passed], "of one enterprise");
    assert_eq!(with(vec![bid("s", None), bid("x", None)]), [Outcome::Undecidable], "who x is is not on file");
    assert_eq!(with(Vec::new()), []);
}

#[test]
fn x24_is_asked_of_the_day_of_the_last_bid_since_the_regulation() {
    let mut project = tendered();
    let shelf = Shelf(vec![headed("s", Some("p"), "王"), headed("b", Some("p"), "王")]);
    project.bids[0].on = Some(day("2012-01-30"));
    project.bids[1].on = Some(day("2012-01-31"));
    assert_eq!(judged(&project, &shelf, ON, "X24")[0].0, Outcome::NotAssessed);
    project.bids[1].on = Some(day("2012-02-01"));
    assert_eq!(judged(&project, &shelf, ON, "X24")[0].0, Outcome::Failed);
    let judgement = points_of(&project, &shelf, &Limits::default(), ON, "X24").remove(0).judgement;
    assert_eq!(judgement.because, "法定代表人同为王");
    assert_eq!(judgement.seen[0].record, "企业s与企业b");
}

#[test]
fn x24_the_surest_tie_decides() {
    let shelf = Shelf(vec![headed("s", Some("p"), "王"), headed("b", Some("p"), "王"), headed("c", None, "王")]);
    let project = Project { bids: vec![bid("c", None), bid("s", None), bid("b", None)], ..site() };
    let point = points_of(&project, &shelf, &Limits::default(), ON, "X24").remove(0);
    assert_eq!((point.judgement.threshold, point.judgement.seen.len()), (STATUTE, 3));
}

fn building(role: ParticipantRole, key: &str, unit: &str) -> Part {
    Part { unit: Some(unit.to_owned()), ..part(role, key) }
}

#[rstest]
#[case::one(&[("b", "1#")], &[Outcome::Passed])]
#[case::two_of_one_unit(&[("b", "1#"), ("c", "1#")], &[Outcome::Failed])]
#[case::two_of_two_units(&[("b", "1#"), ("c", "2#")], &[Outcome::Passed, Outcome::Passed])]
#[case::one_in_two_records(&[("b", "1#"), ("b", "1#")], &[Outcome::Passed])]
#[case::nobody(&[], &[])]
fn x32_a_unit_is_built_by_one_contractor(#[case] builders: &[(&str, &str)], #[case] expected: &[Outcome]) {
    let parts = builders.iter().map(|(key, unit)| building(ParticipantRole::Construction, key, unit)).collect();
    let project = Project { parts, ..site() };
    assert_eq!(shows(&project, ON, "X32"), expected);
    assert_eq!(shows(&project, "2019-01-01", "X32"), expected);
    assert!(shows(&project, "2018-12-31", "X32").iter().all(|outcome| *outcome == Outcome::NotAssessed));
}

#[rstest]
#[case::all_the_time(None, None, Outcome::Failed)]
#[case::until_today(None, Some(ON), Outcome::Failed)]
#[case::until_yesterday(None, Some("2026-11-21"), Outcome::Passed)]
#[case::since_today(Some(ON), None, Outcome::Failed)]
#[case::from_tomorrow(Some("2026-11-23"), None, Outcome::Passed)]
fn x32_who_has_left_or_not_come_yet_builds_nothing(
    #[case] from: Option<&str>,
    #[case] until: Option<&str>,
    #[case] expected: Outcome,
) {
    let builder = |key: &str| building(ParticipantRole::Construction, key, "1#");
    let second = Part { from: from.map(day), until: until.map(day), ..builder("c") };
    assert_eq!(shows(&Project { parts: vec![builder("b"), second], ..site() }, ON, "X32"), [expected]);
}

#[test]
fn x32_a_consortium_builds_together_and_who_has_the_whole_may_have_another_build() {
    let builder = |key: &str| building(ParticipantRole::Construction, key, "1#");
    let mut project = Project { parts: vec![builder("s"), builder("b")], ..tendered() };
    assert_eq!(shows(&project, ON, "X32"), [Outcome::Failed], "they bid against each other");
    project.bids = vec![bid("s", Some("甲")), bid("b", Some("乙"))];
    assert_eq!(shows(&project, ON, "X32"), [Outcome::Failed]);
    project.bids = vec![bid("s", Some("甲")), bid("b", Some("甲"))];
    assert_eq!(shows(&project, ON, "X32"), [Outcome::Passed]);
    project.bids[1].section = "ZB-002/1".to_owned();
    assert_eq!(shows(&project, ON, "X32"), [Outcome::Failed], "of another tender");
    let whole = building(ParticipantRole::GeneralContracting, "g", "1#");
    let parts = vec![whole, builder("b"), part(ParticipantRole::Construction, "s")];
    assert_eq!(shows(&Project { parts, ..site() }, ON, "X32"), [Outcome::Passed], "and the third has no unit");
}
