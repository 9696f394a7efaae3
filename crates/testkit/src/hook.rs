//! Calls of hooks as the agent's client makes them, and its reading of the answers.

use crate::Project;
use assert_cmd::Command;
use serde_json::{Value, json};
use std::path::Path;

/// The session of every call that does not say otherwise.
const SESSION: &str = "00000000-0000-4000-8000-000000000000";

/// A call: what the client writes on a hook's standard input.
#[derive(Clone, Debug)]
pub struct Payload(Value);

impl Payload {
    /// A call before a tool runs.
    pub fn tool(name: &str, input: &Value) -> Self {
        Self::event("PreToolUse", &json!({ "tool_name": name, "tool_input": input }))
    }

    /// The Write of a whole file.
    pub fn write(path: impl AsRef<Path>, content: &str) -> Self {
        Self::tool("Write", &json!({ "file_path": path.as_ref(), "content": content }))
    }

    /// The Edit of the one occurrence of a text.
    pub fn edit(path: impl AsRef<Path>, old: &str, new: &str) -> Self {
        let input = json!({
            "file_path": path.as_ref(), "old_string": old, "new_string": new, "replace_all": false
        });
        Self::tool("Edit", &input)
    }

    /// The Read of a file.
    pub fn read(path: impl AsRef<Path>) -> Self {
        Self::tool("Read", &json!({ "file_path": path.as_ref() }))
    }

    /// A command of Bash.
    pub fn bash(command: &str) -> Self {
        Self::tool("Bash", &json!({ "command": command }))
    }

    /// The end of a turn with the agent's last message.
    pub fn stop(message: &str) -> Self {
        let own = json!({ "stop_hook_active": false, "last_assistant_message": message });
        Self::event("Stop", &own)
    }

    /// Any event with its own members.
    ///
    /// # Panics
    /// When `own` is no object.
    pub fn event(name: &str, own: &Value) -> Self {
        let mut call = json!({
            "session_id": SESSION,
            "transcript_path": "/nowhere/transcript.jsonl",
            "permission_mode": "default",
            "hook_event_name": name,
        });
        let members = own.as_object().expect("an object").clone();
        call.as_object_mut().expect("an object").extend(members);
        Self(call)
    }

    /// The same call with another member, or another value of one.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0[name] = value.into();
        self
    }

    /// The same call in another session.
    #[must_use]
    pub fn session(self, id: &str) -> Self {
        self.with("session_id", id)
    }

    /// The same call from another working folder.
    #[must_use]
    pub fn cwd(self, folder: impl AsRef<Path>) -> Self {
        self.with("cwd", json!(folder.as_ref()))
    }

    /// The same call with another event's name.
    #[must_use]
    pub fn as_event(self, name: &str) -> Self {
        self.with("hook_event_name", name)
    }

    /// A member that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// The line that the client writes.
    pub fn line(&self) -> String {
        format!("{}\n", self.0)
    }
}

/// What the client makes of a hook's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing was said.
    Silent,
    /// The tool does not run, for this reason.
    Deny(String),
    /// A person is asked, with this reason.
    Ask(String),
    /// The agent reads this beside the call.
    Context(String),
    /// The agent goes on, with this instruction.
    Block(String),
}

impl Answer {
    /// Its text; empty for silence.
    pub fn text(&self) -> &str {
        match self {
            Self::Silent => "",
            Self::Deny(text) | Self::Ask(text) | Self::Context(text) | Self::Block(text) => text,
        }
    }

    /// Checks that it is a refusal that holds all these words.
    ///
    /// # Panics
    /// When it is not.
    pub fn assert_denied(&self, words: &[&str]) {
        let denied = matches!(self, Self::Deny(_));
        let missing: Vec<_> = words.iter().filter(|word| !self.text().contains(**word)).collect();
        assert!(denied && missing.is_empty(), "expected a refusal with {words:?}, got {self:#?}");
    }

    /// Checks that nothing was said.
    ///
    /// # Panics
    /// When something was.
    pub fn assert_silent(&self) {
        assert_eq!(*self, Self::Silent);
    }
}

/// Asks a hook in a project, as the client would.
///
/// # Panics
/// When the hook breaks the protocol: another exit code than 0, anything on standard error, or
/// anything on standard output but one JSON object for this very event.
pub fn ask(project: &Project, program: impl AsRef<Path>, payload: &Payload) -> Answer {
    let mut command = project.command(program);
    command.env("CLAUDE_PROJECT_DIR", project.path("")).env("CLAUDECODE", "1");
    let mut call = payload.clone();
    if call.0.get("cwd").is_none() {
        call = call.cwd(project.path(""));
    }
    ask_with(command, call.line())
}

/// Asks a hook with any text on its standard input, in an environment of the caller's.
///
/// # Panics
/// As [`ask`] does.
pub fn ask_with(mut command: Command, input: impl AsRef<[u8]>) -> Answer {
    let input = input.as_ref();
    let run = command.write_stdin(input).output().expect("a built hook");
    let (stdout, stderr) =
        (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert_eq!(run.status.code(), Some(0), "a hook always ends with 0: {stdout}{stderr}");
    assert_eq!(stderr, "", "a hook says nothing on standard error");
    let call: Value = serde_json::from_slice(input).unwrap_or_default();
    let event = call["hook_event_name"].as_str().unwrap_or("PreToolUse");
    read(&stdout, event)
}

fn read(stdout: &str, event: &str) -> Answer {
    if stdout.is_empty() {
        return Answer::Silent;
    }
    let answer: Value = serde_json::from_str(stdout)
        .unwrap_or_else(|error| panic!("one JSON object or nothing ({error}): {stdout}"));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let specific = &answer["hookSpecificOutput"];
    if specific.is_null() {
        assert_eq!(answer["decision"], "block", "{stdout}");
        assert!(["Stop", "SubagentStop"].contains(&event), "only an end can be blocked: {stdout}");
        return Answer::Block(text(&answer["reason"]));
    }
    assert_eq!(specific["hookEventName"], event, "the client ignores an answer to another event");
    let reason = &specific["permissionDecisionReason"];
    match specific["permissionDecision"].as_str() {
        Some("deny") => Answer::Deny(text(reason)),
        Some("ask") => Answer::Ask(text(reason)),
        Some(other) => panic!("a hook never says {other}: {stdout}"),
        None => Answer::Context(text(&specific["additionalContext"])),
    }
}
