//! May they? Questions about what is on file, answered by the rules.

use actix_web::test::TestRequest;
use rstest::rstest;
use serde_json::{Value, json};

use crate::lookup::market::{HOSPITAL, HUAXIN, JINQIAO, Market, SCHOOL, ZHONGYUAN, address};
use crate::support::Backend;
use crate::support::house::resident_number;

const NAME: &str = "王建国";
const NUMBER: &str = "豫1412006200700001";
const HOUSING: &str = "施工总承包/建筑工程/房屋建筑";

/// A market in which a firm of the second class has its licences, and a constructor of the first class works there.
fn market(backend: Backend) -> Market {
    let market = Market::new(backend);
    let (code, firm) = HUAXIN;
    market.sheet(
        "统一社会信用代码|企业名称|资质名称|证书编号|发证日期|有效期至",
        &[format!("{code}|{firm}|建筑工程施工总承包二级|D241000013|2024-01-05|2029-01-04")],
    );
    market.sheet(
        "统一社会信用代码|企业名称|安全生产许可证编号|有效期始|有效期至",
        &[format!("{code}|{firm}|（豫）JZ安许证字〔2024〕000001|2024-03-01|2027-02-28")],
    );
    market.constructor(NAME, 1, NUMBER, HUAXIN);
    market.sheet(
        "姓名|证件号码|单位名称|单位统一社会信用代码|安管人员类别|安全生产考核合格证书编号|发证日期|有效期至",
        &[format!("{NAME}|{}|{firm}|{code}|B|豫建安B（2024）0000001|2024-01-01|2027-12-31", resident_number(1))],
    );
    market
}

/// A question about housing that the second class covers.
fn question() -> Value {
    json!({
        "enterprise": HUAXIN.0, "person_name": NAME, "kind": HOUSING, "region": "410105", "on": "2026-11-22",
        "measures": {
            "building_height": "60", "project_building_area": "52000", "single_span": "9",
            "single_building_area": "9000", "floors": "18",
        },
    })
}

async fn ask(market: &Market, question: &Value) -> Value {
    let request = TestRequest::post().uri("/api/v1/eligibility-checks").set_json(question);
    market.app.send(request).await.good()
}

fn finding<'v>(answer: &'v Value, rule: &str) -> &'v Value {
    let all = ["undertaking", "appointment"].into_iter().flat_map(|part| answer[part].as_array().unwrap());
    all.into_iter().find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("{rule}: {answer}"))
}

/// The same question with something else in it.
fn with(changes: &Value) -> Value {
    let mut question = question();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Object(parts) => question[name].as_object_mut().unwrap().extend(parts.clone()),
            value => question[name] = value.clone(),
        }
    }
    question
}

#[rstest]
#[actix_web::test]
async fn who_keeps_every_rule_may(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let answer = ask(&market(backend), &question()).await;
    assert_eq!((&answer["verdict"], &answer["verdict_label"]), (&json!("may"), &json!("可以")), "{answer}");
    assert_eq!(answer["sentence"], "2026-11-22，各项规则均符合。");
    assert_eq!((&answer["enterprise"]["name"], &answer["person"]["name"]), (&json!(HUAXIN.1), &json!(NAME)));
    let lock = finding(&answer, "X05");
    assert_eq!((&lock["outcome"], &lock["effect"]), (&json!("passed"), &json!("bars")));
    assert_eq!(lock["citations"][0]["document"], "建市〔2008〕48号");
    let scope = finding(&answer, "X01");
    assert!(scope["seen"][0]["value"].as_str().unwrap().starts_with("建筑高度 60 m，不超过100 m"), "{scope}");
}

