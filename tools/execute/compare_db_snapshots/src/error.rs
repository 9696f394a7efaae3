//! What can go wrong.

use fault::{Fault, Place};
use rowdiff::{Side, Spot};
use std::path::PathBuf;
use store::Source;

/// An error of this program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A standard stream.
    #[error(transparent)]
    Stream(#[from] cli::Error),
    /// A file.
    #[error(transparent)]
    File(#[from] store::Error),
    /// Writing the output or its ledger entry.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// The snapshots cannot be compared.
    #[error("{}", .0.error)]
    Rows(Box<Misfit>),
    /// Standard input cannot be both snapshots.
    #[error("both snapshots are to come from standard input")]
    OneStdin,
    /// A pattern of columns that is none.
    #[error("the pattern of columns cannot be read: {message}")]
    BadGlob {
        /// The flag or the configuration's key, with the pattern.
        origin: String,
        /// What is wrong with it.
        message: String,
    },
}

/// Why snapshots cannot be compared, and where in which file.
#[derive(Debug)]
pub struct Misfit {
    error: rowdiff::Error,
    place: Place,
}

impl Error {
    /// An error of the comparison, with the place in its file.
    pub(crate) fn rows(error: rowdiff::Error, before: &Source, after: &Source) -> Self {
        let source = match error.side() {
            Some(Side::Before) => before,
            Some(Side::After) | None => after,
        };
        let file: PathBuf = source.path().to_owned();
        let place = match error.spot() {
            Spot::Byte(offset) => {
                let (line, column) = line_column(source.body(), offset);
                Place::Line { file, line, column }
            }
            Spot::Pointer(pointer) => Place::Pointer { file, pointer },
            Spot::Whole => Place::File(file),
        };
        Self::Rows(Box::new(Misfit { error, place }))
    }
}

/// Line and column of a byte, both from 1, the column in bytes.
fn line_column(text: &[u8], offset: usize) -> (usize, usize) {
    let error = contract::json::SyntaxError { offset, message: "" };
    error.line_column(text)
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Evidence(error) => error.code(),
            Self::Rows(misfit) => misfit.error.code(),
            Self::OneStdin => "compare_db_snapshots/one-stdin",
            Self::BadGlob { .. } => "compare_db_snapshots/bad-glob",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::Evidence(error) => error.place(),
            Self::Rows(misfit) => Some(misfit.place.clone()),
            Self::OneStdin => Some(Place::Value("--before - --after -".into())),
            Self::BadGlob { origin, .. } => Some(Place::Value(origin.clone())),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::Evidence(error) => error.remedy(),
            Self::Rows(misfit) => misfit.error.remedy(),
            Self::OneStdin => "name a file for one of them".into(),
            Self::BadGlob { .. } => "correct it; `*_at` is one that works".into(),
        }
    }

    fn exit(&self) -> fault::Exit {
        match self {
            Self::Stream(error) => error.exit(),
            Self::File(error) => error.exit(),
            Self::Evidence(error) => error.exit(),
            Self::Rows(_) | Self::OneStdin | Self::BadGlob { .. } => fault::Exit::CouldNotRun,
        }
    }
}
