//! People on site: management, safety, supervision and special trades by permit, designers and reviewers by review
//! (`TBPrj`…Info, `TBProjectDesignEconUserInfo`).

use super::party::{ENTERPRISE, ENTERPRISE_CODE, FROM, PERSON_COLUMNS, UNTIL};
use super::under;
use crate::domain::standard::dictionary::List;
use crate::domain::standard::reading::Defect;
use crate::domain::vocabulary::project::{Position, StageRecordKind};
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER,
    PROVINCIAL_NUMBER, PersonColumns, VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::rows::Engagement;

/// 施工现场人员 of every table: management, safety, supervision, special trades, designers and reviewers.
pub(super) static SITE_PERSON: SheetKind = SheetKind::new(
    "site-person",
    "施工现场人员",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("permit_number", "施工许可证编号", &["BuilderLicenceNum"]).code(),
        Column::optional("review_number", "施工图审查合格书编号", &["CensorNum"]).code(),
        ENTERPRISE,
        ENTERPRISE_CODE,
        Column::required("person_name", "人员姓名", &["UserName", "姓名", "PersonName"]),
        ID_KIND,
        ID_NUMBER,
        Column::optional("position", "岗位名称", &["PostName", "岗位", "现场岗位"])
            .hint("如：项目经理、施工员、质量员"),
        Column::optional("safety_position", "安全生产管理人员类型", &["UserType"])
            .hint("1 主要负责人、2 项目负责人、3 安全员"),
        Column::optional("supervision_duty", "监理从业人员承担角色", &["SuperViserPostNum"])
            .hint("001 总监理工程师、002 总监代表、003 专业监理工程师、004 监理员"),
        Column::optional("design_duty", "承担角色", &["PrjDuty"]),
        Column::optional("work_type", "工种", &["WorkTypeNum"]),
        Column::optional("certificate_kind", "证书类型", &["PostCertName"]),
        Column::optional(
            "certificate_number",
            "证书编号",
            &["PostcertNum", "CertID", "CertNum", "安全生产考核合格证书编号", "注册编号"],
        )
        .code(),
        Column::optional("certificate_until", "证书有效期", &["CertendDate", "EndDate"]),
        Column::optional("authority", "发证单位", &["OrganName"]),
        Column::optional("safety_permit_number", "安全生产许可证编号", &["SafetyCerID"]),
        Column::optional("title_level", "职称等级", &["TechTitleLevelNum"]),
        Column::optional("title_field", "职称专业", &["TechTitleSpeName"]),
        Column::optional("registration_type", "注册类型及等级", &["SpecialtyTypNum"]),
        Column::optional("specialty", "从事专业名称", &["SpeNum", "专业"]),
        FROM,
        UNTIL,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
)
.having_one_of(&["position", "safety_position", "supervision_duty", "design_duty", "work_type"]);

/// A person on site, on the permit or the drawing review that the row names.
pub(super) fn site_person(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let permit_number = cells.number("permit_number");
    let review_number = cells.number("review_number");
    let who = cells.project(permit_number.as_deref().or(review_number.as_deref()));
    for field in [
        "certificate_kind",
        "safety_permit_number",
        "title_level",
        "title_field",
        "registration_type",
        "review_number",
        "position",
        "safety_position",
        "supervision_duty",
        "design_duty",
    ] {
        cells.keep(field);
    }
    let mut mentions = Mentions::default();
    let enterprise = cells.enterprise("enterprise_code", "enterprise_name");
    let columns = PersonColumns { certificate: "certificate_number", ..PERSON_COLUMNS };
    let person = cells.person(columns, Some(&enterprise))?;
    let position = position(cells)?;
    let (reported_from, reported_until) = cells.period("valid_from", "valid_until");
    let basis = match (&permit_number, &review_number) {
        (Some(_), _) => Some(StageRecordKind::Permit),
        (None, Some(_)) => Some(StageRecordKind::DrawingReview),
        (None, None) => None,
    };
    let row = Engagement {
        position,
        person_id: mentions.person(&person),
        person_name: person.name,
        enterprise_id: mentions.enterprise(&enterprise),
        enterprise_name: enterprise.name,
        basis,
        basis_number: permit_number.or(review_number),
        certificate_number: cells.text("certificate_number"),
        certificate_authority: cells.text("authority"),
        certificate_valid_until: cells.date("certificate_until"),
        specialty: cells.coded_or_text("specialty", List::ReviewSpecialty),
        work_type: cells.coded_or_text("work_type", List::WorkType),
        reported_from,
        reported_until,
        ..Engagement::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { engagements: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, mentions))
}

/// The position, from whichever of the columns of the several tables is filled.
fn position(cells: &mut Cells<'_, '_>) -> Option<Position> {
    let row = cells.row();
    let filled = |field: &str| !row.text(field).is_empty();
    if filled("safety_position") {
        return cells.chosen_by("safety_position", "1 主要负责人、2 项目负责人、3 安全员", |word| {
            match word {
                "1" | "主要负责人" => Some(Position::Other),
                "2" | "项目负责人" => Some(Position::ProjectManager),
                "3" | "安全员" | "专职安全员" => Some(Position::SafetyOfficer),
                _ => None,
            }
        });
    }
    if filled("supervision_duty") {
        return cells.coded("supervision_duty", List::SupervisionDuty).map(|code| match code.as_str() {
            "001" => Position::ChiefSupervisor,
            "002" => Position::SupervisorRepresentative,
            "003" => Position::SpecialtySupervisor,
            "004" => Position::Supervisor,
            _ => Position::Other,
        });
    }
    if filled("design_duty") {
        return cells.coded("design_duty", List::DesignDuty).map(|code| match code.as_str() {
            "001" => Position::DesignLeader,
            "004" | "005" | "006" => Position::DrawingReviewer,
            _ => Position::Other,
        });
    }
    if let Some(post) = cells.text("position").or_else(|| cells.text("certificate_kind")) {
        return Some(position_named(&post));
    }
    if filled("work_type") {
        return Some(Position::SpecialTrade);
    }
    let defect = Defect::new("position.missing", "没有写明岗位", "请填写岗位名称、工种或承担角色");
    cells.refuse("position", defect);
    None
}

/// A position by its label or what people say; what is not known is another post of the site.
pub(super) fn position_named(post: &str) -> Position {
    post.parse().ok().unwrap_or(match post {
        "项目负责人" | "建造师" | "项目经理（建造师）" => Position::ProjectManager,
        "总监" | "项目总监" => Position::ChiefSupervisor,
        "总监代表" => Position::SupervisorRepresentative,
        "专监" => Position::SpecialtySupervisor,
        "技术负责人" | "项目总工" | "项目总工程师" => Position::TechnicalLeader,
        "安全员" | "专职安全员" => Position::SafetyOfficer,
        "质检员" | "质量检查员" => Position::QualityOfficer,
        _ => Position::Other,
    })
}
