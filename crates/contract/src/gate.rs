//! `{T}_gate_{time}.json`: the baseline that a person agreed to before the tests.

use crate::{Json, lenient::or_default};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// What changed, what is tested, and against which servers.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Gate {
    /// The ticket's id.
    #[serde(deserialize_with = "or_default")]
    pub ticket: String,
    /// The branch under test.
    pub branch: Option<String>,
    /// `NEW`, `REUSE` or `REPLAN`: what happens to the sheet.
    pub mode: Option<String>,
    /// `match`, `jira`, `code` or `union`: which side counts.
    pub baseline_mode: Option<String>,
    /// `METADATA`, `HYBRID` or `SOURCE_DIRECT`.
    pub analysis_mode: Option<String>,
    /// What the ticket asks for.
    #[serde(deserialize_with = "or_default")]
    pub jira_digest: Vec<JiraItem>,
    /// What the code does.
    #[serde(deserialize_with = "or_default")]
    pub code_digest: Vec<CodeItem>,
    /// The two compared.
    #[serde(deserialize_with = "or_default")]
    pub comparison: Comparison,
    /// What is to be tested.
    #[serde(deserialize_with = "or_default")]
    pub test_scope: Vec<Json>,
    /// Services that the change touches.
    #[serde(deserialize_with = "or_default")]
    pub affected_services: Vec<AffectedService>,
    /// Which kinds of test the change needs.
    #[serde(deserialize_with = "or_default")]
    pub test_types: TestTypes,
    /// Whether each server answered.
    #[serde(deserialize_with = "or_default")]
    pub server_connectivity: IndexMap<String, Json>,
    /// Service to environment and URL: the only origins whose exchanges count.
    #[serde(deserialize_with = "or_default")]
    pub server_env_map: IndexMap<String, Server>,
    /// Why the gate decided so.
    pub reason: Option<String>,
    /// The ticket's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Conditions under which the code under test runs.
    #[serde(deserialize_with = "or_default")]
    pub behavioral_contracts: Vec<BehavioralContract>,
}

/// One thing that the ticket asks for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct JiraItem {
    /// Its number, such as `J1`.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// The sentence.
    #[serde(deserialize_with = "or_default")]
    pub content: String,
    /// `description`, `acceptance_criteria` or `subtask`.
    pub source: Option<String>,
}

/// One thing that the code does.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CodeItem {
    /// Its number, such as `C1`.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// The sentence.
    #[serde(deserialize_with = "or_default")]
    pub content: String,
    /// The files it is in.
    #[serde(deserialize_with = "or_default")]
    pub files: Vec<String>,
}

/// Ticket and code compared.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Comparison {
    /// Pairs of a ticket item and a code item.
    #[serde(deserialize_with = "or_default")]
    pub matched: Vec<(String, String)>,
    /// Asked for and not found in the code.
    #[serde(deserialize_with = "or_default")]
    pub jira_only: Vec<String>,
    /// In the code and not asked for.
    #[serde(deserialize_with = "or_default")]
    pub code_only: Vec<String>,
}

/// A service that the change touches.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AffectedService {
    /// The repository.
    #[serde(deserialize_with = "or_default")]
    pub repo: String,
    /// `BE_API`, `FE_WEB` or `FE_APP`.
    #[serde(rename = "type")]
    pub service_type: Option<String>,
    /// The branch.
    pub branch: Option<String>,
    /// The commits.
    #[serde(deserialize_with = "or_default")]
    pub commits: Vec<Json>,
}

/// Which kinds of test the change needs.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TestTypes {
    /// Requests are sent.
    #[serde(deserialize_with = "or_default")]
    pub api_test: bool,
    /// Snapshots before and after are needed.
    #[serde(deserialize_with = "or_default")]
    pub db_verify: bool,
    /// The tables that matter.
    #[serde(deserialize_with = "or_default")]
    pub db_verify_tables: Vec<String>,
    /// Screenshots are needed.
    #[serde(deserialize_with = "or_default")]
    pub web_ui_capture: bool,
    /// Sequences of calls stand for the app.
    #[serde(deserialize_with = "or_default")]
    pub mobile_api_simulation: bool,
    /// The sequences.
    #[serde(deserialize_with = "or_default")]
    pub mobile_api_sequences: Vec<ApiSequence>,
    /// Events are matched.
    #[serde(deserialize_with = "or_default")]
    pub event_verify: bool,
}

/// A sequence of calls that stands for a screen of the app.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ApiSequence {
    /// Its name.
    #[serde(deserialize_with = "or_default")]
    pub name: String,
    /// The screen.
    pub screen: Option<String>,
    /// The calls.
    #[serde(deserialize_with = "or_default")]
    pub api_sequence: Vec<ApiCall>,
}

/// One call of a sequence.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ApiCall {
    /// Its place in the sequence.
    #[serde(deserialize_with = "or_default")]
    pub order: u64,
    /// The HTTP method.
    #[serde(deserialize_with = "or_default")]
    pub method: String,
    /// The path.
    #[serde(deserialize_with = "or_default")]
    pub path: String,
    /// The body.
    #[serde(deserialize_with = "or_default")]
    pub body: Json,
    /// The call whose answer it takes values from.
    #[serde(deserialize_with = "or_default")]
    pub depends_on: Json,
    /// Name to JSONPath into the answer.
    #[serde(deserialize_with = "or_default")]
    pub extract: IndexMap<String, String>,
}

/// Where a service runs.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Server {
    /// The environment's name, such as `dev`.
    pub env: Option<String>,
    /// Its base URL.
    #[serde(deserialize_with = "or_default")]
    pub url: String,
}

/// Conditions under which a method behaves as tested.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct BehavioralContract {
    /// Its number, such as `BC-1`.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// The method in the code.
    pub method: Option<String>,
    /// Where it is in the code.
    pub source_ref: Option<String>,
    /// The conditions.
    #[serde(deserialize_with = "or_default")]
    pub conditions: Vec<ContractCondition>,
}

/// One condition: when a field is so, the result is so.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ContractCondition {
    /// Its number, such as `C-1`.
    #[serde(deserialize_with = "or_default")]
    pub condition_id: String,
    /// `{field, op, value}`
    #[serde(deserialize_with = "or_default")]
    pub when: Json,
    /// `{field, constraint, formula}`
    #[serde(deserialize_with = "or_default")]
    pub result: Json,
    /// `{db, table, where, min_rows}`
    #[serde(deserialize_with = "or_default")]
    pub test_data: Json,
}
