//! Exchanges with a real server on loopback: what is sent, what is written down, what goes wrong.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use contract::{
    Json, Object, json,
    stimulus::{ErrorKind, Stimulus},
};
use exchange::{
    Body, Draft, Exchange, Header, Jar, Login, Meta, Options, Path, Pins, Proxy, Record, Request,
    Roots, Secrets, send,
};
use fault::Fault;
use proptest::prelude::*;
use std::{net::SocketAddr, time::Duration};
use testkit::http::{
    Coding, Framing, Identity, Mishap, Reply, Server, StalledPort, refusing_address,
};

fn options() -> Options {
    Options {
        timeout: Duration::from_secs(20),
        follow: 0,
        retry: 0,
        retry_unsafe: false,
        max_body: 64 << 20,
        insecure: false,
        roots: None,
        proxy: None,
        pins: Pins::default(),
    }
}

/// Short enough for a test, long enough for loopback on a busy machine.
fn impatient() -> Options {
    Options { timeout: Duration::from_millis(300), ..options() }
}

fn request(method: &str, url: &str) -> Request {
    build(Draft { method: method.into(), url: url.into(), ..Draft::default() })
}

fn build(draft: Draft) -> Request {
    Request::build(draft, "proctor/test").unwrap()
}

fn get(url: &str, options: &Options) -> Exchange {
    send(request("GET", url), options, None).unwrap()
}

fn text(exchange: &Exchange) -> String {
    masked(exchange, &[])
}

