//! Write, Edit, Read, Grep and the tools of servers.

use crate::{HOOK, project};
use serde_json::json;
use testkit::{
    Project,
    hook::{Answer, Payload, ask},
};

fn write(project: &Project, path: &str) -> Answer {
    ask(project, HOOK, &Payload::write(project.ticket(path), "x"))
}

#[test]
fn files_of_the_programs_are_theirs() {
    let project = project();
    for (path, word) in [
        ("partial_results/TC-1_before.json", "capture_db_snapshot --rows"),
        ("partial_results/TC-1_after.json", "capture_db_snapshot"),
        ("partial_results/TC-1_stimulus.json", "stimulus_executor"),
        ("partial_results/TC-1_stimulus_2.json", "stimulus_executor"),
        ("partial_results/TC-1_diff.json", "compare_db_snapshots"),
        ("partial_results/TC-1.2_verdict.json", "verdict_calculator"),
        ("partial_results/TC-1_expected.json", "compute_expected"),
        ("partial_results/TC-1_events.json", "match_events"),
        ("partial_results/TC-1_provisioning_order_a.json", "provision_entity"),
        ("partial_results/_summary.json", "summarize_partial_results"),
        ("partial_results/_validation.json", "validate_report_structure"),
        ("partial_results/_ledger.jsonl", "verify_evidence"),
        ("partial_results/_ledger.part-1.jsonl", "verify_evidence"),
        ("partial_results/_ledger.jsonl.lock", "lock"),
        ("WO-1_데이터매핑.json.lock", "lock"),
        ("WO-1_behavioral_gate.json", "behavioral_gate"),
        ("WO-1_execution_plan.json", "build_execution_plan"),
        ("WO-1_plan_review_count.json", "loop_counter"),
        ("../.active_ticket", "resolve_ticket_folder"),
        ("../../.workflow/state-chain/chain.json", "chain_manager"),
        ("partial_results/../partial_results/TC-1_diff.json", "compare_db_snapshots"),
    ] {
        write(&project, path).assert_denied(&[word]);
    }
}

#[test]
fn documents_of_the_agent_are_its_own() {
    let project = project();
    for path in [
        "partial_results/TC-1.json",
        "partial_results/_mermaid_drafts.json",
        "partial_results/TC-1_note.md",
        "partial_results/screens/TC-1_stimulus.json",
        "WO-1_테스트시트_v1_2026-11-20.md",
        "WO-1_test_sheet_v2.md",
        "WO-1_데이터매핑.json",
        "WO-1_data_mapping.json",
        "WO-1_테스트결과_v1.1.md",
        "WO-1_Confluence_test_result_v1.0.md",
        "WO-1_tc_spec.json",
        "WO-1_review.json",
        "WO-1_gate_20261120_090000.json",
        "../../src/settings.json",
        "../../Cargo.lock",
        "../../docs/TC-1_stimulus.json",
        "../../samples/a_execution_plan.json",
    ] {
        write(&project, path).assert_silent();
    }
}

#[test]
fn a_person_agrees_to_settings() {
    let project = project();
    for path in [
        "test/_config.json",
        ".claude/settings.json",
        ".claude/settings.local.json",
        ".claude/skills/test/bin/guard_evidence",
        ".claude/skills/test/hooks/hooks.json",
    ] {
        let answer = ask(&project, HOOK, &Payload::write(project.path(path), "{}"));
        assert!(
            matches!(&answer, Answer::Ask(text) if text.contains("a person")),
            "{path}: {answer:?}"
        );
    }
    for path in [".claude/commands/run.md", ".claude/agents/settings.md", "hooks/hooks.json"] {
        ask(&project, HOOK, &Payload::write(project.path(path), "{}")).assert_silent();
    }
}

#[test]
fn a_gate_file_is_free_until_the_seal() {
    let project = project();
    let gate = "WO-1_gate_20261120_090000.json";
    write(&project, gate).assert_silent();
    project.write(
        project.ticket("partial_results/_ledger.jsonl"),
        "{\"seq\":1,\"at\":\"x\",\"tool\":\"seal_plan\",\"version\":\"0.1.0\"}\n",
    );
    assert!(matches!(write(&project, gate), Answer::Ask(text) if text.contains("sealed")));
    write(&project, "WO-1_gate_notes.json").assert_silent();
}

#[test]
fn heads_outside_the_project_are_kept() {
    let project = project();
    let state = project.path("../state/proctor/heads/ab.json");
    ask(&project, HOOK, &Payload::write(state, "{}")).assert_denied(&["--accept-head"]);
    let other = project.path("../state/other/heads/ab.json");
    ask(&project, HOOK, &Payload::write(other, "{}")).assert_silent();
}

