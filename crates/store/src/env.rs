//! Environment variables as a value, so that a test passes its own.

use std::collections::BTreeMap;

/// Where environment variables come from.
#[derive(Clone, Debug, Default)]
pub enum Env {
    /// Those of this process.
    #[default]
    Process,
    /// A fixed set.
    Fixed(BTreeMap<String, String>),
}

impl Env {
    /// A fixed set from pairs.
    pub fn fixed<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        Self::Fixed(pairs.into_iter().map(|(k, v)| (k.into(), v.into())).collect())
    }

    /// The variable's value; `None` when it is not set, empty, or not UTF-8.
    pub fn get(&self, name: &str) -> Option<String> {
        let value = match self {
            Self::Process => std::env::var(name).ok(),
            Self::Fixed(set) => set.get(name).cloned(),
        };
        value.filter(|text| !text.is_empty())
    }
}
