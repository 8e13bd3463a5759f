//! Who is found: whom a record means that says no number, whom a firm leads to, and what is offered otherwise.

use rstest::rstest;
use siku::registry;

use super::market::{HOSPITAL, HUAXIN, JINQIAO, Market, SCHOOL, address, items};
use super::{NAME, NUMBER, market};
use crate::support::house::{number, resident_number};
use crate::support::{Backend, TestApp};

const FREE: &str = "在本平台登记的记录中，无在建项目。";
const ENGAGED: &str = "在本平台登记的记录中，在建 1 项，自 2026-03-02，依据施工许可证 4101052503010101-SX-001。";
const UNCONFIRMED: &str = "在本平台登记的记录中，无在建项目；另有 1 条同名任职记录未能认定是否本人。";
const NOWHERE: &str = "某某建筑劳务有限公司";

/// A permit that names nobody.
fn permit(market: &Market, project: &str) {
    market.sheet("施工许可证编号|项目编号|发证日期", &[format!("{project}-SX-001|{project}|2026-03-02")]);
}

/// Somebody on the site of the hospital by what the record says of them: a document, a certificate, a firm.
fn on_site(market: &Market, document: &str, certificate: &str, firm: &str) {
    permit(market, HOSPITAL);
    market.sheet(
        "项目编号|施工许可证编号|企业名称|人员姓名|证件号码|岗位名称|证书编号",
        &[format!("{HOSPITAL}|{HOSPITAL}-SX-001|{firm}|{NAME}|{document}|项目经理|{certificate}")],
    );
}

#[rstest]
#[case::by_employer(String::new(), "", HUAXIN.1, ENGAGED)]
#[case::by_registration_number(String::new(), NUMBER, NOWHERE, ENGAGED)]
#[case::by_covered_number(number(1).masked().to_owned(), "", NOWHERE, ENGAGED)]
#[case::covered_number_of_another(number(2).masked().to_owned(), "", HUAXIN.1, FREE)]
#[case::by_name_alone(String::new(), "", NOWHERE, UNCONFIRMED)]
#[actix_web::test]
async fn whom_a_project_named_before_he_was_on_file_is_told_when_he_arrives(
    #[case] document: String,
    #[case] certificate: &str,
    #[case] firm: &str,
    #[case] sentence: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = Market::new(backend);
    on_site(&market, &document, certificate, firm);
    let nobody = market.managers(&[("name", NAME)]).await;
    assert_eq!((items(&nobody).len(), nobody["unidentified_records"].as_i64()), (0, Some(1)), "{nobody}");
    market.constructor(NAME, 1, NUMBER, HUAXIN);
    assert_eq!(market.sentences(&[("registration_number", NUMBER)]).await, [sentence]);
    let verify = |market: &Market| {
        let app = &market.app;
        app.database.db.read_now(|conn| registry::verify_ledger(conn, &app.vault)).unwrap()
    };
    assert_eq!(verify(&market).differences, [], "what follows is in the ledger, too");
}

#[rstest]
#[actix_web::test]
async fn a_firm_that_comes_on_file_after_the_project_tells_who_its_manager_is(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = Market::new(backend);
    let late = ("91410100MA00000311", "河南新来建设有限公司");
    on_site(&market, "", "", late.1);
    market.sheet("统一社会信用代码|企业名称|企业类型|注册属地", &[format!("{}|{}|建筑业|410105", late.0, late.1)]);
    market.constructor(NAME, 1, NUMBER, late);
    assert_eq!(market.sentences(&[("name", NAME)]).await, [ENGAGED]);
}

