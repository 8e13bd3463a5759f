//! Columns of the sheets about enterprises.

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{DATA_LEVEL, DATA_SOURCE, VERIFYING_BODY, VERIFYING_PERSON};

const CODE: Column = Column::optional(
    "credit_code",
    "统一社会信用代码",
    &["OrganID", "QY_ORG_CODE", "企业统一社会信用代码", "组织机构代码（统一社会信用代码）", "信用代码"],
)
.code()
.hint("没有代码的填“其它”");
/// Jiangsu's join key and the former code, beside the credit code.
const ORGANISATION_CODE: Column =
    Column::optional("organisation_code", "组织机构代码", &["CorpCode", "OLD_CODE", "主体标识码（组织机构代码）"])
        .code();
const NAME: Column = Column::required("name", "企业名称", &["CorpName", "单位名称", "QY_NAME", "承包商名称"]);

/// 企业基本信息.
pub static ENTERPRISE: SheetKind = SheetKind::new(
    "enterprise",
    "企业基本信息",
    &[
        CODE,
        ORGANISATION_CODE,
        NAME,
        Column::optional("kinds", "企业类型", &["CorpKind", "企业资质类别"]).hint("多种类型用顿号分隔"),
        Column::optional("region", "注册属地", &["QY_REGION", "CountyCode", "行政区划", "注册所在地", "地区"]),
        Column::optional("legal_representative", "法定代表人", &["LegalMan", "法定代表人姓名", "QY_FR_NAME"]),
        Column::optional("legal_representative_duty", "法定代表人职务", &["LegalManDuty"]),
        Column::optional("legal_representative_id_kind", "法定代表人证件类型", &["LegalManIDType"])
            .hint("不填为身份证"),
        Column::optional(
            "legal_representative_id_number",
            "法定代表人证件号码",
            &["LegalManID", "LegalManIDCard", "法定代表人身份证号", "法定代表人身份证号码"],
        )
        .personal()
        .code(),
        Column::optional("registered_capital", "注册资本（万元）", &["RegCapital", "注册资金"]),
        Column::optional("capital_currency", "注册资本币种", &["RegCapitalUnit"]).jiangsu(&["RegCapitalUnit"]),
        Column::optional("established_on", "成立日期", &["FoundDate", "成立时间"]),
        Column::optional("economic_type", "登记注册类型", &["CorpTypeDesc", "经济性质", "企业性质"]),
        Column::optional("licence_number", "营业执照注册号", &["LicenseNo", "工商营业执照号"]).code(),
        Column::optional("registered_address", "注册地址", &["RegAddress", "企业注册地址"]),
        Column::optional("business_address", "经营地址", &["CorpAddress", "企业营业地址", "QY_ADDR"]),
        Column::optional("postcode", "邮政编码", &["PostCode"]).code(),
        Column::optional("technical_leader", "技术负责人", &["TechMan"]),
        Column::optional("phone", "联系电话", &["LinkPhone", "QY_OFFICE_TEL"]).code(),
        Column::optional("email", "电子邮箱", &["Email", "联系邮箱"]),
        Column::optional("website", "企业网址", &["Url"]),
        Column::optional("state", "企业状态", &["Status", "状态"]).hint("在册、吊销、注销；不填为在册"),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 企业资质.
pub static QUALIFICATION: SheetKind = SheetKind::new(
    "qualification",
    "企业资质",
    &[
        CODE,
        ORGANISATION_CODE,
        NAME,
        Column::optional("title", "资质名称", &["TitleDesc", "APT_NAME", "资质描述", "资质内容"])
            .hint("如：建筑工程施工总承包一级；或分填序列、类别、等级三列"),
        Column::optional("kind", "资质类别", &["CertType", "APT_TYPE", "资质证书类型"]).jiangsu(&["CertType"]),
        Column::optional("sequence", "资质序列", &["TradeType", "序列"]).jiangsu(&["TradeType"]),
        Column::optional("category", "专业类别", &["MajorType", "专业"]).jiangsu(&["MajorType"]),
        Column::optional("class", "资质等级", &["TitleLevel", "等级"]).jiangsu(&["TitleLevel"]),
        Column::optional("certificate_number", "证书编号", &["CertCode", "APT_CERTNO", "证书号", "资质证书编号"])
            .code(),
        Column::optional("authority", "发证机关", &["IssueOrgan", "APT_GRANT_UNIT", "ApproveOrgan"]),
        Column::optional("approval_level", "批准机关等级", &["ApproveLevel"]).hint("1 部级、2 省级、3 市级"),
        Column::optional("granted_on", "取得日期", &["APT_GET_DATE", "ApproveDate", "资质批准日期"]),
        Column::optional("issued_on", "发证日期", &["APT_GRANT_DATE", "IssueDate"]),
        Column::optional("valid_until", "有效期至", &["APT_EDATE", "ValidDate", "证书有效期", "有效期止"]),
        Column::optional("is_principal", "是否主项", &["IsMaster", "主项"]),
        Column::optional("state", "证书状态", &["Status", "APT_STATUS", "资质状态"]),
        Column::optional("state_since", "状态日期", &["CancelDate", "注销日期"]),
        Column::optional("scope", "承包范围", &["ScopeDesc", "APT_LIMIT_CONTENT", "批准资质内容"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
)
.having_one_of(&["title", "sequence"]);

/// 安全生产许可证.
pub static SAFETY_PERMIT: SheetKind = SheetKind::new(
    "safety-permit",
    "安全生产许可证",
    &[
        CODE,
        ORGANISATION_CODE,
        NAME,
        Column::required("number", "安全生产许可证编号", &["SafetyCerID", "许可证编号", "编号"]),
        Column::optional("scope", "许可范围", &[]),
        Column::optional("authority", "发证机关", &["IssueOrgan"]),
        Column::optional("valid_from", "有效期始", &["有效期起", "发证日期"]),
        Column::optional("valid_until", "有效期至", &["ValidDate", "有效期止"]),
        Column::optional("state", "证书状态", &["Status", "许可证状态"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 省外企业信息登记.
pub static MARKET_ENTRY: SheetKind = SheetKind::new(
    "market-entry",
    "省外企业信息登记",
    &[
        CODE,
        ORGANISATION_CODE,
        NAME,
        Column::required("host_region", "登记省份", &["进入省份", "登记地区", "备案省份"]).hint("承揽业务所在地"),
        Column::optional("number", "登记编号", &["信息登记编号", "备案编号"]).code(),
        Column::optional("business", "承揽业务范围", &["业务范围", "承包范围"]),
        Column::optional("local_leader", "驻地负责人", &["省内负责人", "驻地负责人姓名"]),
        Column::optional("local_phone", "驻地联系电话", &["省内联系电话"]).personal().code(),
        Column::optional("recorded_on", "登记日期", &["备案日期"]),
        Column::optional("valid_until", "登记有效期至", &["有效期至", "有效期止"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 企业净资产.
pub static NET_ASSETS: SheetKind = SheetKind::new(
    "net-assets",
    "企业净资产",
    &[
        CODE,
        ORGANISATION_CODE,
        NAME,
        Column::required("year", "年度", &["年份", "会计年度"]),
        Column::required("net_assets", "净资产（万元）", &["企业净资产", "净资产总额"]).hint("资不抵债的填负数"),
        Column::optional("auditor", "审计机构", &["会计师事务所"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 股东与实际控制人.
pub static SHAREHOLDER: SheetKind = SheetKind::new(
    "shareholder",
    "股东与实际控制人",
    &[
        CODE,
        ORGANISATION_CODE,
        NAME,
        Column::required("holder_name", "股东名称", &["股东姓名", "股东", "实际控制人"]),
        Column::optional("holder_code", "股东统一社会信用代码", &["股东代码"]).code().hint("股东为个人的留空"),
        Column::optional("holder_id_kind", "股东证件类型", &[]).hint("不填为身份证"),
        Column::optional("holder_id_number", "股东证件号码", &["股东身份证号", "股东身份证号码"])
            .personal()
            .code()
            .hint("股东为企业的留空"),
        Column::optional("share", "持股比例（%）", &["出资比例", "持股比例"]),
        Column::optional("is_controller", "是否实际控制人", &["是否控股股东"]),
        Column::optional("valid_from", "起始日期", &["入股日期"]),
        Column::optional("valid_until", "截止日期", &["退出日期"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 更名、合并、分立、改制.
pub static SUCCESSION: SheetKind = SheetKind::new(
    "succession",
    "企业更名与重组",
    &[
        CODE,
        ORGANISATION_CODE,
        NAME,
        Column::required("kind", "变更方式", &["重组方式", "变更类型"]).hint("更名、合并、分立、改制重组"),
        Column::required("predecessor_name", "原企业名称", &["变更前企业名称", "曾用名"]),
        Column::optional(
            "predecessor_code",
            "原企业统一社会信用代码",
            &["原企业组织机构代码", "变更前统一社会信用代码"],
        )
        .code(),
        Column::optional("effective_on", "变更日期", &["生效日期"]),
        Column::optional("document", "变更文号", &["文书编号"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 曾用名与原代码.
pub static ALIAS: SheetKind = SheetKind::new(
    "enterprise-alias",
    "企业曾用名与原代码",
    &[
        CODE,
        ORGANISATION_CODE,
        NAME,
        Column::required("alias_kind", "别名类型", &["原代码类型"])
            .hint("曾用名、曾用统一社会信用代码、组织机构代码、营业执照注册号"),
        Column::required("value", "曾用名或原代码", &["曾用名", "原代码"]).code(),
        Column::optional("valid_from", "起用日期", &["启用日期"]),
        Column::optional("valid_until", "停用日期", &["废止日期"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// The sheets of this room.
pub static KINDS: &[&SheetKind] =
    &[&ENTERPRISE, &QUALIFICATION, &SAFETY_PERMIT, &MARKET_ENTRY, &NET_ASSETS, &SHAREHOLDER, &SUCCESSION, &ALIAS];
