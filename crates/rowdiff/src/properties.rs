//! What must hold of any two snapshots: a slow and obvious comparison of value trees agrees, the
//! changes applied to the before rows give the after rows, and order does not matter.

use crate::{
    Comparison, Counts, Error, Options, Rules, TableDiff, boundary::Cut, compare_cut,
    value::Tolerance,
};
use contract::{Json, Number, Object, json};
use proptest::{prelude::*, sample::Index};

const NOTHING: Rules<'static> = Rules { ignored: &|_| false, tolerance: None };
/// So small that a handful of rows is cut into several parts.
const CUT: Cut = Cut { threads: 3, worth: 48 };

/// One snapshot: the raw values of each row's columns, and the blanks they are written with.
#[derive(Clone, Debug)]
struct Written {
    rows: Vec<RawRow>,
    style: usize,
}

impl Written {
    fn text(&self) -> String {
        let (open, comma, colon, between) = [
            ("{\"rows\":[", ",", ":", ","),
            ("{\"rows\": [\n", ", ", ": ", ",\n"),
            ("{\n  \"rows\": [\n    ", ",\n      ", ": ", ",\n    "),
        ][self.style];
        let row = |row: &RawRow| {
            let members = row.iter().map(|(name, value)| format!("\"{name}\"{colon}{value}"));
            format!("{{{}}}", members.collect::<Vec<_>>().join(comma))
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        format!("{open}{}], \"row_count\": {}}}", rows.join(between), rows.len())
    }

    fn trees(&self) -> Vec<Object> {
        let document = json::parse(&self.text()).unwrap();
        let rows = document.get("rows").unwrap().as_array().unwrap();
        rows.iter().map(|row| row.as_object().unwrap().clone()).collect()
    }
}

fn value() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "null",
        "1",
        "1.0",
        "\"1\"",
        "2",
        "\"2\"",
        "2.50",
        "\"a\"",
        "\"\\u0061\"",
        "\"나{\\\"[,\"",
        "true",
        "[1,{}]",
        "[1.0, {}]",
        r#"{"x":1,"y":[]}"#,
        r#"{ "y": [], "x": 1e0 }"#,
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
    ])
}

/// Raw values by column.
type RawRow = Vec<(&'static str, &'static str)>;

/// Rows with all of these columns, or each with some of them.
fn rows(names: Vec<&'static str>, ragged: bool) -> impl Strategy<Value = Vec<RawRow>> {
    let row = prop::collection::vec(value(), names.len()).prop_flat_map(move |values| {
        let row: RawRow = names.iter().copied().zip(values).collect();
        let least = if ragged { 0 } else { row.len() };
        let all = row.len();
        prop::sample::subsequence(row, least..=all)
    });
    prop::collection::vec(row, 0..12)
}

/// Columns of the rows before and of new rows after: the same or not, in every row or not.
fn two_lists(ragged: bool) -> impl Strategy<Value = (Vec<RawRow>, Vec<RawRow>)> {
    let names = || prop::sample::subsequence(vec!["id", "a", "order_id", "b", "c"], 1..=5);
    (names(), names()).prop_flat_map(move |(names, others)| {
        let others = if ragged { others } else { names.clone() };
        (rows(names, ragged), rows(others, ragged))
    })
}

/// An after side: some rows of the before side, some with a value changed, some new, in any order.
fn pair(ragged: impl Strategy<Value = bool>) -> impl Strategy<Value = (Written, Written)> {
    let styles = (0..3_usize, 0..3_usize);
    (ragged.prop_flat_map(two_lists), styles, any::<bool>()).prop_flat_map(
        |((before, new), styles, shuffled)| {
            let kept = prop::sample::subsequence(before.clone(), 0..=before.len());
            let edit = (any::<Index>(), any::<Index>(), value());
            let after = (kept, prop::collection::vec(edit, 0..3), 0..4_usize).prop_flat_map(
                move |(mut after, edits, count)| {
                    for (row, column, value) in edits {
                        change(&mut after, row, column, value);
                    }
                    after.extend(new.iter().take(count).cloned());
                    let shuffled = shuffled.then(|| Just(after.clone()).prop_shuffle().boxed());
                    shuffled.unwrap_or_else(|| Just(after).boxed())
                },
            );
            let before = Written { rows: before, style: styles.0 };
            (Just(before), after.prop_map(move |rows| Written { rows, style: styles.1 }))
        },
    )
}

fn change(rows: &mut [RawRow], row: Index, column: Index, value: &'static str) {
    if let Some(row) = (!rows.is_empty()).then(|| row.get_mut(rows))
        && !row.is_empty()
    {
        column.get_mut(row).1 = value;
    }
}

