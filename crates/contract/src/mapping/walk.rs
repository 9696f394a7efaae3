//! The walk over a mapping's text. It knows what may stand where; what an entry's status asks for
//! stands in `entry`, the counting in `tally`.

use super::{
    check::{Checked, Flaw},
    entry::{self, Check},
    shape::{Field, Found, Shape, in_words, position},
    tally::{self, Tally},
};
use crate::{
    json::{Cursor, Kind, MAX_DEPTH, SyntaxError, decode},
    secret::{self, Kept},
    tc,
};
use indexmap::IndexSet;
use std::borrow::Cow;

const DOCUMENT: [Field; 6] = [
    ("ticket", Shape::Text),
    ("sheet_version", Shape::Text),
    ("created_at", Shape::Text),
    ("completed_at", Shape::Text),
    ("mappings", Shape::Entries),
    ("summary", Shape::Summary),
];

const CONDITION: [Field; 4] = [
    ("field", Shape::Text),
    ("expected", Shape::Any),
    ("actual", Shape::Any),
    ("result", Shape::Text),
];

/// A step on the way to a place.
#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a [u8]),
    Element(usize),
}

/// Where the walk is, and what it has found.
pub(super) struct Walk<'a> {
    cursor: Cursor<'a>,
    trail: Vec<Step<'a>>,
    tc_id: Option<Cow<'a, str>>,
    tc_ids: IndexSet<Cow<'a, str>>,
    /// The check of the entry at hand.
    check: Option<Check<'a>>,
    summary: Option<tally::Claimed<'a>>,
    tally: Tally,
    /// With the byte at which each stands.
    flaws: Vec<(usize, Flaw)>,
    doubts: Vec<(usize, Flaw)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            cursor: Cursor::new(text.as_bytes()),
            trail: Vec::new(),
            tc_id: None,
            tc_ids: IndexSet::new(),
            check: None,
            summary: None,
            tally: Tally::default(),
            flaws: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// Walks to the end.
    pub(super) fn run(mut self) -> Result<Checked<'a>, SyntaxError> {
        if self.cursor.kind()? == Kind::Object {
            self.document()?;
        } else {
            self.flaw(0, "", "it is not an object", "write one object with `mappings` in it");
            self.cursor.skip_value()?;
        }
        self.cursor.end()?;
        let text = self.cursor.text();
        Ok(Checked {
            flaws: with_lines(text, self.flaws),
            doubts: with_lines(text, self.doubts),
            tc_ids: self.tc_ids.into_iter().collect(),
        })
    }

    fn document(&mut self) -> Result<(), SyntaxError> {
        let found = self.members(&DOCUMENT)?;
        let [_, sheet_version, created_at, _, mappings, _] = found;
        for (name, found) in
            [("sheet_version", sheet_version), ("created_at", created_at), ("mappings", mappings)]
        {
            if found.is_missing() {
                let (place, mend) = (format!("/{name}"), format!("add `{name}`"));
                self.flaw(0, &place, "it is required and not there", &mend);
            }
        }
        if let (Found::Value, Some(claimed)) = (mappings, self.summary) {
            for (at, name, what) in self.tally.differences(&claimed) {
                let mend = "count the statuses again; for several edits, take the counts out \
                            first and put them back last";
                self.flaw(at, &format!("/summary/{name}"), &what, mend);
            }
        }
        Ok(())
    }

    /// Reads an object: the members that the contract names, and all others for secrets.
    fn members<const N: usize>(
        &mut self,
        fields: &[Field; N],
    ) -> Result<[Found<'a>; N], SyntaxError> {
        let mut all = [Found::Absent; N];
        let mut more = self.cursor.enter_object()?;
        while more {
            let name = self.cursor.member_name()?;
            self.cursor.skip_space();
            self.trail.push(Step::Member(name));
            match position(fields, name) {
                Some(at) => {
                    if all[at] != Found::Absent {
                        let what = "the name stands here twice";
                        self.flaw(self.cursor.offset(), "", what, "keep one of the two");
                    }
                    all[at] = self.value(fields[at].1)?;
                }
                None => self.other(name, 0)?,
            }
            self.trail.pop();
            more = self.cursor.next_member()?;
        }
        Ok(all)
    }

    /// Reads the value under a name of the contract.
    fn value(&mut self, shape: Shape) -> Result<Found<'a>, SyntaxError> {
        let kind = self.cursor.kind()?;
        let at = self.cursor.offset();
        match (shape, kind) {
            (_, Kind::Null) => return self.cursor.literal().map(|_| Found::Null),
            (Shape::Any | Shape::Text, Kind::String) => return self.text().map(Found::Text),
            (Shape::Any, _) | (Shape::Object, Kind::Object) => self.look_through(0)?,
            (Shape::Conditions, Kind::Array) => self.conditions()?,
            (Shape::Check, Kind::Object) => {
                // The conditions, which are inside, note there what they find.
                self.check = Some(Check::default());
                let members = self.members(&entry::CHECK)?;
                self.check.get_or_insert_default().members = members;
            }
            (Shape::Entries, Kind::Object) => self.entries()?,
            (Shape::Summary, Kind::Object) => self.summary = Some(self.members(&tally::SUMMARY)?),
            (Shape::Count, Kind::Number) => {
                let digits = self.cursor.number()?;
                if digits.iter().all(u8::is_ascii_digit) {
                    return Ok(Found::Count(digits, at));
                }
                self.wrong_type(at, kind, shape.in_words());
                return Ok(Found::Wrong);
            }
            _ => {
                self.wrong_type(at, kind, shape.in_words());
                self.look_through(0)?;
                return Ok(Found::Wrong);
            }
        }
        Ok(Found::Value)
    }

    fn wrong_type(&mut self, at: usize, kind: Kind, accepted: &str) {
        let what = format!("it is {}, and {accepted} is accepted", in_words(kind));
        self.flaw(at, "", &what, &format!("write {accepted}"));
    }

    fn entries(&mut self) -> Result<(), SyntaxError> {
        let mut more = self.cursor.enter_object()?;
        while more {
            let name = self.cursor.member_name()?;
            let kind = self.cursor.kind()?;
            self.trail.push(Step::Member(name));
            self.name_entry(name);
            if kind == Kind::Object {
                self.entry()?;
            } else {
                self.wrong_type(self.cursor.offset(), kind, "an object");
                self.look_through(0)?;
                self.tally.count(None);
            }
            self.tc_id = None;
            self.trail.pop();
            more = self.cursor.next_member()?;
        }
        Ok(())
    }

    fn name_entry(&mut self, raw: &'a [u8]) {
        let name = decode(raw).unwrap_or_default();
        self.tc_id = Some(name.clone());
        let at = self.cursor.offset();
        if !tc::is_id(&name) {
            let what = format!("`{name}` is not the id of a test case");
            self.flaw(at, "", &what, "name it as the sheet does, such as TC-1 or TC-1.2");
        }
        if !self.tc_ids.insert(name) {
            let what = "the test case has an entry already";
            self.flaw(at, "", what, "keep one of the two entries");
        }
    }

    fn entry(&mut self) -> Result<(), SyntaxError> {
        let at = self.cursor.offset();
        let members = self.members(&entry::ENTRY)?;
        let check = self.check.take();
        let status = entry::status(&members);
        self.tally.count(status.as_ref().ok());
        match status {
            Ok(status) => {
                entry::lacks(status, &members, check.as_ref(), |name| {
                    let (place, what) =
                        (format!("/{name}"), format!("{} needs it", status.as_str()));
                    self.flaw(at, &place, &what, entry::mend(name));
                });
                if let Some(doubt) = check.and_then(|check| check.doubt(status)) {
                    let place = self.flaw_at(at, "/behavioral_check", &doubt.0, doubt.1);
                    self.doubts.push(place);
                }
            }
            Err(Some(what)) => self.flaw(at, "/status", &what, &entry::mend_status()),
            Err(None) => {}
        }
        Ok(())
    }

    fn conditions(&mut self) -> Result<(), SyntaxError> {
        let mut more = self.cursor.enter_array()?;
        let mut seen = 0;
        while more {
            self.trail.push(Step::Element(seen));
            match self.cursor.kind()? {
                Kind::String => drop(self.text()?),
                Kind::Object => {
                    let [.., result] = self.members(&CONDITION)?;
                    if let (Found::Text(b"FAIL"), Some(check)) = (result, &mut self.check) {
                        check.has_failed_condition = true;
                    }
                }
                kind => {
                    self.wrong_type(self.cursor.offset(), kind, "a string or an object");
                    self.look_through(0)?;
                }
            }
            self.trail.pop();
            seen += 1;
            more = self.cursor.next_element()?;
        }
        if let Some(check) = &mut self.check {
            check.conditions = seen;
        }
        Ok(())
    }

    /// Reads a value for secrets only.
    fn look_through(&mut self, depth: usize) -> Result<(), SyntaxError> {
        if depth == MAX_DEPTH {
            return Err(self.cursor.error("nested more than 512 levels deep"));
        }
        match self.cursor.kind()? {
            Kind::String => drop(self.text()?),
            Kind::Object => {
                let mut more = self.cursor.enter_object()?;
                while more {
                    let name = self.cursor.member_name()?;
                    self.trail.push(Step::Member(name));
                    self.other(name, depth + 1)?;
                    self.trail.pop();
                    more = self.cursor.next_member()?;
                }
            }
            Kind::Array => {
                let mut more = self.cursor.enter_array()?;
                let mut index = 0;
                while more {
                    self.trail.push(Step::Element(index));
                    self.look_through(depth + 1)?;
                    self.trail.pop();
                    index += 1;
                    more = self.cursor.next_element()?;
                }
            }
            Kind::Number | Kind::Bool | Kind::Null => self.cursor.skip_value()?,
        }
        Ok(())
    }

    /// Reads the value under a name that the contract does not know.
    fn other(&mut self, name: &'a [u8], depth: usize) -> Result<(), SyntaxError> {
        let name = decode(name).unwrap_or_default();
        let Some(kept) = secret::kept_under(&name) else { return self.look_through(depth) };
        let kind = self.cursor.kind()?;
        let at = self.cursor.offset();
        let is_secret = match kind {
            Kind::String => kept.is_secret_text(&self.cursor.string()?),
            Kind::Number => {
                kept.is_secret_number(std::str::from_utf8(self.cursor.number()?).unwrap_or("0"))
            }
            _ => return self.look_through(depth),
        };
        if is_secret {
            let what = match kept {
                Kept::Password => "it looks like a password",
                Kept::Token => "it looks like a token",
            };
            self.secret(at, what);
        }
        Ok(())
    }

    /// Reads a string, and looks whether it holds a secret.
    fn text(&mut self) -> Result<&'a [u8], SyntaxError> {
        let at = self.cursor.offset();
        let text = self.cursor.raw_string()?;
        if let Some(secret) = secret::in_text(text) {
            self.secret(at, &format!("it holds {secret}"));
        }
        Ok(text)
    }

    fn secret(&mut self, at: usize, what: &str) {
        let mend = "leave it out, or write where it is kept, such as ${QA_PASSWORD}; if it was \
                    written anywhere, change it";
        self.flaw(at, "", what, mend);
    }

    /// Notes what is wrong at a place below the present one.
    fn flaw(&mut self, at: usize, below: &str, what: &str, mend: &str) {
        let flaw = self.flaw_at(at, below, what, mend);
        self.flaws.push(flaw);
    }

    fn flaw_at(&self, at: usize, below: &str, what: &str, mend: &str) -> (usize, Flaw) {
        let mut pointer = String::new();
        for step in &self.trail {
            pointer.push('/');
            match step {
                Step::Member(name) => {
                    let name = decode(name).unwrap_or_default();
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
                Step::Element(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer.push_str(below);
        let tc_id = self.tc_id.as_deref().map(Into::into);
        (at, Flaw { tc_id, line: 0, pointer, what: what.into(), mend: mend.into() })
    }
}

/// Puts flaws in the order of the text and numbers their lines, in one pass over it.
#[expect(clippy::naive_bytecount, reason = "counts only when something is wrong")]
fn with_lines(text: &[u8], mut flaws: Vec<(usize, Flaw)>) -> Vec<Flaw> {
    flaws.sort_by_key(|(at, _)| *at);
    let (mut line, mut from) = (1, 0);
    for (at, flaw) in &mut flaws {
        let passed = &text[from..*at];
        line += passed.iter().filter(|byte| **byte == b'\n').count();
        from = *at;
        flaw.line = line;
    }
    flaws.into_iter().map(|(_, flaw)| flaw).collect()
}
