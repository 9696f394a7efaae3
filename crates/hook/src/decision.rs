//! The answers of a hook, and the JSON in which the client understands them.

use serde::Serialize;

/// What a hook says of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing: it has no opinion.
    Silent,
    /// The tool does not run; the agent reads why.
    Deny(String),
    /// A person decides; the reason is shown.
    Ask(String),
    /// The call goes on; the agent reads this beside it.
    Context(String),
    /// The agent may not end yet; it reads why (events Stop and SubagentStop).
    Block(String),
}

/// Characters of added context that the client hands on whole.
const CONTEXT_LIMIT: usize = 10_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Specific<'a> {
    hook_event_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission_decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission_decision_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_context: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wrapped<'a> {
    hook_specific_output: Specific<'a>,
}

#[derive(Serialize)]
struct Blocked<'a> {
    decision: &'static str,
    reason: &'a str,
}

impl Decision {
    /// The one JSON object for an event, with a line break behind it; empty for silence.
    pub(crate) fn output(&self, event: &str) -> String {
        let permission = |decision, reason| Specific {
            hook_event_name: event,
            permission_decision: Some(decision),
            permission_decision_reason: Some(reason),
            additional_context: None,
        };
        match self {
            Self::Silent => String::new(),
            Self::Deny(reason) => wrapped(permission("deny", reason)),
            Self::Ask(reason) => wrapped(permission("ask", reason)),
            Self::Context(text) => wrapped(Specific {
                hook_event_name: event,
                permission_decision: None,
                permission_decision_reason: None,
                additional_context: Some(&cut(text)),
            }),
            Self::Block(reason) => json(&Blocked { decision: "block", reason }),
        }
    }
}

fn wrapped(hook_specific_output: Specific<'_>) -> String {
    json(&Wrapped { hook_specific_output })
}

fn json(answer: &impl Serialize) -> String {
    let text = serde_json::to_string(answer).expect("texts can always be written");
    text + "\n"
}

/// What the client would move into a file is left out here, and that is said.
fn cut(text: &str) -> String {
    const MARK: &str = "\n… (cut)";
    if text.chars().count() <= CONTEXT_LIMIT {
        return text.to_owned();
    }
    let kept: String = text.chars().take(CONTEXT_LIMIT - MARK.chars().count()).collect();
    kept + MARK
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(decision: &Decision, event: &str, expected: &str) {
        assert_eq!(decision.output(event), expected);
    }

    #[test]
    fn each_answer_has_the_form_that_the_client_reads() {
        check(&Decision::Silent, "PreToolUse", "");
        check(
            &Decision::Deny("가\n\"b\"".into()),
            "PreToolUse",
            concat!(
                r#"{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","#,
                r#""permissionDecisionReason":"가\n\"b\""}}"#,
                "\n"
            ),
        );
        check(
            &Decision::Context("c".into()),
            "PostToolUse",
            "{\"hookSpecificOutput\":{\"hookEventName\":\"PostToolUse\",\"additionalContext\":\"c\"}}\n",
        );
        check(&Decision::Block("r".into()), "Stop", "{\"decision\":\"block\",\"reason\":\"r\"}\n");
        assert!(Decision::Ask("r".into()).output("PreToolUse").contains("\"ask\""));
    }

    #[test]
    fn long_context_is_cut_and_says_so() {
        let text = cut(&"가".repeat(CONTEXT_LIMIT + 1));
        assert_eq!(text.chars().count(), CONTEXT_LIMIT);
        assert!(text.ends_with("(cut)"));
        assert_eq!(cut("short"), "short");
    }
}
