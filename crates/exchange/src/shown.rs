//! A body as it is written down: JSON as it came, else text, else Base64, secrets masked.

use crate::{
    body::masked_form,
    fields::{Rules, Span, apply, walk},
    path::Path,
    secrets::Secrets,
};
use base64::{prelude::BASE64_STANDARD, write::EncoderWriter};
use contract::json::write_pretty;
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// A body ready to be written, still standing on the bytes that came.
#[derive(Debug)]
pub(crate) enum Shown<'a> {
    /// No byte at all.
    Empty,
    /// JSON and the places in it that are masked.
    Json { text: &'a [u8], spans: Vec<Span> },
    /// Text, masked.
    Text(Cow<'a, str>),
    /// Bytes, masked.
    Binary(Cow<'a, [u8]>),
}

/// JSON up to this size is laid out for people; what is longer is kept as it came.
const PRETTY_UP_TO: usize = 64 * 1024;
const BOM: &[u8] = b"\xef\xbb\xbf";

impl<'a> Shown<'a> {
    /// Sorts bytes; `is_form` when a header says that they are a form.
    pub(crate) fn of(bytes: &'a [u8], secrets: &Secrets, paths: &[Path], is_form: bool) -> Self {
        if bytes.is_empty() {
            return Self::Empty;
        }
        let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
            return Self::Binary(secrets.mask_bytes(bytes));
        };
        if is_form {
            return Self::Text(masked_form(text, secrets).into());
        }
        let json = bytes.strip_prefix(BOM).unwrap_or(bytes);
        let tracks: Vec<_> = paths.iter().flat_map(|path| path.tracks(json)).collect();
        let pass = walk(json, Rules { secrets, by_name: true, tracks: &tracks });
        match pass.error {
            None => Self::Json { text: json, spans: pass.spans },
            Some(_) => Self::Text(mask_text(text, secrets, paths)),
        }
    }

    /// `base64` for bytes that are no text.
    pub(crate) fn encoding(&self) -> Option<String> {
        matches!(self, Self::Binary(_)).then(|| "base64".into())
    }

    /// The bytes with masks in place of secrets.
    pub(crate) fn masked(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Empty => b"".as_slice().into(),
            Self::Json { text, spans } => apply(text, spans),
            Self::Text(text) => text.as_bytes().into(),
            Self::Binary(bytes) => bytes.as_ref().into(),
        }
    }

    /// Writes it as one JSON value that stands `depth` levels deep.
    pub(crate) fn write(&self, depth: usize, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Empty => out.write_all(b"null"),
            Self::Json { text, spans } if text.len() <= PRETTY_UP_TO => {
                let mut laid_out = Vec::with_capacity(text.len() * 2);
                match write_pretty(&apply(text, spans), depth, &mut laid_out) {
                    Ok(()) => out.write_all(&laid_out),
                    // The text was checked, and memory takes every byte.
                    Err(_) => write_pieces(text, spans, out),
                }
            }
            Self::Json { text, spans } => write_pieces(text, spans, out),
            Self::Text(text) => write_string(text, out),
            Self::Binary(bytes) => {
                out.write_all(b"\"")?;
                let mut encoder = EncoderWriter::new(&mut *out, &BASE64_STANDARD);
                encoder.write_all(bytes)?;
                encoder.finish()?;
                drop(encoder);
                out.write_all(b"\"")
            }
        }
    }
}

fn write_pieces(text: &[u8], spans: &[Span], out: &mut dyn Write) -> io::Result<()> {
    let mut end = 0;
    for span in spans {
        out.write_all(&text[end..span.range.start])?;
        out.write_all(span.json.as_bytes())?;
        end = span.range.end;
    }
    out.write_all(&text[end..])
}

/// Writes a long string piece by piece, so that memory does not grow with it.
fn write_string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    const PIECE: usize = 64 * 1024;
    let mut rest = text;
    let mut piece = String::new();
    out.write_all(b"\"")?;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
        piece.clear();
        contract::json::write_string(now, &mut piece);
        out.write_all(&piece.as_bytes()[1..piece.len() - 1])?;
        rest = later;
    }
    out.write_all(b"\"")
}

/// Text that is not one JSON value: masked as JSON as far as it is some (cut off, or line by line),
/// and behind that as text.
pub(crate) fn mask_text<'t>(text: &'t str, secrets: &Secrets, paths: &[Path]) -> Cow<'t, str> {
    let mut masked = String::new();
    let mut rest = text;
    while rest.trim_start().starts_with(['{', '[']) {
        let tracks: Vec<_> = paths.iter().flat_map(|path| path.tracks(rest.as_bytes())).collect();
        let pass = walk(rest.as_bytes(), Rules { secrets, by_name: true, tracks: &tracks });
        let end = pass.error.map_or(rest.len(), |error| error.offset).min(rest.len());
        let end = pass.spans.last().map_or(end, |span| end.max(span.range.end));
        let end = rest.floor_char_boundary(end);
        masked.push_str(&String::from_utf8_lossy(&apply(&rest.as_bytes()[..end], &pass.spans)));
        rest = &rest[end..];
        if end == 0 {
            break;
        }
    }
    if masked.is_empty() {
        return secrets.mask(text);
    }
    masked.push_str(&secrets.mask(rest));
    if masked == text { text.into() } else { masked.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        let mut secrets = Secrets::new();
        secrets.add("s3cret");
        let mut out = Vec::new();
        Shown::of(bytes, &secrets, &[], false).write(0, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn json_then_text_then_base64() {
        check(b"", "null");
        check(b"{\"a\":1e400,\"token\":\"x\"}", "{\n  \"a\": 1e400,\n  \"token\": \"***\"\n}");
        check("\u{feff}[0.10]".as_bytes(), "[\n  0.10\n]");
        check(b"12345678901234567890", "12345678901234567890");
        check("안녕 \"s3cret\"\n".as_bytes(), "\"안녕 \\\"***\\\"\\n\"");
        check(b"\xff\x00s3cret", "\"/wAqKio=\"");
        check(b"[1,", "\"[1,\"");
    }

    #[test]
    fn text_with_json_in_it_is_masked_by_name() {
        check(
            b"{\"token\":\"a\"}\n{\"token\":\"b\"}\nend s3cret",
            "\"{\\\"token\\\":\\\"***\\\"}\\n{\\\"token\\\":\\\"***\\\"}\\nend ***\"",
        );
        check(b"{\"a\":1,\"password\":\"abc", "\"{\\\"a\\\":1,\\\"password\\\":\\\"***\\\"\"");
    }

    #[test]
    fn long_json_is_kept_as_it_came_and_long_text_is_whole() {
        let json = format!("[{}1 ]", "1,\t".repeat(PRETTY_UP_TO));
        check(json.as_bytes(), &json);
        let text = "가".repeat(PRETTY_UP_TO);
        check(text.as_bytes(), &format!("\"{text}\""));
    }

    #[test]
    fn forms_are_masked_by_name() {
        let secrets = Secrets::new();
        let Shown::Text(text) = Shown::of(b"access_token=abc&scope=x", &secrets, &[], true) else {
            panic!("a form is text")
        };
        assert_eq!(text, "access_token=***&scope=x");
    }
}
