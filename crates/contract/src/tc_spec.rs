//! `{T}_tc_spec.json`: the machine-readable plan, written by the agent, read by almost everything.

use crate::{Json, Object, TcType, lenient::or_default};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The plan of a ticket.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TcSpec {
    /// The ticket's id.
    #[serde(deserialize_with = "or_default")]
    pub ticket: String,
    /// The version of the sheet it was made from, with its `v`.
    #[serde(deserialize_with = "or_default")]
    pub sheet_version: String,
    /// When it was written; RFC 3339.
    pub generated_at: Option<String>,
    /// Test cases by id.
    #[serde(deserialize_with = "or_default")]
    pub tcs: IndexMap<String, Tc>,
}

/// The plan of one test case.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Tc {
    /// Its title; `[관찰]` or `[observation]` at the start marks an observation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it is. Without it the title decides.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub tc_type: Option<TcType>,
    /// The request that exercises the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stimulus: Option<Stimulus>,
    /// What the data must fulfil to reach the code under test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behavioral_condition: Option<BehavioralCondition>,
    /// Where its data comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_requirement: Option<DataRequirement>,
    /// What to look at before and after.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub snapshot: Vec<SnapshotQuery>,
    /// What to wait for between stimulus and the second look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// What must come out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
    /// Segments of an end-to-end case, in order.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub checkpoints: Vec<Checkpoint>,
    /// Events that must be seen.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Test cases that must have ended well before.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
    /// Entities to provision.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<Requirement>,
    /// Resources it touches, such as `order:{data.order_id}`.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// Changes that are expected to happen and mean nothing.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub noise: Vec<Noise>,
    /// A check on the checks: this test case must come out FAIL.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "std::ops::Not::not")]
    pub canary: bool,
}

impl Tc {
    /// What the test case is: `type`, else what its title says.
    pub fn kind(&self) -> TcType {
        let title = self.title.as_deref().unwrap_or_default();
        self.tc_type.unwrap_or_else(|| TcType::from_title(title))
    }
}

/// A request as planned; placeholders unfilled.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Stimulus {
    /// `http` when absent, or `ui`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The HTTP method.
    #[serde(deserialize_with = "or_default")]
    pub method: String,
    /// The service of the gate's `server_env_map` that it goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The path, with `{name}` for path parameters.
    #[serde(deserialize_with = "or_default")]
    pub path: String,
    /// Values of the path parameters.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Object::is_empty")]
    pub path_params: Object,
    /// Query parameters; an array gives one parameter several times.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Object::is_empty")]
    pub query: Object,
    /// Headers; an array gives one header several times.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Object::is_empty")]
    pub headers: Object,
    /// The body; `null` for none.
    #[serde(deserialize_with = "or_default")]
    pub body: Json,
}

/// What data must fulfil so that the code under test is reached.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct BehavioralCondition {
    /// `{bc.id}.{condition_id}` into the gate's `behavioral_contracts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_ref: Option<String>,
    /// How it is checked in a database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub db_check: Option<DbCheck>,
}

/// A query and what its rows must say.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DbCheck {
    /// A name of `databases`, or of a database server of the agent.
    #[serde(deserialize_with = "or_default")]
    pub db: String,
    /// The statement, placeholders unfilled.
    #[serde(deserialize_with = "or_default")]
    pub sql: String,
    /// An assert such as `all_eq('PICKING')`.
    #[serde(deserialize_with = "or_default")]
    pub assert: String,
}

/// Where a test case's data comes from.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DataRequirement {
    /// The database.
    #[serde(deserialize_with = "or_default")]
    pub db: String,
    /// The table.
    #[serde(deserialize_with = "or_default")]
    pub table: String,
    /// A condition in SQL.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Joins, each a whole `JOIN …` clause. (An array here; a string in `expected.fields`.)
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub extra_joins: Vec<String>,
    /// How many rows there must be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_rows: Option<u64>,
    /// The column that tells the test's own row apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier_column: Option<String>,
    /// The member of the mapping's `data` that holds its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier_field: Option<String>,
}

