//! Who stands in for a reviewer who is away, as JSON: for the reviewer, and for whoever administers their department.

use actix_web::{HttpResponse, delete, get, post};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::Principal;
use crate::access::delegation::{self, NewDelegation};
use crate::access::guard::{DepartmentAdministrator, Reviewer};
use crate::access::view::DelegationView;
use crate::error::Result;
use crate::http::body::Json;
use crate::http::extract::{Key, Query, UnderKey};
use crate::http::params::NoParams;
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;

/// The delegations of a reviewer.
#[derive(Serialize, ToSchema)]
pub struct DelegationList {
    /// 离岗期间由谁代理，最近指定的在前，最多 50 次
    pub items: Vec<DelegationView>,
    /// 代谁办理：正在进行的和尚未开始的
    pub as_deputy: Vec<DelegationView>,
}

/// A delegation that is to be.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DelegationRequest {
    /// 代理人的账号编号：本部门的另一名审核人员
    #[schema(example = "3f8h2k6m1p9r4t7w")]
    pub deputy_id: String,
    /// 第一天；已经离岗的可以早于今天
    #[schema(example = "2026-12-01")]
    pub first_day: NaiveDate,
    /// 最后一天，不早于今天；一次最长 180 天
    #[schema(example = "2026-12-10")]
    pub last_day: NaiveDate,
}

impl DelegationRequest {
    fn wanted(self) -> NewDelegation {
        let Self { deputy_id, first_day, last_day } = self;
        NewDelegation { deputy_id, first_day: Some(first_day), last_day: Some(last_day) }
    }
}

async fn list(state: State, by: Principal, colleague: Option<String>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let read = state.db.read(move |conn| delegation::listed(conn, &by, colleague.as_deref(), today));
    let found = read.await?;
    Ok(HttpResponse::Ok().json(DelegationList { items: found.own, as_deputy: found.as_deputy }))
}

async fn create(
    state: State,
    by: Principal,
    colleague: Option<String>,
    new: DelegationRequest,
) -> Result<HttpResponse> {
    let (vault, new) = (state.vault.clone(), new.wanted());
    let written = state.db.write(move |tx| delegation::name(tx, &vault, &by, colleague.as_deref(), &new));
    Ok(HttpResponse::Created().json(written.await?))
}

async fn end(state: State, by: Principal, colleague: Option<String>, id: String) -> Result<HttpResponse> {
    let written = state.db.write(move |tx| delegation::end(tx, &by, colleague.as_deref(), &id));
    Ok(HttpResponse::Ok().json(written.await?))
}

/// 我的离岗代理
///
/// 本人离岗期间由谁代理，以及本人现在或将要代谁办理。
#[utoipa::path(tag = "账号与权限", responses(
    (status = 200, description = "离岗代理", body = DelegationList),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/account/delegations")]
pub async fn list_delegations(
    state: State,
    Reviewer(me): Reviewer,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    list(state, me, None).await
}

/// 指定代理人
///
/// 本人离岗期间，由本部门的另一名审核人员办理本人领办的申报：可以直接审核、转为自己领办，期限提醒同时发给代理人。
/// 代理人以自己的身份办理，权限、双人审核和回避的要求不变；代理人自己离岗时不再转给其代理人。各次代理的日期不能重叠。
#[utoipa::path(tag = "账号与权限", request_body = DelegationRequest, responses(
    (status = 201, description = "已指定", body = DelegationView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[post("/account/delegations")]
pub async fn create_delegation(
    state: State,
    Reviewer(me): Reviewer,
    Query(NoParams {}): Query<NoParams>,
    Json(new): Json<DelegationRequest>,
) -> Result<HttpResponse> {
    create(state, me, None, new).await
}

/// 结束代理
///
/// 已经开始的立即结束，尚未开始的撤回。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "代理编号", example = "6p3k8m1x5c2v9b7n")),
    responses(
    (status = 200, description = "已结束", body = DelegationView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[delete("/account/delegations/{key}")]
pub async fn end_delegation(
    state: State,
    Reviewer(me): Reviewer,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    end(state, me, None, key).await
}

/// 同事的离岗代理
///
/// 部门管理员查看本部门一名审核人员的离岗代理。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "账号编号", example = "7k2m9x4c1v8b3n6z")),
    responses(
    (status = 200, description = "离岗代理", body = DelegationList),
    Refused,
), security(("token" = []), ("session" = [])))]
#[get("/accounts/{key}/delegations")]
pub async fn list_account_delegations(
    state: State,
    DepartmentAdministrator(by): DepartmentAdministrator,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    list(state, by, Some(key)).await
}

/// 为同事指定代理人
///
/// 审核人员因病等不能自己指定的，由本部门的部门管理员指定；要求与本人指定的相同。
#[utoipa::path(tag = "账号与权限",
    params(("key" = String, Path, description = "账号编号", example = "7k2m9x4c1v8b3n6z")),
    request_body = DelegationRequest,
    responses(
    (status = 201, description = "已指定", body = DelegationView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[post("/accounts/{key}/delegations")]
pub async fn create_account_delegation(
    state: State,
    DepartmentAdministrator(by): DepartmentAdministrator,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
    Json(new): Json<DelegationRequest>,
) -> Result<HttpResponse> {
    create(state, by, Some(key), new).await
}

/// 结束同事的代理
///
/// 已经开始的立即结束，尚未开始的撤回。
#[utoipa::path(tag = "账号与权限",
    params(
        ("key" = String, Path, description = "账号编号", example = "7k2m9x4c1v8b3n6z"),
        ("id" = String, Path, description = "代理编号", example = "6p3k8m1x5c2v9b7n"),
    ),
    responses(
    (status = 200, description = "已结束", body = DelegationView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[delete("/accounts/{key}/delegations/{id}")]
pub async fn end_account_delegation(
    state: State,
    DepartmentAdministrator(by): DepartmentAdministrator,
    UnderKey { key, id }: UnderKey,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    end(state, by, Some(key), id).await
}
