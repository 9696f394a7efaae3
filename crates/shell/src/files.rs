//! Programs that read, write, move and delete files.

use crate::{
    Part, Word,
    code::string_targets,
    effect::{Act, Effects},
    output::found,
};

/// Programs that only print about what they are given.
const SILENT: &str = " echo printf ls dir stat test [ [[ file mkdir du df basename dirname realpath \
    readlink pwd cd pushd popd which type command true false : sleep export declare local readonly \
    typeset unset read set shift return exit trap eval wait kill ps env hash date seq mktemp ";

/// Programs that read what they are given.
const READERS: &str = " cat head tail less more bat nl od xxd hexdump strings base64 base32 md5sum \
    sha1sum sha256sum shasum b2sum wc uniq cut paste diff cmp comm tac rev column view source . \
    zcat pygmentize glow mdcat ";

/// Programs whose first operand is a program of their own, and that read the rest.
const SEARCHERS: &str = " grep egrep fgrep rg ag jq gojq jaq yq ";

/// Programs that write all of their operands.
const WRITERS: &str = " tee sponge touch truncate ed ex vi vim nvim nano emacs pico micro dos2unix \
    unix2dos sqlite3 ";

fn lists(names: &str, name: &str) -> bool {
    !name.is_empty() && names.split_ascii_whitespace().any(|one| one == name)
}

/// Notes what such a program does; `false` when it is none.
pub(crate) fn note(on: &mut Effects<'_>) -> bool {
    let program = on.command.program.as_str();
    match program {
        "cp" | "mv" | "ln" | "install" | "rsync" | "scp" => transfer(on, program),
        "rm" | "rmdir" | "unlink" | "shred" | "trash" | "del" => {
            let options = on.options(&[]);
            on.paths(Act::Delete, options.operands);
        }
        "chmod" | "chown" | "chgrp" | "chattr" => {
            let options = on.options(&[]);
            // `-x` is a mode, `-R` is not.
            let is_mode = |flag: &&str| flag.bytes().skip(1).all(|byte| b"rwxstX".contains(&byte));
            let mode = usize::from(!options.flags.iter().any(is_mode));
            on.paths(Act::Mode, options.operands.into_iter().skip(mode));
        }
        "dd" => {
            for word in &on.command.args {
                for (name, act) in [("of=", Act::Write), ("if=", Act::Read)] {
                    word.strip_prefix(name).iter().for_each(|file| on.path(act, file));
                }
            }
        }
        "sed" | "gsed" => sed(on),
        "awk" | "gawk" | "mawk" | "nawk" => awk(on),
        "perl" | "ruby" => return in_place(on),
        "sort" => {
            let options = on.options(&["-o", "--output", "-k", "-t", "-S", "-T"]);
            on.paths(Act::Write, options.values_of(&["-o", "--output"]));
            on.paths(Act::Read, options.operands);
        }
        "find" => find(on),
        "split" | "csplit" => {
            let options = on.options(&["-l", "-b", "-n", "-C", "-a", "-f"]);
            let prefixes = options.operands.get(1).copied().into_iter();
            for prefix in prefixes.chain(options.values_of(&["-f"])) {
                let mut files = prefix.clone();
                files.push(Part::Glob("*".into()));
                on.path(Act::Write, &files);
            }
        }
        "prettier" | "gofmt" | "rustfmt" | "black" | "sd" => {
            let options = on.options(&[]);
            let writes = program != "gofmt" && program != "prettier"
                || options.has("-w")
                || options.has("--write");
            on.paths(if writes { Act::Write } else { Act::Read }, options.operands);
        }
        name if name.starts_with("python") => {
            let is_tool = |pair: &[Word]| {
                pair[0].literal() == Some("-m") && pair[1].literal() == Some("json.tool")
            };
            let Some(at) = on.command.args.windows(2).position(is_tool) else { return false };
            let files: Vec<Word> = on.command.args[at + 2..]
                .iter()
                .filter(|word| !word.lead().starts_with('-'))
                .cloned()
                .collect();
            on.paths(Act::Read, files.first());
            on.paths(Act::Write, files.get(1));
        }
        name if lists(WRITERS, name) => {
            let options = on.options(match name {
                "touch" => &["-d", "-t", "-r", "--date", "--reference"],
                "truncate" => &["-s", "-r", "--size", "--reference"],
                "vi" | "vim" | "nvim" => &["-c", "-u", "-S", "--cmd"],
                _ => &[],
            });
            let only_looks = matches!(name, "vi" | "vim" | "nvim") && options.has("-R");
            on.paths(if only_looks { Act::Read } else { Act::Write }, options.operands);
        }
        name if lists(SEARCHERS, name) => searcher(on),
        name if lists(READERS, name) => {
            let options = on.options(&[]);
            on.paths(Act::Read, options.operands);
        }
        name => return name.is_empty() && on.command.args.is_empty() || lists(SILENT, name),
    }
    true
}

