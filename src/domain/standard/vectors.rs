//! Holds the readers to the committed table of identifiers, `fixtures/standard/identifier_vectors.csv`.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::NaiveDate;
use serde::Deserialize;

use super::reading::{Defect, Read, Reading};
use super::{credit_code, organisation_code, organisation_identity, permit_number, project_number, resident_id};

const TABLE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/standard/identifier_vectors.csv"));

#[derive(Deserialize)]
struct Vector {
    kind: String,
    value: String,
    outcome: String,
    note: String,
}

/// `valid`, the reason there is no value, or the code of the first warning or of the refusal.
fn outcome<T>(result: Result<Read<T>, Defect>) -> String {
    match result {
        Err(defect) => defect.code.to_owned(),
        Ok(Read { reading: Reading::Absent(absent), .. }) => format!("{absent:?}"),
        Ok(Read { warnings, .. }) => warnings.first().map_or("valid", |warning| warning.code).to_owned(),
    }
}

fn read(vector: &Vector) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    let value = vector.value.as_str();
    match vector.kind.as_str() {
        "credit_code" => outcome(credit_code::CreditCode::parse(value).map(Read::sure)),
        "organisation_code" => outcome(organisation_code::OrganisationCode::parse(value).map(Read::sure)),
        "resident_id" => outcome(resident_id::ResidentId::parse(value, today).map(Read::sure)),
        "organisation_identity" => outcome(organisation_identity::read(value)),
        "permit_number" => outcome(permit_number::read(value)),
        "project_number" => outcome(project_number::read(value, today)),
        other => format!("no reader for {other}"),
    }
}

#[test]
fn every_vector_reads_as_the_table_says() {
    let vectors: Vec<Vector> = csv::Reader::from_reader(TABLE.as_bytes()).deserialize().map(Result::unwrap).collect();
    let wrong: Vec<String> = vectors
        .iter()
        .map(|vector| (vector, read(vector)))
        .filter(|(vector, outcome)| *outcome != vector.outcome)
        .map(|(vector, outcome)| {
            format!("{} {}: {outcome}, not {} ({})", vector.kind, vector.value, vector.outcome, vector.note)
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(vectors.len() > 50, "the table lost its lines");
}
