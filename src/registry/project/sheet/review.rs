//! 施工图审查 (`TBProjectCensorInfo`) and the mandatory standards violated (`TBProjectDesignErrInfo`).

use super::under;
use crate::domain::standard::reading::Defect;
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::rows::{DrawingReview, DrawingViolation};

/// 施工图审查信息.
pub(super) static DRAWING_REVIEW: SheetKind = SheetKind::new(
    "drawing-review",
    "施工图审查",
    &[
        Column::required("number", "施工图审查合格书编号", &["CensorNum", "审查合格书编号"]).code(),
        Column::optional("provincial_number", "省级审查合格书编号", &["ProvinceCensorNum"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("name", "工程名称", &["CenPrjName"]),
        Column::optional("completed_on", "审查完成日期", &["CensorEDate"]),
        Column::optional("size", "建设规模描述", &["PrjSize", "建设规模"]),
        Column::optional("passed_first", "一次审查是否通过", &["OneCensorIsPass"]),
        Column::optional("first_violations", "一次审查时违反强制性标准数", &["OneCensorWfqtCount"]),
        Column::optional("first_violation_text", "一次审查时违反的强制性标准条目", &["OneCensorWfqtContent"]),
        Column::optional("is_joint", "是否联合审查", &["IsLS"]),
        Column::optional("reviewer_name", "施工图审查机构名称", &["CensorCorpName", "审查机构", "审图机构名称"]),
        Column::optional(
            "reviewer_code",
            "施工图审查机构统一社会信用代码",
            &["CensorCorpCode", "施工图审查机构组织机构代码"],
        )
        .code(),
        Column::optional("fire_completed_on", "消防设计审核时间", &["XFCensorEDate"]),
        Column::optional("fire_number", "消防审查合格书编号", &["XFCensorNum"]),
        Column::optional("fire_body", "消防审查机构", &["XFCensorCorpName"]),
        Column::optional("air_defence_completed_on", "人防设计审核时间", &["RFCensorEDate"]),
        Column::optional("air_defence_number", "人防审查合格书编号", &["RFCensorNum"]),
        Column::optional("air_defence_body", "人防审查机构", &["RFCensorCorpName"]),
        Column::optional("recorded_on", "记录登记日期", &["CreateDate", "记录登记时间"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 违反强制性标准情况.
pub(super) static DRAWING_VIOLATION: SheetKind = SheetKind::new(
    "drawing-violation",
    "违反强制性标准情况",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::required("review_number", "施工图审查合格书编号", &["CensorNum"]).code(),
        Column::required("number", "违反强制性标准情况编号", &["DesignErrNum"]).code(),
        Column::optional("specialty", "审查专业", &["CensorSpe"]),
        Column::optional("kind", "违反强制性标准类型", &["DesignErrType"]),
        Column::optional("person_name", "强制性标准涉及人员", &["ErrPersonName"]),
        Column::optional("id_number", "强制性标准涉及人员身份证", &["ErrPersonIDCard"]).personal().code().unstored(),
        Column::optional("enterprise_name", "强制性标准涉及单位名称", &["ErrCorpName"]),
        Column::optional("enterprise_code", "所属单位统一社会信用代码", &["CreditCode"]).code(),
        Column::optional("handling", "违反强制性标准处理情况", &["Errdealwith"]),
        Column::optional("remedy", "违反强制性标准整改情况", &["Errmodify"]),
        Column::optional("consequence", "违反强制性标准造成的后果", &["Errinfluence"]),
        Column::optional("recorded_on", "记录登记时间", &["CreateDate"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// A review.
pub(super) fn review(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let number = cells.record_number("number")?;
    let who = cells.project(Some(&number));
    let mut mentions = Mentions::default();
    let reviewer = cells.enterprise("reviewer_code", "reviewer_name");
    let row = DrawingReview {
        number,
        provincial_number: cells.number("provincial_number"),
        name: cells.text("name"),
        completed_on: cells.past("completed_on"),
        size: cells.text("size"),
        passed_first: cells.flag("passed_first"),
        first_violations: cells.count("first_violations"),
        first_violation_text: cells.text("first_violation_text"),
        is_joint: cells.flag("is_joint"),
        reviewer_id: mentions.enterprise(&reviewer),
        reviewer_name: reviewer.name,
        fire_number: cells.number("fire_number"),
        fire_completed_on: cells.date("fire_completed_on"),
        fire_body: cells.text("fire_body"),
        air_defence_number: cells.number("air_defence_number"),
        air_defence_completed_on: cells.date("air_defence_completed_on"),
        air_defence_body: cells.text("air_defence_body"),
        recorded_on: cells.date("recorded_on"),
        ..DrawingReview::default()
    };
    if row.passed_first == Some(true) && row.first_violations.is_some_and(|count| count > 0) {
        let reason = "一次审查通过，却有违反强制性标准的条数";
        cells.doubt("first_violations", Defect::new("drawing_review.violations", reason, "请核对两栏"));
    }
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { drawing_reviews: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, mentions))
}

/// A mandatory standard that the drawings violated. The number of the person concerned is not stored.
pub(super) fn violation(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let review_number = cells.number("review_number")?;
    let who = cells.project(Some(&review_number));
    let mut mentions = Mentions::default();
    cells.keep("recorded_on");
    let enterprise = cells.enterprise("enterprise_code", "enterprise_name");
    let row = DrawingViolation {
        review_number,
        number: cells.text("number")?,
        specialty: cells.text("specialty"),
        kind: cells.text("kind"),
        enterprise_id: mentions.enterprise(&enterprise),
        enterprise_name: enterprise.name,
        person_name: cells.text("person_name"),
        handling: cells.text("handling"),
        remedy: cells.text("remedy"),
        consequence: cells.text("consequence"),
        ..DrawingViolation::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { drawing_violations: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, mentions))
}
