//! Where a path really leads: links, dots, the Unicode form and the letter case of its names.
//!
//! The file need not exist. A write through a link that leads nowhere yet makes the file at its end;
//! a name in the other Unicode form, or in other letter case on a disk that does not tell cases
//! apart, is the file that is there.

use std::{
    collections::VecDeque,
    ffi::{OsStr, OsString},
    fs, io,
    path::{Component, Path, PathBuf},
};
use unicode_normalization::UnicodeNormalization;

/// Links that are followed before a path counts as a loop.
const LINKS: usize = 40;

/// Names that rules know: a name that differs from one of them in letter case only is looked at
/// twice.
const KNOWN_NAMES: [&str; 9] = [
    "test",
    "partial_results",
    "_shared",
    "templates",
    "_templates",
    "backup",
    ".claude",
    "proctor",
    "heads",
];

/// The absolute path without links and dots under which `path`, which must be absolute, is or would
/// be. What exists is spelled as the disk spells it.
pub fn landing(path: &Path) -> PathBuf {
    walk(path, &RealDisk)
}

/// What a walk asks of a disk.
trait Disk {
    /// Where a link leads; `InvalidInput` for what is no link, `NotFound` for what is not there.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;
    /// The names in a folder.
    fn names(&self, folder: &Path) -> Vec<String>;
    /// Whether two names are the same file.
    fn are_one(&self, a: &Path, b: &Path) -> bool;
}

fn walk(path: &Path, disk: &impl Disk) -> PathBuf {
    let mut real = PathBuf::new();
    let mut left: VecDeque<OsString> = names_of(path);
    let mut links = LINKS;
    let mut exists = true;
    while let Some(name) = left.pop_front() {
        if name == ".." {
            real.pop();
            exists = true;
            continue;
        }
        if Path::new(&name).is_absolute() {
            real = name.into();
            continue;
        }
        if !exists {
            real.push(usual_case(&real, &name, disk));
            continue;
        }
        match disk.read_link(&real.join(&name)) {
            Ok(link) if links > 0 => {
                links -= 1;
                for part in names_of(&link).into_iter().rev() {
                    left.push_front(part);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(found) = other_form(&real, &name, disk).filter(|_| links > 0) {
                    // Looked at again, for it may be a link.
                    links -= 1;
                    left.push_front(found.into());
                } else {
                    real.push(usual_case(&real, &name, disk));
                    exists = false;
                }
            }
            _ => real.push(as_spelled(&real, &name, disk)),
        }
    }
    real
}

/// The parts of a path, the root among them; `.` is left out.
fn names_of(path: &Path) -> VecDeque<OsString> {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    parts.map(|part| part.as_os_str().to_owned()).collect()
}

/// The same name in another Unicode form, where it exists.
fn other_form(folder: &Path, name: &OsStr, disk: &impl Disk) -> Option<String> {
    let name = name.to_str().filter(|name| !name.is_ascii())?;
    let wanted: String = name.nfc().collect();
    let is_it = |other: &String| other != name && other.nfc().eq(wanted.chars());
    disk.names(folder).into_iter().find(is_it)
}

/// The name of something that exists, in the letter case of the disk.
fn as_spelled(folder: &Path, name: &OsStr, disk: &impl Disk) -> OsString {
    let Some(odd) = name.to_str().filter(|name| is_oddly_cased(name)) else {
        return name.to_owned();
    };
    let names = disk.names(folder);
    let same = |other: &&String| other.eq_ignore_ascii_case(odd);
    if names.iter().any(|other| other == odd) {
        return odd.into();
    }
    names.iter().find(same).map_or_else(|| odd.into(), Into::into)
}

/// The name of something that does not exist yet: where letter case means nothing, the usual one.
fn usual_case(folder: &Path, name: &OsStr, disk: &impl Disk) -> OsString {
    match name.to_str() {
        Some(odd) if is_oddly_cased(odd) && folds_case(folder, disk) => usual(odd).into(),
        _ => name.to_owned(),
    }
}

/// Whether a name is a known one but for its letter case.
fn is_oddly_cased(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_alphabetic()) && usual(name) != name
}

/// A name as rules know it: ids in capitals, everything else of ours small.
fn usual(name: &str) -> String {
    let small = name.to_ascii_lowercase();
    if KNOWN_NAMES.contains(&small.as_str()) || small.starts_with('_') {
        return small;
    }
    if let Some(rest) = small.strip_prefix("tc-") {
        let id = rest.split(['_']).next().unwrap_or_default();
        let id = id.strip_suffix(".json").unwrap_or(id);
        let (id, suffix) = rest.split_at(id.len());
        return format!("TC-{}{suffix}", id.to_ascii_uppercase());
    }
    // A document: its ticket in capitals, the marker and the ending small but for one proper name.
    let marker = ["_confluence_test_result", "_test_result", "_test_sheet", "_data_mapping"]
        .into_iter()
        .find_map(|marker| Some((small.find(marker)?, marker)));
    match marker {
        Some((at, _)) => {
            let rest = small[at..].replace("_confluence", "_Confluence");
            format!("{}{rest}", name[..at].to_ascii_uppercase())
        }
        None => name.to_owned(),
    }
}

