//! What a test wants to be answered, and how the answer should go wrong.

use std::io::Write;

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Status code.
    pub status: u16,
    /// Header lines in order, beside those that framing needs.
    pub headers: Vec<(String, String)>,
    /// The body as it goes over the wire (already compressed where that is wanted).
    pub body: Vec<u8>,
    /// How the client is told where the body ends.
    pub framing: Framing,
    /// What goes wrong.
    pub mishap: Mishap,
}

/// How the end of a body is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// A true `Content-Length`.
    Length,
    /// A `Content-Length` that says another number.
    FalseLength(usize),
    /// Chunks of at most so many bytes.
    Chunks(usize),
    /// Nothing: the connection is closed behind the body.
    Close,
}

/// What goes wrong with an answer; bytes count from the first byte of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Nothing.
    None,
    /// No answer ever comes, and the connection stays open.
    Stall,
    /// The connection is closed without an answer.
    Close,
    /// The connection is reset without an answer.
    Reset,
    /// The head and so many bytes come, then nothing more.
    StallAfter(usize),
    /// The head and so many bytes come, then the connection is closed.
    CloseAfter(usize),
    /// The head and so many bytes come, then the connection is reset.
    ResetAfter(usize),
    /// The body comes as raw bytes in place of any HTTP head.
    Garbage,
}

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// gzip
    Gzip,
    /// Brotli
    Br,
    /// Zstandard
    Zstd,
    /// deflate in its zlib wrapper, as the standard has it
    Deflate,
    /// deflate without a wrapper, as some servers send it
    RawDeflate,
}

impl Reply {
    /// An answer without a body.
    pub fn status(status: u16) -> Self {
        let (headers, body) = (Vec::new(), Vec::new());
        Self { status, headers, body, framing: Framing::Length, mishap: Mishap::None }
    }

    /// An answer with a body of a given type.
    pub fn body(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let reply = Self::status(status).header("content-type", content_type);
        Self { body: body.into(), ..reply }
    }

    /// A JSON answer.
    pub fn json(status: u16, body: &str) -> Self {
        Self::body(status, "application/json", body)
    }

    /// A text answer.
    pub fn text(status: u16, body: &str) -> Self {
        Self::body(status, "text/plain; charset=utf-8", body)
    }

    /// A redirect.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("location", location)
    }

    /// The same with one more header line.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same with the body's end marked in another way.
    #[must_use]
    pub fn framed(self, framing: Framing) -> Self {
        Self { framing, ..self }
    }

    /// The same, going wrong.
    #[must_use]
    pub fn with(self, mishap: Mishap) -> Self {
        Self { mishap, ..self }
    }

    /// The same with a compressed body and the header that says so.
    #[must_use]
    pub fn compressed(self, coding: Coding) -> Self {
        let name = match coding {
            Coding::Gzip => "gzip",
            Coding::Br => "br",
            Coding::Zstd => "zstd",
            Coding::Deflate | Coding::RawDeflate => "deflate",
        };
        let body = encode(coding, &self.body);
        Self { body, ..self }.header("content-encoding", name)
    }
}

/// Compresses bytes.
///
/// # Panics
/// Never: memory takes every byte.
pub fn encode(coding: Coding, bytes: &[u8]) -> Vec<u8> {
    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };
    let level = Compression::default();
    let written = match coding {
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), level);
            encoder.write_all(bytes).and_then(|()| encoder.finish())
        }
        Coding::Deflate => {
            let mut encoder = ZlibEncoder::new(Vec::new(), level);
            encoder.write_all(bytes).and_then(|()| encoder.finish())
        }
        Coding::RawDeflate => {
            let mut encoder = DeflateEncoder::new(Vec::new(), level);
            encoder.write_all(bytes).and_then(|()| encoder.finish())
        }
        Coding::Br => {
            let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 20);
            encoder.write_all(bytes).map(|()| encoder.into_inner())
        }
        Coding::Zstd => {
            use ruzstd::encoding::{CompressionLevel, compress_to_vec};
            Ok(compress_to_vec(bytes, CompressionLevel::Fastest))
        }
    };
    written.expect("memory takes every byte")
}
