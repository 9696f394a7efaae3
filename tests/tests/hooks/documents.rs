//! Documents as an honest agent writes them on the [`e2e::Desk`], in both languages.

use e2e::Language;

/// The test result: each test case as it stands.
pub(crate) fn result(language: Language) -> String {
    language.pick(RESULT_KO, RESULT_EN).to_owned()
}

/// The section of one test case in the result, and what a cheat makes of it.
pub(crate) fn section(language: Language, tc_id: &str) -> String {
    let text = result(language);
    let start = text.lines().position(|line| line.starts_with("###") && line.contains(tc_id));
    let lines: Vec<&str> = text.lines().skip(start.expect("a section of the test case")).collect();
    let length = lines[1..].iter().position(|line| line.starts_with('#'));
    lines[..length.map_or(lines.len(), |at| at + 1)].join("\n") + "\n"
}

/// A section with everything that a PASS shows, for any test case, true or not.
pub(crate) fn claimed_pass(language: Language, tc_id: &str) -> String {
    section(language, "TC-1").replace("TC-1", tc_id)
}

const RESULT_KO: &str = "\
# WO-1 테스트 결과 v1.1

## 1. 요약

| TC | 제목 | 결과 |
|---|---|---|
| TC-1 | 주문 취소 | PASS |
| TC-2 | 주문 취소 (출고 상태 기대) | FAIL |
| TC-3 | [관찰] 주문 목록 | PASS |
| TC-4 | 주문 취소 (두 번째) | INCOMPLETE |
| TC-5 | 취소 이력이 있는 주문 | N/T |
| TC-6 | 조건에 맞지 않는 주문 | BLOCKED |

## 2. 상세

### ✅ TC-1: 주문 취소

- 판정: PASS

```
[✅] 1. DATA — order_id=1234567890123456789
[✅] 2. BEFORE — orders 3행
[✅] 3. STIMULUS — POST /orders/1234567890123456789/cancel → HTTP 200
[✅] 7. VERDICT — PASS
```

요청과 응답: partial_results/TC-1_stimulus.json

| 검증 항목 | 기대 | 실제 | 판정 |
|---|---|---|---|
| http_status | 200 | 200 | ✅ |
| state | CANCELLED | CANCELLED | ✅ |

### ❌ TC-2: 주문 취소 (출고 상태 기대)

- 판정: FAIL

[✅] 3. STIMULUS — POST /orders/1234567890123456789/cancel → HTTP 200 (TC-2_stimulus.json)

| 검증 항목 | 기대 | 실제 | 판정 |
|---|---|---|---|
| state | SHIPPED | CANCELLED | ❌ |

[Fail 근거]
- 기대: state = SHIPPED
- 실제: state = CANCELLED

### ✅ TC-3: [관찰] 주문 목록

- 판정: PASS

| 검증 항목 | 기대 | 실제 | 판정 |
|---|---|---|---|
| all_id | 1 이상 | 1, 2, 1234567890123456789 | ✅ |

### ⚠️ TC-4: 주문 취소 (두 번째)

- 판정: INCOMPLETE
- 사유: 아직 요청을 보내지 않았다.

### ⏭️ TC-5: 취소 이력이 있는 주문

- 판정: N/T
- 사유: 그런 주문이 데이터베이스에 없다.

### 🚫 TC-6: 조건에 맞지 않는 주문

- 판정: BLOCKED
- 사유: 행위적 조건을 만족하는 데이터가 아니다.
";

const RESULT_EN: &str = "\
# WO-1 test result v1.1

## 1. Summary

| TC | Title | Status |
|---|---|---|
| TC-1 | cancel an order | PASS |
| TC-2 | cancel an order, expecting SHIPPED | FAIL |
| TC-3 | [observation] orders | PASS |
| TC-4 | cancel an order again | INCOMPLETE |
| TC-5 | an order that was cancelled before | N/T |
| TC-6 | an order that does not fit | BLOCKED |

## 2. Details

### ✅ TC-1: cancel an order

- Verdict: PASS

```
[✅] 1. DATA — order_id=1234567890123456789
[✅] 2. BEFORE — orders 3 rows
[✅] 3. STIMULUS — POST /orders/1234567890123456789/cancel → HTTP 200
[✅] 7. VERDICT — PASS
```

Request and response: partial_results/TC-1_stimulus.json

| Check | Expected | Actual | Verdict |
|---|---|---|---|
| http_status | 200 | 200 | ✅ |
| state | CANCELLED | CANCELLED | ✅ |

### ❌ TC-2: cancel an order, expecting SHIPPED

- Verdict: FAIL

[✅] 3. STIMULUS — POST /orders/1234567890123456789/cancel → HTTP 200 (TC-2_stimulus.json)

| Check | Expected | Actual | Verdict |
|---|---|---|---|
| state | SHIPPED | CANCELLED | ❌ |

[Fail evidence]
- Expected: state = SHIPPED
- Actual: state = CANCELLED

### ✅ TC-3: [observation] orders

- Verdict: PASS

| Check | Expected | Actual | Verdict |
|---|---|---|---|
| all_id | at least 1 | 1, 2, 1234567890123456789 | ✅ |

### ⚠️ TC-4: cancel an order again

- Verdict: INCOMPLETE
- Reason: the request has not been sent yet.

### ⏭️ TC-5: an order that was cancelled before

- Verdict: N/T
- Reason: there is no such order in the database.

### 🚫 TC-6: an order that does not fit

- Verdict: BLOCKED
- Reason: the data does not meet the behavioral condition.
";
