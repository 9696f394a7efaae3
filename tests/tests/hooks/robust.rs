//! Calls of any shape: a hook ends with 0, says nothing or one JSON object, and never fails itself.
//!
//! The seed is fixed, so that a failure can be seen again; `make fuzz` takes more rounds.

use crate::documents::{claimed_pass, result};
use e2e::{Desk, Language, program};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};
use testkit::hook::{Answer, Payload, ask_with};

const HOOKS: [&str; 8] = [
    "validate_test_result",
    "validate_test_sheet",
    "validate_data_mapping",
    "behavioral_gate",
    "guard_evidence",
    "guard_io_scope",
    "validate_final_message",
    "remind_caution",
];

/// How many calls of each kind a hook gets, unless `PROCTOR_FUZZ_ROUNDS` says otherwise.
const ROUNDS: u32 = 40;

fn rounds() -> u32 {
    std::env::var("PROCTOR_FUZZ_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS)
}

/// Asks every hook, and checks what it may not do. [`ask_with`] checks the exit code and the form.
fn ask_all(desk: &Desk, input: &[u8]) {
    for hook in HOOKS {
        let answer = ask_one(desk, hook, input);
        let input = String::from_utf8_lossy(&input[..input.len().min(300)]);
        assert!(!answer.text().contains("the hook itself failed"), "{hook}: {answer:?}\n{input}");
    }
}

fn ask_one(desk: &Desk, hook: &str, input: &[u8]) -> Answer {
    let project = &desk.scene.project;
    let mut command = project.command(program(hook));
    command.env("CLAUDE_PROJECT_DIR", project.path("")).env("TMPDIR", project.path("tmp"));
    ask_with(command, input)
}

fn for_each_case<T: std::fmt::Debug>(cases: impl Strategy<Value = T>, check: impl Fn(T)) {
    let config = Config { cases: rounds(), failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let run = runner.run(&cases, |case| {
        check(case);
        Ok::<_, TestCaseError>(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
}

/// Any JSON, with our own words among its texts.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        "\\PC{0,12}",
        Just("TC-1".to_owned()),
        Just("PASS".to_owned()),
        Just("Bash".to_owned()),
        Just("partial_results/TC-1_stimulus.json".to_owned()),
        Just("$(echo > partial_results/_ledger.jsonl".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from);
        let object = prop::collection::btree_map(word.clone(), inner, 0..5);
        prop_oneof![list, object.prop_map(|members| members.into_iter().collect::<Value>())]
    })
}

/// Calls that hooks have something to do for.
fn calls(desk: &Desk) -> Vec<Value> {
    let language = desk.language;
    let mapping = desk.ticket(language.pick("WO-1_데이터매핑.json", "WO-1_data_mapping.json"));
    let sheet = desk.ticket(language.pick("WO-1_테스트시트_v1.md", "WO-1_test_sheet_v1.md"));
    let result_path = desk.result_path();
    [
        Payload::write(&result_path, &result(language)),
        Payload::write(&result_path, &claimed_pass(language, "TC-4")),
        Payload::edit(&result_path, "PASS", "FAIL"),
        Payload::write(
            desk.results("TC-1.json"),
            &desk.scene.project.read(desk.results("TC-1.json")),
        ),
        Payload::write(&mapping, &desk.scene.project.read(&mapping)),
        Payload::write(sheet, "# x\n\n## 0. Test Baseline\n\n### TC-1: x\n| a | b |\n"),
        Payload::bash(
            "cd partial_results && cat <<EOF | tee \"$F\" > TC-4_stimulus.json\n$(ls)\nEOF",
        ),
        Payload::read(desk.results("TC-1_stimulus.json")),
        Payload::stop("TC 6개 중 5개 통과. TC-2: PASS, all tests passed"),
        Payload::bash("curl -s http://localhost/api").as_event("PostToolUse"),
    ]
    .iter()
    .map(|payload| serde_json::from_str(&payload.line()).expect("a call"))
    .collect()
}

/// Paths to every value of a call.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, inner)| places(inner, &format!("{at}/{name}"), all));
        }
        Value::Array(elements) => {
            let numbered = elements.iter().enumerate();
            numbered.for_each(|(n, inner)| places(inner, &format!("{at}/{n}"), all));
        }
        _ => {}
    }
}

#[test]
fn any_bytes_are_answered() {
    let desk = Desk::new(Language::Korean);
    for_each_case(prop::collection::vec(any::<u8>(), 0..300), |bytes| ask_all(&desk, &bytes));
}

#[test]
fn json_of_any_shape_is_answered() {
    let desk = Desk::new(Language::Korean);
    for_each_case(any_json(), |value| ask_all(&desk, value.to_string().as_bytes()));
}

#[test]
fn calls_with_any_value_in_any_place_are_answered() {
    let desk = Desk::new(Language::Korean);
    let calls = calls(&desk);
    let case = (0..calls.len(), any::<prop::sample::Index>(), any_json());
    for_each_case(case, |(call, place, value)| {
        let mut call = calls[call].clone();
        let mut all = Vec::new();
        places(&call, "", &mut all);
        *call.pointer_mut(&all[place.index(all.len())]).expect("a place of the call") = value;
        ask_all(&desk, call.to_string().as_bytes());
    });
}

