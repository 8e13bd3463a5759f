//! The pages: handing a workbook in, watching it, and filing its rows.

mod shown;

use actix_multipart::Multipart;
use actix_web::web::{self, Html};
use actix_web::{Either, HttpResponse};
use serde::Deserialize;

use super::api::handed_in;
use super::send::{self, Sending};
use super::store::{self, RowFilter};
use super::view::{ImportDetail, ImportRow, ImportSummary};
use super::{MOST_BYTES, MOST_ROWS, absent, acts, purpose, upload};
use crate::access::Principal;
use crate::access::guard::Filer;
use crate::db::keyset::{Page, Position};
use crate::domain::vocabulary::workbook::{RowVerdict, WorkbookState};
use crate::error::{Code, Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Answer, Button, see_other};
use crate::http::params::{NoParams, cursor, rows};
use crate::http::state::State;
use crate::web::address::address;
use crate::web::pages::{ImportFiling, ImportPage, Imports};
use crate::web::parts::{Choice, Link, Pager};
use crate::web::render;

const PATH: &str = "/imports";
/// Rows of a page: most workbooks have fewer wrong ones, so that all errors are seen at once.
const ROWS: usize = 100;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/imports").get(list).post(create))
        .service(web::resource("/imports/{key}").get(page))
        .service(web::resource("/imports/{key}/checks").post(check))
        .service(web::resource("/imports/{key}/filing").get(review).post(file));
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ListParams {
    cursor: String,
}

async fn list(state: State, filer: Filer, Query(params): Query<ListParams>) -> Result<Html> {
    let page = listed(&state, &filer, "", &params.cursor, Vec::new()).await?;
    Ok(Html::new(render(&page)?))
}

async fn listed(state: &State, filer: &Principal, act: &str, after: &str, errors: Vec<FieldError>) -> Result<Imports> {
    let organisation = filer.organisation.id;
    let scope = format!("imports page {}", organisation.0);
    let (rows, after) = (rows(None)?, cursor(&scope, Some(after))?);
    let read = state.db.read(move |conn| {
        let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
        let found = store::page(conn, organisation, after.as_ref(), limit)?;
        let page = Page::from_rows(found, rows, &scope, |row| Position { key: String::new(), id: row.id });
        Ok((ImportSummary::of(conn, page.items)?, page.next_cursor))
    });
    let (found, next) = read.await?;
    let choices = acts().iter().map(|known| Choice::new(known.name, known.title, known.name == act)).collect();
    let first = |sheets: &[&str]| sheets.first().copied().unwrap_or_default().to_owned();
    let templates =
        acts().iter().map(|act| Link::new(act.title, format!("/api/v1/import-templates/{}", first(act.sheets))));
    let page = Imports::new(&state.site(), choices, templates.collect(), (MOST_ROWS, MOST_BYTES >> 20));
    let next = next.map(|cursor| address(PATH, &[("cursor", &cursor)]));
    let pager = Pager { shown: found.len() as u64, next, ..Pager::default() };
    Ok(Imports { errors, rows: found.iter().map(shown::line).collect(), pager, ..page })
}

