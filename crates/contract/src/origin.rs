//! Where a request goes: scheme, host and port, in one form only.

use std::fmt;

/// Scheme, host and port of a URL. Two spellings of one place (letter case, a default port that is
/// written or left out, a dot behind the host) are equal. Its text always has the port.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl Origin {
    /// From parts; `port` is none for the scheme's own. `None` when the scheme is not `http` or
    /// `https` (the host is empty).
    pub fn new(scheme: &str, host: &str, port: Option<u16>) -> Option<Self> {
        let scheme = scheme.to_ascii_lowercase();
        let own_port = match scheme.as_str() {
            "http" => 80,
            "https" => 443,
            _ => return None,
        };
        let host = host.trim_end_matches('.').to_lowercase();
        (!host.is_empty()).then(|| Self { scheme, host, port: port.unwrap_or(own_port) })
    }

    /// Reads the origin of a URL's text, such as one of `server_env_map` or a claim's.
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.trim().split_once("://")?;
        let authority = rest.split(['/', '?', '#', '\\']).next()?;
        let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port),
            _ => (place, ""),
        };
        let port = if port.is_empty() { None } else { Some(port.parse().ok()?) };
        let is_host = !host.contains(|c: char| c.is_whitespace() || c.is_control());
        if is_host { Self::new(scheme, host, port) } else { None }
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
        if let Some(text) = origin {
            assert_eq!(Origin::parse(&text).map(|again| again.to_string()), Some(text));
        }
    }

    #[test]
    fn one_form_an_origin() {
        check("http://Shop.Example.TEST:80/a?b#c", Some("http://shop.example.test:80"));
        check("HTTPS://shop.example.test.:443", Some("https://shop.example.test:443"));
        check("https://shop.example.test", Some("https://shop.example.test:443"));
        check("http://user:p@w:1@127.0.0.1:8080?x", Some("http://127.0.0.1:8080"));
        check("http://[::1]:9/", Some("http://[::1]:9"));
        check("http://[::1]", Some("http://[::1]:80"));
        check("http://h:/", Some("http://h:80"));
    }

    #[test]
    fn other_texts_have_none() {
        for text in
            ["ftp://host/", "host:80", "/path", "", "http://", "http://h:x", "http://h:99999"]
        {
            check(text, None);
        }
    }
}
