//! `validate_test_result`: refuse a test result that the record does not bear out.

mod document;
mod prose;
mod recorded;
mod result;
mod subject;

use hook::{Call, Decision, Failure, Hook, Policy, Tool, weigh};
use subject::Subject;

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: HELP,
    policy: Policy::Guard,
};

const HELP: &str = "\
Event: PreToolUse of Write, Edit and MultiEdit. It looks at test results and reports (names such as
WO-1_테스트결과_v1.1_2026-11-20.md, WO-1_Confluence_test_result_v1.1.md) and at partial_results/{TC}.json,
as they will be after the change. Every other file passes without being read.

Of each test case that the document says ended in some way (a heading with a mark or a status word, a
status field below it, a row of a result table) it refuses
- a PASS or FAIL that the ledger of the ticket folder does not bear out (docs/EVIDENCE.md);
- a status that another place of the document, or partial_results/{TC}.json, contradicts;
- INCOMPLETE, BLOCKED and N/T without a reason;
- the section of an ACTIVE test case that shows no request, of a PASS without the table of checks, of a
  FAIL without [Fail evidence] and the lines Expected: and Actual:;
and of the document a summary whose counts are not those of its test cases.

The reason names each test case with its line, and the command or act that mends it. An Edit that adds
nothing to what was wrong before goes through.

Example:
  echo '{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\",\"cwd\":\".\",\"tool_input\":{
    \"file_path\":\"test/WO-1_x/WO-1_test_result_v1.md\",\"content\":\"### ✅ TC-1: cancel\"}}' |
    tr -d '\\n' | validate_test_result
";

/// Decides on a call.
pub fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    if !matches!(call.tool(), Tool::Write | Tool::Edit | Tool::MultiEdit) {
        return Ok(Decision::Silent);
    }
    let Some(target) = call.target() else { return Ok(Decision::Silent) };
    let Some(subject) = Subject::of(target) else { return Ok(Decision::Silent) };
    let Some(change) = call.change()? else { return Ok(Decision::Silent) };
    weigh(call, &change, |text| match &subject {
        Subject::Document => document::judge(call, target, text),
        Subject::Result { tc_id } => result::judge(call, target, tc_id, text),
    })
}
