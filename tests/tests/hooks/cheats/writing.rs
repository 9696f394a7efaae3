//! False documents: results, mappings, sheets, and evidence written by hand.

use super::{Row, each_is_stopped};
use crate::documents::{claimed_pass, result, section};
use e2e::{Desk, Language, mapping_document};
use serde_json::json;
use std::os::unix::fs::symlink;
use testkit::hook::Payload;

const DOCUMENTS: [Row; 40] = [
    (
        "a PASS that never ran",
        |desk| with_section(desk, &claimed_pass(desk.language, "TC-4")),
        "TC-4",
    ),
    ("the same in the table only", |desk| result_with(desk, "INCOMPLETE |", "PASS |"), "TC-4"),
    (
        "the same under the NFD name",
        |desk| {
            use unicode_normalization::UnicodeNormalization;
            let path: String = desk.result_path().to_str().expect("UTF-8").nfd().collect();
            Payload::write(path, &claimed_pass(desk.language, "TC-4"))
        },
        "TC-4_stimulus.json",
    ),
    (
        "the same through a link",
        |desk| {
            let link = desk.scene.project.path("notes.md");
            symlink(desk.result_path(), &link).expect("a link");
            Payload::write(link, &claimed_pass(desk.language, "TC-4"))
        },
        "TC-4_stimulus.json",
    ),
    (
        "the same through dots",
        |desk| {
            let name = desk.result_path();
            let name = name.file_name().and_then(|name| name.to_str()).expect("UTF-8");
            let path = desk.ticket("partial_results/../partial_results/..").join(name);
            Payload::write(path, &claimed_pass(desk.language, "TC-4"))
        },
        "TC-4_stimulus.json",
    ),
    (
        "the same in the report",
        |desk| {
            let name = desk
                .language
                .pick("WO-1_Confluence_테스트결과_v1.1.md", "WO-1_Confluence_test_result_v1.1.md");
            Payload::write(desk.ticket(name), &claimed_pass(desk.language, "TC-4"))
        },
        "TC-4_stimulus.json",
    ),
    (
        "the same in a deeper heading",
        |desk| with_section(desk, &claimed_pass(desk.language, "TC-4").replace("### ", "###### ")),
        "TC-4_stimulus.json",
    ),
    (
        "the same with a word in place of the mark",
        |desk| {
            let text =
                claimed_pass(desk.language, "TC-4").replace("### ✅ TC-4:", "### TC-4: PASS,");
            with_section(desk, &text)
        },
        "TC-4_stimulus.json",
    ),
    (
        "the same in small letters",
        |desk| {
            let text =
                claimed_pass(desk.language, "TC-4").replace("### ✅ TC-4:", "### [pass] TC-4:");
            with_section(desk, &text)
        },
        "TC-4_stimulus.json",
    ),
    (
        "the same with `incomplete` in a sentence",
        |desk| {
            let text = claimed_pass(desk.language, "TC-4")
                + "\nIt was incomplete, INCOMPLETE, N/T, 미완료 before.\n";
            with_section(desk, &text)
        },
        "TC-4_stimulus.json",
    ),
    (
        "the same with `incomplete` in the title",
        |desk| {
            let text = claimed_pass(desk.language, "TC-4").replacen(
                "TC-4:",
                "TC-4: incomplete address,",
                1,
            );
            with_section(desk, &text)
        },
        "TC-4_stimulus.json",
    ),
    (
        "an observation that the plan calls ACTIVE",
        |desk| {
            let tag = desk.language.pick("TC-4: [관찰]", "TC-4: [observation]");
            with_section(desk, &claimed_pass(desk.language, "TC-4").replacen("TC-4:", tag, 1))
        },
        "TC-4_stimulus.json",
    ),
    (
        "a FAIL told as a PASS",
        |desk| with_section(desk, &claimed_pass(desk.language, "TC-2")),
        "TC-2",
    ),
    (
        "a blocked test case told as a PASS",
        |desk| with_section(desk, &claimed_pass(desk.language, "TC-6")),
        "TC-6",
    ),
    (
        "a test case without data told as a PASS",
        |desk| with_section(desk, &claimed_pass(desk.language, "TC-5")),
        "TC-5",
    ),
    (
        "a test case that no plan knows",
        |desk| with_section(desk, &claimed_pass(desk.language, "TC-77")),
        "TC-77",
    ),
    (
        "a mark and a verdict that disagree",
        |desk| {
            let (old, new) = desk
                .language
                .pick(("- 판정: PASS", "- 판정: FAIL"), ("- Verdict: PASS", "- Verdict: FAIL"));
            Payload::write(desk.result_path(), &section(desk.language, "TC-1").replace(old, new))
        },
        "TC-1",
    ),
    (
        "a PASS without its check table",
        |desk| {
            let text = section(desk.language, "TC-1");
            let text: Vec<&str> = text.lines().filter(|line| !line.starts_with('|')).collect();
            Payload::write(desk.result_path(), &text.join("\n"))
        },
        "TC-1",
    ),
    (
        "a FAIL without evidence",
        |desk| {
            let (cut, _) = desk.language.pick(("[Fail 근거]", ""), ("[Fail evidence]", ""));
            let text = section(desk.language, "TC-2");
            Payload::write(desk.result_path(), text.split(cut).next().unwrap_or_default())
        },
        "TC-2",
    ),
    (
        "N/T without a reason",
        |desk| {
            let text = section(desk.language, "TC-5");
            let text: Vec<&str> = text
                .lines()
                .filter(|line| !line.contains("사유") && !line.contains("Reason"))
                .collect();
            Payload::write(desk.result_path(), &text.join("\n"))
        },
        "TC-5",
    ),
    ("an edit from ⚠ to ✅", |desk| edit(desk, "### ⚠️ TC-4", "### ✅ TC-4"), "TC-4"),
    (
        "an edit of one cell",
        |desk| {
            let title = desk.language.pick("(두 번째)", "cancel an order again");
            edit(desk, &format!("{title} | INCOMPLETE"), &format!("{title} | PASS"))
        },
        "TC-4",
    ),
    (
        "an edit of all FAIL",
        |desk| {
            desk.scene.project.write(desk.result_path(), result(desk.language));
            Payload::tool(
                "Edit",
                &json!({
                    "file_path": desk.result_path(), "old_string": "FAIL", "new_string": "PASS", "replace_all": true
                }),
            )
        },
        "TC-2",
    ),
    (
        "two edits in one call of an older client",
        |desk| {
            desk.scene.project.write(desk.result_path(), result(desk.language));
            Payload::tool(
                "MultiEdit",
                &json!({ "file_path": desk.result_path(), "edits": [
                    { "old_string": "### ⚠️ TC-4", "new_string": "### ✓ TC-4" },
                    { "old_string": "### ✓ TC-4", "new_string": "### ✅ TC-4" },
                ]}),
            )
        },
        "TC-4",
    ),
    (
        "a second lie beside one that is there",
        |desk| {
            let lie = result(desk.language).replace("### ⚠️ TC-4", "### ✅ TC-4");
            desk.scene.project.write(desk.result_path(), lie);
            Payload::edit(desk.result_path(), "### ⏭️ TC-5", "### ✅ TC-5")
        },
        "TC-5",
    ),
    (
        "a result of PASS that never ran",
        |desk| recorded(desk, "TC-4", "TC-4", "PASS"),
        "TC-4_stimulus.json",
    ),
    ("a result of PASS for a FAIL", |desk| recorded(desk, "TC-2", "TC-2", "PASS"), "verdict"),
    ("a result under another's name", |desk| recorded(desk, "TC-4", "TC-1", "PASS"), "TC-4"),
    (
        "a result of a status that there is not",
        |desk| recorded(desk, "TC-4", "TC-4", "PASSED"),
        "PASSED",
    ),
    (
        "a result that is no JSON",
        |desk| Payload::write(desk.results("TC-4.json"), "{\"tc_id\": "),
        "line 1",
    ),
    (
        "a result of what the behavioural check stopped",
        |desk| recorded(desk, "TC-6", "TC-6", "PASS"),
        "TC-6",
    ),
    (
        "a mapping that counts wrong",
        |desk| {
            let mut mapping = mapping_document();
            mapping["summary"]["mapped"] = 6.into();
            mapping_of(desk, &mapping)
        },
        "mapped",
    ),
    (
        "a mapping without its check",
        |desk| {
            let mut mapping = mapping_document();
            mapping["mappings"]["TC-4"]["behavioral_check"] = serde_json::Value::Null;
            mapping_of(desk, &mapping)
        },
        "TC-4",
    ),
    (
        "a mapping with a status of its own",
        |desk| {
            let mut mapping = mapping_document();
            mapping["mappings"]["TC-5"]["status"] = "DONE".into();
            mapping_of(desk, &mapping)
        },
        "DONE",
    ),
    (
        "a mapping with a secret",
        |desk| {
            let mut mapping = mapping_document();
            mapping["mappings"]["TC-4"]["data"]["password"] = "hunter2-but-longer".into();
            mapping_of(desk, &mapping)
        },
        "TC-4",
    ),
    (
        "a sheet that lost its scenarios",
        |desk| {
            let name = desk.language.pick("WO-1_테스트시트_v2.md", "WO-1_test_sheet_v2.md");
            Payload::write(
                desk.ticket(name),
                "# WO-1\n\n## 4. 시나리오 상세\n\n### TC-1: 주문 취소\n",
            )
        },
        "TC-1",
    ),
    (
        "evidence written by hand",
        |desk| {
            let text = desk.scene.project.read(desk.results("TC-1_stimulus.json"));
            Payload::write(desk.results("TC-4_stimulus.json"), &text.replace("TC-1", "TC-4"))
        },
        "stimulus_executor",
    ),
    (
        "a verdict edited by hand",
        |desk| {
            Payload::edit(
                desk.results("TC-2_verdict.json"),
                "\"verdict\": \"FAIL\"",
                "\"verdict\": \"PASS\"",
            )
        },
        "verdict_calculator",
    ),
    (
        "a line of the ledger",
        |desk| Payload::edit(desk.results("_ledger.jsonl"), "FAIL", "PASS"),
        "_ledger.jsonl",
    ),
    (
        "the summary",
        |desk| Payload::write(desk.results("_summary.json"), "{}"),
        "summarize_partial_results",
    ),
];

