//! The credit registry as pages.

use actix_web::web::{self, Html};
use serde::Deserialize;

use super::api::CreditParams;
use super::service::{self, Found};
use super::view::CreditRecordView;
use crate::domain::vocabulary::credit::CreditKind;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, FieldError, Result};
use crate::http::extract::Query;
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::page as shared;
use crate::web::address::address;
use crate::web::pages::{CreditList, CreditListKind, CreditRow};
use crate::web::parts::{Choice, Link, Pager, WhyNot};
use crate::web::render;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/credit-records").get(credit_records))
        .service(web::resource("/blacklist").get(blacklist));
}

/// What the form submits.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ListParams {
    subject: String,
    kind: String,
    cursor: String,
}

/// The blacklist can only be leafed through.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct BlacklistParams {
    cursor: String,
}

async fn credit_records(state: State, Query(params): Query<ListParams>) -> Result<Html> {
    list(state, CreditListKind::Records, params).await
}

async fn blacklist(state: State, Query(params): Query<BlacklistParams>) -> Result<Html> {
    let kind = CreditKind::Blacklist.as_str().to_owned();
    list(state, CreditListKind::Blacklist, ListParams { kind, cursor: params.cursor, ..ListParams::default() }).await
}

async fn list(state: State, list: CreditListKind, params: ListParams) -> Result<Html> {
    let kinds = CreditKind::ALL.iter().map(|kind| (kind.as_str(), kind.label()));
    let kinds = Choice::among("全部类别", kinds, &params.kind);
    let subject = shared::repeated(Some(&params.subject));
    let mut page = CreditList::new(&state.settings.site(), list, subject, kinds);
    match find(&state, &params).await {
        Ok(found) => fill(&mut page, &params, &found),
        Err(Error::Invalid(errors)) => page.errors = errors,
        Err(error @ Error::NotFound { .. }) => {
            page.errors = vec![FieldError::new("subject", error.code().as_str(), error.detail())];
        }
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&page)?))
}

async fn find(state: &State, params: &ListParams) -> Result<Found> {
    let said = |value: &str| chosen(Some(value)).map(str::to_owned);
    let asked = CreditParams {
        subject: said(&params.subject),
        kind: said(&params.kind),
        cursor: said(&params.cursor),
        ..CreditParams::default()
    };
    let search = asked.search()?;
    let today = state.db.clock().today();
    state.db.read(move |conn| service::find(conn, &search, today)).await
}

fn fill(page: &mut CreditList, params: &ListParams, found: &Found) {
    let url = |path: &str, cursor: &str| match page.list {
        CreditListKind::Records => {
            address(path, &[("subject", &params.subject), ("kind", &params.kind), ("cursor", cursor)])
        }
        CreditListKind::Blacklist => address(path, &[("cursor", cursor)]),
    };
    page.layout.as_of = found.as_of;
    page.layout.json_url = Some(url(&format!("/api/v1{}", page.list.url()), &params.cursor));
    page.rows = found.page.items.iter().map(list_row).collect();
    page.pager = Pager {
        shown: page.rows.len() as u64,
        next: found.page.next_cursor.as_deref().map(|cursor| url(page.list.url(), cursor)),
        ..Pager::default()
    };
    if page.rows.is_empty() {
        let kind = params.kind.parse().map(CreditKind::label).unwrap_or_default();
        let conditions = [shared::condition("企业或人员为", &page.subject), shared::condition("类别为", kind)];
        page.why_not = Some(WhyNot { conditions: conditions.into_iter().flatten().collect(), ..WhyNot::default() });
    }
}

fn list_row(record: &CreditRecordView) -> CreditRow {
    let registry = match record.subject.kind {
        HeadKind::Enterprise => "enterprises",
        HeadKind::Person => "people",
        HeadKind::Project => "projects",
    };
    CreditRow {
        subject: Link::new(&record.subject.name, format!("/{registry}/{}", record.subject.id)),
        line: shared::credit_line(record),
    }
}
