//! What all lists have in common: filters, order, counts, and parameters that they refuse or ignore.

use actix_web::test::TestRequest;
use rstest::rstest;
use serde_json::Value;
use siku::http::app::document;

use crate::support::{Backend, TestApp, csv, encoded, load};

const ENTERPRISES: &str = "统一社会信用代码|企业名称|企业类型|注册属地|成立日期";
const PROJECTS: &str = "项目名称|项目所在地|总投资（万元）|建设单位";
const QUALIFICATIONS: &str = "统一社会信用代码|企业名称|资质名称|证书编号|有效期至|资质状态";

/// An app that has loaded sheets: each a name and its lines.
fn loaded(backend: Backend, sheets: &[(&str, &[String])]) -> TestApp {
    let app = TestApp::new(backend);
    let files = sheets.iter().map(|(name, lines)| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        csv(&app.database, name, &lines)
    });
    let report = load(&app.database, &app.vault, &files.collect::<Vec<_>>());
    let remarks: Vec<String> =
        report.files.iter().flat_map(|file| file.remarks.iter()).map(|remark| format!("{remark:?}")).collect();
    assert!(report.is_clean(), "{remarks:?}");
    app
}

fn lines(header: &str, rows: &[&str]) -> Vec<String> {
    [header].into_iter().chain(rows.iter().copied()).map(str::to_owned).collect()
}

