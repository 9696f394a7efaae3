//! The agent's client: it asks every hook whose registration matches a call, and the strictest
//! answer counts (hooks/hooks.json, and what the client makes of it).

use crate::program;
use regex_lite::Regex;
use serde_json::Value;
use std::path::Path;
use testkit::{
    Project,
    hook::{Answer, Payload, ask},
};

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The hook whose answer counts; none when all were silent.
    pub hook: Option<String>,
    /// Its answer.
    pub answer: Answer,
}

impl Outcome {
    /// Whether the call does not go through as it is: refused, or a person is asked, or the agent
    /// has to go on.
    pub fn is_stopped(&self) -> bool {
        !matches!(self.answer, Answer::Silent | Answer::Context(_))
    }
}

/// Asks all hooks that are registered for a call.
///
/// # Panics
/// When a hook is not built, or breaks the protocol.
pub fn send(project: &Project, payload: &Payload) -> Outcome {
    let mut outcome = Outcome { hook: None, answer: Answer::Silent };
    for hook in registered_for(payload) {
        let answer = ask(project, program(&hook), payload);
        if rank(&answer) > rank(&outcome.answer) {
            outcome = Outcome { hook: Some(hook), answer };
        }
    }
    outcome
}

/// deny and block before ask before context before silence.
fn rank(answer: &Answer) -> u8 {
    match answer {
        Answer::Silent => 0,
        Answer::Context(_) => 1,
        Answer::Ask(_) => 2,
        Answer::Deny(_) | Answer::Block(_) => 3,
    }
}

/// The hooks whose registration matches a call, each once.
///
/// # Panics
/// When hooks.json does not have the client's form.
pub fn registered_for(payload: &Payload) -> Vec<String> {
    let event = payload.text("hook_event_name").expect("a call has an event");
    let registration: Value =
        serde_json::from_str(include_str!("../../hooks/hooks.json")).expect("hooks.json is JSON");
    let groups = registration["hooks"][event].as_array().cloned().unwrap_or_default();
    let mut hooks = Vec::new();
    for group in groups {
        let matcher = group["matcher"].as_str().unwrap_or_default();
        // Where an event knows no tool, a matcher is ignored.
        if payload.text("tool_name").is_some_and(|tool| !matches(matcher, tool)) {
            continue;
        }
        for handler in group["hooks"].as_array().expect("a group has handlers") {
            let command = Path::new(handler["command"].as_str().expect("a handler has a command"));
            let name = command.file_name().expect("a command names a program");
            hooks.push(name.to_str().expect("names are UTF-8").to_owned());
        }
    }
    hooks.dedup();
    hooks
}

/// As the client does: plain names are compared, anything else is a regular expression.
fn matches(matcher: &str, tool: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "_- ,|".contains(sign);
    match matcher {
        "" | "*" => true,
        names if names.chars().all(is_plain) => {
            names.split(['|', ',']).any(|name| name.trim() == tool)
        }
        pattern => Regex::new(pattern).expect("a matcher is a regular expression").is_match(tool),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_goes_to_the_hooks_that_are_registered_for_it() {
        let hooks = registered_for(&Payload::bash("ls"));
        assert_eq!(hooks, ["guard_evidence", "guard_io_scope"]);
        assert_eq!(registered_for(&Payload::stop("done")), ["validate_final_message"]);
        assert_eq!(registered_for(&Payload::write("/a", "b")).len(), 6);
        let tool = |name| registered_for(&Payload::tool(name, &Value::Null));
        assert_eq!(tool("mcp__files__write"), ["guard_evidence"]);
        assert!(tool("WebSearch").is_empty());
    }
}
