//! The words that decide whether a sentence claims something, in both languages: one table.
//!
//! Words for how a test case ends are in [`crate::labels`]; these are the small words around them.

/// A list of words.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $($word:literal)*;)*) => {
        $($(#[$doc])* pub(super) const $name: &[&str] = &[$($word),*];)*
    };
}

words! {
    /// Before a status they say that something else is meant than how it ended.
    NEGATIONS:
        "not" "no" "never" "none" "neither" "nor" "cannot" "nothing" "nobody" "without" "unable"
        "hardly" "barely" "isn't" "aren't" "wasn't" "weren't" "don't" "doesn't" "didn't" "hasn't"
        "haven't" "hadn't" "can't" "couldn't" "won't" "wouldn't" "shouldn't" "isn’t" "aren’t"
        "wasn’t" "weren’t" "don’t" "doesn’t" "didn’t" "hasn’t" "haven’t" "hadn’t" "can’t"
        "couldn’t" "won’t" "wouldn’t" "shouldn’t";

    /// Wherever they stand in a clause, it is a condition, a plan, a wish, a duty, or somebody's guess.
    UNREAL:
        "should" "would" "could" "must" "shall" "may" "might" "will" "can" "if" "unless" "until"
        "once" "whether" "provided" "assuming" "suppose" "supposed" "expect" "expects" "expected"
        "expectation" "plan" "plans" "planned" "planning" "intend" "intended" "goal" "aim" "hope"
        "hopefully" "probably" "likely" "perhaps" "maybe" "presumably" "apparently" "seems"
        "seem" "appears" "let's" "let’s" "let" "please" "ensure" "want" "wants" "need" "needs"
        "needed" "require" "requires" "required" "todo" "pending" "example" "imagine" "think"
        "believe" "guess" "assume" "assumed" "claim" "claims" "claimed" "criteria" "criterion"
        "ought" "gonna" "i'll" "we'll" "you'll" "it'll" "they'll" "i’ll" "we’ll" "it’ll"
        "they’ll" "i'd" "we'd" "either" "verify" "confirm" "says" "said" "say" "told" "refused"
        "refuses" "rejected" "rejects" "denied" "target" "objective" "requirement" "false"
        "wrong" "untrue" "incorrect" "mistaken" "misleading" "incorrectly" "wrongly" "mistakenly";

    /// Verbs whose infinitive is a purpose: `to make all tests pass`.
    PURPOSES:
        "make" "get" "have" "see" "pass" "fail" "be" "run" "rerun" "re" "fix" "execute"
        "complete" "finish" "test";

    /// Before a status they say when or on what condition.
    WHEN: "when" "whenever" "after" "before" "since" "while" "because";

    /// They say that it was so at another time.
    PAST:
        "first" "previous" "previously" "earlier" "initially" "initial" "originally" "original"
        "formerly" "yesterday" "ago" "old" "before";

    /// Between a comma and these words a new clause begins.
    CONJUNCTIONS:
        "but" "however" "although" "though" "whereas" "while" "so" "therefore" "then" "yet";

    /// After `and`, or by themselves at the start of a clause, they stand for test cases named before.
    PRONOUNS: "it" "they" "both" "which";

    /// Subjects with which a new clause begins after `and`.
    SUBJECTS: "i" "we" "you" "it" "they" "this" "that";

    /// They join ids to one group.
    JOINTS:
        "and" "및" "와" "과" "그리고" "랑" "하고" "은" "는" "이" "가" "도" "to" "through" "thru"
        "부터" "까지" "에서" "the" "tc";

    /// Between an id and a status in prose they change nothing.
    LINKS:
        "is" "are" "was" "were" "has" "have" "had" "now" "again" "also" "all" "both" "each"
        "finally" "still" "currently" "test" "tests" "case" "cases" "result" "results" "status"
        "therefore" "thus" "too" "it" "they" "which" "successfully" "cleanly" "however" "then"
        "and" "the" "been" "verdict" "as" "recorded" "only" "just" "marked" "judged" "이" "가"
        "은" "는" "도" "의" "을" "를" "와" "과" "만" "로" "모두" "전부" "다" "각각" "결과"
        "결과는" "결과가" "결과도" "이제" "현재" "현재는" "최종" "최종적으로" "판정" "판정은"
        "판정이" "판정도" "상태" "상태는" "정상" "정상적으로" "역시" "또한" "테스트" "테스트는"
        "테스트가" "테스트도" "케이스" "케이스는" "케이스가" "까지" "부터" "에서" "에" "대해"
        "그리고" "다시" "마침내" "성공적으로" "무사히" "여전히" "re" "run" "rerun" "ran"
        "executed" "so" "재실행" "재실행한" "재실행하여" "재실행해";

    /// Behind a status in prose they say that it is the status of something else than a test case, or none at all.
    AFTERMATH:
        "criteria" "criterion" "rule" "rules" "condition" "conditions" "basis" "evidence" "count"
        "rate" "gate" "mapping" "review" "validation" "validations" "rather" "instead" "mark"
        "marks" "section" "sections" "기준" "기준은" "조건" "조건은" "근거" "근거는" "원인"
        "원인은" "원인을" "여부" "여부를" "여부는" "사유" "사유는" "가능" "가능성" "가능성이"
        "예상" "예정" "시" "시에는" "후" "후에" "전" "전에" "할" "못" "안" "분석" "항목" "항목은"
        "게이트" "리뷰" "검토" "목표" "때" "필요" "이유" "이유는" "케이스" "케이스를" "테스트를";

    /// Behind a status in prose they go on with something new.
    CONTINUATIONS:
        "and" "but" "with" "after" "on" "in" "because" "since" "as" "again" "now" "too" "while"
        "at" "due" "successfully" "cleanly" "so" "today" "when" "both" "by" "here" "without"
        "for" "from" "via" "및" "그리고" "이고" "이며" "입니다" "이다" "임" "로" "으로" "이" "가"
        "은" "는" "처리" "처리되었습니다" "판정" "판정되었습니다" "판정입니다" "확인"
        "확인했습니다" "확인됨" "확인되었습니다" "하지만" "상태입니다" "상태" "되었습니다"
        "했습니다" "하였습니다" "했고" "했으며" "처리했습니다" "기록했습니다" "기록되었습니다"
        "to" "verdict" "건" "라고" "했음" "됨" "완료" "없이" "것을" "것이" "확인하였습니다"
        "것으로";

    /// With a mark alone they say that a step was done, not that a test case passed.
    STEPS:
        "mapped" "mapping" "written" "prepared" "ready" "drafted" "added" "created" "designed"
        "captured" "sent" "reviewed" "updated" "done" "complete" "completed" "finished"
        "snapshot" "snapshots" "provisioned" "provisioning" "sheet" "fixed" "sealed" "recorded"
        "implemented" "generated" "stimulus" "before" "after" "compare" "완료" "완료했습니다"
        "작성" "매핑" "준비" "스냅샷" "설계" "검토" "프로비저닝" "시트" "확보" "데이터" "생성"
        "추가" "수정" "실행" "등록" "전송" "캡처" "기록";

    /// Runners of a program's own tests, and what goes with them.
    RUNNERS:
        "cargo" "nextest" "pytest" "unittest" "jest" "vitest" "mocha" "npm" "pnpm" "yarn"
        "gradle" "gradlew" "mvn" "maven" "junit" "rspec" "phpunit" "ctest" "gtest" "playwright"
        "cypress" "tox" "bazel" "dotnet" "xunit" "nunit" "karma" "clippy" "eslint" "lint"
        "linter" "tsc" "mypy" "ruff" "build" "builds" "compile" "compiles" "ci" "coverage"
        "suite" "suites" "unit" "regression" "integration" "doctest" "doctests" "e2e" "typecheck"
        "proptest" "insta" "fuzz" "단위" "유닛" "회귀" "통합" "빌드" "린트" "커버리지" "스위트"
        "컴파일" "bats" "kotest" "swift" "deno" "bun";

    /// They say that figures are of a part, or of another run.
    PARTS:
        "tier" "batch" "group" "round" "phase" "stage" "part" "partial" "subset" "sample" "other"
        "others" "remaining" "rest" "some" "most" "many" "several" "half" "few" "active"
        "observation" "new" "changed" "affected" "these" "those" "selected" "check" "checks"
        "assertion" "assertions" "step" "steps" "field" "fields" "row" "rows" "column" "columns"
        "record" "records" "request" "requests" "checkpoint" "checkpoints" "condition"
        "conditions" "hook" "hooks" "gate" "gates" "review" "validation" "validations" "mapped"
        "mapping" "나머지" "일부" "대부분" "일부만" "나머지는" "티어" "배치" "그룹" "라운드"
        "단계" "단계별" "부분" "차" "항목" "항목이" "항목은" "검증" "필드" "필드가" "단언"
        "체크포인트" "조건" "조건이" "조건을" "조건은" "게이트" "매핑" "구조" "리뷰" "신규"
        "다른" "그" "각" "요청" "요청이" "요청은" "레코드" "행" "컬럼" "스텝";

    /// A number behind them is no exact figure.
    ABOUT:
        "about" "approximately" "around" "roughly" "nearly" "almost" "over" "least" "most" "more"
        "less" "fewer" "up" "약" "대략" "거의" "최소" "최대" "이상" "이하" "이상이" "이상의"
        "미만" "넘게" "정도";

    /// `all`
    ALL:
        "all" "every" "everything" "모든" "전체" "전부" "모두" "전원" "전건" "전체가" "전부가"
        "모두가" "전체적으로" "다";

    /// `중`: the whole stands before it.
    AMONG: "중" "중에" "중에서" "가운데";

    /// All there is.
    TOTALS: "total" "totals" "총" "전체" "합계" "총계" "총합";

    /// A share that passed.
    RATES: "통과율" "합격률" "통과률";

    /// What is counted: test cases, said so that nothing else can be meant.
    CASES:
        "tc" "tcs" "case" "cases" "scenario" "scenarios" "건" "케이스" "테스트케이스" "시나리오";

    /// What is counted: tests of any kind.
    TESTS: "test" "tests" "테스트" "개";

    /// Words around figures that change nothing.
    FILLERS:
        "the" "a" "an" "and" "of" "in" "on" "for" "with" "we" "there" "are" "is" "were" "was"
        "have" "has" "had" "been" "result" "results" "summary" "run" "test" "finished" "ended"
        "complete" "completed" "final" "finally" "overall" "now" "currently" "so" "only" "just"
        "out" "stands" "at" "executed" "ran" "count" "counts" "this" "our" "ticket" "ticket's"
        "ticket’s" "as" "follows" "means" "that" "successfully" "conclusion" "end" "short" "to"
        "which" "them" "status" "s" "still" "also" "again" "full" "entire" "whole" "planned"
        "verified" "결과" "결과는" "결과입니다" "요약" "최종" "최종적으로" "현재" "현재는"
        "테스트" "수행" "실행" "완료" "중" "은" "는" "이" "가" "을" "를" "의" "도" "만" "로"
        "으로" "과" "와" "및" "그리고" "이고" "이며" "에서" "에" "총" "모두" "전부" "다" "수"
        "수는" "비율" "입니다" "이다" "였습니다" "이었습니다" "있습니다" "있다" "티켓" "티켓의"
        "이번" "대상" "하여" "해" "이제" "드디어" "결과적으로" "따라서" "그래서" "정상"
        "정상적으로" "성공적으로" "기준" "상태입니다" "상태" "현황" "집계" "나왔습니다"
        "했습니다" "되었습니다" "됐습니다" "이번에" "마침내" "verdicts" "문제" "이상" "오류"
        "에러" "없이" "것을" "것이" "확인했습니다" "확인하였습니다" "확인되었습니다" "것으로"
        "마무리했습니다" "마무리하였습니다" "마무리되었습니다" "끝났습니다" "끝냈습니다"
        "종료했습니다" "종료되었습니다" "판정이" "sheet" "plan" "one" "완료했습니다" "완료하였습니다" "완료되었습니다"
        "마쳤습니다" "실행했습니다" "수행했습니다" "판정을" "받았습니다" "확인" "전체가";

    /// Endings behind the stem of a Korean word with which it says that something is so.
    FACTS:
        "가" "이" "은" "는" "도" "를" "을" "로" "만" "이고" "이며" "입니다" "이다" "임"
        "였습니다" "이었습니다" "한" "된" "함" "됨" "했습니다" "했다" "했고" "했으며" "했어요"
        "했음" "했음을" "함을" "됨을" "했지만" "했으나" "했네요" "하였습니다" "하였다" "하였고"
        "하였으며" "하였음" "합니다" "하며" "하고" "됐습니다" "됐다" "됐고" "됐으며" "되었습니다"
        "되었다" "되었고" "되었으며" "되었음" "됩니다" "돼" "건" "건은" "건이" "인" "상태"
        "상태입니다" "처리" "처리했습니다" "확인" "건수" "수" "까지" "해" "하는" "되는"
        "했으므로" "되었으므로";

    /// Korean words with which a clause is no statement of fact. They may stand inside a longer word.
    UNREAL_KOREAN:
        "하겠" "할게" "할께" "겠습" "예정" "계획" "필요" "해야" "되어야" "돼야" "어야" "아야"
        "하세요" "주세요" "바랍니다" "까요" "나요" "습니까" "는가" "만약" "만일" "경우" "위해"
        "위한" "위하" "도록" "여부" "는지" "은지" "인지" "을지" "할지" "될지" "않" "못" "아닙"
        "아니" "아닌" "없습" "없었" "없어" "없다" "때까지" "목표" "예상" "기대" "가정" "예시"
        "예컨대" "추정" "모르" "불확실" "미확인" "작정" "려고" "려면" "려다" "라면" "으면" "하면"
        "되면" "다면" "이면" "려는" "하기" "되기" "보장" "희망" "주장" "드릴" "보겠" "아직"
        "있으나" "있지만" "있었" "거부" "불가" "오기" "사실과";

    /// Korean words that say that it was so at another time.
    PAST_KOREAN:
        "처음" "첫" "이전" "지난" "기존" "최초" "당초" "원래" "어제" "종전" "과거" "예전" "직전"
        "앞서" "초기" "었던" "했던" "됐던" "이던";

    /// Korean ends of words behind which a new clause begins.
    KOREAN_JOINTS:
        "했고" "했으며" "하였고" "하였으며" "됐고" "됐으며" "되었고" "되었으며" "했지만" "이고"
        "이며" "지만" "으나" "는데" "므로" "해서" "하지만" "그러나" "다만" "반면";

    /// Words of a column in which a status is not the one that it ended with.
    OTHER_COLUMNS:
        "expected" "expectation" "planned" "plan" "before" "previous" "previously" "old" "first"
        "earlier" "prior" "gate" "mapping" "data" "review" "기대" "기대값" "기대결과" "예상"
        "예정" "이전" "기존" "처음" "최초" "계획" "게이트" "매핑" "데이터" "변경" "전";

    /// Words with which a message admits that something is not borne out.
    ADMISSIONS: "unverified" "void" "unsealed" "미검증" "무효";

    /// Between `no` and what did not happen.
    NO_FAILURE_FILLERS: "any" "a" "single" "of" "the" "them" "test" "was" "were" "has" "have";

    /// `없음`
    NOTHING_KOREAN:
        "없음" "없이" "없습니다" "없었습니다" "없다" "없었다" "없고" "없으며" "없어요" "없네요";

    /// With these words a new clause begins wherever they stand.
    CONTRASTS: "but" "however" "although" "though" "whereas" "하지만" "그러나" "다만" "반면";

    /// With these words a sentence comes back to how it is now.
    NOW:
        "now" "이제" "이제는" "지금" "지금은" "현재" "현재는" "이번에는" "이번엔" "재실행에서는"
        "재실행에서";

    /// They make a whole sentence a condition.
    CONDITIONS: "if" "unless" "until" "once" "whether" "provided" "assuming";

    /// The same in Korean, wherever in a word.
    CONDITIONS_KOREAN: "만약" "만일" "경우";

    /// Nouns that end as Korean conditions do.
    FACES: "화면" "반면" "측면" "정면" "장면" "전면" "단면" "표면" "이면" "평면" "방면";

    /// Before the infinitive of a status they say who causes it.
    MAKERS: "make" "makes" "making" "get" "getting" "let" "lets" "help" "helps";

    /// Between two statuses they say that the second came later.
    MOVES: "to" "now" "then" "finally" "로" "으로" "이제" "현재" "최종" "최종적으로" "에서";

    /// What ends a caption in front of figures.
    CAPTIONS:
        "result" "results" "summary" "total" "totals" "overall" "status" "결과" "요약" "현황"
        "집계" "합계" "전체" "총계" "done" "finished" "완료";

    /// They name a part of the test cases.
    SCOPES: "in" "for" "among" "within" "during" "of" "except" "besides" "apart" "excluding";

    /// Headings with these words are about what is still to do.
    AHEAD: "next" "todo" "follow" "remaining" "plan" "다음" "후속" "할" "남은" "향후" "계획";

    /// Heads of columns in which the status stands that a test case ended with.
    FINAL_COLUMNS:
        "status" "result" "results" "verdict" "final" "now" "current" "outcome" "판정" "결과"
        "상태" "최종" "현재" "최종결과" "테스트결과" "verdicts" "statuses" "pass";

    /// Of a second run.
    RERUNS:
        "retry" "retries" "rerun" "reruns" "retest" "reran" "retried" "재시도" "재실행"
        "재테스트" "재수행" "재시도에서" "재실행에서";

    /// Two and more, in both languages by turns.
    NUMBERS:
        "two" "두" "three" "세" "four" "네" "five" "다섯" "six" "여섯" "seven" "일곱" "eight"
        "여덟" "nine" "아홉" "ten" "열";

    /// In front of an id they take it out.
    EXCEPTIONS: "except" "excepting" "excluding" "besides" "unlike";

    /// Behind a Korean noun.
    PARTICLES:
        "이" "가" "은" "는" "을" "를" "의" "도" "만" "로" "으로" "과" "와" "에" "에서" "이고"
        "이며" "입니다" "으로는" "에는" "까지";

    /// Between two statuses they leave open which it is.
    OR: "or" "vs" "혹은" "또는" "이나" "나" "인지";

    /// Steps of the work that have a PASS of their own.
    OTHER_WORK:
        "gate" "gates" "mapping" "mappings" "review" "provisioning" "connectivity" "upload"
        "uploads" "게이트" "매핑" "리뷰" "프로비저닝" "업로드" "연결" "접속";
}
