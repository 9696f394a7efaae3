//! Reading the results: one thread lists the folder while another reads already, then both read. A
//! batch of results is turned into finished text of the summary, so that no tree and no copy of a
//! file outlives its turn.

use crate::{
    layout,
    ledger::Ledger,
    result_file::{self, NoResult, ResultFile},
    results::{Read, Results, Why},
};
use contract::{SideCar, Status};
use std::{
    collections::BTreeSet,
    mem,
    path::Path,
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, channel},
    },
    thread,
};
use store::Source;

/// Results in a batch.
const BATCH: usize = 256;
/// Bytes of a usual line in `tcs`.
const LINE: usize = 512;
/// Bytes of a usual member of `checks`.
const CHECKS: usize = 2048;

/// What results are read against.
pub(crate) struct Reading<'a> {
    /// The folder.
    pub(crate) dir: &'a Path,
    /// The ledger, where there is one.
    pub(crate) ledger: Option<&'a Ledger<'a>>,
    /// Test cases that must fail.
    pub(crate) canaries: &'a BTreeSet<String>,
    /// Whether the files that results rest on are hashed, too.
    pub(crate) verify: bool,
}

/// What came of a batch.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Text for `tcs`, one element after the other.
    pub(crate) lines: Vec<u8>,
    /// Text for `checks`, one member after the other.
    pub(crate) checks: Vec<u8>,
    /// The counted results, in the order of the texts.
    pub(crate) read: Vec<Read>,
    /// Test cases whose file is no result.
    pub(crate) rejected: Vec<(String, Why)>,
    /// Statuses of the test cases that must fail.
    pub(crate) canaries: Vec<Status>,
}

impl Reading<'_> {
    /// Reads all results of the folder.
    pub(crate) fn read(&self) -> Result<Results, store::Error> {
        let (send, receive) = channel();
        let receive = Mutex::new(receive);
        let batches = thread::scope(|scope| {
            let mut other = None;
            let mut batch = Vec::new();
            for name in store::names(self.dir)? {
                let name = name?;
                if !matches!(SideCar::parse(&name), Some((_, SideCar::Result))) {
                    continue;
                }
                batch.push(name);
                if batch.len() == BATCH {
                    // The receiver lives as long as this scope.
                    let _ = send.send(mem::take(&mut batch));
                    other.get_or_insert_with(|| scope.spawn(|| self.read_batches(&receive)));
                }
            }
            let _ = send.send(batch);
            drop(send);
            let mut batches = self.read_batches(&receive);
            if let Some(other) = other {
                // A panic in a thread is a defect, and goes on here as one.
                batches.extend(other.join().unwrap_or_else(|it| std::panic::resume_unwind(it)));
            }
            Ok(batches)
        });
        batches.map(Results::of)
    }

    fn read_batches(&self, names: &Mutex<Receiver<Vec<String>>>) -> Vec<Batch> {
        let next = || names.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let mut batches = Vec::new();
        while let Ok(names) = next() {
            batches.push(self.read_batch(&names));
        }
        batches
    }

    fn read_batch(&self, names: &[String]) -> Batch {
        let mut batch = Batch {
            // What is not used of it costs nothing; growing by and by costs copies.
            lines: Vec::with_capacity(names.len() * LINE),
            checks: Vec::with_capacity(names.len() * CHECKS),
            ..Batch::default()
        };
        for name in names {
            let Some((tc_id, _)) = SideCar::parse(name) else { continue };
            if let Err(why) = self.read_one(name, tc_id, &mut batch) {
                batch.rejected.push((tc_id.into(), why));
            }
        }
        batch
    }

    fn read_one(&self, name: &str, tc_id: &str, batch: &mut Batch) -> Result<(), Why> {
        let source = Source::open(&self.dir.join(name)).map_err(in_words)?;
        let text = source.text().map_err(in_words)?;
        let file = result_file::read(text, tc_id).map_err(|error| why(error, text))?;
        if self.canaries.contains(tc_id) {
            batch.canaries.push(file.status);
            return Ok(());
        }
        if self.ledger.is_some_and(|it| it.seal.is_there() && it.seal.of(tc_id).is_none()) {
            return Err(Why::Text(format!("{tc_id} is not in the sealed plan")));
        }
        let starts = (batch.lines.len(), batch.checks.len());
        layout::line(tc_id, &file, &mut batch.lines);
        layout::checks(tc_id, &file, &mut batch.checks);
        batch.read.push(Read {
            tc_id: tc_id.into(),
            status: file.status,
            is_borne_out: self.ledger.is_some_and(|it| self.bears_out(it, tc_id, &source, &file)),
            line: starts.0..batch.lines.len(),
            checks: starts.1..batch.checks.len(),
        });
        Ok(())
    }

    /// Whether result and side-cars are those of the ledger, and made by the sealed plan.
    fn bears_out(
        &self,
        ledger: &Ledger<'_>,
        tc_id: &str,
        source: &Source,
        file: &ResultFile<'_>,
    ) -> bool {
        let own = source.sha256();
        let mut files = vec![(SideCar::Result, own.as_str())];
        for (kind, sha256) in &file.files {
            let name = format!("{tc_id}_{kind}.json");
            let Some((_, side_car)) = SideCar::parse(&name) else { return false };
            if self.verify && !self.is_on_disk(&name, sha256) {
                return false;
            }
            files.push((side_car, sha256));
        }
        ledger.bears_out(tc_id, files) && ledger.is_sealed(tc_id)
    }

    fn is_on_disk(&self, name: &str, sha256: &str) -> bool {
        Source::open(&self.dir.join(name)).is_ok_and(|source| source.sha256() == sha256)
    }
}

fn why(error: NoResult, text: &str) -> Why {
    Why::Text(match error {
        NoResult::OtherTc(other) => return Why::OtherTc(other),
        NoResult::Syntax(error) => {
            let (line, column) = error.line_column(text.as_bytes());
            format!("is not a result: {} at line {line} column {column}", error.message)
        }
        NoResult::Missing(member) => format!("is not a result: /{member} is missing"),
        NoResult::Word(member, word) => {
            format!("is not a result: /{member} is `{word}`, which is no word of the contract")
        }
    })
}

/// An error with its cause, without the path that stands beside it anyway.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn in_words(error: store::Error) -> Why {
    Why::Text(match std::error::Error::source(&error) {
        Some(cause) => format!("{error} ({cause})"),
        None => error.to_string(),
    })
}
