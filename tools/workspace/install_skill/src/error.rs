//! What can go wrong.

use fault::{Fault, Place};
use std::path::PathBuf;

/// An error of this program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A standard stream.
    #[error(transparent)]
    Stream(#[from] cli::Error),
    /// A file.
    #[error(transparent)]
    File(#[from] store::Error),
    /// `--project` is no folder.
    #[error("is not the folder of a project")]
    NoProject {
        /// What was given or found.
        path: PathBuf,
    },
    /// The agent would switch its own hooks off.
    #[error("an agent does not take its own hooks away")]
    ByAgent,
    /// Programs that are not where they should be taken from.
    #[error("programs are missing: {names}")]
    MissingPrograms {
        /// Where they were looked for.
        folder: PathBuf,
        /// Which.
        names: String,
    },
    /// A settings file that is not strict JSON.
    #[error("the client would ignore this settings file: {message}")]
    NotJson {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
        /// What was expected.
        message: &'static str,
    },
    /// A settings file with a value for which the client ignores all of it.
    #[error("the client would ignore this settings file: {message}")]
    NotAccepted {
        /// The file.
        path: PathBuf,
        /// JSON pointer to the value.
        pointer: String,
        /// What is wrong with it.
        message: String,
    },
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::NoProject { .. } => "install_skill/no-project",
            Self::ByAgent => "install_skill/by-agent",
            Self::MissingPrograms { .. } => "install_skill/missing-programs",
            Self::NotJson { .. } => "install_skill/settings-not-json",
            Self::NotAccepted { .. } => "install_skill/settings-not-accepted",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::NoProject { path } => Some(Place::File(path.clone())),
            Self::ByAgent => Some(Place::Value("--uninstall".into())),
            Self::MissingPrograms { folder, .. } => Some(Place::File(folder.clone())),
            Self::NotJson { path, line, column, .. } => {
                Some(Place::Line { file: path.clone(), line: *line, column: *column })
            }
            Self::NotAccepted { path, pointer, .. } => {
                Some(Place::Pointer { file: path.clone(), pointer: pointer.clone() })
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::NoProject { .. } => "name the project's folder with --project".into(),
            Self::ByAgent => "let a person run it, in a terminal of their own".into(),
            Self::MissingPrograms { .. } => {
                "build them (make build), or name their folder with --bin".into()
            }
            Self::NotJson { .. } => {
                "correct it (no comments, no trailing commas); nothing was changed".into()
            }
            Self::NotAccepted { .. } => "correct that value; nothing was changed".into(),
        }
    }
}
