//! What the sources say of their error codes, read from the syntax tree.
//!
//! A code is a string literal `package/kebab-case` outside tests. Where a function called `code`
//! maps variants of an enum to codes, the enum's `#[error]` text, the variant's documentation and
//! the arm of `remedy` belong to the code, too.

use anyhow::{Context, Result, bail};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use syn::{
    Attribute, Expr, File, ImplItem, Item, ItemEnum, ItemImpl, Lit, Meta, Pat,
    visit::{self, Visit},
};

/// What is known of one code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Code {
    /// The texts of the errors with this code; `{…}` stands for a value.
    pub(crate) says: Vec<String>,
    /// When it happens: the documentation of the variants.
    pub(crate) when: Vec<String>,
    /// What to do, where the source has it as a text.
    pub(crate) remedy: Vec<String>,
}

/// The codes of a package, from the files below its `src`. A code under another package's name is an
/// error, so that codes are unique.
pub(crate) fn codes(package: &str, folder: &Path) -> Result<BTreeMap<String, Code>> {
    let mut reader = Reader { prefix: format!("{package}/"), ..Reader::default() };
    for path in rust_files(&folder.join("src"))? {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let file = syn::parse_file(&text).with_context(|| path.display().to_string())?;
        reader.read(&file);
    }
    if let Some((variant, code)) = reader.strangers().next() {
        bail!("{package}: the code `{code}` of {variant} does not begin with `{package}/`");
    }
    Ok(reader.finish())
}

/// All `.rs` files below a folder, in order.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[derive(Default)]
struct Reader {
    prefix: String,
    codes: BTreeMap<String, Code>,
    /// Constants that hold a code, by name.
    constants: BTreeMap<String, String>,
    /// `Enum::Variant` to its `#[error]` text and its documentation.
    variants: BTreeMap<String, (String, String)>,
    /// `Enum::Variant` to the code, or to the name of the constant with it.
    coded: Vec<(String, String)>,
    /// `Enum::Variant` to what to do.
    remedies: BTreeMap<String, String>,
}

impl Reader {
    fn read(&mut self, file: &File) {
        self.visit_file(file);
    }

    /// Variants whose code is not of this package.
    fn strangers(&self) -> impl Iterator<Item = &(String, String)> {
        self.coded.iter().filter(|(_, code)| code.contains('/') && !self.is_code(code))
    }

    /// Brings codes and variants together.
    fn finish(mut self) -> BTreeMap<String, Code> {
        for (variant, code) in &self.coded {
            let code = self.constants.get(code).unwrap_or(code);
            let Some(entry) = self.codes.get_mut(code) else { continue };
            if let Some((says, when)) = self.variants.get(variant) {
                add(&mut entry.says, says);
                add(&mut entry.when, when);
            }
            if let Some(remedy) = self.remedies.get(variant) {
                add(&mut entry.remedy, remedy);
            }
        }
        self.codes
    }

