//! What becomes of a lock: an exception with its document, the end of the exception, a release, a withdrawal.

use chrono::NaiveDate;

use super::take::{Refusals, refuse_held};
use super::wanted::{in_charge, project_named, required};
use crate::access::Principal;
use crate::db::{Conn, Tx};
use crate::domain::vocabulary::access::Role;
use crate::domain::vocabulary::lock::{LockException, LockReleaseReason, LockState};
use crate::error::{Code, Error, Result};
use crate::record::Record as _;
use crate::registry::lock::keep::{By, Keeper};
use crate::registry::lock::rows::ManagerLock;
use crate::registry::lock::service::{self, LOCK};
use crate::registry::lock::view::ManagerLockView;
use crate::registry::project::rows::Project;
use crate::vault::Vault;

/// Which lock is meant, and in which version it was seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its address.
    pub key: String,
    /// The version; nothing where any will do.
    pub version: Option<i64>,
}

impl Seen {
    fn check(&self, lock: &ManagerLock) -> Result<()> {
        if self.version.is_none_or(|seen| seen == lock.row_version) {
            return Ok(());
        }
        let text = "您读取之后，这条锁定已有变动。请重新读取，核对后再提交。".to_owned();
        Err(Error::BadRequest(Code::PreconditionFailed, text))
    }
}

/// An exception that is to be recorded.
#[derive(Clone, Debug, Default)]
pub struct NewException {
    /// Which case of Art. 9 it is.
    pub exception: Option<LockException>,
    /// The other project, where adjacent sections or phases are projects of their own.
    pub beside: String,
    /// What it rests on.
    pub document: String,
}

/// A release that is to be.
#[derive(Clone, Debug, Default)]
pub struct NewRelease {
    /// Why.
    pub reason: Option<LockReleaseReason>,
    /// The first day on which the manager is free; today where none is said.
    pub released_on: Option<NaiveDate>,
    /// What it rests on.
    pub document: String,
}

/// Records why the manager may lead other works although the lock lasts.
pub fn except(
    tx: &mut Tx<'_>,
    vault: &Vault,
    by: &Principal,
    seen: &Seen,
    new: &NewException,
) -> Result<ManagerLockView> {
    let (mut keeper, lock) = in_care(tx, by, seen)?;
    let mut refusals = Refusals::default();
    let exception = new.exception.filter(|exception| LockException::RECORDED.contains(exception));
    if exception.is_none() {
        refusals.say("exception", "choice.missing", "请选择例外情形。".to_owned());
    }
    let document = required("document", "例外依据的文件名称和文号", &new.document, &mut refusals);
    let mut beside = None;
    if !new.beside.trim().is_empty() {
        beside = refusals.found("beside", project_named(tx.conn, &new.beside))?.map(|project| project.id);
    }
    let exception = refusals.or(exception)?;
    let beside = beside.filter(|_| exception == LockException::AdjacentSection);
    keeper.change(tx, lock.id, lock.excepted(Some(exception), beside, document))?;
    finish(tx, vault, by, keeper, seen)
}

/// Ends an exception: works that stood still go on, and hold the manager again, unless others hold them by now.
pub fn end_exception(tx: &mut Tx<'_>, vault: &Vault, by: &Principal, seen: &Seen) -> Result<ManagerLockView> {
    let (mut keeper, lock) = in_care(tx, by, seen)?;
    if !lock.exception.is_some_and(|exception| LockException::RECORDED.contains(&exception)) {
        return Err(closed("这条锁定没有记录例外。"));
    }
    let others = |other: &ManagerLock| other.id != lock.id && other.released_on.is_none();
    refuse_held(tx.conn, &keeper, lock.project_id, lock.life().since(), others)?;
    keeper.change(tx, lock.id, lock.excepted(None, None, None))?;
    finish(tx, vault, by, keeper, seen)
}

