//! The personnel registry as JSON.

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, Found, Search};
use super::store::SortBy;
use super::view::{PersonDetail, PersonSummary, RegistrationView};
use crate::domain::standard::text;
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, PageParams, chosen, cursor, flag, rows, sort, words};
use crate::http::problem::Problem;
use crate::http::state::State;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_people).service(get_person).service(list_person_registrations);
    config.service(list_enterprise_people);
}

/// Fewest characters of a name: one would list everybody of a family name.
const MIN_NAME: usize = 2;

/// What a list of people may be asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PersonParams {
    /// 姓名中任意连续两个字以上，或拼音首字母；不接受身份证号码
    #[param(example = "张某", min_length = 2, max_length = 100)]
    pub name: Option<String>,
    /// 注册编号
    #[param(example = "豫1412006200700001", max_length = 100)]
    pub registration_number: Option<String>,
    /// 证书编号：注册证书、安全生产考核合格证书、岗位证书均可
    #[param(example = "豫建安B（2015）0000001", max_length = 100)]
    pub certificate: Option<String>,
    /// 注册或聘用企业：企业 id、统一社会信用代码、组织机构代码或企业全称
    #[param(example = "91410100MA0000007G", max_length = 100)]
    pub enterprise: Option<String>,
    /// 注册类型及等级：代码或名称
    #[param(example = "一级注册建造师", max_length = 50)]
    pub registration_type: Option<String>,
    /// 排序：name 为按姓名，-name 为倒序；不给时按姓名的符合程度
    #[param(example = "name", pattern = "^(-?name)?$")]
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

impl PersonParams {
    /// The search that is asked for.
    pub fn search(&self) -> Result<Search> {
        let search = Search {
            name: wanted("name", self.name.as_deref())?,
            registration_number: wanted("registration_number", self.registration_number.as_deref())?,
            certificate: wanted("certificate", self.certificate.as_deref())?,
            enterprise: wanted("enterprise", self.enterprise.as_deref())?,
            registration_type: chosen(self.registration_type.as_deref()).map(registration_type).transpose()?,
            sort: sort(self.sort.as_deref(), &SortBy::ALL)?,
            rows: rows(self.limit.as_deref())?,
            after: None,
            count: flag("count", self.count.as_deref())?,
        };
        if search.name.as_deref().is_some_and(|name| text::search_key(name).chars().count() < MIN_NAME) {
            return Err(Error::field("name", "text.too_short", "请输入姓名中连续的两个字以上，或两个以上拼音首字母。"));
        }
        let narrowed = [&search.name, &search.registration_number, &search.certificate, &search.enterprise];
        if narrowed.into_iter().all(Option::is_none) {
            return Err(Error::field(
                "name",
                "search.too_wide",
                "人员不提供全部列出。请至少给出姓名（name）、注册编号（registration_number）、证书编号（certificate）、\
                 所在企业（enterprise）中的一项。",
            ));
        }
        let after = cursor(&search.scope(), self.cursor.as_deref())?;
        Ok(Search { after, ..search })
    }
}

fn wanted(name: &str, value: Option<&str>) -> Result<Option<String>> {
    let Some(value) = chosen(value) else { return Ok(None) };
    service::without_number(name, value)?;
    words(name, value).map(Some)
}

fn registration_type(written: &str) -> Result<RegistrationType> {
    text::fold(written).parse().map_err(|_unknown| {
        let known: Vec<&str> = RegistrationType::ALL.iter().map(|kind| kind.label()).collect();
        let message = format!("不认识的注册类型。可用的类型：{}。", known.join("、"));
        Error::field("registration_type", "registration_type.unknown", message)
    })
}

/// A page of people.
#[derive(Serialize, ToSchema)]
pub struct PersonList {
    /// The people.
    pub items: Vec<PersonSummary>,
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

impl From<Found> for PersonList {
    fn from(found: Found) -> Self {
        Self {
            items: found.page.items,
            next_cursor: found.page.next_cursor,
            total: found.total,
            capped: found.capped,
            as_of: found.as_of,
        }
    }
}

/// 查询人员
///
/// 姓名、注册编号、证书编号、所在企业至少给出一项，同时给出的须全部符合。不提供按身份证号码查询；
/// 平台上有同名人员时给出脱敏的身份证号码，以便区分。
#[utoipa::path(tag = "人员库", params(PersonParams), responses(
    (status = 200, description = "一页人员", body = PersonList),
    (status = 400, description = "查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "没有 enterprise 所指的企业", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/people")]