async fn create(state: State, filer: Filer, Query(NoParams {}): Query<NoParams>, form: Multipart) -> Result<Answer> {
    let (act, taken) = match handed_in(form).await {
        Ok((act, file)) => {
            let taken = upload::take_in(&state.db, state.vault.clone(), &state.attachments, &filer, &act, file);
            let taken = taken.await;
            (act, taken)
        }
        Err(error) => (String::new(), Err(error)),
    };
    match taken {
        Ok((row, is_new)) => {
            let done = if is_new { "" } else { "again" };
            let to = address(&format!("{PATH}/{}", row.public_id), &[("done", done)]);
            Ok(Either::Right(see_other(&to)))
        }
        Err(Error::Invalid(errors)) => {
            // All of them are about the one file.
            let at_file = |error: FieldError| FieldError { path: "file".to_owned(), ..error };
            let errors = errors.into_iter().map(|error| if error.path == "act" { error } else { at_file(error) });
            let page = listed(&state, &filer, &act, "", errors.collect()).await?;
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(error) => Err(error),
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PageParams {
    show: String,
    cursor: String,
    done: String,
}

/// A workbook with a page of its rows.
struct Found {
    detail: ImportDetail,
    show: RowVerdict,
    rows: Page<ImportRow>,
}

async fn page(state: State, filer: Filer, Key(key): Key, Query(params): Query<PageParams>) -> Result<Html> {
    let done = match params.done.as_str() {
        "again" => Some("这个文件以前上传过，下面是当时的检查结论。没有重复检查，也没有重复申报。"),
        _ => None,
    };
    let found = find(&state, &filer, key, params).await?;
    let page = ImportPage { done, ..shown::page(&state.site(), found) };
    Ok(Html::new(render(&page)?))
}

async fn find(state: &State, filer: &Principal, key: String, params: PageParams) -> Result<Found> {
    let (organisation, vault) = (filer.organisation.id, state.vault.clone());
    let read = state.db.read(move |conn| {
        let held = store::find(conn, organisation, &key)?.ok_or_else(|| absent(&key))?;
        let show = params.show.parse().unwrap_or_else(|_unknown| shown::first(&held));
        let scope = format!("import page {key} {}", show.as_str());
        let after = cursor(&scope, Some(&params.cursor))?;
        let limit = i64::try_from(ROWS + 1).map_err(Error::internal)?;
        let of_kind = RowFilter { verdict: Some(show), ..RowFilter::default() };
        let rows = match held.state {
            WorkbookState::Checked | WorkbookState::Filed => store::rows(conn, &held, of_kind, after.as_ref(), limit)?,
            _ => Vec::new(),
        };
        let Page { items, next_cursor } =
            Page::from_rows(rows, ROWS, &scope, |row| Position { key: String::new(), id: row.id });
        let items = items.into_iter().map(|row| ImportRow::of(&vault, row)).collect::<Result<_>>()?;
        Ok(Found { detail: ImportDetail::of(conn, &vault, held)?, show, rows: Page { items, next_cursor } })
    });
    read.await
}

async fn check(state: State, filer: Filer, Key(key): Key, Form(Button {}): Form<Button>) -> Result<HttpResponse> {
    let again = state.db.write(move |tx| upload::check_again(tx, &filer, &key)).await?;
    Ok(see_other(&format!("{PATH}/{}", again.public_id)))
}

async fn review(state: State, filer: Filer, Key(key): Key, Query(NoParams {}): Query<NoParams>) -> Result<Answer> {
    answers(&state, &filer, key, Vec::new()).await
}

/// What is about to be filed; a workbook that cannot be filed says so on its own page.
async fn answers(state: &State, filer: &Principal, key: String, errors: Vec<FieldError>) -> Result<Answer> {
    let to = format!("{PATH}/{key}");
    let params = PageParams { show: RowVerdict::Good.as_str().to_owned(), ..PageParams::default() };
    let Found { detail, rows, .. } = find(state, filer, key, params).await?;
    let summary = detail.summary;
    if summary.state != WorkbookState::Checked || summary.rows.good == 0 {
        return Ok(Either::Right(see_other(&to)));
    }
    let (purpose, _) = purpose(&summary.act)?;
    let page = ImportFiling {
        errors,
        act: format!("{}：{}", purpose.kind.title, purpose.act.title),
        organisation: filer.organisation.name.clone(),
        good: summary.rows.good,
        left_out: summary.rows.wrong + summary.rows.known,
        is_cut: rows.next_cursor.is_some(),
        rows: shown::lines(rows.items),
        ..ImportFiling::new(&state.site(), summary.name, to)
    };
    Ok(Either::Left(Html::new(render(&page)?)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilingForm {
    sending: String,
}

async fn file(state: State, filer: Filer, Key(key): Key, Form(form): Form<FilingForm>) -> Result<Answer> {
    let sending = if form.sending == "draft" { Sending::Draft } else { Sending::Submit };
    let (vault, by, own) = (state.vault.clone(), filer.0.clone(), key.clone());
    match state.db.write(move |tx| send::send(tx, &vault, &by, &own, sending)).await {
        Ok(docket) => Ok(Either::Right(see_other(&format!("/filings/{}", docket.filing.number)))),
        Err(Error::Invalid(errors)) => answers(&state, &filer, key, errors).await,
        // Somebody filed the same elsewhere meanwhile: the workbook's own page tells.
        Err(Error::Conflict(Code::WorkbookNotReady, _)) => Ok(Either::Right(see_other(&format!("{PATH}/{key}")))),
        Err(error) => Err(error),
    }
}