#[rstest]
#[case::too_high(json!({ "measures": { "building_height": "100.5" } }), "X01", "may_not")]
#[case::permit_expired(json!({ "on": "2027-03-01" }), "X03", "may_not")]
#[case::qualification_expired(json!({ "on": "2029-01-05" }), "X02", "may_not")]
#[case::another_category(json!({ "kind": "施工总承包/市政公用工程/城市道路" }), "X02", "may_not")]
#[case::certificate_expired(json!({ "on": "2028-01-01" }), "X08", "may_not")]
#[case::another_employer(json!({ "enterprise": JINQIAO.1 }), "X07", "may_not")]
#[actix_web::test]
async fn who_breaks_a_rule_may_not_or_a_person_looks_at_it(
    #[case] changes: Value,
    #[case] rule: &str,
    #[case] verdict: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let answer = ask(&market(backend), &with(&changes)).await;
    assert_eq!(
        (&answer["verdict"], &finding(&answer, rule)["outcome"]),
        (&json!(verdict), &json!("failed")),
        "{answer}"
    );
    let because = finding(&answer, rule)["because"].as_str().unwrap();
    let bars = finding(&answer, rule)["effect"] == "bars";
    assert_eq!(answer["sentence"].as_str().unwrap().contains(because), bars, "{answer}");
}

#[rstest]
#[actix_web::test]
async fn another_active_project_bars_and_the_project_itself_does_not(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    let elsewhere = ask(&market, &with(&json!({ "project": SCHOOL }))).await;
    assert_eq!(elsewhere["verdict"], "may_not", "{elsewhere}");
    let seen = &finding(&elsewhere, "X05")["seen"][0];
    assert_eq!(seen["record"], "金水区人民医院病房楼（施工许可证 4101052503010101-SX-001）");
    let itself = ask(&market, &with(&json!({ "project": HOSPITAL }))).await;
    assert_eq!(itself["verdict"], "may", "{itself}");
    let earlier = ask(&market, &with(&json!({ "on": "2026-03-01" }))).await;
    assert_eq!(finding(&earlier, "X05")["outcome"], "passed", "the day before the permit: {earlier}");
    market.acceptance(HOSPITAL, "2026-10-20");
    assert_eq!(ask(&market, &question()).await["verdict"], "may");
}

#[rstest]
#[actix_web::test]
async fn what_a_project_registers_need_not_be_typed(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let market = market(backend);
    let bare = json!({ "enterprise": HUAXIN.0, "kind": HOUSING, "on": "2026-11-22", "project": HOSPITAL });
    let answer = ask(&market, &bare).await;
    assert_eq!(answer["measures"][0]["name"], "project_building_area");
    assert_eq!(answer["measures"][0]["amount"], "20000");
    assert_eq!((&answer["verdict"], &finding(&answer, "X01")["outcome"]), (&json!("unclear"), &json!("undecidable")));
    assert!(answer["sentence"].as_str().unwrap().contains("缺少建筑高度、单跨跨度"), "{answer}");
    assert!(answer["person"].is_null() && answer["appointment"].as_array().unwrap().is_empty());
}

#[rstest]
#[actix_web::test]
async fn a_chief_supervisor_needs_consent_for_a_second_project(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.registered("注册监理工程师", "李监理", 5, "41000123", ZHONGYUAN);
    let (code, firm) = ZHONGYUAN;
    market.sheet(
        "项目编号|企业名称|统一社会信用代码|人员姓名|证件号码|岗位名称|任职起始日期",
        &[format!("{HOSPITAL}|{firm}|{code}|李监理|{}|总监理工程师|2026-03-02", resident_number(5))],
    );
    let asked = |consent: bool| {
        json!({ "person_name": "李监理", "post": "chief_supervisor", "kind": HOUSING, "on": "2026-11-22",
                "project": SCHOOL, "has_consent": consent })
    };
    let alone = ask(&market, &asked(false)).await;
    assert_eq!(
        (&alone["verdict"], &finding(&alone, "X06")["outcome"]),
        (&json!("may_not"), &json!("failed")),
        "{alone}"
    );
    assert_eq!(ask(&market, &asked(true)).await["verdict"], "may");
}

