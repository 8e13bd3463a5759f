//! Who is asking, and what that lets them do.

use super::rows::Account;
use crate::domain::standard::region;
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Role, Tier, TokenScope};
use crate::domain::vocabulary::ids::{AccountId, EnterpriseId, OrganisationId};
use crate::error::{Error, Result};

/// The organisation that somebody acts for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActsFor {
    /// Row id.
    pub id: OrganisationId,
    /// Its address.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// Enterprise or department.
    pub kind: OrganisationKind,
    /// Where an enterprise is registered, what a department is in charge of.
    pub region_code: String,
    /// The tier of a department.
    pub tier: Option<Tier>,
    /// The enterprise in the registry, where it is on file; the one that is left where two were merged.
    pub enterprise_id: Option<EnterpriseId>,
    /// Unified social credit code of an enterprise.
    pub credit_code: Option<String>,
    /// Whether it is who it says it is.
    pub state: OrganisationState,
}

/// How somebody says who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// By the cookie of a session.
    Session {
        /// Row id of the session.
        id: i64,
        /// What a form must bear to be of this session.
        csrf_token: String,
    },
    /// By the token of a program.
    Token {
        /// Row id of the token.
        id: i64,
        /// What the program may do.
        scopes: Vec<TokenScope>,
    },
}

/// Who is asking. Extractors give one only to whom they let in; see [`crate::access`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Row id of the account.
    pub account_id: AccountId,
    /// Public id of the account.
    pub public_id: String,
    /// What they type to sign in.
    pub login_name: String,
    /// Who they are.
    pub name: String,
    /// For whom they act.
    pub organisation: ActsFor,
    /// What they may do.
    pub roles: Vec<Role>,
    /// How they say who they are.
    pub means: Means,
    /// Whether the password has to be changed before anything else.
    pub must_change_password: bool,
    /// Whether the account has a second factor.
    pub has_second_factor: bool,
}

/// What the ledger writes before the public id of an account.
pub const ACCOUNT: &str = "account:";

impl Account {
    /// Its name in the ledger.
    pub fn actor(&self) -> String {
        format!("{ACCOUNT}{}", self.public_id)
    }
}

impl Principal {
    /// Their name in the ledger.
    pub fn actor(&self) -> String {
        format!("{ACCOUNT}{}", self.public_id)
    }

    /// Whether they hold a role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether their department is in charge of a region.
    pub fn covers(&self, region_code: &str) -> bool {
        let prefix = region::prefix(&self.organisation.region_code);
        self.organisation.kind == OrganisationKind::Department
            && self.organisation.state == OrganisationState::Verified
            && prefix.is_some_and(|prefix| region_code.starts_with(prefix))
    }

    /// Whether they act for an enterprise of the registry.
    pub fn owns(&self, enterprise_id: EnterpriseId) -> bool {
        self.organisation.state == OrganisationState::Verified && self.organisation.enterprise_id == Some(enterprise_id)
    }

    /// The tier of their department.
    pub fn tier(&self) -> Option<Tier> {
        self.organisation.tier
    }

    /// The session they are in; nothing for a program.
    pub fn session_id(&self) -> Option<i64> {
        match &self.means {
            Means::Session { id, .. } => Some(*id),
            Means::Token { .. } => None,
        }
    }

    /// What their forms must bear; empty for a program, which has none.
    pub fn csrf_token(&self) -> &str {
        match &self.means {
            Means::Session { csrf_token, .. } => csrf_token,
            Means::Token { .. } => "",
        }
    }

    /// Refuses a program whose token lacks a scope; a person in a session has all their rights.
    pub fn require_scope(&self, scope: TokenScope) -> Result<()> {
        match &self.means {
            Means::Token { scopes, .. } if !scopes.contains(&scope) => {
                let text = format!("该令牌没有“{scope}”（{}）权限。请使用具有该权限的令牌。", scope.as_str());
                Err(Error::Forbidden(text))
            }
            _ => Ok(()),
        }
    }

    /// Passes a region that their department is in charge of; any other is absent for them.
    pub fn require_region(&self, region_code: &str, what: &'static str, key: &str) -> Result<()> {
        if self.covers(region_code) { Ok(()) } else { Err(Error::NotFound { what, key: key.to_owned() }) }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn principal(organisation: ActsFor) -> Principal {
        Principal {
            account_id: AccountId(1),
            public_id: "a1".to_owned(),
            login_name: "wang".to_owned(),
            name: "王".to_owned(),
            organisation,
            roles: vec![Role::Reviewer],
            means: Means::Token { id: 1, scopes: vec![TokenScope::FilingsRead] },
            must_change_password: false,
            has_second_factor: false,
        }
    }

    fn department(region_code: &str, state: OrganisationState) -> Principal {
        let kind = OrganisationKind::Department;
        principal(ActsFor { kind, region_code: region_code.to_owned(), state, ..ActsFor::default() })
    }

    #[rstest]
    #[case::county("410105", "410105", true)]
    #[case::neighbour("410105", "410102", false)]
    #[case::county_under_a_city("410100", "410105", true)]
    #[case::another_city("410100", "410305", false)]
    #[case::province("410000", "410305", true)]
    #[case::another_province("410000", "500112", false)]
    #[case::city_above_a_county("410105", "410100", false)]
    fn a_department_is_in_charge_of_what_lies_in_its_region(
        #[case] own: &str,
        #[case] region: &str,
        #[case] covered: bool,
    ) {
        assert_eq!(department(own, OrganisationState::Verified).covers(region), covered);
        assert!(!department(own, OrganisationState::Suspended).covers(region));
    }

    #[test]
    fn an_enterprise_is_in_charge_of_no_region_and_owns_itself_only() {
        let organisation = ActsFor {
            region_code: "410105".to_owned(),
            enterprise_id: Some(EnterpriseId(7)),
            state: OrganisationState::Verified,
            ..ActsFor::default()
        };
        let verified = principal(organisation.clone());
        assert!(!verified.covers("410105"));
        assert!(verified.owns(EnterpriseId(7)) && !verified.owns(EnterpriseId(8)));
        let pending = principal(ActsFor { state: OrganisationState::Pending, ..organisation });
        assert!(!pending.owns(EnterpriseId(7)));
    }

    #[test]
    fn a_program_does_what_its_token_says() {
        let program = department("410105", OrganisationState::Verified);
        assert!(program.require_scope(TokenScope::FilingsRead).is_ok());
        assert!(program.require_scope(TokenScope::ReviewsWrite).is_err());
        let means = Means::Session { id: 1, csrf_token: String::new() };
        let person = Principal { means, ..program };
        assert!(person.require_scope(TokenScope::ReviewsWrite).is_ok());
    }
}
