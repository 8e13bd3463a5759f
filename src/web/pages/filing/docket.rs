//! The page of a filing.

use askama::Template;
use chrono::{DateTime, Utc};

use super::layout;
use crate::error::FieldError;
use crate::web::parts::{Choice, Link, StateTag, TimelineEntry, Verdict};
use crate::web::{Layout, Site, filters};

/// What every page of a filing says of it.
#[derive(Clone)]
pub struct FilingHead {
    /// Its number.
    pub number: String,
    /// Kind and act.
    pub what: String,
    /// Who files.
    pub organisation: String,
    /// Where it is decided.
    pub region: String,
    /// Where it stands.
    pub state: StateTag,
    /// The way it takes: `县级 → 市级 → 省级`.
    pub route: String,
    /// When it was first submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// How much of it there is, and where it stands.
    pub items: String,
    /// Whether it is only taken note of.
    pub is_recorded_only: bool,
}

/// A field of an item with what was filled in.
pub struct Answer {
    /// What it is called.
    pub label: String,
    /// What stands there.
    pub value: String,
}

/// An item of a filing.
pub struct FilingItem {
    /// Its place.
    pub place: i64,
    /// What tells it from its sisters.
    pub title: String,
    /// Where it stands.
    pub state: StateTag,
    /// The level that its approvals give: `A` to `D`.
    pub level: String,
    /// Why it was returned or refused, and what to do.
    pub reason: Option<(String, String)>,
    /// What was said besides.
    pub note: Option<String>,
    /// What it says.
    pub answers: Vec<Answer>,
    /// What keeps it from being submitted.
    pub errors: Vec<String>,
    /// Where it is written anew.
    pub edit_url: Option<String>,
    /// Where it is taken out.
    pub remove_url: Option<String>,
}

/// What is attached to a filing.
pub struct FilingPaper {
    /// Name of the file.
    pub name: String,
    /// Where it is had.
    pub url: String,
    /// What it is to show.
    pub purpose: Option<String>,
    /// Its size in words.
    pub size: String,
    /// Whether it was searched for viruses.
    pub scan: StateTag,
    /// When it was attached.
    pub attached_at: DateTime<Utc>,
    /// Where it is taken away.
    pub remove_url: Option<String>,
}

/// What whoever looks may do.
#[derive(Default)]
pub struct FilingSteps {
    /// Where an item is added.
    pub add: Option<Link>,
    /// Where files are attached.
    pub attach: Option<String>,
    /// What a file may be to show.
    pub papers: Vec<Choice>,
    /// Where it is submitted.
    pub submit: Option<String>,
    /// Where it is taken back.
    pub withdraw: Option<String>,
    /// Where it is reviewed.
    pub review: Option<String>,
    /// Where the decision is printed.
    pub print: Option<String>,
}

/// The page of a filing.
#[derive(Template)]
#[template(path = "filing/filing.html")]
pub struct FilingPage {
    /// Around it.
    pub layout: Layout,
    /// The filing.
    pub head: FilingHead,
    /// Where it stands, in a sentence.
    pub verdict: Verdict,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// A page of its items.
    pub items: Vec<FilingItem>,
    /// The next page of items.
    pub next: Option<String>,
    /// What is attached.
    pub papers: Vec<FilingPaper>,
    /// What is asked for and is not attached.
    pub missing: Vec<String>,
    /// What whoever looks may do.
    pub steps: FilingSteps,
    /// What happened, latest first.
    pub timeline: Vec<TimelineEntry>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl FilingPage {
    /// The page of a filing, without anything to do.
    pub fn new(site: &Site, above: (&str, &str), head: FilingHead, verdict: Verdict) -> Self {
        let title = format!("申报 {}", head.number);
        let json_url = Some(format!("/api/v1/filings/{}", head.number));
        Self {
            layout: Layout { json_url, ..layout(site, &title, &[above]) },
            head,
            verdict,
            done: None,
            items: Vec::new(),
            next: None,
            papers: Vec::new(),
            missing: Vec::new(),
            steps: FilingSteps::default(),
            timeline: Vec::new(),
            errors: Vec::new(),
        }
    }
}

/// Where a filer looks everything over before it is submitted.
#[derive(Template)]
#[template(path = "filing/submission.html")]
pub struct Submission {
    /// Around it.
    pub layout: Layout,
    /// The filing.
    pub head: FilingHead,
    /// A page of what would be submitted.
    pub items: Vec<FilingItem>,
    /// How many more there are.
    pub more: usize,
    /// The files.
    pub papers: Vec<FilingPaper>,
    /// Where the filing is.
    pub back: String,
    /// Where it is submitted.
    pub action: String,
    /// The version that was looked over.
    pub version: i64,
    /// What keeps it from being submitted.
    pub errors: Vec<FieldError>,
}

impl Submission {
    /// The page of a filing.
    pub fn new(site: &Site, head: FilingHead, version: i64) -> Self {
        let (back, action) = (format!("/filings/{}", head.number), format!("/filings/{}/submission", head.number));
        let number = format!("申报 {}", head.number);
        let layout = layout(site, "核对并提交", &[("我的申报", "/filings"), (&number, &back)]);
        let (items, papers, errors) = (Vec::new(), Vec::new(), Vec::new());
        Self { layout, head, items, more: 0, papers, back, action, version, errors }
    }
}
