//! The origin of a URL as the URL standard reads it: `127.1` is `127.0.0.1`, `주문.example` is its
//! ASCII form.

use contract::origin::Origin;
use url::Url;

/// The origin of an `http` or `https` URL; `None` for any other.
pub fn origin_of(url: &Url) -> Option<Origin> {
    Origin::new(url.scheme(), url.host_str()?, url.port())
}

/// Reads the origin of a URL's text.
pub(crate) fn parse_origin(text: &str) -> Option<Origin> {
    origin_of(&Url::parse(text.trim()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let origin = parse_origin(text).map(|origin| origin.to_string());
        assert_eq!(origin.as_deref(), expected, "{text}");
    }

    #[test]
    fn one_form_an_origin() {
        check("http://Shop.Example.TEST:80/a?b#c", Some("http://shop.example.test:80"));
        check("HTTPS://shop.example.test.:443", Some("https://shop.example.test:443"));
        check("http://user:pw@127.1:8080/", Some("http://127.0.0.1:8080"));
        check("http://[::1]:9/", Some("http://[::1]:9"));
        check("https://주문.example/", Some("https://xn--z92bt5w.example:443"));
        check("ftp://host/", None);
        check("host:80", None);
    }
}
