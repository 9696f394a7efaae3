//! The language that texts for people are written in.

/// Korean or English; the `naming` of a project's configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Korean.
    #[default]
    Korean,
    /// English.
    English,
}

impl Language {
    /// The one of two texts that is in this language.
    pub fn pick<T>(self, korean: T, english: T) -> T {
        match self {
            Self::Korean => korean,
            Self::English => english,
        }
    }
}
