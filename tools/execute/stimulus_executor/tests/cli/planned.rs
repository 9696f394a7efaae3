//! Requests that the plan describes.

use super::{output, run, run_with, server};
use serde_json::json;
use testkit::{
    Project,
    http::{Reply, Server},
};

/// A ticket with a plan, a mapping and two gate files, the newer one with `server`.
fn ticket(server: &Server) -> Project {
    let project = Project::new();
    let stimulus = json!({
        "method": "post", "service": "shop", "path": "/orders/{id}/cancel",
        "path_params": {"id": "{data.order_id}"},
        "query": {"why": ["a b", "{data.name}"], "none": null},
        "headers": {"X-Order": "{data.order_id}"},
        "body": {"id": "{data.order_id}", "text": "no {data.order_id}", "lines": []},
    });
    let get = |path: &str| json!({"stimulus": {"method": "GET", "service": "shop", "path": path}});
    let spec = json!({"ticket": "WO-1", "sheet_version": "v1", "tcs": {
        "TC-1": {"type": "ACTIVE", "stimulus": stimulus},
        "TC-2": {"type": "OBSERVATION"},
        "TC-3": get("/{data.nothing}"),
        "TC-4": get("/{order}"),
        "TC-5": get("/{data.up}/x"),
        "TC-6": {"stimulus": {"method": "GET", "service": "pay", "path": "/"}},
        "TC-7": {"checkpoints": [
            {"segment": "①", "stimulus": {"method": "GET", "path": "/one", "service": "shop"}},
            {"segment": "②", "stimulus": {"method": "PUT", "path": "/two", "service": "shop", "body": {}}},
        ]},
        "TC-8": {"stimulus": {"kind": "ui", "method": "GET", "path": "/"}},
        "TC-9": {"stimulus": {"method": "POST", "service": "shop", "path": "/f",
                 "headers": {"Content-Type": "application/x-www-form-urlencoded"},
                 "body": {"a": "1 2"}}},
    }});
    project.write(project.ticket("WO-1_tc_spec.json"), spec.to_string());
    let mapping = r#"{"sheet_version":"v1","created_at":"","mappings":{"TC-1":{"status":"MAPPED",
        "data":{"order_id":1234567890123456789,"name":"o'brien/가"}},"TC-5":{"data":{"up":".."}}}}"#;
    project.write(project.ticket("WO-1_데이터매핑.json"), mapping);
    for (time, url) in [("090000", "http://127.0.0.1:1"), ("100000", server.url("/api/").as_str())]
    {
        let gate =
            json!({"ticket": "WO-1", "server_env_map": {"shop": {"env": "dev", "url": url}}});
        project.write(project.ticket(format!("WO-1_gate_20261120_{time}.json")), gate.to_string());
    }
    project
}

fn args(project: &Project, tc: &str) -> Vec<String> {
    let path = |name: &str| project.ticket(name).display().to_string();
    [
        "--tc-spec",
        &path("WO-1_tc_spec.json"),
        "--mapping",
        &path("WO-1_데이터매핑.json"),
        "--tc-id",
        tc,
    ]
    .map(str::to_owned)
    .into()
}

fn planned(project: &Project, tc: &str, more: &[&str]) -> super::Run {
    let args = args(project, tc);
    let args: Vec<&str> = args.iter().map(String::as_str).chain(more.iter().copied()).collect();
    run(project, &args)
}

