//! The connection under ureq, watched: how far an exchange came before it broke.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
};
use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport},
    },
};

/// How far an exchange has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The name is looked up.
    Resolving,
    /// The connection is made.
    Connecting,
    /// TLS is agreed on.
    Securing,
    /// All is ready, and nothing has been sent.
    Ready,
    /// At least a part of the request went out.
    Sent,
    /// At least a byte of an answer came.
    Answering,
}

const STAGES: [Stage; 6] = [
    Stage::Resolving,
    Stage::Connecting,
    Stage::Securing,
    Stage::Ready,
    Stage::Sent,
    Stage::Answering,
];

/// What the watchers of one exchange saw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watch(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    stage: AtomicU8,
    reset: AtomicBool,
}

impl Watch {
    pub(crate) fn stage(&self) -> Stage {
        STAGES[usize::from(self.0.stage.load(Ordering::Relaxed)).min(STAGES.len() - 1)]
    }

    /// Whether the other side broke the connection off instead of closing it.
    pub(crate) fn was_reset(&self) -> bool {
        self.0.reset.load(Ordering::Relaxed)
    }

    fn reach(&self, stage: Stage) {
        self.0.stage.store(stage as u8, Ordering::Relaxed);
    }
}

/// Looks names up as the system does. An address needs no look-up, and so no thread either.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) watch: Watch,
    /// The proxy that stands in for every host, for plain HTTP.
    pub(crate) proxy: Option<Uri>,
}

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.watch.reach(Stage::Resolving);
        let uri = self.proxy.as_ref().unwrap_or(uri);
        let address = uri.authority().zip(uri.scheme()).and_then(|(authority, scheme)| {
            DefaultResolver::host_and_port(scheme, authority)?.parse().ok()
        });
        let addresses = match address {
            Some(address) => {
                let mut addresses = self.empty();
                addresses.push(address);
                addresses
            }
            None => DefaultResolver::default().resolve(uri, config, timeout)?,
        };
        self.watch.reach(Stage::Connecting);
        Ok(addresses)
    }
}

/// Stands behind the TCP connector: the connection is there.
#[derive(Debug)]
pub(crate) struct Connected(pub(crate) Watch);

impl<In: Transport> Connector<In> for Connected {
    type Out = In;

    fn connect(&self, _: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<In>, Error> {
        self.0.reach(Stage::Securing);
        Ok(chained)
    }
}

/// Stands at the end of the chain: from here on bytes belong to the exchange.
#[derive(Debug)]
pub(crate) struct Watcher {
    pub(crate) watch: Watch,
    /// `http://host:port` for requests that go to a proxy as they are, without a tunnel.
    pub(crate) absolute: Option<String>,
}

/// A connection that notes what happens on it.
#[derive(Debug)]
pub(crate) struct Watched<T> {
    inner: T,
    watch: Watch,
    absolute: Option<String>,
}

impl<In: Transport> Connector<In> for Watcher {
    type Out = Watched<In>;

    fn connect(
        &self,
        _: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Watched<In>>, Error> {
        self.watch.reach(Stage::Ready);
        let (watch, absolute) = (self.watch.clone(), self.absolute.clone());
        Ok(chained.map(|inner| Watched { inner, watch, absolute }))
    }
}

impl<T: Transport> Watched<T> {
    /// Sends the start of a request with its target in absolute form, as a proxy wants it.
    fn transmit_absolute(
        &mut self,
        origin: &str,
        amount: usize,
        timeout: NextTimeout,
    ) -> Result<(), Error> {
        let head = self.inner.buffers().output()[..amount].to_vec();
        let target = head.iter().position(|byte| *byte == b' ').map_or(0, |blank| blank + 1);
        let head = [&head[..target], origin.as_bytes(), &head[target..]].concat();
        let mut rest = head.as_slice();
        while !rest.is_empty() {
            let output = self.inner.buffers().output();
            let (now, later) = rest.split_at(rest.len().min(output.len()));
            output[..now.len()].copy_from_slice(now);
            self.inner.transmit_output(now.len(), timeout)?;
            rest = later;
        }
        Ok(())
    }
}

impl<T: Transport> Transport for Watched<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.watch.reach(Stage::Sent);
        let outcome = match self.absolute.take() {
            Some(origin) => self.transmit_absolute(&origin, amount, timeout),
            None => self.inner.transmit_output(amount, timeout),
        };
        match outcome {
            // A server may answer (413, say) and close before it has read the whole body: the answer
            // is there to be read. When there is none, reading fails for the same reason.
            Err(Error::Io(error)) if is_closed(&error) => Ok(()),
            outcome => outcome,
        }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let outcome = self.inner.await_input(timeout);
        match &outcome {
            Ok(true) => self.watch.reach(Stage::Answering),
            Err(Error::Io(error)) if is_closed(error) => {
                self.watch.0.reset.store(true, Ordering::Relaxed);
            }
            _ => {}
        }
        outcome
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

/// Whether the other side has broken the connection off.
fn is_closed(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset)
}
