//! Walks over a schema, a document, or both.

use serde_json::Value;
use std::collections::BTreeSet;

/// Members of a schema, each as `Type/member`.
pub(crate) type Members = BTreeSet<String>;

/// All members that a document of this schema may have.
pub(crate) fn members(schema: &Value) -> Members {
    let mut found = Members::new();
    let definitions = schema["$defs"].as_object().into_iter().flatten();
    let types = definitions.map(|(name, definition)| (name.as_str(), definition));
    for (name, definition) in types.chain([("", schema)]) {
        let members = definition["properties"].as_object().into_iter().flatten();
        found.extend(members.map(|(member, _)| format!("{name}/{member}")));
    }
    found
}

/// The members that a document really has, null not counted.
pub(crate) fn seen(schema: &Value, document: &Value) -> Members {
    let mut walk = Walk { root: schema, seen: Members::new() };
    walk.visit("", schema, document);
    walk.seen
}

struct Walk<'a> {
    root: &'a Value,
    seen: Members,
}

impl Walk<'_> {
    fn visit(&mut self, name: &str, schema: &Value, value: &Value) {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.trim_start_matches("#/$defs/");
            let definition = &self.root["$defs"][name];
            return self.visit(name, definition, value);
        }
        for branch in schema["anyOf"].as_array().into_iter().flatten() {
            self.visit(name, branch, value);
        }
        for element in value.as_array().into_iter().flatten() {
            self.visit(name, &schema["items"], element);
        }
        for (member, value) in value.as_object().into_iter().flatten() {
            let declared = &schema["properties"][member];
            if declared.is_null() {
                self.visit(name, &schema["additionalProperties"], value);
            } else if !value.is_null() {
                self.seen.insert(format!("{name}/{member}"));
                self.visit(name, declared, value);
            }
        }
    }
}

/// JSON pointers to all values of a document but the root.
pub(crate) fn pointers(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((pointer, value)) = open.pop() {
        let children: Vec<(String, &Value)> = match value {
            Value::Array(elements) => {
                elements.iter().enumerate().map(|(i, e)| (format!("{pointer}/{i}"), e)).collect()
            }
            Value::Object(members) => {
                let escape = |name: &str| name.replace('~', "~0").replace('/', "~1");
                members.iter().map(|(m, v)| (format!("{pointer}/{}", escape(m)), v)).collect()
            }
            _ => Vec::new(),
        };
        found.extend(children.iter().map(|(pointer, _)| pointer.clone()));
        open.extend(children);
    }
    found
}

/// Removes the member at `pointer`; an element of an array stays.
pub(crate) fn remove(document: &mut Value, pointer: &str) -> bool {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return false };
    let name = name.replace("~1", "/").replace("~0", "~");
    let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
    parent.is_some_and(|members| members.remove(&name).is_some())
}
