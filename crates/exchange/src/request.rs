//! A request, checked and complete, before anything is sent.

use crate::{
    Body, Error,
    names::{is_secret_field, is_secret_header},
    secrets::Secrets,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use percent_encoding::percent_decode_str;
use ureq::http::{HeaderName, HeaderValue, Method, Uri};
use url::Url;

/// What a caller wants to send, as it was given.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The method, in any letter case.
    pub method: String,
    /// The URL; user info in it becomes Basic authentication.
    pub url: String,
    /// Pairs that are added to the URL's query.
    pub query: Vec<(String, String)>,
    /// Headers in order.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Body,
}

/// One header line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name as it was written; compared without regard to letter case.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A request that can be sent.
#[derive(Clone, Debug)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Body,
    pub(crate) secrets: Secrets,
}

/// A line of the head that is longer does not fit into the sending buffer.
const LONGEST_LINE: usize = 100_000;

impl Header {
    /// Checks a name and a value.
    pub fn new(name: &str, value: &str) -> Result<Self, Error> {
        let (name, value) = (name.trim(), value.trim());
        let error = |message| Error::Header { message, header: name.to_owned() };
        if value.len() > LONGEST_LINE {
            return Err(error("the value is longer than 100 000 bytes"));
        }
        if HeaderName::from_bytes(name.as_bytes()).is_err() {
            return Err(Error::Header {
                message: "the name is not a word",
                header: "--header".into(),
            });
        }
        if HeaderValue::from_str(value).is_err()
            && HeaderValue::from_bytes(value.as_bytes()).is_err()
        {
            return Err(error("the value holds a control character"));
        }
        Ok(Self { name: name.to_owned(), value: value.to_owned() })
    }

    /// Reads `Name: value`. An error never repeats the text: it may be a secret.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let error = Error::Header { message: "there is no colon", header: "--header".into() };
        let (name, value) = text.split_once(':').ok_or(error)?;
        Self::new(name, value)
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

impl Request {
    /// Checks a draft and adds what every request has: `Content-Type`, `Accept`, `Accept-Encoding`
    /// and `User-Agent`, each unless a header of that name is there.
    pub fn build(draft: Draft, user_agent: &str) -> Result<Self, Error> {
        let method = method(&draft.method)?;
        let mut secrets = Secrets::new();
        let mut url = parse_url(&draft.url)?;
        let mut headers = draft.headers;
        if let Some(credentials) = take_user_info(&mut url, &mut secrets)
            && !headers.iter().any(|header| header.is("authorization"))
        {
            headers.push(Header { name: "Authorization".into(), value: credentials });
        }
        if !draft.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&draft.query);
        }
        if url.as_str().len() > LONGEST_LINE || url.as_str().parse::<Uri>().is_err() {
            let shown = mask_url(&url, &secrets).chars().take(200).collect();
            return Err(Error::Url { message: "it cannot be sent as it is".into(), url: shown });
        }
        check_framing(&mut headers, &draft.body)?;
        let defaults = [
            ("Content-Type", draft.body.content_type().unwrap_or_default()),
            ("Accept", "*/*".into()),
            ("Accept-Encoding", "gzip, br, zstd, deflate".into()),
            ("User-Agent", user_agent.to_owned()),
        ];
        for (name, value) in defaults {
            if !value.is_empty() && !headers.iter().any(|header| header.is(name)) {
                headers.push(Header { name: name.into(), value });
            }
        }
        let mut request = Self { method, url, headers, body: draft.body, secrets };
        request.collect_secrets();
        Ok(request)
    }

    /// The method in capitals.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The URL without user info.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.is(name)).map(|header| header.value.as_str())
    }

    /// Every secret in it: of headers, URL and body.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Adds secrets that belong to the call and do not stand in the request itself.
    pub fn add_secrets(&mut self, secrets: &Secrets) {
        self.secrets.extend(secrets);
    }

    fn collect_secrets(&mut self) {
        for header in self.headers.iter().filter(|header| is_secret_header(&header.name)) {
            if header.is("cookie") {
                self.secrets.add_cookies(&header.value);
            } else {
                self.secrets.add_credentials(&header.name, &header.value);
            }
        }
        for (_, value) in self.url.query_pairs().filter(|(name, _)| is_secret_field(name)) {
            self.secrets.add(&value);
        }
        self.body.collect_secrets(&mut self.secrets);
    }
}

