//! The skill's documents, carried in this program.

/// Each document: its path in the skill's folder, and its text.
pub(crate) const DOCUMENTS: [(&str, &str); 2] = [
    ("SKILL.md", include_str!("../../../../skills/test/SKILL.md")),
    ("SKILL.ko.md", include_str!("../../../../skills/test/SKILL.ko.md")),
];
