//! The rules themselves: switched off, looked behind, or taken from elsewhere.

use super::{Row, configure_key, each_is_stopped};
use e2e::Language;
use serde_json::json;
use testkit::hook::Payload;

const TAMPERING: [Row; 9] = [
    (
        "the rule switched off",
        |desk| {
            Payload::write(
                desk.scene.project.path("test/_config.json"),
                r#"{"evidence":{"require_ledger":false}}"#,
            )
        },
        "_config.json",
    ),
    (
        "the hooks switched off",
        |desk| {
            Payload::write(
                desk.scene.project.path(".claude/settings.local.json"),
                r#"{"disableAllHooks":true}"#,
            )
        },
        "settings.local.json",
    ),
    (
        "the note of the head",
        |desk| {
            let state = desk.scene.project.path("").with_file_name("state");
            Payload::write(state.join("proctor/heads/x.json"), "{}")
        },
        "proctor",
    ),
    (
        "the key read",
        |desk| {
            configure_key(desk);
            Payload::read(desk.scene.project.path("key.txt"))
        },
        "key",
    ),
    (
        "the key searched",
        |desk| {
            configure_key(desk);
            Payload::tool(
                "Grep",
                &json!({ "pattern": ".", "path": desk.scene.project.path("key.txt") }),
            )
        },
        "key",
    ),
    (
        "a server that writes the ledger",
        |desk| {
            Payload::tool(
                "mcp__files__write",
                &json!({ "target": desk.results("_ledger.jsonl"), "text": "" }),
            )
        },
        "_ledger.jsonl",
    ),
    (
        "the shared rules",
        |desk| {
            Payload::write(
                desk.scene.project.path("test/_shared/rule/_caution_common_errors.md"),
                "nothing",
            )
        },
        "_shared",
    ),
    (
        "another ticket's folder",
        |desk| {
            desk.scene.project.write("test/WO-2_other/partial_results/TC-1.json", "{}");
            Payload::write(desk.scene.project.path("test/WO-2_other/notes.md"), "x")
        },
        "WO-2",
    ),
    (
        "a backup read for its answers",
        |desk| Payload::read(desk.scene.project.path("test/backup/WO-1/TC-4_stimulus.json")),
        "backup",
    ),
];

#[test]
fn tampering_is_refused() {
    for language in Language::ALL {
        each_is_stopped(&TAMPERING, language);
    }
}
