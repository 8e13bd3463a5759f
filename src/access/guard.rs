//! The doors: extractors that let in only who may do what follows.
//!
//! Nobody signed in: 401 for a program, the log-in page for a person. The wrong role: 403. What a role does not reach (another
//! region, another enterprise) is asked of the [`Principal`] and answered as if absent.

mod cookie;
mod csrf;
mod identity;

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};

use super::Principal;
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Role, TokenScope};
use crate::error::{Code, Error, Result};
use crate::http::state::State;

pub use cookie::{FormToken, closed, errand, errand_begun, errand_done, opened, session_token};
pub use identity::{Waiting, identify, lifetime, origin};

/// What a door asks for.
struct Door {
    /// One of these roles; any where there are none.
    roles: &'static [Role],
    /// What a program's token must allow for reading; `None`: programs are not let in.
    read: Option<TokenScope>,
    /// The same for writing.
    write: Option<TokenScope>,
}

macro_rules! doors {
    ($($(#[$doc:meta])* $name:ident = [$($role:ident),*], $read:expr, $write:expr;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Principal);

        impl Deref for $name {
            type Target = Principal;

            fn deref(&self) -> &Principal {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = Error;
            type Future = Ready<Result<Self>>;

            fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
                const DOOR: Door = Door { roles: &[$(Role::$role),*], read: $read, write: $write };
                ready(DOOR.admit(request).map(Self))
            }
        }
    )+ };
}

doors! {
    /// Anybody who is signed in, or a program of theirs that only reads.
    SignedIn = [], Some(TokenScope::FilingsRead), None;
    /// Whoever is told something: a program that may read filings may also say that it has read what it was told.
    Addressee = [], Some(TokenScope::FilingsRead), Some(TokenScope::FilingsRead);
    /// Files for an enterprise that was verified.
    Filer = [EnterpriseFiler], Some(TokenScope::FilingsRead), Some(TokenScope::FilingsWrite);
    /// Administers the accounts of an enterprise that was verified.
    EnterpriseAdministrator = [EnterpriseAdministrator], Some(TokenScope::AccountsRead), Some(TokenScope::AccountsWrite);
    /// Reviews what is filed in the region of their department.
    Reviewer = [Reviewer], Some(TokenScope::FilingsRead), Some(TokenScope::ReviewsWrite);
    /// Administers a department: its accounts, its settings.
    DepartmentAdministrator = [DepartmentAdministrator], Some(TokenScope::AccountsRead), Some(TokenScope::AccountsWrite);
    /// Reads everything and writes nothing.
    Auditor = [Auditor], Some(TokenScope::LedgerRead), None;
    /// Sets the platform up: departments and their first accounts, without any right.
    SystemAdministrator = [SystemAdministrator], Some(TokenScope::AccountsRead), Some(TokenScope::AccountsWrite);
    /// Grants rights and takes them away.
    SecurityAdministrator = [SecurityAdministrator], Some(TokenScope::AccountsRead), Some(TokenScope::AccountsWrite);
    /// Whoever takes part in filings: files, administers, reviews, or reads it all.
    FilingReader = [EnterpriseFiler, EnterpriseAdministrator, Reviewer, DepartmentAdministrator, Auditor],
        Some(TokenScope::FilingsRead), None;
    /// Whoever a finding concerns, and who is in charge: they may say that they know of it.
    FindingParty = [EnterpriseFiler, Reviewer], Some(TokenScope::FilingsRead), Some(TokenScope::FilingsRead);
    /// Takes managers for works, on behalf of an enterprise or of the department in charge.
    LockReader = [EnterpriseFiler, Reviewer], Some(TokenScope::FilingsRead), None;
    /// May read who decides on what.
    RouteReader = [Reviewer, DepartmentAdministrator, Auditor, SystemAdministrator], Some(TokenScope::FilingsRead), None;
    /// Orders who decides on what.
    RouteKeeper = [DepartmentAdministrator, SystemAdministrator], Some(TokenScope::AccountsRead), Some(TokenScope::AccountsWrite);
    /// Says of organisations whether they are who they say they are.
    Verifier = [Reviewer, DepartmentAdministrator], Some(TokenScope::AccountsRead), Some(TokenScope::AccountsWrite);
    /// Looks after accounts: of their own organisation, or of all.
    AccountAdministrator = [EnterpriseAdministrator, DepartmentAdministrator, SystemAdministrator, SecurityAdministrator],
        Some(TokenScope::AccountsRead), Some(TokenScope::AccountsWrite);
    /// May read which accounts there are: whoever looks after them, and who audits that.
    AccountReader = [EnterpriseAdministrator, DepartmentAdministrator, SystemAdministrator, SecurityAdministrator, Auditor],
        Some(TokenScope::AccountsRead), None;
    /// May read which organisations there are.
    OrganisationReader = [Reviewer, DepartmentAdministrator, Auditor, SystemAdministrator, SecurityAdministrator],
        Some(TokenScope::AccountsRead), None;
}

/// Somebody in a session, who has done what comes first: for what no program may do.
#[derive(Clone, Debug)]
pub struct SessionHolder(pub Principal);

impl Deref for SessionHolder {
    type Target = Principal;

    fn deref(&self) -> &Principal {
        &self.0
    }
}

impl FromRequest for SessionHolder {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let found = known(request).and_then(|principal| {
            first_things_first(request, &principal)?;
            if principal.session_id().is_some() { Ok(Self(principal)) } else { Err(persons_only()) }
        });
        ready(found)
    }
}

