//! The credit registry as JSON.

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, Found, Search};
use super::view::CreditRecordView;
use crate::domain::vocabulary::credit::CreditKind;
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, PageParams, chosen, cursor, flag, rows, words};
use crate::http::problem::Problem;
use crate::http::state::State;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_credit_records).service(list_blacklist);
    config.service(list_enterprise_credit).service(list_person_credit).service(list_project_credit);
}

/// What a list of credit records may be asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CreditParams {
    /// 主体：企业 id、统一社会信用代码、组织机构代码、企业全称，或人员 id
    #[param(example = "91410100MA0000007G", max_length = 100)]
    pub subject: Option<String>,
    /// 类别：good 优良、bad 不良、blacklist 黑名单、demerit 记分、evaluation 信用评价
    #[param(example = "bad", value_type = Option<CreditKind>)]
    pub kind: Option<String>,
    /// 为 true 时只列当日有效的；公示期满的任何时候都不列出
    #[param(value_type = Option<bool>)]
    pub in_force: Option<String>,
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
    /// 为 true 时在 `total` 中给出总数
    #[param(value_type = Option<bool>)]
    pub count: Option<String>,
}

impl CreditParams {
    /// The search that is asked for.
    pub fn search(&self) -> Result<Search> {
        let search = Search {
            subject: chosen(self.subject.as_deref()).map(|text| words("subject", text)).transpose()?,
            kind: chosen(self.kind.as_deref()).map(kind).transpose()?,
            in_force: flag("in_force", self.in_force.as_deref())?,
            rows: rows(self.limit.as_deref())?,
            after: None,
            count: flag("count", self.count.as_deref())?,
        };
        let after = cursor(&search.scope(), self.cursor.as_deref())?;
        Ok(Search { after, ..search })
    }
}

fn kind(written: &str) -> Result<CreditKind> {
    written.parse().map_err(|_unknown| {
        let known: Vec<&str> = CreditKind::ALL.iter().map(|kind| kind.as_str()).collect();
        Error::field("kind", "credit_kind.unknown", format!("类别只能是 {} 之一。", known.join("、")))
    })
}

/// A page of credit records.
#[derive(Serialize, ToSchema)]
pub struct CreditList {
    /// The records.
    pub items: Vec<CreditRecordView>,
    /// Cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
    /// All matches, when asked for by `count=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

impl From<Found> for CreditList {
    fn from(found: Found) -> Self {
        Self { items: found.page.items, next_cursor: found.page.next_cursor, total: found.total, as_of: found.as_of }
    }
}

/// 查询信用信息
///
/// 只列公示期内的记录，最近录入的在前：优良、不良信用信息以发布有效期为准，且不短于行政处罚期限，未载明期限的按 3 年计
/// （建市〔2017〕241号第十条、第十三条）；黑名单以移出为止；记分以 12 个月的记分周期为限。
#[utoipa::path(tag = "诚信库", params(CreditParams), responses(
    (status = 200, description = "一页信用信息", body = CreditList),
    (status = 400, description = "查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有 subject 所指的企业或人员", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/credit-records")]
async fn list_credit_records(state: State, Query(params): Query<CreditParams>) -> Result<HttpResponse> {
    answer(state, params.search()?).await
}

/// 建筑市场主体“黑名单”
///
/// 当日在列的企业和人员，最近录入的在前；已移出的不再列出。
#[utoipa::path(tag = "诚信库", params(PageParams), responses(
    (status = 200, description = "一页黑名单", body = CreditList),
    (status = 400, description = "查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/blacklist")]
async fn list_blacklist(state: State, Query(params): Query<PageParams>) -> Result<HttpResponse> {
    let kind = Some(CreditKind::Blacklist.as_str().to_owned());
    let PageParams { limit, cursor, count } = params;
    let params = CreditParams { kind, limit, cursor, count, ..CreditParams::default() };
    answer(state, params.search()?).await
}

async fn answer(state: State, search: Search) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let found = state.db.read(move |conn| service::find(conn, &search, today)).await?;
    Ok(HttpResponse::Ok().json(CreditList::from(found)))
}

/// 企业信用信息
///
/// 一家企业公示期内的全部信用信息，最近决定的在前。
#[utoipa::path(tag = "诚信库",
    params(("key" = String, Path, description = "企业 id、统一社会信用代码、组织机构代码或企业全称", example = "91410100MA0000007G")),
    responses(
        (status = 200, description = "信用信息", body = CreditList),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这家企业", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/enterprises/{key}/credit")]
async fn list_enterprise_credit(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let found = state.db.read(move |conn| service::of_enterprise(conn, &key, today)).await?;
    Ok(HttpResponse::Ok().json(CreditList::from(found)))
}

/// 人员信用信息
///
/// 一名人员公示期内的全部信用信息和记分周期内的记分，最近决定的在前。
#[utoipa::path(tag = "诚信库",
    params(("key" = String, Path, description = "人员 id", example = "7d2m9k4x0r8c3w1p")),
    responses(
        (status = 200, description = "信用信息", body = CreditList),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这名人员", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "不接受身份证号码", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/people/{key}/credit")]
async fn list_person_credit(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let found = state.db.read(move |conn| service::of_person(conn, &key, today)).await?;
    Ok(HttpResponse::Ok().json(CreditList::from(found)))
}

/// 项目信用信息
///
/// 与一个项目有关的、公示期内的全部优良、不良信用信息和记分周期内的记分，不论主体是企业还是人员，最近决定的在前。
#[utoipa::path(tag = "诚信库",
    params(("key" = String, Path, description = "项目 id、项目编号或唯一的其他编号", example = "4101052603020101")),
    responses(
        (status = 200, description = "信用信息", body = CreditList),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这个项目", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/projects/{key}/credit")]
async fn list_project_credit(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let found = state.db.read(move |conn| service::of_project_named(conn, &key, today)).await?;
    Ok(HttpResponse::Ok().json(CreditList::from(found)))
}
