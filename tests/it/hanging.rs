//! What hangs from a project beside its stages: unit works, tenders, changes, stops, commitments, fakes.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::house::resident_number;
use crate::support::{Backend, TestApp, csv, load};

const PROJECT: &str = "4101052601010101";
const PERMIT: &str = "4101052601010101-SX-001";

/// A project with one record of everything.
fn app(backend: Backend) -> TestApp {
    let app = TestApp::new(backend);
    let id = resident_number(1);
    let sheets: [(&str, &str, &[String]); 9] = [
        (
            "project",
            "项目分类|建设单位|立项级别|建设性质|资金来源|国有资金比例（%）|是否重点项目",
            &["01|郑州测试置业有限公司|2|001|财政资金|75.5|是".to_owned()],
        ),
        (
            "units",
            "单体编码|单体建（构）筑物名称|地面层数|建筑高度（米）|结构体系|是否绿色建筑|住宅套数（户）|施工许可环节编号",
            &[format!("001|1号楼|18|54.5|003|是|120|{PERMIT}")],
        ),
        ("measures", "单体编码|市政工程类别|城市道路工程_道路长度(km)", &["001|城市道路工程|3.2".to_owned()]),
        (
            "sections",
            "招标项目编号|标段（包）编号|标段（包）名称|标段合同估算价（万元）|工期",
            &["ZB-1|001|施工标段|300|258日历天".to_owned()],
        ),
        (
            "bids",
            "招标项目编号|标段（包）编号|投标人名称|投标单位项目负责人|项目负责人证件号码|投标报价金额（万元）|合计得分|是否拟确定中标人",
            &[
                "ZB-1|001|输了建设有限公司|||290|80|否".to_owned(),
                format!("ZB-1|001|赢了建设有限公司|张测试|{id}|280|91.5|是"),
                "ZB-2|001|别的建设有限公司|||10||".to_owned(),
            ],
        ),
        (
            "stops",
            "施工许可证编号|停工日期|停工原因|是否因施工单位原因停工",
            &[format!("{PERMIT}|2026-05-01|征地拆迁未完成|否")],
        ),
        (
            "commitments",
            "企业承担角色|企业名称|项目负责人姓名|证件号码|授权书日期|承诺书签署日期",
            &[format!("施工单位|赢了建设有限公司|张测试|{id}|2026-01-02|2026-01-03")],
        ),
        (
            "changes",
            "施工许可证编号|变更项|变更前的内容|变更后的内容|变更审核时间",
            &[format!("{PERMIT}|工期|258日历天|{id}|2026-06-01")],
        ),
        (
            "fakes",
            "虚假业绩编号|业绩上传主体|虚假类型|认定日期|认定部门",
            &["F-1|输了建设有限公司|业绩不存在|2026-07-01|某省住建厅".to_owned()],
        ),
    ];
    let mut files = Vec::new();
    for (name, header, rows) in sheets {
        let rows = rows.iter().map(|row| format!("{PROJECT}|测试大厦|{row}"));
        let lines: Vec<String> = std::iter::once(format!("项目编号|项目名称|{header}")).chain(rows).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        files.push(csv(&app.database, name, &lines));
    }
    let report = load(&app.database, &app.vault, &files);
    assert_eq!(report.rows_refused, 0, "{report:?}");
    app
}

#[rstest]
#[actix_web::test]
async fn everything_that_hangs_from_a_project_is_there_for_programs(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = app(backend);
    let detail = app.get(&format!("/api/v1/projects/{PROJECT}")).await.good();
    let said = |field: &str| -> Value { detail[field].clone() };
    assert_eq!((said("approval_level"), said("property")), (json!("省级"), json!("新建")), "codes are told in words");
    assert_eq!((said("state_share_basis_points"), said("is_major")), (json!(7_550), json!(true)));
    let unit = &detail["unit_works"][0];
    assert_eq!((&unit["structure"], &unit["suites"]), (&json!("框架结构"), &json!(120)));
    assert_eq!((&unit["measures"][0]["measure"], &unit["measures"][0]["value"]), (&json!("道路长度"), &json!("3.2")));
    assert_eq!(unit["records"], json!([{ "kind": "permit", "number": PERMIT }]));
    assert_eq!(detail["stoppages"][0]["contractor_at_fault"], false);
    assert_eq!(detail["fake_performances"][0]["number"], "F-1");
    let leader = detail["commitments"][0]["person_id"].as_str().expect("the number says who it is");

    let sections = app.get(&format!("/api/v1/projects/{PROJECT}/tender-sections")).await.good();
    let [first, second] = &sections["items"].as_array().unwrap()[..] else { panic!("two sections: {sections}") };
    let bidders = |section: &Value| -> Vec<String> {
        let bids = section["bids"].as_array().unwrap().iter();
        bids.map(|bid| bid["bidder"]["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((&first["name"], &second["name"]), (&json!("施工标段"), &Value::Null));
    assert_eq!(bidders(first), ["赢了建设有限公司", "输了建设有限公司"]);
    assert_eq!(bidders(second), ["别的建设有限公司"], "the same code of another tender is another section");
    let bid = &first["bids"][0];
    assert_eq!((&bid["manager_id"], &bid["score_hundredths"]), (&json!(leader), &json!(9_150)));
    app.get("/api/v1/projects/0000000000000000/tender-sections").await.problem(404, "record.not_found");
}

#[rstest]
#[actix_web::test]
async fn a_project_shows_what_hangs_from_it(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let app = app(backend);
    let html = app.get(&format!("/projects/{PROJECT}")).await.body;
    let texts = [
        "<dt>立项级别</dt><dd>省级",
        "<dt>国有资金比例</dt><dd>75.5%",
        "<dt>重点项目</dt><dd>是",
        "建筑高度 54.5 m，框架结构，绿色建筑，住宅 120 套，城市道路工程 道路长度 3.2 km</td>",
        &format!("<li>施工许可证 {PERMIT}</li>"),
        "施工标段",
        "258日历天",
        "赢了建设有限公司",
        "<li>合计 91.5</li>",
        "拟中标",
        "征地拆迁未完成",
        "非施工单位原因停工",
        "质量终身责任承诺",
        "2026-01-03",
        "业绩不存在",
        "某省住建厅",
        "<a href=\"#bids\">投标<span class=\"section-count\">（3）",
    ];
    for text in texts {
        assert!(html.contains(text), "lacks {text}:\n{html}");
    }
    assert!(!html.contains(&resident_number(1)), "a number that stands in a text is covered");
    let bare = TestApp::new(Backend::Sqlite);
    let project = ["项目编号|项目名称|建设单位", "4101052601010101|测试大厦|郑州测试置业有限公司"];
    load(&bare.database, &bare.vault, &[csv(&bare.database, "project", &project)]);
    let html = bare.get(&format!("/projects/{PROJECT}")).await.body;
    for absent in ["unit-works", "bids", "stoppages", "commitments", "虚假业绩", "施工许可变更"] {
        assert!(!html.contains(absent), "{absent}");
    }
}
