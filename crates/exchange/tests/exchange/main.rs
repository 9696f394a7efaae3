//! Exchanges with a real server on loopback: what is sent, what is written down, what goes wrong.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod answers;
mod failures;
mod secrets;
mod ways;

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
