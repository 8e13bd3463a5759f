//! Workbooks as enterprises make them, and their programs that hand them in.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::Workbook as Output;
use serde_json::{Value, json};
use siku::access::Principal;
use siku::access::token::{self, NewToken};
use siku::domain::vocabulary::access::TokenScope;
use siku::intake::SheetKind;
use siku::registry::sheet;

use crate::filing::support::works;
use crate::support::{Answer, TestApp};

/// The fields that a workbook of these tests has, in its order.
pub const FIELDS: [&str; 6] = ["name", "region", "owner_name", "area", "started_on", "finished_on"];

/// The kind of sheet that works of long ago are filed in.
pub fn kind() -> &'static SheetKind {
    sheet::kinds().into_iter().find(|kind| kind.name == "backfill").unwrap()
}

/// The headers of [`FIELDS`].
pub fn headers() -> Vec<String> {
    let header = |field: &&str| kind().columns.iter().find(|column| column.field == *field).unwrap().header.to_owned();
    FIELDS.iter().map(header).collect()
}

/// Sound works, as a row.
pub fn row(nth: usize) -> Vec<String> {
    let works = works(nth);
    FIELDS.iter().map(|field| works.text(field).to_owned()).collect()
}

/// Works with something wrong in them, each time something else, with the field that it is.
pub fn wrong_row(nth: usize) -> (Vec<String>, &'static str) {
    let mut cells = row(nth);
    let (place, text, field) = match nth % 4 {
        0 => (1, "", "region"),
        1 => (2, "", "owner_name"),
        2 => (5, "2018-06-30", "finished_on"),
        _ => (4, "2027-04-01", "started_on"),
    };
    text.clone_into(&mut cells[place]);
    (cells, field)
}

/// A workbook of one sheet.
pub fn xlsx(title: &str, lines: &[Vec<String>]) -> Vec<u8> {
    let mut output = Output::new();
    let worksheet = output.add_worksheet();
    worksheet.set_name(title).unwrap();
    for (row, line) in (0..).zip(lines) {
        for (column, text) in (0..).zip(line).filter(|(_, text)| !text.is_empty()) {
            worksheet.write_string(row, column, text).unwrap();
        }
    }
    output.save_to_buffer().unwrap()
}

/// A workbook of works with their headers.
pub fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    xlsx(kind().title, &[&[headers()], rows].concat())
}

/// The cells of a sheet as text.
pub fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

/// A program that files for an enterprise.
pub struct Program(String);

impl Program {
    /// A program of somebody, that may do all that they may with filings.
    pub fn of(app: &TestApp, principal: &Principal) -> Self {
        let scopes = vec![TokenScope::FilingsRead, TokenScope::FilingsWrite];
        let new = NewToken { name: "测试程序".to_owned(), scopes, days: 30 };
        let created = app.database.db.write_now(|tx| token::create(tx, &app.vault, principal, &new)).unwrap();
        Self(created.1.expose().to_owned())
    }

    fn request(&self, method: Method, path: &str) -> TestRequest {
        TestRequest::with_uri(&format!("/api/v1{path}"))
            .method(method)
            .insert_header(("authorization", format!("Bearer {}", self.0)))
    }

    /// Reads.
    pub async fn get(&self, app: &TestApp, path: &str) -> Answer {
        app.send(self.request(Method::GET, path)).await
    }

    /// Asks for something to be done.
    pub async fn post(&self, app: &TestApp, path: &str, body: Value) -> Answer {
        app.send(self.request(Method::POST, path).set_json(body)).await
    }

    /// The same with a key by which it may be repeated.
    pub async fn post_once(&self, app: &TestApp, path: &str, body: Value, key: &str) -> Answer {
        app.send(self.request(Method::POST, path).insert_header(("idempotency-key", key)).set_json(body)).await
    }

    /// Hands a workbook in.
    pub async fn upload(&self, app: &TestApp, name: &str, bytes: &[u8]) -> Answer {
        let (content_type, body) = form(None, name, bytes);
        let request = self.request(Method::POST, "/imports").insert_header(("content-type", content_type));
        app.send(request.set_payload(body)).await
    }

    /// Hands a workbook in, has it looked at, and gives it as it stands then.
    pub async fn checked(&self, app: &TestApp, name: &str, bytes: &[u8]) -> Value {
        let uploaded = self.upload(app, name, bytes).await;
        assert_eq!(uploaded.status, 201, "{}", uploaded.body);
        let uploaded: Value = serde_json::from_str(&uploaded.body).unwrap();
        assert_eq!(uploaded["state"], "waiting");
        app.work().await;
        self.import(app, uploaded["id"].as_str().unwrap()).await
    }

    /// A workbook as it stands.
    pub async fn import(&self, app: &TestApp, id: &str) -> Value {
        self.get(app, &format!("/imports/{id}")).await.good()
    }

    /// The rows of a kind.
    pub async fn rows(&self, app: &TestApp, id: &str, verdict: &str) -> Vec<Value> {
        let rows = self.get(app, &format!("/imports/{id}/rows?limit=100&verdict={verdict}")).await.good();
        rows["items"].as_array().unwrap().clone()
    }

    /// Files the good rows; the number of the filing.
    pub async fn file(&self, app: &TestApp, id: &str) -> String {
        let filed = self.post(app, &format!("/imports/{id}/filing"), json!({})).await;
        assert_eq!(filed.status, 201, "{}", filed.body);
        let filed: Value = serde_json::from_str(&filed.body).unwrap();
        filed["number"].as_str().unwrap().to_owned()
    }
}

/// A form with a workbook, with the token of a page or without.
pub fn form(csrf_token: Option<&str>, name: &str, bytes: &[u8]) -> (&'static str, Vec<u8>) {
    let mut body = Vec::new();
    if let Some(token) = csrf_token {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{token}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    ("multipart/form-data; boundary=x", body)
}

/// How many rows there are: good, wrong, known.
pub fn counts(import: &Value) -> [i64; 3] {
    ["good", "wrong", "known"].map(|kind| import["rows"][kind].as_i64().unwrap())
}
