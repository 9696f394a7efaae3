//! `{TC}.json`: the result of one test case, assembled from its side-cars.

use crate::{Json, Object, Status, TcType, lenient::or_default};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The result of one test case.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TcResult {
    /// The test case.
    pub tc_id: String,
    /// What it is.
    #[serde(default, deserialize_with = "or_default")]
    pub tc_type: TcType,
    /// How it ended.
    pub status: Status,
    /// The seven steps in words.
    #[serde(default, deserialize_with = "or_default")]
    pub checklist: Checklist,
    /// The answer, as in the stimulus file.
    #[serde(default, deserialize_with = "or_default")]
    pub api_response: Json,
    /// The first snapshot.
    #[serde(default, deserialize_with = "or_default")]
    pub db_before: Json,
    /// The second snapshot.
    #[serde(default, deserialize_with = "or_default")]
    pub db_after: Json,
    /// Rows that changed, came or went.
    #[serde(default, deserialize_with = "or_default")]
    pub db_changes: Vec<Json>,
    /// How many more there are than `db_changes` lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub db_changes_omitted: Option<u64>,
    /// Paths of screenshots, relative to the ticket folder.
    #[serde(default, deserialize_with = "or_default")]
    pub screenshots: Vec<String>,
    /// Results of sequences of calls.
    #[serde(default, deserialize_with = "or_default")]
    pub mobile_api_results: Vec<Json>,
    /// Result of matching events.
    #[serde(default, deserialize_with = "or_default")]
    pub event_results: Json,
    /// Result of each segment.
    #[serde(default, deserialize_with = "or_default")]
    pub checkpoints: Vec<CheckpointResult>,
    /// How good the evidence is, and what it says.
    #[serde(default, deserialize_with = "or_default")]
    pub evidence: Evidence,
    /// Why it did not pass, where a reason is needed.
    #[serde(default)]
    pub error: Option<String>,
    /// Side-car to the hash of its bytes.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "IndexMap::is_empty")]
    pub files: IndexMap<String, String>,
    /// When its first step happened; RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// When its last step happened; RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// True when an agent lowered a computed PASS, with its reason in `error`.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "std::ops::Not::not")]
    pub verdict_overridden: bool,
}

/// The seven steps: the text after the dash of each line that people see.
///
/// Programs of ours write strings; older files hold objects, too, so that each step is any value.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Checklist {
    /// The data it ran with.
    #[serde(deserialize_with = "or_default")]
    pub data: Json,
    /// The state before.
    #[serde(deserialize_with = "or_default")]
    pub before: Json,
    /// The request and its status code.
    #[serde(deserialize_with = "or_default")]
    pub stimulus: Json,
    /// How long it waited.
    #[serde(deserialize_with = "or_default")]
    pub wait: Json,
    /// The state after.
    #[serde(deserialize_with = "or_default")]
    pub after: Json,
    /// What changed.
    #[serde(deserialize_with = "or_default")]
    pub compare: Json,
    /// The verdict and what it rests on.
    #[serde(deserialize_with = "or_default")]
    pub verdict: Json,
}

/// The result of one segment.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CheckpointResult {
    /// Its name.
    #[serde(deserialize_with = "or_default")]
    pub segment: String,
    /// Method and path.
    #[serde(deserialize_with = "or_default")]
    pub trigger: String,
    /// What was expected, in words.
    #[serde(deserialize_with = "or_default")]
    pub expected: Json,
    /// What came, in words.
    #[serde(deserialize_with = "or_default")]
    pub actual: Json,
    /// Whether it held.
    #[serde(deserialize_with = "or_default")]
    pub pass: bool,
}

/// How good the evidence is.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Evidence {
    /// From 1 (an observation) to 4 (root cause shown).
    pub level: Option<u8>,
    /// The evidence in words.
    #[serde(deserialize_with = "or_default")]
    pub text: String,
}

/// A changed, added or removed row in `db_changes`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DbChange {
    /// The snapshot's name; null when it has none.
    pub table: Option<String>,
    /// `changed`, `added` or `removed`.
    #[serde(deserialize_with = "or_default")]
    pub change: String,
    /// The row's key.
    #[serde(deserialize_with = "or_default")]
    pub key: Json,
    /// Column to `{before, after}`.
    #[serde(deserialize_with = "or_default")]
    pub diff_fields: Object,
}
