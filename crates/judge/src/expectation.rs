//! What a check expects, and the first place where a value differs from it.

use crate::{error::JudgeError, excerpt::quote, found::Found, operator::Operator, raw::Raw};
use contract::json::{Json, Kind, Number};

/// A value to be equal to, or matchers to be fulfilled, at any depth.
#[derive(Debug)]
pub(crate) enum Expectation {
    /// `null`, a boolean, a number or a string.
    Scalar(Json),
    /// An array: as many elements, each as expected.
    Elements(Vec<Expectation>),
    /// An object: these members and no others.
    Members(Vec<(String, Expectation)>),
    /// An object with operator keys: all must hold.
    Matcher(Vec<Operator>),
}

/// The first place where a value is not as expected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// The way from the judged value down, the last step first.
    steps: Vec<String>,
    /// What was expected there, and what was found.
    pub(crate) what: String,
}

impl Mismatch {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { steps: Vec::new(), what: what.into() }
    }

    /// The same difference, seen from one level higher.
    pub(crate) fn below(mut self, step: impl Into<Step>) -> Self {
        self.steps.push(step.into().0);
        self
    }

    /// The JSON pointer from the judged value; empty when the value itself is meant.
    pub(crate) fn pointer(&self) -> String {
        self.steps.iter().rev().map(|step| pointer_step(step)).collect()
    }

    /// For a list of nodes: the number of the node, and the pointer from there.
    pub(crate) fn node(&self) -> Option<(usize, String)> {
        let (first, rest) = self.steps.split_last()?;
        Some((first.parse().ok()?, rest.iter().rev().map(|step| pointer_step(step)).collect()))
    }
}

/// One step as a pointer writes it.
pub(crate) fn pointer_step(step: &str) -> String {
    format!("/{}", step.replace('~', "~0").replace('/', "~1"))
}

/// A step of a pointer: a member's name or an element's number.
pub(crate) struct Step(String);

impl From<&str> for Step {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self(index.to_string())
    }
}

/// Whether a value is as expected.
pub(crate) type Outcome = Result<(), Mismatch>;

impl Expectation {
    /// Reads the value of the check with this key.
    pub(crate) fn parse(value: &Json, key: &str) -> Result<Self, JudgeError> {
        let parse = |value: &Json| Self::parse(value, key);
        match value {
            Json::Array(elements) => {
                elements.iter().map(parse).collect::<Result<_, _>>().map(Self::Elements)
            }
            Json::Object(members) if members.keys().any(|name| name.starts_with('$')) => {
                let operator = |(name, given): (&String, &Json)| {
                    if name.starts_with('$') {
                        Operator::parse(name, given, key)
                    } else {
                        let (key, member) = (key.into(), name.into());
                        Err(JudgeError::MixedMatcher { key, member })
                    }
                };
                members.iter().map(operator).collect::<Result<_, _>>().map(Self::Matcher)
            }
            Json::Object(members) => {
                let member = |(name, value): (&String, &Json)| Ok((name.clone(), parse(value)?));
                members.iter().map(member).collect::<Result<_, _>>().map(Self::Members)
            }
            scalar => Ok(Self::Scalar(scalar.clone())),
        }
    }

    /// A value that is meant as it stands, whatever its members are called.
    pub(crate) fn literal(value: &Json) -> Self {
        match value {
            Json::Array(elements) => Self::Elements(elements.iter().map(Self::literal).collect()),
            Json::Object(members) => Self::Members(
                members.iter().map(|(name, value)| (name.clone(), Self::literal(value))).collect(),
            ),
            scalar => Self::Scalar(scalar.clone()),
        }
    }

    /// Judges what was found.
    pub(crate) fn test(&self, found: Found<'_>) -> Outcome {
        match self {
            Self::Scalar(expected) => scalar(expected, found),
            Self::Elements(expected) => elements(expected, found),
            Self::Members(expected) => members(expected, found),
            Self::Matcher(operators) => operators.iter().try_for_each(|one| one.test(found)),
        }
    }

    /// Whether it holds, for those who do not ask why not.
    pub(crate) fn holds(&self, value: Raw<'_>) -> bool {
        self.test(Found::One(value)).is_ok()
    }
}

