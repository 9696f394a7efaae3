//! What counts as a claim about test results, and what does not: a row a case.

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
fn a_status_of_a_test_case() {
    check(&[
        ("TC-1: PASS", "TC-1=PASS"),
        ("- TC-1: FAIL", "TC-1=FAIL"),
        ("TC-1 PASS, TC-2 FAIL", "TC-1=PASS TC-2=FAIL"),
        ("TC-1, TC-2 and TC-5 passed.", "TC-1=PASS TC-2=PASS TC-5=PASS"),
        ("TC-1~TC-3 통과", "TC-1=PASS TC-2=PASS TC-3=PASS"),
        ("TC-1 ~ 3 모두 통과했습니다.", "TC-1=PASS TC-2=PASS TC-3=PASS"),
        ("TC-1 through TC-3 passed", "TC-1=PASS TC-2=PASS TC-3=PASS"),
        ("TC-1부터 TC-3까지 통과했습니다", "TC-1=PASS TC-2=PASS TC-3=PASS"),
        ("TC-01–TC-03 passed", "TC-01=PASS TC-02=PASS TC-03=PASS"),
        ("✅ TC-1 주문 취소", "TC-1=PASS"),
        ("- ❌ **TC-2**: stock is not restored", "TC-2=FAIL"),
        ("TC-1 ✅ TC-2 ❌", "TC-1=PASS TC-2=FAIL"),
        ("### ✅ TC-1: 주문 취소", "TC-1=PASS"),
        ("TC-3은 실패했습니다.", "TC-3=FAIL"),
        ("TC-4 N/T", "TC-4=N/T"),
        ("TC-4: BLOCKED (no data)", "TC-4=BLOCKED"),
        ("TC-4는 INCOMPLETE입니다", "TC-4=INCOMPLETE"),
        ("TC-1 changed from FAIL to PASS.", "TC-1=PASS"),
        ("TC-1: FAIL → PASS", "TC-1=PASS"),
        ("TC-1이 FAIL에서 PASS로 바뀌었습니다.", "TC-1=PASS"),
        ("TC-1: PASS (was FAIL)", "TC-1=PASS"),
        ("In the first run TC-1 failed, now it passes.", "TC-1=PASS"),
        ("처음에는 TC-1이 실패했지만 이제 통과합니다.", "TC-1=PASS"),
        ("PASS: TC-1, TC-2\nFAIL: TC-3", "TC-1=PASS TC-2=PASS TC-3=FAIL"),
        ("통과: TC-1, TC-2 / 실패: TC-3", "TC-1=PASS TC-2=PASS TC-3=FAIL"),
        ("Failed: TC-3 (stock), TC-4 (refund)", "TC-3=FAIL TC-4=FAIL"),
        ("TC-1 (주문 취소): PASS", "TC-1=PASS"),
        ("TC-1: 주문 취소 → PASS", "TC-1=PASS"),
        ("TC-1 주문 취소 — 통과", "TC-1=PASS"),
        ("TC-1 passed as expected.", "TC-1=PASS"),
        ("TC-1은 통과했고 TC-2는 실패했습니다.", "TC-1=PASS TC-2=FAIL"),
        ("TC-1 passed, but TC-2 failed.", "TC-1=PASS TC-2=FAIL"),
        ("TC-1 passed and I will write the report now.", "TC-1=PASS"),
        ("`TC-1`: `PASS`", "TC-1=PASS"),
        ("tc-1 passed", "TC-1=PASS"),
        ("TC-1.3: PASS", "TC-1.3=PASS"),
        ("TC-1: PASS — 200 OK, state CANCELLED", "TC-1=PASS"),
        ("TC-1 PASS (200 OK)", "TC-1=PASS"),
        ("| TC | Result |\n|---|---|\n| TC-1 | PASS |\n| TC-2 | ❌ FAIL |", "TC-1=PASS TC-2=FAIL"),
        ("| TC | 제목 | 판정 |\n|---|---|---|\n| TC-1 | 주문 취소 | ✅ |", "TC-1=PASS"),
        (
            "| TC | Expected | Actual | Verdict |\n|-|-|-|-|\n| TC-1 | FAIL | PASS | FAIL |",
            "TC-1=FAIL",
        ),
        ("| TC | 이전 | 결과 |\n|-|-|-|\n| TC-1 | FAIL | PASS |", "TC-1=PASS"),
        ("| TC-1 | PASS |", "TC-1=PASS"),
        ("TC-1 now passes.", "TC-1=PASS"),
        ("TC-1 테스트가 성공적으로 통과되었습니다.", "TC-1=PASS"),
        ("TC-2 was not tested; TC-3 failed.", "TC-2=N/T TC-3=FAIL"),
        ("TC-1 ran again and it passed.", "TC-1=PASS"),
        ("TC-3: FAIL — expected 409, got 200", "TC-3=FAIL"),
        ("TC-3: FAIL (expected 409, got 200)", "TC-3=FAIL"),
        ("TC-3 FAIL (기대: 409 / 실제: 200)", "TC-3=FAIL"),
        ("TC-3: FAIL, expected 409 but got 200", "TC-3=FAIL"),
        ("TC-3은 이전에 FAIL이었으나 이번에는 PASS입니다.", "TC-3=PASS"),
        ("TC-1 passed (I will run it again later).", "TC-1=PASS"),
        ("FAIL: TC-3 (재고가 복원되지 않음), TC-4 (HTTP 500)", "TC-3=FAIL TC-4=FAIL"),
        ("TC-3 was re-run and passed.", "TC-3=PASS"),
        ("After the fix, TC-3 passes.", "TC-3=PASS"),
        ("TC-3 now returns 409 as expected, so it passes.", "TC-3=PASS"),
        ("TC-3 is FAIL, not PASS.", "TC-3=FAIL"),
        ("TC-1이 통과하는 것을 확인했습니다.", "TC-1=PASS"),
        ("I marked TC-5 as PASS.", "TC-5=PASS"),
        ("| TC ID | 설명 | Pass/Fail |\n|-|-|-|\n| TC-1 | 주문 취소 | Pass |", "TC-1=PASS"),
        ("[PASS] TC-1: cancel", "TC-1=PASS"),
        ("| # | Test case | Outcome |\n|-|-|-|\n| 1 | TC-1 cancel | Passed |", "TC-1=PASS"),
        ("TC-3, which failed yesterday, now passes.", "TC-3=PASS"),
        ("TC-1·TC-2/TC-3: PASS", "TC-1=PASS TC-2=PASS TC-3=PASS"),
        ("TC-2 fails: expected 409, got 200.", "TC-2=FAIL"),
        ("TC-1의 판정은 PASS입니다.", "TC-1=PASS"),
        ("✅ TC-1, ✅ TC-2, ❌ TC-3", "TC-1=PASS TC-2=PASS TC-3=FAIL"),
        ("Only TC-3 failed; everything else passed.", "TC-3=FAIL"),
        ("Blocked: TC-7, TC-8. Everything else is PASS.", "TC-7=BLOCKED TC-8=BLOCKED"),
    ]);
}

