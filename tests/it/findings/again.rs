//! After any change, what is looked at again comes to the same as looking at everything.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{found, kept};
use crate::lookup::market::{Firm, HOSPITAL, HUAXIN, JINQIAO, Market, SCHOOL, ZHONGYUAN};
use crate::support::Backend;
use crate::support::house::resident_number;

const FIRMS: [Firm; 3] = [HUAXIN, JINQIAO, ZHONGYUAN];
const PROJECTS: [&str; 2] = [HOSPITAL, SCHOOL];
const PEOPLE: [(&str, &str); 3] =
    [("王建国", "豫1412006200700001"), ("李卫东", "豫1412006200700002"), ("张海燕", "豫2412006200700003")];

/// Something that comes on file.
#[derive(Clone, Debug)]
enum Change {
    Qualification { firm: usize, class: usize, until: u32 },
    SafetyPermit { firm: usize, until: u32 },
    Representative { firm: usize, person: usize },
    Registration { person: usize, firm: usize, until: u32 },
    Certificate { person: usize, firm: usize, until: u32 },
    Points { person: usize, points: u32, number: u32 },
    Award { project: usize, firm: usize, person: usize, amount: u32 },
    Contract { project: usize, firm: usize, amount: u32, day: u32 },
    Permit { project: usize, firm: usize, person: usize, day: u32 },
    Acceptance { project: usize, day: u32 },
    Blacklist { firm: usize, day: u32 },
    Rename { firm: usize, serial: u32 },
}

fn change() -> impl Strategy<Value = Change> {
    let (firm, person, project) = (0_usize..3, 0_usize..3, 0_usize..2);
    prop_oneof![
        (firm.clone(), 0_usize..3, 0_u32..3).prop_map(|(firm, class, until)| Change::Qualification {
            firm,
            class,
            until
        }),
        (firm.clone(), 0_u32..3).prop_map(|(firm, until)| Change::SafetyPermit { firm, until }),
        (firm.clone(), person.clone()).prop_map(|(firm, person)| Change::Representative { firm, person }),
        (person.clone(), firm.clone(), 0_u32..3).prop_map(|(person, firm, until)| Change::Registration {
            person,
            firm,
            until
        }),
        (person.clone(), firm.clone(), 0_u32..3).prop_map(|(person, firm, until)| Change::Certificate {
            person,
            firm,
            until
        }),
        (person.clone(), 1_u32..13, 0_u32..3).prop_map(|(person, points, number)| Change::Points {
            person,
            points,
            number
        }),
        (project.clone(), firm.clone(), person.clone(), 1_u32..4)
            .prop_map(|(project, firm, person, amount)| Change::Award { project, firm, person, amount }),
        (project.clone(), firm.clone(), 1_u32..4, 0_u32..90)
            .prop_map(|(project, firm, amount, day)| Change::Contract { project, firm, amount, day }),
        (project.clone(), firm.clone(), person, 0_u32..90).prop_map(|(project, firm, person, day)| Change::Permit {
            project,
            firm,
            person,
            day
        }),
        (project, 0_u32..90).prop_map(|(project, day)| Change::Acceptance { project, day }),
        (firm.clone(), 0_u32..90).prop_map(|(firm, day)| Change::Blacklist { firm, day }),
        (firm, 0_u32..3).prop_map(|(firm, serial)| Change::Rename { firm, serial }),
    ]
}

/// A day of 2026 after New Year.
fn day(after: u32) -> String {
    let new_year = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    (new_year + chrono::Days::new(u64::from(after))).to_string()
}

fn until(year: u32) -> String {
    format!("{}-06-30", 2025 + year)
}

