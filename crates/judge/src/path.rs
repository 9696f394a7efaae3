//! Where in a document: dotted paths and JSONPath (RFC 9535), as steps that a walk can follow.

use crate::error::JudgeError;
use serde_json_path::JsonPath;

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The member of this name; with `index`, also the element of that number (`items.0.id`).
    Member { name: Name, index: Option<u64> },
    /// The element of this number, from 0.
    Index(u64),
    /// Any element or member.
    Each,
    /// Any element of an array.
    Element,
    /// Any number of steps, also none.
    AnyDepth,
}

/// What a member's name must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// Exactly this.
    Is(String),
    /// Ends with this, given in lower case, whatever the case.
    EndsWith(String),
}

impl Step {
    /// The member of exactly this name.
    pub(crate) fn member(name: &str) -> Self {
        Self::Member { name: Name::Is(name.into()), index: None }
    }
}

/// What a path selects.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) form: Form,
    /// True when it stands for a list of nodes, false when for one value.
    pub(crate) many: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// Found while walking over the text.
    Steps(Vec<Step>),
    /// Needs the tree: filters, slices, descendants, counting from the end.
    Tree(Box<JsonPath>),
}

impl Query {
    /// Reads a JSONPath (starts with `$`) or a dotted path.
    pub(crate) fn parse(text: &str) -> Result<Self, JudgeError> {
        let fail = |message: String| JudgeError::Path { key: text.into(), message };
        if text.starts_with('.') {
            return Err(fail("it starts with a dot".into()));
        }
        if is_deep(text) {
            return Err(fail(format!("it is nested more than {DEEPEST} levels deep")));
        }
        let standard = text.starts_with('$');
        let simple = if standard { Simple::standard(text) } else { Simple::dotted(text) };
        let jsonpath = if standard {
            Some(JsonPath::parse(text).map_err(|error| fail(error.to_string()))?)
        } else if simple.as_ref().is_none_or(Simple::counts_from_end) {
            // `items[?@.id == 1].state` and `items[-1]` are JSONPaths without their `$`.
            let dot = if text.starts_with('[') { "" } else { "." };
            Some(
                JsonPath::parse(&format!("${dot}{text}"))
                    .map_err(|error| fail(error.to_string()))?,
            )
        } else {
            None
        };
        let many = simple.as_ref().is_none_or(|simple| simple.steps.contains(&Some(Step::Each)));
        let form = match (simple.and_then(Simple::into_steps), jsonpath) {
            (Some(steps), _) => Form::Steps(steps),
            (None, Some(path)) => Form::Tree(Box::new(path)),
            (None, None) => return Err(fail("it cannot be read".into())),
        };
        Ok(Self { form, many })
    }
}

/// Reads a dotted path that names one place without counting from the end.
pub(crate) fn place(text: &str) -> Result<Vec<Step>, JudgeError> {
    if text.is_empty() || text == "$" {
        return Ok(Vec::new());
    }
    match Query::parse(text)? {
        Query { form: Form::Steps(steps), many: false } => Ok(steps),
        _ => Err(JudgeError::Path {
            key: text.into(),
            message: "it must name one place, without wildcard, filter or negative index".into(),
        }),
    }
}

/// A path of names, numbers and wildcards only; `None` in place of a number from the end.
struct Simple {
    steps: Vec<Option<Step>>,
}

impl Simple {
    /// The subset of RFC 9535 that has no blanks, escapes, unions, slices, filters or descendants.
    /// What it does not know is left to the library.
    fn standard(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('$')?;
        Self::read(rest, |name| {
            let mut characters = name.chars();
            let first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
            characters.next().is_some_and(first)
                && characters.all(|c| first(c) || c.is_ascii_digit())
        })
    }

    /// `a.b[0].c`, `a[*].b`, `[0].a`, `a['b.c']`, `a.0.b`, `a.*`.
    fn dotted(text: &str) -> Option<Self> {
        let dot = if text.starts_with('[') { "" } else { "." };
        let mut path = Self::read(&format!("{dot}{text}"), |name| !name.is_empty())?;
        for step in path.steps.iter_mut().flatten() {
            if let Step::Member { name: Name::Is(name), index } = step {
                *index = whole_number(name);
            }
        }
        Some(path)
    }

