//! HTTP clients aimed at a server under test.

use crate::{GATE, check_all, is_denied, is_silent, of_command, project};
use testkit::Project;

#[test]
fn servers_of_the_gate_are_asked_by_the_programs() {
    let rows = [
        ("curl -s http://localhost:8080/orders/1", "stimulus_executor"),
        ("curl -X POST localhost:8080/orders -d '{}'", "orders"),
        ("curl http://127.0.0.1:8080/x > /tmp/x", "stimulus_executor"),
        ("curl -H 'A: b' 'https://stock.example.test/api?x=1' | jq .", "stock"),
        ("B=http://localhost:8080; curl \"$B/orders\"", "stimulus_executor"),
        ("curl http://localhost:$PORT/orders", "stimulus_executor"),
        ("wget -qO- http://localhost:8080/x", "stimulus_executor"),
        ("http POST :8080/orders a=b", "stimulus_executor"),
        ("https stock.example.test/api", "stimulus_executor"),
        ("xh localhost:8080/x", "stimulus_executor"),
        ("ab -n 10 http://localhost:8080/", "stimulus_executor"),
        ("hey -z 5s http://localhost:8080/", "stimulus_executor"),
        ("python -m httpie GET localhost:8080/x", "stimulus_executor"),
        ("python3 -c \"import requests; requests.post('http://localhost:8080/x')\"", "orders"),
        (
            "python3 - <<EOF\nimport urllib.request as u\nu.urlopen('http://localhost:8080/x')\nEOF",
            "orders",
        ),
        ("node -e \"fetch('http://localhost:8080/x')\"", "stimulus_executor"),
        ("time timeout 5 curl -v http://localhost:8080/", "check_servers"),
        ("echo a | xargs -I{} curl http://localhost:8080/{}", "stimulus_executor"),
        ("bash -c 'curl http://localhost:8080/x'", "stimulus_executor"),
        ("curl --connect-to a:80:localhost:8080 http://a/", "stimulus_executor"),
        ("exec 3<>/dev/tcp/localhost/8080", "stimulus_executor"),
        ("printf 'GET / HTTP/1.0\\n\\n' | nc localhost 8080", "stimulus_executor"),
    ];
    check_all(&project(), &rows, is_denied);
}

#[test]
fn other_servers_are_everybodys() {
    let rows = [
        ("curl -s https://api.github.com/repos/a/b", ""),
        ("curl http://localhost:9200/_cat", ""),
        ("curl https://example.test/?next=http://localhost:8080", ""),
        ("curl -d '{\"url\":\"http://localhost:8080\"}' https://hooks.example.com", ""),
        ("curl -H 'Referer: http://localhost:8080/' https://example.com", ""),
        ("wget https://stock.example.test.evil.com/x", ""),
        ("echo curl http://localhost:8080", ""),
        ("grep -rn 'http://localhost:8080' ../../src", ""),
        ("git commit -m 'curl http://localhost:8080 works'", ""),
        ("nc -z localhost 8080", ""),
        ("python3 -c \"print('http://localhost:8080')\"", ""),
        ("stimulus_executor --tc TC-1 --url http://localhost:8080/orders", ""),
        ("check_servers --gate WO-1_gate_20261120_090000.json", ""),
        ("curl \"$UNKNOWN\"", ""),
    ];
    check_all(&project(), &rows, is_silent);
}

#[test]
fn the_newest_gate_of_the_active_ticket_counts() {
    let project = project();
    let newer = r#"{"server_env_map":{"orders":{"url":"http://localhost:9999"}}}"#;
    project.write(project.ticket("WO-1_gate_20261121_090000.json"), newer);
    of_command(&project, "curl localhost:8080").assert_silent();
    of_command(&project, "curl localhost:9999").assert_denied(&["orders"]);
    project.write("test/WO-2_x/WO-2_gate_20261120_090000.json", GATE);
    of_command(&project, "curl localhost:8080").assert_denied(&["orders"]);
    let active = r#"{"sessions":[{"ticket":"WO-1","ticket_folder":"test/WO-1_주문 취소",
        "session_id":null,"set_at":"2025-11-20T00:00:00.000+00:00"}]}"#;
    project.write("test/.active_ticket", active);
    of_command(&project, "curl localhost:8080").assert_silent();
}

#[test]
fn a_gate_that_cannot_be_read_is_named_only_where_it_counts() {
    let project = project();
    project.write(project.ticket("WO-1_gate_20261122_090000.json"), "{");
    of_command(&project, "curl http://localhost:8080").assert_silent();
    let active = r#"{"sessions":[{"ticket":"WO-1","ticket_folder":"test/WO-1_주문 취소",
        "session_id":null,"set_at":"2025-11-20T00:00:00.000+00:00"}]}"#;
    project.write("test/.active_ticket", active);
    of_command(&project, "curl http://localhost:8080")
        .assert_denied(&["_gate_20261122_090000.json"]);
    of_command(&project, "ls").assert_silent();
}

#[test]
fn without_a_ticket_everything_is_free() {
    let project = Project::new();
    of_command(&project, "curl http://localhost:8080").assert_silent();
}
