//! The hall's story by the interface alone: an enterprise asks to be let in, files, is reviewed tier by tier and is found by
//! anybody; an auditor reads it all. Every request and every answer is held to the committed description.

use std::fs;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use jsonschema::Validator;
use rstest::rstest;
use serde_json::{Value, json};
use siku::access::Principal;
use siku::access::token::{self, NewToken};
use siku::domain::vocabulary::access::{Role, Tier};

use crate::filing::support::{Hall, principal, works};
use crate::support::{Answer, Backend, TestApp, bureau, person};
use crate::workbook::story::{mended, rows};
use crate::workbook::support::{form, workbook};

/// The committed description.
struct Description(Value);

impl Description {
    fn read() -> Self {
        Self(serde_json::from_str(&fs::read_to_string("openapi/openapi.json").unwrap()).unwrap())
    }

    /// The operation at an address.
    fn operation(&self, method: &Method, path: &str) -> &Value {
        let fits = |template: &str| {
            let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
            template.len() == path.len()
                && template.iter().zip(&path).all(|(part, said)| part.starts_with('{') || part == said)
        };
        let paths = self.0["paths"].as_object().unwrap();
        let found = paths.iter().find(|(template, _)| fits(template)).map(|(_, path)| path);
        &found.unwrap_or_else(|| panic!("{path} is not described"))[method.as_str().to_lowercase()]
    }

    fn holds(&self, schema: &Value, value: &Value, what: &str) {
        let mut schema = schema.clone();
        schema["components"] = self.0["components"].clone();
        let validator: Validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(errors.is_empty(), "{what}: {errors:#?}\n{value}");
    }
}

/// A program that keeps to the description, and asks the same of the answers.
struct Program<'a> {
    app: &'a TestApp,
    description: &'a Description,
    token: Option<String>,
}

impl<'a> Program<'a> {
    fn of(app: &'a TestApp, description: &'a Description, by: &Principal) -> Self {
        let new = NewToken { name: "业务系统".to_owned(), scopes: token::offered(by), days: 30 };
        let made = app.database.db.write_now(|tx| token::create(tx, &app.vault, by, &new)).unwrap();
        Self { app, description, token: Some(made.1.expose().to_owned()) }
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let mut request = TestRequest::with_uri(&format!("/api/v1{path}")).method(method.clone());
        if let Some(body) = body {
            let described = &self.operation(&method, path)["requestBody"]["content"]["application/json"]["schema"];
            self.description.holds(described, body, &format!("what is sent to {path}"));
            request = request.set_json(body);
        }
        self.answered(&method, path, request).await
    }

    fn operation(&self, method: &Method, path: &str) -> &Value {
        let path = path.split('?').next().unwrap();
        self.description.operation(method, &format!("/api/v1{path}"))
    }

    async fn answered(&self, method: &Method, path: &str, mut request: TestRequest) -> Answer {
        if let Some(token) = &self.token {
            request = request.insert_header(("authorization", format!("Bearer {token}")));
        }
        let answer = self.app.send(request).await;
        let described = &self.operation(method, path)["responses"][answer.status.as_str()];
        assert!(described.is_object(), "{method} {path} may not answer {}: {}", answer.status, answer.body);
        let content_type = answer.header("content-type");
        if content_type.contains("json") {
            let schema = &described["content"][content_type]["schema"];
            let body = serde_json::from_str(&answer.body).unwrap();
            self.description.holds(schema, &body, &format!("the answer of {method} {path}"));
        }
        answer
    }

