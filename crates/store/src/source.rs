//! A file as it was read.

use crate::{
    Error,
    folder::{find, find_otherwise},
    map::map,
};
use contract::{
    Json, json,
    typed::{self, ObjectsOnly},
};
use memmap2::Mmap;
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    fs::{self, File, OpenOptions},
    io::Read,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// Files from this size on are mapped, not copied: from here on a map costs fewer page faults than
/// fresh memory for a copy does.
const MAP_FROM: u64 = 1 << 17;
/// Bytes that are read at once.
const BLOCK: usize = 1 << 13;
/// Texts from this size on are checked with vector instructions.
const LARGE_TEXT: usize = 1 << 18;
/// `O_NONBLOCK`: a pipe that nobody writes to is opened at once.
const NONBLOCK: i32 =
    if cfg!(any(target_os = "linux", target_os = "android")) { 0o4000 } else { 4 };
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The bytes of an input together with where they came from.
///
/// The hash that goes into a ledger entry is that of these very bytes, so that a file changed after
/// it was read cannot pass for the one that was judged.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Copied(Vec<u8>),
    Mapped(Mmap),
}

impl Source {
    /// Reads a file; a large one is mapped. A name in another Unicode form is found, too.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let opened = File::open(path).or_else(|error| match find(path) {
            Some(found) => File::open(found),
            None => Err(error),
        });
        let mut file = opened.map_err(|e| Error::reading(path, e))?;
        let reading = |e| Error::reading(path, e);
        // Most files end within the first block, and then nobody needs to ask for their length.
        let mut bytes = Vec::with_capacity(BLOCK + 1);
        file.by_ref().take(BLOCK as u64 + 1).read_to_end(&mut bytes).map_err(reading)?;
        if bytes.len() > BLOCK {
            let length = file.metadata().map_err(reading)?.len();
            if length >= MAP_FROM {
                let real = find(path).unwrap_or_else(|| path.to_owned());
                return Ok(Self { path: path.to_owned(), content: Content::Mapped(map(&real)?) });
            }
            bytes.reserve_exact(usize::try_from(length).unwrap_or_default());
            file.take(u64::MAX).read_to_end(&mut bytes).map_err(reading)?;
        }
        Ok(Self { path: path.to_owned(), content: Content::Copied(bytes) })
    }

    /// The same, of a regular file only: another kind, such as a pipe, could make the reader wait
    /// for ever.
    pub fn open_regular(path: &Path) -> Result<Self, Error> {
        let reading = |e| Error::reading(path, e);
        let open = |path: &Path| OpenOptions::new().read(true).custom_flags(NONBLOCK).open(path);
        let opened = open(path).or_else(|error| match find_otherwise(path) {
            Some(found) => open(&found),
            None => Err(error),
        });
        let file = opened.map_err(reading)?;
        let metadata = file.metadata().map_err(reading)?;
        if !metadata.is_file() {
            return Err(Error::NotAFile { path: path.to_owned() });
        }
        let length = metadata.len();
        if length == 0 || length >= MAP_FROM {
            return Self::open(path);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        file.take(length).read_to_end(&mut bytes).map_err(reading)?;
        Ok(Self { path: path.to_owned(), content: Content::Copied(bytes) })
    }

    /// Wraps bytes that came from elsewhere, such as standard input (`-`) or an argument.
    pub fn from_bytes(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Self {
        Self { path: path.into(), content: Content::Copied(bytes) }
    }

    /// The path as it was given; `-` for standard input.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The bytes as they are on disk, a BOM included.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Copied(bytes) => bytes,
            Content::Mapped(map) => map,
        }
    }

    /// SHA-256 of the bytes as 64 lower-case hex digits.
    pub fn sha256(&self) -> String {
        sha256_hex(self.bytes())
    }

    /// The bytes without a BOM.
    pub fn body(&self) -> &[u8] {
        self.bytes().strip_prefix(BOM).unwrap_or(self.bytes())
    }

    /// The text without a BOM.
    pub fn text(&self) -> Result<&str, Error> {
        let body = self.body();
        // Looking up what the processor can do costs more than a small file.
        let text = if self.bytes().len() < LARGE_TEXT {
            std::str::from_utf8(body).map_err(|error| error.valid_up_to())
        } else {
            simdutf8::compat::from_utf8(body).map_err(|error| error.valid_up_to())
        };
        text.map_err(|offset| Error::NotUtf8 { path: self.path.clone(), offset })
    }

    /// The text as an exact JSON tree.
    pub fn json(&self) -> Result<Json, Error> {
        json::parse(self.text()?).map_err(|error| self.syntax_error(&error))
    }

    /// The text as a document of the contract.
    pub fn document<T: DeserializeOwned>(&self) -> Result<T, Error> {
        self.view()
    }

    /// The text as a type that borrows from it: for looking at a few members of a large document.
    pub fn view<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Error> {
        let text = self.text()?;
        typed::from_str(text).map_err(|error| self.explain::<T>(text, &error))
    }

    /// Turns a syntax error of [`json::Cursor`] into one that names this file, line and column.
    pub fn syntax_error(&self, error: &json::SyntaxError) -> Error {
        let (line, column) = error.line_column(self.body());
        Error::NotJson { path: self.path.clone(), line, column, message: error.message.into() }
    }

    /// Says `Changed` when a mapped file no longer has the length that was read.
    pub fn check_unchanged(&self) -> Result<(), Error> {
        let Content::Mapped(map) = &self.content else { return Ok(()) };
        let real = find(&self.path).unwrap_or_else(|| self.path.clone());
        let now = fs::metadata(&real).map_err(|e| Error::reading(&self.path, e))?.len();
        if usize::try_from(now) == Ok(map.len()) {
            return Ok(());
        }
        Err(Error::Changed { path: self.path.clone() })
    }

    /// Reads once more, slowly, to find where the error lies.
    fn explain<'a, T: Deserialize<'a>>(&self, text: &'a str, error: &serde_json::Error) -> Error {
        let mut cursor = json::Cursor::new(text.as_bytes());
        if let Err(syntax) = cursor.skip_value().and_then(|()| cursor.end()) {
            return self.syntax_error(&syntax);
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let pointer = match serde_path_to_error::deserialize::<_, T>(ObjectsOnly(&mut deserializer))
        {
            Err(located) => pointer(located.path()),
            Ok(_) => String::new(),
        };
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        Error::WrongShape { path: self.path.clone(), pointer, message }
    }
}

