//! MariaDB, started from Debian's package.

use super::{Asker, placeholders_are_data, polls_see_what_is_new, refusals};
use std::time::Duration;
use testkit::cluster::Cluster;

const SETUP: &str = r#"
    CREATE TABLE t (
        id INT PRIMARY KEY, tiny TINYINT(1), small SMALLINT, big BIGINT, ubig BIGINT UNSIGNED,
        d DECIMAL(30,10), dz DECIMAL(8,2) ZEROFILL, zi INT(6) ZEROFILL, f FLOAT, dbl DOUBLE,
        bits BIT(10), y YEAR, c CHAR(5), v VARCHAR(20), latin VARCHAR(20) CHARACTER SET latin1,
        tx LONGTEXT, bin BINARY(3), vbin VARBINARY(10), bl LONGBLOB, e ENUM('one','two'),
        st SET('a','b','c'), dt DATETIME, dt3 DATETIME(3), ts TIMESTAMP(6) NULL, da DATE, ti TIME,
        ti2 TIME(2), zero DATE, zerodt DATETIME, j JSON, u UUID, ip INET6, p POINT, n INT NULL
    );
    SET sql_mode = '';
    SET time_zone = '+00:00';
    INSERT INTO t VALUES (1, 2, -3, -9223372036854775808, 18446744073709551615,
        12345678901234567890.1234567890, 1.5, 42, 0.1, 0.1,
        b'1000000001', 2026, 'ab', '텍스트', 'é',
        'long', 'a', x'00ff', x'00ff', 'two',
        'a,c', '2026-01-02 03:04:05', '2026-01-02 03:04:05.120', '2026-01-02 03:04:05.123456',
        '2026-01-02', '-838:59:59', '03:04:05.5', '0000-00-00', '0000-00-00 00:00:00',
        '{"b": 0.10, "a": [12345678901234567890]}', '550e8400-e29b-41d4-a716-446655440000',
        '::1', POINT(1,2), NULL);
"#;