/// Whoever looks at a page that says more to some: nobody, or who is signed in.
#[derive(Clone, Debug)]
pub struct Looker(pub Option<Principal>);

impl FromRequest for Looker {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let found = known(request).ok();
        ready(Ok(Self(found.filter(|principal| first_things_first(request, principal).is_ok()))))
    }
}

/// Somebody at their own account: in a session, whatever else has to be done first.
#[derive(Clone, Debug)]
pub struct AtOwnAccount(pub Principal);

impl Deref for AtOwnAccount {
    type Target = Principal;

    fn deref(&self) -> &Principal {
        &self.0
    }
}

impl FromRequest for AtOwnAccount {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(known(request).and_then(|principal| match principal.session_id() {
            Some(_) => Ok(Self(principal)),
            None => Err(persons_only()),
        }))
    }
}

/// Who is asking, by whatever means, and whatever else has to be done first: a program may ask who it acts for.
#[derive(Clone, Debug)]
pub struct Known(pub Principal);

impl FromRequest for Known {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(known(request).map(Self))
    }
}

/// Who is asking, if anybody says so: for pages that anybody may see.
#[derive(Clone, Debug)]
pub struct Whoever(pub Option<Principal>);

impl FromRequest for Whoever {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(Ok(Self(request.extensions().get::<Principal>().cloned())))
    }
}

impl FromRequest for Waiting {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or(Error::Unauthenticated))
    }
}

fn known(request: &HttpRequest) -> Result<Principal> {
    request.extensions().get::<Principal>().cloned().ok_or(Error::Unauthenticated)
}

fn persons_only() -> Error {
    Error::Forbidden("这项操作不能用令牌进行，请登录后在页面上办理。".to_owned())
}

impl Door {
    fn admit(&self, request: &HttpRequest) -> Result<Principal> {
        let principal = known(request)?;
        first_things_first(request, &principal)?;
        check_organisation(&principal)?;
        if !self.roles.is_empty() && !self.roles.iter().any(|role| principal.is(*role)) {
            let roles = self.roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、");
            return Err(Error::Forbidden(format!(
                "这项操作由{roles}办理，您的账号没有这一角色。需要时请联系本单位管理员。"
            )));
        }
        let scope = if request.method().is_safe() { self.read } else { self.write };
        match scope {
            Some(_) if self.roles.is_empty() => Ok(principal),
            Some(scope) => principal.require_scope(scope).map(|()| principal),
            None if principal.session_id().is_none() => Err(persons_only()),
            None => Ok(principal),
        }
    }
}

/// What somebody has to do before anything else.
fn first_things_first(request: &HttpRequest, principal: &Principal) -> Result<()> {
    if principal.must_change_password {
        let text = "这个密码是他人代设的，请先换成只有您自己知道的密码。".to_owned();
        return Err(Error::Denied(Code::PasswordExpired, text));
    }
    let state = request.app_data::<web::Data<State>>();
    let is_required = state.is_some_and(|state| state.settings.require_totp_for.concerns(&principal.roles));
    if is_required && !principal.has_second_factor {
        let text = "您的角色要求登录时输入动态码。请先在“我的账号”中设置。".to_owned();
        return Err(Error::Denied(Code::SecondFactorRequired, text));
    }
    Ok(())
}

fn check_organisation(principal: &Principal) -> Result<()> {
    let organisation = &principal.organisation;
    let is_enterprise = organisation.kind == OrganisationKind::Enterprise;
    let why = match organisation.state {
        OrganisationState::Verified => return Ok(()),
        OrganisationState::Pending if is_enterprise => "主管部门尚未核验您的单位，核验通过后即可办理。",
        OrganisationState::Refused => "您的单位没有通过核验。请在“我的账号”中查看原因，更正后重新注册。",
        OrganisationState::Pending | OrganisationState::Suspended => "您的单位已被停用，请联系主管部门。",
    };
    Err(Error::Forbidden(why.to_owned()))
}
