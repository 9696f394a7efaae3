//! `$schema`: a JSON Schema as a matcher.
//!
//! The validator is the `jsonschema` crate, which works on `serde_json` values: a number that is
//! neither an `i64` nor a `u64` is seen as the nearest double (beyond its range, as the largest).
//! All that schemas say of such numbers (`type`, `minimum`, …) is judged with that; exact
//! comparisons are the business of the other operators.

use crate::{
    error::JudgeError,
    expectation::{Mismatch, Outcome},
    found::Found,
    nearest,
};
use contract::json::Json;

/// A compiled schema.
#[derive(Debug)]
pub(crate) struct Schema(jsonschema::Validator);

impl Schema {
    /// Compiles the schema of the check with this key. References to other documents are refused.
    pub(crate) fn compile(schema: &Json, key: &str) -> Result<Self, JudgeError> {
        jsonschema::validator_for(&nearest::value(schema)).map(Self).map_err(|error| {
            let message = crate::excerpt::quote(&error.to_string());
            JudgeError::Schema { key: key.into(), message }
        })
    }

    pub(crate) fn test(&self, found: Found<'_>) -> Outcome {
        let value = match found {
            Found::Absent => Json::Null,
            Found::One(raw) | Found::Counted(raw, _) => raw.to_json(),
            Found::Many(nodes) => Json::Array(nodes.iter().map(|node| node.to_json()).collect()),
        };
        let value = nearest::value(&value);
        let Some(error) = self.0.iter_errors(&value).next() else { return Ok(()) };
        let what = crate::excerpt::quote(&error.to_string());
        let mismatch = Mismatch::new(format!("the schema says: {what}"));
        let pointer = error.instance_path().to_string();
        Err(pointer
            .split('/')
            .skip(1)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .fold(mismatch, |mismatch, step| {
                mismatch.below(&*step.replace("~1", "/").replace("~0", "~"))
            }))
    }
}
