//! What can be wrong with two snapshots, as data: which side, where, and what.

use contract::json::{Kind, SyntaxError};
use fault::{Fault, Place};
use std::fmt;

/// Which of the two snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The state before the stimulus.
    Before,
    /// The state after the stimulus.
    After,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Before => "the before snapshot",
            Self::After => "the after snapshot",
        })
    }
}

/// Where in a snapshot's text an error lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A byte of the text, from 0.
    Byte(usize),
    /// A value, by its JSON pointer.
    Pointer(String),
    /// Both texts as wholes.
    Whole,
}

/// Why two snapshots cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text is not JSON.
    #[error("is not JSON: {message}")]
    NotJson {
        /// Whose text.
        side: Side,
        /// Byte offset in it.
        offset: usize,
        /// What was expected there.
        message: &'static str,
    },
    /// The text is not UTF-8.
    #[error("is not UTF-8")]
    NotUtf8 {
        /// Whose text.
        side: Side,
        /// Offset of the first byte that is wrong.
        offset: usize,
    },
    /// The document has none of the forms of a snapshot.
    #[error("found {found} where {accepted} is accepted")]
    NotASnapshot {
        /// Whose document.
        side: Side,
        /// JSON pointer of the value.
        pointer: String,
        /// What stands there.
        found: &'static str,
        /// What may stand there.
        accepted: &'static str,
    },
    /// A row that is not an object.
    #[error("a row is {found}, and only objects are accepted")]
    RowNotObject {
        /// Whose row.
        side: Side,
        /// JSON pointer of the row.
        pointer: String,
        /// What stands there.
        found: &'static str,
    },
    /// One snapshot has named tables, the other has rows only.
    #[error("one snapshot has several tables, and the other has one set of rows")]
    FormsDiffer,
    /// A row lacks a column of the key that was asked for.
    #[error("the key ({}) is not in every row: `{column}` is missing or null in {side}", columns.join(", "))]
    KeyMissing {
        /// Whose row.
        side: Side,
        /// JSON pointer of the first such row.
        pointer: String,
        /// The key that was asked for.
        columns: Vec<String>,
        /// The column that the row lacks.
        column: String,
    },
    /// The key that was asked for occurs twice in one snapshot.
    #[error("the key ({}) is not unique: `{value}` occurs again in {side}", columns.join(", "))]
    KeyNotUnique {
        /// Whose rows.
        side: Side,
        /// JSON pointer of the first row whose key an earlier row has.
        pointer: String,
        /// The key that was asked for.
        columns: Vec<String>,
        /// The value that occurs again; parts are joined by `, `.
        value: String,
    },
    /// More rows than a comparison can count.
    #[error("has more than 4294967294 rows")]
    TooManyRows {
        /// Whose rows.
        side: Side,
    },
}

impl Error {
    pub(crate) fn not_json(side: Side, error: &SyntaxError) -> Self {
        Self::NotJson { side, offset: error.offset, message: error.message }
    }

    /// Which snapshot is meant; none when it is the pair.
    pub fn side(&self) -> Option<Side> {
        match self {
            Self::NotJson { side, .. }
            | Self::NotUtf8 { side, .. }
            | Self::NotASnapshot { side, .. }
            | Self::RowNotObject { side, .. }
            | Self::KeyMissing { side, .. }
            | Self::KeyNotUnique { side, .. }
            | Self::TooManyRows { side } => Some(*side),
            Self::FormsDiffer => None,
        }
    }

    /// Where in that snapshot.
    pub fn spot(&self) -> Spot {
        match self {
            Self::NotJson { offset, .. } | Self::NotUtf8 { offset, .. } => Spot::Byte(*offset),
            Self::NotASnapshot { pointer, .. }
            | Self::RowNotObject { pointer, .. }
            | Self::KeyMissing { pointer, .. }
            | Self::KeyNotUnique { pointer, .. } => Spot::Pointer(pointer.clone()),
            Self::TooManyRows { .. } | Self::FormsDiffer => Spot::Whole,
        }
    }
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "rowdiff/not-json",
            Self::NotUtf8 { .. } => "rowdiff/not-utf8",
            Self::NotASnapshot { .. } => "rowdiff/not-a-snapshot",
            Self::RowNotObject { .. } => "rowdiff/row-not-object",
            Self::FormsDiffer => "rowdiff/forms-differ",
            Self::KeyMissing { .. } => "rowdiff/key-missing",
            Self::KeyNotUnique { .. } => "rowdiff/key-not-unique",
            Self::TooManyRows { .. } => "rowdiff/too-many-rows",
        }
    }

    fn place(&self) -> Option<Place> {
        let side = self.side()?;
        Some(Place::Value(match self.spot() {
            Spot::Byte(offset) => format!("{side}, byte {offset}"),
            Spot::Pointer(pointer) => format!("{side}, {pointer}"),
            Spot::Whole => side.to_string(),
        }))
    }

    fn remedy(&self) -> String {
        match self {
            Self::NotJson { .. } | Self::NotUtf8 { .. } => "take the snapshot again",
            Self::NotASnapshot { .. } => {
                "give {\"rows\": […]}, {\"tables\": {name: {\"rows\": […]}}} or an array of rows"
            }
            Self::RowNotObject { .. } => "give each row as an object of column and value",
            Self::FormsDiffer => "take both snapshots with the same list of tables",
            Self::KeyMissing { .. } => "name columns that every row has, or leave the key out",
            Self::KeyNotUnique { .. } => "add a column to the key, or leave the key out",
            Self::TooManyRows { .. } => "compare a part of the rows at a time",
        }
        .into()
    }
}

/// What a reader calls a value of this kind.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Bool => "a boolean",
        Kind::Null => "null",
    }
}
