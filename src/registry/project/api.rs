//! The project registry as JSON.

use std::str::FromStr;

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::participation;
use super::service::{self, Search};
use super::store::{ListFilter, SortBy};
use super::view::{EngagementView, ParticipantView, ProjectDetail, ProjectSummary, StageView, TenderSectionView};
use crate::db::Conn;
use crate::domain::vocabulary::project::{ProjectStage, ProjectType};
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, PageParams, chosen, cursor, flag, region_prefix, rows, sort, words};
use crate::http::problem::Problem;
use crate::http::state::State;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_projects)
        .service(get_project)
        .service(list_project_stages)
        .service(list_project_tender_sections)
        .service(list_project_participants)
        .service(list_project_people)
        .service(participation::list_enterprise_projects)
        .service(participation::list_person_engagements);
}

/// What a list of projects may be asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProjectParams {
    /// 名称中任意连续的字、拼音首字母，或项目的任一编号
    #[param(example = "人民医院", max_length = 100)]
    pub q: Option<String>,
    /// 项目所在地的行政区划代码：省、市、县任一级
    #[param(example = "410100", pattern = "^([1-9][0-9]{5})?$")]
    pub region: Option<String>,
    /// 项目进展：已有记录的最后一个环节
    #[param(value_type = Option<ProjectStage>)]
    pub stage: Option<String>,
    /// 建设单位：企业编号、统一社会信用代码，或完整的企业名称
    #[param(example = "91410100MA0000007G", max_length = 100)]
    pub owner: Option<String>,
    /// 项目分类
    #[serde(rename = "type")]
    #[param(value_type = Option<ProjectType>)]
    pub project_type: Option<String>,
    /// 排序：`name` 名称、`region` 所在地、`permitted_on` 首张施工许可证日期、`investment` 总投资，前面加 - 为从大到小，
    /// 没有该项的总在最后；不给时按查询词的符合程度，没有查询词的按名称
    #[param(example = "-permitted_on", pattern = "^(-?(name|region|permitted_on|investment))?$")]
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

impl ProjectParams {
    /// The search that is asked for.
    pub fn search(&self) -> Result<Search> {
        let stages = ProjectStage::ALL.iter().map(|stage| stage.as_str());
        let types = ProjectType::ALL.iter().map(|kind| kind.as_str());
        let search = Search {
            words: chosen(self.q.as_deref()).map(|text| words("q", text)).transpose()?,
            filter: ListFilter {
                region: chosen(self.region.as_deref()).map(region_prefix).transpose()?,
                stage: chosen(self.stage.as_deref()).map(|text| one_of("stage", text, stages)).transpose()?,
                project_type: chosen(self.project_type.as_deref())
                    .map(|text| one_of("type", text, types))
                    .transpose()?,
                owner: None,
            },
            owner: chosen(self.owner.as_deref()).map(|text| words("owner", text)).transpose()?,
            sort: sort(self.sort.as_deref(), &SortBy::ALL)?,
            rows: rows(self.limit.as_deref())?,
            after: None,
            count: flag("count", self.count.as_deref())?,
        };
        let after = cursor(&search.scope(), self.cursor.as_deref())?;
        Ok(Search { after, ..search })
    }
}

/// A value of an enumeration, by its stored text or its label.
fn one_of<T: FromStr>(name: &str, text: &str, known: impl Iterator<Item = &'static str>) -> Result<T> {
    text.parse().map_err(|_unknown| {
        let known = known.collect::<Vec<_>>().join("、");
        Error::field(name, "value.unknown", format!("参数 {name} 的值应为以下之一：{known}。"))
    })
}

