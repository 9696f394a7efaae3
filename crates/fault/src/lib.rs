//! Errors for people, and the exit codes that callers branch on.
//!
//! Every error of a program says three things in one line: what went wrong, where, and what to do
//! about it (conventions.md, "Errors"). Libraries keep their precise error enums; the trait
//! [`Fault`] is what such an enum must be able to tell a person. [`line()`] renders it.

#![warn(missing_docs)]

mod exit;
mod place;

pub use exit::Exit;
pub use place::Place;

/// An error that can be explained to a person in one line.
///
/// `Display` says *what* went wrong as a lower-case fragment without a full stop; the other two
/// parts come from the methods. A cause (`source()`) is put in brackets behind the fragment.
pub trait Fault: std::error::Error {
    /// A stable code such as `store/unreadable`, listed in docs/errors.md.
    fn code(&self) -> &'static str;

    /// Which file, line, field or value is meant.
    fn place(&self) -> Option<Place> {
        None
    }

    /// What the reader should do, in the imperative, without a full stop.
    fn remedy(&self) -> String;

    /// How the program ends. An error is "could not run" unless it says otherwise.
    fn exit(&self) -> Exit {
        Exit::CouldNotRun
    }
}

/// The one line that standard error gets: `error: what (cause): where; what to do [code]`.
///
/// Line breaks inside any part are folded into blanks, so that it is one line whatever the input was.
pub fn line(error: &dyn Fault) -> String {
    let mut text = format!("error: {error}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text} ({inner_text})");
        }
        cause = inner.source();
    }
    if let Some(place) = error.place() {
        text = format!("{text}: {place}");
    }
    text = format!("{text}; {} [{}]", error.remedy(), error.code());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Sample(Option<std::io::Error>);

    impl std::fmt::Display for Sample {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("cannot read\nthe snapshot")
        }
    }

    impl std::error::Error for Sample {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            self.0.as_ref().map(|e| e as _)
        }
    }

    impl Fault for Sample {
        fn code(&self) -> &'static str {
            "sample/unreadable"
        }
        fn place(&self) -> Option<Place> {
            Some(Place::File("주문 1.json".into()))
        }
        fn remedy(&self) -> String {
            "check the path".into()
        }
    }

    #[test]
    fn a_fault_is_one_line_with_what_where_and_remedy() {
        assert_eq!(
            line(&Sample(None)),
            "error: cannot read the snapshot: 주문 1.json; check the path [sample/unreadable]"
        );
    }

    #[test]
    fn the_cause_follows_the_fragment() {
        let cause = std::io::Error::other("disk on fire");
        assert_eq!(
            line(&Sample(Some(cause))),
            "error: cannot read the snapshot (disk on fire): 주문 1.json; check the path \
             [sample/unreadable]"
        );
    }
}
