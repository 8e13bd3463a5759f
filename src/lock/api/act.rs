//! Taking, excepting and releasing managers.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, delete, post};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{self, done};
use crate::access::guard::{Filer, Reviewer};
use crate::db::Tx;
use crate::domain::vocabulary::lock::{LockException, LockReleaseReason};
use crate::error::Result;
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::NoParams;
use crate::http::refused::Refused;
use crate::http::state::State;
use crate::http::version::IfMatch;
use crate::lock::Works;
use crate::lock::care::{self, NewException, NewRelease, Seen};
use crate::lock::take::{self, Award, Reservation};
use crate::registry::lock::view::ManagerLockView;

/// A reservation that is to be.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReservationRequest {
    /// 项目经理：人员 id 或注册编号；应在本企业注册为建造师
    #[schema(example = "豫1412006200700001", max_length = 100)]
    pub person: String,
    /// 项目：项目 id 或项目的任一编号
    #[schema(example = "4101052503010101", max_length = 100)]
    pub project: String,
    /// 招标编号
    #[serde(default)]
    #[schema(example = "4101052503010101-BD-001", max_length = 200)]
    pub tender_number: String,
    /// 标段
    #[serde(default)]
    #[schema(example = "一标段", max_length = 200)]
    pub section: String,
    /// 预留天数，1 至 90，不填为 45；到期自动解除
    #[schema(example = 45, minimum = 1, maximum = 90)]
    pub days: Option<u64>,
}

/// A lock at an award that is to be.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LockRequest {
    /// 项目经理：人员 id 或注册编号
    #[schema(example = "豫1412006200700001", max_length = 100)]
    pub person: String,
    /// 项目：项目 id 或项目的任一编号；应在本部门的地区
    #[schema(example = "4101052503010101", max_length = 100)]
    pub project: String,
    /// 中标企业：企业 id、统一社会信用代码或全称；不填的，用预留的企业
    #[serde(default)]
    #[schema(example = "91410100MA0000007G", max_length = 200)]
    pub enterprise: String,
    /// 中标通知书编号
    #[serde(default)]
    #[schema(example = "4101052503010101-BD-001", max_length = 200)]
    pub tender_number: String,
    /// 标段
    #[serde(default)]
    #[schema(example = "一标段", max_length = 200)]
    pub section: String,
    /// 中标日期，不填为当日；补录的填写实际日期
    #[schema(example = "2026-12-01")]
    pub awarded_on: Option<NaiveDate>,
    /// 锁定依据的文件：名称和文号
    #[schema(example = "中标通知书 4101052503010101-BD-001", max_length = 200)]
    pub document: String,
}

/// An exception that is to be recorded.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionRequest {
    /// 例外情形：`adjacent_section` 同一工程相邻分段发包或分期施工，`stopped` 停工超过120天
    pub exception: LockException,
    /// 相邻分段、分期的另一项目：项目 id 或任一编号；同一项目内的标段不填
    #[serde(default)]
    #[schema(example = "4101052503010102", max_length = 100)]
    pub beside: String,
    /// 例外依据的文件：名称和文号
    #[schema(example = "金建函〔2026〕12号", max_length = 200)]
    pub document: String,
}

/// A release that is to be.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseRequest {
    /// 解除原因；投标预留只能以 `award_to_another`（未中标）解除
    pub reason: LockReleaseReason,
    /// 自何日起解除，不填为当日
    #[schema(example = "2026-12-20")]
    pub released_on: Option<NaiveDate>,
    /// 解除依据的文件：名称和文号
    #[schema(example = "建设单位同意更换项目经理的函", max_length = 200)]
    pub document: String,
}

/// 预留项目经理
///
/// 企业投标时为项目预留本企业的注册建造师。预留有期限，到期自动解除；中标后由主管部门转为锁定。
/// 已被其他项目占用的得到 409，说明里写明由哪个项目、自何日起、依据什么占用，以及可以怎样办理。
/// 请求头 `Idempotency-Key` 相同的重复请求在 24 小时内只办理一次，得到相同的答复。
#[utoipa::path(tag = "项目经理锁定", request_body = ReservationRequest, params(
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 201, description = "已预留", body = ManagerLockView), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/manager-reservations")]
pub async fn reserve_manager(
    state: State,
    Filer(by): Filer,
    request: HttpRequest,
    Query(NoParams {}): Query<NoParams>,
    Json(asked): Json<ReservationRequest>,
) -> Result<HttpResponse> {
    let ReservationRequest { person, project, tender_number, section, days } = asked.clone();
    let new = Reservation { works: Works { person, project, tender_number, section }, days };
    let act = move |tx: &mut Tx<'_>, vault: &_, by: &_| take::reserve(tx, vault, by, &new);
    done(&state, by, &request, &asked, StatusCode::CREATED, act).await
}

