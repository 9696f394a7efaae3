//! What a test case is, and how it ended.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How a test case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Status {
    /// Every check held, and the record bears it out.
    #[serde(rename = "PASS")]
    Pass,
    /// A check did not hold.
    #[serde(rename = "FAIL")]
    Fail,
    /// Not tested, for example for want of data.
    #[serde(rename = "N/T")]
    NotTested,
    /// Something outside the test stood in its way.
    #[serde(rename = "BLOCKED")]
    Blocked,
    /// A step that the verdict needs did not happen.
    #[serde(rename = "INCOMPLETE")]
    Incomplete,
}

impl Status {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 5] =
        [Self::Pass, Self::Fail, Self::NotTested, Self::Blocked, Self::Incomplete];

    /// The word in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "PASS",
            Self::Fail => "FAIL",
            Self::NotTested => "N/T",
            Self::Blocked => "BLOCKED",
            Self::Incomplete => "INCOMPLETE",
        }
    }

    /// Reads the word of a document.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a test case acts on the system or only looks at it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TcType {
    /// It sends a stimulus.
    #[default]
    #[serde(rename = "ACTIVE")]
    Active,
    /// It observes only; no stimulus is needed.
    #[serde(rename = "OBSERVATION")]
    Observation,
}

impl TcType {
    /// The word in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Observation => "OBSERVATION",
        }
    }

    /// What a title says: `[관찰]` or `[observation]` at its start marks an observation.
    pub fn from_title(title: &str) -> Self {
        let title = title.trim_start();
        let tag = "[observation]";
        let english = title.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        if english || title.starts_with("[관찰]") { Self::Observation } else { Self::Active }
    }
}

impl fmt::Display for TcType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_contract() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Some(status));
            assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{status}\""));
        }
        assert_eq!(Status::parse("pass"), None);
    }

    #[test]
    fn a_title_says_what_only_its_start_says() {
        for (title, expected) in [
            ("[관찰] 재고", TcType::Observation),
            ("[Observation] stock", TcType::Observation),
            ("주문 [관찰]", TcType::Active),
            ("[관", TcType::Active),
            ("", TcType::Active),
        ] {
            assert_eq!(TcType::from_title(title), expected, "{title}");
        }
    }
}
