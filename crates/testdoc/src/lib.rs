//! Test sheets, and the lines about a test case that people see. Pure.
//!
//! | module | what |
//! |---|---|
//! | `sheet` | the test cases of a sheet, read from its Markdown |
//! | `result` | what a test result or a report claims of each test case, and what it shows |
//! | `claims` | what a message of an agent claims about test results |
//! | `markdown` | what each line of a document is |
//! | `labels` | the words of sheets and reports in both languages |
//! | `checklist` | the seven steps of a test case: names, marks, the form of a line |
//! | `plain` | a text as a reader sees it |
//! | `language` | the language that texts for people are written in |
#![warn(missing_docs)]

pub mod checklist;
pub mod claims;
pub mod labels;
mod language;
pub mod markdown;
mod plain;
pub mod result;
pub mod sheet;

pub use language::Language;
pub use plain::plain;
