//! What the client makes of a settings file.
//!
//! One wrong entry, and the client ignores the whole file without a word: its hooks, its
//! permissions, all of it. So a file is held to what the client holds it to before we write to it,
//! and after.

use contract::Json;

/// The events that the client knows. A hook of any other never runs.
const EVENTS: [&str; 33] = [
    "PreToolUse",
    "PostToolUse",
    "PostToolUseFailure",
    "PostToolBatch",
    "PermissionRequest",
    "PermissionDenied",
    "Notification",
    "UserPromptSubmit",
    "UserPromptExpansion",
    "SessionStart",
    "SessionEnd",
    "Setup",
    "Stop",
    "StopFailure",
    "SubagentStart",
    "SubagentStop",
    "PreCompact",
    "PostCompact",
    "PreModelSwitch",
    "PostModelSwitch",
    "TeammateIdle",
    "TaskCreated",
    "TaskCompleted",
    "Elicitation",
    "ElicitationResult",
    "ConfigChange",
    "InstructionsLoaded",
    "WorktreeCreate",
    "WorktreeRemove",
    "CwdChanged",
    "FileChanged",
    "DirectoryAdded",
    "MessageDisplay",
];

/// The events of which one wrong entry spoils the whole file.
const STRICT: [&str; 2] = ["PreToolUse", "PermissionRequest"];

/// The keys of settings whose type we know, and what it is.
const KEYS: [(&str, Type); 23] = [
    ("$schema", Type::Text),
    ("allowManagedHooksOnly", Type::Bool),
    ("alwaysThinkingEnabled", Type::Bool),
    ("apiKeyHelper", Type::Text),
    ("attribution", Type::Object),
    ("awsAuthRefresh", Type::Text),
    ("cleanupPeriodDays", Type::Number),
    ("disableAllHooks", Type::Bool),
    ("disabledMcpjsonServers", Type::Texts),
    ("enableAllProjectMcpServers", Type::Bool),
    ("enabledMcpjsonServers", Type::Texts),
    ("enabledPlugins", Type::Object),
    ("env", Type::Object),
    ("extraKnownMarketplaces", Type::Object),
    ("forceLoginMethod", Type::Text),
    ("hooks", Type::Object),
    ("includeCoAuthoredBy", Type::Bool),
    ("model", Type::Text),
    ("outputStyle", Type::Text),
    ("permissions", Type::Object),
    ("sandbox", Type::Object),
    ("spinnerTipsEnabled", Type::Bool),
    ("statusLine", Type::Object),
];

/// The same below `permissions`.
const PERMISSIONS: [(&str, Type); 6] = [
    ("additionalDirectories", Type::Texts),
    ("allow", Type::Texts),
    ("ask", Type::Texts),
    ("defaultMode", Type::Text),
    ("deny", Type::Texts),
    ("disableBypassPermissionsMode", Type::Text),
];

/// The same of a handler, whatever it does.
const HANDLER: [(&str, Type); 6] = [
    ("async", Type::Bool),
    ("asyncRewake", Type::Bool),
    ("if", Type::Text),
    ("once", Type::Bool),
    ("statusMessage", Type::Text),
    ("timeout", Type::Positive),
];

/// What each kind of handler must have.
const KINDS: [(&str, &[&str]); 5] = [
    ("command", &["command"]),
    ("http", &["url"]),
    ("mcp_tool", &["server", "tool"]),
    ("prompt", &["prompt"]),
    ("agent", &["prompt"]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Bool,
    Number,
    Positive,
    Object,
    Text,
    Texts,
}

/// Something that the client does not accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Objection {
    pub(crate) pointer: String,
    pub(crate) message: String,
    /// Whether the client ignores the whole file for it, and not only this entry.
    pub(crate) drops_file: bool,
}

/// Everything in a settings file that the client does not accept.
pub(crate) fn objections(settings: &Json) -> Vec<Objection> {
    let mut found = Findings::default();
    if settings.as_object().is_none() {
        found.wrong("", &Type::Object.message(settings));
        return found.0;
    }
    found.types("", settings, &KEYS);
    if let Some(permissions) = settings.get("permissions").filter(|it| it.as_object().is_some()) {
        found.types("/permissions", permissions, &PERMISSIONS);
    }
    for (event, groups) in settings.get("hooks").and_then(Json::as_object).into_iter().flatten() {
        let mut of_event = Findings::default();
        event_entries(event, groups, &mut of_event);
        // Ours would be lost with the list itself, whichever event it is.
        let drops_all = STRICT.contains(&event.as_str()) || groups.as_array().is_none();
        for objection in &mut of_event.0 {
            objection.drops_file &= drops_all;
        }
        found.0.append(&mut of_event.0);
    }
    found.0
}

