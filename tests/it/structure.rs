//! The house as it is built: which room may name which, and that every file stays readable.

pub mod source;

use std::fs;
use std::path::Path;

use source::Arrow;

/// Which room may name which, from the ground up: a room names only rooms above it in this list, so arrows go down
/// only and no two rooms lean on each other. A room is a module with everything in it, unless a part of it is a room
/// of its own here; `registry::*` is each of the four registries, and the
/// look-up of who leads what.
const ROOMS: &str = "
    domain
    schema
    clock
    telemetry
    error
    vault                 error
    intake                domain error
    web                   domain error
    db                    domain error clock
    keyring               error db schema vault
    jobs                  domain error db schema clock
    config                db web domain
    tls
    attachment            domain error db clock vault jobs tls
    record                domain error db
    ledger                domain error db schema record
    record::act           domain error db record ledger
    record::batch         domain error db record ledger
    calendar              domain error db schema record record::act ledger
    notice                domain error db schema vault record record::act ledger jobs tls
    filing                domain error db schema clock record record::act ledger

    registry::view        domain record
    registry::label       domain web
    registry::ranking     db
    registry::naming      domain db schema
    registry::likeness
    registry::public_ids  domain db schema
    registry::pending     domain error db schema vault ledger
    registry::*::rows     domain schema record
    registry::*::store    domain error db schema record registry::*::rows
    registry::overview    domain error db schema filing registry::*::store
    access                domain error web vault db schema clock tls record record::act ledger registry::*::store registry::view
    http                  domain error vault web db config access attachment registry::overview
    access::guard         domain error web db config access http notice
    registry::link        domain error db schema record registry::*::rows
    registry::*           domain error db schema clock vault record record::batch ledger filing registry::view registry::ranking registry::likeness registry::public_ids registry::pending registry::*::rows registry::*::store registry::link

    registry::cells       domain intake record registry::*
    registry::*::sheet    domain intake record registry::*::rows registry::* registry::cells
    registry::*::participation domain error db http registry::view registry::public_ids registry::link registry::*::rows registry::*
    registry::*::api      domain error db http registry::*::store registry::* registry::*::participation
    registry::lock        domain error db schema clock vault jobs record record::act record::batch ledger filing registry::*::rows registry::*::store registry::*
    registry::sheet       domain intake registry::* registry::cells registry::*::sheet
    registry::change      error db vault record record::batch ledger registry::* registry::lock registry::sheet
    registry              domain error db vault record ledger filing registry::*::rows registry::*::store registry::* registry::lock registry::sheet
    registry::history     domain error db vault record ledger filing registry
    registry::dossier     domain error db vault record ledger filing registry::*::store registry::* registry registry::label
    registry::history::api domain error db http registry registry::* registry::history
    crosscheck            domain error db schema clock vault record record::act ledger jobs access registry registry::* registry::*::rows registry::naming registry::link
    crosscheck::api       domain error http crosscheck
    crosscheck::page      domain error http web crosscheck registry::*
    crosscheck::finding::api domain error db http access access::guard crosscheck registry::*
    crosscheck::finding::page domain error db http web access access::guard crosscheck crosscheck::finding::api registry::*
    crosscheck::standing::api domain error http access::guard crosscheck
    crosscheck::standing::page domain error http web access::guard crosscheck crosscheck::standing::api
    registry::page        domain web registry::view registry::* registry::history registry::lock
    registry::*::page     domain error db http web vault registry::view registry::likeness registry::*::store registry::* registry::overview registry::*::participation registry::*::api registry::history registry::lock registry::page access access::guard crosscheck crosscheck::finding::page

    load                  error db vault intake record record::batch ledger filing registry::sheet registry::change registry::history crosscheck
    generate              domain error intake registry registry::cells registry::*::sheet registry::sheet
    filing::hall          domain error db schema clock vault jobs intake record record::act record::batch ledger access calendar attachment filing web registry registry::*::rows registry::* registry::sheet registry::change registry::history registry::label registry::link registry::naming notice crosscheck
    filing::workbook      domain error db schema clock vault jobs intake record ledger access attachment filing filing::hall registry::sheet
    heads                 domain error db vault record ledger filing calendar access notice registry crosscheck
    copy                  domain error db keyring record ledger filing registry::pending registry::*::store registry::* heads
    access::api           domain error db access access::guard http
    access::page          domain error db web access access::guard access::api http registry::*
    notice::api           domain error db access access::guard http notice
    notice::page          domain error db web access access::guard http notice
    http::site            error web http registry::* registry::overview
    filing::hall::api     domain error db schema clock vault intake record calendar access access::guard attachment filing filing::hall http
    filing::hall::page    domain error web db vault intake calendar access access::guard filing filing::hall filing::hall::api http registry::history crosscheck
    filing::workbook::api domain error db access access::guard attachment filing::hall filing::hall::api filing::workbook http
    filing::workbook::page domain error db web access access::guard attachment filing::hall filing::workbook filing::workbook::api http
    lock                  domain error db clock vault access record registry::*::rows registry::*::store registry::* registry::lock
    lock::api             domain error db vault access access::guard filing::hall::api http lock registry::lock
    lock::page            domain error db web vault access access::guard http lock registry::lock registry::page
    audit                 domain error db vault clock record ledger access filing filing::hall registry registry::* registry::dossier registry::history registry::label registry::naming web crosscheck
    audit::api            domain error access access::guard http audit
    audit::page           domain error web access access::guard http audit audit::api registry::history
    http::app             http http::site registry registry::*::api registry::history::api registry::*::page access access::guard access::api access::page audit audit::api audit::page crosscheck crosscheck::api crosscheck::page crosscheck::finding::api crosscheck::finding::page crosscheck::standing::api crosscheck::standing::page filing filing::hall filing::hall::api filing::hall::page filing::workbook filing::workbook::api filing::workbook::page notice notice::api notice::page lock lock::api lock::page
    work                  domain error db vault config access attachment filing filing::hall filing::workbook http jobs notice crosscheck registry::lock
    cli                   error db attachment keyring clock telemetry vault intake config filing http registry registry::pending registry::dossier load generate heads copy http::app jobs work domain access crosscheck registry::*::store
    main                  cli
