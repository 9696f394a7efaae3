//! The peer that `compare_db_snapshots` is measured against: one `IgnoredAny` pass of serde_json over
//! each of two mapped files, on a thread each. It checks the grammar and keeps nothing.

use serde::de::IgnoredAny;
use std::{path::PathBuf, process::ExitCode, thread};

fn main() -> ExitCode {
    let files: Vec<PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    let is_json = |file: &PathBuf| {
        let map = store::map(file).ok()?;
        serde_json::from_slice::<IgnoredAny>(&map).ok()
    };
    let all = thread::scope(|scope| {
        let passes: Vec<_> = files.iter().map(|file| scope.spawn(|| is_json(file))).collect();
        passes.into_iter().all(|pass| matches!(pass.join(), Ok(Some(_))))
    });
    if all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
