//! Everybody who has a post in a large project: first on the project's page, then on pages of their own.

use rstest::rstest;

use crate::support::{Backend, TestApp, csv, load};

const PROJECT: &str = "4101052003010101";
/// More posts than the page of the project shows, and than three pages of the list.
const POSTS: usize = 65;

/// A project with many people: the first five have gone, and two records report the last.
fn app(backend: Backend) -> TestApp {
    let app = TestApp::new(backend);
    let person = |n: usize, duty: &str, gone: &str| {
        format!("{PROJECT}|某某大厦|某某建设有限公司|甲{n:02}|{duty}|2026-01-01|{gone}")
    };
    let mut people = vec!["项目编号|项目名称|企业名称|人员姓名|岗位名称|到岗日期|离岗日期".to_owned()];
    people.extend((0..POSTS).map(|n| person(n, "施工员", if n < 5 { "2026-02-01" } else { "" })));
    people.push(format!("{PROJECT}|某某大厦|另一建设有限公司|甲{:02}|施工员|2026-01-01|", POSTS - 1));
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    let project = ["项目编号|项目名称|建设单位", "4101052003010101|某某大厦|某某置业有限公司"];
    let sheets = [csv(&app.database, "project", &project), csv(&app.database, "people", &people)];
    assert_eq!(load(&app.database, &app.vault, &sheets).rows_refused, 0);
    app
}

/// The names in the order of the rows.
fn names(html: &str) -> Vec<&str> {
    html.split("data-label=\"姓名\">").skip(1).map(|row| row.split('<').next().unwrap()).collect()
}

#[rstest]
#[actix_web::test]
async fn a_project_shows_who_is_in_post_and_leads_to_all(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = app(backend);
    let html = app.page(&format!("/projects/{PROJECT}")).await;
    let first = names(&html);
    let last = format!("甲{}", POSTS - 1);
    assert_eq!(first.len(), 50);
    assert!(!first.iter().any(|name| ["甲00", "甲04"].contains(name)), "who has gone comes last: {first:?}");
    assert!(html.contains("人员<span class=\"section-count\">（65）"), "{html}");
    let (before, _) = html.split_once("\">查看全部 65 条任职记录</a>").expect("a list of all");
    let mut address = before.rsplit("href=\"").next().unwrap().to_owned();
    let (mut all, mut pages) = (Vec::new(), 0);
    loop {
        let html = app.page(&address).await;
        assert!(html.contains("共 65 条") && html.contains("某某大厦的人员"), "{html}");
        all.extend(names(&html).into_iter().map(str::to_owned));
        pages += 1;
        let Some((before, _)) = html.split_once("\">下一页") else { break };
        address = before.rsplit("href=\"").next().unwrap().to_owned();
    }
    assert_eq!((all.len(), pages), (POSTS, 4));
    assert_eq!(all.get(..50), Some(&first.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()[..]));
    assert_eq!(all.get(60..), Some(&["甲00", "甲01", "甲02", "甲03", "甲04"].map(str::to_owned)[..]));
    assert_eq!(all.iter().filter(|name| **name == last).count(), 1, "two records of one post are one line");
    let json = format!("/api/v1/projects/{}/people", address.split('/').nth(2).unwrap());
    assert!(app.page(&address).await.contains(&format!("href=\"{json}\"")));
    assert_eq!(app.get(&format!("{json}?count=true")).await.good()["total"], POSTS + 1);
}
