//! The JSON Schema of every document (feature `schema`).

use schemars::{
    JsonSchema, Schema,
    generate::SchemaSettings,
    transform::{RecursiveTransform, Transform},
};
use serde_json::{Map, Value, json};

/// File name without extension, and schema, of every document, in alphabetical order.
pub fn all() -> Vec<(&'static str, Schema)> {
    vec![
        ("active_ticket", of::<crate::active_ticket::ActiveTickets>()),
        ("behavioral_gate", of::<crate::behavioral_gate::BehavioralGate>()),
        ("data_mapping", of::<crate::mapping::Mapping>()),
        ("diff", of::<crate::diff::Diff>()),
        ("execution_plan", of::<crate::execution_plan::ExecutionPlan>()),
        ("expected", of::<crate::expected::ExpectedFile>()),
        ("gate", of::<crate::gate::Gate>()),
        ("ledger_entry", of::<crate::ledger::Entry>()),
        ("result", of::<crate::result::TcResult>()),
        ("snapshot", of::<crate::snapshot::Snapshot>()),
        ("stimulus", of::<crate::stimulus::Stimulus>()),
        ("summary", of::<crate::summary::Summary>()),
        ("tc_spec", of::<crate::tc_spec::TcSpec>()),
        ("verdict", of::<crate::verdict::Verdict>()),
        ("verification", of::<crate::verification::Verification>()),
    ]
}

fn of<T: JsonSchema>() -> Schema {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(optional_members_may_be_null).transform(&mut schema);
    schema
}

/// A missing optional key and `null` mean the same (conventions.md, "Files"), in every object.
fn optional_members_may_be_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    let required = object.get("required").cloned().unwrap_or_default();
    let is_required = |name: &str| {
        required.as_array().is_some_and(|names| names.iter().any(|required| required == name))
    };
    let Some(Value::Object(members)) = object.get_mut("properties") else { return };
    for (_, member) in members.iter_mut().filter(|(name, _)| !is_required(name)) {
        if let Value::Object(member) = member {
            allow_null(member);
        }
    }
}

/// A schema without `type` and `$ref` takes any value, or has a branch for null already.
fn allow_null(schema: &mut Map<String, Value>) {
    match schema.get_mut("type") {
        Some(Value::Array(types)) if !types.contains(&json!("null")) => types.push(json!("null")),
        Some(kind @ Value::String(_)) => *kind = json!([kind, "null"]),
        _ => {}
    }
    if let Some(definition) = schema.remove("$ref") {
        schema.insert("anyOf".into(), json!([{ "$ref": definition }, { "type": "null" }]));
    }
}
