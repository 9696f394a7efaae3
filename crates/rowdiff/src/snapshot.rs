//! The forms that a snapshot may have, read from array of rows to array of rows (contracts.md,
//! `{TC}_before.json`).
//!
//! `{"rows": […]}`, `{"tables": {name: {"rows": […], "key": […]}}}`, an array of rows, `data`,
//! `results` or `result` in place of `rows`, or a single object as the only row.

use crate::{Error, Side, error::kind_name, rows::Rows};
use contract::{
    Json,
    json::{self, Cursor, Kind, SyntaxError},
};
use std::ops::Range;

/// What a document holds: one set of rows, or several by name.
#[derive(Debug)]
pub(crate) struct Snapshot<'a> {
    pub(crate) has_tables: bool,
    pub(crate) tables: Vec<Table<'a>>,
}

/// One set of rows.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// Its name below `tables`; empty for the only set.
    pub(crate) name: String,
    /// The key that the snapshot itself names.
    pub(crate) key: Vec<String>,
    pub(crate) rows: Rows<'a>,
}

impl Table<'_> {
    /// The table of a snapshot that lacks it.
    pub(crate) fn empty(side: Side) -> Self {
        Self { name: String::new(), key: Vec::new(), rows: Rows::new(side, b"") }
    }
}

/// The member names that hold rows, the one that counts most first.
const HOLDERS: [&str; 4] = ["rows", "data", "results", "result"];
const ROWS: usize = 0;

/// A document on its way from one array of rows to the next.
pub(crate) struct Walk<'a> {
    side: Side,
    cursor: Cursor<'a>,
    /// Up to here the text is known to be UTF-8.
    checked: usize,
    started: bool,
    levels: Vec<Level<'a>>,
    snapshot: Snapshot<'a>,
}

/// What the walk is inside of.
enum Level<'a> {
    /// The object `tables`.
    Tables(Members),
    /// A snapshot, or one of its tables.
    Holder(Box<Holder<'a>>),
}

/// How far the members of an object have been read.
enum Members {
    /// None yet; whether there is a first one.
    Unread(bool),
    /// At least one.
    Reading,
}

impl Members {
    fn enter(cursor: &mut Cursor<'_>) -> Result<Self, SyntaxError> {
        cursor.enter_object().map(Self::Unread)
    }

    fn more(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, SyntaxError> {
        match std::mem::replace(self, Self::Reading) {
            Self::Unread(has_first) => Ok(has_first),
            Self::Reading => cursor.next_member(),
        }
    }
}

struct Holder<'a> {
    name: String,
    pointer: String,
    start: usize,
    /// None for an array that stands for the whole snapshot or table.
    members: Option<Members>,
    count: usize,
    key: Vec<String>,
    /// The best set of rows so far, with its rank in [`HOLDERS`].
    rows: Option<(usize, Rows<'a>)>,
    /// An object where an array of rows might be, with its rank.
    object: Option<(usize, Rows<'a>)>,
    /// The rank and pointer of the array that is being read.
    open: (usize, String),
}

impl<'a> Walk<'a> {
    pub(crate) fn new(side: Side, text: &'a [u8]) -> Self {
        Self {
            side,
            cursor: Cursor::new(text),
            checked: 0,
            started: false,
            levels: Vec::new(),
            snapshot: Snapshot { has_tables: false, tables: Vec::new() },
        }
    }

    /// Moves to the next array of rows that is not empty; gives the first byte of its first row.
    pub(crate) fn next_array(&mut self) -> Result<Option<usize>, Error> {
        let found = self.advance();
        let text = &self.cursor.text()[self.checked..self.cursor.offset()];
        if let Err(error) = std::str::from_utf8(text) {
            let offset = self.checked + error.valid_up_to();
            return Err(Error::NotUtf8 { side: self.side, offset });
        }
        self.checked = self.cursor.offset();
        found
    }

    pub(crate) fn text(&self) -> &'a [u8] {
        self.cursor.text()
    }

    /// The key that the present table has named so far.
    pub(crate) fn key(&self) -> &[String] {
        match self.levels.last() {
            Some(Level::Holder(holder)) => &holder.key,
            _ => &[],
        }
    }

    /// Takes the rows of the array that was found, and goes on behind it.
    pub(crate) fn give(&mut self, rows: Rows<'a>, end: usize) {
        self.cursor = Cursor::starting_at(self.cursor.text(), end);
        self.checked = end;
        if let Some(Level::Holder(holder)) = self.levels.last_mut() {
            let (rank, pointer) = std::mem::take(&mut holder.open);
            holder.offer(rank, Rows { pointer, ..rows });
        }
    }

    /// The whole document, once there is no further array.
    pub(crate) fn finish(self) -> Snapshot<'a> {
        self.snapshot
    }

