//! What a `$` or a backtick begins: variables, substitutions, arithmetic, `$'…'`.

use crate::{
    parser::{Parser, Until},
    raw::{Cut, Item, Piece, Raw, Scope},
};

/// How often arithmetic may turn out to be commands, and be read a second time.
const REREADS: usize = 4;

impl Parser<'_> {
    pub(crate) fn dollar(&mut self, word: &mut Raw, quoted: bool) {
        self.at += 1;
        match self.peek() {
            Some(b'(') if self.looks_at("((") => self.arithmetic(word, quoted),
            Some(b'(') => {
                self.at += 1;
                self.substitution(word, quoted);
            }
            Some(b'{') => self.parameter(word, quoted),
            Some(b'\'') if !quoted => self.c_quoted(word),
            Some(b'"') if !quoted => self.double_quoted(word),
            Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => {
                let name = self.text[self.at..=self.at].to_owned();
                self.at += 1;
                word.pieces.push(Piece::Variable { name, quoted, default: None, part: Cut::Whole });
            }
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => {
                let name = self.name().to_owned();
                word.pieces.push(Piece::Variable { name, quoted, default: None, part: Cut::Whole });
            }
            _ => word.push_text("$"),
        }
    }

    pub(crate) fn name(&mut self) -> &str {
        let from = self.at;
        self.run(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        &self.text[from..self.at]
    }

    /// The commands of `$(…)`; the parenthesis is behind us.
    fn substitution(&mut self, word: &mut Raw, quoted: bool) {
        let from = self.out.steps.len();
        self.nested_list(Until::Parenthesis);
        word.pieces.push(Piece::Output { from, to: self.out.steps.len(), quoted });
    }

    /// `<(…)` or `>(…)`; `false` when an ordinary redirection stands here.
    pub(crate) fn process_substitution(&mut self, word: &mut Raw) -> bool {
        let here = self.looks_at("<(") || self.looks_at(">(");
        if here {
            self.at += 2;
            self.nested_list(Until::Parenthesis);
            word.pieces.push(Piece::Unknown);
        }
        here
    }

    /// Commands up to what closes them, in a scope of their own.
    fn nested_list(&mut self, until: Until) {
        self.deeper(|parser| {
            parser.out.steps.push(Item::Enter(Scope::Subshell));
            parser.list(until);
            parser.out.steps.push(Item::Leave);
        });
    }

    pub(crate) fn backticks(&mut self, word: &mut Raw, quoted: bool) {
        self.at += 1;
        let mut inner = String::new();
        while let Some(byte) = self.peek() {
            match byte {
                b'`' => break,
                b'\\' => {
                    self.at += 1;
                    let kept = !self.peek().is_some_and(|next| b"`\\$".contains(&next));
                    inner.push_str(if kept { "\\" } else { "" });
                    if let Some(c) = self.text[self.at..].chars().next() {
                        inner.push(c);
                        self.at += c.len_utf8();
                    }
                }
                _ => {
                    let from = self.at;
                    self.run(|byte| !b"`\\".contains(&byte));
                    inner.push_str(&self.text[from..self.at]);
                }
            }
        }
        self.eat("`");
        let from = self.out.steps.len();
        self.deeper(|parser| {
            parser.out.steps.push(Item::Enter(Scope::Subshell));
            let mut nested = Parser::new(&inner, parser.depth, parser.out);
            nested.list(Until::End);
            parser.out.steps.push(Item::Leave);
        });
        word.pieces.push(Piece::Output { from, to: self.out.steps.len(), quoted });
    }

    /// `$((…))`, or `$( (…) …)` written without the blank.
    fn arithmetic(&mut self, word: &mut Raw, quoted: bool) {
        if self.is_arithmetic() {
            word.pieces.push(Piece::Unknown);
        } else {
            self.substitution(word, quoted);
        }
    }

    /// Goes past `((…))`. What looks like it and does not end so are commands in two parentheses:
    /// then only the first of these is behind us.
    pub(crate) fn is_arithmetic(&mut self) -> bool {
        let (start, steps) = (self.at, self.out.steps.len());
        let mut is_one = false;
        if self.out.rereads < REREADS {
            self.at += 2;
            self.deeper(|parser| is_one = parser.skip_arithmetic());
        }
        if !is_one && !self.out.cut {
            self.out.rereads += 1;
            self.out.steps.truncate(steps);
            self.at = start + 1;
        }
        is_one || self.out.cut
    }

    /// Goes past the rest of `((…))`; `false` when it does not end with both parentheses.
    fn skip_arithmetic(&mut self) -> bool {
        let mut open = 2_usize;
        let mut inner = Raw::default();
        while let Some(byte) = self.peek() {
            match byte {
                b'$' => self.dollar(&mut inner, true),
                b'`' => self.backticks(&mut inner, true),
                b'(' => {
                    open += 1;
                    self.at += 1;
                }
                b')' if open == 2 => {
                    self.at += 1;
                    return self.eat(")");
                }
                b')' => {
                    open -= 1;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        false
    }

    /// `${…}`
    fn parameter(&mut self, word: &mut Raw, quoted: bool) {
        self.at += 1;
        // `${ commands; }`, of newer shells.
        if self.peek().is_some_and(|byte| b" \t\n|".contains(&byte)) {
            self.at += 1;
            let from = self.out.steps.len();
            self.nested_list(Until::Brace);
            word.pieces.push(Piece::Output { from, to: self.out.steps.len(), quoted });
            return;
        }
        let start = self.at;
        let is_special = self.peek().is_some_and(|byte| b"@*".contains(&byte));
        let name = if is_special {
            self.at += 1;
            self.text[start..self.at].to_owned()
        } else {
            self.name().to_owned()
        };
        if self.eat("[") {
            self.run(|byte| !b"]}\n".contains(&byte));
            self.eat("]");
        }
        let takes_default =
            !name.is_empty() && [":-", ":=", "-", "="].iter().any(|operator| self.eat(operator));
        let mut rest = Raw::default();
        let is_plain = !name.is_empty() && self.peek() == Some(b'}');
        self.deeper(|parser| parser.operand(&mut rest));
        self.eat("}");
        word.pieces.push(match (takes_default, is_plain) {
            (true, _) => {
                Piece::Variable { name, quoted, default: Some(rest.pieces), part: Cut::Whole }
            }
            (false, true) => Piece::Variable { name, quoted, default: None, part: Cut::Whole },
            (false, false) if name.is_empty() => Piece::Unknown,
            (false, false) => {
                let part = match rest.written().as_str() {
                    "##*/" => Cut::FileName,
                    "%/*" => Cut::Folder,
                    _ => Cut::End,
                };
                Piece::Variable { name, quoted, default: None, part }
            }
        });
    }

    /// The operand of `${name-…}`, up to its `}`.
    fn operand(&mut self, word: &mut Raw) {
        while let Some(byte) = self.peek() {
            match byte {
                b'}' => return,
                b'"' => self.double_quoted(word),
                b'\\' => self.escaped(word),
                b'$' => self.dollar(word, true),
                b'`' => self.backticks(word, true),
                _ => {
                    let from = self.at;
                    self.run(|byte| !b"}\"\\$`".contains(&byte));
                    word.push_text(&self.text[from..self.at]);
                }
            }
        }
    }

    /// `$'…'`: the escapes of C.
    fn c_quoted(&mut self, word: &mut Raw) {
        self.at += 1;
        word.quoted = true;
        let mut bytes = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\'' => break,
                b'\\' => self.c_escape(&mut bytes),
                _ => bytes.push(byte),
            }
        }
        word.push_text(&String::from_utf8_lossy(&bytes));
    }

    fn c_escape(&mut self, bytes: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return bytes.push(b'\\') };
        self.at += 1;
        let number = |parser: &mut Self, radix: u32, most: usize| {
            let from = parser.at;
            let is_digit = |byte: u8| char::from(byte).is_digit(radix);
            while parser.at - from < most && parser.peek().is_some_and(is_digit) {
                parser.at += 1;
            }
            u32::from_str_radix(&parser.text[from..parser.at], radix).unwrap_or(0xfffd)
        };
        let code = match byte {
            b'n' => 10,
            b't' => 9,
            b'r' => 13,
            b'a' | b'b' | b'e' | b'E' | b'f' | b'v' => 27,
            b'0'..=b'7' => {
                self.at -= 1;
                return bytes.push((number(self, 8, 3) & 0xff) as u8);
            }
            b'x' => return bytes.push((number(self, 16, 2) & 0xff) as u8),
            b'u' => number(self, 16, 4),
            b'U' => number(self, 16, 8),
            _ => return bytes.push(byte),
        };
        let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}
