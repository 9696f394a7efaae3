//! A stimulus file: what was sent, and what came of it.
//!
//! The answer may be 100 MB. It is passed over once and never built as a tree; only an answer that
//! fits into a result is taken along.

use crate::excerpt::{LIMIT, excerpt};
use contract::{Json, Object, stimulus::ErrorKind};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use store::Source;

/// What a result needs of one exchange.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    /// Method and path with query, as the line of step 3 shows them.
    pub(crate) call: String,
    /// Method and whole URL.
    pub(crate) full_call: String,
    /// When the request was sent.
    pub(crate) at: Option<String>,
    /// What came of it.
    pub(crate) outcome: Outcome,
    /// The `response` of the file; a body that is too large is cut.
    pub(crate) response: Json,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// An answer with this status code.
    Answered(u16),
    /// So many steps in a browser.
    Steps(usize),
    /// It never reached the server, or nobody answered in time.
    Unreachable(String),
    /// The connection broke after the request went out: the server may have acted.
    BrokenOff(String),
}

#[derive(Deserialize)]
struct View<'a> {
    #[serde(default)]
    tc_id: Option<String>,
    #[serde(default)]
    timestamp: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(borrow, default)]
    steps: Option<Vec<&'a RawValue>>,
    #[serde(default)]
    final_url: Option<String>,
    #[serde(default)]
    request: Option<Request>,
    #[serde(borrow, default)]
    response: Option<IndexMap<Cow<'a, str>, &'a RawValue>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Request {
    method: Option<String>,
    url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Ending {
    status_code: Option<u16>,
    error: Option<String>,
    error_kind: Option<ErrorKind>,
}

/// Reads a stimulus file; gives the test case that it names, too.
pub(crate) fn read(source: &Source) -> Result<(Option<String>, Exchange), store::Error> {
    let view: View<'_> = source.view()?;
    let request = view.request.unwrap_or_default();
    let members = view.response.unwrap_or_default();
    let ending = ending(&members).map_or_else(
        || source.view::<WholeEnding>(),
        |ending| Ok(WholeEnding { response: ending }),
    )?;
    let outcome = match (view.kind.as_deref(), ending.response) {
        (Some("ui"), Ending { error: None, .. }) => {
            Outcome::Steps(view.steps.map_or(0, |steps| steps.len()))
        }
        (_, ending) => outcome(ending),
    };
    let method = request.method.unwrap_or_else(|| view.kind.unwrap_or_default().to_uppercase());
    let url = request.url.or(view.final_url).unwrap_or_default();
    let exchange = Exchange {
        call: format!("{method} {}", path_of(&url)).trim().to_owned(),
        full_call: format!("{method} {url}").trim().to_owned(),
        at: view.timestamp,
        outcome,
        response: response(&members, source),
    };
    Ok((view.tc_id, exchange))
}

/// Read only to say where a wrong type lies.
#[derive(Default, Deserialize)]
struct WholeEnding {
    #[serde(default)]
    response: Ending,
}

/// The members that say how it ended; `None` when one has a wrong type.
fn ending(members: &IndexMap<Cow<'_, str>, &RawValue>) -> Option<Ending> {
    let raw = |name| members.get(name).map_or("null", |raw: &&RawValue| raw.get());
    Some(Ending {
        status_code: serde_json::from_str(raw("status_code")).ok()?,
        error: serde_json::from_str(raw("error")).ok()?,
        error_kind: serde_json::from_str(raw("error_kind")).ok()?,
    })
}

fn outcome(ending: Ending) -> Outcome {
    if let Some(code) = ending.status_code {
        return Outcome::Answered(code);
    }
    let error = ending.error.unwrap_or_default();
    // Older files have no `error_kind`: the text decides.
    let unreachable = match ending.error_kind {
        Some(ErrorKind::Broken) => false,
        Some(_) => true,
        None => sounds_unreachable(&error),
    };
    if unreachable { Outcome::Unreachable(error) } else { Outcome::BrokenOff(error) }
}

fn sounds_unreachable(error: &str) -> bool {
    const SIGNS: [&str; 13] = [
        "refused",
        "timeout",
        "timed out",
        "resolve",
        "not known",
        "getaddrinfo",
        "dns",
        "ssl",
        "tls",
        "certificate",
        "unreachable",
        "no route",
        "max retries",
    ];
    let error = error.to_lowercase();
    SIGNS.iter().any(|sign| error.contains(sign))
}

/// Path and query of a URL.
fn path_of(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else { return url };
    rest.find('/').map_or("/", |at| &rest[at..])
}

fn response(members: &IndexMap<Cow<'_, str>, &RawValue>, source: &Source) -> Json {
    if members.is_empty() {
        return Json::Null;
    }
    let tree = |raw: &RawValue| contract::json::parse(raw.get()).unwrap_or_default();
    let mut response = Object::new();
    for (name, raw) in members {
        if raw.get().len() <= LIMIT {
            response.insert(name.to_string(), tree(raw));
            continue;
        }
        let (start, omitted) = excerpt(raw.get(), source.path());
        response.insert(name.to_string(), start.into());
        response.insert(format!("{name}_omitted"), omitted);
    }
    Json::Object(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(text: &str) -> Exchange {
        let source = Source::from_bytes("/t/TC-1_stimulus.json", text.as_bytes().to_vec());
        read(&source).unwrap().1
    }

    #[test]
    fn an_answer_is_an_answer_whatever_its_code() {
        let exchange = exchange(
            r#"{"request":{"method":"POST","url":"http://h:1/a/b?c=1"},"response":{"status_code":500,"body":{"id":1234567890123456789}}}"#,
        );
        assert_eq!(exchange.outcome, Outcome::Answered(500));
        assert_eq!(exchange.call, "POST /a/b?c=1");
        assert_eq!(exchange.full_call, "POST http://h:1/a/b?c=1");
        assert!(exchange.response.to_string().contains("1234567890123456789"));
    }

    #[test]
    fn no_answer_is_unreachable_or_broken_off() {
        let check = |response: &str, unreachable: bool| {
            let outcome = exchange(&format!(r#"{{"response":{response}}}"#)).outcome;
            assert_eq!(matches!(outcome, Outcome::Unreachable(_)), unreachable, "{response}");
        };
        check(r#"{"status_code":null,"error_kind":"refused"}"#, true);
        check(r#"{"status_code":null,"error_kind":"dns"}"#, true);
        check(r#"{"status_code":null,"error_kind":"no_answer","error":"TIMEOUT"}"#, true);
        check(r#"{"status_code":null,"error_kind":"broken","error":"TIMEOUT"}"#, false);
        check(r#"{"error":"TIMEOUT"}"#, true);
        check(r#"{"error":"CONNECTION_ERROR: [Errno 111] Connection refused"}"#, true);
        check(r#"{"error":"CONNECTION_ERROR: Connection reset by peer"}"#, false);
        check("{}", false);
    }

    #[test]
    fn a_large_body_is_cut_and_says_so() {
        let body = "가".repeat(LIMIT);
        let exchange =
            exchange(&format!(r#"{{"response":{{"status_code":200,"body":"{body}"}}}}"#));
        assert!(exchange.response.to_string().len() < LIMIT);
        let omitted = exchange.response.get("body_omitted").unwrap();
        assert_eq!(omitted.get("file"), Some(&"TC-1_stimulus.json".into()));
        assert_eq!(omitted.get("bytes"), Some(&(body.len() + 2).into()));
    }

    #[test]
    fn a_wrong_type_names_its_place() {
        let source = Source::from_bytes("s.json", br#"{"response":{"status_code":"x"}}"#.to_vec());
        let error = read(&source).unwrap_err();
        assert!(fault::line(&error).contains("s.json at /response/status_code"), "{error:?}");
    }

    #[test]
    fn steps_in_a_browser_are_an_exchange_too() {
        let exchange = exchange(r#"{"kind":"ui","steps":[1,2],"final_url":"http://h/x"}"#);
        assert_eq!(exchange.outcome, Outcome::Steps(2));
        assert_eq!(exchange.call, "UI /x");
    }
}