fn event_entries(event: &str, groups: &Json, found: &mut Findings) {
    let at = format!("/hooks/{}", event.replace('~', "~0").replace('/', "~1"));
    if !EVENTS.contains(&event) {
        let message = "the client knows no such event; its hooks never run".into();
        found.0.push(Objection { pointer: at.clone(), message, drops_file: false });
    }
    let Some(groups) = groups.as_array() else {
        return found.wrong(&at, &format!("it is {}, not an array of groups", groups.type_name()));
    };
    for (index, group) in groups.iter().enumerate() {
        let at = format!("{at}/{index}");
        if group.get("matcher").is_some_and(|matcher| matcher.as_str().is_none()) {
            found.wrong(&format!("{at}/matcher"), "it is not a string");
        }
        let Some(handlers) = group.get("hooks").and_then(Json::as_array) else {
            found.wrong(&at, "it has no array `hooks`");
            continue;
        };
        for (index, handler) in handlers.iter().enumerate() {
            handler_entries(&format!("{at}/hooks/{index}"), handler, found);
        }
    }
}

fn handler_entries(at: &str, handler: &Json, found: &mut Findings) {
    let kind = handler.get("type").and_then(Json::as_str).unwrap_or_default();
    let Some((_, required)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        return found.wrong(at, "its `type` is none of command, http, mcp_tool, prompt, agent");
    };
    for key in *required {
        if handler.get(key).and_then(Json::as_str).is_none() {
            found.wrong(at, &format!("it has no string `{key}`"));
        }
    }
    found.types(at, handler, &HANDLER);
    if kind == "command" {
        found.types(at, handler, &[("args", Type::Texts)]);
        found.words(at, handler, "shell", &["bash", "powershell"]);
    }
    if kind != "mcp_tool" {
        found.words(at, handler, "onFailure", &["continue", "block"]);
    }
}

#[derive(Default)]
struct Findings(Vec<Objection>);

impl Findings {
    fn wrong(&mut self, pointer: &str, message: &str) {
        let (pointer, message) = (pointer.to_owned(), message.to_owned());
        self.0.push(Objection { pointer, message, drops_file: true });
    }

    fn types(&mut self, at: &str, object: &Json, keys: &[(&str, Type)]) {
        for (key, wanted) in keys {
            if let Some(value) = object.get(key).filter(|value| !wanted.accepts(value)) {
                self.wrong(&format!("{at}/{key}"), &wanted.message(value));
            }
        }
    }

    fn words(&mut self, at: &str, object: &Json, key: &str, words: &[&str]) {
        let Some(value) = object.get(key) else { return };
        if !value.as_str().is_some_and(|word| words.contains(&word)) {
            self.wrong(&format!("{at}/{key}"), &format!("it is neither {}", words.join(" nor ")));
        }
    }
}

impl Type {
    fn accepts(self, value: &Json) -> bool {
        match self {
            Self::Bool => value.as_bool().is_some(),
            Self::Number => value.as_number().is_some(),
            Self::Positive => value
                .as_number()
                .is_some_and(|number| number.as_str().parse::<f64>().is_ok_and(|n| n > 0.0)),
            Self::Object => value.as_object().is_some(),
            Self::Text => value.as_str().is_some(),
            Self::Texts => value
                .as_array()
                .is_some_and(|elements| elements.iter().all(|text| text.as_str().is_some())),
        }
    }

