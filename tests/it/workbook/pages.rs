//! The pages, as a browser without script meets them.

use actix_web::test::TestRequest;
use rstest::rstest;

use super::support::{form, row, workbook, wrong_row};
use crate::filing::support::Hall;
use crate::support::{Answer, Backend, Browser};

async fn upload(browser: &mut Browser, hall: &Hall, name: &str, bytes: &[u8]) -> Answer {
    let token = browser.csrf(&hall.app);
    let (content_type, body) = form(Some(&token), name, bytes);
    let request = TestRequest::post().uri("/imports").insert_header(("content-type", content_type));
    browser.send(&hall.app, request.set_payload(body)).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_workbook_is_uploaded_watched_looked_over_and_filed(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let mut browser = Browser::of(app, "huaxin").await;
    let start = browser.get(app, "/imports").await;
    assert!(start.body.contains("还没有上传过工作簿") && start.body.contains("/api/v1/import-templates/backfill"));
    let missing = upload(&mut browser, &hall, "", b"").await;
    assert!(missing.body.contains("<a href=\"#field-file\">没有选择文件"), "{}", missing.body);

    let bytes = workbook(&[row(1), row(3), wrong_row(2).0]);
    let sent = upload(&mut browser, &hall, "业绩.xlsx", &bytes).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let path = sent.header("location").to_owned();
    let waiting = browser.get(app, &path).await;
    assert!(waiting.body.contains("data-refresh") && waiting.body.contains("刷新，查看进度"), "{}", waiting.body);
    let early = browser.get(app, &format!("{path}/filing")).await;
    assert_eq!((early.status.as_u16(), early.header("location")), (303, path.as_str()));

    app.work().await;
    let checked = browser.get(app, &path).await;
    assert!(checked.body.contains("共 3 行：2 行可以申报，1 行有误。"), "{}", checked.body);
    assert!(checked.body.contains("F4") && checked.body.contains("2018-06-30"), "{}", checked.body);
    assert!(checked.body.contains("/repaired") && !checked.body.contains("data-refresh"));
    let good = browser.get(app, &format!("{path}?show=good")).await;
    assert!(good.body.contains("金水区第1小学教学楼") && !good.body.contains("2018-06-30"));
    let again = upload(&mut browser, &hall, "业绩.xlsx", &bytes).await;
    assert_eq!(again.header("location"), format!("{path}?done=again"));
    assert!(browser.get(app, &format!("{path}?done=again")).await.body.contains("以前上传过"));

    let answers = browser.get(app, &format!("{path}/filing")).await;
    assert!(answers.body.contains("提交 2 条") && answers.body.contains("金水区第3小学教学楼"), "{}", answers.body);
    let filed = browser.post(app, &format!("{path}/filing"), &[("sending", "submit")]).await;
    let number = filed.header("location").strip_prefix("/filings/").unwrap().to_owned();
    assert_eq!(hall.docket(&number).items.len(), 2);
    let shown = browser.get(app, &path).await;
    assert!(shown.body.contains(&format!("href=\"/filings/{number}\"")), "{}", shown.body);
    assert!(!shown.body.contains("重新检查"));
    assert!(browser.get(app, "/imports").await.body.contains(&number));
}

#[actix_web::test]
async fn a_workbook_that_cannot_be_read_says_so_and_is_looked_at_again_on_request() {
    let hall = Hall::new(Backend::Sqlite);
    let app = &hall.app;
    let mut browser = Browser::of(app, "huaxin").await;
    let sent = upload(&mut browser, &hall, "一段话.csv", "没有表头的一段话".as_bytes()).await;
    let path = sent.header("location").to_owned();
    app.work().await;
    let failed = browser.get(app, &path).await;
    assert!(failed.body.contains("无法读取") && failed.body.contains("没有认出表头"), "{}", failed.body);
    let again = browser.post(app, &format!("{path}/checks"), &[]).await;
    assert_eq!((again.status.as_u16(), again.header("location")), (303, path.as_str()));
    assert_eq!(app.work().await, 1);
}
