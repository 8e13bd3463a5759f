//! Columns of the sheets about people.

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, VERIFYING_BODY, VERIFYING_PERSON};

const NAME: Column = Column::required("name", "姓名", &["PersonName", "UserName", "RY_NAME", "人员姓名", "持证人姓名"]);
const EMPLOYER: Column = Column::optional(
    "employer_name",
    "单位名称",
    &["CorpName", "REG_QYMC", "所在企业名称", "企业名称", "工作单位", "聘用企业", "注册单位", "所属企业名称"],
);
const EMPLOYER_CODE: Column = Column::optional(
    "employer_code",
    "单位统一社会信用代码",
    &[
        "OrganID",
        "企业代码",
        "统一社会信用代码",
        "企业统一社会信用代码",
        "所在企业组织机构代码（统一社会信用代码）",
        "所属企业统一社会信用代码",
    ],
)
.code();
/// Jiangsu's join key, beside the code in its own form.
const EMPLOYER_ORGANISATION: Column = Column::optional(
    "employer_organisation_code",
    "单位组织机构代码",
    &["CorpCode", "组织机构代码", "所在企业主体标识码（组织机构代码）"],
)
.code();
const AUTHORITY: Column =
    Column::optional("authority", "发证机关", &["IssueOrgan", "OrganName", "发证单位", "授予单位"]);
const ISSUED_ON: Column = Column::optional("issued_on", "发证日期", &["IssueDate", "签发日期"]);
const VALID_UNTIL: Column =
    Column::optional("valid_until", "有效期至", &["ValidDate", "CertendDate", "证书有效期", "有效期止", "有效期"]);
const STATE: Column =
    Column::optional("state", "证书状态", &["Status", "状态"]).hint("有效、暂扣、注销、吊销、撤销、失效；不填为有效");

