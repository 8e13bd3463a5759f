//! Managers who may not be: X04, X07, X08, X09, X10, X22, X31.

use chrono::NaiveDate;

use super::{Seed, done, under_way};
use crate::generate::calendar::after;
use crate::generate::violations::case::Case;
use crate::generate::violations::mint::Mint;

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("X04-class", &["X04"], "二级建造师负责单体 3.2 万平方米的大型工程", large_works),
    under_way("X04-specialty", &["X04"], "市政公用工程专业的建造师负责房屋建筑工程", another_specialty),
    done("X04-expired", &["X04", "X07"], "中标前一日注册到期", registration_expired),
    done("X07-elsewhere", &["X07"], "注册和 B 证都在另一家企业", all_elsewhere),
    under_way("X07-and-X22", &["X07", "X22"], "注册在另一家企业，B 证在施工单位", registered_elsewhere),
    done("X08-before", &["X08"], "中标前一日 B 证到期", certificate_expired),
    under_way("X08-in-office", &["X08"], "任职期间 B 证到期", certificate_expired_in_office),
    under_way("X08-none", &["X08"], "没有 B 证", no_certificate),
    done("X09-moved", &["X09"], "任职期间注册变更到另一家企业", moved),
    under_way("X09-twice", &["X09"], "任职期间在另一家企业又有注册", registered_twice),
    done("X10-before", &["X10"], "中标前三个月一次记 12 分", points_before),
    under_way("X10-in-office", &["X10"], "任职期间两次记分共 12 分", points_in_office),
    done("X22-unit", &["X22"], "B 证登记在另一家企业", certified_elsewhere),
    under_way("X22-lapsed", &["X22"], "在施工单位的 B 证已过期，有效的一本登记在另一家企业", old_certificate),
    done("X31-elsewhere", &["X31"], "社会保险一直由另一家企业缴纳", insured_elsewhere),
    under_way("X31-later", &["X31"], "中标次日起才由施工单位缴纳社会保险", insured_later),
];

fn large_works(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    case.set("unit-work", &[&site.unit(1)], "area", "32000");
    for kind in ["project", "permit", "acceptance", "acceptance-filing"] {
        case.set(kind, &[&site.number], "area", "44000");
    }
}

fn another_specialty(case: &mut Case, _mint: &mut Mint) {
    let number = case.site().manager.registration;
    case.set("registration", &[&number], "specialty", "市政公用工程");
}

fn registration_expired(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    case.set("registration", &[&site.manager.registration], "valid_until", after(site.days.awarded, -1));
}

/// Has the manager's rows of a kind name another firm: one that bid in vain.
fn elsewhere(case: &mut Case, kind: &str) {
    let (id_number, other) = (case.site().manager.id_number, case.losers[0].clone());
    case.set(kind, &[&id_number], "employer_name", &other.name);
    case.set(kind, &[&id_number], "employer_code", &other.code);
}

fn all_elsewhere(case: &mut Case, _mint: &mut Mint) {
    elsewhere(case, "registration");
    elsewhere(case, "safety-certificate");
}

fn registered_elsewhere(case: &mut Case, _mint: &mut Mint) {
    elsewhere(case, "registration");
}

fn certificate_until(case: &mut Case, until: NaiveDate) {
    let id_number = case.site().manager.id_number;
    case.set("safety-certificate", &[&id_number], "valid_until", until);
}

fn certificate_expired(case: &mut Case, _mint: &mut Mint) {
    let awarded = case.site().days.awarded;
    certificate_until(case, after(awarded, -1));
}

fn certificate_expired_in_office(case: &mut Case, _mint: &mut Mint) {
    let until = after(case.as_of, -1);
    certificate_until(case, until);
}

fn no_certificate(case: &mut Case, _mint: &mut Mint) {
    let id_number = case.site().manager.id_number;
    case.remove("safety-certificate", &id_number);
}

/// Registers the manager with another firm too, since a while after the permit.
fn second_registration(case: &mut Case, mint: &mut Mint) -> NaiveDate {
    let (site, other) = (case.site(), case.losers[0].clone());
    let since = after(site.days.permitted, 60);
    let number = mint.registration(2, since);
    let fields = [
        ("registration_number", number.as_str()),
        ("employer_name", &other.name),
        ("employer_code", &other.code),
        ("valid_from", &since.to_string()),
        ("valid_until", &after(since, 1_094).to_string()),
    ];
    case.add_like("registration", &[&site.manager.registration], &fields);
    since
}

fn moved(case: &mut Case, mint: &mut Mint) {
    let since = second_registration(case, mint);
    let number = case.site().manager.registration;
    case.set("registration", &[&number], "state", "注销");
    case.set("registration", &[&number], "state_since", since);
}

fn registered_twice(case: &mut Case, mint: &mut Mint) {
    second_registration(case, mint);
}

fn demerit(case: &mut Case, mint: &mut Mint, points: u32, on: NaiveDate) {
    let (manager, builder) = (case.site().manager, case.builder.clone());
    case.add(
        "demerit",
        &[
            ("name", &manager.name),
            ("id_kind", "身份证"),
            ("id_number", &manager.id_number),
            ("employer_name", &builder.name),
            ("credit_code", &builder.code),
            ("number", &format!("JF41{:06}", mint.serial("demerit"))),
            ("item", "1.1"),
            ("behaviour", "未按规定组织编制危险性较大分部分项工程安全专项施工方案"),
            ("points", &points.to_string()),
            ("decided_on", &on.to_string()),
            ("authority", "河南省住房和城乡建设厅"),
            ("data_level", "B"),
            ("data_source", "1"),
        ],
    );
}

fn points_before(case: &mut Case, mint: &mut Mint) {
    let awarded = case.site().days.awarded;
    demerit(case, mint, 12, after(awarded, -90));
}

fn points_in_office(case: &mut Case, mint: &mut Mint) {
    let permitted = case.site().days.permitted;
    demerit(case, mint, 6, after(permitted, 30));
    demerit(case, mint, 6, after(permitted, 75));
}

fn certified_elsewhere(case: &mut Case, _mint: &mut Mint) {
    elsewhere(case, "safety-certificate");
}

fn old_certificate(case: &mut Case, mint: &mut Mint) {
    let (site, other) = (case.site(), case.losers[1].clone());
    let number = format!("豫建安B（2024）{:07}", mint.serial("safety certificate"));
    let fields = [("number", number.as_str()), ("employer_name", &other.name), ("employer_code", &other.code)];
    certificate_until(case, after(site.days.awarded, -1));
    let valid = after(case.as_of, 190).to_string();
    let fields = [&fields[..], &[("valid_until", valid.as_str())]].concat();
    case.add_like("safety-certificate", &[&site.manager.id_number], &fields);
}

fn insured_elsewhere(case: &mut Case, _mint: &mut Mint) {
    elsewhere(case, "employment");
}

fn insured_later(case: &mut Case, _mint: &mut Mint) {
    let (site, other) = (case.site(), case.losers[1].clone());
    let (last, first) = (site.days.awarded.to_string(), after(site.days.awarded, 1));
    let fields = [("employer_name", other.name.as_str()), ("employer_code", &other.code), ("insured_until", &last)];
    case.add_like("employment", &[&site.manager.id_number], &fields);
    case.set("employment", &[&case.builder.code.clone()], "insured_from", first);
}
