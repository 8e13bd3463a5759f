//! The persons in one project: record by record, and by the posts that several records report alike.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::one;
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::domain::vocabulary::ids::{PersonId, ProjectId};
use crate::error::Result;
use crate::registry::project::rows::Engagement;
use crate::registry::project::store::{self, EngagedRow};
use crate::registry::project::view::EngagementView;
use crate::registry::public_ids;
use crate::registry::ranking::{self, Slice};

/// What a cursor of [`people`] is bound to.
pub fn people_scope(key: &str) -> String {
    format!("project people {key}")
}

/// A page of the persons in one project, by position, and how many there are.
pub fn people(
    conn: &mut Conn,
    key: &str,
    after: Option<&Position>,
    rows: usize,
) -> Result<(Page<EngagementView>, i64)> {
    let project = one(conn, key)?;
    let engaged = store::engaged(conn, project.id)?;
    let scope = people_scope(key);
    let (page, total) =
        ranking::page(engaged, Slice { rows, after, scope: &scope, ..Slice::default() }, EngagedRow::place);
    let ids: Vec<i64> = page.items.iter().map(|row| row.id).collect();
    let mut views = views(conn, project.id, &ids)?;
    let items = ids.iter().filter_map(|id| views.remove(id));
    Ok((Page { items: items.collect(), next_cursor: page.next_cursor }, total))
}

/// What a cursor of [`posts`] is bound to.
pub fn posts_scope(key: &str) -> String {
    format!("project posts {key}")
}

/// Everything that reports one person in one position.
#[derive(Default)]
struct Post<'a> {
    records: Vec<&'a EngagedRow>,
}

impl Post<'_> {
    /// Its place: who is in post on the day first, by position, then by the first day.
    fn place(&self, today: NaiveDate) -> Position {
        let is_over = !self.records.iter().any(|record| record.is_active(today));
        let rank = self.records.first().map_or(0, |record| record.rank());
        let since = self.records.iter().filter_map(|record| record.active_since).min();
        let since = since.map(|day| day.to_string()).unwrap_or_default();
        let id = self.records.iter().map(|record| record.id).min().unwrap_or_default();
        Position { key: format!("{}{rank:02}{since}", u8::from(is_over)), id }
    }
}

/// A page of the posts in one project, each with all records that report it, and how many posts there are: who is in
/// post on the day first, by position.
pub fn posts(
    conn: &mut Conn,
    key: &str,
    today: NaiveDate,
    after: Option<&Position>,
    rows: usize,
) -> Result<(Page<Vec<EngagementView>>, i64)> {
    let project = one(conn, key)?;
    let engaged = store::engaged(conn, project.id)?;
    let mut posts: BTreeMap<(usize, Option<PersonId>, &str), Post<'_>> = BTreeMap::new();
    for record in &engaged {
        let post = (record.rank(), record.person_id, record.person_name.as_str());
        posts.entry(post).or_default().records.push(record);
    }
    let (scope, posts) = (posts_scope(key), posts.into_values().collect());
    let slice = Slice { rows, after, scope: &scope, ..Slice::default() };
    let (page, total) = ranking::page(posts, slice, |post| post.place(today));
    let ids: Vec<i64> = page.items.iter().flat_map(|post| &post.records).map(|record| record.id).collect();
    let mut views = views(conn, project.id, &ids)?;
    let page = page.map(|post| post.records.iter().filter_map(|record| views.remove(&record.id)).collect());
    Ok((page, total))
}

/// The views of some engagements of a project, by row id.
fn views(conn: &mut Conn, project: ProjectId, ids: &[i64]) -> Result<HashMap<i64, EngagementView>> {
    let rows: Vec<Engagement> = store::engagements(conn, project, ids)?;
    let enterprises = public_ids::of_enterprises(conn, rows.iter().filter_map(|row| row.enterprise_id))?;
    let people = public_ids::of_people(conn, rows.iter().filter_map(|row| row.person_id))?;
    Ok(rows.iter().map(|row| (row.id, EngagementView::of(row, &enterprises, &people))).collect())
}
