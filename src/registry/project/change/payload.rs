//! A change as it waits: the only form in which the identity numbers it brings are written down, and only to be sealed.

use serde::{Deserialize, Serialize};

use super::{ProjectChange, ProjectRecords};
use crate::domain::vocabulary::personnel::IdDocumentKind;
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::personnel::identity::PersonRef;
use crate::registry::personnel::personal::IdentityNumber;
use crate::registry::project::identity::ProjectRef;
use crate::registry::project::rows::Project;

/// A [`ProjectChange`] that can be sealed.
#[derive(Serialize, Deserialize)]
pub struct Payload {
    who: ProjectRef,
    head: Option<Project>,
    records: ProjectRecords,
    enterprises: Vec<EnterpriseRef>,
    people: Vec<Person>,
    projects: Vec<ProjectRef>,
}

/// A [`PersonRef`] that can be sealed.
#[derive(Serialize, Deserialize)]
struct Person {
    name: String,
    number: Option<Number>,
    masked_number: Option<String>,
    certificate_keys: Vec<String>,
    employer: Option<EnterpriseRef>,
}

/// An [`IdentityNumber`] that can be sealed.
#[derive(Serialize, Deserialize)]
struct Number {
    kind: IdDocumentKind,
    in_clear: String,
    masked: String,
}

impl From<ProjectChange> for Payload {
    fn from(change: ProjectChange) -> Self {
        let ProjectChange { who, head, records, enterprises, people, projects } = change;
        Self { who, head, records, enterprises, people: people.into_iter().map(Person::from).collect(), projects }
    }
}

impl From<Payload> for ProjectChange {
    fn from(payload: Payload) -> Self {
        let Payload { who, head, records, enterprises, people, projects } = payload;
        Self { who, head, records, enterprises, people: people.into_iter().map(PersonRef::from).collect(), projects }
    }
}

impl From<PersonRef> for Person {
    fn from(person: PersonRef) -> Self {
        let PersonRef { name, number, masked_number, certificate_keys, employer } = person;
        let number = number.map(|number| Number {
            kind: number.kind(),
            in_clear: number.expose().to_owned(),
            masked: number.masked().to_owned(),
        });
        Self { name, number, masked_number, certificate_keys, employer }
    }
}

impl From<Person> for PersonRef {
    fn from(person: Person) -> Self {
        let Person { name, number, masked_number, certificate_keys, employer } = person;
        let number = number.map(|number| IdentityNumber::from_parts(number.kind, number.in_clear, number.masked));
        Self { name, number, masked_number, certificate_keys, employer }
    }
}
