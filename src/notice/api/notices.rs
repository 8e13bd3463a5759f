//! What an account is told.

use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::guard::Addressee;
use crate::db::keyset::{Page, Position};
use crate::domain::vocabulary::notice::NoticeKind;
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, cursor, flag, rows};
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;
use crate::notice::store::{self, NoticeRow};

/// What the notices may be asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticeParams {
    /// 为 true 时只列未读的
    #[param(value_type = Option<bool>)]
    pub unread: Option<String>,
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
}

/// A notice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// 通知编号
    #[schema(example = "5t8w2k9m4x1c7v3b")]
    pub id: String,
    /// 类别
    pub kind: NoticeKind,
    /// 标题
    #[schema(example = "业绩申报 F-410100-20261122-000001 被退回")]
    pub title: String,
    /// 正文
    #[schema(example = "退回理由：未提供竣工验收证明。请补充后重新提交。")]
    pub body: String,
    /// 办理或查看的页面
    #[schema(example = "/filings/F-410100-20261122-000001")]
    pub address: String,
    /// 通知时间
    pub at: DateTime<Utc>,
    /// 阅读时间；未读的没有
    pub read_at: Option<DateTime<Utc>>,
}

impl From<NoticeRow> for NoticeView {
    fn from(row: NoticeRow) -> Self {
        Self {
            id: row.public_id,
            kind: row.kind,
            title: row.title,
            body: row.body,
            address: row.address,
            at: row.at.and_utc(),
            read_at: row.read_at.map(|at| at.and_utc()),
        }
    }
}

/// A page of notices.
#[derive(Serialize, ToSchema)]
pub struct NoticeList {
    /// 通知，最近的在前
    pub items: Vec<NoticeView>,
    /// 未读的条数
    #[schema(example = 3)]
    pub unread: i64,
    /// 下一页的游标；最后一页没有
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
}

/// 通知列表
///
/// 发给当前账号的站内通知。
#[utoipa::path(tag = "通知", params(NoticeParams), responses(
    (status = 200, description = "一页通知", body = NoticeList),
    RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/notices")]
pub async fn list_notices(
    state: State,
    addressee: Addressee,
    Query(params): Query<NoticeParams>,
) -> Result<HttpResponse> {
    let unread_only = flag("unread", params.unread.as_deref())?;
    let scope = format!("notices {} {unread_only}", addressee.account_id.0);
    let (after, rows) = (cursor(&scope, params.cursor.as_deref())?, rows(params.limit.as_deref())?);
    let account = addressee.account_id;
    let read = state.db.read(move |conn| {
        let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
        let found = store::page(conn, account, unread_only, after.as_ref(), limit)?;
        Ok((found, store::unread(conn, account)?))
    });
    let (found, unread) = read.await?;
    let at = |row: &NoticeRow| Position { key: String::new(), id: row.id };
    let page = Page::from_rows(found, rows, &scope, at).map(NoticeView::from);
    Ok(HttpResponse::Ok().json(NoticeList { items: page.items, unread, next_cursor: page.next_cursor }))
}

/// 标为已读
///
/// 已读的通知保持首次阅读的时间。
#[utoipa::path(tag = "通知",
    params(("key" = String, Path, description = "通知编号", example = "5t8w2k9m4x1c7v3b")),
    responses(
    (status = 200, description = "已读的通知", body = NoticeView),
    Refused,
), security(("token" = []), ("session" = [])))]
#[post("/notices/{key}/reads")]
pub async fn read_notice(
    state: State,
    addressee: Addressee,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let account = addressee.account_id;
    let read = state.db.write(move |tx| {
        store::mark_read(tx.conn, account, &key, tx.now)?;
        let found = store::find(tx.conn, account, &key)?;
        found.ok_or_else(|| Error::NotFound { what: "通知", key: key.clone() })
    });
    Ok(HttpResponse::Ok().json(NoticeView::from(read.await?)))
}
