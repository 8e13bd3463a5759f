//! Findings as JSON.

use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::act::{self, Deed};
use super::service;
use super::store::Filter;
use super::view::{FindingDetail, FindingSummary, Overview};
use crate::access::Principal;
use crate::access::guard::{Filer, FilingReader, FindingParty, Reviewer};
use crate::db::{Conn, keyset};
use crate::domain::rules::{Effect, rule};
use crate::domain::vocabulary::finding::FindingState;
use crate::error::{Error, Result};
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, chosen, cursor, flag, region_prefix, rows};
use crate::http::refused::{Refused, RefusedList};
use crate::http::state::State;
use crate::http::version::{IfMatch, etag};
use crate::registry::{enterprise, personnel, project};

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_findings)
        .service(get_finding_statistics)
        .service(get_finding)
        .service(acknowledge_finding)
        .service(answer_finding)
        .service(waive_finding)
        .service(list_enterprise_findings)
        .service(list_person_findings)
        .service(list_project_findings);
}

/// Which findings are asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FindingParams {
    /// 规则编号
    #[param(example = "X05", max_length = 20)]
    pub rule: Option<String>,
    /// 状态
    #[param(value_type = Option<FindingState>)]
    pub state: Option<String>,
    /// 为 true 时只列出仍待处理的：待处理、已知悉、企业已说明
    #[param(value_type = Option<bool>)]
    pub pending: Option<String>,
    /// 效力
    #[param(value_type = Option<Effect>)]
    pub effect: Option<String>,
    /// 行政区划代码，含其下级
    #[param(example = "410100", max_length = 6)]
    pub region: Option<String>,
    /// 企业的 id、统一社会信用代码或全称
    #[param(example = "91410100MA0000007G", max_length = 200)]
    pub enterprise: Option<String>,
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
}

impl FindingParams {
    /// What is asked for, but for whom it concerns.
    pub fn filter(&self) -> Result<Filter> {
        let said = |value: &Option<String>| chosen(value.as_deref()).map(str::to_owned);
        let rule = said(&self.rule);
        if let Some(id) = rule.as_deref().filter(|id| rule::find(id).is_none()) {
            return Err(Error::field("rule", "rule.unknown", format!("没有编号为“{id}”的规则。")));
        }
        let unknown = |name: &'static str| move |_| Error::field(name, "value.unknown", "没有这个取值。");
        Ok(Filter {
            rule,
            state: said(&self.state).map(|text| text.parse().map_err(unknown("state"))).transpose()?,
            is_pending: flag("pending", self.pending.as_deref())?,
            effect: said(&self.effect).map(|text| text.parse().map_err(unknown("effect"))).transpose()?,
            region: said(&self.region).map(|code| region_prefix(&code)).transpose()?,
            ..Filter::default()
        })
    }

    /// What a cursor is bound to.
    pub fn scope(&self) -> String {
        let Self { rule, state, pending, effect, region, enterprise, .. } = self;
        format!("findings {rule:?} {state:?} {pending:?} {effect:?} {region:?} {enterprise:?}")
    }
}

/// A page of findings.
#[derive(Serialize, ToSchema)]
pub struct FindingList {
    /// 问题，最近发现的在前
    pub items: Vec<FindingSummary>,
    /// 下一页的游标；最后一页没有
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ZTNiMGM0NDI5OGZjLjE3LjE")]
    pub next_cursor: Option<String>,
}

async fn listed(
    state: State,
    principal: Principal,
    params: FindingParams,
    whose: impl FnOnce(&mut Conn, &mut Filter) -> Result<()> + Send + 'static,
) -> Result<HttpResponse> {
    let (mut filter, scope) = (params.filter()?, params.scope());
    let (after, rows) = (cursor(&scope, params.cursor.as_deref())?, rows(params.limit.as_deref())?);
    let page = state
        .db
        .read(move |conn| {
            if let Some(key) = chosen(params.enterprise.as_deref()) {
                filter.enterprise = Some(enterprise::service::id_of(conn, key)?);
            }
            whose(conn, &mut filter)?;
            service::list(conn, &principal, &filter, after.as_ref(), rows)
        })
        .await?;
    let next_cursor = page.end.map(|end| keyset::encode(&scope, &end));
    Ok(HttpResponse::Ok().json(FindingList { items: page.items, next_cursor }))
}

/// 核验问题
///
/// 按规则核对库中记录发现的问题。部门看到本地区的，企业看到涉及本企业的，审计管理员看到全部。
#[utoipa::path(tag = "交叉核验", params(FindingParams), responses(
    (status = 200, description = "一页问题", body = FindingList), RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/findings")]
async fn list_findings(
    state: State,
    reader: FilingReader,
    Query(params): Query<FindingParams>,
) -> Result<HttpResponse> {
    listed(state, reader.0, params, |_conn, _filter| Ok(())).await
}

/// 核验问题统计
///
/// 可以看到的待办问题有多少：按规则、按地区、按发现以来的天数。
#[utoipa::path(tag = "交叉核验", responses(
    (status = 200, description = "统计", body = Overview), RefusedList,
), security(("token" = []), ("session" = [])))]
#[get("/finding-statistics")]
async fn get_finding_statistics(
    state: State,
    reader: FilingReader,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let now = state.db.clock().now();
    let overview = state.db.read(move |conn| service::overview(conn, &reader, now)).await?;
    Ok(HttpResponse::Ok().json(overview))
}

