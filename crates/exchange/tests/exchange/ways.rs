//! The way of a request: redirects, pins, TLS, proxies.

use super::*;

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
