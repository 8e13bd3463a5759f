//! 竣工验收 (`TBProjectFinishCheckInfo`), 竣工验收备案 (`TBProjectFinishManage`) and links between stage records.

use chrono::NaiveDate;

use super::party::taking_part;
use super::under;
use crate::domain::standard::amount::Unit;
use crate::domain::standard::dictionary::List;
use crate::domain::standard::reading::Defect;
use crate::domain::vocabulary::ids::ProjectId;
use crate::domain::vocabulary::project::{ParticipantRole, StageRecordKind};
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::identity::ProjectRef;
use crate::registry::project::rows::{Acceptance, AcceptanceFiling, RecordLink};

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

/// The permits that a record covers: by their numbers, or else by the local ones.
fn permit_numbers(cells: &mut Cells<'_, '_>) -> Option<String> {
    cells.keep("permit_inner_number");
    cells.number_list("permit_numbers").or_else(|| cells.number_list("permit_inner_number"))
}

/// An acceptance.
pub(super) fn acceptance(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let number = cells.record_number("number")?;
    let who = cells.project(Some(&number));
    let started_on = cells.past("started_on");
    let passed_on = cells.end("passed_on", started_on);
    not_ahead(cells, "passed_on", passed_on);
    let row = Acceptance {
        number,
        name: cells.text("name"),
        permit_numbers: permit_numbers(cells),
        cost_fen: cells.money("cost", Unit::TenThousandYuan),
        area_dm2: cells.area("area"),
        length_mm: cells.length("length"),
        span_mm: cells.length("span"),
        size: cells.text("size"),
        structure: cells.coded_or_text("structure", List::StructureType),
        started_on,
        passed_on,
        remarks: cells.text("remarks"),
        recorded_on: cells.date("recorded_on"),
        ..Acceptance::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { acceptances: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, Mentions::default()))
}

/// A filing of acceptance, with the testing body that the table of 2014 names.
pub(super) fn filing(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let number = cells.record_number("number")?;
    let who = cells.project(Some(&number));
    let mut mentions = Mentions::default();
    for field in ["length", "span", "structure", "remarks"] {
        cells.keep(field);
    }
    let inspector = cells.enterprise("inspector_code", "inspector_name");
    let started_on = cells.past("started_on");
    let passed_on = cells.end("passed_on", started_on);
    not_ahead(cells, "passed_on", passed_on);
    let filed_on = cells.end("filed_on", passed_on);
    not_ahead(cells, "filed_on", filed_on);
    let row = AcceptanceFiling {
        number,
        name: cells.text("name"),
        acceptance_number: cells.number("acceptance_number"),
        permit_numbers: permit_numbers(cells),
        cost_fen: cells.money("cost", Unit::TenThousandYuan),
        area_dm2: cells.area("area"),
        size: cells.text("size"),
        started_on,
        passed_on,
        filed_on,
        authority: cells.text("authority"),
        recorded_on: cells.date("recorded_on"),
        ..AcceptanceFiling::default()
    };
    let provenance = cells.provenance();
    let participants = taking_part(ParticipantRole::Testing, &inspector, &mut mentions, &provenance);
    let records = ProjectRecords {
        acceptance_filings: vec![with(&provenance, row)],
        participants: participants.into_iter().collect(),
        ..ProjectRecords::default()
    };
    Some(under(who, records, mentions))
}

/// Works that are accepted tomorrow release nobody today.
fn not_ahead(cells: &mut Cells<'_, '_>, field: &'static str, date: Option<NaiveDate>) {
    if date.is_some_and(|date| date > cells.today) {
        cells.refuse(field, Defect::new("date.future", "日期晚于今天", "请核对年份；尚未发生的请不要填报"));
    }
}

/// A link between two stage records.
pub(super) fn link(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    const KINDS: &str = "招标投标、合同、施工图审查、质量监督、安全监督、施工许可、竣工验收、竣工验收备案";
    let from_number = cells.number("from_number")?;
    let who = cells.project(Some(&from_number));
    let from_kind = cells.chosen_by("from_kind", KINDS, kind_named)?;
    let to_kind = cells.chosen_by("to_kind", KINDS, kind_named)?;
    let other = cells.text("to_project_number").map(ProjectRef::national);
    let row = RecordLink {
        from_kind,
        from_number,
        to_kind,
        to_number: cells.number("to_number")?,
        to_project_id: other.as_ref().map(|_| ProjectId::mention(0)),
        ..RecordLink::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { record_links: vec![row], ..ProjectRecords::default() };
    Some(ProjectChange { projects: other.into_iter().collect(), ..under(who, records, Mentions::default()) })
}

fn kind_named(word: &str) -> Option<StageRecordKind> {
    word.parse().ok().or(match word {
        "招标投标" | "招投标" | "中标" => Some(StageRecordKind::Tender),
        "合同" | "合同登记" | "合同备案" => Some(StageRecordKind::Contract),
        "施工图审查" | "审图" => Some(StageRecordKind::DrawingReview),
        "质量监督" => Some(StageRecordKind::QualitySupervision),
        "安全监督" => Some(StageRecordKind::SafetySupervision),
        "施工许可" => Some(StageRecordKind::Permit),
        "竣工验收" => Some(StageRecordKind::Acceptance),
        "竣工备案" => Some(StageRecordKind::AcceptanceFiling),
        _ => None,
    })
}
