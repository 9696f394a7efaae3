//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use crate::bug::Bug;

/// A small order service over SQLite for demos and end-to-end tests.
#[derive(clap::Parser, Debug)]
#[command(
    version,
    after_help = "Exit codes: 2 when it cannot start; otherwise it runs until it is stopped.\n\
                  Example: demo_shop --db shop.db --port 8080 --bug cancel-keeps-stock"
)]
pub(crate) struct Args {
    /// SQLite file; made and filled with the demo's data when absent
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,

    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,

    /// Drop the shop's tables first and fill them afresh
    #[arg(long)]
    pub(crate) seed: bool,

    /// Write the shop's URL to this file once it listens
    #[arg(long, value_name = "FILE")]
    pub(crate) url_file: Option<PathBuf>,

    /// How long a parcel takes from approval to shipment, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 400)]
    ship_after_ms: u64,

    /// Switch a fault on (may be given several times)
    #[arg(long = "bug", value_name = "NAME", value_enum)]
    pub(crate) bugs: Vec<Bug>,
}

impl Args {
    pub(crate) fn ship_after(&self) -> Duration {
        Duration::from_millis(self.ship_after_ms)
    }
}