/// Releases a manager where no record of the works does it.
pub fn release(
    tx: &mut Tx<'_>,
    vault: &Vault,
    by: &Principal,
    seen: &Seen,
    new: &NewRelease,
) -> Result<ManagerLockView> {
    let (mut keeper, lock) = in_care(tx, by, seen)?;
    let mut refusals = Refusals::default();
    let fits = |reason: &LockReleaseReason| {
        let only_bid = *reason == LockReleaseReason::AwardToAnother;
        LockReleaseReason::BY_DEPARTMENT.contains(reason) && only_bid == (lock.state == LockState::Reserved)
    };
    let reason = new.reason.filter(fits);
    if reason.is_none() {
        let text = "请选择解除原因：投标预留只能以“未中标”解除，中标锁定以其他原因解除。";
        refusals.say("reason", "choice.missing", text.to_owned());
    }
    let document = required("document", "解除依据的文件名称和文号", &new.document, &mut refusals);
    let (since, today) = (lock.life().since(), keeper.today());
    let released_on = new.released_on.unwrap_or(today);
    if released_on < since || today < released_on {
        let text = format!("解除日期应在 {since} 至今天（{today}）之间。");
        refusals.say("released_on", "date.out_of_range", text);
    }
    let reason = refusals.or(reason)?;
    keeper.change(tx, lock.id, lock.released(released_on, reason, document))?;
    finish(tx, vault, by, keeper, seen)
}

/// Gives back what one's own enterprise reserved.
pub fn withdraw(tx: &mut Tx<'_>, vault: &Vault, by: &Principal, seen: &Seen) -> Result<ManagerLockView> {
    let row = service::row(tx.conn, &seen.key)?;
    if !row.enterprise_id.is_some_and(|id| by.owns(id)) {
        return Err(absent(&seen.key));
    }
    let (mut keeper, lock) = held(tx, seen, &row)?;
    if lock.state != LockState::Reserved {
        return Err(closed("项目经理已经中标锁定，由项目所在地主管部门解除。"));
    }
    let today = keeper.today();
    keeper.change(tx, lock.id, lock.released(today, LockReleaseReason::Withdrawn, None))?;
    finish(tx, vault, by, keeper, seen)
}

/// The region of the works that a lock is for; empty where it is not known.
pub fn region_of(conn: &mut Conn, key: &str) -> Result<String> {
    let row = service::row(conn, key)?;
    let project = Project::load(conn, &[row.project_id.0])?.pop();
    Ok(project.and_then(|project| project.region_code).unwrap_or_default())
}

/// Whether somebody files for the enterprise that a lock was taken for.
pub fn is_own(conn: &mut Conn, who: Option<&Principal>, key: &str) -> Result<bool> {
    let row = service::row(conn, key)?;
    let owns = |who: &Principal| who.is(Role::EnterpriseFiler) && row.enterprise_id.is_some_and(|id| who.owns(id));
    Ok(who.is_some_and(owns))
}

/// A lock for works that somebody's department is in charge of, held and lasting.
fn in_care(tx: &mut Tx<'_>, by: &Principal, seen: &Seen) -> Result<(Keeper, ManagerLock)> {
    let row = service::row(tx.conn, &seen.key)?;
    let project = Project::load(tx.conn, &[row.project_id.0])?.pop().ok_or_else(|| absent(&seen.key))?;
    in_charge(by, &project, LOCK, &seen.key)?;
    held(tx, seen, &row)
}

/// Takes hold of the manager, and reads the lock again as it stands now.
fn held(tx: &mut Tx<'_>, seen: &Seen, row: &ManagerLock) -> Result<(Keeper, ManagerLock)> {
    let keeper = Keeper::of(tx, row.person_id)?;
    let lock = keeper.lock(row.id)?.clone();
    seen.check(&lock)?;
    match lock.released_on.zip(lock.release_reason) {
        Some((on, reason)) => Err(closed(&format!("这条锁定已自 {on} 起解除：{reason}。"))),
        None => Ok((keeper, lock)),
    }
}

fn finish(tx: &mut Tx<'_>, vault: &Vault, by: &Principal, keeper: Keeper, seen: &Seen) -> Result<ManagerLockView> {
    let today = keeper.today();
    keeper.finish(tx, vault, &By::actor(&by.actor()))?;
    service::one(tx.conn, vault, &seen.key, today)
}

fn absent(key: &str) -> Error {
    Error::NotFound { what: LOCK, key: key.to_owned() }
}

fn closed(text: &str) -> Error {
    Error::Conflict(Code::LockClosed, text.to_owned())
}
