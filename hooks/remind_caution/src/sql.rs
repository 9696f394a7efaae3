//! What an SQL text is about. It is looked at word by word: strings and comments hold no words.

use crate::triggers::Words;

/// What an SQL text begins with.
const VERBS: [&str; 8] =
    ["select", "with", "insert", "update", "delete", "explain", "merge", "values"];
/// Names and functions of points in time.
const TIMES: [&str; 10] = [
    "timestamp",
    "timestamptz",
    "datetime",
    "interval",
    "now",
    "date_trunc",
    "current_timestamp",
    "current_date",
    "to_timestamp",
    "localtimestamp",
];

/// A word or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// A name or a keyword, its parts joined by dots; without quotes.
    Word(&'a str),
    /// What stands between apostrophes.
    Text(&'a str),
    /// `::`
    Cast,
    /// Any other sign.
    Sign,
}

/// Whether a text is SQL.
pub(crate) fn is_sql(text: &str) -> bool {
    let first = Tokens(text).find(|token| *token != Token::Sign);
    matches!(first, Some(Token::Word(word)) if VERBS.iter().any(|verb| word.eq_ignore_ascii_case(verb)))
}

/// Adds what an SQL text is about.
pub(crate) fn add_words(text: &str, words: &mut Words) {
    let mut seen = Seen::default();
    for token in Tokens(text) {
        seen.see(token);
    }
    seen.add_words(words);
}

/// What has been seen of a text.
#[derive(Default)]
struct Seen<'a> {
    /// The words before, the last one last.
    before: [&'a str; 2],
    selects: bool,
    is_limited: bool,
    joins: bool,
    inner_joins: bool,
    left_joins: bool,
    nulls: bool,
    states: bool,
    enums: bool,
    times: bool,
    is_foreign: bool,
    /// The first schema that a table was named with.
    schema: Option<&'a str>,
    /// Whether a table's name may follow.
    at_table: bool,
}

impl<'a> Seen<'a> {
    fn see(&mut self, token: Token<'a>) {
        match token {
            Token::Word(word) => self.see_word(word),
            Token::Text(text) => self.enums |= is_constant(text),
            Token::Cast => self.enums = true,
            Token::Sign => {}
        }
        if token == Token::Sign {
            self.at_table = false;
        }
    }

    fn see_word(&mut self, word: &'a str) {
        let is = |other: &str| word.eq_ignore_ascii_case(other);
        let [earlier, last] = self.before;
        let after = |other: &str| last.eq_ignore_ascii_case(other);
        let outer = if after("outer") { earlier } else { last };
        if is("select") {
            self.selects = true;
        } else if is("limit") || is("fetch") {
            self.is_limited = true;
        } else if is("join") {
            self.joins = true;
            let kind = |kind: &str| outer.eq_ignore_ascii_case(kind);
            self.left_joins |= kind("left");
            self.inner_joins |= !["left", "right", "full", "cross"].iter().any(|it| kind(it));
        } else if is("null") {
            self.nulls |= after("is") || after("not") && earlier.eq_ignore_ascii_case("is");
        } else if is("dblink") || is("cast") {
            self.is_foreign |= is("dblink");
            self.enums |= is("cast");
        }
        if self.at_table {
            self.see_table(word);
        }
        self.at_table = ["from", "join", "update", "into"].iter().any(|it| is(it));
        self.see_column(word.rsplit('.').next().unwrap_or(word));
        self.before = [last, word];
    }

    fn see_table(&mut self, name: &'a str) {
        let Some((schema, _)) = name.rsplit_once('.') else { return };
        match self.schema {
            None => self.schema = Some(schema),
            Some(first) => self.is_foreign |= !first.eq_ignore_ascii_case(schema),
        }
    }

    fn see_column(&mut self, name: &str) {
        let ends = |end: &str| {
            let at = name.len().saturating_sub(end.len());
            name.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
        };
        let is = |other: &&str| name.eq_ignore_ascii_case(other);
        self.states |= ["state", "status"].iter().any(is) || ends("_state") || ends("_status");
        self.times |= TIMES.iter().any(is) || ends("_at");
    }

    fn add_words(&self, words: &mut Words) {
        let all = [
            ("join", self.joins),
            ("inner_join", self.inner_joins),
            ("left_join", self.left_joins),
            ("is_null", self.nulls),
            ("state", self.states),
            ("enum", self.enums),
            ("timestamp", self.times),
            ("limit", self.selects && !self.is_limited),
            ("cross_service", self.is_foreign),
        ];
        words.extend(all.into_iter().filter(|(_, seen)| *seen).map(|(word, _)| word.to_owned()));
    }
}

/// `'PICKING'`: the value of an enumeration, as people write it.
fn is_constant(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// The tokens of a text.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.0 = self.0.trim_start();
            if self.0.starts_with("--") {
                self.take(self.0.find('\n').unwrap_or(self.0.len()));
            } else if self.0.starts_with("/*") {
                self.take(self.0.find("*/").map_or(self.0.len(), |end| end + 2));
            } else {
                break;
            }
        }
        let first = self.0.chars().next()?;
        Some(match first {
            '\'' => Token::Text(self.between('\'')),
            '"' | '`' => self.name(),
            ':' if self.0.starts_with("::") => {
                self.take(2);
                Token::Cast
            }
            _ if is_of_word(first) => self.name(),
            _ => {
                self.take(first.len_utf8());
                Token::Sign
            }
        })
    }
}

