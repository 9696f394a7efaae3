//! The request as the command line describes it.

use crate::{Error, args::RequestArgs};
use cli::Io;
use exchange::{Body, Draft, Error as RequestError, Header, Part};
use std::path::Path;

/// Headers from all three places.
pub(crate) fn headers(args: &RequestArgs, io: &mut Io) -> Result<Vec<Header>, Error> {
    let mut headers = Vec::new();
    for line in &args.header {
        headers.push(Header::parse(line)?);
    }
    for variable in &args.header_env {
        let not_set = || Error::NotSet { variable: variable.clone() };
        parse_lines(&io.env().get(variable).ok_or_else(not_set)?, &mut headers)?;
    }
    if let Some(file) = &args.header_file {
        parse_lines(io.input(file)?.text()?, &mut headers)?;
    }
    Ok(headers)
}

fn parse_lines(text: &str, headers: &mut Vec<Header>) -> Result<(), Error> {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        headers.push(Header::parse(line)?);
    }
    Ok(())
}

/// The draft of a request with `--url`.
pub(crate) fn draft(
    args: &RequestArgs,
    url: &str,
    headers: Vec<Header>,
    io: &mut Io,
) -> Result<Draft, Error> {
    let body = body(args, &headers, io)?;
    let default = if body == Body::None { "GET" } else { "POST" };
    Ok(Draft {
        method: args.method.clone().unwrap_or_else(|| default.into()),
        url: url.into(),
        query: pairs(&args.query, "--query")?,
        headers,
        body,
    })
}

fn body(args: &RequestArgs, headers: &[Header], io: &mut Io) -> Result<Body, Error> {
    if let Some(text) = &args.body {
        return json_or_text(text, headers, "--body");
    }
    if let Some(file) = &args.body_file {
        let source = io.input(file)?;
        return json_or_text(source.text()?, headers, &file.display().to_string());
    }
    if let Some(file) = &args.raw_body_file {
        return Ok(Body::Raw(io.input(file)?.bytes().to_vec()));
    }
    if !args.form.is_empty() {
        return Ok(Body::Form(pairs(&args.form, "--form")?));
    }
    if args.multipart.is_empty() {
        return Ok(Body::None);
    }
    let parts = pairs(&args.multipart, "--multipart")?;
    let parts = parts.into_iter().map(|(name, value)| part(name, &value, io));
    Ok(Body::Multipart(parts.collect::<Result<_, _>>()?))
}

/// JSON, unless a header says that the body is something else.
pub(crate) fn json_or_text(text: &str, headers: &[Header], place: &str) -> Result<Body, Error> {
    if says_other_than_json(headers) {
        return Ok(Body::Raw(text.as_bytes().to_vec()));
    }
    Ok(Body::json(text, place)?)
}

/// Whether a `Content-Type` is there that is not one of JSON.
pub(crate) fn says_other_than_json(headers: &[Header]) -> bool {
    let content_type = headers.iter().find(|it| it.name.eq_ignore_ascii_case("content-type"));
    content_type.is_some_and(|header| {
        let kind = header.value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        !kind.ends_with("json")
    })
}

fn part(name: String, value: &str, io: &mut Io) -> Result<Part, Error> {
    let Some(file) = value.strip_prefix('@') else {
        return Ok(Part { name, file_name: None, content: value.as_bytes().to_vec() });
    };
    let source = io.input(Path::new(file))?;
    let file_name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Part { name, file_name, content: source.bytes().to_vec() })
}

/// Arguments of the form `NAME=VALUE`.
pub(crate) fn pairs(texts: &[String], flag: &str) -> Result<Vec<(String, String)>, Error> {
    let pair = |(index, text): (usize, &String)| match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => {
            let place = format!("{flag}, argument {}", index + 1);
            Err(RequestError::Pair { place }.into())
        }
    };
    texts.iter().enumerate().map(pair).collect()
}