fn apply(market: &Market, change: &Change) {
    match *change {
        Change::Qualification { firm, class, until: year } => {
            let ((code, name), class) = (FIRMS[firm], ["一级", "二级", "三级"][class]);
            market.sheet(
                "统一社会信用代码|企业名称|资质名称|证书编号|发证日期|有效期至",
                &[format!("{code}|{name}|建筑工程施工总承包{class}|D24100001{firm}|2020-01-05|{}", until(year))],
            );
        }
        Change::SafetyPermit { firm, until: year } => {
            let (code, name) = FIRMS[firm];
            market.sheet(
                "统一社会信用代码|企业名称|安全生产许可证编号|有效期始|有效期至",
                &[format!("{code}|{name}|（豫）JZ安许证字〔2024〕00000{firm}|2023-03-01|{}", until(year))],
            );
        }
        Change::Representative { firm, person } => {
            let ((code, name), (who, _)) = (FIRMS[firm], PEOPLE[person]);
            market.sheet("统一社会信用代码|企业名称|法定代表人", &[format!("{code}|{name}|{who}")]);
        }
        Change::Registration { person, firm, until: year } => {
            let ((code, name), (who, number)) = (FIRMS[firm], PEOPLE[person]);
            let id = resident_number(u16::try_from(person + 1).unwrap());
            market.sheet(
                "姓名|证件号码|注册类型及等级|注册专业|注册编号|单位名称|单位统一社会信用代码|有效期起|有效期止",
                &[format!("{who}|{id}|一级注册建造师|建筑工程|{number}|{name}|{code}|2023-01-01|{}", until(year))],
            );
        }
        Change::Certificate { person, firm, until: year } => {
            let ((code, name), (who, _)) = (FIRMS[firm], PEOPLE[person]);
            let id = resident_number(u16::try_from(person + 1).unwrap());
            let number = format!("豫建安B（2023）000000{person}");
            market.sheet(
                "姓名|证件号码|单位名称|单位统一社会信用代码|安管人员类别|安全生产考核合格证书编号|发证日期|有效期至",
                &[format!("{who}|{id}|{name}|{code}|B|{number}|2023-01-01|{}", until(year))],
            );
        }
        Change::Points { person, points, number } => {
            let (who, _) = PEOPLE[person];
            let id = resident_number(u16::try_from(person + 1).unwrap());
            market.sheet(
                "姓名|证件号码|记分编号|违法违规行为|记分|记分日期",
                &[format!("{who}|{id}|记{person}{number}|未按规定在岗履职|{points}|{}", day(number * 30))],
            );
        }
        Change::Award { project, firm, person, amount } => {
            let ((code, name), (who, _), project) = (FIRMS[firm], PEOPLE[person], PROJECTS[project]);
            let id = resident_number(u16::try_from(person + 1).unwrap());
            market.sheet(
                "中标通知书编号|项目编号|招标类型|中标日期|中标金额（万元）|中标单位名称|中标单位统一社会信用代码|项目经理|项目经理身份证号",
                &[format!("{project}-BD-001|{project}|003|2026-01-01|{amount}000|{name}|{code}|{who}|{id}")],
            );
        }
        Change::Contract { project, firm, amount, day: after } => {
            let ((code, name), project) = (FIRMS[firm], PROJECTS[project]);
            market.sheet(
                "合同备案编号|项目编号|合同类别|合同金额（万元）|合同签订日期|承包单位名称|承包单位统一社会信用代码",
                &[format!("{project}-HZ-001|{project}|301|{amount}000|{}|{name}|{code}", day(after))],
            );
        }
        Change::Permit { project, firm, person, day: after } => {
            let serial = u16::try_from(person + 1).unwrap();
            market.permit(PROJECTS[project], &day(after), FIRMS[firm], PEOPLE[person].0, serial);
        }
        Change::Acceptance { project, day: after } => market.acceptance(PROJECTS[project], &day(180 + after)),
        Change::Blacklist { firm, day: after } => {
            let (code, name) = FIRMS[firm];
            market.sheet(
                "企业名称|统一社会信用代码|黑名单编号|列入原因|列入日期",
                &[format!("{name}|{code}|豫建黑〔2026〕{firm}号|拖欠工程款|{}", day(after))],
            );
        }
        Change::Rename { firm, serial } => {
            let (code, name) = FIRMS[firm];
            let renamed = if serial == 0 {
                name.to_owned()
            } else {
                name.replace("河南", &format!("河南{}", ["中", "大"][serial as usize - 1]))
            };
            market.sheet("统一社会信用代码|企业名称", &[format!("{code}|{renamed}")]);
        }
    }
}

fn holds(backend: Backend, cases: u32) {
    let config = Config { cases, max_shrink_iters: 20, ..Config::default() };
    let sequences = proptest::collection::vec(change(), 1..10);
    TestRunner::new(config)
        .run(&sequences, |changes| {
            let market = Market::new(backend);
            let system = actix_web::rt::System::new();
            for change in &changes {
                apply(&market, change);
                system.block_on(market.app.work());
                prop_assert_eq!(kept(&market.app), found(&market.app), "after {:?}", change);
            }
            market.app.agrees_with_its_ledger();
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_is_looked_at_again_comes_to_the_same_as_everything_on_sqlite() {
    holds(Backend::Sqlite, 24);
}

#[test]
fn what_is_looked_at_again_comes_to_the_same_as_everything_on_postgresql() {
    holds(Backend::Postgres, 6);
}
