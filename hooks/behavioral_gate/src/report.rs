//! The tool's answer: `{T}_behavioral_gate.json`, and its one line for people.

use crate::{
    Error,
    judgement::{self, Word},
    words::Words,
};
use contract::behavioral_gate::{BehavioralGate, GateResult};
use store::Source;

/// What the gate says.
pub(crate) struct Report {
    /// The document.
    pub(crate) document: BehavioralGate,
}

impl Report {
    /// Of a mapping, or of one test case in it.
    pub(crate) fn of(
        source: &Source,
        only: Option<&str>,
        strict: bool,
        words: Words,
    ) -> Result<Self, Error> {
        let wanted = |tc_id: &str| only.is_none_or(|only| only == tc_id);
        let judged = judgement::of_mapping(source, wanted, strict, words)?;
        if let Some(tc_id) = only.filter(|_| judged.is_empty()) {
            return Err(Error::UnknownTc { path: source.path().into(), tc_id: tc_id.into() });
        }
        let mut document = BehavioralGate::default();
        for (tc_id, word) in judged {
            let summary = &mut document.summary;
            let (gate, reason, count) = match word {
                Word::LeftOut => continue,
                Word::Pass(reason) => ("PASS", reason, &mut summary.pass),
                Word::Blocked(reason) => ("BLOCKED", reason, &mut summary.blocked),
                Word::NeedsConfirmation(reason) => {
                    ("NEEDS_CONFIRMATION", reason, &mut summary.needs_confirmation)
                }
            };
            *count += 1;
            document.results.push(GateResult { tc_id, gate: gate.into(), reason });
        }
        let summary = &document.summary;
        document.gate_passed = summary.blocked == 0 && summary.needs_confirmation == 0;
        Ok(Self { document })
    }

    /// Where there is no mapping, nothing is blocked.
    pub(crate) fn without_mapping(words: Words) -> Self {
        let note = Some(words.no_mapping());
        Self { document: BehavioralGate { gate_passed: true, note, ..BehavioralGate::default() } }
    }

    /// The total.
    pub(crate) fn line(&self) -> String {
        let BehavioralGate { summary, results, gate_passed, .. } = &self.document;
        format!(
            "Total: {} | PASS: {} | BLOCKED: {} | NEEDS_CONFIRMATION: {} | gate: {}",
            results.len(),
            summary.pass,
            summary.blocked,
            summary.needs_confirmation,
            if *gate_passed { "passed" } else { "not passed" }
        )
    }

    /// The closing line: what was done, and which test cases are in the way.
    pub(crate) fn closing_line(&self, done: &str) -> String {
        let stopped = self.document.results.iter().filter(|result| result.gate != "PASS");
        let stopped: Vec<&str> = stopped.map(|result| result.tc_id.as_str()).collect();
        if stopped.is_empty() {
            return done.into();
        }
        format!("{done}; not to be run: {}", stopped.join(", "))
    }
}
