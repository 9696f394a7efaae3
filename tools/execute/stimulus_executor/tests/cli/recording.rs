//! The record as a file, and its ledger entry.

use super::{output, run, server};
use std::{
    process::{Command, Stdio},
    thread,
};
use testkit::{
    Project,
    http::{Mishap, Reply, Server},
};

#[test]
fn a_record_is_a_file_an_entry_and_one_line() {
    let project = Project::new();
    let server = server();
    let file = output(&project, "TC-1_stimulus.json");
    let run = run(
        &project,
        &["--url", &server.url("/a?token=abcdef"), "--output", file.to_str().unwrap()],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let url = server.url("/a?token=***");
    assert!(run.stdout.starts_with(&format!("GET {url} → HTTP 200 (")), "{}", run.stdout);
    assert!(run.stdout.ends_with("ms)\n"), "{}", run.stdout);
    assert!(run.stderr.starts_with("recorded in "), "{}", run.stderr);
    let record = project.json(&file);
    assert_eq!((record["tc_id"].as_str(), record["success"].as_bool()), (Some("TC-1"), Some(true)));
    let ledger = project.read(output(&project, "_ledger.jsonl"));
    assert!(ledger.contains("partial_results/TC-1_stimulus.json") && !ledger.contains("abcdef"));
}

#[test]
fn what_belongs_to_another_program_is_not_written() {
    let project = Project::new();
    let server = server();
    for name in ["TC-1_verdict.json", "_ledger.jsonl", "TC-1.json"] {
        let file = output(&project, name);
        run(&project, &["--url", &server.url("/"), "--output", file.to_str().unwrap()])
            .expect(2, "evidence/not-yours");
    }
    assert_eq!(server.count(), 0);
}

#[test]
fn no_answer_is_recorded_too() {
    let project = Project::new();
    let server = Server::scripted(vec![Reply::status(200).with(Mishap::Close)]);
    let file = output(&project, "TC-1_stimulus.json");
    let run = run(
        &project,
        &["--method", "POST", "--url", &server.url("/"), "--output", file.to_str().unwrap()],
    );
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains(" → CONNECTION_ERROR: "), "{}", run.stdout);
    assert_eq!(project.json(&file)["success"], false);
    assert!(project.read(output(&project, "_ledger.jsonl")).contains("\"status_code\":null"));
}

#[test]
fn twenty_at_once_lose_no_entry() {
    let project = Project::new();
    let server = server();
    thread::scope(|scope| {
        for n in 1..=20 {
            let (project, server) = (&project, &server);
            scope.spawn(move || {
                let file = output(project, &format!("TC-{n}_stimulus.json"));
                let run =
                    run(project, &["--url", &server.url("/"), "--output", file.to_str().unwrap()]);
                assert_eq!(run.code, 0, "{}", run.stderr);
            });
        }
    });
    let ledger = project.read(output(&project, "_ledger.jsonl"));
    let seqs: Vec<u64> = ledger
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["seq"].as_u64().unwrap()
        })
        .collect();
    assert_eq!(seqs, (1..=20).collect::<Vec<_>>());
}

#[test]
fn a_killed_run_leaves_the_file_as_it_was() {
    let project = Project::new();
    let server = Server::scripted(vec![Reply::json(200, "[1,2,3]").with(Mishap::StallAfter(3))]);
    let file = project.write(output(&project, "TC-1_stimulus.json"), "before");
    let mut child = Command::new(env!("CARGO_BIN_EXE_stimulus_executor"))
        .args(["--url", &server.url("/"), "--output", file.to_str().unwrap()])
        .current_dir(project.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while server.count() == 0 {
        thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(project.read(&file), "before");
    assert!(!output(&project, "_ledger.jsonl").exists());
}
