//! The enterprise registry as JSON.

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, Search};
use super::store::{ListFilter, SortBy};
use super::view::{EnterpriseDetail, EnterpriseSummary, QualificationView};
use crate::domain::standard::text;
use crate::error::Result;
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, chosen, cursor, flag, region_prefix, rows, sort, words};
use crate::http::problem::Problem;
use crate::http::state::State;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_enterprises).service(get_enterprise).service(list_enterprise_qualifications);
}

/// What a list of enterprises may be asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EnterpriseParams {
    /// 名称中任意连续的字、拼音首字母，或统一社会信用代码、组织机构代码
    #[param(example = "华鑫", max_length = 100)]
    pub q: Option<String>,
    /// 注册属地的行政区划代码：省、市、县任一级
    #[param(example = "410100", pattern = "^([1-9][0-9]{5})?$")]
    pub region: Option<String>,
    /// 持有的、回答当日有效的资质类别
    #[param(example = "建筑工程", max_length = 100)]
    pub category: Option<String>,
    /// 持有的、回答当日有效的资质等级
    #[param(example = "一级", max_length = 100)]
    pub class: Option<String>,
    /// 排序：`name` 名称、`region` 注册属地、`established_on` 成立日期，前面加 - 为从大到小，没有该项的总在最后；
    /// 不给时按查询词的符合程度，没有查询词的按名称
    #[param(example = "-established_on", pattern = "^(-?(name|region|established_on))?$")]
    pub sort: Option<String>,
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

impl EnterpriseParams {
    /// The search that is asked for.
    pub fn search(&self) -> Result<Search> {
        let search = Search {
            words: chosen(self.q.as_deref()).map(|text| words("q", text)).transpose()?,
            filter: ListFilter {
                region: chosen(self.region.as_deref()).map(region_prefix).transpose()?,
                category: chosen(self.category.as_deref())
                    .map(|text| words("category", text))
                    .transpose()?
                    .map(|category| text::fold(&category)),
                class: chosen(self.class.as_deref())
                    .map(|text| words("class", text))
                    .transpose()?
                    .map(|class| text::normalise_level(&class)),
            },
            sort: sort(self.sort.as_deref(), &SortBy::ALL)?,
            rows: rows(self.limit.as_deref())?,
            after: None,
            count: flag("count", self.count.as_deref())?,
        };
        let after = cursor(&search.scope(), self.cursor.as_deref())?;
        Ok(Search { after, ..search })
    }
}

/// A page of enterprises.
#[derive(Serialize, ToSchema)]
pub struct EnterpriseList {
    /// The enterprises.
    pub items: Vec<EnterpriseSummary>,
    /// Cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
    /// All matches, when asked for by `count=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// Whether the search stopped at its cap and more may match: use more specific words.
    #[schema(example = false)]
    pub capped: bool,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// 查询企业
///
/// 按名称查询时，名称完全一致的在前，以查询词开头的其次，包含查询词的最后；不给查询词时按名称顺序列出。
#[utoipa::path(tag = "企业库", params(EnterpriseParams), responses(
    (status = 200, description = "一页企业", body = EnterpriseList),
    (status = 400, description = "查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/enterprises")]
async fn list_enterprises(state: State, Query(params): Query<EnterpriseParams>) -> Result<HttpResponse> {
    let search = params.search()?;
    let today = state.db.clock().today();
    let found = state.db.read(move |conn| service::find(conn, &search, today)).await?;
    Ok(HttpResponse::Ok().json(EnterpriseList {
        items: found.page.items,
        next_cursor: found.page.next_cursor,
        total: found.total,
        capped: found.capped,
        as_of: found.as_of,
    }))
}

/// 企业详情
///
/// 路径中可以用企业的 `id`，也可以用统一社会信用代码或组织机构代码。
#[utoipa::path(tag = "企业库",
    params(("key" = String, Path, description = "企业 id、统一社会信用代码或组织机构代码", example = "91410100MA0000007G")),
    responses(
        (status = 200, description = "企业及其资质、许可证", body = EnterpriseDetail),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这家企业", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/enterprises/{key}")]
async fn get_enterprise(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let detail = state.db.read(move |conn| service::detail(conn, &key, today)).await?;
    Ok(HttpResponse::Ok().json(detail))
}

/// The qualification items of an enterprise.
#[derive(Serialize, ToSchema)]
pub struct QualificationList {
    /// The items.
    pub items: Vec<QualificationView>,
}

/// 企业资质
///
/// 企业的全部资质项，包括已注销、已过期的；`in_force` 表示回答当日是否有效。
#[utoipa::path(tag = "企业库",
    params(("key" = String, Path, description = "企业 id、统一社会信用代码或组织机构代码", example = "91410100MA0000007G")),
    responses(
        (status = 200, description = "资质项", body = QualificationList),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这家企业", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/enterprises/{key}/qualifications")]
async fn list_enterprise_qualifications(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let items = state.db.read(move |conn| service::qualifications(conn, &key, today)).await?;
    Ok(HttpResponse::Ok().json(QualificationList { items }))
}
