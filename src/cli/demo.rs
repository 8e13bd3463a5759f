//! The people of a demonstration: one account for each thing that can be done here, all with one password.

use super::output::say;
use crate::access::account::{self, NewAccount};
use crate::access::contact::Contact;
use crate::access::organisation::{self, Application, Decision, NewDepartment};
use crate::access::password::{self, Password};
use crate::access::rows::Organisation;
use crate::access::{Means, Principal, session, store};
use crate::db::{Conn, Db, Tx};
use crate::domain::standard::region;
use crate::domain::vocabulary::access::{Role, Tier};
use crate::error::{Error, Result};
use crate::registry::enterprise::store as enterprises;
use crate::vault::Vault;

/// Everybody's password, in a demonstration only.
const PASSWORD: &str = "siku-demo-2026";
/// By whom it was made, for the ledger.
const ACTOR: &str = "cli:demo";

/// Makes the accounts and says who they are. Without an enterprise on file there is none of an enterprise.
pub fn people(db: &Db, vault: &Vault) -> Result<()> {
    let hash = password::hash(&Password::new(PASSWORD))?;
    let made = db.write_now(|tx| Cast { tx, vault, hash: &hash, made: Vec::new() }.assemble())?;
    say(&format!("演示账号（密码都是 {PASSWORD}，只用于演示）："));
    for line in made {
        say(&format!("  {line}"));
    }
    Ok(())
}

/// Who is being made.
struct Cast<'a, 'b> {
    tx: &'a mut Tx<'b>,
    vault: &'a Vault,
    hash: &'a str,
    made: Vec<String>,
}

impl Cast<'_, '_> {
    fn assemble(mut self) -> Result<Vec<String>> {
        let enterprise = enterprise(self.tx.conn)?;
        let county_code = enterprise.as_ref().map_or_else(|| "410105".to_owned(), |found| found.region_code.clone());
        let [city_code, province_code] =
            [4, 2].map(|digits| format!("{:0<6}", county_code.get(..digits).unwrap_or_default()));
        let county = self.bureau(Tier::County, &county_code)?;
        let city = self.bureau(Tier::City, &city_code)?;
        let province = self.bureau(Tier::Province, &province_code)?;
        self.account(&county, "county", "县级审核员", &[Role::Reviewer])?;
        self.account(&county, "deputy", "县级复核员", &[Role::Reviewer])?;
        self.account(&city, "city", "市级审核员", &[Role::Reviewer])?;
        self.account(&province, "province", "省级审核员", &[Role::Reviewer])?;
        self.account(&county, "bureau", "部门管理员", &[Role::DepartmentAdministrator])?;
        self.account(&province, "auditor", "审计管理员", &[Role::Auditor])?;
        self.account(&province, "system", "系统管理员", &[Role::SystemAdministrator])?;
        self.account(&province, "security", "安全管理员", &[Role::SecurityAdministrator])?;
        if let Some(enterprise) = enterprise {
            self.firm(enterprise)?;
        }
        Ok(self.made)
    }

    fn bureau(&mut self, tier: Tier, region_code: &str) -> Result<Organisation> {
        let place = region::find(region_code).map_or("", |region| region.name.as_str());
        let name = format!("{place}住房和城乡建设{}", if tier == Tier::Province { "厅" } else { "局" });
        let new = NewDepartment { name, region_code: region_code.to_owned(), tier };
        organisation::create_department(self.tx, self.vault, &new, ACTOR)
    }

    fn account(&mut self, of: &Organisation, login_name: &str, person_name: &str, roles: &[Role]) -> Result<()> {
        let new = self.person(login_name, person_name, roles);
        account::create(self.tx, self.vault, of, &new, Some(ACTOR))?;
        self.tell(login_name, roles, &of.name);
        Ok(())
    }

    fn person(&self, login_name: &str, person_name: &str, roles: &[Role]) -> NewAccount {
        NewAccount {
            login_name: login_name.to_owned(),
            person_name: person_name.to_owned(),
            contact: Contact::typed("13800000000", &format!("{login_name}@example.com")),
            password_hash: self.hash.to_owned(),
            must_change_password: false,
            roles: roles.to_vec(),
        }
    }

    fn tell(&mut self, login_name: &str, roles: &[Role], organisation: &str) {
        let roles = roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、");
        self.made.push(format!("{login_name:<9} {roles}（{organisation}）"));
    }

    /// An enterprise of the demonstration: registered by its administrator, let in by the county.
    fn firm(&mut self, enterprise: Known) -> Result<()> {
        let applicant = self.person("firm", "企业管理员", &[]);
        let Known { credit_code, name, region_code } = enterprise;
        let application = Application { credit_code, name, region_code, applicant };
        let (organisation, _) = organisation::register(self.tx, self.vault, &application)?;
        let reviewer = self.reviewer()?;
        let firm = organisation::decide(self.tx, &reviewer, &organisation.public_id, &Decision::Verify, None)?;
        self.tell("firm", &[Role::EnterpriseAdministrator, Role::EnterpriseFiler], &firm.name);
        self.account(&firm, "filer", "企业申报员", &[Role::EnterpriseFiler])
    }

    fn reviewer(&mut self) -> Result<Principal> {
        let account = store::account_by_login_name(self.tx.conn, "county")?;
        let holder = account.map(|account| store::holder(self.tx.conn, account.id)).transpose()?.flatten();
        let means = Means::Token { id: 0, scopes: Vec::new() };
        holder.map(|holder| session::principal(holder, means)).ok_or_else(|| Error::internal("no reviewer was made"))
    }
}

/// An enterprise on file.
struct Known {
    credit_code: String,
    name: String,
    region_code: String,
}

/// The first enterprise whose code and county are known.
fn enterprise(conn: &mut Conn) -> Result<Option<Known>> {
    let found = enterprises::with_code_and_county(conn)?;
    Ok(found.map(|(credit_code, name, region_code)| Known { credit_code, name, region_code }))
}
