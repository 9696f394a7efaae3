//! Which SQL a statement is written in.

use sqlparser::dialect as parser;

/// The three kinds of database, and what stands for any of them when nobody knows which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A SQLite file.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MariaDB and MySQL.
    Mysql,
    /// Unknown: a database that only an agent's own server reaches. Only what means the same in
    /// all three is accepted.
    Portable,
}

impl Dialect {
    /// The dialect that the name of an agent's database server tells (`postgres_orders`), else
    /// [`Dialect::Portable`].
    pub fn of_server(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let words: Vec<&str> = name.split(['_', '-', '.']).collect();
        let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
        if has(&["postgres", "postgresql", "pg"]) {
            Self::Postgres
        } else if has(&["mysql", "mariadb"]) {
            Self::Mysql
        } else if has(&["sqlite", "sqlite3"]) {
            Self::Sqlite
        } else {
            Self::Portable
        }
    }

    pub(crate) fn parser(self) -> &'static dyn parser::Dialect {
        match self {
            Self::Sqlite => &parser::SQLiteDialect {},
            Self::Postgres => &parser::PostgreSqlDialect {},
            Self::Mysql => &parser::MySqlDialect {},
            Self::Portable => &parser::GenericDialect,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_name_tells_its_dialect() {
        for (name, expected) in [
            ("postgres_orders", Dialect::Postgres),
            ("orders-pg", Dialect::Postgres),
            ("MySQL", Dialect::Mysql),
            ("mariadb.shop", Dialect::Mysql),
            ("sqlite_demo", Dialect::Sqlite),
            ("page_store", Dialect::Portable),
        ] {
            assert_eq!(Dialect::of_server(name), expected, "{name}");
        }
    }
}