#[rstest]
#[case::nothing(json!({ "kind": HOUSING }), "enterprise")]
#[case::no_kind(json!({ "enterprise": HUAXIN.0 }), "kind")]
#[case::no_number(json!({ "enterprise": HUAXIN.0, "kind": HOUSING, "measures": { "floors": "十八" } }), "measures/floors")]
#[case::no_such_firm(json!({ "enterprise": "河南不存在公司", "kind": HOUSING }), "enterprise")]
#[case::nobody(json!({ "person_name": "赵无名", "kind": HOUSING }), "person_name")]
#[case::no_such_project(json!({ "enterprise": HUAXIN.0, "kind": HOUSING, "project": "4101052503019901" }), "project")]
#[case::no_such_region(json!({ "enterprise": HUAXIN.0, "kind": HOUSING, "region": "419999" }), "region")]
#[actix_web::test]
async fn what_cannot_be_asked_is_told_at_its_field(#[case] question: Value, #[case] path: &str) {
    let market = market(Backend::Sqlite);
    let request = TestRequest::post().uri("/api/v1/eligibility-checks").set_json(&question);
    let problem = market.app.send(request).await.problem(422, "request.invalid");
    assert_eq!(problem["errors"][0]["path"], path, "{problem}");
}

#[actix_web::test]
async fn namesakes_are_told_apart_by_number_and_an_identity_number_is_refused() {
    let market = market(Backend::Sqlite);
    market.constructor(NAME, 2, "豫1412006200700002", JINQIAO);
    let request = |question: &Value| TestRequest::post().uri("/api/v1/eligibility-checks").set_json(question);
    let problem = market.app.send(request(&question())).await.problem(422, "request.invalid");
    let message = problem["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("2 人") && message.contains(JINQIAO.1), "{message}");
    let answer = ask(&market, &with(&json!({ "registration_number": NUMBER }))).await;
    assert_eq!(answer["verdict"], "may", "{answer}");
    let numbered = with(&json!({ "person_name": resident_number(1) }));
    let answer = market.app.send(request(&numbered)).await;
    assert!(answer.status == 422 && !answer.body.contains(&resident_number(1)), "{}", answer.body);
}

#[rstest]
#[actix_web::test]
async fn the_page_answers_in_a_sentence_and_keeps_what_was_typed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    let blank = market.app.page("/eligibility").await;
    assert!(blank.contains("能否承接、能否担任") && blank.contains("施工总承包"), "{blank}");
    let query = [
        ("enterprise", HUAXIN.1),
        ("person_name", NAME),
        ("kind", HOUSING),
        ("on", "2026-11-22"),
        ("building_height", "120"),
        ("project_building_area", "５２,000"),
        ("single_span", "9"),
    ];
    let page = market.app.page(&address("/eligibility", &query)).await;
    for said in
        ["不可以", "工程规模超出二级资质的承揽范围", "建设工程质量管理条例第六十条", "value=\"120\"", "不超过100 m"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let wrong = market.app.page(&address("/eligibility", &[("kind", HOUSING), ("building_height", "很高")])).await;
    assert!(wrong.contains("href=\"#field-building_height\"") && wrong.contains("value=\"很高\""), "{wrong}");
    assert_eq!(market.app.get("/eligibility?beauty=1").await.status, 422);
    let number = resident_number(1);
    let private = market.app.page(&address("/eligibility", &[("kind", HOUSING), ("person_name", &number)])).await;
    assert!(!private.contains(&number), "{private}");
}

#[actix_web::test]
async fn everybody_reads_the_rules_with_what_they_rest_on() {
    let market = Market::new(Backend::Sqlite);
    let rules = market.app.get("/api/v1/rules").await.good();
    let rules = rules["items"].as_array().unwrap();
    let lock = rules.iter().find(|rule| rule["id"] == "X05").unwrap();
    assert_eq!((&lock["valid_from"], &lock["effect"]), (&json!("2008-02-26"), &json!("bars")));
    assert_eq!(market.app.get("/api/v1/rules/X05").await.good(), *lock);
    market.app.get("/api/v1/rules/X99").await.problem(404, "record.not_found");
    let page = market.app.page("/rules").await;
    for rule in rules {
        let (id, title) = (rule["id"].as_str().unwrap(), rule["title"].as_str().unwrap());
        assert!(page.contains(&format!("<section id=\"{id}\"")) && page.contains(title), "{id}: {page}");
        assert!(!rule["citations"].as_array().unwrap().is_empty(), "{rule}");
    }
}
