//! What administrators set: who decides on what, and the working days by which terms run.

use actix_web::{HttpResponse, delete, get, post, put};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::guard::{RouteKeeper, RouteReader, SystemAdministrator};
use crate::calendar;
use crate::db::Conn;
use crate::domain::standard::calendar::SpecialDay;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::calendar::DayKind;
use crate::error::{Error, Result};
use crate::filing::hall::settings;
use crate::filing::route::order::{self, Order};
use crate::filing::route::{self, RouteRow};
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::NoParams;
use crate::http::problem::Problem;
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;

/// A row of the table of routes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RouteView {
    /// 规定编号
    #[schema(example = "7214503418880")]
    pub id: String,
    /// 申报的种类；`*` 为全部
    #[schema(example = "performance")]
    pub kind: String,
    /// 地区的行政区划代码；`000000` 为全部
    #[schema(example = "410100")]
    pub region_code: String,
    /// 依次审核的层级
    pub tiers: Vec<Tier>,
    /// 每一级的工作日
    #[schema(example = 5)]
    pub working_days: i64,
    /// 每一级是否须由两人审核
    #[schema(example = false)]
    pub four_eyes: bool,
    /// 生效日期
    pub valid_from: NaiveDate,
    /// 失效日期
    pub valid_until: Option<NaiveDate>,
    /// 依据的文件
    #[schema(example = "豫建〔2026〕1号")]
    pub document: Option<String>,
}

impl From<&RouteRow> for RouteView {
    fn from(row: &RouteRow) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind.clone(),
            region_code: row.region_code(),
            tiers: route::kept(&row.tiers),
            working_days: row.working_days,
            four_eyes: row.four_eyes,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            document: row.document.clone(),
        }
    }
}

/// The table of routes.
#[derive(Serialize, ToSchema)]
pub struct RouteList {
    /// 规定，由一般到特殊
    pub items: Vec<RouteView>,
}

/// 审核层级规定
///
/// 哪类申报在哪个地区由哪几级审核、各有几个工作日。地区更具体的优先，其次种类更具体的优先；没有规定的由县、市、省依次审核。
#[utoipa::path(tag = "申报与审核", responses(
    (status = 200, description = "规定", body = RouteList), RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/filing-routes")]
pub async fn list_filing_routes(
    state: State,
    _reader: RouteReader,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let rows = state.db.read(order::all).await?;
    Ok(HttpResponse::Ok().json(RouteList { items: rows.iter().map(RouteView::from).collect() }))
}

/// A route that is to be.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRoute {
    /// 申报的种类；`*` 为全部
    #[schema(example = "performance", max_length = 50)]
    pub kind: String,
    /// 地区的行政区划代码；系统管理员可以填 `000000`，指全部
    #[schema(example = "410100", min_length = 6, max_length = 6)]
    pub region_code: String,
    /// 依次审核的层级，由低到高
    #[schema(min_items = 1, max_items = 3)]
    pub tiers: Vec<Tier>,
    /// 每一级的工作日
    #[schema(example = 5, minimum = 1, maximum = 20)]
    pub working_days: i64,
    /// 每一级是否须由两人审核
    #[serde(default)]
    pub four_eyes: bool,
    /// 生效日期，不早于今天
    pub valid_from: NaiveDate,
    /// 依据的文件
    #[serde(default)]
    #[schema(example = "豫建〔2026〕1号", max_length = 100)]
    pub document: String,
}

impl NewRoute {
    fn order(self) -> Order {
        Order {
            kind: self.kind,
            region_code: self.region_code,
            tiers: self.tiers,
            working_days: self.working_days,
            four_eyes: self.four_eyes,
            valid_from: Some(self.valid_from),
            document: self.document,
        }
    }
}

/// 规定审核层级
///
/// 由部门管理员为管辖地区规定，或由系统管理员规定。同一种类、同一地区此前的规定自前一日起失效；已经提交的申报不受影响。
#[utoipa::path(tag = "申报与审核", request_body = NewRoute, responses(
    (status = 201, description = "已规定", body = RouteView), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/filing-routes")]
