//! All results of a folder, counted. The folders have no ledger.

use super::{TRUE, floor_of_starts};
use crate::{
    case::{Case, Contender},
    place::Place,
};

const FLOOR: &str = "read_files";

/// Twenty, a thousand and ten thousand test cases, each with five side-cars.
pub(crate) fn cases(place: &Place) -> Vec<Case> {
    let mut cases = Vec::new();
    for (tcs, runs) in [(20, 240), (1_000, 60), (10_000, 15)] {
        let folder = format!("partial/{tcs}/partial_results");
        if place.inputs.join(&folder).exists() {
            cases.push(case(place, &place.input(&folder), tcs, runs));
        }
    }
    cases
}

fn case(place: &Place, folder: &str, tcs: usize, runs: usize) -> Case {
    let output = place.output("_summary.json");
    let program = place.program("summarize_partial_results");
    let ours = Contender::new(
        "summarize_partial_results",
        &[&program, "--dir", folder, "--output", &output],
    );
    let floor = Contender::new(FLOOR, &[&place.floor("read_files"), folder]);
    let python =
        Contender::peer("python3", &[place.python.as_str(), &place.peer("summarize.py"), folder]);
    let contenders = match tcs {
        20 => vec![floor_of_starts(), floor, ours.at_most(4.5, TRUE), python],
        10_000 => vec![floor, ours.at_most(1.6, FLOOR).within(32, 0), python],
        _ => vec![floor, ours, python],
    };
    Case { name: format!("summarize {tcs}"), runs, contenders }
}
