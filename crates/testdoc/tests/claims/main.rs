//! What counts as a claim about test results, and what does not: a row a case.

mod said;
mod unsaid;

use proptest::prelude::*;
use testdoc::claims::{Assertion, Claim, read};

/// Claims in short: `TC-1=PASS`, `FAIL:3`, `total:15`, `rate:66.7`, `all`.
fn short(claims: &[Claim]) -> String {
    let one = |claim: &Claim| match &claim.what {
        Assertion::Case { tc_id, status } => format!("{tc_id}={status}"),
        Assertion::Count { status, number } => format!("{status}:{number}"),
        Assertion::Total(number) => format!("total:{number}"),
        Assertion::Rate { tenths } => format!("rate:{}.{}", tenths / 10, tenths % 10),
        Assertion::AllPassed => "all".into(),
    };
    claims.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<_> = rows
        .iter()
        .map(|(message, expected)| (message, expected, short(&read(message).list)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(message, expected, found)| {
            format!("{message:?}\n    expected: {expected}\n       found: {found}")
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// Checks that nothing is claimed.
fn none(messages: &[&str]) {
    let rows: Vec<_> = messages.iter().map(|message| (*message, "")).collect();
    check(&rows);
}

#[test]
fn a_claim_knows_its_line_and_words() {
    let claims = read("# 결과\n\n- TC-1: **PASS**\n- 그 밖의 것\r\n\n총 2건 중 1건 통과\n").list;
    let shown: Vec<_> = claims.iter().map(|claim| (claim.line, claim.words.as_str())).collect();
    assert_eq!(shown, [(3, "TC-1: PASS"), (6, "총 2건 중 1건 통과"), (6, "총 2건 중 1건 통과")]);
}

#[test]
fn a_sentence_may_be_wrapped() {
    check(&[
        (
            "After the last change I can not say in any way that all\ntests passed on the machine.",
            "",
        ),
        ("PASS 12\nFAIL 3", "PASS:12 FAIL:3"),
    ]);
}

#[test]
fn a_message_may_admit_its_doubts() {
    for (message, expected) in [
        ("3 PASS | INCOMPLETE: 1 | result: INCOMPLETE", true),
        ("TC-1: INCOMPLETE", false),
        ("TC-2는 미검증 상태입니다", true),
        ("2 results are unverified", true),
        ("All tests pass", false),
    ] {
        assert_eq!(read(message).admits_doubt, expected, "{message}");
    }
}

fn fragments() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "\\PC{0,6}",
        prop::sample::select(vec![
            "TC-1",
            "TC-1~TC-3",
            "TC-",
            "TC-18446744073709551615",
            "PASS",
            "통과",
            "실패했습니다",
            "모두",
            "all",
            "12/15",
            "15",
            "건 중",
            "%",
            "|",
            "\n",
            "```",
            "> ",
            "- ",
            "# ",
            "✅",
            "❌",
            "(",
            ")",
            ":",
            ",",
            "?",
            "not",
            "if",
            "\"",
            "“",
            "`",
            "~",
            "..",
            "|---|",
            "no failures",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..30).prop_map(|parts| parts.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read(text in fragments()) {
        for claim in read(&text).list {
            prop_assert!(claim.line >= 1 && claim.line <= text.lines().count().max(1));
        }
    }

    #[test]
    fn any_characters_are_read(text in any::<String>()) {
        let _ = read(&text);
    }
}
