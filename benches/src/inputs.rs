//! Inputs from a seed: the same bytes on every machine, never committed.

use crate::place::Place;
use std::{error::Error, fmt::Write, fs, process::Command};

/// Makes what is missing.
pub(crate) fn make(place: &Place) -> Result<(), Box<dyn Error>> {
    let sizes: [(&str, &str, &str); 3] = if place.quick {
        [
            ("snapshots/10000", "snapshots", "--max-rows=10000"),
            ("partial/1000", "partial", "--max-tcs=1000"),
            ("stimulus/1MB.json", "stimulus", "--max-body=1000000"),
        ]
    } else {
        [
            ("snapshots/1000000", "snapshots", "--max-rows=1000000"),
            ("partial/10000", "partial", "--max-tcs=10000"),
            ("stimulus/100MB.json", "stimulus", "--max-body=100000000"),
        ]
    };
    for (largest, section, size) in sizes {
        if place.inputs.join(largest).exists() {
            continue;
        }
        println!("making inputs: {section}");
        let mut python = Command::new(&place.python);
        python.arg(place.package.join("gen_inputs.py")).arg("--out").arg(&place.inputs);
        succeed(python.args(["--only", section, size]))?;
    }
    many_checks(place)?;
    calls(place)
}

/// Entries of the ledger that is small, and of the one that is not.
const SMALL_LEDGER: &str = "200";
const LARGE_LEDGER: &str = "10000";

/// The calls of hooks, their ticket with a small ledger, and the same ticket with a large one.
fn calls(place: &Place) -> Result<(), Box<dyn Error>> {
    if place.inputs.join(LARGE).exists() {
        return Ok(());
    }
    println!("making inputs: hooks");
    let mut python = Command::new(&place.python);
    python.arg(place.package.join("gen_inputs.py")).arg("--out").arg(&place.inputs);
    succeed(python.args(["--only", "hooks"]))?;
    let (small, large) = (place.inputs.join("hooks/ticket"), place.inputs.join(LARGE));
    fs::create_dir_all(place.inputs.join("hooks/.git"))?;
    succeed(Command::new("cp").arg("-R").arg(&small).arg(&large))?;
    for (ticket, entries) in [(&small, SMALL_LEDGER), (&large, LARGE_LEDGER)] {
        let mut seed = Command::new("cargo");
        place.settle(&mut seed);
        seed.current_dir(&place.package).args([
            "dev",
            "seed-ledger",
            "--entries",
            entries,
            "--dir",
        ]);
        succeed(seed.arg(ticket))?;
    }
    let call = fs::read_to_string(place.inputs.join("hooks/result_20_allow.json"))?;
    let call = call.replace("hooks/ticket/", "hooks/ticket_large/");
    fs::write(place.inputs.join("hooks/result_20_large.json"), call)?;
    let stop = r#"{"hook_event_name":"Stop","cwd":".","last_assistant_message":"All tests pass."}"#;
    fs::write(place.inputs.join("hooks/stop.json"), format!("{stop}\n"))?;
    Ok(())
}

/// The ticket with the large ledger.
const LARGE: &str = "hooks/ticket_large";

fn succeed(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed: {status}").into()) }
}

/// The ten expectations of the generator and forty more: a group's code each.
fn many_checks(place: &Place) -> Result<(), Box<dyn Error>> {
    let largest = if place.quick { "1MB" } else { "100MB" };
    let ten = fs::read_to_string(place.inputs.join(format!("stimulus/{largest}.expected.json")))?;
    let mut fifty = ten.trim_end().trim_end_matches('}').to_owned();
    for group in 0..40 {
        write!(fifty, r#", "outboundOrderSkuGroups[{group}].groupCode": "G{group:08}""#)?;
    }
    fs::write(place.inputs.join("stimulus/fifty.expected.json"), fifty + "}\n")?;
    Ok(())
}
