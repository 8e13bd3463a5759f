//! Where a filing is decided, and the decision on paper.

use askama::Template;
use chrono::{DateTime, Utc};

use super::docket::{Answer, FilingHead, FilingPaper};
use super::{WaitLine, layout};
use crate::error::FieldError;
use crate::web::parts::{Choice, GroupedChoices, StateTag, TimelineEntry};
use crate::web::{Layout, Site, filters};

/// A finding that a filing would open or close.
pub struct ForeseenLine {
    /// Where the rule is told.
    pub rule_url: String,
    /// Rule and title.
    pub rule: String,
    /// What follows.
    pub effect: StateTag,
    /// The record and why.
    pub text: String,
}

/// An item that waits for a decision: what is filed beside what the registries say.
pub struct ReviewItem {
    /// Its place.
    pub place: i64,
    /// What tells it from its sisters.
    pub title: String,
    /// What is said of it: returned before, seconded.
    pub note: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// What it says.
    pub answers: Vec<Answer>,
    /// What it would change.
    pub changes: Vec<ChangedHead>,
    /// What the registries have against it.
    pub objections: Vec<String>,
    /// What somebody should look at.
    pub warnings: Vec<String>,
    /// What the rules would find, and do not find yet.
    pub opens: Vec<ForeseenLine>,
    /// What the rules find, and would find no more.
    pub closes: Vec<ForeseenLine>,
}

/// An enterprise, a person or a project that an item would change.
pub struct ChangedHead {
    /// What it is: `企业`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its page; nothing where it would be new.
    pub url: Option<String>,
    /// What would change of it.
    pub records: Vec<ChangedRecord>,
}

/// A record that an item would change.
pub struct ChangedRecord {
    /// What it is: `资质`.
    pub noun: String,
    /// What tells it from its sisters.
    pub name: Option<String>,
    /// Whether it would be new.
    pub is_new: bool,
    /// The fields that would change.
    pub fields: Vec<ChangedField>,
}

impl ChangedRecord {
    /// Records of one head as a reader counts them: what stands in two tables of ours, both called `noun`, is one, and a
    /// field that both have is told once.
    pub fn joined(records: impl IntoIterator<Item = Self>, noun: &str) -> Vec<Self> {
        let mut joined: Vec<Self> = Vec::new();
        for next in records {
            match joined.last_mut().filter(|last| last.noun == next.noun && last.noun == noun) {
                Some(last) => {
                    for field in next.fields {
                        if last.fields.iter().all(|known| known.label != field.label) {
                            last.fields.push(field);
                        }
                    }
                }
                None => joined.push(next),
            }
        }
        joined
    }
}

/// A field that an item would change.
pub struct ChangedField {
    /// What it is called.
    pub label: String,
    /// What stands there.
    pub before: Option<String>,
    /// What would.
    pub after: Option<String>,
}

/// The form of a decision, as it was filled in.
#[derive(Default)]
pub struct ReviewForm {
    /// What may be decided.
    pub verdicts: Vec<Choice>,
    /// The reasons, by verdict.
    pub reasons: GroupedChoices,
    /// What was written besides.
    pub note: String,
    /// The version that was looked at.
    pub version: i64,
}

/// Where a filing is decided.
#[derive(Template)]
#[template(path = "filing/review.html")]
pub struct ReviewPage {
    /// Around it.
    pub layout: Layout,
    /// The filing.
    pub head: FilingHead,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// The reviewer's desk; nothing where nothing waits at it.
    pub desk: Option<WaitLine>,
    /// Whether whoever looks has taken it on.
    pub is_mine: bool,
    /// Where it is taken on.
    pub claim_url: String,
    /// Where it is given back.
    pub release_url: String,
    /// Where the decision goes.
    pub action: String,
    /// Items that wait here, a page of them.
    pub items: Vec<ReviewItem>,
    /// How many wait here altogether.
    pub waiting: usize,
    /// The next page of them.
    pub next: Option<String>,
    /// What is attached.
    pub papers: Vec<FilingPaper>,
    /// What is asked for and is not attached.
    pub missing: Vec<String>,
    /// The form.
    pub form: ReviewForm,
    /// What happened, latest first.
    pub timeline: Vec<TimelineEntry>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ReviewPage {
    /// The page of a filing at which nothing waits.
    pub fn new(site: &Site, head: FilingHead) -> Self {
        let url = format!("/filings/{}", head.number);
        let number = format!("申报 {}", head.number);
        Self {
            layout: layout(site, "审核", &[("待审申报", "/filing-tasks"), (&number, &url)]),
            done: None,
            desk: None,
            is_mine: false,
            claim_url: format!("{url}/claim"),
            release_url: format!("{url}/release"),
            action: format!("{url}/review"),
            items: Vec::new(),
            waiting: 0,
            next: None,
            papers: Vec::new(),
            missing: Vec::new(),
            form: ReviewForm::default(),
            timeline: Vec::new(),
            errors: Vec::new(),
            head,
        }
    }
}

/// An item as it was decided.
pub struct DecidedItem {
    /// Its place.
    pub place: i64,
    /// What tells it from its sisters.
    pub title: String,
    /// Where it stands.
    pub state: StateTag,
    /// The level that its approvals give.
    pub level: String,
    /// Why, and what to do.
    pub reason: Option<(String, String)>,
    /// What was said besides.
    pub note: Option<String>,
}

/// The decision on paper.
#[derive(Template)]
#[template(path = "filing/decision.html")]
pub struct DecisionPrint {
    /// Around it.
    pub layout: Layout,
    /// The filing.
    pub head: FilingHead,
    /// What was decided of each item.
    pub items: Vec<DecidedItem>,
    /// How many more items there are than are listed.
    pub more: usize,
    /// Who decided when, oldest first.
    pub decisions: Vec<TimelineEntry>,
    /// Whether anything was refused.
    pub has_refused: bool,
    /// When it was printed.
    pub printed_at: DateTime<Utc>,
}

impl DecisionPrint {
    /// The paper of a filing.
    pub fn new(site: &Site, head: FilingHead, printed_at: DateTime<Utc>) -> Self {
        let url = format!("/filings/{}", head.number);
        let number = format!("申报 {}", head.number);
        let layout = layout(site, "办理结果通知单", &[("申报", "/filings"), (&number, &url)]);
        let (items, decisions) = (Vec::new(), Vec::new());
        Self { layout, head, items, more: 0, decisions, has_refused: false, printed_at }
    }
}
