//! Many programs at once on one ledger.

use e2e::{Scene, Step, program};
use std::process::Stdio;

/// How many run at once.
const PROGRAMS: usize = 20;

#[test]
fn twenty_programs_lose_no_entry() {
    let scene = Scene::new(0);
    scene.run(Step::Before);
    let url = format!("{}/orders/1234567890123456789/cancel", scene.origin());
    let start = |number: usize| {
        let (tc, output) = (format!("TC-{number}"), format!("TC-{number}_stimulus.json"));
        let mut stimulus = scene.project.process(program("stimulus_executor"));
        stimulus.args(["--method", "POST", "--url", &url, "--body", "{}", "--tc-id", &tc]);
        stimulus.arg("--output").arg(scene.results(&output));
        stimulus.stdout(Stdio::null()).spawn().expect("a built program")
    };
    let running: Vec<_> = (1..=PROGRAMS).map(start).collect();
    for mut program in running {
        assert!(program.wait().expect("our own child").success());
    }

    let ledger = scene.project.read(scene.results("_ledger.jsonl"));
    let entries: Vec<serde_json::Value> =
        ledger.lines().map(|line| serde_json::from_str(line).expect("an entry")).collect();
    let numbers: Vec<_> = entries.iter().map(|entry| entry["seq"].as_u64()).collect();
    assert_eq!(numbers, (1..=PROGRAMS as u64 + 1).map(Some).collect::<Vec<_>>());
    let mut tcs: Vec<_> = entries[1..].iter().map(|entry| entry["tc_id"].to_string()).collect();
    tcs.sort();
    tcs.dedup();
    assert_eq!(tcs.len(), PROGRAMS);
    let (code, report) = scene.verify();
    assert_eq!(code, 0, "{report:#}");
}
