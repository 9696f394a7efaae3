//! The built program, through its real interface; and every error code of the crate `database`.

#![expect(clippy::unwrap_used, reason = "a test ends where something is amiss")]

use assert_cmd::assert::Assert;
use predicates::{prelude::PredicateBooleanExt, str::contains};
use rusqlite::Connection;
use testkit::{Project, cluster::Cluster};

const PROGRAM: &str = env!("CARGO_BIN_EXE_query_database");

const MAPPING: &str = r#"{"sheet_version":"v1","created_at":"2026-01-01T00:00:00.000+00:00",
    "mappings":{"TC-1":{"data":{"id":9007199254740993,"memo":"it's"}}}}"#;

/// A project with the database `shop`.
fn project() -> Project {
    let project = Project::new();
    project.write("자료/shop 1.db", "");
    let connection = Connection::open(project.path("자료/shop 1.db")).unwrap();
    let setup = "CREATE TABLE t (id INTEGER, memo TEXT, price REAL);
        INSERT INTO t VALUES (9007199254740993, 'it''s', 0.1), (1, NULL, 2.5);";
    connection.execute_batch(setup).unwrap();
    project.write("test/_config.json", r#"{"databases":{"shop":"sqlite:자료/shop 1.db"}}"#);
    project.write("mapping.json", MAPPING);
    project
}

fn ask(project: &Project, arguments: &[&str]) -> Assert {
    project.command(PROGRAM).args(arguments).assert()
}

#[test]
fn help_and_version() {
    let project = Project::new();
    let says = contains("Exit codes:").and(contains("Example:")).and(contains("default: 30"));
    ask(&project, &["--help"]).success().stdout(says);
    ask(&project, &["--version"]).success().stdout(contains("query_database 0"));
}

#[test]
fn rows_are_printed_as_exact_json() {
    let project = project();
    let expected = r#"{
  "rows": [
    {
      "id": 9007199254740993,
      "memo": "it's",
      "price": 0.1
    }
  ],
  "row_count": 1,
  "db": "shop",
  "sql": "SELECT * FROM t WHERE id > 1"
}
"#;
    let arguments = ["--db", "shop", "--sql", "SELECT * FROM t WHERE id > 1"];
    ask(&project, &arguments).success().stdout(expected).stderr("1 row from shop\n");
    let quiet = [&arguments[..], &["--quiet"]].concat();
    ask(&project, &quiet).success().stdout(expected).stderr("");
    let by_url = ["--db", "자료/shop 1.db", "--sql", "SELECT id FROM t WHERE 0"];
    ask(&project, &by_url).success().stdout(contains("\"rows\": []"));
    let by_server = ["--db", "mcp__sqlite_shop__query", "--sql", "SELECT 1 AS a"];
    ask(&project, &by_server).success().stdout(contains("\"a\": 1"));
}

#[test]
fn the_statement_may_come_from_a_file_and_values_from_the_mapping() {
    let project = project();
    let more = ["--db", "shop", "--tc-id", "TC-1", "--mapping", "mapping.json", "--sql-file", "-"];
    let piped =
        |more: &[&str], sql: &str| project.command(PROGRAM).args(more).write_stdin(sql).assert();
    piped(&more, "SELECT price FROM t -- which\nWHERE id = {data.id} AND memo = '{data.memo}';\n")
        .success()
        .stdout(contains("\"price\": 0.1"));
    let emit = [&more[..], &["--emit-sql"]].concat();
    piped(&emit, "SELECT '{data.memo}'").success().stdout("SELECT 'it''s';\n").stderr("");
}

#[test]
fn what_the_output_gives_others_take_as_rows() {
    let project = project();
    let arguments = ["--db", "shop", "--sql", "SELECT id FROM t ORDER BY id"];
    let run = ask(&project, &arguments).success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    assert!(text.starts_with("{\n  \"rows\": [\n    {\n      \"id\": 1\n    },\n"), "{text}");
}

#[test]
fn every_error_has_its_code() {
    let project = project();
    project.write("text.db", "this is a text that is long enough to be looked at as a database");
    project.write("latin.sql", b"SELECT '\xe9'");
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    let mapping = ["--tc-id", "TC-1", "--mapping", "mapping.json"];
    for (db, sql, more, code) in [
        ("postgres://h:port/x", "SELECT 1", &[][..], "database/bad-url"),
        ("payments", "SELECT 1", &[], "database/unknown-database"),
        ("none.db", "SELECT 1", &[], "database/no-such-file"),
        ("text.db", "SELECT 1", &[], "database/cannot-connect"),
        ("shop", "DROP TABLE t", &[], "database/not-one-query"),
        ("shop", "SELECT load_extension('x')", &[], "database/refused-function"),
        ("shop", "SELECT {data.nope}", &mapping, "database/unknown-placeholder"),
        ("shop", "SELECT \"{data.id}\"", &mapping, "database/misplaced-placeholder"),
        ("shop", "SELECT ?", &[], "database/unbound-parameter"),
        ("shop", "SELECT 1 AS a, 2 AS a", &[], "database/duplicate-column"),
        ("shop", "SELECT id FROM t", &["--limit", "2"], "database/row-limit"),
        (
            "shop",
            &format!("SELECT count(*) AS c FROM ({endless})"),
            &["--timeout", "1"],
            "database/timed-out",
        ),
        ("shop", "SELECT nothing FROM t", &[], "database/query-failed"),
        ("shop", "SELECT CAST(x'ff' AS TEXT) AS b", &[], "database/unreadable-value"),
        (
            "shop",
            "SELECT 1",
            &["--tc-id", "TC-2", "--mapping", "mapping.json"],
            "query_database/unknown-tc",
        ),
    ] {
        let arguments = [&["--db", db, "--sql", sql], more].concat();
        ask(&project, &arguments)
            .code(2)
            .stdout("")
            .stderr(contains(format!("[{code}]")).and(contains("\n").count(1)));
    }
    let null =
        r#"{"sheet_version":"v1","created_at":"x","mappings":{"TC-1":{"data":{"id":null}}}}"#;
    project.write("null.json", null);
    let arguments =
        ["--db", "shop", "--sql", "SELECT {data.id}", "--tc-id", "TC-1", "--mapping", "null.json"];
    ask(&project, &arguments).code(2).stderr(contains("[database/unusable-value]"));
    let file = ["--db", "shop", "--sql-file", "latin.sql"];
    ask(&project, &file).code(2).stderr(contains("[store/not-utf8]"));
    ask(&project, &["--db", "shop"]).code(2).stderr(contains("[cli/usage]"));
}

#[test]
fn servers_are_asked_alike() {
    let postgres = Cluster::postgres().database("");
    let mariadb = Cluster::mariadb().database("");
    let project = Project::new();
    for url in [postgres, mariadb] {
        let sql = "SELECT CAST(0.10 AS DECIMAL(10,2)) AS price, 'a' AS name";
        ask(&project, &["--db", &url, "--sql", sql])
            .success()
            .stdout(contains("\"price\": 0.10").and(contains("secret").not()))
            .stderr(contains("1 row from").and(contains("secret").not()));
    }
}
