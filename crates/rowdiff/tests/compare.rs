//! Snapshots compared through the crate's interface: forms, keys, order, errors.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fault::Fault;
use rowdiff::{Comparison, Error, Options, Rules, compare};

const RULES: Rules<'static> = Rules { ignored: &|name| name.starts_with("tmp_"), tolerance: None };

fn try_compare<'a>(before: &'a str, after: &'a str, key: &[&str]) -> Result<Comparison<'a>, Error> {
    let key: Vec<String> = key.iter().map(ToString::to_string).collect();
    compare(before.as_bytes(), after.as_bytes(), Options { key: &key, rules: RULES, threads: 2 })
}

fn text(raw: &[u8]) -> String {
    String::from_utf8(raw.to_vec()).unwrap()
}

/// One line a row: `~` changed (with its key and fields), `=` unchanged, `+` added, `-` removed;
/// before them `key: …`, behind them the columns of one side only.
fn told(comparison: &Comparison<'_>) -> String {
    let mut lines = Vec::new();
    for table in &comparison.tables {
        let name = if comparison.has_tables { format!("{}: ", table.name) } else { String::new() };
        lines.push(format!("{name}key: {}", table.key.join(",")));
        for row in table.changed(RULES) {
            let part = |raw: Option<&[u8]>| raw.map_or("-".into(), text);
            let fields = row.fields.iter().map(|field| {
                format!("{} {} -> {}", field.name, part(field.before), part(field.after))
            });
            let fields: Vec<String> = fields.collect();
            lines.push(format!("~ {}: {}", row.key.join(","), fields.join("; ")));
        }
        let list = |sign: &str, rows: Vec<&[u8]>| -> Vec<String> {
            rows.into_iter().map(|row| format!("{sign} {}", text(row))).collect()
        };
        lines.extend(list("=", table.unchanged(0..table.after_len()).collect()));
        lines.extend(list("+", table.added().collect()));
        lines.extend(list("-", table.removed().collect()));
        if !table.columns_added.is_empty() || !table.columns_removed.is_empty() {
            let (added, removed) = (table.columns_added.join(","), table.columns_removed.join(","));
            lines.push(format!("columns +{added} -{removed}"));
        }
    }
    lines.join("\n")
}

fn check(before: &str, after: &str, key: &[&str], expected: &[&str]) {
    let comparison = try_compare(before, after, key).unwrap();
    assert_eq!(told(&comparison), expected.join("\n"), "\n{before}\n{after}");
}

fn check_error(before: &str, after: &str, key: &[&str], code: &str, place: &str) {
    let error = try_compare(before, after, key).err().unwrap();
    assert_eq!(error.code(), code, "{error}");
    let found = error.place().map(|place| place.to_string()).unwrap_or_default();
    assert_eq!(found, place, "{error}");
    assert!(!error.remedy().is_empty());
}

#[test]
fn rows_come_in_the_order_of_the_after_snapshot_then_removed_ones() {
    check(
        r#"{"rows":[{"id":1,"s":"a"},{"id":2,"s":"b"},{"id":3,"s":"c"},{"id":4,"s":"d"}]}"#,
        r#"{"rows":[{"id":9,"s":"x"},{"id":4,"s":"D"},{"id":2,"s":"b"},{"id":1,"s":"A"},{"id":8,"s":"y"}]}"#,
        &[],
        &[
            "key: id",
            r#"~ 4: s "d" -> "D""#,
            r#"~ 1: s "a" -> "A""#,
            r#"= {"id":2,"s":"b"}"#,
            r#"+ {"id":9,"s":"x"}"#,
            r#"+ {"id":8,"s":"y"}"#,
            r#"- {"id":3,"s":"c"}"#,
        ],
    );
}

