//! Logging in.

use super::{Run, run, run_with};
use std::os::unix::fs::PermissionsExt;
use testkit::{
    Project,
    http::{Reply, Request, Server, refusing_address},
};

const PASSWORD: &str = r#"P@ss"!#1"#;

/// Logs in whoever knows the password; everywhere else it shows the header that came.
fn shop() -> Server {
    Server::start(|request: &Request| {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
        match request.path() {
            "/login" if body["password"] == PASSWORD => {
                let name = body["loginId"].as_str().unwrap_or_default();
                let forced = body["forceLogin"] == true;
                let token = format!("token-of-{name}-{forced}-0123456789");
                Reply::json(200, &format!(r#"{{"data":{{"accessToken":"{token}"}}}}"#))
            }
            "/login" => Reply::json(401, r#"{"message":"wrong password"}"#),
            "/odd" => Reply::json(200, r#"{"session":{"key":"odd-0123"}}"#),
            _ => Reply::text(200, request.header("authorization").unwrap_or("nobody")),
        }
    })
}

fn body() -> String {
    serde_json::json!({"loginId": "kim", "password": PASSWORD}).to_string()
}

fn project(shop: &Server) -> Project {
    let project = Project::new();
    let accounts = format!(
        "# 계정\n\n| 이름 | loginId | password |\n|---|---|---|\n| 김 | kim | `{PASSWORD}` |\n| 이 | lee | wrong-one |\n"
    );
    project.write("test/_shared/환경/계정.md", accounts);
    let endpoints = format!("| 이름 | 값 |\n|---|---|\n| AUTH_URL | {} |\n", shop.url("/login"));
    project.write("test/_shared/환경/API_엔드포인트.md", endpoints);
    project
}

fn token(run: &Run) -> String {
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout.trim().to_owned()
}

#[test]
fn a_login_alone_prints_the_token_and_writes_nothing() {
    let shop = shop();
    let project = project(&shop);
    let url = shop.url("/login");
    let login = ["--auth-login", "--auth-url", &url];
    let expected = "Bearer token-of-kim-false-0123456789";
    let body = body();
    assert_eq!(token(&run(&project, &[&login[..], &["--auth-body", &body]].concat())), expected);
    let from_env = [&login[..], &["--auth-body-env", "LOGIN"]].concat();
    assert_eq!(token(&run_with(&project, &from_env, &[("LOGIN", &body)], "")), expected);
    let from_stdin = [&login[..], &["--auth-body-file", "-"]].concat();
    assert_eq!(token(&run_with(&project, &from_stdin, &[], &body)), expected);
    assert_eq!(token(&run(&project, &["--auth-login", "--account"])), expected);
    assert_eq!(token(&run(&project, &["--auth-login", "--account", ""])), expected);
    let forced = ["--auth-login", "--account", "김", "--auth-field", "forceLogin=true"];
    assert_eq!(token(&run(&project, &forced)), "Bearer token-of-kim-true-0123456789");
    let odd = [
        "--auth-login",
        "--auth-url",
        &shop.url("/odd"),
        "--account",
        "--token-path",
        "$.session.key",
    ];
    assert_eq!(token(&run(&project, &odd)), "Bearer odd-0123");
    let results = std::fs::read_dir(project.ticket("partial_results")).unwrap();
    assert_eq!(results.count(), 0);
}

#[test]
fn a_file_of_secrets_is_private_and_not_in_the_project() {
    let shop = shop();
    let project = project(&shop);
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("login 1.json");
    std::fs::write(&outside, body()).unwrap();
    let inside = project.write("login.json", body());
    let from = |file: &std::path::Path, mode: u32| {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
        let file = file.to_str().unwrap();
        run(
            &project,
            &["--auth-login", "--auth-url", &shop.url("/login"), "--auth-body-file", file],
        )
    };
    assert_eq!(from(&outside, 0o600).code, 0);
    from(&outside, 0o644).expect(2, "store/not-private");
    from(&inside, 0o600).expect(2, "store/not-private");
    assert_eq!(shop.count(), 1);
}

#[test]
fn a_request_goes_out_with_the_token_and_without_a_trace_of_it() {
    let shop = shop();
    let project = project(&shop);
    let args = ["--url", &shop.url("/me"), "--account", "kim", "--output", "내 기록.json"];
    let stale = [&args[..], &["--header", "authorization: Bearer stale-123456"]].concat();
    for args in [&args[..], &stale] {
        let run = run(&project, args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let record = project.read("내 기록.json");
        assert!(record.contains("Bearer toke***"), "{record}");
        for secret in ["P@ss", "token-of", "0123456789", "stale-123456"] {
            assert!(!format!("{record}{}{}", run.stdout, run.stderr).contains(secret), "{secret}");
        }
        assert_eq!(shop.requests().last().unwrap().all("authorization").len(), 1);
    }
}

#[test]
fn a_login_that_fails_writes_nothing() {
    let shop = shop();
    let project = project(&shop);
    project.write("기록.json", "before");
    let request = ["--url", &shop.url("/me"), "--output", "기록.json"];
    let fails = |args: &[&str], code: i32, fault: &str| {
        let run = run(&project, &[&request[..], args].concat());
        run.expect(code, fault);
        assert!(!run.stderr.contains("wrong-one"), "{}", run.stderr);
        assert_eq!(project.read("기록.json"), "before");
    };
    let dead = format!("http://{}/", refusing_address());
    fails(&["--account", "이"], 1, "exchange/login-refused");
    fails(&["--account", "--auth-url", &shop.url("/x")], 1, "exchange/login-no-token");
    fails(&["--account", "--auth-url", &dead], 1, "exchange/login-no-answer");
    fails(&["--account", "--token-path", "$.nope"], 1, "exchange/login-no-token");
    let sent = shop.count();
    fails(&["--account", "박"], 2, "stimulus_executor/no-login");
    fails(&["--auth-url", &dead], 2, "stimulus_executor/no-login");
    fails(&["--auth-body-env", "NOT_THERE"], 2, "stimulus_executor/variable-not-set");
    fails(&["--auth-body", "{not json"], 2, "exchange/body-not-json");
    fails(&["--account", "--auth-url", "http://api.prod.test/"], 2, "exchange/origin-refused");
    fails(&["--account", "--token-path", "$["], 2, "exchange/bad-path");
    fails(&["--account", "--header", "malformed"], 2, "exchange/bad-header");
    fails(&["--account", "--allow-host", "elsewhere.test"], 2, "exchange/origin-refused");
    assert_eq!(shop.count(), sent);
    run(&Project::new(), &["--auth-login", "--account"]).expect(2, "stimulus_executor/no-login");
    run(&project, &["--auth-login"]).expect(2, "stimulus_executor/no-login");
}
