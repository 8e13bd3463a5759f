//! Answers a question from what is on file, by the rules: may they, on that day, and why.

use chrono::NaiveDate;

use super::market::{Market, Wanted};
use super::question::Asked;
use super::view::{Answer, Named};
use crate::db::Conn;
use crate::domain::rules::facts::{Led, Person};
use crate::domain::rules::measure::Works;
use crate::domain::rules::{Appointment, Finding, Limits, Post, Undertaking, catalogue};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::error::{Error, Result};
use crate::registry::enterprise::service::Meant;
use crate::registry::lookup::service::{self as lookup, Query};
use crate::registry::lookup::view::ManagerView;
use crate::registry::{enterprise, lookup as posts, personnel, project};

/// People who may be meant, at most so many.
const NAMESAKES: usize = 20;

/// Answers a question.
pub fn answer(conn: &mut Conn, asked: &Asked, today: NaiveDate) -> Result<Answer> {
    let mut works = asked.works()?;
    let on = asked.on.unwrap_or(today);
    if asked.enterprise.is_none() && !asked.names_somebody() {
        return Err(Error::field("enterprise", "query.empty", "请填写企业，或填写人员的姓名或注册编号。"));
    }
    let (meant, limits) = (Subjects::find(conn, asked, on)?, Limits::default());
    let market = Market::of(conn, &meant.wanted())?;
    let project = market.projects().next();
    if let Some(known) = project.and_then(|project| project.works(None)) {
        complete(&mut works, known);
    }
    let is_meant = |key: &str| meant.enterprise.is_some() && market.enterprise_id(Some(key)) == meant.enterprise;
    let enterprise = market.enterprises().find(|one| is_meant(&one.key));
    let person = match market.people() {
        [person] => Some(leading(conn, person.clone(), asked.post, on)?),
        _ => None,
    };
    let undertaking: Vec<Finding> = match enterprise {
        Some(enterprise) => catalogue::undertaking(&Undertaking { enterprise, works: &works, on }),
        None => Vec::new(),
    };
    let appointment: Vec<Finding> = match &person {
        Some(person) => catalogue::appointment(&Appointment {
            person,
            post: asked.post,
            enterprise,
            works: &works,
            project: project.map(|project| project.key.as_str()),
            consent: Some(asked.has_consent),
            on,
            until: None,
            limits: &limits,
        }),
        None => Vec::new(),
    };
    let named = |key: &str, name: &str| Named { id: key.to_owned(), name: name.to_owned() };
    Ok(Answer::new(
        on,
        enterprise.map(|enterprise| named(&enterprise.key, &enterprise.name)),
        person.map(|person| named(&person.key, &person.name)),
        asked.post,
        &works,
        &undertaking,
        &appointment,
        enterprise::service::as_of(conn)?,
    ))
}

/// What was not found is told at the field that named it.
fn at_field(field: &str, error: Error) -> Error {
    match error {
        Error::NotFound { .. } => Error::field(field, error.code().as_str(), error.detail()),
        error => error,
    }
}

/// Somebody with what the look-up says they lead on the day of the answer: what it says and what the rules say agree.
fn leading(conn: &mut Conn, mut person: Person, post: Post, on: NaiveDate) -> Result<Person> {
    let view = lookup::of_person(conn, looked_up(post), &person.key, on)?;
    person.unidentified = view.as_ref().map_or(0, |view| view.unidentified_records);
    let led = view.iter().flat_map(led).collect();
    match post {
        Post::Manager => person.managed = led,
        Post::Supervisor => person.supervised = led,
    }
    Ok(person)
}

fn led(view: &ManagerView) -> Vec<Led> {
    let basis =
        |kind: Option<&str>, number: Option<&str>| [kind, number].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let led = view.active_projects.iter().map(|project| Led {
        project: project.project_id.clone(),
        name: project.project_name.clone(),
        since: project.since,
        released: None,
        basis: basis(project.record_kind_label.as_deref(), project.record_number.as_deref()),
    });
    led.collect()
}

fn looked_up(post: Post) -> posts::service::Post {
    match post {
        Post::Manager => posts::service::Post::ProjectManager,
        Post::Supervisor => posts::service::Post::ChiefSupervisor,
    }
}

/// Fills in what is known of a project where nothing was said.
fn complete(works: &mut Works, known: Works) {
    for (metric, amount) in known.measures {
        works.measures.entry(metric).or_insert(amount);
    }
    if works.region_code.is_empty() {
        works.region_code = known.region_code;
    }
}

/// Who and what a question is about.
struct Subjects {
    enterprise: Option<EnterpriseId>,
    person: Option<PersonId>,
    project: Option<ProjectId>,
}

impl Subjects {
    fn find(conn: &mut Conn, asked: &Asked, on: NaiveDate) -> Result<Self> {
        let project = match &asked.project {
            Some(key) => Some(project::service::id_of(conn, key).map_err(|error| at_field("project", error))?),
            None => None,
        };
        let enterprise = match &asked.enterprise {
            Some(said) => Some(of_enterprise(conn, said)?),
            None => None,
        };
        let person = if asked.names_somebody() { Some(who(conn, asked, on)?) } else { None };
        Ok(Self { enterprise, person, project })
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            enterprises: self.enterprise.iter().map(|id| id.0).collect(),
            projects: self.project.iter().map(|id| id.0).collect(),
            people: self.person.iter().map(|id| id.0).collect(),
        }
    }
}

fn of_enterprise(conn: &mut Conn, said: &str) -> Result<EnterpriseId> {
    personnel::service::without_number("enterprise", said)?;
    match enterprise::service::meant(conn, said).map_err(|error| at_field("enterprise", error))? {
        Meant::One(id) => Ok(id),
        Meant::Unclear(candidates) => {
            let names: Vec<&str> = candidates.iter().map(|one| one.name.as_str()).collect();
            let text = format!("不能确定是哪家企业。是否指：{}？请填写全称或信用代码。", names.join("、"));
            Err(Error::field("enterprise", "enterprise.unclear", text))
        }
    }
}

/// The one person that is meant.
fn who(conn: &mut Conn, asked: &Asked, on: NaiveDate) -> Result<PersonId> {
    if let Some(key) = &asked.person {
        return personnel::service::id_of(conn, key).map_err(|error| at_field("person", error));
    }
    let field = if asked.person_name.is_some() { "person_name" } else { "registration_number" };
    for (field, said) in [("person_name", &asked.person_name), ("registration_number", &asked.registration_number)] {
        personnel::service::without_number(field, said.as_deref().unwrap_or_default())?;
    }
    let query = Query {
        name: asked.person_name.clone(),
        registration_number: asked.registration_number.clone(),
        enterprise: None,
        after: None,
        rows: NAMESAKES,
    };
    let found = lookup::look_up(conn, looked_up(asked.post), &query, on)?.items;
    match found.as_slice() {
        [] => {
            let text = "没有找到这个人。请核对姓名和注册编号。";
            Err(Error::field(field, "person.not_found", text))
        }
        [one] => personnel::service::id_of(conn, &one.id),
        several => {
            let where_registered = |view: &ManagerView| {
                view.enterprise.as_ref().map_or_else(|| "注册单位未登记".to_owned(), |link| link.name.clone())
            };
            let firms: Vec<String> = several.iter().map(where_registered).collect();
            let text = format!("有 {} 人符合（{}）。请加填注册编号。", several.len(), firms.join("、"));
            Err(Error::field(field, "person.unclear", text))
        }
    }
}
