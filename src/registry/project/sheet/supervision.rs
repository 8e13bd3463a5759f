//! 质量监督 (`TBProjectQualityCheck`), 安全监督 (`TBProjectSafeCheck`) and stops of the works.

use super::under;
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::rows::{QualitySupervision, SafetySupervision, Stoppage};

/// 质量监督信息.
pub(super) static QUALITY_SUPERVISION: SheetKind = SheetKind::new(
    "quality-supervision",
    "质量监督",
    &[
        Column::required("number", "质量监督记录编号", &["QualityNum"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("registration_number", "质量报监编号", &["ZLJDNum"]).code(),
        Column::optional("body", "质量报监受理部门", &["QualityAcceptDepart"]),
        Column::optional("officer", "质量报监受理人员", &["QualityAcceptUser"]),
        Column::optional("accepted_on", "质量报监受理时间", &["QualityAcceptDate"]),
        Column::optional("opinion", "质量报监受理意见", &["QualityAcceptMark"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 安全监督信息.
pub(super) static SAFETY_SUPERVISION: SheetKind = SheetKind::new(
    "safety-supervision",
    "安全监督",
    &[
        Column::required("number", "安全监管记录编号", &["SafeNum", "安全监督记录编号"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("registration_number", "安全报监编号", &["AQJDNUM"]).code(),
        Column::optional("body", "安全报监受理部门", &["SafeAcceptDepart"]),
        Column::optional("officer", "安全报监受理人员", &["SafeAcceptUser"]),
        Column::optional("accepted_on", "安全报监受理时间", &["SafeAcceptDate"]),
        Column::optional("opinion", "安全报监受理意见", &["SafeAcceptMark"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 停工与复工.
pub(super) static STOPPAGE: SheetKind = SheetKind::new(
    "stoppage",
    "停工记录",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("permit_number", "施工许可证编号", &["BuilderLicenceNum"]).code(),
        Column::required("stopped_on", "停工日期", &["中止施工日期"]),
        Column::optional("resumed_on", "复工日期", &["恢复施工日期"]),
        Column::optional("reason", "停工原因", &["中止施工原因"]),
        Column::optional("owner_consents", "建设单位是否同意更换项目经理", &["建设单位是否同意项目经理离岗"]),
        Column::optional("contractor_at_fault", "是否因施工单位原因停工", &["是否承包方原因", "承包方是否有责任"])
            .hint("满 120 天且填“否”、建设单位同意的，项目经理才解除"),
        Column::optional("document", "文书编号", &["文书号"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// A quality supervision registration.
pub(super) fn quality(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let number = cells.record_number("number")?;
    let who = cells.project(Some(&number));
    let row = QualitySupervision {
        number,
        registration_number: cells.number("registration_number"),
        body: cells.text("body"),
        officer: cells.text("officer"),
        accepted_on: cells.past("accepted_on"),
        opinion: cells.text("opinion"),
        ..QualitySupervision::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { quality_supervisions: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, Mentions::default()))
}

/// A safety supervision registration.
pub(super) fn safety(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let number = cells.record_number("number")?;
    let who = cells.project(Some(&number));
    let row = SafetySupervision {
        number,
        registration_number: cells.number("registration_number"),
        body: cells.text("body"),
        officer: cells.text("officer"),
        accepted_on: cells.past("accepted_on"),
        opinion: cells.text("opinion"),
        ..SafetySupervision::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { safety_supervisions: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, Mentions::default()))
}

/// A stop of the works.
pub(super) fn stoppage(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let permit_number = cells.number("permit_number");
    let who = cells.project(permit_number.as_deref());
    let stopped_on = cells.past("stopped_on")?;
    let row = Stoppage {
        permit_number,
        reason: cells.text("reason"),
        stopped_on,
        resumed_on: cells.end("resumed_on", Some(stopped_on)),
        owner_consents: cells.flag("owner_consents"),
        contractor_at_fault: cells.flag("contractor_at_fault"),
        document: cells.text("document"),
        ..Stoppage::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { stoppages: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, Mentions::default()))
}
