//! Runs the contenders of a case in turn, under hyperfine.
//!
//! Debian's hyperfine cannot give a command its standard input. Contenders that need one are started
//! and timed here, one of each in every round.

use crate::{
    case::{Case, Contender, Limit},
    memory,
    place::Place,
};
use serde::Deserialize;
use std::{error::Error, fs, process::Command, time::Instant};

/// The contenders are measured one after the other, and all of them this many times, so that a
/// machine that slows down slows all of them down.
const ROUNDS: usize = 3;

/// How much less often a peer runs.
const LESS_OFTEN: usize = 8;

/// A line of the table.
#[derive(Debug)]
pub(crate) struct Row {
    /// The case.
    pub(crate) case: String,
    /// The contender.
    pub(crate) label: String,
    /// Median of all runs, in seconds; none when it could not run.
    pub(crate) median: Option<f64>,
    /// The limit, and what it came to: times the other, or milliseconds more.
    pub(crate) limit: Option<(f64, Limit)>,
    /// Memory in MiB, limit in MiB.
    pub(crate) memory: Option<(u64, u64)>,
}

#[derive(Deserialize)]
struct Export {
    results: Vec<Measured>,
}

#[derive(Deserialize)]
struct Measured {
    times: Vec<f64>,
}

/// Measures a case. What cannot run is said, and has an empty row.
pub(crate) fn measure(case: &Case, place: &Place) -> Vec<Row> {
    let medians: Vec<Option<f64>> = run_all(case, place);
    let of = |label: &str| {
        let position = case.contenders.iter().position(|contender| contender.label == label)?;
        medians[position]
    };
    let row = |(contender, median): (&Contender, &Option<f64>)| Row {
        case: case.name.clone(),
        label: contender.label.clone(),
        median: *median,
        limit: contender.limit.and_then(|limit| {
            let is = match limit {
                Limit::Times(_, other) => (*median)? / of(other)?,
                Limit::More(_, other) => ((*median)? - of(other)?) * 1e3,
            };
            Some((is, limit))
        }),
        memory: contender.memory.and_then(|limit| {
            let peak = memory::peak(contender, place)?;
            Some((peak.saturating_sub(limit.beside).div_ceil(1 << 20), limit.limit))
        }),
    };
    case.contenders.iter().zip(&medians).map(row).collect()
}

fn run_all(case: &Case, place: &Place) -> Vec<Option<f64>> {
    let rounds = if place.quick { 1 } else { ROUNDS };
    if case.contenders.iter().any(|contender| contender.input.is_some()) {
        return interleaved(case, place);
    }
    let runs = case.runs.div_ceil(if place.quick { 4 } else { ROUNDS });
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); case.contenders.len()];
    for _ in 0..rounds {
        for (contender, times) in case.contenders.iter().zip(&mut times) {
            let runs = if contender.is_peer { runs.div_ceil(LESS_OFTEN) } else { runs };
            match run(contender, runs, place) {
                Ok(more) => times.extend(more),
                Err(error) => println!("  {}: {error}", contender.label),
            }
        }
    }
    times.into_iter().map(median).collect()
}

fn interleaved(case: &Case, place: &Place) -> Vec<Option<f64>> {
    let rounds = if place.quick { case.runs.div_ceil(4) } else { case.runs };
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); case.contenders.len()];
    for round in 0..rounds {
        for (contender, times) in case.contenders.iter().zip(&mut times) {
            if contender.is_peer && round % LESS_OFTEN > 0 {
                continue;
            }
            match time(contender, place) {
                Ok(time) => times.push(time),
                Err(error) if round == 0 => println!("  {}: {error}", contender.label),
                Err(_) => {}
            }
        }
    }
    times.into_iter().map(median).collect()
}

/// From start to end, in seconds.
fn time(contender: &Contender, place: &Place) -> Result<f64, Box<dyn Error>> {
    let mut command = contender.process(place)?;
    let start = Instant::now();
    let status = command.status()?;
    let time = start.elapsed().as_secs_f64();
    if status.success() { Ok(time) } else { Err(status.to_string().into()) }
}

fn run(contender: &Contender, runs: usize, place: &Place) -> Result<Vec<f64>, Box<dyn Error>> {
    let export = place.output("hyperfine.json");
    let words: Vec<String> = contender.command.iter().map(|word| quoted(word)).collect();
    let mut hyperfine = Command::new("hyperfine");
    hyperfine.args(["--shell=none", "--style=none", "--warmup=1", "--export-json", &export]);
    hyperfine.args(["--runs", &runs.to_string(), &words.join(" ")]);
    place.settle(&mut hyperfine);
    let output = hyperfine.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().into());
    }
    let export: Export = serde_json::from_str(&fs::read_to_string(&export)?)?;
    Ok(export.results.into_iter().flat_map(|result| result.times).collect())
}

/// hyperfine splits a command as a shell would.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn median(mut times: Vec<f64>) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}
