//! Workbooks through the ordinary intake: what is read, under whose name it is stored, and what is stored of nobody.

use std::fs;
use std::path::PathBuf;

use rstest::rstest;
use siku::domain::standard::resident_id::check_character;
use siku::intake::Severity;
use siku::load::Report;
use siku::record::Record as _;
use siku::registry::enterprise;
use siku::registry::enterprise::rows::{Enterprise, EnterpriseParticulars};
use siku::registry::project::rows::{Engagement, Permit};

use crate::support::house::{House, number as number_of, resident_number, with_number};
use crate::support::{Backend, csv, load};

const NATIONAL: &str = "4101001501010101";
const CODE: &str = "91410100MA0000015B";
/// Wrong in its last place only: the organisation code inside it holds.
const WRONG_OUTSIDE: &str = "91410100MA0000015C";
/// Wrong in the organisation code.
const WRONG_INSIDE: &str = "91410100MA0000016B";

/// Loads one sheet and takes the file away.
fn loaded(house: &House, name: &str, lines: &[&str]) -> Report {
    let database = &house.app.database;
    let path: PathBuf = csv(database, name, lines);
    let report = load(database, &house.app.vault, std::slice::from_ref(&path));
    fs::remove_file(path).unwrap();
    report
}

/// The code and severity of every remark.
fn codes(report: &Report) -> Vec<(String, Severity)> {
    let remarks = report.files.iter().flat_map(|file| file.remarks.iter());
    remarks.map(|remark| (remark.code.to_string(), remark.severity)).collect()
}

fn enterprises(house: &House) -> Vec<Enterprise> {
    house.read(|conn| {
        let ids = enterprise::store::ids_after(conn, 0, 100)?;
        Ok(Enterprise::load(conn, &ids)?)
    })
}

#[rstest]
fn of_two_columns_for_one_field_the_first_is_read_and_the_other_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::new(backend);
    let code = format!("示例建设有限公司|{CODE}|股份有限公司|国有");
    let report = loaded(&house, "enterprises", &["企业名称|统一社会信用代码|经济性质|登记注册类型", &code]);
    assert_eq!((report.rows_read, report.rows_refused), (1, 0));
    assert_eq!(codes(&report), [("column.repeated".to_owned(), Severity::Warning)]);
    let [enterprise] = enterprises(&house).try_into().unwrap();
    let particulars = house.read(|conn| Ok(EnterpriseParticulars::load(conn, &[enterprise.id.0])?));
    assert_eq!(particulars[0].economic_type.as_deref(), Some("股份有限公司"));
    assert!(particulars[0].raw.contains("国有"), "{}", particulars[0].raw);
}

#[rstest]
fn the_rows_of_a_sheet_that_is_not_read_are_counted(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let house = House::new(backend);
    let report = loaded(
        &house,
        "conduct",
        &[
            "主体名称|统一社会信用代码|性质|诚信记录编号",
            "示例建设有限公司|其它|不良|1",
            "示例市政有限公司|其它|不良|2",
        ],
    );
    assert_eq!((report.rows_read, report.rows_refused), (2, 2));
    let remarks: Vec<String> = report.files[0].remarks.iter().map(|remark| remark.reason.clone()).collect();
    assert_eq!(remarks, ["缺少必填的列“事由”", "整张工作表未读取，共 2 行"]);
}

#[rstest]
#[case::outside(WRONG_OUTSIDE, "示例建设公司")]
#[case::inside(WRONG_INSIDE, "示例建设有限公司")]
#[actix_web::test]
async fn a_slip_in_a_code_makes_no_second_enterprise(
    #[case] slip: &str,
    #[case] name: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(true, false)] slip_first: bool,
) {
    let house = House::new(backend);
    let (right, wrong) = (format!("示例建设有限公司|{CODE}"), format!("{name}|{slip}"));
    let rows = if slip_first { [&wrong, &right] } else { [&right, &wrong] };
    // A file each: in one, two names of an enterprise would contradict each other.
    for row in rows {
        let report = loaded(&house, "enterprises", &["企业名称|统一社会信用代码", row]);
        assert_eq!(report.rows_refused, 0);
        assert!(codes(&report).iter().all(|(_, severity)| *severity == Severity::Warning), "{:?}", codes(&report));
    }
    // As others write it.
    let net_assets = format!("{name}|{slip}|2020|500");
    loaded(&house, "net_assets", &["企业名称|统一社会信用代码|年度|净资产", &net_assets]);
    let tender = format!("{NATIONAL}|示例一号楼|示例置业有限公司|2020-01-05|{name}|{slip}");
    let header = "项目编号|项目名称|建设单位|中标日期|中标单位名称|中标单位统一社会信用代码";
    loaded(&house, "projects", &["项目编号|项目名称|建设单位", &format!("{NATIONAL}|示例一号楼|示例置业有限公司")]);
    loaded(&house, "tenders", &[&header.replace("|建设单位", ""), &tender.replace("|示例置业有限公司", "")]);
    let [enterprise] = enterprises(&house).try_into().unwrap();
    assert_eq!(enterprise.credit_code.as_deref(), Some(CODE));
    let found = house.app.get(&format!("/api/v1/enterprises/{slip}")).await.good();
    assert_eq!(found["credit_code"], CODE);
    assert_eq!(house.verify().differences, []);
}

#[rstest]
#[actix_web::test]
async fn an_early_code_that_fails_its_check_is_taken_and_found(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(WRONG_OUTSIDE, WRONG_INSIDE)] code: &str,
) {
    let house = House::new(backend);
    let row = format!("示例老企业|{code}");
    for _ in 0..2 {
        let report = loaded(&house, "enterprises", &["企业名称|统一社会信用代码", &row]);
        assert_eq!(report.rows_refused, 0);
    }
    assert_eq!(enterprises(&house).len(), 1);
    let found = house.app.get(&format!("/api/v1/enterprises/{code}")).await.good();
    assert_eq!(found["name"], "示例老企业");
}

