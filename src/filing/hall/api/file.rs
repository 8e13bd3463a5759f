//! Filing: drafts, items, submission, withdrawal.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, delete, post, put};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{Done, Repeatable, precondition};
use crate::access::guard::Filer;
use crate::error::{Error, Result};
use crate::filing::hall::draft::{self, NewItem, Purpose};
use crate::filing::hall::view::FilingSummary;
use crate::filing::hall::{content, submit};
use crate::http::body::Json;
use crate::http::extract::{ItemKey, Key, Query};
use crate::http::params::NoParams;
use crate::http::refused::Refused;
use crate::http::state::State;
use crate::http::version::IfMatch;

/// A filing that is to be opened.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFiling {
    /// 申报的种类
    #[schema(example = "performance", max_length = 50)]
    pub kind: String,
    /// 事项；不填为该类的第一项
    #[serde(default)]
    #[schema(example = "backfill", max_length = 50)]
    pub act: String,
    /// 内容；可以先不填，之后补充
    #[serde(default)]
    #[schema(max_items = 500)]
    pub items: Vec<NewFilingItem>,
}

/// An item that is to be filed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFilingItem {
    /// 所填的表；不填为该事项的第一种
    #[serde(default)]
    #[schema(example = "backfill", max_length = 50)]
    pub sheet: String,
    /// 各字段的内容，按人写的样子
    #[schema(example = json!({"name": "金水区第三小学教学楼", "region": "410105", "owner_name": "金水区教育局"}))]
    pub fields: BTreeMap<String, String>,
}

impl NewFilingItem {
    fn item(self) -> Result<NewItem> {
        Ok(NewItem { sheet: self.sheet, filled: content::filled(self.fields)? })
    }
}

/// 新建申报草稿
///
/// 建立草稿，可以同时填写内容。请求头 `Idempotency-Key` 相同的重复请求在 24 小时内只办理一次，得到相同的答复。
#[utoipa::path(tag = "申报与审核", request_body = NewFiling, params(
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 201, description = "草稿已建立", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/filings")]
pub async fn create_filing(
    state: State,
    filer: Filer,
    request: HttpRequest,
    Query(NoParams {}): Query<NoParams>,
    Json(new): Json<NewFiling>,
) -> Result<HttpResponse> {
    let content = serde_json::to_string(&new).map_err(Error::internal)?;
    let repeatable = Repeatable::of(&request, &state.vault, &content)?;
    let purpose = Purpose::named(&new.kind, &new.act)?;
    let items: Vec<NewItem> = new.items.into_iter().map(NewFilingItem::item).collect::<Result<_>>()?;
    let vault = state.vault.clone();
    let done = state.db.write(move |tx| {
        Repeatable::once(repeatable.as_ref(), tx, &filer, |tx| {
            let docket = draft::open(tx, &vault, &filer, purpose, &items)?;
            Done::of(tx, &filer, StatusCode::CREATED, &docket)
        })
    });
    done.await?.answer()
}

/// Items to be added.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoreItems {
    /// 内容
    #[schema(min_items = 1, max_items = 500)]
    pub items: Vec<NewFilingItem>,
}

/// 补充内容
///
/// 在草稿中增加若干项，接在已有内容之后。
#[utoipa::path(tag = "申报与审核", request_body = MoreItems, params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"3\""),
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 200, description = "已补充", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/filings/{key}/items")]
pub async fn add_filing_items(
    state: State,
    filer: Filer,
    request: HttpRequest,
    IfMatch(version): IfMatch,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
    Json(more): Json<MoreItems>,
) -> Result<HttpResponse> {
    let content = serde_json::to_string(&more).map_err(Error::internal)?;
    let repeatable = Repeatable::of(&request, &state.vault, &content)?;
    let vault = state.vault.clone();
    let items: Vec<NewItem> = more.items.into_iter().map(NewFilingItem::item).collect::<Result<_>>()?;
    if items.is_empty() {
        return Err(Error::field("items", "filing.no_items", "没有内容。请至少填写一项。"));
    }
    let done = state.db.write(move |tx| {
        Repeatable::once(repeatable.as_ref(), tx, &filer, |tx| {
            let docket = draft::add_items(tx, &vault, &filer, &number, version, &items)?;
            Done::of(tx, &filer, StatusCode::OK, &docket)
        })
    });
    done.await.map_err(precondition)?.answer()
}

