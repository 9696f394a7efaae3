//! What is done behind the hooks' back: `verify_evidence` sees it.

use crate::documents::claimed_pass;
use e2e::{Desk, Language, Step, program};
use std::fs;
use testkit::hook::Payload;

/// What somebody does: a sentence, and the act.
type Act = (&'static str, fn(&Desk));

/// What is done behind the hooks' back, and seen afterwards.
const BEHIND: [Act; 10] = [
    ("a response edited", |desk| swap(desk, "TC-2_stimulus.json", "CANCELLED", "SHIPPED")),
    ("a verdict edited", |desk| swap(desk, "TC-2_verdict.json", "FAIL", "PASS")),
    ("a result edited", |desk| swap(desk, "TC-2.json", "FAIL", "PASS")),
    ("a row of a snapshot edited", |desk| swap(desk, "TC-1_after.json", "CANCELLED", "OPEN")),
    ("a diff taken from another test case", |desk| copy(desk, "TC-1_diff.json", "TC-2_diff.json")),
    ("an exchange replayed for another test case", |desk| {
        copy(desk, "TC-1_stimulus.json", "TC-4_stimulus.json");
    }),
    ("evidence taken away", |desk| {
        fs::remove_file(desk.results("TC-2_verdict.json")).expect("a file");
    }),
    ("lines of the ledger taken away", |desk| cut_ledger(desk, 3)),
    ("the ledger begun anew", |desk| {
        fs::remove_file(desk.results("_ledger.jsonl")).expect("a ledger");
        desk.scene.run(Step::Before);
    }),
    ("ledger and files rolled back together", |desk| {
        desk.scene.run_of("TC-2", Step::Result);
        cut_ledger(desk, 1);
    }),
];

fn swap(desk: &Desk, file: &str, old: &str, new: &str) {
    let path = desk.results(file);
    let text = fs::read_to_string(&path).expect("evidence");
    assert!(text.contains(old), "{file} holds {old}");
    fs::write(path, text.replacen(old, new, 1)).expect("evidence");
}

fn copy(desk: &Desk, from: &str, to: &str) {
    fs::copy(desk.results(from), desk.results(to)).expect("evidence");
}

fn cut_ledger(desk: &Desk, lines: usize) {
    let path = desk.results("_ledger.jsonl");
    let text = fs::read_to_string(&path).expect("a ledger");
    let all: Vec<&str> = text.split_inclusive('\n').collect();
    fs::write(path, all[..all.len() - lines].concat()).expect("a ledger");
}

#[test]
fn what_is_done_behind_the_hooks_is_seen_by_verify_evidence() {
    let mut unseen = Vec::new();
    for (name, act) in BEHIND {
        let desk = Desk::new(Language::Korean);
        assert_eq!(desk.scene.verify().0, 0, "the desk is honest to begin with");
        act(&desk);
        if desk.scene.verify().0 != 1 {
            unseen.push(name);
        }
    }
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn a_softer_expectation_is_recorded_as_incomplete() {
    let desk = Desk::new(Language::English);
    let file = |step: Step| desk.results(&step.file_of("TC-2"));
    let mut soft = desk.scene.project.command(program("verdict_calculator"));
    soft.args(["--tc-id", "TC-2", "--expected", r#"{"http_status":200}"#, "--actual-file"]);
    soft.arg(file(Step::Stimulus)).arg("--output").arg(file(Step::Verdict)).assert().success();
    desk.scene.run_of("TC-2", Step::Result);
    assert_eq!(desk.scene.project.json(file(Step::Result))["status"], "INCOMPLETE");
    let claim = Payload::write(desk.result_path(), &claimed_pass(desk.language, "TC-2"));
    desk.send(&claim).answer.assert_denied(&["TC-2"]);
}
