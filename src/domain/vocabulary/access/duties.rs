//! Duties that one person must not hold together, and who may grant which.

use super::{OrganisationKind, Role};

/// Why roles cannot be held together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoleConflict {
    /// The role is for people of another kind of organisation.
    #[error("“{role}”只能授予{}的人员。", role.organisation_kind())]
    WrongKind {
        /// The role.
        role: Role,
    },
    /// One of the three administrators would hold another role.
    #[error("“{alone}”应单独设置，不能与“{other}”由同一账号担任（系统、安全、审计三员分立）。")]
    Separated {
        /// The role that stands alone.
        alone: Role,
        /// The other.
        other: Role,
    },
}

/// Whether an account of an organisation of this kind may hold these roles together.
pub fn check_roles(kind: OrganisationKind, roles: &[Role]) -> Result<(), RoleConflict> {
    if let Some(role) = roles.iter().copied().find(|role| role.organisation_kind() != kind) {
        return Err(RoleConflict::WrongKind { role });
    }
    let alone = roles.iter().copied().find(|role| role.stands_alone());
    let other = alone.and_then(|alone| roles.iter().copied().find(|role| *role != alone));
    match (alone, other) {
        (Some(alone), Some(other)) => Err(RoleConflict::Separated { alone, other }),
        _ => Ok(()),
    }
}

/// Whether somebody with these roles may grant and withdraw a role: administrators of an organisation the ordinary ones
/// of their own people, the security administrator every one. The system administrator grants none.
pub fn may_grant(granter: &[Role], own_organisation: bool, role: Role) -> bool {
    let ordinary = match role {
        Role::EnterpriseFiler | Role::EnterpriseAdministrator => Some(Role::EnterpriseAdministrator),
        Role::Reviewer | Role::DepartmentAdministrator => Some(Role::DepartmentAdministrator),
        Role::Auditor | Role::SystemAdministrator | Role::SecurityAdministrator => None,
    };
    granter.contains(&Role::SecurityAdministrator)
        || (own_organisation && ordinary.is_some_and(|administrator| granter.contains(&administrator)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    use OrganisationKind::{Department, Enterprise};
    use Role::{
        Auditor, DepartmentAdministrator, EnterpriseAdministrator, EnterpriseFiler, Reviewer, SecurityAdministrator,
        SystemAdministrator,
    };

    #[rstest]
    #[case::nothing_yet(Department, &[])]
    #[case::small_firm(Enterprise, &[EnterpriseFiler, EnterpriseAdministrator])]
    #[case::small_department(Department, &[Reviewer, DepartmentAdministrator])]
    #[case::one_of_three(Department, &[Auditor])]
    fn roles_that_may_be_held_together(#[case] kind: OrganisationKind, #[case] roles: &[Role]) {
        assert_eq!(check_roles(kind, roles), Ok(()));
    }

    #[rstest]
    #[case::reviewer_files(Enterprise, &[EnterpriseFiler, Reviewer])]
    #[case::department_files(Department, &[EnterpriseFiler])]
    #[case::enterprise_reviews(Enterprise, &[Reviewer])]
    #[case::system_and_security(Department, &[SystemAdministrator, SecurityAdministrator])]
    #[case::system_and_auditor(Department, &[SystemAdministrator, Auditor])]
    #[case::security_and_auditor(Department, &[Auditor, SecurityAdministrator])]
    #[case::auditor_reviews(Department, &[Reviewer, Auditor])]
    #[case::security_administers_a_department(Department, &[DepartmentAdministrator, SecurityAdministrator])]
    fn roles_that_must_not_be_held_together(#[case] kind: OrganisationKind, #[case] roles: &[Role]) {
        assert!(check_roles(kind, roles).is_err());
    }

    #[test]
    fn no_administrator_of_three_holds_any_other_role() {
        for alone in [Auditor, SystemAdministrator, SecurityAdministrator] {
            for other in Role::ALL.iter().filter(|other| **other != alone) {
                for kind in [Enterprise, Department] {
                    assert!(check_roles(kind, &[alone, *other]).is_err(), "{alone} and {other}");
                }
            }
        }
    }

    #[rstest]
    #[case::own_filer(&[EnterpriseAdministrator], true, EnterpriseFiler, true)]
    #[case::filer_of_another_firm(&[EnterpriseAdministrator], false, EnterpriseFiler, false)]
    #[case::firm_makes_a_reviewer(&[EnterpriseAdministrator], true, Reviewer, false)]
    #[case::own_reviewer(&[DepartmentAdministrator], true, Reviewer, true)]
    #[case::department_makes_an_auditor(&[DepartmentAdministrator], true, Auditor, false)]
    #[case::security_makes_an_auditor(&[SecurityAdministrator], false, Auditor, true)]
    #[case::system_makes_anything(&[SystemAdministrator], true, Reviewer, false)]
    #[case::reviewer_makes_a_reviewer(&[Reviewer], true, Reviewer, false)]
    fn who_may_grant_what(#[case] granter: &[Role], #[case] own: bool, #[case] role: Role, #[case] may: bool) {
        assert_eq!(may_grant(granter, own, role), may);
    }
}