fn names(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

/// More than a search gives of one name.
const MANY: usize = 1_050;

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_filter_narrows_a_search_before_its_cap(#[case] backend: Backend) {
    let many = |header: &str, row: &dyn Fn(usize, &str) -> String| {
        let mut lines = vec![header.to_owned()];
        lines.extend((0..MANY).map(|n| row(n, "410105")));
        lines.push(row(MANY, "411303"));
        lines
    };
    let enterprises = many(ENTERPRISES, &|n, region| format!("无|南阳{n:04}建设有限公司|建筑业|{region}|"));
    let projects = many(PROJECTS, &|n, region| format!("南阳{n:04}建设大厦|{region}|1|南阳某局"));
    let app = loaded(backend, &[("enterprises", &enterprises), ("projects", &projects)]);
    for list in ["enterprises", "projects"] {
        // The name has the words anywhere, and begins with them.
        for q in ["建设", "南阳", "ny"] {
            let address = format!("/api/v1/{list}?count=true&q={}", encoded(q));
            let all = app.get(&address).await.good();
            let total = all["total"].as_u64().unwrap();
            assert!((1_000..=MANY as u64).contains(&total) && all["capped"] == true, "{address}: {total}");
            let found = app.get(&format!("{address}&region=411303")).await.good();
            assert!(found["total"] == 1 && found["capped"] == false, "{address}: {found}");
            assert!(names(&found)[0].contains(&MANY.to_string()), "{found}");
        }
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_single_character_finds_a_name_wherever_it_stands(#[case] backend: Backend) {
    let enterprises = lines(ENTERPRISES, &["无|南阳翊筑|建筑业|410105|", "无|崧垣有限公司|建筑业|410105|"]);
    let projects = lines(PROJECTS, &["南阳翊筑|410105|1|南阳某局", "崧垣大厦|410105|1|南阳某局"]);
    let app = loaded(backend, &[("enterprises", &enterprises), ("projects", &projects)]);
    for list in ["enterprises", "projects"] {
        for q in ["南", "翊", "筑"] {
            let found = app.get(&format!("/api/v1/{list}?q={}", encoded(q))).await.good();
            assert_eq!(names(&found), ["南阳翊筑"], "{q}");
        }
        let missed = app.get(&format!("/api/v1/{list}?q={}", encoded("磐"))).await.good();
        assert_eq!(names(&missed), [""; 0]);
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn only_a_qualification_in_force_is_held(#[case] backend: Backend) {
    let firms = ["甲建设有限公司", "乙建设有限公司", "丙建设有限公司", "丁建设有限公司"];
    let rows = firms.map(|name| format!("无|{name}|建筑业|410105|"));
    let enterprises = lines(ENTERPRISES, &rows.each_ref().map(String::as_str));
    // The day of the answers is 2026-11-22.
    let qualifications = lines(
        QUALIFICATIONS,
        &[
            "其它|甲建设有限公司|建筑工程施工总承包壹级|D241000001|2026-11-22|有效",
            "其它|乙建设有限公司|建筑工程施工总承包壹级|D241000002|2026-11-21|有效",
            "其它|丙建设有限公司|建筑工程施工总承包壹级|D241000003|2027-12-31|撤销",
            "其它|丁建设有限公司|建筑工程施工总承包壹级|D241000004||有效",
        ],
    );
    let app = loaded(backend, &[("enterprises", &enterprises), ("qualifications", &qualifications)]);
    let (category, class) = (encoded("建筑工程"), encoded("一级"));
    for query in
        [format!("category={category}"), format!("class={class}"), format!("category={category}&class={class}")]
    {
        let found = app.get(&format!("/api/v1/enterprises?count=true&{query}")).await.good();
        assert_eq!(names(&found), ["丁建设有限公司", "甲建设有限公司"], "{query}");
        assert_eq!(found["total"], 2, "{query}");
        let found = app.get(&format!("/api/v1/enterprises?{query}&q={}", encoded("建设"))).await.good();
        assert_eq!(names(&found), ["丁建设有限公司", "甲建设有限公司"], "{query}");
    }
    let all = app.get("/api/v1/enterprises").await.good();
    for item in all["items"].as_array().unwrap() {
        let held = usize::from("甲丁".contains(item["name"].as_str().unwrap().chars().next().unwrap()));
        assert_eq!(item["qualifications"].as_array().unwrap().len(), held, "{item}");
    }
}

#[rstest]
#[case::by_name("enterprises", "name", &["丙", "乙", "甲"])]
#[case::by_name_backwards("enterprises", "-name", &["甲", "乙", "丙"])]
#[case::by_region("enterprises", "region", &["甲", "丙", "乙"])]
#[case::by_region_backwards("enterprises", "-region", &["丙", "甲", "乙"])]
#[case::oldest_first("enterprises", "established_on", &["丙", "甲", "乙"])]
#[case::youngest_first("enterprises", "-established_on", &["甲", "丙", "乙"])]
#[case::projects_by_name("projects", "name", &["丙", "乙", "甲"])]
#[case::projects_by_region_backwards("projects", "-region", &["甲", "丙", "乙"])]
#[case::smallest_first("projects", "investment", &["甲", "丙", "乙"])]
#[case::largest_first("projects", "-investment", &["丙", "甲", "乙"])]
#[actix_web::test]
async fn a_list_is_sorted_as_asked_page_by_page(
    #[case] list: &str,
    #[case] sort: &str,
    #[case] expected: &[&str],
    #[values("", "建设")] words: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let enterprises = lines(
        ENTERPRISES,
        &[
            "无|甲建设有限公司|建筑业|410105|2015-01-01",
            "无|乙建设有限公司|建筑业||",
            "无|丙建设有限公司|建筑业|411303|2014-12-31",
        ],
    );
    let projects =
        lines(PROJECTS, &["甲建设大厦|411303|9|南阳某局", "乙建设大厦|||南阳某局", "丙建设大厦|410105|10000|南阳某局"]);
    let app = loaded(backend, &[("enterprises", &enterprises), ("projects", &projects)]);
    let address = format!("/api/v1/{list}?limit=1&sort={sort}&q={}", encoded(words));
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.get(&format!("{address}{cursor}")).await.good();
        found.extend(names(&page).into_iter().map(|name| name.chars().take(1).collect::<String>()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(found, expected);
    let other = if sort == "name" { "-name" } else { "name" };
    app.get(&format!("/api/v1/{list}?sort={other}&q={}{cursor}", encoded(words))).await.problem(400, "cursor.invalid");
}

#[actix_web::test]
async fn an_order_that_does_not_exist_is_refused_with_those_that_do() {
    let app = TestApp::new(Backend::Sqlite);
    for (path, known) in [
        ("enterprises?sort=capital", "name、region、established_on"),
        ("projects?sort=area", "name、region、permitted_on、investment"),
        ("people?name=ab&sort=-age", "name"),
    ] {
        let problem = app.get(&format!("/api/v1/{path}")).await.problem(422, "request.invalid");
        assert!(problem["errors"][0]["message"].as_str().unwrap().contains(known), "{problem}");
    }
}

#[rstest]
#[case("enterprises?q=&region=&category=&class=&sort=&cursor=&limit=&count=", 1)]
#[case("projects?q=&region=&stage=&owner=&type=&sort=&cursor=&limit=&count=", 1)]
#[case("enterprises?q=%20", 1)]
#[case("credit-records?subject=&kind=&in_force=&cursor=&limit=&count=", 0)]
#[case("blacklist?cursor=&limit=&count=", 0)]
#[actix_web::test]
async fn an_empty_parameter_asks_for_nothing(#[case] path: &str, #[case] found: usize) {
    let enterprises = lines(ENTERPRISES, &["无|甲建设有限公司|建筑业|410105|"]);
    let projects = lines(PROJECTS, &["甲建设大厦|410105|1|南阳某局"]);
    let app = loaded(Backend::Sqlite, &[("enterprises", &enterprises), ("projects", &projects)]);
    let list = app.get(&format!("/api/v1/{path}")).await.good();
    assert_eq!(list["items"].as_array().unwrap().len(), found);
    assert_eq!(list.get("total"), None);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn every_list_is_counted_when_asked(#[case] backend: Backend) {
    let enterprises = lines(ENTERPRISES, &["无|甲建设有限公司|建筑业|410105|"]);
    let app = loaded(backend, &[("enterprises", &enterprises)]);
    let own = app.get("/api/v1/enterprises").await.good()["items"][0]["id"].as_str().unwrap().to_owned();
    for list in
        ["credit-records", "blacklist", &format!("enterprises/{own}/people"), &format!("enterprises/{own}/projects")]
    {
        assert_eq!(app.get(&format!("/api/v1/{list}?count=true")).await.good()["total"], 0, "{list}");
        assert_eq!(app.get(&format!("/api/v1/{list}")).await.good().get("total"), None, "{list}");
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn what_happened_to_a_record_is_told_latest_first(#[case] backend: Backend) {
    let row = |name: &str| format!("91410100MA0000007G|{name}建设有限公司|建筑业|410105|");
    let first = lines(ENTERPRISES, &[&row("甲")]);
    let app = loaded(backend, &[("first", &first), ("second", &lines(ENTERPRISES, &[&row("乙")]))]);
    let address = "/api/v1/enterprises/91410100MA0000007G/history?limit=1&count=true";
    let latest = app.get(address).await.good();
    assert_eq!(latest["total"], 2);
    assert_eq!(latest["items"][0]["summary"], "登记 曾用名称和代码 1 项；变更 基本信息");
    let earlier = app.get(&format!("{address}&cursor={}", latest["next_cursor"].as_str().unwrap())).await.good();
    assert_eq!(earlier["items"][0]["summary"], "登记 企业类型 1 项、基本信息");
    assert_eq!(earlier.get("next_cursor"), None);
    assert!(earlier["items"][0]["filing_number"].as_str().unwrap().starts_with("L-"), "{earlier}");
    app.get("/api/v1/projects/0/history").await.problem(404, "record.not_found");
}

#[actix_web::test]
async fn no_operation_takes_a_parameter_that_it_does_not_know() {
    let app = TestApp::new(Backend::Sqlite);
    let document = serde_json::to_value(document()).unwrap();
    // Probes of health append what they like.
    let paths = document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with("/api/"));
    // Whoever is not let in is not told what an operation takes.
    let open = paths.filter(|(_, operations)| operations["get"].is_object() && operations["get"]["security"].is_null());
    let mut asked = 0;
    for (path, _) in open {
        let problem = app.get(&format!("{}?x=1", path.replace("{key}", "0"))).await.problem(400, "parameter.unknown");
        assert!(problem["detail"].as_str().unwrap().contains("“x”"), "{path}: {problem}");
        asked += 1;
    }
    assert!(asked >= 20, "{asked} paths only");
}

#[rstest]
#[case::list("/api/v1/enterprises", 200)]
#[case::missing("/api/v1/enterprises/0", 404)]
#[case::refused("/api/v1/enterprises?x=1", 400)]
#[case::page("/enterprises", 200)]
#[case::home("/", 200)]
#[case::no_page("/nowhere", 404)]
#[case::document("/openapi.json", 200)]
#[case::probe("/health", 200)]
#[actix_web::test]
async fn head_answers_as_get_without_a_body(#[case] path: &str, #[case] status: u16) {
    assert_head(&TestApp::new(Backend::Sqlite), path, status).await;
}

#[actix_web::test]
async fn an_asset_answers_head() {
    let app = TestApp::new(Backend::Sqlite);
    let home = app.get("/").await.body;
    let asset = home.split('"').find(|text| text.starts_with("/assets/") && text.contains(".css")).unwrap();
    assert_head(&app, asset, 200).await;
}

async fn assert_head(app: &TestApp, path: &str, status: u16) {
    let (get, head) = (app.get(path).await, app.send(TestRequest::default().method(HEAD).uri(path)).await);
    assert_eq!((get.status.as_u16(), head.status.as_u16()), (status, status), "{path}");
    assert_eq!(head.header("content-type"), get.header("content-type"));
    assert!(!get.bytes.is_empty() && head.bytes.is_empty(), "{path}: {}", head.body);
}

const HEAD: actix_web::http::Method = actix_web::http::Method::HEAD;
