//! The text of a statement: taken apart, filled with values, and checked to be one single query.

mod fill;
mod guard;
mod lexer;
mod literal;
mod query;
mod reserved;

pub use literal::identifier;
pub use query::Query;
