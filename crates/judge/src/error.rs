//! What can be wrong with an expectation. A response that does not fit it is no error: it is a FAIL.

use contract::json::SyntaxError;
use fault::{Fault, Place};

/// An expectation that cannot be judged, or a document that is not JSON.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// The expectation has no keys, or all of its lists are empty.
    #[error("there is nothing to check")]
    NoChecks,
    /// The expectation is the plan's `expected` block instead of the flat object made from it.
    #[error("the expectation has the key `{key}`: it is the plan's block, not a flat object")]
    SpecBlock {
        /// `fields` or `static_fields`.
        key: &'static str,
    },
    /// A matcher with a name that is not in the list.
    #[error("unknown operator `{operator}`")]
    UnknownOperator {
        /// The key of the check.
        key: String,
        /// The name as it was written.
        operator: String,
    },
    /// An object that has operators and plain members.
    #[error("the member `{member}` stands beside operators")]
    MixedMatcher {
        /// The key of the check.
        key: String,
        /// The plain member.
        member: String,
    },
    /// An operator that was given a value of the wrong type.
    #[error("`{operator}` takes {wanted}, not {found}")]
    Operand {
        /// The key of the check.
        key: String,
        /// The operator, or the key itself when it is the key that wants a certain value.
        operator: String,
        /// What is accepted.
        wanted: &'static str,
        /// What stands there.
        found: String,
    },
    /// A `$regex` that is not a regular expression.
    #[error("`$regex` is not a regular expression")]
    Pattern {
        /// The key of the check.
        key: String,
        /// What the pattern's parser says.
        source: regex_lite::Error,
    },
    /// A key that is written like a path but is none.
    #[error("not a path: {message}")]
    Path {
        /// The key of the check, or the path itself.
        key: String,
        /// What is wrong with it.
        message: String,
    },
    /// A `$schema` that is not a JSON Schema, or that refers to another document.
    #[error("`$schema` is not a usable JSON Schema: {message}")]
    Schema {
        /// The key of the check.
        key: String,
        /// What the validator says.
        message: String,
    },
    /// An entry of `db_changes` without one of its members, or with a wrong one.
    #[error("`{member}` of an expected database change is {found}")]
    Change {
        /// The entry and its member, as a pointer (`/db_changes/0/key`).
        pointer: String,
        /// The member.
        member: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// `db_changes` are expected, and there is no diff to look them up in.
    #[error("database changes are expected, but no diff was given")]
    NoDiff,
    /// The judged document is not JSON.
    #[error("the judged document is not JSON")]
    Document(#[source] SyntaxError),
    /// The diff is not JSON.
    #[error("the diff is not JSON")]
    Diff(#[source] SyntaxError),
}

impl Fault for JudgeError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoChecks => "judge/no-checks",
            Self::SpecBlock { .. } => "judge/spec-block",
            Self::UnknownOperator { .. } => "judge/unknown-operator",
            Self::MixedMatcher { .. } => "judge/mixed-matcher",
            Self::Operand { .. } => "judge/operand",
            Self::Pattern { .. } => "judge/pattern",
            Self::Path { .. } => "judge/path",
            Self::Schema { .. } => "judge/schema",
            Self::Change { .. } => "judge/change",
            Self::NoDiff => "judge/no-diff",
            Self::Document(_) => "judge/document",
            Self::Diff(_) => "judge/diff",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::UnknownOperator { key, .. }
            | Self::MixedMatcher { key, .. }
            | Self::Operand { key, .. }
            | Self::Pattern { key, .. }
            | Self::Path { key, .. }
            | Self::Schema { key, .. } => Some(Place::Value(format!("expectation `{key}`"))),
            Self::Change { pointer, .. } => Some(Place::Value(format!("expectation {pointer}"))),
            Self::NoChecks
            | Self::SpecBlock { .. }
            | Self::NoDiff
            | Self::Document(_)
            | Self::Diff(_) => None,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::NoChecks => "expect at least one thing, a verdict never rests on nothing".into(),
            Self::SpecBlock { key } => format!(
                "give the plan with --tc-spec, or write `$.{key}` for a response field of that name"
            ),
            Self::UnknownOperator { .. } => format!(
                "use one of {}, or `$eq` for a value that has such a member itself",
                crate::operator::NAMES.join(" ")
            ),
            Self::MixedMatcher { .. } => {
                "separate them, or use `$eq` for a value that is meant literally".into()
            }
            Self::Operand { .. } => "correct its value".into(),
            Self::Pattern { .. } => "correct the pattern (regex-lite syntax)".into(),
            Self::Path { .. } => {
                "write `a.b[0].c`, `a[*].b`, or a JSONPath of RFC 9535 that starts with `$`".into()
            }
            Self::Schema { .. } => "give one self-contained schema".into(),
            Self::Change { .. } => {
                "give `snapshot`, `key`, `field`, and `before` or `after` or both".into()
            }
            Self::NoDiff => "give the file of compare_db_snapshots with --diff".into(),
            Self::Document(_) | Self::Diff(_) => "correct the JSON".into(),
        }
    }
}
