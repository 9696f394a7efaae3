//! Programs that ask servers.

use crate::{
    Word,
    effect::{Act, Effects},
};

/// Options of curl that take a value, but for those that are looked at.
const CURL: &[&str] = &[
    "-o",
    "--output",
    "-d",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-urlencode",
    "--json",
    "-H",
    "--header",
    "-X",
    "--request",
    "-u",
    "--user",
    "-A",
    "--user-agent",
    "-e",
    "--referer",
    "-b",
    "--cookie",
    "-c",
    "--cookie-jar",
    "-D",
    "--dump-header",
    "-F",
    "--form",
    "--form-string",
    "-m",
    "--max-time",
    "--connect-timeout",
    "-w",
    "--write-out",
    "-x",
    "--proxy",
    "-T",
    "--upload-file",
    "-K",
    "--config",
    "--url",
    "--resolve",
    "--connect-to",
    "-E",
    "--cert",
    "--key",
    "--cacert",
    "--retry",
    "--retry-delay",
    "-r",
    "--range",
    "--output-dir",
    "--trace",
    "--trace-ascii",
    "-Y",
    "-y",
    "-z",
    "-t",
    "-C",
    "--limit-rate",
    "--unix-socket",
    "--interface",
    "-U",
    "-Q",
    "-P",
    "--stderr",
    "--url-query",
    "--variable",
];

const WGET: &[&str] = &[
    "-O",
    "-o",
    "-a",
    "-P",
    "-U",
    "-t",
    "-T",
    "-w",
    "-Q",
    "-i",
    "-e",
    "-B",
    "-A",
    "-R",
    "-D",
    "-I",
    "-X",
    "--output-document",
    "--directory-prefix",
    "--header",
    "--post-data",
    "--post-file",
    "--body-data",
    "--method",
    "--user",
    "--password",
    "--timeout",
    "--tries",
    "--input-file",
];

/// Options of load generators and others that take a value.
const LOAD: &[&str] = &[
    "-n", "-c", "-t", "-T", "-p", "-H", "-m", "-d", "-z", "-q", "-o", "-h", "-a", "-A", "-C", "-u",
    "-s", "-b", "-D", "-R", "-L",
];

const PIE: &[&str] = &[
    "-a",
    "--auth",
    "-A",
    "--auth-type",
    "-o",
    "--output",
    "-p",
    "--print",
    "--session",
    "--timeout",
    "--verify",
    "--cert",
    "--proxy",
    "-s",
    "--style",
    "--raw",
    "--bearer",
];

/// Notes what such a program does; `false` when it is none.
pub(crate) fn note(on: &mut Effects<'_>) -> bool {
    match on.command.program.as_str() {
        "curl" | "curlie" => curl(on),
        "wget" | "wget2" => wget(on),
        "http" | "https" | "xh" | "xhs" => pie(on, 0),
        "ab" | "hey" | "wrk" | "siege" | "vegeta" | "k6" | "oha" | "bombardier" | "websocat"
        | "grpcurl" | "lynx" | "w3m" | "aria2c" => {
            let options = on.options(LOAD);
            requests(on, options.operands);
        }
        "nc" | "ncat" | "netcat" | "telnet" => {
            let options = on.options(&["-w", "-p", "-s", "-q", "-i"]);
            // `-z` only looks whether the port is open.
            if let ([host, port, ..], false) = (options.operands.as_slice(), options.has("-z")) {
                let mut place = (*host).clone();
                place.extend(Word::text(":").parts());
                place.extend(port.parts());
                on.note(Act::Request, place);
            }
        }
        name if name.starts_with("python") => {
            let args = &on.command.args;
            let is_pie = args
                .windows(2)
                .any(|pair| pair[0].literal() == Some("-m") && pair[1].literal() == Some("httpie"));
            if !is_pie {
                return false;
            }
            pie(on, 1);
        }
        _ => return false,
    }
    true
}

fn requests<'a>(on: &mut Effects<'_>, words: impl IntoIterator<Item = &'a Word>) {
    words.into_iter().for_each(|word| on.note(Act::Request, word.clone()));
}

fn curl(on: &mut Effects<'_>) {
    let options = on.options(CURL);
    requests(on, options.operands.iter().copied());
    requests(on, options.values_of(&["--url", "-x", "--proxy"]));
    for route in options.values_of(&["--connect-to", "--resolve"]) {
        requests(on, &route_ends(&route.to_string()));
    }
    let folder = options.values_of(&["--output-dir"]).next().cloned().unwrap_or_default();
    for file in options.values_of(&[
        "-o",
        "--output",
        "-c",
        "--cookie-jar",
        "-D",
        "--dump-header",
        "--trace",
        "--trace-ascii",
        "--stderr",
    ]) {
        on.path(Act::Write, &file.below(&folder));
    }
    if options.has("-O") || options.has("--remote-name") || options.has("--remote-name-all") {
        for url in &options.operands {
            on.path(Act::Write, &url.file_name().below(&folder));
        }
    }
    on.paths(Act::Read, options.values_of(&["-T", "--upload-file", "-K", "--config"]));
    for data in options.values_of(&["-d", "--data", "--data-binary", "--json", "-F", "--form"]) {
        let named = data.to_string();
        if let Some((_, file)) = named.split_once('@') {
            on.path(Act::Read, &Word::text(file.split(';').next().unwrap_or(file)));
        }
    }
}

/// Both ends of `host:port:host:port`, or of `host:port:address`.
fn route_ends(route: &str) -> Vec<Word> {
    let parts: Vec<&str> = route.trim_start_matches('+').split(':').collect();
    match parts.as_slice() {
        [from, port, to, other] => {
            vec![Word::text(format!("{from}:{port}")), Word::text(format!("{to}:{other}"))]
        }
        [from, port, to] => {
            vec![Word::text(format!("{from}:{port}")), Word::text(format!("{to}:{port}"))]
        }
        _ => Vec::new(),
    }
}

fn wget(on: &mut Effects<'_>) {
    let options = on.options(WGET);
    requests(on, options.operands.iter().copied());
    on.paths(Act::Write, options.values_of(&["-O", "-o", "-a", "--output-document"]));
    let folder = options.values_of(&["-P", "--directory-prefix"]).next().cloned();
    for url in &options.operands {
        on.path(Act::Write, &url.file_name().below(&folder.clone().unwrap_or_default()));
    }
    on.paths(Act::Read, options.values_of(&["--post-file", "-i", "--input-file"]));
}

/// HTTPie and its kin: `[METHOD] URL [items]`; `:8080/x` is on this machine.
fn pie(on: &mut Effects<'_>, modules: usize) {
    let options = on.options(if modules == 0 { PIE } else { &["-m", "-a", "-o", "--output"] });
    let is_method = |word: &Word| {
        let text = word.lead();
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let mut words = options.operands.iter();
    let url = match words.next() {
        Some(word) if is_method(word) && word.literal() != Some("localhost") => words.next(),
        first => first,
    };
    if let Some(url) = url {
        let here = url.lead().starts_with(':').then(|| {
            let mut here = Word::text("localhost");
            here.extend(url.parts());
            here
        });
        on.note(Act::Request, here.unwrap_or_else(|| (*url).clone()));
    }
    on.paths(Act::Write, options.values_of(&["-o", "--output"]));
}
