//! 施工许可 (TBBuilderLicenceManage, the real export, the table of 2014) and its changes (TBBuilderLicenceChangeInfo).

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, OWNER_NAME, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON,
};

/// 施工许可信息. The firms and leaders stand beside the permit: one column a role.
pub(super) static PERMIT: SheetKind = SheetKind::new(
    "permit",
    "施工许可",
    &[
        Column::optional("number", "施工许可证编号", &["BuilderLicenceNum", "施工许可证号", "许可证编号"]).code(),
        Column::optional("provincial_number", "省级施工许可证编号", &["ProvinceBuilderLicenceNum"]).code(),
        Column::optional("inner_number", "许可证内部编号", &["BuilderLicenceInnerNum"]).code(),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        Column::optional("name", "工程名称", &["BuiPrjName"]),
        Column::optional(
            "land_planning_number",
            "建设用地规划许可证编号",
            &["BuildPlanNum", "BuldPlanNum", "建设用地规划许可证号"],
        ),
        Column::optional(
            "works_planning_number",
            "建设工程规划许可证编号",
            &["ProjectPlanNum", "建设工程规划许可证号"],
        ),
        Column::optional("tender_number", "中标通知书编号", &["TenderNum"]).code(),
        Column::optional("review_numbers", "施工图审查合格书编号", &["CensorNum"]).code().hint("多个编号用逗号分隔"),
        Column::optional("duration_days", "合同工期（天）", &["BargainDays"]),
        Column::optional("contract_amount", "合同金额（万元）", &["ContractMoney", "合同价格"]),
        Column::optional("area", "面积（平方米）", &["Area", "建筑面积"]),
        Column::optional("length", "长度（米）", &["Length"]),
        Column::optional("span", "跨度（米）", &["Span"]),
        Column::optional("size", "建设规模", &["PrjSize"]),
        Column::required("issued_on", "发证日期", &["ReleaseDate", "IssueCertDate"]),
        Column::optional("authority", "发证机关", &["发证部门"]),
        Column::optional("state", "证书状态", &["许可证状态"]).hint("有效、注销、撤销、失效；不填为有效"),
        OWNER_NAME,
        Column::optional("owner_code", "建设单位统一社会信用代码", &["BuildCorpCode", "建设单位组织机构代码"]).code(),
        Column::optional("construction_firm", "施工单位名称", &["ConsCorpName", "施工单位", "施工总承包单位"]),
        Column::optional(
            "construction_firm_code",
            "施工单位统一社会信用代码",
            &["ConsCorpCode", "施工单位组织机构代码"],
        )
        .code(),
        Column::optional("supervision_firm", "监理单位名称", &["SuperCorpName", "监理单位"]),
        Column::optional(
            "supervision_firm_code",
            "监理单位统一社会信用代码",
            &["SuperCorpCode", "监理单位组织机构代码"],
        )
        .code(),
        Column::optional("survey_firm", "勘察单位名称", &["EconCorpName", "KcEconCorpName", "勘察单位"]),
        Column::optional(
            "survey_firm_code",
            "勘察单位统一社会信用代码",
            &["EconCorpCode", "KcEconCorpCode", "勘察单位组织机构代码"],
        )
        .code(),
        Column::optional("design_firm", "设计单位名称", &["DesignCorpName", "设计单位"]),
        Column::optional("design_firm_code", "设计单位统一社会信用代码", &["DesignCorpCode", "设计单位组织机构代码"])
            .code(),
        Column::optional("general_contracting_firm", "工程总承包单位名称", &["工程总承包单位"]),
        Column::optional("general_contracting_firm_code", "工程总承包单位统一社会信用代码", &[]).code(),
        Column::optional("manager_name", "项目经理", &["ConstructorName", "项目经理姓名", "施工单位项目负责人"]),
        Column::optional("manager_id_kind", "项目经理证件类型", &["CIDCardTypeNum"]),
        Column::optional("manager_id_number", "项目经理证件号码", &["ConstructorIDCard", "项目经理身份证号"])
            .personal()
            .code(),
        Column::optional("manager_registration_number", "项目经理注册编号", &["项目经理注册号"]).code(),
        Column::optional(
            "supervisor_name",
            "总监理工程师",
            &["SupervisionName", "总监", "总监理工程师姓名", "项目总监"],
        ),
        Column::optional("supervisor_id_kind", "总监理工程师证件类型", &["SIDCardTypeNum"]),
        Column::optional(
            "supervisor_id_number",
            "总监理工程师证件号码",
            &["SupervisionIDCard", "总监理工程师身份证号"],
        )
        .personal()
        .code(),
        Column::optional("supervisor_registration_number", "总监理工程师注册编号", &["总监理工程师注册号"]).code(),
        Column::optional("survey_leader_name", "勘察项目负责人", &["勘察单位项目负责人"]),
        Column::optional("survey_leader_id_number", "勘察项目负责人证件号码", &["勘察项目负责人身份证号"])
            .personal()
            .code(),
        Column::optional("design_leader_name", "设计项目负责人", &["设计单位项目负责人"]),
        Column::optional("design_leader_id_number", "设计项目负责人证件号码", &["设计项目负责人身份证号"])
            .personal()
            .code(),
        Column::optional("recorded_on", "记录登记时间", &["CreateDate", "记录登记日期"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

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
        Column::optional("before_id_number", "变更前人员证件号码", &["变更前人员身份证号"]).personal().code(),
        Column::optional("before_registration_number", "变更前人员注册编号", &[]).code(),
        DATA_LEVEL,
        DATA_SOURCE,
        Column::optional("verifying_body", "变更审核部门", &["CheckDepartName", "信息审核部门", "审核部门"]),
        Column::optional("verifying_person", "变更审核人", &["CheckPersonName", "信息审核人", "审核人"]),
    ],
);
