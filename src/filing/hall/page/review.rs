//! Where a filing is decided: what is filed beside what the registries say.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::web::Html;
use serde::Deserialize;

use super::docket::after;
use super::{said, shown};
use crate::access::Principal;
use crate::access::guard::Reviewer;
use crate::crosscheck::foresee::Foreseen;
use crate::domain::rules::Effect;
use crate::domain::standard::reason;
use crate::domain::vocabulary::access::Role;
use crate::domain::vocabulary::filing::{ReasonStep, Verdict};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, FieldError, Result};
use crate::filing::hall::docket::Docket;
use crate::filing::hall::draft::{self, Purpose};
use crate::filing::hall::preview::{self, HeadPreview, Preview, RecordPreview};
use crate::filing::hall::review::{self, Decision};
use crate::filing::hall::view::{AttachmentView, FilingSummary, ItemView, StepView};
use crate::filing::hall::{api, attach, service};
use crate::filing::route;
use crate::filing::rows::Item;
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Button, see_other};
use crate::http::state::State;
use crate::registry::history;
use crate::web::pages::{ChangedField, ChangedHead, ChangedRecord, ForeseenLine, ReviewForm, ReviewItem, ReviewPage};
use crate::web::parts::{Choice, ChoiceGroup, GroupedChoices, StateTag};
use crate::web::render;

/// Items that are looked at on one page: each is tried on the registries.
const ITEMS: usize = 20;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    after: Option<String>,
    done: String,
}

pub(super) async fn page(
    state: State,
    Reviewer(reviewer): Reviewer,
    Key(number): Key,
    Query(params): Query<Params>,
) -> Result<Html> {
    let after = after(params.after.as_deref())?;
    let page = looked_at(&state, &reviewer, &number, after, &Typed::default()).await?;
    Ok(Html::new(render(&ReviewPage { done: said(&params.done), ..page })?))
}

/// Everything that a reviewer looks at.
struct Seen {
    purpose: Purpose,
    summary: FilingSummary,
    docket: Docket,
    views: Vec<(ItemView, Preview, Vec<String>)>,
    waiting: usize,
    papers: Vec<AttachmentView>,
    missing: Vec<&'static str>,
    steps: Vec<StepView>,
}

async fn looked_at(state: &State, reviewer: &Principal, number: &str, after: i64, typed: &Typed) -> Result<ReviewPage> {
    let seen = read(state, reviewer, number, after).await?;
    let head = shown::head(&seen.summary, &route::kept(&seen.docket.case.route));
    let mut page = ReviewPage::new(&state.site(), head);
    let tier = service::own_tier(reviewer)?;
    page.desk = seen.summary.desks.iter().find(|desk| desk.tier == tier).map(shown::wait);
    page.is_mine = seen.docket.desk(tier).is_some_and(|desk| desk.claimed_by == Some(reviewer.account_id));
    page.waiting = seen.waiting;
    let last = seen.views.last().map(|(view, ..)| view.place);
    let more = last.filter(|last| seen.docket.waiting_at(tier).any(|item| item.place > *last));
    page.next = more.map(|place| format!("/filings/{number}/review?after={place}"));
    page.missing = seen.missing.iter().map(|title| (*title).to_owned()).collect();
    page.papers = seen.papers.into_iter().map(|view| shown::paper(number, view, false)).collect();
    page.timeline = shown::timeline(seen.steps);
    page.form = typed.form(&seen.summary);
    let seconded: Vec<i64> =
        seen.docket.items.iter().filter(|item| item.seconded_by.is_some()).map(|item| item.place).collect();
    let is_small = seen.waiting == 1;
    let item = |(view, preview, warnings): (ItemView, Preview, Vec<String>)| {
        let chosen = is_small || typed.places.contains(&view.place);
        let note = seconded.contains(&view.place).then(|| "已由同事初审通过，待您复核。".to_owned());
        item(seen.purpose, view, preview, warnings, chosen, note)
    };
    page.items = seen.views.into_iter().map(item).collect::<Result<_>>()?;
    Ok(page)
}

