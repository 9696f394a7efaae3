//! The fast way to read a line: no tree, no copy, for lines that are exactly as a program wrote them.
//!
//! A written line holds every value in canonical form already, so the bytes that the hash is taken
//! over are spans of the line itself, in another order. Whatever looks unusual makes the scan give
//! up; the long way in `line` then gives the answer.

use crate::{Form, Link};
use contract::{
    json::{Cursor, Kind},
    sha256,
};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Entries are shallow; what is nested deeper goes the long way.
const MAX_DEPTH: usize = 16;

/// Reads a line that is exactly as [`Form::line`] writes it; `None` when it may not be.
pub(crate) fn scan<'a>(form: &Form, line: &'a [u8]) -> Option<Link<'a>> {
    let line = std::str::from_utf8(line).ok()?;
    let members = members(form, line)?;
    let value = |name| members.iter().find(|member| member.name == name).map(|member| member.value);
    let text = |name| match value(name) {
        None | Some("null") => Some(None),
        Some(raw) => plain_string(raw).map(Some),
    };
    let seq = value(form.seq)?.parse().ok()?;
    let (prev, hash, sig) = (text(form.prev)?, text(form.hash)??, text(form.sig)?);
    Some(Link {
        seq,
        prev: prev.map(Cow::Borrowed),
        hash: Cow::Borrowed(hash),
        digest: digest(form, members),
        sig: sig.map(Cow::Borrowed),
        as_written: true,
    })
}

/// A member of the entry, as spans of the line.
struct Member<'a> {
    name: &'a str,
    value: &'a str,
    /// Name and value as they stand.
    whole: &'a str,
}

fn members<'a>(form: &Form, line: &'a str) -> Option<Vec<Member<'a>>> {
    let mut cursor = Cursor::new(line.as_bytes());
    let mut members: Vec<Member<'a>> = Vec::with_capacity(form.order.len());
    let mut ranked = 0;
    if !cursor.eat(b'{') {
        return None;
    }
    loop {
        let start = cursor.offset();
        let name = plain_name(&mut cursor, line)?;
        let at = cursor.offset();
        canonical_value(&mut cursor, line, 0)?;
        let value = &line[at..cursor.offset()];
        // Members come in the form's order: each is looked for behind the one before it.
        match form.order[ranked..].iter().position(|known| *known == name) {
            Some(skipped) => ranked += skipped + 1,
            None if form.order.contains(&name) => return None,
            None if members.last().is_some_and(|last| form.compare(last.name, name).is_ge()) => {
                return None;
            }
            None => ranked = form.order.len(),
        }
        members.push(Member { name, value, whole: &line[start..cursor.offset()] });
        if !cursor.eat(b',') {
            break;
        }
    }
    (cursor.eat(b'}') && cursor.offset() == line.len()).then_some(members)
}

fn digest(form: &Form, mut members: Vec<Member<'_>>) -> String {
    members.retain(|member| form.is_covered(member.name));
    members.sort_by_key(|member| member.name);
    let mut hasher = Sha256::new();
    hasher.update(b"{");
    for (index, member) in members.iter().enumerate() {
        if index > 0 {
            hasher.update(b",");
        }
        hasher.update(member.whole);
    }
    hasher.update(b"}");
    sha256::digits(hasher.finalize())
}

