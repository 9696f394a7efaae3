//! A file that only grows, a whole line at a time: the ledger.

use crate::{Error, source::check_regular};
use std::{
    fs::{File, OpenOptions},
    io::Write,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

/// Bytes that are read at once from the end of the file.
const BLOCK: u64 = 1 << 15;

/// A line log open for appending. Hold the [`crate::Lock`] of its path while it is open.
#[derive(Debug)]
pub struct LineLog {
    path: PathBuf,
    file: File,
}

impl LineLog {
    /// Opens the log, or makes an empty one.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = OpenOptions::new().create(true).read(true).append(true).open(path);
        Ok(Self { path: path.to_owned(), file: file.map_err(|e| Error::writing(path, e))? })
    }

    /// The lines from the last to the first.
    pub fn backwards(&self) -> Result<Backwards, Error> {
        let file = self.file.try_clone().map_err(|e| Error::reading(&self.path, e))?;
        Backwards::new(self.path.clone(), file)
    }

    /// Cuts off what follows the last line break: a write that was not finished.
    pub fn cut_torn_tail(&mut self) -> Result<(), Error> {
        let lines = self.backwards()?;
        if lines.torn.is_empty() {
            return Ok(());
        }
        let whole = lines.start + lines.end as u64;
        self.file.set_len(whole).map_err(|e| Error::writing(&self.path, e))
    }

    /// Appends one line in one write and has it on the disk when it returns. A write that fails
    /// half-way, as on a full disk, is taken back.
    pub fn append(&mut self, line: &str) -> Result<(), Error> {
        let writing = |e| Error::writing(&self.path, e);
        let before = self.file.metadata().map_err(writing)?.len();
        let written = self.file.write_all(format!("{line}\n").as_bytes());
        written.and_then(|()| self.file.sync_data()).map_err(|error| {
            // If even this fails, the next append cuts the torn tail.
            let _ = self.file.set_len(before);
            writing(error)
        })
    }
}

/// The whole lines of a file from the last to the first, read in blocks: what stands at the end is
/// found without reading the rest.
#[derive(Debug)]
pub struct Backwards {
    path: PathBuf,
    file: File,
    /// Offset in the file of the buffer's first byte.
    start: u64,
    buffer: Vec<u8>,
    /// What of the buffer has not been handed out.
    end: usize,
    torn: Vec<u8>,
}

