//! Enterprises that are not what their qualifications say, and codes that are none: D01, D02, X35.

use super::{Seed, done, under_way};
use crate::generate::calendar::after;
use crate::generate::violations::case::Case;
use crate::generate::violations::mint::Mint;

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("D01-constructors", &["D01"], "注册建造师只剩三人", few_constructors),
    under_way("D01-lapsed", &["D01"], "三名注册建造师的注册已过有效期", lapsed_constructors),
    done("D01-engineers", &["D01"], "监理单位的注册监理工程师只剩九人", few_engineers),
    done("D02-short", &["D02"], "上年净资产差一元到 800 万元", short_of_assets),
    under_way("D02-negative", &["D02"], "上年资不抵债", in_debt),
    done("X35-enterprise-region", &["X35"], "企业的行政区划代码不存在", enterprise_region),
    done("X35-project-region", &["X35"], "项目编号前六位不是行政区划代码", project_region),
    under_way("X35-project-date", &["X35"], "项目编号中的日期不存在", project_date),
    done("X35-former-region", &["X35"], "项目编号用的是已撤销的行政区划", former_region),
];

/// Registration numbers of the people whom the builder or the supervisor has beside those who lead.
fn staff(case: &Case, employer: &str, leader: &str) -> Vec<String> {
    let own = case.rows("registration").filter(|row| row.get("employer_code") == employer);
    let own = own.map(|row| row.get("registration_number").to_owned());
    own.filter(|number| number != leader).collect()
}

fn few_constructors(case: &mut Case, _mint: &mut Mint) {
    let leader = case.site().manager.registration;
    for number in staff(case, &case.builder.code.clone(), &leader).into_iter().skip(2) {
        case.remove("registration", &number);
    }
}

fn lapsed_constructors(case: &mut Case, _mint: &mut Mint) {
    let (leader, lapsed) = (case.site().manager.registration, after(case.as_of, -20));
    for number in staff(case, &case.builder.code.clone(), &leader).into_iter().take(3) {
        case.set("registration", &[&number], "valid_until", lapsed);
    }
}

fn few_engineers(case: &mut Case, _mint: &mut Mint) {
    let (leader, supervisor) = (case.site().chief.registration, case.supervisor.clone());
    for number in staff(case, &supervisor.code, &leader).into_iter().skip(8) {
        case.remove("registration", &number);
    }
    case.concerned = Some(supervisor);
    case.record = Some("房屋建筑工程工程监理乙级".to_owned());
}

fn short_of_assets(case: &mut Case, _mint: &mut Mint) {
    let code = case.builder.code.clone();
    case.set("net-assets", &[&code], "net_assets", "799.9999");
}

fn in_debt(case: &mut Case, _mint: &mut Mint) {
    let code = case.builder.code.clone();
    case.set("net-assets", &[&code], "net_assets", "-120");
}

fn enterprise_region(case: &mut Case, _mint: &mut Mint) {
    let loser = case.losers[0].clone();
    case.set("enterprise", &[&loser.code], "region", "417799");
    case.concerned = Some(loser);
}

/// In no province: an unknown code of a known one may be a development zone's.
fn project_region(case: &mut Case, _mint: &mut Mint) {
    in_region(case, "770199");
}

/// 开封县, a district since the end of 2014.
fn former_region(case: &mut Case, _mint: &mut Mint) {
    in_region(case, "410224");
}

/// Has the project's number begin with another region.
fn in_region(case: &mut Case, region: &str) {
    let number = case.site().number;
    case.renumber(&format!("{region}{}", number.get(6..).unwrap_or_default()));
}

/// The forty-fifth of a thirteenth month.
fn project_date(case: &mut Case, mint: &mut Mint) {
    let serial = mint.serial("impossible day");
    let region = case.site().region;
    case.renumber(&format!("{region}251345{serial:04}"));
}
