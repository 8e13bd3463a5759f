//! Which project is meant: by its national number, by any other of its numbers, or by name and owner.
//!
//! A project has several numbers at once and none is unique by nature, so a number leads to a project only when it
//! leads to one. The number of a stage record begins with the number of a project, but not always of its own.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

pub use super::rows::number_key;
use super::store::{self, IdentityRow};
use crate::db::{Conn, Tx};
use crate::domain::standard::project_number::RecordNumber;
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::ProjectId;
use crate::domain::vocabulary::project::ProjectNumberKind;
use crate::error::Result;

/// The numbers in a cell that lists several, as they are compared.
pub fn number_list(cell: Option<&str>) -> Vec<String> {
    let between = |character: char| ",，;；、|".contains(character) || character.is_whitespace();
    let numbers = cell.unwrap_or_default().split(between);
    numbers.map(number_key).filter(|number| !number.is_empty()).collect()
}

/// What a record says of the project it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProjectRef {
    /// National project number (项目编号), 16 digits as written.
    pub national_number: Option<String>,
    /// Other numbers it is known by.
    pub numbers: Vec<(ProjectNumberKind, String)>,
    /// Name, folded.
    pub name: Option<String>,
    /// Name of the owner (建设单位), folded.
    pub owner_name: Option<String>,
    /// Project number that the record's own number begins with: for sheets that have no column for the project.
    pub hint: Option<String>,
}

impl ProjectRef {
    /// A project that is known by its national number.
    pub fn national(number: impl Into<String>) -> Self {
        Self { national_number: Some(number.into()), ..Self::default() }
    }

    /// What a record number hints at: the project it begins with, which need not be the record's own.
    pub fn hinted_by(record_number: &str) -> Option<Self> {
        let number = RecordNumber::parse(record_number).ok()?;
        Some(Self { hint: Some(number.project.to_string()), ..Self::default() })
    }

    /// Whether a number says which project it is.
    pub fn has_number(&self) -> bool {
        self.national_number.is_some() || !self.numbers.is_empty()
    }

    /// All its numbers, as they are compared.
    fn number_keys(&self) -> impl Iterator<Item = String> {
        let numbers = self.numbers.iter().map(|(_, number)| number);
        self.national_number.iter().chain(numbers).map(|number| number_key(number))
    }

    fn name_key(&self) -> Option<String> {
        let key = self.name.as_deref().map(text::search_key).filter(|key| !key.is_empty());
        key.filter(|_key| !self.has_number())
    }

    fn owner_key(&self) -> Option<String> {
        self.owner_name.as_deref().map(text::search_key).filter(|key| !key.is_empty())
    }

    /// What a record under this project waits for, when the project is not on file: nothing where nothing is said.
    pub(super) fn waits_for(&self) -> Option<String> {
        self.waiting_keys().into_iter().next()
    }

    /// Everything that a record which means this project may wait for.
    pub(super) fn waiting_keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.number_keys().collect();
        if let (Some(name), Some(owner)) = (self.name.as_deref().map(text::search_key), self.owner_key()) {
            keys.push(format!("{name}/{owner}"));
        }
        keys.extend(self.hint.clone());
        keys
    }
}

/// A project that was found, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The project.
    pub id: ProjectId,
    /// Whether only the hint led to it.
    pub assumed: bool,
}

/// The projects meant, where they are on file.
pub fn find(conn: &mut Conn, who: &[ProjectRef]) -> Result<Vec<Option<Found>>> {
    let known = Known::load(conn, who)?;
    Ok(who.iter().map(|who| known.find(who)).collect())
}

