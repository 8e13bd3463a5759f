//! Spreadsheets as people make them: one fixture a phenomenon, with what is expected of it beside it.

mod books;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::{Value, json};
use siku::domain::vocabulary::project::ProjectType;
use siku::intake::{Limits, Remark, Remarks, Severity, column_letter, open};
use siku::load::{self, Load};
use siku::registry::project::change::ProjectChange;
use siku::registry::sheet::{Change, kinds, read};
use siku::vault::Vault;

use crate::support::{Backend, TestDb};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ugly")
}

/// The fixtures, in the order of their names.
fn fixtures() -> Vec<PathBuf> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let is_book = |path: &PathBuf| path.extension().is_some_and(|extension| extension != "json" && extension != "md");
    let mut paths: Vec<PathBuf> = paths.filter(is_book).collect();
    paths.sort();
    paths
}

/// Whether the workbooks and what is expected of them are to be written anew.
#[expect(clippy::disallowed_methods, reason = "a switch for whoever runs the tests, no setting of the program")]
fn regenerates() -> bool {
    std::env::var_os("SIKU_REGENERATE").is_some()
}

/// What `siku import --dry-run` finds in a workbook.
fn found(database: &TestDb, path: &Path) -> Value {
    let load = Load { files: vec![path.to_owned()], kind: None, dry_run: true, actor: "cli:test".to_owned() };
    let report = load::run(&database.db, &Vault::fixed(7), &load, |_rows| {}).unwrap();
    let file = &report.files[0];
    let plan = file.plan.as_ref().unwrap();
    let remark = |remark: &Remark| {
        let column = remark.place.as_ref().map(|place| format!("{} {}", column_letter(place.position), place.header));
        let severity = if remark.severity == Severity::Error { "error" } else { "warning" };
        json!({"sheet": &*remark.sheet, "row": remark.row, "column": column, "code": remark.code, "severity": severity})
    };
    json!({
        "kinds": plan.sheets.iter().map(|sheet| sheet.kind.name).collect::<Vec<_>>(),
        "skipped": plan.skipped.iter().map(|sheet| json!([&*sheet.name, sheet.reason])).collect::<Vec<_>>(),
        "rows_read": report.rows_read,
        "rows_taken": report.rows_read - report.rows_refused,
        "remarks": file.remarks.iter().map(remark).collect::<Vec<_>>(),
    })
}

