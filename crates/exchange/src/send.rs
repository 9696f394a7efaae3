//! Sending: attempts, redirects, and what came of it.

use crate::{
    Error, Failure, Header, Pins, Proxy, Request, Roots,
    cookies::Jar,
    decode::decode,
    names::is_secret_header,
    origin::origin_of,
    tls,
    wire::{Connected, Names, Watch, Watcher},
};
use contract::origin::Origin;
use std::{
    io::Read,
    thread,
    time::{Duration, Instant},
};
use ureq::{
    Agent,
    config::Config,
    http::{
        self, Method, Response, StatusCode, Version,
        header::{CONTENT_ENCODING, CONTENT_LENGTH},
    },
    unversioned::transport::{ConnectProxyConnector, Connector, RustlsConnector, TcpConnector},
};
use url::Url;

/// How a request is sent.
#[derive(Clone, Debug)]
pub struct Options {
    /// Time for one request and its whole answer.
    pub timeout: Duration,
    /// How many redirects are followed.
    pub follow: u32,
    /// How many times a request is tried again when no byte of an answer came.
    pub retry: u32,
    /// Whether methods that may not be repeated safely are tried again as well.
    pub retry_unsafe: bool,
    /// Longest body that is kept, in bytes after decoding.
    pub max_body: u64,
    /// Whether any certificate is accepted.
    pub insecure: bool,
    /// Certificate authorities in place of the built-in ones.
    pub roots: Option<Roots>,
    /// The proxy.
    pub proxy: Option<Proxy>,
    /// Where requests may go.
    pub pins: Pins,
}

/// What came of a request.
#[derive(Debug)]
pub struct Exchange {
    /// The first request, with the cookies that went along.
    pub request: Request,
    /// The last answer, or why there is none.
    pub outcome: Result<Answer, Failure>,
    /// The redirects that were followed.
    pub hops: Vec<Hop>,
    /// Why a redirect was not followed though more hops were allowed.
    pub refused_hop: Option<Error>,
    /// How many requests went into it beyond the first of each hop, plus one.
    pub attempts: u64,
    /// From the first byte sent to the last byte received, attempts in vain left out.
    pub elapsed: Duration,
}

/// A redirect that was followed.
#[derive(Clone, Debug)]
pub struct Hop {
    /// The status that sent us on.
    pub status: u16,
    /// The method of the next request.
    pub method: String,
    /// Where to.
    pub url: Url,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The protocol's version, such as `HTTP/1.1`.
    pub version: &'static str,
    /// Header lines; those of one name stand together, in order.
    pub headers: Vec<Header>,
    /// The body after decoding.
    pub body: Vec<u8>,
    /// Whether the body was longer than was to be kept.
    pub truncated: bool,
    /// Why the body is still encoded.
    pub undecoded: Option<String>,
}

/// Pause before the second attempt; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// By how much a coding can make a small body longer.
const ENCODING_OVERHEAD: u64 = 1 << 16;

impl Options {
    /// Refuses a request that may not be sent, as [`send`] does.
    pub fn check(&self, request: &Request) -> Result<(), Error> {
        check(request, &self.pins)
    }
}

/// Sends a request. An error means that nothing was sent.
pub fn send(
    mut request: Request,
    options: &Options,
    jar: Option<&mut Jar>,
) -> Result<Exchange, Error> {
    check(&request, &options.pins)?;
    if let Some(proxy) = &options.proxy {
        proxy.collect_secrets(&mut request.secrets);
    }
    let mut sender = Sender { options, jar, attempts: 1, elapsed: Duration::ZERO };
    Ok(sender.run(request))
}

/// Checks where a request would go.
fn check(request: &Request, pins: &Pins) -> Result<(), Error> {
    pins.check(&origin(&request.url)?)?;
    match request.header("host") {
        Some(host) => pins.check_host_header(&request.url, host),
        None => Ok(()),
    }
}

fn origin(url: &Url) -> Result<Origin, Error> {
    origin_of(url).ok_or_else(|| Error::Url {
        message: "it does not begin with http:// or https://".into(),
        url: crate::mask_url(url, &crate::Secrets::new()),
    })
}

struct Sender<'a> {
    options: &'a Options,
    jar: Option<&'a mut Jar>,
    attempts: u64,
    elapsed: Duration,
}

