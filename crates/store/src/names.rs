//! File names in two languages (conventions.md, "Names in two languages"): the one table.

use crate::Naming;
use std::{cmp::Ordering, fmt};
use unicode_normalization::UnicodeNormalization;

/// A document whose name depends on the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// The test sheet, Markdown.
    Sheet,
    /// The data mapping, JSON.
    Mapping,
    /// The test result, Markdown.
    Result,
    /// The report for publication, Markdown.
    Report,
}

/// Kind, Korean marker, English marker, extension. Longer markers come first: a report's name ends
/// like a result's.
const TABLE: [(DocumentKind, &str, &str, &str); 4] = [
    (DocumentKind::Report, "Confluence_테스트결과", "Confluence_test_result", "md"),
    (DocumentKind::Sheet, "테스트시트", "test_sheet", "md"),
    (DocumentKind::Mapping, "데이터매핑", "data_mapping", "json"),
    (DocumentKind::Result, "테스트결과", "test_result", "md"),
];

/// A version such as `v1` or `v1.10`, compared number by number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(Vec<u64>);

/// The parts of a document's file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentName {
    /// The ticket's id.
    pub ticket: String,
    /// What it is.
    pub kind: DocumentKind,
    /// `v…`; a mapping has none.
    pub version: Option<Version>,
    /// `YYYY-MM-DD` as it stands in the name (`YYYYMMDD` is read too).
    pub date: Option<String>,
}

impl Version {
    /// Reads `v\d+(\.\d+)*`.
    pub fn parse(text: &str) -> Option<Self> {
        let numbers = text.strip_prefix('v')?.split('.').map(|part| {
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten()
        });
        numbers.collect::<Option<Vec<u64>>>().map(Self)
    }

    /// The numbers, most significant first.
    pub fn numbers(&self) -> &[u64] {
        &self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<_> = self.0.iter().map(u64::to_string).collect();
        write!(f, "v{}", numbers.join("."))
    }
}

impl DocumentName {
    /// Reads a file's name, in NFC or NFD; `None` when it is no document of ours.
    pub fn parse(file_name: &str) -> Option<Self> {
        let name: String = file_name.nfc().collect();
        TABLE.iter().find_map(|(kind, ko, en, extension)| {
            let stem = name.strip_suffix(extension)?.strip_suffix('.')?;
            [ko, en].into_iter().find_map(|marker| Self::parse_with(stem, *kind, marker))
        })
    }

    /// What a file's name says that it is, whatever follows the marker: `…_테스트결과_v1_draft.md` is
    /// a test result, too, for whoever guards them. `name` is in NFC.
    pub fn kind_of(name: &str) -> Option<DocumentKind> {
        TABLE.iter().find_map(|(kind, ko, en, extension)| {
            let (stem, ending) = name.rsplit_once('.')?;
            let is_marked = [ko, en].into_iter().any(|marker| has_marker(stem, marker));
            (ending.eq_ignore_ascii_case(extension) && is_marked).then_some(*kind)
        })
    }

    fn parse_with(stem: &str, kind: DocumentKind, marker: &str) -> Option<Self> {
        let at = stem.find(&format!("_{marker}"))?;
        let ticket = stem[..at].to_owned();
        let rest = &stem[at + 1 + marker.len()..];
        let mut parts = rest.split('_');
        if ticket.is_empty() || parts.next() != Some("") {
            return None;
        }
        let (mut version, mut date) = (None, None);
        for part in parts {
            match Version::parse(part) {
                Some(found) if version.is_none() && date.is_none() => version = Some(found),
                _ if date.is_none() && is_date(part) => date = Some(part.to_owned()),
                _ => return None,
            }
        }
        Some(Self { ticket, kind, version, date })
    }

    /// The file's name in a language.
    pub fn to_file_name(&self, naming: Naming) -> String {
        let row = TABLE.iter().find(|(kind, ..)| *kind == self.kind);
        let Some((_, ko, en, extension)) = row else { return String::new() };
        let marker = match naming {
            Naming::Ko => ko,
            Naming::En => en,
        };
        let version = self.version.as_ref().map(|v| format!("_{v}")).unwrap_or_default();
        let date = self.date.as_ref().map(|d| format!("_{d}")).unwrap_or_default();
        format!("{}_{marker}{version}{date}.{extension}", self.ticket)
    }

