//! What can go wrong.

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
    /// Writing the verdict or its ledger entry.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// An expectation that cannot be judged.
    #[error("{source}")]
    Judge {
        /// Where the expectation came from.
        path: PathBuf,
        /// What is wrong with it.
        source: judge::JudgeError,
    },
    /// An expectation that is no object.
    #[error("the expectation is {found}, not an object of keys to values")]
    NotFlat {
        /// Where it came from.
        path: PathBuf,
        /// What it is.
        found: &'static str,
    },
    /// A test case or checkpoint that the plan does not have, or of which it expects nothing.
    #[error("the plan expects nothing there")]
    NothingPlanned {
        /// The plan.
        path: PathBuf,
        /// Where in the plan.
        pointer: String,
    },
    /// Fields that must be computed first.
    #[error("the plan has `expected.fields`, which are computed from the database first")]
    NotComputed {
        /// The plan.
        path: PathBuf,
        /// Where in the plan.
        pointer: String,
    },
    /// A computed expectation that leaves out a field of the plan.
    #[error("the computed expectation says nothing of the plan's `{key}`")]
    FieldLeftOut {
        /// The computed expectation.
        path: PathBuf,
        /// The field's key.
        key: String,
    },
    /// An expectation that says something else than the plan.
    #[error("`{key}` is expected to be {given}, but the plan says {planned}")]
    NotAsPlanned {
        /// The expectation.
        path: PathBuf,
        /// The key.
        key: String,
        /// What the expectation says.
        given: String,
        /// What the plan says.
        planned: String,
    },
    /// A placeholder in the plan that nothing stands for.
    #[error("the placeholder {{{name}}} in the plan's `{key}` has no value")]
    Placeholder {
        /// The mapping, or the plan when no mapping was given.
        path: PathBuf,
        /// The key of the expectation.
        key: String,
        /// The placeholder's name.
        name: String,
        /// The names that would have been known; none without a mapping.
        known: Vec<String>,
    },
    /// A file of another test case.
    #[error("is of {found}, not of {tc_id}")]
    OtherTc {
        /// The file.
        path: PathBuf,
        /// The test case in the file.
        found: String,
        /// The one that is judged.
        tc_id: String,
    },
    /// A stimulus to which no response came.
    #[error("holds no response{}", because(.reason.as_deref()))]
    NoResponse {
        /// The stimulus.
        path: PathBuf,
        /// Its `response.error`.
        reason: Option<String>,
    },
    /// A response of which a part was thrown away.
    #[error("holds a truncated response")]
    Truncated {
        /// The stimulus.
        path: PathBuf,
    },
}

fn because(reason: Option<&str>) -> String {
    reason.map_or(String::new(), |reason| format!(" ({reason})"))
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Evidence(error) => error.code(),
            Self::Judge { source, .. } => source.code(),
            Self::NotFlat { .. } => "verdict_calculator/not-flat",
            Self::NothingPlanned { .. } => "verdict_calculator/nothing-planned",
            Self::NotComputed { .. } => "verdict_calculator/not-computed",
            Self::FieldLeftOut { .. } => "verdict_calculator/field-left-out",
            Self::NotAsPlanned { .. } => "verdict_calculator/not-as-planned",
            Self::Placeholder { .. } => "verdict_calculator/placeholder",
            Self::OtherTc { .. } => "verdict_calculator/other-tc",
            Self::NoResponse { .. } => "verdict_calculator/no-response",
            Self::Truncated { .. } => "verdict_calculator/truncated",
        }
    }

    fn place(&self) -> Option<Place> {
        let pointer =
            |path: &PathBuf, pointer: String| Some(Place::Pointer { file: path.clone(), pointer });
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::Evidence(error) => error.place(),
            Self::Judge { path, source } => Some(match source.place() {
                Some(place) => Place::Value(format!("{}, {place}", path.display())),
                None => Place::File(path.clone()),
            }),
            Self::NothingPlanned { path, pointer: place }
            | Self::NotComputed { path, pointer: place } => pointer(path, place.clone()),
            Self::OtherTc { path, .. } => pointer(path, "/tc_id".into()),
            Self::Truncated { path } => pointer(path, "/response/body_truncated".into()),
            Self::NotFlat { path, .. }
            | Self::FieldLeftOut { path, .. }
            | Self::NotAsPlanned { path, .. }
            | Self::Placeholder { path, .. }
            | Self::NoResponse { path, .. } => Some(Place::File(path.clone())),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::Evidence(error) => error.remedy(),
            Self::Judge { source, .. } => source.remedy(),
            Self::NotFlat { .. } => "write it as {\"http_status\": 200, …}".into(),
            Self::NothingPlanned { .. } => {
                "correct --tc-id and --actual-file, or add an expectation to the plan".into()
            }
            Self::NotComputed { .. } => {
                "run compute_expected and give its file with --expected-file".into()
            }
            Self::FieldLeftOut { .. } => "run compute_expected again with this plan".into(),
            Self::NotAsPlanned { .. } => {
                "change the plan, or make the expectation from it again".into()
            }
            Self::Placeholder { known, .. } if known.is_empty() => {
                "give the data mapping with --mapping".into()
            }
            Self::Placeholder { known, .. } => format!("use one of {}", known.join(", ")),
            Self::OtherTc { .. } => "give the file of this test case".into(),
            Self::NoResponse { .. } => "send the stimulus again, there is nothing to judge".into(),
            Self::Truncated { .. } => "send the stimulus again with a larger --max-body".into(),
        }
    }
}
