//! Webhooks of a department, for its administrators.

use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, delete, get, patch, post};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::guard::DepartmentAdministrator;
use crate::db::{Conn, Tx};
use crate::domain::vocabulary::ids::OrganisationId;
use crate::domain::vocabulary::notice::{WebhookEvent, WebhookState};
use crate::error::{Error, Result};
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::NoParams;
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;
use crate::http::version::{IfMatch, etag};
use crate::notice::webhook::store::{self, Webhook};
use crate::notice::webhook::{self, Wanted};

/// Where these operations belong.
pub(super) const TAG: &str = "通知";

/// What whoever receives an event must know.
pub(super) const EVENT_DESCRIPTION: &str = "平台以 POST 推送到登记的地址。请求头 `Siku-Signature: t=秒,v1=签名`，\
    签名是以登记时给出的密钥对“秒.请求正文”计算的 HMAC-SHA-256（十六进制）；请先核对签名，并拒绝时间相差过大的请求。\
    同一事件可能推送不止一次，以 `id` 去重。15 秒内应答 2xx 为成功；失败的在一天内重推 6 次，应答 410 的只重推 1 次；\
    连续 5 个事件未能送达，地址自动停用。不跟随重定向。";

/// What a webhook is sent.
#[derive(Serialize, ToSchema)]
pub struct EventBody {
    /// 事件编号，重推时不变
    #[schema(example = "8h3k6m1p9r4t7w2x")]
    pub id: String,
    /// 事件
    pub event: WebhookEvent,
    /// 发生时间
    pub at: DateTime<Utc>,
    /// 事件涉及的编号和状态
    #[schema(value_type = Object, example = json!({"number": "F-410100-20261122-000001"}))]
    pub data: serde_json::Value,
}

/// A webhook.
#[derive(Serialize, ToSchema)]
pub struct WebhookView {
    /// 编号
    #[schema(example = "2c7v9b4n1m6k8j3h")]
    pub id: String,
    /// 推送地址
    #[schema(example = "https://example.gov.cn/siku/events")]
    pub url: String,
    /// 推送哪些事件
    pub events: Vec<WebhookEvent>,
    /// 状态
    pub state: WebhookState,
    /// 连续未能送达的事件数
    #[schema(example = 0)]
    pub failures: i32,
    /// 最近一次送达的时间
    pub delivered_at: Option<DateTime<Utc>>,
    /// 登记时间
    pub created_at: DateTime<Utc>,
}

impl From<&Webhook> for WebhookView {
    fn from(row: &Webhook) -> Self {
        Self {
            id: row.public_id.clone(),
            url: row.url.clone(),
            events: row.listens_to(),
            state: row.state,
            failures: row.failures,
            delivered_at: row.delivered_at.map(|at| at.and_utc()),
            created_at: row.created_at.and_utc(),
        }
    }
}

/// The webhooks of a department.
#[derive(Serialize, ToSchema)]
pub struct WebhookList {
    /// 推送地址，先登记的在前
    pub items: Vec<WebhookView>,
}

/// A webhook with its secret, which is shown this once.
#[derive(Serialize, ToSchema)]
pub struct NewWebhook {
    /// 推送地址
    #[serde(flatten)]
    pub webhook: WebhookView,
    /// 签名密钥，只在此时给出一次
    #[schema(example = "whsec_3qT0kq8bq5b7Yw2m9dJr1vXcZs4uLhGfEaPoNi6tKjM")]
    pub secret: String,
}

/// A webhook that is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookRequest {
    /// 推送地址，以 https:// 开头
    #[schema(example = "https://example.gov.cn/siku/events")]
    pub url: String,
    /// 推送哪些事件
    pub events: Vec<WebhookEvent>,
}

/// What is to be changed of a webhook; what is not said stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookChange {
    /// 推送地址
    #[schema(example = "https://example.gov.cn/siku/events")]
    pub url: Option<String>,
    /// 推送哪些事件
    pub events: Option<Vec<WebhookEvent>>,
    /// active 启用，paused 暂停
    pub state: Option<WebhookState>,
}

fn found(conn: &mut Conn, organisation: OrganisationId, key: &str) -> Result<Webhook> {
    let found = store::by_public_id(conn, organisation, key)?;
    found.ok_or_else(|| Error::NotFound { what: "推送地址", key: key.to_owned() })
}

fn answer(webhook: &Webhook) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(webhook.row_version)).json(WebhookView::from(webhook))
}

/// 推送地址列表
///
/// 本部门登记的推送地址，供部门管理员查看。
#[utoipa::path(tag = "通知", responses(
    (status = 200, description = "推送地址", body = WebhookList),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/webhooks")]
pub async fn list_webhooks(
    state: State,
    administrator: DepartmentAdministrator,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let organisation = administrator.organisation.id;
    let rows = state.db.read(move |conn| Ok(store::of_organisation(conn, organisation)?)).await?;
    Ok(HttpResponse::Ok().json(WebhookList { items: rows.iter().map(WebhookView::from).collect() }))
}