#[rstest]
#[actix_web::test]
async fn a_record_that_says_only_a_name_leaves_the_verdict_open(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    on_site(&market, "", "", NOWHERE);
    let answer = market.managers(&[("name", NAME)]).await;
    let only = &items(&answer)[0];
    assert_eq!((only["verdict"].as_str(), only["sentence"].as_str()), (Some("unconfirmed"), Some(UNCONFIRMED)));
    assert_eq!(only["unidentified_records"], 1);
    let page = market.app.get(&address("/project-managers", &[("name", NAME)])).await.body;
    assert!(page.contains("verdict-unknown") && page.contains("有同名任职待认定"), "{page}");
    market.acceptance(HOSPITAL, "2026-10-20");
    assert_eq!(market.sentences(&[("name", NAME)]).await, [FREE], "what is over leaves nothing open");
}

#[rstest]
#[actix_web::test]
async fn a_nameless_record_of_a_project_that_is_theirs_anyway_is_not_counted(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    on_site(&market, "", "", NOWHERE);
    assert_eq!(market.sentences(&[("name", NAME)]).await, [ENGAGED]);
}

#[rstest]
#[actix_web::test]
async fn a_firm_leads_to_whom_it_registers_and_to_whom_it_lets_lead(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.constructor("李中标", 2, "豫1412006200700002", JINQIAO);
    market.permit(SCHOOL, "2026-03-02", JINQIAO, NAME, 1);
    let names = |answer: &serde_json::Value| {
        items(answer).iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&market.managers(&[("enterprise", JINQIAO.1)]).await), ["李中标", NAME]);
    assert_eq!(names(&market.managers(&[("enterprise", HUAXIN.0)]).await), [NAME]);
    let narrowed = [("enterprise", JINQIAO.0), ("name", NAME), ("registration_number", NUMBER)];
    assert_eq!(names(&market.managers(&narrowed).await), [NAME]);
}

#[rstest]
#[actix_web::test]
async fn where_the_firm_is_not_clear_those_it_may_be_are_offered(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    let near = |answer: &serde_json::Value| {
        let near = answer["near_enterprises"].as_array().unwrap();
        near.iter().map(|firm| firm["credit_code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for said in ["华鑫建设", "河南华鑫建筑工程有限公司", "hnhx"] {
        let answer = market.managers(&[("enterprise", said)]).await;
        assert_eq!(near(&answer).first().map(String::as_str), Some(HUAXIN.0), "{said}: {answer}");
    }
    let twin = "91410100MA00000311";
    market.sheet("统一社会信用代码|企业名称|企业类型|注册属地", &[format!("{twin}|{}|建筑业|410200", HUAXIN.1)]);
    let answer = market.managers(&[("enterprise", HUAXIN.1), ("name", NAME)]).await;
    let mut both = near(&answer);
    both.truncate(2);
    both.sort();
    assert_eq!(both, [HUAXIN.0, twin], "{answer}");
    let page = market.app.get(&address("/project-managers", &[("enterprise", HUAXIN.1), ("name", NAME)])).await.body;
    assert!(page.contains("不能确定是哪家企业"), "{page}");
    assert!(page.contains(&format!("enterprise={twin}")) && page.contains("河南省-开封市"), "{page}");
    market.app.get("/api/v1/project-managers?enterprise=qqqq").await.problem(404, "record.not_found");
}

#[rstest]
#[actix_web::test]
async fn pages_follow_each_other_in_the_order_of_names(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let market = Market::new(backend);
    let rows = (1..=25).map(|serial| {
        let name = if serial % 2 == 0 { NAME } else { "王建军" };
        let id = resident_number(serial);
        format!("{name}|{id}|一级注册建造师|建筑工程|豫14120062007{serial:05}|{}|{}", HUAXIN.1, HUAXIN.0)
    });
    let header = "姓名|证件号码|注册类型及等级|注册专业|注册编号|单位名称|单位统一社会信用代码";
    market.sheet(header, &rows.collect::<Vec<_>>());
    for (by, expected) in [(("enterprise", HUAXIN.0), 25), (("name", NAME), 12)] {
        let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let answer = market.managers(&[by, ("limit", "10"), ("cursor", &cursor)]).await;
            pages += 1;
            let told = |item: &serde_json::Value| (item["name"].as_str().unwrap().to_owned(), item["id"].to_string());
            seen.extend(items(&answer).iter().map(told));
            let Some(next) = answer["next_cursor"].as_str() else { break };
            next.clone_into(&mut cursor);
        }
        let names: Vec<&String> = seen.iter().map(|(name, _)| name).collect();
        assert!(names.is_sorted() && pages == seen.len().div_ceil(10), "{names:?} on {pages} pages");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), expected, "{by:?}");
    }
    let page = market.app.get(&address("/project-managers", &[("enterprise", HUAXIN.0)])).await.body;
    assert!(page.contains("本页 20 人") && page.contains("rel=\"next\"") && page.contains("下一页"), "{page}");
    let first = market.managers(&[("name", NAME), ("limit", "10")]).await;
    let other = [("name", "王建军"), ("cursor", first["next_cursor"].as_str().unwrap())];
    market.app.get(&address("/api/v1/project-managers", &other)).await.problem(400, "cursor.invalid");
}

