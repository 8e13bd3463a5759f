//! 合同登记 (TBContractRecordManage).

use super::leader::{LEADER, LEADER_ID_KIND, LEADER_ID_NUMBER, LEADER_REGISTRATION};
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER, VERIFYING_BODY,
    VERIFYING_PERSON,
};

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
