//! The append protocol: what is entered, what a crash leaves, how a lost head is kept in mind.

use crate::ticket::{TC, Ticket, results};
use contract::Object;
use evidence::{Act, LossKind, Record, Scope, Trouble, Trust};
use fault::Fault;
use std::{fs, path::PathBuf};

fn record(ticket: &Ticket) -> Record {
    Record::read(&ticket.folder(), Scope::All, Trust::default(), &ticket.env()).unwrap()
}

fn note(ticket: &Ticket) {
    ticket.enter("validate_final_message", Object::new()).unwrap();
}

fn heads(ticket: &Ticket) -> PathBuf {
    let state = &ticket.env.iter().find(|(name, _)| name == "XDG_STATE_HOME").unwrap().1;
    PathBuf::from(state).join("proctor/heads")
}

#[test]
fn an_entry_says_who_read_and_wrote_what() {
    let ticket = Ticket::passed();
    let first = ticket.ledger().lines().next().unwrap().to_owned();
    let start = r#"{"seq":1,"at":""#;
    assert!(first.starts_with(start), "{first}");
    let record = record(&ticket);
    let diff = record.latest("partial_results/TC-1_diff.json").unwrap();
    let paths: Vec<_> = diff.inputs.iter().map(|input| input.path.as_str()).collect();
    assert_eq!(paths, ["partial_results/TC-1_before.json", "partial_results/TC-1_after.json"]);
    assert_eq!((diff.tool.as_str(), diff.tc_id.as_deref()), ("compare_db_snapshots", Some(TC)));
    assert!(record.entries().all(|entry| entry.flaw.is_none()));
    assert_eq!(record.losses(), []);
}

#[test]
fn inputs_elsewhere_in_the_project_are_named_from_the_ticket_folder() {
    let ticket = Ticket::new();
    fs::write(ticket.path("../../계정.md"), "x").unwrap();
    let root = ticket.path("../..").canonicalize().unwrap();
    let input = |path: &str| evidence::Input { path: path.into(), sha256: "0".repeat(64) };
    let inputs =
        vec![input(root.join("계정.md").to_str().unwrap()), input("/etc/hosts"), input("-")];
    let act = Act { inputs, ..Act::default() };
    ticket.record("query_database", "rows.json", act).unwrap();
    let record = record(&ticket);
    let paths: Vec<_> =
        record.entries().next().unwrap().inputs.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["../../계정.md", "/etc/hosts", "-"]);
}

#[test]
fn another_programs_file_is_refused_and_stays() {
    let ticket = Ticket::passed();
    let (before, ledger) = (ticket.read(&results("TC-1_verdict.json")), ticket.ledger());
    let refused = ticket
        .record("stimulus_executor", &results("TC-1_verdict.json"), Act::default())
        .unwrap_err();
    assert_eq!(refused.code(), "evidence/not-yours");
    assert_eq!(ticket.read(&results("TC-1_verdict.json")), before);
    let refused = ticket.record("stimulus_executor", &results("_ledger.jsonl"), Act::default());
    assert_eq!(refused.unwrap_err().code(), "evidence/not-yours");
    assert_eq!(ticket.ledger(), ledger);
}

#[test]
fn a_claim_that_cannot_be_entered_leaves_everything_as_it_was() {
    let ticket = Ticket::passed();
    let (before, ledger) = (ticket.read(&results("TC-1_diff.json")), ticket.ledger());
    let claim = Object::from_iter([("rate".into(), contract::Number::new("0.5").unwrap().into())]);
    let act = Act { claim, ..Act::default() };
    let refused =
        ticket.record("compare_db_snapshots", &results("TC-1_diff.json"), act).unwrap_err();
    assert_eq!(refused.code(), "evidence/claim");
    assert!(fault::line(&refused).contains(": /claim/rate;"));
    assert_eq!(ticket.read(&results("TC-1_diff.json")), before);
    assert_eq!(ticket.ledger(), ledger);
}

