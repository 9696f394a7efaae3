//! What the tests over several programs share: the built programs, and a ticket that they work on.

#![warn(missing_docs)]

mod programs;
mod scene;

pub use programs::program;
pub use scene::{Scene, Step, TC};
