//! Every kind of key on small documents: the outcome, and what the sentence says.

use contract::{Json, Object, json::parse, verdict::CheckResult};
use fault::Fault;
use judge::{Aliases, Judgement, Plan};

fn object(text: &str) -> Object {
    parse(text).expect("JSON").as_object().expect("an object").clone()
}

fn stimulus(body: &str) -> String {
    format!(
        r#"{{"tc_id":"TC-1","request":{{}},"response":{{"status_code":200,"body":{body}}},"success":true}}"#
    )
}

fn judge(expected: &str, body: &str, aliases: &Aliases) -> Judgement {
    let plan = Plan::new(&object(expected), "response.body", aliases)
        .unwrap_or_else(|error| panic!("{expected}: {error}"));
    plan.judge(&stimulus(body), None).expect("a JSON document")
}

/// One key: `PASS` or `FAIL`, and a part of the sentence.
fn check(key: &str, value: &str, body: &str, outcome: &str, part: &str) {
    let key_text = Json::from(key).to_string();
    let judgement = judge(&format!("{{{key_text}:{value}}}"), body, &Aliases::new());
    let check = &judgement.checks[0];
    let result = if check.result == CheckResult::Pass { "PASS" } else { "FAIL" };
    assert_eq!(result, outcome, "{key}: {value} in {body}: {}", check.detail);
    assert!(check.detail.contains(part), "{key}: {}", check.detail);
    assert!(!check.detail.is_empty() && check.detail.len() < 2000, "{}", check.detail);
}

const ORDERS: &str = r#"{"orderCode":"ORD-1","state":{"name":"OPEN","description":"열림"},"total":0.10,
    "id":1234567890123456789,"cancelledAt":null,"rush":true,
    "skuGroups":[
        {"code":"G1","weight":1.5,"skus":[{"sku":"A","quantity":5},{"sku":"B","quantity":5}]},
        {"code":"G2","weight":1e400,"skus":[{"sku":"A","quantity":5.0}]}]}"#;

