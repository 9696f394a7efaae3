//! Measures our programs as whole processes, from start to exit, beside peers and floors.
//!
//! hyperfine measures; this program makes the inputs, serves them on loopback, names the contenders
//! and says which ratios are wanted. `make bench` builds everything first.

#![expect(clippy::disallowed_methods, reason = "inputs and results are no evidence")]
#![expect(clippy::print_stdout, reason = "the table is for the terminal")]

mod case;
mod cases;
mod inputs;
mod machine;
mod measure;
mod memory;
mod place;
mod server;
mod table;

use clap::Parser;
use place::Place;
use std::error::Error;

/// Measure the programs beside their peers
#[derive(Debug, Parser)]
struct Args {
    /// Small inputs and few runs: a look, not a result
    #[arg(long)]
    quick: bool,
    /// Only cases whose name contains this
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Put the table into benches/README.md
    #[arg(long, conflicts_with_all = ["quick", "only"])]
    write: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let place = Place::prepare(args.quick)?;
    inputs::make(&place)?;
    let server = server::start(&place)?;
    let wanted = |name: &str| args.only.as_ref().is_none_or(|part| name.contains(part.as_str()));
    let mut rows = Vec::new();
    for case in cases::all(&place, &server).into_iter().filter(|case| wanted(&case.name)) {
        println!("{} …", case.name);
        rows.extend(measure::measure(&case, &place));
    }
    let table = table::markdown(&rows);
    println!("\n{}\n\n{table}", machine::describe());
    if args.write {
        table::write(&place, &machine::describe(), &table)?;
    }
    Ok(())
}
