//! Compares what the check finds with what is kept: what is new is opened, what looks different is changed, what is found no
//! more is closed. One entry of the ledger for each finding that is touched, in the same transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rows::{FindingRow, StepRow};
use super::store;
use crate::crosscheck::market::Market;
use crate::db::Tx;
use crate::domain::rules::{Case, Market as _};
use crate::domain::vocabulary::finding::{FindingState, FindingTurn};
use crate::domain::vocabulary::ids::FindingId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::record::{Act, Record as _};
use crate::vault::Vault;

/// Who acts where the check does.
pub const ACTOR: &str = "system:crosscheck";

/// Whose findings are compared.
#[derive(Clone, Debug)]
pub enum Owners {
    /// Of all heads.
    All,
    /// Of these heads, each with the ledger entry because of which it was looked at.
    These(BTreeMap<(HeadKind, i64), Option<i64>>),
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Found, or found again.
    pub opened: usize,
    /// Found with other records or values.
    pub changed: usize,
    /// Found no more.
    pub closed: usize,
}

/// Keeps what the check found of some heads: `cases` are all broken rules that it finds of them.
pub fn keep(tx: &mut Tx<'_>, vault: &Vault, owners: &Owners, cases: &[Case], market: &Market) -> Result<Kept> {
    let mut kept = on_file(tx, owners)?;
    let found: BTreeMap<String, &Case> = cases.iter().map(|case| (case.key(), case)).collect();
    let unknown: Vec<String> = found.keys().filter(|key| !kept.contains_key(*key)).cloned().collect();
    kept.extend(store::by_keys(tx.conn, &unknown)?.into_iter().map(|row| (row.finding_key.clone(), row)));
    let mut keeping =
        Keeping { vault, owners, market, new: Vec::new(), steps: Vec::new(), acts: Vec::new(), done: Kept::default() };
    for (key, case) in &found {
        match kept.remove(key) {
            None => keeping.open(tx, key, case)?,
            Some(row) => keeping.compare(tx, &row, case)?,
        }
    }
    let gone: BTreeSet<String> = kept.keys().cloned().collect();
    for row in gone.iter().filter_map(|key| kept.remove(key)) {
        keeping.close(tx, &row)?;
    }
    keeping.finish(tx)
}

fn on_file(tx: &mut Tx<'_>, owners: &Owners) -> Result<HashMap<String, FindingRow>> {
    let rows = match owners {
        Owners::All => store::all_open(tx.conn)?,
        Owners::These(heads) => {
            let mut rows = Vec::new();
            for kind in [HeadKind::Enterprise, HeadKind::Person, HeadKind::Project] {
                let ids: Vec<i64> = heads.keys().filter(|(of, _)| *of == kind).map(|(_, id)| *id).collect();
                rows.extend(store::open_of(tx.conn, kind, &ids)?);
            }
            rows
        }
    };
    Ok(rows.into_iter().map(|row| (row.finding_key.clone(), row)).collect())
}

struct Keeping<'a> {
    vault: &'a Vault,
    owners: &'a Owners,
    market: &'a Market,
    new: Vec<FindingRow>,
    steps: Vec<StepRow>,
    acts: Vec<Act>,
    done: Kept,
}

