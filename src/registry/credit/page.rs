//! The credit registry as pages.

use std::sync::Arc;

use actix_web::web::{self, Html};
use serde::Deserialize;

use super::api::CreditParams;
use super::service::{self, Found, Search};
use crate::domain::vocabulary::credit::CreditKind;
use crate::error::{Error, Result};
use crate::http::extract::Query;
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::overview::Counts;
use crate::registry::page::{self as shared, near};
use crate::registry::{enterprise, personnel};
use crate::web::address::address;
use crate::web::pages::{CreditList, CreditListKind};
use crate::web::parts::{Choice, NearMatch, Pager, WhyNot};
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

impl ListParams {
    fn search(&self) -> Result<Search> {
        personnel::service::without_number("subject", &self.subject)?;
        let said = |value: &str| chosen(Some(value)).map(str::to_owned);
        let asked = CreditParams {
            subject: said(&self.subject),
            kind: said(&self.kind),
            cursor: said(&self.cursor),
            ..CreditParams::default()
        };
        asked.search()
    }

    fn url(&self, path: &str, list: CreditListKind, cursor: &str) -> String {
        match list {
            CreditListKind::Records => {
                address(path, &[("subject", &self.subject), ("kind", &self.kind), ("cursor", cursor)])
            }
            CreditListKind::Blacklist => address(path, &[("cursor", cursor)]),
        }
    }
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
    let mut page = CreditList::new(&state.site(), list, subject, kinds);
    match params.search() {
        Ok(search) => fill(&state, &params, search, &mut page).await?,
        Err(Error::Invalid(errors)) => page.errors = errors,
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&page)?))
}

async fn fill(state: &State, params: &ListParams, search: Search, page: &mut CreditList) -> Result<()> {
    let (overview, today) = (Arc::clone(&state.overview), state.db.clock().today());
    let answer = state.db.read(move |conn| match service::find(conn, &search, today) {
        Ok(found) if !found.page.items.is_empty() => Ok(Answer::Found(found)),
        Ok(_nothing) => Ok(Answer::Nothing(overview.counts(conn, today)?)),
        Err(Error::NotFound { .. }) => {
            let near = enterprise::service::near(conn, search.subject.as_deref().unwrap_or_default(), today)?;
            let url = |id: &str| address("/credit-records", &[("subject", id)]);
            Ok(Answer::NoSuchSubject(overview.counts(conn, today)?, near::enterprises(&near, near::LIKE, url)))
        }
        Err(error) => Err(error),
    });
    page.layout.json_url = Some(params.url(&format!("/api/v1{}", page.list.url()), page.list, &params.cursor));
    match answer.await? {
        Answer::Found(found) => {
            page.layout.as_of = found.as_of;
            page.rows = found.page.items.iter().map(shared::credit_row).collect();
            let next = found.page.next_cursor.as_deref();
            page.pager = Pager {
                shown: page.rows.len() as u64,
                next: next.map(|cursor| params.url(page.list.url(), page.list, cursor)),
                ..Pager::default()
            };
        }
        Answer::Nothing(counts) => {
            page.layout.as_of = counts.as_of;
            page.why_not = Some(why_not(page, params, counts, Vec::new()));
        }
        Answer::NoSuchSubject(counts, near) => {
            page.layout.as_of = counts.as_of;
            let mut why_not = why_not(page, params, counts, near);
            why_not.asked.insert(0, shared::asked("企业库", counts.enterprises, counts.as_of));
            page.why_not = Some(why_not);
        }
    }
    Ok(())
}

/// What came of a question.
enum Answer {
    /// Records.
    Found(Found),
    /// None.
    Nothing(Counts),
    /// No such enterprise or person; others come near.
    NoSuchSubject(Counts, Vec<NearMatch>),
}

fn why_not(page: &CreditList, params: &ListParams, counts: Counts, near: Vec<NearMatch>) -> WhyNot {
    let kind = params.kind.parse().map(CreditKind::label).unwrap_or_default();
    let conditions = [shared::condition("企业或人员为", &page.subject), shared::condition("类别为", kind)];
    WhyNot {
        conditions: conditions.into_iter().flatten().collect(),
        asked: vec![shared::asked("诚信库（公开的记录）", counts.credit_records, counts.as_of)],
        near,
    }
}
