//! Forms: what is filed is chosen, and its form is filled in with what is on file.

use actix_web::web::Html;
use serde::Deserialize;

use super::typed;
use crate::access::Principal;
use crate::access::guard::Filer;
use crate::error::Result;
use crate::filing::hall::docket::Docket;
use crate::filing::hall::draft::{self, Purpose};
use crate::filing::hall::prefill::{self, OnFile};
use crate::filing::hall::view::kind::{FieldView, SheetView};
use crate::filing::hall::{content, kinds};
use crate::http::extract::{Key, Query};
use crate::http::state::State;
use crate::intake::Filled;
use crate::web::address::address;
use crate::web::pages::{FilingKindCard, FormField, ItemForm, NewFiling};
use crate::web::parts::{Choice, Link};
use crate::web::render;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NewParams {
    kind: String,
    act: String,
    sheet: String,
    from: String,
}

/// What can be filed; the form of it once it is chosen.
pub(super) async fn new(state: State, Filer(filer): Filer, Query(params): Query<NewParams>) -> Result<Html> {
    if params.kind.is_empty() {
        let page = NewFiling::new(&state.site(), kinds::ALL.iter().map(|kind| card(kind)).collect());
        return Ok(Html::new(render(&page)?));
    }
    let purpose = Purpose::named(&params.kind, &params.act)?;
    let here = |sheet: &str, from: &str| {
        let act = purpose.act.name;
        address("/filings/new", &[("kind", purpose.kind.name), ("act", act), ("sheet", sheet), ("from", from)])
    };
    let blank = Blank { purpose, sheet: params.sheet, from: params.from, action: "/filings".to_owned() };
    let back = "/filings/new".to_owned();
    let mut page = blank.page(&state, &filer, here, back).await?;
    page.hidden.push(("kind".to_owned(), purpose.kind.name.to_owned()));
    page.hidden.push(("act".to_owned(), purpose.act.name.to_owned()));
    Ok(Html::new(render(&page)?))
}

fn card(kind: &kinds::FilingKind) -> FilingKindCard {
    let act = |act: &kinds::FilingAct| {
        Link::new(act.title, address("/filings/new", &[("kind", kind.name), ("act", act.name)]))
    };
    let paper = |paper: &kinds::Paper| format!("{}{}", paper.title, if paper.required { "（必传）" } else { "" });
    FilingKindCard {
        title: kind.title.to_owned(),
        summary: kind.summary.to_owned(),
        ground: kind.ground.to_owned(),
        papers: kind.papers.iter().map(paper).collect(),
        acts: kind.acts.iter().map(act).collect(),
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MoreParams {
    sheet: String,
    from: String,
}

/// The form of another item of a draft.
pub(super) async fn more(
    state: State,
    Filer(filer): Filer,
    Key(number): Key,
    Query(params): Query<MoreParams>,
) -> Result<Html> {
    let (reader, key) = (filer.clone(), number.clone());
    let docket = state.db.read(move |conn| Docket::load(conn, &key)?.of_filer(&reader)).await?;
    let path = format!("/filings/{number}/items/new");
    let here = |sheet: &str, from: &str| address(&path, &[("sheet", sheet), ("from", from)]);
    let action = format!("/filings/{number}/items");
    let blank = Blank { purpose: Purpose::of(&docket)?, sheet: params.sheet, from: params.from, action };
    let page = blank.page(&state, &filer, here, format!("/filings/{number}")).await?;
    Ok(Html::new(render(&page)?))
}

/// A form that is yet to be filled in.
struct Blank {
    purpose: Purpose,
    sheet: String,
    /// The record on file from which it is filled in.
    from: String,
    action: String,
}

impl Blank {
    /// The form, filled in with what is on file where that is one record or was chosen. `here` is the address of the same
    /// form of another sheet, or filled in from another record.
    async fn page(
        self,
        state: &State,
        filer: &Principal,
        here: impl Fn(&str, &str) -> String,
        back: String,
    ) -> Result<ItemForm> {
        let sheet = self.purpose.act.sheet(&self.sheet)?;
        let (reader, name) = (filer.clone(), sheet.name);
        let on_file = state.db.read(move |conn| prefill::on_file(conn, &reader, name)).await?;
        let chosen = match on_file.as_slice() {
            [only] if prefill::is_single(sheet.name) => Some(only),
            several => several.iter().find(|record| record.key == self.from),
        };
        let filled = chosen.map(|record| record.filled.clone()).unwrap_or_default();
        let mut page = form(state, self.purpose, sheet.name, &filled, filer, self.action, back)?;
        page.hidden.push(("sheet".to_owned(), sheet.name.to_owned()));
        let link = |record: &OnFile| Link::new(&record.label, here(sheet.name, &record.key));
        page.templates = if chosen.is_some() { Vec::new() } else { on_file.iter().map(link).collect() };
        let sheets: Vec<_> = self.purpose.act.sheet_kinds().collect();
        if sheets.len() > 1 {
            let link = |kind: &&crate::intake::SheetKind| {
                (Link::new(kind.title, here(kind.name, "")), kind.name == sheet.name)
            };
            page.sheets = sheets.iter().map(link).collect();
        }
        Ok(page)
    }
}

/// A form of a sheet with what stands in it.
pub(super) fn form(
    state: &State,
    purpose: Purpose,
    sheet: &str,
    filled: &Filled,
    filer: &Principal,
    action: String,
    back: String,
) -> Result<ItemForm> {
    let view = SheetView::of(purpose.kind, purpose.act, purpose.act.sheet(sheet)?);
    let title = format!("{}：{}", purpose.kind.title, purpose.act.title);
    let fields = view.fields.iter().filter(|field| !field.own).map(|view| field(view, filled.text(view.field)));
    let mut page = ItemForm::new(&state.site(), title, action, back, fields.collect());
    purpose.kind.summary.clone_into(&mut page.summary);
    let mut own = Filled::default();
    content::complete(purpose.kind, purpose.act, &mut own, draft::own(filer)?);
    let known = view.fields.iter().filter(|field| field.own);
    page.known = known.map(|field| (field.label.to_owned(), own.text(field.field).to_owned())).collect();
    Ok(page)
}

fn field(view: &FieldView, value: &str) -> FormField {
    let is_day = ["_on", "_from", "_until", "_since"].iter().any(|ending| view.field.ends_with(ending));
    let hint = match view.hint {
        Some(hint) => hint,
        None if is_day => "如 2024-05-31",
        None if view.field.ends_with("region") => "如 河南省-郑州市-金水区，或区划代码 410105",
        None => "",
    };
    let choices = match view.choices.as_slice() {
        [] => Vec::new(),
        choices => Choice::among("请选择", choices.iter().map(|label| (*label, *label)), value),
    };
    let long = ["scope", "business", "parameters", "content", "standard"];
    FormField {
        name: typed::name(view.field),
        label: view.label.to_owned(),
        hint: hint.to_owned(),
        required: view.required,
        value: value.to_owned(),
        choices,
        is_long: long.contains(&view.field),
    }
}
