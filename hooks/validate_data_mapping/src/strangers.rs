//! Test cases of a mapping that the newest sheet does not name.

use crate::findings::list;
use hook::Target;
use std::{borrow::Cow, collections::HashSet};
use store::{DocumentKind, Source, TicketFolder};
use testdoc::sheet;

/// What is to be said of them; nothing without a sheet.
pub(crate) fn warning(tc_ids: &[Cow<'_, str>], mapping: &Target) -> Option<String> {
    let folder = TicketFolder::at(mapping.path().parent()?);
    // Without a folder or a sheet that can be read there is nothing to compare with, and the
    // mapping itself is what is judged.
    let (path, _) = folder.document(DocumentKind::Sheet).ok()??;
    let source = Source::open_regular(&path).ok()?;
    let scenarios = sheet::scenarios(source.text().ok()?);
    let named: HashSet<&str> = scenarios.iter().map(|it| it.tc_id.as_str()).collect();
    let strangers: Vec<&str> = tc_ids
        .iter()
        .map(AsRef::as_ref)
        .filter(|tc_id| !named.is_empty() && !named.contains(tc_id))
        .collect();
    let sheet = path.file_name()?.to_string_lossy();
    (!strangers.is_empty()).then(|| {
        let strangers = list(&strangers);
        format!("{strangers}: not in {sheet}; add what is missing there, or take it out here")
    })
}
