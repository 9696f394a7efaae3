//! Programs that only start another: `sudo`, `env`, `timeout`, `xargs` and their kin.

use crate::Word;

/// Name, options that take the next word, and how many words of its own stand before the command.
const WRAPPERS: [(&str, &[&str], usize); 24] = [
    ("sudo", &["-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "--user", "--group"], 0),
    ("doas", &["-u", "-C"], 0),
    ("env", &["-u", "-C", "--unset", "--chdir"], 0),
    ("nohup", &[], 0),
    ("time", &["-f", "-o", "--format", "--output"], 0),
    ("timeout", &["-k", "-s", "--kill-after", "--signal"], 1),
    ("gtimeout", &["-k", "-s", "--kill-after", "--signal"], 1),
    ("nice", &["-n", "--adjustment"], 0),
    ("ionice", &["-c", "-n", "-p", "--class", "--classdata"], 0),
    ("stdbuf", &["-i", "-o", "-e", "--input", "--output", "--error"], 0),
    ("command", &[], 0),
    ("builtin", &[], 0),
    ("exec", &["-a"], 0),
    ("noglob", &[], 0),
    ("setsid", &[], 0),
    ("unbuffer", &[], 0),
    ("chronic", &[], 0),
    ("caffeinate", &["-t", "-w"], 0),
    ("busybox", &[], 0),
    ("flock", &["-w", "-E", "--timeout"], 1),
    ("taskset", &[], 1),
    ("strace", &["-e", "-o", "-s", "-p", "-u"], 0),
    ("npx", &["-p", "--package"], 0),
    ("xargs", XARGS, 0),
];

const XARGS: &[&str] =
    &["-I", "-n", "-P", "-L", "-d", "-a", "-s", "-E", "--max-args", "--max-procs", "--delimiter"];

/// How many may stand before each other.
const MOST: usize = 16;

/// What a command is without its wrappers.
#[derive(Debug, Default)]
pub(crate) struct Stripped {
    pub(crate) words: Vec<Word>,
    /// Where it runs instead.
    pub(crate) folder: Option<Word>,
    /// Variables that `env` sets.
    pub(crate) sets: Vec<String>,
    /// Whether arguments come from its input.
    pub(crate) from_input: FromInput,
}

/// Where arguments go that `xargs` reads.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum FromInput {
    /// It reads none.
    #[default]
    None,
    AtTheEnd,
    InPlaceOf(String),
}

/// Takes the wrappers off.
pub(crate) fn strip(words: Vec<Word>) -> Stripped {
    let mut stripped = Stripped { words, ..Stripped::default() };
    for _ in 0..MOST {
        let Some(name) = stripped.words.first().and_then(program) else { break };
        let Some((_, valued, own)) = WRAPPERS.iter().find(|(wrapper, ..)| *wrapper == name) else {
            break;
        };
        if !take_off(&mut stripped, &name, valued, *own) {
            break;
        }
    }
    stripped
}

/// The name of a program, without its folder, which may be open: `~/bin/x`, `$TOOLS/x`.
pub(crate) fn program(word: &Word) -> Option<String> {
    let name = word.file_name();
    let name = name.literal()?;
    Some(name.strip_suffix(".exe").unwrap_or(name).to_owned())
}

/// `false` when no command follows the wrapper.
fn take_off(stripped: &mut Stripped, name: &str, valued: &[&str], own: usize) -> bool {
    let words = &stripped.words;
    let mut at = 1;
    if name == "xargs" {
        stripped.from_input = FromInput::AtTheEnd;
    }
    while let Some(word) = words.get(at) {
        let text = word.lead();
        if text == "--" {
            at += 1;
            break;
        }
        let is_option = text.len() > 1 && text.starts_with('-');
        let sets = (name == "env" || name == "sudo").then(|| text.split_once('=')).flatten();
        if let Some((variable, _)) = sets.filter(|_| !is_option) {
            stripped.sets.push(variable.to_owned());
        } else if !is_option {
            break;
        }
        if name == "command" && (text == "-v" || text == "-V") {
            return false;
        }
        let next = words.get(at + 1);
        if name == "env" && ["-C", "--chdir"].contains(&text) {
            stripped.folder = next.cloned();
        }
        if name == "xargs" && text.starts_with("-I") {
            let glued = text.get(2..).filter(|rest| !rest.is_empty());
            let token = glued.or_else(|| next.and_then(Word::literal));
            let in_place = |token: &str| FromInput::InPlaceOf(token.to_owned());
            stripped.from_input = token.map_or(FromInput::AtTheEnd, in_place);
        }
        at += if is_option && valued.contains(&text) { 2 } else { 1 };
    }
    at += own;
    if at >= words.len() {
        return false;
    }
    stripped.words.drain(..at);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let words = line.split(' ').map(Word::text).collect();
        let words: Vec<String> = strip(words).words.iter().map(Word::to_string).collect();
        assert_eq!(words.join(" "), expected, "{line}");
    }

    #[test]
    fn wrappers_come_off() {
        check("rm a", "rm a");
        check("sudo -u root env -i A=1 nohup rm a", "rm a");
        check("timeout -k 5 10s nice -n 5 stdbuf -oL /bin/rm a", "/bin/rm a");
        check("xargs -0 -n 1 rm -f", "rm -f");
        check("xargs -I{} mv {} b", "mv {} b");
        check("command -v rm", "command -v rm");
        check("exec -a x rm a", "rm a");
        check("env", "env");
    }

    #[test]
    fn what_a_wrapper_says_is_kept() {
        let words = |line: &str| line.split(' ').map(Word::text).collect();
        assert_eq!(strip(words("env -C d A=1 rm a")).folder, Some(Word::text("d")));
        assert_eq!(strip(words("env A=1 rm a")).sets, ["A"]);
        assert_eq!(strip(words("xargs -I {} rm {}")).from_input, FromInput::InPlaceOf("{}".into()));
        assert_eq!(strip(words("xargs rm")).from_input, FromInput::AtTheEnd);
    }
}
