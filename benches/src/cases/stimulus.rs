//! One exchange over loopback, recorded in a file outside any ticket folder.

use crate::{
    case::{Case, Contender},
    place::Place,
};

const CURL: &str = "curl";

/// Three sizes of an answer.
pub(crate) fn cases(place: &Place, server: &str) -> Vec<Case> {
    let sizes = [("10KB", 150), ("1MB", 90), ("100MB", 9)];
    let there = sizes.into_iter().filter(|(size, _)| place.size(&format!("http/{size}.json")) > 0);
    there.map(|(size, runs)| case(place, server, size, runs)).collect()
}

fn case(place: &Place, server: &str, size: &str, runs: usize) -> Case {
    let url = format!("{server}/{size}.json");
    let out = |name: &str| place.output(&format!("{name}.json"));
    let body = place.size(&format!("http/{size}.json"));
    let ours = [
        &place.program("stimulus_executor"),
        "--method=GET",
        "--url",
        &url,
        "--max-body=1000000000",
        "--tc-id=TC-1",
        "--output",
        &out("stimulus"),
    ];
    let ours = Contender::new("stimulus_executor", &ours);
    let ours = match size {
        "10KB" => ours.at_most(0.5, CURL),
        "100MB" => ours.at_most(2.5, CURL).within(64, body),
        _ => ours,
    };
    let contenders = vec![
        Contender::new(CURL, &["curl", "--silent", "--output", &out("curl"), &url]),
        ours,
        Contender::peer(
            "python3 urllib",
            &[place.python.as_str(), &place.peer("get.py"), &url, &out("python")],
        ),
        Contender::peer("node fetch", &["node", &place.peer("get.mjs"), &url, &out("node")]),
    ];
    Case { name: format!("stimulus {size}"), runs, contenders }
}
