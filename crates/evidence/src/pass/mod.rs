//! The rule for PASS (evidence.md): what must be on record before a claim about a test case stands.
//!
//! One file a clause. Each looks at the record and adds what it misses; nothing stops at the first
//! violation, so that a reader sees all of them with the commands that mend them. Time order is the
//! order of entries, never a clock.

mod address;
mod checkpoints;
mod commands;
mod database;
mod gate;
mod observation;
mod reason;
mod seal;
mod stimulus;
mod unrecorded;
mod verdict;

pub use commands::quoted;
pub use seal::{older_than_seal, unsealed_parts};

use crate::{CaseFile, Trouble};
use commands::Commands;
use contract::{Status, TcType};
use std::fmt;

/// What somebody says of a test case.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The test case.
    pub tc_id: &'a str,
    /// How it is said to have ended.
    pub status: Status,
    /// Its title, which decides what it is only where there is no plan.
    pub title: &'a str,
    /// Why it did not pass, or why a PASS was lowered; empty for none.
    pub reason: &'a str,
}

/// Whether the record bears a claim out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// What stands against it. Empty: it stands.
    pub violations: Vec<Violation>,
    /// Snapshots and computed expectations that it rests on and whose rows an agent delivered.
    pub supplied: Vec<String>,
}

/// One thing that stands against a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The test case.
    pub tc_id: String,
    /// The clause that it violates.
    pub clause: Clause,
    /// What is missing or wrong.
    pub sentence: String,
    /// What mends it: a command, or what a person must do.
    pub command: String,
}

/// The clauses of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clause {
    /// The ledger still leads to the head that was noted.
    Head,
    /// 1: the stimulus is on record and is the planned one.
    Stimulus,
    /// 1 and 2 for each segment.
    Checkpoints,
    /// In place of 1 for an OBSERVATION: a snapshot is on record and is the planned one.
    Observation,
    /// 2: the verdict is on record, judged that stimulus, and covers the plan's expectation.
    Verdict,
    /// 3: before, after and diff are on record, in this order around the stimulus.
    Database,
    /// 4: the behavioural gate does not block it.
    Gate,
    /// The plan is the sealed one, and the evidence is younger than the seal.
    Seal,
    /// What did not pass says why.
    Reason,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.tc_id, self.sentence, self.command)
    }
}

/// Judges a claim by the record.
pub fn judge(case: &CaseFile, claim: &Claim<'_>) -> Judgement {
    let mut hearing = Hearing { case, claim: *claim, judgement: Judgement::default() };
    match claim.status {
        Status::NotTested | Status::Blocked | Status::Incomplete => reason::check(&mut hearing),
        Status::Pass | Status::Fail if !case.config.require_ledger => {
            unrecorded::check(&mut hearing);
        }
        Status::Pass | Status::Fail => by_the_record(&mut hearing),
    }
    hearing.judgement
}

fn by_the_record(hearing: &mut Hearing<'_>) {
    let case = hearing.case;
    for loss in case.record.losses() {
        let command = hearing.commands().accept_head();
        hearing.object(Clause::Head, loss.to_string(), command);
    }
    gate::check(hearing);
    match case.tc_type(hearing.claim.tc_id, hearing.claim.title) {
        TcType::Observation => observation::check(hearing),
        TcType::Active if hearing.has_checkpoints() => checkpoints::check(hearing),
        TcType::Active => {
            let stimulus = stimulus::check(hearing);
            verdict::check(hearing);
            database::check(hearing, stimulus);
        }
    }
    seal::check(hearing);
}

/// One claim before the record, and what stands against it so far.
struct Hearing<'a> {
    case: &'a CaseFile,
    claim: Claim<'a>,
    judgement: Judgement,
}

impl<'a> Hearing<'a> {
    fn tc_id(&self) -> &'a str {
        self.claim.tc_id
    }

    fn commands(&self) -> Commands<'a> {
        Commands { case: self.case, tc_id: self.claim.tc_id }
    }

    fn has_checkpoints(&self) -> bool {
        self.case.tc(self.claim.tc_id).is_some_and(|tc| !tc.checkpoints.is_empty())
    }

    fn object(&mut self, clause: Clause, sentence: impl Into<String>, command: String) {
        self.judgement.violations.push(Violation {
            tc_id: self.claim.tc_id.into(),
            clause,
            sentence: sentence.into(),
            command,
        });
    }

    /// Shows that a file rests on rows which an agent delivered; a project may say that they do not
    /// count.
    fn note_supplied(&mut self, clause: Clause, file: &str, command: String) {
        self.judgement.supplied.push(file.into());
        if !self.case.config.allow_supplied_rows {
            let sentence = format!(
                "{file}: its rows were supplied, and evidence.allow_supplied_rows is false"
            );
            self.object(clause, sentence, command);
        }
    }

    /// The entry of a file that must stand; what is wrong with it is a violation.
    fn standing(
        &mut self,
        clause: Clause,
        file: &str,
        tools: &[&str],
        command: impl FnOnce(&Commands<'a>) -> String,
    ) -> Option<&'a crate::Recorded> {
        let commands = self.commands();
        let entry = match self.case.standing(file) {
            Ok(entry) => entry,
            Err(trouble) => {
                let remedy = match trouble {
                    Trouble::ChainBroken { .. } | Trouble::BadSignature { .. } => commands.audit(),
                    _ => format!("run: {}", command(&commands)),
                };
                self.object(clause, format!("{file}: {trouble}"), remedy);
                return None;
            }
        };
        let mut wrong = Vec::new();
        if !tools.contains(&entry.tool.as_str()) {
            wrong.push(format!(
                "{file} was written by {}, not by {}",
                entry.tool,
                tools.join(" or ")
            ));
        }
        if entry.tc_id.as_deref() != Some(self.claim.tc_id) {
            let other = entry.tc_id.as_deref().unwrap_or("no test case");
            wrong.push(format!("{file} was made for {other}"));
        }
        if wrong.is_empty() {
            return Some(entry);
        }
        let command = format!("run: {}", command(&commands));
        self.object(clause, wrong.join("; "), command);
        None
    }
}
