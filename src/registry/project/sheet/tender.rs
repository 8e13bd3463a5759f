//! 招标投标: awards (TBTenderInfo and the real export), sections (TBTenderBidInfo), bidders (TBTenderBidderCorpInfo).

use super::leader::{LEADER, LEADER_ID_KIND, LEADER_ID_NUMBER, LEADER_REGISTRATION};
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER, VERIFYING_BODY,
    VERIFYING_PERSON,
};

/// 招投标信息.
pub(super) static TENDER: SheetKind = SheetKind::new(
    "tender",
    "招投标",
    &[
        Column::optional("number", "中标通知书编号", &["TenderNum", "招投标编号", "招标编号"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("name", "工程名称", &["TenderPrjName", "招标项目名称"]),
        Column::optional("tender_class", "招标类型", &["TenderClassNum"]),
        Column::optional("tender_mode", "招标方式", &["TenderTypeNum"]),
        Column::required("awarded_on", "中标日期", &["TenderResultDate", "中标时间"]),
        Column::optional("award", "中标金额（万元）", &["TenderMoney", "中标价"]),
        Column::optional("size", "建设规模", &["PrjSize"]),
        Column::optional("area", "面积（平方米）", &["Area"]),
        Column::optional("agency_name", "招标代理单位名称", &["AgencyCorpName", "招标代理机构名称", "招标代理单位"]),
        Column::optional(
            "agency_code",
            "招标代理单位统一社会信用代码",
            &["AgencyCorpCode", "招标代理单位组织机构代码", "招标代理机构统一社会信用代码"],
        )
        .code(),
        Column::required("winner_name", "中标单位名称", &["TenderCorpName", "中标单位", "中标人"])
            .hint("联合体用顿号分隔，牵头单位在前"),
        Column::optional("winner_code", "中标单位统一社会信用代码", &["TenderCorpCode", "中标单位组织机构代码"]).code(),
        LEADER,
        LEADER_ID_KIND,
        LEADER_ID_NUMBER,
        LEADER_REGISTRATION,
        Column::optional("recorded_on", "记录登记时间", &["CreateDate", "记录登记日期"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 招标标段.
pub(super) static TENDER_SECTION: SheetKind = SheetKind::new(
    "tender-section",
    "招标标段",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("tender_number", "招标项目编号", &["TenderNum", "TenderPrjNum"]).code(),
        Column::required("code", "标段（包）编号", &["BidsectionCode", "标段编号"]).code(),
        Column::required("name", "标段（包）名称", &["BidsectionName", "标段名称"]),
        Column::optional("content", "标段（包）内容", &["BidsectionContent", "标段内容"]),
        Column::optional("classification", "标段（包）分类代码", &["TenderProjectClassifyCode"]),
        Column::optional("estimate", "标段合同估算价（万元）", &["ContractreckonPrice", "合同估算价"]),
        Column::optional("currency", "标段合同估算价币种代码", &["CurrencyCode"]),
        Column::optional("price_unit", "标段合同估算价单位", &["PriceUnit"]),
        Column::optional("qualification_required", "投标人资格条件", &["BidQualification"]),
        Column::optional("planned_start_on", "计划开工日期", &["BeginDate"]),
        Column::optional("duration", "工期", &["LimiteTime"]),
        Column::optional("recorded_on", "标段（包）建立时间", &["CreateTime"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 投标人, with what the evaluation gave them.
pub(super) static TENDER_BIDDER: SheetKind = SheetKind::new(
    "tender-bidder",
    "投标人",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("tender_number", "招标项目编号", &["TenderprojectCode"]).code(),
        Column::required("section_code", "标段（包）编号", &["BidsectionCode", "标段编号"]).code(),
        Column::required(
            "bidder_name",
            "投标人名称",
            &["BidderName", "WinbidderName", "中标投标人名称", "投标单位名称"],
        ),
        Column::optional(
            "bidder_code",
            "投标人统一社会信用代码",
            &["BidderorgCode", "WinbidderCode", "中标投标人统一社会信用代码"],
        )
        .code(),
        Column::optional("bidder_type", "投标人类别", &["BidderCodeType", "BiddercodType"]),
        Column::optional("bidder_role", "投标人角色", &["BidderRole", "BiddeRole"]),
        Column::optional("manager_name", "投标单位项目负责人", &["BidManager", "项目负责人", "项目经理"]),
        Column::optional("manager_id_kind", "项目负责人证件类型", &["项目经理证件类型"]),
        Column::optional("manager_id_number", "项目负责人证件号码", &["项目经理证件号码", "项目经理身份证号"])
            .personal()
            .code(),
        Column::optional("manager_registration_number", "项目负责人注册编号", &["项目经理注册编号"]).code(),
        Column::optional("consortium", "联合体名称（如有）", &["UnionenterpriseName", "联合体名称"]),
        Column::optional(
            "consortium_code",
            "联合体统一社会信用代码（联合体招标时填写）",
            &["UnionOrgansetCode", "联合体统一社会信用代码"],
        )
        .code(),
        Column::optional("consortium_contact", "联合体联系人（如有）", &["UnioncontactName"]),
        Column::optional("consortium_phone", "联合体联系电话（如有）", &["UnioncontactPhone"]).personal().code(),
        Column::optional("bid", "投标报价金额（万元）", &["BidPrice", "Bidamount", "投标报价"]),
        Column::optional("currency", "投标报价币种", &["Pricecurrency", "Bidcurrency", "价格币种代码"]),
        Column::optional("price_unit", "投标报价单位", &["PriceUnit", "BriceUnit", "价格单位"]).hint("元、万元"),
        Column::optional("duration", "投标工期", &["TimeLimit"]),
        Column::optional("document_fetched_on", "标书下载时间", &["BiddocdownloadTime"]),
        Column::optional("deposit_form", "保证金递交方式", &["MarginpayForm"]),
        Column::optional("deposit_received_on", "保证金递交时间", &["MarginReceiveTime"]),
        Column::optional("version", "投标人信息版本", &["BidderinfoVersion"]),
        Column::optional("submitted_on", "投标文件递交时间", &["CheckInTime"]),
        Column::optional("score", "合计得分", &["TotalScore", "评标得分"]),
        Column::optional("is_winner", "是否拟确定中标人", &["IsWinBidder", "是否中标"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);
