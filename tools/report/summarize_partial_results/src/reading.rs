//! Reading the results: two threads, a chunk of names at a time, each chunk turned into finished
//! text of the summary, so that no tree and no copy of a file outlives its turn.

use crate::{
    layout,
    ledger::Ledger,
    result_file::{self, NoResult, ResultFile},
};
use contract::{SideCar, Status, summary::Unreadable};
use std::{
    collections::BTreeSet,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};
use store::Source;

/// Threads that read; opening many small files waits more than it computes.
const THREADS: usize = 2;
/// Results in a chunk.
const CHUNK: usize = 256;
/// Bytes of a usual line in `tcs`.
const LINE: usize = 512;
/// Bytes of a usual member of `checks`.
const CHECKS: usize = 2048;

/// What results are read against.
pub(crate) struct Reading<'a> {
    /// The folder.
    pub(crate) dir: &'a Path,
    /// All test cases that have a file, in natural order.
    pub(crate) tc_ids: &'a [String],
    /// The ledger, where there is one.
    pub(crate) ledger: Option<&'a Ledger<'a>>,
    /// Test cases that must fail.
    pub(crate) canaries: &'a BTreeSet<String>,
    /// Whether the files that results rest on are hashed, too.
    pub(crate) verify: bool,
}

/// What came of a chunk, and of all of them joined.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// Text of `tcs`, elements joined.
    pub(crate) lines: Vec<u8>,
    /// Text of `checks`, members joined.
    pub(crate) checks: Vec<u8>,
    /// Each counted test case and its status.
    pub(crate) counted: Vec<(String, Status)>,
    /// Results that the ledger does not bear out.
    pub(crate) unverified: Vec<String>,
    /// Files that are no result.
    pub(crate) unreadable: Vec<Unreadable>,
    /// Statuses of the test cases that must fail.
    pub(crate) canaries: Vec<Status>,
}

impl Reading<'_> {
    /// Reads all results; the chunks come in natural order.
    pub(crate) fn read(&self) -> Vec<Part> {
        let chunks: Vec<_> = self.tc_ids.chunks(CHUNK).collect();
        if chunks.len() <= 1 {
            return chunks.into_iter().map(|chunk| self.read_chunk(chunk)).collect();
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let index = next.fetch_add(1, Ordering::Relaxed)
                && let Some(chunk) = chunks.get(index)
            {
                done.push((index, self.read_chunk(chunk)));
            }
            done
        };
        let mut parts = thread::scope(|scope| {
            let others: Vec<_> = (1..THREADS).map(|_| scope.spawn(work)).collect();
            let mut parts = work();
            for other in others {
                // A panic in a thread is a defect, and goes on here as one.
                parts.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            parts
        });
        parts.sort_by_key(|(index, _)| *index);
        parts.into_iter().map(|(_, part)| part).collect()
    }

    fn read_chunk(&self, tc_ids: &[String]) -> Part {
        let mut part = Part {
            // What is not used of it costs nothing; growing by and by costs copies.
            lines: Vec::with_capacity(tc_ids.len() * LINE),
            checks: Vec::with_capacity(tc_ids.len() * CHECKS),
            ..Part::default()
        };
        for tc_id in tc_ids {
            if let Err(error) = self.read_one(tc_id, &mut part) {
                part.unreadable.push(Unreadable { file: SideCar::Result.file_name(tc_id), error });
            }
        }
        part
    }

    fn read_one(&self, tc_id: &str, part: &mut Part) -> Result<(), String> {
        let name = SideCar::Result.file_name(tc_id);
        let source = Source::open(&self.dir.join(&name)).map_err(|error| in_words(&error))?;
        let text = source.text().map_err(|error| in_words(&error))?;
        let file = result_file::read(text, tc_id).map_err(|error| self.why(&error, text))?;
        if self.canaries.contains(tc_id) {
            part.canaries.push(file.status);
            return Ok(());
        }
        if self
            .ledger
            .is_some_and(|ledger| ledger.seal.is_there() && ledger.seal.of(tc_id).is_none())
        {
            return Err(format!("{tc_id} is not in the sealed plan"));
        }
        let borne_out = self.ledger.is_some_and(|it| self.is_borne_out(it, tc_id, &source, &file));
        if !borne_out {
            part.unverified.push(tc_id.into());
        }
        layout::line(tc_id, &file, &mut part.lines);
        layout::checks(tc_id, &file, &mut part.checks);
        part.counted.push((tc_id.into(), file.status));
        Ok(())
    }

    /// Whether result and side-cars are those of the ledger, and made by the sealed plan.
    fn is_borne_out(
        &self,
        ledger: &Ledger<'_>,
        tc_id: &str,
        source: &Source,
        file: &ResultFile<'_>,
    ) -> bool {
        ledger.bears_out(&SideCar::Result.file_name(tc_id), &source.sha256())
            && ledger.is_sealed(tc_id)
            && file.files.iter().all(|(kind, sha256)| {
                let name = format!("{tc_id}_{kind}.json");
                ledger.bears_out(&name, sha256) && (!self.verify || self.is_on_disk(&name, sha256))
            })
    }

    fn is_on_disk(&self, name: &str, sha256: &str) -> bool {
        Source::open(&self.dir.join(name)).is_ok_and(|source| source.sha256() == sha256)
    }

    fn why(&self, error: &NoResult, text: &str) -> String {
        match error {
            NoResult::Syntax(error) => {
                let (line, column) = error.line_column(text.as_bytes());
                format!("is not a result: {} at line {line} column {column}", error.message)
            }
            NoResult::Missing(member) => format!("is not a result: /{member} is missing"),
            NoResult::Word(member, word) => {
                format!("is not a result: /{member} is `{word}`, which is no word of the contract")
            }
            NoResult::OtherTc(other) if self.tc_ids.contains(other) => {
                format!("is a duplicate: /tc_id is {other}, which has a file of its own")
            }
            NoResult::OtherTc(other) => format!("/tc_id is {other}, not that of the file's name"),
        }
    }
}

/// An error with its cause, without the path that stands beside it anyway.
fn in_words(error: &store::Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error} ({cause})"),
        None => error.to_string(),
    }
}