/// What an item says anew.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemFields {
    /// 各字段的内容；没有列出的字段清空
    #[schema(example = json!({"name": "金水区第三小学教学楼", "region": "410105", "owner_name": "金水区教育局"}))]
    pub fields: BTreeMap<String, String>,
}

/// 修改一项内容
///
/// 草稿和被退回的项可以修改。
#[utoipa::path(tag = "申报与审核", request_body = ItemFields, params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("place" = i64, Path, description = "项次，从 1 起", example = 1, minimum = 1),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"3\""),
), responses(
    (status = 200, description = "已修改", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[put("/filings/{key}/items/{place}")]
pub async fn replace_filing_item(
    state: State,
    filer: Filer,
    IfMatch(version): IfMatch,
    ItemKey { key: number, place }: ItemKey,
    Query(NoParams {}): Query<NoParams>,
    Json(said): Json<ItemFields>,
) -> Result<HttpResponse> {
    let (vault, filled) = (state.vault.clone(), content::filled(said.fields)?);
    let done = state.db.write(move |tx| {
        let docket = draft::amend_item(tx, &vault, &filer, &number, version, place, &filled)?;
        Done::of(tx, &filer, StatusCode::OK, &docket)
    });
    done.await.map_err(precondition)?.answer()
}

/// 删除一项内容
///
/// 从草稿中删除，或放弃被退回的一项。
#[utoipa::path(tag = "申报与审核", params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("place" = i64, Path, description = "项次，从 1 起", example = 1, minimum = 1),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"3\""),
), responses(
    (status = 200, description = "已删除", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[delete("/filings/{key}/items/{place}")]
pub async fn remove_filing_item(
    state: State,
    filer: Filer,
    IfMatch(version): IfMatch,
    ItemKey { key: number, place }: ItemKey,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let done = state.db.write(move |tx| {
        let docket = draft::remove_item(tx, &filer, &number, version, place)?;
        Done::of(tx, &filer, StatusCode::OK, &docket)
    });
    done.await.map_err(precondition)?.answer()
}

/// 提交申报
///
/// 提交草稿，或补正后重新提交被退回的项。有任何一处不符合要求时不提交，逐项说明（`errors[].path` 如 `items/3/region`）。
#[utoipa::path(tag = "申报与审核", params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"3\""),
    ("Idempotency-Key" = Option<String>, Header, description = "请求的唯一键，重发时不变", example = "b5f0c7d2-0001", min_length = 1, max_length = 200),
), responses(
    (status = 200, description = "已提交", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/filings/{key}/submissions")]
pub async fn submit_filing(
    state: State,
    filer: Filer,
    request: HttpRequest,
    IfMatch(version): IfMatch,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let repeatable = Repeatable::of(&request, &state.vault, "")?;
    let vault = state.vault.clone();
    let done = state.db.write(move |tx| {
        Repeatable::once(repeatable.as_ref(), tx, &filer, |tx| {
            let docket = submit::submit(tx, &vault, &filer, &number, version)?;
            Done::of(tx, &filer, StatusCode::OK, &docket)
        })
    });
    done.await.map_err(precondition)?.answer()
}

/// Why something is taken back.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Withdrawal {
    /// 说明
    #[schema(example = "另行申报", max_length = 500)]
    pub note: String,
}

/// 撤回申报
///
/// 撤回尚未办结的内容；已生效的不受影响。
#[utoipa::path(tag = "申报与审核", request_body = Withdrawal, params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("If-Match" = Option<String>, Header, description = "读取时的 ETag", example = "\"3\""),
), responses(
    (status = 200, description = "已撤回", body = FilingSummary), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/filings/{key}/withdrawals")]
pub async fn withdraw_filing(
    state: State,
    filer: Filer,
    IfMatch(version): IfMatch,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
    Json(withdrawal): Json<Withdrawal>,
) -> Result<HttpResponse> {
    let note = super::review::note(&withdrawal.note)?.unwrap_or_default();
    let vault = state.vault.clone();
    let done = state.db.write(move |tx| {
        let docket = submit::withdraw(tx, &vault, &filer, &number, version, &note)?;
        Done::of(tx, &filer, StatusCode::OK, &docket)
    });
    done.await.map_err(precondition)?.answer()
}
