//! `validate_test_sheet`: refuse a test sheet with a part missing.
//!
//! `testdoc` reads the sheet; what must be in it is said by `sections`, `cases` and `scenarios`.

mod cases;
mod scenarios;
mod sections;

use hook::{Call, Decision, Failure, Findings, Hook, Policy, Target, weigh};
use store::{DocumentKind, DocumentName};
use testdoc::sheet::Sheet;

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: "\
It looks at Write, Edit and MultiEdit of a test sheet ({T}_테스트시트_v{N}.md, {T}_test_sheet_v{N}.md)
and judges the document as it will be. It refuses

  a missing section: 0 with 0.1 to 0.7, 1, 2, and 3 where no table lists the test cases
  a test case with two detail sections, or listed and without any
  a test case without a selection reason or a behavioral condition
  N/A as the behavioral condition where the derivation tree has ② or ③
  a derivation that is missing, stands in a block quote, or ends without ④ 기대결과: (④ Expected:)
  an ACTIVE test case without a STIMULUS that has a method and an endpoint
  a scenario without any ACTIVE test case

It warns of sections 3 to 5 that an older sheet has not, of empty ones, and of test cases that only one
place knows. Fields may stand in a table, a list or a quote; labels are read in Korean and in English.

Example:
  echo '{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\",\"cwd\":\".\",
    \"tool_input\":{\"file_path\":\"test/WO-1_x/WO-1_test_sheet_v1.md\",\"content\":\"# WO-1\"}}' |
    validate_test_sheet",
    policy: Policy::Guard,
};

/// Decides on a call.
pub fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    let Some(target) = call.target() else { return Ok(Decision::Silent) };
    if !is_sheet(target) || is_template(target) {
        return Ok(Decision::Silent);
    }
    let Some(change) = call.change()? else { return Ok(Decision::Silent) };
    weigh(call, &change, |text| Ok(judge(text)))
}

fn is_sheet(target: &Target) -> bool {
    let is_markdown = target.path().extension().is_some_and(|it| it.eq_ignore_ascii_case("md"));
    is_markdown && DocumentName::kind_of(target.name()) == Some(DocumentKind::Sheet)
}

/// What a sheet is made from is none.
fn is_template(target: &Target) -> bool {
    target
        .path()
        .ancestors()
        .any(|folder| folder.ends_with("test/templates") || folder.ends_with("test/_templates"))
}

fn judge(text: &str) -> Findings {
    let sheet = Sheet::read(text);
    let types = sheet.types();
    let mut findings = Findings::default();
    sections::judge(&sheet, &mut findings);
    cases::judge(&sheet, &types, &mut findings);
    scenarios::judge(&sheet, &types, &mut findings);
    findings
}
