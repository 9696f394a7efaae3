//! What a person is told at the end.

use crate::{Args, plan::Plan, wait::Waited};
use contract::{
    Object,
    json::pretty_document,
    snapshot::{Source, WaitResult},
};
use database::public_name;
use serde::Serialize;

/// What `--wait-only` prints.
#[derive(Serialize)]
struct WaitReport<'a> {
    tc_id: Option<&'a str>,
    waited_ms: u64,
    wait_result: WaitResult,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
}

/// How the wait went, as JSON.
pub(crate) fn report(args: &Args, waited: &Waited) -> String {
    pretty_document(&WaitReport {
        tc_id: args.tc_id.as_deref(),
        waited_ms: waited.milliseconds(),
        wait_result: waited.result,
        found: waited.found.as_deref(),
    })
}

/// `TC-3 after: orders 1 row, lines 3 rows (waited 0.3 s, met: state is "DONE")`
pub(crate) fn line(
    args: &Args,
    plan: &Plan,
    tables: &[Vec<Object>],
    source: Source,
    waited: Option<&Waited>,
) -> String {
    let phase = args.phase.map(|phase| format!("{phase:?}").to_lowercase());
    let head: Vec<String> = args.tc_id.clone().into_iter().chain(phase).collect();
    let looks = plan.looks.iter().zip(tables);
    let counts: Vec<String> = looks
        .map(|(look, rows)| {
            let name = if look.name.is_empty() { public_name(&look.db) } else { look.name.clone() };
            let noun = if rows.len() == 1 { "row" } else { "rows" };
            format!("{name} {} {noun}", rows.len())
        })
        .collect();
    let supplied = if source == Source::Supplied { ", supplied" } else { "" };
    let head = if head.is_empty() { String::new() } else { format!("{}: ", head.join(" ")) };
    let waited = waited.map(|waited| format!(" ({})", wait(waited))).unwrap_or_default();
    format!("{head}{}{supplied}{waited}", counts.join(", "))
}

/// `waited 0.3 s, met: state is "DONE"`
fn wait(waited: &Waited) -> String {
    let seconds = waited.time.as_secs_f64();
    let found = waited.found.as_deref().unwrap_or_default();
    match waited.result {
        WaitResult::None => "nothing to wait for".into(),
        WaitResult::Elapsed => format!("waited {seconds:.1} s"),
        WaitResult::Met => format!("waited {seconds:.1} s, met: {found}"),
        WaitResult::Timeout => format!("waited {seconds:.1} s, NOT met in time: {found}"),
    }
}
