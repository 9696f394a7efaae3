//! Sessions with real databases: every type comes back faithfully, nothing can be written.

#![expect(clippy::disallowed_methods, reason = "tests make their own files")]
#![expect(clippy::unwrap_used, reason = "a test ends where something is amiss")]

mod encryption;
mod mariadb;
mod postgres;
mod sqlite;

use contract::{Json, Object, json};
use database::{Error, Limits, Query, Rows, Session, Source};
use fault::Fault;
use std::{cell::RefCell, path::Path, time::Duration};

/// What a test wants to ask, over one session.
struct Asker {
    source: Source,
    limits: Limits,
    data: Object,
    session: RefCell<Option<Session>>,
}

impl Asker {
    fn new(url: &str) -> Self {
        let source = Source::parse(url, Path::new("/")).unwrap();
        Self { source, limits: Limits::default(), data: Object::new(), session: RefCell::default() }
    }

    /// With `{data.…}` from this JSON object.
    fn with_data(self, data: &str) -> Self {
        Self { data: json::parse(data).unwrap().as_object().unwrap().clone(), ..self }
    }

    fn with_limits(mut self, rows: usize, time: Duration) -> Self {
        self.limits = Limits { rows, time };
        self
    }

    fn ask(&self, sql: &str) -> Result<Rows, Error> {
        let query = Query::new(sql, self.source.dialect(), &self.data)?;
        let mut session = self.session.borrow_mut();
        if session.is_none() {
            *session = Some(Session::open(&self.source, self.limits)?);
        }
        session.as_mut().unwrap().query(&query)
    }

    /// The rows as one line of JSON.
    fn rows(&self, sql: &str) -> String {
        match self.ask(sql) {
            Ok(rows) => text(rows),
            Err(error) => panic!("{sql}: {}", fault::line(&error)),
        }
    }

    /// Each pair is an expression and the JSON that it comes back as.
    fn check_values(&self, from: &str, pairs: &[(&str, &str)]) {
        for (expression, expected) in pairs {
            let rows = self.rows(&format!("SELECT {expression} AS v {from}"));
            assert_eq!(rows, format!(r#"[{{"v":{expected}}}]"#), "{expression}");
        }
    }

    /// The code of the error, and its line for more questions.
    fn error(&self, sql: &str) -> (&'static str, String) {
        let error = self.ask(sql).map(|rows| rows.rows).unwrap_err();
        (error.code(), fault::line(&error))
    }
}

fn text(rows: Rows) -> String {
    Json::Array(rows.rows.into_iter().map(Json::Object).collect()).to_string()
}

/// Texts that must come back as they went in, bare and inside of quotes.
const NASTY: [&str; 9] = [
    "O'Brien",
    "'; DROP TABLE t; --",
    r"a\",
    r"\' OR 1=1 -- ",
    r"C:\new\table",
    "\"double\" `back` [x] $1 ? :a %s {data.x}",
    "한글 값 \u{1F600}",
    "tab\tline\nend",
    "",
];

/// Placeholders are data whatever they hold.
fn placeholders_are_data(url: &str) {
    for text in NASTY {
        let data = Json::Object([("v".to_owned(), Json::from(text))].into_iter().collect());
        let asker = Asker::new(url).with_data(&data.to_string());
        let expected = Json::from(text);
        asker.check_values("", &[("{data.v}", &expected.to_string())]);
        asker.check_values("", &[("'{data.v}'", &expected.to_string())]);
        let framed = Json::from(format!("<{text}>"));
        asker.check_values("", &[("'<{data.v}>'", &framed.to_string())]);
        let found = "SELECT 1 AS one WHERE '-x-{data.v}-y-' LIKE '%x-{data.v}-y%'";
        let is_pattern = text.contains(['%', '_', '\\']);
        if !is_pattern {
            assert_eq!(asker.rows(found), r#"[{"one":1}]"#, "{text}");
        }
    }
    let asker = Asker::new(url).with_data(r#"{"n":-5,"big":1234567890123456789,"ids":[1,2]}"#);
    asker.check_values(
        "",
        &[
            ("3 -{data.n}", "8"),
            ("{data.big}", "1234567890123456789"),
            ("CASE WHEN 2 IN ({data.ids}) THEN 'in' ELSE 'out' END", r#""in""#),
        ],
    );
    assert_eq!(asker.error("SELECT {data.x} AS a").0, "database/unknown-placeholder");
}

/// What every database refuses, with the code that says so.
fn refusals(url: &str) {
    let asker = Asker::new(url);
    for (sql, code) in [
        ("DELETE FROM t", "database/not-one-query"),
        ("SELECT 1; SELECT 2", "database/not-one-query"),
        ("SELECT 1 AS a, 2 AS b, 3 AS a", "database/duplicate-column"),
        ("SELECT nothing FROM nowhere", "database/query-failed"),
        ("SELECT pg_read_file('x'), load_file('x')", "database/refused-function"),
    ] {
        assert_eq!(asker.error(sql).0, code, "{sql}");
    }
    let (_, line) = asker.error("SELECT 1 AS a, 2 AS b, 3 AS a");
    assert!(line.contains("`a`") && line.contains("AS other_a"), "{line}");
    let few = Asker::new(url).with_limits(3, Duration::from_secs(30));
    assert_eq!(few.rows("SELECT 1 AS a UNION ALL SELECT 2"), r#"[{"a":1},{"a":2}]"#);
    let three = "SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT 3";
    assert_eq!(few.error(three).0, "database/row-limit");
    assert_eq!(few.error(&format!("{three} UNION ALL SELECT 4")).0, "database/row-limit");
}

/// A session sees what was committed since its last query, and goes on after a failure.
fn polls_see_what_is_new(url: &str, mut write: impl FnMut(&str)) {
    let asker = Asker::new(url);
    let mut session = Session::open(&asker.source, asker.limits).unwrap();
    let mut ask = |sql: &str| {
        let query = Query::new(sql, asker.source.dialect(), &asker.data).unwrap();
        session.query(&query).map(text)
    };
    write("CREATE TABLE polled (a INT)");
    assert_eq!(ask("SELECT a FROM polled").unwrap(), "[]");
    write("INSERT INTO polled VALUES (1)");
    assert!(ask("SELECT nothing FROM polled").is_err());
    assert_eq!(ask("SELECT a FROM polled").unwrap(), r#"[{"a":1}]"#);
}
