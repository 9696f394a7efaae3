//! There and back, older registrations, and what is somebody else's.

use super::*;
use proptest::prelude::*;

fn wanted() -> Vec<Group> {
    registration::wanted()
}

fn registered(text: &str) -> Merged {
    register(text, &wanted())
}

/// Registering once more changes nothing, and taking out gives the text back.
#[track_caller]
fn check_there_and_back(text: &str) {
    let merged = registered(text);
    assert_eq!(merged.changes.len(), wanted().len(), "{}", merged.text);
    assert!(merged.changes.iter().all(|change| change.what == What::Added));
    let again = registered(&merged.text);
    assert_eq!((again.text.as_str(), again.changes.len()), (merged.text.as_str(), 0));
    assert_eq!(unregister(&merged.text, &merged.made).text, text);
}

#[test]
fn settings_of_any_layout_come_back_byte_for_byte() {
    for text in [
        "{}\n",
        "{}",
        "{\n}\n",
        " { } ",
        "{\"model\":\"opus\"}",
        "{ \"model\": \"opus\" }\n",
        "{\n\t\"permissions\": {\n\t\t\"allow\": [\"Bash(npm test)\"]\n\t}\n}\n",
        "{\r\n    \"env\": { \"이름\": \"값\" },\r\n\r\n    \"cleanupPeriodDays\": 30.0\r\n}",
        "{\n  \"hooks\": {}\n}\n",
        "{\n  \"hooks\": {\n    \"PreToolUse\": [],\n    \"Stop\": [ ]\n  },\n  \"model\": \"x\"\n}\n",
        "{\n  \"hooks\": {\n    \"PreToolUse\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"a\"}]}]\n  }\n}\n",
        "{\"hooks\":{\"Notification\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"say 가\"}]}]}}",
    ] {
        check_there_and_back(text);
    }
}

#[test]
fn a_new_file_reads_like_hooks_json() {
    let merged = registered("{}\n");
    assert_eq!(merged.text, include_str!("../../../../../hooks/hooks.json"));
    assert_eq!(merged.made[..2], ["/hooks", "/hooks/PreToolUse"]);
}

