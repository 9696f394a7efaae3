//! `validate_final_message`: refuse a last message that the record does not bear out.
//!
//! `standing` reads what the ticket folder says of its test cases, `counts` counts it, `objections`
//! compares a message's claims with it, `reason` puts that into words, `memory` knows whether the
//! message was refused before.

mod counts;
mod memory;
mod objections;
mod reason;
mod standing;

use hook::{ActiveTicket, Call, Decision, Failure, Hook, Policy};
use memory::Memory;
use objections::objections;
use standing::Standing;

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: HELP,
    policy: Policy::Advise,
};

const HELP: &str = "\
Events: Stop and SubagentStop. It looks at what the agent says last, and only while a ticket is active
(PROCTOR_TICKET_FOLDER or test/.active_ticket). What the message states about the ticket's test cases,
in Korean or in English, is compared with partial_results/{TC}.json, _summary.json and the ledger:
- a test case id with a status (\"TC-1: PASS\", \"TC-3은 실패했습니다\", rows of tables);
- counts of test cases and the pass rate (\"12 TCs passed, 3 failed\", \"총 15건 중 12건 통과\");
- that all passed (\"all tests pass\", \"모든 테스트가 통과했습니다\").
Questions, negations, plans, quotations, code, earlier runs and the project's own unit tests are no
claims. Test cases without a result count as N/T.

A claim that the record does not bear out is refused once, with the true figures. The same message
again, or any message while a stop hook is already at work, goes through; the ledger then holds a note.

Example:
  echo '{\"hook_event_name\":\"Stop\",\"cwd\":\".\",\"last_assistant_message\":\"All tests pass.\"}' |
    validate_final_message
";

/// Decides on the end of a turn.
pub fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    let event = call.event();
    let is_subagent = match event.hook_event_name.as_text() {
        Some("Stop") => false,
        Some("SubagentStop") => true,
        _ => return Ok(Decision::Silent),
    };
    let message = event.last_assistant_message.as_text().unwrap_or_default();
    if message.trim().is_empty() {
        return Ok(Decision::Silent);
    }
    let ActiveTicket::One(folder) = call.ticket()? else { return Ok(Decision::Silent) };
    let claims = testdoc::claims::read(message);
    if claims.list.is_empty() || !folder.root().is_dir() {
        return Ok(Decision::Silent);
    }
    let standing = Standing::read(call, folder, &claims)?;
    let objections = objections(&claims, &standing, is_subagent);
    if objections.is_empty() {
        return Ok(Decision::Silent);
    }
    let memory = Memory::of(call, standing.folder(), message)?;
    if event.stop_hook_active.is_true() || memory.was_refused() {
        memory.let_go(&objections)?;
        return Ok(Decision::Silent);
    }
    let is_remembered = memory.refuse(&objections).is_ok();
    // Without a memory only a client that says when it is in a loop can be stopped safely.
    if is_remembered || event.stop_hook_active == hook::Argument::Flag(false) {
        return Ok(Decision::Block(reason::text(&objections, &standing)));
    }
    Ok(Decision::Silent)
}