impl<'a> Tokens<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    /// What stands between a sign and the next one like it; to the end when there is none.
    fn between(&mut self, sign: char) -> &'a str {
        self.take(1);
        match self.0.find(sign) {
            Some(end) => {
                let inner = self.take(end);
                self.take(1);
                inner
            }
            None => self.take(self.0.len()),
        }
    }

    /// A name with its dots, quoted parts or none; of quoted ones the last is given.
    fn name(&mut self) -> Token<'a> {
        if let Some(quote) = self.0.chars().next().filter(|c| matches!(c, '"' | '`')) {
            return Token::Word(self.between(quote));
        }
        let end = self.0.find(|c: char| !is_of_word(c) && c != '.').unwrap_or(self.0.len());
        Token::Word(self.take(end).trim_end_matches('.'))
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(sql: &str, expected: &[&str]) {
        let mut words = Words::new();
        add_words(sql, &mut words);
        assert_eq!(words.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{sql}");
    }

    #[test]
    fn joins_are_told_apart() {
        check("select 1 from a join b using (id) limit 1", &["inner_join", "join"]);
        check("select 1 from a INNER JOIN b using (id) limit 1", &["inner_join", "join"]);
        check("select 1 from a left join b on true limit 1", &["join", "left_join"]);
        check("select 1 from a\nLEFT OUTER JOIN b on true limit 1", &["join", "left_join"]);
        check("select 1 from a cross join b limit 1", &["join"]);
        check("select joined from a limit 1", &[]);
    }

    #[test]
    fn conditions_are_seen() {
        check("select 1 from a where b is null limit 1", &["is_null"]);
        check("select 1 from a where b IS NOT NULL limit 1", &["is_null"]);
        check("select null from a limit 1", &[]);
        check("select 1 from a where o.state = 'picking' limit 1", &["state"]);
        check("select 1 from a where order_status > 3 limit 1", &["state"]);
        check("select 1 from a where kind = 'IN_TRANSIT' limit 1", &["enum"]);
        check("select 1 from a where kind = 'x'::kind limit 1", &["enum"]);
        check("select 1 from a where created_at > now() limit 1", &["timestamp"]);
        check("select 1 from statement where flat = 'A' limit 1", &[]);
    }

    #[test]
    fn a_missing_limit_is_seen() {
        check("select id from a", &["limit"]);
        check("select id from a fetch first 3 rows only", &[]);
        check("update a set b = 1 where id = 3", &[]);
        check("select id from a -- limit 5", &["limit"]);
        check("select 'limit' from a /* limit */", &["limit"]);
    }

    #[test]
    fn several_schemas_are_several_services() {
        let two = "select 1 from orders.lines l join stock.items s on l.id = s.id limit 1";
        check(two, &["cross_service", "inner_join", "join"]);
        check("select l.id, s.x from orders.lines l, orders.heads s limit 1", &[]);
        check(
            "select 1 from orders.lines l left join orders.heads h on true limit 1",
            &["join", "left_join"],
        );
        check("select * from dblink('x', 'y') limit 1", &["cross_service"]);
    }

    #[test]
    fn other_text_is_no_sql() {
        for text in [" SELECT 1", "-- x\nwith a as (select 1) select 1", "(select 1)"] {
            assert!(is_sql(text), "{text}");
        }
        for text in ["", "selected rows", "'select'", "tables of orders", "/* select */"] {
            assert!(!is_sql(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[ a-z'\"`:./*\\-가(]{0,40}") {
            add_words(&text, &mut Words::new());
            is_sql(&text);
        }
    }
}
