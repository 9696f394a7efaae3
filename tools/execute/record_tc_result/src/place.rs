//! Where results go and under which rules: the folder, its ticket and project, the command line.

use crate::{Args, Error, labels::Labels};
use cli::{Io, Project};
use contract::{
    SideCar,
    claim::{ResultClaim, members},
    result::TcResult,
};
use evidence::{Act, Input, Recorder};
use std::path::PathBuf;
use store::{Doc, Naming, Source, TicketFolder};
use testdoc::Language;

/// The place of one run.
pub(crate) struct Place {
    /// The command line.
    pub(crate) args: Args,
    /// The folder of the results, absolute.
    pub(crate) dir: PathBuf,
    /// The ticket folder that holds it.
    pub(crate) folder: Option<TicketFolder>,
    /// The project.
    pub(crate) project: Project,
    /// The sentences in the project's language.
    pub(crate) labels: Labels,
}

impl Place {
    /// Finds it from the command line.
    pub(crate) fn of(args: Args, io: &Io) -> Result<Self, Error> {
        let dir = io.path(&args.dir);
        let inside = dir.join("_");
        let project = io.project(Some(&inside))?;
        let language = match project.config.naming {
            Naming::Ko => Language::Korean,
            Naming::En => Language::English,
        };
        let folder = TicketFolder::holding(&inside);
        Ok(Self { args, dir, folder, project, labels: Labels(language) })
    }

    /// Screenshots by their path in the ticket folder, with their hashes.
    pub(crate) fn pictures(&self, io: &Io) -> Result<Vec<(String, Input)>, Error> {
        let picture = |path: &PathBuf| {
            let path = io.path(path);
            let source = Source::open(&path)?;
            let name = self.folder.as_ref().and_then(|folder| folder.relative(&path));
            Ok((name.ok_or(Error::StrayScreenshot { path })?, Input::of(&source)))
        };
        self.args.screenshot.iter().map(picture).collect()
    }

    /// Writes a result over an earlier one, of which unknown members stay, together with its ledger
    /// entry. Gives the path.
    pub(crate) fn record(
        &self,
        result: TcResult,
        inputs: Vec<Input>,
        io: &mut Io,
    ) -> Result<PathBuf, Error> {
        let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        let recorder = Recorder::new(name, version, &self.project, self.args.lock.timeout());
        let target = self.dir.join(SideCar::Result.file_name(&result.tc_id));
        let act = Act {
            tc_id: Some(result.tc_id.clone()),
            inputs,
            claim: members(&ResultClaim { status: result.status }),
        };
        let text = match Doc::<TcResult>::open(&target) {
            Ok(mut earlier) => {
                earlier.edit(|document| *document = result);
                earlier.to_text()
            }
            Err(store::Error::NotFound { .. }) => Doc::new(&target, result).to_text(),
            Err(error) => return Err(error.into()),
        };
        for warning in evidence::write(&target, text.as_bytes(), act, &recorder)?.warnings {
            io.warn(&warning);
        }
        Ok(target)
    }
}