fn masked(exchange: &Exchange, mask: &[Path]) -> String {
    let meta = Meta {
        tc_id: Some("TC-1"),
        timestamp: "2026-11-20T10:00:00.000+09:00",
        segment: None,
        tool: "stimulus_executor 0.1.0",
        mask,
    };
    let mut out = Vec::new();
    Record::of(exchange, meta).write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn record(exchange: &Exchange) -> Stimulus {
    serde_json::from_str(&text(exchange)).unwrap()
}

fn answer(reply: Reply) -> (Server, Exchange) {
    let server = Server::scripted(vec![reply]);
    let exchange = get(&server.url("/x"), &options());
    (server, exchange)
}

#[test]
fn an_exchange_is_written_down_as_it_was() {
    let server = Server::scripted(vec![
        Reply::json(201, r#"{"id":1234567890123456789,"price":0.10,"far":1e400}"#)
            .header("x-many", "1")
            .header("x-many", "2"),
    ]);
    let draft = Draft {
        method: "post".into(),
        url: server.url("/주문?a=1"),
        query: vec![("q".into(), "가 나".into())],
        headers: vec![Header::parse("X-Trace: t1").unwrap(), Header::parse("x-trace: t2").unwrap()],
        body: Body::json(r#"{"n":1.50,"list":[]}"#, "--body").unwrap(),
    };
    let exchange = send(build(draft), &options(), None).unwrap();
    let seen = &server.requests()[0];
    assert_eq!(seen.method, "POST");
    assert_eq!(seen.target, "/%EC%A3%BC%EB%AC%B8?a=1&q=%EA%B0%80+%EB%82%98");
    assert_eq!(seen.all("X-Trace"), ["t1", "t2"]);
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.text(), r#"{"n":1.50,"list":[]}"#);

    let record = record(&exchange);
    assert!(record.success && record.attempts == Some(1));
    assert_eq!(record.request.headers["X-Trace"].to_string(), r#"["t1","t2"]"#);
    assert_eq!(record.request.body.to_string(), r#"{"n":1.50,"list":[]}"#);
    assert_eq!(record.request.body_sha256.unwrap().len(), 64);
    assert_eq!(record.response.status_code, Some(201));
    assert_eq!(record.response.headers["x-many"].to_string(), r#"["1","2"]"#);
    assert_eq!(
        record.response.body.to_string(),
        r#"{"id":1234567890123456789,"price":0.10,"far":1e400}"#
    );
    assert_eq!(record.response.body_truncated, Some(false));
    let text = text(&exchange);
    assert!(text.contains("\n    \"body\": {\n      \"id\": 1234567890123456789,"), "{text}");
    assert!(
        text.starts_with("{\n  \"tc_id\": \"TC-1\",\n  \"timestamp\"") && text.ends_with("}\n")
    );
}

#[test]
fn every_method_is_sent_with_and_without_a_body() {
    let server = Server::scripted(vec![Reply::json(200, "{}")]);
    for method in ["get", "HEAD", "Post", "put", "PATCH", "delete", "options", "PROPFIND", "x-foo"]
    {
        for body in [Body::None, Body::json("[]", "--body").unwrap()] {
            let sent = body != Body::None;
            let url = server.url("/");
            let draft = Draft { method: method.into(), url, body, ..Draft::default() };
            let exchange = send(build(draft), &options(), None).unwrap();
            assert_eq!(exchange.outcome.unwrap().status, 200, "{method}");
            let seen = server.requests().pop().unwrap();
            assert_eq!(seen.method, method.to_uppercase());
            assert_eq!(seen.text(), if sent { "[]" } else { "" }, "{method}");
            assert_eq!(seen.header("transfer-encoding"), None, "{method}");
        }
    }
}

#[test]
fn bodies_come_in_every_form() {
    let body = |reply: Reply| record(&answer(reply).1).response;
    assert_eq!(body(Reply::text(200, "안녕")).body, Json::from("안녕"));
    assert_eq!(body(Reply::status(204)).body, Json::Null);
    let binary = body(Reply::body(200, "image/png", [0xff_u8, 0, 1]));
    assert_eq!((binary.body, binary.body_encoding.as_deref()), ("/wAB".into(), Some("base64")));
    let chunked = body(Reply::json(200, "[1,2]").framed(Framing::Chunks(2)));
    assert_eq!(chunked.body.to_string(), "[1,2]");
    let closed = body(Reply::json(200, "[1,2]").framed(Framing::Close));
    assert_eq!(closed.body.to_string(), "[1,2]");
    for coding in [Coding::Gzip, Coding::Br, Coding::Zstd, Coding::Deflate, Coding::RawDeflate] {
        let coded = body(Reply::json(200, r#"{"a":"주문"}"#).compressed(coding));
        assert_eq!(coded.body.to_string(), r#"{"a":"주문"}"#, "{coding:?}");
        assert_eq!(coded.body_bytes, Some(14));
    }
    let broken = body(Reply::body(200, "text/plain", "no gzip").header("content-encoding", "gzip"));
    assert_eq!(broken.body, "no gzip".into());
    assert!(broken.error.unwrap().starts_with("BODY_NOT_DECODED: gzip"));
}

#[test]
fn a_long_body_is_cut_and_says_so() {
    let server = Server::scripted(vec![
        Reply::json(200, "[1234567890]"),
        Reply::json(200, "[1234567890]").framed(Framing::Chunks(3)),
        Reply::json(200, "[1234567890]").compressed(Coding::Gzip),
        Reply::json(200, "[1234567]"),
    ]);
    for expected in [true, true, true, false] {
        let exchange = get(&server.url("/"), &Options { max_body: 9, ..options() });
        let response = record(&exchange).response;
        assert_eq!(response.body_truncated, Some(expected));
        assert_eq!(response.body_bytes, Some(9));
        assert_eq!(response.body.as_str(), expected.then_some("[12345678"));
    }
}

#[test]
fn failures_are_told_apart_by_what_the_server_can_have_done() {
    fn check(url: &str, options: &Options, kind: ErrorKind, start: &str) {
        let exchange = get(url, options);
        let record = record(&exchange);
        let error = record.response.error.unwrap();
        assert_eq!(record.response.error_kind, Some(kind), "{url}: {error}");
        assert!(error.starts_with(start), "{error}");
        assert_eq!((record.response.status_code, record.success), (None, false));
        assert_eq!(record.response.body, Json::Null);
        assert!(!error.contains("os error"), "{error}");
    }
    let at = |address: SocketAddr| format!("http://{address}/");
    let connection = "CONNECTION_ERROR: ";
    check(&at(refusing_address()), &options(), ErrorKind::Refused, connection);
    check("http://no-such-host.invalid/", &options(), ErrorKind::Dns, connection);
    let stalled = StalledPort::open();
    check(&at(stalled.address()), &impatient(), ErrorKind::ConnectTimeout, "TIMEOUT");
    let tls = Server::start_tls(&Identity::loopback(), |_| Reply::status(200));
    check(&tls.url("/"), &options(), ErrorKind::Tls, connection);
    let plain = Server::scripted(vec![Reply::status(200)]);
    let wrong_scheme = plain.url("/").replace("http:", "https:");
    check(&wrong_scheme, &impatient(), ErrorKind::ConnectTimeout, "TIMEOUT");

    let body = Reply::json(200, "[1,2,3,4,5,6,7,8,9]");
    for (reply, kind, start) in [
        (body.clone().with(Mishap::Stall), ErrorKind::NoAnswer, "TIMEOUT"),
        (body.clone().with(Mishap::Close), ErrorKind::Broken, connection),
        (body.clone().with(Mishap::Reset), ErrorKind::Broken, connection),
        (body.clone().with(Mishap::StallAfter(3)), ErrorKind::Broken, "TIMEOUT"),
        (body.clone().with(Mishap::CloseAfter(3)), ErrorKind::Broken, connection),
        (body.clone().with(Mishap::ResetAfter(3)), ErrorKind::Broken, connection),
        (
            body.clone().framed(Framing::Close).with(Mishap::ResetAfter(3)),
            ErrorKind::Broken,
            connection,
        ),
        (
            body.clone().framed(Framing::Chunks(2)).with(Mishap::CloseAfter(4)),
            ErrorKind::Broken,
            connection,
        ),
        (
            body.clone().framed(Framing::FalseLength(90)).with(Mishap::CloseAfter(19)),
            ErrorKind::Broken,
            connection,
        ),
        (
            Reply::text(200, "SSH-2.0-x\r\n\r\n").with(Mishap::Garbage),
            ErrorKind::Broken,
            connection,
        ),
    ] {
        let server = Server::scripted(vec![reply]);
        check(&server.url("/"), &impatient(), kind, start);
    }
}

#[test]
fn a_length_that_is_too_short_ends_the_body_there() {
    let (_server, exchange) =
        answer(Reply::json(200, "[1,2]   junk").framed(Framing::FalseLength(5)));
    assert_eq!(record(&exchange).response.body.to_string(), "[1,2]");
}

#[test]
fn an_early_answer_to_a_large_body_is_read() {
    let server = Server::scripted(vec![Reply::json(413, "{}")]);
    let body = Body::Raw(vec![b'x'; 8 << 20]);
    let draft = Draft { method: "POST".into(), url: server.url("/"), body, ..Draft::default() };
    let exchange = send(build(draft), &options(), None).unwrap();
    assert_eq!(exchange.outcome.unwrap().status, 413);
    assert_eq!(server.requests()[0].body.len(), 8 << 20);
}

#[test]
fn only_harmless_requests_are_tried_again() {
    let attempts = |method: &str, retry_unsafe: bool, mishap: Mishap| {
        let server =
            Server::scripted(vec![Reply::json(200, "[1]").with(mishap), Reply::json(200, "{}")]);
        let options = Options { retry: 2, retry_unsafe, ..impatient() };
        let exchange = send(request(method, &server.url("/")), &options, None).unwrap();
        assert_eq!(u64::try_from(server.count()).unwrap(), exchange.attempts, "{method}");
        (exchange.attempts, exchange.outcome.is_ok())
    };
    for method in ["GET", "HEAD", "PUT", "DELETE"] {
        assert_eq!(attempts(method, false, Mishap::Close), (2, true), "{method}");
    }
    assert_eq!(attempts("GET", false, Mishap::Stall), (2, true));
    for method in ["POST", "PATCH", "OPTIONS"] {
        assert_eq!(attempts(method, false, Mishap::Close), (1, false), "{method}");
    }
    assert_eq!(attempts("POST", true, Mishap::Reset), (2, true));
    assert_eq!(attempts("GET", false, Mishap::CloseAfter(1)), (1, false));
    let exchange =
        get(&format!("http://{}/", refusing_address()), &Options { retry: 1, ..options() });
    assert_eq!((exchange.attempts, exchange.outcome.is_ok()), (2, false));
}

#[test]
fn redirects_are_followed_as_far_as_asked() {
    let server = Server::start(|request| match request.path() {
        "/a" => Reply::redirect(302, "/b?access_token=abcd"),
        "/b" => Reply::redirect(307, "c"),
        "/c" => Reply::json(200, "[1]"),
        other => Reply::text(404, other),
    });
    let post = || {
        let body = Body::json("{}", "--body").unwrap();
        build(Draft { method: "POST".into(), url: server.url("/a"), body, ..Draft::default() })
    };
    let exchange = send(post(), &options(), None).unwrap();
    assert_eq!(record(&exchange).response.status_code, Some(302));
    let exchange = send(post(), &Options { follow: 1, ..options() }, None).unwrap();
    assert_eq!(record(&exchange).response.status_code, Some(307));
    let exchange = send(post(), &Options { follow: 5, ..options() }, None).unwrap();
    let record = record(&exchange);
    assert_eq!(record.response.status_code, Some(200));
    let hops = record.response.redirects;
    assert_eq!(hops[0].url, server.url("/b?access_token=***"));
    assert_eq!((hops[0].status_code, hops[0].method.as_str()), (302, "GET"));
    assert_eq!((hops[1].status_code, hops[1].url.clone()), (307, server.url("/c")));
    let last = server.requests().pop().unwrap();
    assert_eq!((last.method.as_str(), last.text().as_str()), ("GET", ""));
    assert_eq!(record.request.url, server.url("/a"));
}

#[test]
fn secrets_stay_with_their_origin() {
    let other = Server::scripted(vec![Reply::json(200, "{}")]);
    let target = other.url("/x");
    let server = Server::start(move |_| Reply::redirect(307, &target));
    let draft = |body: Body| Draft {
        method: "POST".into(),
        url: server.url("/"),
        headers: ["Authorization: Bearer abcdef", "Cookie: s=1", "X-Api-Key: k1234", "X-Plain: p"]
            .map(|text| Header::parse(text).unwrap())
            .into(),
        body,
        ..Draft::default()
    };
    let options = Options { follow: 3, ..options() };
    let exchange = send(build(draft(Body::json("[1]", "").unwrap())), &options, None).unwrap();
    assert_eq!(exchange.outcome.unwrap().status, 200);
    let seen = &other.requests()[0];
    assert_eq!((seen.text().as_str(), seen.header("x-plain")), ("[1]", Some("p")));
    for name in ["authorization", "cookie", "x-api-key"] {
        assert_eq!(seen.header(name), None, "{name}");
    }
    let secret = Body::json(r#"{"password":"hunter22"}"#, "").unwrap();
    let exchange = send(build(draft(secret)), &options, None).unwrap();
    assert_eq!(exchange.refused_hop.unwrap().code(), "exchange/origin-refused");
    assert_eq!((exchange.outcome.unwrap().status, other.count()), (307, 1));
}

#[test]
fn every_hop_is_pinned() {
    let other = Server::scripted(vec![Reply::json(200, "{}")]);
    let target = other.url("/x");
    let server = Server::start(move |_| Reply::redirect(302, &target));
    let mut pins = Pins::default();
    pins.add_service("shop", &server.url("/api"), false).unwrap();
    let options = Options { follow: 3, pins, ..options() };
    let exchange = get(&server.url("/"), &options);
    assert_eq!(exchange.refused_hop.unwrap().code(), "exchange/origin-refused");
    assert_eq!((exchange.outcome.unwrap().status, other.count()), (302, 0));
    let error = send(request("GET", &other.url("/")), &options, None).unwrap_err();
    assert_eq!((error.code(), other.count()), ("exchange/origin-refused", 0));
}

#[test]
fn tls_is_trusted_by_root_or_not_at_all() {
    let identity = Identity::loopback();
    let server = Server::start_tls(&identity, |_| Reply::json(200, "[1]"));
    let roots = Roots::from_pem(identity.root_pem().as_bytes(), "ca.pem").unwrap();
    for options in
        [Options { roots: Some(roots), ..options() }, Options { insecure: true, ..options() }]
    {
        assert_eq!(get(&server.url("/"), &options).outcome.unwrap().status, 200);
    }
    let foreign = Roots::from_pem(Identity::loopback().root_pem().as_bytes(), "ca.pem").unwrap();
    let exchange = get(&server.url("/"), &Options { roots: Some(foreign), ..options() });
    assert_eq!(exchange.outcome.unwrap_err().kind, ErrorKind::Tls);
    let wrong_name = Identity::for_names(&["elsewhere.test"]);
    let server = Server::start_tls(&wrong_name, |_| Reply::status(200));
    let roots = Roots::from_pem(wrong_name.root_pem().as_bytes(), "ca.pem").unwrap();
    let exchange = get(&server.url("/"), &Options { roots: Some(roots), ..options() });
    assert_eq!(exchange.outcome.unwrap_err().kind, ErrorKind::Tls);
}

#[test]
fn a_proxy_gets_plain_requests_whole_and_tls_as_a_tunnel() {
    let proxy = Server::scripted(vec![Reply::json(200, "[1]")]);
    let through = |server: &Server| {
        let text = server.origin().replace("http://", "http://kim:geheim1@");
        Options { proxy: Some(Proxy::parse(&text).unwrap()), ..options() }
    };
    let exchange = get("http://shop.invalid/a?b=1", &through(&proxy));
    assert_eq!(exchange.outcome.unwrap().status, 200);
    let seen = &proxy.requests()[0];
    assert_eq!(seen.target, "http://shop.invalid:80/a?b=1");
    assert_eq!(seen.header("host"), Some("shop.invalid"));
    assert_eq!(seen.header("proxy-authorization"), Some("Basic a2ltOmdlaGVpbTE="));

    let server = Server::start_tls(&Identity::loopback(), |_| Reply::json(200, "[2]"));
    let exchange = get(&server.url("/"), &Options { insecure: true, ..through(&proxy) });
    assert_eq!(exchange.outcome.unwrap().body, b"[2]");
    assert_eq!(proxy.requests()[1].method, "CONNECT");
    let dead = Proxy::parse(&refusing_address().to_string()).unwrap();
    let exchange = get(&server.url("/"), &Options { proxy: Some(dead), ..options() });
    assert_eq!(exchange.outcome.unwrap_err().kind, ErrorKind::Refused);
}

#[test]
fn cookies_live_in_their_jar() {
    let server = Server::start(|request| match request.path() {
        "/login" => Reply::redirect(302, "/home").header("set-cookie", "SESSION=geheim12; Path=/"),
        _ => {
            Reply::json(200, &format!("{{\"saw\":\"{}\"}}", request.header("cookie").unwrap_or("")))
        }
    });
    let mut jar = Jar::default();
    let login = request("GET", &server.url("/login"));
    let follow = Options { follow: 1, ..options() };
    let exchange = send(login, &follow, Some(&mut jar)).unwrap();
    assert_eq!(exchange.outcome.unwrap().body, br#"{"saw":"SESSION=geheim12"}"#);
    let mut jar = Jar::parse(&jar.to_text(), "jar").unwrap();
    let exchange = send(request("GET", &server.url("/x")), &options(), Some(&mut jar)).unwrap();
    let record = record(&exchange);
    assert_eq!(record.request.headers["Cookie"], "***".into());
    assert_eq!(record.response.body.get("saw"), Some(&"SESSION=***".into()));
}

#[test]
fn a_login_gives_a_token_and_hides_it() {
    let server =
        Server::start(|request| match (request.path(), request.text().contains("P@ss\\\"1")) {
            ("/login", true) => {
                Reply::json(200, r#"{"data":{"token":"tok-0123456789-0123456789"}}"#)
            }
            ("/login", false) => Reply::json(401, r#"{"error":"no"}"#),
            ("/odd", _) => Reply::json(200, r#"{"auth":{"t":["x","y-token"]}}"#),
            _ => Reply::json(200, "not json"),
        });
    let login = |path: &str, password: &str, token_path: Option<&str>| {
        let login = Login {
            url: server.url(path),
            body: Json::Object(Object::from_iter([
                ("loginId".into(), "kim".into()),
                ("password".into(), password.into()),
            ]))
            .to_string(),
            token_path: token_path.map(|path| Path::parse(path).unwrap()),
            header: None,
        };
        login.send(&options(), "proctor/test")
    };
    let token = login("/login", "P@ss\"1", None).unwrap();
    assert_eq!(token.value(), "Bearer tok-0123456789-0123456789");
    assert_eq!(token.secrets().mask("kim P@ss\"1 tok-0123456789-0123456789"), "kim *** tok-***");
    assert_eq!(login("/odd", "x", Some("auth.t[1]")).unwrap().value(), "Bearer y-token");
    let code = |outcome: Result<_, exchange::LoginError>| outcome.map(|_| ()).unwrap_err();
    for (error, expected) in [
        (code(login("/login", "wrong-1", None)), "exchange/login-refused"),
        (code(login("/none", "x", None)), "exchange/login-no-token"),
        (code(login("/odd", "x", Some("$.nope"))), "exchange/login-no-token"),
    ] {
        assert_eq!((error.code(), error.exit()), (expected, fault::Exit::No));
        assert!(!fault::line(&error).contains("wrong-1"));
    }
}

#[test]
fn secrets_are_masked_in_all_that_is_written_down() {
    let server = Server::start(|request| {
        let echo = format!(
            r#"{{"you_sent":{},"url":"{}","auth":"{}","accessToken":"fresh","card":"4111"}}"#,
            json::compact(&request.text().into()),
            request.target,
            request.header("authorization").unwrap_or_default(),
        );
        Reply::json(200, &echo)
            .header("set-cookie", "s=1; Path=/")
            .header("x-echo", request.header("authorization").unwrap_or_default())
    });
    let draft = Draft {
        method: "POST".into(),
        url: server.url("/reset/P%40ss%2Fword?api_key=k-987654&x=1"),
        headers: vec![Header::parse("Authorization: Bearer abcd-0123456789-0123456789").unwrap()],
        body: Body::json(r#"{"user":"kim","password":"P@ss/word","pin":1}"#, "--body").unwrap(),
        ..Draft::default()
    };
    let exchange = send(build(draft), &options(), None).unwrap();
    let text = masked(&exchange, &[Path::parse("$.card").unwrap()]);
    for secret in ["P@ss", "P%40ss", "0123456789", "k-987654", "fresh", "4111", "s=1"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let record: Stimulus = serde_json::from_str(&text).unwrap();
    assert_eq!(record.request.headers["Authorization"], "Bearer abcd***".into());
    assert_eq!(record.request.body.to_string(), r#"{"user":"kim","password":"***","pin":1}"#);
    assert_eq!(record.request.url, server.url("/reset/***?api_key=***&x=1"));
    assert_eq!(record.response.body.get("url"), Some(&"/reset/***?api_key=***&x=1".into()));
    let masked_body = br#"{"user":"kim","password":"***","pin":1}"#;
    assert_eq!(record.request.body_sha256.as_deref(), Some(sha256(masked_body).as_str()));
    assert_eq!(record.response.headers["set-cookie"], "***".into());
}

#[test]
fn forms_and_parts_are_written_down_without_their_secrets() {
    let server = Server::scripted(vec![Reply::json(200, "{}")]);
    let sent = |body: Body| {
        let draft = Draft { method: "POST".into(), url: server.url("/"), body, ..Draft::default() };
        record(&send(build(draft), &options(), None).unwrap()).request
    };
    let form =
        sent(Body::Form(vec![("a".into(), "1 2".into()), ("secret".into(), "s3cr3t".into())]));
    assert_eq!(form.body, "a=1+2&secret=***".into());
    assert_eq!(server.requests()[0].text(), "a=1+2&secret=s3cr3t");
    let part = |name: &str, file: Option<&str>, content: &str| exchange::Part {
        name: name.into(),
        file_name: file.map(Into::into),
        content: content.into(),
    };
    let parts = sent(Body::Multipart(vec![
        part("note", None, "hello"),
        part("password", None, "s3cr3t"),
        part("file", Some("그림.png"), "PNG"),
    ]));
    let parts = parts.body.get("multipart").and_then(Json::as_array).unwrap().to_vec();
    assert_eq!(parts[0].get("value"), Some(&"hello".into()));
    assert_eq!(parts[1].get("value"), Some(&"***".into()));
    assert_eq!(parts[2].get("bytes"), Some(&3.into()));
    let raw = sent(Body::Raw(vec![0xff, 0xfe]));
    assert_eq!((raw.body, raw.body_encoding.as_deref()), ("//4=".into(), Some("base64")));
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(bytes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_given_secret_is_ever_written_down(
        secret in r#"[a-zA-Z0-9+/=%&"\\ <가-나]{4,30}"#,
        place in 0..4,
    ) {
        let secret = secret.trim();
        prop_assume!(secret.chars().count() >= 4);
        let mut secrets = Secrets::new();
        secrets.add(secret);
        let quoted = json::compact(&secret.into());
        let text = match place {
            0 => format!("before {secret} after"),
            1 => format!(r#"{{"a":{quoted}}}"#),
            2 => url_encoded(secret),
            _ => format!("[{quoted},\"x{}\"]", url_encoded(secret)),
        };
        let masked = secrets.mask(&text);
        prop_assert!(!masked.contains(secret), "{} in {}", secret, masked);
        prop_assert!(masked.contains("***"));
    }
}

fn url_encoded(text: &str) -> String {
    let url = url::Url::parse_with_params("http://h/", [("q", text)]).unwrap();
    url.query().unwrap().strip_prefix("q=").unwrap().to_owned()
}