    fn read(mut rest: &str, is_name: impl Fn(&str) -> bool) -> Option<Self> {
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let step;
            if let Some(after_dot) = rest.strip_prefix('.') {
                let end = after_dot.find(['.', '[', ']']).unwrap_or(after_dot.len());
                let (name, after) = after_dot.split_at(end);
                rest = after;
                step = match name {
                    "*" => Some(Step::Each),
                    name if is_name(name) => Some(Step::member(name)),
                    _ => return None,
                };
            } else {
                (step, rest) = bracket(rest.strip_prefix('[')?)?;
            }
            steps.push(step);
        }
        Some(Self { steps })
    }

    fn counts_from_end(&self) -> bool {
        self.steps.contains(&None)
    }

    fn into_steps(self) -> Option<Vec<Step>> {
        self.steps.into_iter().collect()
    }
}

/// What stands in brackets, and what follows them.
fn bracket(text: &str) -> Option<(Option<Step>, &str)> {
    if let Some(quote @ ('\'' | '"')) = text.chars().next() {
        let (name, rest) = text[1..].split_once(quote)?;
        if name.contains('\\') || name.chars().any(char::is_control) {
            return None;
        }
        return Some((Some(Step::member(name)), rest.strip_prefix(']')?));
    }
    let (inner, rest) = text.split_once(']')?;
    let step = match inner {
        "*" => Some(Step::Each),
        _ => match inner.strip_prefix('-') {
            Some(from_end) => {
                whole_number(from_end).filter(|number| *number > 0)?;
                None
            }
            None => Some(Step::Index(whole_number(inner)?)),
        },
    };
    Some((step, rest))
}

/// Deepest nesting of brackets in a path: its parser calls itself for each.
const DEEPEST: usize = 64;

/// Whether more brackets are open at once than a path can need.
fn is_deep(text: &str) -> bool {
    let mut open = 0_usize;
    text.chars().any(|character| {
        match character {
            '(' | '[' | '!' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEEPEST
    })
}

/// A number without sign or leading zeros.
fn whole_number(text: &str) -> Option<u64> {
    let plain = text == "0" || (!text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()));
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let query = match Query::parse(text) {
            Ok(query) => query,
            Err(error) => return error.to_string().split(':').next().unwrap_or_default().into(),
        };
        let many = if query.many { " many" } else { "" };
        let Form::Steps(steps) = query.form else { return format!("tree{many}") };
        let show_step = |step: &Step| match step {
            Step::Member { name: Name::Is(name), index: None } => name.clone(),
            Step::Member { name: Name::Is(name), index: Some(index) } => format!("{name}|{index}"),
            Step::Index(index) => format!("#{index}"),
            other => format!("{other:?}"),
        };
        format!("{}{many}", steps.iter().map(show_step).collect::<Vec<_>>().join(" "))
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(show(text), expected, "{text}");
    }

    #[test]
    fn dotted_paths() {
        check("a.b", "a b");
        check("groups[*].skus[*].quantity", "groups Each skus Each quantity many");
        check("a[0].b", "a #0 b");
        check("[2].이름", "#2 이름");
        check("items.0.id", "items 0|0 id");
        check("a['b.c'].d", "a b.c d");
        check("a.*", "a Each many");
        check("a b.c", "a b c");
        check("items[-1].id", "tree");
        check("items[?@.id == 1].state", "tree many");
        check("a..b", "tree many");
        for bad in ["a.", ".a.b", "a[", "a[01]", "a[x]", "a]b.c", "a[?]"] {
            check(bad, "not a path");
        }
    }

    #[test]
    fn jsonpaths() {
        check("$", "");
        check("$.a['b'][\"c\"][0]", "a b c #0");
        check("$[*].a", "Each a many");
        check("$.a[-1]", "tree");
        check("$..a", "tree many");
        check("$.a[0:2]", "tree many");
        check("$.a[0, 1]", "tree many");
        check("$.a[ 0 ]", "tree many");
        check("$['a\\u0041']", "tree many");
        for bad in ["$.", "$.0", "$.a b", "$[01]", "$[-0]", "$a", "$.a[?@.b === 1]"] {
            check(bad, "not a path");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let deep = |n: usize| format!("$[?{}@.a{}]", "(".repeat(n), ")".repeat(n));
        check(&deep(60), "tree many");
        check(&deep(100_000), "not a path");
        check(&format!("$[?{}@.a]", "!".repeat(100_000)), "not a path");
    }

    #[test]
    fn a_place_is_one_value() {
        assert_eq!(place("").unwrap(), []);
        assert_eq!(place("$").unwrap(), []);
        assert_eq!(place("response.body").unwrap().len(), 2);
        for bad in ["a[*].b", "rows[-1].a", "a[?@.b].c"] {
            assert!(place(bad).is_err(), "{bad}");
        }
    }
}