#[test]
fn a_crash_between_rename_and_append_is_seen_and_running_again_mends_it() {
    let ticket = Ticket::passed();
    // The rename happened, the append did not: the file is new, the entry old.
    ticket.write(&results("TC-1_after.json"), "{\"rows\":[]}");
    let file = results("TC-1_after.json");
    assert_eq!(ticket.case().standing(&file).unwrap_err(), Trouble::FileChanged);
    ticket.after();
    assert!(ticket.case().standing(&file).is_ok());
    // The same for the very first output of a folder.
    let ticket = Ticket::new();
    ticket.write(&results("TC-1_before.json"), "{}");
    let file = results("TC-1_before.json");
    assert_eq!(ticket.case().standing(&file).unwrap_err(), Trouble::NoEntry);
    ticket.before();
    assert!(ticket.case().standing(&file).is_ok());
}

#[test]
fn a_crash_inside_the_append_leaves_a_torn_tail_that_the_next_append_cuts() {
    let ticket = Ticket::passed();
    let whole = ticket.ledger();
    let next = format!("{whole}{{\"seq\":6,\"at\":\"2026");
    ticket.write(&results("_ledger.jsonl"), &next);
    assert_eq!(record(&ticket).losses(), []);
    note(&ticket);
    let ledger = ticket.ledger();
    assert!(ledger.starts_with(&whole) && ledger.lines().count() == 6, "{ledger}");
    assert!(record(&ticket).entries().all(|entry| entry.flaw.is_none()));
    assert_eq!(record(&ticket).losses(), []);
}

#[test]
fn a_crash_before_the_head_is_noted_is_no_loss() {
    let ticket = Ticket::passed();
    let noted: Vec<_> =
        fs::read_dir(heads(&ticket)).unwrap().map(|it| it.unwrap().path()).collect();
    let old = fs::read(&noted[0]).unwrap();
    note(&ticket);
    note(&ticket);
    fs::write(&noted[0], old).unwrap();
    assert_eq!(record(&ticket).losses(), []);
    note(&ticket);
    assert_eq!(record(&ticket).losses(), []);
}

#[test]
fn a_torn_tail_is_not_forgiven_when_the_head_is_beyond_it() {
    let ticket = Ticket::passed();
    let ledger = ticket.ledger();
    ticket.write(&results("_ledger.jsonl"), &ledger[..ledger.len() - 10]);
    let record = record(&ticket);
    assert_eq!(record.losses().len(), 1);
    let loss = &record.losses()[0];
    assert_eq!((loss.kind, loss.seq, loss.found_seq), (LossKind::RolledBack, 5, 4));
}

#[test]
fn a_lost_head_is_kept_in_mind_however_much_is_appended() {
    let ticket = Ticket::passed();
    let two: String = ticket.ledger().split_inclusive('\n').take(2).collect();
    ticket.write(&results("_ledger.jsonl"), &two);
    let committed = ticket.enter("validate_final_message", Object::new()).unwrap();
    assert!(committed.warnings[0].contains("was rolled back"), "{committed:?}");
    for _ in 0..5 {
        note(&ticket);
    }
    let found: Vec<_> =
        record(&ticket).losses().iter().map(|it| (it.kind, it.seq, it.found_seq)).collect();
    assert_eq!(found, [(LossKind::RolledBack, 5, 2)]);
}

#[test]
fn a_deleted_ledger_is_one_that_was_begun_anew() {
    let ticket = Ticket::passed();
    fs::remove_file(ticket.path(&results("_ledger.jsonl"))).unwrap();
    assert_eq!(record(&ticket).losses()[0].kind, LossKind::Restarted);
    note(&ticket);
    assert_eq!(record(&ticket).losses()[0].kind, LossKind::Restarted);
    for _ in 0..6 {
        note(&ticket);
    }
    assert_eq!(record(&ticket).losses().len(), 1);
}

#[test]
fn a_head_that_cannot_be_noted_is_a_warning() {
    let mut ticket = Ticket::new();
    ticket.env = vec![("XDG_STATE_HOME".into(), "/dev/null".into())];
    let committed = ticket.enter("validate_final_message", Object::new()).unwrap();
    assert_eq!(committed.seq, Some(1));
    let last = committed.warnings.last().unwrap();
    assert!(last.contains("could not be noted"), "{committed:?}");
}

