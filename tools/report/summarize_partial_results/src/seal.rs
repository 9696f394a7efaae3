//! All seals of a plan together: what is sealed only ever grows.

use crate::ledger::in_natural_order;
use contract::{
    claim::{SealClaim, SealedTc},
    ledger::FileHash,
    summary::Resealed,
};
use evidence::Position;
use std::collections::{BTreeMap, BTreeSet};

/// The sealed plan.
#[derive(Debug, Default)]
pub(crate) struct Seal {
    tcs: BTreeMap<String, Sealed>,
    /// Of the last seal: path of each document to its hash.
    files: BTreeMap<String, String>,
    is_there: bool,
}

/// One sealed test case.
#[derive(Debug)]
pub(crate) struct Sealed {
    /// As the last seal has it.
    pub(crate) tc: SealedTc,
    /// The seal that changed it last.
    pub(crate) changed: Position,
    /// How often a later seal changed it.
    times: u64,
    /// Whether its first seal calls it a canary; a mark that comes later counts for nothing.
    is_canary: bool,
}

impl Seal {
    /// Adds the next seal in time.
    pub(crate) fn take(&mut self, claim: SealClaim, position: Position) {
        self.is_there = true;
        self.files = claim.files.into_iter().collect();
        for (tc_id, tc) in claim.tcs {
            match self.tcs.get_mut(&tc_id) {
                None => {
                    let is_canary = tc.canary;
                    self.tcs.insert(tc_id, Sealed { tc, changed: position, times: 0, is_canary });
                }
                Some(known) if known.tc != tc => {
                    *known = Sealed { tc, changed: position, times: known.times + 1, ..*known };
                }
                Some(_) => {}
            }
        }
    }

    /// Whether there is one.
    pub(crate) fn is_there(&self) -> bool {
        self.is_there
    }

    /// A test case as it is sealed.
    pub(crate) fn of(&self, tc_id: &str) -> Option<&Sealed> {
        self.tcs.get(tc_id)
    }

    /// Whether a document is one of the sealed ones.
    pub(crate) fn holds(&self, file: &FileHash) -> bool {
        self.files.get(&file.path) == Some(&file.sha256)
    }

    /// All test cases that were ever sealed.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.tcs.keys().map(String::as_str)
    }

    /// Test cases that must fail.
    pub(crate) fn canaries(&self) -> BTreeSet<String> {
        let canaries = self.tcs.iter().filter(|(_, sealed)| sealed.is_canary);
        canaries.map(|(tc_id, _)| tc_id.clone()).collect()
    }

    /// Test cases that a later seal changed, in natural order.
    pub(crate) fn resealed(&self) -> Vec<Resealed> {
        let changed = self.tcs.iter().filter(|(_, sealed)| sealed.times > 0);
        let ids = in_natural_order(changed.map(|(tc_id, _)| tc_id.clone()));
        ids.into_iter().map(|tc_id| Resealed { times: self.tcs[&tc_id].times, tc_id }).collect()
    }
}