fn method(text: &str) -> Result<Method, Error> {
    let text = text.trim().to_ascii_uppercase();
    Method::from_bytes(text.as_bytes()).map_err(|_| Error::Method { method: text })
}

/// Reads the URL of a request.
pub fn parse_url(text: &str) -> Result<Url, Error> {
    let text = text.trim();
    let error = |message: &str, url: &str| Error::Url { message: message.into(), url: url.into() };
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(error("there is a blank or a control character in it", ""));
    }
    let parsed = Url::parse(text).map_err(|e| error(&e.to_string(), ""))?;
    let shown = mask_url(&parsed, &Secrets::new());
    let has_slashes = text.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//"));
    if !matches!(parsed.scheme(), "http" | "https") || !has_slashes {
        return Err(error("it does not begin with http:// or https://", &shown));
    }
    if parsed.host_str().is_none_or(str::is_empty) || parsed.port() == Some(0) {
        return Err(error("it names no host or port", &shown));
    }
    let mut url = parsed;
    url.set_fragment(None);
    Ok(url)
}

/// Takes user info out of the URL and gives it as Basic credentials.
fn take_user_info(url: &mut Url, secrets: &mut Secrets) -> Option<String> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let credentials = basic_credentials(url);
    secrets.add_credentials("Authorization", &credentials);
    secrets.add(url.password().unwrap_or_default());
    // Both succeed for every URL that has a host.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(credentials)
}

/// The user info of a URL as `Basic …`.
pub(crate) fn basic_credentials(url: &Url) -> String {
    let mut pair: Vec<u8> = percent_decode_str(url.username()).collect();
    pair.push(b':');
    pair.extend(percent_decode_str(url.password().unwrap_or_default()));
    format!("Basic {}", BASE64_STANDARD.encode(pair))
}

/// The framing of a body is this program's business; a true length is accepted and left out.
fn check_framing(headers: &mut Vec<Header>, body: &Body) -> Result<(), Error> {
    let refused =
        |message, header: &Header| Err(Error::Header { message, header: header.name.clone() });
    for header in headers.iter() {
        if header.is("transfer-encoding") {
            return refused("the program frames the body itself", header);
        }
        let length = body.bytes().map_or(0, |bytes| bytes.len());
        if header.is("content-length") && header.value.parse() != Ok(length) {
            return refused("it is not the length of the body", header);
        }
    }
    if let Some(second) = headers.iter().filter(|header| header.is("host")).nth(1) {
        return refused("there can be only one", second);
    }
    headers.retain(|header| !header.is("content-length"));
    Ok(())
}

/// A URL as it is written down: user info, values with secret names, and the secrets of the call
/// are masked.
pub fn mask_url(url: &Url, secrets: &Secrets) -> String {
    let mut text = url.as_str().to_owned();
    if !url.username().is_empty() || url.password().is_some() {
        let mut shown = url.clone();
        // Both succeed for every URL that has a host.
        let _ = shown.set_username("");
        let _ = shown.set_password(None);
        text = shown.as_str().replacen("://", "://***@", 1);
    }
    mask_url_text(&text, secrets)
}