async fn list_people(state: State, Query(params): Query<PersonParams>) -> Result<HttpResponse> {
    let search = params.search()?;
    let today = state.db.clock().today();
    let found = state.db.read(move |conn| service::find(conn, &search, today)).await?;
    Ok(HttpResponse::Ok().json(PersonList::from(found)))
}

/// 人员详情
///
/// 路径中用人员的 `id`，不接受身份证号码。
#[utoipa::path(tag = "人员库",
    params(("key" = String, Path, description = "人员 id", example = "7d2m9k4x0r8c3w1p")),
    responses(
        (status = 200, description = "人员及其注册、证书、职称", body = PersonDetail),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这名人员", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "不接受身份证号码", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/people/{key}")]
async fn get_person(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let detail = state.db.read(move |conn| service::detail(conn, &key, today)).await?;
    Ok(HttpResponse::Ok().json(detail))
}

/// The registrations of a person.
#[derive(Serialize, ToSchema)]
pub struct RegistrationList {
    /// The registrations, one for each specialty.
    pub items: Vec<RegistrationView>,
}

/// 人员注册
///
/// 人员的全部注册，每个专业一条，包括已注销、已过期的；`in_force` 表示回答当日是否有效。
#[utoipa::path(tag = "人员库",
    params(("key" = String, Path, description = "人员 id", example = "7d2m9k4x0r8c3w1p")),
    responses(
        (status = 200, description = "注册", body = RegistrationList),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这名人员", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "不接受身份证号码", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/people/{key}/registrations")]
async fn list_person_registrations(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let items = state.db.read(move |conn| service::registrations(conn, &key, today)).await?;
    Ok(HttpResponse::Ok().json(RegistrationList { items }))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing(PersonParams::default())]
    #[case::a_type_alone(PersonParams { registration_type: Some("81".to_owned()), ..PersonParams::default() })]
    #[case::blanks(PersonParams { name: Some(" ".to_owned()), ..PersonParams::default() })]
    #[case::a_family_name(PersonParams { name: Some("张".to_owned()), ..PersonParams::default() })]
    #[case::an_unknown_type(PersonParams { name: Some("张某".to_owned()), registration_type: Some("木匠".to_owned()), ..PersonParams::default() })]
    fn what_would_list_everybody_is_refused(#[case] params: PersonParams) {
        assert!(matches!(params.search(), Err(Error::Invalid(_))));
    }

    #[rstest]
    #[case(PersonParams { name: Some("张 410100190001010019".to_owned()), ..PersonParams::default() })]
    #[case(PersonParams { certificate: Some("T410100190001010019".to_owned()), ..PersonParams::default() })]
    #[case(PersonParams { enterprise: Some("410100190001010019".to_owned()), ..PersonParams::default() })]
    fn an_identity_number_is_refused_and_not_repeated(#[case] params: PersonParams) {
        let refusal = params.search().unwrap_err();
        assert!(matches!(refusal, Error::Invalid(_)) && !refusal.detail().contains("0019"), "{refusal}");
    }

    #[test]
    fn a_type_is_taken_by_code_or_name() {
        for written in ["81", "一级注册建造师"] {
            let params = PersonParams {
                name: Some("张某".to_owned()),
                registration_type: Some(written.to_owned()),
                ..PersonParams::default()
            };
            assert_eq!(params.search().unwrap().registration_type, Some(RegistrationType::ConstructorFirst));
        }
    }
}

/// 企业人员
///
/// 在这家企业注册，或证书上写明由这家企业聘用的人员，按姓名顺序列出。
#[utoipa::path(tag = "企业库",
    params(("key" = String, Path, description = "企业 id、统一社会信用代码、组织机构代码或企业全称", example = "91410100MA0000007G"), PageParams),
    responses(
        (status = 200, description = "一页人员", body = PersonList),
        (status = 400, description = "编号、查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这家企业", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/enterprises/{key}/people")]
async fn list_enterprise_people(state: State, Key(key): Key, Query(params): Query<PageParams>) -> Result<HttpResponse> {
    let (rows, count) = (rows(params.limit.as_deref())?, flag("count", params.count.as_deref())?);
    let search = Search { enterprise: Some(key), rows, count, ..Search::default() };
    let search = Search { after: cursor(&search.scope(), params.cursor.as_deref())?, ..search };
    let today = state.db.clock().today();
    let found = state.db.read(move |conn| service::find(conn, &search, today)).await?;
    Ok(HttpResponse::Ok().json(PersonList::from(found)))
}
