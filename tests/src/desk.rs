//! A tester's desk: a ticket in the middle of its work, with a test case for every way to end, and
//! the agent's client beside it.
//!
//! | test case | how it stands |
//! |---|---|
//! | TC-1 | ran, PASS |
//! | TC-2 | ran, FAIL: the shop does not do what the plan expects |
//! | TC-3 | an observation; ran, PASS |
//! | TC-4 | planned, never ran |
//! | TC-5 | there is no data for it |
//! | TC-6 | its data does not reach the code: the behavioural check failed |

use crate::{
    Outcome, Scene, Step, program,
    scene::{ORDER, plan},
    send,
};
use serde_json::{Value, json};
use std::path::PathBuf;
use testkit::hook::Payload;

/// The language of the documents on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Korean names and labels.
    Korean,
    /// English names and labels.
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Korean, Self::English];

    /// The one of two texts that is in this language.
    pub fn pick<T>(self, korean: T, english: T) -> T {
        match self {
            Self::Korean => korean,
            Self::English => english,
        }
    }
}

/// The steps that an observation takes.
const LOOK: [Step; 5] = [Step::Before, Step::After, Step::Diff, Step::Verdict, Step::Result];

/// The desk.
pub struct Desk {
    /// The ticket, its server and its programs.
    pub scene: Scene,
    /// The language of its documents.
    pub language: Language,
}

impl Desk {
    /// Runs what has been run, and sums it up.
    ///
    /// # Panics
    /// When a program fails.
    pub fn new(language: Language) -> Self {
        let mapping = language.pick("WO-1_데이터매핑.json", "WO-1_data_mapping.json");
        let desk = Self { scene: Scene::named(2, mapping), language };
        desk.write_plan(mapping);
        for step in Step::ALL.into_iter().take_while(|step| *step != Step::Summary) {
            desk.scene.run(step);
            desk.scene.run_of("TC-2", step);
        }
        for step in LOOK {
            desk.look(step);
        }
        desk.scene.run(Step::Summary);
        desk
    }

    /// A step of the observation: its verdict is on the rows.
    fn look(&self, step: Step) {
        if step != Step::Verdict {
            return self.scene.run_of("TC-3", step);
        }
        let rows = self.scene.results(&Step::After.file_of("TC-3"));
        let mut arguments = self.scene.arguments_of("TC-3", step);
        for (name, value) in [("--actual-file", Some(rows)), ("--expected-file", None)] {
            let at = arguments.iter().position(|it| it == name).expect("the verdict reads files");
            match value {
                Some(path) => arguments[at + 1] = path.display().to_string(),
                None => drop(arguments.drain(at..at + 2)),
            }
        }
        let mut command = self.scene.project.command(program(step.program()));
        command.args(arguments).assert().success();
    }

    fn write_plan(&self, mapping: &str) {
        let project = &self.scene.project;
        let spec = project.ticket("WO-1_tc_spec.json");
        let mut tcs = json!({});
        for tc in ["TC-1", "TC-2", "TC-4", "TC-5", "TC-6"] {
            tcs[tc] = plan();
            tcs[tc]["title"] = self.language.pick("주문 취소", "cancel an order").into();
        }
        tcs["TC-2"]["expected"]["static_fields"]["state"] = "SHIPPED".into();
        tcs["TC-3"] = json!({
            "title": self.language.pick("[관찰] 주문 목록", "[observation] orders"),
            "type": "OBSERVATION",
            "snapshot": plan()["snapshot"],
            "expected": { "static_fields": { "all_id": { "$gte": 1 } } },
        });
        let document = json!({ "ticket": "WO-1", "sheet_version": "v1", "tcs": tcs });
        project.write(spec, format!("{document:#}\n"));
        project.write(project.ticket(mapping), format!("{:#}\n", mapping_document()));
        let naming = self.language.pick("ko", "en");
        let mut config = project.json("test/_config.json");
        config["naming"] = naming.into();
        project.write("test/_config.json", format!("{config:#}\n"));
        let session = json!({ "sessions": [{
            "ticket": "WO-1",
            "ticket_folder": project.ticket(""),
            "session_id": "",
            "set_at": testkit::project::NOW,
        }]});
        project.write("test/.active_ticket", format!("{session:#}\n"));
    }

    /// A file of the ticket folder.
    pub fn ticket(&self, file: &str) -> PathBuf {
        self.scene.project.ticket(file)
    }

    /// A file of `partial_results`.
    pub fn results(&self, file: &str) -> PathBuf {
        self.scene.results(file)
    }

    /// The test result's path.
    pub fn result_path(&self) -> PathBuf {
        let name = self.language.pick("WO-1_테스트결과_v1.1.md", "WO-1_test_result_v1.1.md");
        self.ticket(name)
    }

    /// The client makes a call, with all hooks that are registered for it.
    pub fn send(&self, payload: &Payload) -> Outcome {
        send(&self.scene.project, payload)
    }
}

/// The data of the six test cases.
pub fn mapping_document() -> Value {
    let check =
        json!({ "verdict": "PASS", "method": "SQL", "conditions": ["orders.state = OPEN"] });
    let mapped = json!({
        "status": "MAPPED", "data": { "order_id": ORDER }, "behavioral_check": check
    });
    let mut unfit = mapped.clone();
    unfit["behavioral_check"]["verdict"] = "FAIL".into();
    let mappings = json!({
        "TC-1": mapped, "TC-2": mapped, "TC-3": mapped, "TC-4": mapped,
        "TC-5": { "status": "NOT_FOUND", "reason": "취소된 적이 있는 주문이 없다" },
        "TC-6": unfit,
    });
    json!({
        "ticket": "WO-1",
        "sheet_version": "v1",
        "created_at": "2025-11-20T00:00:00.000+00:00",
        "completed_at": "2025-11-20T00:10:00.000+00:00",
        "mappings": mappings,
        "summary": {
            "total_tcs": 6, "mapped": 5, "not_found": 1, "provisioning_needed": 0, "provisioned": 0,
            "skipped": 0, "behavioral_mismatch": 0, "capture_planned": 0, "blocked": 0,
        },
    })
}
