//! What looks like a secret in a document that must hold none.
//!
//! Stricter than what masks a record: there a word too many costs nothing, here it denies honest
//! work. So a name alone is not enough; the value under it must look kept, too.

/// What a member's name says of the value under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A password: any text that a person may have chosen.
    Password,
    /// A token or a key: a text that a machine made.
    Token,
}

/// Last words of the names of passwords.
const PASSWORDS: [&str; 6] = ["password", "passwd", "passphrase", "passcode", "pwd", "pw"];
/// Last words of the names of tokens.
const TOKENS: [&str; 9] = [
    "token",
    "secret",
    "jwt",
    "credential",
    "credentials",
    "apikey",
    "accesstoken",
    "authorization",
    "cookie",
];
/// Words before `key` that make it a secret: a key alone is a column, a sort order, a Kafka key.
const KEYS: [&str; 7] = ["api", "access", "secret", "private", "signing", "encryption", "auth"];
/// Words before `token` that make it a place in a list.
const PAGES: [&str; 5] = ["page", "next", "continuation", "cursor", "sync"];
/// The same in Korean, where no blank need stand before them.
const KOREAN: [(&str, Kept); 5] = [
    ("비밀번호", Kept::Password),
    ("패스워드", Kept::Password),
    ("비번", Kept::Password),
    ("암호", Kept::Password),
    ("토큰", Kept::Token),
];
/// Words that stand for a value that is kept elsewhere, for none, or for the state that it is in.
const STAND_INS: [&str; 29] = [
    "none",
    "null",
    "nil",
    "n/a",
    "na",
    "todo",
    "tbd",
    "unset",
    "unknown",
    "empty",
    "masked",
    "redacted",
    "hidden",
    "omitted",
    "removed",
    "set",
    "reset",
    "changed",
    "unchanged",
    "expired",
    "required",
    "valid",
    "invalid",
    "enabled",
    "disabled",
    "true",
    "false",
    "yes",
    "no",
];
/// How stored hashes of passwords begin.
const HASHES: [&str; 10] =
    ["$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$argon2", "$pbkdf2", "sha256:", "{bcrypt}"];

/// What a name says of the value under it; `None` when it is no secret's name. The last word
/// decides: `user_password` holds one, `password_reset_state` and `tokenCount` do not.
pub fn kept_under(name: &str) -> Option<Kept> {
    if !name.is_ascii() {
        return KOREAN.iter().find(|(word, _)| name.ends_with(word)).map(|(_, kept)| *kept);
    }
    let (before, last) = split_last_word(name);
    let is = |word: &str| last.eq_ignore_ascii_case(word);
    if PASSWORDS.iter().any(|word| is(word)) {
        return Some(Kept::Password);
    }
    let previous = split_last_word(before).1;
    let follows = |words: &[&str]| words.iter().any(|word| previous.eq_ignore_ascii_case(word));
    if last.eq_ignore_ascii_case("key") {
        return follows(&KEYS).then_some(Kept::Token);
    }
    (TOKENS.iter().any(|word| is(word)) && !follows(&PAGES)).then_some(Kept::Token)
}

/// The last word of `snake_case`, `kebab-case` or `camelCase`, and what stands before it.
fn split_last_word(name: &str) -> (&str, &str) {
    let bytes = name.as_bytes();
    let end = bytes.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |at| at + 1);
    let mut start = end;
    while start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
        start -= 1;
        let is_hump = bytes[start].is_ascii_uppercase();
        if is_hump && start > 0 && bytes[start - 1].is_ascii_lowercase() {
            break;
        }
    }
    (&name[..start], &name[start..end])
}

impl Kept {
    /// Whether a text under such a name is a secret, and not a stand-in, a state or a sentence.
    pub fn is_secret_text(self, value: &str) -> bool {
        let value = value.trim();
        if is_stand_in(value) {
            return false;
        }
        match self {
            Self::Password => !value.contains(char::is_whitespace) && !is_hash(value),
            Self::Token => match value.split_once(' ') {
                Some((scheme, rest)) => {
                    ["bearer", "basic", "token"].iter().any(|it| scheme.eq_ignore_ascii_case(it))
                        && !is_stand_in(rest.trim())
                        && !rest.trim().contains(' ')
                }
                None => value.len() >= 6 && !is_plain_word(value),
            },
        }
    }

    /// Whether a number under such a name is a secret: a PIN is, the value of a token is a count.
    pub fn is_secret_number(self, digits: &str) -> bool {
        self == Self::Password && digits.len() >= 4
    }
}