/// Eighteen digits of a permit that also pass as a resident ID.
fn permit(date: &str) -> String {
    let body = format!("410100{date}010");
    let check = check_character(body.as_bytes().try_into().unwrap()).unwrap();
    format!("{body}{}", char::from(check))
}

#[rstest]
fn no_sheet_leaves_a_persons_number_in_clear(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let house = House::new(backend);
    let number = resident_number(1);
    let (licence, permit) = (format!("T{number}"), permit("20150101"));
    let sheets: &[(&str, &[&str])] = &[
        ("posts", &["姓名|证件号码|岗位或工种|岗位证书编号", "张测试|NUMBER|建筑电工|LICENCE"]),
        ("projects", &["项目编号|项目名称|建设单位|建设规模", "PROJECT|示例一号楼|示例置业有限公司|联系人NUMBER"]),
        (
            "site",
            &[
                "项目编号|施工许可证编号|企业名称|人员姓名|岗位名称|证书编号|其他说明",
                "PROJECT|PERMIT|示例建设有限公司|张测试|建筑电工|LICENCE|见 NUMBER",
            ],
        ),
        (
            "permits",
            &[
                "施工许可证编号|许可证内部编号|项目编号|发证日期|施工单位名称|项目经理|项目经理注册编号|建设规模",
                "PERMIT|PERMIT|PROJECT|2015-01-01|示例建设有限公司|张测试|LICENCE|联系人 NUMBER",
            ],
        ),
        (
            "tenders",
            &[
                "项目编号|中标日期|中标单位名称|项目经理|项目经理注册编号|招标项目名称",
                "PROJECT|2015-01-01|示例建设有限公司|张测试|LICENCE|NUMBER",
            ],
        ),
        (
            "contracts",
            &[
                "合同登记编号|项目编号|承包单位名称|项目经理|项目经理注册编号|合同编号",
                "PERMIT|PROJECT|示例建设有限公司|张测试|LICENCE|PERMIT",
            ],
        ),
        (
            "parties",
            &[
                "项目编号|企业承担角色|企业名称|负责人姓名|注册编号|施工许可证编号",
                "PROJECT|施工单位|示例建设有限公司|张测试|LICENCE|PERMIT",
            ],
        ),
        // Under a project that is not on file: the record waits.
        (
            "waiting",
            &[
                "项目编号|企业承担角色|企业名称|负责人姓名|注册编号",
                "4101001501010102|施工单位|示例建设有限公司|张测试|LICENCE",
            ],
        ),
        (
            "conduct",
            &[
                "主体名称|统一社会信用代码|性质|诚信记录编号|事由|决定内容",
                "示例建设有限公司|CODE|不良|豫建罚1|经查，张测试（NUMBER）挂证|对张测试（NUMBER）通报批评",
            ],
        ),
        ("titles", &["姓名|证件号码|职称名称|职称证书号", "张测试|NUMBER|工程师|LICENCE"]),
    ];
    for (name, lines) in sheets {
        let filled = |line: &&str| {
            let line = line.replace("NUMBER", &number).replace("LICENCE", &licence);
            line.replace("PERMIT", &permit).replace("PROJECT", NATIONAL).replace("CODE", CODE)
        };
        let lines: Vec<String> = lines.iter().map(filled).collect();
        let report = loaded(&house, name, &lines.iter().map(String::as_str).collect::<Vec<_>>());
        let remarks: Vec<String> = report.files[0].remarks.iter().map(ToString::to_string).collect();
        assert_eq!((report.rows_read, report.rows_refused), (1, 0), "{name}: {remarks:?}");
        assert!(!remarks.concat().contains(&number), "{name}: {remarks:?}");
    }
    let identity = number_of(1);
    let masked = identity.masked();
    let refused = format!("{NATIONAL}|{permit}|2015-01-01|{number}");
    let report = loaded(&house, "refused", &["项目编号|施工许可证编号|发证日期|许可证内部编号", &refused]);
    assert_eq!(codes(&report), [("permit_number.resident_id".to_owned(), Severity::Error)]);

    let (people, projects) = house.read(|conn| {
        let people = siku::registry::personnel::store::ids_after(conn, 0, 9)?;
        Ok((people, siku::registry::project::store::ids_after(conn, 0, 9)?))
    });
    assert_eq!(house.mention(&[with_number(1)])[0].map(|id| id.0), Some(people[0]));
    let engagements = house.read(|conn| Ok(Engagement::load(conn, &projects)?));
    // The permit and the participant named on it say the same.
    assert_eq!(engagements.len(), 4);
    for engagement in engagements {
        assert_eq!(engagement.certificate_number.as_deref(), Some(format!("T{masked}").as_str()));
        assert_eq!(engagement.person_id.map(|id| id.0), Some(people[0]), "found by the hash of the number in clear");
        assert!(!engagement.record_key.contains(&number));
    }
    let permits = house.read(|conn| Ok(Permit::load(conn, &projects)?));
    assert_eq!((&permits[0].number, permits[0].inner_number.as_ref()), (&permit, Some(&permit)));
    assert_eq!(permits[0].size.as_deref(), Some(format!("联系人 {masked}").as_str()));
    if backend == Backend::Sqlite {
        let files = fs::read_dir(house.app.database.folder.path()).unwrap();
        let bytes: Vec<u8> = files.flat_map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
        let contains = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(contains(masked) && contains(&permit), "the file is scanned");
        assert!(!contains(&number));
    }
}
