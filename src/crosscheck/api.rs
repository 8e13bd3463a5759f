//! Questions as JSON: may they?

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, post};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::eligibility;
use super::finding::service;
use super::question::Asked;
use super::view::{Answer, RuleView};
use crate::domain::rules::{Post, rule};
use crate::error::{Error, Result};
use crate::http::body::Json;
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, chosen};
use crate::http::problem::Problem;
use crate::http::state::State;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(check_eligibility).service(list_rules).service(get_rule);
}

/// What is asked.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EligibilityRequest {
    /// 企业的 id、统一社会信用代码或全称
    #[schema(example = "91410100MA0000007G", max_length = 200)]
    pub enterprise: Option<String>,
    /// 人员 id
    #[schema(example = "7d2m9k4x0r8c3w1p", max_length = 100)]
    pub person: Option<String>,
    /// 姓名
    #[schema(example = "王建国", max_length = 50)]
    pub person_name: Option<String>,
    /// 注册编号
    #[schema(example = "豫1412006200700001", max_length = 50)]
    pub registration_number: Option<String>,
    /// 拟任岗位
    pub post: Post,
    /// 工程类别：序列/专业/工程种类，取值见“能否承接”页面的选项
    #[schema(example = "施工总承包/建筑工程/房屋建筑", max_length = 200)]
    pub kind: String,
    /// 规模指标：名称和数值，单位见说明页；没有填写、项目已登记的，用登记的
    #[schema(example = json!({ "building_height": "60", "project_building_area": "52000" }))]
    pub measures: BTreeMap<String, String>,
    /// 工程所在地的行政区划代码
    #[schema(example = "410105", max_length = 6)]
    pub region: Option<String>,
    /// 项目编号；填写后，人员在该项目的任职不算其他在建项目
    #[schema(example = "4101052603020101", max_length = 100)]
    pub project: Option<String>,
    /// 担任多项总监已经各建设单位书面同意
    #[schema(example = false)]
    pub has_consent: bool,
    /// 行为日期；不填为今天
    #[schema(example = "2026-11-22")]
    pub on: Option<NaiveDate>,
}

impl From<EligibilityRequest> for Asked {
    fn from(request: EligibilityRequest) -> Self {
        let said = |value: Option<String>| chosen(value.as_deref()).map(str::to_owned);
        Self {
            enterprise: said(request.enterprise),
            person_name: said(request.person_name),
            registration_number: said(request.registration_number),
            person: said(request.person),
            post: request.post,
            kind: request.kind,
            measures: request.measures,
            region: said(request.region),
            project: said(request.project),
            has_consent: request.has_consent,
            on: request.on,
        }
    }
}

/// 能否承接、能否担任
///
/// 按行为日期，逐条核对企业承揽、人员任职的规则：结论、依据的条文、查看的记录、怎样改正。只查询，不作登记。
#[utoipa::path(tag = "交叉核验",
    request_body = EligibilityRequest,
    responses(
    (status = 200, description = "结论和逐条理由", body = Answer),
    (status = 400, description = "内容无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "有的项不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[post("/eligibility-checks")]
async fn check_eligibility(
    state: State,
    Query(NoParams {}): Query<NoParams>,
    Json(request): Json<EligibilityRequest>,
) -> Result<HttpResponse> {
    let asked = Asked::from(request);
    let today = state.db.clock().today();
    let answer = state.db.read(move |conn| eligibility::answer(conn, &asked, today)).await?;
    Ok(HttpResponse::Ok().json(answer))
}

/// The rules.
#[derive(Serialize, ToSchema)]
pub struct RuleList {
    /// 规则
    pub items: Vec<RuleView>,
}

/// 核验规则
///
/// 全部规则：要求、施行日期、依据的条文和来源可信度。来源未经核实的规则只作提示，不作为禁止的依据。
#[utoipa::path(tag = "交叉核验", responses(
    (status = 200, description = "规则", body = RuleList),
    (status = 400, description = "查询参数无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "没有这个参数", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "服务繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/rules")]
async fn list_rules(state: State, Query(NoParams {}): Query<NoParams>) -> Result<HttpResponse> {
    let items = state.db.read(service::rules).await?;
    Ok(HttpResponse::Ok().json(RuleList { items }))
}

/// 一条核验规则
///
/// 按编号取一条规则。编号不会改变，内容变化时版本增加。
#[utoipa::path(tag = "交叉核验",
    params(("key" = String, Path, description = "规则编号", example = "X05")),
    responses(
    (status = 200, description = "规则", body = RuleView),
    (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这条规则", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "没有这个参数", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "服务繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/rules/{key}")]
async fn get_rule(state: State, Key(key): Key, Query(NoParams {}): Query<NoParams>) -> Result<HttpResponse> {
    let found = rule::find(&key).ok_or(Error::NotFound { what: "核验规则", key })?;
    let pending = state.db.read(|conn| service::pending_of(conn, &found.id)).await?;
    Ok(HttpResponse::Ok().json(RuleView::new(found, pending)))
}
