//! `docs/schemas`: what each document may look like, for programs that are not ours.

use crate::{generated::Generated, workspace::Workspace};

/// A file for every document of the contract.
pub(crate) fn generate(workspace: &Workspace) -> Generated {
    let folder = workspace.root.join("docs/schemas");
    let files = contract::schemas::all()
        .into_iter()
        .map(|(name, schema)| (folder.join(format!("{name}.json")), text(&schema)))
        .collect();
    Generated { command: "cargo dev schemas", folder: Some(folder), files }
}

fn text(schema: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(schema).expect("a schema is plain JSON");
    format!("{text}\n")
}
