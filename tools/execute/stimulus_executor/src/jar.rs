//! The cookie jar's file.

use crate::{Args, Error};
use cli::Io;
use exchange::Jar;
use std::io::Write;
use store::{Durability, Staged};

/// Reads the jar; a file that is not there yet is an empty one.
pub(crate) fn read(args: &Args, io: &mut Io) -> Result<Option<Jar>, Error> {
    let Some(file) = &args.auth.cookie_jar else { return Ok(None) };
    match io.input(file) {
        Ok(source) => Ok(Some(Jar::parse(source.text()?, &file.display().to_string())?)),
        Err(cli::Error::File(store::Error::NotFound { .. })) => Ok(Some(Jar::default())),
        Err(error) => Err(error.into()),
    }
}

/// Writes the jar, readable for its owner only.
pub(crate) fn write(args: &Args, jar: Option<&Jar>, io: &Io) -> Result<(), Error> {
    let (Some(file), Some(jar)) = (&args.auth.cookie_jar, jar) else { return Ok(()) };
    let mut staged = Staged::create_private(&io.path(file))?;
    staged
        .write_all(jar.to_text().as_bytes())
        .map_err(|error| store::Error::writing(file, error))?;
    Ok(staged.commit(Durability::Atomic)?)
}
