//! Every column is classified, and what must not be shown is not shown.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use siku::http::app::document;

use crate::support::{Backend, TestDb, catalog};

const FILE: &str = "fixtures/column-classification.csv";

/// The classes that `FILE` explains.
const CLASSES: [&str; 9] = [
    "public",
    "internal",
    "personal-name",
    "personal",
    "personal-masked",
    "personal-sealed",
    "personal-hash",
    "credential",
    "key-material",
];

/// Classes that no view of the public interface may show.
const HIDDEN: [&str; 5] = ["personal", "personal-sealed", "personal-hash", "credential", "key-material"];

/// Endings of columns that stand for a class, whatever table they are in.
/// The first that fits counts.
const ENDINGS: [(&str, &str); 9] = [
    ("password_hash", "credential"),
    ("token_hash", "credential"),
    ("code_hash", "credential"),
    ("secret_cipher", "credential"),
    ("_cipher", "personal-sealed"),
    ("_hash", "personal-hash"),
    ("_masked", "personal-masked"),
    ("salt", "key-material"),
    ("master_key", "key-material"),
];

/// Class by table and column.
fn classes() -> BTreeMap<(String, String), String> {
    let text = fs::read_to_string(FILE).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut classes = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        // The fourth cell is the label; what the ledger does not tell has none.
        let [table, column, class, ..] = cells[..] else { panic!("{FILE}: {row:?} has not three cells") };
        assert!(cells.len() <= 4, "{FILE}: {row:?} has more than four cells");
        assert!(CLASSES.contains(&class), "{FILE}: {row:?} names no class");
        let twice = classes.insert((table.to_owned(), column.to_owned()), class.to_owned());
        assert!(twice.is_none(), "{FILE}: {table}.{column} is there twice");
    }
    classes
}

#[test]
fn every_column_is_classified_and_no_other() {
    let catalog = catalog(&TestDb::new(Backend::Sqlite));
    let columns: BTreeSet<(String, String)> = catalog
        .iter()
        .flat_map(|(table, rest)| rest.columns.keys().map(|column| (table.clone(), column.clone())))
        .collect();
    let classified: BTreeSet<(String, String)> = classes().into_keys().collect();
    let unclassified: Vec<_> = columns.difference(&classified).collect();
    assert!(unclassified.is_empty(), "say in {FILE} what these hold: {unclassified:?}");
    let vanished: Vec<_> = classified.difference(&columns).collect();
    assert!(vanished.is_empty(), "take out of {FILE} what is gone: {vanished:?}");
}

#[test]
fn sealed_hashed_and_masked_columns_are_classified_as_what_they_are() {
    for ((table, column), class) in classes() {
        let expected = ENDINGS.iter().find(|(ending, _)| column.ends_with(ending)).map(|(_, expected)| *expected);
        let named = expected == Some(class.as_str());
        assert!(expected.is_none() || named, "{table}.{column} is {class}, not {expected:?}");
        let by_ending = ENDINGS.iter().any(|(_, expected)| *expected == class);
        // The ledger seals what it says of persons, and stands in clear otherwise.
        let is_ledger = (table.as_str(), column.as_str()) == ("ledger_entry", "changes");
        assert!(!by_ending || named || is_ledger, "{table}.{column} is {class}, which its name does not say");
    }
}

/// Columns that name a natural person, or may: an owner can be one.
const NAMES_OF_PERSONS: [&str; 12] = [
    "person_name",
    "person_name_key",
    "holder_name",
    "leader_name",
    "manager_name",
    "officer",
    "technical_leader",
    "legal_representative",
    "local_leader",
    "verifying_person",
    "owner_name",
    "on_behalf_of",
];

/// Columns that say of a person what is nobody's business, by table.
const ABOUT_PERSONS: [(&str, &[&str]); 4] = [
    ("session", &["peer_address", "user_agent"]),
    ("person", &["sex"]),
    ("person_particulars", &["education", "school", "major", "nationality"]),
    ("employment", &["enterprise_name", "valid_from", "valid_until"]),
];

/// What a column may be called that means nothing to the public.
const BOOKKEEPING: [&str; 16] = [
    "id",
    "record_key",
    "row_version",
    "raw",
    "data_level",
    "data_source",
    "updated_at",
    "merged_into",
    "name_key",
    "name_initials",
    "number_key",
    "certificate_key",
    "value_key",
    "public_id",
    "scope",
    "erased_on",
];