#[test]
fn counts_of_test_cases() {
    check(&[
        ("Test cases: 12 passed, 3 failed", "PASS:12 FAIL:3"),
        ("PASS 12 / FAIL 3 / total 15", "PASS:12 FAIL:3 total:15"),
        (
            "Total: 15 | PASS: 12 | FAIL: 3 | N/T: 0 | pass rate: 80.0%",
            "total:15 PASS:12 FAIL:3 N/T:0 rate:80.0",
        ),
        ("총 15건 중 12건 통과", "PASS:12 total:15"),
        ("총 15건 중 12건 통과, 3건 실패", "PASS:12 total:15 FAIL:3"),
        ("전체 15개, 성공 12개, 실패 3개 (TC 기준)", "total:15 PASS:12 FAIL:3"),
        ("15/15 PASS", "PASS:15 total:15"),
        ("12 of 15 test cases passed.", "PASS:12 total:15"),
        ("12 out of the 15 TCs passed", "PASS:12 total:15"),
        ("pass rate 80%", "rate:80.0"),
        ("통과율은 66.7%입니다.", "rate:66.7"),
        ("통과 12건, 실패 3건", "PASS:12 FAIL:3"),
        ("**PASS**: 12, **FAIL**: 3", "PASS:12 FAIL:3"),
        ("PASS=12 FAIL=3", "PASS:12 FAIL:3"),
        ("PASS (12), FAIL (3)", "PASS:12 FAIL:3"),
        ("TC 15건(통과 12, 실패 3)", "PASS:12 FAIL:3"),
        ("2 test cases failed: TC-3, TC-4", "FAIL:2 TC-3=FAIL TC-4=FAIL"),
        ("1 FAIL (TC-3)", "FAIL:1 TC-3=FAIL"),
        ("실패 1건(TC-3), 통과 2건", "FAIL:1 PASS:2 TC-3=FAIL"),
        ("주문 취소 테스트 결과: 총 3건, PASS 2, FAIL 1", "total:3 PASS:2 FAIL:1"),
        ("| Total | PASS | FAIL |\n|--|--|--|\n| 15 | 12 | 3 |", "total:15 PASS:12 FAIL:3"),
        (
            "| 구분 | 건수 |\n|--|--|\n| 전체 | 15 |\n| 통과 | 12건 |\n| 실패 | 3건 |",
            "total:15 PASS:12 FAIL:3",
        ),
        (
            "| Tier | PASS | FAIL |\n|-|-|-|\n| 1 | 3 | 1 |\n| 2 | 4 | 0 |\n| Total | 7 | 1 |",
            "PASS:7 FAIL:1",
        ),
        ("No test case failed.", "FAIL:0"),
        ("실패한 TC는 없습니다.", "FAIL:0"),
        ("TC 실패 없음", "FAIL:0"),
        ("3 TCs are BLOCKED, 2 N/T", "BLOCKED:3 N/T:2"),
        ("All 12 test cases passed.", "all total:12"),
        ("테스트 케이스 15건 모두 통과했습니다.", "all total:15"),
        ("총 15건 모두 통과", "all total:15"),
        ("100% passed", "rate:100.0"),
        ("최종 결과: 15건 중 15건 PASS (100%)", "PASS:15 total:15"),
        ("All three test cases passed.", "all total:3"),
        ("Passed (3): TC-1, TC-2, TC-3", "PASS:3 TC-1=PASS TC-2=PASS TC-3=PASS"),
        ("실패(1건): TC-4", "FAIL:1 TC-4=FAIL"),
        ("- Passed: 2 (TC-1, TC-2)", "PASS:2 TC-1=PASS TC-2=PASS"),
        ("PASS 15건, FAIL 0건으로 완료했습니다.", "PASS:15 FAIL:0"),
        ("총 15개 TC 실행: 15 PASS, 0 FAIL", "total:15 PASS:15 FAIL:0"),
        (
            "| Status | Count |\n|-|-|\n| ✅ PASS | 12 |\n| ❌ FAIL | 3 |\n| **Total** | **15** |",
            "PASS:12 FAIL:3 total:15",
        ),
        ("Two test cases failed: TC-3 and TC-4.", "FAIL:2 TC-3=FAIL TC-4=FAIL"),
        ("PROJ-1: PASS 12 / FAIL 3 → 통과율 80%", "PASS:12 FAIL:3 rate:80.0"),
        ("세 건 모두 통과했습니다.", "all total:3"),
        ("🎉 All 15 test cases passed successfully!", "all total:15"),
        ("TC 15개를 모두 실행했고, 전부 통과했습니다.", "all"),
    ]);
}

