//! The text of a test case in the summary, laid out as every document is (two blanks a level).

use crate::result_file::ResultFile;
use contract::json::write_pretty;
use std::io::Write;

/// How deep the elements of `tcs` and the members of `checks` stand.
const DEPTH: usize = 2;

/// An element of `tcs`, with a comma before it unless it is the first.
pub(crate) fn line(tc_id: &str, file: &ResultFile<'_>, out: &mut Vec<u8>) {
    let level = file.evidence_level.map_or_else(|| "null".into(), |level| level.to_string());
    let code = file.api_status_code.map_or_else(|| "null".into(), |code| code.to_string());
    let has_changes = if file.changes > 0 { "true" } else { "false" };
    let fields = file.changed_fields.to_string();
    separate(out);
    out.extend_from_slice(b"    {");
    for (index, (name, value)) in [
        ("tc_id", quoted(tc_id).as_bytes()),
        ("tc_type", quoted(file.tc_type.as_str()).as_bytes()),
        ("status", quoted(file.status.as_str()).as_bytes()),
        ("evidence_level", level.as_bytes()),
        ("evidence_text", file.evidence_text),
        ("api_status_code", code.as_bytes()),
        ("has_db_changes", has_changes.as_bytes()),
        ("diff_field_count", fields.as_bytes()),
        ("error", file.error),
    ]
    .into_iter()
    .enumerate()
    {
        member(index, name, out);
        out.extend_from_slice(value);
    }
    out.extend_from_slice(b"\n    }");
}

/// A member of `checks`, with a comma before it unless it is the first.
pub(crate) fn checks(tc_id: &str, file: &ResultFile<'_>, out: &mut Vec<u8>) {
    separate(out);
    out.extend_from_slice(b"    ");
    out.extend_from_slice(quoted(tc_id).as_bytes());
    out.extend_from_slice(b": {");
    for (index, (name, value)) in [
        ("checklist", file.checklist),
        ("api_response", file.api_response),
        ("screenshots", file.screenshots),
    ]
    .into_iter()
    .enumerate()
    {
        member(index, name, out);
        // The span was checked when it was read, and memory takes all that is written.
        let written = write_pretty(value, DEPTH + 1, out);
        debug_assert!(written.is_ok(), "{name} of {tc_id}");
    }
    out.extend_from_slice(b"\n    }");
}

/// Starts a member at the depth of a test case's own members.
fn member(index: usize, name: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(if index == 0 { b"\n      \"" } else { b",\n      \"" });
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\": ");
}

fn separate(out: &mut Vec<u8>) {
    out.extend_from_slice(if out.is_empty() { b"\n" } else { b",\n" });
}

/// Words of the contract and ids need no escapes.
fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

/// Writes the parts of a list or of an object between its brackets; nothing between them when there
/// is nothing.
pub(crate) fn join<'a>(
    brackets: [&[u8]; 2],
    parts: impl Iterator<Item = &'a [u8]>,
    out: &mut impl Write,
) -> std::io::Result<()> {
    out.write_all(brackets[0])?;
    let mut is_empty = true;
    for part in parts.filter(|part| !part.is_empty()) {
        if !is_empty {
            out.write_all(b",")?;
        }
        is_empty = false;
        out.write_all(part)?;
    }
    if !is_empty {
        out.write_all(b"\n  ")?;
    }
    out.write_all(brackets[1])
}
