//! 工程项目基本信息 (`TBProjectInfo`).

use super::under;
use crate::domain::standard::amount::Unit;
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::standard::reading::Defect;
use crate::domain::standard::region;
use crate::domain::vocabulary::project::ProjectType;
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, OWNER_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::identity::ProjectRef;
use crate::registry::project::rows::{Project, ProjectNumber, ProjectParticulars};

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

/// A project with its particulars and numbers.
pub(super) fn read(cells: &mut Cells<'_, '_>) -> ProjectChange {
    let owner = cells.enterprise("owner_code", "owner_name");
    let mut mentions = Mentions::default();
    let who = ProjectRef { name: cells.text("name"), owner_name: owner.name.clone(), ..cells.project_numbers() };
    if !who.has_number() && who.owner_name.is_none() && cells.is_sound() {
        let reason = "既没有项目编号，也没有建设单位，无法与同名项目区分";
        cells.refuse("project_number", Defect::new("project.unnamed", reason, "请填写项目编号，或补填建设单位"));
    }
    let head = Project {
        project_type: cells.chosen_by("project_type", "房屋建筑工程、市政基础设施工程、其他", project_type_named),
        region_code: region(cells),
        owner_id: mentions.enterprise(&owner),
        owner_name: owner.name,
        investment_fen: cells.money("investment", Unit::TenThousandYuan),
        area_dm2: cells.area("area"),
        ..Project::default()
    };
    let particulars = particulars(cells);
    check_function(cells, head.project_type, particulars.function.as_deref());
    let provenance = cells.provenance();
    let numbers =
        who.numbers.iter().map(|(kind, value)| ProjectNumber { kind: *kind, value: value.clone(), ..provenance.row() });
    let records = ProjectRecords {
        numbers: numbers.collect(),
        particulars: vec![with(&provenance, particulars)],
        ..ProjectRecords::default()
    };
    ProjectChange { head: Some(with(&provenance, head)), ..under(who, records, mentions) }
}

fn particulars(cells: &mut Cells<'_, '_>) -> ProjectParticulars {
    let planned_start_on = cells.date("planned_start_on");
    let started_on = cells.date("started_on");
    ProjectParticulars {
        address: cells.text("address"),
        longitude: coordinate(cells, "longitude", 180),
        latitude: coordinate(cells, "latitude", 90),
        approval_number: cells.number("approval_number"),
        approval_level: cells.coded_or_text("approval_level", List::ApprovalLevel),
        approval_body: cells.text("approval_body"),
        approved_on: cells.date("approved_on"),
        land_planning_number: cells.number_list("land_planning_number"),
        works_planning_number: cells.number_list("works_planning_number"),
        investment_property: cells.coded_or_text("investment_property", List::InvestmentNature),
        fund_source: cells.text("fund_source"),
        state_share_basis_points: share(cells),
        length_mm: cells.length("length"),
        size: cells.text("size"),
        property: cells.coded_or_text("property", List::ConstructionNature),
        function: cells.coded_or_text("function", List::ProjectFunction),
        is_major: cells.flag("is_major"),
        planned_start_on,
        planned_finish_on: cells.end("planned_finish_on", planned_start_on),
        started_on,
        finished_on: cells.end("finished_on", started_on),
        energy: cells.text("energy"),
        over_limit: cells.text("over_limit"),
        ..ProjectParticulars::default()
    }
}

/// Remarks on a road with the function of a building, and the other way round: both lists end in “其他”.
fn check_function(cells: &mut Cells<'_, '_>, project_type: Option<ProjectType>, function: Option<&str>) {
    let mut entries = dictionary::entries(Edition::National2018, List::ProjectFunction);
    let Some(entry) = function.and_then(|code| entries.find(|entry| entry.code == code)) else { return };
    let of_buildings = entry.parent.starts_with("房屋建筑");
    let crossed = match project_type {
        Some(ProjectType::Building) => !of_buildings,
        Some(ProjectType::Municipal) => of_buildings,
        _ => false,
    };
    if crossed {
        let reason = format!("“{} {}”不是这一项目分类的工程用途", entry.code, entry.label);
        cells.doubt("function", Defect::new("project.function", reason, "请核对项目分类和工程用途"));
    }
}

/// A project type by code or label, or by the labels that drifted.
fn project_type_named(word: &str) -> Option<ProjectType> {
    let code = dictionary::code(Edition::National2018, List::ProjectCategory, word);
    code.and_then(|code| code.parse().ok()).or_else(|| word.parse().ok())
}

/// The region: in one column, or in the finest of three.
fn region(cells: &mut Cells<'_, '_>) -> Option<String> {
    if !cells.row().text("region").is_empty() {
        for field in ["province", "city", "county"] {
            cells.keep(field);
        }
    }
    let given: Vec<String> = ["province", "city", "county"].into_iter().filter_map(|field| cells.text(field)).collect();
    let finest =
        ["region", "county", "city", "province"].into_iter().find(|field| !cells.row().text(field).is_empty())?;
    let by_path = region::by_name(&given.join("-")).map(|region| region.code.clone());
    if finest != "region" && by_path.is_some() {
        return by_path;
    }
    cells.region(finest)
}

/// Degrees as written, within their range; zero stands for nothing known.
fn coordinate(cells: &mut Cells<'_, '_>, field: &'static str, limit: i32) -> Option<String> {
    let written = cells.text(field)?;
    match written.parse::<f64>() {
        Ok(degrees) if degrees.abs() < f64::EPSILON => None,
        Ok(degrees) if degrees.abs() <= f64::from(limit) => Some(written),
        _ => {
            cells.doubt(field, Defect::new("coordinate.form", "不是合理的经纬度", "请填写十进制的度数"));
            None
        }
    }
}

fn share(cells: &mut Cells<'_, '_>) -> Option<i32> {
    let share = cells.hundredths("state_share")?;
    if (0..=10_000).contains(&share) {
        return Some(share);
    }
    cells.doubt("state_share", Defect::new("share.range", "比例应在 0 到 100 之间", "请填写百分数"));
    None
}
