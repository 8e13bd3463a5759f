//! 业绩技术指标: a project as an enterprise reports it, with its people in the rows below.

use super::party::{PERSON_COLUMNS, ROLES, role_named, taking_part};
use super::site::position_named;
use super::under;
use crate::domain::vocabulary::project::{ParticipantRole, Position};
use crate::domain::vocabulary::provenance::DataSource;
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER,
    PROVINCIAL_NUMBER, PersonColumns, VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::named::position_of_role;
use crate::registry::project::rows::{Engagement, Participant};

/// 业绩技术指标. Rows that leave the leading columns blank name further people of the project above.
pub(super) static PERFORMANCE: SheetKind = SheetKind::new(
    "performance",
    "业绩技术指标",
    &[
        Column::optional("query", "查询ID", &[]),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("performance_number", "业绩编号", &["PerfNum"]).code(),
        Column::optional("standard", "业绩对应资质标准及等级", &["AptitudeContent", "对应资质标准"]),
        Column::optional("parameters", "技术指标", &["TechParamInfo", "技术参数"]),
        Column::optional("role", "企业承担角色", &["CorpRoleNum", "承担角色"]).hint("不填为施工"),
        Column::required("enterprise_name", "企业名称", &["CorpName", "单位名称", "承建单位"]),
        Column::optional("enterprise_code", "企业统一社会信用代码", &["CorpCode", "统一社会信用代码"]).code(),
        Column::optional("started_on", "开工日期", &["BDate", "实际开工日期"]),
        Column::optional("finished_on", "竣工日期", &["EDate", "实际竣工日期"]),
        Column::optional("person_name", "人员姓名", &["PersonName", "姓名", "项目人员"]),
        ID_KIND,
        ID_NUMBER,
        Column::optional("duty", "承担岗位", &["PrjDuty", "担任职务", "岗位"])
            .hint("1 项目负责人、2 技术负责人、3 专业负责人、4 主要设计人、5 总监理工程师、6 项目经理"),
        Column::optional("certificate_number", "注册编号", &["证书编号", "注册证书编号"]).code(),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
)
.carrying(&[
    "query",
    "project_number",
    "provincial_project_number",
    "investment_code",
    "project_name",
    "performance_number",
    "standard",
    "parameters",
    "role",
    "enterprise_name",
    "enterprise_code",
    "started_on",
    "finished_on",
])
.having_one_of(&["project_number", "provincial_project_number", "investment_code", "project_name"]);

/// The enterprise as a participant of the project, and the person of the row.
pub(super) fn read(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let who = cells.project(None);
    let mut mentions = Mentions::default();
    for field in ["query", "performance_number", "standard", "parameters"] {
        cells.keep(field);
    }
    let role = cells.chosen_by("role", ROLES, role_named).unwrap_or(ParticipantRole::Construction);
    let enterprise = cells.enterprise("enterprise_code", "enterprise_name");
    let columns = PersonColumns { certificate: "certificate_number", ..PERSON_COLUMNS };
    let person = cells.person(columns, Some(&enterprise));
    let certificate_number = cells.text(columns.certificate);
    let duty = cells.text("duty");
    let started_on = cells.past("started_on");
    let finished_on = cells.end("finished_on", started_on);
    let mut provenance = cells.provenance();
    if cells.row().text("data_source").is_empty() {
        // What an enterprise reports of works long done is a back-fill (TBDATASOURCEDIC 3).
        provenance.data_source = DataSource::Backfill;
    }
    let participant = taking_part(role, &enterprise, &mut mentions, &provenance)?;
    let engagement = person.map(|person| Engagement {
        position: duty.map_or_else(|| position_of_role(role), |duty| position(&duty, role)),
        person_id: mentions.person(&person),
        person_name: person.name,
        enterprise_id: participant.enterprise_id,
        enterprise_name: enterprise.name.clone(),
        certificate_number,
        reported_from: started_on,
        reported_until: finished_on,
        ..provenance.row()
    });
    let participant =
        Participant { valid_from: started_on, valid_until: finished_on, ..with(&provenance, participant) };
    let records = ProjectRecords {
        participants: vec![participant],
        engagements: engagement.into_iter().collect(),
        ..ProjectRecords::default()
    };
    Some(under(who, records, mentions))
}

/// A position by the codes of the national performance table (PRJDUTY) or by its name.
fn position(duty: &str, role: ParticipantRole) -> Position {
    match duty.strip_suffix(".0").unwrap_or(duty) {
        "1" | "项目负责人" => position_of_role(role),
        "2" => Position::TechnicalLeader,
        "5" => Position::ChiefSupervisor,
        "6" => Position::ProjectManager,
        "3" | "4" | "专业负责人" | "主要设计人" => Position::Other,
        name => position_named(name),
    }
}