/// Whether a text says where a secret is kept, that it was taken out, or in what state it is.
fn is_stand_in(value: &str) -> bool {
    let is_between = |open, close| value.starts_with(open) && value.ends_with(close);
    let is_state = value.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    // Nobody types a password in Hangul; a state is told in it.
    let is_korean = !value.is_ascii() && value.chars().all(char::is_alphabetic);
    let is_mask = value.chars().all(|c| "*xX.-_•●…#?".contains(c)) || value.contains("***");
    let is_env = value.starts_with('$') && value[1..].bytes().all(is_of_name)
        || is_between('%', '%')
        || value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("env:"));
    let is_placeholder = value.contains('{') && value.contains('}') && !value.starts_with("{noop}");
    is_state
        || is_korean
        || is_mask
        || is_env
        || is_between('<', '>')
        || is_between('(', ')')
        || is_placeholder
        || STAND_INS.iter().any(|word| value.eq_ignore_ascii_case(word))
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_hash(value: &str) -> bool {
    let is_hex = value.bytes().all(|byte| byte.is_ascii_hexdigit());
    HASHES.iter().any(|start| value.starts_with(start))
        || is_hex && matches!(value.len(), 32 | 40 | 56 | 64 | 96 | 128)
}

/// A word such as `pending` or `발급됨`: nothing that a machine made.
fn is_plain_word(value: &str) -> bool {
    value.chars().all(char::is_alphabetic) && value.len() < 20 && {
        let inner = value.get(1..).unwrap_or_default();
        !inner.bytes().any(|byte| byte.is_ascii_uppercase())
    }
}

/// The secret that a text holds whatever its name is, in words; JSON's escapes may still be in it.
pub fn in_text(text: &[u8]) -> Option<&'static str> {
    // No secret that its shape gives away is shorter.
    if text.len() < 16 {
        return None;
    }
    (0..text.len()).filter(|at| is_telling(text[*at])).find_map(|at| {
        let starting = |before: usize| {
            let start = at.checked_sub(before)?;
            (start == 0 || !is_of_token(text[start - 1])).then(|| &text[start..])
        };
        let is = |before, shape: fn(&[u8]) -> bool| starting(before).is_some_and(shape);
        match text[at] {
            b'@' if is_account_in_url(&text[..at]) => Some("a URL with a password"),
            b'J' if is(2, is_jwt) => Some("a JSON Web Token"),
            b'K' if is(1, is_aws_key) => Some("an AWS access key"),
            b'B' | b'b' if is(0, is_bearer) => Some("a bearer token"),
            b'G' if is(7, is_private_key) => Some("a private key"),
            b'g' if is(0, is_github_token) => Some("a GitHub token"),
            _ => None,
        }
    })
}

/// Whether [`in_text`] stops at a byte: at the rarest one near the start of each shape.
fn is_telling(byte: u8) -> bool {
    const TELLING: [bool; 256] = {
        let mut telling = [false; 256];
        let (mut at, bytes) = (0, b"@JKBbGg");
        while at < bytes.len() {
            telling[bytes[at] as usize] = true;
            at += 1;
        }
        telling
    };
    TELLING[usize::from(byte)]
}

/// Base64 in its form for URLs, which tokens are written in.
fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

fn token_length(text: &[u8]) -> usize {
    text.iter().take_while(|byte| is_of_token(**byte)).count()
}

/// Two parts at least, of which the first is a JSON object in Base64.
fn is_jwt(text: &[u8]) -> bool {
    if !text.starts_with(b"eyJ") {
        return false;
    }
    let head = token_length(text);
    let Some((b'.', rest)) = text[head..].split_first() else { return false };
    head >= 12 && token_length(rest) >= 10
}

fn is_aws_key(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"AKIA") else { return false };
    let is_base32 = |byte: &u8| matches!(byte, b'A'..=b'Z' | b'2'..=b'7');
    let length = rest.iter().take_while(|byte| is_base32(byte)).count();
    let ends = rest.get(16).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    // The key of Amazon's own documentation ends so.
    length == 16 && ends && !rest.starts_with(b"IOSFODNN7EXAMPLE")
}

/// `Bearer` and a token; a sentence on bearers has no digits in its next word.
fn is_bearer(text: &[u8]) -> bool {
    let Some((scheme, rest)) = text.split_at_checked(7) else { return false };
    if !scheme.eq_ignore_ascii_case(b"bearer ") {
        return false;
    }
    let is_of_bearer = |byte: &u8| is_of_token(*byte) || b"._~+/=".contains(byte);
    let length = rest.iter().take_while(|byte| is_of_bearer(byte)).count();
    length >= 12 && rest[..length].iter().any(u8::is_ascii_digit)
}

/// The first line of a PEM block with a private key; certificates are no secret.
fn is_private_key(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"-----BEGIN ") else { return false };
    let end = rest.iter().position(|byte| *byte == b'-').unwrap_or(rest.len());
    rest[..end].windows(11).any(|part| part == b"PRIVATE KEY")
}

fn is_github_token(text: &[u8]) -> bool {
    let classic = text.len() > 4 && text.starts_with(b"gh") && b"pousr".contains(&text[2]);
    (classic && text[3] == b'_' && token_length(&text[4..]) >= 36)
        || text.strip_prefix(b"github_pat_").is_some_and(|rest| token_length(rest) >= 22)
}

