//! How a text is laid out, and how new values are written in the same way.

use super::place::{self, Container};
use crate::json::{Json, compact, write_string};

/// What is the same everywhere in a text.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    text: &'a str,
    /// `\n` or `\r\n`, whichever comes first.
    line_end: &'static str,
    /// The indentation of one level.
    unit: &'a str,
    /// What stands between a name and its value.
    colon: &'a str,
    /// Whether the whole text stands on one line, and is more than an empty container.
    is_one_line: bool,
}

/// How the children of one container are laid out: each on a line of its own with this indentation,
/// or, where there is none, all on one line.
pub(super) type Indent = Option<String>;

impl<'a> Layout<'a> {
    /// Looks at a text that is JSON.
    pub(super) fn of(text: &'a str) -> Self {
        let line_end = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let mut layout = Self { text, line_end, unit: "  ", colon: ": ", is_one_line: false };
        let Ok(Some(root)) = place::container(text, 0) else { return layout };
        let Some(first) = root.children.first() else { return layout };
        layout.is_one_line = !text[root.open..root.close].contains('\n');
        let indent = blanks_of_line(&text[root.open + 1..first.start]);
        let unit = indent.and_then(|blanks| blanks.strip_prefix(indentation(text, root.open)));
        layout.unit = unit.filter(|unit| !unit.is_empty()).unwrap_or("  ");
        if root.is_object {
            let colon = &text[first.name_end..first.value];
            layout.colon = if colon.contains('\n') { ": " } else { colon };
        }
        layout
    }

    /// How the children of a container are laid out, or will be when it has none.
    pub(super) fn inside(&self, parent: &Container<'_>) -> Indent {
        match parent.children.len().checked_sub(1) {
            Some(last) => blanks_of_line(self.before(parent, last)).map(str::to_owned),
            None if self.is_one_line => None,
            None => Some(format!("{}{}", indentation(self.text, parent.open), self.unit)),
        }
    }

    /// How the children of the outermost value are.
    pub(super) fn around(&self) -> Indent {
        let start = self.text.len() - self.text.trim_start().len();
        (!self.is_one_line).then(|| indentation(self.text, start).to_owned())
    }

    /// What goes before the only child of a container.
    pub(super) fn opening(&self, indent: &Indent) -> String {
        indent.as_ref().map(|indent| format!("{}{indent}", self.line_end)).unwrap_or_default()
    }

    /// What goes behind the only child of a container.
    pub(super) fn closing(&self, parent: &Container<'_>, indent: &Indent) -> String {
        let outer = indentation(self.text, parent.open);
        indent.as_ref().map(|_| format!("{}{outer}", self.line_end)).unwrap_or_default()
    }

    /// What goes between two children of a container that has at least one.
    pub(super) fn comma(&self, parent: &Container<'_>, indent: &Indent) -> String {
        match indent {
            Some(indent) => format!(",{}{indent}", self.line_end),
            None if parent.children.len() > 1 => {
                format!(",{}", self.before(parent, parent.children.len() - 1))
            }
            None => format!(",{}", self.gap()),
        }
    }

    /// Writes a member's name and its colon.
    pub(super) fn write_name(&self, name: &str, out: &mut String) {
        write_string(name, out);
        out.push_str(self.colon);
    }

    /// Writes a value that stands among children with this indentation.
    pub(super) fn write(&self, value: &Json, indent: &Indent, out: &mut String) {
        match value {
            Json::Array(elements) if !elements.is_empty() => {
                self.write_items('[', elements, ']', indent, out, |element, inner, out| {
                    self.write(element, inner, out);
                });
            }
            Json::Object(members) if !members.is_empty() => {
                self.write_items('{', members, '}', indent, out, |(name, member), inner, out| {
                    self.write_name(name, out);
                    self.write(member, inner, out);
                });
            }
            other => out.push_str(&compact(other)),
        }
    }

    fn write_items<T>(
        &self,
        open: char,
        items: impl IntoIterator<Item = T>,
        close: char,
        indent: &Indent,
        out: &mut String,
        write: impl Fn(T, &Indent, &mut String),
    ) {
        let inner = indent.as_ref().map(|indent| format!("{indent}{}", self.unit));
        out.push(open);
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            match &inner {
                Some(inner) => out.extend([self.line_end, inner]),
                None if index > 0 => out.push_str(self.gap()),
                None => {}
            }
            write(item, &inner, out);
        }
        if let Some(indent) = indent {
            out.extend([self.line_end, indent]);
        }
        out.push(close);
    }

    /// What follows a comma on one line goes with what follows a colon.
    fn gap(&self) -> &'static str {
        if self.colon.ends_with(' ') { " " } else { "" }
    }

    /// The blanks before a child.
    fn before(&self, parent: &Container<'_>, index: usize) -> &'a str {
        let before = &self.text[..parent.children[index].start];
        &before[before.trim_end_matches(BLANKS).len()..]
    }
}

/// What JSON has between its tokens.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// The blanks behind the last line break; `None` where there is no line break.
fn blanks_of_line(blanks: &str) -> Option<&str> {
    blanks.rfind('\n').map(|at| &blanks[at + 1..])
}

/// The blanks with which the line begins that the byte `at` is on.
pub(super) fn indentation(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |line_break| line_break + 1);
    let line = &text[start..at];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}
