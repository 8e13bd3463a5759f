//! Organisations: an enterprise asks to be let in, the department of its region says whether it is who it says it is;
//! departments are set up by the platform's own administrators.

use std::net::IpAddr;
use std::sync::Arc;

use super::account::{self, NewAccount};
use super::principal::Principal;
use super::rows::{Account, Organisation};
use super::store;
use super::throttle::{self, Subject};
use crate::db::{Conn, Db, OnViolation as _, Tx};
use crate::domain::standard::credit_code::CreditCode;
use crate::domain::standard::region::{self, Lookup};
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Role, Tier};
use crate::domain::vocabulary::ids::{EnterpriseId, OrganisationId};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Code, Error, FieldError, Result};
use crate::record::Act;
use crate::registry::enterprise::store as enterprises;
use crate::vault::Vault;

const NAME_CHARACTERS: usize = 100;
const ANOTHER_WAS_LET_IN: &str =
    "同一信用代码的企业已经通过核验。请核对是否为同一企业的另一名经办人，由该企业管理员开设账号。";
const REASON_CHARACTERS: usize = 500;

/// An enterprise that asks to be let in.
#[derive(Clone)]
pub struct Application {
    /// Unified social credit code, as typed.
    pub credit_code: String,
    /// Name.
    pub name: String,
    /// Where it is registered.
    pub region_code: String,
    /// Who asks: they will administer its accounts and file for it.
    pub applicant: NewAccount,
}

/// What is wrong with what was typed of an enterprise.
pub fn check_typed(credit_code: &str, name: &str, region_code: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if let Err(defect) = CreditCode::parse(credit_code) {
        errors.push(FieldError::new("credit_code", defect.code, format!("{defect}。")));
    }
    errors.extend(check_name(name));
    if !matches!(region::lookup(region_code), Lookup::Known(_))
        || region::prefix(region_code).is_none_or(|p| p.len() < 4)
    {
        let text = "请选择企业注册所在的市、县（区）。";
        errors.push(FieldError::new("region", "region.unknown", text));
    }
    errors
}

fn check_name(name: &str) -> Option<FieldError> {
    let characters = name.trim().chars().count();
    let text = format!("请按营业执照或公章填写单位名称，不超过 {NAME_CHARACTERS} 个字。");
    (!(2..=NAME_CHARACTERS).contains(&characters)).then(|| FieldError::new("name", "text.length", text))
}

/// Counts an application from an address; refuses the one too many.
pub async fn admit_applicant(db: &Db, vault: &Arc<Vault>, address: Option<IpAddr>) -> Result<()> {
    let Some(address) = address else { return Ok(()) };
    let vault = Arc::clone(vault);
    let admitted = db.write(move |tx| throttle::admit(tx, &vault, &[Subject::Applicant(address)])).await?;
    admitted.map_err(|retry_after| Error::RateLimited { retry_after })
}

/// Puts an enterprise that asks to be let in on the department's list.
pub fn register(tx: &mut Tx<'_>, vault: &Vault, application: &Application) -> Result<(Organisation, Account)> {
    let errors = check_typed(&application.credit_code, &application.name, &application.region_code);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let credit_code = CreditCode::parse(&application.credit_code)
        .map_err(|defect| Error::field("credit_code", defect.code, defect.to_string()))?;
    let known = store::organisations_by_credit_code(tx.conn, credit_code.as_str())?;
    if known.iter().any(|organisation| organisation.state != OrganisationState::Pending) {
        return Err(already_here());
    }
    let id = OrganisationId(tx.ids.next());
    let organisation = Organisation {
        id,
        public_id: vault.public_id("organisation", &id.0.to_string()),
        kind: OrganisationKind::Enterprise,
        name: application.name.trim().to_owned(),
        enterprise_id: enterprise_of(tx.conn, credit_code.as_str())?,
        credit_code: Some(credit_code.as_str().to_owned()),
        region_code: application.region_code.clone(),
        state: OrganisationState::Pending,
        registered_at: tx.now,
        row_version: 1,
        ..Organisation::default()
    };
    let roles = vec![Role::EnterpriseAdministrator, Role::EnterpriseFiler];
    let applicant = NewAccount { roles, must_change_password: false, ..application.applicant.clone() };
    insert(tx, &organisation, |tx| account::create(tx, vault, &organisation, &applicant, None))
}

/// Writes an organisation before its first account, whose act it is.
fn insert(
    tx: &mut Tx<'_>,
    organisation: &Organisation,
    first: impl FnOnce(&mut Tx<'_>) -> Result<Account>,
) -> Result<(Organisation, Account)> {
    let mut act = Act::on(HeadKind::Organisation, organisation.id);
    act.insert(tx, std::slice::from_ref(organisation))?;
    let account = first(tx)?;
    act.finish(tx, &account.actor())?;
    Ok((organisation.clone(), account))
}

fn already_here() -> Error {
    let text = "这家企业已经开通。请联系本企业的管理员为您开设账号。";
    Error::field("credit_code", "organisation.already_verified", text)
}

/// The enterprise of a credit code, where it is on file.
pub fn enterprise_of(conn: &mut Conn, credit_code: &str) -> Result<Option<EnterpriseId>> {
    let found = enterprises::identities(conn, &[credit_code], &[], &[])?.into_iter().next();
    Ok(found.map(|row| row.merged_into.unwrap_or(row.id)))
}

/// What a department says of an enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is who it says it is.
    Verify,
    /// It is not, or that could not be seen.
    Refuse(String),
    /// It is shut out for the time being.
    Suspend(String),
}