#[test]
fn everything_passed() {
    check(&[
        ("All tests pass.", "all"),
        ("All test cases passed.", "all"),
        ("all tests passed!", "all"),
        ("All green.", "all"),
        ("Everything passed.", "all"),
        ("모든 테스트가 통과했습니다.", "all"),
        ("모든 테스트 케이스가 성공적으로 통과했습니다.", "all"),
        ("전부 PASS", "all"),
        ("전체 통과", "all"),
        ("PROJ-123의 TC는 모두 통과했습니다.", "all"),
        ("재실행 결과, 모든 TC가 통과했습니다.", "all"),
        ("I verified that all test cases passed.", "all"),
        ("## ✅ 전체 통과", "all"),
        ("Every test case is passing now.", "all"),
        ("All tests passed against staging, so the ticket is done.", "all"),
        ("모든 테스트가 통과했음을 확인했습니다.", "all"),
        ("All tests passed without failures.", "all"),
        ("문제 없이 모두 통과했습니다.", "all"),
        ("모든 테스트가 통과하는 것을 확인했습니다.", "all"),
        ("All verdicts are PASS.", "all"),
        ("All of the 15 test cases in the sheet passed.", "all total:15"),
        ("Every one of the test cases passed.", "all"),
        ("TC 전체가 PASS 판정을 받았습니다.", "all"),
        ("모든 테스트가 통과했으므로 보고서를 작성했습니다.", "all"),
    ]);
}

