//! Every operator against values that fulfil it and values that do not.

use contract::{Json, Object, json::parse, verdict::CheckResult};
use judge::{Aliases, Plan};

/// `expected` is empty for a PASS, else a part of the sentence about the FAIL.
fn check(matcher: &str, value: &str, expected: &str) {
    let expectation = Object::from_iter([("v".to_owned(), parse(matcher).expect("JSON"))]);
    let plan = Plan::new(&expectation, "", &Aliases::new())
        .unwrap_or_else(|error| panic!("{matcher}: {error}"));
    let judgement = plan.judge(&format!(r#"{{"v":{value}}}"#), None).expect("JSON");
    let check = &judgement.checks[0];
    if expected.is_empty() {
        assert_eq!(check.result, CheckResult::Pass, "{matcher} {value}: {}", check.detail);
    } else {
        assert_eq!(check.result, CheckResult::Fail, "{matcher} {value}: {}", check.detail);
        assert!(check.detail.contains(expected), "{matcher} {value}: {}", check.detail);
    }
}

#[test]
fn equality_and_choices() {
    check(r#"{"$eq":1}"#, "1.0", "");
    check(r##"{"$eq":{"$ref":"#/x"}}"##, r##"{"$ref":"#/x"}"##, "");
    check(r#"{"$ne":1}"#, "2", "");
    check(r#"{"$ne":1}"#, "\"1\"", "");
    check(r#"{"$ne":1}"#, "1.00", "expected anything but 1.00");
    check(r#"{"$ne":"OPEN"}"#, r#"{"name":"OPEN"}"#, "anything but");
    check(r#"{"$in":[1,"a",null]}"#, "null", "");
    check(r#"{"$in":["OPEN"]}"#, r#"{"name":"OPEN"}"#, "");
    check(r#"{"$in":[1,2]}"#, "3", "expected one of 2 values, found 3");
    check(r#"{"$in":[]}"#, "3", "one of 0 values");
    check(r#"{"$nin":[1,2]}"#, "3", "");
    check(r#"{"$nin":["OPEN"]}"#, r#"{"name":"OPEN"}"#, "unwanted");
}

#[test]
fn order_is_exact() {
    check(r#"{"$gt":9007199254740992}"#, "9007199254740993", "");
    check(r#"{"$gt":1}"#, "1.0", "expected greater than 1, found 1.0");
    check(r#"{"$gte":1}"#, "1.0", "");
    check(r#"{"$lt":1e400}"#, "9e399", "");
    check(r#"{"$lte":0.10}"#, "0.1", "");
    check(r#"{"$lte":0.1}"#, "0.10000000000000000001", "at most 0.1");
    check(r#"{"$gt":"b"}"#, "\"c\"", "");
    check(r#"{"$gt":"2026-01-01T00:00:00Z"}"#, "\"2026-01-01T09:00:01+09:00\"", "");
    check(r#"{"$gt":1}"#, "\"2\"", "a string \"2\", which has no order with it");
    check(r#"{"$gt":1}"#, "null", "no order");
    check(r#"{"$gt":0,"$lt":10}"#, "5", "");
    check(r#"{"$gt":0,"$lt":10}"#, "15", "less than 10");
    check(r#"{"$between":[1,5]}"#, "1.0", "");
    check(r#"{"$between":[1,5]}"#, "5", "");
    check(r#"{"$between":[1,5]}"#, "5.01", "at most 5");
    check(r#"{"$between":["a","c"]}"#, "\"b\"", "");
    check(r#"{"$approx":{"value":0.1,"within":0.01}}"#, "0.11", "");
    check(r#"{"$approx":{"value":0.1,"within":0.01}}"#, "0.0900", "");
    check(
        r#"{"$approx":{"value":0.1,"within":0.01}}"#,
        "0.1100000000000000001",
        "between 0.09 and 0.11",
    );
    check(r#"{"$approx":{"value":1e400,"within":0}}"#, "1e400", "");
    check(r#"{"$approx":{"value":1,"within":1}}"#, "\"1\"", "expected a number");
    check(r#"{"$approx":{"value":1,"within":1}}"#, "1e999999999999", "between");
}

#[test]
fn times() {
    check(r#"{"$before":"2026-01-01T00:00:00Z"}"#, "\"2026-01-01T08:59:59.999+09:00\"", "");
    check(r#"{"$before":"2026-01-01T00:00:00Z"}"#, "\"2026-01-01T00:00:00Z\"", "");
    check(r#"{"$before":"2026-01-01T00:00:00Z"}"#, "\"2026-01-01T00:00:01Z\"", "a time before");
    check(r#"{"$after":"2026-01-01"}"#, "\"2026-01-01 00:00:01\"", "");
    check(r#"{"$after":"2026-01-01"}"#, "\"2026-01-01T00:00:01Z\"", "one has an offset");
    check(r#"{"$after":"2026-01-01"}"#, "\"soon\"", "expected a time");
    check(r#"{"$after":"2026-01-01"}"#, "5", "expected a time");
}

#[test]
fn strings_and_parts() {
    check(r#"{"$regex":"^ORD-\\d+$"}"#, "\"ORD-12\"", "");
    check(r#"{"$regex":"주문"}"#, "\"새 주문 1\"", "");
    check(r#"{"$regex":"^O$"}"#, r#"{"name":"O"}"#, "");
    check(r#"{"$regex":"x"}"#, "\"y\"", "expected a match of `x`");
    check(r#"{"$regex":"1"}"#, "1", "expected a string");
    check(r#"{"$contains":"b"}"#, "\"abc\"", "");
    check(r#"{"$contains":"d"}"#, "\"abc\"", "expected a part \"d\"");
    check(r#"{"$contains":2}"#, "[1,2.0]", "");
    check(r#"{"$contains":{"id":2}}"#, r#"[{"id":1},{"id":2}]"#, "");
    check(r#"{"$contains":{"$gt":1}}"#, "[1,2]", "");
    check(r#"{"$contains":3}"#, "[1,2]", "no element");
    check(r#"{"$contains":{"a":1}}"#, r#"{"a":1,"b":2}"#, "");
    check(r#"{"$contains":{"a":1}}"#, r#"{"a":2}"#, "at /a: expected 1");
    check(r#"{"$contains":1}"#, "\"1\"", "can contain it");
    check(r#"{"$contains":"1"}"#, "1", "a string or an array");
}

#[test]
fn sizes_and_types() {
    check(r#"{"$length":2}"#, "\"가나\"", "");
    check(r#"{"$length":2}"#, "[1,2]", "");
    check(r#"{"$length":{"$gte":1}}"#, "[]", "length: expected at least 1");
    check(r#"{"$length":2}"#, r#"{"a":1}"#, "something with a length");
    check(r#"{"$size":1}"#, r#"{"a":1,"a":2}"#, "");
    check(r#"{"$size":2}"#, "[1,2]", "");
    check(r#"{"$size":2}"#, "\"ab\"", "something with a size");
    for (name, value) in [
        ("null", "null"),
        ("boolean", "true"),
        ("number", "1.5"),
        ("integer", "1e400"),
        ("string", "\"\""),
        ("array", "[]"),
        ("object", "{}"),
    ] {
        check(&format!(r#"{{"$type":"{name}"}}"#), value, "");
    }
    check(r#"{"$type":["string","null"]}"#, "null", "");
    check(r#"{"$type":"integer"}"#, "1.5", "expected a whole number");
    check(r#"{"$type":"string"}"#, "null", "expected a string, found null");
}

#[test]
fn presence() {
    check(r#"{"$exists":true}"#, "null", "");
    check(r#"{"$exists":false}"#, "null", "expected that it is absent");
    check(r#"{"$null":true}"#, "null", "");
    check(r#"{"$null":true}"#, "0", "expected null, found 0");
    check(r#"{"$null":false}"#, "0", "");
    check(r#"{"$null":false}"#, "null", "found null");
}

#[test]
fn elements() {
    check(r#"{"$each":{"$gt":0}}"#, "[1,2,3]", "");
    check(r#"{"$each":{"$gt":1}}"#, "[2,2,1]", "at /2: expected greater than 1");
    check(r#"{"$each":{"id":{"$type":"integer"}}}"#, r#"[{"id":1},{"id":"2"}]"#, "at /1/id");
    check(r#"{"$each":1}"#, "[]", "nothing to check");
    check(r#"{"$each":1}"#, "1", "expected an array");
    check(r#"{"$any":3}"#, "[1,2,3]", "");
    check(r#"{"$any":{"$gt":3}}"#, "[1,2,3]", "none of the 3 elements");
    check(r#"{"$any":1}"#, "[]", "none of the 0 elements");
    check(r#"{"$unordered":[3,1,2]}"#, "[1,2,3.0]", "");
    check(r#"{"$unordered":[1,1]}"#, "[1,2]", "nothing fits expected element 1; left over is 2");
    check(r#"{"$unordered":[1]}"#, "[1,2]", "expected 1 elements, found 2");
    check(r#"{"$unordered":[]}"#, "[]", "");
    check(r#"{"$unordered":[1]}"#, "{}", "expected an array");
}

#[test]
fn schemas() {
    let order = r#"{"$schema":{"type":"object","required":["id"],
        "properties":{"id":{"type":"integer","minimum":1},"a/b":{"type":"array","items":{"type":"string"}}}}}"#;
    check(order, r#"{"id":1234567890123456789,"a/b":["x"]}"#, "");
    check(order, r#"{"id":0}"#, "at /id: the schema says");
    check(order, r#"{"id":1,"a/b":[5]}"#, "at /a~1b/0: the schema says");
    check(order, "{}", "required");
    check(r##"{"$schema":{"$defs":{"n":{"type":"number"}},"$ref":"#/$defs/n"}}"##, "1e400", "");
    check(r#"{"$schema":false}"#, "1", "the schema says");
    let long = Json::from("x".repeat(100_000)).to_string();
    check(r#"{"$schema":{"type":"number"}}"#, &long, "the schema says");
}
