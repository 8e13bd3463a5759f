//! Columns that sheets of several rooms share.

use crate::intake::Column;

/// Which tier verified the row; every sheet may have it.
pub const DATA_LEVEL: Column =
    Column::optional("data_level", "数据等级", &["DataLevel"]).hint("A 省级、B 市级、C 县级审核，D 未经审核；不填为 D");
/// Where the row came from; every sheet may have it.
pub const DATA_SOURCE: Column = Column::optional("data_source", "数据来源", &["DataSource"])
    .hint("1 业务办理、2 信息登记、3 历史业绩补录、4 共享交换；不填为 2");
/// Who verified the row, as a body; every sheet may have it.
pub const VERIFYING_BODY: Column = Column::optional("verifying_body", "信息审核部门", &["CheckDepartName", "审核部门"]);
/// Who verified the row, as a person; every sheet may have it.
pub const VERIFYING_PERSON: Column = Column::optional("verifying_person", "信息审核人", &["CheckPersonName", "审核人"]);

/// Kind of a person's identity document.
pub const ID_KIND: Column = Column::optional(
    "id_kind",
    "证件类型",
    &["IDCardTypeNum", "IDCardType", "RY_CARDTYPE_NAME", "人员证件类型", "负责人证件类型", "身份证件类型"],
)
.jiangsu(&["IDCardType"])
.hint("身份证、军官证、护照、台湾居民身份证、香港永久性居民身份证、警官证、其他；不填为身份证");
/// Number of a person's identity document.
pub const ID_NUMBER: Column = Column::optional(
    "id_number",
    "证件号码",
    &[
        "IDCard",
        "IDCardNo",
        "PersonIDCard",
        "RY_CARDNO",
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "居民身份证号",
        "人员证件号码",
        "负责人证件号码",
        "负责人身份证号",
    ],
)
.personal()
.code();

/// National project number; every sheet of the project room may have it.
pub const PROJECT_NUMBER: Column = Column::optional(
    "project_number",
    "项目编号",
    &["PrjNum", "全国项目编号", "工程项目编号", "项目编码", "项目统一编号"],
)
.code()
.hint("全国平台的 16 位项目编号");
/// Provincial project number; every sheet of the project room may have it.
pub const PROVINCIAL_NUMBER: Column = Column::optional(
    "provincial_project_number",
    "省级项目编号",
    &["ProvincePrjNum", "全省统一项目编号", "省项目编号"],
)
.code();
/// Code of the investment platform; every sheet of the project room may have it.
pub const INVESTMENT_CODE: Column =
    Column::optional("investment_code", "项目代码", &["PrjCode", "投资项目代码", "投资项目统一代码"])
        .code()
        .hint("投资项目在线审批监管平台的统一代码");
/// Name of the project.
pub const PROJECT_NAME: Column =
    Column::optional("project_name", "项目名称", &["PrjName", "工程项目名称", "所属项目名称"]);
/// Name of the owner, to tell apart projects of the same name.
pub const OWNER_NAME: Column =
    Column::optional("owner_name", "建设单位", &["BuildCorpName", "建设单位名称", "业主单位"]);
