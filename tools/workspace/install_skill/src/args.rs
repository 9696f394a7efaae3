//! The command line.

use cli::{LockArgs, QuietArgs};
use std::{path::PathBuf, time::Duration};

const AFTER_HELP: &str = "\
What it puts in place, below the project's .claude/:
  skills/test/bin/    the programs and the hooks
  skills/test/        the skill's documents; one that is there and is not ours stays as it is
  settings.json       the registrations of the hooks; every other byte stays as it is

A settings file that the client would silently ignore is refused and not touched. Running it again
changes nothing, or brings an older installation up to date. Needs Claude Code 2.1.295 or newer: an
older one lets a call go on when a hook cannot run.

Exit codes: 0 done, nothing to do, or (--check) every gate is alive; 1 (--check) a gate is not;
2 could not run, and the settings are as they were.

Example:
  install_skill --project ~/src/shop && install_skill --project ~/src/shop --check";

/// Put the programs, the hooks and the skill's documents into a project's .claude/
#[derive(Debug, clap::Parser)]
#[command(name = "install_skill", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The project (default: $CLAUDE_PROJECT_DIR, else the nearest folder above that has a .git or
    /// a CLAUDE.md, else this one)
    #[arg(long, value_name = "DIR")]
    pub project: Option<PathBuf>,
    /// Register the hooks in settings.local.json, which is for one person, instead of settings.json
    #[arg(long)]
    pub local: bool,
    /// Make links to the programs where they are, for who builds them on this machine
    #[arg(long, conflicts_with = "copy")]
    pub link: bool,
    /// Copy the programs (the default, unless an earlier --link made links)
    #[arg(long)]
    pub copy: bool,
    /// Where the programs are (default: the folder of this one)
    #[arg(long, value_name = "DIR")]
    pub bin: Option<PathBuf>,
    /// Take away what was installed, and restore the settings; what was changed since stays. For a
    /// person: an agent does not take its own hooks away
    #[arg(long, conflicts_with_all = ["local", "link", "copy", "bin"])]
    pub uninstall: bool,
    /// Prove every gate alive: run each hook as the client would, with a call that it must refuse
    /// and one that it must let through, in a scratch project
    #[arg(long, conflicts_with_all = ["local", "link", "copy", "bin", "uninstall", "dry_run"])]
    pub check: bool,
    /// How long a hook may take in --check, in seconds (default: half of its registered timeout)
    #[arg(long, value_name = "SECONDS", value_parser = seconds, requires = "check")]
    pub limit: Option<Duration>,
    /// Say what would be changed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub lock: LockArgs,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|limit| !limit.is_zero()).ok_or_else(|| "not a number above 0".into())
}
