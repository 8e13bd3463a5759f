//! What operations are about: made for each of them.

use siku::access::organisation::{self, Application};
use siku::access::rows::Account;
use siku::access::session::{self, Origin};
use siku::access::token::{self, NewToken};
use siku::access::totp::TotpSecret;
use siku::access::{account, second_factor, store};
use siku::crosscheck::finding::rows::FindingRow;
use siku::db::Tx;
use siku::domain::vocabulary::access::{AccountState, Role, SessionState, Tier, TokenScope};
use siku::domain::vocabulary::ids::FindingId;
use siku::domain::vocabulary::notice::{NoticeKind, WebhookEvent};
use siku::domain::vocabulary::provenance::HeadKind;
use siku::domain::vocabulary::workbook::{RowVerdict, WorkbookState};
use siku::filing::hall::{attach, content, review, settings};
use siku::filing::route::order::Order;
use siku::filing::workbook;
use siku::filing::workbook::rows::{Workbook, WorkbookRow};
use siku::ledger;
use siku::ledger::store::EntryFilter;
use siku::notice::webhook::{self, Wanted};
use siku::notice::{self, Telling};
use siku::record::Act;

use super::World;
use crate::filing::support::{principal, works};
use crate::support::house::resident_number;
use crate::support::{Person, csv, load, person};

/// What an operation is about.
#[derive(Debug, Default)]
pub struct Thing {
    /// How its address names it.
    pub key: String,
    /// How the address names what stands under it.
    pub under: String,
    /// A secret of it.
    pub secret: String,
}

impl Thing {
    pub(super) fn named(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }
}

impl World {
    /// Something that an operation is about, for whoever holds a role.
    pub fn thing(&self, operation: &str, role: Role) -> Thing {
        let (method, address) = operation.split_once(' ').unwrap();
        let address = address.trim_start_matches("/api/v1");
        match address.split('/').skip(1).collect::<Vec<_>>()[..] {
            ["account", "second-factor", ..] => Thing { secret: self.factor(address, role), ..Thing::default() },
            ["account", "tokens", ..] => Thing::named(self.token(role)),
            ["account", "delegations", ..] => Thing::named(self.delegation(method, address)),
            ["account", ..] => Thing::named(self.session(role)),
            ["accounts"] | ["admin", "accounts"] if method == "GET" => Thing::named(self.first_account(role)),
            ["accounts", "{key}", "delegations", ..] | ["admin", "accounts", "{key}", "delegations", ..] => {
                self.absence(method, address)
            }
            ["accounts", "{key}", ..] | ["admin", "accounts", "{key}", ..] => Thing::named(self.account(address, role)),
            ["organisations"] | ["admin", "organisations"] => Thing::named(&self.pending),
            ["filing-routes", "{key}"] | ["admin", "routes", "{key}", ..] => Thing::named(self.route()),
            ["working-calendar", ..] => Thing::named("2027"),
            ["organisations" | "admin", ..] => Thing::named(self.registered()),
            ["manager-locks" | "manager-reservations", ..] => self.lock(operation),
            ["webhooks", ..] => Thing::named(self.webhook()),
            ["ledger-entries" | "ledger", ..] => Thing::named(self.entry(address)),
            ["notices", ..] => Thing::named(self.notice(role)),
            ["imports", ..] => Thing::named(self.import()),
            ["import-templates", ..] => Thing::named("backfill"),
            ["findings", ..] => Thing::named(self.finding()),
            ["enterprises", "{key}", "findings"] => Thing::named(self.on_file()),
            ["enterprises", "{key}", "standing"] => Thing::named(self.firm_on_file()),
            ["people", "{key}", "findings" | "departure"] => Thing::named(self.somebody()),
            ["projects", "{key}", "findings"] => Thing::named(self.built()),
            ["filing-tasks"] => Thing::named(&self.waiting),
            ["filings", ..] => self.filing(method, address, role),
            _ => Thing::named("0123456789abcdef"),
        }
    }

