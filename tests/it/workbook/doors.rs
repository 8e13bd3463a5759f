//! Who may see and do what with workbooks.

use actix_web::test::TestRequest;
use rstest::rstest;
use serde_json::json;
use siku::domain::vocabulary::access::{Role, Tier};

use super::support::{Program, form, row, workbook};
use crate::filing::support::{Hall, principal, somebody};
use crate::support::{Backend, Browser, TestApp, bureau, firm};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_workbook_of_another_enterprise_is_as_if_absent(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let program = Program::of(app, &hall.filer);
    let bytes = workbook(&[row(1), vec!["缺".to_owned()]]);
    let import = program.checked(app, "业绩.xlsx", &bytes).await;
    let id = import["id"].as_str().unwrap();

    let (_, account) = firm(app, "91410100MA0000015B", "410105", "another");
    let another = Program::of(app, &principal(app, &account));
    for path in ["", "/rows", "/repaired"] {
        another.get(app, &format!("/imports/{id}{path}")).await.problem(404, "record.not_found");
    }
    for (path, body) in [("/checks", json!(null)), ("/filing", json!({}))] {
        another.post(app, &format!("/imports/{id}{path}"), body).await.problem(404, "record.not_found");
    }
    assert_eq!(another.get(app, "/imports").await.good()["items"], json!([]));
    let mut browser = Browser::of(app, "another").await;
    for path in ["", "/filing"] {
        assert_eq!(browser.get(app, &format!("/imports/{id}{path}")).await.status, 404);
    }
    for (path, fields) in [("/checks", vec![]), ("/filing", vec![("sending", "submit")])] {
        assert_eq!(browser.post(app, &format!("/imports/{id}{path}"), &fields).await.status, 404);
    }
    // The same bytes are another workbook there.
    let own = another.checked(app, "业绩.xlsx", &bytes).await;
    assert_ne!(own["id"], import["id"]);
    assert_eq!(own["rows"]["good"], 1, "what one enterprise filed is nothing to another: {own}");
    let own = program.get(app, "/imports?count=true").await.good();
    assert_eq!((own["items"].as_array().unwrap().len(), &own["total"]), (1, &json!(1)));
}

#[actix_web::test]
async fn only_who_files_hands_workbooks_in() {
    let app = TestApp::new(Backend::Sqlite);
    for path in ["/imports", "/imports/x", "/imports/x/rows", "/imports/x/repaired", "/import-templates/backfill"] {
        app.get(&format!("/api/v1{path}")).await.problem(401, "access.unauthenticated");
    }
    let department = bureau(&app, Tier::County, "410105");
    somebody(&app, &department, "reviewer", Role::Reviewer);
    let mut browser = Browser::of(&app, "reviewer").await;
    for path in ["/imports", "/api/v1/imports", "/api/v1/import-templates/backfill"] {
        assert_eq!(browser.get(&app, path).await.status, 403, "{path}");
    }
    let (content_type, body) = form(Some(&browser.csrf(&app)), "业绩.xlsx", &workbook(&[row(1)]));
    let upload = TestRequest::post().uri("/imports").insert_header(("content-type", content_type));
    assert_eq!(browser.send(&app, upload.set_payload(body)).await.status, 403);
}

#[actix_web::test]
async fn a_template_is_a_workbook_and_an_unknown_one_is_told_with_those_that_there_are() {
    let hall = Hall::new(Backend::Sqlite);
    let program = Program::of(&hall.app, &hall.filer);
    for sheet in ["backfill", "performance"] {
        let template = program.get(&hall.app, &format!("/import-templates/{sheet}")).await;
        assert_eq!((template.status.as_u16(), template.bytes.starts_with(b"PK")), (200, true), "{sheet}");
        assert!(template.header("content-disposition").starts_with("attachment;"), "{sheet}");
    }
    let unknown = program.get(&hall.app, "/import-templates/person").await.problem(422, "request.invalid");
    assert!(unknown["errors"][0]["message"].as_str().unwrap().contains("backfill"), "{unknown}");
}
