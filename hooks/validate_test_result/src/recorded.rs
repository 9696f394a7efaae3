//! What a ticket folder has of the test cases that somebody speaks of.

use contract::Status;
use evidence::{
    CaseFile, Scope,
    pass::{Claim, Violation},
};
use hook::{Call, Failure, Objection};
use serde::Deserialize;
use std::path::Path;
use store::{Config, PARTIAL_RESULTS, Source, TicketFolder};

/// Plan, gates, data and record of a ticket folder, as far as some test cases need it.
pub(crate) struct Recorded {
    folder: TicketFolder,
    pub(crate) case: CaseFile,
}

/// What `partial_results/{TC}.json` says.
#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    pub(crate) status: Status,
    #[serde(default)]
    pub(crate) error: Option<String>,
}

impl Recorded {
    /// Opens what concerns these test cases, once.
    pub(crate) fn open(
        call: &Call<'_>,
        folder: TicketFolder,
        tcs: &[&str],
    ) -> Result<Self, Failure> {
        let (root, env) = (call.root(), call.env());
        let config = Config::load(root, env)?;
        let case = CaseFile::open(folder.clone(), Scope::Of(tcs), config, root, env)?;
        Ok(Self { folder, case })
    }

    /// What the result of a test case says; `None` when there is none.
    pub(crate) fn said(&self, tc_id: &str) -> Result<Option<Said>, Failure> {
        let file = format!("{PARTIAL_RESULTS}/{tc_id}.json");
        if !self.case.may_have(&file) {
            return Ok(None);
        }
        let path = self.folder.root().join(file);
        match Source::open_regular(&path) {
            Ok(source) => Ok(Some(source.view()?)),
            Err(store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// What stands against a claim, each with the line that makes it.
    pub(crate) fn object(
        &self,
        claim: &Claim<'_>,
        line: Option<usize>,
    ) -> impl Iterator<Item = Objection> {
        let ran = matches!(claim.status, Status::Pass | Status::Fail);
        let rival = self.case.rival_mapping(claim.tc_id).filter(|_| ran);
        let rival = rival.map(|path| rival_mapping(claim.tc_id, line, path));
        let violations = evidence::pass::judge(&self.case, claim).violations;
        let violations = violations.into_iter().map(move |violation| {
            let Violation { tc_id, sentence, command, .. } = violation;
            Objection { subject: Some(tc_id), line, what: sentence, mend: command }
        });
        violations.chain(rival)
    }
}

/// Two mappings that differ: the stricter answer is that neither bears anything out.
fn rival_mapping(tc_id: &str, line: Option<usize>, path: &Path) -> Objection {
    Objection {
        subject: Some(tc_id.into()),
        line,
        what: format!(
            "the ticket has two data mappings that differ for it, one of them {}",
            path.display()
        ),
        mend: "keep the one that it ran with, and delete the other".into(),
    }
}
