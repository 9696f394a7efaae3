//! Asserts over the rows of a query: `all_eq('PICKING')`, `state: in('A','B')`, `count_gte(1)`.
//!
//! They are what a plan's `db_check` and `wait.until` are written in. Each looks at one column (the
//! first, unless one is named before a colon) or at the number of rows. A text in quotes is equal
//! to a string, and to a number or boolean that is written so, because databases differ in what
//! they call a number; numbers compare by exact decimal value.

use contract::{Json, Number, Object};
use std::{cmp::Ordering, fmt};

/// Values that an outcome names, at most.
const NAMED: usize = 5;

/// An assert that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Assert {
    column: Option<String>,
    rule: Rule,
}

#[derive(Clone, Debug, PartialEq)]
enum Rule {
    AllEq(Json),
    AnyEq(Json),
    NoneEq(Json),
    In(Vec<Json>),
    CountEq(u64),
    CountGte(u64),
    CountLte(u64),
    IsNull,
    IsNotNull,
    Gt(Number),
    Lt(Number),
}

/// Text that is no assert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnAssert {
    /// The text.
    pub assert: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for NotAnAssert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no assert: {}", self.assert, self.reason)
    }
}

impl std::error::Error for NotAnAssert {}

/// What an assert found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the rows satisfy it.
    pub satisfied: bool,
    /// What was there, for a person: `3 rows`, `state is "OPEN", "PAID"`.
    pub found: String,
}

impl Assert {
    /// Reads an assert.
    pub fn parse(text: &str) -> Result<Self, NotAnAssert> {
        let wrong = |reason: String| NotAnAssert { assert: text.trim().into(), reason };
        let (column, call) = split_column(text.trim());
        let (name, arguments) = match call.split_once('(') {
            Some((name, rest)) => {
                let inside = rest
                    .trim_end()
                    .strip_suffix(')')
                    .ok_or_else(|| wrong("its bracket is not closed".into()))?;
                (name.trim_end(), arguments(inside).map_err(&wrong)?)
            }
            None => (call, Vec::new()),
        };
        let rule = rule(name, arguments).map_err(wrong)?;
        Ok(Self { column, rule })
    }

    /// Looks at the rows of a query. Without any row, `all_eq`, `in`, `any_eq`, `gt`, `lt`,
    /// `is_null` and `is_not_null` are not satisfied.
    ///
    /// `Err` names a column that the rows do not have.
    pub fn check(&self, rows: &[Object]) -> Result<Outcome, String> {
        if let Rule::CountEq(n) | Rule::CountGte(n) | Rule::CountLte(n) = self.rule {
            let count = rows.len() as u64;
            let satisfied = match self.rule {
                Rule::CountEq(_) => count == n,
                Rule::CountGte(_) => count >= n,
                _ => count <= n,
            };
            let found = if count == 1 { "1 row".into() } else { format!("{count} rows") };
            return Ok(Outcome { satisfied, found });
        }
        let Some(first) = rows.first() else {
            let satisfied = matches!(self.rule, Rule::NoneEq(_));
            return Ok(Outcome { satisfied, found: "no row".into() });
        };
        let column = match &self.column {
            Some(column) => column.as_str(),
            None => first.keys().next().ok_or("the rows have no column")?,
        };
        let values: Option<Vec<&Json>> = rows.iter().map(|row| row.get(column)).collect();
        let values = values.ok_or_else(|| format!("the rows have no column `{column}`"))?;
        Ok(Outcome { satisfied: self.holds(&values), found: describe(column, &values) })
    }

    fn holds(&self, values: &[&Json]) -> bool {
        let mut values = values.iter().copied();
        match &self.rule {
            Rule::AllEq(wanted) => values.all(|value| equal(value, wanted)),
            Rule::AnyEq(wanted) => values.any(|value| equal(value, wanted)),
            Rule::NoneEq(wanted) => !values.any(|value| equal(value, wanted)),
            Rule::In(set) => values.all(|value| set.iter().any(|wanted| equal(value, wanted))),
            Rule::IsNull => values.all(Json::is_null),
            Rule::IsNotNull => values.all(|value| !value.is_null()),
            Rule::Gt(bound) => values.all(|value| order(value, bound) == Some(Ordering::Greater)),
            Rule::Lt(bound) => values.all(|value| order(value, bound) == Some(Ordering::Less)),
            // Counted before anybody looks at values.
            Rule::CountEq(_) | Rule::CountGte(_) | Rule::CountLte(_) => false,
        }
    }
}

/// `column: rest`; a colon inside of quotes or brackets belongs to the rest.
fn split_column(text: &str) -> (Option<String>, &str) {
    let end = text.find(['(', '\'', '"']).unwrap_or(text.len());
    match text[..end].split_once(':') {
        Some((column, _)) => {
            (Some(column.trim().to_owned()), text[column.len() + 1..].trim_start())
        }
        None => (None, text),
    }
}

