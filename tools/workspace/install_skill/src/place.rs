//! Where things lie in a project.

use crate::{Args, Error};
use cli::Io;
use std::path::{Path, PathBuf};
use store::Lock;

/// The two settings files of a project, the one that is shared first.
pub(crate) const SETTINGS: [&str; 2] = ["settings.json", "settings.local.json"];

/// A project.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) root: PathBuf,
}

impl Place {
    /// The project that the command line or the working folder means.
    pub(crate) fn of(args: &Args, io: &Io) -> Result<Self, Error> {
        let root = match &args.project {
            Some(project) => io.path(project),
            None => store::project_root(io.cwd(), io.env()),
        };
        let root = store::find(&root).unwrap_or(root);
        if root.is_dir() { Ok(Self { root }) } else { Err(Error::NoProject { path: root }) }
    }

    /// The client's folder.
    pub(crate) fn client(&self) -> PathBuf {
        self.root.join(".claude")
    }

    /// A settings file of the project, by its name.
    pub(crate) fn settings(&self, name: &str) -> PathBuf {
        self.client().join(name)
    }

    /// Keeps other programs from writing a settings file; a dry run need not.
    pub(crate) fn lock(path: &Path, args: &Args) -> Result<Option<Lock>, Error> {
        if args.dry_run {
            return Ok(None);
        }
        Ok(Some(Lock::acquire(path, args.lock.timeout())?))
    }

    /// The skill's folder.
    pub(crate) fn skill(&self) -> PathBuf {
        self.client().join("skills/test")
    }

    /// A path for people, from the project's root where it lies below.
    pub(crate) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}
