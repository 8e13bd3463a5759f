//! Sessions: begun with a new token at each log-in and each change of rights, ended by idleness, age or hand.

use chrono::{NaiveDateTime, TimeDelta};

use super::principal::{ActsFor, Means, Principal};
use super::rows::{Account, Session};
use super::secret::{self, Secret};
use super::store::{self, Holder};
use crate::db::{Conn, Tx};
use crate::domain::vocabulary::access::{AccountState, OrganisationState, SessionState};
use crate::domain::vocabulary::ids::AccountId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::record::Act;
use crate::vault::Vault;

/// Who has typed a password and no one-time password yet is not waited for longer.
const SECOND_FACTOR_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// The last use is noted at most so often.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Longest name of a browser that is kept, in characters.
const USER_AGENT_CHARACTERS: usize = 200;

/// When sessions end by themselves.
#[derive(Clone, Copy, Debug)]
pub struct Lifetime {
    /// After so long without a request.
    pub idle: TimeDelta,
    /// After so long altogether.
    pub absolute: TimeDelta,
}

impl Lifetime {
    /// When a session ends, used or not.
    fn has_ended(&self, session: &Session, now: NaiveDateTime) -> bool {
        let absolute = match session.state {
            SessionState::AwaitingSecondFactor => SECOND_FACTOR_WITHIN.min(self.absolute),
            SessionState::Open | SessionState::Ended => self.absolute,
        };
        session.state == SessionState::Ended
            || now >= session.last_seen_at + self.idle
            || now >= session.started_at + absolute
    }
}

/// From where and with what somebody signs in.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The address.
    pub address: Option<std::net::IpAddr>,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
}

/// A session that was found by its token.
pub struct Found {
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub holder: Holder,
    /// Whether its use should be noted.
    pub is_to_be_noted: bool,
}

/// The session of a token, while it lasts and its account may sign in.
pub fn find(conn: &mut Conn, token: &str, lifetime: Lifetime, now: NaiveDateTime) -> Result<Option<Found>> {
    let Some(session) = store::session_by_token(conn, &secret::hash(token))? else { return Ok(None) };
    if lifetime.has_ended(&session, now) {
        return Ok(None);
    }
    let holder = store::holder(conn, session.account_id)?.filter(|holder| holder.account.state == AccountState::Active);
    let is_to_be_noted = now - session.last_seen_at >= NOTED_EVERY;
    Ok(holder.map(|holder| Found { session, holder, is_to_be_noted }))
}

/// What a form must bear to be of this token's browser.
pub fn csrf_token(vault: &Vault, token: &str) -> String {
    vault.hash("csrf", token)
}

/// Begins a session and ends none.
pub fn begin(
    tx: &mut Tx<'_>,
    act: &mut Act,
    vault: &Vault,
    account: AccountId,
    state: SessionState,
    origin: &Origin,
) -> Result<Secret> {
    let token = Secret::random()?;
    let id = tx.ids.next();
    let session = Session {
        account_id: account,
        id,
        public_id: vault.public_id("session", &id.to_string()),
        token_hash: token.hash(),
        state,
        started_at: tx.now,
        last_seen_at: tx.now,
        ended_at: None,
        peer_address: origin.address.map(|address| address.to_string()),
        user_agent: origin.user_agent.as_ref().map(|text| text.chars().take(USER_AGENT_CHARACTERS).collect()),
        row_version: 1,
    };
    act.insert(tx, &[session])?;
    Ok(token)
}

/// Ends a session.
pub fn end(tx: &mut Tx<'_>, act: &mut Act, session: &Session) -> Result<()> {
    let ended = Session { state: SessionState::Ended, ended_at: Some(tx.now), ..session.clone() };
    act.update(tx, session, ended)?;
    Ok(())
}

/// Ends all sessions of an account, but one where it is named.
pub fn end_all(tx: &mut Tx<'_>, act: &mut Act, account: AccountId, but: Option<i64>) -> Result<()> {
    for session in store::sessions_of(tx.conn, account)? {
        if Some(session.id) != but {
            end(tx, act, &session)?;
        }
    }
    Ok(())
}

