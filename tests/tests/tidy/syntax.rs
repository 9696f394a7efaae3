//! What a source file names outside its tests, from its syntax tree.

use crate::tree::File;
use syn::{
    Attribute, Item, UseTree,
    visit::{self, Visit},
};

/// Every path that the file names or imports, with the paths of `use` groups spelled out.
pub(crate) fn paths(file: &File) -> Vec<String> {
    let tree = syn::parse_file(&file.text).unwrap_or_else(|e| panic!("{}: {e}", file.path));
    let mut names = Names::default();
    names.visit_file(&tree);
    names.paths
}

#[derive(Default)]
struct Names {
    paths: Vec<String>,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Mod(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            _ => &[],
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_use_tree(&mut self, tree: &'ast UseTree) {
        self.spell_out("", tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string());
        self.paths.push(segments.collect::<Vec<_>>().join("::"));
        visit::visit_path(self, path);
    }
}

impl Names {
    fn spell_out(&mut self, prefix: &str, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.spell_out(&format!("{prefix}{}::", path.ident), &path.tree),
            UseTree::Name(name) => self.paths.push(format!("{prefix}{}", name.ident)),
            UseTree::Rename(name) => self.paths.push(format!("{prefix}{}", name.ident)),
            UseTree::Glob(_) => self.paths.push(prefix.trim_end_matches("::").to_owned()),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.spell_out(prefix, tree);
                }
            }
        }
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.parse_args::<syn::Ident>().is_ok_and(|ident| ident == "test")
}

#[test]
fn groups_are_spelled_out_and_tests_left_out() {
    let text = "use std::{fs, io::{self, Read as R}}; fn f() { std::env::var(\"A\"); } \
                #[cfg(test)] mod tests { use std::net; }";
    let file = File { path: "x.rs".into(), text: text.into() };
    let found = paths(&file);
    for path in ["std::fs", "std::io::self", "std::io::Read", "std::env::var"] {
        assert!(found.iter().any(|name| name == path), "{path} is not in {found:?}");
    }
    assert!(!found.iter().any(|name| name == "std::net"));
}
