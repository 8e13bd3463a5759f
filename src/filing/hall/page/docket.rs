//! The page of a filing; handing it in and taking it back.

use std::collections::HashMap;

use actix_web::Either;
use actix_web::web::Html;
use serde::Deserialize;

use super::{back, said, shown};
use crate::access::Principal;
use crate::access::guard::{Filer, FilingReader};
use crate::domain::vocabulary::access::{OrganisationKind, Role};
use crate::domain::vocabulary::filing::StepKind;
use crate::error::{Error, FieldError, Result};
use crate::filing::hall::content::Reading;
use crate::filing::hall::docket::Docket;
use crate::filing::hall::draft::{self, Purpose};
use crate::filing::hall::view::{FilingDetail, ItemView, StepView};
use crate::filing::hall::{api, attach, service, submit};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::Answer;
use crate::http::params::{NoParams, chosen};
use crate::http::state::State;
use crate::web::pages::{FilingItem, FilingPage, FilingSteps, Submission};
use crate::web::parts::{Choice, Link};
use crate::web::render;

/// Most items that are looked over on the page where they are submitted.
const LOOKED_OVER: usize = 20;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    after: Option<String>,
    done: String,
}

pub(super) async fn page(
    state: State,
    FilingReader(reader): FilingReader,
    Key(number): Key,
    Query(params): Query<Params>,
) -> Result<Html> {
    let after = after(params.after.as_deref())?;
    let mut page = shown_to(&state, &reader, &number, after).await?;
    page.done = said(&params.done);
    Ok(Html::new(render(&page)?))
}

/// The place after which a page of items begins.
pub(super) fn after(text: Option<&str>) -> Result<i64> {
    api::ItemParams { after: chosen(text).map(str::to_owned) }.after()
}

/// Everything that the page of a filing shows.
struct Seen {
    detail: FilingDetail,
    purpose: Purpose,
    /// The place after which the next page of items begins.
    next: Option<i64>,
    happened: Vec<StepView>,
    /// What keeps each item that its filer can still change from being submitted, by place.
    errors: HashMap<i64, Vec<String>>,
    missing: Vec<&'static str>,
    steps: FilingSteps,
}

/// The page of a filing as somebody sees it who may.
pub(super) async fn shown_to(state: &State, reader: &Principal, number: &str, after: i64) -> Result<FilingPage> {
    let seen = read(state, reader, number, after).await?;
    let summary = &seen.detail.summary;
    let above = if reader.organisation.kind == OrganisationKind::Enterprise { "我的申报" } else { "申报登记" };
    let head = shown::head(summary, &seen.detail.route);
    let mut page = FilingPage::new(&state.site(), (above, "/filings"), head, shown::verdict(summary));
    page.missing = seen.missing.iter().map(|title| (*title).to_owned()).collect();
    page.next = seen.next.map(|place| format!("/filings/{number}?after={place}#items"));
    page.timeline = shown::timeline(seen.happened);
    let may_remove = seen.steps.attach.is_some();
    page.papers = seen.detail.attachments.into_iter().map(|view| shown::paper(number, view, may_remove)).collect();
    let item = |view| item(seen.purpose, number, view, &seen.errors);
    page.items = seen.detail.items.into_iter().map(item).collect::<Result<_>>()?;
    page.steps = seen.steps;
    Ok(page)
}

async fn read(state: &State, reader: &Principal, number: &str, after: i64) -> Result<Seen> {
    let (reader, number) = (reader.clone(), number.to_owned());
    let (vault, today) = (state.vault.clone(), state.db.clock().today());
    let read = state.db.read(move |conn| {
        let docket = Docket::load(conn, &number)?.of_reader(&reader)?;
        let (detail, next) = service::detail(conn, &vault, &reader, &docket, after, today)?;
        let is_filer = reader.is(Role::EnterpriseFiler) && reader.organisation.id == docket.case.organisation_id;
        let readings = if is_filer { draft::check(&vault, &docket, today)? } else { Vec::new() };
        let told =
            |(place, reading): (i64, Reading)| (place, reading.errors.into_iter().map(|error| error.message).collect());
        let errors: HashMap<i64, Vec<String>> = readings.into_iter().map(told).collect();
        let (happened, missing) = (service::steps(conn, &docket)?, attach::missing(conn, &docket)?);
        let mut steps = steps_of_anybody(&docket, &reader, &happened);
        if is_filer {
            let title = missing.first().copied().unwrap_or_default();
            steps = steps_of_filer(&docket, steps, title, !errors.is_empty())?;
        }
        Ok(Seen { purpose: Purpose::of(&docket)?, detail, next, happened, errors, missing, steps })
    });
    read.await
}

/// What whoever may read a filing may do.
fn steps_of_anybody(docket: &Docket, reader: &Principal, happened: &[StepView]) -> FilingSteps {
    let number = &docket.filing.number;
    let tier = reader.tier().filter(|_| reader.is(Role::Reviewer));
    let waits_here = tier.is_some_and(|tier| docket.waiting_at(tier).next().is_some());
    let was_decided = happened.iter().any(|step| is_decision(step.step));
    FilingSteps {
        review: waits_here.then(|| format!("/filings/{number}/review")),
        print: was_decided.then(|| format!("/filings/{number}/decision")),
        ..FilingSteps::default()
    }
}