/// Tables that are bookkeeping throughout.
const INTERNAL_TABLES: [&str; 30] = [
    "filing",
    "filing_case",
    "filing_item",
    "filing_desk",
    "filing_step",
    "filing_attachment",
    "filing_route",
    "idempotent_answer",
    "ledger_entry",
    "pending_record",
    "vault_key",
    "calendar_year",
    "job",
    "notice",
    "webhook",
    "outbox",
    "workbook",
    "workbook_row",
    "organisation",
    "account",
    "account_role",
    "session",
    "api_token",
    "second_factor",
    "recovery_code",
    "account_identity",
    "delegation",
    "login_attempt",
    "finding",
    "finding_step",
];

#[test]
fn what_names_a_person_says_so_and_what_is_about_one_is_shown_to_nobody() {
    for ((table, column), class) in classes() {
        let at = format!("{table}.{column} is {class}");
        let names = NAMES_OF_PERSONS.contains(&column.as_str()) || (table == "person" && column.starts_with("name"));
        assert_eq!(names, class == "personal-name" && !is_said_elsewhere(&table, &column), "{at}");
        let about = ABOUT_PERSONS.iter().any(|(of, columns)| *of == table && columns.contains(&column.as_str()));
        assert_eq!(about, class == "personal", "{at}");
        let reaches_somebody = ["phone", "mobile", "email"].iter().any(|word| column.contains(word));
        let by_law = table == "enterprise_particulars" && class == "public";
        let sealed = class == "personal-sealed" || class == "personal-masked";
        assert!(!reaches_somebody || by_law || sealed, "{at}");
    }
}

/// Texts that may hold names among other things, and the parties of a contract.
fn is_said_elsewhere(table: &str, column: &str) -> bool {
    [
        ("permit_change", "before"),
        ("permit_change", "after"),
        ("contract", "employer_name"),
        ("finding", "because"),
        ("finding", "seen"),
    ]
    .contains(&(table, column))
}

#[test]
fn what_is_internal_is_bookkeeping_and_nothing_else() {
    for ((table, column), class) in classes() {
        let reference = column.ends_with("_id") || column.starts_with("id_");
        let bookkeeping =
            BOOKKEEPING.contains(&column.as_str()) || reference || INTERNAL_TABLES.contains(&table.as_str());
        assert!(class != "internal" || bookkeeping, "{table}.{column} is {class}: it says something");
    }
}

/// Names of all properties in a description, with the schema they stand in.
fn properties(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                if name == "properties" {
                    let names = inner.as_object().into_iter().flat_map(|object| object.keys());
                    found.extend(names.map(|name| (path.to_owned(), name.clone())));
                }
                properties(inner, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, path, found)),
        _ => {}
    }
}

#[test]
fn no_view_shows_what_is_sealed_hashed_or_key_material() {
    // A view says no tables: what one table may show by a name, another must keep out of its views altogether.
    let shown_elsewhere: BTreeSet<String> =
        classes().into_iter().filter(|(_, class)| class == "public").map(|((_, column), _)| column).collect();
    let hidden: BTreeSet<String> = classes()
        .into_iter()
        .filter(|((table, column), class)| {
            HIDDEN.contains(&class.as_str()) && (table.as_str(), column.as_str()) != ("ledger_entry", "changes")
        })
        .map(|((_, column), _)| column)
        .filter(|column| !shown_elsewhere.contains(column))
        .collect();
    let mut shown = Vec::new();
    properties(&serde_json::to_value(document()).unwrap(), "", &mut shown);
    assert!(shown.len() > 20, "the description was not understood");
    let leaks: Vec<_> = shown
        .iter()
        .filter(|(_, name)| {
            hidden.contains(name) || name.ends_with("_cipher") || name.ends_with("_hash") || name == "salt"
        })
        .collect();
    assert!(leaks.is_empty(), "{leaks:?}");
}

#[test]
fn the_columns_that_no_log_may_hold_are_those_that_the_classes_say() {
    let forbidden: BTreeSet<String> = classes()
        .into_iter()
        .filter(|(_, class)| HIDDEN.contains(&class.as_str()) || class == "personal-masked")
        .map(|((table, column), _)| format!("- `{table}.{column}`"))
        .collect();
    let text = fs::read_to_string("docs/LOGGING.md").unwrap();
    let (_, never) = text.split_once("## Never").unwrap();
    let listed: BTreeSet<String> = never.lines().filter(|line| line.starts_with("- `")).map(str::to_owned).collect();
    assert_eq!(listed, forbidden);
}