#[test]
fn a_last_line_that_is_no_entry_stops_the_program_before_it_writes() {
    let ticket = Ticket::passed();
    let ledger = ticket.ledger();
    ticket.write(&results("_ledger.jsonl"), &format!("{ledger}what is this\n"));
    let before = ticket.read(&results("TC-1_diff.json"));
    let refused = ticket.record("compare_db_snapshots", &results("TC-1_diff.json"), Act::default());
    assert_eq!(refused.unwrap_err().code(), "evidence/broken-tail");
    assert_eq!(ticket.read(&results("TC-1_diff.json")), before);
}

#[test]
fn an_output_that_cannot_be_entered_says_so() {
    let ticket = Ticket::new();
    // A disk that is full when the entry is appended.
    std::os::unix::fs::symlink("/dev/full", ticket.path(&results("_ledger.jsonl"))).unwrap();
    let file = results("TC-1_before.json");
    let error = ticket.record("capture_db_snapshot", &file, Act::default()).unwrap_err();
    assert_eq!(error.code(), "evidence/not-entered");
    assert!(fault::line(&error).contains("run this again"), "{error}");
    assert!(ticket.path(&file).exists());
}

#[test]
fn an_output_outside_a_ticket_folder_makes_no_entry() {
    let ticket = Ticket::new();
    let outside = ticket.path("../..").canonicalize().unwrap().join("rows.json");
    let outside = outside.to_str().unwrap();
    let committed = ticket.record("query_database", outside, Act::default()).unwrap();
    assert_eq!(committed.seq, None);
    assert!(!ticket.path(&results("_ledger.jsonl")).exists());
}

#[test]
fn twenty_threads_lose_no_entry() {
    let ticket = Ticket::new();
    std::thread::scope(|scope| {
        for thread in 0..20 {
            let ticket = &ticket;
            scope.spawn(move || {
                for round in 0..5 {
                    let file = format!("rows_{thread}_{round}.json");
                    ticket.record("query_database", &file, Act::default()).unwrap();
                }
            });
        }
    });
    let record = record(&ticket);
    assert_eq!(record.entries().count(), 100);
    assert!(record.entries().all(|entry| entry.flaw.is_none()));
    let seqs: Vec<_> = record.entries().map(|entry| entry.position.seq).collect();
    assert_eq!(seqs, (1..=100).collect::<Vec<_>>());
    assert_eq!(record.losses(), []);
}

#[test]
fn a_record_of_some_test_cases_leaves_the_others_out() {
    let ticket = Ticket::passed();
    let act = Act { tc_id: Some("TC-2".into()), ..Act::default() };
    ticket.record("query_database", "rows.json", act).unwrap();
    note(&ticket);
    let some =
        Record::read(&ticket.folder(), Scope::Of(&["TC-2"]), Trust::default(), &ticket.env());
    let some = some.unwrap();
    let seqs: Vec<_> = some.entries().map(|entry| entry.position.seq).collect();
    assert_eq!(seqs, [6, 7]);
    assert!(some.entries().all(|entry| entry.flaw.is_none()));
}

#[test]
fn of_a_file_that_was_written_again_the_newest_entry_counts() {
    let ticket = Ticket::passed();
    ticket.stimulus();
    let read = |scope| {
        let record = Record::read(&ticket.folder(), scope, Trust::default(), &ticket.env());
        let record = record.unwrap();
        record.entries().map(|entry| entry.position.seq).collect::<Vec<_>>()
    };
    assert_eq!(read(Scope::All), [1, 2, 3, 4, 5, 6]);
    assert_eq!(read(Scope::Of(&["TC-1"])), [1, 3, 4, 5, 6]);
}

#[test]
fn a_line_that_only_looks_like_an_entry_hides_none() {
    let ticket = Ticket::passed();
    let file = results("TC-1_stimulus.json");
    let ledger = ticket.read(&results("_ledger.jsonl"));
    let line = ledger.lines().find(|line| line.contains("stimulus_executor")).unwrap();
    let odd = line.replace("\"claim\":{", "\"claim\":{{");
    fs::write(ticket.path(&results("_ledger.jsonl")), format!("{ledger}{odd}\n{odd}\n")).unwrap();
    for scope in [Scope::All, Scope::Of(&["TC-1"])] {
        let record = Record::read(&ticket.folder(), scope, Trust::default(), &ticket.env());
        let record = record.unwrap();
        assert!(record.latest(&file).is_some_and(|entry| entry.flaw.is_none()));
    }
}
