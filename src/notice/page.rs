//! The inbox as a page.

use actix_web::HttpResponse;
use actix_web::web::{self, Html};
use serde::Deserialize;

use crate::access::guard::Addressee;
use crate::db::keyset::{Page, Position};
use crate::error::{Error, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::see_other;
use crate::http::params::{cursor, flag, rows};
use crate::http::state::State;
use crate::notice::store::{self, NoticeRow};
use crate::web::address::address;
use crate::web::pages::{NoticeLine, Notices};
use crate::web::render;

const PATH: &str = "/notices";

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/notices").get(inbox))
        .service(web::resource("/notices/reads").post(read_all))
        .service(web::resource("/notices/{key}/reads").post(read_one));
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Params {
    unread: String,
    cursor: String,
}

async fn inbox(state: State, addressee: Addressee, Query(params): Query<Params>) -> Result<Html> {
    let unread_only = flag("unread", Some(&params.unread))?;
    let account = addressee.account_id;
    let scope = format!("inbox {} {unread_only}", account.0);
    let (after, rows) = (cursor(&scope, Some(&params.cursor))?, rows(None)?);
    let read = state.db.read(move |conn| {
        let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
        let found = store::page(conn, account, unread_only, after.as_ref(), limit)?;
        Ok((found, store::unread(conn, account)?))
    });
    let (found, unread) = read.await?;
    let at = |row: &NoticeRow| Position { key: String::new(), id: row.id };
    let page = Page::from_rows(found, rows, &scope, at).map(line);
    let next = page.next_cursor.map(|cursor| address(PATH, &[("unread", &params.unread), ("cursor", &cursor)]));
    Ok(Html::new(render(&Notices::new(&state.site(), page.items, unread, unread_only, next))?))
}

fn line(row: NoticeRow) -> NoticeLine {
    NoticeLine {
        id: row.public_id,
        kind: row.kind.label(),
        title: row.title,
        body: row.body,
        address: row.address,
        at: row.at.and_utc(),
        is_read: row.read_at.is_some(),
    }
}

async fn read_one(state: State, addressee: Addressee, Key(key): Key) -> Result<HttpResponse> {
    let account = addressee.account_id;
    let read = state.db.write(move |tx| match store::find(tx.conn, account, &key)? {
        Some(_) => Ok(store::mark_read(tx.conn, account, &key, tx.now)?),
        None => Err(absent(&key)),
    });
    read.await?;
    Ok(back())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UpTo {
    up_to: String,
}

async fn read_all(state: State, addressee: Addressee, Form(form): Form<UpTo>) -> Result<HttpResponse> {
    let account = addressee.account_id;
    let read = state.db.write(move |tx| match store::find(tx.conn, account, &form.up_to)? {
        Some(newest) => Ok(store::mark_read_up_to(tx.conn, account, newest.id, tx.now)?),
        None => Err(absent(&form.up_to)),
    });
    read.await?;
    Ok(back())
}

fn absent(key: &str) -> Error {
    Error::NotFound { what: "通知", key: key.to_owned() }
}

fn back() -> HttpResponse {
    see_other(PATH)
}
