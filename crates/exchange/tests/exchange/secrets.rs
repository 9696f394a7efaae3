//! Cookies, logins, and secrets that are not written down.

use super::*;

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
