//! Which enterprise is meant: by credit code, organisation code, a former code or name, or name alone.
//!
//! Characters 9–17 of a credit code are the organisation code, so that both forms meet in the same enterprise.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::store::{self, IdentityRow};
use crate::db::{Conn, Tx};
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::error::Result;

/// What a record says of the enterprise it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EnterpriseRef {
    /// Unified social credit code.
    pub credit_code: Option<String>,
    /// Organisation code, 9 characters.
    pub organisation_code: Option<String>,
    /// Name, folded.
    pub name: Option<String>,
}

impl EnterpriseRef {
    /// Whether a code says which enterprise it is.
    pub fn has_code(&self) -> bool {
        self.credit_code.is_some() || self.organisation_code.is_some()
    }

    fn name_key(&self) -> Option<String> {
        self.name.as_deref().map(text::search_key).filter(|key| !key.is_empty())
    }
}

/// The enterprises meant, where they are on file.
pub fn find(conn: &mut Conn, who: &[EnterpriseRef]) -> Result<Vec<Option<EnterpriseId>>> {
    let known = Known::load(conn, who)?;
    Ok(who.iter().map(|who| known.find(who)).collect())
}

/// The enterprises meant; one that is not on file gets an id, the same for all that mean it. Nothing for one of which
/// only a name is said that several bear: it could not be found again, and would be put on file anew each time.
pub fn find_or_mint(tx: &mut Tx<'_>, who: &[EnterpriseRef]) -> Result<Vec<Option<EnterpriseId>>> {
    let mut known = Known::load(tx.conn, who)?;
    let ids = tx.ids;
    let find_or_mint = |who: &EnterpriseRef| {
        let found = known.find(who);
        if found.is_some() || !known.can_be_found_again(who) {
            return found;
        }
        let id = EnterpriseId(ids.next());
        known.add(&IdentityRow {
            id,
            credit_code: who.credit_code.clone(),
            organisation_code: who.organisation_code.clone(),
            name_key: who.name_key().unwrap_or_default(),
            merged_into: None,
        });
        Some(id)
    };
    Ok(who.iter().map(find_or_mint).collect())
}

/// The enterprises that any of a batch may mean.
#[derive(Default)]
struct Known {
    credit_codes: HashMap<String, EnterpriseId>,
    organisation_codes: HashMap<String, EnterpriseId>,
    names: HashMap<String, Vec<Named>>,
}

#[derive(Clone, Copy)]
struct Named {
    id: EnterpriseId,
    has_code: bool,
}

impl Known {
    fn load(conn: &mut Conn, who: &[EnterpriseRef]) -> Result<Self> {
        // People of one sheet mostly share an employer.
        let who: HashSet<&EnterpriseRef> = who.iter().collect();
        let credit_codes: Vec<&str> = who.iter().filter_map(|who| who.credit_code.as_deref()).collect();
        let organisation_codes: Vec<&str> = who.iter().filter_map(|who| who.organisation_code.as_deref()).collect();
        let names: Vec<String> = who.iter().filter_map(|who| who.name_key()).collect();
        let mut known = Self::default();
        for row in store::identities(conn, &credit_codes, &organisation_codes, &names)? {
            known.add(&row);
        }
        let values: Vec<&str> = credit_codes
            .into_iter()
            .filter(|code| !known.credit_codes.contains_key(*code))
            .chain(names.iter().map(String::as_str).filter(|name| !known.names.contains_key(*name)))
            .collect();
        for (value, row) in store::identities_by_alias(conn, &values)? {
            let id = row.merged_into.unwrap_or(row.id);
            known.credit_codes.entry(value.clone()).or_insert(id);
            known.names.entry(value).or_default().push(Named { id, has_code: row.credit_code.is_some() });
        }
        Ok(known)
    }

    fn add(&mut self, row: &IdentityRow) {
        let id = row.merged_into.unwrap_or(row.id);
        if let Some(code) = &row.credit_code {
            self.credit_codes.insert(code.clone(), id);
        }
        if let Some(code) = &row.organisation_code {
            self.organisation_codes.insert(code.clone(), id);
        }
        let has_code = row.credit_code.is_some() || row.organisation_code.is_some();
        let bearers = self.names.entry(row.name_key.clone()).or_default();
        if bearers.iter().all(|bearer| bearer.id != id) {
            bearers.push(Named { id, has_code });
        }
    }

    fn find(&self, who: &EnterpriseRef) -> Option<EnterpriseId> {
        let by_credit_code = who.credit_code.as_ref().and_then(|code| self.credit_codes.get(code));
        let by_code = by_credit_code
            .or_else(|| who.organisation_code.as_ref().and_then(|code| self.organisation_codes.get(code)));
        by_code.copied().or_else(|| self.by_name(who))
    }

    /// Whether one who is not on file will be found by what is said: by a code, or by a name that nobody bears yet.
    fn can_be_found_again(&self, who: &EnterpriseRef) -> bool {
        who.has_code() || who.name_key().is_some_and(|name| !self.names.contains_key(&name))
    }

    /// By name only when exactly one bears it; who brings a code is another enterprise than who has one.
    fn by_name(&self, who: &EnterpriseRef) -> Option<EnterpriseId> {
        let bearers = self.names.get(&who.name_key()?)?;
        let mut fitting = bearers.iter().filter(|bearer| !(who.has_code() && bearer.has_code));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only.id),
            _ => None,
        }
    }
}
