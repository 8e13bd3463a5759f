//! Who takes part: 参建单位及负责人 (`TBProjectCorpInfo`) and 质量终身责任承诺书.

use super::under;
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::vocabulary::project::ParticipantRole;
use crate::intake::{Column, SheetKind};
use crate::record::Provenance;
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER,
    PROVINCIAL_NUMBER, PersonColumns, VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::named::{NamedPerson, leader_of_participant};
use crate::registry::project::rows::{Commitment, Engagement, Participant};

const ROLE: Column =
    Column::required("role", "企业承担角色", &["CorpRoleNum", "CorpRole", "承担角色", "单位类型", "参建类型"])
        .hint("建设、勘察、设计、施工、监理、工程总承包、质量检测等");
/// The enterprise that somebody stands for.
pub(super) const ENTERPRISE: Column =
    Column::required("enterprise_name", "企业名称", &["CorpName", "单位名称", "所属企业名称", "所在单位名称"]);
/// Its code.
pub(super) const ENTERPRISE_CODE: Column = Column::optional(
    "enterprise_code",
    "企业统一社会信用代码",
    &[
        "CorpCode",
        "统一社会信用代码",
        "企业组织机构代码",
        "组织机构代码",
        "所属企业统一社会信用代码",
        "所属单位统一社会信用代码",
    ],
)
.code();
const REGISTRATION: Column = Column::optional("registration_number", "注册编号", &["注册号", "注册证书编号"])
    .code()
    .hint("没有证件号码时，凭姓名和注册编号认人");
/// First day as reported.
pub(super) const FROM: Column = Column::optional("valid_from", "起始日期", &["到岗日期", "任职日期", "进场日期"]);
/// Last day as reported.
pub(super) const UNTIL: Column = Column::optional("valid_until", "截止日期", &["离岗日期", "卸任日期", "退场日期"]);

