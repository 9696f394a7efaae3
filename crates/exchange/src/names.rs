//! Which names stand for secrets: of headers, of fields in a body, of values in a query.

/// What the name of a secret contains, letters and digits only.
const SECRET_PARTS: [&str; 11] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "privatekey",
    "credential",
    "authorization",
];
/// Whole names of secrets that are too short to look for inside others.
const SECRET_NAMES: [&str; 4] = ["pw", "pwd", "jwt", "otp"];
/// Last words of names that say something about a secret and are none: `token_type`, `tokenCount`.
const ABOUT_WORDS: [&str; 19] = [
    "type",
    "types",
    "expires",
    "expiry",
    "expiration",
    "expired",
    "in",
    "at",
    "on",
    "ttl",
    "count",
    "length",
    "size",
    "limit",
    "used",
    "usage",
    "enabled",
    "required",
    "policy",
];
/// Headers that carry secrets under a name that does not say so.
const SECRET_HEADERS: [&str; 2] = ["cookie", "set-cookie"];

/// Last words of names that hold secrets as text, and counts as numbers: `tokens`, `maxTokens`.
const COUNTED_WORDS: [&str; 4] = ["tokens", "passwords", "secrets", "credentials"];

/// What a name says of the values under it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Secret {
    /// Nothing.
    #[default]
    No,
    /// Texts are secret, numbers are counts.
    Text,
    /// Texts and numbers are secret.
    All,
}

impl Secret {
    /// What this name says.
    pub(crate) fn of(name: &str) -> Self {
        match (is_secret_field(name), is_secret_number(name)) {
            (false, _) => Self::No,
            (true, false) => Self::Text,
            (true, true) => Self::All,
        }
    }
}

/// Whether a number under the name of a secret is one: `token` is, `totalTokens` is a count.
fn is_secret_number(name: &str) -> bool {
    !COUNTED_WORDS.contains(&last_word(name).as_str())
}

/// Whether a field of a body or a value of a query holds a secret, by its name.
pub(crate) fn is_secret_field(name: &str) -> bool {
    let plain = plain(name);
    if SECRET_NAMES.contains(&plain.as_str()) {
        return true;
    }
    if !SECRET_PARTS.iter().any(|part| plain.contains(part)) {
        return false;
    }
    let last = last_word(name);
    !ABOUT_WORDS.contains(&last.as_str())
}

/// Whether a header holds a secret, by its name.
pub(crate) fn is_secret_header(name: &str) -> bool {
    let plain = plain(name);
    SECRET_HEADERS.iter().any(|header| name.eq_ignore_ascii_case(header))
        || SECRET_PARTS.iter().any(|part| plain.contains(part))
}

/// Letters and digits in lower case: `api_key`, `Api-Key` and `apiKey` are one name.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The last word of `snake_case`, `kebab-case` or `camelCase`, in lower case.
fn last_word(name: &str) -> String {
    let mut word = String::new();
    let mut before = '\0';
    for character in name.chars() {
        if !character.is_alphanumeric() || (character.is_uppercase() && before.is_lowercase()) {
            word.clear();
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        before = character;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_by_their_names() {
        for name in [
            "password",
            "userPasswd",
            "client_secret",
            "api_key",
            "apiKey",
            "X-API-KEY",
            "token",
            "accessToken",
            "refresh_token",
            "pwd",
            "JWT",
            "access-token",
            "credentials",
        ] {
            assert!(is_secret_field(name), "{name}");
        }
        for name in [
            "loginId",
            "id",
            "key",
            "author",
            "token_type",
            "tokenExpiresAt",
            "expires_in",
            "tokenCount",
            "passwordExpired",
            "state",
            "pass",
            "",
        ] {
            assert!(!is_secret_field(name), "{name}");
        }
    }

    #[test]
    fn headers_are_known_by_their_names() {
        for name in [
            "Authorization",
            "proxy-authorization",
            "Cookie",
            "SET-COOKIE",
            "X-Api-Key",
            "X-Auth-Token",
            "x-client-secret",
            "X-Password",
        ] {
            assert!(is_secret_header(name), "{name}");
        }
        for name in ["Content-Type", "X-Request-Id", "Location", "Accept"] {
            assert!(!is_secret_header(name), "{name}");
        }
    }
}