    fn is_code(&self, text: &str) -> bool {
        text.strip_prefix(&self.prefix).is_some_and(|name| {
            !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
    }
}

fn add(texts: &mut Vec<String>, text: &str) {
    if !text.is_empty() && !texts.iter().any(|present| present == text) {
        texts.push(text.to_owned());
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Mod(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            _ => &[],
        };
        if !attributes.iter().any(is_test) {
            visit::visit_item(self, item);
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        let text = literal.value();
        if self.is_code(&text) {
            self.codes.entry(text).or_default();
        }
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        if let Some(text) = first_text(&item.expr) {
            self.constants.insert(item.ident.to_string(), text);
        }
        visit::visit_item_const(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        for variant in &item.variants {
            let says = variant.attrs.iter().find_map(error_text).unwrap_or_default();
            let when = documentation(&variant.attrs);
            self.variants.insert(format!("{}::{}", item.ident, variant.ident), (says, when));
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let owner = type_name(&item.self_ty);
        for function in &item.items {
            let ImplItem::Fn(function) = function else { continue };
            let mut arms = Arms { owner: owner.clone(), arms: Vec::new() };
            arms.visit_block(&function.block);
            if function.sig.ident == "code" {
                self.coded.append(&mut arms.arms);
            } else if function.sig.ident == "remedy" {
                self.remedies.extend(arms.arms);
            }
        }
        visit::visit_item_impl(self, item);
    }
}

/// The arms of a match over `Self`: variant to the first text of the arm.
struct Arms {
    owner: String,
    arms: Vec<(String, String)>,
}

impl<'ast> Visit<'ast> for Arms {
    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if let Some(text) = first_text(&arm.body) {
            for variant in variants(&arm.pat) {
                self.arms.push((format!("{}::{variant}", self.owner), text.clone()));
            }
        }
        visit::visit_arm(self, arm);
    }
}

/// The last segments of the paths of a pattern: `Self::A { .. } | Self::B(_)` gives `A`, `B`.
fn variants(pattern: &Pat) -> Vec<String> {
    let path = match pattern {
        Pat::Or(or) => return or.cases.iter().flat_map(variants).collect(),
        Pat::Path(path) => &path.path,
        Pat::Struct(pattern) => &pattern.path,
        Pat::TupleStruct(pattern) => &pattern.path,
        _ => return Vec::new(),
    };
    path.segments.last().map(|segment| segment.ident.to_string()).into_iter().collect()
}

/// The first text of an expression: a literal, the first argument of a `format!`, the name of a
/// constant. `None` when a call of another function decides.
fn first_text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        Expr::MethodCall(call) => first_text(&call.receiver).filter(|text| text.contains(' ')),
        Expr::Macro(call) if call.mac.path.is_ident("format") => {
            leading_text(call.mac.tokens.clone())
        }
        Expr::Return(inner) => inner.expr.as_deref().and_then(first_text),
        Expr::Block(block) => match block.block.stmts.last()? {
            syn::Stmt::Expr(last, _) => first_text(last),
            _ => None,
        },
        _ => None,
    }
}

fn type_name(kind: &syn::Type) -> String {
    let syn::Type::Path(path) = kind else { return String::new() };
    path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

fn is_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("test")
        || (attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|ident| ident == "test"))
}

fn error_text(attribute: &Attribute) -> Option<String> {
    if !attribute.path().is_ident("error") {
        return None;
    }
    let list = attribute.meta.require_list().ok()?;
    leading_text(list.tokens.clone())
}

/// The format text at the start of a macro's or an attribute's tokens, with a mark for each value
/// that has no name.
fn leading_text(tokens: impl IntoIterator<Item: ToString>) -> Option<String> {
    let first = tokens.into_iter().next()?;
    let text = syn::parse_str::<syn::LitStr>(&first.to_string()).ok()?.value();
    Some(text.replace("{}", "{…}").replace("{0}", "{…}").replace("{{", "{").replace("}}", "}"))
}

/// The documentation as one paragraph.
fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let lines = lines.filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(value) => first_text(&value.value),
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
        const GONE: &str = "shop/gone";
        #[derive(Debug, thiserror::Error)]
        pub enum Error {
            /// The shop
            /// is closed.
            #[error("cannot enter {name}: {}", .door)]
            Closed { name: String, door: String },
            #[error("no money")]
            Poor(#[source] Wallet),
            #[error("gone")]
            Gone,
            #[error(transparent)]
            Store(store::Error),
        }
        impl Fault for Error {
            fn code(&self) -> &'static str {
                match self {
                    Self::Closed { .. } => "shop/closed",
                    Self::Poor(_) | Error::Broke => "shop/poor",
                    Self::Gone => GONE,
                    Self::Store(error) => error.code(),
                }
            }
            fn remedy(&self) -> String {
                match self {
                    Self::Closed { .. } => "come back tomorrow",
                    Self::Poor(_) => return format!("earn {} first", 1),
                    Self::Gone => "run after it".into(),
                    Self::Store(error) => return error.remedy(),
                }
                .into()
            }
        }
        #[cfg(test)]
        mod tests { const X: &str = "shop/only-in-a-test"; }
    "#;

    fn code(says: &str, when: &str, remedy: &str) -> Code {
        let one = |text: &str| if text.is_empty() { vec![] } else { vec![text.to_owned()] };
        Code { says: one(says), when: one(when), remedy: one(remedy) }
    }

    #[test]
    fn codes_bring_their_texts() {
        let mut reader = Reader { prefix: "shop/".into(), ..Reader::default() };
        reader.read(&syn::parse_file(SAMPLE).unwrap());
        let found: Vec<_> = reader.finish().into_iter().collect();
        let expected = [
            (
                "shop/closed",
                code("cannot enter {name}: {…}", "The shop is closed.", "come back tomorrow"),
            ),
            ("shop/gone", code("gone", "", "run after it")),
            ("shop/poor", code("no money", "", "earn {…} first")),
        ];
        assert_eq!(found, expected.map(|(name, code)| (name.to_owned(), code)));
    }
}
