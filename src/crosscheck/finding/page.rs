//! Findings as pages.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{self, Html};
use actix_web::{Either, HttpResponse};
use serde::Deserialize;

use super::act::{self, Deed};
use super::api::FindingParams;
use super::store::Filter;
use super::view::{FindingDetail, FindingSummary, Overview, StepView};
use super::{service, workbook};
use crate::access::Principal;
use crate::access::guard::{Filer, FilingReader, FindingParty, Reviewer};
use crate::crosscheck::view::Named;
use crate::db::{Conn, keyset};
use crate::domain::rules::{Effect, rule};
use crate::domain::vocabulary::finding::{FindingState, FindingTurn};
use crate::error::{Error, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Answer, Button, see_other};
use crate::http::params::{NoParams, chosen, cursor, rows};
use crate::http::state::State;
use crate::registry::enterprise;
use crate::web::address::address;
use crate::web::pages::{FindingForms, FindingPage, Findings, FindingsForm, FoundLine, FoundSection};
use crate::web::parts::{BarChart, Choice, Mention, Pager, StateTag, TimelineEntry, TimelineWhen};
use crate::web::render;

const PATH: &str = "/findings";
/// Findings shown on the page of a head.
const ON_A_PAGE: usize = 10;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/findings").get(list))
        .service(web::resource("/findings.xlsx").get(download))
        .service(web::resource("/findings/{key}").get(one))
        .service(web::resource("/findings/{key}/acknowledgements").post(acknowledge))
        .service(web::resource("/findings/{key}/answers").post(answer))
        .service(web::resource("/findings/{key}/waivers").post(waive));
}

/// What the form submits.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Params {
    rule: String,
    state: String,
    effect: String,
    region: String,
    enterprise: String,
    cursor: String,
}

/// What is shown where nothing is asked for: what somebody still has to act on.
const PENDING: &str = "pending";

impl Params {
    fn asked(&self) -> FindingParams {
        let said = |value: &str| chosen(Some(value)).map(str::to_owned);
        let is_pending = self.state.is_empty() || self.state == PENDING;
        FindingParams {
            rule: said(&self.rule),
            state: said(&self.state).filter(|state| state != PENDING && state != "all"),
            pending: is_pending.then(|| "true".to_owned()),
            effect: said(&self.effect),
            region: said(&self.region),
            enterprise: said(&self.enterprise),
            limit: None,
            cursor: said(&self.cursor),
        }
    }

    fn form(&self) -> FindingsForm {
        let rules = rule::all().iter().map(|rule| (rule.id.as_str(), format!("{} {}", rule.id, rule.title)));
        let states = FindingState::ALL.iter().map(|state| (state.as_str(), state.label().to_owned()));
        let effects = Effect::ALL.iter().map(|effect| (effect.as_str(), effect.label().to_owned()));
        let of = |first: &[(&str, &str)], rest: Vec<(&str, String)>, chosen: &str| -> Vec<Choice> {
            let first = first.iter().map(|(value, label)| (*value, (*label).to_owned()));
            first.chain(rest).map(|(value, label)| Choice::new(value, label, value == chosen)).collect()
        };
        let state = if self.state.is_empty() { PENDING } else { &self.state };
        FindingsForm {
            rules: of(&[("", "全部规则")], rules.collect(), &self.rule),
            states: of(&[(PENDING, "仍待处理的"), ("all", "全部")], states.collect(), state),
            effects: of(&[("", "全部效力")], effects.collect(), &self.effect),
            region: self.region.clone(),
            enterprise: self.enterprise.clone(),
        }
    }

    fn url(&self, path: &str, cursor: &str) -> String {
        let conditions = [
            ("rule", self.rule.as_str()),
            ("state", &self.state),
            ("effect", &self.effect),
            ("region", &self.region),
            ("enterprise", &self.enterprise),
            ("cursor", cursor),
        ];
        address(path, &conditions)
    }

    fn filter(&self, conn: &mut Conn) -> Result<Filter> {
        let mut filter = self.asked().filter()?;
        if let Some(said) = chosen(Some(&self.enterprise)) {
            let id = enterprise::service::id_of(conn, said).map_err(|error| match error {
                Error::NotFound { .. } => Error::field("enterprise", error.code().as_str(), error.detail()),
                error => error,
            })?;
            filter.enterprise = Some(id);
        }
        Ok(filter)
    }
}

