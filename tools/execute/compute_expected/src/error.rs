//! What can go wrong. (A field that cannot be computed is no error: it is skipped, with its reason.)

use fault::{Fault, Place};
use std::path::PathBuf;

/// An error of this program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A standard stream.
    #[error(transparent)]
    Stream(#[from] cli::Error),
    /// A file or the configuration.
    #[error(transparent)]
    File(#[from] store::Error),
    /// Writing the expectation or its ledger entry.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// A database.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// A field whose statement cannot be asked.
    #[error("{source}")]
    Field {
        /// The plan.
        path: PathBuf,
        /// Where in it the field stands.
        pointer: String,
        /// What is wrong.
        source: Box<Error>,
    },
    /// A plan that does not know the test case.
    #[error("the plan has no test case {tc_id}")]
    UnknownTc {
        /// The plan.
        path: PathBuf,
        /// The test case.
        tc_id: String,
    },
    /// A test case that expects nothing.
    #[error("the plan expects nothing of {tc_id}")]
    NoExpectation {
        /// The plan.
        path: PathBuf,
        /// The test case.
        tc_id: String,
    },
    /// Two values for one key of the verdict.
    #[error("there are two expectations for `{key}`")]
    TwoExpectations {
        /// The plan.
        path: PathBuf,
        /// Where in it the second one stands.
        pointer: String,
        /// The key.
        key: String,
    },
    /// Supplied rows that are none.
    #[error("these are no rows by field path: {reason}")]
    BadRows {
        /// Where they came from.
        path: PathBuf,
        /// What is wrong with them.
        reason: String,
    },
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Evidence(error) => error.code(),
            Self::Database(error) => error.code(),
            Self::Field { source, .. } => source.code(),
            Self::UnknownTc { .. } => "compute_expected/unknown-tc",
            Self::NoExpectation { .. } => "compute_expected/no-expectation",
            Self::TwoExpectations { .. } => "compute_expected/two-expectations",
            Self::BadRows { .. } => "compute_expected/bad-rows",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::Evidence(error) => error.place(),
            Self::Database(error) => error.place(),
            Self::UnknownTc { path, .. } | Self::BadRows { path, .. } => {
                Some(Place::File(path.clone()))
            }
            Self::NoExpectation { path, tc_id } => Some(Place::Pointer {
                file: path.clone(),
                pointer: format!("/tcs/{tc_id}/expected"),
            }),
            Self::Field { path, pointer, .. } | Self::TwoExpectations { path, pointer, .. } => {
                Some(Place::Pointer { file: path.clone(), pointer: pointer.clone() })
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => return error.remedy(),
            Self::File(error) => return error.remedy(),
            Self::Evidence(error) => return error.remedy(),
            Self::Database(error) => return error.remedy(),
            Self::Field { source, .. } => return source.remedy(),
            Self::UnknownTc { .. } => "correct --tc-id, or add the test case to the plan",
            Self::NoExpectation { .. } => "add static_fields or fields",
            Self::TwoExpectations { .. } => "leave one of them out",
            Self::BadRows { .. } => "give {\"FIELD PATH\": {\"rows\": [...]}}",
        }
        .into()
    }
}
