//! What administrators of the hall set.

use askama::Template;
use chrono::NaiveDate;

use super::layout;
use crate::error::FieldError;
use crate::web::parts::{Choice, Column, RegionSelect};
use crate::web::{Layout, Site, filters};

/// A row of the table of routes.
pub struct RouteLine {
    /// Kind of filing.
    pub kind: String,
    /// Where.
    pub region: String,
    /// The tiers that decide.
    pub tiers: String,
    /// How long each has, and with how many eyes.
    pub term: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// Whether it was revoked before it began.
    pub is_void: bool,
    /// The document that orders it.
    pub document: Option<String>,
    /// Where it is revoked.
    pub revoke_url: Option<String>,
}

/// The form of an order.
pub struct RouteForm {
    /// Kinds to choose from.
    pub kinds: Vec<Choice>,
    /// Tiers to choose from.
    pub tiers: Vec<Choice>,
    /// How long each has.
    pub working_days: String,
    /// Whether two have to approve.
    pub four_eyes: Vec<Choice>,
    /// First day.
    pub valid_from: String,
    /// The document that orders it.
    pub document: String,
}

/// The table of routes.
#[derive(Template)]
#[template(path = "filing/routes.html")]
pub struct Routes {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The routes.
    pub rows: Vec<RouteLine>,
    /// The form, for whoever may order.
    pub form: Option<RouteForm>,
    /// Where, as chosen in the form.
    pub region: RegionSelect,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Routes {
    /// The table, without a form.
    pub fn new(site: &Site, rows: Vec<RouteLine>) -> Self {
        let columns = ["种类", "地区", "审核层级", "每级期限", "有效期间", "依据", "操作"].map(Column::text).into();
        let (layout, region) = (layout(site, "审核层级", &[]), RegionSelect::default());
        Self { layout, done: None, columns, rows, form: None, region, errors: Vec::new() }
    }
}

/// A day of the calendar.
pub struct CalendarLine {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is free or made up for.
    pub kind: String,
    /// The holiday.
    pub name: String,
    /// The notice.
    pub document: String,
}

/// The calendar of working days.
#[derive(Template)]
#[template(path = "filing/calendar.html")]
pub struct WorkingCalendar {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The days, latest first.
    pub rows: Vec<CalendarLine>,
    /// The year, as typed.
    pub year: String,
    /// The notice, as typed.
    pub document: String,
    /// Its days, as typed.
    pub days: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl WorkingCalendar {
    /// The calendar of these days, with an empty form.
    pub fn new(site: &Site, rows: Vec<CalendarLine>) -> Self {
        let columns = ["日期", "安排", "节日", "依据"].map(Column::text).into();
        let layout = layout(site, "工作日历", &[]);
        let (year, document, days) = (String::new(), String::new(), String::new());
        Self { layout, done: None, columns, rows, year, document, days, errors: Vec::new() }
    }
}
