//! The program through its command line.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own files")]

use evidence::{Act, Input, Recorder, commit};
use predicates::prelude::*;
use serde_json::Value;
use std::{fs, io::Write, path::Path, time::Duration};
use store::{Clock, Config, Env, Staged};
use testkit::Project;

/// A ticket folder in which programs recorded two test cases.
struct Ticket(Project);

impl Ticket {
    fn new() -> Self {
        let ticket = Self(Project::new());
        for tc in ["TC-1", "TC-2"] {
            ticket.record("stimulus_executor", tc, "stimulus", &[]);
            ticket.record("verdict_calculator", tc, "verdict", &["stimulus"]);
        }
        ticket
    }

    /// Writes a side-car as its program does.
    fn record(&self, tool: &'static str, tc: &str, kind: &str, inputs: &[&str]) {
        let env = Env::fixed([("XDG_STATE_HOME", self.state())]);
        let config = Config::default();
        let clock = Clock::new(&config, &env).unwrap();
        let file = |kind: &str| self.results(&format!("{tc}_{kind}.json"));
        let mut staged = Staged::create(&file(kind)).unwrap();
        staged
            .write_all(format!("{{\"tc_id\":\"{tc}\",\"kind\":\"{kind}\"}}\n").as_bytes())
            .unwrap();
        let inputs = inputs.iter().map(|kind| {
            let bytes = fs::read(file(kind)).unwrap();
            Input { path: file(kind), sha256: store::sha256_hex(&bytes) }
        });
        let act = Act { tc_id: Some(tc.into()), inputs: inputs.collect(), ..Act::default() };
        let recorder = Recorder {
            tool,
            version: "0.1.0",
            clock: &clock,
            config: &config,
            root: &self.0.path(""),
            env: &env,
            lock_timeout: Duration::from_secs(10),
        };
        commit(staged, act, &recorder).unwrap();
    }

    fn results(&self, file: &str) -> std::path::PathBuf {
        self.0.ticket("partial_results").join(file)
    }

