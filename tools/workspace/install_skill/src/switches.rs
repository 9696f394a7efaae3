//! Settings outside of the file that we write, which decide whether our hooks run.

use crate::{
    Error,
    place::{Place, SETTINGS},
    settings::Settings,
};
use cli::Io;
use std::path::PathBuf;

/// Settings that a machine's owner sets for everybody.
const MANAGED: [&str; 2] = [
    "/etc/claude-code/managed-settings.json",
    "/Library/Application Support/ClaudeCode/managed-settings.json",
];

/// What keeps hooks from running, one sentence each.
pub(crate) fn in_the_way(place: &Place, io: &Io) -> Vec<String> {
    let mut found = Vec::new();
    // From the strongest to the weakest; the first that says anything decides.
    let files = MANAGED
        .iter()
        .map(PathBuf::from)
        .chain(SETTINGS.iter().rev().map(|name| place.settings(name)))
        .chain(of_user(io));
    let mut is_decided = false;
    for path in files {
        let Ok(settings) = Settings::open(&path) else { continue };
        let shown = place.shown(&path);
        if MANAGED.iter().any(|managed| path.ends_with(managed))
            && settings.switch("allowManagedHooksOnly") == Some(true)
        {
            found.push(format!("`allowManagedHooksOnly` in {shown} keeps a project's hooks off"));
        }
        match settings.switch("disableAllHooks").filter(|_| !is_decided) {
            Some(true) => {
                is_decided = true;
                found.push(format!(
                    "`disableAllHooks` in {shown} switches every hook off; set it to false there"
                ));
            }
            Some(false) => is_decided = true,
            None => {}
        }
    }
    found
}

/// Says so when the client takes a settings file of this name from another folder.
pub(crate) fn elsewhere(place: &Place, name: &str) -> Option<String> {
    let repository = place.root.ancestors().find(|folder| folder.join(".git").exists())?;
    (name == SETTINGS[1] && repository != place.root).then(|| {
        format!("the client takes {name} from the git repository's root, {}", repository.display())
    })
}

/// What is wrong with the other settings files that apply, one sentence each.
pub(crate) fn ignored(place: &Place, io: &Io, written: Option<&str>) -> Vec<String> {
    let others = SETTINGS.iter().filter(|name| Some(**name) != written);
    let files = others.map(|name| place.settings(name)).chain(of_user(io));
    files.filter_map(|path| Some((Settings::open(&path).err()?, path))).map(said).collect()
}

fn said((error, path): (Error, PathBuf)) -> String {
    match error {
        Error::NotAccepted { pointer, message, .. } => {
            format!("the client ignores {}: {message} (at {pointer})", path.display())
        }
        Error::NotJson { line, column, message, .. } => format!(
            "the client ignores {}: {message} (line {line} column {column})",
            path.display()
        ),
        other => format!("{} cannot be read: {other}", path.display()),
    }
}

/// The user's own settings.
fn of_user(io: &Io) -> Option<PathBuf> {
    let folder = io.env().get("CLAUDE_CONFIG_DIR").map(PathBuf::from);
    let folder = folder.or_else(|| Some(PathBuf::from(io.env().get("HOME")?).join(".claude")));
    folder.map(|folder| folder.join(SETTINGS[0]))
}
