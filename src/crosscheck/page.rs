//! The same as a page: the question, the verdict in a sentence, then the evidence; prints on a sheet.

use std::collections::BTreeMap;

use actix_web::web::{self, Html};

use super::eligibility;
use super::finding::service;
use super::question::{Asked, Kind};
use super::view::{Answer, CitationView, ExampleView, FindingView, Named, RuleView};
use crate::domain::rules::{Eligibility, Outcome, Post, measure};
use crate::domain::standard::region;
use crate::error::{Error, FieldError, Result};
use crate::http::extract::Query;
use crate::http::params::{NoParams, chosen, flag};
use crate::http::state::State;
use crate::registry::personnel::service::without_number;
use crate::web::pages::{
    CitedLine, EligibilityAnswer, EligibilityForm, EligibilityPage, ExampleLine, FindingLine, MeasureField, RuleLine,
    Rules,
};
use crate::web::parts::{Choice, ChoiceGroup, GroupedChoices, Mention, StateTag, Tone, Verdict};
use crate::web::render;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(web::resource("/eligibility").get(page)).service(web::resource("/rules").get(rules));
}

/// Measures that most works are told by; the others are folded.
const USUAL: [&str; 6] =
    ["building_height", "floors", "project_building_area", "single_building_area", "single_span", "contract_amount"];
/// Parameters that are no measures.
const KNOWN: [&str; 10] = [
    "enterprise",
    "person",
    "person_name",
    "registration_number",
    "post",
    "kind",
    "region",
    "project",
    "has_consent",
    "on",
];

async fn page(state: State, Query(typed): Query<BTreeMap<String, String>>) -> Result<Html> {
    known(&typed)?;
    let said = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let mut page = EligibilityPage::new(&state.site(), form(&typed));
    if typed.values().all(|value| value.trim().is_empty()) {
        return Ok(Html::new(render(&page)?));
    }
    let today = state.db.clock().today();
    let answer = match asked(&typed) {
        Ok(asked) => state.db.read(move |conn| eligibility::answer(conn, &asked, today)).await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(answer) => {
            page.layout.as_of = answer.as_of;
            page.answer = Some(shown(&answer, &said("region")));
        }
        Err(Error::Invalid(errors)) => page.errors = errors.into_iter().map(at_field).collect(),
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&page)?))
}

async fn rules(state: State, Query(NoParams {}): Query<NoParams>) -> Result<Html> {
    let rules = state.db.read(service::rules).await?;
    Ok(Html::new(render(&Rules::new(&state.site(), rules.iter().map(rule_line).collect()))?))
}

fn rule_line(rule: &RuleView) -> RuleLine {
    let citation = |citation: &CitationView| CitedLine {
        source: format!("{}{}", citation.document, citation.article),
        says: citation.says.clone(),
        confidence: citation.confidence_label.clone(),
    };
    RuleLine {
        id: rule.id.clone(),
        title: rule.title.clone(),
        about: rule.about_label.clone(),
        question: rule.question.clone(),
        valid_from: rule.valid_from,
        valid_until: rule.valid_until,
        region: rule.region.as_deref().and_then(|prefix| region::path(&format!("{prefix:0<6}"))),
        effect: rule.effect_label.clone(),
        remedy: rule.remedy.clone(),
        citations: rule.citations.iter().map(citation).collect(),
        examples: rule.examples.iter().map(example_line).collect(),
        pending: rule.pending_findings,
    }
}

fn example_line(example: &ExampleView) -> ExampleLine {
    ExampleLine {
        situation: example.situation.clone(),
        state: outcome_tag(example.outcome, example.outcome_label.clone()),
        because: example.because.clone(),
    }
}

fn outcome_tag(outcome: Outcome, label: String) -> StateTag {
    match outcome {
        Outcome::Passed => StateTag::Good(label),
        Outcome::Failed => StateTag::Bad(label),
        Outcome::Undecidable => StateTag::Attention(label),
        Outcome::NotAssessed => StateTag::Plain(label),
    }
}

/// Refuses a parameter that nobody knows, as everywhere.
fn known(typed: &BTreeMap<String, String>) -> Result<()> {
    for name in typed.keys() {
        if !KNOWN.contains(&name.as_str()) && measure::find(name).is_none() {
            return Err(Error::field(name, "parameter.unknown", format!("没有“{name}”这个参数。")));
        }
    }
    Ok(())
}

/// A measure has its own field on the page.
fn at_field(mut error: FieldError) -> FieldError {
    if let Some(name) = error.path.strip_prefix("measures/") {
        error.path = name.to_owned();
    }
    error
}

