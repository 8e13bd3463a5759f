//! The look-up of active projects as JSON.

use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, Post, Query as Asked};
use super::view::LookupAnswer;
use crate::db::keyset;
use crate::error::Result;
use crate::http::extract::Query;
use crate::http::params::{chosen, rows, words};
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
    /// 注册企业，或任职所代表的企业：名称、统一社会信用代码或 id
    #[param(example = "91410100MA0000007G", max_length = 100)]
    pub enterprise: Option<String>,
    /// 每页人数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
}

impl LookupParams {
    /// The question that is asked about a post.
    pub fn asked(&self, post: Post) -> Result<Asked> {
        let read = |name: &str, value: &Option<String>| {
            chosen(value.as_deref())
                .map(|text| {
                    without_number(name, text)?;
                    words(name, text)
                })
                .transpose()
        };
        let asked = Asked {
            name: read("name", &self.name)?,
            registration_number: read("registration_number", &self.registration_number)?,
            enterprise: read("enterprise", &self.enterprise)?,
            rows: rows(self.limit.as_deref())?,
            after: None,
        };
        let cursor = chosen(self.cursor.as_deref());
        let after = cursor.map(|cursor| keyset::decode(&asked.scope(post), cursor)).transpose()?;
        Ok(Asked { after, ..asked })
    }
}

/// 项目经理在建项目查询
///
/// 按全名、注册编号或所在企业查询项目经理（注册建造师），给出每一位的在建项目、起始日期、所依据的记录和一句话结论。
/// 同名的人分别列出，以脱敏的身份证号码区分。不提供按身份证号码查询。
///
/// 项目记录只写了姓名、不能认定是哪一位的，不计入任何人的在建项目，条数在 `unidentified_records` 中给出；
/// 没有已认定的在建项目、但有这样的记录时，结论为 `unconfirmed`。
#[utoipa::path(tag = "在建查询", params(LookupParams), responses(
    (status = 200, description = "一页符合条件的人员及其在建项目；没有时 items 为空，near 给出库中同名或姓名相近的人员；不能确定是哪家企业时，near_enterprises 给出可能的企业", body = LookupAnswer),
    (status = 400, description = "查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这家企业，也没有名称相近的企业", body = Problem, content_type = "application/problem+json"),
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
    (status = 200, description = "一页符合条件的人员及其在建项目；没有时 items 为空，near 给出库中同名或姓名相近的人员；不能确定是哪家企业时，near_enterprises 给出可能的企业", body = LookupAnswer),
    (status = 400, description = "查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有这家企业，也没有名称相近的企业", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "一项条件也没有，或条件不符合要求", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/chief-supervisors")]
async fn list_chief_supervisors(state: State, Query(params): Query<LookupParams>) -> Result<HttpResponse> {
    answer(state, Post::ChiefSupervisor, &params).await
}

async fn answer(state: State, post: Post, params: &LookupParams) -> Result<HttpResponse> {
    let asked = params.asked(post)?;
    let today = state.db.clock().today();
    let answer = state.db.read(move |conn| service::look_up(conn, post, &asked, today)).await?;
    Ok(HttpResponse::Ok().json(answer))
}
