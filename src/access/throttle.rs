//! How often somebody may try to sign in: counted before each attempt, for the log-in name and for the address it comes
//! from, so that a hundred attempts at once are counted as a hundred.
//!
//! A log-in name that no account bears is counted alike: whoever is told to wait learns nothing.

use std::net::IpAddr;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::db::{Conn, Tx, on_each};
use crate::error::Result;
use crate::schema::login_attempt;
use crate::vault::Vault;

/// Attempts for one log-in name until it is locked.
const FOR_A_LOGIN_NAME: i64 = 5;
/// Attempts from one address until it is locked: a whole office may stand behind one.
const FROM_AN_ADDRESS: i64 = 30;
/// Applications from one address until it is locked.
const APPLICATIONS: i64 = 10;
/// The first lock, doubled by each further attempt.
const FIRST_LOCK: TimeDelta = TimeDelta::minutes(1);
/// The longest lock.
const LONGEST_LOCK: TimeDelta = TimeDelta::hours(1);
/// Attempts before a pause as long as this are forgotten.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// Who tries.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// The log-in name that was typed.
    LoginName(&'a str),
    /// The account whose second factor is asked for.
    SecondFactor(&'a str),
    /// Where the attempt comes from.
    Address(IpAddr),
    /// Where an application for an enterprise comes from: each counts, also the good ones.
    Applicant(IpAddr),
}

impl Subject<'_> {
    fn hash(self, vault: &Vault) -> String {
        match self {
            Self::LoginName(name) => vault.hash("log-in name", name),
            Self::SecondFactor(account) => vault.hash("second factor", account),
            Self::Address(address) => vault.hash("log-in address", &address.to_string()),
            Self::Applicant(address) => vault.hash("applicant", &address.to_string()),
        }
    }

    fn limit(self) -> i64 {
        match self {
            Self::LoginName(_) | Self::SecondFactor(_) => FOR_A_LOGIN_NAME,
            Self::Address(_) => FROM_AN_ADDRESS,
            Self::Applicant(_) => APPLICATIONS,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = login_attempt, primary_key(subject_hash), treat_none_as_null = true, treat_none_as_default_value = false)]
struct Attempts {
    subject_hash: String,
    failures: i64,
    attempted_at: NaiveDateTime,
    locked_until: Option<NaiveDateTime>,
}

impl Attempts {
    /// Counts one more, unless it is locked: then says for how long.
    fn count(&mut self, now: NaiveDateTime, limit: i64) -> Result<(), TimeDelta> {
        if let Some(wait) = self.locked_until.map(|until| until - now).filter(|wait| *wait > TimeDelta::zero()) {
            return Err(wait);
        }
        if now - self.attempted_at > FORGOTTEN_AFTER {
            self.failures = 0;
        }
        self.failures += 1;
        self.attempted_at = now;
        self.locked_until = (self.failures >= limit).then(|| {
            let doublings = u32::try_from(self.failures - limit).unwrap_or(u32::MAX).min(6);
            now + (FIRST_LOCK * 2_i32.pow(doublings)).min(LONGEST_LOCK)
        });
        Ok(())
    }
}

/// Counts an attempt, or says how many seconds to wait. Until it is [`forgiven`](forgive), it counts as a failure.
pub fn admit(tx: &mut Tx<'_>, vault: &Vault, subjects: &[Subject<'_>]) -> Result<Result<(), u64>> {
    let forgotten = tx.now - FORGOTTEN_AFTER - LONGEST_LOCK;
    diesel::delete(login_attempt::table.filter(login_attempt::attempted_at.lt(forgotten))).execute(tx.conn)?;
    let mut counted = Vec::new();
    let mut longest = None;
    for subject in subjects {
        let mut attempts = locked(tx, subject.hash(vault))?;
        match attempts.count(tx.now, subject.limit()) {
            Ok(()) => counted.push(attempts),
            Err(wait) => longest = longest.max(Some(wait)),
        }
    }
    if let Some(wait) = longest {
        return Ok(Err(u64::try_from(wait.num_seconds() + 1).unwrap_or(1)));
    }
    for attempts in &counted {
        write(tx.conn, attempts)?;
    }
    Ok(Ok(()))
}