/// Refuses what is there and is no regular file. What is not there is for the opening to say.
pub(crate) fn check_regular(path: &Path) -> Result<(), Error> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(Error::NotAFile { path: path.to_owned() }),
        _ => Ok(()),
    }
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        let step = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&step);
    }
    pointer
}

/// SHA-256 of bytes as 64 lower-case hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    contract::sha256::of(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fault::Fault;
    use std::collections::BTreeMap;

    fn source(text: &str) -> Source {
        Source::from_bytes("주문.json", text.as_bytes().to_vec())
    }

    #[test]
    fn a_bom_is_dropped_from_the_text_and_not_from_the_hash() {
        let with = source("\u{feff}[1]");
        assert_eq!(with.text().unwrap(), "[1]");
        assert_ne!(with.sha256(), source("[1]").sha256());
    }

    #[test]
    fn malformed_json_names_line_and_column() {
        let error = source("{\n  \"a\": ,\n}").json().unwrap_err();
        assert_eq!(
            fault::line(&error),
            "error: is not JSON: expected a value: 주문.json line 2 column 8; \
             correct the JSON there [store/not-json]"
        );
    }

    #[test]
    fn a_wrong_type_names_the_pointer() {
        let error = source(r#"{"mappings":{"TC-1":"x"}}"#)
            .document::<BTreeMap<String, BTreeMap<String, u32>>>()
            .unwrap_err();
        assert_eq!(error.code(), "store/wrong-shape");
        assert_eq!(error.place().unwrap().to_string(), "주문.json at /mappings/TC-1");
        assert!(error.to_string().contains("expected u32"), "{error}");
    }

    #[test]
    fn large_files_are_mapped_and_watched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("큰 파일.json");
        fs::write(&path, vec![b' '; usize::try_from(MAP_FROM).unwrap()]).unwrap();
        let source = Source::open(&path).unwrap();
        assert!(matches!(source.content, Content::Mapped(_)));
        source.check_unchanged().unwrap();
        fs::write(&path, "1").unwrap();
        assert_eq!(source.check_unchanged().unwrap_err().code(), "store/changed");
    }

    #[test]
    fn only_a_regular_file_is_opened_where_that_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Source::open_regular(folder.path()).unwrap_err();
        assert!(fault::line(&refused).contains("[store/not-a-file]"));
        assert!(Source::open_regular(Path::new("/dev/zero")).is_err(), "it has no end");
        let missing = Source::open_regular(&folder.path().join("x")).unwrap_err();
        assert_eq!(missing.code(), "store/not-found");
    }

    #[test]
    fn a_name_in_another_form_must_be_a_regular_file_too() {
        use unicode_normalization::UnicodeNormalization;
        let folder = tempfile::tempdir().unwrap();
        let decomposed: String = "주문".nfd().collect();
        fs::create_dir(folder.path().join(&decomposed)).unwrap();
        let asked = folder.path().join("주문");
        assert_eq!(Source::open_regular(&asked).unwrap_err().code(), "store/not-a-file");
        let inside = Source::open_regular(&asked.join("x.json")).unwrap_err();
        assert_eq!(inside.code(), "store/not-found");
        fs::write(folder.path().join(&decomposed).join("x.json"), "1").unwrap();
        assert_eq!(Source::open_regular(&asked.join("x.json")).unwrap().text().unwrap(), "1");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let missing = Source::open(Path::new("/없음/x.json")).unwrap_err();
        assert_eq!(missing.code(), "store/not-found");
        let folder = Source::open(Path::new("/")).unwrap_err();
        assert_eq!(folder.code(), "store/unreadable");
        let bytes = Source::from_bytes("x", vec![b'a', 0xff]);
        assert_eq!(bytes.text().unwrap_err().code(), "store/not-utf8");
    }
}