fn rule(name: &str, mut arguments: Vec<Json>) -> Result<Rule, String> {
    let count = arguments.len();
    let wants = |wanted: &str| Err(format!("`{name}` takes {wanted}"));
    match name {
        "is_null" | "is_not_null" if count > 0 => wants("nothing"),
        "is_null" => Ok(Rule::IsNull),
        "is_not_null" => Ok(Rule::IsNotNull),
        "in" if count == 0 => wants("at least one value"),
        "in" => Ok(Rule::In(arguments)),
        "all_eq" | "any_eq" | "none_eq" | "gt" | "lt" | "count_eq" | "count_gte" | "count_lte"
            if count != 1 =>
        {
            wants("one value")
        }
        "all_eq" => Ok(Rule::AllEq(arguments.remove(0))),
        "any_eq" => Ok(Rule::AnyEq(arguments.remove(0))),
        "none_eq" => Ok(Rule::NoneEq(arguments.remove(0))),
        "gt" | "lt" => match number_of(&arguments[0]) {
            Some(bound) if name == "gt" => Ok(Rule::Gt(bound)),
            Some(bound) => Ok(Rule::Lt(bound)),
            None => wants("a number"),
        },
        "count_eq" | "count_gte" | "count_lte" => {
            match number_of(&arguments[0]).and_then(|number| number.as_u64()) {
                Some(n) if name == "count_eq" => Ok(Rule::CountEq(n)),
                Some(n) if name == "count_gte" => Ok(Rule::CountGte(n)),
                Some(n) => Ok(Rule::CountLte(n)),
                None => wants("a whole number"),
            }
        }
        _ => Err("known are all_eq, any_eq, none_eq, in, is_null, is_not_null, gt, lt, count_eq, \
                  count_gte, count_lte"
            .into()),
    }
}

/// Values between commas: texts in single or double quotes (a doubled quote stands for one),
/// numbers, `true`, `false`, `null`.
fn arguments(text: &str) -> Result<Vec<Json>, String> {
    let mut values = Vec::new();
    let mut rest = text.trim();
    if rest.is_empty() {
        return Ok(values);
    }
    loop {
        let (value, behind) = argument(rest)?;
        values.push(value);
        rest = match behind.trim_start() {
            "" => return Ok(values),
            behind => behind
                .strip_prefix(',')
                .ok_or_else(|| format!("`{behind}` follows a value"))?
                .trim_start(),
        };
    }
}

fn argument(text: &str) -> Result<(Json, &str), String> {
    let Some(quote @ ('\'' | '"')) = text.chars().next() else {
        let (word, behind) = text.split_at(text.find(',').unwrap_or(text.len()));
        let value = match word.trim_end() {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            "null" => Json::Null,
            word => Number::new(word)
                .map(Json::Number)
                .ok_or_else(|| format!("`{word}` is no number; a text stands in quotes"))?,
        };
        return Ok((value, behind));
    };
    let mut content = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character != quote {
            content.push(character);
        } else if characters.next_if(|(_, next)| *next == quote).is_some() {
            content.push(quote);
        } else {
            return Ok((Json::String(content), &text[at + 1..]));
        }
    }
    Err("a text in quotes has no end".into())
}

/// A text in quotes equals a string, and a number or boolean that is written so.
fn equal(value: &Json, wanted: &Json) -> bool {
    match (value, wanted) {
        (Json::Number(number), Json::String(text)) => {
            Number::new(text).is_some_and(|wanted| wanted == *number)
        }
        (Json::String(text), Json::Number(number)) => {
            Number::new(text).is_some_and(|value| value == *number)
        }
        (Json::Bool(value), Json::String(text)) => text == if *value { "true" } else { "false" },
        _ => value == wanted,
    }
}

fn order(value: &Json, bound: &Number) -> Option<Ordering> {
    number_of(value).map(|number| number.cmp_value(bound))
}

/// A number, or a string that is one: some databases give decimals as text.
fn number_of(value: &Json) -> Option<Number> {
    match value {
        Json::Number(number) => Some(number.clone()),
        Json::String(text) => Number::new(text),
        _ => None,
    }
}

