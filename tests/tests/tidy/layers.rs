//! Who may depend on whom, and what the pure crates may touch.

use crate::{
    manifests::{self, Manifest},
    syntax,
    tree::{self, none_wrong},
};

/// The permitted edges between crates. Arrows go down only: I/O crates to pure crates to `contract`
/// and `fault`; pure crates do not see each other.
const EDGES: [(&str, &[&str]); 18] = [
    ("fault", &[]),
    ("contract", &[]),
    // Pure.
    ("chain", &["contract", "fault"]),
    ("judge", &["contract", "fault"]),
    ("rowdiff", &["contract", "fault"]),
    ("shell", &[]),
    ("testdoc", &["contract", "fault"]),
    // With input and output.
    ("store", &["contract", "fault"]),
    ("evidence", &["chain", "contract", "fault", "store"]),
    ("exchange", &["contract", "fault"]),
    // A SQLite file is found as all files are: in either form of Korean.
    ("database", &["contract", "fault", "store"]),
    ("cli", &["fault", "store"]),
    ("hook", &["contract", "fault", "shell", "store"]),
    // Development only.
    ("testkit", &[]),
    // `seed-ledger` makes a real ledger, which bears out a real document.
    ("devtool", &["contract", "evidence", "store", "testdoc"]),
    ("e2e", &["testkit"]),
    ("demo_shop", &[]),
    ("benches", &["store"]),
];

/// What a tool may depend on.
const FOR_TOOLS: [&str; 11] = [
    "chain", "cli", "contract", "database", "evidence", "exchange", "fault", "judge", "rowdiff",
    "store", "testdoc",
];

/// What a hook may depend on.
const FOR_HOOKS: [&str; 7] = ["contract", "evidence", "fault", "hook", "shell", "store", "testdoc"];

/// What a hook may depend on that is a tool, too: `behavioral_gate --mapping` has a command line. As a
/// hook it touches none of it.
const FOR_HOOKS_WITH_A_COMMAND_LINE: [&str; 8] =
    ["cli", "contract", "evidence", "fault", "hook", "shell", "store", "testdoc"];

/// Crates that take values and return values.
const PURE: [&str; 7] = ["chain", "contract", "fault", "judge", "rowdiff", "shell", "testdoc"];

/// What reaches the world: files, environment, processes, network, clock, terminal.
const WORLD: [&str; 10] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::os",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
];

fn permitted(member: &Manifest) -> Option<&'static [&'static str]> {
    if member.folder.starts_with("tools/") {
        return Some(&FOR_TOOLS);
    }
    if member.folder == "hooks/behavioral_gate" {
        return Some(&FOR_HOOKS_WITH_A_COMMAND_LINE);
    }
    if member.folder.starts_with("hooks/") {
        return Some(&FOR_HOOKS);
    }
    EDGES.iter().find(|(name, _)| *name == member.name()).map(|(_, edges)| *edges)
}

#[test]
fn arrows_go_down_only() {
    let members = manifests::members();
    let ours: Vec<&str> = members.iter().map(Manifest::name).collect();
    let mut wrong = Vec::new();
    for member in &members {
        let Some(permitted) = permitted(member) else {
            wrong.push(format!("{} is not in the table of edges", member.name()));
            continue;
        };
        for name in member.dependencies("dependencies") {
            if ours.contains(&name) && !permitted.contains(&name) {
                wrong.push(format!("{} may not depend on {name}", member.name()));
            }
        }
        // Tests may use the kit, and what the crate itself may use.
        for name in member.dependencies("dev-dependencies") {
            let is_fine = name == "testkit" || permitted.contains(&name) || member.name() == "e2e";
            if ours.contains(&name) && !is_fine {
                wrong.push(format!("tests of {} may not depend on {name}", member.name()));
            }
        }
    }
    none_wrong("arrows between crates go down only", &wrong);
}

#[test]
fn no_program_depends_on_a_program() {
    let members = manifests::members();
    let programs: Vec<&str> =
        members.iter().filter(|member| member.is_program()).map(Manifest::name).collect();
    let mut wrong = Vec::new();
    for member in &members {
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let on = member.dependencies(table).into_iter().filter(|name| programs.contains(name));
            wrong.extend(on.map(|name| format!("{} depends on {name}", member.name())));
        }
    }
    none_wrong("what two programs share is a crate", &wrong);
}

#[test]
fn pure_crates_are_pure() {
    let mut wrong = Vec::new();
    for name in PURE {
        for file in tree::below(&format!("crates/{name}/src/")).filter(|file| file.is_rust()) {
            for path in syntax::paths(file) {
                if let Some(part) = WORLD.iter().find(|part| starts_with(&path, part)) {
                    wrong.push(format!("{}: {path} reaches {part}", file.path));
                }
            }
        }
    }
    none_wrong("pure crates take values and return values", &wrong);
}

/// Whether a path such as `std::fs::read` lies at or below another.
fn starts_with(path: &str, part: &str) -> bool {
    path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn the_kit_for_tests_is_in_no_program() {
    let mut wrong = Vec::new();
    for member in manifests::members() {
        let is_e2e = member.name() == "e2e";
        if !is_e2e && member.dependencies("dependencies").contains(&"testkit") {
            wrong.push(format!("{} has testkit in [dependencies]", member.name()));
        }
    }
    none_wrong("the kit is for tests only", &wrong);
}