async fn read(state: &State, reviewer: &Principal, number: &str, after: i64) -> Result<Seen> {
    let (by, key) = (reviewer.clone(), number.to_owned());
    let (vault, today) = (state.vault.clone(), state.db.clock().today());
    let read = state.db.rehearse(move |tx| {
        let (docket, tier) = Docket::load(tx.conn, &key)?.of_reviewer(&by)?;
        let purpose = Purpose::of(&docket)?;
        let waiting: Vec<&Item> = docket.waiting_at(tier).collect();
        let here: Vec<&Item> = waiting.iter().copied().filter(|item| item.place > after).take(ITEMS).collect();
        let previews = preview::of_items(tx, &vault, &docket, &here)?;
        let mut views = Vec::with_capacity(here.len());
        for (item, preview) in here.iter().zip(previews) {
            let reading = draft::reading(&vault, purpose, item, today)?;
            let warnings = reading.warnings.into_iter().map(|warning| warning.message).collect();
            views.push((ItemView::of(&vault, purpose, item)?, preview, warnings));
        }
        Ok(Seen {
            purpose,
            summary: service::summary(tx.conn, &by, &docket, today)?,
            waiting: waiting.len(),
            views,
            papers: attach::attachments(tx.conn, &docket)?.iter().map(AttachmentView::of).collect(),
            missing: attach::missing(tx.conn, &docket)?,
            steps: service::steps(tx.conn, &docket)?,
            docket,
        })
    });
    read.await
}

fn item(
    purpose: Purpose,
    view: ItemView,
    preview: Preview,
    warnings: Vec<String>,
    chosen: bool,
    note: Option<String>,
) -> Result<ReviewItem> {
    Ok(ReviewItem {
        answers: shown::answers(purpose, &view.sheet, &view.fields)?,
        place: view.place,
        title: view.title,
        note,
        chosen,
        changes: preview.heads.into_iter().map(changed_head).collect(),
        objections: preview.objections,
        warnings,
        opens: preview.findings.opened.iter().map(foreseen).collect(),
        closes: preview.findings.closed.iter().map(foreseen).collect(),
    })
}

fn foreseen(finding: &Foreseen) -> ForeseenLine {
    let label = finding.effect_label.clone();
    ForeseenLine {
        rule_url: format!("/rules#{}", finding.rule),
        rule: format!("{} {}", finding.rule, finding.title),
        effect: match finding.effect {
            Effect::Bars => StateTag::Bad(label),
            Effect::ReviewerDecides => StateTag::Attention(label),
            Effect::Informs => StateTag::Plain(label),
        },
        text: format!("{}：{}", finding.record, finding.because),
    }
}

fn changed_head(head: HeadPreview) -> ChangedHead {
    let (kind, path) = match head.kind {
        HeadKind::Enterprise => ("企业", "enterprises"),
        HeadKind::Person => ("人员", "people"),
        HeadKind::Project => ("项目", "projects"),
        _ => ("记录", ""),
    };
    let record = |record: RecordPreview| {
        let field = |field: preview::FieldPreview| ChangedField {
            label: field.label,
            before: field.before,
            after: field.after,
        };
        ChangedRecord {
            noun: record.noun,
            name: None,
            is_new: record.is_new,
            fields: record.fields.into_iter().map(field).collect(),
        }
    };
    ChangedHead {
        kind: kind.to_owned(),
        name: head.name,
        url: (!head.is_new && !path.is_empty()).then(|| format!("/{path}/{}", head.id)),
        records: ChangedRecord::joined(head.records.into_iter().map(record), history::BASICS),
    }
}

/// What a reviewer filled in.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typed {
    places: Vec<i64>,
    verdict: Option<Verdict>,
    reason_code: String,
    note: String,
    version: Option<i64>,
    /// Which button: the chosen items, or all that wait.
    scope: String,
}

