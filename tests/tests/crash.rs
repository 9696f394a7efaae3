//! Programs that are killed at any moment.

#![expect(clippy::disallowed_methods, reason = "tests remove what programs wrote")]

use e2e::{Scene, Step, program};
use serde_json::Value;
use std::{
    fs, hint,
    process::{Child, Stdio},
};

/// How many moments of a program's life are tried.
const MOMENTS: u64 = 10;

/// Rows beside the one that matters, so that a file takes several writes.
const ROWS: usize = 1_500;

#[test]
fn a_killed_program_leaves_whole_files() {
    let scene = Scene::new(ROWS);
    scene.run_all();
    for step in Step::ALL {
        let life = looks_until(start(&scene, step), u64::MAX);
        for moment in 0..MOMENTS {
            // Every other time there is no earlier file.
            if moment % 2 == 1 {
                fs::remove_file(scene.results(step.file())).expect("an earlier run wrote it");
            }
            looks_until(start(&scene, step), life * moment / MOMENTS);
            let what = format!("{step:?} killed at {moment}/{MOMENTS}");
            check_files(&scene, &what);
            let (code, report) = scene.verify();
            assert!(code == 0 || code == 1, "{what}: {report:#}");

            scene.run(step);
            let (_, report) = scene.verify();
            assert_eq!(troubles(&report, step), Vec::<String>::new(), "{what}: {report:#}");
        }
    }
    scene.run_all();
    let (code, report) = scene.verify();
    assert_eq!(code, 0, "{report:#}");
}

fn start(scene: &Scene, step: Step) -> Child {
    let mut process = scene.project.process(program(step.program()));
    process.args(scene.arguments(step)).stdout(Stdio::null()).stderr(Stdio::null());
    process.spawn().expect("a built program")
}

/// Looks whether a program has ended, at most so many times, then kills it. Gives the number of
/// looks: a measure of a life that needs no clock.
fn looks_until(mut child: Child, most: u64) -> u64 {
    let mut looks = 0;
    while looks < most && child.try_wait().expect("our own child").is_none() {
        looks += 1;
        hint::spin_loop();
    }
    // It may have ended by itself.
    let _ = child.kill();
    child.wait().expect("our own child");
    looks
}

/// Every file is whole, and none is there that a reader could take for evidence.
fn check_files(scene: &Scene, what: &str) {
    for entry in fs::read_dir(scene.results("")).expect("the results") {
        let path = entry.expect("the results").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("our names are UTF-8");
        let is_known = Step::ALL.iter().any(|step| step.file() == name);
        if is_known {
            let text = scene.project.read(&path);
            assert!(text.ends_with("}\n"), "{what}: {name} is cut");
            assert!(serde_json::from_str::<Value>(&text).is_ok(), "{what}: {name} is half written");
        } else if name == "_ledger.jsonl" {
            let text = scene.project.read(&path);
            let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
            let is_entry = |line: &str| serde_json::from_str::<Value>(line).is_ok();
            assert!(whole.lines().all(is_entry), "{what}: a line of the ledger is broken");
        } else {
            let is_lock = path.extension().is_some_and(|extension| extension == "lock");
            let is_aside = name.starts_with(".proctor-") || is_lock;
            assert!(is_aside, "{what}: left {name} behind");
        }
    }
}

/// What is wrong with the file of a step, and with the ledger. That a later file is stale is no
/// fault of this step.
fn troubles(report: &Value, step: Step) -> Vec<String> {
    let lists = ["ledgers", "tcs"].map(|list| report[list].as_array().into_iter().flatten());
    let all = lists.into_iter().flatten().filter_map(|item| item["troubles"].as_array());
    let wrong = all.flatten().filter(|trouble| {
        let file = trouble["file"].as_str().unwrap_or_default();
        let is_own = file.ends_with(&format!("/{}", step.file()));
        (is_own && trouble["what"] != "stale") || trouble["what"] == "chain_broken"
    });
    wrong.map(ToString::to_string).collect()
}
