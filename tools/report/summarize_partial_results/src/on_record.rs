//! The ledgers of the folder's ticket, and what they say of the results.

use crate::{Error, ledger::Ledger, results::Results};
use cli::{Io, Project};
use contract::summary::Provenance;
use evidence::{Survey, Trust};
use std::path::Path;
use store::TicketFolder;

/// The ledgers, open.
pub(crate) struct OnRecord {
    survey: Survey,
    /// The results' folder as the ledgers name it, with its `/`.
    prefix: String,
}

impl OnRecord {
    /// Opens them and warns of what is wrong with their head; `None` when nothing was ever entered.
    pub(crate) fn open(dir: &Path, project: &Project, io: &mut Io) -> Result<Option<Self>, Error> {
        // A key that cannot be used is told even where there is nothing that it could have signed.
        evidence::key(&project.config, &project.root, &project.env)?;
        let Some(folder) = TicketFolder::holding(&dir.join("_")) else { return Ok(None) };
        let survey = Survey::open(&folder, &project.env)?;
        for warning in survey.warnings() {
            io.warn(warning);
        }
        for loss in survey.losses() {
            io.warn(&format!("{loss}; run verify_evidence"));
        }
        let prefix = folder.relative(dir).unwrap_or_default() + "/";
        Ok((!survey.is_blank()).then_some(Self { survey, prefix }))
    }

    /// Boils them down, by the project's key.
    pub(crate) fn ledger(&self, project: &Project) -> Result<Ledger<'_>, Error> {
        let key = evidence::key(&project.config, &project.root, &project.env)?;
        let key = key.map(|key| key.verifying());
        let trust = Trust { key: key.as_ref(), unsigned_before: 0 };
        Ok(Ledger::of(&self.survey, trust, &self.prefix))
    }
}

/// What the ledger says of the counted results. A project that asks for no ledger and has none has
/// nothing to say.
pub(crate) fn provenance(
    results: &Results,
    ledger: Option<&Ledger<'_>>,
    require_ledger: bool,
) -> Provenance {
    if ledger.is_none() && !require_ledger {
        return Provenance::default();
    }
    let unverified = results.unverified();
    Provenance {
        verified: (results.counted().count() - unverified.len()) as u64,
        unverified,
        supplied: ledger.map(Ledger::supplied).unwrap_or_default(),
    }
}
