//! How near an enterprise is to losing a qualification, and what would break if somebody left.

use askama::Template;
use chrono::NaiveDate;

use crate::web::parts::{Column, Crumb, Mention, StateTag};
use crate::web::{Layout, Site, filters};

/// A requirement and how it is met.
pub struct SlackLine {
    /// What is asked for.
    pub requirement: String,
    /// How much.
    pub minimum: String,
    /// How much there is.
    pub have: String,
    /// What is left over or missing.
    pub state: StateTag,
    /// The document.
    pub source: String,
}

/// A qualification with its requirements.
pub struct StandingTable {
    /// The qualification.
    pub title: String,
    /// Its requirements; none where the table has none.
    pub rows: Vec<SlackLine>,
}

impl StandingTable {
    /// The id of its table on the page.
    pub fn id(&self, place: &usize) -> String {
        format!("standing-{place}")
    }
}

/// Heads of the requirements.
fn columns() -> Vec<Column> {
    ["要求", "标准", "现有", "余量", "依据"].map(Column::text).into()
}

/// How an enterprise stands.
#[derive(Template)]
#[template(path = "finding/standing.html")]
pub struct StandingPage {
    /// Around it.
    pub layout: Layout,
    /// The enterprise.
    pub enterprise: Mention,
    /// On which day.
    pub on: NaiveDate,
    /// Heads of the tables.
    pub columns: Vec<Column>,
    /// Its qualifications.
    pub tables: Vec<StandingTable>,
}

impl StandingPage {
    /// The page with nothing in it yet.
    pub fn new(site: &Site, enterprise: Mention, on: NaiveDate) -> Self {
        let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::to("企业", "/enterprises"), Crumb::here("资质余量")];
        let layout = Layout { breadcrumb, search: None, ..Layout::new(site, "资质余量") };
        Self { layout, enterprise, on, columns: columns(), tables: Vec::new() }
    }
}

/// What an enterprise would lose.
pub struct LossLine {
    /// Which.
    pub enterprise: Mention,
    /// The requirements that would be missed.
    pub rows: Vec<SlackLine>,
}

impl LossLine {
    /// The id of its table on the page.
    pub fn id(&self, place: &usize) -> String {
        format!("loss-{place}")
    }
}

/// What would break if somebody left.
#[derive(Template)]
#[template(path = "finding/departure.html")]
pub struct DeparturePage {
    /// Around it.
    pub layout: Layout,
    /// Who.
    pub person: Mention,
    /// On which day.
    pub on: NaiveDate,
    /// Heads of the tables.
    pub columns: Vec<Column>,
    /// Of each enterprise.
    pub losses: Vec<LossLine>,
    /// Posts that they hold: position, project, since when.
    pub posts: Vec<(String, Mention, Option<NaiveDate>)>,
}

impl DeparturePage {
    /// The page with nothing in it yet.
    pub fn new(site: &Site, person: Mention, on: NaiveDate) -> Self {
        let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::to("人员", "/people"), Crumb::here("离开的影响")];
        let layout = Layout { breadcrumb, search: None, ..Layout::new(site, "离开的影响") };
        Self { layout, person, on, columns: columns(), losses: Vec::new(), posts: Vec::new() }
    }

    /// Whether nothing would break.
    pub fn breaks_nothing(&self) -> bool {
        self.posts.is_empty() && self.losses.iter().all(|loss| loss.rows.is_empty())
    }
}
