//! Refuses every statement that is not one single query, and functions that reach beyond it.
//!
//! This is the first of two locks; the second is the session, which is opened read-only. A
//! function that a database defines itself cannot be judged from the text: there the second holds.

use crate::{Dialect, Error};
use sqlparser::{
    ast::{Query, Select, Statement, Visit, Visitor},
    parser::Parser,
    tokenizer::{Token, Tokenizer, Whitespace},
};
use std::ops::ControlFlow;

/// How deep expressions may be nested.
const DEPTH: usize = 200;

/// Functions that act on the server, its files, other sessions or other servers. Those that a
/// read-only transaction lets through are what this list is for; the rest is listed for clarity.
const REFUSED: [&str; 40] = [
    // PostgreSQL: other sessions, the server, its files, SQL inside a text.
    "cursor_to_xml",
    "database_to_xml",
    "nextval",
    "pg_cancel_backend",
    "pg_export_snapshot",
    "pg_log_backend_memory_contexts",
    "pg_logical_emit_message",
    "pg_notify",
    "pg_promote",
    "pg_read_binary_file",
    "pg_read_file",
    "pg_reload_conf",
    "pg_rotate_logfile",
    "pg_start_backup",
    "pg_stat_file",
    "pg_stop_backup",
    "pg_switch_wal",
    "pg_terminate_backend",
    "pg_try_advisory_lock",
    "query_to_xml",
    "query_to_xml_and_xmlschema",
    "query_to_xmlschema",
    "set_config",
    "setval",
    // MariaDB, MySQL: files, locks, programs.
    "get_lock",
    "load_file",
    "master_pos_wait",
    "release_all_locks",
    "release_lock",
    "source_pos_wait",
    "sys_eval",
    "sys_exec",
    "sys_set",
    "wait_for_executed_gtid_set",
    // SQLite: code and files.
    "edit",
    "fts3_tokenizer",
    "load_extension",
    "readfile",
    "writefile",
    "zipfile",
];

/// Families of such functions (PostgreSQL), by how their names begin.
const REFUSED_FAMILIES: [&str; 14] = [
    "dblink",
    "lo_",
    "pg_advisory",
    "pg_backup",
    "pg_copy_",
    "pg_create_",
    "pg_drop_",
    "pg_file_",
    "pg_ls_",
    "pg_replication_",
    "pg_stat_reset",
    "pg_try_advisory",
    "pg_wal_replay_",
    "pg_logical_slot_",
];

/// Says yes to one single query that contains nothing but queries.
pub(super) fn check(text: &str, dialect: Dialect) -> Result<(), Error> {
    if text.is_empty() {
        return Err(refuse("the statement is empty"));
    }
    let tokens = Tokenizer::new(dialect.parser(), text)
        .tokenize()
        .map_err(|error| refuse(format!("the statement is not understood: {error}")))?;
    // All comments are gone by now: what the parser takes for one, the server would run.
    if tokens.iter().any(is_comment) {
        return Err(refuse("what looks like a comment is none to every server"));
    }
    if tokens.contains(&Token::SemiColon) {
        return Err(refuse("there is more than one statement"));
    }
    refused_function(&tokens)?;
    let statements = Parser::new(dialect.parser())
        .with_recursion_limit(DEPTH)
        .with_tokens(tokens)
        .parse_statements()
        .map_err(|error| refuse(format!("the statement is not understood as a query: {error}")))?;
    let [statement] = statements.as_slice() else {
        return Err(refuse("there is more than one statement"));
    };
    match statement.visit(&mut OnlyQueries) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(reason) => Err(refuse(reason)),
    }
}

fn is_comment(token: &Token) -> bool {
    let Token::Whitespace(space) = token else { return false };
    matches!(space, Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_))
}

fn refuse(reason: impl Into<String>) -> Error {
    Error::NotOneQuery { reason: reason.into() }
}

