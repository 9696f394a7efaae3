//! SQLite files.

use super::{Asker, placeholders_are_data, polls_see_what_is_new, refusals};
use contract::Json;
use database::{Error, Limits, Session, Source};
use rusqlite::Connection;
use std::{path::Path, time::Duration};
use tempfile::TempDir;

/// A database file in a folder with blanks and Korean in its name.
struct Scratch {
    _folder: TempDir,
    url: String,
    connection: Connection,
}

fn scratch(setup: &str) -> Scratch {
    let folder = tempfile::Builder::new().prefix("시험 자료 ").tempdir().unwrap();
    let file = folder.path().join("주문 1.db");
    let connection = Connection::open(&file).unwrap();
    connection.execute_batch(setup).unwrap();
    Scratch { url: format!("sqlite:{}", file.display()), _folder: folder, connection }
}

#[test]
fn values_come_back_by_what_they_are() {
    let scratch = scratch(
        "CREATE TABLE t (i INTEGER, big BIGINT, r REAL, d DECIMAL(10,2), s TEXT, b BLOB, n NUMERIC,
                         flag BOOLEAN, j JSON, broken JSON, at DATETIME);
         INSERT INTO t VALUES (1, 9223372036854775807, 0.1, '0.10', '0.10', x'00ff', NULL, TRUE,
                               '{\"a\":0.10}', 'no json', '2026-01-02 03:04:05');",
    );
    Asker::new(&scratch.url).check_values(
        "FROM t",
        &[
            ("i", "1"),
            ("big", "9223372036854775807"),
            ("r", "0.1"),
            ("d", "0.1"),
            ("s", r#""0.10""#),
            ("b", r#""AP8=""#),
            ("n", "null"),
            ("flag", "1"),
            ("j", r#"{"a":0.10}"#),
            ("broken", r#""no json""#),
            ("at", r#""2026-01-02 03:04:05""#),
            ("1e999", r#""Infinity""#),
            ("5.0", "5.0"),
            ("-9223372036854775808", "-9223372036854775808"),
        ],
    );
    let (code, line) =
        Asker::new(&scratch.url).error("SELECT CAST(x'ff' AS TEXT) AS broken FROM t");
    assert_eq!(code, "database/unreadable-value");
    assert!(line.contains("`broken`"), "{line}");
}

#[test]
fn columns_keep_their_order() {
    let scratch = scratch("CREATE TABLE t (z, y, a); INSERT INTO t VALUES (1, 2, 3), (4, 5, 6);");
    let rows = Asker::new(&scratch.url).ask("SELECT * FROM t ORDER BY z").unwrap();
    assert_eq!(rows.columns, ["z", "y", "a"]);
    assert_eq!(Json::Object(rows.rows[1].clone()).to_string(), r#"{"z":4,"y":5,"a":6}"#);
    let none = Asker::new(&scratch.url).ask("SELECT z, a FROM t WHERE z > 9;  -- none").unwrap();
    assert_eq!((none.columns.len(), none.rows.len()), (2, 0));
}

#[test]
fn placeholders_and_refusals() {
    let scratch = scratch("CREATE TABLE t (a);");
    placeholders_are_data(&scratch.url);
    refusals(&scratch.url);
    let asker = Asker::new(&scratch.url);
    for sql in ["SELECT ? AS a", "SELECT :x AS a", "SELECT @x AS a"] {
        assert_eq!(asker.error(sql).0, "database/unbound-parameter", "{sql}");
    }
    assert_eq!(asker.rows("SELECT name FROM pragma_table_info('t')"), r#"[{"name":"a"}]"#);
    polls_see_what_is_new(&scratch.url, |sql| {
        scratch.connection.execute(sql, []).unwrap();
    });
}

#[test]
fn a_file_that_is_none_is_an_error() {
    let scratch = scratch("CREATE TABLE t (a);");
    let missing = Asker::new("sqlite:/nowhere/at all.db");
    let (code, line) = missing.error("SELECT 1");
    assert_eq!(code, "database/no-such-file");
    assert!(line.contains("/nowhere/at all.db"), "{line}");
    let text = format!("{}.txt", scratch.url.strip_prefix("sqlite:").unwrap());
    std::fs::write(&text, "not a database, but long enough to be looked at as if it were one")
        .unwrap();
    assert_eq!(
        Asker::new(&format!("sqlite:{text}")).error("SELECT 1").0,
        "database/cannot-connect"
    );
}

#[test]
fn a_statement_that_takes_too_long_is_stopped() {
    let scratch = scratch("CREATE TABLE t (a);");
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) \
                   SELECT count(*) AS c FROM n";
    let asker = Asker::new(&scratch.url).with_limits(10, Duration::from_millis(50));
    assert_eq!(asker.error(endless).0, "database/timed-out");
    assert_eq!(asker.rows("SELECT 1 AS a"), r#"[{"a":1}]"#);
}

#[test]
fn a_write_ahead_log_is_read_too() {
    let scratch =
        scratch("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (7);");
    assert_eq!(Asker::new(&scratch.url).rows("SELECT a FROM t"), r#"[{"a":7}]"#);
}

#[test]
fn a_name_in_another_unicode_form_is_found() {
    let scratch = scratch("CREATE TABLE t (a); INSERT INTO t VALUES (7);");
    let other = scratch.url.replace("주문", "\u{1100}\u{116e}\u{1106}\u{116e}\u{11ab}");
    let decomposed = scratch.url.replace("주문", "\u{110c}\u{116e}\u{1106}\u{116e}\u{11ab}");
    assert_eq!(Asker::new(&decomposed).rows("SELECT a FROM t"), r#"[{"a":7}]"#);
    assert_eq!(Asker::new(&other).error("SELECT a FROM t").0, "database/no-such-file");
}

#[test]
fn relative_paths_belong_to_the_project() {
    let scratch = scratch("CREATE TABLE t (a);");
    let path = Path::new(scratch.url.strip_prefix("sqlite:").unwrap());
    let name = path.file_name().unwrap().to_str().unwrap();
    for url in [format!("sqlite:{name}"), format!("sqlite://{name}"), name.to_owned()] {
        let source = Source::parse(&url, path.parent().unwrap()).unwrap();
        let opened: Result<Session, Error> = Session::open(&source, Limits::default());
        assert!(opened.is_ok(), "{url}");
    }
}
