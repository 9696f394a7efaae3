//! Serves the generated bodies on loopback, from memory.

use crate::place::Place;
use std::{
    collections::HashMap,
    error::Error,
    fs,
    io::{self, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::Arc,
    thread,
};

/// Path to body.
type Bodies = HashMap<String, Vec<u8>>;

/// Starts serving `http/*.json` and gives the origin. It runs until the process ends.
pub(crate) fn start(place: &Place) -> Result<String, Box<dyn Error>> {
    let mut bodies = Bodies::new();
    for entry in fs::read_dir(place.inputs.join("http"))? {
        let entry = entry?;
        bodies.insert(format!("/{}", entry.file_name().display()), fs::read(entry.path())?);
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let origin = format!("http://{}", listener.local_addr()?);
    let bodies = Arc::new(bodies);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let bodies = Arc::clone(&bodies);
            // A client that goes away early is its own affair.
            thread::spawn(move || answer(stream, &bodies));
        }
    });
    Ok(origin)
}

fn answer(mut stream: TcpStream, bodies: &Bodies) -> io::Result<()> {
    let mut head = Vec::new();
    let mut block = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let count = stream.read(&mut block)?;
        if count == 0 {
            return Ok(());
        }
        head.extend_from_slice(&block[..count]);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or_default();
    let (status, body) = match bodies.get(path) {
        Some(body) => ("200 OK", body.as_slice()),
        None => ("404 Not Found", &b"{}"[..]),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}