    pub(super) fn write<T>(&self, work: impl FnMut(&mut Tx<'_>) -> siku::error::Result<T>) -> T {
        self.app().database.db.write_now(work).unwrap()
    }

    /// The code of an enterprise that the registry knows.
    pub fn on_file(&self) -> &'static str {
        let database = &self.app().database;
        let lines = ["统一社会信用代码|企业名称|注册属地", "91410100MA00000236|河南远方建设有限公司|410102"];
        assert!(load(database, &self.app().vault, &[csv(database, "on-file", &lines)]).is_clean());
        "91410100MA00000236"
    }

    /// Somebody whom the registry knows.
    fn somebody(&self) -> String {
        let (id, code) = (resident_number(901), self.firm_on_file());
        let firm = &self.hall.filer.organisation.name;
        let lines = [
            "姓名|证件号码|注册类型及等级|注册专业|注册编号|单位名称|单位统一社会信用代码|有效期止",
            &format!("赵世昌|{id}|一级注册建造师|建筑工程|豫1412006200790001|{firm}|{code}|2028-12-31"),
        ];
        let database = &self.app().database;
        assert!(load(database, &self.app().vault, &[csv(database, "somebody", &lines)]).is_clean());
        let found = database.db.read_now(|conn| {
            let ids = siku::registry::personnel::store::ids_after(conn, 0, 1)?;
            let ids: Vec<_> = ids.into_iter().map(siku::domain::vocabulary::ids::PersonId).collect();
            siku::registry::personnel::service::names(conn, &ids)
        });
        found.unwrap().into_values().next().unwrap().0
    }

    /// A project that the registry knows.
    fn built(&self) -> String {
        let number = "4101052603990101";
        let lines = ["项目编号|项目名称|项目分类|项目所在地", &format!("{number}|金水区第九十九小学教学楼|01|410105")];
        let database = &self.app().database;
        assert!(load(database, &self.app().vault, &[csv(database, "built", &lines)]).is_clean());
        number.to_owned()
    }

    /// The code of the firm, which the registry knows.
    fn firm_on_file(&self) -> String {
        let firm = &self.hall.filer.organisation;
        let code = firm.credit_code.clone().unwrap();
        let lines = ["统一社会信用代码|企业名称|注册属地", &format!("{code}|{}|410105", firm.name)];
        let database = &self.app().database;
        assert!(load(database, &self.app().vault, &[csv(database, "firm", &lines)]).is_clean());
        code
    }

    /// A finding about the firm, in the county.
    fn finding(&self) -> String {
        let (vault, key) = (&self.app().vault, format!("X05|-|-|{}|合同", self.count()));
        let code = self.firm_on_file();
        let enterprise_id = self.write(|tx| organisation::enterprise_of(tx.conn, &code));
        self.write(|tx| {
            let row = FindingRow {
                id: FindingId(tx.ids.next()),
                public_id: vault.public_id("finding", &key),
                finding_key: key.clone(),
                rule: "X05".to_owned(),
                rule_version: 1,
                owner_kind: HeadKind::Enterprise,
                owner_id: enterprise_id.map_or(0, |id| id.0),
                enterprise_id,
                region_code: "410105".to_owned(),
                record: "合同".to_owned(),
                because: "没有资质".to_owned(),
                seen: "[]".to_owned(),
                opened_at: tx.now,
                changed_at: tx.now,
                row_version: 1,
                ..FindingRow::default()
            };
            let mut act = Act::on(HeadKind::Finding, row.id);
            act.insert(tx, std::slice::from_ref(&row))?;
            act.finish(tx, "cli:test")?;
            Ok(row.public_id)
        })
    }

    /// An enterprise that waits to be let in.
    pub fn registered(&self) -> String {
        let application = Application {
            credit_code: "91410100MA00000311".to_owned(),
            name: "河南新来建设有限公司".to_owned(),
            region_code: "410105".to_owned(),
            applicant: Person::named(&format!("clerk{}", self.count()), &[]),
        };
        self.write(|tx| organisation::register(tx, &self.app().vault, &application)).0.public_id
    }

