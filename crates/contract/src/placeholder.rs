//! Placeholders such as `{data.order_id}` in a plan's paths, bodies and statements.
//!
//! `{data.x}` names a member of the test case's `data` in the mapping; `{steps.a.x}` a value taken
//! from an earlier answer. Braces around anything else (JSON, a path parameter `{id}`) are text.

use crate::{Json, Object};

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder<'a> {
    /// Byte offset of its `{`.
    pub start: usize,
    /// Byte offset behind its `}`.
    pub end: usize,
    /// The name inside, such as `data.order_id`.
    pub name: &'a str,
}

/// A name that nothing stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPlaceholder {
    /// The name as it was written.
    pub name: String,
    /// The names that would have been known, in the mapping's order.
    pub known: Vec<String>,
}

/// All placeholders of a text, in order.
pub fn find(text: &str) -> Vec<Placeholder<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find('{') {
        let start = at + offset;
        at = start + 1;
        let Some(length) = text[at..].find(['{', '}']) else { break };
        let name = &text[at..at + length];
        if text.as_bytes()[at + length] == b'}' && is_name(name) {
            at += length + 1;
            found.push(Placeholder { start, end: at, name });
        }
    }
    found
}

fn is_name(name: &str) -> bool {
    ["data.", "steps."].iter().any(|root| {
        name.strip_prefix(root).is_some_and(|rest| {
            !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c == '"' || c == '\'')
        })
    })
}

/// The value behind a name: `data.order_id`, or `data.order_a.id` for nested data. A member whose
/// own name holds dots is found as well.
pub fn value<'a>(name: &str, data: &'a Object) -> Result<&'a Json, UnknownPlaceholder> {
    let unknown = || UnknownPlaceholder {
        name: name.into(),
        known: data.keys().map(|key| format!("data.{key}")).collect(),
    };
    let path = name.strip_prefix("data.").ok_or_else(unknown)?;
    if let Some(value) = data.get(path) {
        return Ok(value);
    }
    let mut steps = path.split('.');
    let first = steps.next().and_then(|step| data.get(step)).ok_or_else(unknown)?;
    steps.try_fold(first, |value, step| value.get(step)).ok_or_else(unknown)
}

/// The text with its placeholders replaced by `show(value)`.
pub fn fill_with(
    text: &str,
    data: &Object,
    mut show: impl FnMut(&Json) -> String,
) -> Result<String, UnknownPlaceholder> {
    let mut filled = String::with_capacity(text.len());
    let mut at = 0;
    for placeholder in find(text) {
        filled.push_str(&text[at..placeholder.start]);
        filled.push_str(&show(value(placeholder.name, data)?));
        at = placeholder.end;
    }
    filled.push_str(&text[at..]);
    Ok(filled)
}

/// The text with its placeholders replaced by the plain text of their values.
pub fn fill(text: &str, data: &Object) -> Result<String, UnknownPlaceholder> {
    fill_with(text, data, Json::to_plain_text)
}

/// A JSON value with all placeholders in its strings filled. A string that is one placeholder and
/// nothing else becomes the value itself, with its type.
pub fn fill_json(template: &Json, data: &Object) -> Result<Json, UnknownPlaceholder> {
    Ok(match template {
        Json::String(text) => match find(text).as_slice() {
            [only] if only.start == 0 && only.end == text.len() => value(only.name, data)?.clone(),
            _ => Json::String(fill(text, data)?),
        },
        Json::Array(elements) => Json::Array(
            elements.iter().map(|element| fill_json(element, data)).collect::<Result<_, _>>()?,
        ),
        Json::Object(members) => Json::Object(
            members
                .iter()
                .map(|(name, member)| Ok((fill(name, data)?, fill_json(member, data)?)))
                .collect::<Result<_, _>>()?,
        ),
        plain => plain.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn data() -> Object {
        let text = r#"{"order_id":1234567890123456789,"name":"o'brien","a":{"id":7},"x.y":true}"#;
        parse(text).unwrap().as_object().unwrap().clone()
    }

    #[test]
    fn only_our_names_are_placeholders() {
        let names = |text| find(text).into_iter().map(|p| p.name).collect::<Vec<_>>();
        assert_eq!(names("/orders/{data.order_id}/{id}"), ["data.order_id"]);
        assert_eq!(names(r#"{"a":"{data.b}","c":{"d":1}}"#), ["data.b"]);
        assert_eq!(names("{{data.x}} {data.} {data.a b} {steps.a.x}"), ["data.x", "steps.a.x"]);
        assert_eq!(names("{data.x"), Vec::<&str>::new());
    }

    #[test]
    fn values_are_found_by_path_and_by_name() {
        let data = data();
        assert_eq!(fill("{data.order_id}-{data.a.id}", &data).unwrap(), "1234567890123456789-7");
        assert_eq!(fill("{data.x.y}", &data).unwrap(), "true");
        let unknown = fill("{data.nope}", &data).unwrap_err();
        assert_eq!(unknown.name, "data.nope");
        assert_eq!(unknown.known, ["data.order_id", "data.name", "data.a", "data.x.y"]);
    }

    #[test]
    fn a_lone_placeholder_keeps_its_type() {
        let template = parse(r#"{"id":"{data.order_id}","t":"no {data.order_id}"}"#).unwrap();
        let filled = fill_json(&template, &data()).unwrap().to_string();
        assert_eq!(filled, r#"{"id":1234567890123456789,"t":"no 1234567890123456789"}"#);
    }
}