#[test]
fn http_status_is_that_of_the_response() {
    check("http_status", "200", ORDERS, "PASS", "response.status_code");
    check("http_status", "2e2", ORDERS, "PASS", "");
    check("http_status", "201", ORDERS, "FAIL", "expected 201, found a number 200");
    check("http_status", "\"200\"", ORDERS, "FAIL", "a number 200");
    check("http_status", r#"{"$in":[200,204]}"#, ORDERS, "PASS", "");
}

#[test]
fn fields_by_name_then_by_camel_case() {
    check("orderCode", "\"ORD-1\"", ORDERS, "PASS", "response.body.orderCode: \"ORD-1\"");
    check("order_code", "\"ORD-1\"", ORDERS, "PASS", "response.body.orderCode");
    check("state", "\"OPEN\"", ORDERS, "PASS", "");
    check("state", r#"{"$ne":"OPEN"}"#, ORDERS, "FAIL", "anything but");
    check("total", "0.1", ORDERS, "PASS", "");
    check("id", "1234567890123456789", ORDERS, "PASS", "");
    check("id", "1234567890123456788", ORDERS, "FAIL", "");
    check("rush", "1", ORDERS, "FAIL", "found a boolean true");
    check("nope", "1", ORDERS, "FAIL", "has no field `nope`; it has orderCode, state");
    check("nope", "null", ORDERS, "FAIL", "");
    check("nope", r#"{"$exists":false}"#, ORDERS, "PASS", "absent");
    check("order_code", r#"{"$exists":false}"#, ORDERS, "FAIL", "");
    check("nope", r#"{"$ne":1}"#, ORDERS, "FAIL", "");
    check("cancelledAt", "null", ORDERS, "PASS", "");
    check("x", "1", "[1]", "FAIL", "response.body is an array, it has no field `x`; `[0].x`");
    check("x", "1", "\"text\"", "FAIL", "response.body is a string");
    check("x", "1", "{}", "FAIL", "it is empty");
}

#[test]
fn a_field_of_exactly_that_name_comes_before_what_the_name_means() {
    let body = r#"{"total_qty":7,"item_count":9,"items":[{"quantity":1}],"item":[1],"x_null":5}"#;
    check("total_qty", "7", body, "PASS", "");
    check("item_count", "9", body, "PASS", "");
    check("x_null", "5", r#"{"x_null":5}"#, "PASS", "");
    check("all_quantity", "1", r#"{"all_quantity":2,"items":[{"quantity":1}]}"#, "PASS", "");
    check("a.b", "2", r#"{"a.b":1,"a":{"b":2}}"#, "PASS", "");
}

#[test]
fn paths_and_jsonpaths() {
    check("skuGroups[0].code", "\"G1\"", ORDERS, "PASS", "");
    check("skuGroups.1.code", "\"G2\"", ORDERS, "PASS", "");
    check("skuGroups[-1].code", "\"G2\"", ORDERS, "PASS", "");
    check("skuGroups[*].code", r#"["G1","G2"]"#, ORDERS, "PASS", "2 nodes");
    check("skuGroups[*].code", "\"G1\"", ORDERS, "FAIL", "`$each` judges every node");
    check("skuGroups[*].skus[*].quantity", r#"{"$each":5}"#, ORDERS, "PASS", "");
    check("skuGroups[*].skus[*].quantity", r#"{"$length":3}"#, ORDERS, "PASS", "");
    check(
        "skuGroups[*].skus[*].sku",
        r#"["A","B","C"]"#,
        ORDERS,
        "FAIL",
        "3 nodes, at /skuGroups/1/skus/0/sku expected \"C\", found \"A\"",
    );
    check("skuGroups[*].code", r#"["G1"]"#, ORDERS, "FAIL", "expected 1 elements, found 2");
    check("skuGroups[*].nope", r#"{"$each":5}"#, ORDERS, "FAIL", "nothing to check");
    check("skuGroups[*].nope", r#"{"$exists":false}"#, ORDERS, "PASS", "");
    check("skuGroups[5].code", r#"{"$exists":false}"#, ORDERS, "PASS", "");
    check("skuGroups[5].code", "null", ORDERS, "FAIL", "found nothing");
    check("$.orderCode", "\"ORD-1\"", ORDERS, "PASS", "$.orderCode of response.body");
    check("$", "[1,2.0]", "[1,2]", "PASS", "");
    check("$[1]", "2", "[1,2]", "PASS", "");
    check("$.skuGroups[?@.code == 'G2'].weight", "[1e400]", ORDERS, "PASS", "");
    check(
        "$.skuGroups[?@.code == 'G2'].weight",
        "[1e401]",
        ORDERS,
        "FAIL",
        "1 nodes, at /skuGroups/1/weight expected 1e401",
    );
    check("$..quantity", "[5,5,5]", ORDERS, "PASS", "");
    check("$.skuGroups[-1:].code", r#"["G2"]"#, ORDERS, "PASS", "");
    check("skuGroups[?@.code == 'G1'].skus[0].sku", r#"["A"]"#, ORDERS, "PASS", "");
}

#[test]
fn aggregates() {
    check("sum(skuGroups[*].skus[*].quantity)", "15", ORDERS, "PASS", "the sum of 3 values");
    check("sum(skuGroups[*].weight)", "1e400", ORDERS, "FAIL", "");
    check("max(skuGroups[*].weight)", "10e399", ORDERS, "PASS", "");
    check("min(skuGroups[*].weight)", "1.50", ORDERS, "PASS", "");
    check("count(skuGroups[*])", "2", ORDERS, "PASS", "");
    check("count(skuGroups)", "2", ORDERS, "PASS", "the elements of response.body.skuGroups");
    check("count(nope[*])", "0", ORDERS, "PASS", "");
    check("count(nope)", "0", ORDERS, "PASS", "");
    check("sum(nope[*].x)", "0", ORDERS, "FAIL", "the sum of nothing");
    check("distinct(skuGroups[*].skus[*].sku)", "2", ORDERS, "PASS", "");
    check("distinct(skuGroups[*].skus[*].quantity)", "1", ORDERS, "PASS", "");
    check("avg(a[*])", "1.5", r#"{"a":[1,2]}"#, "PASS", "");
    check("avg(a[*])", "0.3333", r#"{"a":[1,0,0]}"#, "FAIL", "`$approx`");
    check(
        "avg(a[*])",
        r#"{"$approx":{"value":0.3333,"within":0.001}}"#,
        r#"{"a":[1,0,0]}"#,
        "PASS",
        "",
    );
    check("sum(a[*])", "0.3", r#"{"a":[0.1,0.2]}"#, "PASS", "");
    check(
        "sum(a[*])",
        "3",
        r#"{"a":[1,2,null]}"#,
        "FAIL",
        "null at /a/2 of response.body is no number",
    );
    check("sum(a[*])", "3", r#"{"a":[1,"2"]}"#, "FAIL", "\"2\" at /a/1");
    check("sum(a[*])", "0", r#"{"a":[1e999999999]}"#, "FAIL", "is too large to be added");
    check("sum(a)", "5", r#"{"a":5}"#, "FAIL", "no array");
    check("sum($.a[?@ > 1])", "5", r#"{"a":[1,2,3]}"#, "PASS", "");
    check("count($.a[-1].b)", "2", r#"{"a":[{"b":[1,2]}]}"#, "PASS", "");
    check("max(a[*])", "\"b\"", r#"{"a":["a","b"]}"#, "PASS", "");
    check(
        "max(a[*])",
        "\"b\"",
        r#"{"a":["a",1]}"#,
        "FAIL",
        "1 at /a/1 of response.body has no order",
    );
}

#[test]
fn all_x_wants_one_array_and_every_element() {
    check("all_sku", r#"{"$in":["A","B"]}"#, ORDERS, "PASS", "skuGroups[*].skus: all 3 elements");
    check("all_quantity", "5", ORDERS, "PASS", "");
    check(
        "all_quantity",
        r#"{"$lt":5}"#,
        ORDERS,
        "FAIL",
        "3 of 3 values differ, the first at /skuGroups/0/skus/0/quantity",
    );
    check(
        "all_code",
        "\"G1\"",
        ORDERS,
        "FAIL",
        "1 of 2 values differ, the first at /skuGroups/1/code",
    );
    check("all_nope", "1", ORDERS, "FAIL", "nothing to check");
    check("all_a", "1", r#"{"x":[]}"#, "FAIL", "nothing to check");
    check("all_a.b", "1", r#"{"x":[{"a":{"b":1}},{"a":{"b":1}}]}"#, "PASS", "");
    check("all_a_b", "1", r#"{"x":[{"aB":1}]}"#, "PASS", "");
    check(
        "all_a",
        "1",
        r#"{"x":[{"a":1},{}]}"#,
        "FAIL",
        "1 of 2 elements have no `a`, the first at /x/1",
    );
    check("all_a", "1", r#"{"x":[{},{"a":1}]}"#, "FAIL", "the first at /x/0");
    check("all_a", "1", r#"{"g":[{"x":[{}]},{"x":[{"a":1}]}]}"#, "FAIL", "the first at /g/0/x/0");
    check(
        "all_a",
        "1",
        r#"{"g":[{"x":[{"a":1}]},{"x":[]},{"x":[{"a":1},5]}]}"#,
        "FAIL",
        "the first at /g/2/x/1",
    );
    check(
        "all_a",
        "1",
        r#"{"x":[{"a":1}],"y":[{"a":1}]}"#,
        "FAIL",
        "ambiguous: the elements of response.body.x and those of response.body.y",
    );
    check("all_a", "1", r#"[{"a":1},{"a":1.0}]"#, "PASS", "response.body: all 2");
    check("all_a", "\"OPEN\"", r#"[{"a":{"name":"OPEN"}}]"#, "PASS", "");
}

#[test]
fn quantities() {
    check("total_qty", "15", ORDERS, "PASS", "the sum of 3 values of every `quantity`");
    check("total_qty", "0", "{}", "FAIL", "the sum of nothing");
    check("each_qty", "5", ORDERS, "PASS", "all 3 quantities");
    check("each_qty", "4", ORDERS, "FAIL", "3 of 3 quantities differ");
    check("each_qty", "5", "{}", "FAIL", "nothing to check");
    check(
        "each_qty",
        "5",
        r#"{"a":[{"quantity":5},{"b":{"quantity":6}}]}"#,
        "FAIL",
        "at /a/1/b/quantity",
    );
}

#[test]
fn counts_find_the_one_array() {
    check("skuGroups_count", "2", ORDERS, "PASS", "the length of /skuGroups");
    check("sku_groups_count", "2", ORDERS, "PASS", "");
    check("groups_count", "2", ORDERS, "PASS", "");
    check("groups_count", "3", ORDERS, "FAIL", "expected 3, found a number 2");
    check(
        "skus_count",
        "3",
        ORDERS,
        "FAIL",
        "ambiguous: `skus` can mean the array /skuGroups/0/skus of response.body or the array /skuGroups/1/skus",
    );
    check("a_count", "1", r#"{"a":[1],"b":{"a":[1]}}"#, "FAIL", "ambiguous");
    check("a_count", "1", r#"{"a":[1],"ba":[1,2]}"#, "PASS", "");
    check("items_count", "1", r#"{"xItems":[1],"y_items":[1]}"#, "FAIL", "ambiguous");
    check("order_count", "4", r#"{"orderCount":4}"#, "PASS", "response.body.orderCount");
    check("order_count", "4", "{}", "FAIL", "no field `order_count`");
    check("order_lines_count", "1", r#"{"customerOrderLines":[1]}"#, "PASS", "");
    let aliases = Aliases::from_iter([("groups".to_owned(), vec!["bundles".to_owned()])]);
    let judgement =
        judge(r#"{"groups_count":1}"#, r#"{"bundles":[1],"otherGroups":[1,2]}"#, &aliases);
    assert_eq!(judgement.checks[0].result, CheckResult::Pass, "{}", judgement.checks[0].detail);
}

#[test]
fn null_and_not_null() {
    check("cancelled_at_null", "null", ORDERS, "PASS", "response.body.cancelledAt is null");
    check("cancelled_at_null", "true", ORDERS, "PASS", "is null");
    check("cancelled_at_null", "false", ORDERS, "FAIL", "is null");
    check("gone_null", "true", ORDERS, "PASS", "response.body.gone is absent");
    check("order_code_null", "true", ORDERS, "FAIL", "is \"ORD-1\"");
    check("order_code_non_null", "true", ORDERS, "PASS", "");
    check("gone_non_null", "true", ORDERS, "FAIL", "absent");
    check("cancelled_at_non_null", "true", ORDERS, "FAIL", "is null");
    check("cancelled_at_non_null", "false", ORDERS, "PASS", "");
    check("gone_null", "true", "[]", "FAIL", "is an array");
    check("is_null", "5", r#"{"isNull":5}"#, "PASS", "");
}

#[test]
fn nothing_at_the_judged_place_is_never_a_pass() {
    let text = r#"{"tc_id":"TC-1","response":{"status_code":204}}"#;
    for (key, value) in [
        ("x", "1"),
        ("x", r#"{"$exists":false}"#),
        ("x_y_null", "true"),
        ("count(x)", "0"),
        ("$.x", r#"{"$exists":false}"#),
        ("all_x", "1"),
        ("total_qty", "0"),
    ] {
        let expected = object(&format!("{{{}:{value}}}", Json::from(key)));
        let plan = Plan::new(&expected, "response.body", &Aliases::new()).unwrap();
        let check = &plan.judge(text, None).unwrap().checks[0];
        assert_eq!(check.result, CheckResult::Fail, "{key}");
        assert_eq!(check.detail, "nothing stands at response.body");
    }
}

#[test]
fn the_document_says_what_it_is() {
    let plan =
        Plan::new(&object(r#"{"http_status":200}"#), "response.body", &Aliases::new()).unwrap();
    let recorded = |text| plan.judge(text, None).unwrap().recorded;
    let full = recorded(
        r#"{"tc_id":"TC-9","response":{"body":1,"status_code":null,"error":"TIMEOUT","body_truncated":true}}"#,
    );
    assert_eq!(full.tc_id.as_deref(), Some("TC-9"));
    assert!(full.response && full.truncated && full.status_code.is_none());
    assert_eq!(full.error.as_deref(), Some("TIMEOUT"));
    assert!(!recorded(r#"{"tc_id":"TC-9","response":null}"#).response);
}

#[test]
fn of_two_members_with_one_name_the_last_counts() {
    check("a", "2", r#"{"a":1,"a":2}"#, "PASS", "");
    check("total_qty", "2", r#"{"x":{"quantity":1},"x":{"quantity":2}}"#, "PASS", "");
    check("count($[*])", "1", r#"{"a":1,"\u0061":2}"#, "PASS", "");
}

#[test]
fn wrong_expectations_are_errors() {
    let check = |expected: &str, code: &str| {
        let error = Plan::new(&object(expected), "response.body", &Aliases::new()).err();
        let error = error.unwrap_or_else(|| panic!("{expected} was accepted"));
        assert_eq!(error.code(), code, "{expected}: {}", fault::line(&error));
    };
    check("{}", "judge/no-checks");
    check(r#"{"db_changes":[]}"#, "judge/no-checks");
    check(r#"{"fields":[]}"#, "judge/spec-block");
    check(r#"{"static_fields":{}}"#, "judge/spec-block");
    check(r#"{"a":{"$foo":1}}"#, "judge/unknown-operator");
    check(r#"{"a":[{"b":{"$foo":1}}]}"#, "judge/unknown-operator");
    check(r#"{"a":{"$gt":1,"b":1}}"#, "judge/mixed-matcher");
    check(r#"{"a":{"$gt":true}}"#, "judge/operand");
    check(r#"{"a":{"$in":5}}"#, "judge/operand");
    check(r#"{"a":{"$between":[1]}}"#, "judge/operand");
    check(r#"{"a":{"$approx":{"value":1e999999999,"within":1}}}"#, "judge/operand");
    check(r#"{"a":{"$before":"soon"}}"#, "judge/operand");
    check(r#"{"name_null":"yes"}"#, "judge/operand");
    check(r#"{"a":{"$regex":"("}}"#, "judge/pattern");
    check(r#"{"a":{"$schema":{"type":"nope"}}}"#, "judge/schema");
    check(r#"{"a":{"$schema":{"$ref":"https://example.test/x"}}}"#, "judge/schema");
    check(r#"{"$.a[":1}"#, "judge/path");
    check(r#"{"a..":1}"#, "judge/path");
    check(r#"{"sum(a[)":1}"#, "judge/path");
    check(r#"{"all_a[?@.b]":1}"#, "judge/path");
    check(r#"{"db_changes":{}}"#, "judge/change");
    let plan = |path| Plan::new(&object(r#"{"a":1}"#), path, &Aliases::new());
    assert_eq!(plan("rows[*]").unwrap_err().code(), "judge/path");
    assert_eq!(plan("").unwrap().judge("{", None).unwrap_err().code(), "judge/document");
    let change = object(r#"{"db_changes":[{"key":1,"field":"a","after":1}]}"#);
    let plan = Plan::new(&change, "", &Aliases::new()).unwrap();
    assert_eq!(plan.judge("{}", None).unwrap_err().code(), "judge/no-diff");
    assert_eq!(plan.judge("{}", Some("{")).unwrap_err().code(), "judge/diff");
}

#[test]
fn long_values_are_cut_everywhere() {
    let body =
        format!("{{\"a\":\"{}\",\"b\":[{}]}}", "x".repeat(3_000_000), vec!["1"; 500_000].join(","));
    let text = stimulus(&body);
    for (key, value) in [
        ("a", "\"y\""),
        ("a", "5"),
        ("b", "[2]"),
        ("b", "{}"),
        ("b[*]", "[1]"),
        ("$", "1"),
        ("b", r#"{"$each":1}"#),
        ("b", r#"{"$unordered":[1]}"#),
        ("nope", "1"),
        ("$..b", "1"),
        ("b", r#"{"$in":[1]}"#),
    ] {
        let expected = object(&format!("{{{}:{value}}}", Json::from(key)));
        let plan = Plan::new(&expected, "response.body", &Aliases::new()).unwrap();
        let judgement = plan.judge(&text, None).unwrap();
        let written = serde_json::to_string(&judgement.checks[0]).unwrap();
        assert!(written.len() < 6000, "{key} {value}: {} bytes", written.len());
    }
}
