//! `{TC}_stimulus.json`: an exchange as it is written down.

use crate::{
    Answer, Body, Exchange, Header, Part,
    body::content_type_of,
    mask_url,
    names::{is_secret_field, is_secret_header},
    path::Path,
    request::mask_url_text,
    secrets::{MASK, Secrets, masked_header},
    shown::Shown,
};
use contract::{
    Json, Object,
    json::{parse_bytes, pretty_document},
    stimulus::{Redirect, Request, Response, Stimulus},
};
use sha2::{Digest, Sha256};
use std::{
    io::{self, Write},
    thread,
};

/// What is written down beside the exchange itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Meta<'a> {
    /// The test case.
    pub tc_id: Option<&'a str>,
    /// When the request was sent; RFC 3339.
    pub timestamp: &'a str,
    /// The checkpoint's segment.
    pub segment: Option<&'a str>,
    /// Which program, with its version.
    pub tool: &'a str,
    /// Values of the answer that are masked besides those that a name gives away.
    pub mask: &'a [Path],
}

/// A record, ready to be written; a large body stays where it is.
#[derive(Debug)]
pub struct Record<'a> {
    before: String,
    body: Shown<'a>,
    after: String,
}

/// Bodies from this size on are hashed on a second thread, while they are checked.
const HASH_BESIDE_FROM: usize = 1 << 20;

impl<'a> Record<'a> {
    /// Masks and lays out an exchange.
    pub fn of(exchange: &'a Exchange, meta: Meta<'_>) -> Self {
        let secrets = exchange.request.secrets();
        let mut stimulus = Stimulus {
            tc_id: meta.tc_id.map(Into::into),
            timestamp: meta.timestamp.into(),
            request: request(&exchange.request),
            response: Response { redirects: redirects(exchange), ..Response::default() },
            success: exchange.outcome.is_ok(),
            attempts: Some(exchange.attempts),
            segment: meta.segment.map(Into::into),
            tool: Some(meta.tool.into()),
        };
        let response = &mut stimulus.response;
        response.elapsed_ms = u64::try_from(exchange.elapsed.as_millis()).ok();
        let body = match &exchange.outcome {
            Ok(answer) => {
                let (body, sha256) = show(answer, secrets, meta.mask);
                describe(answer, secrets, response);
                response.body_encoding = body.encoding();
                response.body_sha256 = Some(sha256);
                body
            }
            Err(failure) => {
                response.error = Some(secrets.mask(&failure.to_string()).into_owned());
                response.error_kind = Some(failure.kind);
                Shown::Empty
            }
        };
        let (before, after) = split(&pretty_document(&stimulus));
        Self { before, body, after }
    }

    /// Writes the document, with its final newline.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.before.as_bytes())?;
        self.body.write(BODY_DEPTH, out)?;
        out.write_all(self.after.as_bytes())
    }
}

/// `response.body` stands two levels deep.
const BODY_DEPTH: usize = 2;

/// Cuts the document where the answer's body stands as null. Line breaks inside strings are escaped,
/// so that these lines cannot stand anywhere else.
fn split(document: &str) -> (String, String) {
    const RESPONSE: &str = "\n  \"response\": {";
    const BODY: &str = "\n    \"body\": ";
    let response = document.find(RESPONSE).unwrap_or_default();
    let body = document[response..].find(BODY).unwrap_or_default();
    let (before, after) = document.split_at(response + body + BODY.len());
    (before.to_owned(), after.strip_prefix("null").unwrap_or(after).to_owned())
}

/// The body and the hash of its bytes.
fn show<'a>(answer: &'a Answer, secrets: &Secrets, paths: &[Path]) -> (Shown<'a>, String) {
    let is_form =
        content_type(&answer.headers).is_some_and(|kind| kind.contains("form-urlencoded"));
    let hash = || hex::encode(Sha256::digest(&answer.body));
    let show = || Shown::of(&answer.body, secrets, paths, is_form);
    if answer.body.len() < HASH_BESIDE_FROM {
        return (show(), hash());
    }
    thread::scope(|scope| {
        let beside = scope.spawn(hash);
        let shown = show();
        (shown, beside.join().unwrap_or_else(|_| hash()))
    })
}

fn describe(answer: &Answer, secrets: &Secrets, response: &mut Response) {
    response.status_code = Some(answer.status);
    response.http_version = Some(answer.version.into());
    response.headers = headers(&answer.headers, secrets);
    response.body_bytes = u64::try_from(answer.body.len()).ok();
    response.body_truncated = Some(answer.truncated);
    response.error =
        answer.undecoded.as_ref().map(|message| format!("BODY_NOT_DECODED: {message}"));
}

