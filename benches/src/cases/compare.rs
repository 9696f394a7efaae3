//! Two snapshots with a hundredth of the rows changed.

use super::{TRUE, floor_of_starts};
use crate::{
    case::{Case, Contender},
    place::Place,
};

const FLOOR: &str = "ignored_any, two threads";

/// From a thousand to a million rows, by an own key and by a composite one.
pub(crate) fn cases(place: &Place) -> Vec<Case> {
    let mut cases = Vec::new();
    for (rows, runs) in [(1_000, 240), (10_000, 60), (100_000, 15), (1_000_000, 9)] {
        for folder in ["snapshots", "snapshots_composite"] {
            let name = format!("{folder}/{rows}");
            if place.size(&format!("{name}/before.json")) > 0 {
                cases.push(case(place, &name, rows, runs));
            }
        }
    }
    cases
}

fn case(place: &Place, name: &str, rows: usize, runs: usize) -> Case {
    let before = place.input(&format!("{name}/before.json"));
    let after = place.input(&format!("{name}/after.json"));
    let program = place.program("compare_db_snapshots");
    let ours = |label: &str, unchanged: &str| {
        let output = place.output("diff.json");
        let unchanged = format!("--unchanged={unchanged}");
        Contender::new(
            label,
            &[&program, "--before", &before, "--after", &after, &unchanged, "--output", &output],
        )
    };
    let (count, full) = (ours("--unchanged count", "count"), ours("full report", "full"));
    let floor = Contender::new(FLOOR, &[&place.floor("ignored_any"), &before, &after]);
    let mut contenders = match rows {
        1_000 => vec![floor_of_starts(), floor, count.at_most(4.0, TRUE), full.at_most(4.0, TRUE)],
        1_000_000 => vec![
            floor,
            count.at_most(1.5, FLOOR).within(256, 0),
            full.at_most(3.5, FLOOR).within(256, 0),
        ],
        _ => vec![floor, count, full],
    };
    // The peers look for the key `id` and only count.
    if name.starts_with("snapshots/") {
        let [jq, python, node] =
            ["compare.jq", "compare.py", "compare.mjs"].map(|script| place.peer(script));
        if rows <= 10_000 {
            let before_and_after =
                ["--slurpfile", "before", &before, "--slurpfile", "after", &after];
            let command = [&["jq", "-n", "-f", &jq], &before_and_after[..]].concat();
            contenders.push(Contender::peer("jq, counts only", &command));
        }
        if rows <= 100_000 {
            let command = [place.python.as_str(), &python, &before, &after];
            contenders.push(Contender::peer("python3, counts only", &command));
            contenders
                .push(Contender::peer("node, counts only", &["node", &node, &before, &after]));
        }
    }
    Case { name: format!("compare {name}"), runs, contenders }
}
