//! What the gate says of an entry of the mapping.

use crate::words::Words;
use contract::{
    Json,
    json::SyntaxError,
    mapping::{self, BehavioralCheck, Entry, EntryStatus, Mapping},
};
use store::{Error, Source};

/// Characters of a value that a reason shows.
const SHOWN: usize = 80;

/// The gate's word on a test case, with the reason; of several, the greatest holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Word {
    /// There is nothing to run.
    LeftOut,
    Pass(String),
    NeedsConfirmation(String),
    Blocked(String),
}

/// The gate's word on each test case that `wanted` picks. A doubled name is judged by the stricter
/// of its entries.
pub(crate) fn of_mapping(
    source: &Source,
    wanted: impl Fn(&str) -> bool,
    strict: bool,
    words: Words,
) -> Result<Vec<(String, Word)>, Error> {
    let entries = mapping::entries(source.text()?).map_err(|error| misread(source, &error))?;
    let mut judged: Vec<(String, Word)> = Vec::new();
    for (tc_id, text) in entries.into_iter().filter(|(tc_id, _)| wanted(tc_id)) {
        let entry: Entry = contract::typed::from_str(text).or_else(|_| whole(source, &tc_id))?;
        judged.push((tc_id.into_owned(), of_entry(&entry, strict, words)));
    }
    judged.sort_by(|(a, x), (b, y)| contract::tc::natural_cmp(a, b).then_with(|| y.cmp(x)));
    judged.dedup_by(|(later, _), (earlier, _)| later == earlier);
    Ok(judged)
}

/// What is wrong with a mapping: a value of another type has its place by name, too.
fn misread(source: &Source, error: &SyntaxError) -> Error {
    source.document::<Mapping>().err().unwrap_or_else(|| source.syntax_error(error))
}

/// Reads the mapping once more as a whole, for an error that says where.
fn whole(source: &Source, tc_id: &str) -> Result<Entry, Error> {
    let mut mapping: Mapping = source.document()?;
    Ok(mapping.mappings.swap_remove(tc_id).unwrap_or_default())
}

/// The gate's word on one entry.
fn of_entry(entry: &Entry, strict: bool, words: Words) -> Word {
    use EntryStatus::{BehavioralMismatch, Blocked, NotFound, Skipped};
    if let Some(NotFound | Skipped) = entry.status {
        return Word::LeftOut;
    }
    let verdict = entry.behavioral_check.as_ref().map(|check| check.verdict.trim());
    match (verdict, entry.status) {
        (_, Some(status @ (BehavioralMismatch | Blocked))) => {
            Word::Blocked(why(entry, words).unwrap_or_else(|| words.status_is(status.as_str())))
        }
        (Some("PASS"), _) => Word::Pass(words.fits()),
        (Some(""), _) => Word::NeedsConfirmation(words.no_verdict()),
        (Some(verdict), _) => {
            Word::Blocked(why(entry, words).unwrap_or_else(|| words.verdict_is(verdict)))
        }
        (None, _) if strict => Word::NeedsConfirmation(words.unchecked()),
        (None, _) => Word::Pass(words.unchecked()),
    }
}

/// Why an entry is blocked, in its own words.
fn why(entry: &Entry, words: Words) -> Option<String> {
    let of_check = entry.behavioral_check.as_ref().and_then(|check| failed(check, words));
    let of_entry = || {
        let (expected, actual) = (entry.expected.as_ref()?, entry.actual.as_ref()?);
        Some(words.differs(&shown(expected), &shown(actual)))
    };
    let reason = || entry.reason.as_deref().map(str::trim).filter(|it| !it.is_empty());
    of_check.or_else(of_entry).or_else(|| reason().map(Into::into))
}

