//! 合同登记 (`TBContractRecordManage`).

use super::leader::{LEADER, LEADER_COLUMNS, LEADER_ID_KIND, LEADER_ID_NUMBER, LEADER_REGISTRATION};
use super::party::taking_part;
use super::under;
use crate::domain::standard::amount::Unit;
use crate::domain::standard::dictionary::List;
use crate::domain::vocabulary::project::{ParticipantRole, StageRecordKind};
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::named::position_of_role;
use crate::registry::project::rows::{Contract, Engagement};

/// 合同登记信息.
pub(super) static CONTRACT: SheetKind = SheetKind::new(
    "contract",
    "合同登记",
    &[
        Column::required("number", "合同登记编号", &["RecordNum", "合同备案编号", "合同登记号"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("contract_number", "合同编号", &["ContractNum"]).code(),
        Column::optional("name", "工程名称", &["ConPrjName", "合同名称"]),
        Column::optional("contract_type", "合同类别", &["ContractTypeNum", "合同类型"]),
        Column::optional("amount", "合同金额（万元）", &["ContractMoney", "合同价格", "合同价"]),
        Column::optional("size", "建设规模", &["PrjSize"]),
        Column::optional("employer_name", "发包单位名称", &["PropietorCorpName", "发包单位"]),
        Column::optional("employer_code", "发包单位统一社会信用代码", &["PropietorCorpCode", "发包单位组织机构代码"])
            .code(),
        Column::optional("contractor_name", "承包单位名称", &["ContractorCorpName", "承包单位"])
            .hint("联合体用顿号分隔，牵头单位在前"),
        Column::optional(
            "contractor_code",
            "承包单位统一社会信用代码",
            &["ContractorCorpCode", "承包单位组织机构代码"],
        )
        .code(),
        Column::optional("consortium_name", "联合体承包单位名称", &["UnionCorpName"]),
        Column::optional(
            "consortium_code",
            "联合体承包单位统一社会信用代码",
            &["UnionCorpCode", "联合体承包单位组织机构代码"],
        )
        .code(),
        LEADER,
        LEADER_ID_KIND,
        LEADER_ID_NUMBER,
        LEADER_REGISTRATION,
        Column::optional("signed_on", "合同签订日期", &["ContractDate"]),
        Column::optional("ended_on", "合同终止日期", &["合同解除日期"]),
        Column::optional("recorded_on", "记录登记时间", &["CreateDate", "记录登记日期"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// A contract, with its contractors as participants and the leader it names.
pub(super) fn read(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let number = cells.record_number("number")?;
    let who = cells.project(Some(&number));
    let mut mentions = Mentions::default();
    let employer = cells.enterprise("employer_code", "employer_name");
    let mut contractors = cells.consortium("contractor_code", "contractor_name");
    let partners = cells.consortium("consortium_code", "consortium_name");
    contractors.extend(partners.into_iter().filter(|partner| partner.name.is_some()));
    let contractor = contractors.first().cloned().unwrap_or_default();
    let leader = cells.person(LEADER_COLUMNS, Some(&contractor));
    let certificate = cells.text(LEADER_COLUMNS.certificate);
    let partners: Vec<&str> = contractors.iter().skip(1).filter_map(|partner| partner.name.as_deref()).collect();
    let signed_on = cells.past("signed_on");
    let row = Contract {
        number,
        contract_number: cells.number("contract_number"),
        name: cells.text("name"),
        contract_type: cells.coded_or_text("contract_type", List::ContractType),
        amount_fen: cells.money("amount", Unit::TenThousandYuan),
        size: cells.text("size"),
        employer_id: mentions.enterprise(&employer),
        employer_name: employer.name,
        contractor_id: mentions.enterprise(&contractor),
        contractor_name: contractor.name,
        consortium: Some(partners.join("、")).filter(|names| !names.is_empty()),
        signed_on,
        ended_on: cells.end("ended_on", signed_on),
        recorded_on: cells.date("recorded_on"),
        ..Contract::default()
    };
    let provenance = cells.provenance();
    let row: Contract = with(&provenance, row);
    let role = role_of_type(row.contract_type.as_deref());
    let participants =
        contractors.iter().filter_map(|contractor| taking_part(role, contractor, &mut mentions, &provenance)).collect();
    let engagement = leader.map(|leader| Engagement {
        position: position_of_role(role),
        person_id: mentions.person(&leader),
        person_name: leader.name,
        enterprise_id: row.contractor_id,
        enterprise_name: row.contractor_name.clone(),
        basis: Some(StageRecordKind::Contract),
        basis_number: Some(row.number.clone()),
        certificate_number: certificate,
        ..provenance.row()
    });
    let records = ProjectRecords {
        contracts: vec![row],
        participants,
        engagements: engagement.into_iter().collect(),
        ..ProjectRecords::default()
    };
    Some(under(who, records, mentions))
}

/// The role of the contractor under a contract of a type, `TBCONTRACTTYPEDIC`.
fn role_of_type(contract_type: Option<&str>) -> ParticipantRole {
    match contract_type {
        Some("100") => ParticipantRole::Survey,
        Some("200") => ParticipantRole::Design,
        Some("301") | None => ParticipantRole::Construction,
        Some("302" | "303" | "304") => ParticipantRole::Subcontracting,
        Some("400") => ParticipantRole::Supervision,
        Some("600") => ParticipantRole::GeneralContracting,
        Some(_) => ParticipantRole::Other,
    }
}
