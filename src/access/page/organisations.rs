//! The enterprises that ask to be let in, and what the department decides about them.

use actix_web::Either;
use actix_web::web::Html;
use serde::Deserialize;

use super::organisation_tag;
use crate::access::api::{DecisionKind, DecisionRequest, OrganisationParams};
use crate::access::guard::Verifier;
use crate::access::view::OrganisationView;
use crate::access::{Principal, organisation, service};
use crate::domain::vocabulary::access::OrganisationState;
use crate::error::{Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Answer, see_other};
use crate::http::params::NoParams;
use crate::http::state::State;
use crate::registry::enterprise;
use crate::web::address::address;
use crate::web::pages::{ApplicantLine, KnownEnterprise, OrganisationLine, OrganisationPage, Organisations};
use crate::web::parts::Choice;
use crate::web::render;

const PATH: &str = "/admin/organisations";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ListParams {
    state: Option<String>,
    cursor: Option<String>,
}

pub(super) async fn list(state: State, verifier: Verifier, Query(params): Query<ListParams>) -> Result<Html> {
    // Those that wait, unless others are asked for.
    let asked = params.state.unwrap_or_else(|| OrganisationState::Pending.as_str().to_owned());
    let query =
        OrganisationParams { state: Some(asked.clone()), cursor: params.cursor, ..OrganisationParams::default() };
    let query = query.query()?;
    let page = state.db.read(move |conn| service::organisations(conn, &verifier, &query)).await?;
    let options = OrganisationState::ALL.iter().map(|state| (state.as_str(), state.label()));
    let states = Choice::among("全部", options, &asked);
    let next = page.next_cursor.map(|cursor| address(PATH, &[("state", &asked), ("cursor", &cursor)]));
    let rows = page.items.iter().map(line).collect();
    Ok(Html::new(render(&Organisations::new(&state.site(), states, rows, next))?))
}

fn line(view: &OrganisationView) -> OrganisationLine {
    OrganisationLine {
        name: view.name.clone(),
        url: format!("{PATH}/{}", view.id),
        credit_code: view.credit_code.clone().unwrap_or_default(),
        region: view.region.path.clone().unwrap_or_else(|| view.region.code.clone()),
        registered_at: view.registered_at,
        state: organisation_tag(view.state),
    }
}

pub(super) async fn page(
    state: State,
    Verifier(verifier): Verifier,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<Html> {
    let page = shown(&state, &verifier, key, None).await?;
    Ok(Html::new(render(&page)?))
}

async fn shown(
    state: &State,
    verifier: &Principal,
    key: String,
    chosen: Option<DecisionKind>,
) -> Result<OrganisationPage> {
    let (principal, vault, today) = (verifier.clone(), state.vault.clone(), state.db.clock().today());
    let read = state.db.read(move |conn| {
        let row = organisation::in_region(conn, &principal, &key)?;
        let applicant = service::applicant(conn, &vault, &row)?;
        let code = row.credit_code.clone().unwrap_or_default();
        let known = match enterprise::service::detail(conn, &code, today) {
            Ok(known) => Some(known),
            Err(Error::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok((OrganisationView::from(row), applicant, known))
    });
    let (view, applicant, known) = read.await?;
    let mut page = OrganisationPage::new(&state.site(), line(&view), view.version);
    page.reason = view.reason;
    page.applicant = applicant.map(|(account, contact)| ApplicantLine {
        name: account.person_name,
        login_name: account.login_name,
        phone: contact.phone,
        email: contact.email,
    });
    page.known = known.map(|known| KnownEnterprise {
        url: format!("/enterprises/{}", known.summary.id),
        name: known.summary.name,
        legal_representative: known.legal_representative,
        region: known.summary.region.map(|region| region.path.unwrap_or(region.code)),
    });
    let choices: &[(DecisionKind, &str)] = match view.state {
        OrganisationState::Pending => &[(DecisionKind::Verify, "通过核验"), (DecisionKind::Refuse, "不通过")],
        OrganisationState::Verified => &[(DecisionKind::Suspend, "停用")],
        OrganisationState::Suspended => &[(DecisionKind::Verify, "恢复使用")],
        OrganisationState::Refused => &[],
    };
    let choice = |(kind, label): &(DecisionKind, &str)| Choice::new(kind.as_str(), *label, chosen == Some(*kind));
    page.decisions = choices.iter().map(choice).collect();
    Ok(page)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionForm {
    #[serde(default)]
    decision: Option<DecisionKind>,
    #[serde(default)]
    reason: String,
    version: i64,
}

pub(super) async fn decide(
    state: State,
    Verifier(verifier): Verifier,
    Key(key): Key,
    Form(typed): Form<DecisionForm>,
) -> Result<Answer> {
    let refused = match typed.decision {
        None => vec![FieldError::new("decision", "field.missing", "请选择一项决定。")],
        Some(decision) => {
            let decision = DecisionRequest { decision, reason: typed.reason.clone() }.decision();
            let (principal, id) = (verifier.clone(), key.clone());
            let written = state
                .db
                .write(move |tx| organisation::decide(tx, &principal, &id, &decision, Some(typed.version)))
                .await;
            match written {
                Ok(_) => return Ok(Either::Right(see_other(PATH))),
                Err(Error::Invalid(errors)) => errors,
                Err(error) => return Err(error),
            }
        }
    };
    let mut page = shown(&state, &verifier, key, typed.decision).await?;
    page.errors = refused;
    page.typed_reason = typed.reason;
    Ok(Either::Left(Html::new(render(&page)?)))
}