#[test]
fn calls_that_are_cut_or_flipped_are_answered() {
    let desk = Desk::new(Language::English);
    let lines: Vec<Vec<u8>> =
        calls(&desk).iter().map(|call| call.to_string().into_bytes()).collect();
    let case = (0..lines.len(), any::<prop::sample::Index>(), any::<u8>(), any::<bool>());
    for_each_case(case, |(line, at, byte, cut)| {
        let mut line = lines[line].clone();
        let at = at.index(line.len());
        if cut {
            line.truncate(at);
        } else {
            line[at] = byte;
        }
        ask_all(&desk, &line);
    });
}

#[test]
fn documents_with_any_text_are_answered() {
    let desk = Desk::new(Language::English);
    let texts = [result(Language::Korean), result(Language::English)];
    let case =
        (0..2_usize, any::<prop::sample::Index>(), "\\PC{0,40}|[|#>`\\n✅❌⚠⏭🚫: TC0-9-]{0,40}");
    for_each_case(case, |(text, at, inserted)| {
        let text = &texts[text];
        let at = at.index(text.len());
        let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let text = format!("{}{inserted}{}", &text[..at], &text[at..]);
        for path in [desk.result_path(), desk.ticket("WO-1_test_sheet_v1.md")] {
            ask_all(&desk, Payload::write(path, &text).line().as_bytes());
        }
        ask_all(&desk, Payload::stop(&text).line().as_bytes());
        ask_all(&desk, Payload::bash(&text).line().as_bytes());
    });
}

#[test]
fn very_deep_and_very_long_calls_are_answered() {
    let desk = Desk::new(Language::Korean);
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    ask_all(&desk, deep.as_bytes());
    ask_all(&desk, format!("{{\"tool_name\":\"Write\",\"tool_input\":{deep}}}").as_bytes());
    for command in [
        "$(".repeat(50_000),
        "(".repeat(50_000),
        "`".repeat(50_001),
        "{a,".repeat(50_000),
        "sh -c ".repeat(20_000),
        "<<A ".repeat(20_000),
        "\"$(\"".repeat(20_000),
    ] {
        ask_all(&desk, Payload::bash(&command).line().as_bytes());
    }
}

#[test]
fn fifty_megabytes_are_answered() {
    let desk = Desk::new(Language::Korean);
    let claim = claimed_pass(desk.language, "TC-4");
    let filler = "가나다 | TC | ✅ 통과 #\n".repeat(50_000_000 / 32);
    let text = format!("{claim}\n{filler}");
    let write = Payload::write(desk.result_path(), &text);
    ask_one(&desk, "validate_test_result", write.line().as_bytes()).assert_denied(&[]);
    for (hook, path) in [
        ("validate_test_sheet", desk.ticket("WO-1_테스트시트_v1.md")),
        ("validate_data_mapping", desk.ticket("WO-1_데이터매핑.json")),
        ("behavioral_gate", desk.results("TC-1.json")),
    ] {
        ask_one(&desk, hook, Payload::write(path, &text).line().as_bytes());
    }
    // No message and no command is longer than this.
    let long: String = text.chars().take(500_000).collect();
    ask_all(&desk, Payload::stop(&long).line().as_bytes());
    ask_all(&desk, Payload::bash(&long).line().as_bytes());
}

#[test]
fn files_that_vanish_between_two_looks_are_no_accident() {
    let desk = Desk::new(Language::Korean);
    let done = AtomicBool::new(false);
    let path = desk.results("TC-1_stimulus.json");
    thread::scope(|scope| {
        scope.spawn(|| come_and_go(&path, &done));
        let write = Payload::write(desk.result_path(), &result(desk.language));
        for _ in 0..rounds() {
            let answer = ask_one(&desk, "validate_test_result", write.line().as_bytes());
            assert!(!answer.text().contains("the hook itself failed"), "{answer:?}");
        }
        done.store(true, Ordering::Relaxed);
    });
}

fn come_and_go(path: &Path, done: &AtomicBool) {
    let aside = path.with_extension("aside");
    while !done.load(Ordering::Relaxed) {
        fs::rename(path, &aside).and_then(|()| fs::rename(&aside, path)).expect("a file");
    }
}

#[test]
fn pipes_in_place_of_files_do_not_hold_a_hook_up() {
    let desk = Desk::new(Language::Korean);
    for file in ["partial_results/TC-1_stimulus.json", "partial_results/_ledger.jsonl"] {
        let path = desk.ticket(file);
        fs::remove_file(&path).expect("a file");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
        assert!(made.success());
    }
    let write = Payload::write(desk.result_path(), &result(desk.language));
    ask_one(&desk, "validate_test_result", write.line().as_bytes())
        .assert_denied(&["regular file"]);
    ask_one(&desk, "validate_final_message", Payload::stop("TC-1: PASS").line().as_bytes());
}
