//! What the machine must have besides the Rust toolchain and a linker: Debian's packages.

use crate::command;
use anyhow::{Result, bail};
use std::{path::Path, process::Command};

/// Which chores the machine is to be ready for.
#[derive(Debug, clap::Args)]
pub(crate) struct Needs {
    /// The chores: all of them when none is named
    #[arg(value_enum)]
    chores: Vec<Chore>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Chore {
    /// Running the tests
    Test,
    /// Measuring against peers
    Bench,
}

/// A package, how to see that it is there, and what it is for.
struct Part {
    package: &'static str,
    is_there: fn() -> bool,
    chores: &'static [Chore],
    purpose: &'static str,
}

const PARTS: [Part; 8] = [
    Part {
        package: "postgresql",
        is_there: || postgres_server() && command::exists("psql"),
        chores: &[Chore::Test],
        purpose: "tests start PostgreSQL in a temporary folder",
    },
    Part {
        package: "mariadb-server",
        is_there: || Path::new("/usr/sbin/mariadbd").exists() && command::exists("mariadb"),
        chores: &[Chore::Test],
        purpose: "tests start MariaDB in a temporary folder",
    },
    Part {
        package: "strace",
        is_there: || command::exists("strace"),
        chores: &[Chore::Test],
        purpose: "tests kill programs at every change of a file",
    },
    Part {
        package: "hyperfine",
        is_there: || command::exists("hyperfine"),
        chores: &[Chore::Bench],
        purpose: "measures whole processes",
    },
    Part {
        package: "curl",
        is_there: || command::exists("curl"),
        chores: &[Chore::Bench],
        purpose: "the peer of stimulus_executor",
    },
    Part {
        package: "jq",
        is_there: || command::exists("jq"),
        chores: &[Chore::Bench],
        purpose: "a peer of all programs that read JSON",
    },
    Part {
        package: "nodejs",
        is_there: || command::exists("node"),
        chores: &[Chore::Bench],
        purpose: "a peer of compare_db_snapshots",
    },
    Part {
        package: "python3",
        is_there: || command::exists("python3"),
        chores: &[Chore::Bench],
        purpose: "makes the inputs, and is a peer",
    },
];

/// Says what is missing; fails when something is.
pub(crate) fn doctor(needs: &Needs) -> Result<()> {
    let missing = needs.missing();
    if missing.is_empty() {
        println!("nothing is missing");
        return Ok(());
    }
    for part in &missing {
        println!("missing: {} ({})", part.package, part.purpose);
    }
    bail!("install with: apt-get install {}", packages(&missing).join(" "))
}

/// Installs what is missing where that is possible, else says it and goes on: whoever needs it
/// fails with its own message.
pub(crate) fn setup(needs: &Needs) -> Result<()> {
    let missing = needs.missing();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = packages(&missing);
    if !command::exists("apt-get") || !is_root() {
        for part in &missing {
            println!("missing: {} ({})", part.package, part.purpose);
        }
        println!("as root on Debian: apt-get install {}", packages.join(" "));
        return Ok(());
    }
    let apt = |arguments: &[&str]| {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet=2").args(arguments);
        command::run(&mut apt)
    };
    apt(&["update"])?;
    let install = ["install", "--yes", "--no-install-recommends"];
    apt(&[&install[..], &packages].concat())
}

impl Needs {
    fn missing(&self) -> Vec<&'static Part> {
        let wanted = |part: &Part| {
            self.chores.is_empty() || part.chores.iter().any(|chore| self.chores.contains(chore))
        };
        PARTS.iter().filter(|part| wanted(part) && !(part.is_there)()).collect()
    }
}

fn packages(parts: &[&'static Part]) -> Vec<&'static str> {
    parts.iter().map(|part| part.package).collect()
}

/// Debian keeps the server programs out of the path, one folder for each version.
fn postgres_server() -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.map(|version| version.path().join("bin/initdb")).any(|program| program.exists())
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
