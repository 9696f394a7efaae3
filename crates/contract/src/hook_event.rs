//! A call of a hook: the JSON object that the agent's client writes on standard input.
//!
//! Only the members that some hook looks at. New releases of the client add members and leave some
//! out, and the arguments of a tool are whatever its server declares: so everything is optional
//! here, and a member of another type than expected counts as absent.

//!
//! Texts are decoded when they are asked for: most calls are none of a hook's business, and then the
//! content of a file, which may be megabytes, is only passed over.

use crate::json::{Cursor, Kind, SyntaxError, decode_text};
use std::cell::OnceCell;

/// The deepest nesting of a value that is read.
const MAX_DEPTH: usize = 128;

/// One call.
#[derive(Debug, Default)]
pub struct Event<'a> {
    /// Which event it is, such as `PreToolUse`.
    pub hook_event_name: Argument<'a>,
    /// The session; the same inside subagents.
    pub session_id: Argument<'a>,
    /// The session's working folder, which follows `cd`.
    pub cwd: Argument<'a>,
    /// Present only inside a subagent.
    pub agent_id: Argument<'a>,
    /// The tool that is about to run, or has run.
    pub tool_name: Argument<'a>,
    /// Its arguments.
    pub tool_input: Argument<'a>,
    /// Whether a stop hook has already made the agent go on.
    pub stop_hook_active: Argument<'a>,
    /// What the agent said last.
    pub last_assistant_message: Argument<'a>,
}

impl<'a> Event<'a> {
    /// Reads a call. Half of a surrogate pair, which the client writes when a text was cut inside a
    /// character, becomes U+FFFD.
    pub fn read(text: &'a str) -> Result<Self, SyntaxError> {
        let mut cursor = Cursor::new(text.as_bytes());
        let mut event = Self::default();
        cursor.skip_space();
        if cursor.enter_object()? {
            loop {
                let name = cursor.member_name()?;
                match event.member(name) {
                    Some(member) => *member = Argument::take(text, &mut cursor, 0)?,
                    None => cursor.skip_value()?,
                }
                if !cursor.next_member()? {
                    break;
                }
            }
        }
        cursor.end()?;
        Ok(event)
    }

    /// The member of a name, as it stands in a call.
    fn member(&mut self, name: &[u8]) -> Option<&mut Argument<'a>> {
        Some(match name {
            b"hook_event_name" => &mut self.hook_event_name,
            b"session_id" => &mut self.session_id,
            b"cwd" => &mut self.cwd,
            b"agent_id" => &mut self.agent_id,
            b"tool_name" => &mut self.tool_name,
            b"tool_input" => &mut self.tool_input,
            b"stop_hook_active" => &mut self.stop_hook_active,
            b"last_assistant_message" => &mut self.last_assistant_message,
            _ => return None,
        })
    }
}

/// A string of a call: borrowed from it where it holds no escapes, and decoded once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    raw: &'a str,
    decoded: OnceCell<String>,
}

impl Text<'_> {
    /// The string.
    pub fn get(&self) -> &str {
        if !self.raw.contains('\\') {
            return self.raw;
        }
        self.decoded.get_or_init(|| decode_text(self.raw).into_owned())
    }
}

/// Any value of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Argument<'a> {
    /// Absent, null, or a number: nothing that a hook looks at.
    #[default]
    Nothing,
    /// A boolean.
    Flag(bool),
    /// A string.
    Text(Text<'a>),
    /// An array.
    List(Vec<Argument<'a>>),
    /// An object, its members in their order.
    Object(Vec<(Text<'a>, Argument<'a>)>),
}

impl<'a> Argument<'a> {
    /// Reads a value by itself.
    pub fn read(text: &'a str) -> Result<Self, SyntaxError> {
        let mut cursor = Cursor::new(text.as_bytes());
        let value = Self::take(text, &mut cursor, 0)?;
        cursor.end()?;
        Ok(value)
    }

    /// Reads the value at the cursor, which walks over `text`.
    fn take(text: &'a str, cursor: &mut Cursor<'a>, depth: usize) -> Result<Self, SyntaxError> {
        if depth == MAX_DEPTH {
            return Err(cursor.error("nested too deeply"));
        }
        Ok(match cursor.kind()? {
            Kind::String => Self::Text(string(text, cursor)?),
            Kind::Bool => Self::Flag(cursor.literal()? == b"true"),
            Kind::Null => cursor.literal().map(|_| Self::Nothing)?,
            Kind::Number => cursor.number().map(|_| Self::Nothing)?,
            Kind::Array => {
                let mut elements = Vec::new();
                let mut more = cursor.enter_array()?;
                while more {
                    elements.push(Self::take(text, cursor, depth + 1)?);
                    more = cursor.next_element()?;
                }
                Self::List(elements)
            }
            Kind::Object => {
                let mut members = Vec::new();
                let mut more = cursor.enter_object()?;
                while more {
                    let name = string_before_colon(text, cursor)?;
                    members.push((name, Self::take(text, cursor, depth + 1)?));
                    more = cursor.next_member()?;
                }
                Self::Object(members)
            }
        })
    }
}

fn string<'a>(text: &'a str, cursor: &mut Cursor<'a>) -> Result<Text<'a>, SyntaxError> {
    let start = cursor.offset() + 1;
    let length = cursor.raw_string()?.len();
    Ok(Text { raw: &text[start..start + length], decoded: OnceCell::new() })
}

fn string_before_colon<'a>(
    text: &'a str,
    cursor: &mut Cursor<'a>,
) -> Result<Text<'a>, SyntaxError> {
    cursor.skip_space();
    let start = cursor.offset() + 1;
    let length = cursor.member_name()?.len();
    Ok(Text { raw: &text[start..start + length], decoded: OnceCell::new() })
}

