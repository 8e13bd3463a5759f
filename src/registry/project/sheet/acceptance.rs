//! 竣工验收 (TBProjectFinishCheckInfo), 竣工验收备案 (TBProjectFinishManage) and links between stage records.

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER, VERIFYING_BODY,
    VERIFYING_PERSON,
};

const PERMITS: Column = Column::optional("permit_numbers", "施工许可证编号", &["BuilderLicenceNum", "许可证编号"])
    .code()
    .hint("多个编号用逗号分隔");
const INNER_PERMIT: Column =
    Column::optional("permit_inner_number", "许可证内部编号", &["BuilderLicenceInnerNum"]).code();
const COST: Column = Column::optional("cost", "实际造价（万元）", &["FactCost", "FactAllCost"]);
const AREA: Column = Column::optional("area", "实际面积（平方米）", &["FactArea", "FactAllArea"]);
const LENGTH: Column = Column::optional("length", "长度（米）", &["Length"]);
const SPAN: Column = Column::optional("span", "跨度（米）", &["Span"]);
const SIZE: Column = Column::optional("size", "实际建设规模", &["FactSize", "FactPrjSize"]);
const STRUCTURE: Column = Column::optional("structure", "结构体系", &["PrjStructureTypeNum", "结构类型"]);
const STARTED_ON: Column = Column::optional("started_on", "实际开工日期", &["BDate"]);
const REMARKS: Column = Column::optional("remarks", "备注", &["Mark"]);
const RECORDED_ON: Column = Column::optional("recorded_on", "记录登记时间", &["CreateDate", "记录登记日期"]);

/// 竣工验收信息.
pub(super) static ACCEPTANCE: SheetKind = SheetKind::new(
    "acceptance",
    "竣工验收",
    &[
        Column::required("number", "竣工验收编号", &["PrjFinishCheckNum"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("name", "工程名称", &["FinPrjName"]),
        PERMITS,
        INNER_PERMIT,
        COST,
        AREA,
        LENGTH,
        SPAN,
        SIZE,
        STRUCTURE,
        STARTED_ON,
        Column::required("passed_on", "实际竣工验收日期", &["EDate", "竣工验收日期"]),
        REMARKS,
        RECORDED_ON,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 竣工验收备案信息.
pub(super) static ACCEPTANCE_FILING: SheetKind = SheetKind::new(
    "acceptance-filing",
    "竣工验收备案",
    &[
        Column::required("number", "竣工验收备案编号", &["PrjFinishNum", "竣工备案编号"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("name", "工程名称", &["FinPrjName", "备案项目名称"]),
        Column::optional("acceptance_number", "竣工验收编号", &["PrjFinishCheckNum"]).code(),
        PERMITS,
        INNER_PERMIT,
        COST,
        AREA,
        LENGTH,
        SPAN,
        SIZE,
        STRUCTURE,
        STARTED_ON,
        Column::optional("passed_on", "实际竣工验收日期", &["竣工验收日期"]),
        Column::optional("filed_on", "实际竣工验收备案日期", &["EDate", "竣工验收备案日期", "备案日期"]),
        Column::optional("authority", "备案机关", &["备案部门"]),
        Column::optional("inspector_name", "质量检测机构名称", &["QCCorpName"]),
        Column::optional("inspector_code", "质量检测机构统一社会信用代码", &["QCCorpCode"]).code(),
        REMARKS,
        RECORDED_ON,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 环节关联: which record of a stage rests on which of another.
pub(super) static RECORD_LINK: SheetKind = SheetKind::new(
    "record-link",
    "环节关联",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::required("from_kind", "环节", &["环节类型"])
            .hint("招标投标、合同、施工图审查、质量监督、安全监督、施工许可、竣工验收、竣工验收备案"),
        Column::required("from_number", "环节编号", &["环节记录编号"]).code(),
        Column::required("to_kind", "关联环节", &["关联环节类型"]),
        Column::required("to_number", "关联环节编号", &["关联环节记录编号"]).code(),
        Column::optional("to_project_number", "关联项目编号", &[]).code(),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);
