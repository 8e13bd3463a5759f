//! 招标投标: awards (`TBTenderInfo` and the real export), sections (`TBTenderBidInfo`), bidders (`TBTenderBidderCorpInfo`).

use super::leader::{LEADER, LEADER_COLUMNS, LEADER_ID_KIND, LEADER_ID_NUMBER, LEADER_REGISTRATION};
use super::party::taking_part;
use super::under;
use crate::domain::standard::amount::Unit;
use crate::domain::standard::dictionary::List;
use crate::domain::vocabulary::project::{ParticipantRole, StageRecordKind};
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    PersonColumns, VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::named::{position_of_role, position_of_tender};
use crate::registry::project::rows::{Engagement, Tender, TenderBidder, TenderSection};

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
        Column::optional("consortium_phone", "联合体联系电话（如有）", &["UnioncontactPhone"])
            .personal()
            .code()
            .unstored(),
        Column::optional("bid", "投标报价金额（万元）", &["BidPrice", "Bidamount", "投标报价"]),
        Column::optional("currency", "投标报价币种", &["Pricecurrency", "Bidcurrency", "价格币种代码"]),
        Column::optional("price_unit", "投标报价单位", &["PriceUnit", "BriceUnit", "价格单位"]).hint("元、万元"),
        Column::optional("duration", "投标工期", &["TimeLimit"]),
        Column::optional("document_fetched_on", "标书下载时间", &["BiddocdownloadTime"]),
        Column::optional("deposit_form", "保证金递交方式", &["MarginpayForm"]),
        Column::optional("deposit_received_on", "保证金递交时间", &["MarginReceiveTime"]),
        Column::optional("version", "投标人信息版本", &["BidderinfoVersion"]),
        Column::optional("submitted_on", "投标文件递交时间", &["CheckInTime"]),
        Column::optional("credit_score", "信用考核分", &["CreditScore"]),
        Column::optional("used_credit_score", "信用因素评分", &["UsedCreditScore", "投标人信用因素的评分"]),
        Column::optional("score", "合计得分", &["TotalScore", "评标得分"]),
        Column::optional("is_winner", "是否拟确定中标人", &["IsWinBidder", "是否中标"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// An award, with its winners as participants and the leader it names.
pub(super) fn tender(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let written = cells.record_number("number");
    let who = cells.project(written.as_deref());
    let mut mentions = Mentions::default();
    let agency = cells.enterprise("agency_code", "agency_name");
    let winners = cells.consortium("winner_code", "winner_name");
    let winner = winners.first()?;
    let awarded_on = cells.past("awarded_on")?;
    let leader = cells.person(LEADER_COLUMNS, Some(winner));
    // The real export has no number: then the winner and the day tell the award from others of the project.
    let unnumbered = || format!("未编号 {awarded_on} {}", winner.name.as_deref().unwrap_or_default());
    let row = Tender {
        number: written.unwrap_or_else(unnumbered),
        name: cells.text("name"),
        tender_class: cells.coded_or_text("tender_class", List::TenderClass),
        tender_mode: cells.coded_or_text("tender_mode", List::TenderMethod),
        awarded_on: Some(awarded_on),
        award_fen: cells.money("award", Unit::TenThousandYuan),
        area_dm2: cells.area("area"),
        size: cells.text("size"),
        agency_id: mentions.enterprise(&agency),
        agency_name: agency.name,
        winner_id: mentions.enterprise(winner),
        winner_name: winner.name.clone(),
        leader_name: leader.as_ref().map(|leader| leader.name.clone()),
        leader_id: leader.as_ref().and_then(|leader| mentions.person(leader)),
        recorded_on: cells.date("recorded_on"),
        ..Tender::default()
    };
    let certificate = cells.text(LEADER_COLUMNS.certificate);
    let provenance = cells.provenance();
    let row: Tender = with(&provenance, row);
    let role = role_of_class(row.tender_class.as_deref());
    let participants =
        winners.iter().filter_map(|winner| taking_part(role, winner, &mut mentions, &provenance)).collect();
    let engagement = leader.map(|leader| Engagement {
        position: position_of_tender(row.tender_class.as_deref()).unwrap_or(position_of_role(role)),
        person_id: row.leader_id,
        person_name: leader.name,
        enterprise_id: row.winner_id,
        enterprise_name: row.winner_name.clone(),
        basis: Some(StageRecordKind::Tender),
        basis_number: Some(row.number.clone()),
        certificate_number: certificate,
        ..provenance.row()
    });
    let records = ProjectRecords {
        tenders: vec![row],
        participants,
        engagements: engagement.into_iter().collect(),
        ..ProjectRecords::default()
    };
    Some(under(who, records, mentions))
}

/// The role that the winner of an award of a class plays; one whose class is not said is taken to build.
fn role_of_class(tender_class: Option<&str>) -> ParticipantRole {
    match tender_class {
        Some("001") => ParticipantRole::Survey,
        Some("002") => ParticipantRole::Design,
        Some("003") | None => ParticipantRole::Construction,
        Some("004") => ParticipantRole::Supervision,
        Some("006") => ParticipantRole::GeneralContracting,
        Some(_) => ParticipantRole::Other,
    }
}

/// A section.
pub(super) fn section(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let who = cells.project(None);
    for field in ["classification", "currency", "price_unit", "recorded_on"] {
        cells.keep(field);
    }
    let unit = price_unit(cells);
    let row = TenderSection {
        tender_number: cells.number("tender_number"),
        code: cells.text("code")?,
        name: cells.text("name")?,
        content: cells.text("content"),
        estimate_fen: cells.money("estimate", unit),
        qualification_required: cells.text("qualification_required"),
        planned_start_on: cells.date("planned_start_on"),
        duration: cells.text("duration"),
        ..TenderSection::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { tender_sections: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, Mentions::default()))
}

/// The unit that a column of its own gives for the price beside it.
fn price_unit(cells: &mut Cells<'_, '_>) -> Unit {
    match cells.text("price_unit").as_deref() {
        Some("元" | "人民币元") => Unit::Yuan,
        _ => Unit::TenThousandYuan,
    }
}

/// A bidder, with what the evaluation gave it.
pub(super) fn bidder(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let who = cells.project(None);
    let mut mentions = Mentions::default();
    for field in [
        "bidder_type",
        "bidder_role",
        "consortium_code",
        "consortium_contact",
        "price_unit",
        "duration",
        "document_fetched_on",
        "deposit_form",
        "deposit_received_on",
        "version",
    ] {
        cells.keep(field);
    }
    let bidder = cells.enterprise("bidder_code", "bidder_name");
    let manager = cells.person(MANAGER_COLUMNS, Some(&bidder));
    let unit = price_unit(cells);
    let row = TenderBidder {
        tender_number: cells.text("tender_number"),
        section_code: cells.text("section_code")?,
        bidder_id: mentions.enterprise(&bidder),
        bidder_name: bidder.name?,
        consortium: cells.text("consortium"),
        manager_id: manager.as_ref().and_then(|manager| mentions.person(manager)),
        manager_name: manager.map(|manager| manager.name),
        bid_fen: cells.money("bid", unit),
        currency: cells.coded_or_text("currency", List::Currency),
        submitted_on: cells.date("submitted_on"),
        credit_score_hundredths: cells.hundredths("credit_score"),
        used_credit_score_hundredths: cells.hundredths("used_credit_score"),
        score_hundredths: cells.hundredths("score"),
        is_winner: cells.flag("is_winner"),
        ..TenderBidder::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { tender_bidders: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, mentions))
}

/// The manager whom a bid offers.
const MANAGER_COLUMNS: PersonColumns = PersonColumns {
    name: "manager_name",
    id_kind: "manager_id_kind",
    id_number: "manager_id_number",
    certificate: "manager_registration_number",
};
