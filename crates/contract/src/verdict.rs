//! `{TC}_verdict.json`: each check, and what they come to.

use crate::{Json, Status, lenient::or_default};
use serde::{Deserialize, Serialize};

/// The verdict on one test case.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// The test case.
    pub tc_id: String,
    /// When; RFC 3339.
    pub timestamp: String,
    /// The checks, in the order of the expectation.
    pub checks: Vec<Check>,
    /// PASS or FAIL.
    pub verdict: Status,
    /// Checks that held.
    pub pass_count: u64,
    /// Checks that did not.
    pub fail_count: u64,
    /// Hash of the expectations that were judged, in canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_sha256: Option<String>,
    /// Hash of the file that was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual_sha256: Option<String>,
    /// Which program, with its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
}

/// One check.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Check {
    /// The key of the expectation.
    pub field: String,
    /// What was expected.
    #[serde(default, deserialize_with = "or_default")]
    pub expected: Json,
    /// What was found; long values are cut in `detail`, not here.
    #[serde(default, deserialize_with = "or_default")]
    pub actual: Json,
    /// How it came out.
    pub result: CheckResult,
    /// Where it looked and what it found, for a report.
    #[serde(default, deserialize_with = "or_default")]
    pub detail: String,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum CheckResult {
    /// It held.
    Pass,
    /// It did not hold.
    Fail,
    /// It could not be made: its expectation could not be computed.
    Skipped,
}