#[test]
fn all_forms_of_a_snapshot_are_read() {
    let forms = [
        r#"{"rows":[{"id":1}],"row_count":1,"db":"orders","sql":"SELECT","captured_at":"x"}"#,
        r#"[{"id":1}]"#,
        r#"{"data":[{"id":1}]}"#,
        r#"{"results":[{"id":1}]}"#,
        r#"{"ok":true,"result":[{"id":1}]}"#,
        r#"{"id":1}"#,
        r#"{"rows":{"id":1}}"#,
        r#"{"result":{"id":1}}"#,
        r#" { "data" : [ {"id":2} ] , "rows" : [ {"id":1} ] } "#,
        r#"{"rows":[{"id":2}],"rows":[{"id":1}]}"#,
    ];
    for before in forms {
        for after in forms {
            check(before, after, &[], &["key: id", r#"= {"id":1}"#]);
        }
    }
}

#[test]
fn empty_snapshots_work() {
    for empty in [r#"{"rows":[]}"#, "[]", r#"{"rows":null}"#, "{}", r#"{"result":[]}"#] {
        check(empty, "[]", &[], &["key: "]);
        check(empty, "[]", &["id"], &["key: id"]);
        check(empty, r#"[{"id":1}]"#, &[], &["key: id", r#"+ {"id":1}"#]);
        check(r#"[{"id":1}]"#, empty, &[], &["key: id", r#"- {"id":1}"#]);
    }
}

#[test]
fn tables_are_compared_by_name() {
    check(
        r#"{"tables":{"gone":{"rows":[{"id":1}]},"orders":{"rows":[{"no":1,"id":5}],"key":["no"]}}}"#,
        r#"{"tables":{"orders":{"rows":[{"no":1,"id":6}],"key":["no"]},"new":[{"id":1}]}}"#,
        &[],
        &[
            "orders: key: no",
            "~ 1: id 5 -> 6",
            "new: key: id",
            r#"+ {"id":1}"#,
            "gone: key: id",
            r#"- {"id":1}"#,
        ],
    );
    check(
        r#"{"tables":{"a":{"rows":[{"id":1}]},"b":{"rows":[{"id":1},{"id":2}]}}}"#,
        r#"{"tables":{"b":{"rows":[{"id":1},{"id":2}]},"a":{"rows":[{"id":1}]}}}"#,
        &[],
        &["b: key: id", r#"= {"id":1}"#, r#"= {"id":2}"#, "a: key: id", r#"= {"id":1}"#],
    );
    check(r#"{"tables":{}}"#, r#"{"rows":[],"tables":{}}"#, &[], &[]);
}

#[test]
fn keys_are_looked_for_in_order() {
    let key = |before: &str, after: &str, expected: &str| {
        let comparison = try_compare(before, after, &[]).unwrap();
        assert_eq!(comparison.tables[0].key.join(","), expected, "{before}");
    };
    // The snapshot's own, wherever it stands; when it does not hold the next is tried.
    key(r#"{"key":["no"],"rows":[{"id":1,"no":1}]}"#, r#"[{"id":1,"no":1}]"#, "no");
    key(r#"[{"id":1,"no":1}]"#, r#"{"rows":[{"id":1,"no":1}],"key":"no"}"#, "no");
    key(r#"{"rows":[{"id":1,"no":1},{"id":2,"no":1}],"key":"no"}"#, "[]", "id");
    // `id`, then a column that ends in `_id`, when unique within each snapshot.
    let twice = r#"[{"a":1,"id":1,"sku_id":3,"x_id":5},{"a":2,"id":1,"sku_id":3,"x_id":6}]"#;
    key(twice, twice, "x_id");
    key(twice, r#"[{"a":1,"id":1,"sku_id":3}]"#, "a");
    key(r#"[{"id":null,"a":1}]"#, "[]", "a");
    // The smallest set, the one that stays.
    key(r#"[{"state":"OPEN","sku":"A"}]"#, r#"[{"state":"DONE","sku":"A"}]"#, "sku");
    let lines =
        r#"[{"no":1,"line":1,"x":[1]},{"no":1,"line":2,"x":[2]},{"no":2,"line":1,"x":[3]}]"#;
    key(lines, lines, "no,line");
    let three =
        r#"[{"a":1,"b":1,"c":1},{"a":1,"b":1,"c":2},{"a":1,"b":2,"c":1},{"a":2,"b":1,"c":1}]"#;
    key(three, three, "a,b,c");
    // Ignored columns are never found to be a key.
    key(r#"[{"tmp_id":1,"b":1},{"tmp_id":2,"b":1}]"#, "[]", "");
}

#[test]
fn a_key_is_the_same_in_another_json_type() {
    check(
        r#"[{"id":1,"s":1},{"id":"2","s":1},{"id":12345678901234567890,"s":1}]"#,
        r#"[{"id":"1","s":2},{"id":2,"s":1},{"id":"12345678901234567890","s":1}]"#,
        &["id"],
        &[
            "key: id",
            r#"~ 1: id 1 -> "1"; s 1 -> 2"#,
            r#"~ 2: id "2" -> 2"#,
            r#"~ 12345678901234567890: id 12345678901234567890 -> "12345678901234567890""#,
        ],
    );
}

#[test]
fn without_a_key_duplicates_count() {
    check(
        r#"[{"a":1},{"a":1},{"a":2}]"#,
        r#"[{"a":1.0},{"a":2},{"a":2.0},{"a":1},{"a":1e0}]"#,
        &[],
        &[
            "key: ",
            r#"= {"a":1.0}"#,
            r#"= {"a":2}"#,
            r#"= {"a":1}"#,
            r#"+ {"a":2.0}"#,
            r#"+ {"a":1e0}"#,
        ],
    );
    check(
        r#"[{"a":1,"tmp_x":1},{"a":1,"tmp_x":2}]"#,
        r#"[{"a":1,"tmp_x":3,"b":null},{"a":1,"tmp_x":3}]"#,
        &[],
        &["key: ", r#"= {"a":1,"tmp_x":3,"b":null}"#, r#"= {"a":1,"tmp_x":3}"#, "columns +b -"],
    );
}

#[test]
fn values_are_compared_by_what_they_mean() {
    check(
        r#"[{"id":1,"n":1,"o":{"a":1,"b":[1,2]},"big":1234567890123456789}]"#,
        r#"[{"o":{"b":[1.0,2],"a":1e0},"id":1,"n":1.00,"big":1234567890123456788}]"#,
        &[],
        &["key: id", "~ 1: big 1234567890123456789 -> 1234567890123456788"],
    );
}

#[test]
fn columns_of_one_snapshot_only_change_from_or_to_null() {
    check(
        r#"[{"id":1,"old":1,"tmp_o":1},{"id":2,"old":null}]"#,
        r#"[{"id":1,"new":null,"tmp_n":1},{"id":2,"new":"x"}]"#,
        &[],
        &["key: id", "~ 1: old 1 -> -", r#"~ 2: new - -> "x""#, "columns +new -old"],
    );
    // A row's column that other rows of the same snapshot have is no column of one snapshot only.
    check(
        r#"[{"id":1,"a":1},{"id":2}]"#,
        r#"[{"id":1},{"id":2,"a":1}]"#,
        &[],
        &["key: id", "~ 1: a 1 -> -", "~ 2: a - -> 1"],
    );
}

#[test]
fn the_last_of_two_members_with_one_name_counts() {
    check(
        r#"[{"id":1,"id":2,"a":1}]"#,
        r#"[{"id":2,"a":0,"a":1},{"id":1,"a":1}]"#,
        &[],
        &["key: id", r#"= {"id":2,"a":0,"a":1}"#, r#"+ {"id":1,"a":1}"#],
    );
}

#[test]
fn what_cannot_be_compared_is_refused_with_its_place() {
    let row = r#"{"rows":[{"id":1}]}"#;
    check_error(
        "{\"rows\":[{\"id\":1},]}",
        row,
        &[],
        "rowdiff/not-json",
        "the before snapshot, byte 18",
    );
    check_error(row, "", &[], "rowdiff/not-json", "the after snapshot, byte 0");
    check_error(
        row,
        r#"{"rows":[{"id":1}]} x"#,
        &[],
        "rowdiff/not-json",
        "the after snapshot, byte 20",
    );
    check_error("7", row, &[], "rowdiff/not-a-snapshot", "the before snapshot, ");
    check_error(r#"{"rows":7}"#, row, &[], "rowdiff/not-a-snapshot", "the before snapshot, /rows");
    let tables = r#"{"tables":{"a/b":"x"}}"#;
    check_error(tables, row, &[], "rowdiff/not-a-snapshot", "the before snapshot, /tables/a~1b");
    check_error(row, r#"{"tables":{}}"#, &[], "rowdiff/forms-differ", "");
    let odd = r#"{"rows":[{"id":1},[2]]}"#;
    check_error(row, odd, &[], "rowdiff/row-not-object", "the after snapshot, /rows/1");
    check_error("[3]", row, &[], "rowdiff/row-not-object", "the before snapshot, /0");
}

#[test]
fn a_key_that_was_asked_for_must_hold() {
    let row = r#"[{"id":1,"a":"x"},{"id":2,"a":null},{"id":3}]"#;
    check_error(row, row, &["a"], "rowdiff/key-missing", "the before snapshot, /1");
    check_error(row, "[{\"b\":1}]", &["id"], "rowdiff/key-missing", "the after snapshot, /0");
    let twice = r#"{"rows":[{"a":1,"b":2},{"a":1,"b":3},{"a":"1","b":2.0}]}"#;
    check_error(twice, "[]", &["a", "b"], "rowdiff/key-not-unique", "the before snapshot, /rows/2");
    let error = try_compare("[]", twice, &["a", "b"]).err().unwrap();
    assert_eq!(
        error.to_string(),
        "the key (a, b) is not unique: `1, 2.0` occurs again in the after snapshot"
    );
    // Rows that are the same in both snapshots take part in the search for duplicates.
    let once = r#"[{"a":1,"b":1}]"#;
    let again = r#"[{"a":1,"b":1},{"a":1,"b":2}]"#;
    check_error(once, again, &["a"], "rowdiff/key-not-unique", "the after snapshot, /1");
}

#[test]
fn text_that_is_not_utf8_is_refused() {
    for bad in
        [&b"[{\"a\":\"\xff\"}]"[..], b"{\"x\":\"\xff\",\"rows\":[]}", b"{\"rows\":[],\"\xff\":1}"]
    {
        let options = Options { key: &[], rules: RULES, threads: 1 };
        for outcome in [compare(bad, b"[]", options), compare(b"[]", bad, options)] {
            let error = outcome.err().unwrap();
            assert_eq!(error.code(), "rowdiff/not-utf8");
        }
    }
}

/// Many rows, so that several threads take part in each step; what is between two rows also occurs
/// inside of one, so that the guess where a part begins is often wrong.
#[test]
fn many_rows_are_compared_as_few_are() {
    let rows = |skip: usize, edit: usize| {
        let row = move |at: usize| {
            let state = if at.is_multiple_of(edit) { r#"열림 {\"[,"# } else { "닫힘 }],{" };
            format!(r#"{{"no": {at}, "items": [{{"no": {at}}}, {{"no": 1}}], "state": "{state}"}}"#)
        };
        (0..60_000_usize).filter(move |at| at % skip != 1).map(row).collect::<Vec<String>>()
    };
    let snapshot = |rows: &[String]| format!(r#"{{"rows": [{}]}}"#, rows.join(", "));
    let before = snapshot(&rows(1000, 100));
    let mut after = rows(500, 200);
    for turn in 0..3 {
        let after_text = snapshot(&after);
        let comparison = try_compare(&before, &after_text, &[]).unwrap();
        let table = &comparison.tables[0];
        assert_eq!(table.key, ["no"]);
        let counts = table.counts;
        assert_eq!(
            (counts.changed, counts.unchanged, counts.added, counts.removed),
            (300, 59_580, 0, 60)
        );
        let half = after.len() / 2;
        match turn {
            0 => after.rotate_left(half),
            _ => after.reverse(),
        }
    }
}
