//! A hall with an enterprise and the three departments above it.

use siku::access::rows::{Account, Organisation};
use siku::access::{Means, Principal, session, store};
use siku::attachment::Kept;
use siku::db::Tx;
use siku::domain::standard::reason;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::attachment::{AttachmentKind, ScanState};
use siku::domain::vocabulary::filing::{ReasonStep, Verdict};
use siku::domain::vocabulary::provenance::HeadKind;
use siku::error::Result;
use siku::filing::hall::attach;
use siku::filing::hall::docket::Docket;
use siku::filing::hall::draft::{self, NewItem, Purpose};
use siku::filing::hall::review::{self, Decision};
use siku::filing::hall::submit;
use siku::filing::route::RouteRow;
use siku::filing::rows::Step;
use siku::heads;
use siku::intake::Filled;
use siku::record::{Act, Record as _};
use siku::vault::Vault;

use crate::support::{Backend, TestApp, bureau, firm, person};

/// The credit code of the enterprise that files.
pub const CODE: &str = "91410100MA0000007G";
/// A sound qualification.
pub const QUALIFICATION: [(&str, &str); 5] = [
    ("title", "建筑工程施工总承包一级"),
    ("certificate_number", "D141000013"),
    ("authority", "河南省住房和城乡建设厅"),
    ("issued_on", "2024-01-05"),
    ("valid_until", "2029-01-04"),
];

/// A hall with people in it.
pub struct Hall {
    /// The app.
    pub app: TestApp,
    /// Who files.
    pub filer: Principal,
    /// Reviewers of the county, the city and the province.
    pub reviewers: [Principal; 3],
}

/// Somebody as the doors let them in.
pub fn principal(app: &TestApp, account: &Account) -> Principal {
    let holder = app.database.db.read_now(|conn| Ok(store::holder(conn, account.id)?)).unwrap().unwrap();
    session::principal(holder, Means::Session { id: 0, csrf_token: String::new() })
}

/// Somebody new of an organisation.
pub fn somebody(app: &TestApp, organisation: &Organisation, login_name: &str, role: Role) -> Principal {
    principal(app, &person(app, organisation, login_name, &[role]))
}

/// A filled row.
pub fn filled(fields: &[(&str, &str)]) -> Filled {
    let mut filled = Filled::default();
    for (field, text) in fields {
        filled.set(field, text);
    }
    filled
}

/// Works of long ago, told apart by a number.
pub fn works(nth: usize) -> Filled {
    let name = format!("金水区第{nth}小学教学楼");
    let fields = [
        ("name", name.as_str()),
        ("region", "410105"),
        ("owner_name", "金水区教育局"),
        ("area", "5,200.5"),
        ("started_on", "2019-04-01"),
        ("finished_on", "2020-06-30"),
    ];
    filled(&fields)
}

impl Hall {
    /// A hall on either database.
    pub fn new(backend: Backend) -> Self {
        Self::over(TestApp::new(backend))
    }

    /// A hall in an app that is there.
    pub fn over(app: TestApp) -> Self {
        let (_, account) = firm(&app, CODE, "410105", "huaxin");
        let filer = principal(&app, &account);
        let tiers = [(Tier::County, "410105"), (Tier::City, "410100"), (Tier::Province, "410000")];
        let reviewers = tiers.map(|(tier, region)| {
            let department = bureau(&app, tier, region);
            somebody(&app, &department, &format!("reviewer.{}", tier.as_str()), Role::Reviewer)
        });
        Self { app, filer, reviewers }
    }

    /// The reviewer of a tier.
    pub fn reviewer(&self, tier: Tier) -> &Principal {
        &self.reviewers[tier as usize]
    }

    /// Does something in a transaction.
    pub fn act<T>(&self, mut work: impl FnMut(&mut Tx<'_>, &Vault) -> Result<T>) -> Result<T> {
        self.app.database.db.write_now(|tx| work(tx, &self.app.vault))
    }

    /// Puts a row into the table of routes.
    pub fn order(&self, row: &RouteRow) {
        let ordered = self.act(|tx, _| {
            let row = RouteRow { id: tx.ids.next(), row_version: 1, ..row.clone() };
            let mut act = Act::on(HeadKind::Route, row.id);
            act.insert(tx, std::slice::from_ref(&row))?;
            act.finish(tx, "cli:test")
        });
        ordered.unwrap();
    }

    /// A draft of some items.
    pub fn draft(&self, kind: &str, act: &str, items: &[Filled]) -> String {
        let items: Vec<NewItem> =
            items.iter().map(|filled| NewItem { filled: filled.clone(), ..NewItem::default() }).collect();
        let purpose = Purpose::named(kind, act).unwrap();
        self.act(|tx, vault| draft::open(tx, vault, &self.filer, purpose, &items)).unwrap().filing.number
    }

    /// A filing that was submitted.
    pub fn submitted(&self, kind: &str, act: &str, items: &[Filled]) -> String {
        let number = self.draft(kind, act, items);
        self.attach_papers(&self.filer, &number);
        self.submit(&number).unwrap();
        number
    }

    /// Attaches the papers without which a filing is not taken.
    pub fn attach_papers(&self, filer: &Principal, number: &str) {
        let paper = Kept {
            name: "扫描件.pdf".to_owned(),
            kind: AttachmentKind::Pdf,
            size: 1_024,
            digest: "0123456789abcdef".to_owned(),
            scan: ScanState::NotRequired,
        };
        let attached = self.act(|tx, vault| {
            let docket = Docket::load(tx.conn, number)?;
            for title in attach::missing(tx.conn, &docket)? {
                attach::attach(tx, vault, filer, number, Some(title), std::slice::from_ref(&paper))?;
            }
            Ok(())
        });
        attached.unwrap();
    }

    /// Submits a filing.
    pub fn submit(&self, number: &str) -> Result<Docket> {
        self.act(|tx, vault| submit::submit(tx, vault, &self.filer, number, None))
    }

    /// Decides on items; on all that wait where none is named.
    pub fn decide(&self, tier: Tier, number: &str, verdict: Verdict, places: &[i64]) -> Result<Docket> {
        self.decide_as(self.reviewer(tier), number, verdict, places)
    }

    /// Decides as somebody.
    pub fn decide_as(&self, reviewer: &Principal, number: &str, verdict: Verdict, places: &[i64]) -> Result<Docket> {
        let reason_code = match verdict {
            Verdict::Approve => None,
            Verdict::Return => Some("R01".to_owned()),
            Verdict::Refuse => Some(a_reason_to_refuse()),
        };
        let decision = Decision { verdict, places: places.to_vec(), reason_code, ..Decision::default() };
        self.act(|tx, vault| review::decide(tx, vault, reviewer, number, &decision))
    }

    /// A filing as it stands.
    pub fn docket(&self, number: &str) -> Docket {
        self.app.database.db.read_now(|conn| Docket::load(conn, number)).unwrap()
    }

    /// What happened to a filing, oldest first.
    pub fn steps(&self, number: &str) -> Vec<Step> {
        let id = self.docket(number).filing.id.0;
        self.app.database.db.read_now(|conn| Ok(Step::load(conn, &[id])?)).unwrap()
    }

    /// Where the ledger and the tables differ.
    pub fn differences(&self) -> usize {
        let report = self.app.database.db.read_now(|conn| heads::verify_ledger(conn, &self.app.vault)).unwrap();
        assert!(report.entries > 0);
        report.differences.len()
    }
}

/// A coded reason for which anything may be refused.
pub fn a_reason_to_refuse() -> String {
    reason::of(ReasonStep::Refuse, "*").first().map(|reason| reason.code.clone()).unwrap()
}
