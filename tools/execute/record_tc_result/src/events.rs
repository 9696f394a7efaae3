//! Results that other steps left as values: matched events, steps of a sequence of calls.

use contract::Json;
use store::Source;

/// Members that name what deviates, and must be empty.
const DEVIATIONS: [&str; 6] =
    ["missing", "wrong_payload", "unexpected", "out_of_order", "duplicates", "failed"];

/// Reads an events file; gives the test case that it names and its `event_results`.
pub(crate) fn read(source: &Source) -> Result<(Option<String>, Json), store::Error> {
    let tree = source.json()?;
    let tc_id = tree.get("tc_id").and_then(Json::as_str).map(Into::into);
    let results = tree.get("event_results").cloned().unwrap_or(tree);
    Ok((tc_id, results))
}

/// Why a result does not hold: its own word, else the first deviation that it lists.
pub(crate) fn failure(result: &Json) -> Option<String> {
    let word = ["verdict", "result", "status"].iter().find_map(|name| result.get(name)?.as_str());
    let flag = ["pass", "success"].iter().find_map(|name| result.get(name)?.as_bool());
    let deviation = DEVIATIONS.iter().find(|name| {
        result.get(name).and_then(Json::as_array).is_some_and(|list| !list.is_empty())
    });
    let holds = match (word, flag) {
        (Some(word), _) if word.eq_ignore_ascii_case("PASS") => true,
        (Some(word), _) if word.to_ascii_uppercase().starts_with("FAIL") => false,
        (_, Some(flag)) => flag,
        _ => deviation.is_none(),
    };
    (!holds).then(|| deviation.map_or_else(|| "FAIL".into(), |name| (*name).to_owned()))
}

/// The name of a step in a sequence: what it calls itself, else its place, counted from 1.
pub(crate) fn step_name(step: &Json, index: usize) -> String {
    let named = ["segment", "name", "order"].iter().find_map(|name| step.get(name));
    named.map_or_else(|| (index + 1).to_string(), Json::to_plain_text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(failure(&parse(text).unwrap()).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_result_fails_by_its_word_or_by_what_it_lists() {
        check(r#"{"matched":[1],"missing":[]}"#, None);
        check(r#"{"missing":[{"topic":"x"}]}"#, Some("missing"));
        check(r#"{"verdict":"FAIL","wrong_payload":[1]}"#, Some("wrong_payload"));
        check(r#"{"verdict":"PASS","unexpected":[1]}"#, None);
        check(r#"{"pass":false}"#, Some("FAIL"));
        check(r#"{"status":"FAILED"}"#, Some("FAIL"));
        check(r#"{"success":true,"status":200}"#, None);
    }

    #[test]
    fn a_step_is_named_by_itself_or_its_place() {
        assert_eq!(step_name(&parse(r#"{"order":3}"#).unwrap(), 0), "3");
        assert_eq!(step_name(&parse("{}").unwrap(), 0), "1");
    }
}