    /// Orders by version, then date: of several documents of a kind the greatest is the newest.
    pub fn newer(&self, other: &Self) -> Ordering {
        let digits = |date: &Option<String>| date.as_ref().map(|d| d.replace('-', ""));
        self.version.cmp(&other.version).then_with(|| digits(&self.date).cmp(&digits(&other.date)))
    }
}

/// Whether `_{marker}` stands in a stem behind a ticket, and no word goes on in it.
fn has_marker(stem: &str, marker: &str) -> bool {
    let same = |front: &str| front.eq_ignore_ascii_case(marker);
    stem.match_indices('_').any(|(at, _)| {
        let rest = &stem[at + 1..];
        let ends = rest
            .get(marker.len()..)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()));
        at > 0 && ends && rest.get(..marker.len()).is_some_and(same)
    })
}

fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00" || shape == "00000000"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, kind: DocumentKind, version: Option<&str>, date: Option<&str>) {
        let parsed = DocumentName::parse(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(parsed.kind, kind, "{name}");
        assert_eq!(parsed.version.map(|v| v.to_string()).as_deref(), version, "{name}");
        assert_eq!(parsed.date.as_deref(), date, "{name}");
    }

    #[test]
    fn names_of_both_languages_are_read() {
        use DocumentKind::{Mapping, Report, Result, Sheet};
        check("WO-55_테스트시트_v2_2026-11-20.md", Sheet, Some("v2"), Some("2026-11-20"));
        check("WO-55_test_sheet_v1.2.md", Sheet, Some("v1.2"), None);
        check("WO-55_데이터매핑.json", Mapping, None, None);
        check("WO-55_data_mapping.json", Mapping, None, None);
        check("WO-55_테스트결과_v1.1_20261120.md", Result, Some("v1.1"), Some("20261120"));
        check(
            "WO-55_Confluence_test_result_v1.1_2026-11-20.md",
            Report,
            Some("v1.1"),
            Some("2026-11-20"),
        );
        let decomposed: String = "WO-55_테스트시트_v9.md".nfd().collect();
        check(&decomposed, Sheet, Some("v9"), None);
    }

    #[test]
    fn other_names_are_not_ours() {
        for name in [
            "notes.md",
            "WO-55_테스트시트_draft.md",
            "_테스트시트_v1.md",
            "WO-55_테스트시트_v1.json",
        ] {
            assert_eq!(DocumentName::parse(name), None, "{name}");
        }
    }

    #[test]
    fn a_marker_says_what_a_file_is() {
        for (name, kind) in [
            ("WO-1_테스트결과_v1_draft.md", Some(DocumentKind::Result)),
            ("WO-1_Test_Result_v1 (2).MD", Some(DocumentKind::Result)),
            ("WO-1_Confluence_테스트결과.md", Some(DocumentKind::Report)),
            ("WO-1_test_sheet_v1-final.md", Some(DocumentKind::Sheet)),
            ("WO-1_test_results_parser.md", None),
            ("test_result_notes.md", None),
            ("_테스트결과_v1.md", None),
            ("WO-1_테스트결과_v1.txt", None),
            ("WO-1_테스트결과", None),
        ] {
            assert_eq!(DocumentName::kind_of(name), kind, "{name}");
        }
    }

    #[test]
    fn versions_compare_by_number() {
        let version = |text| Version::parse(text).unwrap();
        assert!(version("v10") > version("v9"));
        assert!(version("v1.10") > version("v1.9"));
        assert!(version("v1") < version("v1.1"));
        assert_eq!(Version::parse("v1."), None);
        assert_eq!(Version::parse("1"), None);
    }

    #[test]
    fn a_name_is_written_in_the_language_asked_for() {
        let name = DocumentName::parse("WO-55_test_sheet_v1_2026-11-20.md").unwrap();
        assert_eq!(name.to_file_name(Naming::Ko), "WO-55_테스트시트_v1_2026-11-20.md");
        assert_eq!(name.to_file_name(Naming::En), "WO-55_test_sheet_v1_2026-11-20.md");
    }
}
