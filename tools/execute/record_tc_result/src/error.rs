//! What can go wrong.

use contract::Status;
use fault::{Exit, Fault, Place};
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
    /// Writing the result or its ledger entry.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// Not an id.
    #[error("is not the id of a test case")]
    BadId {
        /// What was given.
        id: String,
    },
    /// A plan that does not know the test case.
    #[error("the plan has no test case {tc_id}")]
    UnknownTc {
        /// The plan.
        path: PathBuf,
        /// The test case.
        tc_id: String,
    },
    /// A side-car that belongs to another test case.
    #[error("belongs to {found}, not to {expected}")]
    ForeignSideCar {
        /// The file.
        path: PathBuf,
        /// What it says.
        found: String,
        /// What its name says.
        expected: String,
    },
    /// A status above the computed one.
    #[error("the status {asked} is higher than the computed {computed}")]
    Raised {
        /// The status that was asked for.
        asked: Status,
        /// The status that follows from the files.
        computed: Status,
    },
    /// An error text on a result that has none.
    #[error("an error was given, and the computed status is PASS")]
    ErrorOnPass,
    /// A reason without a word.
    #[error("the reason is empty")]
    BlankError,
    /// A screenshot outside the ticket folder.
    #[error("the screenshot is not in the ticket folder")]
    StrayScreenshot {
        /// The picture.
        path: PathBuf,
    },
    /// An excluded test case that the plan says ran.
    #[error("an excluded test case has the status {status}")]
    NotExcluded {
        /// The execution plan.
        path: PathBuf,
        /// Its place in the list, from 0.
        index: usize,
        /// The status.
        status: Status,
    },
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Evidence(error) => error.code(),
            Self::BadId { .. } => "record_tc_result/bad-id",
            Self::UnknownTc { .. } => "record_tc_result/unknown-tc",
            Self::ForeignSideCar { .. } => "record_tc_result/foreign-side-car",
            Self::Raised { .. } => "record_tc_result/raised",
            Self::ErrorOnPass => "record_tc_result/error-on-pass",
            Self::BlankError => "record_tc_result/blank-error",
            Self::StrayScreenshot { .. } => "record_tc_result/stray-screenshot",
            Self::NotExcluded { .. } => "record_tc_result/not-excluded",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::Evidence(error) => error.place(),
            Self::BadId { id } => Some(Place::Value(format!("--tc-id {id}"))),
            Self::UnknownTc { path, .. } | Self::StrayScreenshot { path } => {
                Some(Place::File(path.clone()))
            }
            Self::ForeignSideCar { path, .. } => {
                Some(Place::Pointer { file: path.clone(), pointer: "/tc_id".into() })
            }
            Self::Raised { .. } => Some(Place::Value("--status".into())),
            Self::ErrorOnPass | Self::BlankError => Some(Place::Value("--error".into())),
            Self::NotExcluded { path, index, .. } => Some(Place::Pointer {
                file: path.clone(),
                pointer: format!("/excluded/{index}/status"),
            }),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::Evidence(error) => error.remedy(),
            Self::BadId { .. } => "write it as TC-1 or TC-1.2".into(),
            Self::UnknownTc { .. } => "correct --tc-id, or add the test case to the plan".into(),
            Self::ForeignSideCar { expected, .. } => {
                format!("run the step again for {expected}")
            }
            Self::Raised { .. } => "leave --status out, or run the step that is missing".into(),
            Self::ErrorOnPass => "add --status to lower it, or leave --error out".into(),
            Self::BlankError => "say why the test case did not pass".into(),
            Self::StrayScreenshot { .. } => {
                "put it into the folder screenshots beside partial_results".into()
            }
            Self::NotExcluded { .. } => "make it N/T or BLOCKED".into(),
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Stream(error) => error.exit(),
            _ => Exit::CouldNotRun,
        }
    }
}
