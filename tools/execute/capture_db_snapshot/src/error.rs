//! What can go wrong.

use fault::{Fault, Place};
use judge::assert::NotAnAssert;
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
    /// Writing the snapshot or its ledger entry.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// A database.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// A query of the plan.
    #[error("{source}")]
    Planned {
        /// The plan.
        path: PathBuf,
        /// Where in it the statement stands.
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
    /// A test case without anything to look at.
    #[error("the plan has no snapshot for {tc_id}")]
    NoSnapshot {
        /// The plan.
        path: PathBuf,
        /// The test case.
        tc_id: String,
    },
    /// Two tables of a snapshot that cannot be told apart.
    #[error("of several snapshots each needs a name of its own, and `{name}` is not one")]
    SnapshotName {
        /// The plan.
        path: PathBuf,
        /// Where in it.
        pointer: String,
        /// The name.
        name: String,
    },
    /// A condition that is no assert.
    #[error("{reason}")]
    BadAssert {
        /// The plan.
        path: PathBuf,
        /// Where in it.
        pointer: String,
        /// What is wrong with it.
        reason: NotAnAssert,
    },
    /// A condition on a column that its query does not give.
    #[error("the condition cannot be looked at: {reason}")]
    AssertColumn {
        /// The plan.
        path: PathBuf,
        /// Where in it.
        pointer: String,
        /// What is wrong.
        reason: String,
    },
    /// A number of seconds that is none.
    #[error("`{value}` is no number of seconds to wait")]
    BadSeconds {
        /// The plan.
        path: PathBuf,
        /// Where in it.
        pointer: String,
        /// What stands there.
        value: String,
    },
    /// A stimulus without a time.
    #[error("`{value}` is no time stamp")]
    BadStamp {
        /// The stimulus.
        path: PathBuf,
        /// What stands there.
        value: String,
    },
    /// Supplied rows that are none.
    #[error("these are no rows for the snapshot: {reason}")]
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
            Self::Planned { source, .. } => source.code(),
            Self::UnknownTc { .. } => "capture_db_snapshot/unknown-tc",
            Self::NoSnapshot { .. } => "capture_db_snapshot/no-snapshot",
            Self::SnapshotName { .. } => "capture_db_snapshot/snapshot-name",
            Self::BadAssert { .. } => "capture_db_snapshot/bad-assert",
            Self::AssertColumn { .. } => "capture_db_snapshot/assert-column",
            Self::BadSeconds { .. } => "capture_db_snapshot/bad-seconds",
            Self::BadStamp { .. } => "capture_db_snapshot/bad-stamp",
            Self::BadRows { .. } => "capture_db_snapshot/bad-rows",
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
            Self::NoSnapshot { path, tc_id } => Some(Place::Pointer {
                file: path.clone(),
                pointer: format!("/tcs/{tc_id}/snapshot"),
            }),
            Self::Planned { path, pointer, .. }
            | Self::SnapshotName { path, pointer, .. }
            | Self::BadAssert { path, pointer, .. }
            | Self::AssertColumn { path, pointer, .. }
            | Self::BadSeconds { path, pointer, .. } => {
                Some(Place::Pointer { file: path.clone(), pointer: pointer.clone() })
            }
            Self::BadStamp { path, .. } => {
                Some(Place::Pointer { file: path.clone(), pointer: "/timestamp".into() })
            }
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => return error.remedy(),
            Self::File(error) => return error.remedy(),
            Self::Evidence(error) => return error.remedy(),
            Self::Database(error) => return error.remedy(),
            Self::Planned { source, .. } => return source.remedy(),
            Self::UnknownTc { .. } => "correct --tc-id, or add the test case to the plan",
            Self::NoSnapshot { .. } => "add what to look at, or give --db and --sql",
            Self::SnapshotName { .. } => "give each its own `name`",
            Self::BadAssert { .. } => "write it as all_eq('VALUE') or count_gte(1)",
            Self::AssertColumn { .. } => "name a column of the query, as in state: all_eq('X')",
            Self::BadSeconds { .. } => "write a number from 0 to 86400",
            Self::BadStamp { .. } => "send the stimulus again, or name another with --stimulus",
            Self::BadRows { .. } => "give an array of objects, or {\"rows\": [...]}",
        }
        .into()
    }
}
