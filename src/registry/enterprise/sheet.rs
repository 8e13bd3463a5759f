//! The spreadsheets of the enterprise registry: their columns, and what a row changes.

mod basics;
mod columns;
mod history;
mod qualifications;

pub use columns::{
    ALIAS, ENTERPRISE, KINDS, MARKET_ENTRY, NET_ASSETS, QUALIFICATION, SAFETY_PERMIT, SHAREHOLDER, SUCCESSION,
};

pub use basics::kind_named;

use super::change::{EnterpriseChange, EnterpriseRecords};
use super::identity::EnterpriseRef;
use super::rows::Enterprise;
use crate::domain::standard::phone::Phone;
use crate::domain::standard::reading::Defect;
use crate::registry::cells::{Cells, Mentions};

/// What a row changes, with the persons it names; nothing when a remark keeps it out.
pub fn read(cells: &mut Cells<'_, '_>) -> Option<(EnterpriseChange, Mentions)> {
    let who = subject(cells);
    let mut mentions = Mentions::default();
    let change = match cells.row().kind().name {
        "enterprise" => Some(basics::enterprise(cells, who, &mut mentions)),
        "qualification" => records(cells, who, &mut mentions, qualifications::qualification),
        "safety-permit" => records(cells, who, &mut mentions, qualifications::safety_permit),
        "market-entry" => records(cells, who, &mut mentions, basics::market_entry),
        "net-assets" => records(cells, who, &mut mentions, basics::net_assets),
        "shareholder" => records(cells, who, &mut mentions, history::shareholder),
        "succession" => records(cells, who, &mut mentions, history::succession),
        "enterprise-alias" => records(cells, who, &mut mentions, history::alias),
        _ => None,
    }?;
    let change = EnterpriseChange { enterprises: std::mem::take(&mut mentions.enterprises), ..change };
    cells.is_sound().then_some((change, mentions))
}

/// The enterprise that the row is about: it must have a code or, where no code exists, a name.
fn subject(cells: &mut Cells<'_, '_>) -> EnterpriseRef {
    let mut who = cells.enterprise("credit_code", "name");
    cells.enterprise_code("organisation_code", &mut who);
    if who.name.is_none() && cells.is_sound() {
        let defect = Defect::new("enterprise.unnamed", "没有可用的企业名称", "请填写营业执照上的全称");
        cells.refuse("name", defect);
    }
    let blank = |field| cells.row().text(field).is_empty();
    if blank("credit_code") && blank("organisation_code") {
        let defect = Defect::new("cell.required", "“统一社会信用代码”不能为空", "请补填；没有代码的填“其它”");
        cells.refuse("credit_code", defect);
    }
    who
}

/// A row that is about records under an enterprise, which it only mentions.
fn records(
    cells: &mut Cells<'_, '_>,
    who: EnterpriseRef,
    mentions: &mut Mentions,
    read: fn(&mut Cells<'_, '_>, &mut Mentions) -> Option<EnterpriseRecords>,
) -> Option<EnterpriseChange> {
    let records = read(cells, mentions)?;
    let head = Enterprise { raw: "{}".to_owned(), ..Enterprise::default() };
    let local_phone = cells.text("local_phone").map(Phone::new);
    Some(EnterpriseChange { records, local_phone, ..EnterpriseChange::about(who, head) })
}
