//! `record_tc_result`: the result of one test case, computed from the files that its steps left.
//!
//! The status is never passed in. `papers` and `plan` read what was known before the run (`data`:
//! whether there is data that fits), `side_cars` what the steps left, `ruling` applies the rules,
//! `bearing` holds a PASS against the ledger, `settling` lowers a status where an agent asks for it,
//! `checklist` words the seven steps,
//! `assembly` puts the document together, and `recording` writes it with its ledger entry.

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
mod plan;
mod recording;
mod rows;
mod ruling;
mod settling;
mod side_cars;

pub use args::{Args, Format};
pub use error::Error;

use assembly::Additions;
use checklist::View;
use cli::{Io, Project};
use contract::{SideCar, Status, result::TcResult, tc};
use evidence::{Input, Recorder};
use fault::Exit;
use labels::Labels;
use papers::Papers;
use plan::Plan;
use ruling::Ruling;
use side_cars::SideCars;
use std::path::{Path, PathBuf};
use store::{Naming, Source, TicketFolder};
use testdoc::{Language, checklist::Step};

/// Runs the program.
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let place = Place::of(&args, io)?;
    let run = Run { args, place };
    match &run.args.tc_id {
        Some(tc_id) => run.record_one(tc_id, io)?,
        None => run.record_excluded(io)?,
    }
    Ok(Exit::Yes)
}

struct Run {
    args: Args,
    place: Place,
}

/// Where results go, and under which rules.
struct Place {
    dir: PathBuf,
    folder: Option<TicketFolder>,
    project: Project,
    labels: Labels,
}

impl Place {
    fn of(args: &Args, io: &Io) -> Result<Self, Error> {
        let dir = io.path(&args.dir);
        let inside = dir.join("_");
        let project = io.project(Some(&inside))?;
        let language = match project.config.naming {
            Naming::Ko => Language::Korean,
            Naming::En => Language::English,
        };
        let folder = TicketFolder::holding(&inside);
        Ok(Self { folder, dir, project, labels: Labels(language) })
    }
}

impl Run {
    fn record_one(&self, tc_id: &str, io: &mut Io) -> Result<(), Error> {
        if !tc::is_id(tc_id) {
            return Err(Error::BadId { id: tc_id.into() });
        }
        let Self { args, place } = self;
        let labels = place.labels;
        let papers = Papers::open(args, place.folder.as_ref(), io)?;
        let plan = Plan::read(tc_id, &papers, labels)?;
        let files = SideCars::read(&place.dir, tc_id, plan.segments.len(), &plan.instances)?;
        let pictures = self.pictures(io)?;
        let ruling = Ruling::of(&plan, &files, pictures.len());
        let (status, why) = match self.objection(tc_id, &ruling, &plan)? {
            Some(objection) => (Status::Incomplete, labels.not_borne_out(&objection)),
            None => (ruling.status(), ruling.reason(&files, labels)),
        };
        let reason = args.error.as_deref();
        let settled = settling::settle(status, &why, args.status, reason)?;
        let verdict = settled.verdict(&why, labels);
        let shown = (settled.mark(), verdict.as_str());
        let view =
            View { plan: &plan, files: &files, ruling: &ruling, verdict: shown, reason, labels };
        let lines = view.lines();
        if args.format.is_some() {
            io.print(&checklist::markdown(tc_id, &view, &lines, args.step))?;
        }
        // Before its verdict a test case still runs: its steps are looked at, nothing is recorded.
        if args.step.is_some_and(|step| step < Step::Verdict.number()) {
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
        let target = self.record(result, inputs.collect(), io)?;
        if let Some(level) = weak_fail {
            io.warn(&labels.weak_fail(level));
        }
        io.close(args.quiet, &format!("{tc_id}: {verdict} → {}", target.display()));
        Ok(())
    }

    /// What the record says against a computed PASS, once the test case has ended.
    fn objection(
        &self,
        tc_id: &str,
        ruling: &Ruling,
        plan: &Plan,
    ) -> Result<Option<String>, Error> {
        let has_ended = self.args.step.is_none_or(|step| step >= Step::Verdict.number());
        match &self.place.folder {
            Some(folder) if has_ended && ruling.status() == Status::Pass => {
                bearing::objection(tc_id, &plan.title, folder, &self.place.project)
            }
            _ => Ok(None),
        }
    }

    fn record_excluded(&self, io: &mut Io) -> Result<(), Error> {
        let Self { args, place } = self;
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
            self.record(result, inputs.clone(), io)?;
        }
        io.close(args.quiet, &format!("{count} excluded → {}", place.dir.display()));
        Ok(())
    }

    fn record(&self, result: TcResult, read: Vec<Input>, io: &mut Io) -> Result<PathBuf, Error> {
        let project = &self.place.project;
        let recorder = Recorder::new(
            env!("CARGO_PKG_NAME"),
            env!("CARGO_PKG_VERSION"),
            project,
            self.args.lock.timeout(),
        );
        let target = self.place.dir.join(SideCar::Result.file_name(&result.tc_id));
        for warning in recording::record(&target, result, read, &recorder)? {
            io.warn(&warning);
        }
        Ok(target)
    }

    /// Screenshots by their path in the ticket folder, with their hashes.
    fn pictures(&self, io: &Io) -> Result<Vec<(String, Input)>, Error> {
        let folder = self.place.folder.as_ref();
        let picture = |path: &PathBuf| {
            let path = io.path(path);
            let source = Source::open(&path)?;
            let name = folder.and_then(|folder| folder.relative(&path));
            Ok((name.ok_or(Error::StrayScreenshot { path })?, Input::of(&source)))
        };
        self.args.screenshot.iter().map(picture).collect()
    }
}