/// Moves over a value; `None` unless it is written canonically.
fn canonical_value(cursor: &mut Cursor<'_>, line: &str, depth: usize) -> Option<()> {
    let start = cursor.offset();
    let kind = cursor.kind().ok().filter(|_| depth < MAX_DEPTH && cursor.offset() == start)?;
    match kind {
        Kind::String => plain_string_at(cursor, line).map(|_| ()),
        Kind::Bool | Kind::Null => cursor.literal().ok().map(|_| ()),
        Kind::Number => {
            let text = cursor.number().ok()?;
            let digits = text.strip_prefix(b"-").unwrap_or(text);
            (text != b"-0" && digits.len() < 16 && digits.iter().all(u8::is_ascii_digit))
                .then_some(())
        }
        Kind::Array => {
            cursor.eat(b'[');
            if cursor.eat(b']') {
                return Some(());
            }
            loop {
                canonical_value(cursor, line, depth + 1)?;
                if !cursor.eat(b',') {
                    return cursor.eat(b']').then_some(());
                }
            }
        }
        Kind::Object => {
            cursor.eat(b'{');
            if cursor.eat(b'}') {
                return Some(());
            }
            let mut last = None;
            loop {
                let name = plain_name(cursor, line)?;
                if last.is_some_and(|last| last >= name) {
                    return None;
                }
                last = Some(name);
                canonical_value(cursor, line, depth + 1)?;
                if !cursor.eat(b',') {
                    return cursor.eat(b'}').then_some(());
                }
            }
        }
    }
}

/// Reads a member's name and its colon. Only names whose order is the same by bytes as by UTF-16
/// units: those without a character beyond the basic plane.
fn plain_name<'a>(cursor: &mut Cursor<'_>, line: &'a str) -> Option<&'a str> {
    let name = plain_string_at(cursor, line)?;
    (cursor.eat(b':') && name.bytes().all(|byte| byte < 0xf0)).then_some(name)
}

/// Reads a string that needs no decoding.
fn plain_string_at<'a>(cursor: &mut Cursor<'_>, line: &'a str) -> Option<&'a str> {
    let start = cursor.offset() + 1;
    let length = cursor.plain_string()?.len();
    Some(&line[start..start + length])
}

/// What stands between the quotes, when no escape is among it.
fn plain_string(raw: &str) -> Option<&str> {
    let text = raw.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::FORM;
    use contract::json::{Json, Object, parse};
    use proptest::prelude::*;

    #[test]
    fn gives_up_on_whatever_is_not_as_written() {
        let written = r#"{"seq":1,"claim":{"a":1,"가":[true,null]},"prev":null,"hash":"h"}"#;
        assert!(scan(&FORM, written.as_bytes()).is_some());
        for (from, to) in [
            (":1,", ": 1,"),
            (":1,", ":1.0,"),
            (":1,", ":01,"),
            ("\"가\"", "\"\\uac00\""),
            ("{\"a\":1", "{\"a\":1,\"a\":1"),
            ("\"hash\":\"h\"", "\"hash\":\"h\",\"hash\":\"h\""),
            ("\"hash\":\"h\"}", "\"hash\":\"h\"} "),
            ("[true,null]", "[true,null,]"),
            ("\"prev\":null,\"hash\":\"h\"", "\"hash\":\"h\",\"prev\":null"),
        ] {
            let line = written.replacen(from, to, 1);
            assert_ne!(line, written);
            assert_eq!(scan(&FORM, line.as_bytes()), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn the_fast_way_finds_what_the_long_way_finds(claim in claim(), tool in ".{0,5}") {
            let mut entry = Object::new();
            entry.insert("claim".into(), claim);
            entry.insert("tool".into(), tool.into());
            let line = FORM.next(None, entry, None).unwrap().line;
            let long = FORM.read_any_line(line.as_bytes()).unwrap();
            prop_assert!(long.as_written && long.is_sound());
            if let Some(fast) = scan(&FORM, line.as_bytes()) {
                prop_assert_eq!(fast, long);
            }
        }
    }

    fn claim() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<u32>().prop_map(Json::from),
            "[a-z가-힣\\\\\"/]{0,6}".prop_map(Json::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                prop::collection::vec((".{0,3}", inner), 0..4)
                    .prop_map(|members| members.into_iter().collect::<Object>().into()),
            ]
        })
    }

    #[test]
    fn integers_that_may_exceed_2_to_53_go_the_long_way() {
        let line = r#"{"seq":1,"claim":9007199254740993,"prev":null,"hash":"h"}"#;
        assert_eq!(scan(&FORM, line.as_bytes()), None);
        assert!(parse(line).is_ok());
    }
}