    fn state(&self) -> String {
        let project = self.0.path("");
        project.parent().unwrap().join("state").display().to_string()
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.results(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    fn command(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = self.0.command(env!("CARGO_BIN_EXE_verify_evidence"));
        command.arg("--dir").arg(self.0.ticket("partial_results")).args(args);
        command
    }

    /// The report, with the exit code that is expected.
    fn report(&self, args: &[&str], code: i32) -> Value {
        let run = self.command(args).assert().code(code);
        serde_json::from_slice(&run.get_output().stdout).unwrap()
    }

    fn refuses(&self, args: &[&str], code: &str) {
        let line = predicate::str::starts_with("error: ")
            .and(predicate::str::ends_with(format!("[{code}]\n")));
        self.command(args).assert().code(2).stdout("").stderr(line);
    }
}

#[test]
fn help_and_version_are_printed() {
    let project = Project::new();
    let program = env!("CARGO_BIN_EXE_verify_evidence");
    let help = project.command(program).arg("--help").assert().success();
    help.stdout(
        predicate::str::contains("Exit codes: 0").and(predicate::str::contains("Example:")),
    );
    project.command(program).arg("--version").assert().success().stdout("verify_evidence 0.1.0\n");
}

#[test]
fn what_was_recorded_is_verified() {
    let ticket = Ticket::new();
    let report = ticket.report(&[], 0);
    assert_eq!(report["verified"], true);
    assert_eq!(report["tcs"][1]["tc_id"], "TC-2");
    assert_eq!(report["tcs"][1]["status"], "verified");
    assert_eq!(report["ledgers"][0]["entries"], 4);
    let said = "2 test cases verified; the ledger (4 entries) holds\n";
    ticket.command(&[]).assert().success().stderr(said);
    ticket.command(&["--quiet"]).assert().success().stderr("");
}

#[test]
fn the_ticket_folder_is_as_good_as_its_results() {
    let ticket = Ticket::new();
    let mut command = ticket.0.command(env!("CARGO_BIN_EXE_verify_evidence"));
    command.arg("--dir").arg(ticket.0.ticket("")).assert().success();
}

#[test]
fn people_get_lines() {
    let ticket = Ticket::new();
    ticket.edit("TC-2_stimulus.json", "kind", "kinD");
    let lines = ticket.command(&["--format", "text"]).assert().code(1);
    lines.stdout(
        predicate::str::contains("✅ TC-1: verified (2 files)\n")
            .and(predicate::str::contains("❌ TC-2: file_changed\n"))
            .and(predicate::str::contains("partial_results/TC-2_stimulus.json: its bytes are not"))
            .and(predicate::str::contains(
                "→ restore the file from version control, or run stimulus_executor",
            )),
    );
}

#[test]
fn a_changed_byte_names_file_and_test_case() {
    let ticket = Ticket::new();
    ticket.edit("TC-1_verdict.json", "kind", "kinD");
    let report = ticket.report(&[], 1);
    assert_eq!(report["verified"], false);
    assert_eq!(report["tcs"][0]["status"], "file_changed");
    assert_eq!(report["tcs"][0]["troubles"][0]["file"], "partial_results/TC-1_verdict.json");
    assert_eq!(report["tcs"][1]["status"], "verified");
    let closing = predicate::str::contains("1 test case verified, 1 not: TC-1 (file_changed)");
    ticket.command(&[]).assert().code(1).stderr(closing);
}

#[test]
fn what_was_made_from_it_is_stale() {
    let ticket = Ticket::new();
    let path = ticket.results("TC-1_stimulus.json");
    fs::write(&path, "{}").unwrap();
    let report = ticket.report(&[], 1);
    let words: Vec<_> = report["tcs"][0]["troubles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["what"].clone())
        .collect();
    assert_eq!(words, ["file_changed", "stale"]);
}

#[test]
fn a_ledger_edit_names_number_and_line() {
    let ticket = Ticket::new();
    ticket.edit("_ledger.jsonl", "verdict_calculator", "verdict_calculatoR");
    let report = ticket.report(&[], 1);
    let trouble = &report["ledgers"][0]["troubles"][0];
    assert_eq!((&trouble["what"], &trouble["seq"]), (&"chain_broken".into(), &2.into()));
    assert_eq!(trouble["line"], 2);
    assert_eq!(report["tcs"][0]["status"], "chain_broken");
}

#[test]
fn one_test_case_is_looked_at_alone() {
    let ticket = Ticket::new();
    ticket.edit("TC-2_stimulus.json", "kind", "kinD");
    assert_eq!(ticket.report(&["--tc", "TC-1"], 0)["tcs"].as_array().unwrap().len(), 1);
    ticket.report(&["--tc", "TC-2"], 1);
    let unknown = ticket.report(&["--tc", "TC-9"], 1);
    assert_eq!(unknown["tcs"][0]["troubles"][0]["what"], "no_entry");
    ticket.refuses(&["--tc", "9"], "verify_evidence/bad-id");
}

#[test]
fn the_report_may_go_to_a_file_but_not_over_evidence() {
    let ticket = Ticket::new();
    let output = ticket.0.path("보고서 1.json");
    let output = output.to_str().unwrap();
    ticket.command(&["--output", output]).assert().success().stdout("");
    assert_eq!(ticket.0.json(output)["verified"], true);
    ticket.command(&["--output", "-"]).assert().success().stdout(predicate::str::starts_with("{"));
    let ledger = fs::read(ticket.results("_ledger.jsonl")).unwrap();
    for file in ["_ledger.jsonl", "TC-1_verdict.json", "_summary.json"] {
        let file = ticket.results(file);
        ticket.refuses(&["--output", file.to_str().unwrap()], "evidence/not-yours");
    }
    assert_eq!(fs::read(ticket.results("_ledger.jsonl")).unwrap(), ledger);
    ticket.refuses(&["--output", "없는/report.json"], "store/unwritable");
}

#[test]
fn a_lost_head_is_reported_until_a_person_accepts_it() {
    let ticket = Ticket::new();
    let ledger = ticket.results("_ledger.jsonl");
    let text = fs::read_to_string(&ledger).unwrap();
    let shorter: String = text.split_inclusive('\n').take(2).collect();
    fs::write(&ledger, shorter).unwrap();
    for file in ["TC-2_stimulus.json", "TC-2_verdict.json"] {
        fs::remove_file(ticket.results(file)).unwrap();
    }
    let report = ticket.report(&[], 1);
    assert_eq!(report["tcs"][0]["status"], "rolled_back");
    ticket.refuses(&["--accept-head", " "], "verify_evidence/blank-reason");
    let accept = ["--accept-head", "git checkout of main"];
    ticket.command(&accept).assert().success().stderr(predicate::str::contains("seq 3"));
    ticket.report(&[], 0);
    ticket
        .command(&accept)
        .assert()
        .success()
        .stderr(predicate::str::contains("nothing to accept"));
}

#[test]
fn a_head_is_printed_for_ci_and_held_against_the_ledger_later() {
    let ticket = Ticket::new();
    let head = ticket.command(&["--head"]).assert().success().get_output().stdout.clone();
    ticket.record("stimulus_executor", "TC-3", "stimulus", &[]);
    ticket.command(&["--anchor", "-"]).write_stdin(head.clone()).assert().success();
    let ledger = ticket.results("_ledger.jsonl");
    fs::remove_file(&ledger).unwrap();
    fs::remove_dir_all(ticket.state()).unwrap();
    for tc in ["TC-1", "TC-2", "TC-3"] {
        ticket.record("stimulus_executor", tc, "stimulus", &[]);
        ticket.record("verdict_calculator", tc, "verdict", &["stimulus"]);
    }
    ticket.command(&[]).assert().success();
    let found = ticket.command(&["--anchor", "-"]).write_stdin(head).assert().code(1);
    found.stdout(predicate::str::contains("rolled_back"));
    let garbage = ticket.command(&["--anchor", "-"]).write_stdin("?").assert().code(2);
    garbage.stderr(predicate::str::ends_with("[store/not-json]\n"));
}

#[test]
fn a_key_asks_for_signatures() {
    let ticket = Ticket::new();
    let mut signed = ticket.command(&[]);
    let found = signed.env("PROCTOR_EVIDENCE_KEY", "the key that only CI holds").assert().code(1);
    found.stdout(predicate::str::contains("\"unsigned\""));
    let mut older = ticket.command(&["--allow-unsigned-before", "5"]);
    older.env("PROCTOR_EVIDENCE_KEY", "the key that only CI holds").assert().success();
    let mut bad = ticket.command(&[]);
    let bad = bad.env("PROCTOR_EVIDENCE_KEY", "short").assert().code(2);
    bad.stderr(
        predicate::str::ends_with("[evidence/key]\n").and(predicate::str::contains("short").not()),
    );
}

#[test]
fn a_torn_tail_is_a_warning() {
    let ticket = Ticket::new();
    let mut ledger =
        fs::OpenOptions::new().append(true).open(ticket.results("_ledger.jsonl")).unwrap();
    ledger.write_all(b"{\"seq\":5,").unwrap();
    let run = ticket.command(&[]).assert().success();
    run.stderr(predicate::str::contains("warning: 9 bytes at line 5 are not a whole line"));
}

#[test]
fn what_is_no_folder_with_results_is_refused() {
    let project = Project::new();
    let check = |dir: &Path, code: &str| {
        let mut command = project.command(env!("CARGO_BIN_EXE_verify_evidence"));
        let run = command.arg("--dir").arg(dir).assert().code(2);
        run.stdout("").stderr(predicate::str::ends_with(format!("[{code}]\n")));
    };
    check(&project.path("없음/partial_results"), "verify_evidence/not-results");
    check(&project.path(""), "verify_evidence/not-results");
    let mut command = project.command(env!("CARGO_BIN_EXE_verify_evidence"));
    command.assert().code(2).stderr(predicate::str::ends_with("[cli/usage]\n"));
}

#[test]
fn a_plan_that_cannot_be_read_is_named() {
    let ticket = Ticket::new();
    ticket.0.write(ticket.0.ticket("WO-1_tc_spec.json"), "{\n\"tcs\": }");
    let run = ticket.command(&[]).assert().code(2);
    run.stderr(predicate::str::contains("WO-1_tc_spec.json line 2 column 8"));
}

#[test]
fn a_ledger_whose_last_line_is_no_entry_takes_no_note() {
    let ticket = Ticket::new();
    let mut ledger =
        fs::OpenOptions::new().append(true).open(ticket.results("_ledger.jsonl")).unwrap();
    ledger.write_all(b"what is this\n").unwrap();
    ticket.report(&[], 1);
    ticket.refuses(&["--accept-head", "I do not know"], "evidence/broken-tail");
}
