//! Files: everything that Proctor reads from and writes to a disk goes through here.
//!
//! Errors carry the path; writes are atomic; an edit keeps what it does not know. The rules are
//! those of conventions.md ("Files", "Names in two languages", "Configuration", "The project").
//!
//! | module | what |
//! |---|---|
//! | `source` | a file as it was read: bytes, hash, text, JSON |
//! | `staged` | a file as it will be: written beside its target, renamed over it |
//! | `line_log` | a file that only grows, a line at a time, and its lines from the end |
//! | `lock` | the advisory lock of a read-modify-write |
//! | `doc` | an edit that keeps unknown keys and their order |
//! | `names` | file names in Korean and English, versions, dates |
//! | `project`, `ticket` | the project's root, a ticket's folder and what lies in it |
//! | `active` | the ticket that a session works on |
//! | `landing` | where a path really leads |
//! | `config` | `test/_config.json` and its environment variables |
//! | `shared` | files that all tickets share |
//! | `program` | programs that are put in place, linked, taken away |
//! | `secret_file` | who may read a file of secrets |
//! | `stamp` | time stamps |
#![warn(missing_docs)]
#![expect(clippy::disallowed_methods, reason = "this is the crate that may touch files")]

mod active;
mod config;
mod doc;
mod env;
mod error;
mod folder;
mod landing;
mod line_log;
mod lock;
mod map;
mod merge;
mod names;
mod program;
mod project;
mod secret_file;
mod shared;
mod source;
mod staged;
mod stamp;
mod ticket;

pub use active::ActiveTicket;
pub use config::{Auth, Config, Naming};
pub use doc::Doc;
pub use env::Env;
pub use error::Error;
pub use folder::{absolute, find, list, make, names, real_path};
pub use landing::landing;
pub use line_log::{Backwards, LineLog};
pub use lock::{DEFAULT_LOCK_TIMEOUT, Lock};
pub use map::map;
pub use names::{DocumentKind, DocumentName, Version};
pub use program::{is_executable, link, link_target, put_program, remove, remove_empty_folder};
pub use project::{Project, project_root};
pub use secret_file::check_secret_file;
pub use shared::SharedFile;
pub use source::{Source, sha256_hex};
pub use staged::{Durability, Staged, write};
pub use stamp::Clock;
pub use ticket::{Listing, PARTIAL_RESULTS, TicketFolder};
