//! `record_tc_result`: the result of one test case, computed from the files that its steps left.
//!
//! The status is never passed in. `papers` and `plan` read what was known before the run (`data`:
//! whether there is data that fits), `side_cars` what the steps left, `ruling` and `parts` apply the rules,
//! `bearing` holds a PASS against the ledger, `settling` lowers a status where an agent asks for it,
//! `checklist` words the seven steps, `assembly` puts the document together, and `place` writes it
//! with its ledger entry.

mod args;
mod assembly;
mod bearing;
mod changes;
mod checklist;
mod data;
mod error;
mod events;
mod excerpt;
mod exchange;
mod excluded;
mod judgement;
mod labels;
mod papers;
mod parts;
mod place;
mod plan;
mod rows;
mod ruling;
mod settling;
mod side_cars;

pub use args::{Args, Format};
pub use error::Error;

use assembly::Additions;
use checklist::View;
use cli::Io;
use contract::{Status, tc};
use evidence::Input;
use fault::Exit;
use papers::Papers;
use place::Place;
use plan::Plan;
use ruling::Ruling;
use side_cars::SideCars;
use std::path::Path;
use testdoc::checklist::Step;

/// Runs the program.
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let place = Place::of(args, io)?;
    match &place.args.tc_id {
        Some(tc_id) => record_one(tc_id, &place, io)?,
        None => record_excluded(&place, io)?,
    }
    Ok(Exit::Yes)
}

fn record_one(tc_id: &str, place: &Place, io: &mut Io) -> Result<(), Error> {
    if !tc::is_id(tc_id) {
        return Err(Error::BadId { id: tc_id.into() });
    }
    let Place { args, labels, .. } = place;
    let papers = Papers::open(args, place.folder.as_ref(), io)?;
    let plan = Plan::read(tc_id, &papers, *labels)?;
    let files = SideCars::read(&place.dir, tc_id, plan.segments.len(), &plan.instances)?;
    let pictures = place.pictures(io)?;
    let ruling = Ruling::of(&plan, &files, pictures.len());
    // Before its verdict a test case still runs: its steps are looked at, nothing is recorded.
    let has_ended = args.step.is_none_or(|step| step >= Step::Verdict.number());
    let is_pass = has_ended && ruling.status() == Status::Pass;
    let objection = if is_pass { bearing::objection(tc_id, &plan.title, place)? } else { None };
    let (status, why) = match objection {
        Some(objection) => (Status::Incomplete, labels.not_borne_out(&objection)),
        None => (ruling.status(), ruling.reason(&files, *labels)),
    };
    let reason = args.error.as_deref();
    let settled = settling::settle(status, &why, args.status, reason)?;
    let verdict = settled.verdict(&why, *labels);
    let shown = (settled.mark(), verdict.as_str());
    let (plan, files, ruling, labels) = (&plan, &files, &ruling, *labels);
    let view = View { plan, files, ruling, verdict: shown, reason, labels };
    let lines = view.lines();
    if args.format.is_some() {
        io.print(&checklist::markdown(tc_id, &view, &lines, args.step))?;
    }
    if !has_ended {
        return Ok(());
    }
    let additions = Additions {
        evidence_text: args.evidence_text.clone(),
        evidence_level: args.evidence_level,
        screenshots: pictures.iter().map(|picture| picture.0.clone()).collect(),
    };
    let result = assembly::assemble(tc_id, &view, &settled, &lines, additions);
    let weak_fail = assembly::weak_fail(&result);
    let pictures = pictures.into_iter().map(|picture| picture.1);
    let inputs = papers.inputs().into_iter().chain(files.inputs.clone()).chain(pictures);
    let target = place.record(result, inputs.collect(), io)?;
    if let Some(level) = weak_fail {
        io.warn(&labels.weak_fail(level));
    }
    io.close(args.quiet, &format!("{tc_id}: {verdict} → {}", target.display()));
    Ok(())
}

fn record_excluded(place: &Place, io: &mut Io) -> Result<(), Error> {
    let args = &place.args;
    let source = io.input(args.plan.as_deref().unwrap_or(Path::new(cli::STANDARD_STREAM)))?;
    let papers = Papers::open(args, place.folder.as_ref(), io)?;
    let results = excluded::results(&source, &papers, place.labels)?;
    let read = [Some(&source), papers.tc_spec.as_ref(), papers.sheet.as_ref()];
    let inputs: Vec<_> = read.into_iter().flatten().map(Input::of).collect();
    let count = results.len();
    for (result, steps) in results {
        if args.format.is_some() {
            io.print(&steps)?;
        }
        place.record(result, inputs.clone(), io)?;
    }
    io.close(args.quiet, &format!("{count} excluded → {}", place.dir.display()));
    Ok(())
}