#[test]
fn paths_lead_where_they_lead() {
    let project = project();
    let link = project.path("링크");
    std::os::unix::fs::symlink(project.ticket("partial_results"), &link).unwrap();
    let stimulus = link.join("TC-1_stimulus.json");
    ask(&project, HOOK, &Payload::write(stimulus, "x")).assert_denied(&["stimulus_executor"]);
    let file = project.path("a.json");
    std::os::unix::fs::symlink(project.ticket("partial_results/_summary.json"), &file).unwrap();
    ask(&project, HOOK, &Payload::edit(&file, "a", "b")).assert_denied(&["_summary.json"]);
    let (program, linked) = (project.write("../built/guard", ""), ".claude/skills/test/bin/linked");
    std::os::unix::fs::symlink(program, project.path(linked)).unwrap();
    let answer = ask(&project, HOOK, &Payload::write(project.path(linked), "x"));
    assert!(matches!(answer, Answer::Ask(_)), "{answer:?}");
    // 주문 in NFD, as macOS writes it.
    let decomposed = "test/WO-1_\u{110c}\u{116e}\u{1106}\u{116e}\u{11ab} \u{110e}\u{1171}\u{1109}\u{1169}/partial_results/TC-1_diff.json";
    let answer = ask(&project, HOOK, &Payload::write(project.path(decomposed), "x"));
    answer.assert_denied(&["compare_db_snapshots"]);
    let relative = Payload::write("partial_results/TC-1_diff.json", "x").cwd(project.ticket(""));
    ask(&project, HOOK, &relative).assert_denied(&["compare_db_snapshots"]);
}

#[test]
fn every_writing_tool_is_looked_at() {
    let project = project();
    let path = project.ticket("partial_results/TC-1_diff.json");
    for (tool, input) in [
        ("Edit", json!({"file_path": path, "old_string": "a", "new_string": "b"})),
        ("MultiEdit", json!({"file_path": path, "edits": []})),
        ("NotebookEdit", json!({"notebook_path": path, "new_source": ""})),
    ] {
        ask(&project, HOOK, &Payload::tool(tool, &input)).assert_denied(&["compare_db_snapshots"]);
    }
    ask(&project, HOOK, &Payload::tool("Write", &json!({}))).assert_silent();
}

#[test]
fn the_key_is_read_by_nobody() {
    let project = project();
    let key = project.path("secret/증거 key.pem");
    ask(&project, HOOK, &Payload::read(&key)).assert_denied(&["the key"]);
    ask(&project, HOOK, &Payload::write(&key, "x")).assert_denied(&["the key"]);
    let grep = |path| Payload::tool("Grep", &json!({"pattern": ".", "path": path}));
    ask(&project, HOOK, &grep(key.clone())).assert_denied(&["the key"]);
    ask(&project, HOOK, &grep(project.path("secret"))).assert_silent();
    let link = project.path("k");
    std::os::unix::fs::symlink(&key, &link).unwrap();
    ask(&project, HOOK, &Payload::read(&link)).assert_denied(&["the key"]);
    for path in [
        "secret/other.pem",
        "test/_config.json",
        "test/WO-1_주문 취소/partial_results/_ledger.jsonl",
    ] {
        ask(&project, HOOK, &Payload::read(project.path(path))).assert_silent();
    }
}

#[test]
fn a_configuration_that_cannot_be_read_is_named() {
    let project = project();
    let config = project.write("test/_config.json", "{\"evidence\":{\"key_file\":");
    let answer = ask(&project, HOOK, &Payload::read(project.path("a.txt")));
    answer.assert_denied(&["_config.json"]);
    ask(&project, HOOK, &Payload::read(&config)).assert_silent();
    project.write("test/_config.json", "{\"naming\":");
    ask(&project, HOOK, &Payload::read(project.path("a.txt"))).assert_silent();
}

#[test]
fn tools_of_servers_are_asked_about() {
    let project = project();
    let ask_tool = |tool: &str, input| ask(&project, HOOK, &Payload::tool(tool, &input));
    let diff = project.ticket("partial_results/TC-1_diff.json");
    let result = project.ticket("WO-1_테스트결과_v1.0.md");
    for (tool, input) in [
        ("mcp__files__write_file", json!({"path": diff, "content": "x"})),
        ("mcp__files__read", json!({"deep": [{"paths": [diff]}]})),
        ("mcp__files__write_file", json!({"path": result})),
        ("mcp__files__write_file", json!({"uri": format!("file://{}", diff.display())})),
        ("mcp__files__read", json!({"path": "secret/증거 key.pem"})),
    ] {
        let answer = ask_tool(tool, input);
        assert!(matches!(answer, Answer::Ask(_)), "{tool}: {answer:?}");
    }
    ask_tool("mcp__files__read", json!({"path": result})).assert_silent();
    ask_tool("mcp__db__query", json!({"sql": "SELECT * FROM a.b"})).assert_silent();
    let text = "see partial_results/TC-1_stimulus.json\nand more";
    ask_tool("mcp__jira__comment", json!({"body": text})).assert_silent();
}

#[test]
fn other_tools_are_left_alone() {
    let project = project();
    for (tool, input) in [
        ("Glob", json!({"pattern": "**/_ledger.jsonl"})),
        ("Grep", json!({"pattern": "PASS"})),
        ("WebFetch", json!({"url": "http://localhost:8080"})),
        ("Bash", json!({})),
    ] {
        ask(&project, HOOK, &Payload::tool(tool, &input)).assert_silent();
    }
}
