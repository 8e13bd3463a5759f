//! The spreadsheets of the enterprise registry: their columns, and what a row changes.

mod columns;

pub use columns::{
    ALIAS, ENTERPRISE, KINDS, MARKET_ENTRY, NET_ASSETS, QUALIFICATION, SAFETY_PERMIT, SHAREHOLDER, SUCCESSION,
};

use crate::domain::standard::amount::Unit;
use crate::domain::standard::certificate_number::CertificateKind;
use crate::domain::standard::dictionary::List;
use crate::domain::standard::qualification::{self, QualificationTitle};
use crate::domain::standard::reading::Defect;
use crate::domain::standard::text;
use crate::domain::vocabulary::enterprise::{EnterpriseKind, EnterpriseState};
use crate::record::Provenance;
use crate::registry::cells::Cells;

use super::change::{EnterpriseChange, EnterpriseRecords};
use super::identity::EnterpriseRef;
use super::rows::{Enterprise, EnterpriseKindRow, EnterpriseParticulars, Qualification, SafetyPermit};

/// What a row changes; nothing when a remark keeps it out.
pub fn read(cells: &mut Cells<'_, '_>) -> Option<EnterpriseChange> {
    let who = subject(cells);
    let change = match cells.row().kind().name {
        "enterprise" => enterprise(cells, who),
        "qualification" => records(cells, who, qualification),
        "safety-permit" => records(cells, who, safety_permit),
        _ => None,
    };
    change.filter(|_| cells.is_sound())
}

/// The enterprise that the row is about: it must have a code or, where no code exists, a name.
fn subject(cells: &mut Cells<'_, '_>) -> EnterpriseRef {
    let who = cells.enterprise("credit_code", "name");
    if who.name.is_none() && cells.is_sound() {
        let defect = Defect::new("enterprise.unnamed", "没有可用的企业名称", "请填写营业执照上的全称");
        cells.refuse("name", defect);
    }
    who
}

fn enterprise(cells: &mut Cells<'_, '_>, who: EnterpriseRef) -> Option<EnterpriseChange> {
    let head = Enterprise {
        legal_representative: cells.text("legal_representative"),
        region_code: cells.region("region"),
        state: state(cells),
        established_on: cells.date("established_on"),
        ..Enterprise::default()
    };
    let particulars = EnterpriseParticulars {
        registered_capital_fen: capital(cells),
        capital_currency: cells.coded("capital_currency", List::Currency),
        economic_type: cells.text("economic_type"),
        licence_number: cells.text("licence_number"),
        registered_address: cells.text("registered_address"),
        business_address: cells.text("business_address"),
        postcode: cells.text("postcode"),
        technical_leader: cells.text("technical_leader"),
        phone: cells.text("phone"),
        email: cells.text("email"),
        website: cells.text("website"),
        ..EnterpriseParticulars::default()
    };
    let kinds = kinds(cells);
    let provenance = cells.provenance();
    let kinds = kinds.into_iter().map(|kind| EnterpriseKindRow { kind, ..provenance.row() }).collect();
    let records =
        EnterpriseRecords { particulars: vec![with(&provenance, particulars)], kinds, ..EnterpriseRecords::default() };
    Some(EnterpriseChange { who, head: with(&provenance, head), records, enterprises: Vec::new() })
}

