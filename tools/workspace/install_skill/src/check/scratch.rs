//! A project to try hooks in, so that the user's own is not touched. It has a ticket at work, with
//! one test case that must not pass, and the user's `.claude` as its own.

use crate::{Error, place::Place};
use contract::{Json, json};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::Command,
};
use store::{Clock, Config, Durability, Env};
use tempfile::TempDir;

const TICKET: &str = "test/CANARY-1_check";

/// The scratch project; it goes away with this value.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: TempDir,
    pub(super) root: PathBuf,
    pub(super) session: String,
}

impl Scratch {
    /// Makes the project. Its hooks are those of the user's: commands find them by the same path.
    pub(super) fn new(place: &Place) -> Result<Self, Error> {
        let folder =
            tempfile::tempdir().map_err(|e| store::Error::writing(std::env::temp_dir(), e))?;
        let real = store::real_path(folder.path())?;
        let session = format!("install_skill-{}", real.display());
        let scratch = Self { root: real.join("project"), folder, session };
        for made in [".git", "test/CANARY-2_other", &format!("{TICKET}/partial_results"), "../tmp"]
        {
            store::make(&scratch.root.join(made))?;
        }
        store::link(&store::real_path(&place.client())?, &scratch.root.join(".claude"))?;
        scratch.furnish()?;
        Ok(scratch)
    }

    fn furnish(&self) -> Result<(), Error> {
        let clock = Clock::new(&Config::default(), &Env::Process)?;
        let session = json!({
            "ticket": "CANARY-1",
            "ticket_folder": TICKET,
            "session_id": self.session,
            "set_at": clock.stamp(),
        });
        let mapped = |verdict: &str| {
            json!({
                "status": "MAPPED",
                "data": { "order_id": 1 },
                "behavioral_check": { "verdict": verdict, "method": "SQL", "conditions": ["OPEN"] },
            })
        };
        let mapping = json!({
            "sheet_version": "v1",
            "created_at": clock.stamp(),
            "mappings": { "TC-1": mapped("FAIL"), "TC-2": mapped("PASS") },
        });
        let line = |tc: &str, status: &str| {
            json!({
                "tc_id": tc, "tc_type": "ACTIVE", "status": status, "evidence_level": null,
                "evidence_text": "", "api_status_code": null, "has_db_changes": false,
                "diff_field_count": 0, "error": null,
            })
        };
        let summary = json!({
            "generated_at": clock.stamp(),
            "stats": { "total": 2, "pass": 1, "fail": 1, "pass_rate": "50.0%" },
            "tcs": [line("TC-1", "FAIL"), line("TC-2", "PASS")],
            "failed_tcs": ["TC-1"],
            "blocked_tcs": [],
            "result": "FAIL",
        });
        let caution =
            "# Common errors\n\n<!-- keywords: api, curl, http -->\n## Canary\n\nA caution.\n";
        let results = format!("{TICKET}/partial_results");
        for (path, text) in [
            ("test/.active_ticket", json::pretty_document(&json!({ "sessions": [session] }))),
            (&format!("{TICKET}/CANARY-1_data_mapping.json"), json::pretty_document(&mapping)),
            (&format!("{results}/_summary.json"), json::pretty_document(&summary)),
            (&format!("{results}/_ledger.jsonl"), String::new()),
            ("test/_shared/rule/_caution_common_errors.md", caution.to_owned()),
        ] {
            let path = self.root.join(path);
            path.parent().map_or(Ok(()), store::make)?;
            store::write(&path, text.as_bytes(), Durability::Atomic)?;
        }
        Ok(())
    }

    /// The command of a handler as the client starts it: directly when it has `args`, else by a
    /// shell.
    pub(super) fn command(&self, handler: &Json) -> Command {
        let line = handler.get("command").and_then(Json::as_str).unwrap_or_default();
        let args = handler.get("args").and_then(Json::as_array);
        let mut command =
            Command::new(if args.is_some() { self.filled(line) } else { "sh".into() });
        match args {
            Some(args) => {
                command.args(args.iter().filter_map(Json::as_str).map(|arg| self.filled(arg)))
            }
            None => command.args(["-c", line]),
        };
        for (name, _) in std::env::vars_os() {
            // What is set for the user's own tickets is not meant for this one.
            if name.to_string_lossy().starts_with("PROCTOR_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(&self.root)
            .env("CLAUDE_PROJECT_DIR", &self.root)
            .env("CLAUDECODE", "1")
            .env("CLAUDE_CODE_SESSION_ID", &self.session)
            .env("TMPDIR", self.folder.path().join("tmp"))
            .env("XDG_STATE_HOME", self.folder.path().join("state"));
        command
    }

    fn filled(&self, text: &str) -> String {
        text.replace("${CLAUDE_PROJECT_DIR}", &self.root.display().to_string())
    }

    /// A path in the folder of the ticket at work.
    pub(super) fn ticket(&self, file: &str) -> PathBuf {
        store::absolute(&self.root.join(TICKET), Path::new(file))
    }
}
