//! `{T}_execution_plan.json`: what runs when, and what does not run at all.

use crate::{Status, lenient::or_default};
use serde::{Deserialize, Serialize};

/// The plan in tiers.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ExecutionPlan {
    /// The ticket's id.
    #[serde(deserialize_with = "or_default")]
    pub ticket: String,
    /// When it was made; RFC 3339.
    pub generated_at: Option<String>,
    /// The tiers, in order.
    #[serde(deserialize_with = "or_default")]
    pub execution_plan: Vec<Tier>,
    /// Test cases that do not run.
    #[serde(deserialize_with = "or_default")]
    pub excluded: Vec<Excluded>,
    /// Test cases that a person must decide about.
    #[serde(deserialize_with = "or_default")]
    pub needs_confirmation: Vec<NeedsConfirmation>,
    /// The plan in numbers.
    #[serde(deserialize_with = "or_default")]
    pub summary: PlanSummary,
}

/// Tasks that may run in parallel once all earlier tiers have ended.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Tier {
    /// Its number, from 0.
    #[serde(deserialize_with = "or_default")]
    pub tier: u64,
    /// Its tasks.
    #[serde(deserialize_with = "or_default")]
    pub parallel_tasks: Vec<Task>,
}

/// One task.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Task {
    /// `PROV_{entity}_{n}` or `RUN_{tc_id}`.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// `PROVISION` or `TEST`.
    #[serde(rename = "type", deserialize_with = "or_default")]
    pub task_type: String,
    /// The test case of a TEST.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tc_id: Option<String>,
    /// The entity of a PROVISION.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Tasks that must have ended before.
    #[serde(deserialize_with = "or_default")]
    pub depends_on: Vec<String>,
    /// Tasks with different numbers do not run at the same time.
    #[serde(deserialize_with = "or_default")]
    pub batch: u64,
    /// What it touches.
    #[serde(deserialize_with = "or_default")]
    pub resources: Vec<String>,
}

/// A test case that does not run.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Excluded {
    /// The test case.
    pub tc_id: String,
    /// `N/T` or `BLOCKED`.
    pub status: Status,
    /// Why.
    #[serde(default, deserialize_with = "or_default")]
    pub reason: String,
}

/// A test case that a person must decide about.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NeedsConfirmation {
    /// The test case.
    #[serde(deserialize_with = "or_default")]
    pub tc_id: String,
    /// What is to be decided.
    #[serde(deserialize_with = "or_default")]
    pub reason: String,
}

/// The plan in numbers.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PlanSummary {
    /// Tiers.
    #[serde(deserialize_with = "or_default")]
    pub tiers: u64,
    /// Tasks in all.
    #[serde(deserialize_with = "or_default")]
    pub tasks: u64,
    /// PROVISION tasks.
    #[serde(deserialize_with = "or_default")]
    pub provision: u64,
    /// TEST tasks.
    #[serde(deserialize_with = "or_default")]
    pub test: u64,
    /// Test cases that do not run.
    #[serde(deserialize_with = "or_default")]
    pub excluded: u64,
    /// Tasks on the longest path.
    #[serde(deserialize_with = "or_default")]
    pub critical_path: u64,
    /// Tasks that may run at once.
    #[serde(deserialize_with = "or_default")]
    pub max_parallel: u64,
}