/// Settings with one group at an event, and what becomes of that event.
#[track_caller]
fn check_event(event: &str, groups: &str, changes: &[(What, &[&str])]) {
    let full = registered("{}").text;
    let mut tree = json::parse(&full).unwrap();
    let list = json::parse(groups).unwrap();
    let hooks = tree.as_object_mut().unwrap().get_mut("hooks").unwrap();
    hooks.as_object_mut().unwrap().insert(event.into(), list);
    let merged = registered(&tree.to_string());
    let done: Vec<_> = merged.changes.iter().map(|it| (it.what, it.programs.clone())).collect();
    let expected: Vec<_> = changes
        .iter()
        .map(|(what, names)| (*what, names.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    assert_eq!(done, expected, "{}", merged.text);
    assert!(registered(&merged.text).changes.is_empty());
}

const FINAL: &str = "validate_final_message";
const GUARD: &str = "\"$CLAUDE_PROJECT_DIR\"/.claude/skills/test/bin/guard_evidence";

fn handler(command: &str) -> String {
    format!("{{\"type\":\"command\",\"command\":{}}}", Json::from(command))
}

#[test]
fn an_older_registration_is_brought_up_to_date_where_it_stands() {
    let old = handler("${CLAUDE_PROJECT_DIR}/.claude/skills/test/bin/validate_final_message");
    let own = handler("notify-send done");
    let group = |handlers: &str| format!("{{\"hooks\":[{handlers}]}}");
    check_event("Stop", &format!("[{}]", group(&old)), &[(What::Updated, &[FINAL])]);
    // Beside a user's own, ours goes into a group of its own.
    check_event(
        "Stop",
        &format!("[{}]", group(&format!("{own},{old}"))),
        &[(What::Removed, &[FINAL]), (What::Added, &[FINAL])],
    );
    // Twice is once too often.
    check_event(
        "Stop",
        &format!("[{},{},{0}]", group(&old), group(&own)),
        &[(What::Updated, &[FINAL]), (What::Removed, &[FINAL])],
    );
    // At an event where it is not wanted any more.
    check_event("SessionEnd", &format!("[{}]", group(&old)), &[(What::Removed, &[FINAL])]);
}

#[test]
fn other_events_of_ours_are_not_disturbed() {
    let all = wanted();
    let group = all.iter().find(|group| group.programs == ["guard_io_scope"]).unwrap();
    let old = format!("{{\"matcher\":\"Write\",\"hooks\":[{}]}}", handler(GUARD));
    check_event(
        "PreToolUse",
        &format!("[{},{old}]", group.value),
        &[
            (What::Updated, &["guard_evidence"]),
            (What::Added, &all[0].programs.iter().map(String::as_str).collect::<Vec<_>>()),
        ],
    );
}

#[test]
fn a_users_own_hooks_stay_where_they_are() {
    let own = r#"{"hooks":{"PreToolUse":[{"matcher":"Bash","hooks":[{"type":"command","command":"my-guard"}]}]}}"#;
    let merged = registered(own);
    let tree = json::parse(&merged.text).unwrap();
    let first = tree.pointer("/hooks/PreToolUse/0/hooks/0/command").and_then(Json::as_str);
    assert_eq!(first, Some("my-guard"));
    assert_eq!(unregister(&merged.text, &merged.made).text, own);
}

#[test]
fn without_a_record_only_what_is_surely_ours_goes() {
    let merged = registered("{}");
    let taken = unregister(&merged.text, &[]);
    assert_eq!(taken.changes.len(), wanted().len());
    let tree = json::parse(&taken.text).unwrap();
    assert_eq!(tree.pointer("/hooks/Stop").unwrap().to_string(), "[]");
}

/// Settings with any blanks between their tokens.
fn any_layout() -> impl Strategy<Value = String> {
    let tokens = [
        "{",
        "\"model\"",
        ":",
        "1e400",
        ",",
        "\"hooks\"",
        ":",
        "{",
        "\"Stop\"",
        ":",
        "[",
        "]",
        ",",
        "\"PreToolUse\"",
        ":",
        "[",
        "{",
        "\"hooks\"",
        ":",
        "[",
        "]",
        "}",
        "]",
        "}",
        "}",
    ];
    let blanks = prop::collection::vec("|| |\n|\n  |\r\n\t|[ \t\r\n]{0,6}", tokens.len() + 1);
    blanks.prop_map(move |blanks| {
        let parts = blanks[1..].iter().zip(tokens).map(|(blank, token)| format!("{token}{blank}"));
        format!("{}{}", blanks[0], parts.collect::<String>())
    })
}

proptest! {
    #[test]
    fn settings_come_back_whatever_their_layout(text in any_layout()) {
        let merged = registered(&text);
        prop_assert!(registered(&merged.text).changes.is_empty());
        prop_assert_eq!(unregister(&merged.text, &merged.made).text, text);
    }

    /// Any mixture of groups, ours and others, in any event: one run brings order, the next finds it.
    #[test]
    fn registering_ends_and_keeps_what_is_not_ours(
        groups in prop::collection::vec(
            (0..5_usize, prop::collection::vec(0..10_usize, 0..4), any::<bool>()), 0..8)
    ) {
        let events = ["PreToolUse", "PostToolUse", "Stop", "SubagentStop", "SessionEnd"];
        let names = registration::hooks();
        let mut by_event = json::Object::new();
        let mut own = 0;
        for (event, handlers, has_matcher) in groups {
            let handlers = handlers.into_iter().map(|index| {
                let command = names.get(index).map(|name| format!("/p/{}{name}", registration::BIN));
                let command = command.unwrap_or_else(|| { own += 1; "my-own".into() });
                json::parse(&handler(&command)).unwrap()
            });
            let mut group = json::Object::new();
            if has_matcher {
                group.insert("matcher".into(), "Write|Edit|MultiEdit".into());
            }
            group.insert("hooks".into(), Json::Array(handlers.collect()));
            let list = by_event.entry(events[event].into()).or_insert_with(|| Json::Array(vec![]));
            if let Json::Array(list) = list {
                list.push(Json::Object(group));
            }
        }
        let settings = json::Object::from_iter([("hooks".into(), Json::Object(by_event))]);
        let merged = registered(&Json::Object(settings).to_string());
        prop_assert!(registered(&merged.text).changes.is_empty());
        prop_assert_eq!(merged.text.matches("my-own").count(), own);
        for group in wanted() {
            let tree = json::parse(&merged.text).unwrap();
            let there = tree.pointer(&at(&group.event)).unwrap().as_array().unwrap();
            prop_assert_eq!(there.iter().filter(|it| **it == group.value).count(), 1);
        }
        let taken = unregister(&merged.text, &merged.made).text;
        prop_assert!(!taken.contains(registration::BIN), "{}", taken);
        prop_assert_eq!(taken.matches("my-own").count(), own);
    }
}
