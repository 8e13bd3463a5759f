//! What happened to a record, as JSON.

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{Event, count, page, scope};
use crate::db::Conn;
use crate::error::Result;
use crate::http::extract::{Key, Query};
use crate::http::params::{PageParams, cursor, flag, rows};
use crate::http::problem::Problem;
use crate::http::state::State;
use crate::registry::{enterprise, personnel, project};

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_enterprise_history).service(list_person_history).service(list_project_history);
}

/// A page of what happened to a record.
#[derive(Serialize, ToSchema)]
pub struct EventList {
    /// What happened, latest first.
    pub items: Vec<Event>,
    /// Cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
    /// All of them, when asked for by `count=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// 企业变更记录
///
/// 每次受理对企业及其记录登记、变更了什么，最近的在前。只说明做了什么，不含个人信息。
#[utoipa::path(tag = "企业库",
    params(("key" = String, Path, description = "企业 id、统一社会信用代码、组织机构代码或企业全称", example = "91410100MA0000007G"), PageParams),
    responses(
        (status = 200, description = "一页变更记录", body = EventList),
        (status = 400, description = "编号、查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这家企业", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/enterprises/{key}/history")]
async fn list_enterprise_history(
    state: State,
    Key(key): Key,
    Query(params): Query<PageParams>,
) -> Result<HttpResponse> {
    answer(state, params, move |conn| Ok(enterprise::service::id_of(conn, &key)?.0)).await
}

/// 人员变更记录
///
/// 每次受理对人员及其记录登记、变更了什么，最近的在前。只说明做了什么，不含个人信息。
#[utoipa::path(tag = "人员库",
    params(("key" = String, Path, description = "人员 id", example = "7d2m9k4x0r8c3w1p"), PageParams),
    responses(
        (status = 200, description = "一页变更记录", body = EventList),
        (status = 400, description = "编号、查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这名人员", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "参数值不符合要求，逐项说明；不接受身份证号码", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/people/{key}/history")]
async fn list_person_history(state: State, Key(key): Key, Query(params): Query<PageParams>) -> Result<HttpResponse> {
    answer(state, params, move |conn| Ok(personnel::service::id_of(conn, &key)?.0)).await
}

/// 项目变更记录
///
/// 每次受理对项目及其记录登记、变更了什么，最近的在前。只说明做了什么，不含个人信息。
#[utoipa::path(tag = "项目库",
    params(("key" = String, Path, description = "项目编号（`id`）或项目的任一编号", example = "4101052003010101"), PageParams),
    responses(
        (status = 200, description = "一页变更记录", body = EventList),
        (status = 400, description = "编号、查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这个项目", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/projects/{key}/history")]
async fn list_project_history(state: State, Key(key): Key, Query(params): Query<PageParams>) -> Result<HttpResponse> {
    answer(state, params, move |conn| Ok(project::service::id_of(conn, &key)?.0)).await
}

async fn answer(
    state: State,
    params: PageParams,
    head: impl FnOnce(&mut Conn) -> Result<i64> + Send + 'static,
) -> Result<HttpResponse> {
    let (rows, counted) = (rows(params.limit.as_deref())?, flag("count", params.count.as_deref())?);
    let vault = state.vault.clone();
    let list = state.db.read(move |conn| {
        let head = head(conn)?;
        let after = cursor(&scope(head), params.cursor.as_deref())?;
        let page = page(conn, &vault, head, after.as_ref(), rows)?;
        Ok(EventList {
            items: page.items,
            next_cursor: page.next_cursor,
            total: if counted { Some(count(conn, head)?) } else { None },
            as_of: enterprise::service::as_of(conn)?,
        })
    });
    Ok(HttpResponse::Ok().json(list.await?))
}
