//! Arguments that several programs share, word for word.

use std::time::Duration;

/// `--quiet`, for every program.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct QuietArgs {
    /// Leave out the closing line on standard error
    #[arg(long)]
    pub quiet: bool,
}

/// `--lock-timeout`, for programs that write to a ledger or edit a file.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct LockArgs {
    /// How long to wait for another program's lock, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub lock_timeout: u32,
}

impl LockArgs {
    /// The time to wait.
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.lock_timeout.into())
    }
}