fn scalar(expected: &Json, found: Found<'_>) -> Outcome {
    let Some(actual) = found.value() else {
        let hint = if matches!(found, Found::Many(_)) { "; `$each` judges every node" } else { "" };
        let found = found.quote();
        return Err(Mismatch::new(format!("expected {}, found {found}{hint}", shown(expected))));
    };
    let equal = match (expected, actual.kind()) {
        (Json::Null, Kind::Null) => true,
        (Json::Bool(expected), Kind::Bool) => (actual.text() == "true") == *expected,
        (Json::Number(expected), Kind::Number) => {
            expected.as_str() == actual.text()
                || Number::new(actual.text()).is_some_and(|actual| *expected == actual)
        }
        (Json::String(expected), Kind::String) => {
            let text = actual.as_string().unwrap_or_default();
            return if *expected == text { Ok(()) } else { Err(text_difference(expected, &text)) };
        }
        // `{"name": "OPEN", "description": …}` is what many servers write for an enum.
        (Json::String(expected), Kind::Object) => match actual.member("name") {
            Some(name) if name.kind() == Kind::String => {
                return scalar(&Json::from(&**expected), Found::One(name))
                    .map_err(|mismatch| mismatch.below("name"));
            }
            _ => false,
        },
        _ => false,
    };
    if equal { Ok(()) } else { Err(differ(&shown(expected), actual)) }
}

/// A scalar as a sentence quotes it.
fn shown(value: &Json) -> String {
    quote(&value.to_string())
}

/// "expected …, found …", with the type where the texts alone could look alike.
fn differ(expected: &str, actual: Raw<'_>) -> Mismatch {
    let type_name = match actual.kind() {
        Kind::Null => String::new(),
        _ => format!("{} ", actual.type_name()),
    };
    Mismatch::new(format!("expected {expected}, found {type_name}{}", quote(actual.text())))
}