/// One table to look at.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SnapshotQuery {
    /// Its name in the snapshot and in `db_changes`.
    #[serde(deserialize_with = "or_default")]
    pub name: String,
    /// The database.
    #[serde(deserialize_with = "or_default")]
    pub db: String,
    /// The statement, placeholders unfilled.
    #[serde(deserialize_with = "or_default")]
    pub sql: String,
    /// The columns that tell rows apart.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
}

/// What to wait for after the stimulus.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Wait {
    /// Seconds to wait in any case, counted from the stimulus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<Json>,
    /// A condition to poll for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<WaitUntil>,
}

/// A condition to poll for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct WaitUntil {
    /// The database.
    #[serde(deserialize_with = "or_default")]
    pub db: String,
    /// The statement, placeholders unfilled.
    #[serde(deserialize_with = "or_default")]
    pub sql: String,
    /// What its rows must say.
    #[serde(deserialize_with = "or_default")]
    pub assert: String,
    /// When to give up, in seconds after the stimulus (30 when absent).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<u64>,
    /// Time between two looks, in milliseconds (250 when absent).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_ms: Option<u64>,
}

/// What must come out.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Expected {
    /// The status code of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<Json>,
    /// Values to be computed from the database when the test runs.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<ExpectedField>,
    /// Values that are known beforehand: a key of the verdict to a value or a matcher.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Object::is_empty")]
    pub static_fields: Object,
    /// Cells that must have changed.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub db_changes: Vec<DbChange>,
}

/// A value to be computed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ExpectedField {
    /// Where in the answer it is compared, such as `groups[*].skus[*].quantity`.
    #[serde(deserialize_with = "or_default")]
    pub path: String,
    /// The database it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_db: Option<String>,
    /// The table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_table: Option<String>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_column: Option<String>,
    /// A condition in SQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_where: Option<String>,
    /// A `JOIN …` clause. (A string here; `data_requirement` has an array.)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_join: Option<String>,
    /// `sum`, `count`, `max`, `min`; none for the column itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aggregation: Option<String>,
    /// The rule in words, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
}

impl ExpectedField {
    /// The key under which the computed value is judged: `agg(path)` when the path has a wildcard
    /// and there is an aggregation, else the path.
    pub fn key(&self) -> String {
        let aggregation = self.aggregation.as_deref().map(|word| word.trim().to_ascii_lowercase());
        match aggregation.as_deref() {
            None | Some("" | "null" | "none") => self.path.clone(),
            Some(aggregation) if self.path.contains("[*]") => {
                format!("{aggregation}({})", self.path)
            }
            Some(_) => self.path.clone(),
        }
    }
}

/// A cell that must have changed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DbChange {
    /// The snapshot's name; may be left out when there is one only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<String>,
    /// The row's key: a value, or an array for several columns.
    #[serde(deserialize_with = "or_default")]
    pub key: Json,
    /// The column.
    #[serde(deserialize_with = "or_default")]
    pub field: String,
    /// Its value before; not compared when the member is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Json>,
    /// Its value after; not compared when the member is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Json>,
}

/// One segment of an end-to-end case.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Checkpoint {
    /// Its name, such as `①`.
    #[serde(deserialize_with = "or_default")]
    pub segment: String,
    /// The request of this segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stimulus: Option<Stimulus>,
    /// What must come out of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
    /// `stop` (when absent) or `continue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_mismatch: Option<String>,
}

/// An event that must be seen.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Event {
    /// The topic.
    #[serde(deserialize_with = "or_default")]
    pub topic: String,
    /// The key, placeholders unfilled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Json>,
    /// What the payload must hold, as for a verdict.
    #[serde(deserialize_with = "or_default")]
    pub payload: Json,
}

/// An entity to provision.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Requirement {
    /// The kind of entity.
    #[serde(deserialize_with = "or_default")]
    pub entity: String,
    /// The name under which its data is used.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

/// A change that means nothing.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Noise {
    /// `snapshot.column`, such as `orders.updated_at`.
    #[serde(deserialize_with = "or_default")]
    pub path: String,
    /// Why it means nothing.
    #[serde(deserialize_with = "or_default")]
    pub reason: String,
}
