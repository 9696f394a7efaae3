//! The ledger and the rule for PASS on real ticket folders.

#![expect(clippy::disallowed_methods, reason = "tests make their own files")]
#![expect(clippy::unwrap_used, reason = "a helper that cannot do its part fails the test")]
#![expect(clippy::needless_pass_by_value, reason = "claims are made up where they are handed over")]

mod audit;
mod ledger;
mod pass_active;
mod pass_checkpoints;
mod pass_other;
mod pass_sealed;
mod processes;
mod ticket;