    async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, path, None).await.good()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.send(Method::POST, path, Some(&body)).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// Hands a workbook in, and gives what was found in it.
    async fn import(&self, name: &str, bytes: &[u8]) -> Value {
        let (content_type, body) = form(None, name, bytes);
        let request = TestRequest::post().uri("/api/v1/imports").insert_header(("content-type", content_type));
        let uploaded = self.answered(&Method::POST, "/imports", request.set_payload(body)).await;
        assert_eq!(uploaded.status, 201, "{}", uploaded.body);
        self.app.work().await;
        let uploaded: Value = serde_json::from_str(&uploaded.body).unwrap();
        self.get(&format!("/imports/{}", uploaded["id"].as_str().unwrap())).await
    }

    /// Files the sound rows of a workbook.
    async fn file(&self, import: &Value) -> String {
        let path = format!("/imports/{}/filing", import["id"].as_str().unwrap());
        self.post(&path, json!({})).await["number"].as_str().unwrap().to_owned()
    }

    async fn review(&self, number: &str, body: Value) {
        self.post(&format!("/filings/{number}/reviews"), body).await;
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn from_registration_to_the_auditor_by_token(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let (app, description) = (&hall.app, Description::read());
    let [county, city, province] =
        [Tier::County, Tier::City, Tier::Province].map(|tier| Program::of(app, &description, hall.reviewer(tier)));
    let anybody = Program { app, description: &description, token: None };

    // An enterprise asks to be let in, and the county does.
    let asked = json!({
        "credit_code": "91410100MA0009028N", "name": "河南嵩岳建设有限公司", "region_code": "410105",
        "person_name": "王建国", "login_name": "songyue", "password": "嵩山少林一九八二年的秋天",
    });
    let firm = anybody.post("/organisations", asked).await["id"].as_str().unwrap().to_owned();
    let pending = county.get("/organisations?state=pending").await;
    assert!(pending["items"].as_array().unwrap().iter().any(|one| one["id"] == firm.as_str()), "{pending}");
    county.post(&format!("/organisations/{firm}/verifications"), json!({ "decision": "verify" })).await;
    let account = app.database.db.read_now(|conn| Ok(siku::access::store::account_by_login_name(conn, "songyue")?));
    let enterprise = Program::of(app, &description, &principal(app, &account.unwrap().unwrap()));

    // Three works one by one, two hundred by workbook of which twelve are wrong and are mended.
    let items: Vec<Value> = (301..=303).map(|nth| json!({ "fields": works(nth).fields })).collect();
    let new = json!({ "kind": "performance", "act": "backfill", "items": items });
    let by_form = enterprise.post("/filings", new).await["number"].as_str().unwrap().to_owned();
    let submitted = enterprise.send(Method::POST, &format!("/filings/{by_form}/submissions"), None).await.good();
    assert_eq!(submitted["item_counts"]["waiting"], 3, "{submitted}");
    let import = enterprise.import("历史业绩.xlsx", &workbook(&rows())).await;
    assert_eq!((&import["rows"]["good"], &import["rows"]["wrong"]), (&json!(188), &json!(12)), "{import}");
    let path = format!("/imports/{}", import["id"].as_str().unwrap());
    let wrong = enterprise.get(&format!("{path}/rows?verdict=wrong&limit=100")).await;
    assert_eq!(wrong["items"].as_array().unwrap().len(), 12);
    let repaired = enterprise.send(Method::GET, &format!("{path}/repaired"), None).await;
    let first = enterprise.file(&import).await;
    let second = enterprise.import("历史业绩-更正.xlsx", &mended(&repaired)).await;
    assert_eq!((&second["rows"]["good"], &second["rows"]["known"]), (&json!(12), &json!(188)), "{second}");
    let second = enterprise.file(&second).await;
    let filings = [by_form.clone(), first, second];

    // The county returns one and approves the rest; the enterprise mends it, and the others approve.
    assert_eq!(county.get("/filing-tasks?count=true").await["total"], 3);
    let returned = json!({ "verdict": "return", "items": [2], "reason_code": "R01", "note": "第二页不清" });
    county.review(&by_form, returned).await;
    for number in &filings {
        county.review(number, json!({ "verdict": "approve" })).await;
    }
    let told = enterprise.get(&format!("/filings/{by_form}")).await;
    assert_eq!(told["items"][1]["reason"]["code"], "R01", "{told}");
    let item = json!({ "fields": works(304).fields });
    let put = enterprise.send(Method::PUT, &format!("/filings/{by_form}/items/2"), Some(&item)).await;
    assert_eq!(put.status, 200, "{}", put.body);
    enterprise.send(Method::POST, &format!("/filings/{by_form}/submissions"), None).await.good();
    county.review(&by_form, json!({ "verdict": "approve" })).await;
    for reviewer in [&city, &province] {
        for number in &filings {
            reviewer.review(number, json!({ "verdict": "approve" })).await;
        }
    }

    // Anybody finds them, with level A.
    let found = anybody.get("/projects?q=%E9%87%91%E6%B0%B4%E5%8C%BA%E7%AC%AC&count=true").await;
    assert_eq!(found["total"], 203);
    let project = anybody.get(&format!("/projects/{}", found["items"][0]["id"].as_str().unwrap())).await;
    assert_eq!(project["provenance"]["data_level"], "A", "{project}");

    // The auditor reads every step, before and after, and changes nothing.
    let bureau_of_auditors = bureau(app, Tier::Province, "420000");
    let auditor =
        Program::of(app, &description, &principal(app, &person(app, &bureau_of_auditors, "auditor", &[Role::Auditor])));
    let mut entries = Vec::new();
    let mut query = format!("filing={by_form}&limit=5");
    loop {
        let page = auditor.get(&format!("/ledger-entries?{query}")).await;
        entries.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next_cursor"].as_str() else { break };
        query = format!("filing={by_form}&limit=5&cursor={next}");
    }
    let heads = |kind: &str| entries.iter().filter(|entry| entry["head"]["kind"] == kind).count();
    assert_eq!((heads("project"), heads("filing") >= 8), (3, true), "{entries:#?}");
    let of_a_project = entries.iter().find(|entry| entry["head"]["kind"] == "project").unwrap();
    let entry = auditor.get(&format!("/ledger-entries/{}", of_a_project["id"].as_str().unwrap())).await;
    let fields = entry["records"][0]["fields"].as_array().unwrap();
    assert!(fields.iter().any(|field| field["after"] == "省级审核" && field["before"].is_null()), "{entry}");
    for path in
        [format!("/filings/{by_form}/reviews"), format!("/filings/{by_form}/submissions"), "/accounts".to_owned()]
    {
        let refused = auditor.answered(&Method::POST, &path, TestRequest::post().uri(&format!("/api/v1{path}"))).await;
        assert_eq!(refused.status, 403, "{path}: {}", refused.body);
    }
    assert_eq!(hall.differences(), 0);
}
