//! A market with a manager, their firm, a rival, the department in charge and another.

use actix_web::http::Method;
use serde_json::Value;
use siku::access::rows::Account;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::jobs::Job as _;
use siku::registry::lock::upkeep::{ReleaseLapsed, Releasing};

use crate::lookup::market::{HUAXIN, JINQIAO, Market};
use crate::support::{Answer, Backend, Browser, TestApp, bureau, firm, person};

/// The manager.
pub const NAME: &str = "王建国";
/// Their registration.
pub const NUMBER: &str = "豫1412006200700001";

/// The market and the people in it.
pub struct Scene {
    /// The market.
    pub market: Market,
    /// Files for the manager's firm.
    pub filer: Account,
    /// Files for another.
    pub rival: Account,
    /// Reviews where the projects are.
    pub reviewer: Account,
    /// Reviews elsewhere.
    pub far: Account,
}

impl Scene {
    /// Nothing is locked yet.
    pub fn new(backend: Backend) -> Self {
        let market = Market::new(backend);
        market.constructor(NAME, 1, NUMBER, HUAXIN);
        market.constructor("李明", 2, "豫1412006200700002", JINQIAO);
        let app = &market.app;
        let (_, filer) = firm(app, HUAXIN.0, "410105", "huaxin");
        let (_, rival) = firm(app, JINQIAO.0, "410105", "jinqiao");
        let (here, elsewhere) = (bureau(app, Tier::County, "410105"), bureau(app, Tier::County, "410102"));
        let reviewer = person(app, &here, "reviewer", &[Role::Reviewer]);
        let far = person(app, &elsewhere, "far", &[Role::Reviewer]);
        Self { market, filer, rival, reviewer, far }
    }

    /// The app.
    pub fn app(&self) -> &TestApp {
        &self.market.app
    }

    /// What is answered to somebody.
    pub async fn ask(&self, by: &Account, method: Method, path: &str, body: &Value) -> Answer {
        Browser::admitted(self.app(), by).json(self.app(), method, &format!("/api/v1{path}"), body).await
    }

    /// What somebody made.
    pub async fn made(&self, by: &Account, path: &str, body: &Value) -> Value {
        let answer = self.ask(by, Method::POST, path, body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// The locks that somebody sees as theirs.
    pub async fn list(&self, by: &Account) -> Value {
        Browser::admitted(self.app(), by).get(self.app(), "/api/v1/manager-locks").await.good()
    }

    /// Does what the daily job does.
    pub async fn sweep(&self) {
        let (db, vault) = (self.app().database.db.clone(), self.app().vault.clone());
        ReleaseLapsed {}.run(&Releasing { db, vault }).await.unwrap();
    }
}
