//! Particulars of a project.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::standard::dictionary::List;
use crate::registry::project::rows::ProjectParticulars;
use crate::registry::view::in_words;

/// Particulars of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectParticularsView {
    /// Place.
    pub address: Option<String>,
    /// Longitude as written.
    pub longitude: Option<String>,
    /// Latitude as written.
    pub latitude: Option<String>,
    /// Approval document.
    pub approval_number: Option<String>,
    /// Level of approval, in words.
    #[schema(example = "省级")]
    pub approval_level: Option<String>,
    /// Approving body.
    pub approval_body: Option<String>,
    /// Date of approval.
    pub approved_on: Option<NaiveDate>,
    /// Land planning permit.
    pub land_planning_number: Option<String>,
    /// Works planning permit.
    pub works_planning_number: Option<String>,
    /// Nature of the investment, in words.
    pub investment_property: Option<String>,
    /// Source of funds.
    #[schema(example = "财政资金")]
    pub fund_source: Option<String>,
    /// Share of state funds, in hundredths of a per cent.
    pub state_share_basis_points: Option<i32>,
    /// Total length, in millimetres.
    pub length_mm: Option<i64>,
    /// Size as described.
    pub size: Option<String>,
    /// Nature of the works, in words.
    #[schema(example = "新建")]
    pub property: Option<String>,
    /// Function, in words.
    pub function: Option<String>,
    /// Whether it is a major project.
    pub is_major: Option<bool>,
    /// Planned start.
    pub planned_start_on: Option<NaiveDate>,
    /// Planned finish.
    pub planned_finish_on: Option<NaiveDate>,
    /// Actual start, as reported.
    pub started_on: Option<NaiveDate>,
    /// Actual finish, as reported.
    pub finished_on: Option<NaiveDate>,
    /// Energy saving, as described.
    pub energy: Option<String>,
    /// What goes beyond the limits of the codes, as described.
    pub over_limit: Option<String>,
}

impl ProjectParticularsView {
    /// The view of a row.
    pub fn of(row: &ProjectParticulars) -> Self {
        Self {
            address: row.address.clone(),
            longitude: row.longitude.clone(),
            latitude: row.latitude.clone(),
            approval_number: row.approval_number.clone(),
            approval_level: in_words(List::ApprovalLevel, row.approval_level.as_deref()),
            approval_body: row.approval_body.clone(),
            approved_on: row.approved_on,
            land_planning_number: row.land_planning_number.clone(),
            works_planning_number: row.works_planning_number.clone(),
            investment_property: in_words(List::InvestmentNature, row.investment_property.as_deref()),
            fund_source: row.fund_source.clone(),
            state_share_basis_points: row.state_share_basis_points,
            length_mm: row.length_mm,
            size: row.size.clone(),
            property: in_words(List::ConstructionNature, row.property.as_deref()),
            function: in_words(List::ProjectFunction, row.function.as_deref()),
            is_major: row.is_major,
            planned_start_on: row.planned_start_on,
            planned_finish_on: row.planned_finish_on,
            started_on: row.started_on,
            finished_on: row.finished_on,
            energy: row.energy.clone(),
            over_limit: row.over_limit.clone(),
        }
    }
}
