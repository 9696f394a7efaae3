//! The body of a request: what is sent, and what is written down of it.

use crate::{Error, names::is_secret_field, secrets::Secrets};
use contract::json::Cursor;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use url::form_urlencoded;

/// What a request carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    #[default]
    None,
    /// JSON text, sent as it was given. Made by [`Body::json`], which checks it.
    Json(String),
    /// Bytes as they are.
    Raw(Vec<u8>),
    /// Pairs, sent as `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// Parts, sent as `multipart/form-data`.
    Multipart(Vec<Part>),
}

/// One part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The name of the file, for a part that is one.
    pub file_name: Option<String>,
    /// The content.
    pub content: Vec<u8>,
}

impl Body {
    /// Checks JSON text; `place` says in an error where it came from. A BOM is dropped, an empty
    /// object or array is a body like any other.
    pub fn json(text: &str, place: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut cursor = Cursor::new(text.as_bytes());
        cursor.skip_value().and_then(|()| cursor.end()).map_err(|error| {
            let (line, column) = error.line_column(text.as_bytes());
            Error::NotJson { message: error.message, line, column, place: place.into() }
        })?;
        Ok(Self::Json(text.into()))
    }

    /// The content type that goes with it, unless a header names another one.
    pub(crate) fn content_type(&self) -> Option<String> {
        Some(match self {
            Self::None | Self::Raw(_) => return None,
            Self::Json(_) => "application/json".into(),
            Self::Form(_) => "application/x-www-form-urlencoded".into(),
            Self::Multipart(parts) => format!("multipart/form-data; boundary={}", boundary(parts)),
        })
    }

    /// The bytes that go over the wire; none for no body at all.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        Some(match self {
            Self::None => return None,
            Self::Json(text) => text.clone().into_bytes(),
            Self::Raw(bytes) => bytes.clone(),
            Self::Form(pairs) => form(pairs).into_bytes(),
            Self::Multipart(parts) => multipart(parts),
        })
    }

    /// Adds what it holds under the name of a secret.
    pub(crate) fn collect_secrets(&self, secrets: &mut Secrets) {
        match self {
            Self::None | Self::Raw(_) => {}
            Self::Json(text) => collect_json_secrets(text, is_secret_field, secrets),
            Self::Form(pairs) => {
                for (_, value) in pairs.iter().filter(|(name, _)| is_secret_field(name)) {
                    secrets.add(value);
                }
            }
            Self::Multipart(parts) => {
                for part in parts.iter().filter(|part| is_secret_field(&part.name)) {
                    secrets.add(&String::from_utf8_lossy(&part.content));
                }
            }
        }
    }
}

/// Adds the strings and numbers of JSON text that stand below a name for which `is_secret` holds.
pub(crate) fn collect_json_secrets(text: &str, is_secret: fn(&str) -> bool, secrets: &mut Secrets) {
    fn visit(
        value: &contract::Json,
        below: bool,
        is_secret: fn(&str) -> bool,
        found: &mut Secrets,
    ) {
        match value {
            contract::Json::Object(members) => {
                for (name, member) in members {
                    visit(member, below || is_secret(name), is_secret, found);
                }
            }
            contract::Json::Array(elements) => {
                for element in elements {
                    visit(element, below, is_secret, found);
                }
            }
            contract::Json::String(text) if below => found.add(text),
            contract::Json::Number(number) if below => found.add(number.as_str()),
            _ => {}
        }
    }
    if let Ok(value) = contract::json::parse(text) {
        visit(&value, false, is_secret, secrets);
    }
}