#[test]
fn questions_and_negations_are_no_claims() {
    none(&[
        "Did all tests pass?",
        "TC-1 PASS?",
        "TC-1이 통과했나요?",
        "모든 테스트가 통과했습니까?",
        "Not all tests passed.",
        "TC-1 did not pass.",
        "TC-1 didn't pass yet",
        "None of the test cases passed.",
        "모두 통과하지는 않았습니다.",
        "TC-1은 통과하지 못했습니다.",
        "모든 테스트가 통과한 것은 아닙니다.",
        "I cannot say that all tests passed.",
        "아직 전체 통과는 아닙니다",
        "모든 TC가 통과했다고 볼 수 없습니다.",
    ]);
}

#[test]
fn conditions_plans_wishes_and_duties_are_no_claims() {
    none(&[
        "If TC-1 fails, I will stop.",
        "If TC-1 passed, then TC-2 passed.",
        "Once all tests pass, I'll write the report.",
        "When all test cases pass, the gate opens.",
        "TC-1이 통과하면 TC-2를 실행합니다.",
        "모든 TC가 통과하면 PASS로 기록됩니다.",
        "통과한 경우 TC-1은 PASS입니다.",
        "TC-1 should pass.",
        "TC-1 must PASS before the release.",
        "TC-1은 통과해야 합니다.",
        "I fixed the service to make all tests pass.",
        "I will rerun TC-1 until it passes.",
        "TC-1을 다시 실행하겠습니다.",
        "모든 테스트가 통과하도록 수정했습니다.",
        "The goal is 15/15 PASS.",
        "TC-3 is expected to fail.",
        "We need all test cases to pass.",
        "TC-1은 PASS가 예상됩니다.",
        "Please verify that TC-1 passed.",
        "TC-1~TC-3 통과 여부를 확인하겠습니다.",
        "## Expected results\n- TC-1: PASS\n- TC-2: FAIL",
        "기대 결과:\n- TC-1: PASS",
        "## 다음 단계\n- TC-1: PASS 처리\n- 15/15 PASS",
        "| TC | Expected |\n|-|-|\n| TC-1 | PASS |",
    ]);
}

#[test]
fn quotes_code_and_the_projects_own_tests_are_no_claims() {
    none(&[
        "> TC-1: PASS",
        "```\nTC-1: PASS\n15/15 PASS\n```",
        "The text \"all tests passed\" was wrong.",
        "보고서에 “모든 테스트가 통과했습니다”라고 적혀 있었습니다.",
        "`TC-1: PASS` is the form of a line.",
        "    TC-1: PASS",
        "cargo test: 120 passed, 0 failed",
        "pytest 35 passed",
        "739 tests green",
        "단위 테스트 120건 통과",
        "I fixed the bug behind TC-3; 739 tests pass.",
        "The unit tests were run. All tests passed.",
        "단위 테스트를 실행했습니다. 모두 통과했습니다.",
        "## Unit tests\nAll green.\n\n| Passed | Failed |\n|-|-|\n| 12 | 0 |",
        "cargo nextest 결과:\n- PASS 120\n- FAIL 0",
        "12 passed, 3 failed",
        "Build and lint: all green",
        "CI: all checks passed",
    ]);
}

