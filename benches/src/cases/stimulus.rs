//! One exchange over loopback, recorded in a file outside any ticket folder.

use crate::{
    case::{Case, Contender},
    place::Place,
};

const CURL: &str = "curl";

/// Three sizes of an answer.
pub(crate) fn cases(place: &Place, server: &str) -> Vec<Case> {
    let sizes: [(&str, usize, f64); 3] = [("10KB", 150, 0.5), ("1MB", 90, 1.0), ("100MB", 9, 2.5)];
    let there = sizes.into_iter().filter(|(size, ..)| place.size(&format!("http/{size}.json")) > 0);
    there.map(|(size, runs, limit)| case(place, server, size, runs, limit)).collect()
}

fn case(place: &Place, server: &str, size: &str, runs: usize, limit: f64) -> Case {
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
    let ours = Contender::new("stimulus_executor", &ours).at_most(limit, CURL);
    let contenders = vec![
        Contender::new(CURL, &["curl", "--silent", "--output", &out("curl"), &url]),
        if size == "100MB" { ours.within(64, body) } else { ours },
        Contender::peer(
            "python3 urllib",
            &["python3", &place.peer("get.py"), &url, &out("python")],
        ),
        Contender::peer("node fetch", &["node", &place.peer("get.mjs"), &url, &out("node")]),
    ];
    Case { name: format!("stimulus {size}"), runs, contenders }
}