/// 登记推送地址
///
/// 登记后立即启用。响应中的签名密钥只给出这一次，请妥善保存。
#[utoipa::path(tag = "通知", request_body = WebhookRequest, responses(
    (status = 201, description = "已登记", body = NewWebhook),
    Refused,
), security(("token" = []), ("session" = [])))]
#[post("/webhooks")]
pub async fn create_webhook(
    state: State,
    administrator: DepartmentAdministrator,
    Query(NoParams {}): Query<NoParams>,
    Json(request): Json<WebhookRequest>,
) -> Result<HttpResponse> {
    let (vault, allow_private) = (state.vault.clone(), state.settings.outgoing.webhook_private);
    let wanted = Wanted { url: request.url, events: request.events };
    let (organisation, actor) = (administrator.organisation.id, administrator.actor());
    let register = move |tx: &mut Tx<'_>| webhook::register(tx, &vault, organisation, &wanted, allow_private, &actor);
    let (webhook, secret) = state.db.write(register).await?;
    let place = format!("/api/v1/webhooks/{}", webhook.public_id);
    let created = HttpResponse::Created()
        .insert_header((LOCATION, place))
        .insert_header(etag(webhook.row_version))
        .json(NewWebhook { webhook: WebhookView::from(&webhook), secret });
    Ok(created)
}

/// 推送地址详情
///
/// 响应头 `ETag` 是版本，修改时放入 `If-Match`。
#[utoipa::path(tag = "通知",
    params(("key" = String, Path, description = "推送地址编号", example = "2c7v9b4n1m6k8j3h")),
    responses(
    (status = 200, description = "推送地址", body = WebhookView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[get("/webhooks/{key}")]
pub async fn get_webhook(
    state: State,
    administrator: DepartmentAdministrator,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let organisation = administrator.organisation.id;
    Ok(answer(&state.db.read(move |conn| found(conn, organisation, &key)).await?))
}

/// 修改推送地址
///
/// 没有给出的项不变。重新启用的地址从头计算连续失败。
#[utoipa::path(tag = "通知", request_body = WebhookChange,
    params(("key" = String, Path, description = "推送地址编号", example = "2c7v9b4n1m6k8j3h")),
    responses(
    (status = 200, description = "修改后的推送地址", body = WebhookView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[patch("/webhooks/{key}")]
pub async fn change_webhook(
    state: State,
    administrator: DepartmentAdministrator,
    Key(key): Key,
    seen: IfMatch,
    Query(NoParams {}): Query<NoParams>,
    Json(change): Json<WebhookChange>,
) -> Result<HttpResponse> {
    if matches!(change.state, Some(WebhookState::Disabled | WebhookState::Removed)) {
        return Err(Error::field(
            "state",
            "webhook.state",
            "状态只能改为 active（启用）或 paused（暂停）；删除请用 DELETE。",
        ));
    }
    let allow_private = state.settings.outgoing.webhook_private;
    let (organisation, actor) = (administrator.organisation.id, administrator.actor());
    let changed = state.db.write(move |tx| {
        let before = found(tx.conn, organisation, &key)?;
        seen.check(before.row_version)?;
        let wanted = (change.url.is_some() || change.events.is_some()).then(|| Wanted {
            url: change.url.clone().unwrap_or_else(|| before.url.clone()),
            events: change.events.clone().unwrap_or_else(|| before.listens_to()),
        });
        webhook::change(tx, &before, wanted.as_ref(), change.state, allow_private, &actor)
    });
    Ok(answer(&changed.await?))
}

/// 删除推送地址
///
/// 不再推送；等待推送的事件一并取消。
#[utoipa::path(tag = "通知",
    params(("key" = String, Path, description = "推送地址编号", example = "2c7v9b4n1m6k8j3h")),
    responses(
    (status = 200, description = "已删除的推送地址", body = WebhookView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[delete("/webhooks/{key}")]
pub async fn remove_webhook(
    state: State,
    administrator: DepartmentAdministrator,
    Key(key): Key,
    seen: IfMatch,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let (organisation, actor) = (administrator.organisation.id, administrator.actor());
    let removed = state.db.write(move |tx| {
        let before = found(tx.conn, organisation, &key)?;
        seen.check(before.row_version)?;
        webhook::change(tx, &before, None, Some(WebhookState::Removed), false, &actor)
    });
    Ok(HttpResponse::Ok().json(WebhookView::from(&removed.await?)))
}

/// 推送一个测试事件
///
/// 随即推送 `ping` 事件，结果见该地址的 `delivered_at`。
#[utoipa::path(tag = "通知",
    params(("key" = String, Path, description = "推送地址编号", example = "2c7v9b4n1m6k8j3h")),
    responses(
    (status = 202, description = "已安排推送", body = WebhookView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[post("/webhooks/{key}/pings")]
pub async fn ping_webhook(
    state: State,
    administrator: DepartmentAdministrator,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let (vault, organisation) = (state.vault.clone(), administrator.organisation.id);
    let pinged = state.db.write(move |tx| {
        let webhook = found(tx.conn, organisation, &key)?;
        webhook::ping(tx, &vault, &webhook)?;
        Ok(webhook)
    });
    Ok(HttpResponse::Accepted().json(WebhookView::from(&pinged.await?)))
}
