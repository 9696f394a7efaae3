//! What a document says of its test cases, and what it must show.

use crate::ticket::{BOTH, Ticket, Words};
use testkit::hook::{Answer, Payload};

/// A document goes through, and is refused with these words once something in it is replaced.
fn refused_once(words: Words, from: &str, to: &str, expected: &[&str]) {
    let ticket = Ticket::ran();
    let text = words.whole();
    ticket.write(words.name(), &text).assert_silent();
    assert!(text.contains(from), "{from} in {text}");
    ticket.write(words.name(), &text.replacen(from, to, 1)).assert_denied(expected);
}

#[test]
fn a_document_that_the_record_bears_out_goes_through() {
    for words in BOTH {
        Ticket::ran().write(words.name(), &words.whole()).assert_silent();
    }
}

#[test]
fn an_active_section_shows_its_request() {
    for words in BOTH {
        let lacks = ["TC-1 (line 9): its section shows no request", "[✅] 3. STIMULUS"];
        refused_once(words, "[✅] 3. STIMULUS", "[✅] 4. WAIT", &lacks);
        refused_once(words, "[✅] 3. STIMULUS", "[❌] 3. STIMULUS", &lacks);
        refused_once(words, "```\n[✅] 3. STIMULUS\n```", "<!-- POST /x -->", &lacks);
        // Any of the four is enough.
        for shown in ["POST https://h/x", "HTTP 200", "TC-1_stimulus.json"] {
            let text = words.whole().replacen("[✅] 3. STIMULUS", shown, 1);
            Ticket::ran().write(words.name(), &text).assert_silent();
        }
    }
}

#[test]
fn a_pass_shows_its_table_of_checks() {
    let expected =
        ["TC-1 (line 9): it says PASS without the table of checks", "`검증 항목`", "`Check`"];
    refused_once(Words::Ko, "| 검증 항목 |", "| 항목 |", &expected);
    refused_once(Words::En, "| Check |", "| Item |", &expected);
    for (words, row) in [(Words::Ko, "| 검증 항목"), (Words::En, "| Check")] {
        refused_once(words, row, &format!("```\n{row}"), &expected);
    }
}

#[test]
fn a_fail_shows_what_it_rests_on() {
    let head = ["TC-2 (line 21): it says FAIL without a section `[Fail 근거]`"];
    refused_once(Words::Ko, "[Fail 근거]", "FAIL 판정", &head);
    refused_once(Words::En, "[Fail evidence]", "FAIL verdict", &head);
    let pair = ["TC-2 (line 21): it says FAIL without the lines", "`실제:` (`Actual:`)"];
    refused_once(Words::Ko, "- 실제: 4\n", "", &pair);
    refused_once(Words::En, "- Expected: 5\n", "", &pair);
    for (words, from, to) in [
        (Words::Ko, "- 기대: 5\n- 실제: 4", "- 기대: 5 / 실제: 4"),
        (Words::En, "- Expected: 5\n- Actual: 4", "> **Expected:** 5\n> **Actual:** 4"),
        (Words::Ko, "[Fail 근거]", "#### ❌ Fail 근거"),
        (Words::En, "[Fail evidence]", "**[FAIL EVIDENCE]**"),
    ] {
        let text = words.whole().replacen(from, to, 1);
        Ticket::ran().write(words.name(), &text).assert_silent();
    }
}

#[test]
fn an_observation_need_not_show_what_it_does_not_have() {
    // The record still must bear it out.
    for (words, tag) in [(Words::Ko, "[관찰] "), (Words::En, "[Observation] ")] {
        refused_once(words, tag, "", &["TC-3 (line 30)", "TC-3_stimulus.json", "shows no request"]);
    }
}

#[test]
fn mark_and_verdict_agree() {
    for words in BOTH {
        refused_once(
            words,
            "### ✅ TC-1",
            "### ❌ TC-1",
            &["TC-1 (line 19): line 9 says FAIL, line 19 says PASS"],
        );
        refused_once(
            words,
            ": FAIL",
            ": PASS",
            &["TC-2", "says FAIL", "says PASS", "say in both places"],
        );
        refused_once(words, ": ✅ PASS", ": ❌ PASS", &["TC-1", "says FAIL"]);
    }
}

