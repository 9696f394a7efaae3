//! Many processes on one ledger, and processes that are killed while they write.

use crate::ticket::Ticket;
use evidence::{Act, Record, Scope, Trouble, Trust};
use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};
use store::{Clock, Config, Env, Staged};

/// Names the ticket folder to a child that is to write there.
const FOLDER: &str = "EVIDENCE_TEST_FOLDER";
/// Where the child notes heads.
const STATE: &str = "EVIDENCE_TEST_STATE";
/// What the child's files are called.
const NAME: &str = "EVIDENCE_TEST_NAME";
/// How many files the child writes before it ends by itself.
const COUNT: &str = "EVIDENCE_TEST_COUNT";

/// Not a test when it is run as one: the work of a child process of the tests below.
#[test]
fn work() {
    let (Ok(folder), Ok(state)) = (env::var(FOLDER), env::var(STATE)) else { return };
    let (name, count) = (env::var(NAME).unwrap(), env::var(COUNT).unwrap().parse().unwrap());
    for nr in 0..count {
        let file = Path::new(&folder).join(format!("{name}_{}.json", nr % 3));
        write(&file, nr, &state);
    }
}

fn write(file: &Path, nr: u32, state: &str) {
    use std::io::Write;
    let env = Env::fixed([("XDG_STATE_HOME", state)]);
    let config = Config::default();
    let clock = Clock::new(&config, &env).unwrap();
    let mut staged = Staged::create(file).unwrap();
    staged
        .write_all(format!("{{\"nr\":{nr},\"rows\":[{}0]}}\n", "0,".repeat(20_000)).as_bytes())
        .unwrap();
    let recorder = evidence::Recorder {
        tool: "query_database",
        version: "0.1.0",
        clock: &clock,
        config: &config,
        root: Path::new("/"),
        env: &env,
        lock_timeout: Duration::from_mins(1),
    };
    evidence::commit(staged, Act::default(), &recorder).unwrap();
}

fn spawn(ticket: &Ticket, name: &str, count: u32) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["processes::work", "--exact", "--nocapture"])
        .env(FOLDER, ticket.path(""))
        .env(STATE, &ticket.env[0].1)
        .env(NAME, name)
        .env(COUNT, count.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn lines(ticket: &Ticket) -> usize {
    let ledger = fs::read(ticket.path("partial_results/_ledger.jsonl")).unwrap_or_default();
    ledger.split(|byte| *byte == b'\n').count().saturating_sub(1)
}

#[test]
fn twenty_processes_lose_no_entry() {
    let ticket = Ticket::new();
    let children: Vec<_> = (0..20).map(|nr| spawn(&ticket, &format!("rows{nr}"), 3)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let found = ticket.verify();
    assert!(found.verified, "{found:#?}");
    assert_eq!(found.ledgers[0].entries, 60);
    assert_eq!(found.tcs[0].files, 60);
}

#[test]
fn a_killed_process_leaves_what_running_again_mends() {
    let ticket = Ticket::new();
    for round in 0..12 {
        let wanted = lines(&ticket) + 1 + round % 3;
        let mut child = spawn(&ticket, "rows", 100_000);
        while lines(&ticket) < wanted {
            assert!(child.try_wait().unwrap().is_none(), "the child ended by itself");
            thread::yield_now();
        }
        // Another moment of its loop each time.
        for _ in 0..round * 1_500 {
            thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        check_after_kill(&ticket);
    }
    for nr in 0..3 {
        write(&ticket.path(&format!("rows_{nr}.json")), nr, &ticket.env[0].1);
    }
    let found = ticket.verify();
    assert!(found.verified, "{found:#?}");
}

/// The chain holds, every file is whole, and at most the file of the cut-off call is not entered.
fn check_after_kill(ticket: &Ticket) {
    let found = ticket.verify();
    assert!(found.ledgers[0].troubles.is_empty(), "{found:#?}");
    let record = Record::read(&ticket.folder(), Scope::All, Trust::default(), &ticket.env());
    assert!(record.unwrap().entries().all(|entry| entry.flaw.is_none()));
    let case = ticket.case_of_all();
    let mut behind = 0;
    for nr in 0..3 {
        let file = format!("rows_{nr}.json");
        let Ok(text) = fs::read_to_string(ticket.path(&file)) else { continue };
        assert!(text.ends_with("0]}\n"), "{file} is whole");
        match case.standing(&file) {
            Ok(_) => {}
            Err(Trouble::NoEntry | Trouble::FileChanged) => behind += 1,
            Err(other) => panic!("{file}: {other}"),
        }
    }
    assert!(behind <= 1, "{behind} files are ahead of the ledger");
}
