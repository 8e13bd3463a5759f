//! How a case is told from all others, and how an enterprise stands.

use super::*;

#[test]
fn how_an_enterprise_stands_is_told_by_what_has_happened() {
    let conduct = |number: &str, from: &str| Conduct {
        number: number.to_owned(),
        nature: ConductNature::Bad,
        published_from: Some(day(from)),
        ..Conduct::default()
    };
    let enterprise = Enterprise { conducts: vec![conduct("1", "2026-01-01"), conduct("2", "2026-01-02")], ..firm("b") };
    let cases = super::super::enterprise(&enterprise, &Limits::default(), day("2026-01-01"));
    let of_conducts: Vec<&str> =
        cases.iter().filter(|case| case.finding.rule.id == "X29").map(|case| case.record.as_str()).collect();
    assert_eq!(of_conducts, ["信用信息 1"]);
    assert!(cases.iter().all(|case| case.enterprise.as_deref() == Some("b") && case.person.is_none()));
}

/// A project with two of everything.
fn rich() -> Project {
    let completion = |number: &str, of: Option<&str>| Completion {
        number: number.to_owned(),
        of: of.map(str::to_owned),
        permits: vec!["A".to_owned(), "B".to_owned()],
        started_on: Some(day("2024-06-01")),
        passed_on: Some(day("2025-06-01")),
        filed_on: of.map(|_| day("2025-06-10")),
        ..Completion::default()
    };
    let change = |permit: &str, item: &str, position: Position| Change {
        permit: permit.to_owned(),
        position: Some(position),
        item: item.to_owned(),
        after: "李四".to_owned(),
        on: Some(day("2024-09-01")),
    };
    let bid = |section: &str, key: &str| Bid {
        section: section.to_owned(),
        party: party(key),
        consortium: None,
        on: Some(day("2023-12-01")),
    };
    let award = |number: &str, winner: &str| Award {
        number: number.to_owned(),
        class: "003".to_owned(),
        on: Some(day("2024-01-01")),
        winner: Some(party(winner)),
        ..Award::default()
    };
    let nameless = |role: ParticipantRole, key: &str| {
        let mut part = part(role, key, Some("1#"));
        part.party.key = None;
        part
    };
    let renamed = |role: ParticipantRole, key: &str| {
        let mut part = part(role, key, Some("2#"));
        part.party.name = format!("原企业{key}");
        part
    };
    let mut project = permitted();
    project.number = Some("4101052401150101".to_owned());
    project.parts.extend([ParticipantRole::Construction, ParticipantRole::Supervision].into_iter().flat_map(|role| {
        let key = if role == ParticipantRole::Construction { "b" } else { "s" };
        [nameless(role, key), renamed(role, key), part(role, "c", Some("1#"))]
    }));
    project.awards = vec![award("Z1", "b"), award("Z2", "c")];
    project.bids = vec![bid("Z1/1", "b"), bid("Z1/1", "c"), bid("Z2/1", "b"), bid("Z2/1", "c")];
    project.reviews = vec![("S1".to_owned(), Some(day("2024-02-01"))), ("S2".to_owned(), None)];
    project.changes = vec![
        change("A", "项目经理", Position::ProjectManager),
        change("B", "项目经理", Position::ProjectManager),
        change("A", "总监", Position::ChiefSupervisor),
    ];
    project.acceptances = vec![completion("Y1", None), completion("Y2", None)];
    project.filings = vec![completion("F1", Some("Y1")), completion("F2", Some("Y2"))];
    project.commitments = vec![Commitment { name: "李四".to_owned(), ..Commitment::default() }];
    project
}

#[test]
fn the_key_of_a_case_tells_it_from_all_others_and_stays_what_is_found() {
    let by_permit = rich();
    let mut by_contract = rich();
    by_contract.contracts = vec![
        contract("H1", "301", "b", Some("2024-01-10")),
        contract("H2", "301", "c", Some("2024-01-11")),
        contract("H3", "400", "s", Some("2024-01-12")),
    ];
    by_contract.acceptances.clear();
    by_contract.filings.clear();
    for project in [by_permit, by_contract] {
        let on = |on: &str| super::super::project(&project, &market(), &Limits::default(), day(on));
        let cases = on("2026-01-01");
        let keys: BTreeSet<String> = cases.iter().map(Case::key).collect();
        let all: Vec<String> = cases.iter().map(Case::key).collect();
        assert_eq!(keys.len(), cases.len(), "{all:#?}");
        let later: BTreeSet<String> = on("2026-06-01").iter().map(Case::key).collect();
        assert_eq!(keys, later, "nothing happened in between");
        let rules: BTreeSet<&str> = cases.iter().map(|case| case.finding.rule.id.as_str()).collect();
        assert!(["X01", "X11", "X20", "X23", "X24", "X32"].iter().all(|rule| rules.contains(rule)), "{rules:?}");
        assert!(cases.iter().all(|case| case.project.as_deref() == Some("p1")));
    }
    let chief = engaged(Position::ChiefSupervisor, Some("2024-03-01"), None, Some("s"));
    let manager = engaged(Position::ProjectManager, Some("2024-03-01"), None, Some("b"));
    let cases = appointed_in(vec![manager, chief], "2026-01-01");
    assert_eq!(cases.iter().map(Case::key).collect::<BTreeSet<String>>().len(), cases.len());
    assert_eq!(of(&cases, "X05").key(), "X05|p1|w|b|项目经理");
}

#[test]
fn the_key_of_a_case_of_an_enterprise_is_its_own() {
    let evaluation = |month: i32| Evaluation { year: 2025, month, deduction_hundredths: 1, ..Evaluation::default() };
    let enterprise = Enterprise {
        code: Some("91410100MA0000007G".to_owned()),
        region_code: "410105".to_owned(),
        evaluations: vec![evaluation(3), evaluation(6)],
        ..firm("b")
    };
    let cases = super::super::enterprise(&enterprise, &Limits::default(), day("2026-01-01"));
    assert_eq!(cases.iter().map(Case::key).collect::<BTreeSet<String>>().len(), cases.len());
    assert!(cases.iter().any(|case| case.key() == "X35|-|-|b|所在地区"));
}