fn compared<'a>(before: &'a str, after: &'a str, rules: Rules<'_>) -> Comparison<'a> {
    let options = Options { key: &[], rules, threads: 2 };
    compare_cut(before.as_bytes(), after.as_bytes(), options, CUT).unwrap()
}

fn tree(raw: &[u8]) -> Json {
    json::parse_bytes(raw).unwrap()
}

/// What a table's difference says, as values.
#[derive(Debug, PartialEq)]
struct Told {
    key: Vec<String>,
    changed: Vec<(Json, Json)>,
    unchanged: Vec<Json>,
    added: Vec<Json>,
    removed: Vec<Json>,
}

fn told(table: &TableDiff<'_>) -> Told {
    Told {
        key: table.key.clone(),
        changed: table.changed(NOTHING).map(|row| (tree(row.before), tree(row.after))).collect(),
        unchanged: table.unchanged(0..table.after_len()).map(tree).collect(),
        added: table.added().map(tree).collect(),
        removed: table.removed().map(tree).collect(),
    }
}

/// The comparison as its description has it, without a thought for speed.
fn reference(before: &[Object], after: &[Object]) -> Told {
    let key = reference_key(before, after);
    let mut left: Vec<Option<&Object>> = before.iter().map(Some).collect();
    let mut told = Told { key, changed: vec![], unchanged: vec![], added: vec![], removed: vec![] };
    for row in after {
        let is_partner = |other: &Object| match told.key.as_slice() {
            [] => same_row(other, row),
            key => key_of(other, key) == key_of(row, key),
        };
        let at = left.iter().position(|other| other.is_some_and(is_partner));
        let value = Json::Object(row.clone());
        match at.and_then(|at| left[at].take()) {
            None => told.added.push(value),
            Some(partner) if same_row(partner, row) => told.unchanged.push(value),
            Some(partner) => told.changed.push((Json::Object(partner.clone()), value)),
        }
    }
    told.removed = left.into_iter().flatten().map(|row| Json::Object(row.clone())).collect();
    told
}

fn same_row(a: &Object, b: &Object) -> bool {
    let value = |row: &Object, name: &str| row.get(name).cloned().unwrap_or_default();
    a.keys().chain(b.keys()).all(|name| value(a, name) == value(b, name))
}

fn key_of(row: &Object, key: &[String]) -> Option<Vec<(bool, String)>> {
    key.iter()
        .map(|name| match row.get(name)? {
            Json::Null => None,
            Json::Number(number) => Some((true, number.normalised())),
            Json::String(text) => {
                let number = Number::new(text).filter(|number| number.normalised() == *text);
                Some((number.is_some(), text.clone()))
            }
            other => Some((false, json::canonical(other))),
        })
        .collect()
}

fn reference_key(before: &[Object], after: &[Object]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in before.iter().chain(after).flat_map(Object::keys) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let holds = |key: &[String]| {
        [before, after].iter().all(|rows| {
            let keys: Vec<_> = rows.iter().map(|row| key_of(row, key)).collect();
            keys.iter().all(Option::is_some)
                && (0..keys.len()).all(|at| !keys[..at].contains(&keys[at]))
        })
    };
    let by_name = (names.iter().filter(|name| *name == "id"))
        .chain(names.iter().filter(|name| name.ends_with("_id")));
    for name in by_name {
        if holds(std::slice::from_ref(name)) {
            return vec![name.clone()];
        }
    }
    let nested = |name: &String| {
        let is_nested = |value: &Json| matches!(value, Json::Array(_) | Json::Object(_));
        before.iter().chain(after).any(|row| row.get(name).is_some_and(is_nested))
    };
    names.retain(|name| !nested(name));
    let shared = |key: &[String]| {
        let others: Vec<_> = before.iter().map(|row| key_of(row, key)).collect();
        after.iter().filter(|row| others.contains(&key_of(row, key))).count()
    };
    for size in 1..=3 {
        let mut best: Option<(usize, Vec<String>)> = None;
        for set in choices(&names, size).into_iter().filter(|set| holds(set)) {
            let shared = shared(&set);
            if best.as_ref().is_none_or(|(other, _)| shared > *other) {
                best = Some((shared, set));
            }
        }
        if let Some((_, set)) = best {
            return set;
        }
    }
    Vec::new()
}

