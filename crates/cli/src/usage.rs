//! Help, version and wrong usage.

use crate::Io;
use clap::error::ErrorKind;
use fault::Exit;

/// The code of a command line that is not understood.
const USAGE: &str = "cli/usage";

/// Prints what clap has to say: help and version as they are, an error as one line.
pub(crate) fn answer(error: &clap::Error, io: &mut Io) -> Exit {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match io.print(&text) {
            Ok(()) => Exit::Yes,
            Err(error) => crate::report(&error, io),
        },
        _ => {
            io.say(&one_line(&text));
            Exit::CouldNotRun
        }
    }
}

fn one_line(text: &str) -> String {
    let message = text.split("\nUsage:").next().unwrap_or(text);
    let message = message.split("\nFor more information").next().unwrap_or(message);
    let folded = message.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{folded}; see --help [{USAGE}]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Args {
        #[arg(long)]
        before: String,
        #[arg(long)]
        after: String,
    }

    fn check(args: &[&str], expected: &str) {
        let error = Args::try_parse_from([&["tool"], args].concat()).unwrap_err();
        assert_eq!(one_line(&error.render().to_string()), expected);
    }

    #[test]
    fn wrong_usage_is_one_line() {
        check(
            &[],
            "error: the following required arguments were not provided: --before <BEFORE> \
             --after <AFTER>; see --help [cli/usage]",
        );
        check(
            &["--befor", "x"],
            "error: unexpected argument '--befor' found tip: a similar argument exists: \
             '--before'; see --help [cli/usage]",
        );
    }
}
