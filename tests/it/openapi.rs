//! The description of the interface: committed as generated, and complete enough to program against.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use siku::error::Code;
use siku::http::app::document;
use siku::http::openapi::text;

use crate::support::generated;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

#[test]
fn the_committed_description_is_the_generated_one() {
    generated("openapi/openapi.json", &text(&document()).unwrap());
}

/// The description, as JSON.
pub fn described() -> Value {
    serde_json::to_value(document()).unwrap()
}

/// Every operation with its name: `GET /api/v1/enterprises`.
pub fn operations(document: &Value) -> Vec<(String, Value)> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if METHODS.contains(&method.as_str()) {
                operations.push((format!("{} {path}", method.to_uppercase()), operation.clone()));
            }
        }
    }
    assert!(operations.len() >= 5, "{operations:?}");
    operations
}

fn says(value: &Value, field: &str) -> bool {
    value[field].as_str().is_some_and(|text| !text.trim().is_empty())
}

/// What a check finds wrong, all of it at once.
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_operation_says_what_it_does_and_where_it_belongs() {
    let document = described();
    let tags: BTreeSet<&str> =
        document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let mut ids = BTreeSet::new();
    let mut wrong = Vec::new();
    for (name, operation) in operations(&document) {
        for field in ["summary", "description"] {
            if !says(&operation, field) {
                wrong.push(format!("{name} has no {field}"));
            }
        }
        let own: Vec<&str> = operation["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if own.len() != 1 || !own.iter().all(|tag| tags.contains(tag)) {
            wrong.push(format!("{name} has the tags {own:?}, not one of {tags:?}"));
        }
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        if id.is_empty() || !ids.insert(id.clone()) {
            wrong.push(format!("{name} has no operationId of its own: {id:?}"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_parameter_is_described_and_shown_by_example() {
    let mut wrong = Vec::new();
    for (name, operation) in operations(&described()) {
        let parameters: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
        for parameter in &parameters {
            let own = parameter["name"].as_str().unwrap();
            if !says(parameter, "description") {
                wrong.push(format!("{name}: {own} is not described"));
            }
            // A cursor comes from the page before, and yes or no needs no example.
            let kind = parameter["schema"]["type"].to_string();
            let obvious = own == "cursor" || kind.contains("boolean");
            let schema = &parameter["schema"];
            let exemplified =
                [parameter, schema].iter().any(|at| !at["example"].is_null() || !at["examples"].is_null());
            if !obvious && !exemplified && schema["enum"].is_null() && schema["$ref"].is_null() {
                wrong.push(format!("{name}: {own} has no example"));
            }
        }
        let described: BTreeSet<&str> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "path" && parameter["required"] == true)
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let in_path: BTreeSet<&str> = name.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
        if described != in_path {
            wrong.push(format!("{name}: describes {described:?} of its path"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_operation_declares_its_answers() {
    let mut wrong = Vec::new();
    for (name, operation) in operations(&described()) {
        let responses = operation["responses"].as_object().unwrap();
        let good = responses.iter().filter(|(status, _)| status.starts_with('2'));
        let schemas = |response: &Value| {
            response["content"]
                .as_object()
                .is_some_and(|content| content.values().all(|media| !media["schema"].is_null()))
        };
        if !good.clone().any(|(_, response)| schemas(response)) {
            wrong.push(format!("{name} has no good answer with a schema"));
        }
        for (status, response) in responses.iter().filter(|(status, _)| !status.starts_with('2')) {
            let media: Vec<&String> = response["content"].as_object().into_iter().flat_map(Map::keys).collect();
            if media != ["application/problem+json"] {
                wrong.push(format!("{name}: {status} answers with {media:?}"));
            }
            if !says(response, "description") {
                wrong.push(format!("{name}: {status} is not described"));
            }
        }
        // Everything below /api is limited, reads the database, and has parameters that may be wrong.
        if name.contains("/api/v1/") {
            for status in ["400", "429", "503"].iter().filter(|status| !responses.contains_key(**status)) {
                wrong.push(format!("{name} does not declare {status}"));
            }
        }
        if name.contains('{') && !responses.contains_key("404") {
            wrong.push(format!("{name} does not declare 404"));
        }
    }
    assert_none(&wrong);
}

/// Texts of an example that say nothing, by where they stand.
fn blanks(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                blanks(inner, &format!("{path}.{name}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| blanks(item, path, found)),
        Value::String(text) if text.is_empty() => found.push(path.to_owned()),
        _ => {}
    }
}

#[test]
fn every_good_answer_is_shown_by_example() {
    let mut wrong = Vec::new();
    for (name, operation) in operations(&described()) {
        let responses = operation["responses"].as_object().unwrap();
        let (_, good) = responses.iter().find(|(status, _)| status.starts_with('2')).unwrap();
        if good["content"]["application/octet-stream"].is_object() {
            continue;
        }
        let example = &good["content"]["application/json"]["example"];
        if example.as_object().is_none_or(Map::is_empty) {
            wrong.push(format!("{name} shows no good answer: {example}"));
        }
        blanks(example, &name, &mut wrong);
    }
    assert_none(&wrong);
}

/// Calls `each` with every property and its name, wherever a schema has one.
fn for_each_property(value: &Value, path: &str, each: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                if name == "properties" {
                    for (property, schema) in inner.as_object().into_iter().flatten() {
                        each(&format!("{path}.{property}"), schema);
                    }
                }
                let path =
                    if name == "properties" || name == "allOf" { path.to_owned() } else { format!("{path}/{name}") };
                for_each_property(inner, &path, each);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| for_each_property(item, path, each)),
        _ => {}
    }
}

#[test]
fn every_property_of_every_schema_is_described() {
    let mut wrong = Vec::new();
    for_each_property(&described()["components"]["schemas"], "", &mut |name, schema| {
        // What may be absent is one of two, and described where it is said what it is.
        let either = schema["oneOf"].as_array().into_iter().flatten();
        if ![schema].into_iter().chain(either).any(|schema| says(schema, "description")) {
            wrong.push(format!("{name} is not described"));
        }
    });
    assert_none(&wrong);
}

/// Every text that stands as an example or a value of an error code.
fn codes(value: &Value, found: &mut Vec<String>) {
    for_each_property(value, "", &mut |name, schema| {
        if name.ends_with("Problem.code") {
            let examples = schema["examples"].as_array().into_iter().flatten();
            let values = schema["enum"].as_array().into_iter().flatten();
            found.extend(
                examples.chain(values).chain([&schema["example"]]).filter_map(Value::as_str).map(str::to_owned),
            );
        }
    });
}

#[test]
fn every_error_code_that_is_shown_exists() {
    let mut found = Vec::new();
    codes(&described(), &mut found);
    assert!(!found.is_empty(), "no schema named Problem shows a code");
    for code in found {
        assert!(Code::ALL.iter().any(|known| known.as_str() == code), "there is no code {code}");
    }
}
