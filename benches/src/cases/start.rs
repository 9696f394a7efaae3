//! What a call costs that does nothing: `--version` of every program.

use super::{TRUE, floor_of_starts};
use crate::{
    case::{Case, Contender},
    place::Place,
};
use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

/// Every program beside `/bin/true`.
pub(crate) fn case(place: &Place) -> Case {
    let mut programs: Vec<PathBuf> = fs::read_dir(&place.programs)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| name != "demo_shop"))
        .collect();
    programs.sort();
    let mut contenders = vec![floor_of_starts()];
    for program in programs {
        let limit = if is_dynamic(&program) { 1.9 } else { 1.5 };
        let name = program.file_name().map(|name| name.display().to_string()).unwrap_or_default();
        let label = format!("{name} --version");
        let command = [program.to_str().unwrap_or_default(), "--version"];
        contenders.push(Contender::new(&label, &command).at_most(limit, TRUE));
    }
    Case { name: "start".into(), runs: 600, contenders }
}

/// A dynamically linked program names its loader near the start of the file.
fn is_dynamic(program: &Path) -> bool {
    let mut head = [0; 4096];
    let read = File::open(program).and_then(|mut file| file.read(&mut head));
    read.is_ok_and(|count| head[..count].windows(8).any(|part| part == b"ld-linux"))
}
