//! A ledger to measure with: as many entries as are wanted, and none that does not hold.
//!
//! The newest entries are those of the ticket's own test cases: their side-cars are made to bear out
//! what the ticket's test result claims. Before them stand older entries of other test cases, which
//! ran again and again.

mod own;
mod past;

use anyhow::{Context, Result, ensure};
use evidence::{Recorder, accept_head, enter_all};
use std::{path::PathBuf, time::Duration};
use store::{Env, Project, TicketFolder};

/// What the ledger is to be.
#[derive(Debug, clap::Args)]
pub(crate) struct Seeding {
    /// The ticket folder: it holds `partial_results`
    #[arg(long)]
    dir: PathBuf,
    /// Entries of the whole ledger; at least those of the side-cars that are there
    #[arg(long, default_value_t = 10_000)]
    entries: usize,
    /// Other test cases that the older entries belong to
    #[arg(long, default_value_t = 50)]
    tcs: usize,
}

/// Makes the ledger; one that is there goes. The head is noted as programs note it, so that whoever
/// reads the ledger must see the same XDG_STATE_HOME as this.
pub(crate) fn seed(seeding: &Seeding) -> Result<()> {
    seed_in(seeding, &Env::Process)
}

fn seed_in(seeding: &Seeding, env: &Env) -> Result<()> {
    let root = store::real_path(&seeding.dir)?;
    let folder = TicketFolder::at(&root);
    let results = folder.partial_results();
    ensure!(results.is_dir(), "there is no {}", results.display());
    let project = Project::open(&root, env)?;
    let own = own::acts(&folder)?;
    let older = seeding.entries.saturating_sub(own.len());
    let past = past::acts(&folder, older, seeding.tcs.max(1))?;
    let ledger = folder.ledger();
    if ledger.exists() {
        std::fs::remove_file(&ledger).with_context(|| ledger.display().to_string())?;
    }
    let recorder =
        Recorder::new("devtool", env!("CARGO_PKG_VERSION"), &project, Duration::from_secs(10));
    let entered = enter_all(&folder, past.into_iter().chain(own), &recorder)?;
    for warning in &entered.warnings {
        println!("{warning}");
    }
    let accepted = accept_head(&folder, "the ledger was made anew to measure with", &recorder)?;
    let seq = accepted.and_then(|note| note.seq).or(entered.seq).unwrap_or_default();
    println!("{}: {seq} entries", ledger.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::verification::Verification;
    use evidence::audit::{Request, verify};

    fn audit(folder: &TicketFolder, env: &Env) -> Verification {
        let project = Project::open(folder.root(), env).unwrap();
        let Project { root, config, .. } = &project;
        let (tc, anchor) = (None, None);
        verify(&Request { folder, tc, unsigned_before: 0, anchor, config, root, env }).unwrap()
    }

    #[test]
    fn a_ledger_of_any_length_holds_and_can_be_made_anew() {
        let place = tempfile::tempdir().unwrap();
        let folder = TicketFolder::at(place.path().join("ticket"));
        store::make(&folder.partial_results()).unwrap();
        for (name, text) in [
            ("TC-1.json", r#"{"tc_id":"TC-1","status":"PASS"}"#),
            ("TC-1_stimulus.json", r#"{"request":{"url":"http://h/x"},"success":true}"#),
        ] {
            std::fs::write(folder.partial_results().join(name), text).unwrap();
        }
        let env = Env::fixed([("XDG_STATE_HOME", place.path().join("state").to_str().unwrap())]);
        for (entries, tcs, found) in [(20, 2, 3), (0, 2, 1), (7, 9, 2)] {
            let dir = folder.root().to_owned();
            seed_in(&Seeding { dir, entries, tcs }, &env).unwrap();
            let audit = audit(&folder, &env);
            assert!(audit.verified, "{audit:?}");
            assert_eq!(audit.tcs.len(), found, "{entries}");
        }
    }
}