async fn list(state: State, FilingReader(reader): FilingReader, Query(params): Query<Params>) -> Result<Html> {
    let mut page = Findings::new(&state.site());
    page.form = params.form();
    page.workbook_url = params.url("/findings.xlsx", "");
    let (asked, now) = (params.clone(), state.db.clock().now());
    let read = state.db.read(move |conn| {
        let overview = service::overview(conn, &reader, now)?;
        Ok((overview, listed(conn, &reader, &asked)))
    });
    let (overview, found) = read.await?;
    page.pending = overview.pending;
    page.waived = overview.waived;
    if params.cursor.is_empty() {
        page.charts = charts(&overview);
    }
    match found {
        Ok((items, next)) => {
            page.pager = Pager {
                shown: items.len() as u64,
                next: next.map(|cursor| params.url(PATH, &cursor)),
                ..Pager::default()
            };
            page.rows = items.iter().map(line).collect();
        }
        Err(Error::Invalid(errors)) => page.errors = errors,
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&page)?))
}

fn listed(conn: &mut Conn, reader: &Principal, params: &Params) -> Result<(Vec<FindingSummary>, Option<String>)> {
    let asked = params.asked();
    let (filter, scope) = (params.filter(conn)?, asked.scope());
    let after = cursor(&scope, asked.cursor.as_deref())?;
    let page = service::list(conn, reader, &filter, after.as_ref(), rows(None)?)?;
    Ok((page.items, page.end.map(|end| keyset::encode(&scope, &end))))
}

fn charts(overview: &Overview) -> Vec<BarChart> {
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    if overview.pending == 0 {
        return Vec::new();
    }
    let rules = overview.by_rule.iter().map(|row| (format!("{} {}", row.rule, row.title), count(row.count)));
    let regions = overview.by_region.iter().map(|row| (row.region.clone(), count(row.count)));
    let ages = overview.by_age.iter().map(|row| {
        let label = match row.days_below {
            Some(below) => format!("{} 至 {} 天", row.days, below - 1),
            None => format!("{} 天以上", row.days),
        };
        (label, count(row.count))
    });
    vec![
        BarChart::new("按规则", "个", rules),
        BarChart::new("按地区", "个", regions),
        BarChart::new("按发现以来的天数", "个", ages),
    ]
}

async fn download(
    state: State,
    FilingReader(reader): FilingReader,
    Query(params): Query<Params>,
) -> Result<HttpResponse> {
    let write = move |conn: &mut Conn| {
        let filter = params.filter(conn)?;
        workbook::write(conn, &reader, &filter)
    };
    let bytes = state.db.read(write).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"findings.xlsx\""))
        .body(bytes))
}

async fn one(
    state: State,
    FilingReader(reader): FilingReader,
    Key(key): Key,
    Query(NoParams {}): Query<NoParams>,
) -> Result<Html> {
    shown(&state, reader, key, FindingForms::default(), Vec::new()).await
}

async fn shown(
    state: &State,
    reader: Principal,
    key: String,
    typed: FindingForms,
    errors: Vec<crate::error::FieldError>,
) -> Result<Html> {
    let detail = state.db.read(move |conn| service::detail(conn, &reader, &key)).await?;
    let may = |turn: FindingTurn| detail.may.contains(&turn);
    let forms = FindingForms {
        acknowledge: may(FindingTurn::Acknowledged),
        answer: may(FindingTurn::Answered),
        waive: may(FindingTurn::Waived),
        version: detail.summary.version,
        ..typed
    };
    let page = page(state, detail, forms, errors);
    Ok(Html::new(render(&page)?))
}

fn page(
    state: &State,
    detail: FindingDetail,
    forms: FindingForms,
    errors: Vec<crate::error::FieldError>,
) -> FindingPage {
    let row = line(&detail.summary);
    let mut layout = FindingPage::layout(&state.site(), &row.rule);
    layout.json_url = Some(format!("/api/v1/findings/{}", detail.summary.id));
    let citation = |cited: &crate::crosscheck::view::CitationView| {
        format!("{}{}：{}（{}）", cited.document, cited.article, cited.says, cited.confidence_label)
    };
    FindingPage {
        layout,
        row,
        question: detail.question,
        act_on: detail.summary.act_on,
        seen: detail.summary.seen.iter().map(|seen| format!("{}：{}", seen.record, seen.value)).collect(),
        remedy: detail.remedy,
        citations: detail.citations.iter().map(citation).collect(),
        region: detail.summary.region,
        timeline: detail.steps.into_iter().rev().map(entry).collect(),
        forms,
        errors,
    }
}