pub async fn order_filing_route(
    state: State,
    RouteKeeper(keeper): RouteKeeper,
    Query(NoParams {}): Query<NoParams>,
    Json(new): Json<NewRoute>,
) -> Result<HttpResponse> {
    let ordered = new.order();
    let row = state.db.write(move |tx| settings::order(tx, &keeper, &ordered)).await?;
    Ok(HttpResponse::Created().json(RouteView::from(&row)))
}

/// 撤销审核层级规定
///
/// 自次日起失效；尚未生效的不再生效。已经提交的申报不受影响。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "规定编号", example = "7214503418880")), responses(
    (status = 200, description = "已撤销", body = RouteList), Refused,
), security(("token" = []), ("session" = [])))]
#[delete("/filing-routes/{key}")]
pub async fn revoke_filing_route(
    state: State,
    RouteKeeper(keeper): RouteKeeper,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let rows = state.db.write(move |tx| {
        settings::revoke(tx, &keeper, &key)?;
        order::all(tx.conn)
    });
    Ok(HttpResponse::Ok().json(RouteList { items: rows.await?.iter().map(RouteView::from).collect() }))
}

/// A year of the calendar of working days.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarYearDays {
    /// 放假和补班的日期；其余按周一至周五工作
    #[schema(min_items = 1, max_items = 100)]
    pub days: Vec<CalendarDay>,
}

/// A day on which the State Council departs from Monday to Friday.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarDay {
    /// 日期
    pub day: NaiveDate,
    /// 放假，或补班
    pub kind: DayKind,
    /// 节日
    #[schema(example = "春节", max_length = 20)]
    pub name: String,
    /// 通知文号
    #[schema(example = "国办发明电〔2025〕7号", max_length = 50)]
    pub document: String,
}

impl From<&SpecialDay> for CalendarDay {
    fn from(day: &SpecialDay) -> Self {
        Self { day: day.day, kind: day.kind, name: day.name.clone(), document: day.document.clone() }
    }
}

impl From<CalendarDay> for SpecialDay {
    fn from(day: CalendarDay) -> Self {
        Self { day: day.day, kind: day.kind, name: day.name, document: day.document }
    }
}

/// The year that an address names.
fn year(key: &str) -> Result<i32> {
    let absent = || Error::NotFound { what: "年份", key: key.to_owned() };
    key.parse().ok().filter(|year| (2000..=2200).contains(year)).ok_or_else(absent)
}

/// The special days of a year.
fn days_of(conn: &mut Conn, year: i32) -> Result<CalendarYearDays> {
    let calendar = calendar::load(conn)?;
    let days = calendar.days().filter(|day| day.day.year() == year).map(CalendarDay::from);
    Ok(CalendarYearDays { days: days.collect() })
}

/// 工作日历
///
/// 一年中放假和补班的日期，办理期限按此计算。没有登记的年份为空，只按周末计算。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "年份", example = "2026")), responses(
    (status = 200, description = "放假和补班的日期", body = CalendarYearDays),
    (status = 400, description = "编号、参数或内容无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这一年", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "请求过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/working-calendar/{key}")]
pub async fn get_working_calendar(
    state: State,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let year = year(&key)?;
    Ok(HttpResponse::Ok().json(state.db.read(move |conn| days_of(conn, year)).await?))
}

/// 登记工作日历
///
/// 由系统管理员按国务院办公厅的通知登记一年的放假和补班日期，替换该年原有的内容。已经算定的期限不变。
#[utoipa::path(tag = "申报与审核", request_body = CalendarYearDays, params(("key" = String, Path, description = "年份", example = "2027")), responses(
    (status = 200, description = "已登记", body = CalendarYearDays), Refused,
), security(("token" = []), ("session" = [])))]
#[put("/working-calendar/{key}")]
pub async fn enter_working_calendar(
    state: State,
    administrator: SystemAdministrator,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
    Json(entered): Json<CalendarYearDays>,
) -> Result<HttpResponse> {
    let year = year(&key)?;
    let days: Vec<SpecialDay> = entered.days.into_iter().map(SpecialDay::from).collect();
    let written = state.db.write(move |tx| {
        calendar::enter_year(tx, &administrator.actor(), year, &days)?;
        days_of(tx.conn, year)
    });
    Ok(HttpResponse::Ok().json(written.await?))
}
