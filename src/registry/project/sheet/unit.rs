//! 单体工程 (`TBUnitProjectInfo`) and its technical measures (`TBUnitProjectTechParamInfo`).

use super::under;
use crate::domain::standard::amount::Unit;
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::standard::reading::Defect;
use crate::domain::vocabulary::project::StageRecordKind;
use crate::intake::{Column, SheetKind};
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, INVESTMENT_CODE, Mentions, PROJECT_NAME, PROJECT_NUMBER, PROVINCIAL_NUMBER,
    VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::project::change::{ProjectChange, ProjectRecords};
use crate::registry::project::rows::{UnitWork, UnitWorkMeasure, UnitWorkRecord};

const CODE: Column = Column::required("code", "单体编码", &["UnitCode", "单位工程编码", "单体编号"]).code();

/// 工程项目单体信息.
pub(super) static UNIT_WORK: SheetKind = SheetKind::new(
    "unit-work",
    "单体工程",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        CODE,
        Column::required(
            "name",
            "单体建（构）筑物名称",
            &["SubPrjName", "单体名称", "单位工程名称", "标段(单位)工程名称"],
        ),
        Column::optional("cost", "工程总造价（万元）", &["Invest", "工程造价"]),
        Column::optional("area", "建筑面积（平方米）", &["BuildArea"]),
        Column::optional("area_above", "地上建筑面积（平方米）", &["FloorBuildArea"]),
        Column::optional("area_below", "地下建筑面积（平方米）", &["BottomFloorBuildArea"]),
        Column::optional("storeys_above", "地面层数", &["FloorCount", "地上层数"]),
        Column::optional("storeys_below", "地下层数", &["BottomFloorCount", "地下部分"]),
        Column::optional("height", "建筑高度（米）", &["BuildHeight"]),
        Column::optional("length", "长度（米）", &["SubProjectLength"]),
        Column::optional("span", "跨度（米）", &["SubProjectSpan"]),
        Column::optional("structure", "结构体系", &["StructureTypeNum", "结构类型"]),
        Column::optional("level", "工程等级", &["PrjLevelNum"]),
        Column::optional("size", "工程规模", &["PjrSize", "PrjSize", "建设规模"]),
        Column::optional("seismic_intensity", "抗震设防烈度", &["SeismicIntensityScale"]),
        Column::optional("is_green", "是否绿色建筑", &["IsGreenBuilding"]),
        Column::optional("green_level", "绿色建筑等级", &["GreenBuidingLevel"]),
        Column::optional("is_over_limit_high_rise", "是否超限高层建筑", &["ISSuperHightBuilding"]),
        Column::optional("is_seismic_isolated", "是否为减隔震建筑", &["IsShockisolationBuilding", "是否减隔震建筑"]),
        Column::optional("suites", "住宅套数（户）", &["SuiteCount", "住宅套数"]),
        Column::optional("memo", "其他", &["Memo", "备注"]),
        Column::optional("air_defence_area", "人防地下室面积（平方米）", &["RfBottomArea"]),
        Column::optional("structure_height", "构筑物高度（米）", &["StructureHeight"]),
        Column::optional("concrete_span", "单跨（钢筋混凝土结构）（米）", &["SingleSpanRC"]),
        Column::optional("steel_span", "单跨（重钢结构）（米）", &["SingleSpanHS"]),
        Column::optional("tender_number", "招标项目环节记录编号", &["TenderNum", "中标通知书编号"]).code(),
        Column::optional("review_number", "施工图审查环节记录编号", &["CensorNum", "施工图审查合格书编号"]).code(),
        Column::optional("permit_number", "施工许可环节编号", &["BuilderLicenceNum", "施工许可证编号"]).code(),
        Column::optional("quality_number", "质量监督记录编号", &["QualityNum"]).code(),
        Column::optional("safety_number", "安全监督记录编号", &["SafeNum"]).code(),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// 市政工程单体技术指标: one column a measure. Its header names the discipline, the measure and the unit.
pub(super) static UNIT_WORK_MEASURE: SheetKind = SheetKind::new(
    "unit-work-measure",
    "单体技术指标",
    &[
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        PROJECT_NAME,
        CODE,
        Column::required("discipline", "市政工程类别", &["SZPrjTypeNum"]),
        Column::optional("urban_road_level", "城市道路工程_道路等级", &["UrbanRoadLevel"]),
        Column::optional("urban_road_length", "城市道路工程_道路长度(km)", &["UrbanRoadLength"]),
        Column::optional("urban_road_area", "城市道路工程_道路面积(㎡)", &["UrbanRoadArea"]),
        Column::optional("urban_road_square", "城市道路工程_城市广场硬质铺装面积(㎡)", &["URSquareHardArea"]),
        Column::optional("urban_bridge_area", "城市桥梁工程_城市桥梁面积(㎡)", &["UrbanBridgeArea"]),
        Column::optional("bridge_single_span", "城市桥梁工程_城市桥梁单跨(m)", &["BridgeSingleSpan"]),
        Column::optional("drain_pump", "排水工程_排水泵站(万吨/日)", &["DrainPumpPlant"]),
        Column::optional("sewage_plant", "排水工程_污水处理厂(万吨/日)", &["SewageTreatPlant"]),
        Column::optional("drain_pipe_diameter", "排水工程_排水管道直径(m)", &["DrainPipeDiameter"]),
        Column::optional("drain_pipe_length", "排水工程_排水管道长度(km)", &["DrainPipeLength"]),
        Column::optional("square_ditch_width", "排水工程_方沟净宽(m)", &["SquareDitchNetWidth"]),
        Column::optional("square_ditch_length", "排水工程_方沟长度(km)", &["SquareDitchLength"]),
        Column::optional("landscape_square", "绿化工程_城市广场硬质铺装面积(㎡)", &["LandscapeHardArea"]),
        Column::optional("water_plant", "给水工程_供水厂(万吨/日)", &["WaterSupplyPlant"]),
        Column::optional("water_pump", "给水工程_给水泵站(万吨/日)", &["SupplyPumpPlant"]),
        Column::optional("water_pipe_diameter", "给水工程_供水管道直径(m)", &["SupplyPipeDiameter"]),
        Column::optional("water_pipe_length", "给水工程_供水管道长度(km)", &["SupplyPipeLength"]),
        Column::optional("reclaimed_pipe_diameter", "给水工程_中水管道直径(m)", &["ReclaimedPipeDiameter"]),
        Column::optional("reclaimed_pipe_length", "给水工程_中水管道长度(km)", &["ReclaimedPipeLength"]),
        Column::optional("gas_pressure", "燃气工程_燃气管道设计压力", &["GasPipePressure"]),
        Column::optional("gas_pipe_diameter", "燃气工程_直径(m)", &["GasPipeDiameter"]),
        Column::optional("gas_pipe_length", "燃气工程_长度(km)", &["GasPipeLength"]),
        Column::optional(
            "heat_pipe_diameter",
            "热力工程_热力管道直径(m)",
            &["HeatPipeDiameter", "热力工程_热力管道直径（m"],
        ),
        Column::optional("heat_pipe_length", "热力工程_热力管道长度(km)", &["HeatPipeLength"]),
        Column::optional("tunnel_type", "城市隧道工程_类别", &["UrbanTunnelType"]),
        Column::optional("tunnel_section", "城市隧道工程_城市隧道断面(㎡)", &["TunnelSectionArea"]),
        Column::optional("tunnel_length", "城市隧道工程_城市隧道长度(km)", &["TunnelLength"]),
        Column::optional("transit_road_level", "公共交通工程_道路等级", &["PublicRoadLevel"]),
        Column::optional("transit_road_length", "公共交通工程_道路长度(km)", &["PublicRoadLength"]),
        Column::optional("transit_road_area", "公共交通工程_道路面积(㎡)", &["PublicRoadArea"]),
        Column::optional("transit_square", "公共交通工程_城市广场硬质铺装面积(㎡)", &["PublicHardArea"]),
        Column::optional("domestic_waste", "环境卫生工程_城市生活垃圾处理(吨/日)", &["DomesticWasteTreat"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// A unit work, with the stage records that cover it.
pub(super) fn unit_work(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let who = cells.project(None);
    for field in ["air_defence_area", "concrete_span", "steel_span"] {
        cells.keep(field);
    }
    let row = UnitWork {
        code: cells.text("code")?,
        name: cells.text("name")?,
        cost_fen: cells.money("cost", Unit::TenThousandYuan),
        area_dm2: cells.area("area"),
        area_above_dm2: cells.area("area_above"),
        area_below_dm2: cells.area("area_below"),
        storeys_above: cells.storeys("storeys_above"),
        storeys_below: cells.storeys("storeys_below"),
        height_mm: cells.length("height"),
        structure_height_mm: cells.length("structure_height"),
        length_mm: cells.length("length"),
        span_mm: cells.length("span"),
        structure: cells.coded_or_text("structure", List::StructureType),
        level: cells.coded_or_text("level", List::ProjectLevel),
        size: cells.text("size"),
        seismic_intensity: cells.coded_or_text("seismic_intensity", List::SeismicIntensity),
        is_green: cells.flag("is_green"),
        green_level: cells.coded_or_text("green_level", List::GreenBuildingLevel),
        is_over_limit_high_rise: cells.flag("is_over_limit_high_rise"),
        is_seismic_isolated: cells.flag("is_seismic_isolated"),
        suites: cells.count("suites"),
        memo: cells.text("memo"),
        ..UnitWork::default()
    };
    let covered_by = covered_by(cells, &row.code);
    let provenance = cells.provenance();
    let records = ProjectRecords {
        unit_works: vec![with(&provenance, row)],
        unit_work_records: covered_by.into_iter().map(|row| with(&provenance, row)).collect(),
        ..ProjectRecords::default()
    };
    Some(under(who, records, Mentions::default()))
}

/// The stage records that the row says cover the unit work.
fn covered_by(cells: &mut Cells<'_, '_>, unit_code: &str) -> Vec<UnitWorkRecord> {
    let columns = [
        ("tender_number", StageRecordKind::Tender),
        ("review_number", StageRecordKind::DrawingReview),
        ("permit_number", StageRecordKind::Permit),
        ("quality_number", StageRecordKind::QualitySupervision),
        ("safety_number", StageRecordKind::SafetySupervision),
    ];
    let mut records = Vec::new();
    for (field, kind) in columns {
        let record =
            |number| UnitWorkRecord { unit_code: unit_code.to_owned(), kind, number, ..UnitWorkRecord::default() };
        records.extend(cells.numbers(field).into_iter().map(record));
    }
    records
}

/// The measures of a unit work: one for each filled column whose header names a discipline.
pub(super) fn measures(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let who = cells.project(None);
    cells.coded_or_text("discipline", List::ProjectFunction);
    let unit_code = cells.text("code")?;
    let mut measures = Vec::new();
    for column in cells.row().kind().columns {
        let Some((discipline, rest)) = column.header.split_once('_') else { continue };
        let (measure, unit) =
            rest.split_once('(').map_or((rest, None), |(measure, unit)| (measure, unit.strip_suffix(')')));
        let Some(value) = measured(cells, column.field, unit.is_some()) else { continue };
        measures.push(UnitWorkMeasure {
            unit_code: unit_code.clone(),
            discipline: discipline.to_owned(),
            measure: measure.to_owned(),
            value,
            unit: unit.map(|declared| cells.row().unit(column.field).unwrap_or(declared).to_owned()),
            ..UnitWorkMeasure::default()
        });
    }
    if measures.is_empty() && cells.is_sound() {
        let reason = "没有填写任何技术指标";
        cells.refuse("discipline", Defect::new("measure.none", reason, "请至少填写一项指标，或删除这一行"));
    }
    let provenance = cells.provenance();
    let measures = measures.into_iter().map(|row| with(&provenance, row)).collect();
    Some(under(who, ProjectRecords { measures, ..ProjectRecords::default() }, Mentions::default()))
}

/// The value of a measure: a number where it has a unit (zero says there is none), else a code of its list or a text.
fn measured(cells: &mut Cells<'_, '_>, field: &'static str, has_unit: bool) -> Option<String> {
    let written = cells.text(field)?;
    if has_unit {
        let number: Option<f64> =
            written.replace(',', "").parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
        return match number {
            Some(0.0) => None,
            Some(_) => Some(written.replace(',', "")),
            None => {
                cells.refuse(field, Defect::new("measure.form", "应为一个数值", "请只填写阿拉伯数字"));
                None
            }
        };
    }
    let list = match field {
        "gas_pressure" => List::GasPressure,
        "tunnel_type" => List::TunnelType,
        _ => List::RoadLevel,
    };
    let label = dictionary::code(Edition::National2018, list, &written)
        .and_then(|code| dictionary::label(Edition::National2018, list, code));
    Some(label.map_or(written, str::to_owned))
}