    fn message(self, value: &Json) -> String {
        let wanted = match self {
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Positive => "a number above 0",
            Self::Object => "an object",
            Self::Text => "a string",
            Self::Texts => "an array of strings",
        };
        match (self, value) {
            (Self::Positive, Json::Number(_)) | (Self::Texts, Json::Array(_)) => {
                format!("it is not {wanted}")
            }
            _ => format!("it is {}, not {wanted}", value.type_name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(settings: &str, expected: &[&str]) {
        let found = objections(&contract::json::parse(settings).unwrap());
        let found: Vec<_> = found
            .into_iter()
            .map(|it| {
                let mark = if it.drops_file { "!" } else { "" };
                format!("{mark}{}: {}", it.pointer, it.message)
            })
            .collect();
        assert_eq!(found, expected, "{settings}");
    }

    fn check_handler(handler: &str, expected: &[&str]) {
        let settings =
            |event: &str| format!(r#"{{"hooks":{{"{event}":[{{"hooks":[{handler}]}}]}}}}"#);
        let at = |event: &str, mark: &str| -> Vec<String> {
            let at = format!("{mark}/hooks/{event}/0/hooks/0");
            expected.iter().map(|message| format!("{at}{message}")).collect()
        };
        let strict = at("PreToolUse", "!");
        check(&settings("PreToolUse"), &strict.iter().map(String::as_str).collect::<Vec<_>>());
        let loose = at("Stop", "");
        check(&settings("Stop"), &loose.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn what_the_client_accepts_is_accepted() {
        for settings in [
            "{}",
            r#"{"model":"opus","permissions":{"allow":["Read"],"deny":[],"defaultMode":"plan"}}"#,
            r#"{"unknownKey":5,"env":{"A":"1"},"disableAllHooks":false,"statusLine":{"type":"command"}}"#,
            r#"{"hooks":{"PreToolUse":[],"Stop":[{"hooks":[]}]}}"#,
            r#"{"hooks":{"PreToolUse":[{"matcher":"*","hooks":[{"type":"mcp_tool","server":"s","tool":"t","onFailure":"deny"}]}]}}"#,
            r#"{"hooks":{"PostToolUse":[{"hooks":[{"type":"prompt","prompt":"가","timeout":0.5}]}]}}"#,
            include_str!("../../../../hooks/hooks.json"),
        ] {
            check(settings, &[]);
        }
    }

    #[test]
    fn a_wrong_type_drops_the_file() {
        check("[]", &["!: it is an array, not an object"]);
        check(r#"{"model":5}"#, &["!/model: it is a number, not a string"]);
        check(
            r#"{"permissions":{"deny":5}}"#,
            &["!/permissions/deny: it is a number, not an array of strings"],
        );
        check(
            r#"{"permissions":{"allow":[1]}}"#,
            &["!/permissions/allow: it is not an array of strings"],
        );
        check(
            r#"{"disableAllHooks":"yes"}"#,
            &["!/disableAllHooks: it is a string, not true or false"],
        );
        check(r#"{"hooks":[]}"#, &["!/hooks: it is an array, not an object"]);
        check(
            r#"{"hooks":{"Stop":{}}}"#,
            &["!/hooks/Stop: it is an object, not an array of groups"],
        );
    }

    #[test]
    fn a_wrong_entry_drops_the_file_only_where_calls_are_judged() {
        check_handler("{}", &[": its `type` is none of command, http, mcp_tool, prompt, agent"]);
        check_handler(r#"{"type":"command"}"#, &[": it has no string `command`"]);
        check_handler(
            r#"{"type":"command","command":"a","timeout":0}"#,
            &["/timeout: it is not a number above 0"],
        );
        check_handler(
            r#"{"type":"command","command":"a","timeout":"5"}"#,
            &["/timeout: it is a string, not a number above 0"],
        );
        check_handler(
            r#"{"type":"command","command":"a","onFailure":"deny"}"#,
            &["/onFailure: it is neither continue nor block"],
        );
        check_handler(
            r#"{"type":"command","command":"a","args":"x"}"#,
            &["/args: it is a string, not an array of strings"],
        );
        check_handler(r#"{"type":"http"}"#, &[": it has no string `url`"]);
        check(
            r#"{"hooks":{"PreToolUse":[{"matcher":["Bash"],"hooks":[]}]}}"#,
            &["!/hooks/PreToolUse/0/matcher: it is not a string"],
        );
        check(
            r#"{"hooks":{"PreToolUse":[{"type":"command","command":"a"}]}}"#,
            &["!/hooks/PreToolUse/0: it has no array `hooks`"],
        );
    }

    #[test]
    fn a_misspelt_event_is_told() {
        check(
            r#"{"hooks":{"PreTooluse":[]}}"#,
            &["/hooks/PreTooluse: the client knows no such event; its hooks never run"],
        );
    }
}
