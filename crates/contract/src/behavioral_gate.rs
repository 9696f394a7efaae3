//! `{T}_behavioral_gate.json`: which test cases' data reaches the code under test.

use crate::lenient::or_default;
use serde::{Deserialize, Serialize};

/// The gate's answer.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct BehavioralGate {
    /// Whether nothing is blocked.
    #[serde(deserialize_with = "or_default")]
    pub gate_passed: bool,
    /// The answer for each test case.
    #[serde(deserialize_with = "or_default")]
    pub results: Vec<GateResult>,
    /// The answers, counted.
    #[serde(deserialize_with = "or_default")]
    pub summary: GateSummary,
    /// What a reader must know besides, such as that there was no mapping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The answer for one test case.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct GateResult {
    /// The test case.
    #[serde(deserialize_with = "or_default")]
    pub tc_id: String,
    /// `PASS`, `BLOCKED` or `NEEDS_CONFIRMATION`.
    #[serde(deserialize_with = "or_default")]
    pub gate: String,
    /// Why.
    #[serde(deserialize_with = "or_default")]
    pub reason: String,
}

/// The answers, counted.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct GateSummary {
    /// PASS
    #[serde(deserialize_with = "or_default")]
    pub pass: u64,
    /// BLOCKED
    #[serde(deserialize_with = "or_default")]
    pub blocked: u64,
    /// NEEDS_CONFIRMATION
    #[serde(deserialize_with = "or_default")]
    pub needs_confirmation: u64,
}

impl BehavioralGate {
    /// The reason for which a test case is blocked, if it is.
    pub fn blocks(&self, tc_id: &str) -> Option<&str> {
        let result = self.results.iter().find(|result| result.tc_id == tc_id)?;
        (result.gate == "BLOCKED").then_some(result.reason.as_str())
    }
}
