//! Every JSON document of Proctor as a type, and the exact JSON that they are made of.
//!
//! One module a document, named as contracts.md names it; field names and their order are the
//! contract's. Types only: no file, clock, environment or terminal. On reading, a missing optional
//! key and `null` mean the same; unknown keys are ignored here and kept by `store::Doc` on an edit.
//! Nothing is `flatten`ed or `untagged`, so that numbers stay exact and errors name their place.
#![warn(missing_docs)]

pub mod active_ticket;
pub mod behavioral_gate;
pub mod claim;
pub mod diff;
pub mod execution_plan;
pub mod expected;
pub mod gate;
pub mod hook_event;
pub mod json;
pub mod ledger;
pub mod mapping;
pub mod origin;
pub mod placeholder;
pub mod plan;
pub mod result;
pub mod route;
#[cfg(feature = "schema")]
pub mod schemas;
pub mod secret;
pub mod sha256;
pub mod side_car;
pub mod snapshot;
pub mod status;
pub mod stimulus;
pub mod summary;
pub mod tc;
pub mod tc_spec;
pub mod typed;
pub mod verdict;
pub mod verification;

mod lenient;

pub use json::{Json, Number, Object};
pub use side_car::SideCar;
pub use status::{Status, TcType};
