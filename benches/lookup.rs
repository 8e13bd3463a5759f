//! What `scripts/bench` measures the look-up of project managers against: the same statements without the house around
//! them.
//!
//! `serve DATABASE LISTEN` answers `/NAME` with the statements of a look-up, run on the worker's own thread, and a
//! number; `statements DATABASE FOLDER NAME…` writes the statements that the service really sends, one file a name,
//! for pgbench.
#![expect(clippy::unwrap_used, reason = "a failed measurement should stop")]

use std::path::Path;
use std::sync::{Arc, Mutex};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use diesel::connection::{Connection as _, InstrumentationEvent};
use siku::clock::Clock;
use siku::db::{Conn, Db};
use siku::domain::standard::text;
use siku::domain::vocabulary::ids::EnterpriseId;
use siku::domain::vocabulary::personnel::RegistrationType;
use siku::domain::vocabulary::project::Position;
use siku::error::Result;
use siku::filing;
use siku::record::Record as _;
use siku::registry::enterprise;
use siku::registry::link::{self, SoughtBy};
use siku::registry::lookup::service::{self, Post, Query};
use siku::registry::personnel::rows::Registration;
use siku::registry::project::rows::Stoppage;

/// Rows of a page.
const ROWS: usize = 20;

fn main() {
    // `cargo bench` adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let open = |url: &str| Db::open(&url.parse().unwrap(), 8, Clock::system()).unwrap();
    match arguments.as_slice() {
        ["serve", database, listen] => serve(&open(database), listen),
        ["statements", database, folder, names @ ..] => write_statements(&open(database), Path::new(folder), names),
        _ => panic!("serve DATABASE LISTEN, or statements DATABASE FOLDER NAME…"),
    }
}

fn serve(db: &Db, listen: &str) {
    actix_web::rt::System::new().block_on(async {
        let db = db.clone();
        let app = move || App::new().app_data(web::Data::new(db.clone())).default_service(web::get().to(answer));
        HttpServer::new(app).bind(listen).unwrap().run().await.unwrap();
    });
}

async fn answer(db: web::Data<Db>, request: HttpRequest) -> HttpResponse {
    let name = request.path().trim_start_matches('/').to_owned();
    let name = percent_decoded(&name);
    let rows = db.read_now(|conn| look_up(conn, &name)).unwrap();
    HttpResponse::Ok().body(rows.to_string())
}

/// The statements of the look-up of managers by name, and nothing else of it.
fn look_up(conn: &mut Conn, name: &str) -> Result<usize> {
    let (post, today) = (Post::ProjectManager, Clock::system().today());
    let key = text::search_key(name);
    filing::store::last_finished_at(conn)?;
    let by = SoughtBy { name_key: Some(&key), registration_number: None, enterprise: None };
    let people = link::holders(conn, by, post.registrations(), post.position(), None, ROWS + 1)?;
    let ids: Vec<i64> = people.iter().map(|person| person.id.0).collect();
    let registrations = Registration::load(conn, &ids)?;
    let employers: Vec<EnterpriseId> = registrations.iter().filter_map(|row| row.enterprise_id).collect();
    let links = enterprise::service::links(conn, &employers)?;
    let led = link::engagements(conn, &ids, post.position())?;
    let projects: Vec<i64> = led.iter().map(|(engagement, _)| engagement.project_id.0).collect();
    let stoppages = Stoppage::load(conn, &projects)?;
    let unidentified = link::unidentified(conn, &[&key], post.position(), today)?;
    let demerits = link::demerits(conn, &ids)?;
    Ok(people.len() + links.len() + led.len() + stoppages.len() + unidentified.len() + demerits.len())
}

fn percent_decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap()
}

fn write_statements(db: &Db, folder: &Path, names: &[&str]) {
    for (place, name) in names.iter().enumerate() {
        let log = Arc::new(Mutex::new(Vec::new()));
        let sent = Arc::clone(&log);
        db.read_now(|conn| {
            conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                if let InstrumentationEvent::StartQuery { query, .. } = event {
                    sent.lock().unwrap().push(query.to_string());
                }
            });
            let asked = Query { name: Some((*name).to_owned()), rows: ROWS, ..Query::default() };
            let answer = service::look_up(conn, Post::ProjectManager, &asked, Clock::system().today())?;
            assert!(!answer.items.is_empty(), "{name} is nobody's name");
            conn.set_instrumentation(|_event: InstrumentationEvent<'_>| {});
            Ok(())
        })
        .unwrap();
        let statements: String = log.lock().unwrap().iter().map(|query| filled_in(query) + ";\n").collect();
        std::fs::write(folder.join(format!("{place}.sql")), statements).unwrap();
    }
}

/// A statement with its values in place of `$1`, `$2`…
fn filled_in(query: &str) -> String {
    let (statement, binds) = query.split_once(" -- binds: ").unwrap_or((query, "[]"));
    // Diesel writes values as `Debug` does, and the last code point there is as an escape.
    let binds = binds.trim().replace("\\u{10ffff}", "\u{10FFFF}");
    let binds = elements(binds.strip_prefix('[').unwrap().strip_suffix(']').unwrap());
    let numbered = binds.iter().enumerate().rev();
    numbered.fold(statement.to_owned(), |statement, (place, value)| {
        statement.replace(&format!("${}", place + 1), &literal(value))
    })
}

/// The elements of a list, at the commas that stand in no text and in no inner list.
fn elements(list: &str) -> Vec<&str> {
    let (mut depth, mut quoted) = (0, false);
    let parts = list.split(|character| {
        match character {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth -= 1,
            _ => {}
        }
        character == ',' && !quoted && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A value as SQL writes it.
fn literal(value: &str) -> String {
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        let values: Vec<String> = elements(list).into_iter().map(literal).collect();
        return format!("ARRAY[{}]", values.join(", "));
    }
    if let Some(text) = value.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let inner = value.split_once('(').map_or(value, |(_, inner)| inner.trim_end_matches(')'));
    let is_number = inner.parse::<i64>().is_ok();
    if is_number { inner.to_owned() } else { format!("'{}'", stored(inner)) }
}

/// What an enumeration's value is stored as; anything else, as a date, as it is.
fn stored(value: &str) -> &str {
    let position = Position::ALL.iter().find(|known| format!("{known:?}") == value).map(|known| known.as_str());
    let kind = RegistrationType::ALL.iter().find(|known| format!("{known:?}") == value).map(|known| known.as_str());
    let known = position.or(kind);
    assert!(known.is_some() || value.starts_with(|first: char| first.is_ascii_digit()), "{value} is not known here");
    known.unwrap_or(value)
}