impl Argument<'_> {
    /// The string that it is.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text.get()) } else { None }
    }

    /// Whether it is `true`, as the client reads a switch: the word counts, too.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Flag(true)) || self.as_text() == Some("true")
    }

    /// A member; the last one of that name, as the client reads it.
    pub fn get(&self, name: &str) -> &Self {
        let Self::Object(members) = self else { return &Argument::Nothing };
        let found = members.iter().rev().find(|(key, _)| key.get() == name);
        found.map_or(&Argument::Nothing, |(_, value)| value)
    }

    /// A member that is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).as_text()
    }

    /// The elements, of an array.
    pub fn elements(&self) -> &[Self] {
        if let Self::List(elements) = self { elements } else { &[] }
    }

    /// Hands every string in it to `see`, wherever it stands.
    pub fn each_text<'s>(&'s self, see: &mut impl FnMut(&'s str)) {
        match self {
            Self::Text(text) => see(text.get()),
            Self::List(elements) => elements.iter().for_each(|element| element.each_text(see)),
            Self::Object(members) => members.iter().for_each(|(_, value)| value.each_text(see)),
            Self::Nothing | Self::Flag(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event(text: &str) -> Event<'_> {
        Event::read(text).unwrap()
    }

    #[test]
    fn members_are_taken_as_they_come() {
        let event = event(
            r#"{"new_in_some_release":{"x":1},"hook_event_name":"PreToolUse","cwd":null,"stop_hook_active":true,
                "tool_name":"Edit","tool_input":{"file_path":"/가 나.md","replace_all":"true","n":1e999,
                "edits":[{"old_string":"a"},7],"file_path":"/b\n.md"}}"#,
        );
        assert_eq!(event.hook_event_name.as_text(), Some("PreToolUse"));
        assert_eq!(event.cwd, Argument::Nothing);
        assert!(event.stop_hook_active.is_true());
        let input = &event.tool_input;
        assert_eq!(input.text("file_path"), Some("/b\n.md"), "the last one counts");
        assert!(input.get("replace_all").is_true() && !input.get("n").is_true());
        assert_eq!(input.get("edits").elements()[0].text("old_string"), Some("a"));
        assert_eq!(input.get("edits").elements()[1].text("old_string"), None);
        let mut seen = Vec::new();
        input.each_text(&mut |text| seen.push(text));
        assert_eq!(seen, ["/가 나.md", "true", "a", "/b\n.md"]);
    }

    #[test]
    fn arguments_of_any_type_are_taken() {
        for input in ["5", "null", "[1,[\"x\"]]", "\"text\"", "true", "-1.5"] {
            let text = format!(r#"{{"tool_name":5,"tool_input":{input}}}"#);
            let event = event(&text);
            assert_eq!(event.tool_name.as_text(), None);
            assert_eq!(event.tool_input.text("file_path"), None);
        }
    }

    #[test]
    fn a_surrogate_alone_is_replaced_and_a_pair_is_not() {
        let cwd = |text: &str| {
            let call = format!(r#"{{"cwd":"{text}"}}"#);
            Event::read(&call).unwrap().cwd.as_text().unwrap().to_owned()
        };
        assert_eq!(cwd(r"a\ud83db"), "a\u{fffd}b");
        assert_eq!(cwd(r"\ud83d\ud83d\ude00\uac00"), "\u{fffd}😀가");
        assert_eq!(cwd(r"\\ud83d"), r"\ud83d");
    }

    #[test]
    fn what_cannot_be_read_has_an_offset() {
        let check = |text: &str, offset| {
            assert_eq!(Event::read(text).unwrap_err().offset, offset, "{text}");
        };
        check("", 0);
        check("{\"cwd\": x}", 8);
        check("{\n\"cwd\": x}", 9);
        check(" [\"PreToolUse\"]", 1);
        check("{} {}", 3);
        let deep = format!(r#"{{"tool_input":{}}}"#, "[".repeat(1_000));
        check(&deep, 14 + MAX_DEPTH);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
            let _ = Event::read(&text);
        }

        #[test]
        fn a_text_is_what_was_written(text in "\\PC{0,40}") {
            let call = serde_json::to_string(&text).unwrap();
            let read = Argument::read(&call).unwrap();
            prop_assert_eq!(read.as_text(), Some(text.as_str()));
        }
    }
}
