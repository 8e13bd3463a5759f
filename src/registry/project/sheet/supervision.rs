//! 质量监督 (TBProjectQualityCheck), 安全监督 (TBProjectSafeCheck) and stops of the works.

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER, VERIFYING_BODY,
    VERIFYING_PERSON,
};

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
        Column::optional("document", "文书编号", &["文书号"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);
