//! What is said of an enterprise beside its certificates: who stands behind it, where it came from, where else it works.

use rstest::rstest;
use serde_json::json;

use crate::support::house::resident_number;
use crate::support::{Backend, TestApp, csv, load};

const CODE: &str = "91410100MA0000007G";
const FIRM: &str = "河南测试建设有限公司";

fn app(backend: Backend) -> TestApp {
    let app = TestApp::new(backend);
    let id = resident_number(1);
    let lines = |header: &str, rows: &[String]| -> Vec<String> {
        let rows = rows.iter().map(|row| format!("{CODE}|{FIRM}|{row}"));
        std::iter::once(format!("统一社会信用代码|企业名称|{header}")).chain(rows).collect()
    };
    let sheets = [
        (
            "basics",
            lines(
                "企业类型|法定代表人|法定代表人职务|法定代表人证件号码|注册资本（万元）|注册资本币种|经营地址|技术负责人|联系电话",
                &[format!("建筑业|张测试|董事长|{id}|100|2|郑州市某路 1 号|王测试|0371-00000000")],
            ),
        ),
        (
            "holders",
            lines(
                "股东名称|股东统一社会信用代码|股东证件号码|持股比例（%）|是否实际控制人",
                &[format!("张测试||{id}|60.5|是"), "某某控股有限公司|91410100MA0000015B||39.5|否".to_owned()],
            ),
        ),
        (
            "successions",
            lines(
                "变更方式|原企业名称|变更日期|变更文号",
                &["更名|郑州测试建筑公司|2010-07-18|工商变字〔2010〕1号".to_owned()],
            ),
        ),
        (
            "entries",
            lines(
                "登记省份|登记编号|承揽业务范围|驻地负责人|驻地联系电话|登记日期",
                &["500000|YJ-1|建筑工程|赵测试|13800000000|2025-01-02".to_owned()],
            ),
        ),
        ("assets", lines("年度|净资产（万元）|审计机构", &["2024|3000|某会计师事务所".to_owned()])),
    ];
    let files = sheets.map(|(name, lines)| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        csv(&app.database, name, &lines)
    });
    assert_eq!(load(&app.database, &app.vault, &files).rows_refused, 0);
    app
}

#[rstest]
#[actix_web::test]
async fn an_enterprise_shows_who_stands_behind_it_and_where_it_came_from(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = app(backend);
    let detail = app.get(&format!("/api/v1/enterprises/{CODE}")).await.good();
    let person = detail["legal_representative_id"].as_str().expect("the number says who it is").to_owned();
    assert_eq!(app.get(&format!("/api/v1/people/{person}")).await.good()["name"], "张测试");
    assert_eq!((&detail["legal_representative_duty"], &detail["capital_currency"]), (&json!("董事长"), &json!("美元")));
    let holders = detail["shareholders"].as_array().unwrap();
    let of_person = holders.iter().find(|holder| holder["person_id"] == *person).expect("the holder is on file");
    assert_eq!((&of_person["share_basis_points"], &of_person["is_controller"]), (&json!(6_050), &json!(true)));
    let of_firm = holders.iter().find(|holder| holder["name"] == "某某控股有限公司").unwrap();
    let firm = of_firm["enterprise_id"].as_str().expect("its code says which it is").to_owned();
    assert_eq!(detail["successions"][0]["predecessor"]["name"], "郑州测试建筑公司");
    assert_eq!(detail["market_entries"][0]["host_region"], "重庆市");
    assert_eq!(detail["net_assets"][0]["net_assets_fen"], 3_000_000_000_i64);

    let answer = app.get(&format!("/enterprises/{CODE}")).await;
    let html = &answer.body;
    let texts = [
        "张测试</a> <span class=\"secondary\">董事长</span>",
        "100 万元</span>（美元）",
        "<dt>技术负责人</dt><dd>王测试</dd>",
        "<dt>联系电话</dt><dd>0371-00000000</dd>",
        &format!("<a href=\"/people/{person}\">张测试</a>"),
        &format!("<a href=\"/enterprises/{firm}\">某某控股有限公司</a>"),
        "60.5%",
        "控制人",
        "郑州测试建筑公司",
        "工商变字〔2010〕1号",
        "YJ-1",
        "赵测试",
        "3,000 万元",
        "<a href=\"#shareholders\">股东和控制人<span class=\"section-count\">（2）",
    ];
    for text in texts {
        assert!(html.contains(text), "lacks {text}:\n{html}");
    }
    let person = app.get(&format!("/people/{person}")).await.body;
    for body in [&detail.to_string(), html, &person] {
        assert!(
            !body.contains("13800000000") && !body.contains(&resident_number(1)),
            "what is a person's stays sealed"
        );
    }
}

#[actix_web::test]
async fn tables_without_rows_are_left_out() {
    let app = TestApp::new(Backend::Sqlite);
    let firm = ["统一社会信用代码|企业名称|企业类型".to_owned(), format!("{CODE}|{FIRM}|建筑业")];
    load(&app.database, &app.vault, &[csv(&app.database, "firm", &firm.each_ref().map(String::as_str))]);
    let html = app.get(&format!("/enterprises/{CODE}")).await.body;
    for absent in ["shareholders", "successions", "market-entries", "net-assets", "联系电话"] {
        assert!(!html.contains(absent), "{absent}");
    }
}