#[test]
fn a_word_somewhere_in_the_text_switches_nothing_off() {
    for words in BOTH {
        let ticket = Ticket::new();
        for sentence in [
            "incomplete",
            "상태가 INCOMPLETE 였던 주문이다.",
            "N/T",
            "[관찰] 참고",
            "> 상태: BLOCKED — x",
        ] {
            let text = format!("{}\n{sentence}\n", words.passed("TC-1"));
            ticket
                .write(words.name(), &text)
                .assert_denied(&["TC-1_stimulus.json", "there is no such file"]);
        }
    }
}

#[test]
fn what_did_not_run_needs_a_reason_and_nothing_else() {
    for words in BOTH {
        for status in [
            "INCOMPLETE",
            "BLOCKED",
            "N/T",
            "⚠️ INCOMPLETE",
            "🚫",
            "미완료",
            "차단",
            "미실시",
            "blocked",
        ] {
            let ticket = Ticket::new();
            ticket.write(words.name(), &words.skipped("TC-1", status, "")).assert_denied(&[
                "TC-1 (line 1)",
                "is said without a reason",
                "below the heading",
            ]);
            ticket
                .write(words.name(), &words.skipped("TC-1", status, "the server is down"))
                .assert_silent();
            ticket
                .write(words.name(), &words.skipped("TC-1", status, "서버 접속 불가"))
                .assert_silent();
        }
    }
    let reasons = [
        "### ⏭️ TC-1: x\n\n실행할 데이터가 없었다.\n",
        "### 🚫 TC-1: x\n- **사유**: 권한 없음\n",
        "### ⚠️ TC-1: x\n- Reason: the server went away\n",
        "| TC | Result | Note |\n|---|---|---|\n| TC-1 | N/T | no data |\n",
        "| TC | 결과 |\n|---|---|\n| TC-1 | 미실시 (데이터 없음) |\n",
    ];
    for text in reasons {
        Ticket::new().write(Words::Ko.name(), text).assert_silent();
    }
    // The result's own reason counts.
    let ticket = Ticket::new();
    ticket.result("TC-1", "BLOCKED", Some("no account"));
    ticket.write(Words::En.name(), "### 🚫 TC-1: x\n").assert_silent();
}

#[test]
fn rows_of_tables_are_claims() {
    for head in ["| TC | 제목 | 결과 |", "| TC | Title | Result |", "| TC | Title | |"] {
        let table =
            |tc: &str, status: &str| format!("{head}\n|---|---|---|\n| {tc} | x | {status} |\n");
        let ticket = Ticket::ran();
        ticket.write(Words::Ko.name(), &table("TC-1", "✅ PASS")).assert_silent();
        ticket
            .write(Words::Ko.name(), &table("TC-2", "PASS"))
            .assert_denied(&["TC-2 (line 3)", "the verdict on record is FAIL"]);
        ticket
            .write(Words::En.name(), &table("TC-9", "**PASS**"))
            .assert_denied(&["TC-9 (line 3)", "TC-9_stimulus.json"]);
        ticket
            .write(Words::En.name(), &table("TC-9", "N/T"))
            .assert_denied(&["N/T is said without a reason"]);
    }
    // Marks of something else than the test case.
    let other = "| TC | 화면 | 데이터 |\n|---|---|---|\n| TC-9 | ✅ | 실패 |\n";
    Ticket::new().write(Words::Ko.name(), other).assert_silent();
}

#[test]
fn tables_and_sections_agree() {
    for words in BOTH {
        let table =
            "| TC | Result |\n|---|---|\n| TC-1 | PASS |\n| TC-2 | FAIL |\n| TC-3 | PASS |\n\n";
        let with = |table: &str| words.whole().replacen("## ", &format!("{table}## "), 1);
        Ticket::ran().write(words.name(), &with(table)).assert_silent();
        let wrong = with(&table.replace("| TC-2 | FAIL |", "| TC-2 | PASS |"));
        Ticket::ran()
            .write(words.name(), &wrong)
            .assert_denied(&["TC-2 (line 6)", "line 6 says PASS"]);
    }
}

