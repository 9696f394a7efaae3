//! The text of a test case in the summary, laid out as every document is (two blanks a level).

use crate::result_file::ResultFile;
use contract::json::write_pretty;
use std::io::Write;

/// How deep the members of a test case stand.
const DEPTH: usize = 3;

/// An element of `tcs`.
pub(crate) fn line(tc_id: &str, file: &ResultFile<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"    {");
    word("\n      \"tc_id\": ", tc_id, out);
    word(",\n      \"tc_type\": ", file.tc_type.as_str(), out);
    word(",\n      \"status\": ", file.status.as_str(), out);
    number(",\n      \"evidence_level\": ", file.evidence_level.map(u64::from), out);
    text(",\n      \"evidence_text\": ", file.evidence_text, out);
    number(",\n      \"api_status_code\": ", file.api_status_code.map(u64::from), out);
    let has_changes: &[u8] = if file.changes > 0 { b"true" } else { b"false" };
    text(",\n      \"has_db_changes\": ", has_changes, out);
    number(",\n      \"diff_field_count\": ", Some(file.changed_fields), out);
    text(",\n      \"error\": ", file.error, out);
    out.extend_from_slice(b"\n    }");
}

/// A member of `checks`.
pub(crate) fn checks(tc_id: &str, file: &ResultFile<'_>, out: &mut Vec<u8>) {
    word("    ", tc_id, out);
    out.extend_from_slice(b": {");
    value("\n      \"checklist\": ", file.checklist, out);
    value(",\n      \"api_response\": ", file.api_response, out);
    value(",\n      \"screenshots\": ", file.screenshots, out);
    out.extend_from_slice(b"\n    }");
}

/// A word of the contract or an id: neither needs escapes.
fn word(name: &str, word: &str, out: &mut Vec<u8>) {
    text(name, b"\"", out);
    out.extend_from_slice(word.as_bytes());
    out.extend_from_slice(b"\"");
}

fn number(name: &str, number: Option<u64>, out: &mut Vec<u8>) {
    let written = match number {
        Some(number) => write!(out, "{name}{number}"),
        None => write!(out, "{name}null"),
    };
    debug_assert!(written.is_ok(), "memory takes all that is written");
}

/// JSON text that stands on one line.
fn text(name: &str, text: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(text);
}

/// JSON text that is laid out anew.
fn value(name: &str, text: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(name.as_bytes());
    // The span was checked when it was read, and memory takes all that is written.
    let written = write_pretty(text, DEPTH, out);
    debug_assert!(written.is_ok(), "{name}");
}

/// Writes the elements of a list, or the members of an object, between their brackets.
pub(crate) fn join<'a>(
    brackets: [&[u8]; 2],
    parts: impl Iterator<Item = &'a [u8]>,
    out: &mut impl Write,
) -> std::io::Result<()> {
    out.write_all(brackets[0])?;
    let mut separator: &[u8] = b"\n";
    for part in parts {
        out.write_all(separator)?;
        out.write_all(part)?;
        separator = b",\n";
    }
    if separator != b"\n" {
        out.write_all(b"\n  ")?;
    }
    out.write_all(brackets[1])
}
