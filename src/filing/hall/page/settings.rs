//! What administrators set: who decides on what, and the working days by which terms run.

use actix_web::web::Html;
use actix_web::{Either, HttpResponse};
use chrono::NaiveDate;
use serde::Deserialize;

use super::{said, shown};
use crate::access::Principal;
use crate::access::guard::{RouteKeeper, RouteReader, SystemAdministrator};
use crate::calendar;
use crate::domain::standard::calendar::SpecialDay;
use crate::domain::standard::region;
use crate::domain::vocabulary::access::{Role, Tier};
use crate::domain::vocabulary::calendar::DayKind;
use crate::error::{Error, FieldError, Result};
use crate::filing::hall::{kinds, settings};
use crate::filing::route::order::{self, Order};
use crate::filing::route::{EVERY_KIND, RouteRow, kept};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Answer, Button, see_other};
use crate::http::state::State;
use crate::web::pages::{CalendarLine, RouteForm, RouteLine, Routes, WorkingCalendar};
use crate::web::parts::{Choice, RegionSelect};
use crate::web::render;

/// What the table says of every kind.
const EVERY: &str = "全部种类";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RouteParams {
    done: String,
    province: String,
    city: String,
    county: String,
}

pub(super) async fn routes(
    state: State,
    RouteReader(reader): RouteReader,
    Query(params): Query<RouteParams>,
) -> Result<Html> {
    let region = RegionSelect::of(&params.province, &params.city, &params.county);
    let typed = Typed { working_days: "5".to_owned(), ..Typed::default() };
    let page = table(&state, &reader, &typed, region).await?;
    Ok(Html::new(render(&Routes { done: said(&params.done), ..page })?))
}

async fn table(state: &State, reader: &Principal, typed: &Typed, region: RegionSelect) -> Result<Routes> {
    let rows = state.db.read(order::all).await?;
    let today = state.db.clock().today();
    let may_order = [Role::DepartmentAdministrator, Role::SystemAdministrator].iter().any(|role| reader.is(*role));
    let line = |row: &RouteRow| {
        let may_revoke = may_order && !row.is_over(today) && settings::reaches(reader, &row.region_code());
        line(row, may_revoke.then(|| format!("/admin/routes/{}/revocation", row.id)))
    };
    let mut page = Routes::new(&state.site(), rows.iter().map(line).collect());
    page.form = may_order.then(|| typed.form(today));
    page.region = region;
    Ok(page)
}

fn line(row: &RouteRow, revoke_url: Option<String>) -> RouteLine {
    let code = row.region_code();
    RouteLine {
        kind: kinds::find(&row.kind).map_or(EVERY, |kind| kind.title).to_owned(),
        region: region::path(&code).unwrap_or_else(|| "全部地区".to_owned()),
        tiers: kept(&row.tiers).iter().map(|tier| tier.label()).collect::<Vec<_>>().join(" → "),
        term: format!("{} 个工作日{}", row.working_days, if row.four_eyes { "，两人审核" } else { "" }),
        valid_from: row.valid_from,
        // Revoked before it began.
        valid_until: row.valid_until.filter(|until| *until >= row.valid_from),
        is_void: row.valid_until.is_some_and(|until| until < row.valid_from),
        document: row.document.clone(),
        revoke_url,
    }
}

/// The form of an order.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typed {
    kind: String,
    province: String,
    city: String,
    county: String,
    tiers: Vec<Tier>,
    working_days: String,
    four_eyes: Option<String>,
    valid_from: String,
    document: String,
    /// Which button: `region` only asks for the next tier of the region.
    step: String,
}

impl Typed {
    fn region(&self) -> RegionSelect {
        RegionSelect::of(&self.province, &self.city, &self.county)
    }

    fn order(&self) -> Order {
        let region = RegionSelect::narrowest(&self.province, &self.city, &self.county);
        Order {
            kind: if self.kind.is_empty() { EVERY_KIND.to_owned() } else { self.kind.clone() },
            region_code: region.unwrap_or("000000").to_owned(),
            tiers: self.tiers.clone(),
            working_days: self.working_days.trim().parse().unwrap_or_default(),
            four_eyes: self.four_eyes.is_some(),
            valid_from: self.valid_from.trim().parse().ok(),
            document: self.document.clone(),
        }
    }

    fn form(&self, today: NaiveDate) -> RouteForm {
        let all = self.tiers.is_empty();
        let tier = |tier: &Tier| Choice::new(tier.as_str(), tier.label(), all || self.tiers.contains(tier));
        RouteForm {
            kinds: shown::kind_choices(&self.kind),
            tiers: Tier::ALL.iter().map(tier).collect(),
            working_days: self.working_days.clone(),
            four_eyes: vec![Choice::new("yes", "每一级须由两人审核", self.four_eyes.is_some())],
            valid_from: if self.valid_from.is_empty() { today.to_string() } else { self.valid_from.clone() },
            document: self.document.clone(),
        }
    }
}