/// `scheme://user:password` before an `@`.
fn is_account_in_url(before: &[u8]) -> bool {
    let start = before.iter().rposition(|byte| matches!(byte, b'/' | b' ' | b'"' | b'\''));
    let Some(start) = start else { return false };
    // In JSON a slash may be escaped.
    let is_url = [&b":/"[..], b":\\/\\"].iter().any(|sign| before[..start].ends_with(sign));
    let account = &before[start + 1..];
    let Some(colon) = account.iter().position(|byte| *byte == b':') else { return false };
    let password = std::str::from_utf8(&account[colon + 1..]).unwrap_or_default();
    is_url && before[start] == b'/' && !is_stand_in(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_named(name: &str, value: &str, expected: bool) {
        let found = kept_under(name).is_some_and(|kept| kept.is_secret_text(value));
        assert_eq!(found, expected, "{name}: {value}");
    }

    #[test]
    fn a_name_and_a_value_make_a_secret() {
        for (name, value) in [
            ("password", "hunter2"),
            ("user_password", "Passw0rd!"),
            ("loginPw", "1q2w3e4r"),
            ("PASSWORD", "qwer"),
            ("access_token", "a81f9c0d2b"),
            ("accessToken", "550e8400-e29b-41d4-a716-446655440000"),
            ("X-Api-Key", "sk-0123456789"),
            ("private_key", "MIIEvQIBADAN"),
            ("authorization", "Basic dXNlcjpwYXNz"),
            ("비밀번호", "test1234"),
            ("관리자 토큰", "a81f9c0d2b"),
            ("password", "{noop}secret"),
        ] {
            check_named(name, value, true);
        }
    }

    #[test]
    fn other_names_and_stand_ins_do_not() {
        for (name, value) in [
            ("password_reset_state", "NONE"),
            ("password", "RESET_REQUIRED"),
            ("password", "***"),
            ("password", "ab***"),
            ("password", "${QA_PASSWORD}"),
            ("password", "$QA_PASSWORD"),
            ("password", "{data.password}"),
            ("password", "<see accounts.md>"),
            ("password", "계정.md 참조"),
            ("password", "n/a"),
            ("password", "unchanged"),
            ("비밀번호", "초기화됨"),
            ("password", ""),
            ("password", "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"),
            ("password_hash", "5f4dcc3b5aa765d61d8327deb882cf99"),
            ("password", "5f4dcc3b5aa765d61d8327deb882cf99"),
            ("token_count", "3000000"),
            ("tokenType", "Bearer1"),
            ("next_page_token", "a81f9c0d2b"),
            ("token", "ISSUED"),
            ("token", "pending"),
            ("token", "발급되지 않음"),
            ("primary_key", "ORD-000000001"),
            ("key", "order-1234567"),
            ("order_id", "7301234567890123401"),
            ("secretary", "kim-hayun-01"),
            ("authorization", "Bearer {login.token}"),
        ] {
            check_named(name, value, false);
        }
        assert!(kept_under("pin_password").unwrap().is_secret_number("1234"));
        assert!(!kept_under("token").unwrap().is_secret_number("1234"));
    }

    fn check_text(text: &str, expected: Option<&str>) {
        assert_eq!(in_text(text.as_bytes()), expected, "{text}");
    }

    #[test]
    fn a_secrets_shape_gives_it_away() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N";
        check_text(jwt, Some("a JSON Web Token"));
        check_text(&format!("토큰은 {jwt}"), Some("a JSON Web Token"));
        check_text("id AKIAQWERTYUIOPASDFGH", Some("an AWS access key"));
        check_text("authorization: Bearer 0123456789abcdef", Some("a bearer token"));
        check_text("-----BEGIN RSA PRIVATE KEY-----\\nMII", Some("a private key"));
        check_text("postgres://qa:pw1@db/orders", Some("a URL with a password"));
        check_text(r"https:\/\/qa:pw1@shop.test\/x", Some("a URL with a password"));
        check_text(&format!("ghp_{}", "a1".repeat(18)), Some("a GitHub token"));
    }

    #[test]
    fn ordinary_texts_hold_none() {
        for text in [
            "5f4dcc3b5aa765d61d8327deb882cf99",
            "550e8400-e29b-41d4-a716-446655440000",
            "ORD-000000001 AKIA0000000000000000",
            "AKIAIOSFODNN7EXAMPLE",
            "SELECT token FROM sessions WHERE user = 'kim@shop.test'",
            "a bearer authentication header is needed",
            "Bearer {login.token}",
            "eyJhbGciOiJIUzI1NiJ9...",
            "-----BEGIN CERTIFICATE-----",
            "postgres://${DB_USER}:${DB_PASSWORD}@db/orders",
            "postgres://qa:***@db/orders",
            "https://shop.test/orders@2",
            "mailto:qa@shop.test 12:30@gate",
            "재고가 없어 주문을 취소할 수 없음",
            "",
        ] {
            check_text(text, None);
        }
    }
}
