//! Where a request went: origins and paths, compared as a server would.

/// Scheme, host and port of a URL (`http://127.0.0.1:8080`), in one form: lower case, the port
/// always written. `None` for what is no absolute URL.
pub(crate) fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host).to_lowercase();
    let scheme = scheme.to_lowercase();
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| !port.contains(']'));
    let port = match scheme.as_str() {
        _ if has_port => "",
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    (!host.is_empty()).then(|| format!("{scheme}://{host}{port}"))
}

/// The path of a URL, without a slash at its end.
pub(crate) fn base_path(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else { return "" };
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}

/// The segments of a path as it was sent, decoded.
pub(crate) fn segments(path: &str) -> Vec<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.trim_start_matches('/').split('/').map(decode).collect()
}

/// Percent-decoding; what is no escape stays as it is.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let digits = escape.and_then(|digits| std::str::from_utf8(digits).ok());
        let value = digits
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_have_one_form() {
        for (url, expected) in [
            ("http://Shop.test/a?b", Some("http://shop.test:80")),
            ("HTTPS://shop.test", Some("https://shop.test:443")),
            ("http://user:pw@127.0.0.1:8080/x@y", Some("http://127.0.0.1:8080")),
            ("http://[::1]/x", Some("http://[::1]:80")),
            ("http://[::1]:81/x", Some("http://[::1]:81")),
            ("/orders", None),
            ("http://", None),
            ("ftp://x/y", None),
        ] {
            assert_eq!(origin(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn paths_are_compared_decoded_and_by_segment() {
        assert_eq!(base_path("http://h:1/api/v1/?x"), "/api/v1");
        assert_eq!(base_path("http://h:1"), "");
        assert_eq!(segments("/a/%EC%A3%BC/b%2Fc?x=/d"), ["a", "주", "b/c"]);
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%4"), "%4");
        assert_eq!(decode("%+1"), "%+1");
    }
}