fn with_section(desk: &Desk, section: &str) -> Payload {
    Payload::write(desk.result_path(), section)
}

fn result_with(desk: &Desk, old: &str, new: &str) -> Payload {
    Payload::write(desk.result_path(), &result(desk.language).replacen(old, new, 1))
}

fn edit(desk: &Desk, old: &str, new: &str) -> Payload {
    desk.scene.project.write(desk.result_path(), result(desk.language));
    Payload::edit(desk.result_path(), old, new)
}

fn recorded(desk: &Desk, file: &str, tc_id: &str, status: &str) -> Payload {
    let document = json!({ "tc_id": tc_id, "tc_type": "ACTIVE", "status": status });
    Payload::write(desk.results(&format!("{file}.json")), &document.to_string())
}

fn mapping_of(desk: &Desk, mapping: &serde_json::Value) -> Payload {
    let name = desk.language.pick("WO-1_데이터매핑.json", "WO-1_data_mapping.json");
    Payload::write(desk.ticket(name), &format!("{mapping:#}\n"))
}

#[test]
fn false_korean_documents_are_refused() {
    each_is_stopped(&DOCUMENTS, Language::Korean);
}

#[test]
fn false_english_documents_are_refused() {
    each_is_stopped(&DOCUMENTS, Language::English);
}
