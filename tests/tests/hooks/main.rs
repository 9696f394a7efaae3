//! The hooks as the agent's client runs them, on evidence that the real programs made: ways to cheat
//! that are stopped, honest ways of working that are not, and calls of any shape.

#![expect(clippy::disallowed_methods, reason = "tests change files behind the programs' back")]

mod cheats;
mod documents;
mod help;
mod honest;
mod parts;
mod robust;
mod talk;