/// The different values of a column, the first few of them.
fn describe(column: &str, values: &[&Json]) -> String {
    let mut different: Vec<&Json> = Vec::new();
    for value in values {
        if !different.contains(value) {
            different.push(value);
            if different.len() > NAMED {
                break;
            }
        }
    }
    let more = if different.len() > NAMED { ", …" } else { "" };
    let named: Vec<String> = different.iter().take(NAMED).map(ToString::to_string).collect();
    format!("{column} is {}{more}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    fn outcome(assert: &str, rows: &str) -> Result<Outcome, String> {
        let rows = parse(rows).unwrap();
        let rows: Vec<Object> =
            rows.as_array().unwrap().iter().map(|row| row.as_object().unwrap().clone()).collect();
        Assert::parse(assert).map_err(|error| error.to_string())?.check(&rows)
    }

    fn yes(assert: &str, rows: &str) {
        assert_eq!(outcome(assert, rows).map(|it| it.satisfied), Ok(true), "{assert} {rows}");
    }

    fn no(assert: &str, rows: &str) {
        assert_eq!(outcome(assert, rows).map(|it| it.satisfied), Ok(false), "{assert} {rows}");
    }

    const OPEN_PAID: &str = r#"[{"state":"OPEN","n":1},{"state":"PAID","n":null}]"#;

    #[test]
    fn values_of_the_first_or_the_named_column() {
        yes("all_eq('OPEN')", r#"[{"state":"OPEN"},{"state":"OPEN"}]"#);
        no("all_eq('OPEN')", OPEN_PAID);
        yes("any_eq('PAID')", OPEN_PAID);
        no("any_eq('paid')", OPEN_PAID);
        yes("none_eq('LOST')", OPEN_PAID);
        no("none_eq('PAID')", OPEN_PAID);
        yes("in('OPEN', \"PAID\")", OPEN_PAID);
        no("in('OPEN')", OPEN_PAID);
        yes("n: any_eq(1)", OPEN_PAID);
        no("n:is_null", OPEN_PAID);
        no("n: is_not_null()", OPEN_PAID);
        yes("is_not_null", OPEN_PAID);
        yes("is_null", r#"[{"a":null}]"#);
        yes("상태: all_eq('완료')", r#"[{"x":1,"상태":"완료"}]"#);
    }

    #[test]
    fn numbers_compare_exactly_whatever_they_are_called() {
        yes("all_eq(0.1)", r#"[{"a":0.10}]"#);
        yes("all_eq('0.1')", r#"[{"a":0.10}]"#);
        yes("all_eq(1)", r#"[{"a":"1.0"}]"#);
        no("all_eq('1')", r#"[{"a":true}]"#);
        yes("all_eq('true')", r#"[{"a":true}]"#);
        yes("all_eq(true)", r#"[{"a":true}]"#);
        yes("all_eq(12345678901234567890)", r#"[{"a":12345678901234567890}]"#);
        no("all_eq(12345678901234567890)", r#"[{"a":12345678901234567891}]"#);
        yes("gt(-1.5)", r#"[{"a":-1.4},{"a":"3"}]"#);
        no("gt(1)", r#"[{"a":1}]"#);
        no("lt(1)", r#"[{"a":0},{"a":null}]"#);
    }

    #[test]
    fn counts_look_at_rows_only() {
        yes("count_eq(0)", "[]");
        yes("count_gte(2)", OPEN_PAID);
        no("count_gte(3)", OPEN_PAID);
        yes("count_lte(2)", OPEN_PAID);
        no("count_lte(1)", OPEN_PAID);
    }

    #[test]
    fn no_row_satisfies_nothing_about_values() {
        for assert in
            ["all_eq('x')", "any_eq('x')", "in('x')", "is_null", "is_not_null", "gt(0)", "lt(0)"]
        {
            no(assert, "[]");
        }
        yes("none_eq('x')", "[]");
    }

    #[test]
    fn quotes_take_any_text() {
        yes("all_eq('it''s, (so): x')", r#"[{"a":"it's, (so): x"}]"#);
        yes("all_eq( \"a\"\"b\" )", r#"[{"a":"a\"b"}]"#);
        yes("all_eq('')", r#"[{"a":""}]"#);
    }

    #[test]
    fn what_was_found_is_told() {
        assert_eq!(outcome("all_eq('X')", OPEN_PAID).unwrap().found, r#"state is "OPEN", "PAID""#);
        assert_eq!(outcome("count_eq(1)", OPEN_PAID).unwrap().found, "2 rows");
        let many = r#"[{"a":1},{"a":2},{"a":3},{"a":4},{"a":5},{"a":6},{"a":7}]"#;
        assert_eq!(outcome("all_eq(1)", many).unwrap().found, "a is 1, 2, 3, 4, 5, …");
    }

    #[test]
    fn text_that_is_no_assert_says_why() {
        for (assert, part) in [
            ("equals('x')", "known are all_eq"),
            ("all_eq", "takes one value"),
            ("all_eq('a','b')", "takes one value"),
            ("all_eq(PICKING)", "stands in quotes"),
            ("all_eq('x", "not closed"),
            ("all_eq('x)", "has no end"),
            ("all_eq('x' 'y')", "follows a value"),
            ("count_eq(1.5)", "a whole number"),
            ("count_eq(-1)", "a whole number"),
            ("gt('a')", "a number"),
            ("is_null(1)", "takes nothing"),
            ("in()", "at least one"),
            ("", "known are"),
        ] {
            let error = Assert::parse(assert).unwrap_err().to_string();
            assert!(error.contains(part), "{assert}: {error}");
        }
        assert!(outcome("nope: is_null", OPEN_PAID).unwrap_err().contains("`nope`"));
    }
}
