//! 安管人员考核证书, 岗位证书 and 职称.

use super::Employer;
use crate::domain::standard::certificate_number::CertificateKind;
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::vocabulary::personnel::SafetyCertificateClass;
use crate::registry::cells::{Cells, with};
use crate::registry::personnel::change::PersonRecords;
use crate::registry::personnel::rows::{PostCertificate, ProfessionalTitle, SafetyCertificate};

/// A safety assessment certificate.
pub(super) fn safety(cells: &mut Cells<'_, '_>, employer: &Employer) -> Option<PersonRecords> {
    let class = cells.chosen_by("class", "A、B、C、C1、C2、C3", class_named)?;
    safety_certificate(cells, employer, class)
}

fn safety_certificate(
    cells: &mut Cells<'_, '_>,
    employer: &Employer,
    class: SafetyCertificateClass,
) -> Option<PersonRecords> {
    let (number, number_key) = cells.persons_certificate("number", CertificateKind::SafetyAssessment)?;
    let (issued_on, valid_until) = cells.period("issued_on", "valid_until");
    let row = SafetyCertificate {
        class,
        number,
        number_key,
        enterprise_id: employer.id,
        enterprise_name: employer.name.clone(),
        authority: cells.text("authority"),
        issued_on,
        valid_until,
        state: cells.certificate_state("state"),
        ..SafetyCertificate::default()
    };
    let row = with(&cells.provenance(), row);
    Some(PersonRecords { safety_certificates: vec![row], ..PersonRecords::default() })
}

/// A class by its letter, its code or label in the provincial list of posts, or by whom it is for.
fn class_named(word: &str) -> Option<SafetyCertificateClass> {
    let letter = word.trim_end_matches(['类', '证']).trim();
    letter.to_uppercase().parse().ok().or_else(|| word.parse().ok()).or(match word {
        "021A" | "三类人员A类" | "企业主要负责人" | "主要负责人" => Some(SafetyCertificateClass::A),
        "021B" | "三类人员B类" | "项目负责人" => Some(SafetyCertificateClass::B),
        "021C" | "三类人员C类" | "安全员（三类人员C类）" | "专职安全生产管理人员" | "专职安全员" => {
            Some(SafetyCertificateClass::C)
        }
        _ => None,
    })
}

/// A post or trade certificate. The provincial list has the safety certificates among the posts.
pub(super) fn post(cells: &mut Cells<'_, '_>, employer: &Employer) -> Option<PersonRecords> {
    let written = cells.text("post")?;
    let is_safety_certificate = written.starts_with("021") || written.contains("三类人员");
    if let Some(class) = class_named(&written).filter(|_| is_safety_certificate) {
        return safety_certificate(cells, employer, class);
    }
    let code = dictionary::code(Edition::Jiangsu, List::PostCertificateKind, &written);
    let label = code.and_then(|code| dictionary::label(Edition::Jiangsu, List::PostCertificateKind, code));
    let (number, number_key) = cells.any_persons_certificate("number")?;
    let (issued_on, valid_until) = cells.period("issued_on", "valid_until");
    cells.keep("field");
    let row = PostCertificate {
        post: label.map_or(written, str::to_owned),
        level: post_level(cells),
        number,
        number_key,
        enterprise_id: employer.id,
        enterprise_name: employer.name.clone(),
        authority: cells.text("authority"),
        issued_on,
        valid_until,
        state: cells.certificate_state("state"),
        ..PostCertificate::default()
    };
    let row = with(&cells.provenance(), row);
    Some(PersonRecords { post_certificates: vec![row], ..PersonRecords::default() })
}

/// The level of a post certificate; Jiangsu counts from the highest.
fn post_level(cells: &mut Cells<'_, '_>) -> Option<String> {
    let written = cells.text("level")?;
    let jiangsu = cells.row().edition("level") == Edition::Jiangsu;
    let label = match written.trim_end_matches(".0") {
        "1" if jiangsu => "高级",
        "2" if jiangsu => "中级",
        "3" if jiangsu => "初级",
        _ => return Some(written),
    };
    cells.keep("level");
    Some(label.to_owned())
}

/// A professional title.
pub(super) fn title(cells: &mut Cells<'_, '_>) -> Option<PersonRecords> {
    let row = ProfessionalTitle {
        title: cells.text("title")?,
        level: cells.coded_or_text("level", List::TitleLevel),
        field: cells.text("field"),
        number: cells.text("number"),
        granted_on: cells.date("granted_on"),
        authority: cells.text("authority"),
        ..ProfessionalTitle::default()
    };
    let row = with(&cells.provenance(), row);
    Some(PersonRecords { titles: vec![row], ..PersonRecords::default() })
}
