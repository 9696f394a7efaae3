//! What the parser hands on: words with their variables still open, commands in the order of the
//! text, and where a scope begins and ends.

/// A word as it is written, without its quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) pieces: Vec<Piece>,
    /// Whether any of it was quoted.
    pub(crate) quoted: bool,
}

/// A piece of a word as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Glob(String),
    Variable {
        name: String,
        quoted: bool,
        /// What stands for it when it is not set.
        default: Option<Vec<Piece>>,
        part: Cut,
    },
    /// The output of the commands of a substitution: items `from..to`.
    Output {
        from: usize,
        to: usize,
        quoted: bool,
    },
    Unknown,
    /// `{`, `,` and `}` of a brace expansion.
    Open,
    Comma,
    Close,
}

/// What a word takes of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Whole,
    /// `${name##*/}`
    FileName,
    /// `${name%/*}`
    Folder,
    /// Something else that only changes the end, as a rule: `${name%.json}`.
    End,
}

impl Raw {
    /// The text when it is one, and unquoted: only such a word can be a word of the grammar.
    pub(crate) fn bare(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Text(text)] if !self.quoted => Some(text),
            [Piece::Open] if !self.quoted => Some("{"),
            [Piece::Close] if !self.quoted => Some("}"),
            _ => None,
        }
    }

    /// The text without regard to what any of it means: of a here-document's delimiter.
    pub(crate) fn written(&self) -> String {
        let of = |piece: &Piece| match piece {
            Piece::Text(text) | Piece::Glob(text) => text.clone(),
            Piece::Variable { name, .. } => format!("${name}"),
            Piece::Open => "{".into(),
            Piece::Comma => ",".into(),
            Piece::Close => "}".into(),
            Piece::Output { .. } | Piece::Unknown => String::new(),
        };
        self.pieces.iter().map(of).collect()
    }

    pub(crate) fn push_text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.into())),
        }
    }

    /// Name and value of `NAME=value` or `NAME+=value`.
    pub(crate) fn assignment(&self) -> Option<(&str, Self)> {
        let Some(Piece::Text(first)) = self.pieces.first() else { return None };
        let (name, value) = first.split_once('=')?;
        let name = name.strip_suffix('+').unwrap_or(name);
        if !is_name(name) {
            return None;
        }
        let mut rest = Self { pieces: Vec::new(), quoted: true };
        if let Some(path) = value.strip_prefix("~/") {
            rest.pieces.push(variable("HOME"));
            rest.push_text("/");
            rest.push_text(path);
        } else {
            rest.push_text(value);
        }
        rest.pieces.extend_from_slice(&self.pieces[1..]);
        Some((name, rest))
    }
}

/// A variable that stands between quotes.
pub(crate) fn variable(name: &str) -> Piece {
    Piece::Variable { name: name.into(), quoted: true, default: None, part: Cut::Whole }
}

/// Whether a text can be the name of a variable.
pub(crate) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// A step of a script.
#[derive(Debug)]
pub(crate) enum Item {
    Simple(Simple),
    /// A scope begins: a subshell forgets what it set, a branch may not have run.
    Enter(Scope),
    Leave,
    /// `for name in words`
    Each {
        name: String,
        words: Vec<Raw>,
    },
    /// A function, whose body ends before this item.
    Define {
        name: String,
        end: usize,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Subshell,
    Branch,
    Group,
}

/// A command without anything nested in it.
#[derive(Debug, Default)]
pub(crate) struct Simple {
    pub(crate) words: Vec<Raw>,
    pub(crate) assignments: Vec<(String, Vec<Raw>)>,
    pub(crate) redirections: Vec<Redirect>,
    /// The item whose output it reads.
    pub(crate) fed_by: Option<usize>,
}

impl Simple {
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.assignments.is_empty() && self.redirections.is_empty()
    }
}

#[derive(Debug)]
pub(crate) struct Redirect {
    pub(crate) kind: RedirectKind,
    pub(crate) target: Raw,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RedirectKind {
    Write,
    Read,
    ReadWrite,
    /// A here-document: its place in [`Items::documents`].
    Document(usize),
    /// A here-string.
    Text,
}

/// All that a text holds.
#[derive(Debug, Default)]
pub(crate) struct Items {
    pub(crate) steps: Vec<Item>,
    pub(crate) documents: Vec<Raw>,
    /// Nested too deeply to be read to the end.
    pub(crate) cut: bool,
    /// How often a part was read a second time.
    pub(crate) rereads: usize,
}
