//! Secrets given in any way are in no file and on no standard stream.

use super::run_with;
use testkit::{
    Project,
    http::{Reply, Request, Server},
};

/// Says back everything it was told, in several forms.
fn echo(request: &Request) -> Reply {
    let headers: Vec<String> =
        request.headers.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let body = serde_json::json!({
        "target": request.target,
        "headers": headers,
        "body": request.text(),
        "nested": {"again": [request.text()]},
    });
    Reply::json(200, &body.to_string()).header("x-echo", &request.target.replace('%', "-"))
}

#[test]
fn whatever_the_way_in_nothing_comes_out() {
    let server = Server::start(echo);
    let url = server.url("/");
    let with_user = url.replace("http://", "http://kim:geheim-0@");
    let in_query = server.url("/?access_token=geheim-0&x=1");
    let in_path = server.url("/reset/geheim-0");
    let env = [("SECRET", "X-Api-Key: geheim-0")];
    let json = r#"{"user":"kim","password":"geheim-0","deep":{"clientSecret":["geheim-0"]}}"#;
    let ways: [(&[&str], &str); 11] = [
        (&["--url", &url, "--header", "Authorization: Bearer geheim-0"], ""),
        (&["--url", &url, "--header", "Authorization: Basic a2ltOmdlaGVpbS0w"], ""),
        (&["--url", &url, "--header", "Cookie: SID=geheim-0; theme=dark"], ""),
        (&["--url", &url, "--header", "X-My-Token: geheim-0"], ""),
        (&["--url", &url, "--header-env", "SECRET"], ""),
        (&["--url", &url, "--header-file", "-"], "Proxy-Authorization: Basic geheim-0"),
        (&["--url", &with_user], ""),
        (&["--url", &in_query], ""),
        (&["--url", &in_path, "--header", "X-Secret: geheim-0"], ""),
        (&["--url", &url, "--body", json], ""),
        (&["--url", &url, "--form", "passwd=geheim-0", "--form", "a=1"], ""),
    ];
    for (args, stdin) in ways {
        let project = Project::new();
        let to_file = [args, &["--output", "out.json"]].concat();
        let printed = run_with(&project, args, &env, stdin);
        let written = run_with(&project, &to_file, &env, stdin);
        assert_eq!((printed.code, written.code), (0, 0), "{args:?} {}", printed.stderr);
        for text in [
            &printed.stdout,
            &printed.stderr,
            &written.stdout,
            &written.stderr,
            &project.read("out.json"),
        ] {
            assert!(!text.contains("geheim"), "{args:?}: {text}");
            assert!(!text.contains("Z2VoZWlt") && !text.contains("dlaGVpbS0w"), "{args:?}: {text}");
        }
    }
}

#[test]
fn an_error_does_not_repeat_a_secret() {
    let project = Project::new();
    for args in [
        &["--url", "http://kim:geheim-0@h:port/"][..],
        &["--url", "ftp://kim:geheim-0@h/"],
        &["--url", "http://h/", "--header", "Authorization Bearer geheim-0"],
        &["--url", "http://h/", "--form", "=geheim-0"],
        &["--url", "http://h/", "--proxy", "socks://u:geheim-0@h:1"],
        &["--url", "http://h.invalid/?token=geheim-0"],
    ] {
        let run = run_with(&project, args, &[], "");
        assert_ne!(run.code, 0);
        assert!(!format!("{}{}", run.stdout, run.stderr).contains("geheim"), "{}", run.stderr);
    }
}
