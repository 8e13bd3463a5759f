//! 业绩技术指标: a project as an enterprise reports it, with its people in the rows below.

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, INVESTMENT_CODE, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON,
};

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
]);
