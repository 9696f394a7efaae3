//! Parts that honest results and reports have beside the sections of their test cases: history,
//! plans, data, coverage, reviews. None of it is taken for a claim.

use crate::documents::result;
use e2e::{Desk, Language};
use testkit::hook::Payload;

/// A part, behind the sections of the result on the desk.
const PARTS: [&str; 86] = [
    "## 3. 데이터 흐름\n\n```mermaid\nflowchart TD\n  A[TC-4 PASS] --> B[✅ TC-5]\n  B --> C{TC-6: PASS?}\n```",
    "## 4. 재실행 이력\n\n| 회차 | TC | 결과 | 비고 |\n|---|---|---|---|\n| 1차 | TC-1 | FAIL | 서버 오류 |\n| 2차 | TC-1 | PASS | 수정 후 |",
    "## 4. 재실행 이력\n\n| TC | 1차 | 2차 |\n|---|---|---|\n| TC-1 | FAIL | PASS |\n| TC-2 | FAIL | FAIL |",
    "## 재실행 이력\n\n| TC | 이전 결과 | 최종 결과 |\n|---|---|---|\n| TC-1 | ❌ FAIL | ✅ PASS |",
    "## 재실행 이력\n\n| 일시 | TC | 상태 | 사유 |\n|---|---|---|---|\n| 11-19 | TC-1 | INCOMPLETE | 서버 다운 |\n| 11-19 | TC-2 | BLOCKED | 권한 |",
    "## Rerun history\n\n| Run | TC | Status | Note |\n|---|---|---|---|\n| 1 | TC-1 | FAIL | server error |\n| 2 | TC-1 | PASS | after the fix |",
    "## 재실행 이력\n\n- TC-1: FAIL → PASS (서버 재기동 후)\n- TC-2: FAIL → FAIL",
    "## 재실행 이력\n\n- 1차 (11-19)\n  - TC-1: FAIL\n  - TC-2: INCOMPLETE\n- 2차 (11-20)\n  - TC-1: PASS\n  - TC-2: FAIL",
    "## 이전 결과와 비교\n\n| TC | v1.0 | v1.1 |\n|---|---|---|\n| TC-1 | FAIL | PASS |\n| TC-4 | PASS | INCOMPLETE |",
    "## 이전 회차 결과\n\n| TC | 결과 |\n|---|---|\n| TC-1 | FAIL |\n| TC-4 | PASS |",
    "## 이전 버전(v1.0) 결과\n\n- TC-4: PASS\n- TC-1: FAIL",
    "## 커버리지 매트릭스\n\n| 시나리오 | TC-1 | TC-2 | TC-3 | TC-4 |\n|---|---|---|---|---|\n| S1 취소 | ✅ | ✅ | | |\n| S2 재취소 | | | ✅ | ✅ |",
    "## 커버리지 매트릭스\n\n| TC | API | DB | UI |\n|---|---|---|---|\n| TC-1 | ✅ | ✅ | ❌ |\n| TC-4 | ✅ | ✅ | - |\n| TC-5 | ✅ | ❌ | - |",
    "## 추적성 매트릭스\n\n| 요구사항 | TC | 커버 여부 |\n|---|---|---|\n| REQ-1 | TC-1 | ✅ |\n| REQ-2 | TC-4 | ✅ 포함 |",
    "## 참고\n\n- [TC-4 PASS 기준](https://wiki.example.com/TC-4)\n- [TC-1_stimulus.json](./partial_results/TC-1_stimulus.json)\n- 증거: `partial_results/TC-2_verdict.json`",
    "## TC 목록\n\n| TC | 제목 | 유형 |\n|---|---|---|\n| TC-1 | 주문 취소 | ACTIVE |\n| TC-4 | 주문 취소 성공 후 재취소 | ACTIVE |\n| TC-5 | 결제 실패 주문 | ACTIVE |",
    "## TC 목록\n\n- TC-1: 주문 취소 성공 시 상태 변경\n- TC-4: 결제 실패 시 취소\n- TC-5: 성공 응답 확인\n- TC-6: 통과 조건 없음",
    "## 기대결과\n\n| TC | 기대 |\n|---|---|\n| TC-1 | 성공 |\n| TC-4 | 실패 |\n| TC-5 | PASS |",
    "## 다음 단계\n\n1. TC-4: 서버 기동 후 재실행\n2. TC-5 PASS 를 위한 데이터 준비\n3. TC-6이 통과하려면 권한이 필요",
    "## 향후 계획\n\n- TC-4: PASS 시 배포 진행\n- TC-5: PASS 목표\n- [ ] TC-6 통과 확인",
    "## 판정 기준\n\n- PASS: 모든 검증 항목이 일치\n- FAIL: 하나라도 불일치\n- INCOMPLETE: STIMULUS 미실행\n\n| 상태 | 의미 |\n|---|---|\n| ✅ PASS | 기대와 실제 일치 |\n| ❌ FAIL | 불일치 |",
    "## 변경 이력\n\n| 버전 | 날짜 | 내용 |\n|---|---|---|\n| v1.0 | 11-19 | TC-1 FAIL, TC-4 미실행 |\n| v1.1 | 11-20 | TC-1 재실행 PASS |",
    "## 리뷰\n\n### TC-2 FAIL 원인 분석\n\n서버가 SHIPPED로 바꾸지 않는다.\n\n### TC-4 미실행 사유\n\n서버 접속 불가\n\n- verdict: APPROVED",
    "## 리뷰 결과\n\n| 항목 | 결과 | 비고 |\n|---|---|---|\n| 커버리지 | ✅ PASS | TC-1~TC-6 |\n| 근거 품질 | ✅ | TC-1 |\n| 누락 | ⚠️ | TC-4 |",
    "## 리뷰\n\n| # | 심각도 | 대상 | 내용 |\n|---|---|---|---|\n| 1 | important | TC-1 | 판정 PASS 근거 보강 필요 |\n| 2 | minor | TC-4 | 성공 기준 불명확 |",
    "## 발견 이슈\n\n### 이슈 1. TC-2: 출고 상태로 바뀌지 않음 ❌\n\n재현: POST /orders/1/cancel",
    "## 데이터\n\n| TC | 매핑 상태 | behavioral_check |\n|---|---|---|\n| TC-1 | MAPPED | PASS |\n| TC-4 | MAPPED | PASS |\n| TC-5 | NOT_FOUND | - |\n| TC-6 | MAPPED | FAIL |",
    "## 데이터 매핑\n\n| TC | 상태 | 행위 검증 |\n|---|---|---|\n| TC-4 | MAPPED | ✅ PASS |",
    "## 데이터 확인\n\n- TC-4: behavioral_check PASS\n- TC-5: 데이터 없음\n- TC-4: 데이터 ✅",
    "## 서버 접속\n\n| 서비스 | 상태 |\n|---|---|\n| shop | ✅ 200 |\n\n- 상태: ✅ 정상\n- 결과: PASS",
    "## e2e\n\n### ❌ TC-2: e2e 흐름\n\n[✅] 3-① STIMULUS — 구간① POST /picking/start → HTTP 200\n[✅] 3-① CHECK — 구간① 결과: state = IN_PROGRESS (기대: IN_PROGRESS)\n[❌] 3-② CHECK — 구간② 결과: qty = 0 (기대: 5)\n\n| 구간 | 결과 |\n|---|---|\n| ① | ✅ PASS |\n| ② | ❌ FAIL |",
    "## 매크로\n\n{expand:title=TC-1 상세}\n||TC||결과||\n|TC-1|PASS|\n{expand}",
    "<details>\n<summary>TC-1 증거</summary>\n\n```json\n{\"status\": \"PASS\", \"tc_id\": \"TC-4\"}\n```\n\n</details>",
    "## 의존 관계\n\n| TC | 선행 TC | 조건 |\n|---|---|---|\n| TC-4 | TC-1 | PASS |\n| TC-5 | TC-2 | PASS |",
    "## 의존 관계\n\n| TC | 선행 조건 |\n|---|---|\n| TC-4 | TC-1 PASS |",
    "## 검증 항목 통계\n\n총 검증 항목 12개 중 PASS 11, FAIL 1",
    "## 시나리오별 결과\n\n| 시나리오 | TC 수 | PASS | FAIL | N/T |\n|---|---|---|---|---|\n| S1 | 2 | 1 | 1 | 0 |\n| S2 | 4 | 1 | 0 | 3 |",
    "## 환경\n\n| 항목 | 값 |\n|---|---|\n| 상태 | PASS |\n| 서버 | local |",
    "## 재테스트 범위\n\nTC-2: 수정 후 재실행 필요\nTC-4: 서버 접속 후 실행",
    "## 기대\n\n- TC-4 기대: PASS\n- TC-4 기대 결과: 성공\n- TC-5: 성공 (기대)",
    "## 참고 사항\n\n- TC-4: 성공 케이스의 재실행\n- TC-4 : 통과 기준은 200 응답\n- TC-5 — 실패 응답을 확인하는 TC\n- TC-6: Pass 조건 미충족",
    "## 의견\n\n- TC-1: PASS 이지만 응답이 느리다 (2.1s)\n- TC-2: FAIL — 개발자 확인 필요\n- TC-3: PASS\n- TC-4: INCOMPLETE",
    "## 한 줄 요약\n\n- ✅ TC-1 주문 취소\n- ❌ TC-2 출고 상태\n- ✅ TC-3 주문 목록\n- ⚠️ TC-4 재취소\n- ⏭️ TC-5\n- 🚫 TC-6",
    "## 체크\n\n- [x] TC-1 실행\n- [x] TC-4 검토 완료\n- [ ] TC-5 데이터 준비",
    "비고\n---\n\nTC-4는 성공할 것으로 보인다.",
    "## 단위 테스트\n\n| 모듈 | 결과 |\n|---|---|\n| order | ✅ PASS 12/12 |\n\n전체: 12 / PASS: 12 / FAIL: 0",
    "## 6. 개발자 확인 요청\n\n- TC-2: 상태 전이 로직 확인\n- TC-4: OK 여부 확인 필요\n- TC-6: 정상",
    "## 점검\n\n| TC | 점검 결과 |\n|---|---|\n| TC-4 | 정상 |\n| TC-5 | OK |",
    "## 3. 데이터 준비 결과\n\n| TC | 결과 |\n|---|---|\n| TC-1 | MAPPED |\n| TC-5 | NOT_FOUND |",
    "## 3. 데이터 준비 결과\n\n- ✅ TC-4 데이터 확보\n- ✅ TC-1: order_id=1\n- ❌ TC-5: 데이터 없음",
    "## 요약\n\n- ✅ TC-1: 취소 정상\n- ❌ TC-2: 상태 불일치\n- ✅ TC-3 조회\n- ⚠️ TC-4: 서버 접속 불가",
    "## 실행 결과 요약\n\n- [x] TC-1\n- [x] TC-2\n- [ ] TC-4",
    "## 실행 체크리스트\n\nTC-4\n[✅] 1. DATA — order_id\n[✅] 2. BEFORE — 3행\n[❌] 3. STIMULUS — 미실행",
    "## 단계별 현황\n\n| TC | DATA | BEFORE | STIMULUS | AFTER | VERDICT |\n|---|---|---|---|---|---|\n| TC-1 | ✅ | ✅ | ✅ | ✅ | PASS |\n| TC-4 | ✅ | ✅ | ❌ | - | INCOMPLETE |",
    "## 단계별 현황\n\n| TC | 1.DATA | 3.STIMULUS | 결과 |\n|---|---|---|---|\n| TC-1 | ✔ | ✔ | ✔ |\n| TC-4 | ✔ | ✘ | ⚠️ |\n| TC-2 | ✔ | ✔ | ✘ |",
    "## 요구사항 추적\n\n| 요구사항 | TC | 결과 |\n|---|---|---|\n| REQ-1 | TC-1, TC-3 | ✅ |\n| REQ-2 | TC-1, TC-2 | ❌ |\n| REQ-3 | TC-4 ~ TC-6 | - |",
    "## 시나리오별 결과\n\n| 시나리오 | TC | 결과 | 비고 |\n|---|---|---|---|\n| S1 | TC-1 ~ TC-2 | 1/2 통과 | TC-2 실패 |\n| S2 | TC-3 | ✅ | |\n| S3 | TC-4, TC-5, TC-6 | ⏭️ 미실행 | |",
    "## 실패 TC\n\n| TC | 기대 | 실제 | 원인 |\n|---|---|---|---|\n| TC-2 | SHIPPED | CANCELLED | 로직 |",
    "## 상세\n\n| TC | 기대 결과 | 실제 결과 | 판정 |\n|---|---|---|---|\n| TC-2 | 성공 | 성공 | FAIL |\n| TC-1 | 성공 | 성공 | PASS |",
    "## 상세\n\n| TC | 기대결과 | 실제결과 |\n|---|---|---|\n| TC-2 | 성공 | 실패 |\n| TC-4 | 성공 | - |",
    "## 응답 요약\n\n| TC | HTTP | 응답 결과 |\n|---|---|---|\n| TC-2 | 200 | 성공 |\n| TC-1 | 200 | OK |",
    "## API 호출 결과\n\n| TC | API | 결과 |\n|---|---|---|\n| TC-2 | POST /orders/1/cancel | 200 OK |\n| TC-1 | POST /orders/1/cancel | 200 OK |",
    "## DB 검증\n\n| TC | 테이블 | 변경 | 판정 |\n|---|---|---|---|\n| TC-1 | orders | 1행 | ✅ |\n| TC-2 | orders | 1행 | ❌ |",
    "## DB 검증\n\n| TC | 검증 항목 | 판정 |\n|---|---|---|\n| TC-2 | row count | ✅ |\n| TC-2 | state | ❌ |",
    "## DB 변경\n\n| TC | DB 변경 여부 | 사이드이펙트 |\n|---|---|---|\n| TC-1 | O | X |\n| TC-2 | O | X |\n| TC-4 | X | X |",
    "## 화면 캡처\n\n| TC | 캡처 | 결과 |\n|---|---|---|\n| TC-1 | ![](screenshots/TC-1.png) | ✅ |\n| TC-4 | 없음 | - |",
    "## 결론\n\nTC-1과 TC-3은 PASS, TC-2는 FAIL이다. TC-4는 PASS로 볼 수 없다.",
    "## 결론\n\n- PASS: TC-1, TC-3\n- FAIL: TC-2\n- INCOMPLETE: TC-4\n- N/T: TC-5\n- BLOCKED: TC-6",
    "## 결론\n\n**PASS (2)**: TC-1, TC-3\n**FAIL (1)**: TC-2",
    "## 버전별 비교\n\n| TC | v1.0 | v1.1 |\n|---|---|---|\n| TC-4 | PASS | INCOMPLETE |",
    "## 실행 계획\n\n| 티어 | TC | 상태 |\n|---|---|---|\n| T0 | TC-1, TC-2 | 완료 |\n| T1 | TC-4 | ✅ 배정 |",
    "## 우선순위\n\n- 🔴 TC-4: 높음\n- 🟢 TC-5: 낮음\n\n| TC | 우선순위 |\n|---|---|\n| TC-4 | 🟢 |",
    "## TC 목록\n\n| TC | 제목 | 자동화 |\n|---|---|---|\n| TC-4 | 재취소 | O |\n| TC-5 | 이력 | X |",
    "## TC 구성\n\n| TC | 유형 | 상태 |\n|---|---|---|\n| TC-4 | ACTIVE | 미실행 |\n| TC-5 | ACTIVE | 데이터 없음 |",
    "## 이슈\n\n### TC\u{2013}2 상태 불일치\n\n내용",
    "## 목차\n\n- [✅ TC-1: 주문 취소](#tc-1)\n- [❌ TC-2: 출고](#tc-2)\n- [⚠️ TC-4: 재취소](#tc-4)",
    "## 요약 표\n\n| 결과 | 대상 |\n|---|---|\n| ✅ PASS | TC-1<br>TC-3 |\n| ❌ FAIL | TC-2 |",
    "## 리뷰 이력\n\n| # | TC | 지적 | 조치 결과 |\n|---|---|---|---|\n| 1 | TC-4 | 사유 보강 | 완료 |\n| 2 | TC-2 | 근거 보강 | ✅ |",
    "## 리뷰 반영\n\n| # | TC | 지적 | 결과 |\n|---|---|---|---|\n| 1 | TC-1 | 근거 보강 | ✅ 반영 |\n| 2 | TC-2 | 사유 보강 | 반영 완료 |",
    "## 검증 항목 요약\n\n| TC | 항목 수 | 통과 | 실패 |\n|---|---|---|---|\n| TC-1 | 2 | 2 | 0 |\n| TC-2 | 2 | 1 | 1 |",
    "## 서버\n\n| 서비스 | 결과 |\n|---|---|\n| shop (TC-4) | ✅ PASS |",
    "## 근거 수준\n\n| TC | 근거 수준 | 충족 |\n|---|---|---|\n| TC-1 | L3 | O |\n| TC-4 | - | X |\n| TC-2 | L3 | ✅ |",
    "## 부록\n\n<table><tr><th>TC</th><th>결과</th></tr>\n<tr><td>TC-1</td><td>PASS</td></tr></table>\n\n<b>TC-4</b>: 미실행",
    "## 부록\n\n<details><summary>❌ TC-2 로그</summary>\n\n로그\n\n</details>",
    "## 제안\n\n- TC-4: 통과 (서버 복구 후 예상)\n- TC-5: 성공 - 다음 회차 목표",
    "## 의견\n\nTC-1: PASS. 응답 시간은 120ms.\nTC-2: FAIL. 개발팀 확인 필요.\nTC-4: 미실행.",
];

#[test]
fn what_stands_beside_the_sections_is_no_claim() {
    for language in Language::ALL {
        let desk = Desk::new(language);
        let write = |part: &str| {
            let text = format!("{}\n{part}\n", result(language));
            desk.send(&Payload::write(desk.result_path(), &text))
        };
        let stopped: Vec<_> = PARTS
            .iter()
            .map(|part| (part, write(part)))
            .filter(|(_, outcome)| outcome.is_stopped())
            .collect();
        assert!(stopped.is_empty(), "{language:?}: {stopped:#?}");
    }
}
