//! Where a database is: a URL, or a name that stands for one.

use crate::{Dialect, Error, mysql::MysqlTarget, postgres::PostgresTarget};
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Endings of a bare path that is a SQLite file.
const FILE_ENDINGS: [&str; 3] = [".db", ".sqlite", ".sqlite3"];

/// Words of a server's name that only say what kind of server it is.
const KINDS: [&str; 9] =
    ["postgresql", "postgres", "pg", "mysql", "mariadb", "sqlite", "db", "database", "mcp"];

/// A database as it may be shown: its URL without user, password and parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown(String);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Shown {
    /// Whatever is wrong with the URL, nothing that could be part of a password is kept.
    fn of(url: &str) -> Self {
        let Some((scheme, rest)) = url.split_once("://") else {
            return Self(url.split_once('?').map_or(url, |(path, _)| path).to_owned());
        };
        let (head, tail) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
        let head = if tail.contains('@') { "…" } else { head };
        let head = head.rsplit_once('@').map_or(head, |(_, host)| host);
        Self(format!("{scheme}://{head}"))
    }
}

/// A database that can be connected to. It holds the password and never shows it.
#[derive(Clone)]
pub struct Source {
    target: Target,
    shown: Shown,
}

#[derive(Clone)]
pub(crate) enum Target {
    Sqlite(PathBuf),
    Postgres(Box<PostgresTarget>),
    Mysql(Box<MysqlTarget>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.shown)
    }
}

impl Source {
    /// Reads a URL as conventions.md has them; a relative SQLite path is relative to `project`.
    pub fn parse(url: &str, project: &Path) -> Result<Self, Error> {
        let shown = Shown::of(url);
        let bad = |reason: String| Error::BadUrl { url: shown.to_string(), reason };
        let target = match dialect_of(url) {
            Some(Dialect::Sqlite) => Target::Sqlite(project.join(sqlite_path(url))),
            Some(Dialect::Postgres) => {
                Target::Postgres(Box::new(PostgresTarget::parse(url, project).map_err(bad)?))
            }
            Some(Dialect::Mysql) => {
                Target::Mysql(Box::new(MysqlTarget::parse(url, project).map_err(bad)?))
            }
            Some(Dialect::Portable) | None => {
                return Err(bad("its beginning is not known".into()));
            }
        };
        Ok(Self { target, shown })
    }

    /// The dialect that its statements are written in.
    pub fn dialect(&self) -> Dialect {
        match self.target {
            Target::Sqlite(_) => Dialect::Sqlite,
            Target::Postgres(_) => Dialect::Postgres,
            Target::Mysql(_) => Dialect::Mysql,
        }
    }

    /// The URL without its secrets.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }
}

/// The dialect of a database URL; `None` for text that is none (a name).
pub(crate) fn dialect_of(url: &str) -> Option<Dialect> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("sqlite") => Some(Dialect::Sqlite),
        Some("postgres" | "postgresql") => Some(Dialect::Postgres),
        Some("mysql" | "mariadb") => Some(Dialect::Mysql),
        _ if FILE_ENDINGS.iter().any(|ending| url.to_ascii_lowercase().ends_with(ending)) => {
            Some(Dialect::Sqlite)
        }
        _ => None,
    }
}

/// `sqlite:PATH`, `sqlite://PATH`, `sqlite:///ABS` or a bare path; parameters are dropped.
fn sqlite_path(url: &str) -> &str {
    let Some(rest) = url.get(..7).filter(|s| s.eq_ignore_ascii_case("sqlite:")).map(|_| &url[7..])
    else {
        return url;
    };
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    rest.split_once('?').map_or(rest, |(path, _)| path)
}

/// Finds the database that `db` means: a URL, a configured name, or the name of an agent's database
/// server or tool (`mcp__postgres_orders__query` means `orders`).
///
/// `lookup` gives the URL of a configured name; `known` lists those names for the error.
pub fn locate<E: From<Error>>(
    db: &str,
    project: &Path,
    known: &[&str],
    lookup: impl Fn(&str) -> Result<Option<String>, E>,
) -> Result<Source, E> {
    for name in names_for(db) {
        if let Some(url) = lookup(name)? {
            return Ok(Source::parse(&url, project)?);
        }
    }
    if dialect_of(db).is_some() {
        return Ok(Source::parse(db, project)?);
    }
    let known = if known.is_empty() { "none".into() } else { known.join(", ") };
    Err(Error::UnknownDatabase { name: db.into(), known }.into())
}

/// The dialect of the database that `db` means, without connecting: by its URL, by the URL that is
/// configured for it (variables in it unfilled), else by what its name says.
pub fn dialect_for<'a>(db: &str, configured: impl Fn(&str) -> Option<&'a str>) -> Dialect {
    let configured = names_for(db).into_iter().find_map(configured).and_then(dialect_of);
    configured.or_else(|| dialect_of(db)).unwrap_or_else(|| Dialect::of_server(db))
}

