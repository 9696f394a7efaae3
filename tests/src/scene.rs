//! A ticket with one test case: cancelling an order changes its state, in the answer and in the
//! database. Server, database, plan, mapping and gate are real; the programs do the rest.

use crate::program;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use testkit::{
    Project,
    http::{Reply, Server},
};

/// The test case.
pub const TC: &str = "TC-1";

/// An id beyond what a 64-bit float can tell from its neighbours.
pub(crate) const ORDER: i64 = 1_234_567_890_123_456_789;

const SHOP: &str = "data/shop.db";

/// One program's part in the test case, in the order of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// `capture_db_snapshot --phase before`
    Before,
    /// `stimulus_executor`
    Stimulus,
    /// `capture_db_snapshot --phase after`
    After,
    /// `compare_db_snapshots`
    Diff,
    /// `compute_expected`
    Expected,
    /// `verdict_calculator`
    Verdict,
    /// `record_tc_result`
    Result,
    /// `summarize_partial_results`
    Summary,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Self; 8] = [
        Self::Before,
        Self::Stimulus,
        Self::After,
        Self::Diff,
        Self::Expected,
        Self::Verdict,
        Self::Result,
        Self::Summary,
    ];

    /// The program that does it.
    pub fn program(self) -> &'static str {
        match self {
            Self::Before | Self::After => "capture_db_snapshot",
            Self::Stimulus => "stimulus_executor",
            Self::Diff => "compare_db_snapshots",
            Self::Expected => "compute_expected",
            Self::Verdict => "verdict_calculator",
            Self::Result => "record_tc_result",
            Self::Summary => "summarize_partial_results",
        }
    }

    /// The file that it writes for another test case, below `partial_results`.
    pub fn file_of(self, tc_id: &str) -> String {
        self.file().replacen(TC, tc_id, 1)
    }

    /// The file that it writes, below `partial_results`.
    pub fn file(self) -> &'static str {
        match self {
            Self::Before => "TC-1_before.json",
            Self::Stimulus => "TC-1_stimulus.json",
            Self::After => "TC-1_after.json",
            Self::Diff => "TC-1_diff.json",
            Self::Expected => "TC-1_expected.json",
            Self::Verdict => "TC-1_verdict.json",
            Self::Result => "TC-1.json",
            Self::Summary => "_summary.json",
        }
    }
}

/// A project with a ticket, a database and a server.
pub struct Scene {
    /// The project; its ticket folder holds the plan.
    pub project: Project,
    server: Server,
    mapping: &'static str,
}

impl Scene {
    /// A ticket whose snapshots have so many rows beside the order itself.
    ///
    /// # Panics
    /// When loopback or the temporary folder cannot be used.
    pub fn new(other_rows: usize) -> Self {
        Self::named(other_rows, "WO-1_데이터매핑.json")
    }

    /// The same, with another name of its data mapping.
    pub(crate) fn named(other_rows: usize, mapping: &'static str) -> Self {
        let project = Project::new();
        let shop = project.write(SHOP, "");
        fill(&shop, other_rows);
        let server = Server::start(move |request| match request.path() {
            "/orders/1234567890123456789/cancel" => cancel(&shop),
            _ => Reply::json(404, "{}"),
        });
        let scene = Self { project, server, mapping };
        scene.write_plan();
        scene
    }

    /// The origin of the server.
    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// A file of `partial_results`.
    pub fn results(&self, file: &str) -> PathBuf {
        self.project.ticket("partial_results").join(file)
    }

    /// The arguments of a step.
    pub fn arguments(&self, step: Step) -> Vec<String> {
        self.arguments_of(TC, step)
    }

    /// The arguments of a step for another test case of the plan.
    pub fn arguments_of(&self, tc_id: &str, step: Step) -> Vec<String> {
        let ticket = |file: &str| text(&self.project.ticket(file));
        let result = |step: Step| text(&self.results(&step.file_of(tc_id)));
        let (spec, mapping) = (ticket("WO-1_tc_spec.json"), ticket(self.mapping));
        let plan = ["--tc-id", tc_id, "--tc-spec", &spec, "--mapping", &mapping];
        let (before, after) = (result(Step::Before), result(Step::After));
        let (stimulus, diff) = (result(Step::Stimulus), result(Step::Diff));
        let (expected, dir) = (result(Step::Expected), text(&self.results("")));
        let own: Vec<&str> = match step {
            Step::Before => vec!["--phase", "before"],
            Step::After => vec!["--phase", "after"],
            Step::Stimulus | Step::Expected => vec![],
            Step::Diff => vec!["--before", &before, "--after", &after],
            Step::Verdict => {
                vec!["--actual-file", &stimulus, "--expected-file", &expected, "--diff", &diff]
            }
            Step::Result | Step::Summary => vec!["--dir", &dir],
        };
        let shared = match step {
            Step::Diff | Step::Summary => &plan[..0],
            _ => &plan[..],
        };
        let output = result(step);
        let output = match step {
            Step::Result => vec![],
            _ => vec!["--output", &output],
        };
        [shared, &own, &output].concat().into_iter().map(str::to_owned).collect()
    }

