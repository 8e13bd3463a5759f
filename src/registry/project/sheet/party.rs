//! Who takes part: 参建单位及负责人 (TBProjectCorpInfo), people on site (TBPrj…Info), 质量终身责任承诺书.

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, INVESTMENT_CODE, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON,
};

const ROLE: Column =
    Column::required("role", "企业承担角色", &["CorpRoleNum", "CorpRole", "承担角色", "单位类型", "参建类型"])
        .hint("建设、勘察、设计、施工、监理、工程总承包、质量检测等");
const ENTERPRISE: Column =
    Column::required("enterprise_name", "企业名称", &["CorpName", "单位名称", "所属企业名称", "所在单位名称"]);
const ENTERPRISE_CODE: Column = Column::optional(
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
const FROM: Column = Column::optional("valid_from", "起始日期", &["到岗日期", "任职日期", "进场日期"]);
const UNTIL: Column = Column::optional("valid_until", "截止日期", &["离岗日期", "卸任日期", "退场日期"]);

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
        Column::optional("phone", "负责人手机号码", &["PersonPhone", "手机号码", "联系电话"]).personal().code(),
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
