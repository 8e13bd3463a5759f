//! The pages of the registries, as a browser is given them.

use chrono::NaiveDate;
use rstest::rstest;
use siku::domain::standard::resident_id::check_character;
use siku::domain::vocabulary::ids::{EnterpriseId, PersonId};
use siku::domain::vocabulary::personnel::RegistrationType;
use siku::domain::vocabulary::project::{ParticipantRole, Position, ProjectType, StageRecordKind};
use siku::domain::vocabulary::provenance::{CertificateState, DataLevel};
use siku::filing::{self, Load, Progress};
use siku::record::{Provenance, Row};
use siku::registry::enterprise::identity::EnterpriseRef;
use siku::registry::personnel::change::{PersonChange, PersonRecords};
use siku::registry::personnel::identity::PersonRef;
use siku::registry::personnel::rows::Registration;
use siku::registry::project::change::{ProjectChange, ProjectRecords};
use siku::registry::project::identity::ProjectRef;
use siku::registry::project::rows::{Engagement, Participant, Permit, Project};
use siku::registry::{personnel, project};

use crate::support::{Backend, TestApp, csv, encoded, load};

const CODE: &str = "91410100MA0000007G";
const FIRM: &str = "河南华鑫建设工程有限公司";
const MANAGER: &str = "张测试";
const NUMBER: &str = "豫1412006200700001";
const PROJECT: &str = "4101052003010101";
const WORKS: &str = "金水区人民医院病房楼";

/// An app whose registries hold a firm, its manager and the project they build.
fn app(backend: Backend) -> TestApp {
    app_of(backend, FIRM, WORKS)
}

fn app_of(backend: Backend, firm: &str, works: &str) -> TestApp {
    let app = TestApp::new(backend);
    let sheets = [
        csv(
            &app.database,
            "enterprises",
            &[
                "统一社会信用代码|企业名称|企业类型|注册属地|法定代表人|注册资本（万元）|成立日期",
                &format!("{CODE}|{firm}|建筑业|410105|李四|5000|2015.05.01"),
            ],
        ),
        csv(
            &app.database,
            "qualifications",
            &[
                "统一社会信用代码|企业名称|资质名称|证书编号|有效期至",
                &format!("{CODE}|{firm}|建筑工程施工总承包壹级|D241000013|2027-12-31"),
            ],
        ),
    ];
    let report = load(&app.database, &app.vault, &sheets);
    assert!(report.is_clean());
    apply(&app, firm, works);
    app
}

