//! Works that an enterprise had no right to: X01, X02, X03, X27.

use chrono::NaiveDate;

use super::{Seed, done, under_way};
use crate::generate::calendar::after;
use crate::generate::violations::case::Case;
use crate::generate::violations::mint::Mint;

/// The seeds. Without a qualification in force nothing is within its scope: X02 never comes without X01.
pub const SEEDS: &[Seed] = &[
    done("X01-height", &["X01"], "三级企业承揽高 50.1 米的建筑", too_high),
    under_way("X01-span", &["X01"], "三级企业承揽单跨 28 米的建筑", too_wide),
    done("X01-area", &["X01"], "三级企业承揽 8.1 万平方米的项目", too_large),
    done("X02-expired", &["X01", "X02"], "签约前一日资质到期", expired),
    under_way("X02-category", &["X01", "X02"], "只有装修装饰资质", another_category),
    done("X02-supervisor", &["X01", "X02"], "监理单位的资质签约前已撤销", supervisor_revoked),
    done("X03-expired", &["X03"], "签约前一日安全生产许可证到期", permit_expired),
    under_way("X03-none", &["X03"], "没有安全生产许可证", no_permit),
    under_way("X27-listed", &["X27"], "签约时在黑名单中，至今未移出", listed),
    done("X27-removed", &["X27"], "签约时在黑名单中，其后移出", removed),
];

fn too_high(case: &mut Case, _mint: &mut Mint) {
    let unit = case.site().unit(2);
    case.set("unit-work", &[&unit], "height", "50.1");
}

fn too_wide(case: &mut Case, _mint: &mut Mint) {
    let unit = case.site().unit(1);
    case.set("unit-work", &[&unit], "span", "28");
}

/// In units of which none is large, so that a constructor of the second class may lead it.
fn too_large(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    for number in 1..=2 {
        case.set("unit-work", &[&site.unit(number)], "area", "27000");
    }
    case.add_like("unit-work", &[&site.unit(2)], &[("code", &site.unit(3)), ("name", "3号楼")]);
    for kind in ["project", "permit", "acceptance", "acceptance-filing"] {
        case.set(kind, &[&site.number], "area", "81000");
    }
}

fn expired(case: &mut Case, _mint: &mut Mint) {
    let (code, contracted) = (case.builder.code.clone(), case.site().days.contracted);
    case.set("qualification", &[&code], "issued_on", after(contracted, -1_826));
    case.set("qualification", &[&code], "valid_until", after(contracted, -1));
}

fn another_category(case: &mut Case, _mint: &mut Mint) {
    let code = case.builder.code.clone();
    for (field, text) in [("sequence", "专业承包"), ("category", "建筑装修装饰工程"), ("class", "二级")] {
        case.set("qualification", &[&code], field, text);
    }
}

fn supervisor_revoked(case: &mut Case, _mint: &mut Mint) {
    let (supervisor, site) = (case.supervisor.clone(), case.site());
    case.set("qualification", &[&supervisor.code], "state", "撤销");
    case.set("qualification", &[&supervisor.code], "state_since", after(site.days.contracted, -40));
    case.concerned = Some(supervisor);
    case.record = Some(format!("合同 {}", site.record("HE")));
}

fn permit_expired(case: &mut Case, _mint: &mut Mint) {
    let (code, contracted) = (case.builder.code.clone(), case.site().days.contracted);
    case.set("safety-permit", &[&code], "valid_until", after(contracted, -1));
}

fn no_permit(case: &mut Case, _mint: &mut Mint) {
    let code = case.builder.code.clone();
    case.remove("safety-permit", &code);
}

fn listed(case: &mut Case, mint: &mut Mint) {
    blacklist(case, mint, None);
}

fn removed(case: &mut Case, mint: &mut Mint) {
    // On the day of removal they are off it: the day after the contract is the first that would change nothing.
    let until = after(case.site().days.contracted, 1);
    blacklist(case, mint, Some(until));
}

fn blacklist(case: &mut Case, mint: &mut Mint, until: Option<NaiveDate>) {
    let (builder, contracted) = (case.builder.clone(), case.site().days.contracted);
    case.add(
        "blacklist",
        &[
            ("subject_kind", "企业"),
            ("subject_name", &builder.name),
            ("credit_code", &builder.code),
            ("number", &format!("HMD41{:06}", mint.serial("blacklist"))),
            ("reason", "拖欠农民工工资，经责令改正拒不改正"),
            ("authority", "河南省住房和城乡建设厅"),
            ("listed_on", &after(contracted, -90).to_string()),
            ("removed_on", &until.map(|day| day.to_string()).unwrap_or_default()),
            ("data_level", "A"),
            ("data_source", "1"),
        ],
    );
}