impl Backwards {
    /// Opens a file; `None` when there is none.
    pub fn open(path: &Path) -> Result<Option<Self>, Error> {
        match File::open(path).map_err(|e| Error::reading(path, e)) {
            Ok(file) => Self::new(path.to_owned(), file).map(Some),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The same, of a regular file only: another kind could make the reader wait for ever.
    pub fn open_regular(path: &Path) -> Result<Option<Self>, Error> {
        check_regular(path)?;
        Self::open(path)
    }

    fn new(path: PathBuf, file: File) -> Result<Self, Error> {
        let start = file.metadata().map_err(|e| Error::reading(&path, e))?.len();
        // A block and what is left of the one behind it: most lines are shorter than a block.
        let buffer = Vec::with_capacity(2 * usize::try_from(BLOCK).unwrap_or_default());
        let mut lines = Self { path, file, start, buffer, end: 0, torn: Vec::new() };
        let whole = lines.find_line_break()?.map_or(0, |at| at + 1);
        lines.torn = lines.buffer.split_off(whole);
        lines.end = whole;
        Ok(lines)
    }

    /// What follows the last line break; empty when all lines are whole.
    pub fn torn_tail(&self) -> &[u8] {
        &self.torn
    }

    /// The next line towards the start, without its line break.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, Error> {
        // The byte at `end - 1` is the line break of the line that is wanted.
        if self.end == 0 && self.start == 0 {
            return Ok(None);
        }
        self.end = self.end.saturating_sub(1);
        let from = self.find_line_break()?.map_or(0, |at| at + 1);
        let line = from..self.end;
        self.end = from;
        Ok(Some(&self.buffer[line]))
    }

    /// The last line break before `end`, reading further blocks as needed.
    fn find_line_break(&mut self) -> Result<Option<usize>, Error> {
        let mut searched = 0;
        loop {
            let unsearched = self.end - searched;
            if let Some(at) = memchr::memrchr(b'\n', &self.buffer[..unsearched]) {
                return Ok(Some(at));
            }
            if self.start == 0 {
                return Ok(None);
            }
            searched = self.end;
            self.read_block()?;
        }
    }

    /// Puts the block before the buffer in front of what is left of it. The buffer stays where it
    /// is: fresh memory costs more than the copy.
    fn read_block(&mut self) -> Result<(), Error> {
        let size = self.start.min(BLOCK.max(self.end as u64));
        self.start -= size;
        let length = usize::try_from(size).unwrap_or_default();
        let needed = length + self.end;
        if self.buffer.len() < needed {
            self.buffer.resize(needed, 0);
        }
        self.buffer.copy_within(..self.end, length);
        let read = self.file.read_exact_at(&mut self.buffer[..length], self.start);
        read.map_err(|e| Error::reading(&self.path, e))?;
        self.end = needed;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    fn backwards(text: &str) -> (Vec<String>, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        fs::write(&path, text).unwrap();
        let mut lines = Backwards::open(&path).unwrap().unwrap();
        let torn = String::from_utf8(lines.torn_tail().to_vec()).unwrap();
        let mut found = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            found.push(String::from_utf8(line.to_vec()).unwrap());
        }
        (found, torn)
    }

    #[test]
    fn lines_come_from_the_last_to_the_first() {
        let check = |text: &str, lines: &[&str], torn: &str| {
            let (found, tail) = backwards(text);
            assert_eq!(
                (found, tail.as_str()),
                (lines.iter().map(ToString::to_string).collect(), torn)
            );
        };
        check("", &[], "");
        check("half", &[], "half");
        check("\n", &[""], "");
        check("a\n\nb\n", &["b", "", "a"], "");
        check("\na\nhalf", &["a", ""], "half");
    }

    #[test]
    fn lines_longer_than_a_block_are_whole() {
        let long = "가".repeat(100_000);
        let (found, torn) = backwards(&format!("first\n{long}\nlast\n{long}"));
        assert_eq!(found, ["last", &long, "first"]);
        assert_eq!(torn, long);
    }

    proptest! {
        #[test]
        fn they_are_those_of_split(lines in prop::collection::vec("[a-z]{0,30000}", 0..8), torn in "[a-z]{0,40000}") {
            let text = lines.iter().fold(String::new(), |text, line| text + line + "\n");
            let (mut found, tail) = backwards(&(text + &torn));
            found.reverse();
            prop_assert_eq!(found, lines);
            prop_assert_eq!(tail, torn);
        }
    }

    #[test]
    fn a_torn_tail_is_cut_and_the_next_line_stands_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("원장.jsonl");
        fs::write(&path, "one\ntw").unwrap();
        let mut log = LineLog::open(&path).unwrap();
        log.cut_torn_tail().unwrap();
        log.append("two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\n");
    }

    #[test]
    fn a_missing_log_is_none_and_is_made_by_opening() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        assert!(Backwards::open(&path).unwrap().is_none());
        assert!(Backwards::open_regular(folder.path()).is_err());
        let mut log = LineLog::open(&path).unwrap();
        assert!(log.backwards().unwrap().next_line().unwrap().is_none());
        log.cut_torn_tail().unwrap();
        log.append("one").unwrap();
        assert_eq!(log.backwards().unwrap().next_line().unwrap(), Some(&b"one"[..]));
    }

    #[test]
    fn a_full_disk_leaves_whole_lines_only() {
        // /dev/full accepts nothing and has no length to fall back to.
        let mut log = LineLog::open(Path::new("/dev/full")).unwrap();
        assert!(log.append("one").is_err());
    }
}
