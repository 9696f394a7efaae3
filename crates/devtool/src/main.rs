//! `cargo dev`: what the Makefile's targets do.
//!
//! It keeps the generated documents under `docs/` true to the code, builds and installs the
//! programs, makes a machine ready for tests, and starts a new tool with the whole anatomy.

#![expect(clippy::disallowed_methods, reason = "it edits this repository, never evidence")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it speaks to the developer")]

mod build;
mod command;
mod demo;
mod error_list;
mod generated;
mod help_pages;
mod install;
mod machine;
mod new_tool;
mod schemas;
mod seed_ledger;
mod source;
mod verify;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use generated::Mode;
use std::{path::PathBuf, process::ExitCode};
use workspace::Workspace;

/// Development chores of this workspace
#[derive(Debug, Parser)]
#[command(name = "cargo dev", version)]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// docs/schemas: a JSON Schema for every document of the contract
    Schemas {
        #[arg(long, value_enum, default_value_t)]
        mode: Mode,
    },
    /// docs/programs: a page for every program, from its own --help
    HelpPages {
        #[arg(long, value_enum, default_value_t)]
        mode: Mode,
        /// Take the programs as they lie beside this one, without building them first
        #[arg(long)]
        no_build: bool,
    },
    /// docs/errors.md: every error code, from the sources
    Errors {
        #[arg(long, value_enum, default_value_t)]
        mode: Mode,
    },
    /// Check the layout rules
    Tidy,
    /// Check formatting, lints and links of the documentation; a warning is an error
    Lint,
    /// Run all tests, with nextest where it is installed
    Test,
    /// Build the programs for development and play the agent's part against the demo shop
    Demo {
        /// What tests/demo_shop/agent.sh takes, such as `--lang ko`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Build the programs into target/bin, each linked in the way that starts fastest
    Build {
        /// `release`, or `dist` with fat LTO
        #[arg(long, default_value = "release")]
        profile: String,
    },
    /// Copy the programs of target/bin into PREFIX/bin
    Install {
        #[arg(long)]
        prefix: PathBuf,
    },
    /// Say which of the machine's packages are missing; exit 1 if any is
    Doctor {
        #[command(flatten)]
        needs: machine::Needs,
    },
    /// Install what `doctor` misses, as root where apt-get is; elsewhere say what is missing
    Setup {
        #[command(flatten)]
        needs: machine::Needs,
    },
    /// Give a ticket folder a ledger to measure with, and side-cars that bear out its test result
    SeedLedger(seed_ledger::Seeding),
    /// Start a new tool: tools/GROUP/NAME with the whole anatomy
    NewTool {
        /// Folder below tools/, a step of the pipeline
        group: String,
        /// Name of the program, in snake_case
        name: String,
    },
}

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<()> {
    let workspace = Workspace::load()?;
    match args.chore {
        Chore::Schemas { mode } => schemas::generate(&workspace).bring(mode),
        Chore::HelpPages { mode, no_build } => {
            help_pages::generate(&workspace, no_build)?.bring(mode)
        }
        Chore::Errors { mode } => error_list::generate(&workspace)?.bring(mode),
        Chore::Tidy => verify::tidy(&workspace),
        Chore::Lint => verify::lint(&workspace),
        Chore::Test => verify::test(&workspace),
        Chore::Demo { arguments } => demo::play(&workspace, &arguments),
        Chore::Build { profile } => build::build(&workspace, &profile),
        Chore::Install { prefix } => install::install(&workspace, &prefix),
        Chore::Doctor { needs } => machine::doctor(&needs),
        Chore::Setup { needs } => machine::setup(&needs),
        Chore::SeedLedger(seeding) => seed_ledger::seed(&seeding),
        Chore::NewTool { group, name } => new_tool::create(&workspace, &group, &name),
    }
}
