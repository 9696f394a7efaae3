//! `_ledger.jsonl`: one entry a line, only ever appended to (evidence.md).

use crate::{Object, lenient::or_default};
use serde::{Deserialize, Serialize};

/// One entry. Values are strings, booleans and integers below 2^53 only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// From 1.
    pub seq: u64,
    /// When; RFC 3339. Time order is the order of `seq`, never this.
    pub at: String,
    /// The program.
    pub tool: String,
    /// Its version.
    pub version: String,
    /// The test case; null for an entry of none.
    #[serde(default)]
    pub tc_id: Option<String>,
    /// What it read.
    #[serde(default, deserialize_with = "or_default")]
    pub inputs: Vec<FileHash>,
    /// What it wrote; null for an entry without a file.
    #[serde(default)]
    pub output: Option<FileHash>,
    /// The little that a later check needs without opening the file.
    #[serde(default, deserialize_with = "or_default")]
    pub claim: Object,
    /// The hash of the entry before; null for the first.
    #[serde(default)]
    pub prev: Option<String>,
    /// SHA-256 of the entry's canonical form without `hash` and `sig`; 64 lower-case hex digits.
    pub hash: String,
    /// `hmac-sha256:{id}:{hex}` or `ed25519:{id}:{base64}` over `hash`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sig: Option<String>,
}

/// A file and the hash of its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileHash {
    /// Relative to the ticket folder, in NFC with `/`.
    pub path: String,
    /// 64 lower-case hex digits.
    pub sha256: String,
}
