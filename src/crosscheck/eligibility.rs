//! Answers a question from what is on file, by the rules: may they, on that day, and why.

use chrono::NaiveDate;

use super::facts;
use super::question::Asked;
use super::view::{Answer, Named};
use crate::db::Conn;
use crate::domain::rules::{Appointment, Finding, Post, Undertaking, catalogue};
use crate::domain::vocabulary::ids::PersonId;
use crate::error::{Error, Result};
use crate::record::Record as _;
use crate::registry::enterprise::service::Meant;
use crate::registry::lookup::service::{self as lookup, Query};
use crate::registry::lookup::view::ManagerView;
use crate::registry::project::rows::{Project, UnitWork};
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
    let project = match &asked.project {
        Some(key) => Some(of_project(conn, key)?),
        None => None,
    };
    if let Some((project, units)) = &project {
        facts::complete(&mut works, project, units);
        if works.region_code.is_empty() {
            works.region_code = project.region_code.clone().unwrap_or_default();
        }
    }
    let enterprise = match &asked.enterprise {
        Some(said) => Some(of_enterprise(conn, said)?),
        None => None,
    };
    let person = if asked.names_somebody() { Some(of_person(conn, asked, on)?) } else { None };
    let undertaking: Vec<Finding> = match &enterprise {
        Some(enterprise) => catalogue::undertaking(&Undertaking { enterprise, works: &works, on }),
        None => Vec::new(),
    };
    let appointment: Vec<Finding> = match &person {
        Some(person) => catalogue::appointment(&Appointment {
            person,
            post: asked.post,
            enterprise: enterprise.as_ref(),
            works: &works,
            project: project.as_ref().map(|(project, _)| project.public_id.as_str()),
            has_consent: asked.has_consent,
            on,
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

fn of_project(conn: &mut Conn, key: &str) -> Result<(Project, Vec<UnitWork>)> {
    let id = project::service::id_of(conn, key).map_err(|error| at_field("project", error))?;
    let found = Project::load(conn, &[id.0])?.pop().ok_or_else(|| Error::internal("no such project"))?;
    Ok((found, UnitWork::load(conn, &[id.0])?))
}

fn of_enterprise(conn: &mut Conn, said: &str) -> Result<crate::domain::rules::facts::Enterprise> {
    personnel::service::without_number("enterprise", said)?;
    match enterprise::service::meant(conn, said).map_err(|error| at_field("enterprise", error))? {
        Meant::One(id) => facts::enterprise(conn, id),
        Meant::Unclear(candidates) => {
            let names: Vec<&str> = candidates.iter().map(|one| one.name.as_str()).collect();
            let text = format!("不能确定是哪家企业。是否指：{}？请填写全称或信用代码。", names.join("、"));
            Err(Error::field("enterprise", "enterprise.unclear", text))
        }
    }
}

/// What was not found is told at the field that named it.
fn at_field(field: &str, error: Error) -> Error {
    match error {
        Error::NotFound { .. } => Error::field(field, error.code().as_str(), error.detail()),
        error => error,
    }
}

fn of_person(conn: &mut Conn, asked: &Asked, on: NaiveDate) -> Result<crate::domain::rules::facts::Person> {
    let id = who(conn, asked, on)?;
    let key = personnel::service::names(conn, &[id])?.remove(&id).map(|(key, _)| key);
    let key = key.ok_or_else(|| Error::internal("no such person"))?;
    let leads = |conn: &mut Conn, post: posts::service::Post| -> Result<Vec<ManagerView>> {
        Ok(lookup::of_person(conn, post, &key, on)?.into_iter().collect())
    };
    match asked.post {
        Post::Manager => {
            let manages = leads(conn, posts::service::Post::ProjectManager)?;
            facts::person(conn, id, &manages, &[])
        }
        Post::Supervisor => {
            let supervises = leads(conn, posts::service::Post::ChiefSupervisor)?;
            facts::person(conn, id, &[], &supervises)
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
    let post = match asked.post {
        Post::Manager => posts::service::Post::ProjectManager,
        Post::Supervisor => posts::service::Post::ChiefSupervisor,
    };
    let found = lookup::look_up(conn, post, &query, on)?.items;
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
