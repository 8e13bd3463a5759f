//! 施工许可 (`TBBuilderLicenceManage`, the real export, the table of 2014).

use super::party::taking_part;
use super::under;
use crate::domain::standard::amount::Unit;
use crate::domain::standard::permit_number;
use crate::domain::standard::reading::Defect;
use crate::domain::vocabulary::project::{ParticipantRole, Position, StageRecordKind};
use crate::intake::{Column, SheetKind};
use crate::record::Provenance;
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, OWNER_NAME, PROJECT_NAME, PROJECT_NUMBER,
    PROVINCIAL_NUMBER, PersonColumns, VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::rows::{Engagement, Participant, Permit};

/// 施工许可信息. The firms and leaders stand beside the permit: one column a role.
pub(super) static PERMIT: SheetKind = SheetKind::new(
    "permit",
    "施工许可",
    &[
        Column::optional("number", "施工许可证编号", &["BuilderLicenceNum", "施工许可证号", "许可证编号"]).code(),
        Column::optional("provincial_number", "省级施工许可证编号", &["ProvinceBuilderLicenceNum"]).code(),
        Column::optional("inner_number", "许可证内部编号", &["BuilderLicenceInnerNum"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("name", "工程名称", &["BuiPrjName"]),
        Column::optional(
            "land_planning_number",
            "建设用地规划许可证编号",
            &["BuildPlanNum", "BuldPlanNum", "建设用地规划许可证号"],
        ),
        Column::optional(
            "works_planning_number",
            "建设工程规划许可证编号",
            &["ProjectPlanNum", "建设工程规划许可证号"],
        ),
        Column::optional("tender_number", "中标通知书编号", &["TenderNum"]).code(),
        Column::optional("review_numbers", "施工图审查合格书编号", &["CensorNum"]).code().hint("多个编号用逗号分隔"),
        Column::optional("duration_days", "合同工期（天）", &["BargainDays"]),
        Column::optional("contract_amount", "合同金额（万元）", &["ContractMoney", "合同价格"]),
        Column::optional("area", "面积（平方米）", &["Area", "建筑面积"]),
        Column::optional("length", "长度（米）", &["Length"]),
        Column::optional("span", "跨度（米）", &["Span"]),
        Column::optional("size", "建设规模", &["PrjSize"]),
        Column::required("issued_on", "发证日期", &["ReleaseDate", "IssueCertDate"]),
        Column::optional("authority", "发证机关", &["发证部门"]),
        Column::optional("state", "证书状态", &["许可证状态"]).hint("有效、注销、撤销、失效；不填为有效"),
        OWNER_NAME,
        Column::optional("owner_code", "建设单位统一社会信用代码", &["BuildCorpCode", "建设单位组织机构代码"]).code(),
        Column::optional("construction_firm", "施工单位名称", &["ConsCorpName", "施工单位", "施工总承包单位"]),
        Column::optional(
            "construction_firm_code",
            "施工单位统一社会信用代码",
            &["ConsCorpCode", "施工单位组织机构代码"],
        )
        .code(),
        Column::optional("supervision_firm", "监理单位名称", &["SuperCorpName", "监理单位"]),
        Column::optional(
            "supervision_firm_code",
            "监理单位统一社会信用代码",
            &["SuperCorpCode", "监理单位组织机构代码"],
        )
        .code(),
        Column::optional("survey_firm", "勘察单位名称", &["EconCorpName", "KcEconCorpName", "勘察单位"]),
        Column::optional(
            "survey_firm_code",
            "勘察单位统一社会信用代码",
            &["EconCorpCode", "KcEconCorpCode", "勘察单位组织机构代码"],
        )
        .code(),
        Column::optional("design_firm", "设计单位名称", &["DesignCorpName", "设计单位"]),
        Column::optional("design_firm_code", "设计单位统一社会信用代码", &["DesignCorpCode", "设计单位组织机构代码"])
            .code(),
        Column::optional("general_contracting_firm", "工程总承包单位名称", &["工程总承包单位"]),
        Column::optional("general_contracting_firm_code", "工程总承包单位统一社会信用代码", &[]).code(),
        Column::optional("manager_name", "项目经理", &["ConstructorName", "项目经理姓名", "施工单位项目负责人"]),
        Column::optional("manager_id_kind", "项目经理证件类型", &["CIDCardTypeNum"]),
        Column::optional("manager_id_number", "项目经理证件号码", &["ConstructorIDCard", "项目经理身份证号"])
            .personal()
            .code(),
        Column::optional("manager_registration_number", "项目经理注册编号", &["项目经理注册号"]).code(),
        Column::optional(
            "supervisor_name",
            "总监理工程师",
            &["SupervisionName", "总监", "总监理工程师姓名", "项目总监"],
        ),
        Column::optional("supervisor_id_kind", "总监理工程师证件类型", &["SIDCardTypeNum"]),
        Column::optional(
            "supervisor_id_number",
            "总监理工程师证件号码",
            &["SupervisionIDCard", "总监理工程师身份证号"],
        )
        .personal()
        .code(),
        Column::optional("supervisor_registration_number", "总监理工程师注册编号", &["总监理工程师注册号"]).code(),
        Column::optional("survey_leader_name", "勘察项目负责人", &["勘察单位项目负责人"]),
        Column::optional("survey_leader_id_number", "勘察项目负责人证件号码", &["勘察项目负责人身份证号"])
            .personal()
            .code(),
        Column::optional("design_leader_name", "设计项目负责人", &["设计单位项目负责人"]),
        Column::optional("design_leader_id_number", "设计项目负责人证件号码", &["设计项目负责人身份证号"])
            .personal()
            .code(),
        Column::optional("recorded_on", "记录登记时间", &["CreateDate", "记录登记日期"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
)
.having_one_of(&["number", "inner_number"]);

/// A firm and its leader as the columns of a permit name them.
struct Party {
    role: ParticipantRole,
    code: &'static str,
    name: &'static str,
    leader: Option<(Position, PersonColumns)>,
}

/// The columns of a person; an empty name stands for a column that the sheet does not have.
pub(super) const fn leader(
    name: &'static str,
    id_kind: &'static str,
    id_number: &'static str,
    certificate: &'static str,
) -> PersonColumns {
    PersonColumns { name, id_kind, id_number, certificate }
}

const MANAGER: PersonColumns =
    leader("manager_name", "manager_id_kind", "manager_id_number", "manager_registration_number");

/// The parties by column. The manager is the contractor's, or the general contractor's where there is only that.
const PARTIES: &[Party] = &[
    Party { role: ParticipantRole::Owner, code: "owner_code", name: "owner_name", leader: None },
    Party {
        role: ParticipantRole::Construction,
        code: "construction_firm_code",
        name: "construction_firm",
        leader: Some((Position::ProjectManager, MANAGER)),
    },
    Party {
        role: ParticipantRole::GeneralContracting,
        code: "general_contracting_firm_code",
        name: "general_contracting_firm",
        leader: Some((Position::ProjectManager, MANAGER)),
    },
    Party {
        role: ParticipantRole::Supervision,
        code: "supervision_firm_code",
        name: "supervision_firm",
        leader: Some((
            Position::ChiefSupervisor,
            leader("supervisor_name", "supervisor_id_kind", "supervisor_id_number", "supervisor_registration_number"),
        )),
    },
    Party {
        role: ParticipantRole::Survey,
        code: "survey_firm_code",
        name: "survey_firm",
        leader: Some((Position::SurveyLeader, leader("survey_leader_name", "", "survey_leader_id_number", ""))),
    },
    Party {
        role: ParticipantRole::Design,
        code: "design_firm_code",
        name: "design_firm",
        leader: Some((Position::DesignLeader, leader("design_leader_name", "", "design_leader_id_number", ""))),
    },
];

/// A permit, with its firms as participants and their leaders.
pub(super) fn permit(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let inner_number = cells.number("inner_number");
    let number = number(cells).or_else(|| inner_number.clone());
    let Some(number) = number else {
        if cells.is_sound() {
            let reason = "既没有施工许可证编号，也没有许可证内部编号";
            cells.refuse("number", Defect::new("permit_number.missing", reason, "请至少填写一个编号"));
        }
        return None;
    };
    let who = cells.project(Some(&number));
    let row = Permit {
        provincial_number: cells.number("provincial_number"),
        inner_number,
        name: cells.text("name"),
        land_planning_number: cells.number_list("land_planning_number"),
        works_planning_number: cells.number_list("works_planning_number"),
        tender_number: cells.number("tender_number"),
        review_numbers: cells.number_list("review_numbers"),
        duration_days: cells.count("duration_days"),
        contract_fen: cells.money("contract_amount", Unit::TenThousandYuan),
        area_dm2: cells.area("area"),
        length_mm: cells.length("length"),
        span_mm: cells.length("span"),
        size: cells.text("size"),
        authority: cells.text("authority"),
        issued_on: cells.past("issued_on"),
        state: cells.certificate_state("state"),
        recorded_on: cells.date("recorded_on"),
        number,
        ..Permit::default()
    };
    let mut mentions = Mentions::default();
    let (participants, engagements) = parties(cells, &row.number, &mut mentions);
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { permits: vec![row], participants, engagements, ..ProjectRecords::default() };
    Some(under(who, records, mentions))
}

/// The number of the permit. A person's identity number in its place is refused and not repeated.
fn number(cells: &mut Cells<'_, '_>) -> Option<String> {
    if !cells.holds_one("number") {
        return None;
    }
    let read = permit_number::read(cells.row().text("number"));
    cells.take("number", read).map(|number| number.to_string())
}

fn parties(
    cells: &mut Cells<'_, '_>,
    permit_number: &str,
    mentions: &mut Mentions,
) -> (Vec<Participant>, Vec<Engagement>) {
    let mut participants: Vec<Participant> = Vec::new();
    let mut engagements: Vec<Engagement> = Vec::new();
    for party in PARTIES {
        let firms = cells.consortium(party.code, party.name);
        let first = firms.first().cloned();
        for firm in &firms {
            let participant = taking_part(party.role, firm, mentions, &Provenance::default());
            participants
                .extend(participant.map(|row| Participant { permit_number: Some(permit_number.to_owned()), ..row }));
        }
        let Some((position, columns)) = party.leader else { continue };
        // Both contractors share the columns of the manager; who has no firm beside him is the contractor's.
        let absent = first.is_none() && party.role == ParticipantRole::GeneralContracting;
        if absent || engagements.iter().any(|known| known.position == position) {
            continue;
        }
        let elsewhere = party.role == ParticipantRole::Construction
            && first.is_none()
            && !cells.row().text("general_contracting_firm").is_empty();
        if elsewhere {
            continue;
        }
        let Some(person) = cells.person(columns, first.as_ref()) else { continue };
        engagements.push(Engagement {
            position,
            person_id: mentions.person(&person),
            person_name: person.name,
            enterprise_id: first.as_ref().and_then(|firm| mentions.enterprise(firm)),
            enterprise_name: first.and_then(|firm| firm.name),
            basis: Some(StageRecordKind::Permit),
            basis_number: Some(permit_number.to_owned()),
            certificate_number: cells.text(columns.certificate),
            ..Engagement::default()
        });
    }
    let provenance = cells.provenance();
    let participants = participants.into_iter().map(|row| with(&provenance, row)).collect();
    (participants, engagements.into_iter().map(|row| with(&provenance, row)).collect())
}
