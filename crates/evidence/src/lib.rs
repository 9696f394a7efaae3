//! The ledger on disk and the rule for PASS (evidence.md).
//!
//! A program that writes evidence stages its output ([`store::Staged`]) and hands it to [`commit()`],
//! together with what it read and what it claims. Below a ticket folder the output and its ledger
//! entry then appear as one step under the ledger's lock; elsewhere the output is simply written.
#![warn(missing_docs)]

pub mod audit;
mod case_file;
mod commit;
mod entry;
mod error;
mod form;
mod glance;
mod head;
mod key;
mod ledger;
mod owner;
pub mod pass;
mod record;
mod seen;
mod survey;
mod trouble;
mod unread;

pub use case_file::CaseFile;
pub use commit::{
    Act, Committed, Input, Past, Recorder, accept_head, commit, enter, enter_all, write,
};
pub use entry::{Flaw, Position, Recorded, Trust};
pub use error::Error;
pub use form::LEDGER;
pub use head::{Loss, LossKind};
pub use key::key;
pub use owner::{check_output, owners, writes};
pub use record::{Record, Scope};
pub use seen::Seen;
pub use survey::Survey;
pub use trouble::Trouble;
