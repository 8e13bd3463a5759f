//! The look-up of active projects: its verdict, what that rests on, and who is found.

mod finding;
pub mod market;

use rstest::rstest;

use crate::support::Backend;
use crate::support::house::resident_number;
use market::{HOSPITAL, HUAXIN, JINQIAO, Market, SCHOOL, ZHONGYUAN, address, items};

const NAME: &str = "王建国";
const NUMBER: &str = "豫1412006200700001";

/// A market with one constructor of the usual name.
fn market(backend: Backend) -> Market {
    let market = Market::new(backend);
    market.constructor(NAME, 1, NUMBER, HUAXIN);
    market
}

#[rstest]
#[actix_web::test]
async fn who_leads_nothing_is_free(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let market = market(backend);
    let answer = market.managers(&[("name", NAME)]).await;
    let [only] = items(&answer).as_slice() else { panic!("{answer}") };
    assert_eq!(
        (only["verdict"].as_str(), only["sentence"].as_str()),
        (Some("free"), Some("在本平台登记的记录中，无在建项目。"))
    );
    assert_eq!(only["enterprise"]["name"], HUAXIN.1);
    assert!(only["demerit_points"].is_null() && answer["as_of"].is_string(), "{answer}");
}

#[rstest]
#[actix_web::test]
async fn one_project_binds_from_the_award_and_the_sentence_names_the_award(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.award(HOSPITAL, "2025-08-18", HUAXIN, NAME, 1);
    market.permit(HOSPITAL, "2025-10-07", HUAXIN, NAME, 1);
    let answer = market.managers(&[("name", NAME)]).await;
    let only = &items(&answer)[0];
    let text = "在本平台登记的记录中，在建 1 项，自 2025-08-18，依据招标投标记录 4101052503010101-BD-001。";
    assert_eq!((only["verdict"].as_str(), only["sentence"].as_str()), (Some("engaged"), Some(text)));
    let project = &only["active_projects"][0];
    assert_eq!(project["project_number"], HOSPITAL);
    assert_eq!(project["record_number"], "4101052503010101-SX-001");
    assert_eq!((&project["since"], &project["since_record_kind"]), (&"2025-08-18".into(), &"tender".into()));
    let page = market.app.get(&address("/project-managers", &[("name", NAME)])).await.body;
    assert!(page.contains(text) && page.contains("施工许可证"), "{page}");
    assert!(page.contains("依据招标投标记录 4101052503010101-BD-001</span>"), "the day and its record stand together");
}

#[rstest]
#[actix_web::test]
async fn of_two_projects_the_earliest_day_is_said_with_its_record(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    market.award(SCHOOL, "2025-08-18", HUAXIN, NAME, 1);
    let text = "在本平台登记的记录中，在建 2 项，最早自 2025-08-18，依据招标投标记录 4101052503010102-BD-001。";
    assert_eq!(market.sentences(&[("registration_number", NUMBER)]).await, [text]);
}

#[rstest]
#[case::known_at_once(true)]
#[case::known_by_its_filing_only(false)]
#[actix_web::test]
async fn acceptance_releases_from_its_day_also_when_only_the_filing_tells_of_it(
    #[case] at_once: bool,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    if at_once {
        market.acceptance(HOSPITAL, "2026-10-20");
    }
    market.sheet(
        "竣工验收备案编号|项目编号|竣工验收编号|施工许可证编号|竣工验收日期|竣工验收备案日期",
        &[format!("{HOSPITAL}-BA-001|{HOSPITAL}|{HOSPITAL}-JX-001|{HOSPITAL}-SX-001|2026-10-20|2026-11-01")],
    );
    let record = if at_once {
        "竣工验收记录 4101052503010101-JX-001"
    } else {
        "竣工验收备案 4101052503010101-BA-001"
    };
    let text = format!("在本平台登记的记录中，无在建项目，最近一项自 2026-10-20 起解除，依据{record}。");
    let answer = market.managers(&[("name", NAME)]).await;
    assert_eq!(items(&answer)[0]["sentence"], text);
    assert_eq!(items(&answer)[0]["last_release"]["released_on"], "2026-10-20");
}

#[rstest]
#[actix_web::test]
async fn late_news_of_an_acceptance_frees_who_was_said_to_be_bound(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    let before = market.managers(&[("name", NAME)]).await;
    assert_eq!(items(&before)[0]["verdict"], "engaged");
    market.acceptance(HOSPITAL, "2026-10-20");
    assert_eq!(items(&market.managers(&[("name", NAME)]).await)[0]["verdict"], "free");
}

