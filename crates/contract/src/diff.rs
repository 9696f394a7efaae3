//! `{TC}_diff.json`: what changed between two snapshots.

use crate::{Json, Object, lenient::or_default};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The changes of one table, or of several.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Diff {
    /// Rows that are in both and differ.
    #[serde(deserialize_with = "or_default")]
    pub changed: Vec<ChangedRow>,
    /// Rows that are in both and do not differ; empty with `--unchanged count`.
    #[serde(deserialize_with = "or_default")]
    pub unchanged: Vec<Json>,
    /// Rows that are in the after snapshot only.
    #[serde(deserialize_with = "or_default")]
    pub added: Vec<Json>,
    /// Rows that are in the before snapshot only.
    #[serde(deserialize_with = "or_default")]
    pub removed: Vec<Json>,
    /// Several tables by name, in place of the lists above.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "IndexMap::is_empty")]
    pub tables: IndexMap<String, TableDiff>,
    /// All of it in numbers.
    #[serde(deserialize_with = "or_default")]
    pub summary: DiffSummary,
    /// When; RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated_at: Option<String>,
    /// The file of the first snapshot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_file: Option<String>,
    /// The file of the second snapshot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_file: Option<String>,
}

/// The changes of one table of several.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TableDiff {
    /// Rows that are in both and differ.
    #[serde(deserialize_with = "or_default")]
    pub changed: Vec<ChangedRow>,
    /// Rows that are in both and do not differ.
    #[serde(deserialize_with = "or_default")]
    pub unchanged: Vec<Json>,
    /// Rows that are in the after snapshot only.
    #[serde(deserialize_with = "or_default")]
    pub added: Vec<Json>,
    /// Rows that are in the before snapshot only.
    #[serde(deserialize_with = "or_default")]
    pub removed: Vec<Json>,
    /// The table in numbers.
    #[serde(deserialize_with = "or_default")]
    pub summary: DiffSummary,
}

/// A row that differs.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ChangedRow {
    /// Its key: a string for one column, an array in key order for several.
    #[serde(deserialize_with = "or_default")]
    pub key: Json,
    /// The key's column: a string, or an array.
    #[serde(deserialize_with = "or_default")]
    pub pk_column: Json,
    /// The row before.
    #[serde(deserialize_with = "or_default")]
    pub before: Object,
    /// The row after.
    #[serde(deserialize_with = "or_default")]
    pub after: Object,
    /// The fields that differ.
    #[serde(deserialize_with = "or_default")]
    pub diff_fields: IndexMap<String, FieldChange>,
}

/// One field before and after.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FieldChange {
    /// Before; null also when the column was not there.
    #[serde(deserialize_with = "or_default")]
    pub before: Json,
    /// After; null also when the column is not there.
    #[serde(deserialize_with = "or_default")]
    pub after: Json,
    /// For strings over 120 characters: the difference as a unified diff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<String>,
}

/// The changes in numbers.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DiffSummary {
    /// Rows that differ.
    #[serde(deserialize_with = "or_default")]
    pub changed_count: u64,
    /// Rows that do not.
    #[serde(deserialize_with = "or_default")]
    pub unchanged_count: u64,
    /// Rows that came.
    #[serde(deserialize_with = "or_default")]
    pub added_count: u64,
    /// Rows that went.
    #[serde(deserialize_with = "or_default")]
    pub removed_count: u64,
    /// The key: a string, an array for several columns, null for none or for several tables.
    #[serde(deserialize_with = "or_default")]
    pub pk_column_used: Json,
    /// Columns that only the after snapshot has.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub columns_added: Vec<String>,
    /// Columns that only the before snapshot has.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub columns_removed: Vec<String>,
    /// Tables that only the after snapshot has.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub tables_added: Vec<String>,
    /// Tables that only the before snapshot has.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub tables_removed: Vec<String>,
}
