//! 虚假业绩: reported performance that a department found to be fake.

use super::under;
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::rows::FakePerformance;

/// 虚假业绩.
pub(super) static FAKE_PERFORMANCE: SheetKind = SheetKind::new(
    "fake-performance",
    "虚假业绩",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::required("number", "虚假业绩编号", &["FAKE_NUM", "虚假业绩记录编号"]).code(),
        Column::required("enterprise_name", "业绩上传主体", &["上传主体", "申报单位"]),
        Column::optional("enterprise_code", "上传主体统一社会信用代码", &["上传主体代码"]).code(),
        Column::required("kind", "虚假类型", &["FAKETYPE", "虚假情形"]).hint("如：业绩不存在"),
        Column::required("decided_on", "认定日期", &["MARKDATE", "标记日期", "标注日期"]),
        Column::optional("authority", "认定部门", &[]),
        Column::optional("document", "文书编号", &["文书号", "认定文书号"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// A decision about one project.
pub(super) fn read(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let who = cells.project(None);
    let mut mentions = Mentions::default();
    let enterprise = cells.enterprise("enterprise_code", "enterprise_name");
    let row = FakePerformance {
        number: cells.text("number")?,
        kind: cells.text("kind")?,
        enterprise_id: mentions.enterprise(&enterprise),
        enterprise_name: enterprise.name?,
        document: cells.text("document"),
        authority: cells.text("authority"),
        decided_on: cells.past("decided_on")?,
        ..FakePerformance::default()
    };
    let row = with(&cells.provenance(), row);
    let records = ProjectRecords { fake_performances: vec![row], ..ProjectRecords::default() };
    Some(under(who, records, mentions))
}
