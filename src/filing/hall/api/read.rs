//! Reading filings.

use actix_web::{HttpResponse, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::Principal;
use crate::access::guard::{FilingReader, Reviewer};
use crate::db::keyset::Page;
use crate::domain::vocabulary::filing::FilingState;
use crate::error::{Error, Result};
use crate::filing::hall::docket::Docket;
use crate::filing::hall::lists::{QueueFilter, RegisterFilter};
use crate::filing::hall::preview::Preview;
use crate::filing::hall::view::kind::FilingKindView;
use crate::filing::hall::view::{FilingDetail, FilingSummary, ItemView, StepView};
use crate::filing::hall::{kinds, service};
use crate::http::extract::{ItemKey, Key, Query};
use crate::http::params::{NoParams, chosen, cursor, flag, rows};
use crate::http::problem::Problem;
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;
use crate::http::version::etag;

/// The kinds of filing.
#[derive(Serialize, ToSchema)]
pub struct FilingKindList {
    /// The kinds.
    pub items: Vec<FilingKindView>,
}

/// 可以申报的事项
///
/// 每一类申报、可以办理的事项，以及要填写的字段：名称、是否必填、可选的值。表单、工作簿和接口填写的是同一组字段。
#[utoipa::path(tag = "申报与审核", responses(
    (status = 200, description = "各类申报", body = FilingKindList),
    (status = 400, description = "参数有误", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "请求过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "服务繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/filing-kinds")]
pub async fn list_filing_kinds(Query(NoParams {}): Query<NoParams>) -> Result<HttpResponse> {
    let items = kinds::ALL.iter().map(|kind| FilingKindView::of(kind)).collect();
    Ok(HttpResponse::Ok().json(FilingKindList { items }))
}

/// What a list of filings may be asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FilingParams {
    /// 申报的种类
    #[param(example = "performance", max_length = 50)]
    pub kind: Option<String>,
    /// 办理状态
    #[param(value_type = Option<FilingState>)]
    pub state: Option<String>,
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
}

impl FilingParams {
    /// The filter that is asked for.
    pub fn filter(&self) -> Result<RegisterFilter> {
        let state = chosen(self.state.as_deref()).map(|text| {
            let known = FilingState::ALL.iter().map(|state| state.as_str()).collect::<Vec<_>>().join("、");
            let message = || format!("参数 state 的值应为以下之一：{known}。");
            text.parse().map_err(|_unknown| Error::field("state", "value.unknown", message()))
        });
        Ok(RegisterFilter { kind: kind(self.kind.as_deref())?, state: state.transpose()? })
    }
}

fn kind(text: Option<&str>) -> Result<Option<String>> {
    chosen(text).map(|name| kinds::find(name).map(|kind| kind.name.to_owned())).transpose()
}

/// A page of filings.
#[derive(Serialize, ToSchema)]
pub struct FilingList {
    /// The filings.
    pub items: Vec<FilingSummary>,
    /// Cursor of the next page; nothing on the last.
    pub next_cursor: Option<String>,
    /// How many there are, where `count=true` asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

/// 申报列表
///
/// 企业看到本企业的申报（含草稿），部门看到管辖地区内已提交的申报；最新的在前。
#[utoipa::path(tag = "申报与审核", params(FilingParams), responses(
    (status = 200, description = "一页申报", body = FilingList), RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/filings")]
pub async fn list_filings(
    state: State,
    reader: FilingReader,
    Query(params): Query<FilingParams>,
) -> Result<HttpResponse> {
    let (filter, rows) = (params.filter()?, rows(params.limit.as_deref())?);
    let after = cursor(&filter.scope(&service::whose(&reader)), params.cursor.as_deref())?;
    let today = state.db.clock().today();
    let read = state.db.read(move |conn| service::register(conn, &reader, &filter, after.as_ref(), rows, today));
    let Page { items, next_cursor } = read.await?;
    Ok(HttpResponse::Ok().json(FilingList { items, next_cursor, total: None }))
}

/// What a reviewer's queue may be asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TaskParams {
    /// 申报的种类
    #[param(example = "performance", max_length = 50)]
    pub kind: Option<String>,
    /// 为 true 时只列本人领办的，和同事离岗期间由本人代理的
    #[param(value_type = Option<bool>)]
    pub mine: Option<String>,
    /// 为 true 时只列无人领办的
    #[param(value_type = Option<bool>)]
    pub unclaimed: Option<String>,
    /// 为 true 时只列已逾期的
    #[param(value_type = Option<bool>)]
    pub overdue: Option<String>,
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

impl TaskParams {
    /// The filter that a reviewer asks for.
    pub fn filter(&self, reviewer: &Principal, today: chrono::NaiveDate) -> Result<QueueFilter> {
        let mine = flag("mine", self.mine.as_deref())?;
        Ok(QueueFilter {
            kind: kind(self.kind.as_deref())?,
            claimed_by: mine.then_some(reviewer.account_id),
            unclaimed: flag("unclaimed", self.unclaimed.as_deref())?,
            due_before: flag("overdue", self.overdue.as_deref())?.then_some(today),
        })
    }
}

/// 待办列表
///
/// 审核人员所在层级、管辖地区内等待审核的申报，按办理期限排列，最早到期的在前。
#[utoipa::path(tag = "申报与审核", params(TaskParams), responses(
    (status = 200, description = "一页待办", body = FilingList), RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/filing-tasks")]
pub async fn list_filing_tasks(
    state: State,
    reviewer: Reviewer,
    Query(params): Query<TaskParams>,
) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let (filter, tier) = (params.filter(&reviewer, today)?, service::own_tier(&reviewer)?);
    let (rows, count) = (rows(params.limit.as_deref())?, flag("count", params.count.as_deref())?);
    let after = cursor(&filter.scope(tier, &reviewer.organisation.region_code), params.cursor.as_deref())?;
    let read = state.db.read(move |conn| {
        let Page { items, next_cursor } = service::queue(conn, &reviewer, &filter, after.as_ref(), rows, today)?;
        let total = if count { Some(service::count_queue(conn, &reviewer, &filter, today)?) } else { None };
        Ok(FilingList { items, next_cursor, total })
    });
    Ok(HttpResponse::Ok().json(read.await?))
}

/// 一件申报
///
/// 申报的状态、办理流程、内容（证件号码已遮盖）和附件。内容超过 100 项时只给出前 100 项，其余用 `/items` 翻页。
/// 响应头 `ETag` 为版本，修改时放入 `If-Match`。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123")), responses(
    (status = 200, description = "申报", body = FilingDetail), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/filings/{key}")]
pub async fn get_filing(
    state: State,
    reader: FilingReader,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let (vault, today) = (state.vault.clone(), state.db.clock().today());
    let read = state.db.read(move |conn| {
        let docket = Docket::load(conn, &number)?.of_reader(&reader)?;
        Ok(service::detail(conn, &vault, &reader, &docket, 0, today)?.0)
    });
    let detail = read.await?;
    Ok(HttpResponse::Ok().insert_header(etag(detail.summary.version)).json(detail))
}

/// Which page of the items is asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ItemParams {
    /// 从这一项之后开始
    #[param(example = 100, minimum = 0, value_type = Option<i64>)]
    pub after: Option<String>,
}

