//! All cases.

mod compare;
mod hooks;
mod start;
mod stimulus;
mod summarize;
mod verdict;

use crate::{
    case::{Case, Contender},
    place::Place,
};

/// The floor of every start.
const TRUE: &str = "/bin/true";

/// All cases, in the order of the pipeline. `server` is the origin of the loopback server.
pub(crate) fn all(place: &Place, server: &str) -> Vec<Case> {
    let mut cases = vec![start::case(place)];
    cases.extend(stimulus::cases(place, server));
    cases.extend(compare::cases(place));
    cases.extend(verdict::cases(place));
    cases.extend(summarize::cases(place));
    cases.extend(hooks::cases(place));
    cases
}

fn floor_of_starts() -> Contender {
    Contender::new(TRUE, &[TRUE])
}
