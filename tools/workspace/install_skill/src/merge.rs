//! Our registrations in the text of a settings file: put in, brought up to date, taken out.
//!
//! One step changes one place, and the next step is found anew in the text that came of it. So there
//! is one account of what differs from what we want, and running it on its own result finds nothing.

use crate::registration::{self, Group};
use contract::{
    Json,
    json::{
        self,
        edit::{self, EditError},
    },
};
use serde::Serialize;

/// The text as it should be, and what of it is new.
#[derive(Debug)]
pub(crate) struct Merged {
    pub(crate) text: String,
    pub(crate) changes: Vec<Change>,
    /// Pointers of the objects and arrays that were not there before, in the order of their making.
    pub(crate) made: Vec<String>,
}

/// What was done to one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    pub(crate) what: What,
    pub(crate) event: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) matcher: Option<String>,
    pub(crate) programs: Vec<String>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    Added,
    Updated,
    Removed,
}

/// One place to change.
enum Step {
    Make(String, Json),
    Put(String, Json, Change),
    Exchange(String, Json, Change),
    Remove(String, Option<Change>),
}

/// Registers the wanted groups in a settings file that the client accepts.
pub(crate) fn register(text: &str, wanted: &[Group]) -> Merged {
    let names = registration::hooks();
    repeat(text, |tree| next_to_register(tree, wanted, &names))
}

/// Takes our registrations out; of what they stood in, what we made goes, too.
pub(crate) fn unregister(text: &str, made: &[String]) -> Merged {
    let names = registration::hooks();
    repeat(text, |tree| next_to_remove(tree, made, &names))
}

fn repeat(text: &str, next: impl Fn(&Json) -> Option<Step>) -> Merged {
    let mut merged = Merged { text: text.to_owned(), changes: Vec::new(), made: Vec::new() };
    let mut tree = json::parse(&merged.text).expect("settings are parsed before they are merged");
    while let Some(step) = next(&tree) {
        let (edited, change) = step.apply(&merged.text).expect("a step is found in this very text");
        merged.changes.extend(change);
        if let Step::Make(pointer, _) = step {
            merged.made.push(pointer);
        }
        merged.text = edited;
        tree = json::parse(&merged.text).expect("an edit of JSON is JSON");
    }
    merged
}

impl Step {
    fn apply(&self, text: &str) -> Result<(String, Option<Change>), EditError> {
        Ok(match self {
            Self::Make(at, value) => (edit::insert(text, at, value)?, None),
            Self::Put(at, value, change) => (edit::insert(text, at, value)?, Some(change.clone())),
            Self::Exchange(at, value, change) => {
                (edit::replace(text, at, value)?, Some(change.clone()))
            }
            Self::Remove(at, change) => (edit::remove(text, at)?, change.clone()),
        })
    }
}

fn next_to_register(tree: &Json, wanted: &[Group], names: &[String]) -> Option<Step> {
    let Some(hooks) = tree.get("hooks").and_then(Json::as_object) else {
        return Some(Step::Make("/hooks".into(), Json::Object(json::Object::new())));
    };
    let events = wanted.iter().map(|group| group.event.as_str());
    for event in events.chain(hooks.keys().map(String::as_str)) {
        let groups = wanted.iter().filter(|group| group.event == event);
        match hooks.get(event).and_then(Json::as_array) {
            Some(there) => {
                let step = next_of_event(event, there, &groups.collect::<Vec<_>>(), names);
                if step.is_some() {
                    return step;
                }
            }
            None if groups.count() > 0 => return Some(Step::Make(at(event), Json::Array(vec![]))),
            None => {}
        }
    }
    None
}

/// Groups that are only ours are brought up to date where they stand, others are left with what is
/// not ours, and what is missing comes at the end.
fn next_of_event(event: &str, there: &[Json], wanted: &[&Group], names: &[String]) -> Option<Step> {
    let mut homes = Vec::new();
    let mut missing = None;
    for group in wanted {
        let free = || (0..there.len()).filter(|index| !homes.contains(index));
        let equal = free().find(|index| there[*index] == group.value);
        match equal.or_else(|| free().find(|index| is_home(&there[*index], group, names))) {
            Some(home) if there[home] == group.value => homes.push(home),
            Some(home) => {
                let change = change(What::Updated, event, &group.value, names);
                return Some(Step::Exchange(at_group(event, home), group.value.clone(), change));
            }
            None => missing = missing.or(Some(group)),
        }
    }
    let astray = (0..there.len()).filter(|index| !homes.contains(index));
    let step = astray.rev().find_map(|index| remove_ours(event, index, &there[index], names));
    step.or_else(|| {
        let group = missing?;
        let change = change(What::Added, event, &group.value, names);
        Some(Step::Put(format!("{}/-", at(event)), group.value.clone(), change))
    })
}

/// Whether all of a group is ours, and some of it is wanted in this one.
fn is_home(there: &Json, wanted: &Group, names: &[String]) -> bool {
    let handlers = registration::handlers(there);
    let ours: Vec<_> =
        handlers.iter().filter_map(|handler| registration::ours(handler, names)).collect();
    ours.len() == handlers.len()
        && ours.iter().any(|name| wanted.programs.iter().any(|w| w == name))
}

/// Takes what is ours out of a group, and the group when nothing else is in it.
fn remove_ours(event: &str, index: usize, group: &Json, names: &[String]) -> Option<Step> {
    let handlers = registration::handlers(group);
    let is_ours = |handler: &Json| registration::ours(handler, names).is_some();
    let last = handlers.iter().rposition(is_ours)?;
    let pointer = at_group(event, index);
    if handlers.iter().all(is_ours) {
        return Some(Step::Remove(pointer, Some(change(What::Removed, event, group, names))));
    }
    let name = registration::ours(&handlers[last], names)?;
    let change =
        Change { programs: vec![name.to_owned()], ..change(What::Removed, event, group, names) };
    Some(Step::Remove(format!("{pointer}/hooks/{last}"), Some(change)))
}

/// From the end to the beginning, so that what was inserted last goes first.
fn next_to_remove(tree: &Json, made: &[String], names: &[String]) -> Option<Step> {
    let hooks = tree.get("hooks")?.as_object()?;
    for (event, groups) in hooks.iter().rev() {
        let there = groups.as_array().unwrap_or_default();
        let ours = (0..there.len()).rev().find_map(|i| remove_ours(event, i, &there[i], names));
        if ours.is_some() {
            return ours;
        }
        if there.is_empty() && made.contains(&at(event)) {
            return Some(Step::Remove(at(event), None));
        }
    }
    let is_done_with = hooks.is_empty() && made.iter().any(|pointer| pointer == "/hooks");
    is_done_with.then(|| Step::Remove("/hooks".into(), None))
}

fn change(what: What, event: &str, group: &Json, names: &[String]) -> Change {
    let programs = registration::handlers(group).iter();
    Change {
        what,
        event: event.to_owned(),
        matcher: group.get("matcher").and_then(Json::as_str).map(str::to_owned),
        programs: programs
            .filter_map(|handler| registration::ours(handler, names))
            .map(str::to_owned)
            .collect(),
    }
}

fn at(event: &str) -> String {
    format!("/hooks/{}", event.replace('~', "~0").replace('/', "~1"))
}

fn at_group(event: &str, index: usize) -> String {
    format!("{}/{index}", at(event))
}

#[cfg(test)]
mod tests;