/// Decides about an enterprise of the department's region. Any other is absent.
pub fn decide(
    tx: &mut Tx<'_>,
    principal: &Principal,
    public_id: &str,
    decision: &Decision,
    row_version: Option<i64>,
) -> Result<Organisation> {
    let before = in_region(tx.conn, principal, public_id)?;
    if row_version.is_some_and(|version| version != before.row_version) {
        return Err(Error::Stale);
    }
    let (state, reason) = match decision {
        Decision::Verify => (OrganisationState::Verified, None),
        Decision::Refuse(reason) => (OrganisationState::Refused, Some(checked_reason(reason)?)),
        Decision::Suspend(reason) => (OrganisationState::Suspended, Some(checked_reason(reason)?)),
    };
    if !may_follow(before.state, state) {
        let text = format!("这家企业现在的状态是“{}”，不能再作这一决定。请刷新页面查看。", before.state);
        return Err(Error::Conflict(Code::RecordStale, text));
    }
    let enterprise_id = match &before.credit_code {
        Some(code) => enterprise_of(tx.conn, code)?,
        None => None,
    };
    let after = Organisation { state, state_reason: reason, enterprise_id, decided_at: Some(tx.now), ..before.clone() };
    if state == OrganisationState::Verified {
        check_only_one(tx.conn, &before)?;
    }
    let mut act = Act::on(HeadKind::Organisation, before.id);
    let after =
        act.update(tx, &before, after)
            .on_unique("organisation_credit_code_unique", Code::RecordDuplicate, || ANOTHER_WAS_LET_IN.to_owned())?;
    act.finish(tx, &principal.actor())?;
    Ok(after)
}

fn may_follow(before: OrganisationState, after: OrganisationState) -> bool {
    use OrganisationState::{Pending, Refused, Suspended, Verified};
    matches!((before, after), (Pending, Verified | Refused) | (Verified, Suspended) | (Suspended, Verified))
}

/// Of all who ask in an enterprise's name one is let in.
fn check_only_one(conn: &mut Conn, organisation: &Organisation) -> Result<()> {
    let code = organisation.credit_code.as_deref().unwrap_or_default();
    let others = store::organisations_by_credit_code(conn, code)?;
    let is_another = |other: &Organisation| other.id != organisation.id && other.state != OrganisationState::Pending;
    if others.iter().any(is_another) {
        return Err(Error::Conflict(Code::RecordDuplicate, ANOTHER_WAS_LET_IN.to_owned()));
    }
    Ok(())
}

fn checked_reason(reason: &str) -> Result<String> {
    let characters = reason.trim().chars().count();
    if characters == 0 || characters > REASON_CHARACTERS {
        let text = format!("请写明理由，不超过 {REASON_CHARACTERS} 个字；申请人会看到。");
        return Err(Error::field("reason", "text.length", text));
    }
    Ok(reason.trim().to_owned())
}

/// The enterprise's organisation at an address, for a department that is in charge of its region.
pub fn in_region(conn: &mut Conn, principal: &Principal, public_id: &str) -> Result<Organisation> {
    let found = store::organisation_by_public_id(conn, public_id)?;
    let reached = found.filter(|organisation| {
        organisation.kind == OrganisationKind::Enterprise && principal.covers(&organisation.region_code)
    });
    reached.ok_or_else(|| Error::NotFound { what: "单位", key: public_id.to_owned() })
}

/// A department that is to be.
#[derive(Clone, Debug)]
pub struct NewDepartment {
    /// Name.
    pub name: String,
    /// What it is in charge of.
    pub region_code: String,
    /// Its tier.
    pub tier: Tier,
}

/// Sets a department up.
pub fn create_department(tx: &mut Tx<'_>, vault: &Vault, new: &NewDepartment, actor: &str) -> Result<Organisation> {
    let mut errors: Vec<FieldError> = check_name(&new.name).into_iter().collect();
    if !new.tier.fits(&new.region_code) || !matches!(region::lookup(&new.region_code), Lookup::Known(_)) {
        let text = format!("“{}”的部门应选择相应层级的行政区划。", new.tier);
        errors.push(FieldError::new("region", "region.tier", text));
    }
    if store::department_by_name(tx.conn, new.name.trim())?.is_some() {
        errors.push(FieldError::new("name", "organisation.duplicate", "已经有同名的部门。"));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let id = OrganisationId(tx.ids.next());
    let department = Organisation {
        id,
        public_id: vault.public_id("organisation", &id.0.to_string()),
        kind: OrganisationKind::Department,
        name: new.name.trim().to_owned(),
        region_code: new.region_code.clone(),
        tier: Some(new.tier),
        state: OrganisationState::Verified,
        registered_at: tx.now,
        decided_at: Some(tx.now),
        row_version: 1,
        ..Organisation::default()
    };
    let mut act = Act::on(HeadKind::Organisation, id);
    act.insert(tx, std::slice::from_ref(&department))?;
    act.finish(tx, actor)?;
    Ok(department)
}
