//! Types, schemas and samples of all documents agree.
//!
//! `samples/<document>/accepted` holds documents as they are or once were; `rejected` holds wrong
//! ones, each with the JSON pointer and the schema keyword under which it must be refused. Every
//! sample, and thousands of mutations of the exhaustive ones, is read by serde and by a JSON Schema
//! validator, and both must say the same.

#![expect(clippy::disallowed_methods, reason = "tests read their own samples")]
#![expect(clippy::unwrap_used, reason = "a sample that cannot be read fails its test")]

mod reading;
mod walk;

use contract::schemas;
use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Every document: its name, its schema, and how serde reads it.
fn documents() -> impl Iterator<Item = (&'static str, Value, reading::Read)> {
    schemas::all().into_iter().map(|(name, schema)| {
        let read = reading::of(name).unwrap_or_else(|| panic!("no type for {name}"));
        (name, schema.to_value(), read)
    })
}

fn samples(document: &str, kind: &str) -> BTreeMap<String, Value> {
    let folder = Path::new("tests/samples").join(document).join(kind);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let files = entries.map(|entry| entry.unwrap().path());
    files.map(|file| (stem(&file), parse(&file))).collect()
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn parse(file: &PathBuf) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).expect("our schemas are schemas")
}

#[test]
fn committed_schemas_are_those_of_the_types() {
    let folder = Path::new("../../docs/schemas");
    let mut committed: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| stem(&entry.unwrap().path())).collect();
    committed.sort();
    assert_eq!(committed, documents().map(|(name, ..)| name).collect::<Vec<_>>());
    for (name, schema, _) in documents() {
        let file = folder.join(format!("{name}.json"));
        assert_eq!(parse(&file), schema, "{} differs: run `make docs`", file.display());
    }
}

#[test]
fn every_document_has_samples_of_each_kind() {
    for (name, ..) in documents() {
        let accepted = samples(name, "accepted");
        for needed in ["minimal", "exhaustive", "old_style"] {
            assert!(accepted.contains_key(needed), "{name} has no sample {needed}");
        }
        assert!(samples(name, "rejected").len() >= 3, "{name} has too few rejected samples");
    }
}

#[test]
fn accepted_samples_are_accepted_by_both() {
    for (name, schema, read) in documents() {
        let validator = validator(&schema);
        for (sample, document) in samples(name, "accepted") {
            let serde = read(&document).err();
            assert_eq!(serde, None, "serde on {name}/{sample}");
            let schema = validator.iter_errors(&document).next().map(|error| error.to_string());
            assert_eq!(schema, None, "the schema on {name}/{sample}");
        }
    }
}

#[test]
fn rejected_samples_are_rejected_by_both_at_the_same_place() {
    for (name, schema, read) in documents() {
        let validator = validator(&schema);
        for (sample, case) in samples(name, "rejected") {
            let expected = (text(&case["at"]), text(&case["keyword"]));
            let errors: Vec<_> = validator.iter_errors(&case["document"]).collect();
            let found: Vec<_> = errors.iter().map(innermost).collect();
            assert_eq!(found, std::slice::from_ref(&expected), "the schema on {name}/{sample}");
            let refusal = read(&case["document"]).expect_err(&format!("serde on {name}/{sample}"));
            assert_eq!(refusal.pointer, expected.0, "serde on {name}/{sample}: {refusal:?}");
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Pointer and keyword of the error that says most: inside an `anyOf` that only adds null, that of
/// the other branch.
fn innermost(error: &ValidationError<'_>) -> (String, String) {
    if let ValidationErrorKind::AnyOf { context } = error.kind() {
        let branches = context.iter().filter_map(|branch| branch.first());
        let said = branches.map(innermost);
        let not_null = said.max_by_key(|(pointer, keyword)| (pointer.len(), keyword != "type"));
        return not_null.expect("an anyOf has branches");
    }
    (error.instance_path().to_string(), error.kind().keyword().to_owned())
}

#[test]
fn exhaustive_samples_hold_every_member() {
    for (name, schema, _) in documents() {
        let sample = &samples(name, "accepted")["exhaustive"];
        let seen = walk::seen(&schema, sample);
        let members = walk::members(&schema);
        let missing: Vec<_> = members.difference(&seen).collect();
        assert!(missing.is_empty(), "{name}/exhaustive lacks {missing:?}");
    }
}

#[test]
fn samples_are_accepted_and_rejected_alike() {
    let replacements = [
        Value::Null,
        json!(true),
        json!(7),
        json!(-1),
        json!(1.5),
        json!(70_000),
        json!("x"),
        json!([]),
        json!([null]),
        json!(["a", "b"]),
        json!({}),
        json!({"a": null}),
    ];
    for (name, schema, read) in documents() {
        let validator = validator(&schema);
        let agree = |document: &Value, what: &str| {
            let serde = read(document);
            let schema = validator.iter_errors(document).next().map(|error| error.to_string());
            assert_eq!(serde.is_ok(), schema.is_none(), "{name}: {what}\n{serde:?}\n{schema:?}");
        };
        let sample = &samples(name, "accepted")["exhaustive"];
        for pointer in walk::pointers(sample) {
            for replacement in &replacements {
                let mut document = sample.clone();
                *document.pointer_mut(&pointer).unwrap() = replacement.clone();
                agree(&document, &format!("{replacement} at {pointer}"));
            }
            let mut document = sample.clone();
            if walk::remove(&mut document, &pointer) {
                agree(&document, &format!("without {pointer}"));
            }
        }
    }
}
