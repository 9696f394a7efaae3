//! No answer, and what the server can have done.

use super::*;

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
