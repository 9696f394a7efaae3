//! Programs that are killed: at moments spread over their lives, and at every single change that
//! they make to a file.

#![expect(clippy::disallowed_methods, reason = "tests remove what programs wrote")]
#![expect(clippy::print_stderr, reason = "a test that cannot run says so")]

use e2e::{Scene, Step, program};
use serde_json::Value;
use std::{
    env, fs, hint,
    os::unix::process::ExitStatusExt,
    process::{Child, ExitStatus, Stdio},
};

/// How many moments of a program's life are tried.
const MOMENTS: u64 = 10;

/// Rows beside the one that matters, so that a file takes several writes.
const ROWS: usize = 1_500;

/// The system calls that change files.
const CHANGES: &str = "write,writev,pwrite64,rename,renameat,renameat2,link,linkat,unlink,unlinkat,\
                       ftruncate,fsync,fdatasync,mkdir,mkdirat";

/// More changes than any program makes.
const ENDLESS: u32 = 200;

#[test]
fn a_killed_program_leaves_whole_files() {
    let scene = Scene::new(ROWS);
    scene.run_all();
    for step in Step::ALL {
        let life = looks_until(start(&scene, step), u64::MAX);
        for moment in 0..MOMENTS {
            prepare(&scene, step, moment.is_multiple_of(2));
            looks_until(start(&scene, step), life * moment / MOMENTS);
            check_and_mend(&scene, step, &format!("{step:?} killed at {moment}/{MOMENTS}"));
        }
    }
    scene.run_all();
    let (code, report) = scene.verify();
    assert_eq!(code, 0, "{report:#}");
}

#[test]
fn a_program_killed_at_any_change_of_a_file_leaves_whole_files() {
    let scene = Scene::new(0);
    scene.run_all();
    if !tracing_works(&scene) {
        return;
    }
    for step in Step::ALL {
        let killed = |change: &u32| {
            prepare(&scene, step, change.is_multiple_of(2));
            let is_killed = kill_at(&scene, step, *change);
            check_and_mend(&scene, step, &format!("{step:?} killed at change {change}"));
            is_killed
        };
        let changes = (1..ENDLESS).take_while(killed).count();
        assert!(changes >= 2, "{step:?} writes and renames at least, and made {changes} changes");
    }
    scene.run_all();
    let (code, report) = scene.verify();
    assert_eq!(code, 0, "{report:#}");
}

/// With or without an earlier file.
fn prepare(scene: &Scene, step: Step, is_again: bool) {
    let file = scene.results(step.file());
    if !is_again && file.exists() {
        fs::remove_file(file).expect("an earlier run wrote it");
    }
}

fn check_and_mend(scene: &Scene, step: Step, what: &str) {
    check_files(scene, what);
    let (code, report) = scene.verify();
    assert!(code == 0 || code == 1, "{what}: {report:#}");
    scene.run(step);
    let (_, report) = scene.verify();
    assert_eq!(troubles(&report, step), Vec::<String>::new(), "{what}: {report:#}");
}

/// Whether strace is there and may trace. Where the machine forbids tracing, the other test must do.
fn tracing_works(scene: &Scene) -> bool {
    let traced = trace(scene, Step::Summary, ENDLESS);
    assert!(traced.is_some() || env::var_os("CI").is_none(), "install the package strace");
    let works = traced.is_some_and(|status| status.success());
    if !works {
        eprintln!("NOT TESTED: strace is missing or may not trace; install the package strace");
    }
    works
}

/// Runs a step and kills it right before its change of this number. Says whether it lived so long.
fn kill_at(scene: &Scene, step: Step, change: u32) -> bool {
    let status = trace(scene, step, change).expect("strace worked before");
    assert!(status.success() || status.signal().is_some(), "{step:?}: {status}");
    !status.success()
}

fn trace(scene: &Scene, step: Step, change: u32) -> Option<ExitStatus> {
    let mut strace = scene.project.process("/usr/bin/strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={CHANGES}")]);
    strace.args(["-e", &format!("inject={CHANGES}:signal=SIGKILL:when={change}")]);
    strace.arg(program(step.program())).args(scene.arguments(step));
    strace.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()
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
