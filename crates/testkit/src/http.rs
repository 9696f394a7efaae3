//! A real HTTP/1.1 server on loopback, which also misbehaves on request.
//!
//! It stalls, resets, closes early, lies about lengths, sends chunks and compressed bodies, tunnels
//! as a proxy, speaks TLS with a certificate of its own, and keeps every request that it saw. There
//! is no sleep in it: whoever stalls waits until the client has gone away.

mod reply;
mod tls;
mod wire;

pub use reply::{Coding, Framing, Mishap, Reply, encode};
pub use tls::Identity;
pub use wire::Request;

use socket2::{Domain, Protocol, Socket, Type};
use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

type Handler = dyn Fn(&Request) -> Reply + Send + Sync;

/// A running server; it stops when this value is dropped.
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
}

struct Shared {
    handler: Box<Handler>,
    seen: Mutex<Vec<Request>>,
    stopped: AtomicBool,
    tls: Option<Arc<rustls::ServerConfig>>,
}

/// What a connection must be able to do, with or without TLS.
trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

impl Server {
    /// A plain server whose answers `handler` decides.
    ///
    /// # Panics
    /// When loopback cannot be listened on.
    pub fn start(handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::serve(Box::new(handler), None)
    }

    /// A server that speaks TLS as `identity`.
    ///
    /// # Panics
    /// When loopback cannot be listened on.
    pub fn start_tls(
        identity: &Identity,
        handler: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::serve(Box::new(handler), Some(identity.server_config()))
    }

    /// A server that gives these answers one after the other, the last one again and again.
    ///
    /// # Panics
    /// When loopback cannot be listened on, or there is no answer.
    pub fn scripted(replies: Vec<Reply>) -> Self {
        assert!(!replies.is_empty(), "a script needs an answer");
        let next = Mutex::new(replies.into_iter().peekable());
        Self::start(move |_| {
            let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
            let reply = next.next().expect("the last answer stays");
            if next.peek().is_none() {
                *next = vec![reply.clone()].into_iter().peekable();
            }
            reply
        })
    }

    fn serve(handler: Box<Handler>, tls: Option<Arc<rustls::ServerConfig>>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback is there");
        let address = listener.local_addr().expect("a bound socket has an address");
        let scheme = if tls.is_some() { "https" } else { "http" };
        let stopped = AtomicBool::new(false);
        let shared = Arc::new(Shared { handler, seen: Mutex::default(), stopped, tls });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accepting.accept_all(&listener));
        Self { address, scheme, shared }
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT` (or `https`), without a path.
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// The URL of a path, which starts with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// Every request that came in whole so far, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many requests came in whole so far.
    pub fn count(&self) -> usize {
        self.requests().len()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the accepting thread, which then sees that it is over.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn accept_all(self: &Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            if self.stopped.load(Ordering::SeqCst) {
                return;
            }
            if let Ok(stream) = stream {
                let shared = Arc::clone(self);
                // A broken connection is the client's to notice.
                thread::spawn(move || drop(shared.talk(&stream)));
            }
        }
    }

    fn talk(&self, tcp: &TcpStream) -> io::Result<()> {
        tcp.set_nodelay(true)?;
        let Some(config) = &self.tls else {
            return self.converse(&mut &*tcp, tcp);
        };
        let session =
            rustls::ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
        self.converse(&mut rustls::StreamOwned::new(session, tcp), tcp)
    }

    fn converse(&self, stream: &mut dyn Stream, tcp: &TcpStream) -> io::Result<()> {
        while let Some(request) = wire::read_request(stream)? {
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
            if request.method == "CONNECT" {
                return wire::tunnel(tcp, &request.target);
            }
            let reply = (self.handler)(&request);
            if !wire::answer(stream, tcp, &request, &reply)? {
                break;
            }
        }
        Ok(())
    }
}

/// The address of a port on loopback where nothing listens: connecting is refused.
///
/// # Panics
/// When loopback cannot be bound.
pub fn refusing_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback is there");
    listener.local_addr().expect("a bound socket has an address")
}

/// A port on loopback that takes no connection any more, so that connecting to it hangs.
pub struct StalledPort {
    address: SocketAddr,
    _listener: Socket,
    _waiting: Vec<Socket>,
}

impl StalledPort {
    /// Listens with the shortest queue there is and fills it.
    ///
    /// # Panics
    /// When loopback cannot be bound.
    pub fn open() -> Self {
        let socket = || {
            Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP)).expect("sockets are there")
        };
        let listener = socket();
        listener
            .bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())
            .expect("loopback is there");
        listener.listen(0).expect("a bound socket listens");
        let address = listener.local_addr().ok().and_then(|address| address.as_socket());
        let address = address.expect("a bound socket has an address");
        let waiting = (0..4)
            .map(|_| {
                let client = socket();
                client.set_nonblocking(true).expect("sockets can be non-blocking");
                // Some of these stay half open: that is what fills the queue.
                drop(client.connect(&address.into()));
                client
            })
            .collect();
        Self { address, _listener: listener, _waiting: waiting }
    }

    /// The address where connecting hangs.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}
