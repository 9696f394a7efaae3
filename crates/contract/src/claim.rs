//! What an entry of the ledger claims: the little that a later check needs without opening the
//! output (evidence.md). One type for each kind of program; programs write them, the rule for PASS
//! reads them.

use crate::{
    Object, Status, TcType, lenient::or_default, snapshot::Source, tc_spec::SnapshotQuery,
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Of `stimulus_executor`, `run_api_sequence` and `capture_screen`: the exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StimulusClaim {
    /// The status code; null when no answer came.
    pub status_code: Option<u16>,
    /// The method, in capitals.
    #[serde(deserialize_with = "or_default")]
    pub method: String,
    /// The URL's path, percent-encoded as it was sent, without the query.
    #[serde(deserialize_with = "or_default")]
    pub path: String,
    /// Scheme, host and port of the request as planned (`http://127.0.0.1:8080`).
    #[serde(deserialize_with = "or_default")]
    pub origin: String,
    /// The service of `server_env_map` that it went to; null without a gate file.
    pub service: Option<String>,
    /// Whether it went through a proxy.
    #[serde(deserialize_with = "or_default")]
    pub via_proxy: bool,
    /// Whether TLS went unchecked.
    #[serde(deserialize_with = "or_default")]
    pub insecure: bool,
    /// The origins of all hops in order, that of the first request included; empty when nothing was
    /// redirected.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub redirects: Vec<String>,
    /// The checkpoint's segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// `ui` for steps in a browser; absent for an HTTP exchange.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Of a picture that stands for a snapshot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
}

/// Whether a snapshot was taken before the stimulus or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Before it.
    Before,
    /// After it.
    After,
}

/// Of `capture_db_snapshot`: what was asked of which database. One statement, or `tables` of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SnapshotClaim {
    /// The database's name; never a URL with a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub db: Option<String>,
    /// [`sql_sha256`] of the statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sql_sha256: Option<String>,
    /// Several statements by the snapshot's name, in place of `db` and `sql_sha256`.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "IndexMap::is_empty")]
    pub tables: IndexMap<String, QueryClaim>,
    /// Who delivered the rows.
    pub source: Option<Source>,
    /// When it was taken; null for a snapshot outside the seven steps.
    pub phase: Option<Phase>,
}

/// One statement of a snapshot of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct QueryClaim {
    /// The database's name.
    #[serde(deserialize_with = "or_default")]
    pub db: String,
    /// [`sql_sha256`] of the statement.
    #[serde(deserialize_with = "or_default")]
    pub sql_sha256: String,
}

impl SnapshotClaim {
    /// Whether these are the planned statements on the planned databases, all of them.
    pub fn is_of(&self, plan: &[SnapshotQuery]) -> bool {
        let fits = |query: &SnapshotQuery, db: &str, sha256: &str| {
            query.db == db && sql_sha256(&query.sql) == sha256
        };
        match (plan, &self.db, &self.sql_sha256) {
            ([only], Some(db), Some(sha256)) => fits(only, db, sha256),
            _ => {
                plan.len() == self.tables.len()
                    && plan.iter().all(|query| {
                        let table = self.tables.get(&query.name);
                        table.is_some_and(|table| fits(query, &table.db, &table.sql_sha256))
                    })
            }
        }
    }
}

/// Of `compute_expected`: how many values came from where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ExpectedClaim {
    /// Fields that have a value.
    pub computed: u64,
    /// Fields that were skipped.
    pub skipped: u64,
    /// Who delivered the rows.
    pub source: Option<Source>,
}

/// Of `verdict_calculator`, and of `run_api_sequence` for checkpoints.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VerdictClaim {
    /// PASS or FAIL.
    pub verdict: Status,
    /// Checks that held.
    pub pass: u64,
    /// Checks that did not.
    pub fail: u64,
    /// [`crate::plan::sha256`] of the expectation that was judged: the plan's `expected` block, or
    /// what was given in its place.
    #[serde(default)]
    pub spec_sha256: Option<String>,
    /// Where the judged value lies in its file, such as `response.body`; `rows` for a snapshot.
    #[serde(default)]
    pub actual_path: Option<String>,
}

/// Of `record_tc_result`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResultClaim {
    /// How the test case ended.
    pub status: Status,
}

