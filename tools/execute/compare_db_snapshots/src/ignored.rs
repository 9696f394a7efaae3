//! The columns whose values do not count.

use crate::Error;
use globset::{Glob, GlobSet, GlobSetBuilder};

/// Patterns of column names.
#[derive(Debug)]
pub(crate) struct Ignored(GlobSet);

impl Ignored {
    /// The patterns of the command line and those of the configuration.
    pub(crate) fn new(flags: &[String], configured: &[String]) -> Result<Self, Error> {
        if flags.is_empty() && configured.is_empty() {
            return Ok(Self(GlobSet::empty()));
        }
        let mut set = GlobSetBuilder::new();
        let flags = flags.iter().map(|glob| ("--ignore", glob));
        let configured = configured.iter().map(|glob| ("ignore_columns", glob));
        for (origin, glob) in flags.chain(configured) {
            let bad = |error: globset::Error| Error::BadGlob {
                origin: format!("{origin} {glob}"),
                message: error.kind().to_string(),
            };
            set.add(Glob::new(glob).map_err(bad)?);
        }
        let bad = |error: globset::Error| Error::BadGlob {
            origin: error.glob().unwrap_or("--ignore").into(),
            message: error.kind().to_string(),
        };
        Ok(Self(set.build().map_err(bad)?))
    }

    pub(crate) fn holds(&self, column: &str) -> bool {
        self.0.is_match(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(globs: &[&str], column: &str, expected: bool) {
        let globs: Vec<String> = globs.iter().map(ToString::to_string).collect();
        let (flags, configured) = globs.split_at(globs.len() / 2);
        let ignored = Ignored::new(flags, configured).unwrap();
        assert_eq!(ignored.holds(column), expected, "{globs:?} {column}");
    }

    #[test]
    fn columns_are_matched_whole() {
        check(&[], "updated_at", false);
        check(&["*_at"], "updated_at", true);
        check(&["*_at", "version"], "version", true);
        check(&["version"], "versions", false);
        check(&["{a,b}?"], "b1", true);
        check(&["수정*"], "수정일", true);
    }
}
