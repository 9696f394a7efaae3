//! Whether a test case has data that fits: the mapping's entry and the behavioural gate.

use crate::{Error, excerpt::short, labels::Labels, papers::Papers};
use contract::{
    Json,
    behavioral_gate::BehavioralGate,
    mapping::{Entry, EntryStatus, Mapping},
};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use store::Source;

/// Values that a line shows.
const SHOWN: usize = 5;
/// Characters of a value that a line shows.
const VALUE: usize = 60;

/// Whether there is data that fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Data {
    /// It is there, as `order_id=7`.
    Ready(String),
    /// The test case itself brings it about; what is known of it.
    Planned(String),
    /// The plan asks for none.
    #[default]
    NotNeeded,
    /// There is no mapping to look into.
    Unknown,
    /// There is none, and why: not tested.
    Missing(String),
    /// It was to be provisioned and is not there, and why: not tested, or blocked when it failed.
    Unprovisioned(String),
    /// It does not reach the code under test, and why: blocked.
    Unfit(String),
}

#[derive(Deserialize)]
struct MappingView<'a> {
    #[serde(borrow, default)]
    mappings: IndexMap<String, &'a RawValue>,
}

impl Data {
    /// Reads the mapping's entry, and the behavioural gate's word on it.
    pub(crate) fn read(
        tc_id: &str,
        papers: &Papers,
        needed: bool,
        labels: Labels,
    ) -> Result<Self, Error> {
        let data = match &papers.mapping {
            None => Self::Unknown,
            Some(source) => match entry(tc_id, source)? {
                Some(entry) => Self::of_entry(&entry, needed, labels),
                None if needed => Self::Missing(labels.no_entry().into()),
                None => Self::NotNeeded,
            },
        };
        let Some(source) = &papers.behavioral_gate else { return Ok(data) };
        let gate: BehavioralGate = source.document()?;
        Ok(match (&data, gate.blocks(tc_id)) {
            (Self::Missing(_) | Self::Unprovisioned(_) | Self::Unfit(_), _) | (_, None) => data,
            (_, Some(reason)) => Self::Unfit(or(reason, labels.gate_blocks())),
        })
    }

    fn of_entry(entry: &Entry, needed: bool, labels: Labels) -> Self {
        use EntryStatus::{
            BehavioralMismatch, Blocked, CapturePlanned, Mapped, NotFound, Provisioned,
            ProvisioningNeeded, Skipped,
        };
        let reason = || {
            let word = entry.status.map_or("", EntryStatus::as_str);
            or(entry.reason.as_deref().unwrap_or_default(), word)
        };
        match entry.status {
            Some(NotFound | Skipped) => return Self::Missing(reason()),
            Some(ProvisioningNeeded) => return Self::Unprovisioned(reason()),
            Some(Blocked) => return Self::Unfit(reason()),
            Some(BehavioralMismatch) => return Self::Unfit(mismatch(entry, labels)),
            Some(Mapped | Provisioned | CapturePlanned) | None => {}
        }
        let verdict = entry.behavioral_check.as_ref().map(|check| check.verdict.trim());
        if let Some(verdict) = verdict.filter(|verdict| !verdict.is_empty() && *verdict != "PASS") {
            return Self::Unfit(labels.check_is_not_pass(verdict));
        }
        let values = values(entry);
        match entry.status {
            Some(CapturePlanned) => Self::Planned(values),
            _ if !values.is_empty() => Self::Ready(values),
            _ if needed => Self::Missing(labels.no_values().into()),
            _ => Self::NotNeeded,
        }
    }
}

fn entry(tc_id: &str, source: &Source) -> Result<Option<Entry>, Error> {
    let view: MappingView<'_> = source.view()?;
    let Some(raw) = view.mappings.get(tc_id) else { return Ok(None) };
    if let Ok(entry) = serde_json::from_str(raw.get()) {
        return Ok(Some(entry));
    }
    // Once more as a whole, for an error that says where.
    Ok(source.document::<Mapping>()?.mappings.swap_remove(tc_id))
}

fn values(entry: &Entry) -> String {
    let Some(values) = entry.values() else { return String::new() };
    let shown = values.iter().filter(|(_, value)| !value.is_null()).take(SHOWN);
    let shown =
        shown.map(|(name, value)| format!("{name}={}", short(&value.to_plain_text(), VALUE)));
    shown.collect::<Vec<_>>().join(", ")
}

fn mismatch(entry: &Entry, labels: Labels) -> String {
    let side =
        |side: &Option<Json>| side.as_ref().map(|value| short(&value.to_plain_text(), VALUE));
    match (side(&entry.expected), side(&entry.actual)) {
        (Some(expected), Some(actual)) => labels.expected_actual(&expected, &actual),
        _ => or(
            entry.reason.as_deref().unwrap_or_default(),
            EntryStatus::BehavioralMismatch.as_str(),
        ),
    }
}

fn or(text: &str, otherwise: &str) -> String {
    let text = text.trim();
    if text.is_empty() { otherwise.into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testdoc::Language;

    fn check(entry: &str, expected: &Data) {
        let entry: Entry = serde_json::from_str(entry).unwrap();
        assert_eq!(&Data::of_entry(&entry, true, Labels(Language::English)), expected, "{entry:?}");
    }

    #[test]
    fn an_entry_says_whether_there_is_data() {
        let ready = Data::Ready("id=7301234567890123401, price=0.10".into());
        let values = r#""data":{"id":7301234567890123401,"price":0.10,"none":null}"#;
        check(&format!(r#"{{"status":"MAPPED",{values}}}"#), &ready);
        check(&format!("{{{values}}}"), &ready);
        check(
            r#"{"status":"PROVISIONED","provisioned_data":{"id":1}}"#,
            &Data::Ready("id=1".into()),
        );
        check(r#"{"status":"CAPTURE_PLANNED"}"#, &Data::Planned(String::new()));
        check(r#"{"status":"MAPPED"}"#, &Data::Missing("the mapping gives no values".into()));
        check(r#"{"status":"NOT_FOUND","reason":"없음"}"#, &Data::Missing("없음".into()));
        check(r#"{"status":"SKIPPED","reason":" "}"#, &Data::Missing("SKIPPED".into()));
    }

    #[test]
    fn an_entry_says_whether_its_data_fits() {
        check(
            r#"{"status":"BEHAVIORAL_MISMATCH","expected":"PAID","actual":"OPEN","reason":"x"}"#,
            &Data::Unfit("expected PAID, actual OPEN".into()),
        );
        check(r#"{"status":"BLOCKED","reason":"no access"}"#, &Data::Unfit("no access".into()));
        check(
            r#"{"status":"MAPPED","data":{"id":1},"behavioral_check":{"verdict":"FAIL"}}"#,
            &Data::Unfit("behavioral_check is FAIL".into()),
        );
        check(
            r#"{"status":"MAPPED","data":{"id":1},"behavioral_check":{"verdict":"PASS"}}"#,
            &Data::Ready("id=1".into()),
        );
    }
}
