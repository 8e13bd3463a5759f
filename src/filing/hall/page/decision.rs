//! The decision on paper.

use actix_web::web::Html;

use super::docket::is_decision;
use super::shown;
use crate::access::guard::FilingReader;
use crate::error::Result;
use crate::filing::hall::docket::Docket;
use crate::filing::hall::draft::Purpose;
use crate::filing::hall::service;
use crate::filing::hall::view::ItemView;
use crate::filing::route;
use crate::http::extract::{Key, Query};
use crate::http::params::NoParams;
use crate::http::state::State;
use crate::web::pages::{DecidedItem, DecisionPrint};
use crate::web::render;

/// Most items that it lists.
const PRINTED: usize = 500;

pub(super) async fn page(
    state: State,
    FilingReader(reader): FilingReader,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<Html> {
    let (vault, clock, key) = (state.vault.clone(), state.db.clock().clone(), number.clone());
    let (today, now) = (clock.today(), clock.now());
    let read = state.db.read(move |conn| {
        let docket = Docket::load(conn, &key)?.of_reader(&reader)?;
        let purpose = Purpose::of(&docket)?;
        let views = docket.items.iter().take(PRINTED).map(|item| ItemView::of(&vault, purpose, item));
        let views: Vec<ItemView> = views.collect::<Result<_>>()?;
        Ok((service::summary(conn, &reader, &docket, today)?, service::steps(conn, &docket)?, views, docket))
    });
    let (summary, steps, views, docket) = read.await?;
    let head = shown::head(&summary, &route::kept(&docket.case.route));
    let mut page = DecisionPrint::new(&state.site(), head, now.and_utc());
    page.more = docket.items.len().saturating_sub(views.len());
    page.has_refused = summary.item_counts.refused > 0;
    let item = |view: ItemView| DecidedItem {
        place: view.place,
        title: view.title,
        state: shown::item_state(view.state, view.tier),
        level: view.data_level.as_str().to_owned(),
        reason: view.reason.map(|reason| (reason.text, reason.remedy)),
        note: view.note,
    };
    page.items = views.into_iter().map(item).collect();
    let mut decisions = shown::timeline(steps.into_iter().filter(|step| is_decision(step.step)).collect());
    decisions.reverse();
    page.decisions = decisions;
    Ok(Html::new(render(&page)?))
}
