//! Ordering routes: the table is dated, and only days to come are written.

use std::slice;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{EVERY_KIND, RouteRow, parse, text};
use crate::clock::china_time;
use crate::db::{self, Conn, Tx};
use crate::domain::standard::region;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, FieldError, Result};
use crate::record::{Act, Record as _};
use crate::schema::filing_route;

/// Longest term of a tier, in working days: what a decision may take at most (行政许可法 Art. 42).
const MOST_DAYS: i64 = 20;

/// A route as an administrator orders it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Kind of filing; `*` for all.
    pub kind: String,
    /// The region; `000000` for everywhere.
    pub region_code: String,
    /// The tiers that decide, from below.
    pub tiers: Vec<Tier>,
    /// Working days that each has.
    pub working_days: i64,
    /// Whether two reviewers of a tier have to approve.
    pub four_eyes: bool,
    /// First day on which it counts.
    pub valid_from: Option<NaiveDate>,
    /// The document that orders it.
    pub document: String,
}

/// Puts a route on file. What was ordered before for the same kind and region ends the day before.
pub fn order(tx: &mut Tx<'_>, actor: &str, order: &Order) -> Result<RouteRow> {
    let today = china_time(tx.now).date();
    let valid_from = checked(order, today)?;
    let prefix = region::prefix(&order.region_code).unwrap_or_default();
    let same: Vec<RouteRow> = filing_route::table
        .filter(filing_route::kind.eq(&order.kind))
        .filter(filing_route::region_prefix.eq(prefix))
        .filter(filing_route::valid_until.is_null().or(filing_route::valid_until.ge(valid_from)))
        .select(RouteRow::as_select())
        .load(tx.conn)
        .map_err(db::Error::from)?;
    if let Some(later) = same.iter().find(|row| row.valid_from >= valid_from) {
        let text = format!("{} 起已另有规定。请选择更晚的日期，或先撤销它。", later.valid_from);
        return Err(Error::field("valid_from", "route.ordered_already", text));
    }
    for before in same {
        end_on(tx, actor, &before, valid_from.pred_opt().unwrap_or(valid_from))?;
    }
    let row = RouteRow {
        id: tx.ids.next(),
        kind: order.kind.clone(),
        region_prefix: prefix.to_owned(),
        tiers: text(&order.tiers),
        working_days: order.working_days,
        four_eyes: order.four_eyes,
        valid_from,
        valid_until: None,
        document: Some(order.document.trim().to_owned()).filter(|document| !document.is_empty()),
        row_version: 1,
    };
    let mut act = Act::on(HeadKind::Route, row.id);
    act.insert(tx, slice::from_ref(&row))?;
    act.finish(tx, actor)?;
    Ok(row)
}

/// Lets a route end with today, or never begin: filings under way keep the route they took.
pub fn revoke(tx: &mut Tx<'_>, actor: &str, row: &RouteRow) -> Result<()> {
    let today = china_time(tx.now).date();
    if row.is_over(today) {
        return Err(Error::field("id", "route.ended", "这条规定已经失效，不能再撤销。"));
    }
    let last = if row.valid_from > today { row.valid_from.pred_opt().unwrap_or(today) } else { today };
    end_on(tx, actor, row, last)
}

fn end_on(tx: &mut Tx<'_>, actor: &str, row: &RouteRow, day: NaiveDate) -> Result<()> {
    let mut act = Act::on(HeadKind::Route, row.id);
    act.update(tx, row, RouteRow { valid_until: Some(day), ..row.clone() })?;
    act.finish(tx, actor)
}

/// All that is wrong with an order; its first day.
fn checked(order: &Order, today: NaiveDate) -> Result<NaiveDate> {
    let mut errors = Vec::new();
    let mut wrong = |path: &str, code: &str, text: String| errors.push(FieldError::new(path, code, text));
    if let Err(Error::Invalid(refused)) = parse(&text(&order.tiers)) {
        for error in refused {
            wrong(&error.path, &error.code, error.message);
        }
    }
    if !(1..=MOST_DAYS).contains(&order.working_days) {
        let text = format!("每一级的办理期限应为 1 至 {MOST_DAYS} 个工作日（行政许可法第四十二条）。");
        wrong("working_days", "number.out_of_range", text);
    }
    if order.region_code != "000000" && region::find(&order.region_code).is_none() {
        wrong("region", "region.unknown", "请选择地区。".to_owned());
    }
    let first = order.valid_from.filter(|day| *day >= today);
    if first.is_none() {
        wrong("valid_from", "route.in_the_past", format!("请填写不早于今天（{today}）的生效日期，如 {today}。"));
    }
    match first {
        Some(first) if errors.is_empty() => Ok(first),
        _ => Err(Error::Invalid(errors)),
    }
}

/// The routes that are in force or to come, and those that ended; the most general first.
pub fn all(conn: &mut Conn) -> Result<Vec<RouteRow>> {
    let mut rows: Vec<RouteRow> =
        filing_route::table.select(RouteRow::as_select()).load(conn).map_err(db::Error::from)?;
    let general = |row: &RouteRow| (row.kind != EVERY_KIND, row.kind.clone());
    rows.sort_by_key(|row| (row.region_prefix.clone(), general(row), row.valid_from));
    Ok(rows)
}

/// A route by its row id.
pub fn by_id(conn: &mut Conn, id: i64) -> Result<Option<RouteRow>> {
    Ok(RouteRow::load(conn, &[id])?.pop())
}
