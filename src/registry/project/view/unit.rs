//! Unit works with their measures and the records that cover them.

use serde::Serialize;
use utoipa::ToSchema;

use super::EvidenceView;
use crate::domain::standard::dictionary::List;
use crate::registry::project::change::ProjectRecords;
use crate::registry::project::identity::number_key;
use crate::registry::project::rows::{UnitWork, UnitWorkMeasure, UnitWorkRecord};
use crate::registry::view::in_words;

/// A technical measure of a unit work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeasureView {
    /// Kind of municipal work.
    #[schema(example = "城市道路工程")]
    pub discipline: String,
    /// What is measured.
    #[schema(example = "道路长度")]
    pub measure: String,
    /// Its value as written.
    #[schema(example = "3.2")]
    pub value: String,
    /// Unit of the value.
    #[schema(example = "km")]
    pub unit: Option<String>,
}

impl MeasureView {
    fn of(row: &UnitWorkMeasure) -> Self {
        Self {
            discipline: row.discipline.clone(),
            measure: row.measure.clone(),
            value: row.value.clone(),
            unit: row.unit.clone(),
        }
    }
}

/// A unit work or section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitWorkView {
    /// Unit code.
    #[schema(example = "001")]
    pub code: String,
    /// Name.
    #[schema(example = "病房楼")]
    pub name: String,
    /// Cost, in fen.
    pub cost_fen: Option<i64>,
    /// Area, in hundredths of a square metre.
    pub area_dm2: Option<i64>,
    /// Area above ground, in hundredths of a square metre.
    pub area_above_dm2: Option<i64>,
    /// Area below ground, in hundredths of a square metre.
    pub area_below_dm2: Option<i64>,
    /// Storeys above ground.
    pub storeys_above: Option<i32>,
    /// Storeys below ground.
    pub storeys_below: Option<i32>,
    /// Height of the building, in millimetres.
    pub height_mm: Option<i64>,
    /// Height of the structure, in millimetres.
    pub structure_height_mm: Option<i64>,
    /// Length, in millimetres.
    pub length_mm: Option<i64>,
    /// Span, in millimetres.
    pub span_mm: Option<i64>,
    /// Structure, in words.
    #[schema(example = "框架结构")]
    pub structure: Option<String>,
    /// Level of the works, in words.
    #[schema(example = "一级")]
    pub level: Option<String>,
    /// Size as described.
    pub size: Option<String>,
    /// Seismic intensity, in words.
    pub seismic_intensity: Option<String>,
    /// Whether it is a green building.
    pub is_green: Option<bool>,
    /// Level as a green building, in words.
    pub green_level: Option<String>,
    /// Whether it is a high-rise beyond the limits of the codes.
    pub is_over_limit_high_rise: Option<bool>,
    /// Whether it is isolated or damped against earthquakes.
    pub is_seismic_isolated: Option<bool>,
    /// Dwellings.
    pub suites: Option<i32>,
    /// Remarks.
    pub memo: Option<String>,
    /// Technical measures of municipal works.
    pub measures: Vec<MeasureView>,
    /// Stage records that cover it.
    pub records: Vec<EvidenceView>,
}

impl UnitWorkView {
    /// The view of a row among the records of its project.
    pub fn of(row: &UnitWork, records: &ProjectRecords) -> Self {
        let is_own = |code: &str| number_key(code) == number_key(&row.code);
        let measures = records.measures.iter().filter(|measure| is_own(&measure.unit_code));
        let covering = records.unit_work_records.iter().filter(|record| is_own(&record.unit_code));
        let record = |row: &UnitWorkRecord| EvidenceView { kind: row.kind, number: Some(row.number.clone()) };
        Self {
            code: row.code.clone(),
            name: row.name.clone(),
            cost_fen: row.cost_fen,
            area_dm2: row.area_dm2,
            area_above_dm2: row.area_above_dm2,
            area_below_dm2: row.area_below_dm2,
            storeys_above: row.storeys_above,
            storeys_below: row.storeys_below,
            height_mm: row.height_mm,
            structure_height_mm: row.structure_height_mm,
            length_mm: row.length_mm,
            span_mm: row.span_mm,
            structure: in_words(List::StructureType, row.structure.as_deref()),
            level: in_words(List::ProjectLevel, row.level.as_deref()),
            size: row.size.clone(),
            seismic_intensity: in_words(List::SeismicIntensity, row.seismic_intensity.as_deref()),
            is_green: row.is_green,
            green_level: in_words(List::GreenBuildingLevel, row.green_level.as_deref()),
            is_over_limit_high_rise: row.is_over_limit_high_rise,
            is_seismic_isolated: row.is_seismic_isolated,
            suites: row.suites,
            memo: row.memo.clone(),
            measures: measures.map(MeasureView::of).collect(),
            records: covering.map(record).collect(),
        }
    }
}
