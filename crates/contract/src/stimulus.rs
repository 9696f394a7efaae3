//! `{TC}_stimulus.json`: one HTTP exchange as it happened, secrets masked.

use crate::{Json, lenient::or_default};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// One exchange. A large body is best read with [`crate::json::Cursor`], not with this type.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Stimulus {
    /// The test case; null for an exchange of none.
    pub tc_id: Option<String>,
    /// When the request was sent; RFC 3339.
    #[serde(deserialize_with = "or_default")]
    pub timestamp: String,
    /// What was sent.
    #[serde(deserialize_with = "or_default")]
    pub request: Request,
    /// What came back.
    #[serde(deserialize_with = "or_default")]
    pub response: Response,
    /// Whether any HTTP response came.
    #[serde(deserialize_with = "or_default")]
    pub success: bool,
    /// How many times it was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u64>,
    /// The checkpoint's segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// Which program, with its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
}

/// What was sent.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Request {
    /// The method, in capitals.
    #[serde(deserialize_with = "or_default")]
    pub method: String,
    /// The URL, secrets masked.
    #[serde(deserialize_with = "or_default")]
    pub url: String,
    /// Headers by name; an array of strings for one that was sent several times.
    #[serde(deserialize_with = "or_default")]
    pub headers: IndexMap<String, Json>,
    /// The body, secrets masked.
    #[serde(deserialize_with = "or_default")]
    pub body: Json,
    /// `base64` when the body is neither JSON nor text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_encoding: Option<String>,
    /// SHA-256 of the body as sent, or of the masked body where something was masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_sha256: Option<String>,
}

/// What came back.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Response {
    /// The status code; null when no answer came.
    pub status_code: Option<u16>,
    /// Headers by name; an array of strings for one that came several times.
    #[serde(deserialize_with = "or_default")]
    pub headers: IndexMap<String, Json>,
    /// The body: JSON as it came, else text, else base64 (see `body_encoding`).
    #[serde(deserialize_with = "or_default")]
    pub body: Json,
    /// From the first byte sent to the last byte received, in milliseconds.
    pub elapsed_ms: Option<u64>,
    /// Why no whole answer came: begins with `TIMEOUT` or `CONNECTION_ERROR: `.
    pub error: Option<String>,
    /// What kind of error it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_kind: Option<ErrorKind>,
    /// `base64` when the body is neither JSON nor text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_encoding: Option<String>,
    /// The protocol's version, such as `HTTP/1.1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_version: Option<String>,
    /// Bytes of the body after decoding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_bytes: Option<u64>,
    /// SHA-256 of these bytes as received, before anything was masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_sha256: Option<String>,
    /// True when the body was longer than `--max-body`; no verdict may rest on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_truncated: Option<bool>,
    /// The hops before this answer.
    #[serde(deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub redirects: Vec<Redirect>,
}

/// One hop.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Redirect {
    /// The status code that sent us on.
    #[serde(deserialize_with = "or_default")]
    pub status_code: u16,
    /// The method of the next request.
    #[serde(deserialize_with = "or_default")]
    pub method: String,
    /// Where to, secrets masked.
    #[serde(deserialize_with = "or_default")]
    pub url: String,
}

/// Why no whole answer came. The first four happened before the server can have acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The name could not be resolved.
    Dns,
    /// Nobody listens there, or the network has no way.
    Refused,
    /// TLS could not be agreed on.
    Tls,
    /// No connection in time.
    ConnectTimeout,
    /// The request went out and no byte of an answer came in time.
    NoAnswer,
    /// The connection broke, or the body stopped, after the request went out.
    Broken,
}