    /// Runs a step; it must succeed.
    ///
    /// # Panics
    /// When it does not; both streams are shown.
    pub fn run(&self, step: Step) {
        self.run_of(TC, step);
    }

    /// Runs a step for another test case of the plan; it must succeed.
    ///
    /// # Panics
    /// When it does not; both streams are shown.
    pub fn run_of(&self, tc_id: &str, step: Step) {
        if step == Step::Before {
            reopen(&self.project.path(SHOP));
        }
        let mut command = self.project.command(program(step.program()));
        command.args(self.arguments_of(tc_id, step)).assert().success();
    }

    /// Runs all steps.
    pub fn run_all(&self) {
        for step in Step::ALL {
            self.run(step);
        }
    }

    /// What `verify_evidence` says: its exit code and its report.
    ///
    /// # Panics
    /// When it gives no report.
    pub fn verify(&self) -> (i32, Value) {
        let mut verify = self.project.command(program("verify_evidence"));
        let run = verify.arg("--dir").arg(self.results("")).output().expect("a built program");
        let report = serde_json::from_slice(&run.stdout).unwrap_or_else(|error| {
            panic!("no report ({error}): {}", String::from_utf8_lossy(&run.stderr))
        });
        (run.status.code().unwrap_or(-1), report)
    }

    fn write_plan(&self) {
        let write = |path: &Path, document: &Value| {
            self.project.write(path, format!("{document:#}\n"));
        };
        let config = json!({ "databases": { "shop": format!("sqlite:{SHOP}") } });
        write(&self.project.path("test/_config.json"), &config);
        let gate = json!({
            "ticket": "WO-1",
            "test_types": { "api_test": true, "db_verify": true, "db_verify_tables": ["orders"] },
            "server_env_map": { "shop": { "env": "local", "url": self.origin() } },
        });
        write(&self.project.ticket("WO-1_gate_20251120_000000.json"), &gate);
        let mapping = json!({
            "sheet_version": "v1",
            "created_at": "2025-11-20T00:00:00.000+00:00",
            "mappings": { TC: {
                "status": "MAPPED",
                "data": { "order_id": ORDER },
                "behavioral_check": { "verdict": "PASS", "method": "SQL", "conditions": ["OPEN"] },
            } },
        });
        write(&self.project.ticket(self.mapping), &mapping);
        let spec = json!({ "ticket": "WO-1", "sheet_version": "v1", "tcs": { TC: plan() } });
        write(&self.project.ticket("WO-1_tc_spec.json"), &spec);
    }
}

/// The plan of the test case.
pub(crate) fn plan() -> Value {
    json!({
        "title": "주문 취소",
        "type": "ACTIVE",
        "stimulus": {
            "method": "POST",
            "service": "shop",
            "path": "/orders/{data.order_id}/cancel",
            "body": { "reason": "변심" },
        },
        "data_requirement": {
            "db": "shop",
            "table": "orders",
            "identifier_column": "id",
            "identifier_field": "order_id",
        },
        "snapshot": [{
            "name": "orders",
            "db": "shop",
            "sql": "SELECT id, state, memo FROM orders ORDER BY id",
            "key": ["id"],
        }],
        "expected": {
            "http_status": 200,
            "fields": [{ "path": "memo", "source_db": "shop", "source_table": "orders",
                         "source_column": "memo" }],
            "static_fields": { "id": ORDER, "state": "CANCELLED" },
            "db_changes": [{ "snapshot": "orders", "key": ORDER.to_string(), "field": "state",
                             "before": "OPEN", "after": "CANCELLED" }],
        },
    })
}

fn fill(shop: &Path, other_rows: usize) {
    let connection = open(shop);
    let setup = format!(
        "PRAGMA synchronous = OFF;
         CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT NOT NULL, memo TEXT);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {other_rows})
         INSERT INTO orders SELECT i, 'SHIPPED', '다른 주문 ' || i FROM n WHERE {other_rows} > 0;
         INSERT INTO orders VALUES ({ORDER}, 'OPEN', '빨리');"
    );
    connection.execute_batch(&setup).expect("the shop's tables");
}

/// Puts the order back to where the test case begins.
fn reopen(shop: &Path) {
    change_state(shop, "OPEN");
}

fn cancel(shop: &Path) -> Reply {
    change_state(shop, "CANCELLED");
    Reply::json(200, &format!(r#"{{"id":{ORDER},"state":"CANCELLED","memo":"빨리"}}"#))
}

fn change_state(shop: &Path, state: &str) {
    let update = "UPDATE orders SET state = ?1 WHERE id = ?2";
    open(shop).execute(update, (state, ORDER)).expect("the order is there");
}

fn open(shop: &Path) -> Connection {
    Connection::open(shop).expect("a database file")
}

fn text(path: &Path) -> String {
    path.to_str().expect("paths of tests are UTF-8").to_owned()
}
