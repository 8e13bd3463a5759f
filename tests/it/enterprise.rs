//! The enterprise registry: loaded from sheets, looked up by people and programs.

use rstest::rstest;
use siku::registry;

use crate::support::{Backend, TestApp, csv, encoded, load};

const HEADER: &str = "统一社会信用代码|企业名称|企业类型|注册属地|法定代表人|注册资本（万元）|成立日期";
const HUAXIN: &str = "91410100MA0000007G|河南华鑫建设工程有限公司|建筑业|410105|张三|5000|2015.05.01";
const QUALIFICATION_HEADER: &str = "统一社会信用代码|企业名称|资质名称|证书编号|有效期至";

fn entries(app: &TestApp) -> usize {
    app.database.registry_entries().len()
}

fn differences(app: &TestApp) -> usize {
    let report = app.database.db.read_now(|conn| registry::verify_ledger(conn, &app.vault)).unwrap();
    report.differences.len()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_enterprise_is_found_by_any_two_characters_initials_and_codes(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let sheet = csv(&app.database, "enterprises", &[HEADER, HUAXIN]);
    assert!(load(&app.database, &app.vault, &[sheet]).is_clean());
    for q in ["华鑫", "工程有限", "河南华鑫建设工程有限公司", "hnhx", "91410100MA0000007G", "MA000000-7", "华鑫 建设"]
    {
        let found = app.get(&format!("/api/v1/enterprises?q={}", encoded(q))).await.good();
        assert_eq!(found["items"][0]["credit_code"], "91410100MA0000007G", "{q}: {found}");
    }
    let missed = app.get("/api/v1/enterprises?q=%E5%8D%8E%E9%9B%A8").await.good();
    assert_eq!(missed["items"].as_array().unwrap().len(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_same_rows_again_change_nothing_and_write_no_entry(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let sheets = [
        csv(&app.database, "enterprises", &[HEADER, HUAXIN]),
        csv(
            &app.database,
            "qualifications",
            &[
                QUALIFICATION_HEADER,
                "91410100MA0000007G|河南华鑫建设工程有限公司|建筑工程施工总承包壹级|D241000013|2027-12-31",
            ],
        ),
    ];
    assert_eq!(load(&app.database, &app.vault, &sheets).heads_changed, 1, "one enterprise, of which two sheets speak");
    let written = entries(&app);
    assert_eq!(load(&app.database, &app.vault, &sheets).heads_changed, 0);
    assert_eq!(entries(&app), written);
    assert_eq!(differences(&app), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_renamed_enterprise_is_still_found_by_its_former_name(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let before = csv(&app.database, "before", &[HEADER, HUAXIN]);
    let after = csv(&app.database, "after", &[HEADER, &HUAXIN.replace("华鑫建设", "金桥建工")]);
    load(&app.database, &app.vault, &[before, after]);
    let detail = app.get("/api/v1/enterprises/91410100MA0000007G").await.good();
    assert_eq!(detail["name"], "河南金桥建工工程有限公司");
    assert_eq!(detail["aliases"][0]["value"], "河南华鑫建设工程有限公司");
    let q = encoded("河南华鑫建设工程有限公司");
    let found = app.get(&format!("/api/v1/enterprises?q={q}")).await.good();
    assert_eq!(found["items"][0]["name"], "河南金桥建工工程有限公司");
    assert_eq!(differences(&app), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn nothing_unverified_overwrites_what_a_department_verified(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let header = format!("{HEADER}|数据等级");
    let verified = csv(&app.database, "verified", &[&header, &format!("{HUAXIN}|A")]);
    let claimed = csv(&app.database, "claimed", &[&header, &format!("{}|D", HUAXIN.replace("张三", "李四"))]);
    assert!(load(&app.database, &app.vault, &[verified]).is_clean());
    let report = load(&app.database, &app.vault, &[claimed]);
    assert!(!report.is_clean());
    let remark = report.files[0].remarks.iter().next().unwrap();
    assert_eq!((remark.code.as_ref(), remark.row), ("record.outranked", 2));
    let detail = app.get("/api/v1/enterprises/91410100MA0000007G").await.good();
    assert_eq!(detail["legal_representative"], "张三");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn pages_of_a_list_meet_without_gap_or_overlap(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let mut lines = vec![HEADER.to_owned()];
    lines.extend((0..45).map(|n| format!("无|河南第{n:02}建设有限公司|建筑业|4101{:02}|张三|1|2015-01-01", n % 3 + 3)));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let sheet = csv(&app.database, "many", &lines);
    assert!(load(&app.database, &app.vault, &[sheet]).is_clean());
    for query in ["", "&q=%E5%BB%BA%E8%AE%BE", "&region=410100"] {
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = app.get(&format!("/api/v1/enterprises?limit=10&count=true{query}{cursor}")).await.good();
            assert_eq!(page["total"], 45);
            names
                .extend(page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(names.len(), 45);
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        let other = app.get(&format!("/api/v1/enterprises?limit=10&class=%E4%B8%80%E7%BA%A7{cursor}")).await;
        other.problem(400, "cursor.invalid");
    }
}

#[rstest]
#[case::unknown("page=2", 400, "parameter.unknown")]
#[case::twice("q=a&q=b", 400, "parameter.invalid")]
#[case::nul("q=%00", 400, "parameter.invalid")]
#[case::not_utf8("q=%FF", 400, "parameter.invalid")]
#[case::limit("limit=0", 422, "request.invalid")]
#[case::region("region=1", 422, "request.invalid")]
#[case::cursor("cursor=abc", 400, "cursor.invalid")]
#[actix_web::test]
async fn what_cannot_be_asked_is_refused_by_name(#[case] query: &str, #[case] status: u16, #[case] code: &str) {
    let app = TestApp::new(Backend::Sqlite);
    app.get(&format!("/api/v1/enterprises?{query}")).await.problem(status, code);
}
