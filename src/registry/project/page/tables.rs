//! What hangs from a project, as tables: unit works, tenders, and what happened beside the stages.

use std::collections::BTreeSet;

use crate::registry::page as shared;
use crate::registry::project::view::{
    BidView, CommitmentView, FakePerformanceView, MeasureView, ParticipantView, PermitChangeView, ProjectDetail,
    StoppageView, TenderSectionView, UnitWorkView,
};
use crate::web::format::{hundredths, metres, square_metres};
use crate::web::parts::{Cell, Column, StateTag, TableSection};

/// The tables of a project.
pub(super) fn of(detail: &ProjectDetail, sections: &[TenderSectionView]) -> Vec<TableSection> {
    let (text, number) = (Column::text, Column::number);
    let bids = sections.iter().flat_map(|section| section.bids.iter().map(move |bid| (section, bid)));
    vec![
        TableSection::new(
            "unit-works",
            "单体工程",
            [text("名称"), text("编号"), number("造价"), number("建筑面积"), text("指标"), text("环节记录")],
            detail.unit_works.iter().map(unit_work),
        ),
        TableSection::new(
            "tender-sections",
            "招标标段",
            [text("标段"), text("编号"), number("估算价"), text("计划开工"), text("工期"), text("投标人资格条件")],
            sections.iter().map(section),
        ),
        TableSection::new(
            "bids",
            "投标",
            [text("投标人"), text("标段编号"), text("项目负责人"), number("报价"), text("得分"), text("结果")],
            bids.map(|(section, row)| bid(section, row)),
        ),
        TableSection::new(
            "permit-changes",
            "施工许可变更",
            [text("变更事项"), text("变更前"), text("变更后"), text("变更日期"), text("施工许可证"), text("依据文件")],
            detail.permit_changes.iter().map(permit_change),
        ),
        TableSection::new(
            "stoppages",
            "停工",
            [text("停工原因"), text("停工日期"), text("复工日期"), text("说明"), text("施工许可证"), text("文书")],
            detail.stoppages.iter().map(stoppage),
        ),
        TableSection::new(
            "commitments",
            "质量终身责任承诺",
            [text("项目负责人"), text("承担"), text("所在单位"), text("授权日期"), text("承诺日期")],
            detail.commitments.iter().map(commitment),
        ),
        TableSection::new(
            "fake-performances",
            "虚假业绩认定",
            [text("企业"), text("认定"), text("编号"), text("依据文件"), text("认定机关"), text("认定日期")],
            detail.fake_performances.iter().map(fake_performance),
        ),
    ]
}

/// The enterprises in a project: one row for all records that report the same part, as far reviewed as any of them.
pub(super) fn participants(rows: &[ParticipantView]) -> TableSection {
    let mut parts: Vec<Vec<&ParticipantView>> = Vec::new();
    for row in rows {
        let same = |part: &&mut Vec<&ParticipantView>| {
            part.first().is_some_and(|known| known.role == row.role && known.enterprise == row.enterprise)
        };
        match parts.iter_mut().find(same) {
            Some(part) => part.push(row),
            None => parts.push(vec![row]),
        }
    }
    let text = Column::text;
    TableSection::new(
        "participants",
        "参建单位",
        [
            text("单位"),
            text("承担"),
            text("单体工程"),
            text("施工许可证"),
            text("自何日起"),
            text("至何日止"),
            text("数据等级"),
        ],
        parts.iter().filter_map(|part| participant(part)),
    )
}

fn participant(records: &[&ParticipantView]) -> Option<[Cell; 7]> {
    let first = records.first()?;
    let distinct = |of: fn(&ParticipantView) -> Option<&String>| {
        let values: BTreeSet<&String> = records.iter().filter_map(|record| of(record)).collect();
        Cell::Lines(values.into_iter().cloned().collect())
    };
    let level = records.iter().map(|record| record.data_level.as_str()).min()?;
    Some([
        Cell::Mention(first.enterprise.as_ref().map(shared::named_enterprise)),
        Cell::text(first.role.label()),
        distinct(|record| record.unit_code.as_ref()),
        distinct(|record| record.permit_number.as_ref()),
        Cell::Day(records.iter().filter_map(|record| record.valid_from).min()),
        Cell::Day(records.iter().filter_map(|record| record.valid_until).max()),
        Cell::Level(level.to_owned()),
    ])
}

fn unit_work(row: &UnitWorkView) -> [Cell; 6] {
    let covering = row.records.iter();
    let covering = covering.map(|record| shared::numbered(record.kind.label(), record.number.as_deref()));
    [
        Cell::text(&row.name),
        Cell::Number(Some(row.code.clone())),
        Cell::Money(row.cost_fen),
        Cell::Area(row.area_dm2),
        Cell::Text(measures(row)),
        Cell::Lines(covering.collect()),
    ]
}

/// What is said of a unit work, in one sentence.
fn measures(row: &UnitWorkView) -> Option<String> {
    let length = |label: &str, value: Option<i64>| value.map(|value| format!("{label} {} m", metres(value)));
    let area = |label: &str, value: Option<i64>| value.map(|value| format!("{label} {} m²", square_metres(value)));
    let words = |label: &str, value: &Option<String>| value.as_ref().map(|value| format!("{label} {value}"));
    let is = |label: &str, value: Option<bool>| value.filter(|value| *value).map(|_true| label.to_owned());
    let said = [
        row.storeys_above.map(|storeys| format!("地上 {storeys} 层")),
        row.storeys_below.map(|storeys| format!("地下 {storeys} 层")),
        area("地上面积", row.area_above_dm2),
        area("地下面积", row.area_below_dm2),
        length("建筑高度", row.height_mm),
        length("构筑物高度", row.structure_height_mm),
        length("长度", row.length_mm),
        length("跨度", row.span_mm),
        row.structure.clone(),
        words("工程等级", &row.level),
        words("规模", &row.size),
        words("抗震设防烈度", &row.seismic_intensity),
        is("绿色建筑", row.is_green),
        words("绿色建筑等级", &row.green_level),
        is("超限高层建筑", row.is_over_limit_high_rise),
        is("减隔震建筑", row.is_seismic_isolated),
        row.suites.map(|suites| format!("住宅 {suites} 套")),
        words("备注", &row.memo),
    ];
    let said: Vec<String> = said.into_iter().flatten().chain(row.measures.iter().map(measure)).collect();
    (!said.is_empty()).then(|| said.join("，"))
}

