//! A call of a hook: the JSON object that the agent's client writes on standard input.
//!
//! Only the members that some hook looks at. New releases of the client add members and leave some
//! out, and the arguments of a tool are whatever its server declares: so everything is optional
//! here, and a member of another type than expected counts as absent.

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use std::{borrow::Cow, fmt};

/// One call.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Event<'a> {
    /// Which event it is, such as `PreToolUse`.
    #[serde(borrow)]
    pub hook_event_name: Argument<'a>,
    /// The session; the same inside subagents.
    #[serde(borrow)]
    pub session_id: Argument<'a>,
    /// The session's working folder, which follows `cd`.
    #[serde(borrow)]
    pub cwd: Argument<'a>,
    /// Present only inside a subagent.
    #[serde(borrow)]
    pub agent_id: Argument<'a>,
    /// The tool that is about to run, or has run.
    #[serde(borrow)]
    pub tool_name: Argument<'a>,
    /// Its arguments.
    #[serde(borrow)]
    pub tool_input: Argument<'a>,
    /// Whether a stop hook has already made the agent go on.
    #[serde(borrow)]
    pub stop_hook_active: Argument<'a>,
    /// What the agent said last.
    #[serde(borrow)]
    pub last_assistant_message: Argument<'a>,
}

/// Any value of a call; its texts are borrowed from the call where they hold no escapes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Argument<'a> {
    /// Absent, null, or a number: nothing that a hook looks at.
    #[default]
    Nothing,
    /// A boolean.
    Flag(bool),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Argument<'a>>),
    /// An object, its members in their order.
    Object(Vec<(Cow<'a, str>, Argument<'a>)>),
}

impl Argument<'_> {
    /// The string that it is.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Whether it is `true`, as the client reads a switch: the word counts, too.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Flag(true)) || self.as_text() == Some("true")
    }

    /// A member; the last one of that name, as the client reads it.
    pub fn get(&self, name: &str) -> &Self {
        let Self::Object(members) = self else { return &Argument::Nothing };
        let found = members.iter().rev().find(|(key, _)| key == name);
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
            Self::Text(text) => see(text),
            Self::List(elements) => elements.iter().for_each(|element| element.each_text(see)),
            Self::Object(members) => members.iter().for_each(|(_, value)| value.each_text(see)),
            Self::Nothing | Self::Flag(_) => {}
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Argument<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyArgument)
    }
}

/// Reads any value. The reader's own limit of depth holds.
struct AnyArgument;

impl<'de> Visitor<'de> for AnyArgument {
    type Value = Argument<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Argument::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Argument::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Argument::Flag(flag))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Argument::Nothing)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Argument::Nothing)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Argument::Nothing)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Argument::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element()? {
            elements.push(element);
        }
        Ok(Argument::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Argument::Text(name), value)) = map.next_entry()? {
            members.push((name, value));
        }
        Ok(Argument::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(text: &str) -> Event<'_> {
        serde_json::from_str(text).unwrap()
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
}
