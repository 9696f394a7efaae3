#!/usr/bin/env bash
# Plays the part of the agent that tests ticket DEMO-1 against the demo shop.
#
# Everything that is found out, compared or judged here is found out, compared or judged by
# Proctor's programs; this script calls them in order, as an agent would, and says in a sentence
# what came of it. What it wants to write and to say last it shows to the hooks first, as the agent's
# client does, and it obeys them. Besides all these it uses cp, sed and sleep, and it starts and stops the shop, which
# runs with one fault switched on: a cancelled order's goods stay reserved.
#
# usage: agent.sh [--lang ko|en] [--bin DIR] [--out DIR]
#   --lang  language of the ticket and of the screen (default: ko in a Korean locale, else en)
#   --bin   folder with the programs and demo_shop   (default: target/bin, else target/debug)
#   --out   folder for the run, made anew            (default: target/demo/LANG)
#
# Exit code: 0 when the run shows what it should; 1 when it does not; 2 when it cannot run.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

explained=no
die() { explained=yes; echo "agent.sh: $1" >&2; exit 2; }

# --- What was asked for -------------------------------------------------------------------------

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in ko*) lang=ko ;; *) lang=en ;; esac
bin='' out=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || die "$1 is no option, or its value is missing; see the head of this file"
  case $1 in
    --lang) lang=$2 ;;
    --bin) bin=$2 ;;
    --out) out=$2 ;;
    *) die "unknown option $1; see the head of this file" ;;
  esac
  shift 2
done

case $lang in
  ko) source=$here/project ticket=DEMO-1_주문취소
      mapping=DEMO-1_데이터매핑.json sheet=DEMO-1_테스트시트_v1_2026-11-20.md
      result=DEMO-1_테스트결과_v1.1_2026-11-20.md endpoints=_shared/환경/API_엔드포인트.md ;;
  en) source=$here/project_en ticket=DEMO-1_order_cancel
      mapping=DEMO-1_data_mapping.json sheet=DEMO-1_test_sheet_v1_2026-11-20.md
      result=DEMO-1_test_result_v1.1_2026-11-20.md endpoints=_shared/environment/API_endpoints.md ;;
  *) die "--lang takes ko or en" ;;
esac

# A sentence in the language of the run.
say() { if [ "$lang" = ko ]; then echo "$1"; else echo "$2"; fi; }

if [ -z "$bin" ]; then
  bin=$root/target/bin
  [ -x "$bin/demo_shop" ] || bin=$root/target/debug
fi
bin=$(cd "$bin" 2>/dev/null && pwd) || die "there is no folder with the programs; run 'make demo'"
for program in demo_shop stimulus_executor capture_db_snapshot query_database compute_expected \
  compare_db_snapshots verdict_calculator record_tc_result summarize_partial_results verify_evidence \
  behavioral_gate validate_test_result validate_final_message
do
  [ -x "$bin/$program" ] || die "$bin/$program is not there; run 'make demo', which builds it"
done
PATH=$bin:$PATH

# --- A fresh copy of the project, and a shop that serves it -------------------------------------

out=${out:-$root/target/demo/$lang}
# Only a folder that an earlier run made may be taken away.
if [ -e "$out" ]; then
  [ -e "$out/made_by_agent.sh" ] || die "$out is there already, and no earlier run made it"
  rm -rf "$out"
fi
mkdir -p "$out"
out=$(cd "$out" && pwd)
touch "$out/made_by_agent.sh"
cp -R "$source" "$out/project"
mkdir "$out/project/data" "$out/project/test/$ticket/partial_results"

# Where the programs look for the project, and where they note the ledger's head: a folder of the
# run's own, so that nothing of it is left behind in the home folder.
export CLAUDE_PROJECT_DIR=$out/project XDG_STATE_HOME=$out/state

folder=$out/project/test/$ticket
results=$folder/partial_results
spec=$folder/DEMO-1_tc_spec.json
mapping=$folder/$mapping
gate=$folder/DEMO-1_gate_20261120_090000.json

demo_shop --db "$out/project/data/shop.db" --url-file "$out/shop.url" --bug cancel-keeps-stock \
  > "$out/shop.log" 2>&1 &
shop=$!

# Stops the shop, and does not leave an end without a sentence: a step that fails ends the script.
finish() {
  local code=$?
  kill "$shop" 2> /dev/null || true
  if [ "$code" -ne 0 ] && [ "$explained" = no ]; then
    echo "agent.sh: a step did not work, so the demo ends here. $(cat "$out/scratch.txt")" >&2
  fi
}
trap finish EXIT