#[test]
fn code_quotes_and_comments_claim_nothing() {
    for text in [
        "```\n### ✅ TC-9: x\n```\n",
        "> ### ✅ TC-9: x\n",
        "<!-- ### ✅ TC-9: x -->\n",
        "~~~md\n| TC | 결과 |\n|--|--|\n| TC-9 | PASS |\n~~~\n",
        "TC-9 는 PASS 였다. ✅ TC-9\n",
        "### TC-9: 결제 실패\n\n아직 실행하지 않음\n",
    ] {
        Ticket::new().write(Words::Ko.name(), text).assert_silent();
    }
}

#[test]
fn a_group_of_test_cases_is_not_one_of_them() {
    let ticket = Ticket::new();
    for tc in ["TC-1.1", "TC-1.2"] {
        ticket.stimulus(tc);
        ticket.verdict(tc, "stimulus", contract::Status::Pass);
    }
    for words in BOTH {
        let parts = [words.passed("TC-1.1"), words.passed("TC-1.2")].concat();
        let text = format!("## ✅ TC-1: all\n\n{parts}");
        ticket.write(words.name(), &text).assert_silent();
        let text = format!("## ✅ TC-1: all\n\n{}", words.passed("TC-2"));
        ticket.write(words.name(), &text).assert_denied(&["TC-1 (line 1)", "TC-2 (line 3)"]);
    }
}

#[test]
fn the_summary_counts_what_is_there() {
    for words in BOTH {
        refused_once(
            words,
            "Pass: 2, Fail: 1",
            "Pass: 3, Fail: 0",
            &["line 5: the summary says 3 for PASS, the test cases below are 2"],
        );
        for other in ["Pass: 20, Fail: 1", "Pass rate: 66%", "전체: 3 / 통과: 2 / 실패: 1"] {
            let text = words.whole().replacen("Pass: 2, Fail: 1", other, 1);
            Ticket::ran().write(words.name(), &text).assert_silent();
        }
    }
}

#[test]
fn an_edit_is_judged_by_its_outcome() {
    for words in BOTH {
        let ticket = Ticket::ran();
        let path = ticket.0.write(ticket.0.ticket(words.name()), words.whole());
        let edit = |old: &str, new: &str| ticket.ask(&Payload::edit(&path, old, new));
        edit("### ✅ TC-1", "### ✅  TC-1").assert_silent();
        edit("### ❌ TC-2", "### ✅ TC-2")
            .assert_denied(&["TC-2", "the verdict on record is FAIL"]);
        // What the tool refuses by itself.
        edit("not there", "### ✅ TC-9").assert_silent();
        edit("TC-", "### ✅ TC-9").assert_silent();
        let all = |all: bool| {
            let input = serde_json::json!({
                "file_path": &path, "old_string": "TC-", "new_string": "TC-9", "replace_all": all
            });
            ticket.ask(&Payload::tool("Edit", &input))
        };
        all(true).assert_denied(&["TC-91_stimulus.json", "TC-92_stimulus.json"]);
        all(false).assert_silent();
        let edits = serde_json::json!({ "file_path": &path, "edits": [
            { "old_string": "### ✅ TC-1", "new_string": "### ✅ TC-1 " },
            { "old_string": "### ✅ TC-1 ", "new_string": "### ✅ TC-9" },
        ]});
        ticket.ask(&Payload::tool("MultiEdit", &edits)).assert_denied(&["TC-9_stimulus.json"]);
    }
}

#[test]
fn a_broken_document_is_mended_step_by_step() {
    for words in BOTH {
        let ticket = Ticket::ran();
        let broken = format!("{}{}{}", words.whole(), words.passed("TC-8"), words.passed("TC-9"));
        let path = ticket.0.write(ticket.0.ticket(words.name()), &broken);
        let section = words.passed("TC-8");
        let answer = ticket.ask(&Payload::edit(&path, &section, ""));
        assert!(matches!(&answer, Answer::Context(text) if text.contains("TC-9")), "{answer:?}");
        let worse = ticket.ask(&Payload::edit(&path, &section, &words.passed("TC-7")));
        worse.assert_denied(&["TC-7", "TC-9"]);
        // A Write says all of it, and is judged as a whole.
        ticket.write(words.name(), &broken.replacen(&section, "", 1)).assert_denied(&["TC-9"]);
    }
}
