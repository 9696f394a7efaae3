//! HTTP/1.1 as bytes: reading requests, writing answers, tunnelling.

use super::{Framing, Mishap, Reply, Stream};
use std::{
    io::{self, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

/// A request as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method as it was sent.
    pub method: String,
    /// The request target as it was sent: a path with its query, or a whole URL to a proxy.
    pub target: String,
    /// Header lines in order, names as they were sent.
    pub headers: Vec<(String, String)>,
    /// The body, its chunks joined.
    pub body: Vec<u8>,
}

impl Request {
    /// The first header of a name, without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }

    /// All headers of a name, without regard to case.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let named = |(other, _): &&(String, String)| other.eq_ignore_ascii_case(name);
        self.headers.iter().filter(named).map(|(_, value)| value.as_str()).collect()
    }

    /// The target without its query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The next request on a connection; none when the client closed it.
pub(super) fn read_request(stream: &mut dyn Stream) -> io::Result<Option<Request>> {
    let Some(start) = read_line(stream)? else {
        return Ok(None);
    };
    let mut words = start.split(' ');
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default().to_owned();
    let mut headers = Vec::new();
    while let Some(line) = read_line(stream)?.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut request = Request { method, target, headers, body: Vec::new() };
    if request.header("expect").is_some() {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    if request.header("transfer-encoding").is_some() {
        request.body = read_chunks(stream)?;
    } else if let Some(length) = request.header("content-length").and_then(|n| n.parse().ok()) {
        request.body = vec![0; length];
        stream.read_exact(&mut request.body)?;
    }
    Ok(Some(request))
}

fn read_chunks(stream: &mut dyn Stream) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = read_line(stream)?.unwrap_or_default();
        let length = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        let start = body.len();
        body.resize(start + length, 0);
        stream.read_exact(&mut body[start..])?;
        read_line(stream)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

/// A line without its end; none at the end of the stream. Byte by byte: heads are short.
fn read_line(stream: &mut dyn Stream) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut byte = [0];
    while stream.read(&mut byte)? == 1 {
        if byte[0] == b'\n' {
            let text = String::from_utf8_lossy(&line);
            return Ok(Some(text.trim_end_matches('\r').to_owned()));
        }
        line.push(byte[0]);
    }
    Ok(None)
}

/// Writes an answer; false when the connection is over.
pub(super) fn answer(
    stream: &mut dyn Stream,
    tcp: &TcpStream,
    request: &Request,
    reply: &Reply,
) -> io::Result<bool> {
    let sent = match reply.mishap {
        Mishap::Stall | Mishap::Close | Mishap::Reset => Vec::new(),
        Mishap::Garbage => reply.body.clone(),
        Mishap::None => [head(reply)?, body(request, reply, reply.body.len())?].concat(),
        Mishap::StallAfter(count) | Mishap::CloseAfter(count) | Mishap::ResetAfter(count) => {
            [head(reply)?, body(request, reply, count)?].concat()
        }
    };
    stream.write_all(&sent)?;
    stream.flush()?;
    match reply.mishap {
        Mishap::None => return Ok(reply.framing != Framing::Close),
        Mishap::Stall | Mishap::StallAfter(_) => wait_for_close(stream),
        Mishap::Reset | Mishap::ResetAfter(_) => reset(tcp)?,
        Mishap::Close | Mishap::CloseAfter(_) | Mishap::Garbage => {}
    }
    Ok(false)
}

fn head(reply: &Reply) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    write!(head, "HTTP/1.1 {} Status\r\n", reply.status)?;
    for (name, value) in &reply.headers {
        write!(head, "{name}: {value}\r\n")?;
    }
    match reply.framing {
        Framing::Length => write!(head, "content-length: {}\r\n", reply.body.len()),
        Framing::FalseLength(length) => write!(head, "content-length: {length}\r\n"),
        Framing::Chunks(_) => write!(head, "transfer-encoding: chunked\r\n"),
        Framing::Close => write!(head, "connection: close\r\n"),
    }?;
    head.extend(b"\r\n");
    Ok(head)
}

/// The first `count` bytes of the body in their framing.
fn body(request: &Request, reply: &Reply, count: usize) -> io::Result<Vec<u8>> {
    if request.method == "HEAD" || matches!(reply.status, 204 | 304) {
        return Ok(Vec::new());
    }
    let shown = &reply.body[..count.min(reply.body.len())];
    let Framing::Chunks(size) = reply.framing else {
        return Ok(shown.to_vec());
    };
    let mut framed = Vec::new();
    for chunk in shown.chunks(size.max(1)) {
        write!(framed, "{:x}\r\n", chunk.len())?;
        framed.extend(chunk);
        framed.extend(b"\r\n");
    }
    if count >= reply.body.len() {
        framed.extend(b"0\r\n\r\n");
    }
    Ok(framed)
}

/// Reads until the client has gone away.
fn wait_for_close(stream: &mut dyn Stream) {
    let mut ignored = [0; 1024];
    while stream.read(&mut ignored).is_ok_and(|count| count > 0) {}
}

/// Makes the coming close a reset.
fn reset(tcp: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(tcp).set_linger(Some(Duration::ZERO))
}

/// Joins the client with `target` (`host:port`), as a proxy does for CONNECT.
pub(super) fn tunnel(client: &TcpStream, target: &str) -> io::Result<()> {
    let server = TcpStream::connect(target)?;
    (&*client).write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    let copy = |from: TcpStream, to: TcpStream| {
        drop(io::copy(&mut &from, &mut &to));
        drop(to.shutdown(std::net::Shutdown::Write));
    };
    let (from, to) = (client.try_clone()?, server.try_clone()?);
    let upwards = thread::spawn(move || copy(from, to));
    copy(server, client.try_clone()?);
    drop(upwards.join());
    Ok(())
}