/// Whether the disk finds an entry of the folder, or the folder itself, in other letter case.
fn folds_case(folder: &Path, disk: &impl Disk) -> bool {
    let has_letter = |name: &String| name.bytes().any(|byte| byte.is_ascii_alphabetic());
    let inside = disk.names(folder).into_iter().find(has_letter).map(|name| folder.join(name));
    let Some(path) = inside.or_else(|| Some(folder.to_owned())) else { return false };
    let Some(name) = path.file_name().and_then(OsStr::to_str) else { return false };
    let swap = |sign: char| {
        if sign.is_ascii_lowercase() {
            sign.to_ascii_uppercase()
        } else {
            sign.to_ascii_lowercase()
        }
    };
    let swapped: String = name.chars().map(swap).collect();
    swapped != name && disk.are_one(&path, &path.with_file_name(swapped))
}

struct RealDisk;

impl Disk for RealDisk {
    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn names(&self, folder: &Path) -> Vec<String> {
        crate::list(folder).unwrap_or_default()
    }

    fn are_one(&self, a: &Path, b: &Path) -> bool {
        matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b || same_file(&a, &b))
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |path: &Path| fs::metadata(path).map(|it| (it.dev(), it.ino())).ok();
    identity(a).is_some_and(|identity_of_a| identity(b) == Some(identity_of_a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn scratch() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        (folder, real)
    }

    #[test]
    fn dots_and_links_are_followed_as_the_system_does() {
        let (_folder, root) = scratch();
        fs::create_dir_all(root.join("a/b")).unwrap();
        symlink(root.join("a/b"), root.join("link")).unwrap();
        symlink("../not yet.json", root.join("a/dangling")).unwrap();
        symlink("loop", root.join("loop")).unwrap();
        let check = |path: &str, expected: &str| {
            assert_eq!(landing(&root.join(path)), root.join(expected), "{path}");
        };
        check("a/./b/../c.md", "a/c.md");
        check("link/x.md", "a/b/x.md");
        check("link/../x.md", "a/x.md");
        check("a/dangling", "not yet.json");
        check("none/at/../all.md", "none/all.md");
        check("none/../link/x", "a/b/x");
        check("loop", "loop");
    }

    #[test]
    fn a_name_is_found_in_its_other_form() {
        let (_folder, root) = scratch();
        let decomposed: String = "주문".nfd().collect();
        fs::create_dir(root.join(&decomposed)).unwrap();
        assert_eq!(
            landing(&root.join("주문/새 파일.md")),
            root.join(decomposed).join("새 파일.md")
        );
    }

    /// A disk that does not tell letter cases apart.
    struct Folding(Vec<&'static str>);

    impl Folding {
        fn holds(&self, path: &Path) -> bool {
            let path = path.to_str().unwrap();
            self.0.iter().any(|known| known.eq_ignore_ascii_case(path))
        }
    }

    impl Disk for Folding {
        fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
            let exists = path == Path::new("/") || self.holds(path);
            let kind = if exists { io::ErrorKind::InvalidInput } else { io::ErrorKind::NotFound };
            Err(kind.into())
        }

        fn names(&self, folder: &Path) -> Vec<String> {
            let paths = self.0.iter().map(Path::new);
            let inside = paths.filter(|path| path.parent() == Some(folder));
            inside.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
        }

        fn are_one(&self, a: &Path, b: &Path) -> bool {
            self.holds(a) && self.holds(b)
        }
    }

    #[test]
    fn letter_case_is_the_disks_where_it_means_nothing() {
        let disk = Folding(vec!["/test", "/test/WO-1_x", "/test/WO-1_x/partial_results"]);
        let check = |path: &str, expected: &str| {
            assert_eq!(walk(Path::new(path), &disk), Path::new(expected), "{path}");
        };
        check(
            "/TEST/WO-1_x/Partial_Results/tc-a.1_STIMULUS.JSON",
            "/test/WO-1_x/partial_results/TC-A.1_stimulus.json",
        );
        check(
            "/test/WO-1_x/PARTIAL_RESULTS/_Ledger.jsonl",
            "/test/WO-1_x/partial_results/_ledger.jsonl",
        );
        check("/test/WO-1_x/wo-1_Test_Result_V1.MD", "/test/WO-1_x/WO-1_test_result_v1.md");
        check("/test/WO-1_x/Notes.md", "/test/WO-1_x/Notes.md");
    }

    #[test]
    fn letter_case_stays_where_it_means_something() {
        let (_folder, root) = scratch();
        fs::create_dir(root.join("test")).unwrap();
        assert_eq!(landing(&root.join("TEST/tc-1.json")), root.join("TEST/tc-1.json"));
    }
}