#[test]
fn every_phenomenon_is_taken_as_expected() {
    if regenerates() {
        books::write_all(&folder());
    }
    let database = TestDb::new(Backend::Sqlite);
    let fixtures = fixtures();
    assert_eq!(fixtures.len(), books::COUNT);
    for path in fixtures {
        let expected = path.with_extension("expected.json");
        let found = found(&database, &path);
        if regenerates() {
            fs::write(&expected, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
        }
        let expected: Value = serde_json::from_str(&fs::read_to_string(&expected).unwrap()).unwrap();
        assert_eq!(found, expected, "{}", path.display());
    }
}

/// The changes of a workbook and everything that is remarked on its rows.
fn taken(path: &Path) -> (Vec<Change>, Remarks) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut book = open(path, &Limits::default()).unwrap();
    let plan = book.detect(&kinds()).unwrap();
    let (mut changes, mut remarks) = (Vec::new(), Remarks::default());
    book.read(&plan, |row| {
        changes.extend(read(&row, today, &mut remarks));
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    (changes, remarks)
}

#[test]
fn no_identity_number_is_repeated_or_kept() {
    for path in fixtures() {
        let (changes, remarks) = taken(&path);
        let said: String = remarks.iter().map(ToString::to_string).collect();
        let kept = format!("{changes:?}");
        for number in books::IDENTITY_NUMBERS {
            assert!(!said.contains(number) && !kept.contains(number), "{}", path.display());
        }
    }
}

fn project_changes(name: &str) -> Vec<ProjectChange> {
    let (changes, _) = taken(&folder().join(name));
    let projects = changes.into_iter().filter_map(|change| match change {
        Change::Project(change) => Some(*change),
        _ => None,
    });
    projects.collect()
}

fn project_change(name: &str) -> ProjectChange {
    project_changes(name).remove(0)
}

#[test]
fn the_firms_of_a_permit_are_participants_and_its_manager_is_engaged_for_the_contractor() {
    let change = project_change("permit_export.xlsx");
    let roles: Vec<&str> = change.records.participants.iter().map(|row| row.role.label()).collect();
    assert_eq!(roles, ["施工单位", "监理单位", "勘察单位", "设计单位"]);
    let [engagement] = change.records.engagements.as_slice() else { panic!("{:?}", change.records.engagements) };
    assert_eq!((engagement.position.label(), engagement.person_name.as_str()), ("项目经理", "测试甲"));
    assert_eq!(engagement.enterprise_id, change.records.participants.first().unwrap().enterprise_id);
    assert_eq!(change.people.first().unwrap().name, "测试甲");
}

#[test]
fn a_consortium_gives_a_participant_each_and_the_first_one_wins() {
    let change = project_change("tender_export.xlsx");
    let names: Vec<&str> = change.records.participants.iter().map(|row| row.enterprise_name.as_str()).collect();
    assert_eq!(names, ["示例建设有限公司", "示例市政有限公司"]);
    let tender = change.records.tenders.first().unwrap();
    assert_eq!(tender.winner_name.as_deref(), Some("示例建设有限公司"));
    assert_eq!(tender.award_fen, Some(861_280_000));
    assert_eq!(change.who.national_number.as_deref(), Some("4101001501010101"));
}

#[test]
fn yuan_stated_above_the_header_are_yuan() {
    let change = project_change("title_rows.xlsx");
    assert_eq!(change.head.unwrap().investment_fen, Some(150_000_000));
}

#[test]
fn glued_numbers_are_set_apart() {
    let change = project_change("glued_numbers.xlsx");
    let numbers = change.records.particulars.first().unwrap().works_planning_number.clone();
    assert_eq!(numbers.as_deref(), Some("建字第410100201500001号、建字第410100201500002号"));
}

#[test]
fn labels_that_drifted_mean_the_same() {
    let types: Vec<_> =
        project_changes("label_drift.xlsx").iter().map(|c| c.head.as_ref().unwrap().project_type).collect();
    assert_eq!(types, [Some(ProjectType::Municipal); 4]);
    let (changes, _) = taken(&folder().join("label_drift.xlsx"));
    let titles = changes.iter().filter_map(|change| match change {
        Change::Enterprise(change, _) => change.records.qualifications.first(),
        _ => None,
    });
    let titles: Vec<_> = titles.map(|row| (&*row.category, &*row.sequence, &*row.class)).collect();
    assert_eq!(titles, [("市政公用工程", "施工总承包", "一级"); 3]);
}

#[test]
fn numerals_of_any_alphabet_are_levels_and_brackets_of_any_style_one_number() {
    let (changes, _) = taken(&folder().join("brackets_and_numerals.xlsx"));
    let (mut classes, mut numbers, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        let Change::Enterprise(change, _) = change else { panic!("{change:?}") };
        names.push(change.who.name.unwrap());
        classes.extend(change.records.qualifications.into_iter().map(|row| row.class));
        numbers.extend(change.records.safety_permits.into_iter().map(|row| row.number_key));
    }
    assert_eq!(classes, ["一级", "二级", "一级"]);
    assert_eq!(numbers, ["（豫）JZ安许证字（2015）010001"; 2]);
    names.dedup();
    assert_eq!(names, ["示例建设（集团）有限公司"]);
}

#[test]
fn yuan_and_ten_thousand_yuan_in_one_column_are_the_same_money() {
    let fen: Vec<_> =
        project_changes("mixed_units.xlsx").iter().map(|c| c.head.as_ref().unwrap().investment_fen).collect();
    assert_eq!(fen, [Some(150_000_000); 4]);
}
