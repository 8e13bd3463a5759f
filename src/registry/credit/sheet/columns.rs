//! Columns of the sheets about conduct.

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, PROJECT_NAME, PROJECT_NUMBER, VERIFYING_BODY, VERIFYING_PERSON,
};

const SUBJECT_KIND: Column = Column::optional("subject_kind", "主体类型", &["单位/个人", "主体类别"])
    .hint("企业、人员；不填时按所填代码或证件判断");
const SUBJECT: Column = Column::required(
    "subject_name",
    "主体名称",
    &["诚信记录主体", "黑名单主体", "主体", "单位名称", "企业名称", "姓名", "当事人"],
);
const CREDIT_CODE: Column =
    Column::optional("credit_code", "统一社会信用代码", &["企业统一社会信用代码", "组织机构代码", "主体代码"]).code();
const REGISTRATION_NUMBER: Column = Column::optional("registration_number", "注册编号", &["执业注册号", "证书编号"])
    .code()
    .hint("人员没有证件号码时填写");

/// 信用信息: good and bad conduct of enterprises and people.
pub static CONDUCT: SheetKind = SheetKind::new(
    "conduct",
    "信用信息",
    &[
        SUBJECT_KIND,
        SUBJECT,
        CREDIT_CODE,
        ID_KIND,
        ID_NUMBER,
        REGISTRATION_NUMBER,
        Column::required("nature", "信用信息性质", &["记录性质", "性质", "信息类别", "Mark"]).hint("优良、不良"),
        Column::required("number", "诚信记录编号", &["诚信编号", "记录编号", "决定书文号"]).code(),
        Column::optional("code", "行为代码", &["不良行为代码", "行为认定标准代码"]).code(),
        Column::required("summary", "事由", &["诚信记录内容", "违法事实", "违法事实摘要", "主要事实", "不良行为"]),
        Column::optional("decision", "决定内容", &["处罚内容", "奖惩内容"]),
        Column::optional("document", "文书编号", &["文书号", "处罚决定文书号"]),
        Column::optional("authority", "实施部门", &["决定部门", "处罚机关", "处罚机构"]),
        Column::optional("decided_on", "决定日期", &["处罚日期", "决定时间"]),
        Column::optional("published_from", "发布日期", &["公布日期", "发布起始日期"]),
        Column::optional("published_until", "发布有效期", &["公布截止日期", "发布截止日期", "发布有效期至"]),
        Column::optional("penalty_until", "处罚截止日期", &["处罚期限至"]),
        PROJECT_NUMBER,
        PROJECT_NAME,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 建筑市场主体“黑名单”.
pub static BLACKLIST: SheetKind = SheetKind::new(
    "blacklist",
    "建筑市场主体黑名单",
    &[
        SUBJECT_KIND,
        SUBJECT,
        CREDIT_CODE,
        ID_KIND,
        ID_NUMBER,
        REGISTRATION_NUMBER,
        Column::optional("number", "黑名单编号", &["黑名单记录编号", "记录编号"]).code(),
        Column::required("reason", "认定依据", &["黑名单认定依据", "列入原因", "列入事由"]),
        Column::optional("document", "文书编号", &["文书号", "认定文书号"]),
        Column::optional("authority", "认定部门", &["列入部门"]),
        Column::required("listed_on", "列入日期", &["列入黑名单日期", "列入名单日期"]),
        Column::optional("removed_on", "移出日期", &["移出黑名单日期", "移出名单日期"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 项目经理质量安全违法违规行为记分.
pub static DEMERIT: SheetKind = SheetKind::new(
    "demerit",
    "项目经理记分",
    &[
        Column::required("name", "姓名", &["项目经理", "项目经理姓名", "人员姓名", "被记分人"]),
        ID_KIND,
        ID_NUMBER,
        REGISTRATION_NUMBER,
        Column::optional("employer_name", "所在企业名称", &["企业名称", "单位名称"]),
        Column::optional("credit_code", "统一社会信用代码", &["企业统一社会信用代码"]).code(),
        Column::required("number", "记分通知书编号", &["记分编号", "扣分通知书编号"]).code(),
        Column::optional("item", "记分项", &["记分标准条款", "违规条款"]),
        Column::required("behaviour", "违法违规行为", &["记分事由", "扣分事由"]),
        Column::required("points", "记分分值", &["记分", "扣分值", "KFZ"]),
        Column::required("decided_on", "记分日期", &["扣分日期", "决定日期"]),
        Column::optional("cycle_start", "记分周期开始日期", &["记分周期起"]),
        Column::optional("authority", "记分部门", &["实施部门"]),
        PROJECT_NUMBER,
        PROJECT_NAME,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 企业信用考核结果.
pub static EVALUATION: SheetKind = SheetKind::new(
    "evaluation",
    "企业信用评价",
    &[
        Column::required("name", "企业名称", &["CorpName", "机构全称", "单位名称"]),
        Column::optional("credit_code", "统一社会信用代码", &["CorpCode", "企业统一社会信用代码"]).code(),
        Column::optional("organisation_code", "组织机构代码", &["OrgCode"]).code(),
        Column::required("scheme", "评价名称", &["EvaluationName", "考核名称", "评价办法"]),
        Column::optional("kind", "企业类型", &["企业类别"]).hint("不填时按评价名称判断"),
        Column::optional("sequence", "资质序列", &["CertTradeType"]),
        Column::optional("category", "资质类别", &["CertMajorType"]),
        Column::optional("class", "资质等级", &["CertLevel"]),
        Column::optional("period", "评价频率", &["Frequency", "考核周期"]).hint("1 月度、2 季度、3 年度；不填为年度"),
        Column::required("year", "评价年份", &["Year", "年度", "年份"]),
        Column::optional("month", "评价月份", &["Month", "月份", "季度"]).hint("季度填 3、6、9、12；年度可不填"),
        Column::optional("base", "基础分", &["BaseScore", "基本分"]),
        Column::optional("incentive", "奖励加分", &["IncentiveScore", "加分"]),
        Column::optional("deduction", "扣分", &["DeductScore"]),
        Column::required("score", "评价分", &["Score", "信用得分", "得分"]),
        Column::optional("grade", "评价等级", &["EvalationResult", "信用等级"]).hint("A、B、C、D"),
        Column::optional("evaluator", "评价单位", &["EvalationOrg", "考核单位"]),
        Column::optional("evaluated_on", "评价日期", &["CreateDate"]),
        Column::optional("provider", "提供单位全称", &["DataProvider", "提供单位"]),
        Column::optional("scope", "信息使用范围", &["DataScope"])
            .hint("0 公示、1 仅政府部门内部共享、2 仅可授权查询；不填为公示"),
        Column::optional("provided_on", "提供日期", &["ProvideDate"]),
        // The national table names a body in the field that everywhere else is the data source's code.
        Column::optional("source_body", "信息源头部门全称", &["DataSource"]),
        DATA_LEVEL,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// The sheets of this room.
pub static KINDS: &[&SheetKind] = &[&CONDUCT, &BLACKLIST, &DEMERIT, &EVALUATION];
