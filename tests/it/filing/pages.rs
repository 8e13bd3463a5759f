//! The hall as people meet it.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use rstest::rstest;
use siku::access::rows::Account;
use siku::access::{Principal, store};
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::filing::{ItemState, Verdict};

use super::support::{CODE, Hall, QUALIFICATION, works};
use crate::support::{Answer, Backend, Browser, person};

/// A browser that somebody is signed in with.
fn browser(hall: &Hall, somebody: &Principal) -> Browser {
    let found = hall.app.database.db.read_now(|conn| Ok(store::account_by_login_name(conn, &somebody.login_name)?));
    let account: Account = found.unwrap().unwrap();
    Browser::admitted(&hall.app, &account)
}

/// Where a form leads on to.
fn leads_to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("location").to_owned()
}

/// A form that comes back, with what is wrong in it.
fn comes_back(answer: &Answer, status: u16) -> &str {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert!(answer.body.contains("role=\"alert\""), "{}", answer.body);
    &answer.body
}

const SOUND: [(&str, &str); 5] = [
    ("field.name", "金水区第三小学教学楼"),
    ("field.region", "河南省-郑州市-金水区"),
    ("field.owner_name", "金水区教育局"),
    ("field.started_on", "2019-04-01"),
    ("field.finished_on", "2020-06-30"),
];
const PURPOSE: [(&str, &str); 3] = [("kind", "performance"), ("act", "backfill"), ("sheet", "backfill")];

