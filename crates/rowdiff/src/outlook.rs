//! What the first rows say about the key, before all are read.
//!
//! A good guess spares a second reading: the hashes of the guessed key are made while the rows are
//! read. Whether it is the key is decided later, on all rows.

use crate::{column::are_unique, key, layout::Layout};
use contract::json::Cursor;

/// How many rows are looked at: few first, and more of a long text.
const GLANCES: [usize; 3] = [64, 4096, 65_536];
/// A text is long from this many bytes on.
const LONG: usize = 1 << 25;

/// The key that the rows will probably turn out to have, and what cannot be one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outlook {
    /// The columns of the key that is guessed; none for no guess.
    pub(crate) guess: Vec<String>,
    /// Columns that do not tell even the first rows of this side apart.
    pub(crate) repeated: Vec<String>,
}

/// A snapshot's text, and where the first of its rows begins.
pub(crate) type Place<'a> = (&'a [u8], usize);

impl Outlook {
    /// The outlook of a key that is named.
    pub(crate) fn named(key: &[String]) -> Self {
        Self { guess: key.to_vec(), repeated: Vec::new() }
    }

    /// The outlook of the side that was not looked at.
    pub(crate) fn of_other(&self) -> Self {
        Self::named(&self.guess)
    }

    /// Looks at the first rows of one side, and at the columns of the other side's first row.
    pub(crate) fn of(
        (text, at): Place<'_>,
        other: Option<Place<'_>>,
        ignored: &(dyn Fn(&str) -> bool + Sync),
    ) -> Self {
        let names = first_columns(text, at);
        let others = other.map(|(text, at)| first_columns(text, at));
        let is_usable = |name: &&String| {
            !ignored(name) && others.as_ref().is_none_or(|others| others.contains(*name))
        };
        let usable: Vec<String> = names.iter().filter(is_usable).cloned().collect();
        if usable.iter().any(|name| name == "id") {
            return Self::named(&["id".into()]);
        }
        let mut left = usable.clone();
        for rows in GLANCES {
            if left.len() < 2 || rows > GLANCES[0] && text.len() < LONG {
                break;
            }
            let sample = sample(text, at, &left, rows);
            let mut sample = sample.into_iter();
            left.retain(|_| sample.next().flatten().is_some_and(|hashes| are_unique(&hashes)));
        }
        let likely = left.iter().find(|name| name.ends_with("_id")).or(left.first());
        let guess = likely.into_iter().cloned().collect();
        Self { guess, repeated: usable.into_iter().filter(|name| !left.contains(name)).collect() }
    }
}

fn first_columns(text: &[u8], at: usize) -> Vec<String> {
    let mut layout = Layout::new();
    match layout.read(&mut Cursor::starting_at(text, at)) {
        Ok(()) => layout.names().map(Into::into).collect(),
        Err(_) => Vec::new(),
    }
}

/// The key hashes of these columns in the first rows; `None` for a column that a row lacks.
fn sample(text: &[u8], at: usize, names: &[String], rows: usize) -> Vec<Option<Vec<u64>>> {
    let mut cursor = Cursor::starting_at(text, at);
    let mut layout = Layout::new();
    let (mut known, mut positions) = (0, Vec::new());
    let mut columns: Vec<Option<Vec<u64>>> = vec![Some(Vec::new()); names.len()];
    for _ in 0..rows {
        if layout.read(&mut cursor).is_err() {
            break;
        }
        if layout.version() != known {
            known = layout.version();
            positions = names.iter().map(|name| layout.position(name)).collect();
        }
        for (column, position) in columns.iter_mut().zip(&positions) {
            let value = position.map(|at| layout.value(at)).filter(|raw| key::is_key(raw));
            match (value, column.as_mut()) {
                (Some(raw), Some(hashes)) => hashes.push(key::hash(raw)),
                _ => *column = None,
            }
        }
        if !cursor.next_element().is_ok_and(|more| more) {
            break;
        }
        cursor.skip_space();
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: Option<&str>, guess: &[&str], repeated: &[&str]) {
        let place = |text: &'static str| (text.as_bytes(), 1);
        let outlook = Outlook::of(
            place(String::leak(before.into())),
            after.map(|after| place(String::leak(after.into()))),
            &|name| name == "tmp",
        );
        assert_eq!(outlook.guess, guess, "{before}");
        assert_eq!(outlook.repeated, repeated, "{before}");
    }

    #[test]
    fn an_id_needs_no_second_look() {
        check(r#"[{"a":1,"id":1},{"a":1,"id":1}]"#, None, &["id"], &[]);
        check(r#"[{"a":1,"id":1},{"a":2,"id":1}]"#, Some(r#"[{"a":1}]"#), &["a"], &[]);
    }

    #[test]
    fn columns_that_repeat_are_no_key() {
        let rows = r#"[{"tmp":0,"a":1,"b":1,"x_id":1,"c":[1]},{"a":2,"b":1,"x_id":2,"c":[2]}]"#;
        check(rows, None, &["x_id"], &["b"]);
        check(r#"[{"a":1,"b":1},{"a":1}]"#, None, &[], &["a", "b"]);
        check(r#"[{"a":1,"b":1},{"a":1"#, None, &["a"], &[]);
        check("[7]", None, &[], &[]);
    }
}
