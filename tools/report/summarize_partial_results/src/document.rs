//! The summary as it is written: in one go from first to last byte, never as a tree.

use crate::{layout::join, results::Results, tally::Tally};
use contract::{
    json::{PrettyError, write_pretty},
    summary::{Provenance, Rerun, Resealed, RunResult},
};
use serde::Serialize;
use std::{
    io::{self, Write},
    path::Path,
};

/// A summary; the fields are those of `contract::summary::Summary`.
pub(crate) struct Document<'a> {
    /// When.
    pub(crate) generated_at: String,
    /// The counts.
    pub(crate) tally: &'a Tally,
    /// The text of the test cases, and files that are no result.
    pub(crate) results: &'a Results,
    /// What the ledger says.
    pub(crate) provenance: &'a Provenance,
    /// What it all comes to.
    pub(crate) result: RunResult,
    /// Whether the plan was sealed.
    pub(crate) sealed: bool,
    /// Test cases that a later seal changed.
    pub(crate) resealed: Vec<Resealed>,
    /// Test cases that were judged more than once.
    pub(crate) reruns: Vec<Rerun>,
}

impl Document<'_> {
    /// Writes it with the keys in the order of the contract.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(b"{")?;
        let mut writer = Members { out, is_first: true };
        writer.value("generated_at", &self.generated_at)?;
        writer.value("stats", &self.tally.stats)?;
        writer.text("tcs", [b"[", b"]"], self.results.lines())?;
        writer.value("failed_tcs", &self.tally.failed)?;
        writer.value("blocked_tcs", &self.tally.blocked)?;
        writer.text("checks", [b"{", b"}"], self.results.checks())?;
        writer.value("unreadable", &self.results.unreadable)?;
        writer.value("missing_tcs", &self.tally.missing)?;
        writer.value("provenance", self.provenance)?;
        writer.value("result", &self.result)?;
        writer.value("sealed", &self.sealed)?;
        writer.value("canaries", &self.tally.canaries)?;
        writer.value("resealed", &self.resealed)?;
        writer.value("reruns", &self.reruns)?;
        writer.out.write_all(b"\n}\n")
    }

    /// What a person should look at, and where.
    pub(crate) fn closing_line(&self, target: &Path) -> String {
        let counts = [
            (self.tally.missing.len(), "missing"),
            (self.results.unreadable.len(), "unreadable"),
            (self.provenance.unverified.len(), "unverified"),
        ];
        let told = counts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<_> = told.map(|(count, what)| format!("{count} {what}")).collect();
        let told = if told.is_empty() { "all results on record".into() } else { told.join(", ") };
        format!("{told} → {}", target.display())
    }
}

/// The members of the document.
struct Members<'a, W> {
    out: &'a mut W,
    is_first: bool,
}

impl<W: Write> Members<'_, W> {
    fn name(&mut self, name: &str) -> io::Result<()> {
        let comma = if std::mem::take(&mut self.is_first) { "" } else { "," };
        write!(self.out, "{comma}\n  \"{name}\": ")
    }

    fn value(&mut self, name: &str, value: &impl Serialize) -> io::Result<()> {
        self.name(name)?;
        let text = serde_json::to_vec(value)?;
        write_pretty(&text, 1, self.out).map_err(|error| match error {
            PrettyError::Io(error) => error,
            PrettyError::Syntax(error) => io::Error::other(error),
        })
    }

    fn text<'a>(
        &mut self,
        name: &str,
        brackets: [&[u8]; 2],
        parts: impl Iterator<Item = &'a [u8]>,
    ) -> io::Result<()> {
        self.name(name)?;
        join(brackets, parts, self.out)
    }
}
