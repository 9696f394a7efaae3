//! `guard_evidence`: refuse a write to evidence by any way but the programs.
//!
//! What a shell will do cannot be known from its text; the hashes of the ledger are what decides.
//! This guard is for early, clear advice (docs/EVIDENCE.md, docs/adr/0010).

mod change;
mod command;
mod key;
mod place;
mod reason;
mod server;

use hook::{Call, Decision, Failure, Hook, Policy, Target, Tool};
use key::Key;
use place::{Place, Ward};
use reason::Reasons;

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: HELP,
    policy: Policy::Guard,
};

const HELP: &str = "\
Looks at Write, Edit, MultiEdit, NotebookEdit, Read, Grep, Bash, PowerShell, Monitor and mcp__ tools.

Denies: a direct write to a file that only a program of Proctor writes (side-cars such as
{TC}_stimulus.json, _summary.json, the ledger, locks, the chain, test/.active_ticket, the heads of
ledgers outside the project); reading the evidence key; in a command also a write to a document that
a hook judges, and an HTTP client aimed at a server of the newest gate file.
Asks a person: test/_config.json, the agent's settings, the registered hooks and their programs, a
gate file after a seal, git commands that turn back evidence, an mcp tool that gets such a path.
Silent: whatever merely reads or mentions evidence.

Example:
  echo '{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"cwd\":\".\",
    \"tool_input\":{\"command\":\"rm partial_results/_ledger.jsonl\"}}' |
    guard_evidence";

/// Decides on a call.
pub fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    match call.tool() {
        Tool::Write | Tool::Edit | Tool::MultiEdit | Tool::NotebookEdit => of_write(call),
        Tool::Read | Tool::Grep => of_read(call),
        Tool::Shell => command::decide(call),
        Tool::Mcp => of_server_tool(call),
        Tool::Glob | Tool::Other => Ok(Decision::Silent),
    }
}

fn of_write(call: &Call<'_>) -> Result<Decision, Failure> {
    let Some(target) = call.target() else { return Ok(Decision::Silent) };
    let ward = Ward::new(call);
    let mut reasons = Reasons::default();
    let place = match ward.place(target)? {
        // Other hooks judge what is written there.
        Some(Place::Document | Place::Result) => None,
        None => match path_argument(call).and_then(|path| ward.spelled(path, target)) {
            Some(place) => Some(place),
            None => Key::of(call).is(target)?.then_some(Place::Key),
        },
        place => place,
    };
    if let Some(place) = place {
        reasons.add(&place, &ward.show(target.path()), "");
    }
    Ok(reasons.decision())
}

/// The path as the call spells it.
fn path_argument<'a>(call: &'a Call<'_>) -> Option<&'a str> {
    let input = &call.event().tool_input;
    input.text("file_path").or_else(|| input.text("notebook_path"))
}

fn of_read(call: &Call<'_>) -> Result<Decision, Failure> {
    let Some(target) = call.target() else { return Ok(Decision::Silent) };
    if !Key::of(call).is(target)? {
        return Ok(Decision::Silent);
    }
    let mut reasons = Reasons::default();
    reasons.add(&Place::Key, &Ward::new(call).show(target.path()), "");
    Ok(reasons.decision())
}

/// A tool of another server: what it does with a path is not known, so a person is asked.
fn of_server_tool(call: &Call<'_>) -> Result<Decision, Failure> {
    const WORDS: [&str; 12] = [
        "write", "edit", "create", "move", "delete", "append", "update", "remove", "rename",
        "save", "replace", "put",
    ];
    let tool = call.event().tool_name.as_text().unwrap_or_default().to_ascii_lowercase();
    let writes = WORDS.iter().any(|word| tool.contains(word));
    let mut paths = Vec::new();
    call.event().tool_input.each_text(&mut |text| paths.extend(as_path(text)));
    let ward = Ward::new(call);
    let mut reasons = Reasons::default();
    for path in paths {
        call.check_time()?;
        let target: Target = call.resolve(path);
        let place = match ward.place(&target)? {
            Some(Place::Document | Place::Result) if !writes => None,
            Some(place) => Some(place),
            None => Key::of(call).is(&target)?.then_some(Place::Key),
        };
        if let Some(place) = place {
            reasons.add(&place, &ward.show(target.path()), "");
        }
    }
    Ok(reasons.question())
}

/// The text when it may be a path.
fn as_path(text: &str) -> Option<&str> {
    const LONGEST: usize = 1024;
    let path = text.strip_prefix("file://").unwrap_or(text);
    let is_one = path.len() <= LONGEST && !path.contains('\n') && path.contains(['/', '.']);
    is_one.then_some(path)
}
