//! What a call is about, in the words that rules use.

use crate::sql;
use hook::{Argument, Call, Tool};
use shell::{Command, Dialect, Word};
use std::collections::BTreeSet;

/// What a call is about.
pub(crate) type Words = BTreeSet<String>;

/// The event that this hook answers.
const AFTER_A_TOOL: &str = "PostToolUse";

/// Programs that are about something whatever their arguments are.
const PROGRAMS: [(&str, &[&str]); 2] = [
    ("stimulus_executor", &["api", "stimulus", "http", "endpoint", "auth", "token"]),
    ("curl", &["api", "curl", "http"]),
];

/// A program that is given SQL.
struct Client {
    name: &'static str,
    /// Options whose value is SQL.
    sql: &'static [&'static str],
    /// Options whose value is the database's name.
    database: &'static [&'static str],
    /// Whether SQL stands among its arguments, too.
    is_bare: bool,
}

const CLIENTS: [Client; 6] = [
    client("query_database", &["--sql"], &["--db"]),
    client("capture_db_snapshot", &["--sql"], &["--db"]),
    client("psql", &["-c", "--command"], &["-d", "--dbname"]),
    client("mysql", &["-e", "--execute"], &["-D", "--database"]),
    client("mariadb", &["-e", "--execute"], &["-D", "--database"]),
    Client { is_bare: true, ..client("sqlite3", &["-cmd"], &[]) },
];

const fn client(
    name: &'static str,
    sql: &'static [&'static str],
    database: &'static [&'static str],
) -> Client {
    Client { name, sql, database, is_bare: false }
}

/// Parts of a server's name that say that it is a database, and not which.
const KINDS: [&str; 12] = [
    "postgres",
    "postgresql",
    "pg",
    "mysql",
    "mariadb",
    "sqlite",
    "sql",
    "db",
    "database",
    "query",
    "mcp",
    "plugin",
];

/// What a call is about; nothing, when no rule can be meant.
pub(crate) fn of(call: &Call<'_>) -> Words {
    let mut words = Words::new();
    let event = call.event();
    if event.hook_event_name.as_text() != Some(AFTER_A_TOOL) {
        return words;
    }
    let name = event.tool_name.as_text().unwrap_or_default();
    match call.tool() {
        Tool::Shell => {
            let dialect = if name == "PowerShell" { Dialect::PowerShell } else { Dialect::Posix };
            of_script(event.tool_input.text("command").unwrap_or_default(), dialect, &mut words);
        }
        Tool::Mcp if ["postgres", "query", "sql"].iter().any(|kind| name.contains(kind)) => {
            of_server(name, &event.tool_input, &mut words);
        }
        _ => {}
    }
    words
}

/// The programs that a script runs. One that is only named in it is not read.
fn of_script(text: &str, dialect: Dialect, words: &mut Words) {
    let programs = PROGRAMS.iter().map(|(name, _)| name);
    let mut known = programs.chain(CLIENTS.iter().map(|client| &client.name));
    if !known.any(|name| text.contains(name)) {
        return;
    }
    let commands = shell::read(text, dialect).commands;
    for command in &commands {
        let (program, args) = started(command);
        if let Some((_, about)) = PROGRAMS.iter().find(|(name, _)| *name == program) {
            words.extend(about.iter().map(|word| (*word).to_owned()));
        }
        if let Some(client) = CLIENTS.iter().find(|client| client.name == program) {
            client.add_words(args, input_of(command, &commands), words);
        }
    }
}

