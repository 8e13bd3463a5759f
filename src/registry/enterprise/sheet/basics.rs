//! 企业基本信息, 省外企业信息登记, 企业净资产.

use crate::domain::standard::amount::Unit;
use crate::domain::standard::dictionary::List;
use crate::domain::standard::reading::Defect;
use crate::domain::vocabulary::enterprise::{EnterpriseAliasKind, EnterpriseKind, EnterpriseState};
use crate::registry::cells::{Cells, Mentions, PersonColumns, with};
use crate::registry::enterprise::change::{EnterpriseChange, EnterpriseRecords};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::enterprise::rows::{
    Enterprise, EnterpriseAlias, EnterpriseKindRow, EnterpriseParticulars, MarketEntry, NetAssets,
};

/// Who stands for the enterprise; on file as a person only where the identity number says who it is.
const LEGAL_REPRESENTATIVE: PersonColumns = PersonColumns {
    name: "legal_representative",
    id_kind: "legal_representative_id_kind",
    id_number: "legal_representative_id_number",
    certificate: "",
};

/// An enterprise and its particulars.
pub(super) fn enterprise(cells: &mut Cells<'_, '_>, who: EnterpriseRef, mentions: &mut Mentions) -> EnterpriseChange {
    let legal_representative = cells.person(LEGAL_REPRESENTATIVE, None);
    let legal_representative_id = legal_representative.as_ref().and_then(|person| mentions.person(person));
    let head = Enterprise {
        legal_representative: legal_representative.map(|person| person.name),
        region_code: cells.region("region"),
        state: state(cells),
        established_on: cells.date("established_on"),
        ..Enterprise::default()
    };
    let particulars = EnterpriseParticulars {
        registered_capital_fen: cells.money("registered_capital", Unit::TenThousandYuan),
        capital_currency: cells.coded("capital_currency", List::Currency),
        economic_type: cells.text("economic_type"),
        licence_number: cells.text("licence_number"),
        registered_address: cells.text("registered_address"),
        business_address: cells.text("business_address"),
        postcode: cells.text("postcode"),
        legal_representative_id,
        legal_representative_duty: cells.text("legal_representative_duty"),
        technical_leader: cells.text("technical_leader"),
        phone: cells.text("phone"),
        email: cells.text("email"),
        website: cells.text("website"),
        ..EnterpriseParticulars::default()
    };
    let kinds = kinds(cells);
    let provenance = cells.provenance();
    let kinds = kinds.into_iter().map(|kind| EnterpriseKindRow { kind, ..provenance.row() }).collect();
    let aliases = unchecked_codes(cells).into_iter().map(|alias| with(&provenance, alias)).collect();
    let records = EnterpriseRecords {
        particulars: vec![with(&provenance, particulars)],
        kinds,
        aliases,
        ..EnterpriseRecords::default()
    };
    EnterpriseChange { records, ..EnterpriseChange::about(who, with(&provenance, head)) }
}

/// Codes that fail their check: the enterprise is found by them, but never taken for another because of them.
fn unchecked_codes(cells: &Cells<'_, '_>) -> Vec<EnterpriseAlias> {
    let codes = ["credit_code", "organisation_code"].into_iter().filter_map(|field| cells.unchecked_code(field));
    let alias = |code: String| EnterpriseAlias {
        kind: EnterpriseAliasKind::UncheckedCode,
        value_key: code.clone(),
        value: code,
        ..EnterpriseAlias::default()
    };
    codes.map(alias).collect()
}

fn state(cells: &mut Cells<'_, '_>) -> EnterpriseState {
    match cells.text("state").as_deref() {
        None | Some("在册" | "有效" | "正常" | "存续" | "在业" | "开业") => EnterpriseState::Active,
        Some("吊销") => EnterpriseState::Revoked,
        Some("注销" | "已注销") => EnterpriseState::Deregistered,
        Some(_) => {
            let defect = Defect::new("state.unknown", "不认识的企业状态", "请填写：在册、吊销、注销");
            cells.refuse("state", defect);
            EnterpriseState::Active
        }
    }
}

fn kinds(cells: &mut Cells<'_, '_>) -> Vec<EnterpriseKind> {
    let Some(written) = cells.text("kinds") else { return Vec::new() };
    let mut kinds = Vec::new();
    for word in written.split(['、', ',', '，', ';', '；', '|', '/']).map(str::trim).filter(|word| !word.is_empty())
    {
        match kind_named(word) {
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Some(_) => {}
            None => {
                let labels: Vec<&str> = EnterpriseKind::ALL.iter().map(|kind| kind.label()).collect();
                let remedy = format!("请填写：{}", labels.join("、"));
                cells.refuse("kinds", Defect::new("enterprise_kind.unknown", "不认识的企业类型", remedy));
            }
        }
    }
    kinds
}

/// A kind by its label, its code in TBAPTITUDEKINDDIC, or what people say.
pub fn kind_named(word: &str) -> Option<EnterpriseKind> {
    let word = word.trim_end_matches("企业").trim_end_matches(".0");
    word.parse().ok().or(match word {
        "1" | "勘察" => Some(EnterpriseKind::Survey),
        "2" | "设计" => Some(EnterpriseKind::Design),
        "3" | "建筑业" | "施工" | "建筑施工" | "建筑" => Some(EnterpriseKind::Construction),
        "4" | "监理" => Some(EnterpriseKind::Supervision),
        "5" | "招标代理" => Some(EnterpriseKind::TenderAgency),
        "6" => Some(EnterpriseKind::GeneralContracting),
        "7" | "造价咨询" | "造价" => Some(EnterpriseKind::CostConsulting),
        "9" | "审图" | "施工图审查机构" => Some(EnterpriseKind::DrawingReview),
        "10" | "检测" | "工程质量检测" => Some(EnterpriseKind::Testing),
        "11" => Some(EnterpriseKind::Planning),
        "99" => Some(EnterpriseKind::Other),
        _ => None,
    })
}

/// An information record of an enterprise from another province.
pub(super) fn market_entry(cells: &mut Cells<'_, '_>, _mentions: &mut Mentions) -> Option<EnterpriseRecords> {
    let recorded_on = cells.date("recorded_on");
    let row = MarketEntry {
        host_region: cells.region("host_region").or_else(|| cells.text("host_region"))?,
        number: cells.text("number"),
        business: cells.text("business"),
        local_leader: cells.text("local_leader"),
        recorded_on,
        valid_until: cells.end("valid_until", recorded_on),
        ..MarketEntry::default()
    };
    let row = with(&cells.provenance(), row);
    Some(EnterpriseRecords { market_entries: vec![row], ..EnterpriseRecords::default() })
}

/// Net assets of a year.
pub(super) fn net_assets(cells: &mut Cells<'_, '_>, _mentions: &mut Mentions) -> Option<EnterpriseRecords> {
    let year = cells.count("year");
    if year.is_some_and(|year| !(1949..=2200).contains(&year)) {
        cells.refuse("year", Defect::new("year.range", "年度不合常理", "请填写四位公历年份"));
    }
    let row = NetAssets {
        year: year?,
        net_assets_fen: cells.signed_money("net_assets", Unit::TenThousandYuan)?,
        auditor: cells.text("auditor"),
        ..NetAssets::default()
    };
    let row = with(&cells.provenance(), row);
    Some(EnterpriseRecords { net_assets: vec![row], ..EnterpriseRecords::default() })
}
