//! Patterns against names.

use crate::Part;

/// Whether a name may be what these parts stand for: a part that is open stands for anything. Parts
/// and name are one component of a path. Time is at most the product of both lengths.
pub fn may_be(parts: &[Part], name: &str) -> bool {
    let pattern: Vec<Token> = parts.iter().flat_map(tokens).collect();
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut of) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while of < name.len() {
        match pattern.get(at) {
            Some(Token::Any) => {
                retry = Some((at, of));
                at += 1;
            }
            Some(token) if token.is(name[of]) => {
                at += 1;
                of += 1;
            }
            _ => {
                let Some((star, from)) = retry else { return false };
                retry = Some((star, from + 1));
                (at, of) = (star + 1, from + 1);
            }
        }
    }
    pattern[at..].iter().all(|token| matches!(token, Token::Any))
}

enum Token {
    One(char),
    AnyOne,
    /// The set, and whether it is what must not stand there.
    Class(Vec<(char, char)>, bool),
    Any,
}

impl Token {
    fn is(&self, c: char) -> bool {
        match self {
            Self::One(one) => *one == c,
            Self::AnyOne | Self::Any => true,
            Self::Class(ranges, not) => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *not
            }
        }
    }
}

fn tokens(part: &Part) -> Vec<Token> {
    match part {
        Part::Text(text) => text.chars().map(Token::One).collect(),
        Part::Variable(_) | Part::Unknown => vec![Token::Any],
        Part::Glob(glob) if glob.starts_with('[') => vec![class(glob)],
        Part::Glob(glob) => {
            glob.chars().map(|c| if c == '?' { Token::AnyOne } else { Token::Any }).collect()
        }
    }
}

fn class(glob: &str) -> Token {
    let inner = glob.trim_start_matches('[').trim_end_matches(']');
    let (inner, not) = match inner.strip_prefix(['!', '^']) {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    // A named class such as `[:digit:]` is taken for anything: which one it is decides little.
    if inner.contains(':') {
        return Token::AnyOne;
    }
    let chars: Vec<char> = inner.chars().collect();
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(from) = chars.get(at) {
        if let (Some('-'), Some(to)) = (chars.get(at + 1), chars.get(at + 2)) {
            ranges.push((*from, *to));
            at += 3;
        } else {
            ranges.push((*from, *from));
            at += 1;
        }
    }
    Token::Class(ranges, not)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: &[Part], name: &str, expected: bool) {
        assert_eq!(may_be(parts, name), expected, "{parts:?} {name}");
    }

    fn glob(text: &str) -> Part {
        Part::Glob(text.into())
    }

    fn text(text: &str) -> Part {
        Part::Text(text.into())
    }

    #[test]
    fn patterns_match_as_the_shell_does() {
        let stimuli = [text("TC-"), glob("*"), text("_stimulus.json")];
        check(&stimuli, "TC-1_stimulus.json", true);
        check(&stimuli, "TC-1_before.json", false);
        check(&[glob("*"), text(".json")], "주문.json", true);
        check(&[text("TC-"), glob("?")], "TC-10", false);
        check(&[text("TC-"), glob("[1-3]")], "TC-2", true);
        check(&[text("TC-"), glob("[!1-3]")], "TC-2", false);
        check(&[Part::Unknown, text("_summary.json")], "_summary.json", true);
        check(&[], "", true);
        check(&[text("a")], "", false);
    }

    #[test]
    fn many_stars_take_no_longer() {
        let stars = vec![glob("*"); 200];
        let mut parts = stars.clone();
        parts.push(text("x"));
        check(&parts, &"a".repeat(2000), false);
    }
}