    fn advance(&mut self) -> Result<Option<usize>, Error> {
        if !self.started {
            self.started = true;
            if let Some(start) = self.enter(String::new(), String::new())? {
                return Ok(Some(start));
            }
        }
        while let Some(level) = self.levels.last_mut() {
            let more = match level {
                Level::Tables(members) => members.more(&mut self.cursor),
                Level::Holder(holder) => match &mut holder.members {
                    Some(members) => members.more(&mut self.cursor),
                    None => Ok(false),
                },
            };
            if !more.map_err(|e| self.not_json(&e))? {
                self.leave();
            } else if let Some(start) = self.member()? {
                return Ok(Some(start));
            }
        }
        self.cursor.end().map_err(|e| self.not_json(&e))?;
        Ok(None)
    }

    /// Enters a snapshot or a table of one.
    fn enter(&mut self, name: String, pointer: String) -> Result<Option<usize>, Error> {
        let kind = self.kind()?;
        let start = self.cursor.offset();
        let members = match kind {
            Kind::Object => Some(Members::enter(&mut self.cursor).map_err(|e| self.not_json(&e))?),
            Kind::Array => None,
            found => return Err(self.not_a_snapshot(pointer, found, "an object or an array")),
        };
        let is_array = members.is_none();
        self.levels.push(Level::Holder(Box::new(Holder {
            name,
            pointer: pointer.clone(),
            start,
            members,
            count: 0,
            key: Vec::new(),
            rows: None,
            object: None,
            open: (ROWS, String::new()),
        })));
        if is_array { self.enter_rows(ROWS, pointer) } else { Ok(None) }
    }

    fn enter_rows(&mut self, rank: usize, pointer: String) -> Result<Option<usize>, Error> {
        let has_row = self.cursor.enter_array().map_err(|e| self.not_json(&e))?;
        self.cursor.skip_space();
        let (side, text, at) = (self.side, self.cursor.text(), self.cursor.offset());
        let Some(Level::Holder(holder)) = self.levels.last_mut() else { return Ok(None) };
        if has_row {
            holder.open = (rank, pointer);
            return Ok(Some(at));
        }
        holder.offer(rank, Rows::new(side, text));
        Ok(None)
    }

    fn member(&mut self) -> Result<Option<usize>, Error> {
        self.cursor.skip_space();
        let name = self.cursor.string().map_err(|e| self.not_json(&e))?;
        self.cursor.skip_space();
        let colon = self.cursor.expect(b':', "expected `:` after a member's name");
        colon.map_err(|e| self.not_json(&e))?;
        let kind = self.kind()?;
        let is_outermost = self.levels.len() == 1;
        let Some(Level::Holder(holder)) = self.levels.last_mut() else {
            let pointer = format!("/tables/{}", name.replace('~', "~0").replace('/', "~1"));
            return self.enter(name.into_owned(), pointer);
        };
        holder.count += 1;
        let pointer = format!("{}/{name}", holder.pointer);
        if name == "tables" && is_outermost {
            return self.enter_tables(kind);
        }
        let rank = HOLDERS.iter().position(|holder| *holder == name);
        if let (Some(rank), Kind::Array) = (rank, kind) {
            return self.enter_rows(rank, pointer);
        }
        let start = self.cursor.offset();
        self.cursor.skip_value().map_err(|e| self.not_json(&e))?;
        self.note(&name, rank, kind, start)
    }

