//! The rule for PASS on what the real programs recorded: an honest run stands, and what an agent
//! might try with our own programs does not.

#![expect(clippy::disallowed_methods, reason = "tests change files behind the programs' back")]

use contract::Status;
use e2e::{Scene, Step, TC, program};
use evidence::{
    CaseFile, Scope,
    pass::{Claim, Clause, judge},
};
use std::fs;
use store::{Config, Env, TicketFolder};

fn honest() -> Scene {
    let scene = Scene::new(2);
    scene.run_all();
    scene
}

/// Clauses that the claim violates, each with its sentence.
fn violations(scene: &Scene, status: Status) -> Vec<(Clause, String)> {
    let root = scene.project.path("");
    let state = root.with_file_name("state");
    let env = Env::fixed([("XDG_STATE_HOME", state.to_str().expect("UTF-8"))]);
    let folder = TicketFolder::at(scene.project.ticket(""));
    let config = Config::load(&root, &env).expect("the configuration");
    let case = CaseFile::open(folder, Scope::Of(&[TC]), config, &root, &env).expect("the ticket");
    let claim = Claim { tc_id: TC, status, title: "", reason: "" };
    let found = judge(&case, &claim).violations;
    found.into_iter().map(|found| (found.clause, found.sentence)).collect()
}

fn check(scene: &Scene, expected: &[(Clause, &str)]) {
    let found = violations(scene, Status::Pass);
    let fits = found.len() == expected.len()
        && found.iter().zip(expected).all(|((clause, sentence), (wanted, words))| {
            clause == wanted && sentence.contains(words)
        });
    assert!(fits, "expected {expected:?}, found {found:#?}");
}

/// A program with other arguments than the pipeline's; it must succeed.
fn run(scene: &Scene, tool: &str, args: &[&str], output: Step) {
    let output = scene.results(output.file());
    let mut command = scene.project.command(program(tool));
    command.args(["--tc-id", TC]).args(args).arg("--output").arg(output).assert().success();
}

#[test]
fn an_honest_run_stands_and_only_as_what_it_is() {
    let scene = honest();
    check(&scene, &[]);
    assert_eq!(violations(&scene, Status::Fail).len(), 1, "the verdict on record is PASS");
}

#[test]
fn a_request_sent_again_needs_its_own_verdict() {
    let scene = honest();
    scene.run(Step::Stimulus);
    check(
        &scene,
        &[(Clause::Verdict, "judged another"), (Clause::Database, "after was taken before")],
    );
}

#[test]
fn a_softer_expectation_than_the_plans_does_not_stand() {
    let scene = honest();
    let stimulus = scene.results(Step::Stimulus.file());
    let stimulus = stimulus.to_str().expect("UTF-8");
    let args = ["--actual-file", stimulus, "--expected", r#"{"http_status":200}"#];
    run(&scene, "verdict_calculator", &args, Step::Verdict);
    let found = violations(&scene, Status::Pass);
    assert!(found.iter().all(|(clause, _)| *clause == Clause::Verdict), "{found:#?}");
    for words in ["state to be", "id to be", "db_changes", "TC-1_expected.json", "TC-1_diff.json"] {
        assert!(found.iter().any(|(_, sentence)| sentence.contains(words)), "{words}: {found:#?}");
    }
}

#[test]
fn judging_ones_own_request_does_not_stand() {
    let scene = honest();
    let stimulus = scene.results(Step::Stimulus.file());
    let stimulus = stimulus.to_str().expect("UTF-8");
    let expected = r#"{"reason":"변심"}"#;
    let args = ["--actual-file", stimulus, "--expected", expected, "--actual-path", "request.body"];
    run(&scene, "verdict_calculator", &args, Step::Verdict);
    let found = violations(&scene, Status::Pass);
    let own = found.iter().any(|(_, sentence)| sentence.contains("judged request.body"));
    assert!(own, "{found:#?}");
}

#[test]
fn another_address_than_the_planned_one_does_not_stand() {
    let scene = honest();
    let url = format!("{}/other", scene.origin());
    run(&scene, "stimulus_executor", &["--method", "POST", "--url", &url], Step::Stimulus);
    let found = violations(&scene, Status::Pass);
    let (clause, sentence) = &found[0];
    assert_eq!(*clause, Clause::Stimulus);
    assert!(sentence.contains("it went to /other, the plan says /orders/"), "{sentence}");
}

#[test]
fn snapshots_swapped_for_one_another_do_not_stand() {
    let scene = honest();
    let file = |step: Step| scene.results(step.file()).display().to_string();
    let (before, after) = (file(Step::Before), file(Step::After));
    let output = file(Step::Diff);
    let args = ["--before", &after, "--after", &before, "--output", &output];
    scene.project.command(program("compare_db_snapshots")).args(args).assert().success();
    let found = violations(&scene, Status::Pass);
    let swapped = found.iter().any(|(clause, sentence)| {
        *clause == Clause::Database && sentence.contains("the snapshot after for the one before")
    });
    assert!(swapped, "{found:#?}");
}

#[test]
fn a_file_put_in_place_by_hand_does_not_stand() {
    let scene = honest();
    let verdict = scene.results(Step::Verdict.file());
    let text = fs::read_to_string(&verdict).expect("the verdict");
    fs::write(&verdict, text.replace("CANCELLED", "SHIPPED")).expect("the verdict");
    check(&scene, &[(Clause::Verdict, "its bytes are not those that the ledger holds")]);
}

#[test]
fn an_older_runs_file_does_not_stand() {
    let scene = honest();
    let stimulus = scene.results(Step::Stimulus.file());
    let older = fs::read(&stimulus).expect("the exchange");
    scene.run(Step::Before);
    let url = format!("{}/other", scene.origin());
    run(&scene, "stimulus_executor", &["--method", "POST", "--url", &url], Step::Stimulus);
    fs::write(&stimulus, older).expect("the exchange");
    let found = violations(&scene, Status::Pass);
    assert!(
        found.iter().any(|(clause, sentence)| {
            *clause == Clause::Stimulus && sentence.contains("its bytes are not those")
        }),
        "{found:#?}"
    );
}
