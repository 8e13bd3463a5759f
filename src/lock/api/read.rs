//! Reading locks: of one manager and one by one for everybody, as a list for those who take them.

use actix_web::{HttpResponse, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer;
use crate::access::guard::LockReader;
use crate::error::Result;
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, cursor, rows};
use crate::http::problem::Problem;
use crate::http::refused::RefusedList;
use crate::http::state::State;
use crate::lock::list;
use crate::registry::lock::service;
use crate::registry::lock::view::ManagerLockView;

/// The locks of a manager.
#[derive(Serialize, ToSchema)]
pub struct PersonLockList {
    /// 全部锁定，最近的在前
    pub items: Vec<ManagerLockView>,
}

/// A page of locks.
#[derive(Serialize, ToSchema)]
pub struct ManagerLockList {
    /// 锁定，最近的在前；办理经过见每一条的地址
    pub items: Vec<ManagerLockView>,
    /// 下一页的游标；最后一页没有
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
}

/// What the list may be asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ManagerLockParams {
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
}

/// 项目经理的锁定
///
/// 一名项目经理的投标预留、中标锁定及其例外、解除和更正的经过，连同依据。对所有人公开。
#[utoipa::path(tag = "人员库",
    params(("key" = String, Path, description = "人员 id", example = "7d2m9k4x0r8c3w1p")),
    responses(
        (status = 200, description = "锁定", body = PersonLockList),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这名人员", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "不接受身份证号码", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/people/{key}/manager-locks")]
pub async fn list_person_manager_locks(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let (vault, today) = (state.vault.clone(), state.db.clock().today());
    let items = state.db.read(move |conn| service::of_person(conn, &vault, &key, today)).await?;
    Ok(HttpResponse::Ok().json(PersonLockList { items }))
}

/// 锁定详情
///
/// 一条锁定及其办理、更正的经过，连同依据。对所有人公开。响应头 `ETag` 是它的版本，办理时放入 `If-Match`。
#[utoipa::path(tag = "项目经理锁定",
    params(("key" = String, Path, description = "锁定编号", example = "4k7m2x9c1v8b3n6z")),
    responses(
        (status = 200, description = "锁定", body = ManagerLockView),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这条锁定", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/manager-locks/{key}")]
pub async fn get_manager_lock(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let (vault, today) = (state.vault.clone(), state.db.clock().today());
    let view = state.db.read(move |conn| service::one(conn, &vault, &key, today)).await?;
    Ok(answer::one(&view))
}

/// 锁定列表
///
/// 企业看到本企业预留和中标的锁定，主管部门看到本地区项目的锁定，最近的在前。
#[utoipa::path(tag = "项目经理锁定", params(ManagerLockParams), responses(
    (status = 200, description = "一页锁定", body = ManagerLockList),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/manager-locks")]
pub async fn list_manager_locks(
    state: State,
    LockReader(by): LockReader,
    Query(params): Query<ManagerLockParams>,
) -> Result<HttpResponse> {
    let rows = rows(params.limit.as_deref())?;
    let after = cursor(list::SCOPE, params.cursor.as_deref())?;
    let today = state.db.clock().today();
    let page = state.db.read(move |conn| list::page(conn, &by, after.as_ref(), rows, today)).await?;
    Ok(HttpResponse::Ok().json(ManagerLockList { items: page.items, next_cursor: page.next_cursor }))
}