/// Of `seal_plan`: what the plan was before the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SealClaim {
    /// Sheet, plan and execution plan: path to hash of the bytes.
    #[serde(deserialize_with = "or_default")]
    pub files: IndexMap<String, String>,
    /// [`crate::plan::sha256`] of the gate's `server_env_map`; null without a gate file.
    pub env_map: Option<String>,
    /// [`crate::plan::sha256`] of the gate's `test_types`; null without a gate file.
    pub test_types: Option<String>,
    /// All test cases: the denominator.
    #[serde(deserialize_with = "or_default")]
    pub tcs: IndexMap<String, SealedTc>,
}

/// One test case of a seal. Hashes are those of [`crate::plan::sha256`]; null for an absent block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SealedTc {
    /// What it is.
    #[serde(rename = "type", deserialize_with = "or_default")]
    pub tc_type: TcType,
    /// Whether it must come out FAIL.
    #[serde(deserialize_with = "or_default")]
    pub canary: bool,
    /// Of its `expected` block.
    pub expected: Option<String>,
    /// Of its `stimulus` block.
    pub stimulus: Option<String>,
    /// Of its `snapshot` list.
    pub snapshot: Option<String>,
    /// Of its `checkpoints` list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkpoints: Option<String>,
}

/// Of `validate_final_message`, and of `verify_evidence --accept-head`: a remark for readers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NoteClaim {
    /// The remark.
    #[serde(deserialize_with = "or_default")]
    pub note: String,
    /// Hash of the text that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_sha256: Option<String>,
}

/// Of `merge_runs`: the head of a part's ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PartClaim {
    /// Number of the part, as in `_ledger.part-{n}.jsonl`.
    #[serde(deserialize_with = "or_default")]
    pub part: u64,
    /// Number of its last entry.
    #[serde(deserialize_with = "or_default")]
    pub seq: u64,
    /// Hash of its last entry.
    #[serde(deserialize_with = "or_default")]
    pub hash: String,
}

/// A claim as members of an entry.
///
/// # Panics
/// Never: the types of this module are objects of strings, booleans and integers.
pub fn members(claim: &impl Serialize) -> Object {
    let tree = crate::Json::from_serialize(claim).expect("claims serialise");
    tree.as_object().cloned().unwrap_or_default()
}

/// Members of an entry as a claim; `None` when it is of another kind.
pub fn read<T: DeserializeOwned>(members: &Object) -> Option<T> {
    crate::Json::Object(members.clone()).to_typed().ok()
}

/// SHA-256 of a statement as it stands in the plan, placeholders unfilled.
pub fn sql_sha256(sql: &str) -> String {
    crate::sha256::of(sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(name: &str, db: &str, sql: &str) -> SnapshotQuery {
        SnapshotQuery { name: name.into(), db: db.into(), sql: sql.into(), key: Vec::new() }
    }

    #[test]
    fn claims_are_written_and_read_alike() {
        let claim = StimulusClaim {
            status_code: Some(200),
            method: "POST".into(),
            path: "/orders/1/cancel".into(),
            origin: "http://127.0.0.1:8080".into(),
            service: Some("orders".into()),
            ..StimulusClaim::default()
        };
        assert_eq!(read(&members(&claim)), Some(claim));
        assert_eq!(read::<VerdictClaim>(&Object::new()), None);
    }

    #[test]
    fn a_snapshot_is_of_a_plan_when_every_statement_is() {
        let one = SnapshotClaim {
            db: Some("orders".into()),
            sql_sha256: Some(sql_sha256("SELECT 1")),
            ..SnapshotClaim::default()
        };
        let plan = [query("a", "orders", "SELECT 1"), query("b", "stock", "SELECT 2")];
        assert!(one.is_of(&plan[..1]));
        assert!(!one.is_of(&plan));
        assert!(!one.is_of(&[query("a", "stock", "SELECT 1")]));
        let mut both = SnapshotClaim::default();
        for query in &plan {
            let table = QueryClaim { db: query.db.clone(), sql_sha256: sql_sha256(&query.sql) };
            both.tables.insert(query.name.clone(), table);
        }
        assert!(both.is_of(&plan));
        assert!(!both.is_of(&plan[..1]));
    }
}