pub(super) async fn order(state: State, RouteKeeper(keeper): RouteKeeper, Form(typed): Form<Typed>) -> Result<Answer> {
    let mut errors = Vec::new();
    if typed.step != "region" {
        let (by, ordered) = (keeper.clone(), typed.order());
        match state.db.write(move |tx| settings::order(tx, &by, &ordered)).await {
            Ok(_) => return Ok(Either::Right(see_other("/admin/routes?done=ordered"))),
            Err(Error::Invalid(refused)) => errors = refused,
            Err(error) => return Err(error),
        }
    }
    let page = table(&state, &keeper, &typed, typed.region()).await?;
    Ok(Either::Left(Html::new(render(&Routes { errors, ..page })?)))
}

pub(super) async fn revoke(
    state: State,
    RouteKeeper(keeper): RouteKeeper,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    state.db.write(move |tx| settings::revoke(tx, &keeper, &key)).await?;
    Ok(see_other("/admin/routes?done=revoked"))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CalendarParams {
    done: String,
}

pub(super) async fn calendar(
    state: State,
    _administrator: SystemAdministrator,
    Query(params): Query<CalendarParams>,
) -> Result<Html> {
    let page = days(&state, &YearForm::default()).await?;
    Ok(Html::new(render(&WorkingCalendar { done: said(&params.done), ..page })?))
}

async fn days(state: &State, typed: &YearForm) -> Result<WorkingCalendar> {
    let calendar = state.db.read(calendar::load).await?;
    let line = |day: &SpecialDay| CalendarLine {
        day: day.day,
        kind: day.kind.label().to_owned(),
        name: day.name.clone(),
        document: day.document.clone(),
    };
    let mut lines: Vec<CalendarLine> = calendar.days().map(line).collect();
    lines.reverse();
    let mut page = WorkingCalendar::new(&state.site(), lines);
    page.year.clone_from(&typed.year);
    page.document.clone_from(&typed.document);
    page.days.clone_from(&typed.days);
    Ok(page)
}

/// The form of a year: a day a line, `2027-01-01 放假 元旦`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct YearForm {
    year: String,
    document: String,
    days: String,
}

impl YearForm {
    /// The year and its days; all lines that cannot be read.
    fn read(&self) -> Result<(i32, Vec<SpecialDay>)> {
        let mut errors = Vec::new();
        let year = self.year.trim().parse().ok().filter(|year| (2000..=2200).contains(year));
        if year.is_none() {
            errors.push(FieldError::new("year", "number.out_of_range", "请填写四位年份，如 2027。"));
        }
        let lines = self.days.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
        let mut days = Vec::new();
        for (place, line) in lines {
            match special_day(line, &self.document) {
                Some(day) => days.push(day),
                None => {
                    let text = format!("第 {} 行无法识别。请按“2027-01-01 放假 元旦”填写，一行一天。", place + 1);
                    errors.push(FieldError::new("days", "calendar.line", text));
                }
            }
        }
        match year {
            Some(year) if errors.is_empty() => Ok((year, days)),
            _ => Err(Error::Invalid(errors)),
        }
    }
}

fn special_day(line: &str, document: &str) -> Option<SpecialDay> {
    let mut words = line.split([' ', '　', '\t', ',', '，']).filter(|word| !word.is_empty());
    let day: NaiveDate = words.next()?.parse().ok()?;
    let kind = match words.next()? {
        "放假" | "休" => DayKind::Holiday,
        "上班" | "补班" | "班" => DayKind::Working,
        _ => return None,
    };
    let name = words.next()?.to_owned();
    Some(SpecialDay { day, kind, name, document: document.trim().to_owned() })
}

pub(super) async fn enter_year(
    state: State,
    administrator: SystemAdministrator,
    Form(typed): Form<YearForm>,
) -> Result<Answer> {
    let entered = match typed.read() {
        Ok((year, days)) => {
            let actor = administrator.actor();
            state.db.write(move |tx| calendar::enter_year(tx, &actor, year, &days)).await
        }
        Err(error) => Err(error),
    };
    let errors = match entered {
        Ok(()) => return Ok(Either::Right(see_other("/admin/calendar?done=entered"))),
        Err(Error::Invalid(errors)) => errors,
        Err(error) => return Err(error),
    };
    // What a day lacks is said of the form's one field for all of them.
    let of_form = |error: FieldError| match error.path.starts_with("days/") {
        true if error.path.ends_with("/document") => FieldError { path: "document".to_owned(), ..error },
        true => FieldError { path: "days".to_owned(), ..error },
        false => error,
    };
    let page = days(&state, &typed).await?;
    let errors = errors.into_iter().map(of_form).collect();
    Ok(Either::Left(Html::new(render(&WorkingCalendar { errors, ..page })?)))
}
