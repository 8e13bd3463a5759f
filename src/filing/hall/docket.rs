//! A filing of the hall with everything under it, and the one way in which it is changed: some items or desks at a time,
//! a step of its timeline each, one entry of the ledger.

use diesel::prelude::*;

use crate::access::Principal;
use crate::db::{self, Conn, Tx};
use crate::domain::vocabulary::access::{OrganisationKind, Tier};
use crate::domain::vocabulary::filing::{FilingState, ItemState, StepKind, filing_state};
use crate::domain::vocabulary::ids::FilingId;
use crate::error::{Code, Error, Result};
use crate::filing::rows::{Attachment, Case, Desk, Item, Step};
use crate::filing::store::{self, FilingRow};
use crate::record::{Act, Record as _};
use crate::schema::{filing, filing_item, filing_step};

/// What a filing is called where it is not found.
pub const WHAT: &str = "申报";

/// A filing with what hangs from it.
#[derive(Clone, Debug)]
pub struct Docket {
    /// The filing.
    pub filing: FilingRow,
    /// What the hall knows of it.
    pub case: Case,
    /// What is filed, by place.
    pub items: Vec<Item>,
    /// Where it waits or waited.
    pub desks: Vec<Desk>,
}

impl Docket {
    /// A filing by number, as it stands.
    pub fn load(conn: &mut Conn, number: &str) -> Result<Self> {
        let filing = store::by_number(conn, number)?.ok_or_else(|| absent(number))?;
        Self::of(conn, filing, number)
    }

    /// A filing by number, that nobody else changes until the transaction ends.
    pub fn lock(conn: &mut Conn, number: &str) -> Result<Self> {
        let filing = store::by_number(conn, number)?.ok_or_else(|| absent(number))?;
        store::lock(conn, filing.id)?;
        // What stood there before the lock was had may have changed.
        let filing = store::by_ids(conn, &[filing.id])?.pop().ok_or_else(|| absent(number))?;
        Self::of(conn, filing, number)
    }

    fn of(conn: &mut Conn, filing: FilingRow, number: &str) -> Result<Self> {
        let id = [filing.id.0];
        let case = Case::load(conn, &id)?.pop().ok_or_else(|| absent(number))?;
        let mut items = Item::load(conn, &id)?;
        items.sort_by_key(|item| item.place);
        Ok(Self { case, items, desks: Desk::load(conn, &id)?, filing })
    }

    /// The same for whoever files for its enterprise; absent for anybody else.
    pub fn of_filer(self, filer: &Principal) -> Result<Self> {
        let own = filer.organisation.id == self.case.organisation_id;
        if own { Ok(self) } else { Err(absent(&self.filing.number)) }
    }

    /// The same for whoever may read it: its enterprise, the departments in charge of its region once it was submitted,
    /// and those who audit them.
    pub fn of_reader(self, reader: &Principal) -> Result<Self> {
        if reader.organisation.kind == OrganisationKind::Enterprise {
            return self.of_filer(reader);
        }
        let visible = self.case.submitted_at.is_some() && reader.covers(&self.case.region_code);
        if visible { Ok(self) } else { Err(absent(&self.filing.number)) }
    }

    /// The same for whoever decides on it now or decided; absent for anybody else.
    pub fn of_reviewer(self, reviewer: &Principal) -> Result<(Self, Tier)> {
        let tier = reviewer.tier().filter(|_| reviewer.covers(&self.case.region_code));
        match tier.filter(|_| self.case.submitted_at.is_some()) {
            Some(tier) => Ok((self, tier)),
            None => Err(absent(&self.filing.number)),
        }
    }

    /// The desk of a tier.
    pub fn desk(&self, tier: Tier) -> Option<&Desk> {
        self.desks.iter().find(|desk| desk.tier == tier)
    }

    /// Items that wait for a tier.
    pub fn waiting_at(&self, tier: Tier) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.tier == Some(tier))
    }

    /// Where the filing stands, by its items.
    pub fn state(&self) -> FilingState {
        filing_state(self.items.iter().map(|item| item.state))
    }

    /// Passes what is still as it was when somebody read it; who was faster, and what they did, is told.
    pub fn expect_version(&self, conn: &mut Conn, version: Option<i64>) -> Result<()> {
        match version {
            Some(version) if version != self.case.row_version => {
                let text =
                    format!("您打开之后，该申报已有变动：{}。请刷新后再办理。", meanwhile(conn, self.filing.id)?);
                Err(Error::Conflict(Code::FilingChanged, text))
            }
            _ => Ok(()),
        }
    }
}

/// The last thing that somebody did to a filing, for who was slower. What followed by itself names nobody.
pub fn meanwhile(conn: &mut Conn, id: FilingId) -> Result<String> {
    let last: Option<Step> = filing_step::table
        .filter(filing_step::filing_id.eq(id))
        .filter(filing_step::account_id.is_not_null())
        .order(filing_step::id.desc())
        .select(Step::as_select())
        .first(conn)
        .optional()
        .map_err(db::Error::from)?;
    Ok(last.map_or_else(String::new, |step| {
        let at = crate::clock::china_time(step.at).format("%Y-%m-%d %H:%M");
        format!(
            "{at} {}{} {} 项",
            by(&step.person_name, step.on_behalf_of.as_deref(), &step.organisation),
            step.step.label(),
            step.items
        )
    }))
}

