//! The protocol of the agent's hooks: a call in, one decision out.
#![warn(missing_docs)]