#[rstest]
#[actix_web::test]
async fn when_nobody_matches_it_is_said_who_comes_near_and_why(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = Market::new(backend);
    market.constructor("王建军", 1, NUMBER, HUAXIN);
    market.constructor("赵大伟", 3, "豫1412006200700003", HUAXIN);
    market.sheet(
        "姓名|证件号码|安管人员类别|安全生产考核合格证书编号|单位名称|单位统一社会信用代码",
        &[format!("{NAME}|{}|C|豫建安C（2015）0000001|{}|{}", resident_number(2), JINQIAO.1, JINQIAO.0)],
    );
    let answer = market.managers(&[("name", NAME)]).await;
    assert_eq!(items(&answer).len(), 0);
    let near: Vec<[&str; 3]> = answer["near"]
        .as_array()
        .unwrap()
        .iter()
        .map(|near| [&near["name"], &near["enterprise"]["name"], &near["reason"]].map(|value| value.as_str().unwrap()))
        .collect();
    let unregistered = [NAME, JINQIAO.1, "在人员库中，但没有注册建造师执业信息"];
    assert_eq!(near, [unregistered, ["王建军", HUAXIN.1, "姓名相近"]]);
    let page = market.app.get(&address("/project-managers", &[("name", NAME)])).await.body;
    let label = format!("{NAME}（{}，{}）", number(2).masked(), JINQIAO.1);
    assert!(page.contains("没有找到符合条件的记录") && page.contains(&label), "{page}");
    // Somebody of the name is registered, but elsewhere.
    let elsewhere = market.managers(&[("name", "王建军"), ("enterprise", JINQIAO.0)]).await;
    assert_eq!(elsewhere["near"][0]["reason"], "同名，但不符合其他查询条件");
}

#[rstest]
#[case::nothing("", "query.empty", "name")]
#[case::punctuation("name=%E3%80%81%E3%80%82", "text.blank", "name")]
#[case::punctuation_as_number("registration_number=--", "text.blank", "registration_number")]
#[case::identity_number("name=410100190001010019", "resident_id.not_searchable", "name")]
#[actix_web::test]
async fn what_says_nothing_is_refused_by_name(#[case] query: &str, #[case] code: &str, #[case] parameter: &str) {
    let app = TestApp::new(Backend::Sqlite);
    let problem = app.get(&format!("/api/v1/project-managers?{query}")).await.problem(422, "request.invalid");
    assert_eq!((&problem["errors"][0]["code"], &problem["errors"][0]["path"]), (&code.into(), &parameter.into()));
}

#[actix_web::test]
async fn before_the_first_load_no_day_is_made_up() {
    let app = TestApp::new(Backend::Sqlite);
    let page = app.get(&address("/project-managers", &[("name", NAME)])).await.body;
    assert!(page.contains("没有找到符合条件的记录") && !page.contains("1970"), "{page}");
}
