//! Which files are judged, however they are reached.

use crate::ticket::{BOTH, Ticket, Words};
use std::{fs, os::unix::fs::symlink};
use testkit::hook::Payload;

/// A claim that no record bears out.
fn false_claim() -> String {
    Words::Ko.passed("TC-9")
}

#[test]
fn results_and_reports_are_judged_by_their_names() {
    let ticket = Ticket::ran();
    for name in [
        "WO-1_테스트결과_v1.1_2026-11-20.md",
        "WO-1_test_result_v1.1_20261120.md",
        "WO-1_Confluence_테스트결과_v1.1_2026-11-20.md",
        "WO-1_Confluence_test_result_v1.md",
        "WO-1_테스트결과.md",
        "WO-1_테스트결과_v1_초안.md",
        "WO-1_Test_Result_v1 final.MD",
        "보고/WO-1_테스트결과_v1.md",
    ] {
        ticket.write(name, &false_claim()).assert_denied(&["TC-9", "TC-9_stimulus.json"]);
    }
}

#[test]
fn other_files_pass_unread() {
    let ticket = Ticket::ran();
    for name in [
        "notes.md",
        "result.md",
        "test_result_notes.md",
        "WO-1_test_results_parser.md",
        "WO-1_테스트시트_v1.md",
        "WO-1_테스트결과_v1.txt",
        "partial_results/TC-1_note.json",
        "TC-9.json",
        "src/main.rs",
    ] {
        ticket.write(name, &false_claim()).assert_silent();
    }
    let read = Payload::read(ticket.0.ticket(Words::Ko.name()));
    ticket.ask(&read).assert_silent();
    ticket.ask(&Payload::bash("cat x")).assert_silent();
}

#[test]
fn a_name_is_known_in_either_unicode_form_and_through_links() {
    let ticket = Ticket::ran();
    let decomposed: String = {
        use unicode_normalization::UnicodeNormalization;
        Words::Ko.name().nfd().collect()
    };
    ticket.write(&decomposed, &false_claim()).assert_denied(&["TC-9"]);
    let real = ticket.0.write(ticket.0.ticket(Words::Ko.name()), "x");
    let link = ticket.0.path("메모 1.md");
    symlink(&real, &link).unwrap();
    ticket.ask(&Payload::write(&link, &false_claim())).assert_denied(&["TC-9"]);
    let through = ticket.0.path("link");
    symlink(ticket.0.ticket(""), &through).unwrap();
    let dotted = through.join("../test/./WO-1_주문 취소/WO-1_test_result_v1.md");
    ticket.ask(&Payload::write(dotted, &false_claim())).assert_denied(&["TC-9"]);
    ticket.ask(&Payload::write(&link, &Words::Ko.passed("TC-1"))).assert_silent();
}

#[test]
fn a_relative_path_is_meant_from_the_sessions_folder() {
    let ticket = Ticket::ran();
    let payload = Payload::write(Words::En.name(), &false_claim()).cwd(ticket.0.ticket(""));
    ticket.ask(&payload).assert_denied(&["TC-9"]);
}

#[test]
fn a_pass_belongs_into_a_ticket_folder() {
    for words in BOTH {
        let ticket = Ticket::ran();
        let elsewhere = |folder: &str, text: &str| {
            let path = ticket.0.path(folder).join(words.name());
            ticket.ask(&Payload::write(path, text))
        };
        elsewhere("docs", &words.passed("TC-1"))
            .assert_denied(&["it says PASS of TC-1", "test/{ticket}_{feature}/"]);
        elsewhere("docs", &words.skipped("TC-1", "N/T", "no data")).assert_silent();
        elsewhere("docs", "# nothing yet\n").assert_silent();
        // A pattern is no claim.
        for folder in
            ["test/templates", "test/_templates", "test/_shared/rule", ".claude/skills/test"]
        {
            elsewhere(folder, &words.passed("TC-1")).assert_silent();
        }
    }
}

#[test]
fn nothing_is_needed_for_a_document_without_claims() {
    let ticket = Ticket::ran();
    fs::write(ticket.0.path("test/_config.json"), "{").unwrap();
    ticket.write(Words::Ko.name(), "# 테스트 결과\n\n작성 중\n").assert_silent();
}
