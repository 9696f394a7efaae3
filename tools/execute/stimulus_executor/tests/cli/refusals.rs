//! What is refused before anything is sent.

use super::{run, run_with, server};
use testkit::{
    Project,
    http::{Reply, Server},
};

#[test]
fn malformed_input_sends_nothing() {
    let project = Project::new();
    let server = server();
    let url = server.url("/");
    let bad = project.write("bad.txt", "no certificate, no cookie");
    let bad = bad.to_str().unwrap();
    let refused = |args: &[&str], fault: &str| {
        run(&project, &[&["--url", &url], args].concat()).expect(2, fault);
    };
    refused(&["--method", "G ET"], "exchange/bad-method");
    refused(&["--header", "no colon"], "exchange/bad-header");
    refused(&["--header", "Content-Length: 7"], "exchange/bad-header");
    refused(&["--body", "{\"a\":}"], "exchange/body-not-json");
    refused(&["--query", "novalue"], "exchange/bad-pair");
    refused(&["--form", "=x"], "exchange/bad-pair");
    refused(&["--mask", "$.a[?"], "exchange/bad-path");
    refused(&["--proxy", "socks5://h:1"], "exchange/bad-proxy");
    refused(&["--cacert", bad], "exchange/bad-certificate");
    refused(&["--cookie-jar", bad], "exchange/bad-cookie-jar");
    refused(&["--body-file", "없음.json"], "store/not-found");
    refused(&["--header-env", "NOT_THERE"], "stimulus_executor/variable-not-set");
    refused(&["--body-file", "-", "--header-file", "-"], "stimulus_executor/stdin-twice");
    refused(&["--env-map", bad], "store/not-json");
    refused(&["--output", "no/such/folder/x.json"], "store/unwritable");
    assert_eq!(server.count(), 0);
    for url in ["", "127.0.0.1", "ftp://127.0.0.1/", "http://a b/", "http://:80/"] {
        run(&project, &["--url", url]).expect(2, "exchange/bad-url");
    }
    run(&project, &[]).expect(2, "stimulus_executor/no-target");
    for wrong in [
        &["--url", &url, "--body", "{}", "--form", "a=b"][..],
        &["--url", &url, "--timeout", "0"],
        &["--url", &url, "--tc-spec", bad],
        &["--no-such-flag"],
    ] {
        assert_eq!(run(&project, wrong).code, 2, "{wrong:?}");
    }
    assert_eq!(server.count(), 0);
}

#[test]
fn hosts_are_pinned_by_origin() {
    let project = Project::new();
    let (server, other) = (server(), server());
    let map = |env: &str| {
        let map = serde_json::json!({"server_env_map": {
            "shop": {"env": env, "url": server.origin().replace("http", "HTTP") + "/api"},
            "down": {"env": "dev", "url": ""},
        }});
        project.write(format!("gate-{env}.json"), map.to_string()).display().to_string()
    };
    let (dev, live) = (map("dev"), map("Live"));
    assert_eq!(run(&project, &["--url", &server.url("/x"), "--env-map", &dev]).code, 0);
    let refused = |url: &str, args: &[&str]| {
        run(&project, &[&["--url", url], args].concat()).expect(2, "exchange/origin-refused");
    };
    refused(&other.url("/"), &["--env-map", &dev]);
    refused(&server.url("/").replace("http:", "https:"), &["--env-map", &dev]);
    refused(&server.url("/").replace("127.0.0.1", "localhost"), &["--env-map", &dev]);
    refused(&server.url("/"), &["--env-map", &live]);
    refused(&server.url("/"), &["--env-map", &live, "--allow-host", &server.origin()]);
    refused(&server.url("/"), &["--env-map", &dev, "--header", "Host: elsewhere.test"]);
    refused(&server.url("/"), &["--env-map", &dev, "--allow-host", "x.production.test"]);
    let allowed = [&other.origin(), "127.0.0.1", &format!("{}", other.address())];
    for host in allowed {
        let args = ["--url", &other.url("/"), "--env-map", &dev, "--allow-host", host];
        assert_eq!(run(&project, &args).code, 0, "{host}");
    }
    let bare = format!(r#"{{"shop":{{"url":"{}"}}}}"#, server.origin());
    let bare = project.write("map.json", bare).display().to_string();
    assert_eq!(run(&project, &["--url", &server.url("/"), "--env-map", &bare]).code, 0);
    let none = project.write("none.json", r#"{"ticket":"WO-1"}"#).display().to_string();
    run(&project, &["--url", &server.url("/"), "--env-map", &none])
        .expect(2, "stimulus_executor/no-env-map");
    assert_eq!((server.count(), other.count()), (2, 3));
}

#[test]
fn production_is_refused_without_a_map_too() {
    let project = Project::new();
    project.write("test/_config.json", r#"{"production_hosts":["127.0.*"]}"#);
    let server = server();
    run(&project, &["--url", &server.url("/")]).expect(2, "exchange/origin-refused");
    run(&project, &["--url", "http://API.Prod.example.test/"]).expect(2, "exchange/origin-refused");
    let env = [("PROCTOR_PRODUCTION_HOSTS", "[")];
    run_with(&project, &["--url", "http://localhost/"], &env, "").expect(2, "exchange/bad-pattern");
    assert_eq!(server.count(), 0);
}

#[test]
fn a_redirect_out_of_the_map_is_recorded_and_not_followed() {
    let project = Project::new();
    let other = server();
    let target = other.url("/x");
    let server = Server::start(move |_| Reply::redirect(302, &target));
    let map = format!(r#"{{"shop":{{"env":"dev","url":"{}"}}}}"#, server.origin());
    let map = project.write("map.json", map).display().to_string();
    let args =
        ["--url", &server.url("/"), "--env-map", &map, "--follow", "3", "--output", "out.json"];
    let run = run(&project, &args);
    assert_eq!((run.code, other.count()), (2, 0));
    assert!(run.stderr.contains("[exchange/origin-refused]"), "{}", run.stderr);
    assert_eq!(project.json("out.json")["response"]["status_code"], 302);
}