for _ in $(seq 200); do
  [ -e "$out/shop.url" ] && break
  kill -0 "$shop" 2> /dev/null || die "the shop did not start: $(cat "$out/shop.log")"
  sleep 0.05
done
[ -e "$out/shop.url" ] || die "the shop did not start within ten seconds; see $out/shop.log"
url=$(cat "$out/shop.url")

# Changes text in files of the copy. (`sed -i` is spelled differently from system to system.)
edit() { # sed-command file...
  local file
  for file in "${@:2}"; do
    sed "$1" "$file" > "$out/scratch.txt"
    cp "$out/scratch.txt" "$file"
  done
}

# The shop took a free port: tell the gate, which says which servers count, and the log-in.
edit "s|http://127\.0\.0\.1:18080|$url|" "$gate" "$out/project/test/$endpoints"

# --- The seven steps of a test case -------------------------------------------------------------

# Shows a step as record_tc_result tells it from the files that are there so far.
show() { # TC step (0 is the title)
  record_tc_result --tc-id "$1" --dir "$results" --tc-spec "$spec" --mapping "$mapping" \
    --gate "$gate" --format md --step "$2" --quiet "${@:3}"
}

# 2 and 5: the rows that the plan names; 5 first waits (4), where the plan says for what.
capture() { # TC before|after
  capture_db_snapshot --tc-spec "$spec" --mapping "$mapping" --tc-id "$1" --phase "$2" \
    --output "$results/$1_$2.json" --quiet
}

# 3: the planned request, sent as a user of the project's list of accounts.
stimulate() { # TC output [flags]
  stimulus_executor --tc-spec "$spec" --mapping "$mapping" --env-map "$gate" --tc-id "$1" \
    --account qa-haneul --output "$results/$2" --quiet "${@:3}" > "$out/scratch.txt"
}

# 6: which rows changed.
compare() { # TC
  compare_db_snapshots --before "$results/$1_before.json" --after "$results/$1_after.json" \
    --output "$results/$1_diff.json" --quiet > "$out/scratch.txt"
}

# 7: PASS or FAIL, by what the plan expects of the answer and of the rows.
judge() { # TC judged-file [flags]
  verdict_calculator --tc-spec "$spec" --mapping "$mapping" --tc-id "$1" \
    --actual-file "$results/$2" --diff "$results/$1_diff.json" \
    --output "$results/$1_verdict.json" --quiet "${@:3}"
}

# A test case with one request.
active() { # TC [flags of verdict_calculator]
  show "$1" 0; show "$1" 1
  capture "$1" before; show "$1" 2
  stimulate "$1" "$1_stimulus.json"; show "$1" 3
  capture "$1" after; show "$1" 4; show "$1" 5
  compare "$1"; show "$1" 6
  judge "$1" "$1_stimulus.json" "${@:2}"
}

# The same, with an expectation that is first computed from the database.
active_computed() { # TC
  compute_expected --tc-spec "$spec" --mapping "$mapping" --tc-id "$1" \
    --output "$results/$1_expected.json" --quiet
  active "$1" --expected-file "$results/$1_expected.json"
}

# A test case that only looks: no request, and the verdict is on the rows.
observation() { # TC
  show "$1" 0; show "$1" 1
  capture "$1" before; show "$1" 2; show "$1" 3
  capture "$1" after; show "$1" 4; show "$1" 5
  compare "$1"; show "$1" 6
  judge "$1" "$1_after.json"
}