impl Typed {
    fn decision(&self) -> Result<Decision> {
        let mut errors = Vec::new();
        if self.scope != "all" && self.places.is_empty() {
            errors.push(FieldError::new("verdict", "filing.no_items", "请先选中要决定的项。"));
        }
        if self.verdict.is_none() {
            errors.push(FieldError::new("verdict", "field.missing", "请选择结论。"));
        }
        let note = api::note(&self.note);
        if let Err(Error::Invalid(wrong)) = &note {
            errors.extend(wrong.iter().cloned());
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        Ok(Decision {
            verdict: self.verdict.unwrap_or_default(),
            places: if self.scope == "all" { Vec::new() } else { self.places.clone() },
            reason_code: Some(self.reason_code.clone()).filter(|code| !code.is_empty()),
            note: note?,
            version: self.version,
        })
    }

    fn form(&self, summary: &FilingSummary) -> ReviewForm {
        let verdict =
            |verdict: &Verdict| Choice::new(verdict.as_str(), verdict.label(), self.verdict == Some(*verdict));
        let group = |step: ReasonStep| ChoiceGroup {
            label: step.label().to_owned(),
            choices: reason::of(step, &summary.kind)
                .into_iter()
                .map(|reason| {
                    let label = format!("{} {}", reason.code, reason.text);
                    Choice::new(&reason.code, label, reason.code == self.reason_code)
                })
                .collect(),
        };
        let groups = [ReasonStep::Return, ReasonStep::Refuse].map(group).into();
        ReviewForm {
            verdicts: [Verdict::Approve, Verdict::Return, Verdict::Refuse].iter().map(verdict).collect(),
            reasons: GroupedChoices::among("不需要理由", groups, &self.reason_code),
            note: self.note.clone(),
            version: summary.version,
        }
    }
}

/// Decides. Whoever was slower sees the filing as it stands now, what happened meanwhile, and what they had written.
pub(super) async fn decide(
    state: State,
    Reviewer(reviewer): Reviewer,
    Key(number): Key,
    Form(typed): Form<Typed>,
) -> Result<HttpResponse> {
    let decided = match typed.decision() {
        Ok(decision) => {
            let (vault, by, key) = (state.vault.clone(), reviewer.clone(), number.clone());
            state.db.write(move |tx| review::decide(tx, &vault, &by, &key, &decision)).await
        }
        Err(error) => Err(error),
    };
    let (status, errors) = match decided {
        Ok(docket) => {
            let tier = service::own_tier(&reviewer)?;
            let is_done = docket.waiting_at(tier).next().is_none();
            let on = format!("/filings/{number}/review?done=decided");
            return Ok(see_other(if is_done { "/filing-tasks?done=decided" } else { &on }));
        }
        Err(Error::Invalid(errors)) => (StatusCode::OK, errors),
        Err(Error::Conflict(code, text)) => {
            (StatusCode::CONFLICT, vec![FieldError::new("verdict", code.as_str(), text)])
        }
        Err(error) => return Err(error),
    };
    let page = ReviewPage { errors, ..looked_at(&state, &reviewer, &number, 0, &typed).await? };
    Ok(HttpResponse::build(status).content_type(ContentType::html()).body(render(&page)?))
}

pub(super) async fn claim(
    state: State,
    Reviewer(reviewer): Reviewer,
    Key(number): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    let key = number.clone();
    state.db.write(move |tx| review::claim(tx, &reviewer, &key)).await?;
    Ok(see_other(&format!("/filings/{number}/review?done=claimed")))
}

pub(super) async fn release(
    state: State,
    Reviewer(reviewer): Reviewer,
    Key(number): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    let (key, for_another) = (number.clone(), reviewer.is(Role::DepartmentAdministrator));
    state.db.write(move |tx| review::release(tx, &reviewer, &key, for_another)).await?;
    Ok(see_other("/filing-tasks?done=released"))
}
