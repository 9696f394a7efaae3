//! `guard_io_scope`: keep an agent inside the folder of its ticket.

mod scope;
mod visit;

use hook::{ActiveTicket, Call, Decision, Failure, Hook, Policy, Tool};
use scope::Scope;
use visit::{Act, Visit};

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: HELP,
    policy: Policy::Guard,
};

const HELP: &str = "\
Looks at Write, Edit, MultiEdit, NotebookEdit, Read, Grep, Glob, Bash, PowerShell and Monitor, for
paths below the project's folder test/; only while a ticket is active (PROCTOR_TICKET_FOLDER, or the
session's entry in test/.active_ticket that is not older than 24 h).

Denies: writing in test/_shared, test/templates, any test/_*/, test/backup and another ticket's
folder; reading in test/backup and another ticket's folder. Files directly below test/, other folders
there, and all of the ticket's own folder are free.

Example:
  echo '{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Read\",\"cwd\":\".\",
    \"tool_input\":{\"file_path\":\"test/WO-2_refund/notes.md\"}}' |
    PROCTOR_TICKET_FOLDER=test/WO-1_cancel guard_io_scope";

/// Decides on a call.
pub fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    let scope = Scope::new(call);
    let mut visits = match call.tool() {
        Tool::Write | Tool::Edit | Tool::MultiEdit | Tool::NotebookEdit => {
            visit::of_target(call, &scope, Act::Write)
        }
        Tool::Read => visit::of_target(call, &scope, Act::Read),
        Tool::Grep | Tool::Glob => visit::of_search(call, &scope),
        Tool::Shell => visit::of_command(call, &scope)?,
        Tool::Mcp | Tool::Other => Vec::new(),
    };
    visits.retain(Visit::is_forbidden);
    if visits.is_empty() {
        return Ok(Decision::Silent);
    }
    let ticket = call.ticket()?;
    let (ActiveTicket::One(folder) | ActiveTicket::Stale { folder, .. }) = &ticket else {
        return Ok(Decision::Silent);
    };
    visits.retain(|visit| !visit.is_within(folder.root()));
    let shown = scope.show(folder.root());
    Ok(match &ticket {
        _ if visits.is_empty() => Decision::Silent,
        ActiveTicket::Stale { set_at, .. } => Decision::Context(note(&shown, set_at)),
        _ => Decision::Deny(refusal(&visits, &shown)),
    })
}

/// How many paths are written out.
const SHOWN: usize = 8;

fn refusal(visits: &[Visit], ticket: &str) -> String {
    let mut lines = vec![format!("guard_io_scope: the ticket at work is {ticket}.")];
    lines.extend(visits.iter().take(SHOWN).map(Visit::objection));
    if visits.len() > SHOWN {
        lines.push(format!("- and {} more of the kind", visits.len() - SHOWN));
    }
    lines.push(
        "To work on another ticket: `resolve_ticket_folder --input TICKET`; when the work on this one \
         has ended: `resolve_ticket_folder --release`."
            .into(),
    );
    lines.join("\n")
}

fn note(ticket: &str, set_at: &str) -> String {
    format!(
        "guard_io_scope: test/.active_ticket names {ticket} since {set_at}, more than 24 hours ago, and \
         is ignored. If the work on it goes on, run `resolve_ticket_folder --input TICKET` again; \
         otherwise `resolve_ticket_folder --release`."
    )
}