    fn account(&self, address: &str, role: Role) -> String {
        let of = if role == Role::EnterpriseAdministrator { &self.firm } else { &self.county };
        let made = person(self.app(), of, &format!("somebody{}", self.count()), &[]);
        if address.ends_with("/enabling") {
            let by = principal(self.app(), self.own(Role::SecurityAdministrator));
            self.write(|tx| account::set_state(tx, &by, &made.public_id, AccountState::Disabled));
        }
        made.public_id
    }

    /// One that the first page of somebody's list shows.
    fn first_account(&self, role: Role) -> &str {
        match role {
            Role::EnterpriseAdministrator => &self.hall.filer.public_id,
            _ => &self.hall.reviewer(Tier::County).public_id,
        }
    }

    fn session(&self, role: Role) -> String {
        let account = self.own(role);
        let mut sessions = self.write(|tx| {
            let mut act = session::of(account);
            let (vault, state) = (&self.app().vault, SessionState::Open);
            session::begin(tx, &mut act, vault, account.id, state, &Origin::default())?;
            act.finish(tx, "cli:test")?;
            Ok(store::sessions_of(tx.conn, account.id)?)
        });
        sessions.sort_by_key(|session| session.id);
        sessions.pop().unwrap().public_id
    }

    fn token(&self, role: Role) -> String {
        let (name, by) = ("测试程序".to_owned(), principal(self.app(), self.own(role)));
        let new = NewToken { name, scopes: vec![scope(role)], days: 30 };
        self.write(|tx| token::create(tx, &self.app().vault, &by, &new)).0.public_id
    }

    /// An entry of the ledger; of the list, one that its first page shows.
    fn entry(&self, address: &str) -> String {
        self.route();
        let latest =
            self.app().database.db.read_now(|conn| Ok(ledger::store::latest(conn, &EntryFilter::default(), None, 1)?));
        let entry = latest.unwrap().pop().unwrap();
        if address.ends_with("{key}") { entry.id.to_string() } else { entry.actor }
    }

    /// A token of somebody, with all that they may hand on.
    pub fn bearer(&self, account: &Account) -> String {
        let by = principal(self.app(), account);
        let new = NewToken { name: "测试程序".to_owned(), scopes: token::offered(&by), days: 30 };
        self.write(|tx| token::create(tx, &self.app().vault, &by, &new)).1.expose().to_owned()
    }

    /// The secret of a second factor that waits to be confirmed; in force already where it is to be removed.
    fn factor(&self, address: &str, role: Role) -> String {
        let (account, vault) = (self.own(role), &self.app().vault);
        self.write(|tx| {
            let mut act = session::of(account);
            let holder = store::holder(tx.conn, account.id)?.unwrap();
            act.touch(tx, &holder.account)?;
            second_factor::withdraw(tx, &mut act, account)?;
            act.finish(tx, "cli:test")
        });
        let by = principal(self.app(), account);
        if address.ends_with("/second-factor") {
            return String::new();
        }
        let secret = self.write(|tx| second_factor::begin(tx, vault, &by));
        if address.ends_with("/removal") {
            self.write(|tx| second_factor::confirm(tx, vault, &by, &self.one_time_password(&secret, -1)));
        }
        secret.base32().to_string()
    }

    /// The one-time password of now, or of so many time steps later.
    pub fn one_time_password(&self, secret: &TotpSecret, steps: i64) -> String {
        secret.password(self.app().database.db.clock().now().and_utc().timestamp() / 30 + steps)
    }

    /// A route that is to come.
    fn route(&self) -> String {
        let by = principal(self.app(), self.own(Role::SystemAdministrator));
        let ordered = Order {
            kind: "performance".to_owned(),
            region_code: "410105".to_owned(),
            tiers: vec![Tier::County],
            working_days: 3,
            valid_from: Some(self.later()),
            ..Order::default()
        };
        self.write(|tx| settings::order(tx, &by, &ordered)).id.to_string()
    }