/// The version at which a filing stands.
fn version(hall: &Hall, number: &str) -> String {
    hall.docket(number).case.row_version.to_string()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn what_is_filed_by_form_is_mended_submitted_decided_and_found_by_anybody(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let mut filer = browser(&hall, &hall.filer);

    // What cannot be submitted is kept, and said.
    let wrong = [&PURPOSE[..], &SOUND[..2], &[("field.started_on", "2019年13月")]].concat();
    let place = leads_to(&filer.post(app, "/filings", &wrong).await);
    assert!(place.ends_with("/items/1?done=incomplete"), "{place}");
    let number = place.split('/').nth(2).unwrap().to_owned();
    let form = filer.get(app, &place).await;
    let form = comes_back(&form, 200);
    for said in ["2019年13月", "“建设单位”不能为空", "“竣工日期”不能为空", "91410100MA0000007G"]
    {
        assert!(form.contains(said), "{said}\n{form}");
    }
    let refused = filer.get(app, &format!("/filings/{number}/submission")).await;
    assert!(comes_back(&refused, 200).contains("第 1 项") && !refused.body.contains("确认提交"));

    assert_eq!(
        leads_to(&filer.post(app, &format!("/filings/{number}/items/1"), &SOUND).await),
        format!("/filings/{number}?done=saved")
    );
    let seen = version(&hall, &number);
    let submitted = filer.post(app, &format!("/filings/{number}/submission"), &[("version", &seen)]).await;
    assert_eq!(leads_to(&submitted), format!("/filings/{number}?done=submitted"));

    for tier in [Tier::County, Tier::City, Tier::Province] {
        let mut reviewer = browser(&hall, hall.reviewer(tier));
        let queue = reviewer.get(app, "/filing-tasks").await;
        assert!(queue.body.contains(&number), "{}", queue.body);
        let page = reviewer.get(app, &format!("/filings/{number}/review")).await;
        assert!(page.body.contains("库中没有，将新登记") && page.body.contains("金水区教育局"), "{}", page.body);
        let decision = [("places", "1"), ("verdict", "approve"), ("version", &version(&hall, &number))];
        let decided = reviewer.post(app, &format!("/filings/{number}/review"), &decision).await;
        assert_eq!(leads_to(&decided), "/filing-tasks?done=decided");
    }
    let mut anybody = Browser::default();
    let found = anybody.get(app, "/projects?q=%E9%87%91%E6%B0%B4%E5%8C%BA%E7%AC%AC%E4%B8%89%E5%B0%8F%E5%AD%A6").await;
    let url = found.body.split("href=\"/projects/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let project = anybody.get(app, &format!("/projects/{url}")).await;
    assert!(project.body.contains("A 级"), "{}", project.body);
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_file_comes_by_a_form_that_bears_its_token_and_one_that_lies_is_refused_by_name(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let number = hall.draft("performance", "backfill", &[works(1)]);
    let mut filer = browser(&hall, &hall.filer);
    let send = |token: &str, content: &str| {
        let part = |head: &str, body: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
        let body = [
            part("name=\"csrf_token\"", token),
            part("name=\"purpose\"", "竣工验收证明"),
            part("name=\"file\"; filename=\"证明.pdf\"", content),
            "--x--\r\n".to_owned(),
        ];
        TestRequest::post()
            .uri(&format!("/filings/{number}/attachments"))
            .insert_header((CONTENT_TYPE, "multipart/form-data; boundary=x"))
            .set_payload(body.concat())
    };
    let pdf = "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n";
    let foreign = filer.send(app, send("0123456789abcdef0123456789abcdef", pdf)).await;
    assert_eq!(foreign.status, 403, "{}", foreign.body);
    let token = filer.csrf(app);
    let lying = filer.send(app, send(&token, "<html><script>alert(1)</script>")).await;
    assert!(comes_back(&lying, 200).contains("证明.pdf"), "{}", lying.body);
    let taken = filer.send(app, send(&token, pdf)).await;
    assert_eq!(leads_to(&taken), format!("/filings/{number}?done=attached"));
    let page = filer.get(app, &format!("/filings/{number}")).await;
    let url = page.body.split("href=\"").find(|rest| rest.contains("/attachments/")).unwrap();
    let url = url.split('"').next().unwrap().to_owned();
    let file = filer.get(app, &url).await;
    assert!(file.header("content-disposition").starts_with("attachment"), "{:?}", file.headers);
    assert_eq!(file.body, pdf);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_slower_of_two_reviewers_is_told_what_happened_and_keeps_what_they_wrote(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let number = hall.submitted("performance", "backfill", &[works(1), works(2)]);
    let seen = version(&hall, &number);
    hall.decide(Tier::County, &number, Verdict::Approve, &[1]).unwrap();
    let mut slower = browser(&hall, hall.reviewer(Tier::County));
    let path = format!("/filings/{number}/review");
    let decision =
        [("places", "2"), ("verdict", "return"), ("reason_code", "R01"), ("note", "第二页缺章"), ("version", &*seen)];
    let late = slower.post(app, &path, &decision).await;
    let page = comes_back(&late, 409);
    for said in ["该申报已有变动", "审核通过 1 项", "第二页缺章"] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    let states = |hall: &Hall| hall.docket(&number).items.iter().map(|item| item.state).collect::<Vec<_>>();
    assert_eq!(states(&hall), [ItemState::Waiting, ItemState::Waiting], "nothing was decided");
    let nothing = slower.post(app, &path, &[("verdict", "approve"), ("version", &version(&hall, &number))]).await;
    assert!(comes_back(&nothing, 200).contains("请先选中要决定的项"));
    let no_reason = [("places", "2"), ("verdict", "return"), ("version", &*version(&hall, &number))];
    let no_reason = slower.post(app, &path, &no_reason).await;
    assert!(comes_back(&no_reason, 200).contains("须选择理由"), "{}", no_reason.body);
    let now = [("version", &*version(&hall, &number))];
    let decided = slower.post(app, &path, &[&decision[..4], &now[..]].concat()).await;
    assert_eq!(leads_to(&decided), "/filing-tasks?done=decided");

    // The filer sees why, first of all; the paper says it too.
    let mut filer = browser(&hall, &hall.filer);
    let desk = filer.get(app, "/filings").await;
    assert!(desk.body.contains("等您办理") && desk.body.contains("退回 1 项"), "{}", desk.body);
    let print = filer.get(app, &format!("/filings/{number}/decision")).await;
    assert!(print.body.contains("办理结果通知单") && print.body.contains("第二页缺章"), "{}", print.body);
    assert!(!print.body.contains("行政复议"), "nothing was refused");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_filing_is_taken_back_with_a_note_that_names_nobody(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    let mut filer = browser(&hall, &hall.filer);
    let path = format!("/filings/{number}/withdrawal");
    let named = filer.post(app, &path, &[("note", "身份证 410105199003078511 有误")]).await;
    assert!(comes_back(&named, 200).contains("不要写身份证号码"), "{}", named.body);
    assert_eq!(
        leads_to(&filer.post(app, &path, &[("note", "另行申报")]).await),
        format!("/filings/{number}?done=withdrawn")
    );
    let page = filer.get(app, &format!("/filings/{number}")).await;
    assert!(page.body.contains("已由申报单位撤回"), "{}", page.body);
    let again = filer.post(app, &path, &[("note", "")]).await;
    assert_eq!(again.status, 409, "{}", again.body);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn nobody_types_again_what_is_on_file(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let fields: Vec<(&str, &str)> = QUALIFICATION.to_vec();
    let mut filled = siku::intake::Filled::default();
    for (field, text) in fields {
        filled.set(field, text);
    }
    let number = hall.submitted("qualification", "new", &[filled]);
    for tier in [Tier::County, Tier::City, Tier::Province] {
        hall.decide(tier, &number, Verdict::Approve, &[]).unwrap();
    }
    let mut filer = browser(&hall, &hall.filer);
    let renewal = filer.get(app, "/filings/new?kind=qualification&act=renew").await;
    let link = renewal.body.split("href=\"/filings/new?").find(|rest| rest.contains("from=")).unwrap();
    let link = format!("/filings/new?{}", link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"));
    let form = filer.get(app, &link).await;
    for known in ["建筑工程施工总承包一级", "D141000013", "2029-01-04", CODE] {
        assert!(
            form.body.contains(&format!("value=\"{known}\"")) || form.body.contains(&format!(">{known}<")),
            "{known}: {}",
            form.body
        );
    }
    let profile = filer.get(app, "/filings/new?kind=enterprise-profile").await;
    assert!(profile.body.contains("value=\"河南huaxin建设有限公司\""), "{}", profile.body);
    let unknown = filer.get(app, "/filings/new?kind=nothing").await;
    assert_eq!(unknown.status, 422, "{}", unknown.body);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn what_was_refused_says_where_to_turn_and_who_audits_reads_it_all(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    hall.decide(Tier::County, &number, Verdict::Refuse, &[1]).unwrap();
    let found = app.database.db.read_now(|conn| {
        Ok(store::organisation_by_public_id(conn, &hall.reviewer(Tier::Province).organisation.public_id)?)
    });
    let auditor = person(app, &found.unwrap().unwrap(), "auditor", &[Role::Auditor]);
    let mut auditor = Browser::admitted(app, &auditor);
    for (path, said) in [
        ("/filings".to_owned(), number.as_str()),
        (format!("/filings/{number}"), "审核未通过"),
        (format!("/filings/{number}/decision"), "行政复议"),
    ] {
        let page = auditor.get(app, &path).await;
        assert!(page.status == 200 && page.body.contains(said), "{path}: {}", page.body);
        assert!(!page.body.contains("确认提交") && !page.body.contains("新建申报"), "{path}");
    }
}
