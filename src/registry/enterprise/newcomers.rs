//! Enterprises that come on file after records that name them: by which names they were named, and whom a name tells
//! now. The records are looked at again by the rules by which the enterprise would have been found then.

use std::collections::HashMap;

use super::identity::{self, EnterpriseRef};
use super::store;
use crate::db::Conn;
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::error::Result;

/// The names that tell an enterprise now, where some have just come on file or under a new name.
pub struct Newcomers {
    by_key: HashMap<String, EnterpriseId>,
    spellings: Vec<String>,
}

impl Newcomers {
    /// What the names of some enterprises tell, former names too: nothing where several enterprises bear one.
    pub fn of(conn: &mut Conn, enterprises: &[i64]) -> Result<Self> {
        let names = store::names_borne(conn, enterprises)?;
        let who: Vec<EnterpriseRef> = names.iter().map(|name| named(name)).collect();
        let (mut by_key, mut spellings) = (HashMap::new(), Vec::new());
        for (name, found) in names.into_iter().zip(identity::find(conn, &who)?) {
            let Some(id) = found else { continue };
            by_key.insert(text::search_key(&name), id);
            spellings.push(name.replace(' ', ""));
            spellings.push(name);
        }
        spellings.sort_unstable();
        spellings.dedup();
        Ok(Self { by_key, spellings })
    }

    /// How records may spell the names: as they are on file, and without spaces.
    pub fn spellings(&self) -> &[String] {
        &self.spellings
    }

    /// Those of some rows that name one of the enterprises and do not tell which it is yet, with the enterprise.
    pub fn identify<R: NamesEnterprises>(&self, mut rows: Vec<R>) -> Vec<R> {
        rows.retain_mut(|row| {
            let mut told = false;
            for (place, name) in row.enterprises() {
                let found = name.and_then(|name| self.by_key.get(&text::search_key(name)));
                if let Some(found) = found.filter(|_| place.is_none()) {
                    *place = Some(*found);
                    told = true;
                }
            }
            told
        });
        rows
    }
}

/// The enterprises that came on file after an id was minted: ids grow with time.
pub fn since(conn: &mut Conn, id: i64) -> Result<Vec<i64>> {
    store::ids_after(conn, id, usize::MAX)
}

fn named(name: &str) -> EnterpriseRef {
    EnterpriseRef { name: Some(name.to_owned()), ..EnterpriseRef::default() }
}

/// A row that names enterprises, and may not tell which they are.
pub trait NamesEnterprises {
    /// Each enterprise: which it is, and its name as written.
    fn enterprises(&mut self) -> Vec<(&mut Option<EnterpriseId>, Option<&str>)>;
}

/// A name as a row keeps it: always there, or perhaps.
pub fn as_written<'a>(name: impl Into<Option<&'a String>>) -> Option<&'a str> {
    name.into().map(String::as_str)
}

/// Implements [`NamesEnterprises`]: `names_enterprises!(Tender: agency_id by agency_name, winner_id by winner_name);`.
macro_rules! names_enterprises {
    ($($row:ty: $($id:ident by $name:ident),+;)+) => { $(
        impl $crate::registry::enterprise::newcomers::NamesEnterprises for $row {
            fn enterprises(
                &mut self,
            ) -> Vec<(&mut Option<$crate::domain::vocabulary::ids::EnterpriseId>, Option<&str>)> {
                vec![$((&mut self.$id, $crate::registry::enterprise::newcomers::as_written(&self.$name))),+]
            }
        }
    )+ };
}
pub(crate) use names_enterprises;
