//! 施工许可变更 (`TBBuilderLicenceChangeInfo`).

use super::permit::leader;
use super::under;
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::named::successor_of_change;
use crate::registry::project::rows::{Engagement, PermitChange};

/// 施工许可变更信息.
pub(super) static PERMIT_CHANGE: SheetKind = SheetKind::new(
    "permit-change",
    "施工许可变更",
    &[
        Column::required("permit_number", "施工许可证编号", &["BuilderLicenceNum"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::required("item", "变更项", &["ChangeItem", "变更事项"]).hint("1 项目经理、2 项目总监，或写明变更事项"),
        Column::required("before", "变更前的内容", &["BeforeValue", "变更前"]),
        Column::required("after", "变更后的内容", &["AfterValue", "变更后"]),
        Column::required("changed_on", "变更审核时间", &["CreateDate", "变更日期", "变更审核日期"]),
        Column::optional("document", "变更文书编号", &["文书编号"]),
        Column::optional("after_id_kind", "变更后人员证件类型", &[]),
        Column::optional("after_id_number", "变更后人员证件号码", &["变更后人员身份证号"]).personal().code(),
        Column::optional("after_registration_number", "变更后人员注册编号", &[]).code(),
        Column::optional("before_id_kind", "变更前人员证件类型", &[]),
        Column::optional("before_id_number", "变更前人员证件号码", &["变更前人员身份证号"])
            .personal()
            .code()
            .unstored(),
        Column::optional("before_registration_number", "变更前人员注册编号", &[]).code(),
        DATA_LEVEL,
        DATA_SOURCE,
        Column::optional("verifying_body", "变更审核部门", &["CheckDepartName", "信息审核部门", "审核部门"]),
        Column::optional("verifying_person", "变更审核人", &["CheckPersonName", "信息审核人", "审核人"]),
    ],
);

/// A change of a permit. Whom it brings in and whom it releases follows from the record; numbers beside the names say
/// who they are.
pub(super) fn change(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let permit_number = cells.number("permit_number")?;
    let who = cells.project(Some(&permit_number));
    let mut mentions = Mentions::default();
    for field in ["before_id_kind", "before_registration_number"] {
        cells.keep(field);
    }
    let written = cells.text("item")?;
    let item = dictionary::code(Edition::National2018, List::PermitChangeItem, &written);
    let row = PermitChange {
        permit_number,
        item: item.map_or(written, str::to_owned),
        before: cells.text("before")?,
        after: cells.text("after")?,
        changed_on: cells.past("changed_on")?,
        document: cells.text("document"),
        ..PermitChange::default()
    };
    let provenance = cells.provenance();
    let row: PermitChange = with(&provenance, row);
    let mut engagements = Vec::new();
    if let Some(successor) = successor_of_change(&row) {
        let columns = leader("after", "after_id_kind", "after_id_number", "after_registration_number");
        let person = cells.person(columns, None);
        engagements.push(Engagement {
            person_id: person.and_then(|person| mentions.person(&person)),
            certificate_number: cells.text(columns.certificate),
            ..successor
        });
        let columns = leader("before", "before_id_kind", "before_id_number", "before_registration_number");
        // Read for its doubts: the engagement of the one before is on file or comes from the permit.
        cells.person(columns, None);
    }
    let records = ProjectRecords { permit_changes: vec![row], engagements, ..ProjectRecords::default() };
    Some(under(who, records, mentions))
}
