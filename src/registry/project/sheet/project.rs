//! 工程项目基本信息 (TBProjectInfo).

use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, OWNER_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER, VERIFYING_BODY,
    VERIFYING_PERSON,
};

/// 工程项目基本信息.
pub(super) static PROJECT: SheetKind = SheetKind::new(
    "project",
    "工程项目",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        Column::optional("local_number", "项目内部编号", &["PrjInnerNum", "内部编号"]).code(),
        Column::required("name", "项目名称", &["PrjName", "工程项目名称"]),
        Column::optional("project_type", "项目分类", &["PrjTypeNum", "项目类别", "工程类别"])
            .hint("01 房屋建筑工程、02 市政基础设施工程、99 其他"),
        Column::optional("region", "项目所在地", &["RegionCode", "行政区划"]).hint("六位行政区划代码或全称"),
        Column::optional("province", "项目所在省份", &["ProvinceNum", "项目所在省", "Province"]),
        Column::optional("city", "项目所在地市", &["CityNum", "City"]),
        Column::optional("county", "项目所在区县", &["CountyNum", "County"]),
        Column::optional("address", "项目地点", &["Address", "项目地址", "建设地点", "建设地址"]),
        Column::optional("longitude", "项目坐标（经度）", &["LocationX", "经度"]),
        Column::optional("latitude", "项目坐标（纬度）", &["LocationY", "纬度"]),
        Column::optional("approval_number", "立项文号", &["PrjApprovalNum", "立项批文号", "立项批复文号"]),
        Column::optional("approval_level", "立项级别", &["PrjApprovalLevelNum"]),
        Column::optional("approval_body", "立项批复机关", &["PrjApprovalDepart", "立项批准机关"]),
        Column::optional("approved_on", "立项批复时间", &["PrjApprovalDate", "立项批复日期"]),
        OWNER_NAME,
        Column::optional(
            "owner_code",
            "建设单位统一社会信用代码",
            &["BuildCorpCode", "建设单位组织机构代码", "建设单位代码"],
        )
        .code()
        .hint("没有代码的填“其它”；建设单位为个人的不要在这里填写身份证号码"),
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
        Column::optional("investment_property", "工程投资性质", &["InvPropertyNum", "投资性质"]),
        Column::optional("fund_source", "资金来源", &["FundSource"]),
        Column::optional("state_share", "国有资金出资比例", &["NationalPercentTage", "国有资金比例"]).hint("百分数"),
        Column::optional("investment", "总投资（万元）", &["AllInvest", "投资总额"]),
        Column::optional("area", "总面积（平方米）", &["AllArea", "总建筑面积"]),
        Column::optional("length", "总长度（米）", &["AllLength"]),
        Column::optional("size", "建设规模", &["PrjSize"]),
        Column::optional("property", "建设性质", &["PrjPropertyNum"]),
        Column::optional("function", "工程用途", &["PrjFunctionNum"]),
        Column::optional("is_major", "是否重点项目", &["IsMajor"]),
        Column::optional("planned_start_on", "计划开工日期", &["BeginDete", "BeginDate"]),
        Column::optional("planned_finish_on", "计划竣工日期", &["EndDate"]),
        Column::optional("started_on", "实际开工日期", &["BDate"]),
        Column::optional("finished_on", "实际竣工日期", &["EDate"]),
        Column::optional("energy", "建筑节能信息", &["JZJNInfo"]),
        Column::optional("over_limit", "超限项目信息", &["CXXMInfo"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);
