//! Evidence and ledger changed after the fact: each change is named.

#![expect(clippy::disallowed_methods, reason = "tests change files behind the programs' back")]

use e2e::{Scene, Step, TC};
use proptest::{
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, TestRunner},
};
use serde_json::Value;
use std::fs;

const LEDGER: &str = "_ledger.jsonl";

/// All files that the ledger speaks of.
const EVIDENCE: [Step; 7] = [
    Step::Before,
    Step::Stimulus,
    Step::After,
    Step::Diff,
    Step::Expected,
    Step::Verdict,
    Step::Result,
];

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

fn honest() -> Scene {
    let scene = Scene::new(3);
    scene.run_all();
    let (code, report) = scene.verify();
    assert_eq!(code, 0, "{report:#}");
    scene
}

#[test]
fn any_changed_byte_is_named() {
    let scene = honest();
    let change = (select(&EVIDENCE[..]), any::<Index>(), 1..=u8::MAX);
    let tried = runner(96).run(&change, |(step, at, mask)| {
        let path = scene.results(step.file());
        let honest = fs::read(&path).expect("evidence");
        let mut bytes = honest.clone();
        bytes[at.index(honest.len())] ^= mask;
        fs::write(&path, bytes).expect("evidence");
        let (code, report) = scene.verify();
        fs::write(&path, honest).expect("evidence");

        prop_assert_eq!(code, 1);
        let file = format!("partial_results/{}", step.file());
        let tcs = report["tcs"].as_array().into_iter().flatten();
        let named = tcs.filter(|tc| tc["tc_id"] == TC).any(|tc| {
            let mut troubles = tc["troubles"].as_array().into_iter().flatten();
            troubles.any(|t| t["what"] == "file_changed" && t["file"] == file.as_str())
        });
        prop_assert!(named, "{} is not named: {:#}", file, report);
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}

/// A change of the ledger.
#[derive(Clone, Debug)]
enum Edit {
    Byte(Index, u8),
    Delete(Index),
    Swap(Index, Index),
    Repeat(Index),
    Cut(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (any::<Index>(), 1..=u8::MAX).prop_map(|(at, mask)| Edit::Byte(at, mask)),
        1 => any::<Index>().prop_map(Edit::Delete),
        1 => any::<(Index, Index)>().prop_map(|(a, b)| Edit::Swap(a, b)),
        1 => any::<Index>().prop_map(Edit::Repeat),
        1 => any::<Index>().prop_map(Edit::Cut),
    ]
}

/// The changed ledger, and the first line (from 1) that is not what it was.
fn apply(edit: &Edit, ledger: &[u8]) -> (Vec<u8>, u64) {
    let mut bytes = ledger.to_vec();
    let mut lines: Vec<&[u8]> = ledger.split_inclusive(|byte| *byte == b'\n').collect();
    let number = |index: usize| index as u64 + 1;
    let line_at = |at: usize| number(ledger[..at].split(|byte| *byte == b'\n').count() - 1);
    let first = match edit {
        Edit::Byte(at, mask) => {
            let at = at.index(bytes.len());
            bytes[at] ^= mask;
            return (bytes, line_at(at));
        }
        Edit::Cut(at) => {
            let at = at.index(bytes.len());
            return (bytes[..at].to_vec(), line_at(at));
        }
        Edit::Delete(line) => {
            let line = line.index(lines.len());
            lines.remove(line);
            line
        }
        Edit::Swap(one, other) => {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            lines.swap(one, other);
            one.min(other)
        }
        Edit::Repeat(line) => {
            let line = line.index(lines.len());
            lines.insert(line, lines[line]);
            line + 1
        }
    };
    (lines.concat(), number(first))
}

/// Whether the report names the line, the entry, or that the ledger no longer leads to its head.
fn names(report: &Value, line: u64) -> bool {
    let near = |value: &Value| value.as_u64().is_some_and(|n| n == line || n == line + 1);
    let ledgers = report["ledgers"].as_array().into_iter().flatten();
    let mut troubles = ledgers.filter_map(|ledger| ledger["troubles"].as_array()).flatten();
    troubles.any(|trouble| {
        let is_head = trouble["what"] == "rolled_back" || trouble["what"] == "restarted";
        is_head || near(&trouble["line"]) || near(&trouble["seq"])
    })
}

#[test]
fn any_edit_of_the_ledger_is_named() {
    let scene = honest();
    let path = scene.results(LEDGER);
    let honest = fs::read(&path).expect("the ledger");
    let tried = runner(96).run(&edit(), |edit| {
        let (changed, line) = apply(&edit, &honest);
        prop_assume!(changed != honest);
        fs::write(&path, changed).expect("the ledger");
        let (code, report) = scene.verify();
        fs::write(&path, &honest).expect("the ledger");
        prop_assert_eq!(code, 1);
        prop_assert!(names(&report, line), "line {} is not named: {:#}", line, report);
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_missing_file_and_a_missing_ledger_are_named() {
    let scene = honest();
    let path = scene.results(Step::Verdict.file());
    let verdict = fs::read(&path).expect("evidence");
    fs::remove_file(&path).expect("evidence");
    let (code, report) = scene.verify();
    assert_eq!(code, 1, "{report:#}");
    assert!(report.to_string().contains("file_missing"), "{report:#}");

    fs::write(&path, verdict).expect("evidence");
    fs::remove_file(scene.results(LEDGER)).expect("the ledger");
    let (code, report) = scene.verify();
    assert_eq!(code, 1, "{report:#}");
    assert!(report.to_string().contains("no_entry"), "{report:#}");
}