fn entry(step: StepView) -> TimelineEntry {
    let source = match (step.person_name, step.organisation) {
        (Some(person), Some(organisation)) => format!("{person}，{organisation}"),
        _ => "交叉核验".to_owned(),
    };
    let document = step.document.map(|document| format!("依据 {document}"));
    TimelineEntry {
        when: TimelineWhen::Instant(step.at),
        title: step.turn_label,
        details: step.note.into_iter().chain(document).collect(),
        source: Some(source),
    }
}

/// A finding as a list shows it.
pub fn line(finding: &FindingSummary) -> FoundLine {
    let link = |path: &str, named: &Option<Named>| {
        named.as_ref().map(|named| Mention::new(&named.name, Some(format!("/{path}/{}", named.id))))
    };
    let label = finding.effect_label.clone();
    let effect = match finding.effect {
        Effect::Bars => StateTag::Bad(label),
        Effect::ReviewerDecides => StateTag::Attention(label),
        Effect::Informs => StateTag::Plain(label),
    };
    let label = finding.state_label.clone();
    let state = match finding.state {
        FindingState::Open | FindingState::Acknowledged | FindingState::Answered => StateTag::Attention(label),
        FindingState::Waived => StateTag::Plain(label),
        FindingState::Closed => StateTag::Good(label),
    };
    let concerns =
        [link("projects", &finding.project), link("people", &finding.person), link("enterprises", &finding.enterprise)];
    FoundLine {
        url: format!("{PATH}/{}", finding.id),
        rule: format!("{} {}", finding.rule, finding.title),
        effect,
        state,
        concerns: concerns.into_iter().flatten().collect(),
        record: finding.record.clone(),
        because: finding.because.clone(),
        opened_at: finding.opened_at,
    }
}

/// What is still to be done about a head, for its page, and what else the rules tell of it; nothing for those who may see
/// none.
pub fn section(
    conn: &mut Conn,
    visitor: Option<&Principal>,
    filter: Filter,
    all_url: String,
    more: Option<(String, &'static str)>,
) -> Result<Option<FoundSection>> {
    let Some(visitor) = visitor.filter(|visitor| service::may_read(visitor)) else { return Ok(None) };
    let filter = Filter { is_pending: true, ..filter };
    let found = service::list(conn, visitor, &filter, None, ON_A_PAGE)?;
    let (more_url, more_label) = more.map_or((None, ""), |(url, label)| (Some(url), label));
    Ok(Some(FoundSection { rows: found.items.iter().map(line).collect(), all_url, more_url, more_label }))
}

/// What a form about a finding says.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Said {
    version: i64,
    note: String,
    document: String,
}

async fn acknowledge(
    state: State,
    FindingParty(party): FindingParty,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<Answer> {
    done(&state, party, key, None, Deed::Acknowledge, Said::default()).await
}

async fn answer(state: State, Filer(filer): Filer, Key(key): Key, Form(said): Form<Said>) -> Result<Answer> {
    done(&state, filer, key, Some(said.version), Deed::Answer(said.note.clone()), said).await
}

async fn waive(state: State, Reviewer(reviewer): Reviewer, Key(key): Key, Form(said): Form<Said>) -> Result<Answer> {
    let deed = Deed::Waive { note: said.note.clone(), document: said.document.clone() };
    done(&state, reviewer, key, Some(said.version), deed, said).await
}

async fn done(state: &State, by: Principal, key: String, seen: Option<i64>, deed: Deed, said: Said) -> Result<Answer> {
    let (actor, target) = (by.clone(), key.clone());
    let performed = state.db.write(move |tx| act::perform(tx, &actor, &target, seen, &deed)).await;
    match performed {
        Ok(_) => Ok(Either::Right(see_other(&format!("{PATH}/{key}")))),
        Err(Error::Invalid(errors)) => {
            let typed = FindingForms { note: said.note, document: said.document, ..FindingForms::default() };
            Ok(Either::Left(shown(state, by, key, typed, errors).await?))
        }
        Err(error) => Err(error),
    }
}
