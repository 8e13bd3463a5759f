//! Accounts for tests, made as their administrators would have made them.

use std::sync::LazyLock;

use siku::access::account::{self, NewAccount};
use siku::access::contact::Contact;
use siku::access::organisation::{self, Application, Decision, NewDepartment};
use siku::access::password::{self, Password};
use siku::access::rows::{Account, Organisation};
use siku::access::{Means, Principal, session, store};
use siku::domain::vocabulary::access::{Role, Tier};

use super::TestApp;

/// Everybody's password.
pub const PASSWORD: &str = "嵩山少林一九八二年的秋天";

/// Hashed once: it takes as long as it should.
static HASH: LazyLock<String> = LazyLock::new(|| password::hash(&Password::new(PASSWORD)).unwrap());

/// An account that is to be, with the one password.
pub struct Person;

impl Person {
    /// Somebody who signs in by a name.
    pub fn named(login_name: &str, roles: &[Role]) -> NewAccount {
        NewAccount {
            login_name: login_name.to_owned(),
            person_name: format!("{login_name}（测试）"),
            contact: Contact::default(),
            password_hash: HASH.clone(),
            must_change_password: false,
            roles: roles.to_vec(),
        }
    }
}

/// A department in charge of a region.
pub fn bureau(app: &TestApp, tier: Tier, region_code: &str) -> Organisation {
    let name = format!("{region_code}{tier}住房和城乡建设局");
    let new = NewDepartment { name, region_code: region_code.to_owned(), tier };
    app.database.db.write_now(|tx| organisation::create_department(tx, &app.vault, &new, "cli:test")).unwrap()
}

/// An account of an organisation.
pub fn person(app: &TestApp, organisation: &Organisation, login_name: &str, roles: &[Role]) -> Account {
    let new = Person::named(login_name, roles);
    app.database.db.write_now(|tx| account::create(tx, &app.vault, organisation, &new, Some("cli:test"))).unwrap()
}

/// An enterprise that was let in, with the account of who asked; `login_name` administers and files.
pub fn firm(app: &TestApp, credit_code: &str, region_code: &str, login_name: &str) -> (Organisation, Account) {
    let application = Application {
        credit_code: credit_code.to_owned(),
        name: format!("河南{login_name}建设有限公司"),
        region_code: region_code.to_owned(),
        applicant: Person::named(login_name, &[]),
    };
    let registered = app.database.db.write_now(|tx| {
        let (organisation, account) = organisation::register(tx, &app.vault, &application)?;
        let province = organisation::create_department(
            tx,
            &app.vault,
            &NewDepartment {
                name: format!("核验{login_name}的部门"),
                region_code: format!("{}0000", &region_code[..2]),
                tier: Tier::Province,
            },
            "cli:test",
        )?;
        let verifier = Person::named(&format!("verifier.of.{login_name}"), &[Role::Reviewer]);
        let verifier = account::create(tx, &app.vault, &province, &verifier, Some("cli:test"))?;
        let holder = store::holder(tx.conn, verifier.id)?.unwrap();
        let verifier: Principal = session::principal(holder, Means::Token { id: 0, scopes: Vec::new() });
        let organisation = organisation::decide(tx, &verifier, &organisation.public_id, &Decision::Verify, None)?;
        Ok((organisation, account))
    });
    registered.unwrap()
}
