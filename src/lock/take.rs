//! Taking a manager: for a bid by their enterprise, for works that were awarded by the department in charge.

use chrono::NaiveDate;

use super::wanted::{Works, enterprise_named, in_charge, required};
use crate::access::Principal;
use crate::clock::china_time;
use crate::db::{Conn, Tx};
use crate::domain::lock::{MOST_RESERVED_DAYS, RESERVED_DAYS, expiry};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::lock::LockState;
use crate::domain::vocabulary::provenance::CertificateState;
use crate::error::{Code, Error, FieldError, Result};
use crate::record::Record as _;
use crate::registry::lock::follow::follow;
use crate::registry::lock::keep::{By, Keeper};
use crate::registry::lock::rows::ManagerLock;
use crate::registry::lock::service;
use crate::registry::lock::view::ManagerLockView;
use crate::registry::lookup::service::Post;
use crate::registry::personnel::rows::Registration;
use crate::registry::project;
use crate::vault::Vault;

/// A reservation that is to be.
#[derive(Clone, Debug, Default)]
pub struct Reservation {
    /// Who is wanted, and for what.
    pub works: Works,
    /// For how many days; nothing for the usual term.
    pub days: Option<u64>,
}

/// A lock at an award that is to be.
#[derive(Clone, Debug, Default)]
pub struct Award {
    /// Who is wanted, and for what.
    pub works: Works,
    /// The enterprise, where it is said.
    pub enterprise: String,
    /// The day of the award; today where none is said.
    pub awarded_on: Option<NaiveDate>,
    /// The document that shows it.
    pub document: String,
}

/// What is wrong with a request, told all at once.
#[derive(Default)]
pub(super) struct Refusals(Vec<FieldError>);

impl Refusals {
    pub(super) fn say(&mut self, path: &str, code: &str, text: String) {
        self.0.push(FieldError::new(path, code, text));
    }

