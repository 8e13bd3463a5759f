//! What the pages say when nothing is found: what was searched, in what, up to when, what comes near, what to try.

use rstest::rstest;

use crate::support::{Backend, TestApp, csv, encoded, load};

const FIRMS: [&str; 4] = [
    "91410100MA0000007G|河南华鑫建设工程有限公司|410105",
    "无|河南华金建筑劳务有限公司|410300",
    "无|洛阳伊水建设工程有限公司|410300",
    "无|郑州嵩岳监理咨询有限公司|410100",
];
const PEOPLE: [&str; 3] = [
    "王建国|豫1412006200700001|一级注册建造师|建筑工程|91410100MA0000007G",
    "王健国|豫1412006200700002|一级注册建造师|市政公用工程|91410100MA0000007G",
    "李四海|豫1412006200700003|一级注册建造师|建筑工程|91410100MA0000007G",
];
const WORKS: [&str; 2] =
    ["4101052003010101|金水区人民医院病房楼|410105", "4101052003010102|金水区第十二小学迁建工程|410105"];

fn app(backend: Backend) -> TestApp {
    let app = TestApp::new(backend);
    let sheet = |name, header, rows: &[&str]| csv(&app.database, name, &[&[header], rows].concat());
    let sheets = [
        sheet("firms", "统一社会信用代码|企业名称|注册属地", &FIRMS),
        sheet("people", "姓名|注册编号|注册类型及等级|注册专业|企业统一社会信用代码", &PEOPLE),
        sheet("works", "项目编号|项目名称|项目所在地", &WORKS),
    ];
    let report = load(&app.database, &app.vault, &sheets);
    assert!(report.is_clean());
    app
}

/// The names offered, in their order.
fn offered(html: &str) -> Vec<String> {
    let Some((_, near)) = html.split_once("<ul class=\"near\">") else { return Vec::new() };
    let near = near.split_once("</ul>").unwrap().0;
    near.split("<li>")
        .skip(1)
        .map(|line| line.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned())
        .collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_wrong_character_finds_what_was_meant_with_what_tells_it_apart(#[case] backend: Backend) {
    let app = app(backend);
    let cases: [(String, &[&str], &[&str]); 6] = [
        (
            format!("/enterprises?q={}", encoded("河南华新建设工程有限公司")),
            &["河南华鑫建设工程有限公司"],
            &["名称相近；河南省-郑州市-金水区；91410100MA0000007G", "企业库：4 条记录，数据截至"],
        ),
        (
            format!("/enterprises?q={}&province=500000", encoded("华鑫")),
            &["河南华鑫建设工程有限公司"],
            &["名称符合，其他条件不符合", "地区为“重庆市”", "减少一个查询条件"],
        ),
        (
            format!("/people?name={}", encoded("王见国")),
            &["王健国", "王建国"],
            &["一级注册建造师（市政公用工程）；河南华鑫建设工程有限公司", "人员库：3 条记录，数据截至"],
        ),
        (
            format!("/people?enterprise={}", encoded("河南华新建设工程有限公司")),
            &["河南华鑫建设工程有限公司"],
            &["没有找到企业", "/people?enterprise=", "企业库：4 条记录"],
        ),
        (
            format!("/projects?q={}", encoded("金水区人民医院门诊楼")),
            &["金水区人民医院病房楼"],
            &["4101052003010101", "项目库：2 条记录，数据截至"],
        ),
        (
            format!("/credit-records?subject={}", encoded("河南华新建设工程有限公司")),
            &["河南华鑫建设工程有限公司"],
            &["/credit-records?subject=", "企业库：4 条记录", "诚信库（公开的记录）：0 条记录"],
        ),
    ];
    for (path, names, texts) in cases {
        let html = app.page(&path).await;
        let offered = offered(&html);
        assert_eq!(offered.iter().take(names.len()).collect::<Vec<_>>(), names, "{path}");
        for text in texts {
            assert!(html.contains(text), "{path} lacks {text}:\n{html}");
        }
        assert!(html.contains("只说明本平台没有登记"), "{path}");
    }
    assert_eq!(offered(&app.page(&format!("/enterprises?q={}", encoded("赵钱孙李"))).await), Vec::<String>::new());
}

#[rstest]
#[case::enterprises("/enterprises?q=")]
#[case::owner("/projects?owner=")]
#[case::projects("/projects?q=")]
#[case::credit("/credit-records?subject=")]
#[actix_web::test]
async fn punctuation_is_no_name(#[case] address: &str) {
    let app = TestApp::new(Backend::Sqlite);
    let html = app.page(&format!("{address}{}", encoded("（——）"))).await;
    assert!(html.contains("请更正") && html.contains("只有标点符号或空格"), "{html}");
    assert!(!html.contains("没有找到符合条件的记录"));
}

#[rstest]
#[case::home("/")]
#[case::enterprises("/enterprises")]
#[case::people("/people?name=%E7%8E%8B%E5%BB%BA%E5%9B%BD")]
#[case::projects("/projects")]
#[case::credit("/credit-records")]
#[case::blacklist("/blacklist")]
#[case::managers("/project-managers?name=%E7%8E%8B%E5%BB%BA%E5%9B%BD")]
#[actix_web::test]
async fn before_the_first_load_the_pages_say_so_and_how_to_load(#[case] path: &str) {
    let app = TestApp::new(Backend::Sqlite);
    let html = app.page(path).await;
    assert!(!html.contains("1970"), "{html}");
    assert!(html.contains("还没有载入") && html.contains("siku import"), "{html}");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_front_page_counts_anew_after_each_load(#[case] backend: Backend) {
    let mut app = app(backend);
    let figures = ["<strong>4</strong> 家企业", "<strong>3</strong> 名人员", "<strong>2</strong> 个项目"];
    let html = app.page("/").await;
    assert!(figures.iter().all(|figure| html.contains(figure)), "{html}");
    assert!(html.contains("<strong>0</strong> 条公开的诚信记录"), "{html}");
    app.database.hours_later(1);
    let firm = "无|南阳卧龙建设有限公司|410105";
    let sheet = csv(&app.database, "more", &["统一社会信用代码|企业名称|注册属地", firm]);
    assert!(load(&app.database, &app.vault, &[sheet]).is_clean());
    assert!(app.page("/").await.contains("<strong>5</strong> 家企业"));
}