/// Takes an attempt back that was right: the log-in name's failures are over, the address has one less.
pub fn forgive(tx: &mut Tx<'_>, vault: &Vault, subjects: &[Subject<'_>]) -> Result<()> {
    for subject in subjects {
        let hash = subject.hash(vault);
        if let Subject::Address(_) = subject {
            let mut attempts = locked(tx, hash)?;
            attempts.failures = (attempts.failures - 1).max(0);
            if attempts.failures < subject.limit() {
                attempts.locked_until = None;
            }
            write(tx.conn, &attempts)?;
        } else {
            diesel::delete(login_attempt::table.find(hash)).execute(tx.conn)?;
        }
    }
    Ok(())
}

/// Until when nobody can sign in under a log-in name, if it is locked.
pub fn locked_until(
    conn: &mut Conn,
    vault: &Vault,
    subject: Subject<'_>,
    now: NaiveDateTime,
) -> Result<Option<NaiveDateTime>> {
    let until = login_attempt::table
        .find(subject.hash(vault))
        .select(login_attempt::locked_until)
        .first::<Option<NaiveDateTime>>(conn)
        .optional()?;
    Ok(until.flatten().filter(|until| *until > now))
}

/// What was counted so far, held until the transaction ends.
fn locked(tx: &mut Tx<'_>, subject_hash: String) -> Result<Attempts> {
    let fresh = Attempts { subject_hash, failures: 0, attempted_at: tx.now, locked_until: None };
    let kept = on_each!(&mut *tx.conn, conn => diesel::insert_into(login_attempt::table)
        .values(&fresh)
        .on_conflict(login_attempt::subject_hash)
        .do_update()
        .set(login_attempt::subject_hash.eq(&fresh.subject_hash))
        .returning(Attempts::as_returning())
        .get_result(conn))?;
    Ok(kept)
}

fn write(conn: &mut Conn, attempts: &Attempts) -> Result<()> {
    diesel::update(login_attempt::table.find(&attempts.subject_hash)).set(attempts).execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use chrono::DateTime;

    use super::*;

    fn noon() -> NaiveDateTime {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap().naive_utc()
    }

    fn none() -> Attempts {
        Attempts { subject_hash: String::new(), failures: 0, attempted_at: noon(), locked_until: None }
    }

    #[test]
    fn the_fifth_failure_locks_for_a_minute_and_each_further_one_for_twice_as_long_up_to_an_hour() {
        let (mut attempts, mut now) = (none(), noon());
        for _ in 0..5 {
            assert_eq!(attempts.count(now, 5), Ok(()));
        }
        for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
            let lock = TimeDelta::minutes(minutes);
            assert_eq!(attempts.count(now, 5), Err(lock));
            assert_eq!(attempts.count(now + lock - TimeDelta::seconds(1), 5), Err(TimeDelta::seconds(1)));
            now += lock;
            assert_eq!(attempts.count(now, 5), Ok(()));
        }
    }

    #[test]
    fn being_refused_does_not_lengthen_the_lock() {
        let mut attempts = none();
        for _ in 0..5 {
            attempts.count(noon(), 5).unwrap();
        }
        let locked = attempts.clone();
        attempts.count(noon(), 5).unwrap_err();
        assert_eq!(attempts, locked);
    }

    #[test]
    fn what_was_tried_days_ago_is_forgotten() {
        let mut attempts = none();
        for _ in 0..4 {
            attempts.count(noon(), 5).unwrap();
        }
        let next_week = noon() + TimeDelta::days(7);
        attempts.count(next_week, 5).unwrap();
        assert_eq!((attempts.failures, attempts.locked_until), (1, None));
    }
}
