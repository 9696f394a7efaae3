//! An entry as it passes by in a survey: its members as pieces of the line, copied nowhere.

use crate::Position;
use contract::ledger::FileHash;
use memchr::memmem::Finder;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::{borrow::Cow, sync::LazyLock};

/// An entry as it passes by.
#[derive(Debug)]
pub struct Seen<'a> {
    /// Where it stands.
    pub position: Position,
    /// The program.
    pub tool: Cow<'a, str>,
    /// What it wrote: path and hash.
    pub output: Option<(Cow<'a, str>, Cow<'a, str>)>,
    /// Whether it can be relied on; [`crate::Record`] says why not.
    pub stands: bool,
    inputs: Option<&'a str>,
    claim: Option<&'a str>,
}

impl<'a> Seen<'a> {
    pub(crate) fn new(position: Position, members: Members<'a>, stands: bool) -> Self {
        let Members { tool, output, inputs, claim } = members;
        Self { position, tool, output, stands, inputs, claim }
    }

    /// The claim, when it is of the kind that is asked for.
    pub fn claim<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.claim?).ok()
    }

    /// Whether the claim holds a word between quotes: a look before reading it.
    pub fn claims_word(&self, word: &str) -> bool {
        self.claim.is_some_and(|claim| claim.contains(&format!("\"{word}\"")))
    }

    /// What the program read.
    pub fn inputs(&self) -> Vec<FileHash> {
        self.inputs.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// Whether the program read a file, whatever its bytes were.
    pub fn read_path(&self, path: &str) -> bool {
        let may_be = self.inputs.is_some_and(|inputs| inputs.contains(path));
        may_be && self.inputs().iter().any(|input| input.path == path)
    }
}

/// The members of a line that a survey needs beside its link.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Members<'a> {
    pub(crate) tool: Cow<'a, str>,
    pub(crate) output: Option<(Cow<'a, str>, Cow<'a, str>)>,
    pub(crate) inputs: Option<&'a str>,
    pub(crate) claim: Option<&'a str>,
}

#[derive(Deserialize)]
struct Parsed<'a> {
    #[serde(borrow)]
    tool: Cow<'a, str>,
    #[serde(borrow, default)]
    inputs: Option<&'a RawValue>,
    #[serde(borrow, default)]
    output: Option<ParsedOutput<'a>>,
    #[serde(borrow, default)]
    claim: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct ParsedOutput<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    #[serde(borrow)]
    sha256: Cow<'a, str>,
}

impl<'a> Members<'a> {
    /// Finds them; `None` when the line is no entry. A line that is exactly as a program wrote it
    /// holds them in a known order, so that it needs no second reading.
    pub(crate) fn of(line: &'a [u8], as_written: bool) -> Option<Self> {
        let found = if as_written { Self::find(line) } else { None };
        found.or_else(|| Self::parse(line))
    }

    fn parse(line: &'a [u8]) -> Option<Self> {
        let Parsed { tool, inputs, output, claim } = serde_json::from_slice(line).ok()?;
        Some(Self {
            tool,
            output: output.map(|output| (output.path, output.sha256)),
            inputs: inputs.map(RawValue::get),
            claim: claim.map(RawValue::get),
        })
    }

    /// Looks for the members' names. A name with its quotes cannot stand inside a string, where
    /// quotes are escaped; a string with an escape is left to [`Self::parse`].
    fn find(line: &'a [u8]) -> Option<Self> {
        let line = std::str::from_utf8(line).ok()?;
        let (_, rest) = split(line, &NAMES.tool)?;
        let (tool, rest) = split(rest, &NAMES.version)?;
        let (_, rest) = split(rest, &NAMES.inputs)?;
        let (inputs, rest) = split(rest, &NAMES.output)?;
        let (output, rest) = split(rest, &NAMES.claim)?;
        let is_prev = |at: &usize| rest[*at..].starts_with(PREV);
        let claim = &rest[..memchr::memrchr_iter(b',', rest.as_bytes()).find(is_prev)?];
        let output = match output {
            "null" => None,
            text => {
                let text = text.strip_prefix("{\"path\":\"")?.strip_suffix("\"}")?;
                let (path, rest) = text.split_once('"')?;
                Some((path.into(), rest.strip_prefix(",\"sha256\":\"")?.into()))
            }
        };
        let is_plain = |(path, sha256): &(Cow<'_, str>, Cow<'_, str>)| {
            !path.contains('\\') && !sha256.contains('\\')
        };
        let plain = !tool.contains('\\') && output.as_ref().is_none_or(is_plain);
        let members = Self { tool: tool.into(), output, inputs: Some(inputs), claim: Some(claim) };
        plain.then_some(members)
    }
}

/// The name of the member behind the claim. It is near the end, so that a look at each comma finds it.
const PREV: &str = ",\"prev\":";

/// The members' names in front of it as they stand in a line, made ready for searching once.
struct Names {
    tool: Finder<'static>,
    version: Finder<'static>,
    inputs: Finder<'static>,
    output: Finder<'static>,
    claim: Finder<'static>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| Names {
    tool: Finder::new(",\"tool\":\""),
    version: Finder::new("\",\"version\":"),
    inputs: Finder::new(",\"inputs\":"),
    output: Finder::new(",\"output\":"),
    claim: Finder::new(",\"claim\":"),
});

fn split<'a>(text: &'a str, at: &Finder<'_>) -> Option<(&'a str, &'a str)> {
    let start = at.find(text.as_bytes())?;
    Some((&text[..start], &text[start + at.needle().len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LEDGER;
    use contract::{Json, Object, json::parse};

    fn line(tool: &str, inputs: &str, output: &str, claim: &str) -> String {
        let members = Object::from_iter([
            ("at".into(), "2026-11-20T00:00:00.000+00:00".into()),
            ("tool".into(), tool.into()),
            ("version".into(), "0.1.0".into()),
            ("tc_id".into(), Json::Null),
            ("inputs".into(), parse(inputs).unwrap()),
            ("output".into(), parse(output).unwrap()),
            ("claim".into(), parse(claim).unwrap()),
        ]);
        LEDGER.next(None, members, None).unwrap().line
    }

    #[test]
    fn what_is_found_is_what_is_parsed() {
        let file = r#"{"path":"partial_results/주문 TC-1.json","sha256":"ab"}"#;
        let odd = r#"{"path":"a\",\"output\":\"b","sha256":"ab"}"#;
        for (inputs, output, claim) in [
            ("[]", "null", "{}"),
            (&*format!("[{file},{file}]"), file, r#"{"prev":"x","claim":{"output":null}}"#),
            (&*format!("[{odd}]"), file, r#"{"note":"a\",\"prev\":\"b"}"#),
            ("[]", odd, "{}"),
        ] {
            let text = line("record_tc_result", inputs, output, claim);
            let parsed = Members::parse(text.as_bytes()).unwrap();
            assert_eq!(Members::of(text.as_bytes(), true).unwrap(), parsed, "{text}");
            assert_eq!(parsed.inputs, Some(inputs));
        }
    }

    #[test]
    fn an_odd_name_is_parsed() {
        let text = line("a\"b", "[]", "null", "{}");
        assert_eq!(Members::of(text.as_bytes(), true).unwrap().tool, "a\"b");
        assert_eq!(Members::of(b"{}", false), None);
    }
}
