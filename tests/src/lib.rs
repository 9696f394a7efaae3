//! What the tests over several programs share: the built programs, and a ticket that they work on.

#![warn(missing_docs)]

mod client;
mod desk;
mod programs;
mod scene;

pub use client::{Outcome, registered_for, send};
pub use desk::{Desk, Language, mapping_document};
pub use programs::program;
pub use scene::{Scene, Step, TC};
