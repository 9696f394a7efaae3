//! Expectations against JSON: what a flat expectation means, and whether a document fulfils it.
//!
//! Pure: texts in, checks out. [`Plan::new`] reads the expectation (keys in the order of
//! `verdict_calculator`, matchers, JSONPath) and notes what must be known of a document;
//! [`Plan::judge`] walks over the document's text once, collects just that, and judges by it. No
//! tree of the document is built but for JSONPaths with filters, slices, descendants or negative
//! indexes. Numbers are compared and added as exact decimals, whatever their size.
//!
//! | module | what |
//! |---|---|
//! | `key`, `path` | what a key means; where a path leads |
//! | `expectation`, `operator`, `operand`, `matching`, `unordered`, `schema` | values and matchers |
//! | `order`, `decimal`, `aggregate` | order of numbers and times; exact sums |
//! | `plan`, `wish` | from an expectation to checks and to what must be collected |
//! | `automaton`, `walk`, `place`, `arrays` | the one walk |
//! | `document`, `verdict`, `finding`, `folding`, `search`, `changes`, `excerpt` | from facts to checks and sentences |
//! | [`mod@assert`] | asserts on the rows of a query |
//! | `raw`, `found`, `nearest` | values as text, as what was found, as `serde_json` has them |
#![warn(missing_docs)]

pub mod assert;

mod aggregate;
mod arrays;
mod automaton;
mod changes;
mod decimal;
mod document;
mod error;
mod excerpt;
mod expectation;
mod finding;
mod folding;
mod found;
mod key;
mod matching;
mod nearest;
mod operand;
mod operator;
mod order;
mod path;
mod place;
mod plan;
mod raw;
mod schema;
mod search;
mod unordered;
mod verdict;
mod walk;
mod wish;

pub use error::JudgeError;
pub use plan::{Aliases, Plan};
pub use verdict::{Judgement, Recorded};
