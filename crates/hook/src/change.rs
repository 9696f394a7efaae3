//! The document as it will be after a write or an edit.
//!
//! An edit is judged by its outcome, so the replacement is done here as the tool does it: on the
//! file as it is now, the one occurrence, or all. The tool is more lenient than a search for bytes:
//! it sees a file's CRLF as LF, and typographic quotes as plain ones. What it would find, a hook
//! must find.

use crate::{Call, Failure, Target, Tool, notebook};
use contract::hook_event::Argument;
use std::{borrow::Cow, cell::OnceCell};
use store::Source;

/// A document before and after.
#[derive(Debug)]
pub struct Change<'a> {
    target: &'a Target,
    after: Cow<'a, str>,
    before: OnceCell<Option<String>>,
    is_fragment: bool,
}

impl Change<'_> {
    /// The document.
    pub fn target(&self) -> &Target {
        self.target
    }

    /// Its text as it will be, without a BOM.
    pub fn after(&self) -> &str {
        self.after.strip_prefix('\u{feff}').unwrap_or(&self.after)
    }

    /// Its text as it is; `None` when there is no such file yet.
    pub fn before(&self) -> Result<Option<&str>, Failure> {
        if self.before.get().is_none() {
            let text = read(self.target)?;
            return Ok(self.before.get_or_init(|| text).as_deref());
        }
        Ok(self.before.get().and_then(Option::as_deref))
    }

    /// Whether only a part of it is replaced: Edit, MultiEdit and NotebookEdit.
    pub fn is_fragment(&self) -> bool {
        self.is_fragment
    }
}

/// The change that a call would make; `None` when it makes none, or the tool itself will refuse it.
pub(crate) fn of<'a>(
    call: &'a Call<'_>,
    target: &'a Target,
) -> Result<Option<Change<'a>>, Failure> {
    let input = &call.event().tool_input;
    if call.tool() == Tool::Write {
        let after = input.text("content").map(Cow::Borrowed);
        let change = |after| Change { target, after, before: OnceCell::new(), is_fragment: false };
        return Ok(after.map(change));
    }
    let edit: fn(&Argument<'_>, &str) -> Option<String> = match call.tool() {
        Tool::Edit => replace,
        Tool::MultiEdit => replace_each,
        Tool::NotebookEdit => notebook::edit,
        _ => return Ok(None),
    };
    let before = read(target)?;
    let after = edit(input, before.as_deref().unwrap_or_default());
    Ok(after.map(|after| Change {
        target,
        after: Cow::Owned(after),
        before: OnceCell::from(before),
        is_fragment: true,
    }))
}

fn read(target: &Target) -> Result<Option<String>, Failure> {
    match Source::open_regular(target.path()) {
        Ok(source) => Ok(Some(source.text()?.to_owned())),
        Err(store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Each replacement on what the one before left.
fn replace_each(input: &Argument<'_>, text: &str) -> Option<String> {
    let edits = input.get("edits").elements();
    edits.iter().try_fold(text.to_owned(), |text, edit| replace(edit, &text))
}

fn replace(edit: &Argument<'_>, text: &str) -> Option<String> {
    let (old, new) = (edit.text("old_string")?, edit.text("new_string")?);
    if old.is_empty() {
        // This is how the tool makes a file; a file with text in it it refuses.
        return text.trim().is_empty().then(|| new.to_owned());
    }
    let all = edit.get("replace_all").is_true();
    replace_exactly(text, old, new, all)
        .or_else(|| {
            let plain = text.replace("\r\n", "\n");
            replace_exactly(&plain, &old.replace("\r\n", "\n"), new, all)
        })
        .or_else(|| replace_exactly(text, &quoted_as_in(text, old)?, new, all))
}

fn replace_exactly(text: &str, old: &str, new: &str, all: bool) -> Option<String> {
    let mut found = text.matches(old);
    let (first, second) = (found.next(), found.next());
    first?;
    match (all, second) {
        (true, _) => Some(text.replace(old, new)),
        (false, None) => Some(text.replacen(old, new, 1)),
        (false, Some(_)) => None,
    }
}

/// What a text is called in the file when typographic and plain quotes are one.
fn quoted_as_in(text: &str, old: &str) -> Option<String> {
    let plain: Vec<char> = text.replace("\r\n", "\n").chars().collect();
    let wanted: Vec<char> = old.chars().map(plain_quote).collect();
    let same = |window: &[char]| window.iter().copied().map(plain_quote).eq(wanted.iter().copied());
    let at = plain.windows(wanted.len()).position(same)?;
    Some(plain[at..at + wanted.len()].iter().collect())
}

fn plain_quote(sign: char) -> char {
    match sign {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &str, text: &str, expected: Option<&str>) {
        let arguments: Argument<'_> = Argument::read(arguments).unwrap();
        assert_eq!(replace(&arguments, text).as_deref(), expected, "{text}");
    }

    #[test]
    fn the_one_occurrence_is_replaced_or_all() {
        let edit = r#"{"old_string":"가","new_string":"나가"}"#;
        check(edit, "x가y", Some("x나가y"));
        check(edit, "x", None);
        check(edit, "가가", None);
        let all = r#"{"old_string":"가","new_string":"","replace_all":true}"#;
        check(all, "가x가", Some("x"));
        check(all, "x", None);
        check(r#"{"old_string":"a"}"#, "a", None);
    }

    #[test]
    fn replacements_are_texts_and_no_patterns() {
        check(r#"{"old_string":".*","new_string":"$&\\1"}"#, "a.*b", Some("a$&\\1b"));
    }

    #[test]
    fn an_empty_old_string_makes_a_file() {
        let edit = r#"{"old_string":"","new_string":"new"}"#;
        check(edit, "", Some("new"));
        check(edit, " \n", Some("new"));
        check(edit, "text", None);
    }

    #[test]
    fn line_ends_and_quotes_are_matched_as_the_tool_does() {
        check(r#"{"old_string":"a\nb","new_string":"c"}"#, "a\r\nb\r\n", Some("c\n"));
        check(r#"{"old_string":"say \"x\"","new_string":"y"}"#, "say “x”.", Some("y."));
        check(r#"{"old_string":"it's","new_string":"y"}"#, "it’s it’s", None);
    }

    #[test]
    fn each_replacement_works_on_what_the_one_before_left() {
        let edits = Argument::read(
            r#"{"edits":[{"old_string":"a","new_string":"b"},{"old_string":"bb","new_string":"c"}]}"#,
        )
        .unwrap();
        assert_eq!(replace_each(&edits, "ab").as_deref(), Some("c"));
        assert_eq!(replace_each(&edits, "ax"), None);
    }
}
