//! The departments, for the system administrator.

use actix_web::Either;
use actix_web::web::Html;
use serde::Deserialize;

use super::Done;
use crate::access::Principal;
use crate::access::guard::SystemAdministrator;
use crate::access::organisation::{self, NewDepartment};
use crate::access::service::{self, OrganisationQuery};
use crate::access::view::OrganisationView;
use crate::domain::vocabulary::access::{OrganisationKind, Tier};
use crate::error::{Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::Query;
use crate::http::page::{Answer, see_other};
use crate::http::params::{cursor, rows};
use crate::http::state::State;
use crate::web::address::address;
use crate::web::pages::{DepartmentLine, Departments};
use crate::web::parts::{Choice, RegionSelect};
use crate::web::render;

const PATH: &str = "/admin/departments";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ListParams {
    done: String,
    cursor: Option<String>,
    province: String,
    city: String,
    county: String,
}

pub(super) async fn list(
    state: State,
    SystemAdministrator(administrator): SystemAdministrator,
    Query(params): Query<ListParams>,
) -> Result<Html> {
    let mut page = shown(&state, &administrator, params.cursor.as_deref(), None).await?;
    page.done = Done { done: params.done }.said();
    page.region = RegionSelect::of(&params.province, &params.city, &params.county);
    Ok(Html::new(render(&page)?))
}

async fn shown(state: &State, by: &Principal, after: Option<&str>, tier: Option<Tier>) -> Result<Departments> {
    let kind = OrganisationKind::Department;
    let after = cursor(&OrganisationQuery::scope(kind, None), after)?;
    let query = OrganisationQuery { kind, state: None, after, rows: rows(None)? };
    let principal = by.clone();
    let page = state.db.read(move |conn| service::organisations(conn, &principal, &query)).await?;
    let next = page.next_cursor.map(|cursor| address(PATH, &[("cursor", &cursor)]));
    let line = |view: OrganisationView| DepartmentLine {
        url: address("/admin/accounts/new", &[("organisation", &view.id)]),
        name: view.name,
        tier: view.tier.map(|tier| tier.label().to_owned()).unwrap_or_default(),
        region: view.region.path.unwrap_or(view.region.code),
    };
    let tiers = Tier::ALL.iter().map(|known| Choice::new(known.as_str(), known.label(), tier == Some(*known)));
    Ok(Departments::new(&state.site(), page.items.into_iter().map(line).collect(), next, tiers.collect()))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DepartmentForm {
    name: String,
    tier: Option<Tier>,
    province: String,
    city: String,
    county: String,
    step: String,
}

pub(super) async fn create(
    state: State,
    SystemAdministrator(by): SystemAdministrator,
    Form(typed): Form<DepartmentForm>,
) -> Result<Answer> {
    let errors = match made(&state, &by, &typed).await {
        Ok(true) => return Ok(Either::Right(see_other("/admin/departments?done=saved"))),
        Ok(false) => Vec::new(),
        Err(Error::Invalid(errors)) => errors,
        Err(error) => return Err(error),
    };
    let mut page = shown(&state, &by, None, typed.tier).await?;
    page.region = RegionSelect::of(&typed.province, &typed.city, &typed.county);
    page.name = typed.name;
    page.errors = errors;
    Ok(Either::Left(Html::new(render(&page)?)))
}

/// Sets the department up, unless only the next tier of the region was asked for.
async fn made(state: &State, by: &Principal, typed: &DepartmentForm) -> Result<bool> {
    if typed.step == "region" {
        return Ok(false);
    }
    let Some(tier) = typed.tier else {
        return Err(Error::Invalid(vec![FieldError::new("tier", "field.missing", "请选择部门的层级。")]));
    };
    let region_code = RegionSelect::narrowest(&typed.province, &typed.city, &typed.county).unwrap_or_default();
    let new = NewDepartment { name: typed.name.clone(), region_code: region_code.to_owned(), tier };
    let (actor, vault) = (by.actor(), state.vault.clone());
    state.db.write(move |tx| organisation::create_department(tx, &vault, &new, &actor)).await?;
    Ok(true)
}
