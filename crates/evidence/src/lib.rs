//! The ledger on disk and the rule for PASS (evidence.md).
//!
//! A program that writes evidence stages its output ([`store::Staged`]) and hands it to [`commit`],
//! together with what it read and what it claims. Below a ticket folder the output and its ledger
//! entry then appear as one step under the ledger's lock; elsewhere the output is simply written.
#![warn(missing_docs)]

mod commit;
mod error;
mod form;

pub use commit::{Act, Committed, Input, Recorder, commit};
pub use error::Error;
pub use form::LEDGER;
