//! Carrying the changes of a typed view back into the tree it was read from.

use contract::{Json, Object};

/// Names by which the objects of a list are told apart, in this order.
const IDENTITIES: [&str; 4] = ["id", "tc_id", "path", "name"];

/// Applies to `tree` what changed from `before` to `after`.
///
/// What the view does not know (keys absent from both `before` and `after`) stays where it is, also
/// inside list items that moved. Unchanged parts are not touched, so their text stays the same.
pub(crate) fn carry_over(tree: &mut Json, before: &Json, after: &Json) {
    if before == after {
        return;
    }
    match (tree, before, after) {
        (Json::Object(tree), Json::Object(before), Json::Object(after)) => {
            carry_members(tree, before, after);
        }
        (Json::Array(tree), Json::Array(before), Json::Array(after))
            if tree.len() == before.len() =>
        {
            carry_elements(tree, before, after);
        }
        (tree, _, after) => *tree = after.clone(),
    }
}

fn carry_members(tree: &mut Object, before: &Object, after: &Object) {
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        tree.shift_remove(name);
    }
    for (name, value) in after {
        match (tree.get_mut(name), before.get(name)) {
            (Some(old), Some(known)) => carry_over(old, known, value),
            (Some(old), None) => old.clone_from(value),
            // The view shows a default for a key that is absent: absent it stays while unchanged.
            (None, Some(known)) if known == value => {}
            (None, _) => {
                tree.insert(name.clone(), value.clone());
            }
        }
    }
}

fn carry_elements(tree: &mut Vec<Json>, before: &[Json], after: &[Json]) {
    let old = std::mem::take(tree);
    let partner = |index: usize, value: &Json| match identity(value) {
        Some(wanted) => before.iter().position(|b| identity(b) == Some(wanted)),
        None => (index < before.len()).then_some(index),
    };
    for (index, value) in after.iter().enumerate() {
        let mut element = value.clone();
        if let Some(at) = partner(index, value) {
            element.clone_from(&old[at]);
            carry_over(&mut element, &before[at], value);
        }
        tree.push(element);
    }
}

fn identity(value: &Json) -> Option<&Json> {
    let members = value.as_object()?;
    IDENTITIES.iter().find_map(|name| members.get(*name))
}
