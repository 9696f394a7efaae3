//! A cookie jar in the file format of Netscape, which curl and browsers' tools read and write.

use crate::Error;
use cookie_store::{Cookie, CookieDomain, CookieExpiration, CookieStore};
use std::time::{SystemTime, UNIX_EPOCH};
use url::Url;

/// Cookies and where they belong. Session cookies are kept as well: a jar lives as long as its file.
#[derive(Debug, Default)]
pub struct Jar {
    store: CookieStore,
}

const HEAD: &str = "# Netscape HTTP Cookie File\n";
/// curl writes cookies that scripts must not see behind this.
const HTTP_ONLY: &str = "#HttpOnly_";

impl Jar {
    /// Reads a jar; `file` is named in an error. An empty text is an empty jar.
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        let mut jar = Self::default();
        for (index, line) in text.lines().enumerate() {
            let (line, http_only) = match line.strip_prefix(HTTP_ONLY) {
                Some(line) => (line, true),
                None => (line, false),
            };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let error = || Error::CookieJar { file: file.into(), line: index + 1 };
            jar.add_line(line, http_only).ok_or_else(error)?;
        }
        Ok(jar)
    }

    fn add_line(&mut self, line: &str, http_only: bool) -> Option<()> {
        let [domain, sub_domains, path, secure, expires, name, value] =
            line.split('\t').collect::<Vec<_>>().try_into().ok()?;
        let host = domain.trim_start_matches('.');
        let scheme = if secure == "TRUE" { "https" } else { "http" };
        let url = Url::parse(&format!("{scheme}://{host}{path}")).ok()?;
        let expires: u64 = expires.parse().ok()?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
        let mut text = format!("{name}={value}; Path={path}");
        for (attribute, holds) in [
            (format!("; Max-Age={}", expires.saturating_sub(now)), expires > 0),
            (format!("; Domain={host}"), sub_domains == "TRUE"),
            ("; Secure".into(), secure == "TRUE"),
            ("; HttpOnly".into(), http_only),
        ] {
            text.push_str(if holds { &attribute } else { "" });
        }
        // An expired cookie is no error: it is merely not kept.
        let _ = self.store.parse(&text, &url);
        Some(())
    }

    /// The jar as text, cookies ordered by domain, path and name.
    pub fn to_text(&self) -> String {
        let mut lines: Vec<String> = self.store.iter_unexpired().filter_map(line).collect();
        lines.sort_unstable();
        HEAD.to_owned() + &lines.concat()
    }

    /// The value of the `Cookie` header for a URL; none when no cookie belongs there.
    pub(crate) fn header_for(&self, url: &Url) -> Option<String> {
        let pairs = self.store.get_request_values(url);
        let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Takes the cookies that an answer set.
    pub(crate) fn take<'a>(&mut self, url: &Url, set_cookies: impl Iterator<Item = &'a str>) {
        for text in set_cookies {
            // What cannot be parsed, or is not for this host, is left out as a browser would.
            let _ = self.store.parse(text, url);
        }
    }
}

/// A cookie as a line of the file: domain, whether sub-domains see it, path, whether only TLS may
/// carry it, when it expires (0 at the end of the session), name, value.
fn line(cookie: &Cookie<'_>) -> Option<String> {
    let (domain, sub_domains) = match &cookie.domain {
        CookieDomain::HostOnly(host) => (host.clone(), "FALSE"),
        CookieDomain::Suffix(domain) => (format!(".{domain}"), "TRUE"),
        CookieDomain::NotPresent | CookieDomain::Empty => return None,
    };
    let http_only = if cookie.http_only() == Some(true) { HTTP_ONLY } else { "" };
    let secure = if cookie.secure() == Some(true) { "TRUE" } else { "FALSE" };
    let expires = match &cookie.expires {
        CookieExpiration::AtUtc(time) => time.unix_timestamp(),
        CookieExpiration::SessionEnd => 0,
    };
    let path: &str = cookie.path.as_ref();
    let (name, value) = cookie.name_value();
    Some(format!(
        "{http_only}{domain}\t{sub_domains}\t{path}\t{secure}\t{expires}\t{name}\t{value}\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn cookies_go_where_they_belong() {
        let mut jar = Jar::default();
        let given = [
            "SESSION=abc; Path=/; HttpOnly",
            "wide=1; Domain=example.test; Max-Age=3600",
            "safe=2; Secure",
            "gone=3; Max-Age=0",
            "deep=4; Path=/orders",
            "foreign=5; Domain=other.test",
        ];
        jar.take(&url("https://api.example.test/login"), given.into_iter());
        let sent = |jar: &Jar, text: &str| jar.header_for(&url(text)).unwrap_or_default();
        let mut cookies: Vec<String> =
            sent(&jar, "https://api.example.test/orders/1").split("; ").map(Into::into).collect();
        cookies.sort();
        assert_eq!(cookies, ["SESSION=abc", "deep=4", "safe=2", "wide=1"]);
        assert!(!sent(&jar, "http://api.example.test/").contains("safe"));
        assert_eq!(sent(&jar, "http://www.example.test/"), "wide=1");
        assert_eq!(sent(&jar, "http://elsewhere.test/"), "");

        let text = jar.to_text();
        assert!(
            text.contains("#HttpOnly_api.example.test\tFALSE\t/\tFALSE\t0\tSESSION\tabc\n"),
            "{text}"
        );
        let again = Jar::parse(&text, "jar").unwrap();
        assert_eq!(again.to_text().lines().count(), text.lines().count());
        assert!(sent(&again, "https://api.example.test/orders").contains("deep=4"));
    }

    #[test]
    fn a_line_that_is_no_cookie_is_named() {
        let error = Jar::parse("# comment\n\nnot a cookie\n", "쿠키.txt").unwrap_err();
        assert_eq!(error, Error::CookieJar { file: "쿠키.txt".into(), line: 3 });
        assert_eq!(Jar::parse("", "x").unwrap().to_text(), HEAD);
    }
}