/// The same for a text that may be a relative URL, such as a `Location`.
pub(crate) fn mask_url_text(text: &str, secrets: &Secrets) -> String {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let (before, pairs) = text.split_at(end);
    let mut masked = match before.split_once("://") {
        Some((scheme, rest)) => {
            let authority_end = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(authority_end);
            let host = match authority.rsplit_once('@') {
                Some((_, host)) => format!("***@{host}"),
                None => authority.to_owned(),
            };
            format!("{scheme}://{host}{}", secrets.mask(path))
        }
        None => secrets.mask(before).into_owned(),
    };
    for part in pairs.split_inclusive(['?', '#']) {
        let marker = part.chars().last().filter(|c| "?#".contains(*c));
        let pairs = marker.map_or(part, |marker| part.trim_end_matches(marker));
        if !pairs.is_empty() {
            masked.push_str(&crate::body::masked_form(pairs, secrets));
        }
        masked.extend(marker);
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(method: &str, url: &str, headers: &[&str], body: Body) -> Result<Request, Error> {
        let headers = headers.iter().map(|text| Header::parse(text)).collect::<Result<_, _>>()?;
        let draft =
            Draft { method: method.into(), url: url.into(), headers, body, ..Draft::default() };
        Request::build(draft, "proctor/0")
    }

    fn code(result: Result<Request, Error>) -> &'static str {
        fault::Fault::code(&result.unwrap_err())
    }

    #[test]
    fn defaults_are_added_unless_they_are_there() {
        let json = || Body::json("{}", "--body").unwrap();
        let request =
            build("post", "http://h/a b".replace(' ', "%20").as_str(), &[], json()).unwrap();
        assert_eq!(request.method(), "POST");
        assert_eq!(request.header("content-type"), Some("application/json"));
        assert_eq!(request.header("ACCEPT"), Some("*/*"));
        let given = ["content-TYPE: application/vnd.shop+json", "X-A: 1", "x-a: 2"];
        let request = build("PROPFIND", "http://h/", &given, json()).unwrap();
        assert_eq!(request.header("Content-Type"), Some("application/vnd.shop+json"));
        assert_eq!(request.headers.iter().filter(|header| header.is("X-A")).count(), 2);
        assert_eq!(
            build("GET", "http://h/", &[], Body::None).unwrap().header("content-type"),
            None
        );
    }

    #[test]
    fn malformed_parts_are_refused() {
        for url in [
            "",
            "h/p",
            "/p",
            "ftp://h/",
            "http://",
            "http:h",
            "http://h:99999/",
            "http://h/ x",
            "http://h:0/",
        ] {
            assert_eq!(code(build("GET", url, &[], Body::None)), "exchange/bad-url", "{url}");
        }
        for header in [
            "NoColon",
            "Bad Name: x",
            ": x",
            "A: b\nC: d",
            "Transfer-Encoding: chunked",
            "Content-Length: 5",
        ] {
            assert_eq!(
                code(build("GET", "http://h", &[header], Body::None)),
                "exchange/bad-header",
                "{header}"
            );
        }
        let twice = build("GET", "http://h", &["Host: a", "host: b"], Body::None);
        assert_eq!(code(twice), "exchange/bad-header");
        let long = format!("http://h/{}", "x".repeat(LONGEST_LINE));
        assert_eq!(code(build("GET", &long, &[], Body::None)), "exchange/bad-url");
        for method in ["", "G ET", "GET\n/"] {
            assert_eq!(
                code(build(method, "http://h", &[], Body::None)),
                "exchange/bad-method",
                "{method}"
            );
        }
    }

    #[test]
    fn odd_characters_are_sent_as_the_standard_has_them() {
        for path in ["a|b[c]^`{d}\"<e>\\f", "?q={a}|[b]^`\\\"<c>'", "가/나?다=라", "%zz/%"] {
            build("GET", &format!("http://h/{path}"), &[], Body::None).unwrap();
        }
    }

    #[test]
    fn user_info_becomes_basic_authentication() {
        let request =
            build("GET", "http://kim:p%40ss@h/x?access_token=abcd&b=1#f", &[], Body::None).unwrap();
        assert_eq!(request.url().as_str(), "http://h/x?access_token=abcd&b=1");
        assert_eq!(request.header("authorization"), Some("Basic a2ltOnBAc3M="));
        let url = Url::parse("http://kim:p%40ss@h/p@ss?access_token=abcd&b=p%40ss").unwrap();
        assert_eq!(mask_url(&url, request.secrets()), "http://***@h/***?access_token=***&b=***");
    }

    #[test]
    fn locations_are_masked() {
        let check = |text: &str, expected: &str| {
            let mut secrets = Secrets::new();
            secrets.add("s3cret");
            assert_eq!(mask_url_text(text, &secrets), expected);
        };
        check("/cb#access_token=abc&state=1", "/cb#access_token=***&state=1");
        check("https://u:p@h/s3cret?x=1", "https://***@h/***?x=1");
        check("/plain", "/plain");
        check("?token=", "?token=");
    }

    #[test]
    fn errors_do_not_repeat_what_may_be_secret() {
        let line = |error: Error| fault::line(&error);
        let error = build("GET", "http://kim:geheim@h:x/", &[], Body::None).unwrap_err();
        assert!(!line(error).contains("geheim"));
        assert!(
            !line(Header::parse("Authorization Bearer geheim").unwrap_err()).contains("geheim")
        );
    }
}
