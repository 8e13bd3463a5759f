//! How enterprises stand, as pages.

use actix_web::web::{self, Html};

use super::api::DayParams;
use super::{DepartureView, SlackView, StandingView, of_enterprise, of_person};
use crate::access::guard::FilingReader;
use crate::crosscheck::view::Named;
use crate::error::Result;
use crate::http::extract::{Key, Query};
use crate::http::state::State;
use crate::web::pages::{DeparturePage, LossLine, SlackLine, StandingPage, StandingTable};
use crate::web::parts::{Mention, StateTag};
use crate::web::render;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/enterprises/{key}/standing").get(enterprise))
        .service(web::resource("/people/{key}/departure").get(person));
}

async fn enterprise(
    state: State,
    FilingReader(reader): FilingReader,
    Key(key): Key,
    Query(params): Query<DayParams>,
) -> Result<Html> {
    let on = params.day(state.db.clock().today())?;
    let view = state.db.read(move |conn| of_enterprise(conn, &reader, &key, on)).await?;
    let StandingView { enterprise, qualifications, .. } = view;
    let mut page = StandingPage::new(&state.site(), link("enterprises", &enterprise), on);
    page.layout.json_url = Some(format!("/api/v1/enterprises/{}/standing", enterprise.id));
    let table = |held: super::HeldView| StandingTable {
        title: held.title,
        rows: held.requirements.iter().map(|slack| line(slack, slack.requirement.clone())).collect(),
    };
    page.tables = qualifications.into_iter().map(table).collect();
    Ok(Html::new(render(&page)?))
}

async fn person(
    state: State,
    FilingReader(reader): FilingReader,
    Key(key): Key,
    Query(params): Query<DayParams>,
) -> Result<Html> {
    let on = params.day(state.db.clock().today())?;
    let view = state.db.read(move |conn| of_person(conn, &reader, &key, on)).await?;
    let DepartureView { person, enterprises, posts, .. } = view;
    let mut page = DeparturePage::new(&state.site(), link("people", &person), on);
    page.layout.json_url = Some(format!("/api/v1/people/{}/departure", person.id));
    let loss = |loss: &super::EnterpriseLoss| LossLine {
        enterprise: link("enterprises", &loss.enterprise),
        rows: loss
            .broken
            .iter()
            .map(|broken| line(&broken.left, format!("{}：{}", broken.qualification, broken.left.requirement)))
            .collect(),
    };
    page.losses = enterprises.iter().map(loss).collect();
    let post = |post: super::HeldPost| (post.position.clone(), link("projects", &post.project), post.since);
    page.posts = posts.into_iter().map(post).collect();
    Ok(Html::new(render(&page)?))
}

fn link(path: &str, named: &Named) -> Mention {
    Mention::new(&named.name, Some(format!("/{path}/{}", named.id)))
}

fn line(slack: &SlackView, requirement: String) -> SlackLine {
    let unsure = slack.at_most.zip(slack.have).map_or(0, |(most, have)| most - have);
    let have = match slack.have {
        None => "没有登记".to_owned(),
        Some(have) if unsure > 0 => format!("{have} {}，另有 {unsure} {}不能确定是否有效", slack.unit, slack.unit),
        Some(have) => format!("{have} {}", slack.unit),
    };
    let state = match (slack.is_assessed, slack.spare) {
        (false, _) => StateTag::Plain("当日不考核".to_owned()),
        (true, None) => StateTag::Plain("无法判断".to_owned()),
        (true, Some(0)) => StateTag::Attention("刚好达到".to_owned()),
        (true, Some(spare)) if spare > 0 => StateTag::Good(format!("余 {spare} {}", slack.unit)),
        (true, Some(spare)) => StateTag::Bad(format!("少 {} {}", -spare, slack.unit)),
    };
    SlackLine {
        requirement,
        minimum: format!("{} {}", slack.minimum, slack.unit),
        have,
        state,
        source: format!("{}（{}）", slack.document, slack.confidence_label),
    }
}
