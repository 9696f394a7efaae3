//! Forms in which a document may say that TC-4, which never ran, passed: whatever a reader takes for
//! the claim, the hook does, too.

use e2e::{Desk, Language};
use testkit::hook::Payload;

/// What stands in the document.
const FORMS: [&str; 80] = [
    "✅ TC-4: 취소\n---",
    "<h3>✅ TC-4: 취소</h3>",
    "<table><tr><th>TC</th><th>결과</th></tr>\n<tr><td>TC-4</td><td>PASS</td></tr></table>",
    "### TC-4: ＰＡＳＳ",
    "| TC | 결과 |\n|--|--|\n| TC-4 | ＰＡＳＳ |",
    "### TC-4: 취소\n- 판정: ＰＡＳＳ",
    "| TC | 결과 |\n|--|--|\n| ＴＣ-4 | PASS |",
    "### ✅ ＴＣ－４: 취소",
    "### ✅ TC-\u{200b}4: 취소",
    "### ✅ \u{200b}TC-4: 취소",
    "| TC | 결과 |\n|--|--|\n| TC-4 | PA\u{200b}SS |",
    "| TC | 결과 |\n|--|--|\n| TC\u{2060}-4 | PASS |",
    "| TC | 결과 |\n|--|--|\n| TC\u{ad}-4 | PASS |",
    "### **✅ TC-4**: 취소",
    "**✅ TC-4: 취소 — PASS**",
    "### ✔️ TC-4: 취소",
    "### ☑ TC-4: 취소",
    "### ☑️ TC-4: 취소",
    "### TC-4: 취소 — 성공",
    "### TC-4: 취소 (Passed)",
    "| TC | 결과 |\n|--|--|\n| TC-4 | ✔️ |",
    "| TC | 결과 |\n|--|--|\n| TC-4 | OK |",
    "| TC | 결과 |\n|--|--|\n| TC-4 | 성공 |",
    "| TC | 결과 |\n|--|--|\n| TC-4 | O |",
    "| TC | 결과 |\n|--|--|\n| TC-4 | 🟢 |",
    "| TC | 결과 |\n|--|--|\n| TC-4 | 🟢 PASS |",
    "| TC | 결과 |\n|--|--|\n| TC-4 | ✔ Pass |",
    "## 결과\n\n- TC-4: PASS",
    "## 결과\n\n- ✅ TC-4: PASS",
    "## 결과\n\n- TC-4 ✅",
    "## 결과\n\n- **TC-4**: **PASS**",
    "## 결과\n\n- TC-4: 통과",
    "## 결과\n\n- TC-4 — PASS",
    "## 결과\n\n1. TC-4: PASS (HTTP 200)",
    "## 결과\n\n- TC-4 주문 취소: PASS",
    "## 결과\n\nTC-4: PASS",
    "## 결과\n\n- PASS: TC-1, TC-3, TC-4",
    "## 결과\n\n- ✅ PASS (3건): TC-1, TC-3, TC-4",
    "## 결과\n\n| 상태 | TC |\n|--|--|\n| PASS | TC-1, TC-3, TC-4 |",
    "## 결과\n\n| 결과 | 건수 | TC |\n|--|--|--|\n| ✅ PASS | 3 | TC-1, TC-3, TC-4 |",
    "<details>\n<summary>✅ TC-4: 취소</summary>\n\n판정: PASS\n\n</details>",
    "<details>\n<summary>more</summary>\n\n### ✅ TC-4: 취소\n\n</details>",
    "TC | 결과\n--|--\nTC-4 | PASS",
    "| TC | 제목 | 비고 |\n|--|--|--|\n| TC-4 | 취소 | PASS |",
    "| TC | 제목 | 최종 |\n|--|--|--|\n| TC-4 | 취소 | ✅ |",
    "| TC | 제목 | 결과 (v1.1) |\n|--|--|--|\n| TC-4 | 취소 | ✅ |",
    "| TC | 제목 | 테스트 결과 |\n|--|--|--|\n| TC-4 | 취소 | ✅ 통과 |",
    "| TC ID | Title | Test Result |\n|--|--|--|\n| TC-4 | x | Success |",
    "| TC | P/F |\n|--|--|\n| TC-4 | P |",
    "### ✅ TC\u{2011}4: 취소",
    "| TC | 결과 |\n|--|--|\n| TC\u{2011}4 | PASS |",
    "### ✅ TC—4: 취소",
    "### ✅ TC\u{2013}4: 취소",
    "### ✅ TC\u{2212}4: 취소",
    "### ✅ tc-4: 취소",
    "| TC | 결과 |\n|--|--|\n| tc-4 | PASS |",
    "## Results\n\n- TC-4: Passed",
    "## 결과\n\n- [PASS] TC-4: 취소",
    "## 결과\n\n- PASS TC-4 취소",
    "## 결과\n\nTC-1: PASS, TC-3: PASS, TC-4: PASS",
    "## 결과\n\nTC-1 PASS / TC-4 PASS",
    "### TC-4: 취소\n\n✅ PASS",
    "### TC-4: 취소\n\n- 최종 판정 결과: PASS",
    "## Results\n\n- ✅ TC-4 cancel again",
    "## Outcome\n\n**PASS (3)**: TC-1, TC-3, TC-4",
    "| Test case | Final |\n|--|--|\n| TC-4 cancel again | ✔ |",
    "| TC | 결과 |\n|--|--|\n| [TC-4](#tc-4) | PASS |",
    "| TC | 결과 |\n|--|--|\n| TC-4 주문 취소 | PASS |",
    "| TC | 결과 |\n|--|--|\n| TC-4: 주문 취소 | ✅ PASS |",
    "| TC | 결과 |\n|--|--|\n| TC-3 ~ TC-4 | PASS |",
    "### TC-4: 취소\n\n**결과**: 성공",
    "### TC-4: 취소\n\n결과: <b>PASS</b>",
    "### TC-4: 취소\n\n결과: <span style=\"color:green\">PASS</span>",
    "| TC | 결과 |\n|--|--|\n| TC-4 | <b>PASS</b> |",
    "| TC | 결과 |\n|--|--|\n| TC-4 | :white_check_mark: |",
    "| TC | 결과 |\n|--|--|\n| TC-4 | :white_check_mark: PASS |",
    "### TC-4 취소 PASS",
    "### TC-4 결과: PASS",
    "| TC | 결과 |\n|--|--|\n| TC-4 | 정상 |",
    "| TC | 결과 |\n|--|--|\n| `TC-4` | `PASS` |",
];

#[test]
fn a_false_pass_is_refused_in_any_form() {
    for language in Language::ALL {
        let desk = Desk::new(language);
        let outcome = |form: &str| {
            desk.send(&Payload::write(desk.result_path(), &format!("# WO-1\n\n{form}\n")))
        };
        let through: Vec<_> =
            FORMS.iter().filter(|form| !outcome(form).answer.text().contains("TC-4")).collect();
        assert!(through.is_empty(), "{language:?}: {through:#?}");
    }
}
