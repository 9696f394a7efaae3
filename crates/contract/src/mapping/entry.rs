//! What an entry's status asks of the entry.

use super::{
    EntryStatus,
    shape::{Field, Found, Shape},
};
use crate::json::decode;

/// The members of an entry.
pub(super) const ENTRY: [Field; 11] = [
    ("status", Shape::Text),
    ("data", Shape::Object),
    ("behavioral_check", Shape::Check),
    ("reason", Shape::Text),
    ("provisioned_data", Shape::Object),
    ("provisioned_at", Shape::Text),
    ("provision_target", Shape::Any),
    ("expected", Shape::Any),
    ("actual", Shape::Any),
    ("discovery_query", Shape::Any),
    ("suggestion", Shape::Text),
];

/// The members of an entry's behavioural check.
pub(super) const CHECK: [Field; 3] =
    [("verdict", Shape::Text), ("conditions", Shape::Conditions), ("method", Shape::Text)];

type Members<'a> = [Found<'a>; ENTRY.len()];

/// An entry's behavioural check.
#[derive(Default)]
pub(super) struct Check<'a> {
    /// As [`CHECK`] names them.
    pub(super) members: [Found<'a>; CHECK.len()],
    pub(super) conditions: usize,
    /// Whether one of them says that it does not hold.
    pub(super) has_failed_condition: bool,
}

/// The status of an entry, or what is wrong with it; nothing when that has been said.
pub(super) fn status(members: &Members<'_>) -> Result<EntryStatus, Option<String>> {
    match members[0] {
        Found::Text(raw) if !raw.is_empty() => {
            let word = decode(raw).unwrap_or_default();
            EntryStatus::parse(&word).ok_or_else(|| Some(format!("`{word}` is no status")))
        }
        Found::Wrong => Err(None),
        _ => Err(Some("it is required and not there".into())),
    }
}

/// What to write for a status.
pub(super) fn mend_status() -> String {
    let words: Vec<_> = EntryStatus::ALL.iter().map(|status| status.as_str()).collect();
    format!("write one of {}", words.join(", "))
}

/// Hands every member that the status needs and the entry lacks to `lack`.
pub(super) fn lacks(
    status: EntryStatus,
    members: &Members<'_>,
    check: Option<&Check<'_>>,
    mut lack: impl FnMut(&'static str),
) {
    let [_, data, checked, reason, older_data, at, target, expected, actual, ..] = members;
    let mut need = |name, found: &Found<'_>| {
        if found.is_missing() {
            lack(name);
        }
    };
    match status {
        EntryStatus::Mapped => {
            need("behavioral_check", checked);
            if let Some(check) = check {
                let [verdict, conditions, method] = &check.members;
                need("behavioral_check/verdict", verdict);
                need("behavioral_check/method", method);
                need("behavioral_check/conditions", conditions);
            }
        }
        EntryStatus::NotFound | EntryStatus::Blocked | EntryStatus::Skipped => {
            need("reason", reason);
        }
        EntryStatus::ProvisioningNeeded => need("provision_target", target),
        EntryStatus::Provisioned => {
            need("data", if data.is_missing() { older_data } else { data });
            need("provisioned_at", at);
        }
        // A column may be NULL, so that `null` is an answer here; two of them say nothing.
        EntryStatus::BehavioralMismatch
            if matches!((expected, actual), (Found::Null, Found::Null)) =>
        {
            lack("actual");
        }
        EntryStatus::BehavioralMismatch => {
            for (name, found) in [("expected", expected), ("actual", actual)] {
                if *found != Found::Null {
                    need(name, found);
                }
            }
        }
        EntryStatus::CapturePlanned => {}
    }
}

/// What to do about a member that is not there.
pub(super) fn mend(name: &str) -> &'static str {
    match name {
        "behavioral_check" => {
            "check the data against the behavioural condition and add verdict, conditions and method"
        }
        "behavioral_check/verdict" => "add PASS, or FAIL with a status that says so",
        "behavioral_check/method" => "add how it was checked, such as `\"method\": \"db_check\"`",
        "behavioral_check/conditions" => {
            "add what was checked, each with expected and actual value"
        }
        "reason" => "say in `reason` why",
        "provision_target" => "name the entity to provision",
        "data" => "add the values that were provisioned",
        "provisioned_at" => "add when it was provisioned",
        "expected" => "add what the condition asks for",
        _ => "add what was found instead",
    }
}

impl Check<'_> {
    /// What may be wrong with a check that has all its members, and what to do about it.
    pub(super) fn doubt(&self, status: EntryStatus) -> Option<(String, &'static str)> {
        let Found::Text(verdict) = self.members[0] else { return None };
        let verdict = decode(verdict).unwrap_or_default();
        let is_mapped = status == EntryStatus::Mapped;
        match verdict.trim() {
            "PASS" if self.has_failed_condition => Some((
                "PASS with a condition that is FAIL".into(),
                "write the verdict that the conditions give",
            )),
            "PASS" if is_mapped && self.conditions == 0 => {
                Some(("PASS without a condition".into(), "name what was checked"))
            }
            "" | "PASS" => None,
            verdict if is_mapped => Some((
                format!("MAPPED with verdict {verdict}"),
                "the behavioural gate blocks it: look for other data, or say BEHAVIORAL_MISMATCH \
                 with expected and actual",
            )),
            _ => None,
        }
    }
}