/// Gives a session a new token in the place of the one it had: its rights have changed.
pub fn renew(tx: &mut Tx<'_>, act: &mut Act, vault: &Vault, principal: &Principal) -> Result<Option<Secret>> {
    let sessions = store::sessions_of(tx.conn, principal.account_id)?;
    let Some(old) = sessions.into_iter().find(|session| Some(session.id) == principal.session_id()) else {
        return Ok(None);
    };
    let origin = Origin {
        address: old.peer_address.as_deref().and_then(|address| address.parse().ok()),
        user_agent: old.user_agent.clone(),
    };
    end(tx, act, &old)?;
    begin(tx, act, vault, principal.account_id, SessionState::Open, &origin).map(Some)
}

/// Ends the session of a token, whoever holds it: at log-out.
pub fn log_out(tx: &mut Tx<'_>, token: &str) -> Result<()> {
    let Some(session) = store::session_by_token(tx.conn, &secret::hash(token))? else { return Ok(()) };
    let Some(holder) = store::holder(tx.conn, session.account_id)? else { return Ok(()) };
    let mut act = of(&holder.account);
    end(tx, &mut act, &session)?;
    act.finish(tx, &holder.account.actor())
}

/// Ends one of somebody's own sessions, by its address. Another's is absent.
pub fn end_own(tx: &mut Tx<'_>, principal: &Principal, public_id: &str) -> Result<()> {
    let sessions = store::sessions_of(tx.conn, principal.account_id)?;
    let Some(session) = sessions.into_iter().find(|session| session.public_id == public_id) else {
        return Err(Error::NotFound { what: "登录会话", key: public_id.to_owned() });
    };
    let mut act = Act::on(HeadKind::Account, principal.account_id);
    end(tx, &mut act, &session)?;
    act.finish(tx, &principal.actor())
}

/// The sessions of an account that have not ended, by hand or by themselves.
pub fn lasting(conn: &mut Conn, account: AccountId, lifetime: Lifetime, now: NaiveDateTime) -> Result<Vec<Session>> {
    let sessions = store::sessions_of(conn, account)?;
    Ok(sessions.into_iter().filter(|session| !lifetime.has_ended(session, now)).collect())
}

/// An act on an account.
pub fn of(account: &Account) -> Act {
    Act::on(HeadKind::Account, account.id)
}

/// Whoever holds an account, by these means.
pub fn principal(holder: Holder, means: Means) -> Principal {
    let Holder { account, organisation, enterprise, mut roles, has_second_factor } = holder;
    if organisation.state == OrganisationState::Refused {
        roles.clear();
    }
    Principal {
        account_id: account.id,
        public_id: account.public_id,
        login_name: account.login_name,
        name: account.person_name,
        organisation: ActsFor {
            id: organisation.id,
            public_id: organisation.public_id,
            name: organisation.name,
            kind: organisation.kind,
            region_code: organisation.region_code,
            tier: organisation.tier,
            enterprise_id: enterprise,
            credit_code: organisation.credit_code,
            state: organisation.state,
        },
        roles,
        means,
        must_change_password: account.must_change_password,
        has_second_factor,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use chrono::DateTime;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::just_used(SessionState::Open, 0, 0, false)]
    #[case::a_coffee(SessionState::Open, 29, 29, false)]
    #[case::idle(SessionState::Open, 30, 30, true)]
    #[case::a_long_day(SessionState::Open, 12 * 60 - 1, 1, false)]
    #[case::too_long_a_day(SessionState::Open, 12 * 60, 1, true)]
    #[case::looking_for_the_telephone(SessionState::AwaitingSecondFactor, 9, 1, false)]
    #[case::no_telephone(SessionState::AwaitingSecondFactor, 10, 1, true)]
    #[case::ended_by_hand(SessionState::Ended, 0, 0, true)]
    fn a_session_ends(#[case] state: SessionState, #[case] age: i64, #[case] idle: i64, #[case] ended: bool) {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap().naive_utc();
        let (started_at, last_seen_at) = (now - TimeDelta::minutes(age), now - TimeDelta::minutes(idle));
        let session = Session { state, started_at, last_seen_at, ..Session::default() };
        let lifetime = Lifetime { idle: TimeDelta::minutes(30), absolute: TimeDelta::hours(12) };
        assert_eq!(lifetime.has_ended(&session, now), ended);
    }
}
