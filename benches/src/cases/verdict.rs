//! A recorded answer against expectations.

use super::{TRUE, floor_of_starts};
use crate::{
    case::{Case, Contender},
    place::Place,
};

const FLOOR: &str = "ignored_any, one thread";

/// Ten checks on small answers, fifty on the largest.
pub(crate) fn cases(place: &Place) -> Vec<Case> {
    let mut cases = Vec::new();
    for (size, runs) in [("10KB", 240), ("1MB", 120), ("100MB", 15)] {
        if place.size(&format!("stimulus/{size}.json")) > 0 {
            cases.push(case(place, size, runs));
        }
    }
    cases
}

fn case(place: &Place, size: &str, runs: usize) -> Case {
    let actual = place.input(&format!("stimulus/{size}.json"));
    let expected = match size {
        "100MB" => place.input("stimulus/fifty.expected.json"),
        _ => place.input(&format!("stimulus/{size}.expected.json")),
    };
    let ours = [
        &place.program("verdict_calculator"),
        "--expected-file",
        &expected,
        "--actual-file",
        &actual,
        "--tc-id=TC-1",
        "--actual-path=response.body",
        "--output",
        &place.output("verdict.json"),
    ];
    let ours = Contender::new("verdict_calculator", &ours);
    let floor = Contender::new(FLOOR, &[&place.floor("ignored_any"), &actual]);
    let mut contenders = match size {
        "10KB" => vec![floor_of_starts(), floor, ours.at_most(2.0, TRUE)],
        "100MB" => vec![floor, ours.at_most(2.0, FLOOR).within(64, 0)],
        _ => vec![floor, ours],
    };
    if size != "100MB" {
        let jq = ["jq", "-f", &place.peer("verdict.jq"), &actual];
        contenders.push(Contender::peer("jq, two checks", &jq));
        let python = [place.python.as_str(), &place.peer("verdict.py"), &actual];
        contenders.push(Contender::peer("python3, two checks", &python));
    }
    Case { name: format!("verdict {size}"), runs, contenders }
}