fn choices(names: &[String], size: usize) -> Vec<Vec<String>> {
    match (size, names) {
        (0, _) => vec![Vec::new()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = choices(rest, size - 1).into_iter();
            let with = with.map(|set| [vec![first.clone()], set].concat());
            with.chain(choices(rest, size)).collect()
        }
    }
}

fn counts_of(told: &Told) -> Counts {
    Counts {
        changed: told.changed.len(),
        unchanged: told.unchanged.len(),
        added: told.added.len(),
        removed: told.removed.len(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_slow_comparison_of_trees_agrees((before, after) in pair(any::<bool>())) {
        let (before_text, after_text) = (before.text(), after.text());
        let comparison = compared(&before_text, &after_text, NOTHING);
        let found = told(&comparison.tables[0]);
        let expected = reference(&before.trees(), &after.trees());
        prop_assert_eq!(&found, &expected, "\n{}\n{}", before_text, after_text);
        prop_assert_eq!(comparison.tables[0].counts, counts_of(&expected));
    }

    #[test]
    fn diff_then_patch_gives_the_after_rows((before, after) in pair(any::<bool>())) {
        let (before_text, after_text) = (before.text(), after.text());
        let comparison = compared(&before_text, &after_text, NOTHING);
        let table = &comparison.tables[0];
        let mut rows = before.trees();
        for row in table.removed() {
            let Json::Object(row) = tree(row) else { panic!("a row is an object") };
            let at = rows.iter().position(|other| same_row(other, &row)).unwrap();
            rows.remove(at);
        }
        for change in table.changed(NOTHING) {
            let Json::Object(old) = tree(change.before) else { panic!("a row is an object") };
            let at = rows.iter().position(|other| same_row(other, &old)).unwrap();
            for field in change.fields {
                let value = field.after.map(tree).unwrap_or_default();
                rows[at].insert(field.name, value);
            }
        }
        for row in table.added() {
            let Json::Object(row) = tree(row) else { panic!("a row is an object") };
            rows.push(row);
        }
        for row in after.trees() {
            let at = rows.iter().position(|other| same_row(other, &row));
            prop_assert!(at.is_some(), "{:?} is missing\n{}\n{}", row, before_text, after_text);
            rows.remove(at.unwrap());
        }
        prop_assert!(rows.is_empty(), "{:?} is left over", rows);
    }

    #[test]
    fn the_order_of_rows_does_not_matter((before, after) in pair(Just(false)), by in any::<Index>()) {
        let mut turned = after.clone();
        if !turned.rows.is_empty() {
            let by = by.index(turned.rows.len());
            turned.rows.rotate_left(by);
            turned.rows.reverse();
        }
        let (before_text, after_text, turned_text) = (before.text(), after.text(), turned.text());
        let straight = compared(&before_text, &after_text, NOTHING).tables[0].counts;
        prop_assert_eq!(straight, compared(&before_text, &turned_text, NOTHING).tables[0].counts);
    }

    #[test]
    fn a_wide_tolerance_leaves_numbers_unchanged(
        values in prop::collection::vec((-99..99_i32, -99..99_i32), 1..20)
    ) {
        let text = |second: bool| {
            let rows = (0..).zip(&values).map(|(id, (a, b))| {
                format!("{{\"id\":{id},\"v\":{}}}", if second { b } else { a })
            });
            format!("[{}]", rows.collect::<Vec<_>>().join(","))
        };
        let tolerance = Tolerance::new(&Number::from(50)).unwrap();
        let (before, after) = (text(false), text(true));
        let counts = compared(&before, &after, Rules { tolerance: Some(&tolerance), ..NOTHING }).tables[0].counts;
        let changed = values.iter().filter(|(a, b)| (a - b).abs() > 50).count();
        prop_assert_eq!(counts.changed, changed);
    }

    #[test]
    fn damage_is_noticed_wherever_it_is((before, after) in pair(any::<bool>()), at in any::<Index>(), byte in any::<u8>()) {
        let (mut before, after) = (before.text().into_bytes(), after.text());
        let at = at.index(before.len());
        before[at] = byte;
        let is_json = std::str::from_utf8(&before).is_ok_and(|text| json::parse(text).is_ok());
        let options = Options { key: &[], rules: NOTHING, threads: 2 };
        for (first, second) in [(&*before, after.as_bytes()), (after.as_bytes(), &*before)] {
            let error = compare_cut(first, second, options, CUT).err();
            let blames_text = matches!(error, Some(Error::NotJson { .. } | Error::NotUtf8 { .. }));
            let is_right = if is_json { !blames_text } else { error.is_some() };
            prop_assert!(is_right, "{:?} of {}", error, String::from_utf8_lossy(&before));
        }
    }
}
