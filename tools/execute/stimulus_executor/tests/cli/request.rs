//! What is sent, and what is written down of the answer.

use super::{run, run_with, server};
use testkit::{
    Project,
    http::{Coding, Mishap, Reply, Server, refusing_address},
};

#[test]
fn help_and_version_say_what_it_is() {
    let project = Project::new();
    let help = run(&project, &["--help"]);
    assert_eq!(help.code, 0);
    for word in ["--tc-spec", "--env-map", "Exit codes", "Example", "in seconds"] {
        assert!(help.stdout.contains(word), "{word}");
    }
    assert!(run(&project, &["--version"]).stdout.starts_with("stimulus_executor "));
}

#[test]
fn an_exchange_goes_to_standard_output() {
    let project = Project::new();
    let server =
        Server::scripted(vec![Reply::json(404, r#"{"id":12345678901234567890,"x":1.10}"#)]);
    let url = server.url("/a");
    let run = run(&project, &["--method", "delete", "--url", &url, "--header", "X-A: 1"]);
    assert_eq!(run.code, 0);
    let record = run.json();
    assert_eq!(record["request"]["method"], "DELETE");
    assert_eq!(record["response"]["status_code"], 404);
    assert_eq!(record["timestamp"], testkit::project::NOW);
    assert!(run.stdout.contains("\"id\": 12345678901234567890,\n      \"x\": 1.10\n"));
    assert!(run.stderr.starts_with(&format!("DELETE {url} → HTTP 404 (")), "{}", run.stderr);
    assert_eq!(server.requests()[0].header("x-a"), Some("1"));
}

#[test]
fn bodies_come_from_arguments_files_and_standard_input() {
    let project = Project::new();
    let server = server();
    let url = server.url("/");
    let file = project.write("본문 1.json", "\u{feff}{\"a\": 1.0}");
    let binary = project.write("그림.png", [0xff_u8, 0, 1]);
    let (file, binary) = (file.to_str().unwrap(), binary.to_str().unwrap());
    let sent = |args: &[&str], stdin: &str| {
        let args = [&["--url", &url, "--quiet"], args].concat();
        let run = run_with(&project, &args, &[], stdin);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        server.requests().pop().unwrap()
    };
    let json = Some("application/json");
    for (args, stdin, body) in [
        (vec!["--body", "{}"], "", "{}"),
        (vec!["--body", "[]"], "", "[]"),
        (vec!["--body-file", file], "", "{\"a\": 1.0}"),
        (vec!["--body-file", "-"], "{\"b\":2}", "{\"b\":2}"),
    ] {
        let request = sent(&args, stdin);
        assert_eq!((request.method.as_str(), request.text().as_str()), ("POST", body));
        assert_eq!(request.header("content-type"), json);
    }
    let xml = sent(&["--body", "<a/>", "--header", "content-type: text/xml"], "");
    assert_eq!((xml.text().as_str(), xml.header("content-type")), ("<a/>", Some("text/xml")));
    let raw = sent(&["--raw-body-file", binary, "--method", "PUT"], "");
    assert_eq!((raw.body.as_slice(), raw.header("content-type")), (&[0xff, 0, 1][..], None));
    let form = sent(&["--form", "이름=a b", "--form", "c=d=e"], "");
    assert_eq!(form.text(), "%EC%9D%B4%EB%A6%84=a+b&c=d%3De");
    let part = format!("file=@{binary}");
    let parts = sent(&["--multipart", "note=hi", "--multipart", &part], "");
    assert!(String::from_utf8_lossy(&parts.body).contains("filename=\"그림.png\""));
    let get = sent(&["--query", "q=가&나", "--query", "q=2"], "");
    assert_eq!(get.target, "/?q=%EA%B0%80%26%EB%82%98&q=2");
    assert_eq!(get.method, "GET");
}

#[test]
fn headers_come_from_arguments_variables_and_files() {
    let project = Project::new();
    let server = server();
    let args = [
        "--url",
        &server.url("/"),
        "--header-env",
        "KEY",
        "--header-file",
        "-",
        "--header",
        "X: 1",
    ];
    let env = [("KEY", "X-Api-Key: k-123456\nX: 2")];
    let run = run_with(&project, &args, &env, "Authorization: Bearer abcdef-1\n\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let seen = &server.requests()[0];
    assert_eq!(seen.all("x"), ["1", "2"]);
    assert_eq!(seen.header("x-api-key"), Some("k-123456"));
    assert_eq!(seen.header("authorization"), Some("Bearer abcdef-1"));
    assert!(!run.stdout.contains("123456") && !run.stdout.contains("abcdef"));
}

#[test]
fn proxies_of_the_environment_are_ignored() {
    let project = Project::new();
    let (server, dead) = (server(), format!("http://{}", refusing_address()));
    let names = ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"];
    let env: Vec<_> = names.iter().map(|name| (*name, dead.as_str())).collect();
    assert_eq!(run_with(&project, &["--url", &server.url("/")], &env, "").code, 0);
    let through = run(&project, &["--url", "http://shop.invalid/", "--proxy", &server.origin()]);
    assert_eq!(through.code, 0, "{}", through.stderr);
    assert_eq!(server.requests()[1].target, "http://shop.invalid:80/");
}

#[test]
fn no_answer_is_written_down_and_told_apart() {
    let project = Project::new();
    let stalled = Server::scripted(vec![Reply::status(200).with(Mishap::Stall)]);
    let cut = Server::scripted(vec![Reply::json(200, "[1,2,3]").with(Mishap::CloseAfter(2))]);
    let refused = format!("http://{}/", refusing_address());
    for (url, kind, start) in [
        (refused, "refused", "CONNECTION_ERROR: "),
        (stalled.url("/"), "no_answer", "TIMEOUT"),
        (cut.url("/"), "broken", "CONNECTION_ERROR: "),
    ] {
        let run = run(&project, &["--url", &url, "--timeout", "0.3"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        let record = run.json();
        assert_eq!(record["response"]["status_code"], serde_json::Value::Null);
        assert_eq!(record["response"]["error_kind"], kind);
        assert!(record["response"]["error"].as_str().unwrap().starts_with(start));
        assert_eq!(record["success"], false);
    }
}

#[test]
fn sending_can_be_set() {
    let project = Project::new();
    let server = Server::start(|request| match request.path() {
        "/old" => Reply::redirect(301, "/new"),
        "/zip" => Reply::json(200, "[1]").compressed(Coding::Zstd),
        _ => Reply::json(200, r#"{"long":"0123456789"}"#),
    });
    let followed = run(&project, &["--url", &server.url("/old"), "--follow", "1"]).json();
    assert_eq!(followed["response"]["redirects"][0]["url"], server.url("/new"));
    let cut = run(&project, &["--url", &server.url("/"), "--max-body", "5"]).json();
    assert_eq!(cut["response"]["body_truncated"], true);
    let zip = run(&project, &["--url", &server.url("/zip")]).json();
    assert_eq!(zip["response"]["body"][0], 1);
    let masked = run(&project, &["--url", &server.url("/"), "--mask", "$.long"]).json();
    assert_eq!(masked["response"]["body"]["long"], "***");
    let flaky = Server::scripted(vec![Reply::status(200).with(Mishap::Close), Reply::status(200)]);
    let tried = run(&project, &["--url", &flaky.url("/"), "--retry", "3"]).json();
    assert_eq!((tried["attempts"].clone(), flaky.count()), (2.into(), 2));
    let post = Server::scripted(vec![Reply::status(200).with(Mishap::Close), Reply::status(200)]);
    let args = ["--method", "POST", "--url", &post.url("/"), "--retry", "3"];
    assert_eq!((run(&project, &args).code, post.count()), (1, 1));
    let unsafe_too = [&args[..], &["--retry-unsafe"]].concat();
    assert_eq!((run(&project, &unsafe_too).code, post.count()), (0, 2));
}

#[test]
fn tls_is_trusted_by_a_given_root() {
    let project = Project::new();
    let identity = testkit::http::Identity::loopback();
    let server = Server::start_tls(&identity, |_| Reply::json(200, "[1]"));
    let root = project.write("인증서.pem", identity.root_pem());
    let url = server.url("/");
    assert_eq!(run(&project, &["--url", &url]).json()["response"]["error_kind"], "tls");
    for args in [vec!["--cacert", root.to_str().unwrap()], vec!["--insecure"]] {
        let run = run(&project, &[&["--url", &url], args.as_slice()].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
}

#[test]
fn cookies_are_kept_in_a_file_of_their_owner() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    let server = Server::start(|request| {
        let seen = request.header("cookie").unwrap_or("none").to_owned();
        Reply::text(200, &seen).header("set-cookie", "SESSION=abc-123-def; Path=/")
    });
    let args = ["--url", &server.url("/"), "--cookie-jar", "쿠키.txt"];
    assert_eq!(run(&project, &args).json()["response"]["body"], "none");
    let jar = project.path("쿠키.txt");
    assert_eq!(jar.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(run(&project, &args).json()["response"]["body"], "SESSION=***");
    assert!(project.read(jar).contains("SESSION\tabc-123-def"));
}
