//! The projects that an enterprise, or a person, takes part in.

use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::{Participant, Project};
use super::view::{EngagementView, ProjectSummary};
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::domain::vocabulary::project::ParticipantRole;
use crate::domain::vocabulary::provenance::DataLevel;
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, PageParams, cursor, flag, rows};
use crate::http::problem::Problem;
use crate::http::state::State;
use crate::registry::link::ProjectBrief;
use crate::registry::view::RegionView;
use crate::registry::{enterprise, link, personnel, public_ids};

/// A part that an enterprise has in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParticipationView {
    /// The project.
    pub project: ProjectSummary,
    /// Role.
    pub role: ParticipantRole,
    /// Unit work, where said.
    pub unit_code: Option<String>,
    /// Permit it stands on, where said.
    pub permit_number: Option<String>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// Which tier verified it.
    pub data_level: DataLevel,
}

impl ParticipationView {
    /// The view of a part.
    pub fn of(row: &Participant, project: ProjectSummary) -> Self {
        Self {
            project,
            role: row.role,
            unit_code: row.unit_code.clone(),
            permit_number: row.permit_number.clone(),
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            data_level: row.data_level,
        }
    }
}

/// What a cursor of [`of_enterprise`] is bound to.
pub fn scope(key: &str) -> String {
    format!("enterprise projects {key}")
}

/// A page of the projects that an enterprise takes part in, what came on file last first.
pub fn of_enterprise(
    conn: &mut Conn,
    key: &str,
    after: Option<&Position>,
    rows: usize,
) -> Result<Page<ParticipationView>> {
    let enterprise = enterprise::service::id_of(conn, key)?;
    let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
    let parts = link::participations(conn, enterprise, after.map(|after| after.id), limit)?;
    let owners = public_ids::of_enterprises(conn, parts.iter().filter_map(|(_, project)| project.owner_id))?;
    let at = |(part, _): &(Participant, Project)| Position { key: String::new(), id: part.id };
    let page = Page::from_rows(parts, rows, &scope(key), at);
    Ok(page.map(|(part, project)| ParticipationView::of(&part, ProjectSummary::of(&project, &owners))))
}

/// In how many parts an enterprise takes part in projects.
pub fn count_of_enterprise(conn: &mut Conn, key: &str) -> Result<i64> {
    let enterprise = enterprise::service::id_of(conn, key)?;
    Ok(link::count_participations(conn, enterprise)?)
}

/// A page of the projects that an enterprise takes part in.
#[derive(Serialize, ToSchema)]
pub struct ParticipationList {
    /// The projects with the part that the enterprise has in them.
    pub items: Vec<ParticipationView>,
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

/// 企业参与的项目
///
/// 企业以建设、勘察、设计、施工、监理等角色参与的项目，最近登记的在前；同一项目中承担多个角色的，每个角色一条。
#[utoipa::path(tag = "企业库",
    params(("key" = String, Path, description = "企业 id、统一社会信用代码或组织机构代码", example = "91410100MA0000007G"), PageParams),
    responses(
        (status = 200, description = "一页项目", body = ParticipationList),
        (status = 400, description = "编号、查询参数或游标无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这家企业", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "参数值不符合要求，逐项说明", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/enterprises/{key}/projects")]
pub(super) async fn list_enterprise_projects(
    state: State,
    Key(key): Key,
    Query(params): Query<PageParams>,
) -> Result<HttpResponse> {
    let (rows, count) = (rows(params.limit.as_deref())?, flag("count", params.count.as_deref())?);
    let after = cursor(&scope(&key), params.cursor.as_deref())?;
    let list = state.db.read(move |conn| {
        let page = of_enterprise(conn, &key, after.as_ref(), rows)?;
        let total = if count { Some(count_of_enterprise(conn, &key)?) } else { None };
        Ok(ParticipationList {
            items: page.items,
            next_cursor: page.next_cursor,
            total,
            as_of: enterprise::service::as_of(conn)?,
        })
    });
    Ok(HttpResponse::Ok().json(list.await?))
}

/// What a person is or was engaged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonEngagementView {
    /// Opaque id: the canonical address of the project.
    #[schema(example = "7c2m9x4w1k8r3j0p")]
    pub project_id: String,
    /// National project number.
    #[schema(example = "4101052003010101")]
    pub project_number: Option<String>,
    /// Name of the project.
    #[schema(example = "金水区人民医院病房楼")]
    pub project_name: String,
    /// Where it is.
    pub region: Option<RegionView>,
    /// The engagement as the project's records have it.
    #[serde(flatten)]
    pub engagement: EngagementView,
    /// Whether the person is bound on the day of the answer.
    pub is_active: bool,
}

impl PersonEngagementView {
    /// The view of an engagement on a day.
    pub fn of(engagement: EngagementView, project: &ProjectBrief, today: NaiveDate) -> Self {
        Self {
            project_id: project.public_id.clone(),
            project_number: project.national_number.clone(),
            project_name: project.name.clone(),
            region: project.region_code.as_deref().map(RegionView::of),
            is_active: engagement.is_active(today),
            engagement,
        }
    }
}

/// What one person is or was engaged in: what lasts first, then what came on file last.
pub fn of_person(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<Vec<PersonEngagementView>> {
    let person = personnel::service::id_of(conn, key)?;
    let rows = link::engagements_of(conn, person)?;
    let enterprises = public_ids::of_enterprises(conn, rows.iter().filter_map(|(row, _)| row.enterprise_id))?;
    let people = public_ids::of_people(conn, [person])?;
    let view = |(engagement, project): &(_, _)| {
        PersonEngagementView::of(EngagementView::of(engagement, &enterprises, &people), project, today)
    };
    let mut views: Vec<PersonEngagementView> = rows.iter().map(view).collect();
    views.sort_by_key(|view| !view.is_active);
    Ok(views)
}

/// What a person is or was engaged in.
#[derive(Serialize, ToSchema)]
pub struct PersonEngagementList {
    /// The engagements.
    pub items: Vec<PersonEngagementView>,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// 人员任职
///
/// 人员在各项目上的任职，包括已解除的，在任的在前；`is_active` 表示回答当日是否在任。
#[utoipa::path(tag = "人员库",
    params(("key" = String, Path, description = "人员 id", example = "7d2m9k4x0r8c3w1p")),
    responses(
        (status = 200, description = "任职", body = PersonEngagementList),
        (status = 400, description = "编号或查询参数无法识别", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "没有这名人员", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "不接受身份证号码", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "查询过于频繁", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "数据库繁忙", body = Problem, content_type = "application/problem+json"),
))]
#[get("/people/{key}/engagements")]
pub(super) async fn list_person_engagements(state: State, Key(key): Key, _: Query<NoParams>) -> Result<HttpResponse> {
    let today = state.db.clock().today();
    let list = state.db.read(move |conn| {
        let items = of_person(conn, &key, today)?;
        Ok(PersonEngagementList { items, as_of: enterprise::service::as_of(conn)? })
    });
    Ok(HttpResponse::Ok().json(list.await?))
}
