//! What is sent, and what is written down of the answer.

use super::*;

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
