//! What is said of a project in words and days.

use chrono::NaiveDate;

use crate::registry::page as shared;
use crate::registry::project::view::ProjectDetail;
use crate::web::format::{hundredths, metres};

/// What everybody looks for stands there also when it is not recorded, the rest only when it is.
pub(super) fn of(detail: &ProjectDetail) -> Vec<(&'static str, Option<String>)> {
    let (summary, particulars) = (&detail.summary, &detail.particulars);
    let mut facts: Vec<(&'static str, Option<String>)> =
        detail.numbers.iter().map(|number| (number.kind.label(), Some(number.value.clone()))).collect();
    facts.push(("项目分类", summary.project_type.map(|kind| kind.label().to_owned())));
    facts.push(("地区", summary.region.as_ref().map(shared::region)));
    facts.push(("地址", particulars.address.clone()));
    let place = particulars.longitude.as_ref().zip(particulars.latitude.as_ref());
    let share = particulars.state_share_basis_points;
    let optional = [
        ("经纬度", place.map(|(longitude, latitude)| format!("{longitude}，{latitude}"))),
        ("立项文号", particulars.approval_number.clone()),
        ("立项级别", particulars.approval_level.clone()),
        ("立项机关", particulars.approval_body.clone()),
        ("建设用地规划许可证", particulars.land_planning_number.clone()),
        ("建设工程规划许可证", particulars.works_planning_number.clone()),
        ("投资性质", particulars.investment_property.clone()),
        ("资金来源", particulars.fund_source.clone()),
        ("国有资金比例", share.map(|share| format!("{}%", hundredths(share.into())))),
        ("建设性质", particulars.property.clone()),
        ("工程用途", particulars.function.clone()),
        ("重点项目", particulars.is_major.filter(|is_major| *is_major).map(|_major| "是".to_owned())),
        ("总长度", particulars.length_mm.map(|length| format!("{} m", metres(length)))),
        ("建设规模", particulars.size.clone()),
        ("建筑节能", particulars.energy.clone()),
        ("超限情况", particulars.over_limit.clone()),
    ];
    facts.extend(optional.into_iter().filter(|(_, value)| value.is_some()));
    facts.push(("数据来源", Some(shared::source(&detail.provenance))));
    facts
}

/// The days of a project, likewise.
pub(super) fn days(detail: &ProjectDetail) -> Vec<(&'static str, Option<NaiveDate>)> {
    let particulars = &detail.particulars;
    let optional = [
        ("立项日期", particulars.approved_on),
        ("计划开工", particulars.planned_start_on),
        ("计划竣工", particulars.planned_finish_on),
        ("实际开工", particulars.started_on),
        ("实际竣工", particulars.finished_on),
    ];
    let mut days: Vec<_> = optional.into_iter().filter(|(_, day)| day.is_some()).collect();
    days.push(("首次施工许可", detail.summary.permitted_on));
    days.push(("竣工验收", detail.summary.accepted_on));
    days
}