fn measure(row: &MeasureView) -> String {
    format!("{} {} {} {}", row.discipline, row.measure, row.value, row.unit.as_deref().unwrap_or_default())
        .trim()
        .to_owned()
}

fn section(row: &TenderSectionView) -> [Cell; 6] {
    [
        Cell::Text(row.name.clone().or_else(|| Some(row.code.clone()))),
        Cell::Number(Some(row.code.clone())),
        Cell::Money(row.estimate_fen),
        Cell::Day(row.planned_start_on),
        Cell::Text(row.duration.clone()),
        Cell::Text(row.qualification_required.clone().or_else(|| row.content.clone())),
    ]
}

fn bid(section: &TenderSectionView, row: &BidView) -> [Cell; 6] {
    let points = |label: &str, value: Option<i32>| value.map(|value| format!("{label} {}", hundredths(value.into())));
    let scores = [
        points("合计", row.score_hundredths),
        points("信用考核", row.credit_score_hundredths),
        points("信用因素", row.used_credit_score_hundredths),
    ];
    let manager = row.manager_name.as_ref();
    let result = if row.is_winner == Some(true) {
        StateTag::Good("拟中标".to_owned())
    } else {
        StateTag::Plain("投标".to_owned())
    };
    [
        Cell::Mention(row.bidder.as_ref().map(shared::named_enterprise)),
        Cell::Number(Some(section.code.clone())),
        Cell::Mention(manager.map(|name| shared::named_person(name, row.manager_id.as_deref()))),
        Cell::Money(row.bid_fen),
        Cell::Lines(scores.into_iter().flatten().collect()),
        Cell::State(result),
    ]
}

fn permit_change(row: &PermitChangeView) -> [Cell; 6] {
    [
        Cell::text(&row.item),
        Cell::text(&row.before),
        Cell::text(&row.after),
        Cell::Day(Some(row.changed_on)),
        Cell::Number(Some(row.permit_number.clone())),
        Cell::Text(row.document.clone()),
    ]
}

fn stoppage(row: &StoppageView) -> [Cell; 6] {
    let consents = row
        .owner_consents
        .map(|consents| if consents { "建设单位同意更换项目经理" } else { "建设单位不同意更换项目经理" });
    let fault =
        row.contractor_at_fault.map(|fault| if fault { "因施工单位原因停工" } else { "非施工单位原因停工" });
    [
        Cell::Text(row.reason.clone()),
        Cell::Day(Some(row.stopped_on)),
        Cell::Day(row.resumed_on),
        Cell::Lines(consents.into_iter().chain(fault).map(str::to_owned).collect()),
        Cell::Number(row.permit_number.clone()),
        Cell::Text(row.document.clone()),
    ]
}

fn commitment(row: &CommitmentView) -> [Cell; 5] {
    [
        Cell::Mention(Some(shared::named_person(&row.person_name, row.person_id.as_deref()))),
        Cell::text(row.role.label()),
        Cell::Mention(row.enterprise.as_ref().map(shared::named_enterprise)),
        Cell::Day(row.authorised_on),
        Cell::Day(row.signed_on),
    ]
}

fn fake_performance(row: &FakePerformanceView) -> [Cell; 6] {
    [
        Cell::Mention(row.enterprise.as_ref().map(shared::named_enterprise)),
        Cell::text(&row.kind),
        Cell::Number(Some(row.number.clone())),
        Cell::Text(row.document.clone()),
        Cell::Text(row.authority.clone()),
        Cell::Day(Some(row.decided_on)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::project::ParticipantRole;
    use crate::domain::vocabulary::provenance::DataLevel;
    use crate::registry::project::view::NamedEnterpriseView;

    #[test]
    fn records_that_report_the_same_part_are_one_row_as_far_reviewed_as_any() {
        let part = |role, permit: Option<&str>, data_level| ParticipantView {
            role,
            enterprise: Some(NamedEnterpriseView { id: None, name: "某某建设有限公司".to_owned() }),
            unit_code: None,
            permit_number: permit.map(str::to_owned),
            valid_from: None,
            valid_until: None,
            data_level,
        };
        let rows = [
            part(ParticipantRole::Construction, Some("SX-001"), DataLevel::County),
            part(ParticipantRole::Construction, None, DataLevel::City),
            part(ParticipantRole::Supervision, Some("SX-001"), DataLevel::County),
        ];
        let section = participants(&rows);
        let labels: Vec<_> = section.columns.iter().map(|column| column.label).collect();
        assert_eq!(labels, ["单位", "承担", "施工许可证", "数据等级"]);
        let shown: Vec<_> =
            section.rows.iter().filter_map(|row| Some((row.get(1)?, row.get(2)?, row.get(3)?))).collect();
        let permit = Cell::Lines(vec!["SX-001".to_owned()]);
        let (builder, supervisor) = (Cell::text("施工单位"), Cell::text("监理单位"));
        let (city, county) = (Cell::Level("B".to_owned()), Cell::Level("C".to_owned()));
        assert_eq!(shown, [(&builder, &permit, &city), (&supervisor, &permit, &county)]);
    }
}
