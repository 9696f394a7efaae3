//! Peer of `summarize_partial_results`: opens and reads the results in a folder, and does no more.
//!
//! usage: read_files DIR
#![expect(clippy::disallowed_methods, reason = "the peer is to be as plain as it can be")]
#![expect(clippy::print_stdout, reason = "its one line of output")]

use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or(io::ErrorKind::InvalidInput)?;
    let (mut files, mut bytes) = (0_usize, 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_result =
            name.to_str().is_some_and(|name| name.starts_with("TC-") && !name.contains('_'));
        if is_result {
            files += 1;
            bytes += fs::read(entry.path())?.len();
        }
    }
    println!("{files} files, {bytes} bytes");
    Ok(())
}