/// What its filer may do besides; `has_open` when there is anything to submit, `title` the paper that is missing.
fn steps_of_filer(docket: &Docket, steps: FilingSteps, title: &str, has_open: bool) -> Result<FilingSteps> {
    let purpose = Purpose::of(docket)?;
    let at = |what: &str| format!("/filings/{}/{what}", docket.filing.number);
    let may_amend = docket.items.is_empty() || has_open;
    let may_add = docket.items.iter().all(|item| item.standing().may_be_amended());
    let may_withdraw = docket.items.iter().any(|item| item.standing().withdraw().is_ok());
    let papers = purpose.kind.papers.iter().map(|paper| (paper.title, paper.title));
    // One sheet is offered at once; of many, the form itself offers the others.
    let sheet = purpose.act.sheet_kinds().next().filter(|_| may_add);
    let add = sheet.map(|kind| Link::new("再填一项", format!("{}?sheet={}", at("items/new"), kind.name)));
    Ok(FilingSteps {
        add,
        attach: may_amend.then(|| at("attachments")),
        papers: Choice::among("其他材料", papers, title),
        submit: has_open.then(|| at("submission")),
        withdraw: may_withdraw.then(|| at("withdrawal")),
        ..steps
    })
}

/// Whether a step is a tier's word.
pub(super) fn is_decision(step: StepKind) -> bool {
    matches!(step, StepKind::Seconded | StepKind::Approved | StepKind::Returned | StepKind::Refused | StepKind::InForce)
}

fn item(purpose: Purpose, number: &str, view: ItemView, errors: &HashMap<i64, Vec<String>>) -> Result<FilingItem> {
    let place = view.place;
    let url = format!("/filings/{number}/items/{place}");
    let own = errors.get(&place);
    Ok(FilingItem {
        errors: own.cloned().unwrap_or_default(),
        edit_url: own.map(|_| url.clone()),
        remove_url: own.map(|_| format!("{url}/removal")),
        ..shown::item(purpose, view)?
    })
}

/// Where a filer looks everything over.
pub(super) async fn submission(
    state: State,
    Filer(filer): Filer,
    Key(number): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<Html> {
    let page = looked_over(&state, &filer, &number, Vec::new()).await?;
    Ok(Html::new(render(&page)?))
}

async fn looked_over(state: &State, filer: &Principal, number: &str, refused: Vec<FieldError>) -> Result<Submission> {
    let (by, key) = (filer.clone(), number.to_owned());
    let (vault, today) = (state.vault.clone(), state.db.clock().today());
    let read = state.db.read(move |conn| {
        let docket = Docket::load(conn, &key)?.of_filer(&by)?;
        let readings = draft::check(&vault, &docket, today)?;
        let (detail, _) = service::detail(conn, &vault, &by, &docket, 0, today)?;
        let missing = attach::missing(conn, &docket)?;
        let open: Vec<ItemView> = docket
            .items
            .iter()
            .filter(|item| item.standing().may_be_amended())
            .take(LOOKED_OVER)
            .map(|item| ItemView::of(&vault, Purpose::of(&docket)?, item))
            .collect::<Result<_>>()?;
        Ok((Purpose::of(&docket)?, detail, readings, missing, open))
    });
    let (purpose, detail, readings, missing, open) = read.await?;
    let head = shown::head(&detail.summary, &detail.route);
    let mut page = Submission::new(&state.site(), head, detail.summary.version);
    page.more = readings.len().saturating_sub(open.len());
    page.errors = if refused.is_empty() { objections(&readings, &missing) } else { refused };
    page.items = open.into_iter().map(|view| shown::item(purpose, view)).collect::<Result<_>>()?;
    page.papers = detail.attachments.into_iter().map(|view| shown::paper(number, view, false)).collect();
    Ok(page)
}

/// All that keeps a filing from being submitted; each entry leads to its item.
fn objections(readings: &[(i64, Reading)], missing: &[&str]) -> Vec<FieldError> {
    let of_items = readings.iter().flat_map(|(place, reading)| {
        reading.errors.iter().map(move |error| {
            FieldError::new(format!("items/{place}"), error.code.clone(), format!("第 {place} 项：{}", error.message))
        })
    });
    let of_papers = missing
        .iter()
        .map(|title| FieldError::new("attachments", "attachment.required", format!("缺少“{title}”。请上传后再提交。")));
    of_items.chain(of_papers).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubmissionForm {
    version: i64,
}

pub(super) async fn submit(
    state: State,
    Filer(filer): Filer,
    Key(number): Key,
    Form(SubmissionForm { version }): Form<SubmissionForm>,
) -> Result<Answer> {
    let (vault, by, key) = (state.vault.clone(), filer.clone(), number.clone());
    match state.db.write(move |tx| submit::submit(tx, &vault, &by, &key, Some(version))).await {
        Ok(_) => Ok(Either::Right(back(&number, "submitted"))),
        Err(Error::Invalid(errors)) => {
            let page = looked_over(&state, &filer, &number, errors).await?;
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawalForm {
    note: String,
}

pub(super) async fn withdraw(
    state: State,
    Filer(filer): Filer,
    Key(number): Key,
    Form(typed): Form<WithdrawalForm>,
) -> Result<Answer> {
    let (vault, by, key) = (state.vault.clone(), filer.clone(), number.clone());
    let withdrawn = match api::note(&typed.note) {
        Ok(note) => {
            let note = note.unwrap_or_default();
            let write = state.db.write(move |tx| submit::withdraw(tx, &vault, &by, &key, None, &note));
            write.await.map(drop)
        }
        Err(error) => Err(error),
    };
    match withdrawn {
        Ok(()) => Ok(Either::Right(back(&number, "withdrawn"))),
        Err(Error::Invalid(errors)) => with_errors(&state, &filer, &number, errors).await,
        Err(error) => Err(error),
    }
}

/// The page of a filing on which a form stands that cannot be taken.
pub(super) async fn with_errors(
    state: &State,
    reader: &Principal,
    number: &str,
    errors: Vec<FieldError>,
) -> Result<Answer> {
    let page = FilingPage { errors, ..shown_to(state, reader, number, 0).await? };
    Ok(Either::Left(Html::new(render(&page)?)))
}
