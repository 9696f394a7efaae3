//! How serde reads each document, and where it says that one is wrong.

use contract::{
    active_ticket::ActiveTickets, behavioral_gate::BehavioralGate, diff::Diff,
    execution_plan::ExecutionPlan, expected::ExpectedFile, gate::Gate, ledger::Entry,
    mapping::Mapping, result::TcResult, snapshot::Snapshot, stimulus::Stimulus, summary::Summary,
    tc_spec::TcSpec, typed::ObjectsOnly, verdict::Verdict, verification::Verification,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// A document that serde refuses.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// JSON pointer to the wrong value.
    pub(crate) pointer: String,
    /// What serde says.
    pub(crate) message: String,
}

/// Reads a document as one type.
pub(crate) type Read = fn(&Value) -> Result<(), Refusal>;

/// The reader of the document with this name.
pub(crate) fn of(document: &str) -> Option<Read> {
    Some(match document {
        "active_ticket" => read::<ActiveTickets>,
        "behavioral_gate" => read::<BehavioralGate>,
        "data_mapping" => read::<Mapping>,
        "diff" => read::<Diff>,
        "execution_plan" => read::<ExecutionPlan>,
        "expected" => read::<ExpectedFile>,
        "gate" => read::<Gate>,
        "ledger_entry" => read::<Entry>,
        "result" => read::<TcResult>,
        "snapshot" => read::<Snapshot>,
        "stimulus" => read::<Stimulus>,
        "summary" => read::<Summary>,
        "tc_spec" => read::<TcSpec>,
        "verdict" => read::<Verdict>,
        "verification" => read::<Verification>,
        _ => return None,
    })
}

/// From text, as the programs read: exact values are taken from the text itself.
fn read<T: DeserializeOwned>(document: &Value) -> Result<(), Refusal> {
    let text = document.to_string();
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    match serde_path_to_error::deserialize::<_, T>(ObjectsOnly(&mut deserializer)) {
        Ok(_) => Ok(()),
        Err(error) => {
            Err(Refusal { pointer: pointer(error.path()), message: error.inner().to_string() })
        }
    }
}

fn pointer(path: &Path) -> String {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(step).collect()
}
