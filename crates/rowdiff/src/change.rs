//! What differs between two rows with the same key, column by column.

use crate::{
    layout::{Layout, decode},
    value::{self, Tolerance},
};
use contract::json::Cursor;
use indexmap::IndexSet;
use similar::TextDiff;

/// Strings with more characters than this carry a unified diff.
const LONG: usize = 120;

/// What counts as a difference.
#[derive(Clone, Copy)]
pub struct Rules<'r> {
    /// Columns whose values do not count.
    pub ignored: &'r (dyn Fn(&str) -> bool + Sync),
    /// How far numbers may lie apart.
    pub tolerance: Option<&'r Tolerance>,
}

/// A column whose value is not the same in both rows. A row that lacks the column has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange<'a> {
    /// The column.
    pub name: String,
    /// The JSON text of the value before.
    pub before: Option<&'a [u8]>,
    /// The JSON text of the value after.
    pub after: Option<&'a [u8]>,
}

impl FieldChange<'_> {
    /// A unified diff of the two texts, when one is a long string and both are strings.
    pub fn text_diff(&self) -> Option<String> {
        let string = |raw: Option<&[u8]>| {
            let raw = raw?.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
            Some(decode(raw).into_owned())
        };
        let (before, after) = (string(self.before)?, string(self.after)?);
        let is_long = |text: &str| text.chars().nth(LONG).is_some();
        if !is_long(&before) && !is_long(&after) {
            return None;
        }
        let diff = TextDiff::from_lines(&before, &after);
        Some(diff.unified_diff().header("before", "after").to_string())
    }
}

/// Compares rows one pair after the other. Rows with the columns of the pair before are compared
/// value by value, without looking at a name.
pub(crate) struct Comparer<'a, 'r> {
    rules: Rules<'r>,
    before: Layout<'a>,
    after: Layout<'a>,
    known: (u64, u64),
    columns: Vec<Pair>,
}

/// Where a column stands in each of the two rows.
struct Pair {
    name: String,
    before: Option<usize>,
    after: Option<usize>,
}

impl<'a, 'r> Comparer<'a, 'r> {
    pub(crate) fn new(rules: Rules<'r>) -> Self {
        let (before, after) = (Layout::new(), Layout::new());
        Self { rules, before, after, known: (0, 0), columns: Vec::new() }
    }

    /// Whether the rows differ in a column that counts.
    pub(crate) fn differ(&mut self, before: &'a [u8], after: &'a [u8]) -> bool {
        before != after && self.changes(before, after).next().is_some()
    }

    /// The columns that differ: in the order of the after row, then those it lacks.
    pub(crate) fn changes(
        &mut self,
        before: &'a [u8],
        after: &'a [u8],
    ) -> impl Iterator<Item = FieldChange<'a>> {
        let read = self.before.read(&mut Cursor::new(before)).is_ok()
            && self.after.read(&mut Cursor::new(after)).is_ok();
        let versions = (self.before.version(), self.after.version());
        if self.known != versions {
            self.known = versions;
            self.pair_columns();
        }
        let Self { rules, before, after, columns, .. } = self;
        let columns = if read { columns.as_slice() } else { &[] };
        columns.iter().filter_map(|pair| {
            let before = pair.before.map(|at| before.value(at));
            let after = pair.after.map(|at| after.value(at));
            let same =
                value::same(before.unwrap_or(b"null"), after.unwrap_or(b"null"), rules.tolerance);
            (!same).then(|| FieldChange { name: pair.name.clone(), before, after })
        })
    }

    #[cold]
    fn pair_columns(&mut self) {
        let names: IndexSet<_> = self.after.names().chain(self.before.names()).collect();
        self.columns = names
            .into_iter()
            .filter(|name| !(self.rules.ignored)(name))
            .map(|name| Pair {
                before: self.before.position(&name),
                after: self.after.position(&name),
                name: name.into_owned(),
            })
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: &[(&str, Option<&str>, Option<&str>)]) {
        let rules = Rules { ignored: &|name| name.starts_with("tmp"), tolerance: None };
        let mut comparer = Comparer::new(rules);
        let text = |raw: Option<&[u8]>| raw.map(|raw| String::from_utf8(raw.into()).unwrap());
        let found: Vec<_> = comparer
            .changes(before.as_bytes(), after.as_bytes())
            .map(|change| (change.name, text(change.before), text(change.after)))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, a, b)| (name.to_string(), a.map(Into::into), b.map(Into::into)))
            .collect();
        assert_eq!(found, expected, "{before} and {after}");
    }

    #[test]
    fn columns_are_compared_by_value() {
        check(
            r#"{"a":1,"b":"x","c":[1]}"#,
            r#"{"c":[1.0],"b":"y","a":1.0}"#,
            &[("b", Some("\"x\""), Some("\"y\""))],
        );
    }

    #[test]
    fn a_missing_column_is_null() {
        check(
            r#"{"old":1,"none":null}"#,
            r#"{"new":2,"nil":null}"#,
            &[("new", None, Some("2")), ("old", Some("1"), None)],
        );
    }

    #[test]
    fn ignored_columns_do_not_count() {
        check(r#"{"tmp_a":1,"b":1}"#, r#"{"tmp_a":2,"b":1,"tmp_c":1}"#, &[]);
    }

    #[test]
    fn long_strings_carry_a_unified_diff() {
        let change = |before: &str, after: &str| {
            let (before, after) = (format!("\"{before}\""), format!("\"{after}\""));
            FieldChange {
                name: "memo".into(),
                before: Some(before.as_bytes()),
                after: Some(after.as_bytes()),
            }
            .text_diff()
        };
        assert_eq!(change("short", "other"), None);
        assert_eq!(change(&"가".repeat(120), "x"), None);
        assert_eq!(
            change(&"가\\n".repeat(61), &format!("{}나\\n", "가\\n".repeat(60))).unwrap(),
            "--- before\n+++ after\n@@ -58,4 +58,4 @@\n 가\n 가\n 가\n-가\n+나\n"
        );
    }
}