fn with<R: crate::record::Row>(provenance: &Provenance, mut row: R) -> R {
    row.set_provenance(provenance);
    row
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

fn capital(cells: &mut Cells<'_, '_>) -> Option<i64> {
    let capital = cells.money("registered_capital", Unit::TenThousandYuan)?;
    if capital < 0 {
        let defect = Defect::new("amount.negative", "注册资本不能为负数", "请核对；没有数据请留空");
        cells.refuse("registered_capital", defect);
    }
    Some(capital)
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
fn kind_named(word: &str) -> Option<EnterpriseKind> {
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

/// A row that is about records under an enterprise, which it only mentions.
fn records(
    cells: &mut Cells<'_, '_>,
    who: EnterpriseRef,
    read: fn(&mut Cells<'_, '_>) -> Option<EnterpriseRecords>,
) -> Option<EnterpriseChange> {
    let records = read(cells)?;
    let head = Enterprise { raw: "{}".to_owned(), ..Enterprise::default() };
    Some(EnterpriseChange { who, head, records, enterprises: Vec::new() })
}

fn qualification(cells: &mut Cells<'_, '_>) -> Option<EnterpriseRecords> {
    let title = title(cells)?;
    let kind = cells.text("kind").and_then(|word| kind_named(&word)).unwrap_or_else(|| kind_of(&title.sequence));
    let certificate = cells.certificate("certificate_number", CertificateKind::Qualification);
    let issued_on = cells.date("issued_on");
    let row = Qualification {
        kind,
        sequence: title.sequence,
        category: title.category,
        class: title.class,
        certificate_number: certificate.as_ref().map(|(number, _)| number.clone()),
        certificate_key: certificate.map(|(_, key)| key),
        authority: cells.text("authority"),
        approval_level: cells.text("approval_level"),
        granted_on: cells.date("granted_on"),
        issued_on,
        valid_until: cells.end("valid_until", issued_on),
        is_principal: cells.flag("is_principal"),
        state: cells.certificate_state("state"),
        state_since: cells.date("state_since"),
        scope: cells.text("scope"),
        ..Qualification::default()
    };
    let row = with(&cells.provenance(), row);
    Some(EnterpriseRecords { qualifications: vec![row], ..EnterpriseRecords::default() })
}

/// The qualification, from its title or from the three columns.
fn title(cells: &mut Cells<'_, '_>) -> Option<QualificationTitle> {
    if let Some(title) = cells.text("title") {
        let parsed = qualification::parse(&title);
        if parsed.is_none() {
            let remedy = "请写成“建筑工程施工总承包一级”的形式，或分填序列、类别、等级";
            cells.refuse("title", Defect::new("qualification.unreadable", "看不出资质的序列", remedy));
        }
        return parsed;
    }
    let (sequence, category, class) = (cells.text("sequence"), cells.text("category"), cells.text("class"));
    let Some(sequence) = sequence else {
        let defect = Defect::new(
            "qualification.missing",
            "没有写明是什么资质",
            "请填写资质名称，或资质序列、专业类别、资质等级",
        );
        cells.refuse("title", defect);
        return None;
    };
    Some(QualificationTitle {
        category: category.as_deref().map_or_else(|| sequence.clone(), qualification::category_name),
        sequence,
        class: class.as_deref().map_or_else(|| qualification::UNCLASSED.to_owned(), text::normalise_level),
    })
}

fn kind_of(sequence: &str) -> EnterpriseKind {
    match sequence {
        "施工总承包" | "专业承包" | "施工劳务" | "专业作业" => EnterpriseKind::Construction,
        "工程监理" => EnterpriseKind::Supervision,
        "工程设计" => EnterpriseKind::Design,
        "工程勘察" => EnterpriseKind::Survey,
        "工程招标代理" => EnterpriseKind::TenderAgency,
        "工程造价咨询" => EnterpriseKind::CostConsulting,
        "质量检测" => EnterpriseKind::Testing,
        _ => EnterpriseKind::Other,
    }
}

fn safety_permit(cells: &mut Cells<'_, '_>) -> Option<EnterpriseRecords> {
    let (number, number_key) = cells.certificate("number", CertificateKind::SafetyPermit)?;
    let valid_from = cells.date("valid_from");
    let row = SafetyPermit {
        number,
        number_key,
        scope: cells.text("scope"),
        authority: cells.text("authority"),
        valid_from,
        valid_until: cells.end("valid_until", valid_from),
        state: cells.certificate_state("state"),
        ..SafetyPermit::default()
    };
    let row = with(&cells.provenance(), row);
    Some(EnterpriseRecords { safety_permits: vec![row], ..EnterpriseRecords::default() })
}