#[test]
fn a_planned_request_is_built_from_plan_mapping_and_gate() {
    let server = server();
    let project = ticket(&server);
    let run = planned(&project, "TC-1", &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let seen = &server.requests()[0];
    assert_eq!(seen.method, "POST");
    assert_eq!(
        seen.target,
        "/api/orders/1234567890123456789/cancel?why=a+b&why=o%27brien%2F%EA%B0%80"
    );
    assert_eq!(
        seen.text(),
        r#"{"id":1234567890123456789,"text":"no 1234567890123456789","lines":[]}"#
    );
    assert_eq!(seen.header("x-order"), Some("1234567890123456789"));
    assert_eq!(run.json()["tc_id"], "TC-1");
}

#[test]
fn the_claim_says_what_was_sent_where() {
    let server = server();
    let project = ticket(&server);
    let file = output(&project, "TC-1_stimulus.json");
    let more = ["--output", file.to_str().unwrap(), "--header", "X-Order: 7"];
    assert_eq!(planned(&project, "TC-1", &more).code, 0);
    assert_eq!(server.requests()[0].all("x-order"), ["7"]);
    let ledger = project.read(output(&project, "_ledger.jsonl"));
    let entry: serde_json::Value = serde_json::from_str(ledger.lines().next().unwrap()).unwrap();
    let claim = &entry["claim"];
    assert_eq!(claim["service"], "shop");
    assert_eq!(claim["path"], "/api/orders/1234567890123456789/cancel");
    assert_eq!(claim["origin"], server.origin());
    assert_eq!((&claim["method"], &claim["status_code"]), (&json!("POST"), &json!(200)));
    assert_eq!((&claim["via_proxy"], &claim["insecure"]), (&json!(false), &json!(false)));
    let inputs: Vec<_> = entry["inputs"].as_array().unwrap().iter().map(|it| &it["path"]).collect();
    assert_eq!(
        inputs,
        ["WO-1_tc_spec.json", "WO-1_데이터매핑.json", "WO-1_gate_20261120_100000.json"]
    );
    assert_eq!(entry["tc_id"], "TC-1");
}

#[test]
fn a_segment_has_a_request_of_its_own() {
    let server = server();
    let project = ticket(&server);
    let run = planned(&project, "TC-7", &["--segment", "②"]);
    assert_eq!((run.code, run.json()["segment"].as_str()), (0, Some("②")));
    assert_eq!(server.requests()[0].target, "/api/two");
    planned(&project, "TC-7", &["--segment", "③"]).expect(2, "stimulus_executor/unknown-segment");
    assert_eq!(planned(&project, "TC-9", &[]).code, 0);
    assert_eq!(server.requests()[1].text(), "a=1+2");
}

#[test]
fn holes_in_the_plan_send_nothing() {
    let server = server();
    let project = ticket(&server);
    for (tc, fault) in [
        ("TC-99", "stimulus_executor/unknown-tc"),
        ("TC-2", "stimulus_executor/no-stimulus"),
        ("TC-8", "stimulus_executor/no-stimulus"),
        ("TC-3", "stimulus_executor/unknown-placeholder"),
        ("TC-4", "stimulus_executor/unknown-parameter"),
        ("TC-5", "stimulus_executor/path-leaves"),
        ("TC-6", "stimulus_executor/unknown-service"),
    ] {
        planned(&project, tc, &[]).expect(2, fault);
    }
    let file = output(&project, "TC-2_stimulus.json");
    planned(&project, "TC-1", &["--output", file.to_str().unwrap()])
        .expect(2, "stimulus_executor/other-tc");
    let spec = project
        .read(project.ticket("WO-1_tc_spec.json"))
        .replace("order_id}\",\"lines", "x}\",\"lines");
    project.write(
        project.ticket("WO-1_tc_spec.json"),
        spec.replace("no {data.order_id}", "no {data.x}"),
    );
    let unknown = planned(&project, "TC-1", &[]);
    unknown.expect(2, "stimulus_executor/unknown-placeholder");
    assert!(unknown.stderr.contains("data.order_id, data.name"), "{}", unknown.stderr);
    assert_eq!(server.count(), 0);
    for gate in ["090000", "100000"] {
        std::fs::remove_file(project.ticket(format!("WO-1_gate_20261120_{gate}.json"))).unwrap();
    }
    planned(&project, "TC-7", &["--segment", "①"]).expect(2, "stimulus_executor/no-env-map");
}

#[test]
fn the_configuration_logs_a_service_in() {
    let server = Server::start(|request| match request.path() {
        "/login" => Reply::json(200, r#"{"t":"tok-123456"}"#),
        _ => Reply::text(200, request.header("x-auth-token").unwrap_or("nobody")),
    });
    let project = ticket(&server);
    let config = json!({"auth": {"shop": {
        "url": server.url("/login"), "body_env": "SHOP_LOGIN", "token_path": "$.t", "header": "X-Auth-Token",
    }}});
    project.write("test/_config.json", config.to_string());
    let args = args(&project, "TC-1");
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let env = [("SHOP_LOGIN", r#"{"id":"kim","word":"geheim12"}"#)];
    let run = run_with(&project, &args, &env, "");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.json()["response"]["body"], "***");
    assert_eq!(server.requests()[1].header("x-auth-token"), Some("tok-123456"));
    assert!(!run.stdout.contains("tok-123456"));
    planned(&project, "TC-1", &[]).expect(2, "stimulus_executor/variable-not-set");
}