impl Sender<'_> {
    fn run(&mut self, mut request: Request) -> Exchange {
        self.add_cookies(&mut request);
        let mut current = request.clone();
        let (mut hops, mut refused_hop) = (Vec::new(), None);
        let outcome = loop {
            let answer = match self.attempt(&current) {
                Ok(answer) => answer,
                Err(failure) => break Err(failure),
            };
            self.take_cookies(&current.url, &answer);
            if hops.len() >= self.options.follow as usize {
                break Ok(answer);
            }
            match self.next(&current, &answer) {
                Ok(Some(next)) => {
                    let (method, url) = (next.method().to_owned(), next.url.clone());
                    hops.push(Hop { status: answer.status, method, url });
                    current = next;
                }
                Ok(None) => break Ok(answer),
                Err(error) => {
                    refused_hop = Some(error);
                    break Ok(answer);
                }
            }
        };
        let (attempts, elapsed) = (self.attempts, self.elapsed);
        Exchange { request, outcome, hops, refused_hop, attempts, elapsed }
    }

    /// Sends one request, again where that is asked for and harmless.
    fn attempt(&mut self, request: &Request) -> Result<Answer, Failure> {
        let repeatable = self.options.retry_unsafe
            || [Method::GET, Method::HEAD, Method::PUT, Method::DELETE].contains(&request.method);
        let mut left = if repeatable { self.options.retry } else { 0 };
        let mut pause = FIRST_PAUSE;
        loop {
            let start = Instant::now();
            let outcome = once(request, self.options);
            match outcome {
                Err(failure) if left > 0 && !failure.answer_began => {
                    left -= 1;
                    self.attempts += 1;
                    thread::sleep(pause);
                    pause = LONGEST_PAUSE.min(pause * 2);
                }
                outcome => {
                    self.elapsed += start.elapsed();
                    return outcome;
                }
            }
        }
    }

    /// The request that a redirect asks for; none when the answer is not a redirect.
    fn next(&self, current: &Request, answer: &Answer) -> Result<Option<Request>, Error> {
        let Some(mut next) = redirected(current, answer) else { return Ok(None) };
        check(&next, &self.options.pins)?;
        if origin(&next.url)? != origin(&current.url)? {
            next.headers.retain(|header| !is_secret_header(&header.name) && !header.is("host"));
            let mut secrets = crate::Secrets::new();
            next.body.collect_secrets(&mut secrets);
            if !secrets.is_empty() {
                let reason = "the body holds a secret that is not for another origin".into();
                return Err(Error::Origin { reason, origin: origin(&next.url)?.to_string() });
            }
        } else if self.jar.is_some() {
            // The jar decides anew; a cookie of the caller's own stays with the first request.
            next.headers.retain(|header| !header.is("cookie"));
        }
        self.add_cookies(&mut next);
        Ok(Some(next))
    }

    fn add_cookies(&self, request: &mut Request) {
        let Some(cookies) = self.jar.as_ref().and_then(|jar| jar.header_for(&request.url)) else {
            return;
        };
        request.secrets.add_cookies(&cookies);
        match request.headers.iter_mut().find(|header| header.is("cookie")) {
            Some(header) => header.value = format!("{}; {cookies}", header.value),
            None => request.headers.push(Header { name: "Cookie".into(), value: cookies }),
        }
    }

    fn take_cookies(&mut self, url: &Url, answer: &Answer) {
        if let Some(jar) = &mut self.jar {
            let set = answer.headers.iter().filter(|header| header.is("set-cookie"));
            jar.take(url, set.map(|header| header.value.as_str()));
        }
    }
}

/// The request that an answer redirects to, as browsers build it. What leads to no HTTP server (an
/// app's own scheme, say) is an answer like any other.
fn redirected(current: &Request, answer: &Answer) -> Option<Request> {
    let location = answer.headers.iter().rfind(|header| header.is("location"))?;
    if !matches!(answer.status, 301..=303 | 307 | 308) {
        return None;
    }
    let mut url = current.url.join(location.value.trim()).ok()?;
    origin_of(&url)?;
    url.set_fragment(None);
    // User info of a redirect is another's idea of who we are. Both succeed for a URL with a host.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let mut next = Request { url, ..current.clone() };
    let to_get = match answer.status {
        303 => current.method != Method::HEAD,
        301 | 302 => current.method == Method::POST,
        _ => false,
    };
    if to_get {
        next.method = Method::GET;
        next.body = crate::Body::None;
        next.headers.retain(|header| !header.is("content-type"));
    }
    Some(next)
}

