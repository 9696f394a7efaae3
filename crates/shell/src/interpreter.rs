//! Programs that run the text of one of their arguments.

use crate::{Command, Word};

/// The text behind `-c`, and the arguments behind it; `None` when the script comes from elsewhere.
pub(crate) fn script(command: &Command) -> Option<(&Word, &[Word])> {
    let args = &command.args;
    let at = args.iter().position(|word| {
        let text = word.lead();
        text.starts_with('-') && !text.starts_with("--") && text.ends_with('c')
            || text == "--command"
    })?;
    // `-c` may be followed by further options before its text.
    let text =
        at + 1 + args[at + 1..].iter().position(|word| !word.lead().starts_with(['-', '+']))?;
    let rest = args.get(text + 2..).unwrap_or_default();
    Some((&args[text], rest))
}

/// Interpreters, and the options behind which a program text stands.
const INTERPRETERS: [(&str, &[&str]); 14] = [
    ("python", &["-c"]),
    ("pypy", &["-c"]),
    ("node", &["-e", "--eval", "-p", "--print"]),
    ("bun", &["-e", "--eval", "-p"]),
    ("deno", &["eval"]),
    ("perl", &["-e", "-E"]),
    ("ruby", &["-e"]),
    ("php", &["-r"]),
    ("lua", &["-e"]),
    ("Rscript", &["-e"]),
    ("tsx", &["-e", "--eval"]),
    ("ts-node", &["-e", "--eval"]),
    ("uv", &["-c"]),
    ("ipython", &["-c"]),
];

/// The program text of an interpreter's call: behind its option, or on its standard input.
pub(crate) fn program_text(command: &Command, commands: &[Command]) -> Option<String> {
    let name = command.program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let (_, options) = INTERPRETERS.iter().find(|(interpreter, _)| *interpreter == name)?;
    let args = &command.args;
    let is_option = |word: &Word| {
        let text = word.lead();
        let glued = name == "perl" || name == "ruby";
        options.contains(&text)
            || glued
                && text.starts_with('-')
                && text.ends_with(['e', 'E'])
                && !text.starts_with("--")
    };
    if let Some(at) = args.iter().position(is_option) {
        return args.get(at + 1).map(Word::to_script);
    }
    let has_file = args.iter().any(|word| {
        let text = word.lead();
        !(text.starts_with('-') || text == "run" || text.starts_with("python"))
    });
    if let (Some(text), false) = (&command.input, has_file) {
        return Some(text.to_script());
    }
    let feeder = commands.get(command.fed_by.filter(|_| !has_file)?)?;
    match feeder.program.as_str() {
        "cat" => feeder.input.as_ref().map(Word::to_script),
        "echo" | "printf" => {
            let words: Vec<String> = feeder.args.iter().map(Word::to_script).collect();
            Some(words.join(" "))
        }
        _ => None,
    }
}
