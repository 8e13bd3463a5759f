//! What was filled in: kept as a draft, right or wrong, and mended.

use actix_web::web::Html;
use actix_web::{Either, HttpResponse};
use serde::Deserialize;

use super::form::form;
use super::typed::{self, Typed};
use super::{back, said};
use crate::access::Principal;
use crate::access::guard::Filer;
use crate::db::Conn;
use crate::error::{Error, FieldError, Result};
use crate::filing::hall::content;
use crate::filing::hall::docket::{Docket, absent};
use crate::filing::hall::draft::{self, NewItem, Purpose};
use crate::http::body::Form;
use crate::http::extract::{ItemKey, Key, Query};
use crate::http::page::{Answer, Button, see_other};
use crate::http::params::NoParams;
use crate::http::state::State;
use crate::intake::Filled;
use crate::vault::Vault;
use crate::web::pages::ItemForm;
use crate::web::render;

/// Keeps a first item as a new draft.
pub(super) async fn create(
    state: State,
    Filer(filer): Filer,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Answer> {
    let typed = Typed(fields);
    let purpose = Purpose::named(typed.text("kind"), typed.text("act"))?;
    let (vault, by) = (state.vault.clone(), filer.clone());
    let items = [NewItem { sheet: typed.text("sheet").to_owned(), filled: typed.filled()? }];
    let saved = state.db.write(move |tx| draft::open(tx, &vault, &by, purpose, &items)).await;
    let mut page = match answered(&state, saved)? {
        Saved::Kept(answer) => return Ok(Either::Right(answer)),
        Saved::Refused(errors) => {
            let (action, back) = ("/filings".to_owned(), "/filings/new".to_owned());
            let page = form(&state, purpose, typed.text("sheet"), &typed.filled()?, &filer, action, back)?;
            ItemForm { errors, ..page }
        }
    };
    page.hidden = ["kind", "act", "sheet"].map(|name| (name.to_owned(), typed.text(name).to_owned())).into();
    Ok(Either::Left(Html::new(render(&page)?)))
}

/// Keeps another item of a draft.
pub(super) async fn add(
    state: State,
    Filer(filer): Filer,
    Key(number): Key,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Answer> {
    let typed = Typed(fields);
    let (vault, by, key) = (state.vault.clone(), filer.clone(), number.clone());
    let items = [NewItem { sheet: typed.text("sheet").to_owned(), filled: typed.filled()? }];
    let saved = state.db.write(move |tx| draft::add_items(tx, &vault, &by, &key, None, &items)).await;
    let errors = match answered(&state, saved)? {
        Saved::Kept(answer) => return Ok(Either::Right(answer)),
        Saved::Refused(errors) => errors,
    };
    let (by, key) = (filer.clone(), number.clone());
    let docket = state.db.read(move |conn| Docket::load(conn, &key)?.of_filer(&by)).await?;
    let (action, back) = (format!("/filings/{number}/items"), format!("/filings/{number}"));
    let page = form(&state, Purpose::of(&docket)?, typed.text("sheet"), &typed.filled()?, &filer, action, back)?;
    let hidden = vec![("sheet".to_owned(), typed.text("sheet").to_owned())];
    Ok(Either::Left(Html::new(render(&ItemForm { hidden, errors, ..page })?)))
}

/// What became of an item that was to be kept.
enum Saved {
    /// It was; the way on.
    Kept(HttpResponse),
    /// It cannot be, for what stands in its fields.
    Refused(Vec<FieldError>),
}

/// Leads on to the last item while something stands against it, else to the filing.
fn answered(state: &State, saved: Result<Docket>) -> Result<Saved> {
    match saved {
        Ok(docket) => {
            let place = docket.items.last().map_or(1, |item| item.place);
            Ok(Saved::Kept(onward(state, &docket, place)?))
        }
        Err(Error::Invalid(errors)) => Ok(Saved::Refused(errors.into_iter().map(typed::at_field).collect())),
        Err(error) => Err(error),
    }
}

fn onward(state: &State, docket: &Docket, place: i64) -> Result<HttpResponse> {
    let number = &docket.filing.number;
    let today = state.db.clock().today();
    let item = docket.items.iter().find(|item| item.place == place);
    let item = item.ok_or_else(|| absent(&format!("{number} 第{place}项")))?;
    let reading = draft::reading(&state.vault, Purpose::of(docket)?, item, today)?;
    if reading.errors.is_empty() {
        return Ok(back(number, "saved"));
    }
    Ok(see_other(&format!("/filings/{number}/items/{place}?done=incomplete")))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EditParams {
    done: String,
}

/// An item as it stands, to be mended, with all that stands against it.
pub(super) async fn edit(
    state: State,
    Filer(filer): Filer,
    ItemKey { key: number, place }: ItemKey,
    Query(params): Query<EditParams>,
) -> Result<Html> {
    let (reader, key, vault, today) = (filer.clone(), number.clone(), state.vault.clone(), state.db.clock().today());
    let read = state.db.read(move |conn| {
        let (purpose, sheet, filled) = standing(conn, &vault, &reader, &key, place)?;
        let reading = content::read(purpose.act, purpose.act.sheet(&sheet)?, &filled, today);
        Ok((purpose, sheet, filled, reading.errors))
    });
    let (purpose, sheet, filled, errors) = read.await?;
    let (action, back) = (format!("/filings/{number}/items/{place}"), format!("/filings/{number}"));
    let mut page = form(&state, purpose, &sheet, &filled, &filer, action, back)?;
    page.done = said(&params.done);
    page.errors = errors.into_iter().map(typed::at_field).collect();
    Ok(Html::new(render(&page)?))
}

/// An item that its filer may change: what it is for, its sheet, what it says.
fn standing(
    conn: &mut Conn,
    vault: &Vault,
    filer: &Principal,
    number: &str,
    place: i64,
) -> Result<(Purpose, String, Filled)> {
    let docket = Docket::load(conn, number)?.of_filer(filer)?;
    let item = draft::amendable(&docket, place)?;
    Ok((Purpose::of(&docket)?, item.sheet.clone(), content::open(vault, &item.content_cipher)?))
}

/// Writes an item anew.
pub(super) async fn amend(
    state: State,
    Filer(filer): Filer,
    ItemKey { key: number, place }: ItemKey,
    Query(NoParams {}): Query<NoParams>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Answer> {
    let typed = Typed(fields);
    let filled = typed.filled()?;
    let (vault, by, key, said) = (state.vault.clone(), filer.clone(), number.clone(), filled.clone());
    let saved = state.db.write(move |tx| draft::amend_item(tx, &vault, &by, &key, None, place, &said)).await;
    let errors = match saved {
        Ok(docket) => return Ok(Either::Right(onward(&state, &docket, place)?)),
        Err(Error::Invalid(errors)) => errors,
        Err(error) => return Err(error),
    };
    let (by, key, vault) = (filer.clone(), number.clone(), state.vault.clone());
    let (purpose, sheet, _) = state.db.read(move |conn| standing(conn, &vault, &by, &key, place)).await?;
    let (action, back) = (format!("/filings/{number}/items/{place}"), format!("/filings/{number}"));
    let mut page = form(&state, purpose, &sheet, &filled, &filer, action, back)?;
    page.errors = errors.into_iter().map(typed::at_field).collect();
    Ok(Either::Left(Html::new(render(&page)?)))
}

/// Takes an item out.
pub(super) async fn remove(
    state: State,
    Filer(filer): Filer,
    ItemKey { key: number, place }: ItemKey,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    let key = number.clone();
    state.db.write(move |tx| draft::remove_item(tx, &filer, &key, None, place)).await?;
    Ok(back(&number, "removed"))
}