/// 人员基本信息.
pub static PERSON: SheetKind = SheetKind::new(
    "person",
    "人员基本信息",
    &[
        NAME,
        ID_KIND,
        ID_NUMBER,
        Column::optional("sex", "性别", &["RY_SEX_NAME", "SexNum"]).hint("不填则取身份证号码所示"),
        Column::optional("phone", "手机号码", &["手机", "移动电话", "联系电话", "电话"]).personal().code(),
        Column::optional("education", "学历", &["EducationLevel"]),
        Column::optional("school", "毕业院校", &["毕业学校"]),
        Column::optional("major", "所学专业", &["毕业专业"]),
        Column::optional("nationality", "国籍", &[]),
        EMPLOYER,
        EMPLOYER_CODE,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
)
.having_one_of(&["id_number"]);

/// 注册人员: one row a specialty.
pub static REGISTRATION: SheetKind = SheetKind::new(
    "registration",
    "注册人员",
    &[
        NAME,
        ID_KIND,
        ID_NUMBER,
        Column::optional(
            "registration_type",
            "注册类型及等级",
            &["RegType", "REG_TYPE_NAME", "SpecialtyTypNum", "执业资格类型", "注册类别", "注册类型"],
        )
        .hint("如：一级注册建造师"),
        Column::optional("class", "等级", &["注册等级"]).hint("类型没有写等级时填写：一级、二级"),
        Column::optional(
            "specialty",
            "注册专业",
            &["RegMajorDesc", "RegMajorCode", "REG_PROF_NAME", "注册专业名称", "专业"],
        )
        .hint("一行一个专业；多个专业用顿号分隔"),
        Column::optional("registration_number", "注册编号", &["RegNo", "注册号", "注册证书编号"]).code(),
        Column::optional(
            "certificate_number",
            "证书编号",
            &["QualCertNo", "REG_CERTNO", "资格证书号", "证书号", "注册证书号"],
        )
        .code(),
        Column::optional("seal_number", "执业印章号", &["StampNo", "REG_SEAL_CODE", "印章号"]).code(),
        EMPLOYER,
        EMPLOYER_CODE,
        EMPLOYER_ORGANISATION,
        Column::optional(
            "valid_from",
            "有效期始",
            &["RegIssueDate", "REG_SDATE", "IssueDate", "注册日期", "有效期起", "发证日期"],
        ),
        Column::optional(
            "valid_until",
            "有效期止",
            &["RegValidDate", "REG_EDATE", "ValidDate", "注册有效期", "有效期至", "注册有效期至"],
        ),
        Column::optional("state", "注册状态", &["Status", "证书状态", "注册证书状态", "状态"])
            .hint("有效、注销、暂扣、吊销、撤销、失效；不填为有效"),
        Column::optional("state_since", "状态日期", &["注销日期"]),
        Column::optional("safety_certificate_number", "安全许可证编号", &["安全生产考核合格证书编号"])
            .code()
            .hint("建造师的安全生产考核合格证书（B类）编号"),
        Column::optional("sex", "性别", &["RY_SEX_NAME"]),
        Column::optional("phone", "手机", &["手机号码", "移动电话"]).personal().code(),
        Column::optional("title", "职称", &["职称名称"]),
        Column::optional("void", "作废标志", &[]).hint("是：这一行注册已作废"),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
)
.having_one_of(&["registration_type", "class", "registration_number"]);

/// 安管人员考核证书.
pub static SAFETY_CERTIFICATE: SheetKind = SheetKind::new(
    "safety-certificate",
    "安管人员考核证书",
    &[
        NAME,
        ID_KIND,
        ID_NUMBER,
        Column::required("class", "安管人员类别", &["三类人员类别", "人员类别", "考核类别", "证书类别"])
            .hint("A、B、C、C1、C2、C3"),
        Column::required(
            "number",
            "安全生产考核合格证书编号",
            &["CertID", "考核合格证书编号", "考核证书编号", "安全考核证号"],
        )
        .code(),
        EMPLOYER,
        EMPLOYER_CODE,
        EMPLOYER_ORGANISATION,
        AUTHORITY,
        ISSUED_ON,
        VALID_UNTIL,
        STATE,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 岗位证书: site management and special trades.
pub static POST_CERTIFICATE: SheetKind = SheetKind::new(
    "post-certificate",
    "岗位证书",
    &[
        NAME,
        ID_KIND,
        ID_NUMBER,
        Column::required(
            "post",
            "岗位或工种",
            &["JobCertType", "岗位（技能）证书类型", "岗位名称", "岗位", "工种", "作业类别", "操作类别"],
        )
        .hint("如：施工员、建筑电工"),
        Column::optional("level", "证书等级", &["JobCertLevel", "技能等级"]).jiangsu(&["JobCertLevel"]),
        Column::optional("field", "证书专业", &["CertMajor", "证书专业名称"]),
        Column::required("number", "岗位证书编号", &["CertNo", "证书编号", "证书（或注册）编号", "操作资格证号"])
            .code(),
        EMPLOYER,
        EMPLOYER_CODE,
        EMPLOYER_ORGANISATION,
        AUTHORITY,
        ISSUED_ON,
        VALID_UNTIL,
        STATE,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 职称.
pub static TITLE: SheetKind = SheetKind::new(
    "title",
    "职称",
    &[
        NAME,
        ID_KIND,
        ID_NUMBER,
        Column::required("title", "职称名称", &["ProTitle", "职称"]),
        Column::optional("level", "职称等级", &["ProTitleLevel", "TechTitleLevelNum"]).jiangsu(&["ProTitleLevel"]),
        Column::optional("field", "职称专业", &["MajorField", "TechTitleSpeName", "专业领域"]),
        Column::optional("number", "职称证书号", &["CertNo", "职称证书编号"]).code(),
        Column::optional("granted_on", "授予日期", &["IssueDate", "评定日期"]),
        AUTHORITY,
        EMPLOYER,
        EMPLOYER_CODE,
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 社保与劳动关系: who employed whom, and when.
pub static EMPLOYMENT: SheetKind = SheetKind::new(
    "employment",
    "社保缴纳",
    &[
        NAME,
        ID_KIND,
        ID_NUMBER,
        Column::required(
            "employer_name",
            "参保单位名称",
            &["缴费单位", "社保缴纳单位", "参保单位", "单位名称", "企业名称", "CorpName"],
        ),
        EMPLOYER_CODE,
        Column::required("insured_from", "参保起始日期", &["起始日期", "缴费起始年月", "参保时间", "入职日期"]),
        Column::optional("insured_until", "参保截止日期", &["截止日期", "缴费截止年月", "停保时间", "离职日期"])
            .hint("仍在参保的留空"),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// The sheets of this room.
pub static KINDS: &[&SheetKind] =
    &[&PERSON, &REGISTRATION, &SAFETY_CERTIFICATE, &POST_CERTIFICATE, &TITLE, &EMPLOYMENT];