fn row<R: Row + Default>() -> R {
    Provenance { data_level: DataLevel::City, ..Provenance::default() }.row()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The manager and the project: filed as a load would file them.
fn apply(app: &TestApp, firm: &str, works: &str) {
    let enterprise =
        EnterpriseRef { credit_code: Some(CODE.to_owned()), organisation_code: None, name: Some(firm.to_owned()) };
    let manager = PersonRef {
        name: MANAGER.to_owned(),
        certificate_keys: vec![NUMBER.to_owned()],
        employer: Some(enterprise.clone()),
        ..PersonRef::default()
    };
    let registration = Registration {
        registration_type: RegistrationType::ConstructorFirst,
        specialty: "建筑工程".to_owned(),
        registration_number: Some(NUMBER.to_owned()),
        number_key: Some(NUMBER.to_owned()),
        enterprise_id: Some(EnterpriseId::mention(0)),
        enterprise_name: Some(firm.to_owned()),
        valid_until: Some(day("2026-12-31")),
        state: CertificateState::Valid,
        ..row()
    };
    let person = PersonChange {
        who: manager.clone(),
        head: row(),
        phone: None,
        records: PersonRecords { registrations: vec![registration], ..PersonRecords::default() },
        enterprises: vec![enterprise.clone()],
    };
    let project = project(&enterprise, manager, works);
    let load = Load { actor: "cli:test", basis: "people.xlsx projects.xlsx", content_digest: "" };
    let written = app.database.db.write_now(|tx| {
        let basis = filing::open_load(tx, &load)?;
        personnel::change::apply(tx, &basis, &app.vault, vec![person.clone()])?;
        project::change::apply(tx, &basis, &app.vault, vec![project.clone()])?;
        filing::finish(tx, &basis, Progress { rows_read: 2, rows_refused: 0, heads_changed: 2 })
    });
    written.unwrap();
}

fn project(builder: &EnterpriseRef, manager: PersonRef, works: &str) -> ProjectChange {
    let permit_number = format!("{PROJECT}-SX-001");
    let permit = Permit {
        number: permit_number.clone(),
        issued_on: Some(day("2026-03-02")),
        state: CertificateState::Valid,
        ..row()
    };
    let participant = Participant {
        role: ParticipantRole::Construction,
        enterprise_id: Some(EnterpriseId::mention(0)),
        enterprise_name: builder.name.clone().unwrap(),
        ..row()
    };
    let engagement = Engagement {
        position: Position::ProjectManager,
        person_id: Some(PersonId::mention(0)),
        person_name: MANAGER.to_owned(),
        basis: Some(StageRecordKind::Permit),
        basis_number: Some(permit_number),
        ..row()
    };
    ProjectChange {
        who: ProjectRef { name: Some(works.to_owned()), ..ProjectRef::national(PROJECT) },
        head: Some(Project {
            project_type: Some(ProjectType::Building),
            region_code: Some("410105".to_owned()),
            owner_name: Some("郑州某某置业有限公司".to_owned()),
            ..row()
        }),
        records: ProjectRecords {
            permits: vec![permit],
            participants: vec![participant],
            engagements: vec![engagement],
            ..ProjectRecords::default()
        },
        enterprises: vec![builder.clone()],
        people: vec![manager],
        ..ProjectChange::default()
    }
}

/// The public address of the manager.
async fn manager(app: &TestApp) -> String {
    let found = app.get(&format!("/api/v1/people?registration_number={}", encoded(NUMBER))).await.good();
    format!("/people/{}", found["items"][0]["id"].as_str().unwrap())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn every_page_shows_what_was_loaded_and_leads_to_its_json(#[case] backend: Backend) {
    let app = app(backend);
    let person = manager(&app).await;
    let name = encoded(MANAGER);
    let number = encoded(NUMBER);
    let pages: [(String, &[&str]); 15] = [
        ("/enterprises".to_owned(), &[FIRM, CODE, "建筑工程施工总承包一级", "在册"]),
        (format!("/enterprises?q={}&province=410000&city=410100", encoded("华鑫")), &[FIRM, "郑州市", "共 1 条"]),
        ("/enterprises?category=%E5%BB%BA%E7%AD%91%E5%B7%A5%E7%A8%8B&class=%E4%B8%80%E7%BA%A7".to_owned(), &[FIRM]),
        (
            format!("/enterprises/{CODE}"),
            &["D241000013", "5,000 万元", MANAGER, NUMBER, WORKS, "施工单位", "登记", "资质 1 项", "受理编号 L-2026"],
        ),
        (format!("/people?name={name}"), &[MANAGER, NUMBER, FIRM]),
        (format!("/people?registration_number={number}"), &[MANAGER]),
        (format!("/people?enterprise={CODE}"), &[MANAGER]),
        (person, &["一级注册建造师（建筑工程）", NUMBER, FIRM, WORKS, "项目经理", "2026-03-02", "在任", "60 日内到期"]),
        (
            manager(&app).await,
            &["作为项目经理", "在本平台登记的记录中，在建 1 项", "所在单位", "注册 1 项", "受理编号"],
        ),
        (format!("/enterprises/{CODE}/projects"), &[WORKS, "施工单位", "共 1 条", "返回企业页面"]),
        ("/projects".to_owned(), &[WORKS, PROJECT, "施工许可"]),
        (format!("/projects?q={}&stage=permitted&type=01&province=410000", encoded("医院")), &[WORKS, "共 1 条"]),
        (
            format!("/projects/{PROJECT}"),
            &[
                "房屋建筑工程",
                "河南省-郑州市-金水区",
                "施工许可证 4101052003010101-SX-001",
                FIRM,
                MANAGER,
                "项目经理",
                "受理编号",
            ],
        ),
        ("/credit-records".to_owned(), &["没有找到符合条件的记录"]),
        ("/blacklist".to_owned(), &["没有找到符合条件的记录"]),
    ];
    for (path, texts) in pages {
        let html = app.page(&path).await;
        for text in texts {
            assert!(html.contains(text), "{path} lacks {text}:\n{html}");
        }
        let (_, after) = html.split_once("<link rel=\"alternate\" type=\"application/json\" href=\"").expect(&path);
        let json_url = after.split('"').next().unwrap().replace("&#38;", "&");
        app.get(&json_url).await.good();
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn what_the_registries_say_of_each_other_is_there_for_programs(#[case] backend: Backend) {
    let app = app(backend);
    let people = app.get(&format!("/api/v1/enterprises/{CODE}/people")).await.good();
    assert_eq!(people["items"][0]["name"], MANAGER);
    let projects = app.get(&format!("/api/v1/enterprises/{CODE}/projects?limit=1")).await.good();
    assert_eq!(
        (&projects["items"][0]["project"]["name"], &projects["items"][0]["role"]),
        (&WORKS.into(), &"construction".into())
    );
    assert!(projects["next_cursor"].is_null());
    let engagements = app.get(&format!("/api/v1{}/engagements", manager(&app).await)).await.good();
    let engagement = &engagements["items"][0];
    assert_eq!((&engagement["project_name"], &engagement["is_active"]), (&WORKS.into(), &true.into()));
    assert_eq!(engagement["active_since"], "2026-03-02");
}

#[rstest]
#[case::no_enterprise("/enterprises/91410100MA0000015B", 404, "record.not_found")]
#[case::no_person("/people/nobody", 404, "record.not_found")]
#[case::no_project("/projects/0000000000000000", 404, "record.not_found")]
#[case::unknown_parameter("/enterprises?page=2", 400, "parameter.unknown")]
#[case::unknown_parameter_of_people("/people?id=1", 400, "parameter.unknown")]
#[case::foreign_cursor("/projects?cursor=abc", 400, "cursor.invalid")]
#[case::foreign_cursor_of_credit("/blacklist?cursor=abc", 400, "cursor.invalid")]
#[actix_web::test]
async fn what_cannot_be_shown_is_a_page_that_says_why(#[case] path: &str, #[case] status: u16, #[case] code: &str) {
    let app = TestApp::new(Backend::Sqlite);
    let answer = app.get(path).await;
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.body.contains(code) && answer.body.contains("<h1>"), "{}", answer.body);
}

#[actix_web::test]
async fn nobody_is_listed_before_something_is_asked() {
    let app = app(Backend::Sqlite);
    let html = app.page("/people").await;
    assert!(html.contains("至少填一项") && !html.contains(MANAGER));
    let html = app.page("/people?name=&registration_number=&certificate=&enterprise=").await;
    assert!(!html.contains(MANAGER) && !html.contains("请更正"));
    assert!(app.page(&format!("/people?name={}", encoded("张"))).await.contains("连续的两个字以上"));
    assert!(app.page(&format!("/people?enterprise={}", encoded("没有这家公司"))).await.contains("没有找到企业"));
}

#[rstest]
#[case::people("/people?name=", 200)]
#[case::certificate("/people?certificate=", 200)]
#[case::managers("/project-managers?name=", 200)]
#[case::credit("/credit-records?subject=", 200)]
#[case::search("/search?in=people&q=", 422)]
#[case::enterprises("/enterprises?q=", 200)]
#[case::projects("/projects?owner=", 200)]
#[case::an_enterprise("/enterprises/", 422)]
#[case::a_person("/people/", 422)]
#[case::a_project("/projects/", 422)]
#[actix_web::test]
async fn an_identity_number_is_refused_and_not_repeated(#[case] address: &str, #[case] status: u16) {
    let body = "41010019900101001";
    let number = format!("{body}{}", char::from(check_character(body.as_bytes().try_into().unwrap()).unwrap()));
    let app = app(Backend::Sqlite);
    let answer = app.get(&format!("{address}{number}")).await;
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert!(!answer.body.contains(body) && !answer.header("location").contains(body), "{}", answer.body);
    assert!(answer.body.contains("不提供按身份证号码查询"), "{}", answer.body);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn markup_in_a_record_stays_text(#[case] backend: Backend) {
    let hostile = "<script>alert(1)</script>\"'>公司";
    let app = app_of(backend, hostile, hostile);
    let person = manager(&app).await;
    let paths =
        ["/enterprises", &format!("/enterprises/{CODE}"), &person, "/projects", &format!("/projects/{PROJECT}")];
    for path in paths {
        let html = app.page(path).await;
        assert!(!html.contains("<script>alert"), "{path}");
        // Brackets are folded on the way in.
        assert!(html.contains("&#60;script&#62;alert"), "{path} does not show the name");
    }
    let html = app.page(&format!("/enterprises?q={}", encoded("\"><script>alert(2)</script>"))).await;
    assert!(!html.contains("<script>alert"));
}

#[actix_web::test]
async fn the_next_page_keeps_the_question_and_near_names_are_offered() {
    let app = TestApp::new(Backend::Sqlite);
    let mut lines = vec!["统一社会信用代码|企业名称|企业类型|注册属地".to_owned()];
    lines.extend((0..25).map(|n| format!("无|河南第{n:02}建设有限公司|建筑业|410105")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    load(&app.database, &app.vault, &[csv(&app.database, "many", &lines)]);
    let question = format!("q={}&province=410000&city=410100", encoded("建设"));
    let html = app.page(&format!("/enterprises?{question}")).await;
    let (before, _) = html.split_once("\">下一页").expect("a next page");
    let next = before.rsplit("href=\"").next().unwrap().replace("&#38;", "&");
    assert!(next.to_lowercase().contains(&question.to_lowercase()), "{next}");
    let second = app.page(&next).await;
    assert!(second.contains("河南第24建设有限公司") && !second.contains("下一页"), "{second}");

    let elsewhere = app.page(&format!("/enterprises?q={}&province=500000", encoded("第03"))).await;
    assert!(elsewhere.contains("您要找的是不是") && elsewhere.contains("河南第03建设有限公司"), "{elsewhere}");
    assert!(elsewhere.contains("企业库：25 条记录") && elsewhere.contains("地区为“重庆市”"), "{elsewhere}");
}

#[actix_web::test]
async fn the_explanation_of_a_problem_is_where_its_type_leads() {
    let app = TestApp::new(Backend::Sqlite);
    let problem = app.get("/api/v1/enterprises/nobody").await.problem(404, "record.not_found");
    let (path, anchor) = problem["type"].as_str().unwrap().split_once('#').unwrap();
    assert!(app.page(path).await.contains(&format!("id=\"{anchor}\"")));
}
