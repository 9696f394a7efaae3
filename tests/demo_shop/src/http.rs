//! HTTP/1.1, as much as the shop needs: one request a connection, one thread a connection.
//!
//! A server library would be less code of ours, but none lets a handler break the connection on
//! purpose, and breaking it is one of the things that the shop is for.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use socket2::SockRef;
use url::Url;

const MAX_HEAD: usize = 64 * 1024;
const MAX_BODY: usize = 1024 * 1024;

/// A request, taken apart.
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path segments, percent-decoding not applied: the shop's ids need none.
    pub(crate) path: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    /// What follows `Bearer ` in the `Authorization` header.
    pub(crate) bearer: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// What happens to the connection.
pub(crate) enum Outcome {
    /// Status and JSON body.
    Answer(u16, String),
    /// No answer: the peer sees `connection reset`.
    Reset,
}

/// Answers requests until the listener fails.
pub(crate) fn serve(
    listener: &TcpListener,
    answer: impl Fn(&Request) -> Outcome + Send + Sync + 'static,
) -> io::Result<()> {
    let answer = Arc::new(answer);
    for stream in listener.incoming() {
        let stream = stream?;
        let answer = Arc::clone(&answer);
        thread::Builder::new().name("request".into()).spawn(move || {
            // A peer that went away is no concern of the shop's.
            let _ = exchange(stream, &*answer);
        })?;
    }
    Ok(())
}

fn exchange(mut stream: TcpStream, answer: &dyn Fn(&Request) -> Outcome) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let outcome = match read_request(&mut stream)? {
        Some(request) => answer(&request),
        None => Outcome::Answer(400, r#"{"error":{"code":"BAD_REQUEST"}}"#.into()),
    };
    match outcome {
        Outcome::Answer(status, body) => write_answer(&mut stream, status, &body),
        // Closing with a linger time of zero sends RST in place of FIN.
        Outcome::Reset => SockRef::from(&stream).set_linger(Some(Duration::ZERO)),
    }
}

/// Reads head and body; `None` when the bytes are not a request that the shop can read.
fn read_request(stream: &mut TcpStream) -> io::Result<Option<Request>> {
    let mut bytes = Vec::new();
    let (mut request, head_length, body_length) = loop {
        if read_more(stream, &mut bytes)? == 0 || bytes.len() > MAX_HEAD + MAX_BODY {
            return Ok(None);
        }
        match parse_head(&bytes) {
            Head::Whole { request, head_length, body_length } => {
                break (request, head_length, body_length);
            }
            Head::Partial => {}
            Head::Bad => return Ok(None),
        }
    };
    if body_length > MAX_BODY {
        return Ok(None);
    }
    while bytes.len() < head_length + body_length {
        if read_more(stream, &mut bytes)? == 0 {
            return Ok(None);
        }
    }
    request.body = bytes[head_length..head_length + body_length].to_vec();
    Ok(Some(request))
}

fn read_more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let mut chunk = [0; 8192];
    let length = stream.read(&mut chunk)?;
    bytes.extend_from_slice(&chunk[..length]);
    Ok(length)
}

enum Head {
    Whole { request: Request, head_length: usize, body_length: usize },
    Partial,
    Bad,
}

fn parse_head(bytes: &[u8]) -> Head {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut parsed = httparse::Request::new(&mut headers);
    let head_length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Head::Partial,
        Err(_) => return Head::Bad,
    };
    let header = |name: &str| {
        let found = parsed.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
        found.and_then(|h| std::str::from_utf8(h.value).ok())
    };
    let body_length = match header("Content-Length").map(str::parse) {
        None => 0,
        Some(Ok(length)) => length,
        Some(Err(_)) => return Head::Bad,
    };
    let target = parsed.path.and_then(|t| Url::parse("http://shop").ok()?.join(t).ok());
    let (Some(method), Some(target)) = (parsed.method, target) else {
        return Head::Bad;
    };
    let request = Request {
        method: method.to_owned(),
        path: target.path_segments().into_iter().flatten().map(str::to_owned).collect(),
        query: target.query_pairs().into_owned().collect(),
        bearer: header("Authorization").and_then(|v| v.strip_prefix("Bearer ")).map(str::to_owned),
        body: Vec::new(),
    };
    Head::Whole { request, head_length, body_length }
}

fn write_answer(stream: &mut TcpStream, status: u16, body: &str) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        reason(status),
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        _ => "Internal Server Error",
    }
}
