//! Errors: each has a code, a status and a remedy, in the form that the asker can read, without its cause.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use actix_web::ResponseError as _;
use actix_web::body::to_bytes;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use diesel::connection::SimpleConnection as _;
use rstest::rstest;
use serde_json::Value;
use siku::error::{Code, Error};
use siku::http::problem::{PROBLEM_JSON, status};

use crate::support::{Backend, TestApp, generated};

#[test]
fn the_table_of_errors_is_what_the_code_says() {
    let mut text = "# 错误代码\n\n\
        接口的错误一律为 `application/problem+json`（RFC 9457），其中 `code` 稳定，可供程序判断；标题和说明供人阅读，可能修改。\n\
        本表由 `scripts/regen` 生成，请勿手工修改。\n\n\
        | `code` | HTTP 状态 | 含义 | 怎么办 |\n|---|---|---|---|\n"
        .to_owned();
    for code in Code::ALL {
        writeln!(text, "| `{code}` | {} | {} | {} |", status(*code).as_u16(), code.title(), code.remedy()).unwrap();
    }
    generated("docs/ERRORS.md", &text);
}

#[test]
fn every_code_has_a_name_of_its_own_and_says_that_something_failed() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(status(*code).is_client_error() || status(*code).is_server_error(), "{code}");
        assert!(!code.title().is_ascii(), "{code} is not explained in Chinese");
    }
}

const SECRET: &str = "relation enterprise, password hunter2";

#[rstest]
#[case::invalid(Error::field("q", "text.too_long", "太长"), 422, "request.invalid")]
#[case::bad_request(Error::BadRequest(Code::ParameterUnknown, "没有".to_owned()), 400, "parameter.unknown")]
#[case::unreadable(Error::Unreadable("打不开".to_owned()), 422, "workbook.unreadable")]
#[case::not_found(Error::NotFound { what: "企业", key: "1".to_owned() }, 404, "record.not_found")]
#[case::conflict(Error::Conflict(Code::RecordDuplicate, "已有".to_owned()), 409, "record.duplicate")]
#[case::stale(Error::Stale, 409, "record.stale")]
#[case::unauthenticated(Error::Unauthenticated, 401, "access.unauthenticated")]
#[case::forbidden(Error::Forbidden("不可".to_owned()), 403, "access.forbidden")]
#[case::too_large(Error::TooLarge { limit: 1 << 20 }, 413, "request.too_large")]
#[case::rate_limited(Error::RateLimited { retry_after: 3 }, 429, "request.rate_limited")]
#[case::unavailable(Error::Unavailable { retry_after: 2, source: SECRET.into() }, 503, "service.unavailable")]
#[case::internal(Error::internal(SECRET), 500, "service.internal")]
#[actix_web::test]
async fn every_error_is_a_problem_without_its_cause(#[case] error: Error, #[case] status: u16, #[case] code: &str) {
    let response = error.error_response();
    assert_eq!(response.status().as_u16(), status);
    assert_eq!(response.headers().get(CONTENT_TYPE).unwrap(), PROBLEM_JSON);
    let retry = response.headers().get("retry-after").is_some();
    assert_eq!(retry, [429, 503].contains(&status), "Retry-After says when trying again may help");
    let body = to_bytes(response.into_body()).await.unwrap();
    let problem: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((&problem["code"], &problem["status"]), (&code.into(), &status.into()));
    assert!(!problem["title"].as_str().unwrap().is_empty() && !problem["detail"].as_str().unwrap().is_empty());
    assert!(!problem.to_string().contains("hunter2") && !error.to_string().contains("hunter2"));
}

#[rstest]
#[case::no_such_page("/nowhere", 404, "address.unknown")]
#[case::no_such_file("/assets/nothing.js", 404, "address.unknown")]
#[actix_web::test]
async fn people_are_answered_with_a_page(#[case] path: &str, #[case] status: u16, #[case] code: &str) {
    let answer = TestApp::new(Backend::Sqlite).get(path).await;
    assert_eq!(answer.status.as_u16(), status);
    assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.header("content-type"));
    let title = Code::ALL.iter().find(|known| known.as_str() == code).unwrap().title();
    assert!(answer.body.contains("<html") && answer.body.contains(title), "{}", answer.body);
}

#[actix_web::test]
async fn programs_are_answered_with_a_problem_that_bears_the_number_of_the_request() {
    let answer = TestApp::new(Backend::Sqlite).get("/api/v1/nowhere").await;
    let problem = answer.problem(404, "address.unknown");
    assert_eq!(problem["request_id"], answer.header("x-request-id"));
    assert!(!answer.header("x-request-id").is_empty());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_defect_never_shows_its_cause(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let broken = app.database.db.read_now(|conn| {
        Ok(conn
            .batch_execute("DROP TABLE ledger_entry; DROP TABLE pending_record; ALTER TABLE filing RENAME TO lost")?)
    });
    broken.unwrap();
    let program = app.get("/api/v1/enterprises").await;
    program.problem(500, "service.internal");
    let page = app.get("/").await;
    assert_eq!(page.status.as_u16(), 500);
    assert!(page.header("content-type").starts_with("text/html"), "{}", page.body);
    for body in [&program.body, &page.body] {
        assert!(!body.contains("no such") && !body.contains("relation") && !body.contains("finished_at"), "{body}");
    }
}

#[rstest]
#[case::enterprise("enterprises/410100190001010019")]
#[case::people_of_an_enterprise("enterprises/410100190001010019/people")]
#[case::project("projects/410100190001010019")]
#[case::person("people/410100190001010019")]
#[actix_web::test]
async fn an_identity_number_in_an_address_is_not_repeated(#[case] address: &str) {
    let answer = TestApp::new(Backend::Sqlite).get(&format!("/api/v1/{address}")).await;
    assert!(answer.status.is_client_error(), "{}", answer.body);
    assert!(!answer.body.contains("410100190001010019"), "{}", answer.body);
}

#[rstest]
#[case::read_only("/api/v1/enterprises", "GET, HEAD")]
#[case::read_and_written("/api/v1/filings", "GET, HEAD, POST")]
#[case::written("/api/v1/filings/F-410105-20261122-000123/claims", "POST, DELETE")]
#[case::probe("/health", "GET, HEAD")]
#[actix_web::test]
async fn a_wrong_method_is_told_which_ones_there_are(#[case] path: &str, #[case] allowed: &str) {
    let app = TestApp::new(Backend::Sqlite);
    let answer = app.send(TestRequest::patch().uri(path)).await;
    answer.problem(405, "method.not_allowed");
    assert_eq!(answer.header("allow"), allowed);
}