/// What evidence calls the database: the name as it was given, a URL without its secrets.
pub fn public_name(db: &str) -> String {
    if dialect_of(db).is_some() { Shown::of(db).to_string() } else { db.to_owned() }
}

/// The configured names that `db` may stand for, most exact first.
fn names_for(db: &str) -> Vec<&str> {
    let mut names = vec![db];
    let server = match db.strip_prefix("mcp__") {
        Some(rest) => rest.split_once("__").map_or(rest, |(server, _)| server),
        None => db,
    };
    names.push(server);
    let mut rest = server;
    while let Some((word, behind)) = rest.split_once(['_', '-']) {
        if !KINDS.contains(&word.to_ascii_lowercase().as_str()) {
            break;
        }
        rest = behind;
        names.push(rest);
    }
    while let Some((before, word)) = rest.rsplit_once(['_', '-']) {
        if !KINDS.contains(&word.to_ascii_lowercase().as_str()) {
            break;
        }
        rest = before;
        names.push(rest);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_paths_have_five_forms() {
        for (url, expected) in [
            ("sqlite:data/shop.db", "/p/data/shop.db"),
            ("sqlite://data/shop.db", "/p/data/shop.db"),
            ("sqlite:///var/shop", "/var/shop"),
            ("SQLITE:/var/shop?mode=ro", "/var/shop"),
            ("주문 1.sqlite3", "/p/주문 1.sqlite3"),
            ("/var/Shop.DB", "/var/Shop.DB"),
        ] {
            let source = Source::parse(url, Path::new("/p")).unwrap();
            assert!(
                matches!(source.target(), Target::Sqlite(path) if path == Path::new(expected)),
                "{url}"
            );
        }
    }

    #[test]
    fn nothing_of_a_password_is_shown() {
        for (url, expected) in [
            ("postgres://me:pa@ss@host:5/db?password=x", "postgres://host:5/db"),
            ("postgres://me:p?w@host/db", "postgres://…"),
            ("postgres://host/db?user=a&password=x@y", "postgres://…"),
            ("mysql://me:p#w@host/db", "mysql://…"),
            ("mysql://me:p/w@host/db", "mysql://host/db"),
            ("sqlite:a.db?key=secret", "sqlite:a.db"),
        ] {
            assert_eq!(Shown::of(url).to_string(), expected);
        }
        let source = Source::parse("postgres://me:hidden@host/db", Path::new("/p")).unwrap();
        assert!(!format!("{source:?} {}", source.shown()).contains("hidden"));
    }

    #[test]
    fn names_are_looked_up_from_exact_to_loose() {
        let check = |db: &str, configured: &str| {
            locate::<Error>(db, Path::new("/p"), &[configured], |name| {
                Ok((name == configured).then(|| "sqlite:x.db".into()))
            })
            .map(|source| source.shown().to_string())
        };
        for (db, configured) in [
            ("orders", "orders"),
            ("mcp__postgres_orders__query", "orders"),
            ("mcp__postgres_orders__query", "postgres_orders"),
            ("postgres_orders", "orders"),
            ("mcp__orders-db__run_sql", "orders"),
            ("mcp__mcp-mysql-order_lines__query", "order_lines"),
            ("x.db", "x.db"),
        ] {
            assert_eq!(check(db, configured).unwrap(), "sqlite:x.db", "{db} {configured}");
        }
        assert_eq!(check("other.db", "orders").unwrap(), "other.db");
        assert!(matches!(check("payments", "orders"), Err(Error::UnknownDatabase { .. })));
    }

    #[test]
    fn a_dialect_is_known_without_a_connection() {
        let configured = |name: &str| match name {
            "orders" => Some("postgres://${USER}@host/db"),
            "hidden" => Some("${ORDERS_URL}"),
            _ => None,
        };
        for (db, expected) in [
            ("orders", Dialect::Postgres),
            ("mcp__mysql_orders__query", Dialect::Postgres),
            ("hidden", Dialect::Portable),
            ("mcp__mysql_stock__query", Dialect::Mysql),
            ("shop.db", Dialect::Sqlite),
            ("payments", Dialect::Portable),
        ] {
            assert_eq!(dialect_for(db, configured), expected, "{db}");
        }
    }

    #[test]
    fn evidence_names_a_database_without_its_secrets() {
        assert_eq!(public_name("orders"), "orders");
        assert_eq!(public_name("mcp__pg_orders__query"), "mcp__pg_orders__query");
        assert_eq!(public_name("mysql://me:pw@host/db"), "mysql://host/db");
    }

    #[test]
    fn bad_urls_say_why() {
        for url in [
            "postgres://host:port/db",
            "postgres://host/db?sslmode=sometimes",
            "mysql://host:99999/db",
            "mysql://host/db?nonsense=1",
            "oracle://host/db",
        ] {
            let error = Source::parse(url, Path::new("/p")).unwrap_err();
            assert!(matches!(error, Error::BadUrl { .. }), "{url}");
        }
    }
}
