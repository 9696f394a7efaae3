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
        let status = python.args(["--only", section, size]).status()?;
        if !status.success() {
            return Err(format!("gen_inputs.py failed: {status}").into());
        }
    }
    many_checks(place)
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
