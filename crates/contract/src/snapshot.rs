//! `{TC}_before.json`, `{TC}_after.json`: rows as they were at one moment.

use crate::{Object, lenient::or_default};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A snapshot: `rows` of one statement, or `tables` of several.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Snapshot {
    /// The rows, in the order of the database; columns in the order of the statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<Object>>,
    /// How many rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row_count: Option<u64>,
    /// The database's name; never a URL with a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub db: Option<String>,
    /// The statement, placeholders unfilled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sql: Option<String>,
    /// The columns that tell rows apart.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
    /// Several tables by name, in place of `rows`.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "IndexMap::is_empty")]
    pub tables: IndexMap<String, Table>,
    /// When; RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<String>,
    /// Which program, with its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// `captured`, or `supplied` for rows that an agent's own database server delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// How long the capture waited before, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waited_ms: Option<u64>,
    /// How the wait ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_result: Option<WaitResult>,
}

/// One table of a snapshot of several.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Table {
    /// The rows.
    #[serde(deserialize_with = "or_default")]
    pub rows: Vec<Object>,
    /// How many.
    #[serde(deserialize_with = "or_default")]
    pub row_count: u64,
    /// The database's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub db: Option<String>,
    /// The statement, placeholders unfilled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sql: Option<String>,
    /// The columns that tell rows apart.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
}

/// Who delivered the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Our program asked the database itself.
    Captured,
    /// An agent's own database server delivered them.
    Supplied,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum WaitResult {
    /// Nothing was to be waited for.
    None,
    /// The seconds went by.
    Elapsed,
    /// The condition was met.
    Met,
    /// The condition was not met in time.
    Timeout,
}