/// Where two strings part, with what stands around it when they are long.
fn text_difference(expected: &str, actual: &str) -> Mismatch {
    const ROOM: usize = 60;
    let plain = |text: &str| Json::from(text).to_string();
    if expected.len() <= 2 * ROOM && actual.len() <= 2 * ROOM {
        return Mismatch::new(format!("expected {}, found {}", plain(expected), plain(actual)));
    }
    let same = expected.chars().zip(actual.chars()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| {
        let start = same.saturating_sub(10);
        let shown: String = text.chars().skip(start).take(ROOM).collect();
        let dots = |more: bool| if more { "…" } else { "" };
        let after = text.chars().nth(start + ROOM).is_some();
        format!("{}{}{}", dots(start > 0), plain(&shown), dots(after))
    };
    Mismatch::new(format!(
        "the strings differ from character {} on: expected {}, found {} ({} and {} characters)",
        same + 1,
        part(expected),
        part(actual),
        expected.chars().count(),
        actual.chars().count(),
    ))
}

fn elements(expected: &[Expectation], found: Found<'_>) -> Outcome {
    let Some(mut actual) = found.elements() else {
        let (count, found) = (expected.len(), found.quote());
        return Err(Mismatch::new(format!("expected an array of {count}, found {found}")));
    };
    for (index, expected) in expected.iter().enumerate() {
        let Some(element) = actual.next() else { break };
        expected.test(Found::One(element)).map_err(|mismatch| mismatch.below(index))?;
    }
    let count = found.count().unwrap_or_default();
    if count == expected.len() as u64 {
        return Ok(());
    }
    let at = usize::try_from(count).unwrap_or(usize::MAX).min(expected.len());
    let what = format!("expected {} elements, found {count}", expected.len());
    Err(Mismatch::new(what).below(at))
}

fn members(expected: &[(String, Expectation)], found: Found<'_>) -> Outcome {
    let actual = match found {
        Found::One(raw) if raw.kind() == Kind::Object => raw.members(),
        _ => {
            return Err(Mismatch::new(format!("expected an object, found {}", found.quote())));
        }
    };
    for (name, expected) in expected {
        let found = actual.get(name.as_str()).map_or(Found::Absent, |value| Found::One(*value));
        expected.test(found).map_err(|mismatch| mismatch.below(&**name))?;
    }
    for (name, value) in &actual {
        if !expected.iter().any(|(known, _)| known == name) {
            let what = format!("expected no such member, found {}", quote(value.text()));
            return Err(Mismatch::new(what).below(&**name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    /// `expected` is empty when the value is as expected, else the pointer and what differs.
    fn check(expectation: &str, actual: &str, expected: &str) {
        let expectation = Expectation::parse(&parse(expectation).unwrap(), "key").unwrap();
        let outcome = expectation.test(Found::One(Raw::from_checked(actual)));
        let shown = outcome.err().map(|m| format!("{} {}", m.pointer(), m.what));
        assert_eq!(shown.unwrap_or_default().trim(), expected, "{actual}");
    }

    #[test]
    fn plain_values_are_equal_by_value() {
        check("1", "1.0", "");
        check("0.10", "1e-1", "");
        check("1e400", "10e399", "");
        check(
            "1234567890123456789",
            "1234567890123456788",
            "expected 1234567890123456789, found a number 1234567890123456788",
        );
        check("1", "true", "expected 1, found a boolean true");
        check("true", "1", "expected true, found a number 1");
        check("1", "\"1\"", "expected 1, found a string \"1\"");
        check("null", "null", "");
        check("null", "0", "expected null, found a number 0");
        check("\"가\"", r#""\uac00""#, "");
        check("\"a\"", "\"A\"", "expected \"a\", found \"A\"");
    }

    #[test]
    fn an_object_with_a_name_stands_for_it() {
        check("\"OPEN\"", r#"{"name":"OPEN","description":"x"}"#, "");
        check("\"OPEN\"", r#"{"name":"DONE"}"#, "/name expected \"OPEN\", found \"DONE\"");
        check(
            "\"OPEN\"",
            r#"{"title":"OPEN"}"#,
            "expected \"OPEN\", found an object {\"title\":\"OPEN\"}",
        );
        check("[\"A\"]", r#"[{"name":"A"}]"#, "");
    }

    #[test]
    fn the_first_difference_has_a_pointer() {
        check(r#"{"a":[1,{"b/c":2}]}"#, r#"{"a":[1.0,{"b/c":2}]}"#, "");
        check(r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#, "");
        check(
            r#"{"a":[1,{"b/c":2}]}"#,
            r#"{"a":[1,{"b/c":3}]}"#,
            "/a/1/b~1c expected 2, found a number 3",
        );
        check("[1,2]", "[1,2,3]", "/2 expected 2 elements, found 3");
        check("[1,2]", "[1]", "/1 expected 2 elements, found 1");
        check(r#"{"a":1}"#, r#"{"a":1,"b":2}"#, "/b expected no such member, found 2");
        check(r#"{"a":1}"#, "{}", "/a expected 1, found nothing");
        check(r#"{"a":1}"#, "[1]", "expected an object, found [1]");
    }

    #[test]
    fn long_strings_show_where_they_part() {
        let (a, b) = ("x".repeat(500), format!("{}y{}", "x".repeat(300), "x".repeat(199)));
        let expectation = Expectation::literal(&Json::from(&*a));
        let actual = Json::from(&*b).to_string();
        let mismatch = expectation.test(Found::One(Raw::from_checked(&actual))).unwrap_err();
        assert!(
            mismatch.what.starts_with("the strings differ from character 301 on"),
            "{mismatch:?}"
        );
        assert!(mismatch.what.len() < 400, "{mismatch:?}");
    }

    #[test]
    fn matchers_may_stand_deep_inside() {
        check(r#"{"id":{"$gt":0},"x":{"$exists":false}}"#, r#"{"id":5}"#, "");
        check(r#"[{"$type":"string"}]"#, "[1]", "/0 expected a string, found a number 1");
        let parse = |text| Expectation::parse(&parse(text).unwrap(), "key").map(|_| ());
        assert!(matches!(parse(r#"{"a":{"$foo":1}}"#), Err(JudgeError::UnknownOperator { .. })));
        assert!(matches!(parse(r#"{"$gt":1,"a":2}"#), Err(JudgeError::MixedMatcher { .. })));
        check(r#"{"$eq":{"$gt":1}}"#, r#"{"$gt":1}"#, "");
    }
}