fn redirects(exchange: &Exchange) -> Vec<Redirect> {
    let secrets = exchange.request.secrets();
    let hops = exchange.hops.iter().map(|hop| Redirect {
        status_code: hop.status,
        method: hop.method.clone(),
        url: mask_url(&hop.url, secrets),
    });
    hops.collect()
}

fn request(request: &crate::Request) -> Request {
    let secrets = request.secrets();
    let (body, body_encoding, body_sha256) = request_body(request);
    Request {
        method: request.method().into(),
        url: mask_url(&request.url, secrets),
        headers: headers(&request.headers, secrets),
        body,
        body_encoding,
        body_sha256,
    }
}

/// Header lines by name, in the spelling of the first; several of one name become an array.
fn headers<M: FromIterator<(String, Json)>>(lines: &[Header], secrets: &Secrets) -> M {
    let mut shown: Vec<(String, Vec<Json>)> = Vec::new();
    for line in lines {
        let value = Json::String(masked_value(line, secrets));
        match shown.iter_mut().find(|(name, _)| line.is(name)) {
            Some((_, values)) => values.push(value),
            None => shown.push((line.name.clone(), vec![value])),
        }
    }
    let single = |mut values: Vec<Json>| match values.len() {
        1 => values.remove(0),
        _ => Json::Array(values),
    };
    shown.into_iter().map(|(name, values)| (name, single(values))).collect()
}

fn masked_value(line: &Header, secrets: &Secrets) -> String {
    const WITH_URLS: [&str; 5] = ["location", "content-location", "link", "refresh", "referer"];
    if is_secret_header(&line.name) {
        masked_header(&line.name, &line.value)
    } else if WITH_URLS.iter().any(|name| line.is(name)) {
        mask_url_text(&line.value, secrets)
    } else {
        secrets.mask(&line.value).into_owned()
    }
}

fn content_type(headers: &[Header]) -> Option<&str> {
    headers.iter().find(|header| header.is("content-type")).map(|header| header.value.as_str())
}

/// The body as it is shown, its encoding, and its hash: of the bytes sent, or of what is shown where
/// something was masked.
fn request_body(request: &crate::Request) -> (Json, Option<String>, Option<String>) {
    let Some(sent) = request.body.bytes() else { return (Json::Null, None, None) };
    let secrets = request.secrets();
    if let Body::Multipart(parts) = &request.body {
        let (shown, is_masked) = multipart(parts, secrets);
        let hashed = if is_masked { shown.to_string().into_bytes() } else { sent };
        return (shown, None, Some(sha256(&hashed)));
    }
    let is_form = match &request.body {
        Body::Form(_) => true,
        Body::Raw(_) => {
            content_type(&request.headers).is_some_and(|kind| kind.contains("form-urlencoded"))
        }
        _ => false,
    };
    let shown = Shown::of(&sent, secrets, &[], is_form);
    let (masked, encoding) = (shown.masked(), shown.encoding());
    let sha256 = sha256(&masked);
    let mut json = Vec::new();
    // Memory takes every byte, and what was written is JSON.
    let body = match shown.write(0, &mut json) {
        Ok(()) => parse_bytes(&json).unwrap_or_default(),
        Err(_) => Json::Null,
    };
    (body, encoding, Some(sha256))
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The parts: text as it is, files by name, size and hash.
fn multipart(parts: &[Part], secrets: &Secrets) -> (Json, bool) {
    let mut is_masked = false;
    let mut shown = Vec::new();
    for part in parts {
        let mut members = Object::new();
        members.insert("name".into(), part.name.as_str().into());
        if let Some(file_name) = &part.file_name {
            members.insert("file_name".into(), file_name.as_str().into());
            members.insert("content_type".into(), content_type_of(file_name).into());
            members.insert("bytes".into(), part.content.len().into());
            members.insert("sha256".into(), sha256(&part.content).into());
        } else {
            let value = String::from_utf8_lossy(&part.content);
            let masked =
                if is_secret_field(&part.name) { MASK.into() } else { secrets.mask(&value) };
            is_masked |= masked != value;
            members.insert("value".into(), masked.into_owned().into());
        }
        shown.push(Json::Object(members));
    }
    let mut body = Object::new();
    body.insert("multipart".into(), Json::Array(shown));
    (Json::Object(body), is_masked)
}
