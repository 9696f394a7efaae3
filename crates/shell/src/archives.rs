//! Programs that pack, unpack and patch.

use crate::{
    Word,
    effect::{Act, Effects},
};

/// Notes what such a program does; `false` when it is none.
pub(crate) fn note(on: &mut Effects<'_>) -> bool {
    match on.command.program.as_str() {
        "tar" | "bsdtar" => tar(on),
        "unzip" | "7z" | "7za" => unzip(on),
        "gzip" | "gunzip" | "bzip2" | "bunzip2" | "xz" | "unxz" | "zstd" | "unzstd" => {
            let options = on.options(&[]);
            let keeps = ["-c", "-k", "-t", "-l"].iter().any(|flag| options.has(flag));
            on.paths(if keeps { Act::Read } else { Act::Delete }, options.operands);
        }
        "zip" => {
            let options = on.options(&[]);
            on.paths(Act::Write, options.operands.first().copied());
            on.paths(Act::Read, options.operands.into_iter().skip(1));
        }
        "patch" => patch(on),
        _ => return false,
    }
    true
}

/// Notes something about paths in a folder.
fn in_folder(on: &mut Effects<'_>, act: Act, paths: &[&Word], folder: &Word) {
    for path in paths {
        on.path(act, &path.below(folder));
    }
}

fn tar(on: &mut Effects<'_>) {
    let options = on.options(&["-C", "-f", "-T", "-X", "--directory", "--file", "--exclude"]);
    let mut operands = options.operands.clone();
    // The first word may be a bundle of letters without a dash: `tar xzf a.tgz`.
    let bundle = match operands.first().and_then(|word| word.literal()) {
        Some(text) if options.flags.is_empty() && options.values.is_empty() => text,
        Some(text) if on.command.args.first().and_then(Word::literal) == Some(text) => text,
        _ => "",
    };
    if !bundle.is_empty() {
        operands.remove(0);
    }
    let does = |letter: &str, long: &str| {
        bundle.contains(letter) || options.has(&format!("-{letter}")) || options.has(long)
    };
    let folder = options.values_of(&["-C", "--directory"]).next().cloned().unwrap_or_default();
    let archive = if bundle.contains('f') && !operands.is_empty() {
        Some(operands.remove(0).clone())
    } else {
        options.values_of(&["-f", "--file"]).next().cloned()
    };
    if does("x", "--extract") {
        if operands.is_empty() {
            let folder = if folder.parts().is_empty() { Word::text(".") } else { folder.clone() };
            on.path(Act::Fill, &folder);
        }
        in_folder(on, Act::Write, &operands, &folder);
    } else if does("c", "--create") || does("r", "--append") || does("u", "--update") {
        on.paths(Act::Write, &archive);
        in_folder(on, Act::Read, &operands, &folder);
        if options.has("--remove-files") {
            on.path(Act::Delete, &folder);
        }
    }
}

fn unzip(on: &mut Effects<'_>) {
    let options = on.options(&["-d", "-x", "-P"]);
    let only_looks = ["-l", "-p", "-t", "-v", "-Z"].iter().any(|flag| options.has(flag));
    let is_seven = on.command.program != "unzip";
    let verb = options.operands.first().and_then(|word| word.literal());
    if only_looks || is_seven && !matches!(verb, Some("x" | "e")) {
        return on.paths(Act::Read, options.operands);
    }
    let glued = options.flags.iter().find_map(|flag| flag.strip_prefix("-o")).filter(|_| is_seven);
    let folder = glued
        .map(Word::text)
        .or_else(|| options.values_of(&["-d"]).next().cloned())
        .unwrap_or_else(|| Word::text("."));
    let own = if is_seven { 2 } else { 1 };
    let members: Vec<&Word> = options.operands.iter().skip(own).copied().collect();
    if members.is_empty() {
        on.path(Act::Fill, &folder);
    }
    in_folder(on, Act::Write, &members, &folder);
}

fn patch(on: &mut Effects<'_>) {
    let options = on.options(&["-p", "-i", "-o", "-d", "-F", "--input", "--output", "--directory"]);
    on.paths(Act::Write, options.operands.first().copied());
    on.paths(Act::Write, options.values_of(&["-o", "--output"]));
    on.patched();
}

impl Effects<'_> {
    /// The files that a patch in the command's here-document names.
    pub(crate) fn patched(&mut self) {
        let Some(text) = self.command.input.as_ref().map(Word::to_script) else { return };
        let names = text.lines().filter_map(|line| {
            let name = line.strip_prefix("+++ ").or_else(|| line.strip_prefix("--- "))?;
            let name = name.split('\t').next().unwrap_or(name).trim();
            Some(name.strip_prefix("a/").or_else(|| name.strip_prefix("b/")).unwrap_or(name))
        });
        for name in names.filter(|name| !name.starts_with("/dev/")) {
            self.path(Act::Write, &Word::text(name));
        }
    }
}
