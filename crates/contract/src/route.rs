//! Path and query of a planned request with its placeholders filled, as they go over the wire. The
//! program that sends it and the rule for PASS build them here, so that they agree byte for byte.

use crate::{
    Json, Object,
    placeholder::{self, UnknownPlaceholder},
    tc_spec::Stimulus,
};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a value may not bring into a path: everything but RFC 3986's unreserved characters.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// What is encoded in the text of a path, as browsers do it; `%` stays, for it may be an escape.
const TEXT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Path and query of a planned request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The path, percent-encoded, with a `/` at its start; the service's own base path is not in it.
    pub path: String,
    /// Pairs of the query, decoded: those written behind the path, then those of `query`.
    pub query: Vec<(String, String)>,
}

/// Why a planned request has no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteError {
    /// Nothing stands for a placeholder.
    Placeholder(UnknownPlaceholder),
    /// `{name}` in the path is no placeholder and no path parameter.
    Parameter {
        /// The name.
        name: String,
        /// The path parameters there are.
        known: Vec<String>,
    },
    /// A value that would leave the path: `.` or `..`.
    Dots {
        /// The name of the value.
        name: String,
    },
}

impl From<UnknownPlaceholder> for RouteError {
    fn from(error: UnknownPlaceholder) -> Self {
        Self::Placeholder(error)
    }
}

/// Builds path and query from the plan and the test case's data.
pub fn route(stimulus: &Stimulus, data: &Object) -> Result<Route, RouteError> {
    let (template, written) = match stimulus.path.split_once('?') {
        Some((path, query)) => (path, query),
        None => (stimulus.path.as_str(), ""),
    };
    let mut path = if template.starts_with('/') { String::new() } else { "/".into() };
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest[start..].find('}').map(|length| start + length + 1) else { break };
        let name = &rest[start + 1..end - 1];
        path.extend(utf8_percent_encode(&rest[..start], TEXT));
        path.push_str(&parameter(name, &rest[start..end], stimulus, data)?);
        rest = &rest[end..];
    }
    path.extend(utf8_percent_encode(rest, TEXT));
    let mut query = Vec::new();
    for pair in written.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        query.push((placeholder::fill(name, data)?, placeholder::fill(value, data)?));
    }
    query.extend(pairs(&stimulus.query, data)?);
    Ok(Route { path, query })
}

/// Members as pairs of texts, placeholders filled: an array gives one name several times, null none.
pub fn pairs(members: &Object, data: &Object) -> Result<Vec<(String, String)>, UnknownPlaceholder> {
    let mut pairs = Vec::new();
    for (name, member) in members {
        let name = placeholder::fill(name, data)?;
        let value = placeholder::fill_json(member, data)?;
        match &value {
            Json::Null => {}
            Json::Array(elements) => {
                pairs.extend(elements.iter().map(|one| (name.clone(), one.to_plain_text())));
            }
            one => pairs.push((name, one.to_plain_text())),
        }
    }
    Ok(pairs)
}

fn parameter(
    name: &str,
    written: &str,
    stimulus: &Stimulus,
    data: &Object,
) -> Result<String, RouteError> {
    let value = if let Some(parameter) = stimulus.path_params.get(name) {
        placeholder::fill_json(parameter, data)?.to_plain_text()
    } else if placeholder::find(written).is_empty() {
        let known = stimulus.path_params.keys().cloned().collect();
        return Err(RouteError::Parameter { name: name.into(), known });
    } else {
        placeholder::fill(written, data)?
    };
    if value == "." || value == ".." {
        return Err(RouteError::Dots { name: name.into() });
    }
    Ok(utf8_percent_encode(&value, VALUE).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn build(stimulus: &str) -> Result<Route, RouteError> {
        let data = parse(r#"{"id":1234567890123456789,"name":"a/b 다","up":".."}"#).unwrap();
        let stimulus: Stimulus = serde_json::from_str(stimulus).unwrap();
        route(&stimulus, data.as_object().unwrap())
    }

    #[test]
    fn values_are_encoded_and_text_is_kept() {
        let check = |stimulus: &str, path: &str| assert_eq!(build(stimulus).unwrap().path, path);
        check(r#"{"path":"/orders/{data.id}/cancel"}"#, "/orders/1234567890123456789/cancel");
        check(r#"{"path":"o/{n}","path_params":{"n":"{data.name}"}}"#, "/o/a%2Fb%20%EB%8B%A4");
        check(r#"{"path":"/주문/a%20b c"}"#, "/%EC%A3%BC%EB%AC%B8/a%20b%20c");
        check(r#"{"path":"/{n}","path_params":{"n":7}}"#, "/7");
    }

    #[test]
    fn the_query_comes_from_both_places() {
        let route = build(
            r#"{"path":"/o?a=1&n={data.name}","query":{"b":[1,"{data.id}"],"c":null,"d":true}}"#,
        );
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = [
            pair("a", "1"),
            pair("n", "a/b 다"),
            pair("b", "1"),
            pair("b", "1234567890123456789"),
            pair("d", "true"),
        ];
        assert_eq!(route.unwrap().query, expected);
    }

    #[test]
    fn what_has_no_value_is_named() {
        let error = |stimulus| build(stimulus).unwrap_err();
        let parameter = error(r#"{"path":"/{order}","path_params":{"id":1}}"#);
        let known = vec!["id".to_owned()];
        assert_eq!(parameter, RouteError::Parameter { name: "order".into(), known });
        assert!(matches!(error(r#"{"path":"/{data.x}"}"#), RouteError::Placeholder(_)));
        assert_eq!(error(r#"{"path":"/{data.up}"}"#), RouteError::Dots { name: "data.up".into() });
    }
}
