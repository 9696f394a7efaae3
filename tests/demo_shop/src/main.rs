//! The demo shop: a small order service over SQLite, made to be tested.
//!
//! It is a test article, not part of the product. It behaves like an honest service until `--bug`
//! switches a fault on, so that a test run has something real to find. It trusts its surroundings
//! (one loopback listener, one token a log-in) and is stopped by ending the process: SQLite needs
//! no farewell.

mod args;
mod bug;
mod catalogue;
mod database;
mod http;
mod messages;
mod money;
mod orders;
mod refusal;
mod routes;
mod session;
mod shipping;
mod shop;

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

fn main() -> ExitCode {
    match run(&args::Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A closed standard error leaves nothing to be done about this message.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &args::Args) -> Result<(), Box<dyn Error>> {
    let database = database::open(&args.db, args.seed)?;
    let shop = Arc::new(shop::Shop::new(database, args.bugs.clone()));
    shipping::start(Arc::clone(&shop), args.ship_after())?;

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))?;
    let url = format!("http://{}", listener.local_addr()?);
    if let Some(file) = &args.url_file {
        write_url(file, &url)?;
    }
    writeln!(io::stdout(), "listening on {url}")?;
    io::stdout().flush()?;

    http::serve(&listener, move |request| routes::answer(&shop, request))?;
    Ok(())
}

/// A script polls for this file, so it must appear whole: written aside, then renamed.
#[expect(clippy::disallowed_methods, reason = "the shop stands outside the product's crates")]
fn write_url(file: &std::path::Path, url: &str) -> io::Result<()> {
    let aside = file.with_extension("part");
    std::fs::write(&aside, format!("{url}\n"))?;
    std::fs::rename(aside, file)
}