fn asked(typed: &BTreeMap<String, String>) -> Result<Asked> {
    let said = |name: &str| chosen(typed.get(name).map(String::as_str)).map(str::to_owned);
    let day = said("on").map(|text| text.parse()).transpose();
    let on = day.map_err(|_malformed| Error::field("on", "date.malformed", "日期应如 2026-11-22。"))?;
    let post = said("post").unwrap_or_default();
    let measures = typed.iter().filter(|(name, value)| measure::find(name).is_some() && !value.trim().is_empty());
    Ok(Asked {
        enterprise: said("enterprise"),
        person_name: said("person_name"),
        registration_number: said("registration_number"),
        person: said("person"),
        post: Post::ALL.iter().copied().find(|known| known.as_str() == post).unwrap_or_default(),
        kind: said("kind").unwrap_or_default(),
        measures: measures.map(|(name, value)| (name.clone(), value.trim().replace([',', '，'], ""))).collect(),
        region: said("region"),
        project: said("project"),
        has_consent: flag("has_consent", typed.get("has_consent").map(String::as_str))?,
        on,
    })
}

fn form(typed: &BTreeMap<String, String>) -> EligibilityForm {
    // An identity number is not repeated on the page.
    let said = |name: &str| {
        let text = typed.get(name).cloned().unwrap_or_default();
        if without_number(name, &text).is_ok() { text } else { String::new() }
    };
    let kind = said("kind");
    let mut groups: Vec<ChoiceGroup> = Vec::new();
    for known in Kind::all() {
        let choice = Choice::new(known.name(), known.label(), known.name() == kind);
        match groups.iter_mut().find(|group| group.label == known.sequence) {
            Some(group) => group.choices.push(choice),
            None => groups.push(ChoiceGroup { label: known.sequence, choices: vec![choice] }),
        }
    }
    let own: Vec<&str> = Kind::find(&kind).iter().flat_map(Kind::metrics).map(|metric| metric.name.as_str()).collect();
    let field = |metric: &measure::Metric| MeasureField {
        name: metric.name.clone(),
        label: format!("{}（{}）", metric.label, metric.unit),
        value: said(&metric.name),
    };
    let is_usual = |metric: &measure::Metric| {
        let name = metric.name.as_str();
        USUAL.contains(&name) || own.contains(&name) || !said(name).is_empty()
    };
    let (usual, others): (Vec<_>, Vec<_>) = measure::all().iter().partition(|metric| is_usual(metric));
    let post = said("post");
    let posts = Post::ALL.iter().map(|known| {
        let is_chosen = if post.is_empty() { *known == Post::default() } else { known.as_str() == post };
        Choice::new(known.as_str(), known.label(), is_chosen)
    });
    EligibilityForm {
        enterprise: said("enterprise"),
        person_name: said("person_name"),
        registration_number: said("registration_number"),
        posts: posts.collect(),
        kinds: GroupedChoices::among("请选择", groups, &kind),
        usual: usual.into_iter().map(field).collect(),
        others: others.into_iter().map(field).collect(),
        region: said("region"),
        project: said("project"),
        has_consent: said("has_consent") == "true",
        on: said("on"),
    }
}

fn shown(answer: &Answer, region_code: &str) -> EligibilityAnswer {
    let tone = match answer.verdict {
        Eligibility::May => Tone::Free,
        Eligibility::MayNot => Tone::Busy,
        Eligibility::Unclear => Tone::Unknown,
    };
    let link = |path: &str, named: &Named| Mention::new(&named.name, Some(format!("/{path}/{}", named.id)));
    let measures =
        answer.measures.iter().map(|measure| format!("{} {} {}", measure.label, measure.amount, measure.unit));
    EligibilityAnswer {
        verdict: Verdict {
            tone,
            word: answer.verdict_label.clone(),
            sentence: answer.sentence.clone(),
            as_of: answer.as_of,
        },
        on: answer.on,
        enterprise: answer.enterprise.as_ref().map(|named| link("enterprises", named)),
        person: answer.person.as_ref().map(|named| link("people", named)),
        post: answer.post.label(),
        works: answer.works.clone(),
        region: region::path(region_code),
        measures: measures.collect(),
        undertaking: answer.undertaking.iter().map(line).collect(),
        appointment: answer.appointment.iter().map(line).collect(),
    }
}

fn line(finding: &FindingView) -> FindingLine {
    let state = outcome_tag(finding.outcome, finding.outcome_label.clone());
    let citation =
        |citation: &CitationView| format!("{}{}（{}）", citation.document, citation.article, citation.confidence_label);
    let is_open = matches!(finding.outcome, Outcome::Failed | Outcome::Undecidable);
    FindingLine {
        rule: finding.rule.clone(),
        title: finding.title.clone(),
        question: finding.question.clone(),
        state,
        effect: (finding.outcome == Outcome::Failed).then(|| finding.effect_label.clone()),
        because: finding.because.clone(),
        seen: finding.seen.iter().map(|seen| format!("{}：{}", seen.record, seen.value)).collect(),
        remedy: is_open.then(|| finding.remedy.clone()),
        citations: finding.citations.iter().map(citation).collect(),
    }
}