const VALUES: [(&str, &str); 45] = [
    ("id", "1"),
    ("tiny", "2"),
    ("small", "-3"),
    ("big", "-9223372036854775808"),
    ("ubig", "18446744073709551615"),
    ("d", "12345678901234567890.1234567890"),
    ("dz", "1.50"),
    ("zi", "42"),
    ("f", "0.1"),
    ("dbl", "0.1"),
    ("bits", "513"),
    ("y", "2026"),
    ("c", r#""ab""#),
    ("v", r#""텍스트""#),
    ("latin", r#""é""#),
    ("tx", r#""long""#),
    ("bin", r#""YQAA""#),
    ("vbin", r#""AP8=""#),
    ("bl", r#""AP8=""#),
    ("e", r#""two""#),
    ("st", r#""a,c""#),
    ("dt", r#""2026-01-02T03:04:05""#),
    ("dt3", r#""2026-01-02T03:04:05.120""#),
    ("ts", r#""2026-01-02T03:04:05.123456+00:00""#),
    ("da", r#""2026-01-02""#),
    ("ti", r#""-838:59:59""#),
    ("ti2", r#""03:04:05.50""#),
    ("zero", r#""0000-00-00""#),
    ("zerodt", r#""0000-00-00T00:00:00""#),
    ("j", r#"{"b":0.10,"a":[12345678901234567890]}"#),
    ("u", r#""550e8400-e29b-41d4-a716-446655440000""#),
    ("ip", r#""::1""#),
    ("p", r#""AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==""#),
    ("n", "null"),
    ("0.10", "0.10"),
    ("0.1e0 + 0.2e0", "0.30000000000000004"),
    ("1e300", "1e300"),
    ("true", "1"),
    ("\"text\"", r#""text""#),
    ("COUNT(*)", "1"),
    ("SUM(d)", "12345678901234567890.1234567890"),
    ("CAST('2026-01-02' AS DATE)", r#""2026-01-02""#),
    ("CAST('2026-01-02 03:04:05.12' AS DATETIME(2))", r#""2026-01-02T03:04:05.12""#),
    ("CONCAT('a', 1)", r#""a1""#),
    ("x'00ff'", r#""AP8=""#),
];

#[test]
fn values_come_back_faithfully_and_nothing_is_written() {
    let cluster = Cluster::mariadb();
    let url = cluster.database(SETUP);
    let name = url.rsplit_once('/').unwrap().1;
    cluster.run(name, "SET GLOBAL time_zone = '+00:00'");
    Asker::new(&url).check_values("FROM t GROUP BY id", &VALUES);
    cluster.run(name, "SET GLOBAL time_zone = '+09:00'");
    Asker::new(&url).check_values("FROM t", &[("ts", r#""2026-01-02T12:04:05.123456+09:00""#)]);
    for mode in [
        "",
        "NO_BACKSLASH_ESCAPES",
        "ANSI_QUOTES",
        "ANSI,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH",
    ] {
        cluster.run(name, &format!("SET GLOBAL sql_mode = '{mode}'"));
        placeholders_are_data(&url);
    }
    cluster.run(name, "SET GLOBAL sql_mode = DEFAULT");

    refusals(&url);
    let asker = Asker::new(&url);
    assert_eq!(asker.error("SELECT ? AS a").0, "database/unbound-parameter");
    assert_eq!(asker.error("SELECT 1 INTO OUTFILE '/tmp/x'").0, "database/not-one-query");
    assert_eq!(asker.error("SELECT 1 /*! INTO OUTFILE '/tmp/x' */").0, "database/not-one-query");
    cluster.run(
        name,
        "CREATE SEQUENCE s; CREATE TABLE w (a INT) ENGINE=MyISAM;
        DELIMITER //
        CREATE FUNCTION sly() RETURNS INT BEGIN INSERT INTO w VALUES (1); RETURN 1; END//
        DELIMITER ;",
    );
    for sql in ["SELECT sly() AS a", "SELECT NEXT VALUE FOR s AS a"] {
        let (code, line) = asker.error(sql);
        assert!(["database/query-failed", "database/not-one-query"].contains(&code), "{line}");
    }
    assert_eq!(cluster.run(name, "SELECT COUNT(*) FROM w"), "0");
    polls_see_what_is_new(&url, |sql| {
        cluster.run(name, sql);
    });

    let hasty = Asker::new(&url).with_limits(10, Duration::from_millis(100));
    let slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) \
                SELECT COUNT(*) AS c FROM n a, n b, n c, n d";
    assert_eq!(hasty.error(slow).0, "database/timed-out");
}

#[test]
fn connections_follow_the_url() {
    let cluster = Cluster::mariadb();
    let url = cluster.database("");
    let name = url.rsplit_once('/').unwrap().1;
    cluster.run(
        name,
        "CREATE USER 'to be @ tested' IDENTIFIED BY 'p@ss/w:rd?';
                       GRANT SELECT ON *.* TO 'to be @ tested';",
    );
    let escaped = format!(
        "mysql://to%20be%20%40%20tested:p%40ss%2Fw%3Ard%3F@localhost:{}/{name}?charset=utf8mb4",
        cluster.port()
    );
    assert_eq!(Asker::new(&escaped).rows("SELECT 1 AS a"), r#"[{"a":1}]"#);
    let socket =
        format!("mysql://root@localhost/{name}?socket={}/socket", cluster.folder().display());
    assert_eq!(Asker::new(&socket).rows("SELECT 1 AS a"), r#"[{"a":1}]"#);
    let wrong = url.replace(":secret@", ":wr0ng-pass@");
    let (code, line) = Asker::new(&wrong).error("SELECT 1");
    assert_eq!(code, "database/cannot-connect");
    assert!(line.contains("Access denied") && !line.contains("wr0ng"), "{line}");
    let (code, line) = Asker::new(&format!("{url}?ssl-mode=REQUIRED")).error("SELECT 1");
    assert_eq!(code, "database/cannot-connect");
    assert!(line.contains("encrypt"), "{line}");
}
