//! Layouts that people write, and the algebra: insert then remove is nothing.

use super::*;
use crate::json::parse;
use proptest::prelude::*;

#[track_caller]
fn check_insert(text: &str, pointer: &str, value: &str, expected: &str) {
    let with = insert(text, pointer, &parse(value).unwrap()).unwrap();
    assert_eq!(with, expected);
    let pointer = pointer.replace("/-", "/0");
    if parse(text).unwrap().pointer(&pointer).is_none() {
        assert_eq!(remove(&with, &pointer).unwrap(), text);
    }
}

#[track_caller]
fn check_replace(text: &str, pointer: &str, value: &str, expected: &str) {
    assert_eq!(replace(text, pointer, &parse(value).unwrap()).unwrap(), expected);
}

#[track_caller]
fn check_remove(text: &str, pointer: &str, expected: &str) {
    assert_eq!(remove(text, pointer).unwrap(), expected);
}

#[track_caller]
fn check_refusal(outcome: Result<String, EditError>, expected: &str) {
    assert_eq!(outcome.unwrap_err().to_string(), expected);
}

#[test]
fn a_member_comes_last_in_the_indentation_of_its_siblings() {
    check_insert("{}", "/a", "1", "{\n  \"a\": 1\n}");
    check_insert("{ }\n", "/a", "[]", "{\n  \"a\": []\n }\n");
    check_insert("{\n}\n", "/a", "1", "{\n  \"a\": 1\n\n}\n");
    check_insert(
        "{\n    \"x\": 1e400\n}",
        "/a",
        "[1]",
        "{\n    \"x\": 1e400,\n    \"a\": [\n        1\n    ]\n}",
    );
    check_insert(
        "{\r\n\t\"x\": {}\r\n}\r\n",
        "/x/가",
        "{\"b\":0.10}",
        "{\r\n\t\"x\": {\r\n\t\t\"가\": {\r\n\t\t\t\"b\": 0.10\r\n\t\t}\r\n\t}\r\n}\r\n",
    );
    check_insert("{\n\n  \"x\": 1\n\n}", "/a", "2", "{\n\n  \"x\": 1,\n  \"a\": 2\n\n}");
}

#[test]
fn what_stands_on_one_line_stays_on_one() {
    check_insert("{\"x\":1}", "/a", "[1,{\"b\":2}]", "{\"x\":1,\"a\":[1,{\"b\":2}]}");
    check_insert("{ \"x\": 1 }", "/a", "[1, 2]", "{ \"x\": 1, \"a\": [1, 2] }");
    check_insert("{\n  \"x\": [1,  2]\n}", "/x/-", "{}", "{\n  \"x\": [1,  2,  {}]\n}");
    check_replace("{\n  \"x\": [1]\n}", "/x", "[2,3]", "{\n  \"x\": [2, 3]\n}");
}

#[test]
fn an_element_goes_before_the_one_that_has_its_index() {
    check_insert("[1, 2]", "/0", "0", "[0, 1, 2]");
    check_insert("[1, 2]", "/1", "0", "[1, 0, 2]");
    check_insert("[\n  1\n]", "/0", "0", "[\n  0,\n  1\n]");
    check_insert("[[]]", "/0/-", "0", "[[0]]");
}

#[test]
fn the_value_alone_is_replaced() {
    check_replace("{ \"a\" : 1 , \"b\":2}", "/a", "\"새\"", "{ \"a\" : \"새\" , \"b\":2}");
    check_replace(" [1]\n", "", "2", " 2\n");
    check_replace("{\n \"a\": 5\n}", "/a", "[6]", "{\n \"a\": [\n  6\n ]\n}");
    check_replace("{\"a\":[1.0 , 2]}", "/a", "[1,2]", "{\"a\":[1.0 , 2]}");
}

#[test]
fn a_child_goes_with_its_comma() {
    check_remove("{\"a\": 1, \"b\": 2}", "/a", "{\"b\": 2}");
    check_remove("{\"a\": 1, \"b\": 2}", "/b", "{\"a\": 1}");
    check_remove("{\"a\": 1\n, \"b\": 2\n}", "/b", "{\"a\": 1\n}");
    check_remove("{\n  \"a\": {\n    \"b\": 1\n  }\n}", "/a/b", "{\n  \"a\": {}\n}");
    check_remove("[ 1 ]", "/0", "[ ]");
    check_remove("{\"a/b~c\":{\"\":1}}", "/a~1b~0c/", "{\"a/b~c\":{}}");
    // The last one is what a reader sees.
    check_remove("{\"a\":1,\"\\u0061\":2}", "/a", "{\"a\":1}");
}

