//! `{TC}_expected.json`: expectations computed from the database.

use crate::{Json, Object, lenient::or_default};
use serde::{Deserialize, Serialize};

/// What the verdict compares with.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ExpectedFile {
    /// The test case.
    #[serde(deserialize_with = "or_default")]
    pub tc_id: String,
    /// Keys of the verdict to values or matchers.
    #[serde(deserialize_with = "or_default")]
    pub expected: Object,
    /// Fields that could not be computed, and why.
    #[serde(deserialize_with = "or_default")]
    pub skipped: Vec<SkippedField>,
    /// The statements that were run.
    #[serde(deserialize_with = "or_default")]
    pub queries: Vec<Query>,
    /// When; RFC 3339.
    #[serde(deserialize_with = "or_default")]
    pub generated_at: String,
    /// Which program, with its version.
    #[serde(deserialize_with = "or_default")]
    pub tool: String,
}

/// A field that could not be computed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SkippedField {
    /// Its path in the plan.
    #[serde(deserialize_with = "or_default")]
    pub path: String,
    /// Why.
    #[serde(deserialize_with = "or_default")]
    pub reason: String,
}

/// A statement and the value it gave.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Query {
    /// The field's path in the plan.
    #[serde(deserialize_with = "or_default")]
    pub path: String,
    /// The database's name.
    #[serde(deserialize_with = "or_default")]
    pub db: String,
    /// The statement.
    #[serde(deserialize_with = "or_default")]
    pub sql: String,
    /// What it gave.
    #[serde(deserialize_with = "or_default")]
    pub value: Json,
}