/// A page of projects.
#[derive(Serialize, ToSchema)]
pub struct ProjectList {
    /// The projects.
    pub items: Vec<ProjectSummary>,
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

/// The stage records of a project.
#[derive(Serialize, ToSchema)]
pub struct StageList {
    /// The records, by date.
    pub items: Vec<StageView>,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// The sections of a project's tenders.
#[derive(Serialize, ToSchema)]
pub struct TenderSectionList {
    /// The sections, by tender and code.
    pub items: Vec<TenderSectionView>,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// The enterprises in a project.
#[derive(Serialize, ToSchema)]
pub struct ParticipantList {
    /// The participants, by role.
    pub items: Vec<ParticipantView>,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// The persons in a project.
#[derive(Serialize, ToSchema)]
pub struct EngagementList {
    /// The engagements, by position.
    pub items: Vec<EngagementView>,
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

/// 查询项目
///
/// 按名称查询时，名称完全一致的在前，以查询词开头的其次，包含查询词的最后；不给查询词时按名称顺序列出。
#[utoipa::path(tag = "项目库", params(ProjectParams), responses(
    (status = 200, description = "一页项目", body = ProjectList),
    (status = 400, description = "查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/projects")]
async fn list_projects(state: State, Query(params): Query<ProjectParams>) -> Result<HttpResponse> {
    let search = params.search()?;
    let found = state.db.read(move |conn| service::find(conn, &search)).await?;
    Ok(HttpResponse::Ok().json(ProjectList {
        items: found.page.items,
        next_cursor: found.page.next_cursor,
        total: found.total,
        capped: found.capped,
        as_of: found.as_of,
    }))
}

/// 项目详情
///
/// 地址中的编号可以是项目编号（`id`）、16 位全国项目编号，或只属于一个项目的其他编号（省级、地方编号，投资项目代码）。
#[utoipa::path(tag = "项目库", params(("key" = String, Path, description = "项目编号（`id`）或项目的任一编号", example = "4101052003010101")), responses(
    (status = 200, description = "项目基本信息、编号、单体工程，施工许可变更、停工、质量终身责任承诺", body = ProjectDetail),
    (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这个项目", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/projects/{key}")]
async fn get_project(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let detail = state.db.read(move |conn| service::detail(conn, &key)).await?;
    Ok(HttpResponse::Ok().json(detail))
}

/// 项目的各环节记录
///
/// 招标投标、合同登记、施工图审查、质量安全监督、施工许可、竣工验收及备案，按日期先后排列；没有日期的在最后。
#[utoipa::path(tag = "项目库", params(("key" = String, Path, description = "项目编号（`id`）或项目的任一编号", example = "4101052003010101")), responses(
    (status = 200, description = "各环节记录", body = StageList),
    (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这个项目", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/projects/{key}/stages")]
async fn list_project_stages(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let read =
        move |conn: &mut Conn| Ok(StageList { items: service::stages(conn, &key)?, as_of: service::as_of(conn)? });
    Ok(HttpResponse::Ok().json(state.db.read(read).await?))
}

/// 项目的招标标段和投标
///
/// 每个标段及其投标人、报价、得分；拟定的中标人在前，其余按得分、报价排列。只登记了投标的标段没有名称。
#[utoipa::path(tag = "项目库", params(("key" = String, Path, description = "项目编号（`id`）或项目的任一编号", example = "4101052003010101")), responses(
    (status = 200, description = "标段及其投标", body = TenderSectionList),
    (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这个项目", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/projects/{key}/tender-sections")]
async fn list_project_tender_sections(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let read = move |conn: &mut Conn| {
        Ok(TenderSectionList { items: service::tender_sections(conn, &key)?, as_of: service::as_of(conn)? })
    };
    Ok(HttpResponse::Ok().json(state.db.read(read).await?))
}

/// 项目的参建单位
///
/// 建设、勘察、设计、施工、监理等单位在项目中承担的角色，以登记的记录为准；尚未在企业库登记的单位只给出名称。
#[utoipa::path(tag = "项目库", params(("key" = String, Path, description = "项目编号（`id`）或项目的任一编号", example = "4101052003010101")), responses(
    (status = 200, description = "参建单位，按承担角色排列", body = ParticipantList),
    (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这个项目", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/projects/{key}/participants")]
async fn list_project_participants(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let read = move |conn: &mut Conn| {
        Ok(ParticipantList { items: service::participants(conn, &key)?, as_of: service::as_of(conn)? })
    };
    Ok(HttpResponse::Ok().json(state.db.read(read).await?))
}

/// 项目的任职人员
///
/// `active_since` 和 `released_on` 由本平台登记的各环节记录推算，并注明所依据的记录；后到的记录会更正此前的结论。
#[utoipa::path(tag = "项目库", params(("key" = String, Path, description = "项目编号（`id`）或项目的任一编号", example = "4101052003010101"), PageParams), responses(
    (status = 200, description = "一页任职人员，按岗位排列", body = EngagementList),
    (status = 400, description = "编号、查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这个项目", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/projects/{key}/people")]
async fn list_project_people(state: State, Key(key): Key, Query(params): Query<PageParams>) -> Result<HttpResponse> {
    let (rows, count) = (rows(params.limit.as_deref())?, flag("count", params.count.as_deref())?);
    let after = cursor(&service::people_scope(&key), params.cursor.as_deref())?;
    let read = move |conn: &mut Conn| {
        let (page, total) = service::people(conn, &key, after.as_ref(), rows)?;
        Ok(EngagementList {
            items: page.items,
            next_cursor: page.next_cursor,
            total: count.then_some(total),
            as_of: service::as_of(conn)?,
        })
    };
    Ok(HttpResponse::Ok().json(state.db.read(read).await?))
}