    /// The department's webhook: it may not have many.
    fn webhook(&self) -> String {
        let known = self.write(|tx| Ok(webhook::store::of_organisation(tx.conn, self.county.id)?));
        if let Some(known) = known.first() {
            return known.public_id.clone();
        }
        let url = "https://example.gov.cn/siku".to_owned();
        let wanted = Wanted { url, events: vec![WebhookEvent::FilingSubmitted] };
        self.write(|tx| webhook::register(tx, &self.app().vault, self.county.id, &wanted, false, "cli:test"))
            .0
            .public_id
    }

    fn notice(&self, role: Role) -> String {
        let account_id = self.own(role).id;
        let telling = Telling {
            account_id,
            kind: NoticeKind::FilingReturned,
            title: "业绩申报被退回",
            body: "",
            address: "/filings/F-410105-20261122-000001",
        };
        let told = self.write(|tx| {
            notice::tell(tx, &self.app().vault, &telling)?;
            Ok(notice::store::page(tx.conn, account_id, true, None, 1)?)
        });
        told.first().unwrap().public_id.clone()
    }

    /// A workbook that was looked at, with a good row.
    fn import(&self) -> String {
        let (filer, vault) = (&self.hall.filer, &self.app().vault);
        let organisation_id = filer.organisation.id;
        let (_, sheet) = workbook::purpose("backfill").unwrap();
        let filled = works(self.count());
        self.write(|tx| {
            // One workbook has the file that is kept, as one has any file.
            let before = workbook::store::by_digest(tx.conn, organisation_id, "backfill", &self.workbook)?;
            if let Some(before) = before {
                let digest = format!("before {}", before.id);
                workbook::store::update(tx.conn, Workbook { digest, ..before })?;
            }
            let id = tx.ids.next();
            let held = Workbook {
                organisation_id,
                id,
                public_id: vault.public_id("workbook", &id.to_string()),
                account_id: filer.account_id,
                name: "业绩.xlsx".to_owned(),
                act: "backfill".to_owned(),
                digest: self.workbook.clone(),
                size: 1,
                state: WorkbookState::Checked,
                rows_at_most: Some(1),
                good: 1,
                wrong: 0,
                known: 0,
                findings_cipher: None,
                filing_id: None,
                uploaded_at: tx.now,
                checked_at: Some(tx.now),
                row_version: 1,
            };
            workbook::store::insert(tx.conn, &held)?;
            let row = WorkbookRow {
                organisation_id,
                id: tx.ids.next(),
                workbook_id: id,
                sheet: sheet.title.to_owned(),
                number: 2,
                verdict: RowVerdict::Good,
                title: "教学楼".to_owned(),
                content_cipher: Some(content::seal(vault, &filled)?),
                content_hash: content::hash(vault, organisation_id.0, sheet, &filled)?,
                findings_cipher: None,
                row_version: 1,
            };
            workbook::store::insert_rows(tx.conn, &[row])?;
            Ok(held.public_id)
        })
    }

    fn filing(&self, method: &str, address: &str, role: Role) -> Thing {
        let is_of_draft = match address.trim_start_matches("/filings/{key}") {
            "/submissions"
            | "/submission"
            | "/items/new"
            | "/items/{place}"
            | "/items/{place}/removal"
            | "/attachments/{id}/removal" => true,
            "/items" | "/attachments" | "/attachments/{id}" => method != "GET",
            _ => false,
        };
        let number = if is_of_draft { self.draft() } else { self.submitted() };
        if matches!((method, address), ("DELETE", "/filings/{key}/claims") | ("POST", "/filings/{key}/release")) {
            let by = principal(self.app(), self.own(role));
            self.write(|tx| review::claim(tx, &by, &number));
        }
        let docket = self.hall.docket(&number);
        let attached = self.app().database.db.read_now(|conn| attach::attachments(conn, &docket)).unwrap();
        Thing { under: attached[0].public_id.clone(), ..Thing::named(number) }
    }
}

/// A scope that a role may hand on.
pub fn scope(role: Role) -> TokenScope {
    TokenScope::ALL.iter().copied().find(|scope| scope.is_within(&[role])).unwrap()
}
