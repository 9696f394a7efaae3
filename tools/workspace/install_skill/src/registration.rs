//! The registrations of our hooks: those that we want, and those in a settings file that are ours.

use contract::{Json, json};

/// What a project's settings get: made once, for people to read, too.
const HOOKS_JSON: &str = include_str!("../../../../hooks/hooks.json");

/// Where a project keeps our programs, from its root.
pub(crate) const BIN: &str = ".claude/skills/test/bin/";

/// One group of an event: a matcher and its handlers.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) event: String,
    pub(crate) value: Json,
    /// The hooks that it starts.
    pub(crate) programs: Vec<String>,
}

/// The registrations of `hooks/hooks.json`, in its order.
pub(crate) fn wanted() -> Vec<Group> {
    let tree = json::parse(HOOKS_JSON).expect("hooks.json is JSON");
    let events = tree.get("hooks").and_then(Json::as_object).into_iter().flatten();
    let groups = events.flat_map(|(event, groups)| {
        groups.as_array().into_iter().flatten().map(move |value| (event, value))
    });
    groups
        .map(|(event, value)| Group {
            event: event.clone(),
            value: value.clone(),
            programs: handlers(value)
                .iter()
                .filter_map(command_in_bin)
                .map(str::to_owned)
                .collect(),
        })
        .collect()
}

/// The hooks' names, each once, in the order of `hooks/hooks.json`.
pub(crate) fn hooks() -> Vec<String> {
    let mut names = Vec::new();
    for name in wanted().into_iter().flat_map(|group| group.programs) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The handlers of a group.
pub(crate) fn handlers(group: &Json) -> &[Json] {
    group.get("hooks").and_then(Json::as_array).unwrap_or_default()
}

/// The hook of ours that a handler starts, in whichever form an older version registered it. A
/// handler with a command around our program is somebody's own.
pub(crate) fn ours<'a>(handler: &'a Json, hooks: &[String]) -> Option<&'a str> {
    command_in_bin(handler).filter(|name| hooks.iter().any(|hook| hook == name))
}

/// Commands of settings that start a namesake of one of our hooks, such as the script that it
/// replaces. They stay, and then two judge one call.
pub(crate) fn namesakes(settings: &Json) -> Vec<&str> {
    let names = hooks();
    let events = settings.get("hooks").and_then(Json::as_object).into_iter().flatten();
    let groups = events.flat_map(|(_, groups)| groups.as_array().unwrap_or_default());
    let others = groups.flat_map(handlers).filter(|handler| ours(handler, &names).is_none());
    others
        .filter_map(|handler| handler.get("command")?.as_str())
        .filter(|command| names.iter().any(|name| command.contains(name.as_str())))
        .collect()
}

/// The name behind the folder of our programs, when the command is that path and nothing more.
fn command_in_bin(handler: &Json) -> Option<&str> {
    let command = handler.get("command")?.as_str()?;
    let (before, name) = command.rsplit_once(BIN)?;
    let before = before.trim_start().trim_start_matches(['"', '\'']);
    let is_folder = before.ends_with('/') && before.starts_with(['$', '/', '~', '.']);
    let is_one_word = !before.contains([';', '&', '|', '<', '>', '\n'])
        && !before.contains(" /")
        && !before.contains(" $");
    let name = name.trim_end().trim_end_matches(['"', '\'']);
    let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    ((before.is_empty() || is_folder) && is_one_word && is_name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &str, expected: Option<&str>) {
        let handler = Json::Object([("command".to_owned(), command.into())].into_iter().collect());
        assert_eq!(ours(&handler, &hooks()), expected, "{command}");
    }

    #[test]
    fn all_forms_of_ours_are_known() {
        let guard = Some("guard_evidence");
        check("${CLAUDE_PROJECT_DIR}/.claude/skills/test/bin/guard_evidence", guard);
        check("\"$CLAUDE_PROJECT_DIR\"/.claude/skills/test/bin/guard_evidence", guard);
        check("\"$CLAUDE_PROJECT_DIR/.claude/skills/test/bin/guard_evidence\"", guard);
        check("'/srv/나/내 일/.claude/skills/test/bin/guard_evidence' ", guard);
        check("./.claude/skills/test/bin/guard_evidence", guard);
        check(".claude/skills/test/bin/guard_evidence", guard);
    }

    #[test]
    fn what_a_user_wrote_is_the_users() {
        check("guard_evidence", None);
        check("${CLAUDE_PROJECT_DIR}/.claude/skills/test/bin/my_own", None);
        check("python3 .claude/skills/test/hooks/guard_evidence.py", None);
        check("${CLAUDE_PROJECT_DIR}/.claude/skills/test/bin/guard_evidence.sh", None);
        check("$D/.claude/skills/test/bin/guard_evidence | tee log", None);
        check("/usr/bin/timeout 5 /p/.claude/skills/test/bin/guard_evidence", None);
        check("cd /p && .claude/skills/test/bin/guard_evidence", None);
        check("/bin/nice .claude/skills/test/bin/guard_evidence", None);
    }

    #[test]
    fn an_event_starts_a_hook_once() {
        let mut seen = Vec::new();
        for group in wanted() {
            assert!(!group.programs.is_empty());
            assert_eq!(group.programs.len(), handlers(&group.value).len());
            seen.extend(group.programs.into_iter().map(|name| (group.event.clone(), name)));
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count);
        assert_eq!(hooks().len(), 8);
    }
}
