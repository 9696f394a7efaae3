//! One read-only query against SQLite, PostgreSQL, MariaDB or MySQL; rows as exact JSON.
//!
//! ```text
//! Directory  databases by the names that plans use
//! Source     where the database is: a URL or a configured name; shown without its secrets
//! Query      a statement that was filled, parsed and found to be one single query
//! Session    an open connection, read-only, with a limit of rows and of time
//! Rows       what came back: columns in their order, values faithful to their type
//! ```
//!
//! **Read-only twice.** The text is parsed in the database's own dialect and refused unless it is
//! one query without `INTO`, locks, writing CTEs and functions that reach beyond tables. The
//! session is read-only whatever the text says: SQLite opens the file so and an authorizer watches,
//! PostgreSQL and MariaDB run a read-only transaction that is always rolled back.
//!
//! **Types.** Whatever the database calls it, the value is what a person would write down:
//!
//! | in the database | in JSON |
//! |---|---|
//! | integers, `numeric`, `decimal`, `year`, `bit` of MariaDB | a number with all its digits and its scale (`0.10`) |
//! | `real`, `double` | the shortest number that reads back as the same value |
//! | `NaN`, `Infinity` | the strings `"NaN"`, `"Infinity"`, `"-Infinity"` |
//! | `boolean` of PostgreSQL | `true`, `false`; `tinyint(1)` of MariaDB and everything of SQLite is a number |
//! | `timestamptz` | `2026-01-02T03:04:05.123456+09:00`, in the server's zone |
//! | `timestamp`, `datetime` | `2026-01-02T03:04:05`, no offset |
//! | `TIMESTAMP` of MariaDB | as the session's zone has it; with the offset where the zone is UTC or a fixed one |
//! | `date`, `time`, `interval`, `uuid`, `inet`, enums, ranges, composites, unknown types | their text |
//! | `bytea`, `blob`, `binary` | base64 |
//! | `json`, `jsonb`, arrays of PostgreSQL | JSON, its numbers exact |
//! | `NULL` | `null` |
//!
//! SQLite has values with types and columns without: a value is given back by what it is (integer,
//! real, text, blob), whatever the column was declared; only text in a column declared `JSON` is
//! read as JSON. MariaDB's `JSON` is a text with a check, which is recognised.
#![warn(missing_docs)]

mod dialect;
mod directory;
mod error;
mod mysql;
mod postgres;
mod rows;
mod session;
mod source;
mod sql;
mod sqlite;
mod tls;
mod value;

pub use dialect::Dialect;
pub use directory::Directory;
pub use error::Error;
pub use rows::Rows;
pub use session::{Limits, Session};
pub use source::{Shown, Source, dialect_for, locate, public_name};
pub use sql::{Query, identifier};
