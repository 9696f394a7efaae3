//! `{T}_데이터매핑.json`: which real data each test case runs with.

mod check;
mod entry;
mod shape;
mod tally;
mod walk;

pub use check::{Checked, Flaw, check, entries};

use crate::{Json, Object, lenient::or_default};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The data mapping of a ticket.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mapping {
    /// The ticket's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The version of the sheet it was made for, with its `v`.
    pub sheet_version: String,
    /// When it was begun; RFC 3339.
    pub created_at: String,
    /// When it was complete; null until then.
    #[serde(default)]
    pub completed_at: Option<String>,
    /// Entries by test case.
    pub mappings: IndexMap<String, Entry>,
    /// The entries' statuses, counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
}

/// The data of one test case.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Entry {
    /// How the search for data ended.
    pub status: Option<EntryStatus>,
    /// Named values that placeholders refer to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Object>,
    /// What older files call `data` after provisioning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provisioned_data: Option<Object>,
    /// The query that found the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_query: Option<Json>,
    /// Whether the data reaches the code under test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behavioral_check: Option<BehavioralCheck>,
    /// Why there is no data, or why it is not used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What could be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// The entity to provision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provision_target: Option<Json>,
    /// When it was provisioned; RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provisioned_at: Option<String>,
    /// What the condition asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Json>,
    /// What was found instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<Json>,
}

impl Entry {
    /// The data, under its present or its older name.
    pub fn values(&self) -> Option<&Object> {
        self.data.as_ref().or(self.provisioned_data.as_ref())
    }
}

/// How the search for data ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EntryStatus {
    /// Data was found and fits.
    Mapped,
    /// There is none.
    NotFound,
    /// It must be created first.
    ProvisioningNeeded,
    /// It was created; everything downstream treats it as mapped.
    Provisioned,
    /// A person decided to leave it out.
    Skipped,
    /// Data was found and does not fit the behavioural condition.
    BehavioralMismatch,
    /// The test case itself will bring it about.
    CapturePlanned,
    /// Something stands in the way.
    Blocked,
}

impl EntryStatus {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 8] = [
        Self::Mapped,
        Self::NotFound,
        Self::ProvisioningNeeded,
        Self::Provisioned,
        Self::Skipped,
        Self::BehavioralMismatch,
        Self::CapturePlanned,
        Self::Blocked,
    ];

    /// Reads the word of a document.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// The word in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mapped => "MAPPED",
            Self::NotFound => "NOT_FOUND",
            Self::ProvisioningNeeded => "PROVISIONING_NEEDED",
            Self::Provisioned => "PROVISIONED",
            Self::Skipped => "SKIPPED",
            Self::BehavioralMismatch => "BEHAVIORAL_MISMATCH",
            Self::CapturePlanned => "CAPTURE_PLANNED",
            Self::Blocked => "BLOCKED",
        }
    }
}

/// Whether the data reaches the code under test.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct BehavioralCheck {
    /// `PASS`, or anything else, which blocks the test case.
    #[serde(deserialize_with = "or_default")]
    pub verdict: String,
    /// How it was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Each condition: a string, or `{field, expected, actual, result}`.
    #[serde(deserialize_with = "or_default")]
    pub conditions: Vec<Json>,
}

/// The entries' statuses, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Summary {
    /// Entries in all.
    #[serde(deserialize_with = "or_default")]
    pub total_tcs: u64,
    /// MAPPED
    #[serde(deserialize_with = "or_default")]
    pub mapped: u64,
    /// NOT_FOUND
    #[serde(deserialize_with = "or_default")]
    pub not_found: u64,
    /// PROVISIONING_NEEDED
    #[serde(deserialize_with = "or_default")]
    pub provisioning_needed: u64,
    /// PROVISIONED
    #[serde(deserialize_with = "or_default")]
    pub provisioned: u64,
    /// SKIPPED
    #[serde(deserialize_with = "or_default")]
    pub skipped: u64,
    /// BEHAVIORAL_MISMATCH
    #[serde(deserialize_with = "or_default")]
    pub behavioral_mismatch: u64,
    /// CAPTURE_PLANNED
    #[serde(deserialize_with = "or_default")]
    pub capture_planned: u64,
    /// BLOCKED
    #[serde(deserialize_with = "or_default")]
    pub blocked: u64,
    /// Share of entries with data, as the skill documents write it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Json>,
}
