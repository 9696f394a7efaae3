//! The JSON Schema of every document (feature `schema`).

use schemars::{JsonSchema, Schema, generate::SchemaSettings};

/// File name without extension, and schema, of every document, in alphabetical order.
pub fn all() -> Vec<(&'static str, Schema)> {
    vec![
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
    ]
}

fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}