/// 一个核验问题
///
/// 问题的规则、依据、查看的记录和经过。响应头 `ETag` 给出版本，处理时用 `If-Match` 交回。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "问题编号", example = "7c9r2k7m0x8w1p4j")), responses(
    (status = 200, description = "问题", body = FindingDetail), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/findings/{key}")]
async fn get_finding(
    state: State,
    reader: FilingReader,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    let detail = state.db.read(move |conn| service::detail(conn, &reader, &key)).await?;
    Ok(HttpResponse::Ok().insert_header(etag(detail.summary.version)).json(detail))
}

async fn done(state: State, by: Principal, key: String, seen: IfMatch, deed: Deed) -> Result<HttpResponse> {
    let work = move |tx: &mut crate::db::Tx<'_>| {
        act::perform(tx, &by, &key, seen.0, &deed)?;
        service::detail(tx.conn, &by, &key)
    };
    let detail = state.db.write(work).await?;
    Ok(HttpResponse::Ok().insert_header(etag(detail.summary.version)).json(detail))
}

/// 知悉问题
///
/// 所涉企业或本地区的审核人员表示已经知道这一问题。不等于认可。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "问题编号", example = "7c9r2k7m0x8w1p4j")), responses(
    (status = 200, description = "处理后的问题", body = FindingDetail), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/findings/{key}/acknowledgements")]
async fn acknowledge_finding(
    state: State,
    party: FindingParty,
    Key(key): Key,
    seen: IfMatch,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    done(state, party.0, key, seen, Deed::Acknowledge).await
}

/// What an enterprise says.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// 说明：情况如何，怎样改正；不要写身份证号码
    #[schema(example = "原项目已于 3 月 1 日竣工验收，备案正在办理", max_length = 500)]
    pub note: String,
}

/// 说明问题
///
/// 所涉企业对问题作出说明。问题要在登记的事实改变以后才消除。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "问题编号", example = "7c9r2k7m0x8w1p4j")),
    request_body = NewAnswer, responses(
    (status = 200, description = "处理后的问题", body = FindingDetail), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/findings/{key}/answers")]
async fn answer_finding(
    state: State,
    filer: Filer,
    Key(key): Key,
    seen: IfMatch,
    Query(NoParams {}): Query<NoParams>,
    Json(answer): Json<NewAnswer>,
) -> Result<HttpResponse> {
    done(state, filer.0, key, seen, Deed::Answer(answer.note)).await
}

/// Why nothing has to be done.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWaiver {
    /// 理由；不要写身份证号码
    #[schema(example = "两个项目为同一工程相邻分段发包", max_length = 500)]
    pub note: String,
    /// 所依据的文件
    #[schema(example = "金住建函〔2026〕12号", max_length = 100)]
    pub document: String,
}

/// 决定不作问题处理
///
/// 本地区的审核人员依据文件决定不作问题处理，写明理由。事实变化后，问题会重新提出。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "问题编号", example = "7c9r2k7m0x8w1p4j")),
    request_body = NewWaiver, responses(
    (status = 200, description = "处理后的问题", body = FindingDetail), Refused,
), security(("token" = []), ("session" = [])))]
#[post("/findings/{key}/waivers")]
async fn waive_finding(
    state: State,
    reviewer: Reviewer,
    Key(key): Key,
    seen: IfMatch,
    Query(NoParams {}): Query<NoParams>,
    Json(waiver): Json<NewWaiver>,
) -> Result<HttpResponse> {
    done(state, reviewer.0, key, seen, Deed::Waive { note: waiver.note, document: waiver.document }).await
}

/// 企业的核验问题
///
/// 涉及一家企业的问题，限于可以看到的。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "企业的 id 或统一社会信用代码", example = "91410100MA0000007G"), FindingParams), responses(
    (status = 200, description = "一页问题", body = FindingList), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/enterprises/{key}/findings")]
async fn list_enterprise_findings(
    state: State,
    reader: FilingReader,
    Key(key): Key,
    Query(params): Query<FindingParams>,
) -> Result<HttpResponse> {
    listed(state, reader.0, params, move |conn, filter| {
        filter.enterprise = Some(enterprise::service::id_of(conn, &key)?);
        Ok(())
    })
    .await
}

/// 人员的核验问题
///
/// 涉及一名人员的问题，限于可以看到的。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "人员的 id", example = "7d2m9k4x0r8c3w1p"), FindingParams), responses(
    (status = 200, description = "一页问题", body = FindingList), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/people/{key}/findings")]
async fn list_person_findings(
    state: State,
    reader: FilingReader,
    Key(key): Key,
    Query(params): Query<FindingParams>,
) -> Result<HttpResponse> {
    listed(state, reader.0, params, move |conn, filter| {
        filter.person = Some(personnel::service::id_of(conn, &key)?);
        Ok(())
    })
    .await
}

/// 项目的核验问题
///
/// 涉及一个项目的问题，限于可以看到的。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "项目的 id 或编号", example = "4101052603020101"), FindingParams), responses(
    (status = 200, description = "一页问题", body = FindingList), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/projects/{key}/findings")]
async fn list_project_findings(
    state: State,
    reader: FilingReader,
    Key(key): Key,
    Query(params): Query<FindingParams>,
) -> Result<HttpResponse> {
    listed(state, reader.0, params, move |conn, filter| {
        filter.project = Some(project::service::id_of(conn, &key)?);
        Ok(())
    })
    .await
}
