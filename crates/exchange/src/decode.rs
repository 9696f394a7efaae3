//! Undoing `Content-Encoding`.

use ruzstd::decoding::StreamingDecoder;
use std::io::{self, Read};

/// A body after decoding.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) bytes: Vec<u8>,
    /// There was more than the limit.
    pub(crate) cut: bool,
}

/// Undoes the codings that a `Content-Encoding` header lists, up to `limit` bytes. `complete` says
/// whether the encoded bytes are all there; of cut ones as much as possible is decoded.
pub(crate) fn decode(
    encoded: Vec<u8>,
    codings: &str,
    limit: u64,
    complete: bool,
) -> Result<Decoded, (Vec<u8>, String)> {
    let names = codings.split(',').map(|name| name.trim().to_ascii_lowercase());
    let names: Vec<String> = names.filter(|name| !name.is_empty() && name != "identity").collect();
    if names.is_empty() || encoded.is_empty() {
        return Ok(Decoded { bytes: encoded, cut: false });
    }
    let mut decoded: Option<Decoded> = None;
    for name in names.iter().rev() {
        let bytes = decoded.as_ref().map_or(encoded.as_slice(), |decoded| &decoded.bytes);
        let complete = complete && decoded.as_ref().is_none_or(|decoded| !decoded.cut);
        match undo(name, bytes, limit, complete) {
            Ok(next) => decoded = Some(next),
            Err(error) => return Err((encoded, format!("{name}: {error}"))),
        }
    }
    Ok(decoded.unwrap_or(Decoded { bytes: encoded, cut: false }))
}

fn undo(name: &str, bytes: &[u8], limit: u64, complete: bool) -> io::Result<Decoded> {
    match name {
        "gzip" | "x-gzip" => read(flate2::read::MultiGzDecoder::new(bytes), limit, complete),
        "br" => read(brotli_decompressor::Decompressor::new(bytes, 1 << 16), limit, complete),
        // The standard means zlib's wrapper; some servers leave it out.
        "deflate" if is_zlib(bytes) => read(flate2::read::ZlibDecoder::new(bytes), limit, complete),
        "deflate" => read(flate2::read::DeflateDecoder::new(bytes), limit, complete),
        "zstd" => read(Frames { rest: bytes, frame: None }, limit, complete),
        _ => Err(io::Error::other("an unknown coding")),
    }
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, flags, ..]
        if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31))
}

fn read(decoder: impl Read, limit: u64, complete: bool) -> io::Result<Decoded> {
    let mut bytes = Vec::new();
    let outcome = decoder.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    let length = usize::try_from(limit).unwrap_or(usize::MAX);
    let cut = bytes.len() > length;
    bytes.truncate(length);
    match outcome {
        Err(error) if complete && !cut => Err(error),
        _ => Ok(Decoded { bytes, cut }),
    }
}

/// One Zstandard frame after the other.
struct Frames<'a> {
    rest: &'a [u8],
    frame: Option<StreamingDecoder<&'a [u8], ruzstd::decoding::FrameDecoder>>,
}

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(frame) = &mut self.frame else {
                if self.rest.is_empty() {
                    return Ok(0);
                }
                self.frame = Some(StreamingDecoder::new(self.rest).map_err(io::Error::other)?);
                continue;
            };
            let count = frame.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            self.rest = frame.get_ref();
            self.frame = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::http::{Coding, encode};

    const CODINGS: [(&str, Coding); 5] = [
        ("gzip", Coding::Gzip),
        ("BR", Coding::Br),
        ("zstd", Coding::Zstd),
        ("deflate", Coding::Deflate),
        ("deflate", Coding::RawDeflate),
    ];

    #[test]
    fn every_coding_is_undone() {
        let text = "주문 12345 ".repeat(5000).into_bytes();
        for (name, coding) in CODINGS {
            let decoded = decode(encode(coding, &text), name, u64::MAX, true).unwrap();
            assert!(decoded.bytes == text && !decoded.cut, "{name}");
            let cut = decode(encode(coding, &text), name, 100, true).unwrap();
            assert!(cut.bytes == text[..100] && cut.cut, "{name}");
        }
        let twice = encode(Coding::Br, &encode(Coding::Gzip, &text));
        assert_eq!(decode(twice, "gzip, br", u64::MAX, true).unwrap().bytes, text);
        let frames = [encode(Coding::Zstd, b"one "), encode(Coding::Zstd, b"two")].concat();
        assert_eq!(decode(frames, "zstd", u64::MAX, true).unwrap().bytes, b"one two");
    }

    #[test]
    fn what_cannot_be_undone_is_given_back() {
        for (name, coding) in CODINGS {
            let mut broken = encode(coding, "주문 12345 ".repeat(500).as_bytes());
            broken.truncate(broken.len() / 2);
            let (bytes, message) = decode(broken.clone(), name, u64::MAX, true).unwrap_err();
            assert_eq!(bytes, broken);
            assert!(message.starts_with(&name.to_ascii_lowercase()), "{message}");
            assert!(decode(broken, name, u64::MAX, false).is_ok(), "{name}");
        }
        assert!(decode(b"x".to_vec(), "compress", 10, true).is_err());
        assert_eq!(decode(b"x".to_vec(), "identity", 10, true).unwrap().bytes, b"x");
        assert_eq!(decode(Vec::new(), "gzip", 10, true).unwrap().bytes, b"");
    }
}