/// The projects meant. One that is not on file gets an id where `registers` says so: the same for all that mean it,
/// also for those of the batch that come before it.
pub fn find_or_mint(tx: &mut Tx<'_>, who: &[(&ProjectRef, bool)]) -> Result<Vec<Option<Found>>> {
    let refs: Vec<ProjectRef> = who.iter().map(|(who, _)| (*who).clone()).collect();
    let mut known = Known::load(tx.conn, &refs)?;
    for (who, _) in who.iter().filter(|(_, registers)| *registers) {
        let id = known.find(who).map_or_else(|| ProjectId(tx.ids.next()), |found| found.id);
        known.add_ref(id, who);
    }
    Ok(refs.iter().map(|who| known.find(who)).collect())
}

/// The projects that any of a batch may mean.
#[derive(Default)]
struct Known {
    by_national_number: HashMap<String, ProjectId>,
    by_number: HashMap<String, HashSet<ProjectId>>,
    by_name: HashMap<(String, String), HashSet<ProjectId>>,
    national_numbers: HashMap<ProjectId, String>,
}

impl Known {
    fn load(conn: &mut Conn, who: &[ProjectRef]) -> Result<Self> {
        let national: Vec<&str> =
            who.iter().flat_map(|who| who.national_number.iter().chain(&who.hint)).map(String::as_str).collect();
        let keys: Vec<String> = who.iter().flat_map(ProjectRef::number_keys).collect();
        let names: Vec<String> = who.iter().filter_map(ProjectRef::name_key).collect();
        let mut known = Self::default();
        for row in store::identities(conn, &national, &names)? {
            known.add(&row);
        }
        for (value_key, row) in store::identities_by_number(conn, &keys)? {
            known.add(&row);
            known.by_number.entry(value_key).or_default().insert(row.merged_into.unwrap_or(row.id));
        }
        Ok(known)
    }

    fn add(&mut self, row: &IdentityRow) {
        let id = row.merged_into.unwrap_or(row.id);
        if let Some(number) = &row.national_number {
            self.by_national_number.insert(number.clone(), id);
            self.national_numbers.entry(id).or_insert_with(|| number.clone());
        }
        if let Some(owner) = &row.owner_name {
            self.by_name.entry((row.name_key.clone(), text::search_key(owner))).or_default().insert(id);
        }
    }

    fn add_ref(&mut self, id: ProjectId, who: &ProjectRef) {
        self.add(&IdentityRow {
            id,
            national_number: who.national_number.clone(),
            name_key: who.name.as_deref().map(text::search_key).unwrap_or_default(),
            owner_name: who.owner_name.clone(),
            merged_into: None,
        });
        for (_, number) in &who.numbers {
            self.by_number.entry(number_key(number)).or_default().insert(id);
        }
    }

    fn find(&self, who: &ProjectRef) -> Option<Found> {
        let by_national = who.national_number.as_ref().and_then(|number| self.by_national_number.get(number)).copied();
        let sure = by_national.or_else(|| self.by_number(who)).or_else(|| self.by_name(who));
        let hinted = || who.hint.as_ref().and_then(|number| self.by_national_number.get(number)).copied();
        match sure {
            Some(id) => Some(Found { id, assumed: false }),
            None if who.has_number() => None,
            None => hinted().map(|id| Found { id, assumed: true }),
        }
    }

    /// By a number only when it leads to one project; who brings a national number is another than who has one.
    fn by_number(&self, who: &ProjectRef) -> Option<ProjectId> {
        let is_other = |id: &ProjectId| match (&who.national_number, self.national_numbers.get(id)) {
            (Some(theirs), Some(own)) => theirs != own,
            _ => false,
        };
        who.number_keys().find_map(|key| {
            let mut fitting = self.by_number.get(&key)?.iter().filter(|id| !is_other(id));
            match (fitting.next(), fitting.next()) {
                (Some(only), None) => Some(*only),
                _ => None,
            }
        })
    }

    /// By name and owner only when there is no number, and one project bears them.
    fn by_name(&self, who: &ProjectRef) -> Option<ProjectId> {
        let mut bearers = self.by_name.get(&(who.name_key()?, who.owner_key()?))?.iter();
        match (bearers.next(), bearers.next()) {
            (Some(only), None) => Some(*only),
            _ => None,
        }
    }
}
