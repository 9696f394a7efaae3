//! `summarize_partial_results`: `_summary.json` from the results of a ticket's test cases.
//!
//! `planned` knows which test cases must have a result, `on_record`, `ledger` and `seal`
//! what is on record;
//! `reading` reads the results (`result_file`) and lays their part of the summary out (`layout`);
//! `results` puts them in order; `tally` counts and says what it comes to; `document` writes it.

mod args;
mod document;
mod error;
mod layout;
mod ledger;
mod on_record;
mod planned;
mod reading;
mod result_file;
mod results;
mod seal;
mod tally;

pub use args::Args;
pub use error::Error;

use cli::{Io, STANDARD_STREAM};
use contract::summary::RunResult;
use document::Document;
use fault::Exit;
use ledger::Ledger;
use on_record::{OnRecord, provenance};
use planned::Planned;
use reading::Reading;
use std::path::Path;
use store::{Durability, Staged};
use tally::Tally;

/// Runs the program.
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let Args { dir, output, sheet, mapping, verify, exit_code, quiet } = args;
    let dir = io.path(&dir);
    let project = io.project(Some(&dir.join("_")))?;
    let output = output.filter(|path| path.as_os_str() != STANDARD_STREAM).map(|it| io.path(&it));
    if let Some(target) = &output {
        evidence::check_output(env!("CARGO_PKG_NAME"), target)?;
    }
    let on_record = OnRecord::open(&dir, &project, io)?;
    let ledger = on_record.as_ref().map(|it| it.ledger(&project)).transpose()?;
    let canaries = ledger.as_ref().map(|it| it.seal.canaries()).unwrap_or_default();
    let planned = planned(sheet.as_deref(), mapping.as_deref(), ledger.as_ref(), io)?;
    let (ledger, canaries) = (ledger.as_ref(), &canaries);
    let results = Reading { dir: &dir, ledger, canaries, verify }.read()?;
    let tally = Tally::of(&results, &planned, canaries.len());
    let provenance = provenance(&results, ledger, project.config.require_ledger);
    let is_borne_out = provenance.unverified.is_empty() || !project.config.require_ledger;
    let result = tally.result(results.unreadable.is_empty() && is_borne_out);
    let document = Document {
        generated_at: project.clock.stamp(),
        tally: &tally,
        results: &results,
        provenance: &provenance,
        result,
        sealed: ledger.is_some_and(|ledger| ledger.seal.is_there()),
        resealed: ledger.map(|ledger| ledger.seal.resealed()).unwrap_or_default(),
        reruns: ledger.map(Ledger::reruns).unwrap_or_default(),
    };
    let line = tally.line(result);
    if let Some(target) = output {
        write(&document, &target)?;
        io.print(&format!("{line}\n"))?;
        io.close(quiet, &document.closing_line(&target));
    } else {
        document.write(&mut io.stdout()).map_err(Io::stream_error)?;
        io.close(quiet, &line);
    }
    Ok(Exit::from_answer(!exit_code || result == RunResult::Pass))
}

fn planned(
    sheet: Option<&Path>,
    mapping: Option<&Path>,
    ledger: Option<&Ledger<'_>>,
    io: &mut Io,
) -> Result<Planned, Error> {
    let mut planned = Planned::default();
    if let Some(sheet) = sheet {
        planned.add_sheet(&io.input(sheet)?)?;
    }
    if let Some(mapping) = mapping {
        planned.add_mapping(&io.input(mapping)?)?;
    }
    if let Some(ledger) = ledger {
        planned.add_sealed(ledger.seal.ids());
        planned.leave_out(&ledger.seal.canaries());
    }
    Ok(planned)
}

fn write(document: &Document<'_>, target: &Path) -> Result<(), Error> {
    let mut staged = Staged::create(target)?;
    document.write(&mut staged).map_err(|error| store::Error::writing(target, error))?;
    Ok(staged.commit(Durability::Atomic)?)
}
