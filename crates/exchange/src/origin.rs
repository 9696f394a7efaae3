//! Where a request goes: scheme, host and port, in one form only.

use std::fmt;
use url::Url;

/// Scheme, host and port of a URL. Two spellings of one place (letter case, a default port that is
/// written or left out, a dot behind the host) are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of an `http` or `https` URL; `None` for any other.
    pub fn of(url: &Url) -> Option<Self> {
        let scheme = url.scheme();
        if !matches!(scheme, "http" | "https") {
            return None;
        }
        let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
        let port = url.port_or_known_default()?;
        (!host.is_empty()).then(|| Self { scheme: scheme.into(), host, port })
    }

    /// Reads the origin of a URL's text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::of(&Url::parse(text.trim()).ok()?)
    }

    /// `http` or `https`.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The host in lower case; an IPv6 address with its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, whether written or the scheme's own.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl fmt::Display for Origin {
    /// `http://host:port`, the port always written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}:{}", self.scheme, self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let origin = Origin::parse(text).map(|origin| origin.to_string());
        assert_eq!(origin.as_deref(), expected, "{text}");
    }

    #[test]
    fn one_form_an_origin() {
        check("http://Shop.Example.TEST:80/a?b#c", Some("http://shop.example.test:80"));
        check("HTTPS://shop.example.test.:443", Some("https://shop.example.test:443"));
        check("http://user:pw@127.1:8080/", Some("http://127.0.0.1:8080"));
        check("http://[::1]:9/", Some("http://[::1]:9"));
        check("https://주문.example/", Some("https://xn--z92bt5w.example:443"));
    }

    #[test]
    fn other_schemes_have_none() {
        for text in ["ftp://host/", "host:80", "/path", "", "mailto:a@b"] {
            check(text, None);
        }
    }
}
