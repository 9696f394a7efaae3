//! The faults that `--bug` switches on.

use std::time::Duration;

/// A fault of the shop. Each is one that a careless reader of a test's output would miss.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bug {
    /// A cancelled order's goods stay reserved
    CancelKeepsStock,
    /// The total of an order is one cent too high in every answer
    TotalOffByOneCent,
    /// A refused cancellation is answered with 200 and the error in the body
    OkWithErrorBody,
    /// The answer to a cancellation takes five seconds
    SlowAnswer,
    /// A cancellation is carried out, and the connection is reset in place of an answer
    ResetConnection,
}

/// How late the answer of [`Bug::SlowAnswer`] is.
pub(crate) const SLOW: Duration = Duration::from_secs(5);
