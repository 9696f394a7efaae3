//! `remind_caution`: remind of the known mistakes that a command could repeat.
//!
//! `triggers` says what a call is about, from its commands or from its SQL (`sql`); `sections` finds
//! what the project's rules say of that; `memory` keeps a session from hearing it over and over.

mod memory;
mod sections;
mod sql;
mod triggers;

use hook::{Call, Decision, Failure, Hook, Policy};
use memory::Memory;
use sections::Section;
use store::Source;

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: "\
After a command of stimulus_executor or curl, and after SQL (query_database, psql and the like, or a
tool of a database server), it adds the sections about it of

  test/_shared/rule/_caution_common_errors.md
  .claude/skills/test/rules/_caution_common_errors.md

A section is about what the line above its heading says: <!-- keywords: join, left_join -->. Words
for SQL: join, inner_join, left_join, is_null, state, enum, timestamp, limit (when there is none),
cross_service, and the database's name; for commands: api, stimulus, http, endpoint, auth, token,
curl. A session sees a section at most every 20 calls.

Example:
  echo '{\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Bash\",\"cwd\":\".\",
    \"tool_input\":{\"command\":\"curl localhost\"}}' |
    remind_caution",
    policy: Policy::Advise,
};

/// The rules, below the project's root.
const RULES: [&str; 2] = [
    "test/_shared/rule/_caution_common_errors.md",
    ".claude/skills/test/rules/_caution_common_errors.md",
];

/// Decides on a call.
pub fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    let words = triggers::of(call);
    if words.is_empty() {
        return Ok(Decision::Silent);
    }
    let mut texts = Vec::new();
    for rules in RULES {
        call.check_time()?;
        // Either may be missing, and a rule that cannot be read reminds of nothing.
        if let Ok(source) = Source::open_regular(&call.root().join(rules)) {
            texts.push(source);
        }
    }
    let texts = texts.iter().filter_map(|source| source.text().ok());
    let sections = sections::about(texts, &words);
    if sections.is_empty() {
        return Ok(Decision::Silent);
    }
    let session = call.event().session_id.as_text().unwrap_or_default();
    let shown = memory::of(session, |memory| remind(&sections, memory));
    Ok(shown.map_or(Decision::Silent, Decision::Context))
}

/// The text of the sections that are due.
fn remind(sections: &[Section<'_>], memory: &mut Memory) -> Option<String> {
    memory.begin_call();
    let due: Vec<&Section<'_>> =
        sections.iter().filter(|section| memory.is_due(section.title)).collect();
    let (text, shown) = sections::text(&due);
    for section in &due[..shown] {
        memory.note(section.title);
    }
    (shown > 0).then_some(text)
}
