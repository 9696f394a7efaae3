//! Tokens that programming languages have in common: names, strings, numbers, signs.

use crate::{Part, Word};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Name(&'a str),
    Text(Word),
    Number(&'a str),
    Sign(u8),
    /// The end of a line, or a `;`.
    End,
}

/// Reads program text. A quote that is not closed on its line is a sign: an apostrophe in a remark.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let from = at;
        match byte {
            b'\n' | b';' => {
                tokens.push(Token::End);
                at += 1;
            }
            b'\'' | b'"' | b'`' => {
                if let Some((inner, end)) = string(text, at) {
                    let fills = byte == b'`' || is_format(tokens.last());
                    if matches!(tokens.last(), Some(Token::Name(name)) if is_prefix(name)) {
                        tokens.pop();
                    }
                    tokens.push(Token::Text(filled(inner, fills)));
                    at = end;
                } else {
                    tokens.push(Token::Sign(byte));
                    at += 1;
                }
            }
            b'0'..=b'9' => {
                at += bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                tokens.push(Token::Number(&text[from..at]));
            }
            _ if is_name(byte) => {
                at += bytes[at..].iter().take_while(|b| is_name(**b)).count();
                tokens.push(Token::Name(&text[from..at]));
            }
            _ => {
                if !byte.is_ascii_whitespace() {
                    tokens.push(Token::Sign(byte));
                }
                at += 1;
            }
        }
    }
    tokens
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Letters that may stand before a string in Python.
fn is_prefix(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "f" | "r" | "b" | "u" | "rb" | "br" | "rf" | "fr")
}

fn is_format(token: Option<&Token<'_>>) -> bool {
    matches!(token, Some(Token::Name(name)) if is_prefix(name) && name.contains(['f', 'F']))
}

/// The inside of the string at `at`, and where it ends.
fn string(text: &str, at: usize) -> Option<(&str, usize)> {
    let quote = &text[at..=at];
    let triple = quote.repeat(3);
    if quote != "`" && text[at..].starts_with(&triple) {
        let from = at + 3;
        let length = text[from..].find(&triple)?;
        return Some((&text[from..from + length], from + length + 3));
    }
    let bytes = text.as_bytes();
    let mut end = at + 1;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 1,
            b'\n' if quote != "`" => return None,
            _ if byte == bytes[at] => return Some((&text[at + 1..end], end + 1)),
            _ => {}
        }
        end += 1;
    }
    None
}

/// A string's text; what it fills in is open: `{x}` where `format`, `${x}`, `#{x}`, `%s`.
fn filled(inner: &str, format: bool) -> Word {
    let mut word = Word::default();
    let mut rest = inner;
    while let Some(at) = rest.find(['{', '%', '$', '#']) {
        word.push(Part::Text(rest[..at].into()));
        let found = &rest[at..];
        let hole = if found.starts_with("${") || found.starts_with("#{") {
            found.find('}').map(|end| end + 1)
        } else if found.starts_with("{}") || found.starts_with('{') && format {
            found.find('}').map(|end| end + 1)
        } else if found.starts_with("%s") || found.starts_with("%d") {
            Some(2)
        } else {
            None
        };
        if let Some(length) = hole {
            word.push(Part::Unknown);
            rest = &found[length..];
        } else {
            word.push(Part::Text(found[..1].into()));
            rest = &found[1..];
        }
    }
    word.push(Part::Text(rest.into()));
    word
}