/// One request and its answer, without any second thought.
fn once(request: &Request, options: &Options) -> Result<Answer, Failure> {
    let watch = Watch::default();
    let failure = |error: ureq::Error| Failure::of(&error, &watch, options.timeout);
    let agent = agent(request, options, &watch).map_err(failure)?;
    let mut builder = http::Request::builder().method(&request.method).uri(request.url.as_str());
    for header in &request.headers {
        builder = builder.header(header.name.as_str(), header.value.as_bytes());
    }
    if let (Some(proxy), "http") = (&options.proxy, request.url.scheme())
        && let Some(header) = proxy.authorization()
    {
        builder = builder.header(header.name, header.value);
    }
    let needs_length = [Method::POST, Method::PUT, Method::PATCH].contains(&request.method);
    let response = match request.body.bytes() {
        Some(bytes) => agent.run(builder.body(bytes).map_err(|e| failure(e.into()))?),
        None if needs_length => agent.run(builder.body(Vec::new()).map_err(|e| failure(e.into()))?),
        None => agent.run(builder.body(()).map_err(|e| failure(e.into()))?),
    };
    receive(response.map_err(failure)?, request, options, &watch)
}

fn agent(request: &Request, options: &Options, watch: &Watch) -> Result<Agent, ureq::Error> {
    let is_plain = request.url.scheme() == "http";
    let (tunnel, forward) = match &options.proxy {
        Some(proxy) if is_plain => (None, Some(proxy)),
        Some(proxy) => (Some(ureq::Proxy::new(proxy.url())?), None),
        None => (None, None),
    };
    let config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .allow_non_standard_methods(true)
        .proxy(tunnel)
        .timeout_global(Some(options.timeout))
        .tls_config(tls::config(options.roots.as_ref(), options.insecure))
        .build();
    let proxy = forward.and_then(|proxy| proxy.origin().parse().ok());
    let absolute = forward.and_then(|_| origin_of(&request.url)).map(|origin| origin.to_string());
    let connector =
        ().chain(ConnectProxyConnector::default())
            .chain(TcpConnector::default())
            .chain(Connected(watch.clone()))
            .chain(RustlsConnector::default())
            .chain(Watcher { watch: watch.clone(), absolute });
    Ok(Agent::with_parts(config, connector, Names { watch: watch.clone(), proxy }))
}

/// Reads the body and undoes its codings.
fn receive(
    response: Response<ureq::Body>,
    request: &Request,
    options: &Options,
    watch: &Watch,
) -> Result<Answer, Failure> {
    let (parts, body) = response.into_parts();
    let length =
        parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let is_framed = length.is_some() || parts.headers.contains_key("transfer-encoding");
    // The limit is for decoded bytes; small bodies can be longer when they are encoded.
    let is_encoded = parts.headers.contains_key(CONTENT_ENCODING);
    let limit = options.max_body.saturating_add(if is_encoded { ENCODING_OVERHEAD } else { 0 });
    let expected = length.unwrap_or(0_u64).min(limit).saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    let mut reader = body.into_reader().take(limit.saturating_add(1));
    reader
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::of(&ureq::Error::from(error), watch, options.timeout))?;
    if !is_framed && watch.was_reset() {
        return Err(Failure::reset());
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let truncated = bytes.len() > limit;
    bytes.truncate(limit);
    let headers: Vec<Header> = parts
        .headers
        .iter()
        .map(|(name, value)| Header {
            name: name.as_str().to_owned(),
            value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
        })
        .collect();
    let codings: Vec<&str> = headers
        .iter()
        .filter(|header| header.is("content-encoding"))
        .map(|header| header.value.as_str())
        .collect();
    let has_body = request.method != Method::HEAD && parts.status != StatusCode::NO_CONTENT;
    let codings = if has_body { codings.join(",") } else { String::new() };
    let (body, truncated, undecoded) = match decode(bytes, &codings, options.max_body, !truncated) {
        Ok(decoded) => (decoded.bytes, truncated || decoded.cut, None),
        Err((bytes, message)) => (bytes, truncated, Some(message)),
    };
    let version = match parts.version {
        Version::HTTP_10 => "HTTP/1.0",
        _ => "HTTP/1.1",
    };
    Ok(Answer { status: parts.status.as_u16(), version, headers, body, truncated, undecoded })
}
