//! Who may do what: organisations, accounts, roles, and what a program may do for an account.

use super::provenance::DataLevel;
use crate::standard::region;

mod duties;

pub use duties::{RoleConflict, check_roles, may_grant};

text_enum! {
    /// What kind of organisation an account acts for.
    OrganisationKind {
        #[default]
        Enterprise = "enterprise" / "企业",
        Department = "department" / "主管部门",
    }
}

text_enum! {
    /// Whether an organisation is who it says it is.
    OrganisationState {
        #[default]
        Pending = "pending" / "待核验",
        Verified = "verified" / "已核验",
        Refused = "refused" / "未通过核验",
        Suspended = "suspended" / "已停用",
    }
}

text_enum! {
    /// Whether an account may sign in.
    AccountState {
        #[default]
        Active = "active" / "正常",
        Disabled = "disabled" / "已停用",
    }
}

text_enum! {
    /// How far a session has come.
    SessionState {
        #[default]
        AwaitingSecondFactor = "awaiting_second_factor" / "待输入动态码",
        Open = "open" / "已登录",
        Ended = "ended" / "已结束",
    }
}

text_enum! {
    /// Where a delegation stands on a day.
    DelegationState {
        ToCome = "to_come" / "尚未开始",
        InForce = "in_force" / "代理中",
        #[default]
        Over = "over" / "已到期",
        Ended = "ended" / "已提前结束",
        Withdrawn = "withdrawn" / "未开始即撤回",
    }
}

impl DelegationState {
    /// Whether it counts, or will.
    pub fn is_open(self) -> bool {
        matches!(self, Self::ToCome | Self::InForce)
    }
}

text_enum! {
    /// The tier of a department: a county's work is looked over by its city, a city's by its province.
    Tier {
        #[default]
        County = "county" / "县级",
        City = "city" / "市级",
        Province = "province" / "省级",
    }
}

impl Tier {
    /// The data level that the approval of this tier gives.
    pub fn data_level(self) -> DataLevel {
        match self {
            Self::County => DataLevel::County,
            Self::City => DataLevel::City,
            Self::Province => DataLevel::Province,
        }
    }

    /// Whether a department of this tier can be in charge of a region: a province's of the whole province, a city's of a
    /// city, or of a county that the province runs itself.
    pub fn fits(self, region_code: &str) -> bool {
        let digits = region::prefix(region_code).map(str::len);
        match self {
            Self::Province => digits == Some(2),
            Self::City => matches!(digits, Some(4 | 6)),
            Self::County => digits == Some(6),
        }
    }
}

text_enum! {
    /// What an account may do. Three administrators keep an eye on each other (三员分立): one runs the system, one grants
    /// the rights, one reads what both did.
    Role {
        #[default]
        EnterpriseFiler = "enterprise_filer" / "企业申报员",
        EnterpriseAdministrator = "enterprise_administrator" / "企业管理员",
        Reviewer = "reviewer" / "审核人员",
        DepartmentAdministrator = "department_administrator" / "部门管理员",
        Auditor = "auditor" / "审计管理员",
        SystemAdministrator = "system_administrator" / "系统管理员",
        SecurityAdministrator = "security_administrator" / "安全管理员",
    }
}

impl Role {
    /// The kind of organisation whose people may hold it.
    pub fn organisation_kind(self) -> OrganisationKind {
        match self {
            Self::EnterpriseFiler | Self::EnterpriseAdministrator => OrganisationKind::Enterprise,
            _ => OrganisationKind::Department,
        }
    }

    /// Whether whoever holds it holds nothing else: the three administrators.
    pub fn stands_alone(self) -> bool {
        matches!(self, Self::Auditor | Self::SystemAdministrator | Self::SecurityAdministrator)
    }
}

text_enum! {
    /// What a program may do with a token.
    TokenScope {
        #[default]
        FilingsRead = "filings:read" / "读取申报",
        FilingsWrite = "filings:write" / "申报",
        ReviewsWrite = "reviews:write" / "审核申报",
        AccountsRead = "accounts:read" / "读取账号和单位",
        AccountsWrite = "accounts:write" / "管理账号和单位",
        LedgerRead = "ledger:read" / "读取台账",
    }
}

impl TokenScope {
    /// The roles that may do it, and so may have a program do it.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            Auditor, DepartmentAdministrator, EnterpriseAdministrator, EnterpriseFiler, Reviewer,
            SecurityAdministrator, SystemAdministrator,
        };
        match self {
            Self::FilingsRead => {
                &[EnterpriseFiler, EnterpriseAdministrator, Reviewer, DepartmentAdministrator, Auditor]
            }
            Self::FilingsWrite => &[EnterpriseFiler],
            Self::ReviewsWrite => &[Reviewer],
            Self::AccountsRead => &[
                EnterpriseAdministrator,
                Reviewer,
                DepartmentAdministrator,
                Auditor,
                SystemAdministrator,
                SecurityAdministrator,
            ],
            Self::AccountsWrite => &[
                EnterpriseAdministrator,
                Reviewer,
                DepartmentAdministrator,
                SystemAdministrator,
                SecurityAdministrator,
            ],
            Self::LedgerRead => &[Auditor],
        }
    }

    /// Whether somebody with these roles may have a program do it.
    pub fn is_within(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.roles().contains(role))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::province(Tier::Province, "410000", true)]
    #[case::no_province(Tier::Province, "410100", false)]
    #[case::city(Tier::City, "410100", true)]
    #[case::county_run_by_the_province(Tier::City, "419001", true)]
    #[case::no_city(Tier::City, "410000", false)]
    #[case::county(Tier::County, "410105", true)]
    #[case::no_county(Tier::County, "410100", false)]
    #[case::no_region(Tier::County, "41010", false)]
    fn a_department_is_in_charge_of_a_region_of_its_tier(#[case] tier: Tier, #[case] region: &str, #[case] fits: bool) {
        assert_eq!(tier.fits(region), fits);
    }

    #[test]
    fn each_tier_gives_its_own_data_level_and_outranks_the_one_below() {
        let levels: Vec<DataLevel> = Tier::ALL.iter().map(|tier| tier.data_level()).collect();
        assert_eq!(levels, [DataLevel::County, DataLevel::City, DataLevel::Province]);
        assert!(Tier::County < Tier::City && Tier::City < Tier::Province);
    }

    #[test]
    fn an_auditors_program_writes_nothing() {
        let writing = TokenScope::ALL.iter().filter(|scope| scope.as_str().ends_with(":write"));
        assert!(writing.clone().count() > 0);
        assert!(writing.into_iter().all(|scope| !scope.is_within(&[Role::Auditor])));
    }
}
