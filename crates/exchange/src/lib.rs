//! One HTTP exchange: build the request, send it, keep what came back, and take out the secrets.
//!
//! Values in, values out: this crate reads and writes no file and asks for no environment variable.
#![warn(missing_docs)]

pub mod account;
mod body;
mod cookies;
mod decode;
mod error;
mod failure;
mod fields;
mod login;
mod names;
mod origin;
mod path;
mod pins;
mod proxy;
mod record;
mod request;
mod secrets;
mod send;
mod shown;
mod tls;
mod wire;

pub use body::{Body, Part};
pub use cookies::Jar;
pub use error::Error;
pub use failure::Failure;
pub use login::{Login, LoginError, Token};
pub use origin::origin_of;
pub use path::{Path, PathError};
pub use pins::Pins;
pub use proxy::Proxy;
pub use record::{Meta, Record};
pub use request::{Draft, Header, Request, mask_url, parse_url};
pub use secrets::{MASK, Secrets, masked, masked_header};
pub use send::{Answer, Exchange, Hop, Options, send};
pub use tls::Roots;
