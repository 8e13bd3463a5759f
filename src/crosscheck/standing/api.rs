//! How enterprises stand, as JSON.

use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{DepartureView, StandingView};
use crate::access::guard::FilingReader;
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::chosen;
use crate::http::refused::Refused;
use crate::http::state::State;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_enterprise_standing).service(get_person_departure);
}

/// On which day.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DayParams {
    /// 日期；不填为今天
    #[param(example = "2026-11-22", value_type = Option<NaiveDate>)]
    pub on: Option<String>,
}

impl DayParams {
    /// The day that is asked about.
    pub fn day(&self, today: NaiveDate) -> Result<NaiveDate> {
        let malformed = |_| Error::field("on", "date.malformed", "日期应如 2026-11-22。");
        chosen(self.on.as_deref()).map_or(Ok(today), |text| text.parse().map_err(malformed))
    }
}

/// 企业资质余量
///
/// 当日有效的每项资质，按资质标准各要求多少人员和净资产，现有多少，余量多少。本企业、主管部门和审计人员可以查看。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "企业的 id 或统一社会信用代码", example = "91410100MA0000007G"), DayParams), responses(
    (status = 200, description = "资质余量", body = StandingView), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/enterprises/{key}/standing")]
async fn get_enterprise_standing(
    state: State,
    reader: FilingReader,
    Key(key): Key,
    Query(params): Query<DayParams>,
) -> Result<HttpResponse> {
    let on = params.day(state.db.clock().today())?;
    let view = state.db.read(move |conn| super::of_enterprise(conn, &reader, &key, on)).await?;
    Ok(HttpResponse::Ok().json(view))
}

/// 人员离开的影响
///
/// 这名人员如果离开：注册企业的哪些资质指标不再达到，当日担任的哪些岗位须先变更。注册的企业、主管部门和审计人员可以查看。
#[utoipa::path(tag = "交叉核验", params(("key" = String, Path, description = "人员的 id", example = "7d2m9k4x0r8c3w1p"), DayParams), responses(
    (status = 200, description = "离开的影响", body = DepartureView), Refused,
), security(("token" = []), ("session" = [])))]
#[get("/people/{key}/departure")]
async fn get_person_departure(
    state: State,
    reader: FilingReader,
    Key(key): Key,
    Query(params): Query<DayParams>,
) -> Result<HttpResponse> {
    let on = params.day(state.db.clock().today())?;
    let view = state.db.read(move |conn| super::of_person(conn, &reader, &key, on)).await?;
    Ok(HttpResponse::Ok().json(view))
}
