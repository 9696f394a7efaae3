//! Takes a statement apart just far enough to know what is code, what is quoted and what is a
//! comment, so that placeholders are filled in the right manner and nothing hides in a comment.
//!
//! Comments are left out here, once and for all: what the parser judges and what the server runs
//! is the same text without any. Where the dialects' own settings could make the end of a literal
//! a matter of opinion (a backslash before a quote in MySQL), the text is refused.

use crate::Dialect;

/// A stretch of a statement.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Code outside of quotes.
    Code(&'a str),
    /// A comment; it stands for a blank.
    Comment,
    /// A string literal without its quotes; `escapes` is true where a backslash is an escape.
    Literal {
        /// The quote on both sides.
        quote: char,
        /// What stands between the quotes, as written.
        body: &'a str,
        /// Whether a backslash in the body begins an escape (`E'…'`, MySQL).
        escapes: bool,
    },
    /// A quoted name or a dollar-quoted text, with its quotes: never filled.
    Sealed(&'a str),
}

/// Cuts `text` into pieces; the error says what is unfinished or ambiguous.
pub(super) fn pieces(text: &str, dialect: Dialect) -> Result<Vec<Piece<'_>>, &'static str> {
    let mut lexer = Lexer { text, dialect, code_from: 0, at: 0, pieces: Vec::new() };
    while let Some(next) = lexer.rest().chars().next() {
        match lexer.quoted_or_comment(next)? {
            Some((piece, length)) => lexer.take(piece, length),
            None => lexer.at += next.len_utf8(),
        }
    }
    lexer.flush();
    Ok(lexer.pieces)
}

struct Lexer<'a> {
    text: &'a str,
    dialect: Dialect,
    code_from: usize,
    at: usize,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn flush(&mut self) {
        if self.code_from < self.at {
            self.pieces.push(Piece::Code(&self.text[self.code_from..self.at]));
        }
    }

    fn take(&mut self, piece: Piece<'a>, length: usize) {
        self.flush();
        self.pieces.push(piece);
        self.at += length;
        self.code_from = self.at;
    }

    /// The quoted piece or comment that begins here, with its length in bytes.
    fn quoted_or_comment(&self, next: char) -> Result<Option<(Piece<'a>, usize)>, &'static str> {
        use Dialect::{Mysql, Portable, Postgres, Sqlite};
        let rest = self.rest();
        match (next, self.dialect) {
            ('\'', _) => self.literal('\'').map(Some),
            ('"', Mysql) => self.literal('"').map(Some),
            ('"', _) if self.word_before().eq_ignore_ascii_case("u&") => {
                Err("a name is written with Unicode escapes, which hide what is meant")
            }
            ('"', _) | ('`', Mysql | Sqlite) => self.sealed(next, next).map(Some),
            ('[', Sqlite) => self.sealed('[', ']').map(Some),
            ('$', Postgres) => self.dollar_quoted(),
            ('#', Mysql) => Ok(Some(self.line_comment())),
            ('-', Mysql) if rest.starts_with("--") => {
                let blank = rest[2..].chars().next().is_none_or(|c| c.is_whitespace() || c < ' ');
                Ok(blank.then(|| self.line_comment()))
            }
            ('-', _) if rest.starts_with("--") => Ok(Some(self.line_comment())),
            ('/', Mysql | Portable) if rest.starts_with("/*!") || rest.starts_with("/*M!") => {
                Err("a comment that MySQL would run (/*! … */) is not accepted")
            }
            ('/', _) if rest.starts_with("/*") => self.block_comment().map(Some),
            _ => Ok(None),
        }
    }

    /// A string literal: a doubled quote stands for one.
    fn literal(&self, quote: char) -> Result<(Piece<'a>, usize), &'static str> {
        let escapes = match self.dialect {
            Dialect::Postgres if self.goes_on_with_escapes() => {
                return Err("a text E'…' that goes on in further quotes is not accepted");
            }
            Dialect::Postgres => self.word_before().eq_ignore_ascii_case("e"),
            Dialect::Mysql => true,
            Dialect::Sqlite | Dialect::Portable => false,
        };
        let rest = self.rest();
        let mut backslashes = 0;
        let mut doubled = false;
        for (at, c) in rest.char_indices().skip(1) {
            if c == quote && !doubled {
                if backslashes % 2 == 1 {
                    match self.dialect {
                        Dialect::Postgres if escapes => {
                            backslashes = 0;
                            continue;
                        }
                        Dialect::Mysql | Dialect::Portable => {
                            return Err("a backslash before a quote means different things to \
                                        different servers; write the quote twice");
                        }
                        _ => {}
                    }
                }
                if rest[at + 1..].starts_with(quote) {
                    doubled = true;
                    continue;
                }
                let piece = Piece::Literal { quote, body: &rest[1..at], escapes };
                return Ok((piece, at + 1));
            }
            doubled = false;
            backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        }
        Err("a text in quotes has no end")
    }

    /// `E'…'` and then quotes on another line are one text in PostgreSQL, escapes and all.
    fn goes_on_with_escapes(&self) -> bool {
        let follows_escapes = self
            .pieces
            .iter()
            .rfind(|piece| match piece {
                Piece::Comment => false,
                Piece::Code(code) => !code.trim().is_empty(),
                Piece::Literal { .. } | Piece::Sealed(_) => true,
            })
            .is_some_and(|piece| matches!(piece, Piece::Literal { escapes: true, .. }));
        follows_escapes && self.text[self.code_from..self.at].trim().is_empty()
    }

    /// Letters (and `&`) that stand directly before the cursor: `E'…'`, `U&'…'`.
    fn word_before(&self) -> &'a str {
        let before = &self.text[self.code_from..self.at];
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '&' || c == '$';
        before.rfind(|c| !is_word(c)).map_or(before, |at| {
            let width = before[at..].chars().next().map_or(1, char::len_utf8);
            &before[at + width..]
        })
    }

    fn sealed(&self, open: char, close: char) -> Result<(Piece<'a>, usize), &'static str> {
        let rest = self.rest();
        let mut from = open.len_utf8();
        loop {
            let at = from + rest[from..].find(close).ok_or("a quoted name has no end")?;
            let behind = at + close.len_utf8();
            // A doubled quote stands for one; brackets cannot be doubled.
            if open == close && rest[behind..].starts_with(close) {
                from = behind + close.len_utf8();
                continue;
            }
            return Ok((Piece::Sealed(&rest[..behind]), behind));
        }
    }

    /// `$$…$$` or `$tag$…$tag$`; `$1` and a dollar inside a name are none.
    fn dollar_quoted(&self) -> Result<Option<(Piece<'a>, usize)>, &'static str> {
        let rest = self.rest();
        let Some(end) = rest[1..].find('$').map(|at| at + 2) else { return Ok(None) };
        let tag = &rest[1..end - 1];
        let is_tag = !tag.starts_with(|c: char| c.is_ascii_digit())
            && tag.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !is_tag || !self.word_before().is_empty() {
            return Ok(None);
        }
        let delimiter = &rest[..end];
        let body = rest[end..].find(delimiter).ok_or("a dollar-quoted text has no end")?;
        let length = end + body + delimiter.len();
        Ok(Some((Piece::Sealed(&rest[..length]), length)))
    }

    fn line_comment(&self) -> (Piece<'a>, usize) {
        let rest = self.rest();
        (Piece::Comment, rest.find(['\n', '\r']).unwrap_or(rest.len()))
    }

    /// PostgreSQL nests block comments, the others do not.
    fn block_comment(&self) -> Result<(Piece<'a>, usize), &'static str> {
        let rest = self.rest();
        let mut depth = 1;
        let mut at = 2;
        while depth > 0 {
            let next = rest[at..].find(['*', '/']).ok_or("a comment has no end")?;
            at += next;
            if rest[at..].starts_with("*/") {
                depth -= 1;
                at += 2;
            } else if rest[at..].starts_with("/*") {
                match self.dialect {
                    Dialect::Postgres => depth += 1,
                    Dialect::Portable => return Err("a comment stands inside a comment"),
                    Dialect::Mysql | Dialect::Sqlite => {}
                }
                // Elsewhere `/*/` may hold the end of the comment: step over the slash only.
                at += if self.dialect == Dialect::Postgres { 2 } else { 1 };
            } else {
                at += 1;
            }
        }
        Ok((Piece::Comment, at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dialect: Dialect, text: &str, expected: &[Piece<'_>]) {
        assert_eq!(pieces(text, dialect).as_deref(), Ok(expected), "{text}");
    }

    fn refused(dialect: Dialect, text: &str) {
        assert!(pieces(text, dialect).is_err(), "{text}");
    }

    fn plain(body: &str) -> Piece<'_> {
        Piece::Literal { quote: '\'', body, escapes: false }
    }

    #[test]
    fn literals_end_where_the_server_ends_them() {
        use Piece::Code;
        check(Dialect::Sqlite, "a = 'it''s' b", &[Code("a = "), plain("it''s"), Code(" b")]);
        check(Dialect::Postgres, r"'\' x", &[plain(r"\"), Code(" x")]);
        let escaped = Piece::Literal { quote: '\'', body: r"it\'s", escapes: true };
        check(Dialect::Postgres, r"E'it\'s'", &[Code("E"), escaped]);
        check(Dialect::Postgres, r"some'\'", &[Code("some"), plain(r"\")]);
        let doubled = Piece::Literal { quote: '\'', body: r"\\", escapes: true };
        check(Dialect::Mysql, r"'\\'", &[doubled]);
        let double = Piece::Literal { quote: '"', body: "a'b", escapes: true };
        check(Dialect::Mysql, r#""a'b""#, &[double]);
        check(Dialect::Sqlite, "''", &[plain("")]);
    }

    #[test]
    fn names_and_dollar_quotes_are_sealed() {
        use Piece::{Code, Sealed};
        check(Dialect::Postgres, r#""a""b" x"#, &[Sealed(r#""a""b""#), Code(" x")]);
        check(Dialect::Sqlite, "[a'b] `c`", &[Sealed("[a'b]"), Code(" "), Sealed("`c`")]);
        check(Dialect::Postgres, "$t$ ' $$ $t$", &[Sealed("$t$ ' $$ $t$")]);
        check(Dialect::Postgres, "a$b$c", &[Code("a$b$c")]);
        check(Dialect::Postgres, "$1 + $2", &[Code("$1 + $2")]);
    }

    #[test]
    fn comments_are_seen_as_the_dialect_sees_them() {
        use Piece::{Code, Comment};
        check(Dialect::Sqlite, "1 -- x'\n+2", &[Code("1 "), Comment, Code("\n+2")]);
        check(Dialect::Mysql, "1 --1", &[Code("1 --1")]);
        check(Dialect::Mysql, "1 -- 1", &[Code("1 "), Comment]);
        check(Dialect::Mysql, "1 # 1", &[Code("1 "), Comment]);
        check(Dialect::Postgres, "a #> b", &[Code("a #> b")]);
        check(Dialect::Postgres, "/* /* */ */x", &[Comment, Code("x")]);
        check(Dialect::Mysql, "/* /* */x", &[Comment, Code("x")]);
        check(Dialect::Sqlite, "/* /*/x", &[Comment, Code("x")]);
    }

    #[test]
    fn what_is_unfinished_or_ambiguous_is_refused() {
        refused(Dialect::Sqlite, "'abc");
        refused(Dialect::Postgres, "\"abc");
        refused(Dialect::Postgres, "$$abc");
        refused(Dialect::Postgres, "/* /* */");
        refused(Dialect::Postgres, r#"U&"pg\005fsleep"(1)"#);
        refused(Dialect::Postgres, "E'a'\n'\\' '");
        refused(Dialect::Postgres, "E'a' -- x\n'b'");
        refused(Dialect::Mysql, r"'\' OR 1=1 -- '");
        refused(Dialect::Mysql, "1 /*! INTO OUTFILE '/x' */");
        refused(Dialect::Mysql, "1 /*M! INTO OUTFILE '/x' */");
    }
}
