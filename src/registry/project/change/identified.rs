//! Engagements whose holder was not on file when they arrived: when somebody of the name arrives or says more, it is
//! looked at again who they are, by the same rules by which they would have been found then.

use super::{ProjectRecords, settle, store};
use crate::db::{Conn, Tx};
use crate::domain::standard::certificate_number;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::{Arrival, InClear, Outcome, Resolved, Source, batch};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::personnel::identity::PersonRef;
use crate::registry::personnel::personal;
use crate::registry::project::rows::{Engagement, Project};
use crate::registry::{enterprise, personnel};
use crate::vault::Vault;

/// Keeps the covered number of whom nobody on file is.
pub(super) fn keep_masks(records: &mut ProjectRecords, people: &[PersonRef], resolved: &Resolved) {
    for row in &mut records.engagements {
        let Some(place) = row.person_id.and_then(PersonId::mentioned) else { continue };
        if resolved.people.get(place).copied().flatten().is_none() {
            let masked = people.get(place).and_then(|who| who.masked_number.as_deref());
            row.person_masked = masked.map(personal::covered);
        }
    }
}

/// Tells who leads what of people who have just arrived, or of whom more is known now. What is found changes the
/// project like anything else that arrives: it is settled anew, and the ledger says by which filing.
pub fn identify(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, people: &[i64]) -> Result<Outcome> {
    let names = personnel::store::name_keys(tx.conn, people)?;
    let mut rows = store::unidentified(tx.conn, &names)?;
    find_enterprises(tx.conn, &mut rows)?;
    let sought: Vec<(PersonRef, Option<EnterpriseId>)> = rows.iter().map(sought).collect();
    let found = personnel::identity::identify(tx.conn, vault, &sought)?;
    let arrivals = rows.into_iter().zip(found).filter_map(|(row, person)| {
        let engagement = Engagement { person_id: Some(person?), ..row };
        Some(Arrival::<Project, ProjectRecords> {
            source: Source::Mention,
            head_id: engagement.project_id.into(),
            head: None,
            records: ProjectRecords { engagements: vec![engagement], ..ProjectRecords::default() },
        })
    });
    batch::apply_settled(tx, basis, arrivals.collect(), &InClear, settle)
}

/// The enterprise may have come on file in the meantime, too.
fn find_enterprises(conn: &mut Conn, rows: &mut [Engagement]) -> Result<()> {
    let named = |row: &Engagement| EnterpriseRef { name: row.enterprise_name.clone(), ..EnterpriseRef::default() };
    let named: Vec<EnterpriseRef> = rows.iter().map(named).collect();
    for (row, found) in rows.iter_mut().zip(enterprise::identity::find(conn, &named)?) {
        row.enterprise_id = row.enterprise_id.or(found);
    }
    Ok(())
}

fn sought(row: &Engagement) -> (PersonRef, Option<EnterpriseId>) {
    let certificate = row.certificate_number.as_deref().map(certificate_number::normalise);
    let who = PersonRef {
        name: row.person_name.clone(),
        masked_number: row.person_masked.clone(),
        certificate_keys: certificate.into_iter().collect(),
        ..PersonRef::default()
    };
    (who, row.enterprise_id)
}