/// Sources and a target: a file, or a folder that gets files of the sources' names.
fn transfer(on: &mut Effects<'_>, program: &str) {
    const VALUED: &[&str] = &[
        "-t",
        "-S",
        "-m",
        "-o",
        "-g",
        "-e",
        "-f",
        "-P",
        "-i",
        "--target-directory",
        "--suffix",
        "--mode",
        "--owner",
        "--group",
        "--rsh",
        "--exclude",
        "--include",
        "--filter",
        "--backup-dir",
    ];
    let valued = match program {
        "cp" | "mv" | "ln" => &VALUED[..2],
        _ => VALUED,
    };
    let options = on.options(valued);
    if program == "install" && options.has("-d") {
        return;
    }
    let mut sources = options.operands.clone();
    let into = options.values_of(&["-t", "--target-directory"]).next().cloned();
    let is_folder = into.is_some() || sources.len() == 1;
    let target = match into {
        Some(folder) => folder,
        None if sources.len() > 1 => sources.pop().cloned().unwrap_or_default(),
        None if program == "ln" => Word::text("."),
        None => return on.paths(Act::Read, sources),
    };
    let deep = program == "mv"
        || program == "rsync"
        || options.has("-r")
        || options.has("-R")
        || options.has("-a")
        || options.has("--recursive")
        || options.has("--archive");
    for source in &sources {
        on.path(
            match program {
                "mv" => Act::Delete,
                "ln" => Act::Link,
                _ => Act::Read,
            },
            source,
        );
        let spread = program == "rsync" && source.to_string().ends_with('/');
        let name = if spread { Word::default() } else { source.file_name() };
        let is_here = matches!(name.literal(), Some("" | "." | ".."));
        let inside = if is_here { target.clone() } else { target.join(&name) };
        on.path(Act::Write, &inside);
        if deep {
            on.path(Act::Fill, &inside);
        }
    }
    if !is_folder {
        on.path(Act::Write, &target);
    }
}

fn sed(on: &mut Effects<'_>) {
    let options = on.options(&["-e", "-f", "-l", "--expression", "--file"]);
    let scripts: Vec<Word> = options.values_of(&["-e", "--expression"]).cloned().collect();
    let has_script = options.values.iter().any(|(name, _)| name != "-l");
    let (own, files) =
        options.operands.split_at(usize::from(!has_script).min(options.operands.len()));
    let in_place = options.flags.iter().any(|flag| {
        flag.starts_with("--in-place") || !flag.starts_with("--") && flag.contains('i')
    });
    on.paths(if in_place { Act::Write } else { Act::Read }, files.iter().copied());
    for script in scripts.iter().chain(own.iter().copied()) {
        // `w file` writes what matched.
        if let Some((before, file)) = script.to_string().rsplit_once("w ")
            && before.bytes().last().is_none_or(|byte| !byte.is_ascii_alphabetic() || byte == b'g')
        {
            on.path(Act::Write, &Word::text(file.trim_end_matches(['\'', '}', ' '])));
        }
    }
}

fn awk(on: &mut Effects<'_>) {
    let options = on.options(&["-F", "-v", "-f", "-i", "--include", "--field-separator"]);
    let in_place = options.values_of(&["-i", "--include"]).any(|value| value.lead() == "inplace");
    let has_file = options.values_of(&["-f"]).next().is_some();
    let skipped = usize::from(!has_file).min(options.operands.len());
    let (program, files) = options.operands.split_at(skipped);
    on.paths(if in_place { Act::Write } else { Act::Read }, files.iter().copied());
    for program in program {
        on.paths(Act::Write, &string_targets(&program.to_string()));
    }
}

/// `perl -i`, `ruby -i`: the operands are written. Otherwise it is an interpreter like others.
fn in_place(on: &mut Effects<'_>) -> bool {
    let args = &on.command.args;
    let is_in_place = |word: &Word| {
        let text = word.lead();
        let flags = text.strip_prefix('-').unwrap_or_default();
        let flags = flags.split(['e', 'E', '.', 'M', 'I', 'r']).next().unwrap_or_default();
        flags.contains('i') && !text.starts_with("--")
    };
    if !args.iter().any(is_in_place) {
        return false;
    }
    let options = on.options(&["-e", "-E"]);
    on.paths(Act::Write, options.operands);
    true
}

fn find(on: &mut Effects<'_>) {
    let args = &on.command.args;
    let has = |name: &str| args.iter().any(|word| word.literal() == Some(name));
    if has("-delete") {
        // Its words are seen from where the script began already.
        for word in found(on.command) {
            on.note(Act::Delete, word);
        }
    }
    for pair in args.windows(2) {
        if matches!(pair[0].literal(), Some("-fprint" | "-fprintf" | "-fls")) {
            on.path(Act::Write, &pair[1]);
        }
    }
}

fn searcher(on: &mut Effects<'_>) {
    let options = on.options(&[
        "-e",
        "-f",
        "-m",
        "-A",
        "-B",
        "-C",
        "-g",
        "-t",
        "--glob",
        "--include",
        "--exclude",
        "--exclude-dir",
        "--type",
    ]);
    let program = on.command.program.as_str();
    if program == "yq" || program == "jaq" {
        let in_place = options.has("-i") || options.has("--in-place") || options.has("--inplace");
        return on.paths(if in_place { Act::Write } else { Act::Read }, options.operands);
    }
    let has_pattern = options.values_of(&["-e", "-f"]).next().is_some();
    on.paths(Act::Read, options.values_of(&["-f"]));
    on.paths(Act::Read, options.operands.into_iter().skip(usize::from(!has_pattern)));
}
