//! Everybody who may ask, here and elsewhere; and every operation and form as it is done well, about something that was
//! made for it. What holds for all of them is asked of all of them: see `access::coverage` and `ledger_coverage`.

mod away;
mod deeds;
mod locks;
mod things;

use std::cell::Cell;

use siku::access::rows::{Account, Organisation};
use siku::access::{Principal, store};
use siku::attachment::{Kept, Offered};
use siku::domain::vocabulary::access::{Role, Tier};
use siku::filing::hall::attach;

use crate::filing::support::{Hall, works};
use crate::support::{Backend, TestApp, bureau, firm, person};
use crate::workbook::support::{row, workbook};

pub use deeds::Deed;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n";

/// A hall in which everybody is there twice: in charge of it, and from elsewhere.
pub struct World {
    /// The hall.
    pub hall: Hall,
    own: Vec<Account>,
    elsewhere: Vec<Account>,
    firm: Organisation,
    county: Organisation,
    /// A file that is kept.
    paper: Kept,
    /// A workbook that is kept.
    workbook: String,
    /// An enterprise that waits to be let in, and a filing that waits for the county: nobody decides about them.
    pending: String,
    waiting: String,
    counted: Cell<usize>,
}

impl World {
    /// A world on either database.
    pub async fn new(backend: Backend) -> Self {
        let hall = Hall::new(backend);
        let app = &hall.app;
        let house = |principal: &Principal| organisation(app, &principal.organisation.public_id);
        let (own_firm, county) = (house(&hall.filer), house(hall.reviewer(Tier::County)));
        let province = house(hall.reviewer(Tier::Province));
        let (other_firm, _) = firm(app, "91410100MA00000236", "410102", "yuanfang");
        let other_county = bureau(app, Tier::County, "410102");
        let own = Role::ALL.iter().map(|role| match role {
            Role::EnterpriseFiler | Role::EnterpriseAdministrator => (role, &own_firm),
            Role::Reviewer | Role::DepartmentAdministrator => (role, &county),
            _ => (role, &province),
        });
        let own = own.map(|(role, of)| person(app, of, &format!("own.{}", role.as_str()), &[*role])).collect();
        let elsewhere = Role::ALL.iter().map(|role| match role {
            Role::EnterpriseFiler | Role::EnterpriseAdministrator => (role, &other_firm),
            _ => (role, &other_county),
        });
        let elsewhere = elsewhere.map(|(role, of)| person(app, of, &format!("far.{}", role.as_str()), &[*role]));
        let elsewhere = elsewhere.collect();
        let offered = Offered { name: "扫描件.pdf".to_owned(), media_type: None, bytes: PDF.to_vec() };
        let attachments = app.state().attachments;
        let paper = attachments.keep(offered).await.unwrap();
        let workbook = attachments.keep_to_read("业绩.xlsx", workbook(&[row(1)])).await.unwrap();
        let world = Self {
            own,
            elsewhere,
            firm: own_firm,
            county,
            paper,
            workbook,
            pending: String::new(),
            waiting: String::new(),
            counted: Cell::new(0),
            hall,
        };
        let (pending, waiting) = (world.registered(), world.submitted());
        Self { pending, waiting, ..world }
    }

    /// The app.
    pub fn app(&self) -> &TestApp {
        &self.hall.app
    }

    /// Whoever holds a role, and what is asked about is theirs or in their region.
    pub fn own(&self, role: Role) -> &Account {
        &self.own[role as usize]
    }

    /// Whoever holds the same role in another enterprise or region.
    pub fn elsewhere(&self, role: Role) -> &Account {
        &self.elsewhere[role as usize]
    }

    /// Entries of the ledger.
    pub fn entries(&self) -> i64 {
        self.app().database.db.read_now(|conn| Ok(siku::ledger::store::count(conn)?)).unwrap()
    }

    /// A number that nothing else has.
    fn count(&self) -> usize {
        self.counted.set(self.counted.get() + 1);
        self.counted.get()
    }

    /// A draft with two items and a paper.
    fn draft(&self) -> String {
        let items = [works(self.count()), works(self.count())];
        let number = self.hall.draft("performance", "backfill", &items);
        let (filer, papers) = (&self.hall.filer, std::slice::from_ref(&self.paper));
        self.hall.act(|tx, vault| attach::attach(tx, vault, filer, &number, None, papers)).unwrap();
        number
    }

    /// The same, submitted.
    fn submitted(&self) -> String {
        let number = self.draft();
        self.hall.submit(&number).unwrap();
        number
    }
}

fn organisation(app: &TestApp, public_id: &str) -> Organisation {
    let found = app.database.db.read_now(|conn| Ok(store::organisation_by_public_id(conn, public_id)?));
    found.unwrap().unwrap()
}