impl Keeping<'_> {
    fn open(&mut self, tx: &mut Tx<'_>, key: &str, case: &Case) -> Result<()> {
        let row = FindingRow {
            id: FindingId(tx.ids.next()),
            public_id: self.vault.public_id("finding", key),
            finding_key: key.to_owned(),
            opened_at: tx.now,
            ..self.told(tx, case)?
        };
        let mut act = Act::on(HeadKind::Finding, row.id);
        act.tell(std::slice::from_ref(&row))?;
        self.step(tx, act, &row, FindingTurn::Opened)?;
        self.new.push(row);
        self.done.opened += 1;
        Ok(())
    }

    /// The row that a case makes, without what tells it from others.
    fn told(&self, tx: &Tx<'_>, case: &Case) -> Result<FindingRow> {
        let seen: Vec<(&str, &str)> =
            case.finding.judgement.seen.iter().map(|seen| (seen.record.as_str(), seen.value.as_str())).collect();
        let (owner_kind, owner_id) = self.owner(case)?;
        let region =
            case.project.as_deref().and_then(|key| self.market.project(key)).map(|project| &project.region_code);
        let region = region.filter(|code| !code.is_empty()).or_else(|| {
            let enterprise = case.enterprise.as_deref().and_then(|key| self.market.enterprise(key));
            enterprise.map(|enterprise| &enterprise.region_code)
        });
        Ok(FindingRow {
            rule: case.finding.rule.id.clone(),
            rule_version: i32::try_from(case.finding.rule.version).unwrap_or(i32::MAX),
            effect: case.finding.effect(),
            state: FindingState::Open,
            owner_kind,
            owner_id,
            enterprise_id: self.market.enterprise_id(case.enterprise.as_deref()),
            person_id: self.market.person_id(case.person.as_deref()),
            project_id: self.market.project_id(case.project.as_deref()),
            region_code: region.cloned().unwrap_or_default(),
            record: case.record.clone(),
            act_on: case.on,
            because: case.finding.judgement.because.clone(),
            seen: serde_json::to_string(&seen).map_err(Error::internal)?,
            opened_at: tx.now,
            changed_at: tx.now,
            row_version: 1,
            ..FindingRow::default()
        })
    }

    /// The head whose examination makes a case: the person where one was appointed, else the project, else the enterprise.
    fn owner(&self, case: &Case) -> Result<(HeadKind, i64)> {
        let person = self.market.person_id(case.person.as_deref()).map(|id| (HeadKind::Person, id.0));
        let project = self.market.project_id(case.project.as_deref()).map(|id| (HeadKind::Project, id.0));
        let enterprise = self.market.enterprise_id(case.enterprise.as_deref()).map(|id| (HeadKind::Enterprise, id.0));
        person.or(project).or(enterprise).ok_or_else(|| Error::internal("a finding about nobody"))
    }

    fn compare(&mut self, tx: &mut Tx<'_>, row: &FindingRow, case: &Case) -> Result<()> {
        let told = self.told(tx, case)?;
        let turn = match row.state {
            FindingState::Closed => FindingTurn::Opened,
            _ if is_told_alike(row, &told) => return Ok(()),
            _ => FindingTurn::Changed,
        };
        let state = row.state.after(turn).ok_or_else(|| Error::internal("a finding that cannot be found"))?;
        let reopened = turn == FindingTurn::Opened;
        let after = FindingRow {
            id: row.id,
            public_id: row.public_id.clone(),
            finding_key: row.finding_key.clone(),
            state,
            act_on: if reopened { told.act_on } else { row.act_on },
            opened_at: if reopened { tx.now } else { row.opened_at },
            ..told
        };
        *(if reopened { &mut self.done.opened } else { &mut self.done.changed }) += 1;
        self.update(tx, row, after, turn)
    }

    fn close(&mut self, tx: &mut Tx<'_>, row: &FindingRow) -> Result<()> {
        let Some(state) = row.state.after(FindingTurn::Closed) else { return Ok(()) };
        let after = FindingRow { state, closed_at: Some(tx.now), changed_at: tx.now, ..row.clone() };
        self.done.closed += 1;
        self.update(tx, row, after, FindingTurn::Closed)
    }

    fn update(&mut self, tx: &mut Tx<'_>, before: &FindingRow, after: FindingRow, turn: FindingTurn) -> Result<()> {
        let mut act = Act::on(HeadKind::Finding, before.id);
        let after = act.update(tx, before, after)?;
        self.step(tx, act, &after, turn)
    }

    fn step(&mut self, tx: &mut Tx<'_>, mut act: Act, row: &FindingRow, turn: FindingTurn) -> Result<()> {
        let cause = match self.owners {
            Owners::All => None,
            Owners::These(heads) => heads.get(&(row.owner_kind, row.owner_id)).copied().flatten(),
        };
        let step = StepRow {
            finding_id: row.id,
            id: tx.ids.next(),
            at: tx.now,
            turn,
            cause_entry_id: cause,
            row_version: 1,
            ..StepRow::default()
        };
        act.tell(std::slice::from_ref(&step))?;
        self.steps.push(step);
        self.acts.push(act);
        Ok(())
    }

    fn finish(self, tx: &mut Tx<'_>) -> Result<Kept> {
        FindingRow::insert(tx.conn, &self.new)?;
        StepRow::insert(tx.conn, &self.steps)?;
        Act::finish_all(tx, self.acts, ACTOR)?;
        Ok(self.done)
    }
}

/// Whether a finding says what it said before. The day of a standing moves with the check and says nothing.
fn is_told_alike(kept: &FindingRow, told: &FindingRow) -> bool {
    (&kept.because, &kept.seen, kept.effect, kept.rule_version, &kept.region_code)
        == (&told.because, &told.seen, told.effect, told.rule_version, &told.region_code)
}
