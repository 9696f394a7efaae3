//! How a ledger entry is a link of a chain.

use chain::Form;

/// The ledger's form: members in the order of `contract::ledger::Entry`.
pub const LEDGER: Form = Form {
    seq: "seq",
    prev: "prev",
    hash: "hash",
    sig: "sig",
    order: &[
        "seq", "at", "tool", "version", "tc_id", "inputs", "output", "claim", "prev", "hash", "sig",
    ],
};