#[rstest]
#[case::no_fault(
    "否",
    "在本平台登记的记录中，无在建项目，最近一项自 2026-08-28 起解除，依据停工记录 4101052503010101-SX-001。"
)]
#[case::fault("是", "在本平台登记的记录中，在建 1 项，自 2026-03-02，依据施工许可证 4101052503010101-SX-001。")]
#[case::nobody_said(
    "",
    "在本平台登记的记录中，在建 1 项，自 2026-03-02，依据施工许可证 4101052503010101-SX-001；其中 1 项停工已满 120 天，停工原因责任未登记，未认定解除。"
)]
#[actix_web::test]
async fn a_long_stop_releases_only_where_the_contractor_is_known_not_to_be_at_fault(
    #[case] at_fault: &str,
    #[case] text: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    market.sheet(
        "项目编号|施工许可证编号|停工日期|停工原因|建设单位是否同意更换项目经理|是否因施工单位原因停工",
        &[format!("{HOSPITAL}|{HOSPITAL}-SX-001|2026-04-30|征地拆迁未完成|是|{at_fault}")],
    );
    assert_eq!(market.sentences(&[("name", NAME)]).await, [text]);
}

#[rstest]
#[case::by_the_enterprise_alone(
    "D",
    "在本平台登记的记录中，在建 1 项，自 2026-03-02，依据施工许可证 4101052503010101-SX-001；企业自报于 2026-10-31 离任，未经审核，未认定解除。"
)]
#[case::verified_by_the_county("C", "在本平台登记的记录中，无在建项目，最近一项自 2026-10-31 起解除。")]
#[actix_web::test]
async fn a_departure_that_only_the_enterprise_reports_is_said_and_releases_nobody(
    #[case] level: &str,
    #[case] text: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    let ((code, firm), id) = (HUAXIN, resident_number(1));
    market.sheet(
        "项目编号|施工许可证编号|企业名称|企业统一社会信用代码|人员姓名|证件号码|岗位名称|截止日期|数据等级",
        &[format!("{HOSPITAL}|{HOSPITAL}-SX-001|{firm}|{code}|{NAME}|{id}|项目经理|2026-10-31|{level}")],
    );
    let answer = market.managers(&[("name", NAME)]).await;
    assert_eq!(items(&answer)[0]["sentence"], text);
    let project = &items(&answer)[0]["active_projects"][0];
    assert!(project.is_null() || project["unverified_end"] == "2026-10-31", "{project}");
    let page = market.app.get(&address("/project-managers", &[("name", NAME)])).await.body;
    assert_eq!(page.contains("企业自报于 2026-10-31 离任，未经审核</"), level == "D", "{page}");
    market.acceptance(HOSPITAL, "2026-11-02");
    let confirmed = items(&market.managers(&[("name", NAME)]).await)[0]["verdict"].clone();
    assert_eq!(confirmed, "free");
}

#[rstest]
#[actix_web::test]
async fn namesakes_stand_each_for_themselves(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let market = market(backend);
    market.constructor(NAME, 2, "豫1412006200700002", JINQIAO);
    market.permit(HOSPITAL, "2026-03-02", JINQIAO, NAME, 2);
    let answer = market.managers(&[("name", NAME)]).await;
    let told = |item: &serde_json::Value| {
        [&item["enterprise"]["name"], &item["verdict"], &item["id_number_masked"]]
            .map(|value| value.as_str().unwrap().to_owned())
    };
    let mut told: Vec<[String; 3]> = items(&answer).iter().map(told).collect();
    told.sort_unstable();
    let tail = |serial| resident_number(serial).chars().skip(14).collect::<String>();
    let [[huaxin, free, one], [jinqiao, engaged, other]] = told.as_slice() else { panic!("{answer}") };
    assert_eq!([huaxin, free, jinqiao, engaged], [HUAXIN.1, "free", JINQIAO.1, "engaged"]);
    assert!(one.ends_with(&tail(1)) && other.ends_with(&tail(2)) && one.contains('*'), "{one} {other}");
    for (by, expected) in [(("enterprise", JINQIAO.0), "engaged"), (("enterprise", HUAXIN.1), "free")] {
        let answer = market.managers(&[("name", NAME), by]).await;
        let [only] = items(&answer).as_slice() else { panic!("{by:?}: {answer}") };
        assert_eq!(only["verdict"], expected, "{by:?}");
    }
}

#[rstest]
#[actix_web::test]
async fn a_chief_supervisor_is_found_as_such_and_not_as_a_manager(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = market(backend);
    market.registered("注册监理工程师", "李总监", 3, "41000001", ZHONGYUAN);
    let (code, firm) = ZHONGYUAN;
    market.sheet(
        "施工许可证编号|项目编号|发证日期|监理单位名称|监理单位统一社会信用代码|总监理工程师|总监理工程师证件号码",
        &[format!("{HOSPITAL}-SX-001|{HOSPITAL}|2026-03-02|{firm}|{code}|李总监|{}", resident_number(3))],
    );
    let found = market.app.get(&address("/api/v1/chief-supervisors", &[("name", "李总监")])).await.good();
    let text = "在本平台登记的记录中，在建 1 项，自 2026-03-02，依据施工许可证 4101052503010101-SX-001。";
    assert_eq!(items(&found)[0]["sentence"], text);
    assert_eq!(items(&market.managers(&[("name", "李总监")]).await).len(), 0);
}
