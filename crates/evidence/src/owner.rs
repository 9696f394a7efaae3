//! Which program writes which file: none may be made to write another's, or the ledger.

use crate::Error;
use contract::SideCar;
use std::path::Path;
use store::{DocumentKind, DocumentName, PARTIAL_RESULTS};

/// Programs that may write a file.
type Owners = &'static [&'static str];

/// Refuses an output that belongs to another program: a side-car, the ledger, a lock, a document
/// that an agent or a person writes. `target` is absolute. Files of other names are anybody's.
pub fn check_output(tool: &str, target: &Path) -> Result<(), Error> {
    let Some(owners) = owners(target) else { return Ok(()) };
    if owners.contains(&tool) {
        return Ok(());
    }
    Err(Error::NotYours { path: target.to_owned(), owners: owners.join(" or ") })
}

/// The programs that may write a file; empty for one that no program's `--output` may be, `None` for
/// one that is anybody's. `target` is absolute.
pub fn owners(target: &Path) -> Option<Owners> {
    let name = target.file_name()?.to_str()?;
    let in_results = target.parent().is_some_and(|folder| folder.ends_with(PARTIAL_RESULTS));
    if in_results { of_result_file(name) } else { of_document(name) }
}

fn of_result_file(name: &str) -> Option<Owners> {
    let is_lock = Path::new(name).extension().is_some_and(|it| it.eq_ignore_ascii_case("lock"));
    if is_lock || name.to_ascii_lowercase().starts_with("_ledger") {
        return Some(&[]);
    }
    Some(match name {
        "_summary.json" => &["summarize_partial_results"],
        "_mermaid_drafts.json" => &["generate_mermaid_diagrams"],
        "_validation.json" => &["validate_report_structure"],
        "_post_actions.json" => &["run_post_actions"],
        _ => of_side_car(&SideCar::parse(name)?.1),
    })
}

/// The programs that write such a file of a test case.
fn of_side_car(side_car: &SideCar) -> Owners {
    match side_car {
        SideCar::Result => &["record_tc_result"],
        SideCar::Before | SideCar::After => &["capture_db_snapshot"],
        SideCar::Stimulus | SideCar::StimulusStep(_) => {
            &["stimulus_executor", "run_api_sequence", "capture_screen"]
        }
        SideCar::Diff => &["compare_db_snapshots"],
        SideCar::Verdict | SideCar::VerdictStep(_) => &["verdict_calculator", "run_api_sequence"],
        SideCar::Expected => &["compute_expected"],
        SideCar::Events => &["match_events"],
        SideCar::Provisioning(_) => &["provision_entity"],
    }
}

/// Whether a program is one that writes such a file of a test case.
pub fn writes(tool: &str, side_car: &SideCar) -> bool {
    of_side_car(side_car).contains(&tool)
}

fn of_document(name: &str) -> Option<Owners> {
    const ENDINGS: [(&str, Owners); 6] = [
        ("_tc_spec.json", &[]),
        ("_behavioral_gate.json", &["behavioral_gate"]),
        ("_execution_plan.json", &["build_execution_plan"]),
        ("_review.json", &["review_report"]),
        ("_plan_review_count.json", &["loop_counter"]),
        ("_report_review_count.json", &["loop_counter"]),
    ];
    let by_ending = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
    if let Some((_, owners)) = by_ending {
        return Some(owners);
    }
    if matches!(name, "_config.json" | ".active_ticket") {
        return Some(&[]);
    }
    match DocumentName::parse(name)?.kind {
        DocumentKind::Sheet | DocumentKind::Result => Some(&[]),
        DocumentKind::Report => Some(&["generate_report"]),
        DocumentKind::Mapping => {
            Some(&["provision_entity", "merge_provisioning", "check_behavior", "plan_queries"])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tool: &str, target: &str, allowed: bool) {
        let answer = check_output(tool, Path::new(target));
        assert_eq!(answer.is_ok(), allowed, "{tool} → {target}");
    }

    #[test]
    fn side_cars_belong_to_the_program_that_makes_them() {
        check("stimulus_executor", "/t/partial_results/TC-1_stimulus.json", true);
        check("stimulus_executor", "/t/partial_results/TC-1_stimulus_2.json", true);
        check("stimulus_executor", "/t/partial_results/TC-1_verdict.json", false);
        check("verdict_calculator", "/t/partial_results/TC-1_verdict_2.json", true);
        check("verdict_calculator", "/t/partial_results/TC-1_stimulus.json", false);
        check("record_tc_result", "/t/partial_results/TC-1.json", true);
        check("stimulus_executor", "/elsewhere/TC-1_verdict.json", true);
    }

    #[test]
    fn a_kind_of_file_has_its_writers() {
        assert!(writes("record_tc_result", &SideCar::Result));
        assert!(!writes("verdict_calculator", &SideCar::StimulusStep(1)));
    }

    #[test]
    fn nobody_writes_the_ledger_or_a_persons_document() {
        for target in [
            "/t/partial_results/_ledger.jsonl",
            "/t/partial_results/_ledger.part-1.jsonl",
            "/t/partial_results/_LEDGER.jsonl",
            "/t/partial_results/_ledger.jsonl.lock",
            "/t/WO-1_tc_spec.json",
            "/t/WO-1_테스트시트_v1_2026-01-01.md",
            "/p/test/_config.json",
        ] {
            check("record_tc_result", target, false);
        }
    }

    #[test]
    fn other_names_are_anybodys_and_a_refusal_names_the_owner() {
        check("capture_db_snapshot", "/t/partial_results/orders.json", true);
        check("query_database", "/t/rows.json", true);
        let refused =
            check_output("query_database", Path::new("/t/partial_results/TC-1_before.json"));
        let line = fault::line(&refused.unwrap_err());
        assert!(
            line.contains("capture_db_snapshot") && line.contains("[evidence/not-yours]"),
            "{line}"
        );
    }
}