# A test case of several requests: each segment is sent, recorded and judged by itself, by what the
# plan says of that segment.
checkpoints() { # TC segment...
  local tc=$1 n=0
  show "$tc" 0; show "$tc" 1
  capture "$tc" before; show "$tc" 2
  for ((n = 1; $# > 1; n++)); do
    stimulate "$tc" "${tc}_stimulus_$n.json" --segment "$2"
    verdict_calculator --tc-spec "$spec" --mapping "$mapping" --tc-id "$tc" \
      --actual-file "$results/${tc}_stimulus_$n.json" --output "$results/${tc}_verdict_$n.json" --quiet
    shift
  done
  show "$tc" 3
  capture "$tc" after; show "$tc" 4; show "$tc" 5
  compare "$tc"; show "$tc" 6
}

# A test case whose data is missing or does not fit: it stops at the first step.
stopped() { # TC
  show "$1" 0; show "$1" 1
}

# --- The client, with its hooks -------------------------------------------------------------------

# Standard input as the inside of a JSON string.
escaped() { sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/$/\\n/' | tr -d '\n'; }

# Shows a call to a hook. What it says against it is put into $answer; no words mean consent.
call() { # hook members-of-the-call
  answer=$(printf '{"session_id":"demo","cwd":"%s",%s}\n' "$out/project" "$2" |
    PROCTOR_TICKET_FOLDER=$folder "$1" |
    sed -n -e 's/.*"permissionDecisionReason":"\(.*\)"}}$/\1/p' -e 's/.*"reason":"\(.*\)"}$/\1/p')
  answer=${answer//\\n/$'\n'} answer=${answer//\\\"/\"}
}

# The tool Write: the document is written when the hook has nothing against it.
write() { # file text
  call validate_test_result "\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\",\"tool_input\":{
    \"file_path\":\"$1\",\"content\":\"$(escaped <<< "$2")\"}"
  if [ -z "$answer" ]; then printf '%s\n' "$2" > "$1"; fi
}

# The end of a turn, with the agent's last words.
stop() { # message
  say "에이전트: \"$1\"" "agent: \"$1\""
  call validate_final_message \
    "\"hook_event_name\":\"Stop\",\"stop_hook_active\":false,\"last_assistant_message\":\"$1\""
}

# What a hook said, in the margin.
quote() { printf '%s\n' "$answer" | sed -e "s|$folder|…|g" -e 's/^/    │ /'; }

# Asks the database one question; the answer is one text.
ask() { # SQL with one column named answer
  query_database --db shop --sql "$1" --quiet | sed -n 's/^ *"answer": "\(.*\)",*$/\1/p'
}

# --- What the run is to show --------------------------------------------------------------------

wrong=()
expect() { # what wanted found
  [ "$2" = "$3" ] || wrong+=("$1: $3, $(say "기대는" "expected") $2")
}

# Records the result, says in a sentence why it is so, and checks that it is what the demo is about.
conclude() { # TC status sentence-ko sentence-en [flags of record_tc_result]
  local status
  show "$1" 7 "${@:5}"
  status=$(sed -n 's/^  "status": "\(.*\)",$/\1/p' "$results/$1.json")
  printf '    %s → %s\n\n' "$status" "$(say "$3" "$4")"
  expect "$1" "$2" "$status"
}

# What the agent has to say of TC-4.
claim_tc4() {
  say "# DEMO-1 테스트 결과 v1.1

### ✅ TC-4: 출고된 주문의 취소는 409로 거절된다

- 판정: PASS

[✅] 3. STIMULUS — POST $url/orders/7301234567890123403/cancel → HTTP 409

| 검증 항목 | 기대 | 실제 | 판정 |
|---|---|---|---|
| http_status | 409 | 409 | ✅ |" \
    "# DEMO-1 test result v1.1

### ✅ TC-4: Cancelling a shipped order is refused with 409

- Verdict: PASS

[✅] 3. STIMULUS — POST $url/orders/7301234567890123403/cancel → HTTP 409

| Check | Expected | Actual | Verdict |
|---|---|---|---|
| http_status | 409 | 409 | ✅ |"
}

# --- The run ------------------------------------------------------------------------------------

say "Proctor 데모: 티켓 DEMO-1(주문 취소)을 열 개의 테스트 케이스로 확인한다." \
    "Proctor demo: ticket DEMO-1 (cancelling orders), tested with ten test cases."
say "가게:      $url, 결함 하나를 켠 채로 실행 (--bug cancel-keeps-stock)" \
    "shop:      $url, with one fault switched on (--bug cancel-keeps-stock)"
say "티켓 폴더: $folder" \
    "ticket:    $folder"
say "일곱 단계: 1 DATA 데이터매핑, 2 BEFORE capture_db_snapshot, 3 STIMULUS stimulus_executor,
           4 WAIT와 5 AFTER capture_db_snapshot, 6 COMPARE compare_db_snapshots,
           7 VERDICT verdict_calculator; 각 줄은 record_tc_result가 기록에서 읽어 보여 준다." \
    "the steps: 1 DATA the data mapping, 2 BEFORE capture_db_snapshot, 3 STIMULUS stimulus_executor,
           4 WAIT and 5 AFTER capture_db_snapshot, 6 COMPARE compare_db_snapshots,
           7 VERDICT verdict_calculator; record_tc_result shows each line from the record."
echo

# 0: does the data reach the code under test? What does not is not run.
say "━━━ 실행 전 게이트 (behavioral_gate) ━━━" "━━━ The gate before the run (behavioral_gate) ━━━"
code=0; behavioral_gate --mapping "$mapping" --quiet > "$out/scratch.txt" || code=$?
cat "$out/scratch.txt"
expect "$(say "게이트의 종료 코드" "the exit code of the gate")" 1 "$code"
expect "$(say "게이트" "the gate")" \
  "Total: 9 | PASS: 8 | BLOCKED: 1 | NEEDS_CONFIRMATION: 0 | gate: not passed" \
  "$(cat "$out/scratch.txt")"
say "    → 매핑의 behavioral_check만 보고 TC-8을 막았다. 나머지는 실행한다." \
    "    → TC-8 is blocked by the behavioral_check of its mapping; all others are run."
echo

observation TC-1
conclude TC-1 PASS \
  "요청 없이 보기만 했다. 취소를 시작하기 전에는 재고 숫자가 맞다." \
  "only looked, sent nothing: before anything is cancelled the stock figures are right."

active TC-2
conclude TC-2 PASS \
  "주문과 세 줄이 모두 취소되었다. 줄은 (order_id, line_no) 두 열로 짝지어 비교했다." \
  "the order and its three lines were cancelled; lines are told apart by (order_id, line_no)."

active TC-3
found=$(ask "SELECT group_concat(l.sku || ' ' || l.state || ', reserved ' || s.reserved, '; ') AS answer
  FROM order_lines l JOIN stock s ON s.sku = l.sku WHERE l.order_id = 7301234567890123402")
conclude TC-3 FAIL \
  "결함을 찾았다. 가게가 --bug cancel-keeps-stock으로 실행 중이라 200으로 답하고도 재고를 풀지 않았다." \
  "the fault is found: with --bug cancel-keeps-stock the shop answers 200 and keeps the stock reserved." \
  --evidence-level 4 \
  --evidence-text "$(say "줄은 취소되었으나 재고 행은 갱신되지 않음" "lines cancelled, stock rows never updated"): $found"

say "━━━ 실행하지 않은 PASS (validate_test_result) ━━━" "━━━ A PASS that never ran (validate_test_result) ━━━"
say "에이전트가 TC-4를 실행하지 않고 결과 문서에 통과라고 쓰려 한다:" \
    "the agent wants to write into the test result that TC-4 passed, and has not run it:"
write "$folder/$result" "$(claim_tc4)"
quote
expect "$(say "거절된 문서" "the refused document")" "none" "$([ -e "$folder/$result" ] && echo there || echo none)"
say "    → 쓰지 못했다. 무엇이 없고 어떤 명령이 그것을 만드는지 훅이 말한다. 그래서 실행한다." \
    "    → it was not written; the hook says what is missing and which command makes it. So it runs:"
echo

active TC-4
conclude TC-4 PASS \
  "출고된 주문이라 409가 옳은 답이고, 어떤 행도 바뀌지 않았다." \
  "the order is shipped, so 409 is the right answer, and no row changed."
write "$folder/$result" "$(claim_tc4)"
expect "$(say "실행한 뒤의 대답" "the answer once it has run")" "" "$answer"
say "    → 같은 문서를 다시 쓴다. 이제 기록이 뒷받침하므로 훅은 말이 없다: $result" \
    "    → the same document again: now the record bears it out, and the hook is silent: $result"
echo

active TC-5
conclude TC-5 PASS \
  "출고는 답이 나간 뒤에 일어난다. 끝날 때까지 기다린 다음 비교했다." \
  "the shipment happens after the answer; the comparison waited until it was done."

active_computed TC-6
conclude TC-6 PASS \
  "기대값(수량 합, 줄 수, 합계)을 데이터베이스에서 계산해 응답과 비교했다." \
  "quantities, lines and total were computed from the database and compared with the answer."

checkpoints TC-7 ① ② ③
conclude TC-7 PASS \
  "세 요청을 구간마다 따로 판정했다. 두 번째 취소는 거절되는 것이 맞다." \
  "three requests, each judged by itself; the second cancellation is rightly refused."

stopped TC-8
conclude TC-8 BLOCKED \
  "데이터가 조건에 맞지 않아 요청을 보내지 않았다. 통과해도 아무 뜻이 없었을 것이다." \
  "its data does not fit, so nothing was sent: a PASS would have meant nothing."

stopped TC-9
conclude TC-9 N/T \
  "해당하는 데이터가 없어 시험하지 않았고, 그렇게 적었다." \
  "there is no such data; it was not tested, and the record says so."

active_computed TC-10
conclude TC-10 PASS \
  "앞에서 취소된 주문이 목록에 모두 있고 다른 주문은 없다. 개수는 데이터베이스에서 셌다." \
  "the list has all orders cancelled above and no others; the database counted them."

# --- What it comes to ---------------------------------------------------------------------------

say "━━━ 요약 (summarize_partial_results) ━━━" "━━━ Summary (summarize_partial_results) ━━━"
summarize_partial_results --dir "$results" --output "$results/_summary.json" \
  --sheet "$folder/$sheet" --mapping "$mapping" --verify --quiet | tee "$out/scratch.txt"
expect "$(say "요약" "the summary")" \
  "Total: 10 | PASS: 7 | FAIL: 1 | N/T: 1 | BLOCKED: 1 | INCOMPLETE: 0 | pass rate: 70.0% | result: FAIL" \
  "$(cat "$out/scratch.txt")"
say "    → FAIL 하나가 전체를 FAIL로 만든다. 시험하지 못한 것은 PASS로 세지 않는다." \
    "    → one FAIL makes the whole a FAIL, and what could not be tested is not counted as passed."
echo

# Checks all evidence of a ticket folder; the answer is the exit code.
verify() { # folder
  local code=0
  verify_evidence --dir "$1/partial_results" --format text --quiet || code=$?
  return "$code"
}

say "━━━ 증거 확인 (verify_evidence) ━━━" "━━━ All evidence stands (verify_evidence) ━━━"
code=0; verify "$folder" || code=$?
expect "$(say "증거 확인의 종료 코드" "the exit code of verify_evidence")" 0 "$code"
say "    → 모든 파일이 기록될 때의 바이트 그대로이고, 원장의 사슬도 이어져 있다." \
    "    → every file has the bytes that were recorded, and the ledger's chain holds."
echo

say "━━━ 마지막 말 (validate_final_message) ━━━" "━━━ The last words (validate_final_message) ━━━"
stop "$(say "모든 테스트 케이스가 통과했습니다." "All test cases passed.")"
quote
expect "$(say "거짓 보고에 대한 대답" "the answer to a false report")" blocked "${answer:+blocked}"
stop "$(say "TC 10개 중 PASS 7, FAIL 1(TC-3), N/T 1, BLOCKED 1입니다." \
            "Of 10 test cases: PASS 7, FAIL 1 (TC-3), N/T 1, BLOCKED 1.")"
expect "$(say "참된 보고에 대한 대답" "the answer to a true report")" "" "$answer"
say "    → 거짓 보고는 참된 숫자와 함께 되돌아오고, 참된 보고로만 끝난다." \
    "    → the false report comes back with the true figures; only the true one ends the turn."
echo

say "━━━ 응답을 고치면 (폴더의 사본에서) ━━━" "━━━ When a response is edited (in a copy of the folder) ━━━"
cp -R "$folder" "$out/edited"
edit 's/"total": 100.00/"total": 10.00/' "$out/edited/partial_results/TC-2_stimulus.json"
say "TC-2_stimulus.json: 응답의 total을 100.00에서 10.00으로 고침" \
    "TC-2_stimulus.json: the response's total edited from 100.00 to 10.00"
code=0; verify "$out/edited" > "$out/scratch.txt" || code=$?
sed -n '/^❌/,/^✅/{/^✅/!p}' "$out/scratch.txt"
expect "$(say "고친 뒤의 종료 코드" "the exit code after the edit")" 1 "$code"
found=$(sed -n 's/^ *file_changed: \([^:]*\):.*/\1/p' "$out/scratch.txt")
expect "$(say "고쳐진 파일" "the edited file")" partial_results/TC-2_stimulus.json "$found"
say "    → 고친 파일과 테스트 케이스를 지목한다. 그 파일에서 나온 판정과 결과도 더는 서지 않는다." \
    "    → the file and its test case are named, and what was made from it no longer stands either."
echo

say "티켓 폴더는 여기 남아 있다: $folder" "The ticket folder is yours to look at: $folder"
explained=yes
if [ ${#wrong[@]} -gt 0 ]; then
  say "데모가 보여야 할 것과 다르다:" "The demo did not show what it should:" >&2
  printf '  %s\n' "${wrong[@]}" >&2
  exit 1
fi