    /// What was found; what is not on file is a wrong field.
    pub(super) fn found<T>(&mut self, path: &str, found: Result<T>) -> Result<Option<T>> {
        match found {
            Ok(found) => Ok(Some(found)),
            Err(error @ Error::NotFound { .. }) => {
                self.say(path, error.code().as_str(), error.detail());
                Ok(None)
            }
            Err(Error::Invalid(errors)) => {
                let text = errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join("；");
                self.say(path, "resident_id.not_searchable", text);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// What was understood, when nothing was wrong.
    pub(super) fn or<T>(self, understood: Option<T>) -> Result<T> {
        understood.filter(|_| self.0.is_empty()).ok_or(Error::Invalid(self.0))
    }
}

/// Reserves a manager of one's own for a bid.
pub fn reserve(tx: &mut Tx<'_>, vault: &Vault, by: &Principal, new: &Reservation) -> Result<ManagerLockView> {
    let own = by.organisation.enterprise_id.filter(|id| by.owns(*id)).ok_or_else(|| {
        Error::Forbidden("本平台的企业库没有登记贵单位，不能预留项目经理。请先申报企业信息。".to_owned())
    })?;
    let mut refusals = Refusals::default();
    let days = new.days.unwrap_or(RESERVED_DAYS);
    if !(1..=MOST_RESERVED_DAYS).contains(&days) {
        refusals.say("days", "number.out_of_range", format!("预留天数应为 1 至 {MOST_RESERVED_DAYS} 的整数。"));
    }
    let wanted = new.works.read(tx.conn, &mut refusals)?;
    let (row, _) = refusals.or(wanted)?;
    let mut keeper = Keeper::of(tx, row.person_id)?;
    let today = keeper.today();
    require_own(tx.conn, row.person_id, own, today)?;
    refuse_held(tx.conn, &keeper, row.project_id, today, |_| true)?;
    let row = ManagerLock {
        enterprise_id: Some(own),
        state: LockState::Reserved,
        reserved_on: Some(today),
        expires_on: Some(expiry(today, days)),
        ..new_row(tx, vault, row)
    };
    keeper.add(tx, row.clone())?;
    keeper.finish(tx, vault, &By::actor(&by.actor()))?;
    service::shown(tx.conn, vault, &row, today)
}

/// Locks a manager at an award: a reservation for these works is turned into the lock.
pub fn lock(tx: &mut Tx<'_>, vault: &Vault, by: &Principal, new: &Award) -> Result<ManagerLockView> {
    let mut refusals = Refusals::default();
    let document = required("document", "中标通知书等锁定依据的文件名称和文号", &new.document, &mut refusals);
    let enterprise = refusals.found("enterprise", enterprise_named(tx.conn, &new.enterprise))?.flatten();
    let wanted = new.works.read(tx.conn, &mut refusals)?;
    let today = china_time(tx.now).date();
    let awarded_on = new.awarded_on.unwrap_or(today);
    if awarded_on > today {
        refusals.say("awarded_on", "date.in_future", format!("中标日期不能晚于今天（{today}）。"));
    }
    let (row, project) = refusals.or(wanted)?;
    in_charge(by, &project, "项目", &new.works.project)?;
    // The project first, as those take hold who bring news of it: what they bring is seen here, or sees this lock.
    project::store::lock(tx.conn, &[project.id.0])?;
    let mut keeper = Keeper::of(tx, row.person_id)?;
    refuse_held(tx.conn, &keeper, project.id, awarded_on, |other| !other.life().is_bid_for(project.id))?;
    let reserved = |lock: &&ManagerLock| lock.state == LockState::Reserved && lock.project_id == project.id;
    let key = if let Some(bid) = keeper.locks().iter().find(reserved).cloned() {
        let locked = ManagerLock {
            enterprise_id: enterprise.or(bid.enterprise_id),
            tender_number: row.tender_number.or(bid.tender_number.clone()),
            section: row.section.or(bid.section.clone()),
            state: LockState::Locked,
            locked_on: Some(awarded_on),
            award_document: document,
            ..bid.clone()
        };
        keeper.change(tx, bid.id, locked)?;
        bid.public_id
    } else {
        let row = ManagerLock {
            enterprise_id: enterprise,
            state: LockState::Locked,
            locked_on: Some(awarded_on),
            award_document: document,
            ..new_row(tx, vault, row)
        };
        keeper.add(tx, row.clone())?;
        row.public_id
    };
    let actor = By::actor(&by.actor());
    keeper.finish(tx, vault, &actor)?;
    // The records may already show the end of what is locked late.
    follow(tx, vault, &actor, &[project.id.0])?;
    service::one(tx.conn, vault, &key, today)
}

fn new_row(tx: &Tx<'_>, vault: &Vault, row: ManagerLock) -> ManagerLock {
    let id = tx.ids.next();
    ManagerLock { id, public_id: vault.public_id("manager lock", &id.to_string()), ..row }
}

/// Refuses whom something holds, and says what.
pub(super) fn refuse_held(
    conn: &mut Conn,
    keeper: &Keeper,
    project: ProjectId,
    since: NaiveDate,
    counts: impl Fn(&ManagerLock) -> bool,
) -> Result<()> {
    let bars = |lock: &&ManagerLock| counts(lock) && lock.life().bars(project, since);
    let Some(lock) = keeper.locks().iter().find(bars) else { return Ok(()) };
    let held = service::listed(conn, std::slice::from_ref(lock), keeper.today())?;
    let who = held.first().map(ManagerLockView::sentence).unwrap_or_default();
    let way_out = match lock.state {
        LockState::Reserved => "请待预留到期，或请预留的企业撤回。",
        LockState::Locked => {
            "请换一名项目经理；该项目竣工验收合格、合同终止或依法更换项目经理后即可解除，\
             属于相邻分段发包、分期施工或停工超过120天的，请该项目的主管部门记录例外。"
        }
        LockState::Released => "起始日期与这段占用重叠，请核对日期。",
    };
    Err(Error::Conflict(Code::ManagerHeld, format!("{who}。{way_out}")))
}

/// An enterprise reserves who is registered with it as a constructor.
fn require_own(conn: &mut Conn, person: PersonId, own: EnterpriseId, today: NaiveDate) -> Result<()> {
    let registrations = Registration::load(conn, &[person.0])?;
    let is_own = registrations.iter().any(|row| {
        row.enterprise_id == Some(own)
            && Post::ProjectManager.registrations().contains(&row.registration_type)
            && row.state == CertificateState::Valid
            && row.valid_until.is_none_or(|until| today <= until)
    });
    if is_own {
        return Ok(());
    }
    let text = "该人员没有在贵单位有效注册为建造师，不能由贵单位预留。请核对人员，或先办理注册。";
    Err(Error::field("person", "manager_lock.not_own_manager", text))
}