/// 锁定项目经理
///
/// 项目所在地主管部门在中标后锁定项目经理；已有本项目预留的转为锁定。此前的竣工验收等记录已经在库的，同时按记录解除。
/// 已被其他项目占用的得到 409，说明里写明由哪个项目、自何日起、依据什么占用，以及可以怎样办理。
/// 请求头 `Idempotency-Key` 相同的重复请求在 24 小时内只办理一次，得到相同的答复。
#[utoipa::path(tag = "项目经理锁定", request_body = LockRequest, params(
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 201, description = "已锁定", body = ManagerLockView), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/manager-locks")]
pub async fn lock_manager(
    state: State,
    Reviewer(by): Reviewer,
    request: HttpRequest,
    Query(NoParams {}): Query<NoParams>,
    Json(asked): Json<LockRequest>,
) -> Result<HttpResponse> {
    let LockRequest { person, project, enterprise, tender_number, section, awarded_on, document } = asked.clone();
    let new = Award { works: Works { person, project, tender_number, section }, enterprise, awarded_on, document };
    let act = move |tx: &mut Tx<'_>, vault: &_, by: &_| take::lock(tx, vault, by, &new);
    done(&state, by, &request, &asked, StatusCode::CREATED, act).await
}

/// 记录例外
///
/// 项目所在地主管部门依据文件记录例外（建市〔2008〕48号第九条）：此后这条锁定不再妨碍所写明的其他项目使用该项目经理。
#[utoipa::path(tag = "项目经理锁定", request_body = ExceptionRequest, params(
    ("key" = String, Path, description = "锁定编号", example = "4k7m2x9c1v8b3n6z"),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"1\""),
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 200, description = "已记录", body = ManagerLockView), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/manager-locks/{key}/exceptions")]
pub async fn except_manager_lock(
    state: State,
    Reviewer(by): Reviewer,
    request: HttpRequest,
    Key(key): Key,
    IfMatch(version): IfMatch,
    Query(NoParams {}): Query<NoParams>,
    Json(asked): Json<ExceptionRequest>,
) -> Result<HttpResponse> {
    let ExceptionRequest { exception, beside, document } = asked.clone();
    let (seen, new) = (Seen { key, version }, NewException { exception: Some(exception), beside, document });
    let act = move |tx: &mut Tx<'_>, vault: &_, by: &_| care::except(tx, vault, by, &seen, &new);
    done(&state, by, &request, &asked, StatusCode::OK, act).await
}

/// 结束例外
///
/// 停工的项目复工，或相邻分段、分期的情形不再存在：这条锁定重新占用项目经理。其间已由其他项目占用的得到 409。
#[utoipa::path(tag = "项目经理锁定", params(
    ("key" = String, Path, description = "锁定编号", example = "4k7m2x9c1v8b3n6z"),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"2\""),
), responses(
    (status = 200, description = "已结束", body = ManagerLockView), Refused,
), security(("token" = []), ("session" = [])))]
#[delete("/manager-locks/{key}/exceptions")]
pub async fn end_manager_lock_exception(
    state: State,
    Reviewer(by): Reviewer,
    Key(key): Key,
    IfMatch(version): IfMatch,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let (vault, seen) = (state.vault.clone(), Seen { key, version });
    let written = state.db.write(move |tx| care::end_exception(tx, &vault, &by, &seen));
    Ok(answer::one(&written.await?))
}

/// 解除锁定
///
/// 竣工验收、合同终止、许可变更的记录入库时自动解除；没有这些记录的，由项目所在地主管部门依据文件解除。
/// 依法更换项目经理的，须符合建市〔2008〕48号第十条的情形并经建设单位同意。
#[utoipa::path(tag = "项目经理锁定", request_body = ReleaseRequest, params(
    ("key" = String, Path, description = "锁定编号", example = "4k7m2x9c1v8b3n6z"),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"1\""),
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 200, description = "已解除", body = ManagerLockView), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/manager-locks/{key}/releases")]
pub async fn release_manager_lock(
    state: State,
    Reviewer(by): Reviewer,
    request: HttpRequest,
    Key(key): Key,
    IfMatch(version): IfMatch,
    Query(NoParams {}): Query<NoParams>,
    Json(asked): Json<ReleaseRequest>,
) -> Result<HttpResponse> {
    let ReleaseRequest { reason, released_on, document } = asked.clone();
    let (seen, new) = (Seen { key, version }, NewRelease { reason: Some(reason), released_on, document });
    let act = move |tx: &mut Tx<'_>, vault: &_, by: &_| care::release(tx, vault, by, &seen, &new);
    done(&state, by, &request, &asked, StatusCode::OK, act).await
}

/// 撤回预留
///
/// 企业撤回本企业的预留，项目经理即时可用。已经中标锁定的不能撤回。
#[utoipa::path(tag = "项目经理锁定", params(
    ("key" = String, Path, description = "锁定编号", example = "4k7m2x9c1v8b3n6z"),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"1\""),
), responses(
    (status = 200, description = "已撤回", body = ManagerLockView), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/manager-locks/{key}/withdrawals")]
pub async fn withdraw_manager_lock(
    state: State,
    Filer(by): Filer,
    Key(key): Key,
    IfMatch(version): IfMatch,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let (vault, seen) = (state.vault.clone(), Seen { key, version });
    let written = state.db.write(move |tx| care::withdraw(tx, &vault, &by, &seen));
    Ok(answer::one(&written.await?))
}
