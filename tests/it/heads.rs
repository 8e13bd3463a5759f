//! Lists as a browser is given them: their heads sort them, and keep what was asked.

use rstest::rstest;

use crate::support::house::resident_number;
use crate::support::{Backend, TestApp, csv, encoded, load};

/// The address that a head of a list leads to.
fn head(html: &str, label: &str) -> String {
    let (before, _) = html.split_once(&format!("\">{label}</a></th>")).expect(label);
    before.rsplit("href=\"").next().unwrap().replace("&#38;", "&")
}

/// The names of a list, in its order.
fn names<'a>(html: &'a str, label: &str) -> Vec<&'a str> {
    let cell = format!("data-label=\"{label}\">");
    html.split(&cell).skip(1).map(|row| row.split("</a>").next().unwrap().rsplit('>').next().unwrap()).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_list_is_sorted_by_its_heads_and_keeps_the_question(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let lines = [
        "统一社会信用代码|企业名称|企业类型|注册属地|成立日期",
        "无|甲建设有限公司|建筑业|410105|2015-05-01",
        "无|乙建设有限公司|建筑业|410103|2020-05-01",
        "无|丙建设有限公司|建筑业|410104|",
        "无|丁建设有限公司|建筑业|500103|2018-05-01",
    ];
    load(&app.database, &app.vault, &[csv(&app.database, "firms", &lines)]);
    let [first, second, third] = ["甲", "乙", "丙"].map(|name| format!("{name}建设有限公司"));
    let start = app.page("/enterprises?province=410000").await;
    assert!(
        start
            .contains("aria-sort=\"ascending\"><a class=\"sort\" href=\"/enterprises?province=410000&#38;sort=-name\"")
    );
    let orders = [
        ("成立日期", "descending", [&second, &first, &third]),
        ("成立日期", "ascending", [&first, &second, &third]),
        ("地区", "ascending", [&second, &third, &first]),
        ("地区", "descending", [&first, &third, &second]),
    ];
    let mut html = start;
    for (label, order, expected) in orders {
        let address = head(&html, label);
        assert!(address.contains("province=410000") && !address.contains("cursor"), "{address}");
        html = app.page(&address).await;
        assert_eq!(names(&html, "企业名称"), expected, "{address}");
        assert_eq!(html.matches("aria-sort=").count(), 1, "{address}");
        let sorted = format!(
            "aria-sort=\"{order}\"><a class=\"sort\" href=\"{}\">{label}",
            head(&html, label).replace('&', "&#38;")
        );
        assert!(html.contains(&sorted), "{address} lacks {sorted}");
        assert!(html.contains("<input type=\"hidden\" id=\"field-sort\" name=\"sort\""), "the next question keeps it");
        assert!(html.contains("/api/v1/enterprises?region=410000&#38;sort="), "programs are led to the same order");
    }
    let words = app.page(&format!("/enterprises?q={}", encoded("建设"))).await;
    assert!(!words.contains("aria-sort="), "matches stand by how well they match");
    let unknown = app.page("/enterprises?sort=capital").await;
    assert!(unknown.contains("可以按 name、region、established_on 排序"), "{unknown}");
}

#[rstest]
#[case::people("/people?enterprise=ENTERPRISE", "姓名", "姓名", "-name", &["李测试", "张测试"])]
#[case::project_names("/projects?stage=registered", "项目名称", "项目名称", "-name", &["甲大厦", "乙大厦"])]
#[case::project_regions("/projects?stage=registered", "地区", "项目名称", "region", &["乙大厦", "甲大厦"])]
#[case::investment("/projects?stage=registered", "总投资", "项目名称", "-investment", &["甲大厦", "乙大厦"])]
#[case::first_permit("/projects?stage=registered", "首次施工许可", "项目名称", "-permitted_on", &["乙大厦", "甲大厦"])]
#[actix_web::test]
async fn people_and_projects_have_heads_that_sort(
    #[case] list: &str,
    #[case] label: &str,
    #[case] named: &str,
    #[case] sort: &str,
    #[case] expected: &[&str],
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    let projects = ["项目名称|项目所在地|总投资（万元）|建设单位", "甲大厦|411303|9|某局", "乙大厦|410105|5|某局"];
    let people = [
        "姓名|身份证号码|注册类型及等级|注册编号|专业|企业名称".to_owned(),
        format!("张测试|{}|一级注册建造师|豫1412006200700001|建筑工程|测试建设有限公司", resident_number(1)),
        format!("李测试|{}|一级注册建造师|豫1412006200700002|建筑工程|测试建设有限公司", resident_number(2)),
    ];
    let people = people.each_ref().map(String::as_str);
    let firms = ["企业名称|统一社会信用代码|企业类型", "测试建设有限公司|91410100MA0000007G|建筑业"];
    let sheets = [("firms", &firms[..]), ("projects", &projects), ("people", &people)];
    let sheets = sheets.map(|(name, lines)| csv(&app.database, name, lines));
    assert_eq!(load(&app.database, &app.vault, &sheets).rows_refused, 0);
    let list = list.replace("ENTERPRISE", "91410100MA0000007G");
    let address = head(&app.page(&list).await, label);
    assert_eq!(address, format!("{list}&sort={sort}"));
    assert_eq!(names(&app.page(&address).await, named), expected);
}
