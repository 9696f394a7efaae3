//! `_summary.json`: all results of a ticket, counted.

use crate::{Json, Status, TcType, lenient::or_default};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// All results of a ticket.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// When; RFC 3339.
    pub generated_at: String,
    /// The counts.
    pub stats: Stats,
    /// A line for each test case, in natural order.
    pub tcs: Vec<TcLine>,
    /// Test cases with status FAIL.
    pub failed_tcs: Vec<String>,
    /// Test cases with status BLOCKED.
    pub blocked_tcs: Vec<String>,
    /// What reports quote, by test case.
    #[serde(default, deserialize_with = "or_default")]
    pub checks: IndexMap<String, TcChecks>,
    /// Files that could not be read or understood. With any of them `result` is never PASS.
    #[serde(default, deserialize_with = "or_default")]
    pub unreadable: Vec<Unreadable>,
    /// Planned test cases without a result; counted as N/T.
    #[serde(default, deserialize_with = "or_default")]
    pub missing_tcs: Vec<String>,
    /// What the ledger says of the results.
    #[serde(default, deserialize_with = "or_default")]
    pub provenance: Provenance,
    /// What it all comes to.
    pub result: RunResult,
    /// Whether the plan was sealed before the run.
    #[serde(default, deserialize_with = "or_default")]
    pub sealed: bool,
    /// Test cases that had to fail.
    #[serde(default, deserialize_with = "or_default")]
    pub canaries: Canaries,
    /// Test cases that were sealed more than once.
    #[serde(default, deserialize_with = "or_default")]
    pub resealed: Vec<Resealed>,
    /// Test cases that were judged more than once.
    #[serde(default, deserialize_with = "or_default")]
    pub reruns: Vec<Rerun>,
}

/// The counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Stats {
    /// All test cases, those without a result included.
    #[serde(deserialize_with = "or_default")]
    pub total: u64,
    /// PASS
    #[serde(deserialize_with = "or_default")]
    pub pass: u64,
    /// FAIL
    #[serde(deserialize_with = "or_default")]
    pub fail: u64,
    /// N/T, those without a result included.
    #[serde(deserialize_with = "or_default")]
    pub nt: u64,
    /// BLOCKED
    #[serde(deserialize_with = "or_default")]
    pub blocked: u64,
    /// INCOMPLETE
    #[serde(deserialize_with = "or_default")]
    pub incomplete: u64,
    /// Those of `nt` whose mapping says SKIPPED.
    #[serde(deserialize_with = "or_default")]
    pub skipped: u64,
    /// `pass` in per cent of `total` with one decimal, such as `66.7%`.
    #[serde(deserialize_with = "or_default")]
    pub pass_rate: String,
}

/// One test case.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TcLine {
    /// The test case.
    pub tc_id: String,
    /// What it is.
    pub tc_type: TcType,
    /// How it ended.
    pub status: Status,
    /// 1 to 4.
    pub evidence_level: Option<u8>,
    /// The evidence in words.
    pub evidence_text: String,
    /// The answer's status code.
    pub api_status_code: Option<u16>,
    /// Whether the database changed.
    pub has_db_changes: bool,
    /// How many fields changed.
    pub diff_field_count: u64,
    /// Why it did not pass.
    pub error: Option<String>,
}

/// What reports quote of one test case.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TcChecks {
    /// The seven steps.
    #[serde(deserialize_with = "or_default")]
    pub checklist: Json,
    /// The answer.
    #[serde(deserialize_with = "or_default")]
    pub api_response: Json,
    /// The screenshots.
    #[serde(deserialize_with = "or_default")]
    pub screenshots: Json,
}

/// A file that could not be read or understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Unreadable {
    /// Its name.
    #[serde(deserialize_with = "or_default")]
    pub file: String,
    /// Why.
    #[serde(deserialize_with = "or_default")]
    pub error: String,
}

/// What the ledger says of the results.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Provenance {
    /// How many results the ledger bears out.
    #[serde(deserialize_with = "or_default")]
    pub verified: u64,
    /// Test cases whose result or side-cars it does not bear out.
    #[serde(deserialize_with = "or_default")]
    pub unverified: Vec<String>,
    /// Test cases that rest on rows which an agent delivered.
    #[serde(deserialize_with = "or_default")]
    pub supplied: Vec<String>,
}

/// What a run comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum RunResult {
    /// A canary passed: the checks cannot be trusted.
    Void,
    /// Something failed.
    Fail,
    /// Everything counted passed, and the record bears it out.
    Pass,
    /// Neither.
    Incomplete,
}

impl RunResult {
    /// The word in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Void => "VOID",
            Self::Fail => "FAIL",
            Self::Pass => "PASS",
            Self::Incomplete => "INCOMPLETE",
        }
    }
}

/// Test cases that had to fail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Canaries {
    /// How many there are.
    #[serde(deserialize_with = "or_default")]
    pub total: u64,
    /// How many failed, as they should.
    #[serde(deserialize_with = "or_default")]
    pub caught: u64,
}

/// A test case that was sealed more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Resealed {
    /// The test case.
    #[serde(deserialize_with = "or_default")]
    pub tc_id: String,
    /// How often.
    #[serde(deserialize_with = "or_default")]
    pub times: u64,
}

/// A test case that was judged more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Rerun {
    /// The test case.
    #[serde(deserialize_with = "or_default")]
    pub tc_id: String,
    /// Its verdicts, in order.
    #[serde(deserialize_with = "or_default")]
    pub verdicts: Vec<String>,
}