/// Pairs as a browser sends them.
pub(crate) fn form(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The same with masks in place of secrets; the masks are not encoded, so that they can be read.
pub(crate) fn masked_form(encoded: &str, secrets: &Secrets) -> String {
    let pair = |pair: &str| {
        let Some((name, value)) = pair.split_once('=') else {
            return secrets.mask(pair).into_owned();
        };
        let plain: Vec<_> = form_urlencoded::parse(pair.as_bytes()).collect();
        let secret = plain.iter().find(|(name, _)| is_secret_field(name));
        match secret {
            Some((_, plain)) if !value.is_empty() => format!("{name}={}", crate::masked(plain)),
            _ => format!("{}={}", secrets.mask(name), secrets.mask(value)),
        }
    };
    encoded.split('&').map(pair).collect::<Vec<_>>().join("&")
}

/// A line that no part contains: made from the parts themselves, so that a repeated request is the
/// same bytes.
fn boundary(parts: &[Part]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.name.len().to_le_bytes());
        hash.update(&part.name);
        hash.update(part.content.len().to_le_bytes());
        hash.update(&part.content);
    }
    format!("proctor-{}", &hex::encode(hash.finalize())[..32])
}

fn multipart(parts: &[Part]) -> Vec<u8> {
    let boundary = boundary(parts);
    let mut bytes = Vec::new();
    for part in parts {
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            quoted(&part.name)
        );
        if let Some(file_name) = &part.file_name {
            let _ = write!(head, "; filename=\"{}\"", quoted(file_name));
            let _ = write!(head, "\r\nContent-Type: {}", content_type_of(file_name));
        }
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(b"\r\n\r\n");
        bytes.extend_from_slice(&part.content);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    bytes
}

/// A name inside quotes, escaped as browsers do.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// The content type that a file's name says.
pub(crate) fn content_type_of(file_name: &str) -> &'static str {
    let extension = file_name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "json" => "application/json",
        "xml" => "application/xml",
        "csv" => "text/csv",
        "txt" | "log" | "md" => "text/plain",
        "html" | "htm" => "text/html",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_checked_and_kept_as_it_is() {
        let body =
            Body::json("\u{feff}{\"id\": 12345678901234567890, \"a\":1.10 }", "--body").unwrap();
        assert_eq!(body.bytes().unwrap(), b"{\"id\": 12345678901234567890, \"a\":1.10 }");
        assert_eq!(Body::json("{}", "--body").unwrap().bytes().unwrap(), b"{}");
        let error = Body::json("{\n \"a\": }", "--body").unwrap_err();
        assert_eq!(
            fault::line(&error),
            "error: the body is not JSON: expected a value: --body line 2 column 7; correct the \
             JSON, or name another Content-Type with --header, or use --raw-body-file \
             [exchange/body-not-json]"
        );
    }

    #[test]
    fn forms_are_encoded_and_masked() {
        let pairs = vec![("이름".into(), "a b&c".into()), ("password".into(), "p=&1".into())];
        let encoded = form(&pairs);
        assert_eq!(encoded, "%EC%9D%B4%EB%A6%84=a+b%26c&password=p%3D%261");
        let mut secrets = Secrets::new();
        Body::Form(pairs).collect_secrets(&mut secrets);
        assert_eq!(masked_form(&encoded, &secrets), "%EC%9D%B4%EB%A6%84=a+b%26c&password=***");
    }

    #[test]
    fn multipart_is_the_same_bytes_each_time() {
        let part = |name: &str, file: Option<&str>| Part {
            name: name.into(),
            file_name: file.map(Into::into),
            content: b"x".to_vec(),
        };
        let body = Body::Multipart(vec![part("a\"b", None), part("file", Some("그림.png"))]);
        let text = String::from_utf8(body.bytes().unwrap()).unwrap();
        assert_eq!(body.bytes(), body.bytes());
        assert!(text.contains("name=\"a%22b\"\r\n\r\nx\r\n"), "{text}");
        assert!(text.contains("filename=\"그림.png\"\r\nContent-Type: image/png"), "{text}");
        let boundary =
            body.content_type().unwrap().split_off("multipart/form-data; boundary=".len());
        assert!(text.ends_with(&format!("--{boundary}--\r\n")), "{text}");
    }

    #[test]
    fn secrets_of_a_body_are_known_by_their_names() {
        let mut secrets = Secrets::new();
        let body =
            Body::json(r#"{"user":"kim","password":"hunter22","token":{"a":[7654321]}}"#, "x");
        body.unwrap().collect_secrets(&mut secrets);
        assert_eq!(secrets.mask("kim hunter22 7654321"), "kim *** ***");
    }
}