/// The program that a command starts, a script of an interpreter by its own name, and its arguments.
fn started(command: &Command) -> (String, &[Word]) {
    let program = command.program.as_str();
    let is_interpreter = ["python", "node", "bash", "sh", "uv", "ruby"]
        .iter()
        .any(|name| program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') == *name);
    let script = command.args.iter().position(|word| !word.lead().starts_with('-'));
    let Some(at) = script.filter(|_| is_interpreter) else {
        return (program.to_owned(), &command.args);
    };
    let name = command.args[at].file_name().to_string();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    (stem.to_owned(), &command.args[at + 1..])
}

/// What a command is given on its standard input, as far as the text tells: a here-document, or what
/// `echo` and `printf` print.
fn input_of(command: &Command, commands: &[Command]) -> Vec<String> {
    let feeder = command.fed_by.and_then(|at| commands.get(at));
    let printed = feeder.filter(|feeder| ["echo", "printf"].contains(&feeder.program.as_str()));
    let printed = printed.map(|feeder| joined(&feeder.args));
    printed.into_iter().chain(command.input.as_ref().map(Word::to_string)).collect()
}

fn joined(words: &[Word]) -> String {
    let words: Vec<String> = words.iter().map(Word::to_string).collect();
    words.join(" ")
}

impl Client {
    /// What its SQL is about, wherever that comes from, and the name of its database.
    fn add_words(&self, args: &[Word], input: Vec<String>, words: &mut Words) {
        let bare = args.iter().filter(|_| self.is_bare).map(Word::to_string);
        let texts = input.into_iter().chain(values(args, self.sql)).chain(bare);
        let texts: Vec<String> = texts.filter(|text| sql::is_sql(text)).collect();
        for text in &texts {
            sql::add_words(text, words);
        }
        if !texts.is_empty() {
            words.extend(values(args, self.database).iter().filter_map(|name| word(name)));
        }
    }
}

/// The values of options, `--sql X` and `--sql=X`.
fn values(args: &[Word], options: &[&str]) -> Vec<String> {
    let mut values = Vec::new();
    let mut args = args.iter();
    while let Some(argument) = args.next() {
        let text = argument.to_string();
        if options.contains(&text.as_str()) {
            values.extend(args.next().map(Word::to_string));
        } else if let Some((option, value)) = text.split_once('=')
            && options.contains(&option)
        {
            values.push(value.to_owned());
        }
    }
    values
}

/// A tool of a server: the SQL among its arguments, and which database the server is.
fn of_server(name: &str, input: &Argument<'_>, words: &mut Words) {
    let mut found = false;
    input.each_text(&mut |text| {
        if sql::is_sql(text) {
            found = true;
            sql::add_words(text, words);
        }
    });
    let server = name.strip_prefix("mcp__").and_then(|rest| rest.split("__").next());
    let parts = server.unwrap_or_default().split(['_', '-']);
    let parts: Vec<&str> = parts.filter(|part| !KINDS.contains(part)).collect();
    if found && !parts.is_empty() {
        words.extend(word(&parts.join("_")));
        words.extend(parts.into_iter().filter_map(word));
    }
}

/// A word as rules are searched for it.
pub(crate) fn word(text: &str) -> Option<String> {
    let word = text.trim().to_lowercase().replace([' ', '-'], "_");
    (!word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &str, expected: &[&str]) {
        let mut words = Words::new();
        of_script(command, Dialect::Posix, &mut words);
        assert_eq!(words.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{command}");
    }

    const STIMULUS: &[&str] = &["api", "auth", "endpoint", "http", "stimulus", "token"];
    const CURL: &[&str] = &["api", "curl", "http"];

    #[test]
    fn programs_that_are_run_count() {
        check("stimulus_executor --tc-id TC-1", STIMULUS);
        check("cd x && TOKEN=1 ~/.local/bin/stimulus_executor --method POST", STIMULUS);
        check("python3 -u tools/stimulus_executor.py --method POST", STIMULUS);
        check("timeout 5 curl -s http://x | jq .", CURL);
        check("bash -c 'curl http://x'", CURL);
        check("x=$(curl http://x)", CURL);
    }

    #[test]
    fn programs_that_are_only_named_do_not() {
        for command in [
            "echo curl",
            "grep -rn curl docs",
            "which curl stimulus_executor",
            "# curl http://x",
            "cat stimulus_executor.md",
            "git commit -m 'call psql -c \"select 1\"'",
            "ls -la",
            "",
        ] {
            check(command, &[]);
        }
    }

    #[test]
    fn sql_of_a_client_is_read() {
        check("query_database --db orders --sql 'SELECT id FROM a LIMIT 1'", &["orders"]);
        check("query_database --db=orders --sql=\"SELECT id FROM a\"", &["limit", "orders"]);
        check(
            "psql -d outbound -c 'select 1 from a join b on true limit 1'",
            &["inner_join", "join", "outbound"],
        );
        check("psql <<'EOF'\nselect id from a where b is null limit 3\nEOF", &["is_null"]);
        check("echo 'select id from a where b is null limit 3;' | psql", &["is_null"]);
        check("sqlite3 shop.db 'select id from a'", &["limit"]);
        check("psql --version; query_database --help", &[]);
    }

    fn check_server(name: &str, input: &str, expected: &[&str]) {
        let input: Argument<'_> = Argument::read(input).unwrap();
        let mut words = Words::new();
        of_server(name, &input, &mut words);
        assert_eq!(words.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{name}");
    }

    #[test]
    fn a_servers_name_tells_the_service() {
        let sql = r#"{"sql":"select 1 limit 1"}"#;
        check_server("mcp__postgres_outbound__query", sql, &["outbound"]);
        check_server("mcp__pg-order-item__run", sql, &["item", "order", "order_item"]);
        check_server("mcp__postgres__query", r#"{"args":{"text":"SELECT id FROM t"}}"#, &["limit"]);
        check_server("mcp__postgres_outbound__query", r#"{"q":"tables of outbound"}"#, &[]);
    }
}
