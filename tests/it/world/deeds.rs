//! How each operation and each form is done well. A new one that needs more than its address has a line here.

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use siku::access::totp::TotpSecret;
use siku::domain::vocabulary::access::Role;

use super::things::{Thing, scope};
use super::{PDF, World};
use crate::filing::support::works;
use crate::support::{Browser, PASSWORD, form};

const NEW_PASSWORD: &str = "洛阳牡丹二零二六年的春天";

/// A request that should be answered well, by whoever it was made for.
#[derive(Debug)]
pub struct Deed {
    method: Method,
    path: String,
    body: Body,
    /// What it is about, as lists name it.
    pub about: String,
}

/// What is sent.
#[derive(Debug)]
enum Body {
    Nothing,
    Json(Value),
    Form(Vec<(&'static str, String)>),
    File,
}

impl Deed {
    /// The request, as a browser sends it.
    pub fn request(&self, world: &World, browser: &Browser) -> TestRequest {
        let token = browser.csrf(world.app());
        let request = TestRequest::with_uri(&self.path).method(self.method.clone());
        let request = match &self.body {
            Body::Form(fields) => {
                let typed = fields.iter().map(|(name, value)| (*name, value.as_str()));
                let fields: Vec<(&str, &str)> = std::iter::once(("csrf_token", token.as_str())).chain(typed).collect();
                form(&self.path, &fields)
            }
            body => body.put(request).insert_header(("x-csrf-token", token)),
        };
        browser.bears(request)
    }

    /// The request, as a program or nobody in particular sends it.
    pub fn bare(&self) -> TestRequest {
        self.body.put(TestRequest::with_uri(&self.path).method(self.method.clone()))
    }
}

impl Body {
    fn put(&self, request: TestRequest) -> TestRequest {
        match self {
            Self::Json(json) => request.set_json(json),
            Self::File => {
                let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
                    Content-Type: application/pdf\r\n\r\n";
                let body = [head.as_bytes(), PDF, b"\r\n--x--\r\n"].concat();
                request.insert_header((CONTENT_TYPE, "multipart/form-data; boundary=x")).set_payload(body)
            }
            Self::Nothing | Self::Form(_) => request,
        }
    }
}

impl World {
    /// An operation (`GET /api/v1/filings/{key}`) or a form, for whoever holds a role, about something new.
    pub fn deed(&self, operation: &str, role: Role) -> Deed {
        let (method, address) = operation.split_once(' ').unwrap();
        let thing = self.thing(operation, role);
        let path = address.replace("{key}", &thing.key).replace("{id}", &thing.under).replace("{place}", "1");
        let has_file = address.ends_with("/attachments") || address == "/imports";
        let is_form = method == "POST" && !address.starts_with("/api/") && !has_file;
        let body =
            if is_form { Body::Form(self.fields(address, role, &thing)) } else { self.body(operation, role, &thing) };
        Deed { method: method.parse().unwrap(), path, body, about: thing.key }
    }

    fn body(&self, operation: &str, role: Role, thing: &Thing) -> Body {
        if operation.starts_with("POST ") && ["/attachments", "/imports"].iter().any(|end| operation.ends_with(end)) {
            return Body::File;
        }
        let (method, address) = operation.split_once(" /api/v1").unwrap_or((operation, ""));
        let item = || json!({ "fields": works(self.count()).fields });
        Body::Json(match (method, address) {
            ("POST", "/eligibility-checks") => {
                json!({ "enterprise": self.on_file(), "kind": "施工总承包/建筑工程/房屋建筑" })
            }
            ("POST", "/account/tokens") => json!({ "name": "测试程序", "scopes": [scope(role)], "days": 30 }),
            ("POST", "/account/delegations" | "/accounts/{key}/delegations") => {
                let today = self.app().database.db.clock().today();
                json!({ "deputy_id": self.deputy(), "first_day": today, "last_day": today })
            }
            ("POST", "/accounts") => json!({ "login_name": self.name(), "person_name": "李明", "roles": [] }),
            ("PATCH", "/accounts/{key}") => json!({ "state": "disabled" }),
            ("POST", "/organisations") => json!({
                "credit_code": "91410100MA00000311", "name": "河南新来建设有限公司", "region_code": "410105",
                "person_name": "王建国", "login_name": self.name(), "password": PASSWORD,
            }),
            ("POST", "/organisations/{key}/verifications") => json!({ "decision": "refuse", "reason": "名称不一致" }),
            ("POST", "/departments") => json!({ "name": self.bureau(), "region_code": "410103", "tier": "county" }),
            ("POST", "/filings") => json!({ "kind": "performance", "act": "backfill", "items": [item()] }),
            ("POST", "/filings/{key}/items") => json!({ "items": [item()] }),
            ("PUT", "/filings/{key}/items/{place}") => item(),
            ("POST", "/accounts/{key}/password-resets" | "/filings/{key}/withdrawals") => json!({}),
            ("POST", "/filings/{key}/reviews") => json!({ "verdict": "approve" }),
            ("POST", "/filing-routes") => json!({
                "kind": "performance", "region_code": "410105", "tiers": ["county"], "working_days": 3,
                "valid_from": self.later(),
            }),
            ("PUT", "/working-calendar/{key}") => json!({ "days": [{
                "day": "2027-01-01", "kind": "holiday", "name": self.holiday(), "document": "国办发明电〔2026〕1号",
            }] }),
            ("POST", "/manager-reservations") => json!({ "person": thing.key, "project": thing.under }),
            ("POST", "/manager-locks") => {
                json!({ "person": thing.key, "project": thing.under, "document": "中标通知书" })
            }
            ("POST", "/manager-locks/{key}/exceptions") => json!({ "exception": "stopped", "document": "停工函" }),
            ("POST", "/manager-locks/{key}/releases") => {
                json!({ "reason": "contract_ended", "document": "解除合同协议" })
            }
            ("POST", "/webhooks") => json!({ "url": "https://example.gov.cn/siku", "events": ["filing.submitted"] }),
            ("PATCH", "/webhooks/{key}") => json!({ "state": "paused" }),
            ("POST", "/findings/{key}/answers") => json!({ "note": "正在办理竣工验收备案" }),
            ("POST", "/findings/{key}/waivers") => {
                json!({ "note": "相邻分段发包", "document": "金住建函〔2026〕12号" })
            }
            ("POST", "/imports/{key}/filing") => json!({ "submit": true }),
            _ => return Body::Nothing,
        })
    }

    fn fields(&self, address: &str, role: Role, thing: &Thing) -> Vec<(&'static str, String)> {
        let code = || {
            let secret = TotpSecret::from_base32(&thing.secret).unwrap();
            ("code", self.one_time_password(&secret, 0))
        };
        let say = |fields: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
            fields.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
        };
        let (name, bureau) = (self.name(), self.bureau());
        match address {
            "/login" => say(&[("login_name", &self.own(role).login_name), ("password", PASSWORD)]),
            "/login/second-factor" => say(&[("code", "000000")]),
            "/register" => say(&[
                ("credit_code", "91410100MA00000311"),
                ("name", "河南新来建设有限公司"),
                ("province", "410000"),
                ("city", "410100"),
                ("county", "410105"),
                ("person_name", "王建国"),
                ("phone", "13800000000"),
                ("login_name", &name),
                ("password", PASSWORD),
                ("again", PASSWORD),
            ]),
            "/account/contact" => say(&[("phone", "0371-60000000"), ("email", "")]),
            "/account/password" => say(&[("current", PASSWORD), ("new", NEW_PASSWORD), ("again", NEW_PASSWORD)]),
            "/account/second-factor/confirmation" | "/account/second-factor/removal" => vec![code()],
            "/account/tokens" => say(&[("name", "测试程序"), ("scopes", scope(role).as_str()), ("days", "30")]),
            "/account/delegations" | "/admin/accounts/{key}/delegations" => {
                let today = self.app().database.db.clock().today().to_string();
                say(&[("deputy_id", self.deputy()), ("first_day", &today), ("last_day", &today)])
            }
            "/findings/{key}/answers" => say(&[("note", "正在办理竣工验收备案"), ("version", "1")]),
            "/findings/{key}/waivers" => {
                say(&[("note", "相邻分段发包"), ("document", "金住建函〔2026〕12号"), ("version", "1")])
            }
            "/admin/organisations/{key}/decision" => {
                say(&[("decision", "refuse"), ("reason", "名称不一致"), ("version", "1")])
            }
            "/admin/accounts/new" => say(&[("person_name", "李明"), ("login_name", &name)]),
            "/admin/accounts/{key}/roles" => {
                let role = if role == Role::EnterpriseAdministrator { "enterprise_filer" } else { "reviewer" };
                say(&[("roles", role), ("version", "1")])
            }
            "/admin/departments" => say(&[
                ("name", &bureau),
                ("tier", "county"),
                ("province", "410000"),
                ("city", "410100"),
                ("county", "410103"),
            ]),
            "/filings" => {
                let purpose = say(&[("kind", "performance"), ("act", "backfill"), ("sheet", "backfill")]);
                [purpose, self.item()].concat()
            }
            "/filings/{key}/items" | "/filings/{key}/items/{place}" => self.item(),
            "/filings/{key}/submission" => say(&[("version", &self.version(&thing.key))]),
            "/filings/{key}/withdrawal" => say(&[("note", "另行申报")]),
            "/filings/{key}/review" => {
                say(&[("places", "1"), ("verdict", "approve"), ("version", &self.version(&thing.key))])
            }
            "/imports/{key}/filing" => say(&[("sending", "submit")]),
            "/admin/routes" => say(&[
                ("kind", "performance"),
                ("province", "410000"),
                ("city", "410100"),
                ("county", "410105"),
                ("tiers", "county"),
                ("working_days", "3"),
                ("valid_from", &self.later().to_string()),
            ]),
            "/admin/calendar" => say(&[
                ("year", "2027"),
                ("document", "国办发明电〔2026〕1号"),
                ("days", &format!("2027-01-01 放假 {}", self.holiday())),
            ]),
            "/manager-locks/reservation" => {
                say(&[("person", thing.key.as_str()), ("project", thing.under.as_str()), ("days", "45")])
            }
            "/manager-locks/lock" => say(&[
                ("person", thing.key.as_str()),
                ("project", thing.under.as_str()),
                ("awarded_on", &self.app().database.db.clock().today().to_string()),
                ("document", "中标通知书"),
            ]),
            "/manager-locks/{key}/exception" => {
                say(&[("exception", "stopped"), ("exception_document", "停工函"), ("version", "2")])
            }
            "/manager-locks/{key}/release" => say(&[
                ("reason", "contract_ended"),
                ("released_on", &self.app().database.db.clock().today().to_string()),
                ("document", "解除合同协议"),
                ("version", "2"),
            ]),
            "/notices/reads" => say(&[("up_to", &thing.key)]),
            _ => Vec::new(),
        }
    }

    /// A day to come, after every other that was asked for.
    pub fn later(&self) -> NaiveDate {
        self.app().database.db.clock().today() + Days::new(self.count().try_into().unwrap())
    }

    /// A holiday that no calendar has yet.
    fn holiday(&self) -> String {
        format!("第{}个元旦", self.count())
    }

    /// The fields of an item that nobody has filed.
    fn item(&self) -> Vec<(&'static str, String)> {
        let works = works(self.count());
        let names = [
            ("field.name", "name"),
            ("field.region", "region"),
            ("field.owner_name", "owner_name"),
            ("field.started_on", "started_on"),
            ("field.finished_on", "finished_on"),
        ];
        names.map(|(name, field)| (name, works.text(field).to_owned())).into()
    }

    /// The version at which a filing stands.
    fn version(&self, number: &str) -> String {
        self.hall.docket(number).case.row_version.to_string()
    }

    fn name(&self) -> String {
        format!("newcomer{}", self.count())
    }

    fn bureau(&self) -> String {
        format!("二七区第{}住房和城乡建设局", self.count())
    }
}
