//! Development only: what tests need from the outside world.

#![warn(missing_docs)]

pub mod cluster;
pub mod hook;
#[cfg(feature = "http")]
pub mod http;
pub mod project;

pub use project::Project;