#[test]
fn other_times_parts_and_things_that_are_no_test_cases_are_no_claims() {
    none(&[
        "In the first run TC-1 failed.",
        "Previously 3 test cases failed.",
        "이전 실행에서는 TC-2가 실패했습니다.",
        "## 이전 결과\n| TC | 결과 |\n|-|-|\n| TC-1 | FAIL |",
        "All remaining tests passed.",
        "나머지 TC는 모두 통과했습니다.",
        "All tests in the orders module passed.",
        "For the API group, all tests passed.",
        "All tests passed except one.",
        "TC-1: all 3 checks passed",
        "TC-1: 3 PASS, 1 FAIL",
        "All checks passed.",
        "모든 검증 항목이 통과했습니다.",
        "Tier 1: 5 PASS",
        "재시도에서 2건 통과",
        "About 80% of the test cases passed.",
        "약 12건 통과",
        "TC-1 데이터 매핑 성공",
        "✅ TC-1 데이터 매핑 완료",
        "✅ TC-1 written to the sheet",
        "TC-1's snapshot failed at first",
        "TC-1 passed the behavioral gate",
        "TC-1 PASS 기준: 상태가 CANCELLED",
        "TC-1 실패 원인을 분석했습니다.",
        "TC-1 PASS criteria are in the sheet.",
        "The request failed with HTTP 500.",
        "API 호출 3건 성공",
        "스냅샷 2건을 저장했습니다. 매핑 15건 완료.",
        "HTTP 200 PASS",
        "TC-1_verdict.json says PASS",
        "TC-1 depends on TC-2",
        "I wrote 15 test cases.",
        "총 15건의 TC를 작성했습니다.",
        "| TC | DATA | BEFORE | STIMULUS |\n|-|-|-|-|\n| TC-1 | ✅ | ✅ | ✅ |",
        "| TC | PASS | FAIL |\n|-|-|-|\n| TC-1 | 3 | 0 |",
        "| Check | Expected | Actual | Verdict |\n|-|-|-|-|\n| status | 200 | 200 | PASS |",
        "Nothing has been run yet.",
        "TC-1을 실행했습니다.",
        "통과 기준을 정리했습니다.",
        "The report lists PASS, FAIL and N/T.",
        "TC-1 calls the orders API. It fails on every second request.",
        "재실행 결과, 2건 통과",
        "I ran 3 of the 15 test cases and all passed.",
        "오늘은 3건을 실행했고 모두 통과했습니다.",
        "TC-1: PASS (expected)",
        "TC-1: PASS (예상)",
        "All but one passed.",
        "Except for TC-3, all test cases passed.",
        "TC-3을 제외한 모든 TC가 통과했습니다.",
        "TC-3만 빼고 나머지는 모두 통과했습니다.",
        "[✅] 1. DATA — order_id=1\n[✅] 3. STIMULUS — POST /orders/1 → HTTP 200\n[✅] 7. VERDICT — PASS (3/3)",
        "✅ 1. 준비\n✅ 2. 실행",
        "Legend: ✅ PASS, ❌ FAIL, ⏭ N/T",
        "The success rate of payments is 80%.",
        "결제 성공률이 80%로 떨어졌습니다.",
        "TC-1 can only be PASS when the stock is restored.",
        "To get TC-1 to PASS, I changed the expectation.",
        "TC-5 통과 처리하지 않았습니다.",
        "Login failed, so I could not run any test case.",
        "All API calls succeeded.",
        "모든 API 호출이 성공했습니다.",
        "TC-3: PASS가 아니라 FAIL입니다.",
        "I believe all tests pass now.",
        "이제 모든 테스트가 통과할 것입니다.",
        "3 tests failed in CI.",
        "All passed tests are in the table.",
        "모두 통과한 TC 목록입니다.",
        "All tests' pass/fail status is in the report.",
        "전체 PASS/FAIL 현황은 표와 같습니다.",
        "전체 PASS 기준을 정리했습니다.",
        "TC-1 실행 중입니다. PASS/FAIL은 아직 판정하지 않았습니다.",
        "| 검증 | 결과 |\n|-|-|\n| 단위 테스트 | 120 통과 |\n| 린트 | 통과 |",
        "| TC | 1차 | 2차 |\n|-|-|-|\n| TC-1 | FAIL | PASS |",
        "보고서 구조 검증 17개 항목 모두 통과했습니다.",
        "The validation passed 17/17 checks.",
        "Behavioral gate: 12 PASS, 3 BLOCKED.",
        "행위 게이트 결과: PASS 12건, BLOCKED 3건",
        "데이터 매핑을 완료했습니다. 총 15건 중 12건 매핑 성공, 3건 실패입니다.",
        "12 of 15 test cases are MAPPED, 2 NOT_FOUND, 1 BLOCKED.",
    ]);
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
