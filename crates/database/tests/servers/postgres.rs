//! PostgreSQL, started from Debian's package.

use super::{Asker, placeholders_are_data, polls_see_what_is_new, refusals};
use std::time::Duration;
use testkit::cluster::Cluster;

const SETUP: &str = "
    CREATE TYPE mood AS ENUM ('happy', 'so so');
    CREATE DOMAIN price AS numeric(10,2);
    CREATE TYPE pair AS (a int, b text);
    CREATE TABLE t (id int);
    INSERT INTO t VALUES (1);
    CREATE SEQUENCE s;
    CREATE FUNCTION sly() RETURNS int LANGUAGE sql AS 'DELETE FROM t RETURNING id';
";

/// Expressions and what they come back as.
const VALUES: [(&str, &str); 62] = [
    ("1::smallint", "1"),
    ("9223372036854775807::bigint", "9223372036854775807"),
    ("0.10::numeric", "0.10"),
    (
        "12345678901234567890.123456789012345678900::numeric",
        "12345678901234567890.123456789012345678900",
    ),
    ("1e400::numeric - 1e400::numeric", "0"),
    ("0.1::numeric(10,3)", "0.100"),
    ("'NaN'::numeric", r#""NaN""#),
    ("'-Infinity'::numeric", r#""-Infinity""#),
    ("0.1::float8", "0.1"),
    ("0.1::float4", "0.1"),
    ("1e300::float8", "1e+300"),
    ("(0.1::float8 + 0.2::float8)", "0.30000000000000004"),
    ("'NaN'::float8", r#""NaN""#),
    ("'Infinity'::float4", r#""Infinity""#),
    ("true", "true"),
    ("NULL::boolean", "null"),
    ("'a  '::char(5)", r#""a    ""#),
    ("'텍스트'::text", r#""텍스트""#),
    ("'x'::\"char\"", r#""x""#),
    ("'name'::name", r#""name""#),
    ("'2026-01-02 03:04:05'::timestamp", r#""2026-01-02T03:04:05""#),
    ("'2026-01-02 03:04:05.12'::timestamp", r#""2026-01-02T03:04:05.12""#),
    ("'2026-01-02 03:04:05.123456+09'::timestamptz", r#""2026-01-01T18:04:05.123456+00:00""#),
    ("'infinity'::timestamptz", r#""infinity""#),
    ("'2026-01-02'::date", r#""2026-01-02""#),
    ("'03:04:05.5'::time", r#""03:04:05.5""#),
    ("'03:04:05+09'::timetz", r#""03:04:05+09:00""#),
    ("'1 day 2 hours'::interval", r#""1 day 02:00:00""#),
    (r"'\x00ff'::bytea", r#""AP8=""#),
    (r"''::bytea", r#""""#),
    (r#"'{"a": 0.10, "b": 12345678901234567890}'::json"#, r#"{"a":0.10,"b":12345678901234567890}"#),
    (r#"'{"a": 0.10, "z": 1, "b": [1e2]}'::jsonb"#, r#"{"a":0.10,"b":[100],"z":1}"#),
    ("'null'::json", "null"),
    ("'550e8400-e29b-41d4-a716-446655440000'::uuid", r#""550e8400-e29b-41d4-a716-446655440000""#),
    ("'10.0.0.1'::inet", r#""10.0.0.1""#),
    ("'10.0.0.0/8'::cidr", r#""10.0.0.0/8""#),
    ("'08:00:2b:01:02:03'::macaddr", r#""08:00:2b:01:02:03""#),
    ("'so so'::mood", r#""so so""#),
    ("9.5::price", "9.50"),
    ("ROW(1,'x y')::pair", r#""(1,\"x y\")""#),
    ("'[1,5)'::int4range", r#""[1,5)""#),
    ("1234.5::money", r#""$1,234.50""#),
    ("'<a/>'::xml", r#""<a/>""#),
    ("B'1010'", r#""1010""#),
    ("'(1,2)'::point", r#""(1,2)""#),
    ("'a b'::tsvector", r#""'a' 'b'""#),
    ("'t'::regclass", r#""t""#),
    ("4294967295::oid", "4294967295"),
    ("'1 2 3'::int2vector", r#""1 2 3""#),
    ("'0/16B3748'::pg_lsn", r#""0/16B3748""#),
    ("ARRAY[1,NULL,3]", "[1,null,3]"),
    ("ARRAY[0.10,2]::numeric[]", "[0.10,2]"),
    ("ARRAY[9.5]::price[]", "[9.50]"),
    ("ARRAY['a,b','c\"d','NULL',NULL,'']", r#"["a,b","c\"d","NULL",null,""]"#),
    ("ARRAY[[1,2],[3,4]]", "[[1,2],[3,4]]"),
    ("'{}'::text[]", "[]"),
    ("ARRAY['so so']::mood[]", r#"["so so"]"#),
    ("ARRAY['{\"a\":0.10}'::jsonb]", r#"[{"a":0.10}]"#),
    ("ARRAY['2026-01-02 03:04:05+00'::timestamptz]", r#"["2026-01-02T03:04:05+00:00"]"#),
    ("ARRAY[true,false]", "[true,false]"),
    ("'[0:1]={7,8}'::int[]", "[7,8]"),
    ("array_agg(id)", "[1]"),
];

#[test]
fn values_come_back_faithfully_and_nothing_is_written() {
    let cluster = Cluster::postgres();
    let url = cluster.database(SETUP);
    let name = url.rsplit_once('/').unwrap().1;
    cluster.run(name, &format!("ALTER DATABASE {name} SET timezone = 'UTC'"));
    Asker::new(&url).check_values("FROM t GROUP BY id", &VALUES);
    // Whatever the server is set to.
    for setting in [
        "datestyle = 'German'",
        "intervalstyle = 'iso_8601'",
        "bytea_output = 'escape'",
        "extra_float_digits = -3",
        "standard_conforming_strings = off",
    ] {
        cluster.run(name, &format!("ALTER DATABASE {name} SET {setting}"));
    }
    Asker::new(&url).check_values("FROM t GROUP BY id", &VALUES);
    placeholders_are_data(&url);
    cluster.run(name, &format!("ALTER DATABASE {name} SET timezone = 'Asia/Seoul'"));
    Asker::new(&url).check_values(
        "",
        &[("'2026-01-01 18:04:05+00'::timestamptz", r#""2026-01-02T03:04:05+09:00""#)],
    );

    refusals(&url);
    let asker = Asker::new(&url);
    assert_eq!(asker.error("SELECT $1::int AS a").0, "database/unbound-parameter");
    let (code, line) = asker.error("SELECT sly()");
    assert_eq!(code, "database/query-failed");
    assert!(line.contains("read-only transaction"), "{line}");
    assert_eq!(cluster.run(name, "SELECT count(*) FROM t"), "1");
    polls_see_what_is_new(&url, |sql| {
        cluster.run(name, sql);
    });

    let hasty = Asker::new(&url).with_limits(10, Duration::from_millis(100));
    assert_eq!(hasty.error("SELECT pg_sleep(20)").0, "database/timed-out");
    let many = Asker::new(&url).with_limits(1000, Duration::from_secs(30));
    assert_eq!(many.error("SELECT generate_series(1, 100000000) AS n").0, "database/row-limit");
}

#[test]
fn reserved_words_are_quoted() {
    let words = "SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')";
    for word in Cluster::postgres().run("postgres", words).lines() {
        let quoted = database::identifier(word, database::Dialect::Postgres);
        assert_eq!(quoted, Some(format!("\"{word}\"")));
    }
}

#[test]
fn connections_follow_the_url() {
    let cluster = Cluster::postgres();
    let url = cluster.database("CREATE SCHEMA \"my shop\"; CREATE TABLE \"my shop\".x (a int);");
    let name = url.rsplit_once('/').unwrap().1;
    let socket = format!(
        "postgresql:///{name}?host={}&port={}&user=proctor&connection_limit=5",
        cluster.folder().display(),
        cluster.port()
    );
    assert_eq!(Asker::new(&socket).rows("SELECT 1 AS a"), r#"[{"a":1}]"#);
    let schema = format!("{url}?schema=my%20shop");
    assert_eq!(Asker::new(&schema).rows("SELECT a FROM x"), "[]");
    let wrong = url.replace(":secret@", ":wr0ng-pass@");
    let (code, line) = Asker::new(&wrong).error("SELECT 1");
    assert_eq!(code, "database/cannot-connect");
    assert!(line.contains("password authentication failed") && !line.contains("wr0ng"), "{line}");
    let (code, line) = Asker::new(&format!("{url}?sslmode=require")).error("SELECT 1");
    assert_eq!(code, "database/cannot-connect");
    assert!(line.contains("TLS"), "{line}");
    let nobody = "postgres://me:hidden@127.0.0.1:1/db";
    let (code, line) = Asker::new(nobody).error("SELECT 1");
    assert_eq!(code, "database/cannot-connect");
    assert!(line.contains("127.0.0.1:1/db") && !line.contains("hidden"), "{line}");
}
