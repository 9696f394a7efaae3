//! The one walk against a plain evaluation on the value tree: for any document and any key the two
//! come to the same result. The tree evaluation is written from the contract, not from the crate,
//! and is as simple as it can be.

mod random;
mod tree;

use contract::{Object, json::parse, verdict::CheckResult};
use judge::{Aliases, Plan};
use proptest::prelude::*;
use random::{document, expectation, key};
use tree::reference;

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_walk_and_the_tree_agree(
        document in document(),
        keys in prop::collection::vec((key(), expectation()), 1..6),
    ) {
        let mut body = String::new();
        document.text(&mut body);
        let tree = parse(&body).unwrap();
        let text = format!(r#"{{"tc_id":"TC-1","response":{{"status_code":200,"body":{body}}}}}"#);
        let mut expected = Object::new();
        let mut planned = Vec::new();
        for (key, value) in keys {
            let value = parse(&value).unwrap();
            let one = Object::from_iter([(key.text(), value.clone())]);
            let usable = Plan::new(&one, "response.body", &Aliases::new()).is_ok();
            if usable && !expected.contains_key(&key.text()) {
                expected.insert(key.text(), value.clone());
                planned.push((key, value));
            }
        }
        if planned.is_empty() {
            return Ok(());
        }
        let plan = Plan::new(&expected, "response.body", &Aliases::new()).unwrap();
        let judgement = plan.judge(&text, None).unwrap();
        for (check, (key, value)) in judgement.checks.iter().zip(&planned) {
            let holds = check.result == CheckResult::Pass;
            prop_assert_eq!(
                holds, reference(key, value, &tree),
                "{} = {} in {}: {}", check.field, value, body, check.detail
            );
        }
    }
}
