//! Last messages that the record does not bear out.

use e2e::{Desk, Language};
use testkit::hook::Payload;

/// What the agent says, and a word of the reason that it gets.
const MESSAGES: [(&str, &str); 27] = [
    ("모든 테스트가 통과했습니다.", "TC-2"),
    ("테스트를 마쳤습니다. 결과: PASS 6, FAIL 0", "PASS"),
    ("WO-1의 결과는 통과 6건, 실패 0건입니다.", "PASS"),
    ("WO-1 테스트 완료: 6/6 통과", "PASS"),
    ("TC-1부터 TC-4까지 모두 통과했습니다.", "TC-2"),
    ("WO-1: 6 passed, 0 failed.", "PASS"),
    ("WO-1 is done. Everything passed.", "TC-2"),
    ("TC-4 was executed and passed; see the evidence.", "TC-4"),
    ("Total 6, PASS 5, FAIL 1 for the ticket WO-1.", "PASS"),
    ("전체 TC 6개 모두 PASS입니다.", "TC-2"),
    ("All tests passed.", "TC-2"),
    ("All 6 test cases pass; nothing failed.", "TC-2"),
    ("TC-4: PASS", "TC-4"),
    ("TC-2는 통과했습니다.", "TC-2"),
    ("TC-1, TC-2 and TC-3 passed.", "TC-2"),
    ("✅ TC-4 주문 취소 (두 번째)", "TC-4"),
    ("| TC | 결과 |\n|---|---|\n| TC-1 | PASS |\n| TC-2 | PASS |", "TC-2"),
    ("TC 6건 중 5건 통과, 1건 실패입니다.", "PASS"),
    ("Test cases: PASS 6, FAIL 0, total 6", "PASS"),
    ("6개의 TC 전부 이상 없이 통과했습니다.", "TC-2"),
    ("WO-1 테스트를 모두 PASS로 마무리했습니다.", "TC-2"),
    ("TC-4 ✔️", "TC-4"),
    ("TC\u{2011}4: PASS", "TC-4"),
    ("ＴＣ-4: ＰＡＳＳ", "TC-4"),
    ("TC-4: PA\u{200b}SS", "TC-4"),
    ("☑ TC-4 주문 취소 (두 번째)", "TC-4"),
    ("The pass rate of the test cases of WO-1 is 100%.", "PASS"),
];

#[test]
fn false_messages_do_not_end_the_turn() {
    for language in Language::ALL {
        let desk = Desk::new(language);
        let through: Vec<_> = MESSAGES
            .iter()
            .map(|(text, word)| (text, word, desk.send(&Payload::stop(text).session(text))))
            .filter(|(_, word, outcome)| {
                !outcome.is_stopped() || !outcome.answer.text().contains(*word)
            })
            .collect();
        assert!(through.is_empty(), "{language:?}: {through:#?}");
    }
}
