//! May they? The question of the bid room, and its answer with every rule; and the rules themselves.

use askama::Template;
use chrono::NaiveDate;

use crate::error::FieldError;
use crate::web::parts::{Choice, Crumb, GroupedChoices, Mention, StateTag, Verdict};
use crate::web::{Layout, NavItem, Site, filters};

/// What was asked, as typed.
#[derive(Default)]
pub struct EligibilityForm {
    /// The enterprise.
    pub enterprise: String,
    /// The person's name.
    pub person_name: String,
    /// Their registration number.
    pub registration_number: String,
    /// The posts.
    pub posts: Vec<Choice>,
    /// The kinds of works.
    pub kinds: GroupedChoices,
    /// Measures that most works, or these, are told by.
    pub usual: Vec<MeasureField>,
    /// All others.
    pub others: Vec<MeasureField>,
    /// Region code of the works.
    pub region: String,
    /// The project.
    pub project: String,
    /// Written consent of the owners.
    pub has_consent: bool,
    /// The day.
    pub on: String,
}

/// A measure that may be filled in.
pub struct MeasureField {
    /// Name of the metric.
    pub name: String,
    /// What it is called, with its unit.
    pub label: String,
    /// What was typed.
    pub value: String,
}

/// What a rule says.
pub struct FindingLine {
    /// Name of the rule: `X05`.
    pub rule: String,
    /// What it is called.
    pub title: String,
    /// What holds where it is kept.
    pub question: String,
    /// What came out.
    pub state: StateTag,
    /// What follows, where it is broken.
    pub effect: Option<String>,
    /// Why.
    pub because: String,
    /// What was looked at.
    pub seen: Vec<String>,
    /// What mends it, where something is open.
    pub remedy: Option<String>,
    /// What it rests on.
    pub citations: Vec<String>,
}

/// The answer.
pub struct EligibilityAnswer {
    /// In a sentence.
    pub verdict: Verdict,
    /// The day.
    pub on: NaiveDate,
    /// The enterprise.
    pub enterprise: Option<Mention>,
    /// The person.
    pub person: Option<Mention>,
    /// The post.
    pub post: &'static str,
    /// The works.
    pub works: String,
    /// Where they are.
    pub region: Option<String>,
    /// How large.
    pub measures: Vec<String>,
    /// What the rules say of the enterprise.
    pub undertaking: Vec<FindingLine>,
    /// What they say of the person.
    pub appointment: Vec<FindingLine>,
}

/// The page.
#[derive(Template)]
#[template(path = "eligibility.html")]
pub struct EligibilityPage {
    /// Around it.
    pub layout: Layout,
    /// The question.
    pub form: EligibilityForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// The answer, where something was asked.
    pub answer: Option<EligibilityAnswer>,
}

impl EligibilityPage {
    /// The page before anything is asked.
    pub fn new(site: &Site, form: EligibilityForm) -> Self {
        let nav = NavItem::Eligibility;
        let layout = Layout {
            nav: Some(nav),
            breadcrumb: vec![Crumb::to("首页", "/"), Crumb::here(nav.label())],
            ..Layout::new(site, nav.label())
        };
        Self { layout, form, errors: Vec::new(), answer: None }
    }
}

/// A rule, for everybody to read.
pub struct RuleLine {
    /// Its name for programs.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// What holds where it is kept.
    pub question: String,
    /// First day on which it counts.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// Where it counts; nothing for everywhere.
    pub region: Option<String>,
    /// What follows where it is broken.
    pub effect: String,
    /// What mends it.
    pub remedy: String,
    /// What it rests on.
    pub citations: Vec<CitedLine>,
    /// Made-up situations with what it says of them.
    pub examples: Vec<ExampleLine>,
    /// Findings of it that somebody still has to act on.
    pub pending: i64,
}

/// A made-up situation with what a rule says of it.
pub struct ExampleLine {
    /// What is on file.
    pub situation: String,
    /// What comes out.
    pub state: StateTag,
    /// Why.
    pub because: String,
}

/// A document that a rule rests on.
pub struct CitedLine {
    /// Document and article.
    pub source: String,
    /// What it says.
    pub says: String,
    /// How sure that is.
    pub confidence: String,
}

/// The rules.
#[derive(Template)]
#[template(path = "rules.html")]
pub struct Rules {
    /// Around it.
    pub layout: Layout,
    /// The rules.
    pub rules: Vec<RuleLine>,
}

impl Rules {
    /// The page of some rules.
    pub fn new(site: &Site, rules: Vec<RuleLine>) -> Self {
        let above = NavItem::Eligibility;
        let layout = Layout {
            nav: Some(above),
            breadcrumb: vec![Crumb::to("首页", "/"), Crumb::to(above.label(), above.url()), Crumb::here("核验规则")],
            json_url: Some("/api/v1/rules".to_owned()),
            ..Layout::new(site, "核验规则")
        };
        Self { layout, rules }
    }
}
