//! Tokens by which programs act for an account: shown once, kept as a hash, good for part of the account's rights.

use chrono::{NaiveDateTime, TimeDelta};

use super::principal::Principal;
use super::rows::ApiToken;
use super::secret::{self, Secret};
use super::store::{self, Holder};
use crate::db::{Conn, Tx};
use crate::domain::vocabulary::access::{AccountState, TokenScope};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, FieldError, Result};
use crate::record::Act;
use crate::vault::Vault;

/// Longest life of a token.
pub const MAX_DAYS: u32 = 365;
/// Most tokens of one account.
const MAX_TOKENS: usize = 20;
const NAME_CHARACTERS: usize = 50;
/// The last use is noted at most so often.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// What a token is to be.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What its owner calls it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<TokenScope>,
    /// How many days it is good.
    pub days: u32,
}

/// A token that was found.
pub struct Found {
    /// Row id.
    pub id: i64,
    /// Whose it is.
    pub holder: Holder,
    /// What it may do today: a role that was taken away takes its scopes along.
    pub scopes: Vec<TokenScope>,
    /// Whether its use should be noted.
    pub is_to_be_noted: bool,
}

/// The token that a program presents, while it is good and its account may sign in.
pub fn find(conn: &mut Conn, presented: &str, now: NaiveDateTime) -> Result<Option<Found>> {
    let Some(token) = store::api_token_by_token(conn, &secret::hash(presented))? else { return Ok(None) };
    if token.revoked_at.is_some() || now >= token.expires_at {
        return Ok(None);
    }
    let holder = store::holder(conn, token.account_id)?.filter(|holder| holder.account.state == AccountState::Active);
    Ok(holder.map(|holder| Found {
        id: token.id,
        scopes: scopes(&token).into_iter().filter(|scope| scope.is_within(&holder.roles)).collect(),
        is_to_be_noted: token.last_used_at.is_none_or(|last| now - last >= NOTED_EVERY),
        holder,
    }))
}

/// What a token may do, as it was made.
pub fn scopes(token: &ApiToken) -> Vec<TokenScope> {
    token.scopes.split_whitespace().filter_map(|scope| scope.parse().ok()).collect()
}

/// The scopes that somebody may give to a program.
pub fn offered(principal: &Principal) -> Vec<TokenScope> {
    TokenScope::ALL.iter().copied().filter(|scope| scope.is_within(&principal.roles)).collect()
}

/// Makes a token. The secret is not seen again.
pub fn create(tx: &mut Tx<'_>, vault: &Vault, principal: &Principal, new: &NewToken) -> Result<(ApiToken, Secret)> {
    check(principal, new)?;
    if store::api_tokens_of(tx.conn, principal.account_id)?.len() >= MAX_TOKENS {
        let text = format!("每个账号最多 {MAX_TOKENS} 个令牌。请先撤销不用的令牌。");
        return Err(Error::field("name", "token.too_many", text));
    }
    let (secret, id) = (Secret::token()?, tx.ids.next());
    let token = ApiToken {
        account_id: principal.account_id,
        id,
        public_id: vault.public_id("token", &id.to_string()),
        name: new.name.trim().to_owned(),
        token_hash: secret.hash(),
        scopes: new.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" "),
        created_at: tx.now,
        expires_at: tx.now + TimeDelta::days(new.days.into()),
        last_used_at: None,
        revoked_at: None,
        row_version: 1,
    };
    let mut act = Act::on(HeadKind::Account, principal.account_id);
    act.insert(tx, std::slice::from_ref(&token))?;
    act.finish(tx, &principal.actor())?;
    Ok((token, secret))
}

fn check(principal: &Principal, new: &NewToken) -> Result<()> {
    let mut errors = Vec::new();
    let characters = new.name.trim().chars().count();
    if characters == 0 || characters > NAME_CHARACTERS {
        let text = format!("请填写令牌的用途，不超过 {NAME_CHARACTERS} 个字，如“项目管理系统”。");
        errors.push(FieldError::new("name", "text.length", text));
    }
    if new.scopes.is_empty() {
        errors.push(FieldError::new("scopes", "token.no_scope", "请至少选择一项权限。"));
    } else if let Some(scope) = new.scopes.iter().find(|scope| !scope.is_within(&principal.roles)) {
        let text = format!("您的账号没有“{scope}”的权限，不能授予令牌。");
        errors.push(FieldError::new("scopes", "token.beyond_roles", text));
    }
    if !(1..=MAX_DAYS).contains(&new.days) {
        errors.push(FieldError::new("days", "number.out_of_range", format!("有效期应为 1 至 {MAX_DAYS} 天。")));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// Revokes one of somebody's own tokens, by its address. Another's is absent.
pub fn revoke(tx: &mut Tx<'_>, principal: &Principal, public_id: &str) -> Result<()> {
    let tokens = store::api_tokens_of(tx.conn, principal.account_id)?;
    let Some(token) = tokens.into_iter().find(|token| token.public_id == public_id) else {
        return Err(Error::NotFound { what: "令牌", key: public_id.to_owned() });
    };
    let mut act = Act::on(HeadKind::Account, principal.account_id);
    act.update(tx, &token, ApiToken { revoked_at: Some(tx.now), ..token.clone() })?;
    act.finish(tx, &principal.actor())
}
