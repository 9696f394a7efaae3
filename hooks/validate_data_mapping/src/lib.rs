//! `validate_data_mapping`: refuse a data mapping that contradicts itself.
//!
//! What a mapping must be is `contract::mapping::check`'s to say; `findings` puts its answer into
//! the words of a hook, `strangers` holds the mapping against the newest sheet.

mod findings;
mod strangers;

use contract::mapping;
use hook::{Call, Change, Decision, Failure, Hook, Policy, Target, weigh};
use store::{DocumentKind, DocumentName};

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: "\
It looks at Write, Edit and MultiEdit of a data mapping ({T}_데이터매핑.json, {T}_data_mapping.json)
and judges the document as it will be. It refuses

  text that is not JSON, with line and column
  a missing member: sheet_version, created_at, mappings, and what an entry's status needs
  a status or a type that the contract does not know, and a name that is no test case's id
  a test case, or a member, that is there twice
  a count in the summary that is not the number of entries
  a password, a token or a key, known by its name or by its shape

It warns of test cases that the newest sheet does not name, and of checks that say two things.

Example:
  echo '{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Write\",\"cwd\":\".\",
    \"tool_input\":{\"file_path\":\"test/WO-1_x/WO-1_data_mapping.json\",\"content\":\"{}\"}}' |
    validate_data_mapping",
    policy: Policy::Guard,
};

/// Decides on a call.
pub fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    let Some(target) = call.target().filter(|target| is_mapping(target)) else {
        return Ok(Decision::Silent);
    };
    let Some(change) = call.change()? else { return Ok(Decision::Silent) };
    let mends = mends_json(&change)?;
    weigh(call, &change, |text| {
        let checked = mapping::check(text);
        let mut findings = findings::of(text, &checked);
        if let Ok(checked) = &checked
            && checked.flaws.is_empty()
        {
            call.check_time()?;
            findings.warnings.extend(strangers::warning(&checked.tc_ids, target));
        }
        // What broken text hid is not added by mending it.
        Ok(if mends { findings::as_warnings(findings) } else { findings })
    })
}

fn is_mapping(target: &Target) -> bool {
    let is_json = target.path().extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    is_json
        && DocumentName::parse(target.name()).is_some_and(|name| name.kind == DocumentKind::Mapping)
}

/// Whether an edit makes JSON of a document that is none.
fn mends_json(change: &Change<'_>) -> Result<bool, Failure> {
    if !change.is_fragment() {
        return Ok(false);
    }
    let is_json = |text| mapping::check(text).is_ok();
    Ok(change.before()?.is_some_and(|before| !is_json(before)) && is_json(change.after()))
}