/// The conditions that say that they do not hold.
fn failed(check: &BehavioralCheck, words: Words) -> Option<String> {
    let failed = check.conditions.iter().filter_map(|condition| {
        let member = |name| condition.get(name).map(shown);
        let result = member("result").filter(|result| result != "PASS");
        result?;
        let field = member("field").unwrap_or_default();
        let differs = words.differs(&member("expected")?, &member("actual")?);
        Some(format!("{field}: {differs}"))
    });
    let failed: Vec<String> = failed.collect();
    (!failed.is_empty()).then(|| failed.join("; "))
}

fn shown(value: &Json) -> String {
    let text = value.to_plain_text();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testdoc::Language;

    fn blocked(reason: &str) -> Word {
        Word::Blocked(reason.into())
    }

    fn check(entry: &str, strict: bool, expected: &Word) {
        let entry: Entry = serde_json::from_str(entry).unwrap();
        assert_eq!(&of_entry(&entry, strict, Words(Language::English)), expected, "{entry:?}");
    }

    #[test]
    fn the_check_decides() {
        let fits = Word::Pass("the data meets the condition".into());
        check(r#"{"status":"MAPPED","behavioral_check":{"verdict":"PASS"}}"#, true, &fits);
        check(r#"{"behavioral_check":{"verdict":" PASS "}}"#, false, &fits);
        check(
            r#"{"status":"MAPPED","behavioral_check":{"verdict":"FAIL","conditions":["a"]}}"#,
            false,
            &blocked("behavioral_check is FAIL"),
        );
        check(
            r#"{"behavioral_check":{"verdict":"pass"}}"#,
            false,
            &blocked("behavioral_check is pass"),
        );
        check(
            r#"{"behavioral_check":{"verdict":"FAIL","conditions":[{"field":"a","expected":1,"actual":2,"result":"FAIL"},
                {"field":"b","expected":1,"actual":1,"result":"PASS"},{"field":"c","expected":null,"actual":"x","result":"FAIL"}]}}"#,
            false,
            &blocked("a: expected 1, actual 2; c: expected null, actual x"),
        );
    }

    #[test]
    fn without_a_check_it_passes_unless_strict() {
        let none = "there is no behavioural check".to_owned();
        check(r#"{"status":"MAPPED"}"#, false, &Word::Pass(none.clone()));
        check(
            r#"{"status":"MAPPED","behavioral_check":null}"#,
            true,
            &Word::NeedsConfirmation(none),
        );
        check(
            r#"{"behavioral_check":{"method":"x"}}"#,
            false,
            &Word::NeedsConfirmation("behavioral_check has no verdict".into()),
        );
    }

    #[test]
    fn some_statuses_need_no_check() {
        check(
            r#"{"status":"NOT_FOUND","behavioral_check":{"verdict":"FAIL"}}"#,
            true,
            &Word::LeftOut,
        );
        check(r#"{"status":"SKIPPED"}"#, true, &Word::LeftOut);
        check(r#"{"status":"BLOCKED","reason":"no access"}"#, false, &blocked("no access"));
        check(r#"{"status":"BLOCKED"}"#, false, &blocked("its status is BLOCKED"));
        check(
            r#"{"status":"BEHAVIORAL_MISMATCH","expected":"PAID","actual":"OPEN","behavioral_check":{"verdict":"PASS"}}"#,
            false,
            &blocked("expected PAID, actual OPEN"),
        );
    }

    #[test]
    fn a_doubled_name_is_judged_by_the_stricter_entry() {
        let text =
            r#"{"mappings":{"TC-10":{},"TC-2":{"behavioral_check":{"verdict":"FAIL"}},"TC-2":{}}}"#;
        let source = Source::from_bytes("m.json", text.as_bytes().to_vec());
        let judged = of_mapping(&source, |_| true, false, Words(Language::English)).unwrap();
        let judged: Vec<_> = judged
            .iter()
            .map(|(tc, word)| (tc.as_str(), matches!(word, Word::Blocked(_))))
            .collect();
        assert_eq!(judged, [("TC-2", true), ("TC-10", false)]);
    }
}
