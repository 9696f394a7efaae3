//! Settings files as people have them: kept byte for byte, or refused and not touched.

use super::*;

/// Settings that the client accepts.
const ACCEPTED: [&str; 13] = [
    "{}",
    "{}\n",
    "{\n}\n",
    "{ }\n\n",
    "{\"model\":\"opus\",\"permissions\":{\"deny\":[\"Read(.env)\"]}}",
    "{\n   \"env\" : { \"이름\" : \"값\" } ,\n   \"cleanupPeriodDays\" : 30.0\n}",
    "{\n\t\"permissions\": {\n\t\t\"allow\": [\n\t\t\t\"Bash(npm test)\"\n\t\t]\n\t}\n}\n",
    "{\r\n  \"model\": \"opus\",\r\n\r\n  \"env\": {}\r\n}\r\n",
    "\u{feff}{\n  \"model\": \"opus\"\n}\n",
    "{\n  \"hooks\": {}\n}\n",
    "{\"hooks\": {\"Stop\": 1}, \"hooks\": {\"Stop\": []}}",
    "{\n    \"hooks\": {\n        \"PreToolUse\": [\n            {\n                \"matcher\": \"Bash\",\n                \"hooks\": [{\"type\": \"command\", \"command\": \"echo 안녕\"}]\n            }\n        ],\n        \"Notification\": [\n        ]\n    },\n    \"other\": 1e400\n}\n",
    "{\n  \"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"say\", \"timeout\": 0.5}]}]}\n}\n",
];

#[test]
fn accepted_settings_come_back_byte_for_byte() {
    for before in ACCEPTED {
        let scene = Scene::new();
        scene.project.write(".claude/settings.json", before);
        let report = scene.install(&[]);
        assert_eq!(report["changed"].as_array().unwrap().len(), 6, "{before}");
        let warnings = report["warnings"].as_array().unwrap().len();
        assert_eq!(warnings, usize::from(before.starts_with('\u{feff}')));
        let with = scene.settings();
        assert_eq!(with.starts_with('\u{feff}'), before.starts_with('\u{feff}'));
        let lone = with.replace("\r\n", "").contains('\n');
        assert_eq!(lone, !before.contains("\r\n") && (with.contains('\n')), "{with}");
        assert_eq!(scene.install(&[])["status"], "UNCHANGED", "{with}");
        assert_eq!(scene.settings(), with);
        scene.uninstall(&[]);
        assert_eq!(scene.settings(), before);
        assert_eq!(scene.files(), [".claude/settings.json"]);
    }
}

/// Settings that the client would ignore: what is said, and with which code.
const REFUSED: [(&str, &str, &str); 11] = [
    ("", "line 1 column 1", "install_skill/settings-not-json"),
    ("{\n  // a note\n}", "line 2 column 3", "install_skill/settings-not-json"),
    ("{\n  \"model\": \"opus\",\n}", "line 3 column 1", "install_skill/settings-not-json"),
    ("{'model': 1}", "line 1 column 2", "install_skill/settings-not-json"),
    ("[]", "it is an array, not an object", "install_skill/settings-not-accepted"),
    ("{\"model\": 5}", "at /model", "install_skill/settings-not-accepted"),
    (
        "{\"permissions\": {\"deny\": 5}}",
        "at /permissions/deny",
        "install_skill/settings-not-accepted",
    ),
    (
        "{\"hooks\": {\"PreToolUse\": {}}}",
        "at /hooks/PreToolUse",
        "install_skill/settings-not-accepted",
    ),
    (
        "{\"hooks\": {\"PreToolUse\": [{\"matcher\": [\"Bash\"], \"hooks\": []}]}}",
        "at /hooks/PreToolUse/0/matcher",
        "install_skill/settings-not-accepted",
    ),
    (
        "{\"hooks\": {\"PreToolUse\": [{\"type\": \"command\", \"command\": \"a\"}]}}",
        "it has no array `hooks`",
        "install_skill/settings-not-accepted",
    ),
    (
        "{\"hooks\": {\"PermissionRequest\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"a\", \"timeout\": 0}]}]}}",
        "at /hooks/PermissionRequest/0/hooks/0/timeout",
        "install_skill/settings-not-accepted",
    ),
];

#[test]
fn what_the_client_would_ignore_is_refused_and_not_touched() {
    for (before, said, code) in REFUSED {
        let scene = Scene::new();
        scene.project.write(".claude/settings.json", before);
        scene.refuses(&[], code, said);
        assert_eq!(scene.settings(), before);
        assert_eq!(scene.files(), [".claude/settings.json"]);
    }
}

#[test]
fn what_the_client_passes_over_is_told() {
    let scene = Scene::new();
    let settings =
        "{\"hooks\": {\"PreTooluse\": [], \"Stop\": [{\"hooks\": [{\"type\": \"cmd\"}]}]}}";
    scene.project.write(".claude/settings.json", settings);
    let report = scene.install(&[]);
    let warned = |index: usize| report["warnings"][index].as_str().unwrap().to_owned();
    assert!(
        warned(0).contains("/hooks/PreTooluse in settings.json: the client knows no such event")
    );
    assert!(warned(1).contains("/hooks/Stop/0/hooks/0 in settings.json: its `type` is none of"));
}

#[test]
fn a_script_that_a_hook_replaces_is_told() {
    let scene = Scene::new();
    let command = "python3 .claude/skills/test/hooks/validate_test_result.py";
    let own = format!(
        r#"{{"hooks":{{"PreToolUse":[{{"hooks":[{{"type":"command","command":"{command}"}}]}}]}}}}"#
    );
    scene.project.write(".claude/settings.json", &own);
    let report = scene.install(&[]);
    let said = format!("settings.json also starts `{command}`; take it out there");
    assert!(report["warnings"][0].as_str().unwrap().starts_with(&said));
    assert!(scene.settings().contains(command));
    scene.uninstall(&[]);
    assert_eq!(scene.settings(), own);
}

#[test]
fn what_is_no_file_is_left_alone() {
    let scene = Scene::new();
    fs::create_dir_all(scene.project.path(".claude/settings.json")).unwrap();
    scene.refuses(&[], "store/not-a-file", "settings.json");
    assert!(scene.files().is_empty());
}

#[test]
fn not_even_utf_8_is_said() {
    let scene = Scene::new();
    scene.project.write(".claude/settings.json", b"{\"model\": \"\xff\"}");
    scene.refuses(&[], "store/not-utf8", "offset 11");
}
