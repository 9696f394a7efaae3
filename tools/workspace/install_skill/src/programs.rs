//! The programs that are installed, and where they are taken from.

use crate::{Args, Error, registration};
use cli::Io;
use std::path::PathBuf;
use store::Source;

/// The programs that documents call, in alphabetical order; the hooks are those of `hooks.json`.
const TOOLS: [&str; 10] = [
    "capture_db_snapshot",
    "compare_db_snapshots",
    "compute_expected",
    "install_skill",
    "query_database",
    "record_tc_result",
    "stimulus_executor",
    "summarize_partial_results",
    "verdict_calculator",
    "verify_evidence",
];

/// A program as it is now.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) name: String,
    /// Where it really lies.
    pub(crate) path: PathBuf,
    pub(crate) source: Source,
}

/// The names of all programs.
pub(crate) fn names() -> Vec<String> {
    TOOLS.iter().map(|name| (*name).to_owned()).chain(registration::hooks()).collect()
}

/// All programs, from `--bin` or from beside this one. All must be there: a registered hook without
/// its program would refuse every call.
pub(crate) fn find(args: &Args, io: &Io) -> Result<Vec<Program>, Error> {
    let folder = match &args.bin {
        Some(folder) => io.path(folder),
        None => own_folder()?,
    };
    let (there, missing): (Vec<_>, Vec<_>) =
        names().into_iter().partition(|name| store::is_executable(&folder.join(name)));
    if !missing.is_empty() {
        return Err(Error::MissingPrograms { folder, names: missing.join(", ") });
    }
    there
        .into_iter()
        .map(|name| {
            let path = store::real_path(&folder.join(&name))?;
            let source = Source::open(&path)?;
            Ok(Program { name, path, source })
        })
        .collect()
}

/// Where this program lies.
fn own_folder() -> Result<PathBuf, Error> {
    let own = std::env::current_exe().map_err(|e| store::Error::reading("install_skill", e))?;
    let own = store::real_path(&own)?;
    Ok(own.parent().map(PathBuf::from).unwrap_or_default())
}
