//! What the client understands of a hook's standard output.

use contract::{Json, json};

/// What a hook said, as the client hears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing that decides.
    Silence,
    /// The call must not run.
    Deny,
    /// A person decides.
    Ask,
    /// The agent must go on.
    Block,
    /// Words for the agent.
    Context,
    /// Output that the client does not take for a decision, and why.
    Unheard(String),
}

/// Hears the output of a hook for an event, as strictly as the client does in every version.
pub(super) fn hear(stdout: &[u8], event: &str) -> Answer {
    let unheard = |why: &str| Answer::Unheard(why.to_owned());
    let Ok(text) = std::str::from_utf8(stdout) else { return unheard("it is not UTF-8") };
    if text.trim().is_empty() {
        return Answer::Silence;
    }
    if text.starts_with('\u{feff}') {
        return unheard("it begins with a BOM");
    }
    let Ok(tree @ Json::Object(_)) = json::parse(text.trim()) else {
        return unheard("it is not exactly one JSON object");
    };
    let word = |key: &str| tree.get(key).and_then(Json::as_str);
    if word("decision") == Some("block") {
        return Answer::Block;
    }
    let Some(specific) = tree.get("hookSpecificOutput") else {
        return match tree.get("permissionDecision") {
            Some(_) => unheard("`permissionDecision` is not inside of `hookSpecificOutput`"),
            None => Answer::Silence,
        };
    };
    let word = |key: &str| specific.get(key).and_then(Json::as_str);
    if word("hookEventName") != Some(event) {
        return unheard("its `hookEventName` is not that of the event");
    }
    match word("permissionDecision") {
        Some("deny") => Answer::Deny,
        Some("ask") => Answer::Ask,
        Some("allow" | "defer") => Answer::Silence,
        Some(_) => unheard("its `permissionDecision` is no word that the client knows"),
        None if word("additionalContext").is_some() => Answer::Context,
        None => Answer::Silence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stdout: &str, expected: &Answer) {
        assert_eq!(hear(stdout.as_bytes(), "PreToolUse"), *expected, "{stdout}");
    }

    fn check_unheard(stdout: &str) {
        let heard = hear(stdout.as_bytes(), "PreToolUse");
        assert!(matches!(heard, Answer::Unheard(_)), "{stdout}: {heard:?}");
    }

    fn of(decision: &str) -> String {
        format!(r#"{{"hookSpecificOutput":{{"hookEventName":"PreToolUse",{decision}}}}}"#)
    }

    #[test]
    fn decisions_are_heard() {
        check("", &Answer::Silence);
        check("\n", &Answer::Silence);
        check(&of(r#""permissionDecision":"deny""#), &Answer::Deny);
        check(&of(r#""permissionDecision":"ask""#), &Answer::Ask);
        check(&of(r#""permissionDecision":"allow""#), &Answer::Silence);
        check(&of(r#""additionalContext":"가""#), &Answer::Context);
        check(r#"{"decision":"block","reason":"no"}"#, &Answer::Block);
        check(r#"{"suppressOutput":true}"#, &Answer::Silence);
    }

    #[test]
    fn what_the_client_does_not_hear_is_known() {
        let deny = of(r#""permissionDecision":"deny""#);
        check_unheard(&format!("note\n{deny}"));
        check_unheard(&format!("{deny}\n{deny}"));
        check_unheard(&format!("\u{feff}{deny}"));
        check_unheard(&format!("[{deny}]"));
        check_unheard(&of(r#""permissionDecision":"Deny""#));
        check_unheard(r#"{"permissionDecision":"deny"}"#);
        check_unheard(&deny.replace("PreToolUse", "PostToolUse"));
        check_unheard(r#"{"hookSpecificOutput":{"permissionDecision":"deny"}}"#);
        assert!(matches!(hear(b"\xff", "Stop"), Answer::Unheard(_)));
    }
}
