//! The look-up of active projects as JSON.

use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, Post, Query as Asked};
use super::view::LookupAnswer;
use crate::error::Result;
use crate::http::extract::Query;
use crate::http::params::{chosen, words};
use crate::http::problem::Problem;
use crate::http::state::State;
use crate::registry::personnel::service::without_number;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_project_managers).service(list_chief_supervisors);
}

/// What the look-up may be asked for: at least one of the three.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LookupParams {
    /// 全名
    #[param(example = "张伟", max_length = 100)]
    pub name: Option<String>,
    /// 注册证书上的注册编号
    #[param(example = "豫1412006200700001", max_length = 100)]
    pub registration_number: Option<String>,
    /// 所在企业的名称、统一社会信用代码或 id
    #[param(example = "91410100MA0000007G", max_length = 100)]
    pub enterprise: Option<String>,
}

impl LookupParams {
    /// The question that is asked.
    pub fn asked(&self) -> Result<Asked> {
        let read = |name: &str, value: &Option<String>| {
            chosen(value.as_deref())
                .map(|text| {
                    without_number(name, text)?;
                    words(name, text)
                })
                .transpose()
        };
        Ok(Asked {
            name: read("name", &self.name)?,
            registration_number: read("registration_number", &self.registration_number)?,
            enterprise: read("enterprise", &self.enterprise)?,
        })
    }
}

/// 项目经理在建项目查询
///
/// 按全名、注册编号或所在企业查询项目经理（注册建造师），给出每一位的在建项目、起始日期、所依据的记录和一句话结论。
/// 同名的人分别列出，以脱敏的身份证号码区分。不提供按身份证号码查询。
#[utoipa::path(tag = "在建查询", params(LookupParams), responses(
    (status = 200, description = "符合条件的每一位及其在建项目；没有时 items 为空，near 给出相近的姓名", body = LookupAnswer),
    (status = 400, description = "查询参数无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这家企业", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "一项条件也没有，或条件不符合要求", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/project-managers")]
async fn list_project_managers(state: State, Query(params): Query<LookupParams>) -> Result<HttpResponse> {
    answer(state, Post::ProjectManager, &params).await
}

/// 总监理工程师在建项目查询
///
/// 与项目经理在建项目查询相同，对象为总监理工程师（注册监理工程师）。
#[utoipa::path(tag = "在建查询", params(LookupParams), responses(
    (status = 200, description = "符合条件的每一位及其在建项目；没有时 items 为空，near 给出相近的姓名", body = LookupAnswer),
    (status = 400, description = "查询参数无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这家企业", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "一项条件也没有，或条件不符合要求", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/chief-supervisors")]
async fn list_chief_supervisors(state: State, Query(params): Query<LookupParams>) -> Result<HttpResponse> {
    answer(state, Post::ChiefSupervisor, &params).await
}

async fn answer(state: State, post: Post, params: &LookupParams) -> Result<HttpResponse> {
    let asked = params.asked()?;
    let today = state.db.clock().today();
    let answer = state.db.read(move |conn| service::look_up(conn, post, &asked, today)).await?;
    Ok(HttpResponse::Ok().json(answer))
}
