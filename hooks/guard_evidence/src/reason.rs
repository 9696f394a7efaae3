//! What is said: what is wrong, where, and what to do instead.

use crate::place::Place;
use hook::Decision;
use std::fmt::Write;

/// How many objections are written out.
const SHOWN: usize = 8;

/// All that speaks against a call.
#[derive(Default)]
pub(crate) struct Reasons {
    denied: Vec<String>,
    asked: Vec<String>,
}

impl Reasons {
    /// Adds a file; `by` is the program that would change it, or nothing.
    pub(crate) fn add(&mut self, place: &Place, path: &str, by: &str) {
        let text = sentence(place, path, by);
        let list = if is_a_persons(place) { &mut self.asked } else { &mut self.denied };
        if !list.contains(&text) {
            list.push(text);
        }
    }

    /// Adds an objection in its own words.
    pub(crate) fn deny(&mut self, text: String) {
        if !self.denied.contains(&text) {
            self.denied.push(text);
        }
    }

    /// The same, for a person to decide.
    pub(crate) fn ask(&mut self, text: String) {
        if !self.asked.contains(&text) {
            self.asked.push(text);
        }
    }

    pub(crate) fn decision(self) -> Decision {
        if self.denied.is_empty() {
            return self.question();
        }
        Decision::Deny(list(&[self.denied, self.asked].concat()))
    }

    /// A question, whatever speaks against it.
    pub(crate) fn question(self) -> Decision {
        let all = [self.denied, self.asked].concat();
        if all.is_empty() { Decision::Silent } else { Decision::Ask(list(&all)) }
    }
}

fn list(reasons: &[String]) -> String {
    let mut text = String::from("guard_evidence:");
    for reason in reasons.iter().take(SHOWN) {
        let _ = write!(text, "\n- {reason}");
    }
    if reasons.len() > SHOWN {
        let _ = write!(text, "\n- and {} more of the kind", reasons.len() - SHOWN);
    }
    text
}

/// What a person may do, and an agent should not do alone.
fn is_a_persons(place: &Place) -> bool {
    use Place::{Configuration, Gate, Program, Settings, Tree};
    matches!(place, Gate | Configuration | Settings | Program | Tree)
}

fn sentence(place: &Place, path: &str, by: &str) -> String {
    let by = if by.is_empty() { String::new() } else { format!(" (here by `{by}`)") };
    let says = match place {
        Place::Evidence(owners) => return evidence(path, owners, &by),
        Place::Ledger => {
            "is the ledger: the programs append to it, nobody else writes it. \
             `verify_evidence --dir partial_results` says what is wrong with it and how to mend that"
        }
        Place::Lock => "is a lock of a program that writes evidence; wait for that program to end",
        Place::Chain => "is written by chain_manager only; run `chain_manager`",
        Place::ActiveTicket => {
            "is written by resolve_ticket_folder only; run `resolve_ticket_folder --input …`, or \
             `resolve_ticket_folder --release` at the end"
        }
        Place::Heads => {
            "is where the heads of ledgers are noted; a person clears a lost head with \
             `verify_evidence --accept-head REASON`"
        }
        Place::Key => {
            "is the key that vouches for evidence; nobody but the programs reads or writes it, and \
             they need no help"
        }
        Place::Folder => {
            "holds evidence; it stays as it is. A new run writes over it file by file; whoever wants \
             it gone or from elsewhere does it by hand, outside this session"
        }
        Place::Document => {
            "is checked when it is written, but not through a shell; use Write or Edit, so that it is \
             checked"
        }
        Place::Result => {
            "is checked when it is written, but not through a shell; run `record_tc_result`, or use \
             Write or Edit, so that it is checked"
        }
        Place::Gate => {
            "is the baseline, and the plan made from it is sealed; a person agrees to a change"
        }
        Place::Configuration => "says what counts as evidence; a person agrees to a change",
        Place::Settings => {
            "registers the hooks that keep the tests honest; a person agrees to a change"
        }
        Place::Program => {
            "is a program of Proctor or registers its hooks; a person agrees to a change"
        }
        Place::Tree => {
            "holds evidence that git would turn back to an earlier state or delete, which breaks the \
             ledger; name the paths that you mean, or let a person agree"
        }
    };
    format!("{path}{by} {says}.")
}

fn evidence(path: &str, owners: &[&str], by: &str) -> String {
    let (all, first) = (owners.join(" or "), owners.first().copied().unwrap_or_default());
    let rows = if owners.contains(&"capture_db_snapshot") {
        "; rows from your own database server go through `capture_db_snapshot --rows FILE`"
    } else {
        ""
    };
    format!(
        "{path}{by} is evidence, written by {all} only: its hash is in the ledger, so that a change by \
         hand counts for nothing. Run `{first}` again instead{rows}."
    )
}
