//! Lists: an enterprise's desk, a department's register, a reviewer's queue.

use actix_web::web::Html;
use serde::Deserialize;

use super::{said, shown};
use crate::access::Principal;
use crate::access::guard::{FilingReader, Reviewer};
use crate::domain::vocabulary::access::{OrganisationKind, Role, Tier};
use crate::domain::vocabulary::filing::FilingState;
use crate::error::Result;
use crate::filing::hall::api::{FilingParams, TaskParams};
use crate::filing::hall::lists::RegisterFilter;
use crate::filing::hall::service;
use crate::filing::hall::view::FilingSummary;
use crate::http::extract::Query;
use crate::http::params::{cursor, rows};
use crate::http::state::State;
use crate::web::address::address;
use crate::web::pages::{FilingTasks, Filings, TurnLine};
use crate::web::parts::{Choice, Link};
use crate::web::render;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ListParams {
    kind: String,
    state: String,
    cursor: String,
}

pub(super) async fn filings(
    state: State,
    FilingReader(reader): FilingReader,
    Query(params): Query<ListParams>,
) -> Result<Html> {
    let asked =
        FilingParams { kind: Some(params.kind.clone()), state: Some(params.state.clone()), ..FilingParams::default() };
    let filter = asked.filter()?;
    let after = cursor(&filter.scope(&service::whose(&reader)), Some(&params.cursor))?;
    let (rows, today) = (rows(None)?, state.db.clock().today());
    let is_own = reader.organisation.kind == OrganisationKind::Enterprise;
    let shows_turns = is_own && after.is_none() && filter == RegisterFilter::default();
    let may_file = reader.is(Role::EnterpriseFiler);
    let read = state.db.read(move |conn| {
        let page = service::register(conn, &reader, &filter, after.as_ref(), rows, today)?;
        let turns = if shows_turns { service::turns(conn, &reader, today)? } else { Vec::new() };
        Ok((page, turns))
    });
    let (page, turns) = read.await?;
    let next = page
        .next_cursor
        .map(|cursor| address("/filings", &[("kind", &params.kind), ("state", &params.state), ("cursor", &cursor)]));
    let lines = page.items.into_iter().map(shown::line).collect();
    let states = FilingState::ALL.iter().filter(|state| is_own || **state != FilingState::Draft);
    let states = states.map(|state| (state.as_str(), state.label()));
    let page = Filings {
        may_file,
        turns: turns.into_iter().map(turn).collect(),
        kinds: shown::kind_choices(&params.kind),
        states: Choice::among("全部", states, &params.state),
        ..Filings::new(&state.site(), is_own, lines, next)
    };
    Ok(Html::new(render(&page)?))
}

fn turn((summary, reason): (FilingSummary, Option<String>)) -> TurnLine {
    let returned = summary.item_counts.returned;
    let why = match reason {
        _ if returned == 0 => "草稿，还没有提交。".to_owned(),
        Some(reason) => format!("退回 {returned} 项：{reason}。请补正后重新提交。"),
        None => format!("退回 {returned} 项。请补正后重新提交。"),
    };
    TurnLine { line: shown::line(summary), why }
}

/// Parts of a queue: what is submitted, what is shown.
const PARTS: [(&str, &str); 4] = [("", "全部"), ("mine", "我的"), ("unclaimed", "无人领办"), ("overdue", "已逾期")];

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct QueueParams {
    part: String,
    kind: String,
    cursor: String,
    done: String,
}

impl QueueParams {
    fn asked(&self) -> TaskParams {
        let is = |part: &str| Some((self.part == part).to_string());
        TaskParams {
            kind: Some(self.kind.clone()),
            mine: is("mine"),
            unclaimed: is("unclaimed"),
            overdue: is("overdue"),
            ..TaskParams::default()
        }
    }
}

pub(super) async fn tasks(
    state: State,
    Reviewer(reviewer): Reviewer,
    Query(params): Query<QueueParams>,
) -> Result<Html> {
    let today = state.db.clock().today();
    let (filter, tier) = (params.asked().filter(&reviewer, today)?, service::own_tier(&reviewer)?);
    let after = cursor(&filter.scope(tier, &reviewer.organisation.region_code), Some(&params.cursor))?;
    let (rows, desk) = (rows(None)?, desk(&reviewer));
    let read = state.db.read(move |conn| {
        let page = service::queue(conn, &reviewer, &filter, after.as_ref(), rows, today)?;
        Ok((page, service::count_queue(conn, &reviewer, &filter, today)?))
    });
    let (page, total) = read.await?;
    let at = |part: &str, cursor: &str| {
        address("/filing-tasks", &[("part", part), ("kind", &params.kind), ("cursor", cursor)])
    };
    let next = page.next_cursor.map(|cursor| at(&params.part, &cursor));
    // What waits at another tier is not this reviewer's.
    let own = |summary: FilingSummary| {
        let desks = summary.desks.into_iter().filter(|desk| desk.tier == tier).collect();
        shown::line(FilingSummary { desks, ..summary })
    };
    let lines = page.items.into_iter().map(own).collect();
    let part = |(name, label): (&str, &str)| (Link::new(label, at(name, "")), name == params.part);
    let page = FilingTasks {
        done: said(&params.done),
        parts: PARTS.map(part).into(),
        kinds: shown::kind_choices(&params.kind),
        part: params.part.clone(),
        ..FilingTasks::new(&state.site(), desk, u64::try_from(total).unwrap_or_default(), lines, next)
    };
    Ok(Html::new(render(&page)?))
}

fn desk(reviewer: &Principal) -> String {
    let tier = reviewer.tier().map(Tier::label).unwrap_or_default();
    format!("{}（{tier}）", reviewer.organisation.name)
}
