//! Numbers that a 64-bit float cannot hold, from where they come from to the verdict.

use e2e::program;
use serde_json::json;
use testkit::{
    Project,
    cluster::Cluster,
    http::{Reply, Server},
};

/// A project, and a server that answers one body.
struct Case {
    project: Project,
    server: Server,
}

impl Case {
    fn new(body: String) -> Self {
        let server = Server::start(move |_| Reply::json(200, &body));
        Self { project: Project::new(), server }
    }

    /// Runs a program; `--flag=@FILE` names a file of `partial_results`.
    fn run(&self, name: &str, arguments: &[&str]) {
        let results = self.project.ticket("partial_results");
        let mut run = self.project.command(program(name));
        for argument in arguments {
            match argument.split_once("=@") {
                Some((flag, file)) => run.arg(flag).arg(results.join(file)),
                None => run.arg(argument),
            };
        }
        run.assert().success();
    }

    fn stimulate(&self) {
        let url = self.server.url("/orders");
        self.run("stimulus_executor", &["--url", &url, "--output=@TC-1_stimulus.json"]);
    }

    /// The text of a file of `partial_results`.
    fn text(&self, file: &str) -> String {
        self.project.read(self.project.ticket("partial_results").join(file))
    }

    /// What the verdict is on the recorded answer.
    fn verdict(&self, expectation: &[&str]) -> String {
        let judge = ["--tc-id", "TC-1", "--actual-file=@TC-1_stimulus.json"];
        let output = ["--output=@TC-1_verdict.json"];
        self.run("verdict_calculator", &[&judge, expectation, &output].concat());
        let text = self.text("TC-1_verdict.json");
        let word = text.split(r#""verdict": ""#).nth(1).and_then(|rest| rest.split('"').next());
        word.unwrap_or_default().to_owned()
    }
}

#[test]
fn numbers_are_exact_from_wire_to_verdict() {
    let body = r#"{"id":1234567890123456789,"odd":9007199254740993,"price":0.10,"huge":1e400,"tiny":1e-400}"#;
    let case = Case::new(body.into());
    case.stimulate();
    let record = case.text("TC-1_stimulus.json");
    for number in ["1234567890123456789", "9007199254740993", "0.10", "1e400", "1e-400"] {
        assert!(record.contains(number), "{number} is not in {record}");
    }

    let same = [
        r#"{"id":1234567890123456789,"odd":9007199254740993,"price":0.10,"huge":1e400,"tiny":1e-400}"#,
        r#"{"price":0.1,"huge":10e399,"tiny":0.1e-399,"id":1234567890123456789.0}"#,
        r#"{"huge":{"$gt":9.99e399},"price":{"$approx":{"value":0.11,"within":0.01}}}"#,
    ];
    for expected in same {
        assert_eq!(case.verdict(&["--expected", expected]), "PASS", "{expected}");
    }
    let other = [
        r#"{"id":1234567890123456788}"#,
        r#"{"odd":9007199254740992}"#,
        r#"{"price":0.1000000000000000000001}"#,
        r#"{"huge":1e401}"#,
        r#"{"huge":{"$gt":1e400}}"#,
        r#"{"tiny":0}"#,
    ];
    for expected in other {
        assert_eq!(case.verdict(&["--expected", expected]), "FAIL", "{expected}");
    }
}

#[test]
fn numbers_are_exact_from_database_to_verdict() {
    let cluster = Cluster::postgres();
    let url = cluster.database(
        "CREATE TABLE orders (id BIGINT PRIMARY KEY, price NUMERIC(10, 2), huge NUMERIC);
         INSERT INTO orders VALUES (1234567890123456789, 0.10, 1e400);
         INSERT INTO orders VALUES (1234567890123456788, 0.20, 0);",
    );
    let (_, database) = url.rsplit_once('/').expect("a URL names its database");
    // 10^400 and the number behind it.
    let (huge, next) = (format!("1{}", "0".repeat(400)), format!("1{}1", "0".repeat(399)));
    let answer = |huge: &str| {
        format!(r#"{{"id":1234567890123456789,"total":0.50,"huge":{huge},"price":0.30}}"#)
    };
    let case = Case::new(answer(&next));
    write_plan(&case.project, &url);

    let spec = case.project.ticket("WO-1_tc_spec.json");
    let mapping = case.project.ticket("WO-1_데이터매핑.json");
    let spec = format!("--tc-spec={}", spec.display());
    let mapping = format!("--mapping={}", mapping.display());
    let plan = ["--tc-id=TC-1".to_owned(), spec, mapping];
    let plan: Vec<&str> = plan.iter().map(String::as_str).collect();
    let capture = |phase: &str| {
        let own = ["--phase".to_owned(), phase.to_owned(), format!("--output=@TC-1_{phase}.json")];
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        case.run("capture_db_snapshot", &[&plan[..], &own].concat());
    };
    capture("before");
    let change = "UPDATE orders SET price = price + 0.20, huge = huge + 1 WHERE huge > 0;";
    cluster.run(database, change);
    capture("after");
    assert!(case.text("TC-1_before.json").contains(&format!(r#""huge": {huge}"#)));
    assert!(case.text("TC-1_before.json").contains(r#""price": 0.10"#));

    let files =
        ["--before=@TC-1_before.json", "--after=@TC-1_after.json", "--output=@TC-1_diff.json"];
    case.run("compare_db_snapshots", &files);
    let diff = case.text("TC-1_diff.json");
    for number in [&huge, &next, "0.10", "0.30", "1234567890123456789"] {
        assert!(diff.contains(number), "{number} is not in {diff}");
    }
    for count in [r#""changed_count": 1"#, r#""unchanged_count": 1"#] {
        assert!(diff.contains(count), "{count} is not in {diff}");
    }

    case.run("compute_expected", &[&plan[..], &["--output=@TC-1_expected.json"]].concat());
    let expected = case.text("TC-1_expected.json");
    for number in [&next, "0.30", "1234567890123456789"] {
        assert!(expected.contains(number), "{number} is not in {expected}");
    }
    case.stimulate();
    let by_plan = [&plan[1..], &["--expected-file=@TC-1_expected.json", "--diff=@TC-1_diff.json"]];
    assert_eq!(case.verdict(&by_plan.concat()), "PASS", "{}", case.text("TC-1_verdict.json"));

    // One less in 401 digits is another number.
    let wrong = Case::new(answer(&huge));
    for file in ["TC-1_expected.json", "TC-1_diff.json"] {
        let text = case.text(file);
        wrong.project.write(wrong.project.ticket("partial_results").join(file), text);
    }
    write_plan(&wrong.project, &url);
    wrong.stimulate();
    assert_eq!(wrong.verdict(&["--expected-file=@TC-1_expected.json"]), "FAIL");
}

fn write_plan(project: &Project, url: &str) {
    let write = |path: std::path::PathBuf, text: String| project.write(path, text);
    let config = json!({ "databases": { "shop": url } });
    write(project.path("test/_config.json"), config.to_string());
    let mapping = json!({
        "sheet_version": "v1",
        "created_at": "2025-11-20T00:00:00.000+00:00",
        "mappings": { "TC-1": { "status": "MAPPED", "data": { "id": 1_234_567_890_123_456_789_i64 } } },
    });
    write(project.ticket("WO-1_데이터매핑.json"), mapping.to_string());
    // Written as text: a JSON value of the test's own library would round.
    let spec = r#"{ "ticket": "WO-1", "sheet_version": "v1", "tcs": { "TC-1": {
        "title": "money", "type": "ACTIVE",
        "data_requirement": { "db": "shop", "table": "orders",
                              "identifier_column": "id", "identifier_field": "id" },
        "snapshot": [{ "name": "orders", "db": "shop", "sql": "SELECT * FROM orders ORDER BY id",
                       "key": ["id"] }],
        "expected": {
            "fields": [
                { "path": "id", "source_db": "shop", "source_table": "orders",
                  "source_column": "id" },
                { "path": "price", "source_db": "shop", "source_table": "orders",
                  "source_column": "price", "aggregation": "sum" },
                { "path": "huge", "source_db": "shop", "source_table": "orders",
                  "source_column": "huge", "aggregation": "max" }
            ],
            "static_fields": { "total": 0.5 },
            "db_changes": [{ "snapshot": "orders", "key": "1234567890123456789", "field": "price",
                             "before": 0.1, "after": 0.3 }]
        } } } }"#;
    write(project.ticket("WO-1_tc_spec.json"), spec.to_owned());
}
