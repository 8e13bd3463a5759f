//! Columns that name the manager or another leader beside a record, where the sheet is about the record.

use crate::intake::Column;
use crate::registry::cells::PersonColumns;

/// The manager of the contractor, or the chief supervisor where the sheet is about supervision.
pub(super) const LEADER: Column = Column::optional(
    "leader_name",
    "项目经理/总监理工程师姓名",
    &["ConstructorName", "项目经理", "项目经理姓名", "项目负责人", "项目负责人姓名", "负责人姓名"],
)
.hint("施工填项目经理，监理填总监理工程师");
/// Kind of the leader's document.
pub(super) const LEADER_ID_KIND: Column = Column::optional(
    "leader_id_kind",
    "项目经理/总监理工程师证件类型",
    &["IDCardTypeNum", "CIDCardTypeNum", "项目经理证件类型", "项目负责人证件类型"],
);
/// Number of the leader's document.
pub(super) const LEADER_ID_NUMBER: Column = Column::optional(
    "leader_id_number",
    "项目经理/总监理工程师证件号码",
    &["ConstructorIDCard", "项目经理证件号码", "项目经理身份证号", "项目负责人证件号码", "项目负责人身份证号"],
)
.personal()
.code();
/// Registration number of the leader.
pub(super) const LEADER_REGISTRATION: Column = Column::optional(
    "leader_registration_number",
    "项目经理注册编号",
    &["项目经理/总监理工程师注册编号", "项目经理注册号", "注册编号"],
)
.code()
.hint("没有证件号码时，凭姓名和注册编号认人");

/// The leader by these columns.
pub(super) const LEADER_COLUMNS: PersonColumns = PersonColumns {
    name: "leader_name",
    id_kind: "leader_id_kind",
    id_number: "leader_id_number",
    certificate: "leader_registration_number",
};
