//! One HTTP exchange: build the request, send it, keep what came back, and take out the secrets.
//!
//! Values in, values out: this crate reads and writes no file and asks for no environment variable.
#![warn(missing_docs)]

mod body;
mod error;
mod fields;
mod names;
mod origin;
mod path;
mod pins;
mod request;
mod secrets;

pub use body::{Body, Part};
pub use error::Error;
pub use origin::Origin;
pub use path::{Path, PathError};
pub use pins::Pins;
pub use request::{Draft, Header, Request, mask_url, parse_url};
pub use secrets::{MASK, Secrets, masked, masked_header};
