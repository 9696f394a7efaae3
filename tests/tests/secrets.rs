//! Secrets, given in every way there is: none is written anywhere.

#![expect(clippy::disallowed_methods, reason = "tests make their own files")]

use e2e::program;
use std::{
    fs,
    path::{Path, PathBuf},
};
use testkit::{
    Project,
    http::{Reply, Request, Server},
};

/// Where a project lists its accounts.
const ACCOUNTS: &str = "test/_shared/환경/계정.md";

/// What the log-in answers with.
const TOKEN: &str = "tok-9d41c7aa02be47f1a6e3b5588d0c";

/// What the server sets as a cookie.
const COOKIE: &str = "sid-5f0b2c6d7e8890a1b2c3d4e5f607";

/// One way to give a secret. In `flags` and `carried`, SECRET stands for the secret, ORIGIN for the
/// server and FILE for a private file outside the project. The carried text is offered in the
/// variable GIVEN, in FILE and on standard input; the flags choose one of them.
struct Way {
    secret: &'static str,
    flags: &'static [&'static str],
    carried: &'static str,
}

const fn way(secret: &'static str, flags: &'static [&'static str], carried: &'static str) -> Way {
    Way { secret, flags, carried }
}

const ORDERS: &str = "--url=ORIGIN/orders";
const LOGIN: &str = "--auth-url=ORIGIN/login";
const BODY: &str = r#"{"id":"tester","password":"SECRET"}"#;

/// The secret of the project's list of accounts.
const ACCOUNT: &str = "account-d3d06c8ebfcbeaab1d0fc7e9fbac";

/// Two secrets have characters that a URL and a form must encode, and one is short.
const WAYS: [Way; 16] = [
    way("bearer-7c1e5fb2903d4e68a1b7c2", &[ORDERS, "--header=Authorization: Bearer SECRET"], ""),
    way("cookie-1f9a3c5e7d2b4806f1e3d5", &[ORDERS, "--header=Cookie: sid=SECRET"], ""),
    way("api-key-8b4d6f0a1c3957e2d4f6b8", &[ORDERS, "--header=X-Api-Key: SECRET"], ""),
    way("env-3d7c5e8a1b2f4069d3c5e7", &[ORDERS, "--header-env=GIVEN"], "X-My-Secret: SECRET"),
    way("file-4c6d7f9b2a3e5178c4d6f8", &[ORDERS, "--header-file=FILE"], "X-Session-Token: SECRET"),
    way("user-5b5e8a0c3d4f6287b5e7a9", &["--url=http://tester:SECRET@HOST/orders"], ""),
    way("url-6a4f9b1d4e5a7396a6f8b0", &["--url=ORIGIN/orders?access_token=SECRET&page=1"], ""),
    way("query 793a0c2e/5f6b84a5+b7a9c1", &[ORDERS, "--query=api_key=SECRET"], ""),
    way("body-882b1d3f6a7c95b6c8bad2", &[ORDERS, "--method=POST", "--body", BODY], ""),
    way("body-file-971c2e4a7b8da6c7d9", &[ORDERS, "--method=POST", "--body-file=FILE"], BODY),
    way("form a60d3f5b&8c9eb7d8=eadcf4", &[ORDERS, "--form=client_secret=SECRET"], ""),
    way("login-b5fe4a6c9dafc8e9fbeda5", &[ORDERS, LOGIN, "--auth-body", BODY], ""),
    way("login-env-c4ef5b7daebad9fa0c", &[ORDERS, LOGIN, "--auth-body-env=GIVEN"], BODY),
    way("login-file-e2f17d9fc0dcfbbc2", &[ORDERS, LOGIN, "--auth-body-file=FILE"], BODY),
    way("short-1", &[ORDERS, LOGIN, "--auth-body-file=-"], BODY),
    way(ACCOUNT, &[ORDERS, "--account"], ""),
];

/// The server logs in, and answers everything else with all that it was sent.
fn shop() -> Server {
    Server::start(|request: &Request| {
        if request.path() == "/login" {
            return Reply::json(200, &format!(r#"{{"accessToken":"{TOKEN}"}}"#));
        }
        let headers: Vec<_> = request.headers.iter().map(|(n, v)| format!("{n}: {v}")).collect();
        let echo = serde_json::json!({
            "target": request.target,
            "headers": headers,
            "text": request.text(),
            "refreshToken": TOKEN,
        });
        Reply::json(200, &echo.to_string()).header("set-cookie", &format!("sid={COOKIE}; Path=/"))
    })
}

/// A project with one account, whose log-in is the server's.
fn project(origin: &str) -> Project {
    let project = Project::new();
    let account =
        format!("| 이름 | loginId | password |\n|---|---|---|\n| 시험 | a | {ACCOUNT} |\n");
    project.write(ACCOUNTS, account);
    let places = format!("| 이름 | URL |\n|---|---|\n| AUTH_URL | {origin}/login |\n");
    project.write("test/_shared/환경/API_엔드포인트.md", places);
    project
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, text).expect("our own file");
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("our own file");
}

#[test]
fn secrets_are_written_nowhere() {
    let server = shop();
    let origin = server.origin();
    let project = project(&origin);
    let outside = project.path("../outside");
    fs::create_dir_all(&outside).expect("a folder beside the project");
    let mut said = Vec::new();
    for (number, way) in WAYS.iter().enumerate() {
        let private = outside.join(number.to_string());
        let fill = |text: &str| {
            text.replace("SECRET", way.secret)
                .replace("ORIGIN", &origin)
                .replace("HOST", &origin["http://".len()..])
                .replace("FILE", private.to_str().expect("UTF-8"))
        };
        let carried = fill(way.carried);
        write_private(&private, &carried);
        let record = format!("TC-{}_stimulus.json", number + 1);
        let output = project.ticket("partial_results").join(record);
        for to_file in [true, false] {
            let mut run = project.command(program("stimulus_executor"));
            run.args(way.flags.iter().map(|flag| fill(flag)));
            run.env("GIVEN", &carried).write_stdin(carried.clone());
            if to_file {
                run.arg("--output").arg(&output);
            }
            let run = run.output().expect("a built program");
            let both = [&run.stdout[..], &run.stderr[..]].concat();
            let both = String::from_utf8_lossy(&both).into_owned();
            assert!(run.status.success(), "{}: {both}", way.secret);
            said.push((format!("the output of {}", way.secret), both));
        }
        let record = project.read(&output);
        assert!(record.contains("***"), "{}: nothing is masked: {record}", way.secret);
    }
    let own = [project.path(ACCOUNTS), outside];
    let files = files(&project.path(".."), &own);
    assert!(files.len() > WAYS.len(), "records, ledger and head are looked at: {files:?}");
    said.extend(files.into_iter().map(|path| (path.display().to_string(), read(&path))));
    let secrets = WAYS.iter().map(|way| way.secret).chain([TOKEN, COOKIE]);
    for secret in secrets {
        let found = said.iter().find(|(_, text)| holds(text, secret));
        assert!(found.is_none(), "{secret} is in {found:?}");
    }
}

#[test]
fn a_database_password_is_in_no_message() {
    let project = Project::new();
    let secret = WAYS[0].secret;
    // Port 1 of loopback has no server.
    let url = format!("postgres://tester:{secret}@127.0.0.1:1/shop");
    let mut query = project.command(program("query_database"));
    let by_flag = query.args(["--db", &url, "--sql", "SELECT 1"]).output().expect("a program");
    let config = r#"{"databases":{"shop":"postgres://tester:${SHOP_PASSWORD}@127.0.0.1:1/shop"}}"#;
    project.write("test/_config.json", config);
    let mut query = project.command(program("query_database"));
    query.args(["--db", "shop", "--sql", "SELECT 1"]).env("SHOP_PASSWORD", secret);
    for run in [by_flag, query.output().expect("a program")] {
        assert_eq!(run.status.code(), Some(2));
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.contains("[database/cannot-connect]"), "{said}");
        assert!(!holds(&said, secret), "{said}");
    }
}

/// Whether a text holds a secret, plain or encoded for a URL or a form, but for its first four
/// characters.
fn holds(text: &str, secret: &str) -> bool {
    let tail = if secret.len() < 24 { secret } else { &secret[4..] };
    let percent: String = tail
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect();
    [tail.to_owned(), percent.replace("%20", "+"), percent].iter().any(|form| text.contains(form))
}

fn files(folder: &Path, but: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the test") {
        let path = entry.expect("a folder of the test").path().canonicalize().expect("a real path");
        let is_own = but.iter().any(|own| own.canonicalize().is_ok_and(|own| own == path));
        match (is_own, path.is_dir()) {
            (true, _) => {}
            (false, true) => found.extend(files(&path, but)),
            (false, false) => found.push(path),
        }
    }
    found
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).expect("a file of the test")).into_owned()
}