#[test]
fn what_cannot_be_edited_says_why() {
    let one = Json::from("x");
    check_refusal(insert("{\"a\":1}", "/a", &one), "there is a value at /a already");
    check_refusal(insert("{\"a\":1}", "/a/b", &one), "there is nothing at /a/b");
    check_refusal(insert("[]", "/01", &one), "there is nothing at /01");
    check_refusal(insert("{}", "a", &one), "there is nothing at a");
    check_refusal(remove("{}", ""), "there is nothing at ");
    check_refusal(remove("[1]", "/-"), "there is nothing at /-");
    check_refusal(replace("{}", "/a", &one), "there is nothing at /a");
    check_refusal(remove("{} // note", "/a"), "text after the value at byte 3");
    check_refusal(insert("[1,]", "/0", &one), "expected a value at byte 3");
}

/// JSON text in any layout, with a pointer to every container in it.
fn any_text() -> impl Strategy<Value = String> {
    let blank = prop_oneof![
        4 => Just(String::new()),
        2 => Just(" ".to_owned()),
        2 => Just("\n  ".to_owned()),
        1 => "[ \t]{0,3}(\r\n|\n)[ \t]{0,4}",
    ];
    let scalar = prop_oneof![
        Just("1e400"),
        Just("0.10"),
        Just("\"가\\u00e9/~\""),
        Just("null"),
        Just("[]"),
        Just("{}")
    ];
    let leaf = (blank.clone(), scalar, blank.clone()).prop_map(|(a, b, c)| format!("{a}{b}{c}"));
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let members = prop::collection::vec((blank.clone(), blank.clone(), inner.clone()), 0..4);
        let blank = blank.clone();
        prop_oneof![
            (prop::collection::vec(inner, 0..4), blank.clone()).prop_map(|(elements, gap)| {
                let body = if elements.is_empty() { gap } else { elements.join(",") };
                format!("[{body}]")
            }),
            (members, blank).prop_map(|(members, gap)| {
                let named = members.iter().enumerate();
                let named: Vec<_> =
                    named.map(|(i, (a, b, value))| format!("{a}\"k{i}\"{b}:{value}")).collect();
                let body = if named.is_empty() { gap } else { named.join(",") };
                format!("{{{body}}}")
            }),
        ]
    })
}

/// The pointers of all values, the outermost first.
fn pointers(value: &Json, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let children: Vec<(String, &Json)> = match value {
        Json::Array(elements) => {
            elements.iter().enumerate().map(|(i, element)| (i.to_string(), element)).collect()
        }
        Json::Object(members) => members.iter().map(|(name, m)| (name.clone(), m)).collect(),
        _ => vec![],
    };
    for (step, child) in children {
        pointers(child, &format!("{at}/{step}"), found);
    }
}

/// A place where something can be inserted, in a text.
fn any_place() -> impl Strategy<Value = (String, String)> {
    (any_text(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_filter_map(
        "a scalar holds nothing",
        |(text, which, index)| {
            let tree = parse(&text).unwrap();
            let mut all = Vec::new();
            pointers(&tree, "", &mut all);
            all.retain(|at| matches!(tree.pointer(at), Some(Json::Array(_) | Json::Object(_))));
            let at = all.get(which.index(all.len().max(1)))?.clone();
            let step = match tree.pointer(&at)? {
                Json::Array(elements) => index.index(elements.len() + 1).to_string(),
                _ => "new".to_owned(),
            };
            Some((text, format!("{at}/{step}")))
        },
    )
}

/// How many bytes the two texts have in common at the start and at the end.
fn is_one_place(before: &str, after: &str) -> bool {
    let head = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let tail = before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
    head + tail >= before.len()
}

proptest! {
    #[test]
    fn insert_then_remove_gives_the_text_back(
        (text, pointer) in any_place(), value in any_text()
    ) {
        let value = parse(&value).unwrap();
        let with = insert(&text, &pointer, &value).unwrap();
        prop_assert!(is_one_place(&text, &with), "{}\n{}", text, with);
        let tree = parse(&with).unwrap();
        prop_assert_eq!(tree.pointer(&pointer), Some(&value));
        prop_assert_eq!(remove(&with, &pointer).unwrap(), text);
    }

    #[test]
    fn replace_there_and_back_gives_the_tree_back(
        (text, pointer) in any_place(), value in any_text()
    ) {
        let (parent, _) = pointer.rsplit_once('/').unwrap();
        let (before, value) = (parse(&text).unwrap(), parse(&value).unwrap());
        let with = replace(&text, parent, &value).unwrap();
        let tree = parse(&with).unwrap();
        prop_assert_eq!(tree.pointer(parent), Some(&value));
        let back = replace(&with, parent, before.pointer(parent).unwrap()).unwrap();
        prop_assert_eq!(parse(&back).unwrap(), before);
    }

    #[test]
    fn any_text_and_pointer_end_in_a_text_or_an_error(
        text in r#"[\[\]{}",:0-9a\\ \n]{0,24}"#, pointer in "(/[0-9a~-]{0,2}){0,3}"
    ) {
        let value = Json::from("x");
        for edited in
            [insert(&text, &pointer, &value), replace(&text, &pointer, &value), remove(&text, &pointer)]
                .into_iter()
                .flatten()
        {
            prop_assert!(parse(&edited).is_ok(), "{} {}", text, edited);
        }
    }
}