";

/// Which of them may name which, from the ground up. Pages stand above all registries and show what any of them says.
const REGISTRIES: &str = "
    enterprise
    personnel  enterprise
    project    enterprise personnel
    credit     enterprise personnel project
    lookup     enterprise personnel project credit
";

/// The room of the pages.
const PAGES: &str = "registry::*::page";

/// The rows of a table above: a name and what it may use.
fn table(text: &str) -> Vec<(&str, Vec<&str>)> {
    text.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect()
}

/// The registry that a module belongs to.
fn registry(module: &str) -> Option<&str> {
    let name = module.strip_prefix("registry::")?.split("::").next()?;
    table(REGISTRIES).into_iter().map(|(room, _)| room).find(|room| *room == name)
}

/// The room that a module stands in: the longest name in the table that it begins with.
fn room(module: &str) -> Option<&'static str> {
    let name = match registry(module) {
        Some(registry) => module.replacen(registry, "*", 1),
        None => module.to_owned(),
    };
    let rooms = table(ROOMS).into_iter().map(|(room, _)| room);
    let inside = |room: &&str| name == **room || name.strip_prefix(*room).is_some_and(|rest| rest.starts_with("::"));
    rooms.filter(inside).max_by_key(|room| room.len())
}

fn may(rooms: &str, from: &str, to: &str) -> bool {
    table(rooms).iter().any(|(room, uses)| *room == from && uses.contains(&to))
}

/// Why an arrow may not be; nothing when it may.
fn objection(arrow: &Arrow) -> Option<String> {
    // A module names what stands in it, to declare it and to hand it on.
    if arrow.from.is_empty() || arrow.to.starts_with(&format!("{}::", arrow.from)) {
        return None;
    }
    let at = format!("{}:{}: {} -> {}", arrow.file.display(), arrow.line, arrow.from, arrow.to);
    let (Some(from), Some(to)) = (room(&arrow.from), room(&arrow.to)) else {
        return Some(format!("{at}: no such room in the table"));
    };
    if from != to && !may(ROOMS, from, to) {
        return Some(format!("{at}: room {from} may not use {to}"));
    }
    match (registry(&arrow.from), registry(&arrow.to)) {
        (Some(from_registry), Some(to))
            if from != PAGES && from_registry != to && !may(REGISTRIES, from_registry, to) =>
        {
            let from = from_registry;
            Some(format!("{at}: registry {from} may not use {to}"))
        }
        _ => None,
    }
}

#[test]
fn no_room_names_another_that_it_may_not_use() {
    let arrows = source::arrows(Path::new("src"));
    assert!(arrows.len() > 500, "the reader of the source finds {} arrows only", arrows.len());
    let objections: Vec<String> = arrows.iter().filter_map(objection).collect();
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}

#[test]
fn arrows_between_rooms_go_down_only() {
    for rooms in [ROOMS, REGISTRIES] {
        let mut above: Vec<&str> = Vec::new();
        for (room, uses) in table(rooms) {
            let upward: Vec<&&str> = uses.iter().filter(|used| !above.contains(*used)).collect();
            assert!(upward.is_empty(), "{room} names {upward:?}, which the table does not have above it");
            above.push(room);
        }
    }
}

#[test]
fn the_reader_of_the_source_sees_through_braces_aliases_and_relative_paths() {
    let arrow = |from: &str, to: &str| {
        source::arrows(Path::new("src")).iter().any(|arrow| arrow.from == from && arrow.to == to)
    };
    // `use crate::record::{Arrival, …}`: a name that `record` hands on from `record::batch`.
    assert!(arrow("registry::enterprise::change", "record::batch"));
    // `use super::sheet::Change`
    assert!(arrow("registry::change", "registry::sheet"));
    // `enterprise::change::apply(…)` after `use super::enterprise`
    assert!(arrow("registry::change", "registry::enterprise::change"));
    // `registry::enterprise::api::configure(…)` after `use crate::registry`
    assert!(arrow("http::app", "registry::enterprise::api"));
    // `[crate::db::Result]` in a doc comment is no arrow.
    assert!(!arrow("error", "db"));
}

/// What the domain package may not name: it is pure, so the date and the data come from outside.
const IMPURE: [&str; 9] =
    ["actix", "tokio", "diesel::prelude", "std::fs", "std::env", "std::net", "SystemTime", "Instant::now", "Utc::now"];

#[test]
fn the_domain_neither_reads_nor_waits_nor_asks_the_time() {
    for file in source::files(Path::new("src/domain")) {
        let text = source::code(&fs::read_to_string(&file).unwrap());
        let found: Vec<&&str> = IMPURE.iter().filter(|name| text.contains(**name)).collect();
        assert!(found.is_empty(), "{}: {found:?}", file.display());
    }
}

/// Longer than this no file is read in one go. The list of tables is one subject and has no logic.
const LINES: usize = 400;

#[test]
fn no_source_file_is_longer_than_can_be_read() {
    let mut files = source::files(Path::new("src"));
    files.extend(source::files(Path::new("tests")));
    for file in files.into_iter().filter(|file| file != Path::new("src/schema.rs")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LINES, "{} has {lines} lines, more than {LINES}: split it by subject", file.display());
    }
}
