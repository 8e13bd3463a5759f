//! Two hundred rows, twelve of them wrong: what an enterprise does with them.

use rstest::rstest;
use serde_json::{Value, json};
use siku::domain::vocabulary::access::Tier;
use siku::domain::vocabulary::filing::{FilingState, ItemState, Verdict};

use super::support::{Program, cells, counts, kind, row, workbook, wrong_row, xlsx};
use crate::filing::support::{Hall, works};
use crate::support::{Answer, Backend};

const ROWS: usize = 200;

fn is_wrong(nth: usize) -> bool {
    nth.is_multiple_of(16)
}

/// What is in the workbook: every sixteenth row is wrong.
pub fn rows() -> Vec<Vec<String>> {
    (1..=ROWS).map(|nth| if is_wrong(nth) { wrong_row(nth / 16).0 } else { row(nth) }).collect()
}

/// The repaired workbook as its reader mends it.
pub fn mended(repaired: &Answer) -> Vec<u8> {
    assert_eq!(repaired.status, 200, "{}", repaired.body);
    let mut lines = cells(&repaired.bytes, kind().title);
    for (nth, line) in lines.iter_mut().enumerate().skip(1) {
        assert_eq!(is_wrong(nth), !line[6].is_empty(), "row {nth} is explained: {line:?}");
        if is_wrong(nth) {
            line[..6].clone_from_slice(&row(nth / 16 + 1_000));
        }
    }
    xlsx(kind().title, &lines)
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn good_rows_are_filed_at_once_and_wrong_ones_when_they_are_mended(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let (app, program) = (&hall.app, Program::of(&hall.app, &hall.filer));
    let import = program.checked(app, "历史业绩.xlsx", &workbook(&rows())).await;
    assert_eq!((&import["state"], counts(&import)), (&json!("checked"), [188, 12, 0]), "{import}");
    assert_eq!(import["verdict"], "共 200 行：188 行可以申报，12 行有误。");
    let id = import["id"].as_str().unwrap();

    let wrong = program.rows(app, id, "wrong").await;
    assert_eq!(wrong.len(), 12, "all of them at once");
    for (nth, found) in (1..).zip(&wrong) {
        let field = wrong_row(nth).1;
        assert_eq!(found["row"], json!(nth * 16 + 1));
        let told = found["remarks"].as_array().unwrap().iter().find(|remark| remark["field"] == field);
        let told = told.unwrap_or_else(|| panic!("{field}: {found}"));
        let alike = found["remarks"].as_array().unwrap().iter().filter(|remark| *remark == told).count();
        assert_eq!(alike, 1, "told once: {found}");
        assert!(told["is_error"] == true && !told["message"].as_str().unwrap().is_empty(), "{told}");
        assert!(told["cell"].as_str().unwrap().ends_with(&(nth * 16 + 1).to_string()), "{told}");
    }

    let number = program.file(app, id).await;
    let filed = hall.docket(&number);
    assert_eq!((filed.filing.state, filed.items.len()), (FilingState::Submitted, 188));
    assert_eq!(program.file(app, id).await, number, "filed once");
    let filed = program.import(app, id).await;
    assert_eq!((&filed["state"], &filed["filing"]), (&json!("filed"), &json!(number)));

    let repaired = program.get(app, &format!("/imports/{id}/repaired")).await;
    let second = mended(&repaired);
    let import = program.checked(app, "历史业绩-更正.xlsx", &second).await;
    assert_eq!(counts(&import), [12, 0, 188], "{import}");
    let id = import["id"].as_str().unwrap();
    let known = program.rows(app, id, "known").await;
    let told = known[0]["remarks"][0]["message"].as_str().unwrap();
    assert!(told.contains(&number), "{told}");
    let another = program.file(app, id).await;
    assert_eq!(hall.docket(&another).items.len(), 12);

    let again = program.upload(app, "同一文件.xlsx", &second).await.good();
    assert_eq!((again["id"].as_str().unwrap(), &again["filing"]), (id, &json!(another)));
    assert_eq!(app.work().await, 0, "nothing is looked at again");
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn rows_are_decided_singly_and_what_is_in_force_is_not_filed_again(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let (app, program) = (&hall.app, Program::of(&hall.app, &hall.filer));
    let import = program.checked(app, "一.xlsx", &workbook(&[row(1), row(2), row(3)])).await;
    let number = program.file(app, import["id"].as_str().unwrap()).await;
    hall.decide(Tier::County, &number, Verdict::Return, &[2]).unwrap();
    hall.decide(Tier::County, &number, Verdict::Refuse, &[3]).unwrap();
    for tier in [Tier::County, Tier::City, Tier::Province] {
        hall.decide(tier, &number, Verdict::Approve, &[1]).unwrap();
    }
    let states: Vec<ItemState> = hall.docket(&number).items.iter().map(|item| item.state).collect();
    assert_eq!(states, [ItemState::InForce, ItemState::Returned, ItemState::Refused]);

    // The first said otherwise, which comes to the same; the third was refused and may be filed anew.
    let mut first = row(1);
    "5200.5".clone_into(&mut first[3]);
    let import = program.checked(app, "二.xlsx", &workbook(&[first, row(2), row(3), row(3)])).await;
    assert_eq!(counts(&import), [1, 0, 3], "{import}");
    let known = program.rows(app, import["id"].as_str().unwrap(), "known").await;
    let code = |row: &Value| row["remarks"][0]["code"].as_str().unwrap().to_owned();
    assert_eq!(
        known.iter().map(code).collect::<Vec<_>>(),
        ["filing.nothing_changes", "filing.repeated", "filing.repeated"]
    );
    let told = |at: usize| known[at]["remarks"][0]["message"].as_str().unwrap().to_owned();
    assert!(told(1).contains("被退回") && told(2).contains("第 4 行"), "{} {}", told(1), told(2));
    assert_eq!(hall.differences(), 0, "what was rehearsed is not there");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_draft_waits_for_its_papers_and_rows_filed_by_hand_meanwhile_stay_out(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let (app, program) = (&hall.app, Program::of(&hall.app, &hall.filer));
    let import = program.checked(app, "一.xlsx", &workbook(&[row(1), row(2)])).await;
    let id = import["id"].as_str().unwrap();
    let by_hand = hall.submitted("performance", "backfill", &[works(2)]);
    let path = format!("/imports/{id}/filing");
    let filed = program.post_once(app, &path, json!({ "submit": false }), "key-1").await;
    let again = program.post_once(app, &path, json!({ "submit": false }), "key-1").await;
    assert_eq!((filed.status.as_u16(), &filed.body), (201, &again.body));
    let filed: Value = serde_json::from_str(&filed.body).unwrap();
    assert_eq!((&filed["state"], &filed["item_counts"]["total"]), (&json!("draft"), &json!(1)), "{filed}");
    let import = program.import(app, id).await;
    assert_eq!(counts(&import), [1, 0, 1], "{import}");
    let known = program.rows(app, id, "known").await;
    assert!(known[0]["remarks"][0]["message"].as_str().unwrap().contains(&by_hand), "{known:?}");

    let import = program.checked(app, "二.xlsx", &workbook(&[row(1)])).await;
    let known = program.rows(app, import["id"].as_str().unwrap(), "known").await;
    assert!(known[0]["remarks"][0]["message"].as_str().unwrap().contains("申报草稿"), "{known:?}");
    let nothing = program.post(app, &format!("/imports/{}/filing", import["id"].as_str().unwrap()), json!({})).await;
    nothing.problem(409, "workbook.not_ready");
}
