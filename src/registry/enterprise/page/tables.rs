//! Who stands behind an enterprise, what it is worth, where it came from and where else it works, as tables.

use crate::registry::enterprise::view::{
    EnterpriseDetail, MarketEntryView, NetAssetsView, ShareholderView, SuccessionView,
};
use crate::registry::page as shared;
use crate::web::format::hundredths;
use crate::web::parts::{Cell, Column, Mention, StateTag, TableSection};

/// The tables of an enterprise.
pub(super) fn of(detail: &EnterpriseDetail) -> Vec<TableSection> {
    let text = Column::text;
    vec![
        TableSection::new(
            "shareholders",
            "股东和控制人",
            [text("股东"), Column::number("持股比例"), text("控制"), text("自何日起"), text("至何日止")],
            detail.shareholders.iter().map(shareholder),
        ),
        TableSection::new(
            "successions",
            "更名和重组",
            [text("此前的企业或名称"), text("方式"), text("生效日期"), text("依据文件")],
            detail.successions.iter().map(succession),
        ),
        TableSection::new(
            "market-entries",
            "省外信息登记",
            [
                text("登记省份"),
                text("登记编号"),
                text("业务范围"),
                text("驻地负责人"),
                text("登记日期"),
                text("有效期至"),
            ],
            detail.market_entries.iter().map(market_entry),
        ),
        TableSection::new(
            "net-assets",
            "净资产",
            [text("年度"), Column::number("净资产"), text("审计机构")],
            detail.net_assets.iter().map(net_assets),
        ),
    ]
}

fn shareholder(row: &ShareholderView) -> [Cell; 5] {
    let enterprise = row.enterprise_id.as_ref().map(|id| format!("/enterprises/{id}"));
    let page = enterprise.or_else(|| row.person_id.as_ref().map(|id| format!("/people/{id}")));
    [
        Cell::Mention(Some(Mention::new(&row.name, page))),
        Cell::Text(row.share_basis_points.map(|share| format!("{}%", hundredths(share.into())))),
        if row.is_controller { Cell::State(StateTag::Plain("控制人".to_owned())) } else { Cell::Text(None) },
        Cell::Day(row.valid_from),
        Cell::Day(row.valid_until),
    ]
}

fn succession(row: &SuccessionView) -> [Cell; 4] {
    [
        Cell::Mention(Some(shared::enterprise(&row.predecessor))),
        Cell::text(row.kind.label()),
        Cell::Day(row.effective_on),
        Cell::Text(row.document.clone()),
    ]
}

fn market_entry(row: &MarketEntryView) -> [Cell; 6] {
    [
        Cell::text(&row.host_region),
        Cell::Number(row.number.clone()),
        Cell::Text(row.business.clone()),
        Cell::Text(row.local_leader.clone()),
        Cell::Day(row.recorded_on),
        Cell::Day(row.valid_until),
    ]
}

fn net_assets(row: &NetAssetsView) -> [Cell; 3] {
    [Cell::text(row.year.to_string()), Cell::Money(Some(row.net_assets_fen)), Cell::Text(row.auditor.clone())]
}
