//! How much memory a process takes for itself.

use crate::{case::Contender, place::Place};
use std::{fs, hint};

/// The most memory that a process had for itself, in bytes: mapped files are not counted.
///
/// Linux keeps a peak only of the sum with mapped files, so the process is looked at all the time.
pub(crate) fn peak(contender: &Contender, place: &Place) -> Option<u64> {
    let mut child = contender.process(place).ok()?.spawn().ok()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait().ok()?.is_none() {
        let now = fs::read_to_string(&status).ok().and_then(|text| own(&text));
        most = most.max(now);
        hint::spin_loop();
    }
    most
}

fn own(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kibibytes| kibibytes << 10)
}
