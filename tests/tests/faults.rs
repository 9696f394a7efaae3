//! Each fault of the demo shop is found by the programs, and told apart from the others.

#![expect(clippy::disallowed_methods, reason = "tests make their own files")]
#![expect(clippy::expect_used, reason = "a failed step is a failed test")]

use contract::{Json, Status, json};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// A copy of the demo's project, and a shop that serves it.
struct Stage {
    folder: TempDir,
    shop: Child,
}

impl Stage {
    fn set(bugs: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo_shop/project_en");
        let project = folder.path().join("project");
        let copied = Command::new("cp").arg("-R").arg(original).arg(&project).status();
        assert!(copied.expect("cp runs").success());
        fs::create_dir(project.join("data")).expect("a folder");

        let mut shop = Command::new(e2e::program("demo_shop"))
            .arg("--db")
            .arg(project.join("data/shop.db"))
            .args(bugs.iter().flat_map(|bug| ["--bug", bug]))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the shop starts");
        let mut first = String::new();
        let output = shop.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut first).expect("a line");
        let url = first.trim().strip_prefix("listening on ").expect("the shop's URL");

        let stage = Self { folder, shop };
        fs::create_dir(stage.ticket().join("partial_results")).expect("a folder");
        let endpoints = project.join("test/_shared/environment/API_endpoints.md");
        for file in [stage.ticket().join("DEMO-1_gate_20261120_090000.json"), endpoints] {
            let text = fs::read_to_string(&file).expect("a text");
            fs::write(&file, text.replace("http://127.0.0.1:18080", url)).expect("written");
        }
        stage
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn ticket(&self) -> PathBuf {
        self.project().join("test/DEMO-1_order_cancel")
    }

    /// Runs a program in the ticket folder; its exit code.
    fn run(&self, program: &str, arguments: &str) -> Option<i32> {
        let output = Command::new(e2e::program(program))
            .args(arguments.split(' '))
            .env_clear()
            .env("CLAUDE_PROJECT_DIR", self.project())
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .current_dir(self.ticket())
            .output()
            .expect("it runs");
        output.status.code()
    }

    /// The steps of an active test case, each whatever came of the one before; the result.
    fn play(&self, tc: &str, sending: &str) -> Json {
        let plan = format!(
            "--tc-id {tc} --tc-spec DEMO-1_tc_spec.json --mapping DEMO-1_data_mapping.json"
        );
        let file = |kind: &str| format!("partial_results/{tc}_{kind}.json");
        let [before, after, stimulus, diff, verdict] =
            ["before", "after", "stimulus", "diff", "verdict"].map(file);
        let shot = "capture_db_snapshot";
        assert_eq!(self.run(shot, &format!("{plan} --phase before --output {before}")), Some(0));
        let request = format!("{plan} --account qa-haneul --output {stimulus}{sending}");
        self.run("stimulus_executor", &request);
        assert_eq!(self.run(shot, &format!("{plan} --phase after --output {after}")), Some(0));
        let compared = format!("--before {before} --after {after} --output {diff}");
        assert_eq!(self.run("compare_db_snapshots", &compared), Some(0));
        let judged = format!("{plan} --actual-file {stimulus} --diff {diff} --output {verdict}");
        self.run("verdict_calculator", &judged);
        let recorded = format!("--tc-id {tc} --dir partial_results");
        assert_eq!(self.run("record_tc_result", &recorded), Some(0));
        let result = fs::read_to_string(self.ticket().join(format!("partial_results/{tc}.json")));
        json::parse(&result.expect("a result")).expect("JSON")
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // A shop that ended by itself needs no end.
        let _ = self.shop.kill();
        let _ = self.shop.wait();
    }
}

fn check(bugs: &[&str], tc: &str, sending: &str, status: Status, reason: &str) -> Json {
    let result = Stage::set(bugs).play(tc, sending);
    let member = |name: &str| result.get(name).map(Json::to_plain_text).unwrap_or_default();
    assert_eq!(member("status"), status.to_string(), "{bugs:?}: {result}");
    assert!(member("error").contains(reason), "{bugs:?}: {}", member("error"));
    result
}

#[test]
fn a_shop_without_faults_passes() {
    for tc in ["TC-2", "TC-3", "TC-4", "TC-5"] {
        check(&[], tc, "", Status::Pass, "");
    }
}

#[test]
fn stock_that_stays_reserved_is_seen_in_the_rows() {
    check(&["cancel-keeps-stock"], "TC-3", "", Status::Fail, "stock[HNY-01].reserved");
}

#[test]
fn one_cent_is_seen_in_the_answer() {
    check(&["total-off-by-one-cent"], "TC-2", "", Status::Fail, "100.01");
}

#[test]
fn a_200_with_an_error_in_it_is_no_409() {
    check(&["ok-with-error-body"], "TC-4", "", Status::Fail, "http_status");
}

#[test]
fn no_answer_in_time_blocks_the_test_case() {
    check(&["slow-answer"], "TC-2", " --timeout 1", Status::Blocked, "TIMEOUT");
}

#[test]
fn a_reset_connection_leaves_it_open_what_the_shop_did() {
    let result = check(&["reset-connection"], "TC-2", "", Status::Incomplete, "CONNECTION_ERROR");
    let changes = result.get("db_changes").and_then(Json::as_array).map_or(0, <[Json]>::len);
    assert!(changes > 0, "the shop had acted, and the result shows it: {result}");
}