/// Looks for `name (` among the tokens, so that no corner of the syntax tree is forgotten.
fn refused_function(tokens: &[Token]) -> Result<(), Error> {
    let mut code = tokens.iter().filter(|token| !matches!(token, Token::Whitespace(_))).peekable();
    while let Some(token) = code.next() {
        if let (Token::Word(word), Some(Token::LParen)) = (token, code.peek()) {
            let name = word.value.to_lowercase();
            if REFUSED.contains(&name.as_str())
                || REFUSED_FAMILIES.iter().any(|family| name.starts_with(family))
            {
                return Err(Error::RefusedFunction { name });
            }
        }
    }
    Ok(())
}

/// Walks the whole tree: every statement in it is a query, and no query writes or locks.
struct OnlyQueries;

impl Visitor for OnlyQueries {
    type Break = &'static str;

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<Self::Break> {
        match statement {
            Statement::Query(_) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(
                "it is no query (SELECT, WITH, VALUES), or holds a statement that is none",
            ),
        }
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<Self::Break> {
        if !query.locks.is_empty() {
            return ControlFlow::Break("it locks rows (FOR UPDATE, FOR SHARE)");
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<Self::Break> {
        if select.into.is_some() {
            return ControlFlow::Break("it writes its rows somewhere (SELECT … INTO)");
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Dialect; 4] =
        [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql, Dialect::Portable];

    fn accepted(dialects: &[Dialect], text: &str) {
        for dialect in dialects {
            assert_eq!(check(text, *dialect).map_err(|e| e.to_string()), Ok(()), "{text}");
        }
    }

    fn refused(dialects: &[Dialect], text: &str) {
        for dialect in dialects {
            assert!(check(text, *dialect).is_err(), "{dialect:?}: {text}");
        }
    }

    #[test]
    fn queries_pass() {
        for text in [
            "SELECT 1",
            "SELECT a, count(*) FROM t WHERE b LIKE '%;%' GROUP BY a HAVING count(*) > 1 LIMIT 5",
            "WITH x AS (SELECT 1 AS a) SELECT * FROM x JOIN y USING (a) ORDER BY 1 DESC",
            "SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3",
            "(SELECT 1) UNION (SELECT 2)",
            "SELECT CASE WHEN a IS NULL THEN 'x' ELSE CAST(b AS CHAR) END AS c FROM t",
            "SELECT sum(x) OVER (PARTITION BY a ORDER BY b) AS s FROM t",
            "SELECT * FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n",
        ] {
            accepted(&ALL, text);
        }
        accepted(&[Dialect::Sqlite, Dialect::Postgres], "VALUES (1, 'a'), (2, 'b')");
    }

    #[test]
    fn each_dialects_own_words_pass() {
        for text in [
            "SELECT a::numeric(10,2), b->>'x', c #> '{a,b}' FROM t WHERE d = ANY(ARRAY[1,2])",
            "SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b NULLS LAST",
            "SELECT now() AT TIME ZONE 'UTC', INTERVAL '1 day', DATE '2024-01-01'",
            "SELECT g FROM generate_series(1, 3) AS g",
            "SELECT count(*) FILTER (WHERE a > 1) FROM t",
            "SELECT 'a' ~* 'b', x @> '{}' FROM t, LATERAL (SELECT 1 AS x) AS l",
            "SELECT E'\\n', $$text$$, U&'\\0041'",
        ] {
            accepted(&[Dialect::Postgres], text);
        }
        for text in [
            "SELECT `a`, IFNULL(b, \"c\"), GROUP_CONCAT(d ORDER BY e SEPARATOR ',') FROM t LIMIT 2, 3",
            "SELECT DATE_ADD(a, INTERVAL 1 DAY), b <=> NULL FROM t WHERE c REGEXP '^x'",
            "SELECT CONCAT(\"a\", _utf8mb4 X'5C', '%')",
            "SELECT _utf8mb4 X'5C', a DIV 2, NOT b, c XOR d FROM db.t FORCE INDEX (i)",
            "SELECT JSON_EXTRACT(a, '$.x'), a->'$.x', a->>'$.x' FROM t",
        ] {
            accepted(&[Dialect::Mysql], text);
        }
        for text in [
            "SELECT [a b], `c`, strftime('%Y', d), e || f, typeof(g) FROM t WHERE h GLOB 'x*'",
            "SELECT json_extract(a, '$.b'), a ->> 'x' FROM t, json_each(t.b) AS j",
            "SELECT name FROM pragma_table_info('t')",
            "SELECT rowid, x'00ff' FROM t WHERE a IS NOT NULL AND b = 'x' COLLATE NOCASE",
        ] {
            accepted(&[Dialect::Sqlite], text);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "SELECT",
            "nonsense",
            "SELECT 1; SELECT 2",
            "SELECT 1;; DROP TABLE t",
            "INSERT INTO t VALUES (1)",
            "UPDATE t SET a = 1",
            "DELETE FROM t",
            "DROP TABLE t",
            "CREATE TABLE x AS SELECT 1",
            "EXPLAIN SELECT 1",
            "SET a = 1",
            "COMMIT",
            "SELECT * FROM t FOR UPDATE",
            "SELECT * FROM (SELECT * FROM t FOR UPDATE) AS x",
            "CALL p()",
        ] {
            refused(&ALL, text);
        }
        for text in [
            "SELECT * INTO x FROM t",
            "SELECT a FROM (SELECT 1 AS a INTO x) AS y",
            "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
            "WITH x AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM x",
            "WITH x AS (UPDATE t SET a = 1 RETURNING *) SELECT 1",
            "SELECT * FROM t FOR SHARE",
            "COPY t TO '/tmp/x'",
            "DO $$ BEGIN END $$",
            "LISTEN x",
            "VACUUM",
            "BEGIN",
        ] {
            refused(&[Dialect::Postgres], text);
        }
        for text in [
            "SELECT 1 INTO OUTFILE '/tmp/x'",
            "SELECT 1 INTO DUMPFILE '/tmp/x'",
            "SELECT a INTO @x FROM t",
            "SELECT * FROM t LOCK IN SHARE MODE",
            "LOAD DATA INFILE 'x' INTO TABLE t",
            "HANDLER t OPEN",
            "REPLACE INTO t VALUES (1)",
        ] {
            refused(&[Dialect::Mysql], text);
        }
        for text in
            ["ATTACH DATABASE 'x' AS y", "PRAGMA user_version = 5", "REPLACE INTO t VALUES (1)"]
        {
            refused(&[Dialect::Sqlite], text);
        }
    }

    #[test]
    fn what_only_the_parser_takes_for_a_comment_is_refused() {
        for (dialect, text) in [
            (Dialect::Mysql, "SELECT 1 --1 INTO OUTFILE '/x'"),
            (Dialect::Mysql, "SELECT 1 /*! INTO OUTFILE '/x' */"),
            (Dialect::Postgres, "SELECT 1 -- x"),
            (Dialect::Portable, "SELECT 1 # INTO OUTFILE '/x'"),
            (Dialect::Sqlite, "SELECT 1 # 2"),
        ] {
            refused(&[dialect], text);
        }
        accepted(&[Dialect::Postgres], "SELECT 5 # 3, a #> b, c #>> d FROM t");
        accepted(&[Dialect::Mysql], "SELECT 3 - -1 AS a");
    }

    #[test]
    fn functions_that_reach_further_are_refused() {
        for text in [
            "SELECT pg_terminate_backend(1)",
            "SELECT * FROM pg_read_file('/etc/passwd')",
            "SELECT pg_catalog.\"pg_read_file\"('/etc/passwd')",
            "SELECT lo_import ('/etc/passwd')",
            "SELECT * FROM dblink('x', 'DELETE FROM t') AS x(a int)",
            "SELECT a FROM t ORDER BY nextval('s')",
            "SELECT set_config('transaction_read_only', 'off', false)",
            "SELECT query_to_xml('SELECT 1', true, true, '')",
        ] {
            refused(&[Dialect::Postgres], text);
        }
        refused(&[Dialect::Mysql], "SELECT LOAD_FILE('/etc/passwd')");
        refused(&[Dialect::Mysql], "SELECT `load_file`('/etc/passwd')");
        refused(&[Dialect::Sqlite], "SELECT load_extension('x')");
        accepted(&[Dialect::Postgres], "SELECT nextval FROM lo_table WHERE pg_read_file = 1");
    }
}