impl ItemParams {
    /// The place after which to begin.
    pub fn after(&self) -> Result<i64> {
        let Some(text) = chosen(self.after.as_deref()) else { return Ok(0) };
        let place = text.parse().ok().filter(|place: &i64| *place >= 0);
        place.ok_or_else(|| Error::field("after", "number.out_of_range", "参数 after 应为不小于 0 的整数。"))
    }
}

/// A page of items.
#[derive(Serialize, ToSchema)]
pub struct ItemList {
    /// The items.
    pub items: Vec<ItemView>,
    /// The `after` of the next page; nothing on the last.
    pub next_after: Option<i64>,
}

/// 申报的内容
///
/// 每页 100 项，按项次排列。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"), ItemParams), responses(
    (status = 200, description = "一页内容", body = ItemList), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/filings/{key}/items")]
pub async fn list_filing_items(
    state: State,
    reader: FilingReader,
    Key(number): Key,
    Query(params): Query<ItemParams>,
) -> Result<HttpResponse> {
    let (after, vault) = (params.after()?, state.vault.clone());
    let read = state.db.read(move |conn| {
        let docket = Docket::load(conn, &number)?.of_reader(&reader)?;
        service::items(&vault, &docket, after)
    });
    let (items, next_after) = read.await?;
    Ok(HttpResponse::Ok().json(ItemList { items, next_after }))
}

/// What happened to a filing.
#[derive(Serialize, ToSchema)]
pub struct Timeline {
    /// The steps, oldest first.
    pub items: Vec<StepView>,
}

/// 申报的办理过程
///
/// 由谁、在何时、办理了什么，以及理由。
#[utoipa::path(tag = "申报与审核", params(("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123")), responses(
    (status = 200, description = "办理过程，最早的在前", body = Timeline), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/filings/{key}/timeline")]
pub async fn list_filing_timeline(
    state: State,
    reader: FilingReader,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let read = state.db.read(move |conn| {
        let docket = Docket::load(conn, &number)?.of_reader(&reader)?;
        service::steps(conn, &docket)
    });
    let items = read.await?;
    Ok(HttpResponse::Ok().json(Timeline { items }))
}

/// 一项内容生效后的变化
///
/// 按登记库现有内容逐字段比较这一项生效后的变化；只是预演，不写入任何数据。
#[utoipa::path(tag = "申报与审核", params(
    ("key" = String, Path, description = "申报编号", example = "F-410105-20261122-000123"),
    ("place" = i64, Path, description = "项次，从 1 起", example = 1, minimum = 1),
), responses(
    (status = 200, description = "变化", body = Preview), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/filings/{key}/items/{place}/preview")]
pub async fn preview_filing_item(
    state: State,
    reader: FilingReader,
    ItemKey { key: number, place }: ItemKey,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let vault = state.vault.clone();
    let read = state.db.rehearse(move |tx| service::preview(tx, &vault, &reader, &number, place));
    Ok(HttpResponse::Ok().json(read.await?))
}