/// 参建单位及相关负责人.
pub(super) static PARTICIPANT: SheetKind = SheetKind::new(
    "participant",
    "参建单位及负责人",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("unit_code", "单体编码", &["UnitCode"]).code(),
        ROLE,
        ENTERPRISE,
        ENTERPRISE_CODE,
        Column::optional(
            "person_name",
            "负责人姓名",
            &["PersonName", "项目负责人", "负责人", "项目经理", "总监理工程师"],
        )
        .hint("施工单位填项目经理，监理单位填总监理工程师，其他单位填项目负责人"),
        ID_KIND,
        ID_NUMBER,
        REGISTRATION,
        Column::optional("phone", "负责人手机号码", &["PersonPhone", "手机号码", "联系电话"])
            .personal()
            .code()
            .unstored(),
        Column::optional("review_number", "施工图审查合格书编号", &["CensorNum"]).code(),
        Column::optional("permit_number", "施工许可证编号", &["BuilderLicenceNum"]).code(),
        Column::optional("acceptance_number", "竣工验收编号", &["PrjFinishCheckNum"]).code(),
        Column::optional("filing_number", "竣工验收备案编号", &["PrjFinishNum"]).code(),
        FROM,
        UNTIL,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 质量终身责任承诺书 (建质〔2014〕124号).
pub(super) static COMMITMENT: SheetKind = SheetKind::new(
    "commitment",
    "质量终身责任承诺书",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        ROLE,
        ENTERPRISE,
        ENTERPRISE_CODE,
        Column::required("person_name", "项目负责人姓名", &["负责人姓名", "项目负责人", "姓名"]),
        ID_KIND,
        ID_NUMBER,
        REGISTRATION,
        Column::optional("authorised_on", "授权书日期", &["法定代表人授权书日期", "授权日期"]),
        Column::required("signed_on", "承诺书签署日期", &["承诺书日期", "签署日期"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// The person of a row of this room.
pub(super) const PERSON_COLUMNS: PersonColumns = PersonColumns {
    name: "person_name",
    id_kind: "id_kind",
    id_number: "id_number",
    certificate: "registration_number",
};

/// What people fill in as the role.
pub(super) const ROLES: &str =
    "建设单位、勘察单位、设计单位、施工单位、监理单位、工程总承包单位、质量检测机构、分包单位、其他";

/// A role by its code in `TBCORPROLEDIC`, its label, or what people say.
pub(super) fn role_named(word: &str) -> Option<ParticipantRole> {
    let known = match dictionary::code(Edition::National2018, List::ParticipantRole, word) {
        Some("1") => Some(ParticipantRole::Survey),
        Some("2") => Some(ParticipantRole::Design),
        Some("3") => Some(ParticipantRole::Construction),
        Some("4") => Some(ParticipantRole::Supervision),
        Some("5") => Some(ParticipantRole::GeneralContracting),
        Some("6") => Some(ParticipantRole::Testing),
        Some("99") => Some(ParticipantRole::Other),
        _ => None,
    };
    let said = || match word {
        "建设" | "业主" | "建设方" => Some(ParticipantRole::Owner),
        "施工总承包" | "总承包单位" | "总包单位" => Some(ParticipantRole::Construction),
        "分包" | "专业分包" | "劳务分包" | "施工分包单位" => Some(ParticipantRole::Subcontracting),
        "审图机构" | "审图" => Some(ParticipantRole::DrawingReview),
        "招标代理" => Some(ParticipantRole::TenderAgency),
        "造价咨询" => Some(ParticipantRole::CostConsulting),
        _ => None,
    };
    word.parse().ok().or(known).or_else(said)
}

/// An enterprise as a participant in a role; nothing where only its code is known.
pub(super) fn taking_part(
    role: ParticipantRole,
    who: &EnterpriseRef,
    mentions: &mut Mentions,
    provenance: &Provenance,
) -> Option<Participant> {
    Some(Participant {
        role,
        enterprise_name: who.name.clone()?,
        enterprise_id: mentions.enterprise(who),
        // What was written stays with the record whose row only implies the participant.
        raw: Provenance::default().raw,
        ..provenance.row()
    })
}

/// A participant, with its responsible person where one is named.
pub(super) fn participant(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let permit_number = cells.number("permit_number");
    let who = cells.project(permit_number.as_deref());
    for field in ["review_number", "acceptance_number", "filing_number"] {
        cells.keep(field);
    }
    let mut mentions = Mentions::default();
    let role = cells.chosen_by("role", ROLES, role_named)?;
    let enterprise = cells.enterprise("enterprise_code", "enterprise_name");
    let (valid_from, valid_until) = cells.period("valid_from", "valid_until");
    let person = cells.person(PERSON_COLUMNS, Some(&enterprise));
    let certificate_number = cells.text(PERSON_COLUMNS.certificate);
    let unit_code = cells.text("unit_code");
    let provenance = cells.provenance();
    let participant = Participant {
        unit_code,
        permit_number,
        // A term beside a named person is the person's.
        valid_from: valid_from.filter(|_| person.is_none()),
        valid_until: valid_until.filter(|_| person.is_none()),
        raw: provenance.raw.clone(),
        ..taking_part(role, &enterprise, &mut mentions, &provenance)?
    };
    let engagement = person.map(|person| {
        let named = NamedPerson { id: mentions.person(&person), name: person.name, certificate_number };
        let engagement = leader_of_participant(&participant, named);
        Engagement { reported_from: valid_from, reported_until: valid_until, ..with(&provenance, engagement) }
    });
    let records = ProjectRecords {
        participants: vec![participant],
        engagements: engagement.into_iter().collect(),
        ..ProjectRecords::default()
    };
    Some(under(who, records, mentions))
}

/// A commitment letter of one of the five parties' leaders.
pub(super) fn commitment(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let who = cells.project(None);
    let mut mentions = Mentions::default();
    let role = cells.chosen_by("role", ROLES, role_named)?;
    let enterprise = cells.enterprise("enterprise_code", "enterprise_name");
    let person = cells.person(PERSON_COLUMNS, Some(&enterprise))?;
    let row = Commitment {
        role,
        enterprise_id: mentions.enterprise(&enterprise),
        enterprise_name: enterprise.name?,
        person_id: mentions.person(&person),
        person_name: person.name,
        authorised_on: cells.past("authorised_on"),
        signed_on: cells.past("signed_on"),
        ..Commitment::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { commitments: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, mentions))
}
