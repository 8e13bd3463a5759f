//! 企业资质 and 安全生产许可证.

use super::basics::kind_named;
use crate::domain::standard::certificate_number::CertificateKind;
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::standard::qualification::{self, QualificationTitle};
use crate::domain::standard::reading::Defect;
use crate::domain::standard::text;
use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::registry::cells::{Cells, Mentions, with};
use crate::registry::enterprise::change::EnterpriseRecords;
use crate::registry::enterprise::rows::{Qualification, SafetyPermit};

/// The qualification items of a row: one, or as many as its title lists.
pub(super) fn qualification(cells: &mut Cells<'_, '_>, _mentions: &mut Mentions) -> Option<EnterpriseRecords> {
    let titles = titles(cells)?;
    let kind = kind(cells);
    let certificate = cells.certificate("certificate_number", CertificateKind::Qualification);
    let issued_on = cells.date("issued_on");
    let row = Qualification {
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
    let item = |title: QualificationTitle| Qualification {
        kind: kind.or_else(|| sequence_kind(&title.sequence)).unwrap_or(EnterpriseKind::Other),
        sequence: title.sequence,
        category: title.category,
        class: title.class,
        ..row.clone()
    };
    Some(EnterpriseRecords { qualifications: titles.into_iter().map(item).collect(), ..EnterpriseRecords::default() })
}

/// The sequence. Jiangsu's list names it above its entries, except for contractors: `综合资质` is one of 工程监理.
fn sequence(cells: &mut Cells<'_, '_>) -> Option<String> {
    let label = cells.label("sequence", List::QualificationSequence)?;
    let code = dictionary::code(Edition::Jiangsu, List::QualificationSequence, cells.row().text("sequence"));
    let mut entries = dictionary::entries(Edition::Jiangsu, List::QualificationSequence);
    let entry = code.and_then(|code| entries.find(|entry| entry.code == code));
    Some(match entry.map(|entry| entry.parent.as_str()) {
        Some("建筑业") if label == "劳务分包" => "施工劳务".to_owned(),
        None | Some("建筑业" | "") => label,
        Some("造价咨询") => "工程造价咨询".to_owned(),
        Some(sequence) => sequence.to_owned(),
    })
}

/// The kind of business that a qualification is for, where the row says it.
fn kind(cells: &mut Cells<'_, '_>) -> Option<EnterpriseKind> {
    let written = cells.label("kind", List::QualificationKind)?;
    let kind = kind_named(&written).or(match written.as_str() {
        "城市规划" | "外商城市规划" => Some(EnterpriseKind::Planning),
        "设计与施工一体化" => Some(EnterpriseKind::GeneralContracting),
        "施工图审查" => Some(EnterpriseKind::DrawingReview),
        other => sequence_kind(other),
    });
    if kind.is_none() {
        cells.keep("kind");
    }
    kind
}

/// The qualifications, from their titles or from the three columns.
fn titles(cells: &mut Cells<'_, '_>) -> Option<Vec<QualificationTitle>> {
    let listed = cells.list("title");
    if !listed.is_empty() {
        let parsed: Option<Vec<QualificationTitle>> = listed.iter().map(|title| qualification::parse(title)).collect();
        if parsed.is_none() {
            let remedy = "请写成“建筑工程施工总承包一级”的形式，或分填序列、类别、等级";
            cells.refuse("title", Defect::new("qualification.unreadable", "看不出资质的序列", remedy));
        }
        for field in ["sequence", "category", "class"] {
            cells.keep(field);
        }
        return parsed;
    }
    let sequence = sequence(cells);
    let category = cells.label("category", List::QualificationCategory);
    let class = cells.label("class", List::QualificationLevel);
    let Some(sequence) = sequence else {
        let defect = Defect::new(
            "qualification.missing",
            "没有写明是什么资质",
            "请填写资质名称，或资质序列、专业类别、资质等级",
        );
        cells.refuse("title", defect);
        return None;
    };
    Some(vec![QualificationTitle {
        category: category.as_deref().map_or_else(|| sequence.clone(), qualification::category_name),
        sequence,
        class: class.as_deref().map_or_else(|| qualification::UNCLASSED.to_owned(), text::normalise_level),
    }])
}

fn sequence_kind(sequence: &str) -> Option<EnterpriseKind> {
    match sequence {
        "施工总承包" | "专业承包" | "施工劳务" | "专业作业" => Some(EnterpriseKind::Construction),
        "工程监理" => Some(EnterpriseKind::Supervision),
        "工程设计" => Some(EnterpriseKind::Design),
        "工程勘察" => Some(EnterpriseKind::Survey),
        "工程招标代理" => Some(EnterpriseKind::TenderAgency),
        "工程造价咨询" => Some(EnterpriseKind::CostConsulting),
        "质量检测" | "工程质量检测" => Some(EnterpriseKind::Testing),
        _ => None,
    }
}

/// A work-safety permit.
pub(super) fn safety_permit(cells: &mut Cells<'_, '_>, _mentions: &mut Mentions) -> Option<EnterpriseRecords> {
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
