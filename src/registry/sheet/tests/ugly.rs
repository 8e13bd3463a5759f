//! Spreadsheets as people make them: one fixture a phenomenon, with what is expected of it beside it.

mod books;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::regenerates;
use crate::intake::{DataSheet, Limits, Remark, Remarks, Severity, column_letter, open};
use crate::registry::project::change::ProjectChange;
use crate::registry::sheet::{Change, kinds, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ugly")
}

/// The changes of a workbook and everything that was remarked on it.
fn load(path: &Path) -> (Vec<&'static str>, u64, Vec<Change>, Vec<Remark>) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut book = open(path, &Limits::default()).unwrap();
    let plan = book.detect(&kinds()).unwrap();
    let mut remarks = Remarks::default();
    remarks.extend(plan.sheets.iter().flat_map(DataSheet::remarks));
    let mut changes = Vec::new();
    let tally = book
        .read(&plan, |row| {
            changes.extend(read(&row, today, &mut remarks));
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    let sheets = plan.sheets.iter().map(|sheet| sheet.kind.name).collect();
    (sheets, tally.rows, changes, remarks.iter().cloned().collect())
}

fn found(path: &Path) -> Value {
    let (sheets, rows, changes, remarks) = load(path);
    let remark = |remark: &Remark| {
        let column = remark.place.as_ref().map(|place| format!("{} {}", column_letter(place.position), place.header));
        let severity = if remark.severity == Severity::Error { "error" } else { "warning" };
        json!({"sheet": &*remark.sheet, "row": remark.row, "column": column, "code": remark.code, "severity": severity})
    };
    json!({
        "kinds": sheets,
        "rows_read": rows,
        "rows_taken": changes.len(),
        "remarks": remarks.iter().map(remark).collect::<Vec<_>>(),
    })
}

#[test]
fn every_phenomenon_is_taken_as_expected() {
    if regenerates() {
        books::write_all(&folder());
    }
    let mut fixtures = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension == "json" || extension == "md") {
            continue;
        }
        fixtures += 1;
        let expected = path.with_extension("expected.json");
        if regenerates() {
            fs::write(&expected, serde_json::to_string_pretty(&found(&path)).unwrap() + "\n").unwrap();
        }
        let expected: Value = serde_json::from_str(&fs::read_to_string(&expected).unwrap()).unwrap();
        assert_eq!(found(&path), expected, "{}", path.display());
    }
    assert_eq!(fixtures, books::COUNT);
}

#[test]
fn no_identity_number_is_repeated_or_kept() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension == "json" || extension == "md") {
            continue;
        }
        let (_, _, changes, remarks) = load(&path);
        let said: String = remarks.iter().map(ToString::to_string).collect();
        let kept = format!("{changes:?}");
        for number in books::IDENTITY_NUMBERS {
            assert!(!said.contains(number) && !kept.contains(number), "{}", path.display());
        }
    }
}

fn project_change(name: &str) -> ProjectChange {
    let (_, _, changes, _) = load(&folder().join(name));
    let mut projects = changes.into_iter().filter_map(|change| match change {
        Change::Project(change) => Some(*change),
        _ => None,
    });
    projects.next().unwrap()
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