    /// A member that is neither an array of rows nor `tables`.
    fn note(
        &mut self,
        name: &str,
        rank: Option<usize>,
        kind: Kind,
        start: usize,
    ) -> Result<Option<usize>, Error> {
        let (side, text, end) = (self.side, self.cursor.text(), self.cursor.offset());
        let Some(Level::Holder(holder)) = self.levels.last_mut() else { return Ok(None) };
        match (rank, kind) {
            (Some(rank), Kind::Object) => {
                let pointer = format!("{}/{name}", holder.pointer);
                let row = Rows::single(side, text, start..end, pointer);
                if holder.object.as_ref().is_none_or(|(other, _)| rank <= *other) {
                    holder.object = Some((rank, row));
                }
            }
            (Some(ROWS), Kind::Null) => holder.offer(ROWS, Rows::new(side, text)),
            (Some(ROWS), found) => {
                let pointer = format!("{}/{name}", holder.pointer);
                return Err(self.not_a_snapshot(pointer, found, "an array of rows"));
            }
            _ if name == "key" => holder.key = own_key(&text[start..end]),
            _ => {}
        }
        Ok(None)
    }

    fn enter_tables(&mut self, kind: Kind) -> Result<Option<usize>, Error> {
        match kind {
            Kind::Object => {
                let members = Members::enter(&mut self.cursor).map_err(|e| self.not_json(&e))?;
                self.snapshot.has_tables = true;
                self.snapshot.tables.clear();
                self.levels.push(Level::Tables(members));
                Ok(None)
            }
            found => Err(self.not_a_snapshot("/tables".into(), found, "an object of tables")),
        }
    }

    /// Ends the innermost level.
    fn leave(&mut self) {
        let Some(Level::Holder(holder)) = self.levels.pop() else { return };
        let is_outermost = self.levels.is_empty();
        if is_outermost && self.snapshot.has_tables {
            return;
        }
        let span = holder.start..self.cursor.offset();
        let table = holder.into_table(self.side, self.cursor.text(), span);
        self.snapshot.tables.retain(|other| other.name != table.name);
        self.snapshot.tables.push(table);
    }

    fn kind(&mut self) -> Result<Kind, Error> {
        self.cursor.kind().map_err(|e| self.not_json(&e))
    }

    fn not_json(&self, error: &SyntaxError) -> Error {
        Error::not_json(self.side, error)
    }

    fn not_a_snapshot(&self, pointer: String, found: Kind, accepted: &'static str) -> Error {
        Error::NotASnapshot { side: self.side, pointer, found: kind_name(found), accepted }
    }
}

impl<'a> Holder<'a> {
    /// Keeps these rows unless better ones are known; of two of one rank the later ones.
    fn offer(&mut self, rank: usize, rows: Rows<'a>) {
        if self.rows.as_ref().is_none_or(|(other, _)| rank <= *other) {
            self.rows = Some((rank, rows));
        }
    }

    fn into_table(self, side: Side, text: &'a [u8], span: Range<usize>) -> Table<'a> {
        let Self { name, pointer, count, key, rows, object, .. } = self;
        // `data` with an object may as well be a column; only alone it can be nothing else.
        let object = object.filter(|(rank, _)| *rank == ROWS || count == 1);
        let named = match (rows, object) {
            (Some(rows), Some(object)) => Some(if object.0 < rows.0 { object } else { rows }),
            (rows, object) => rows.or(object),
        };
        match named {
            Some((_, rows)) => Table { name, key, rows },
            None if count == 0 => Table { name, key, rows: Rows::new(side, text) },
            None => {
                let rows = Rows::single(side, text, span, pointer);
                Table { name, key: Vec::new(), rows }
            }
        }
    }
}

/// The key that a snapshot names: a column, or an array of columns; anything else is none.
fn own_key(raw: &[u8]) -> Vec<String> {
    match json::parse_bytes(raw) {
        Ok(Json::String(column)) => vec![column],
        Ok(Json::Array(columns)) => {
            let names: Option<Vec<String>> =
                columns.iter().map(|column| column.as_str().map(Into::into)).collect();
            names.unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