/// Who did something, of which organisation, and for whom if they stood in for somebody: `张三（金水区住建局，代李四）`.
pub fn by(name: &str, on_behalf_of: Option<&str>, organisation: &str) -> String {
    match on_behalf_of {
        Some(absent) => format!("{name}（{organisation}，代{absent}）"),
        None => format!("{name}（{organisation}）"),
    }
}

/// As if it were not there.
pub fn absent(number: &str) -> Error {
    Error::NotFound { what: WHAT, key: number.to_owned() }
}

/// A change of a docket in one transaction.
pub struct Change<'d> {
    docket: &'d mut Docket,
    act: Act,
    /// Heads of the registries that it changed.
    heads: i64,
}

impl<'d> Change<'d> {
    /// Begins to change a docket that is locked.
    pub fn of(docket: &'d mut Docket) -> Self {
        let act = Act::on_filing(docket.filing.id);
        Self { docket, act, heads: 0 }
    }

    /// The docket as it stands by now.
    pub fn docket(&self) -> &Docket {
        self.docket
    }

    /// Adds items.
    pub fn add_items(&mut self, tx: &mut Tx<'_>, items: Vec<Item>) -> Result<()> {
        self.act.insert(tx, &items)?;
        self.docket.items.extend(items);
        Ok(())
    }

    /// Changes an item.
    pub fn set_item(&mut self, tx: &mut Tx<'_>, after: Item) -> Result<()> {
        let Some(item) = self.docket.items.iter_mut().find(|item| item.id == after.id) else {
            return Err(Error::internal("an item of another filing"));
        };
        *item = self.act.update(tx, item, after)?;
        Ok(())
    }

    /// Changes a desk, or sets one up.
    pub fn set_desk(&mut self, tx: &mut Tx<'_>, after: Desk) -> Result<()> {
        match self.docket.desks.iter_mut().find(|desk| desk.id == after.id) {
            Some(desk) => *desk = self.act.update(tx, desk, after)?,
            None => {
                self.act.insert(tx, std::slice::from_ref(&after))?;
                self.docket.desks.push(after);
            }
        }
        Ok(())
    }

    /// Changes what the hall knows of the filing.
    pub fn set_case(&mut self, tx: &mut Tx<'_>, after: Case) -> Result<()> {
        self.docket.case = self.act.update(tx, &self.docket.case, after)?;
        Ok(())
    }

    /// Counts heads that the filing has changed.
    pub fn count_heads(&mut self, heads: usize) {
        self.heads += i64::try_from(heads).unwrap_or_default();
    }

    /// Puts an attachment on file, or changes it.
    pub fn set_attachment(&mut self, tx: &mut Tx<'_>, before: Option<&Attachment>, after: Attachment) -> Result<()> {
        match before {
            Some(before) => drop(self.act.update(tx, before, after)?),
            None => self.act.insert(tx, &[after])?,
        }
        Ok(())
    }

    /// Adds a step to the timeline.
    pub fn step(&mut self, tx: &mut Tx<'_>, by: Option<&Principal>, step: Step) -> Result<()> {
        let step = Step {
            filing_id: self.docket.filing.id,
            id: tx.ids.next(),
            at: tx.now,
            account_id: by.map(|by| by.account_id),
            person_name: by.map_or_else(|| "系统".to_owned(), |by| by.name.clone()),
            organisation: by.map_or_else(String::new, |by| by.organisation.name.clone()),
            row_version: 1,
            ..step
        };
        self.act.insert(tx, &[step])
    }

    /// Writes what follows for the filing as a whole, and the entry of the ledger. Gives the docket's new version.
    pub fn finish(mut self, tx: &mut Tx<'_>, actor: &str) -> Result<i64> {
        let state = self.docket.state();
        let open = matches!(state, FilingState::Draft | FilingState::Submitted | FilingState::Returned);
        let before = &self.docket.filing;
        let filing = FilingRow {
            state,
            finished_at: if open { None } else { before.finished_at.or(Some(tx.now)) },
            heads_changed: before.heads_changed + self.heads,
            ..before.clone()
        };
        self.docket.filing = self.act.update(tx, &self.docket.filing, filing)?;
        // Ids grow with time, and two changes of one instant still differ by their version.
        let case = Case { changed_at: tx.now.max(self.docket.case.changed_at), ..self.docket.case.clone() };
        if case == self.docket.case {
            self.act.touch(tx, &self.docket.case)?;
            self.docket.case.row_version += 1;
        } else {
            self.set_case(tx, case)?;
        }
        self.act.finish(tx, actor)?;
        Ok(self.docket.case.row_version)
    }
}

/// A step of a tier that concerned so many items.
pub fn step(kind: StepKind, tier: Option<Tier>, items: usize) -> Step {
    Step { step: kind, tier, items: i64::try_from(items).unwrap_or(i64::MAX), ..Step::default() }
}

/// Numbers of filings in which an enterprise files something again that waits or is in force already, by the hash of what
/// it says.
pub fn repeated(conn: &mut Conn, hashes: &[String], but: FilingId) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for hashes in hashes.chunks(db::batch::KEYS_PER_QUERY) {
        let query = filing_item::table
            .inner_join(filing::table.on(filing::id.eq(filing_item::filing_id)))
            .filter(filing_item::content_hash.eq_any(hashes))
            .filter(filing_item::state.eq_any([ItemState::Waiting, ItemState::InForce]))
            .filter(filing_item::filing_id.ne(but))
            .select((filing_item::content_hash, filing::number));
        found.extend(query.load::<(String, String)>(conn).map_err(db::Error::from)?);
    }
    Ok(found)
}
