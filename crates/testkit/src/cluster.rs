//! Temporary database servers from Debian's packages, for tests that want a real one.
//!
//! A server lives in a folder of its own, listens on a unix socket there and on a free loopback
//! port, and knows one superuser (`proctor`, password `secret`). A small shell keeps it: it stops
//! the server and removes the folder as soon as the pipe from this process closes, so nothing stays
//! behind however the test program ends, and a shared server needs no destructor.

#![expect(clippy::disallowed_methods, reason = "tests make their own files")]

use std::{
    fs::OpenOptions,
    io::{Read, Write},
    net::TcpListener,
    os::unix::{
        fs::{OpenOptionsExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

/// How often another port is tried when somebody else was faster.
const ATTEMPTS: usize = 5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Postgres,
    MariaDb,
}

/// A running server. It stops when the value is dropped, or when the process ends.
#[derive(Debug)]
pub struct Cluster {
    kind: Kind,
    folder: PathBuf,
    port: u16,
    keeper: Child,
    databases: AtomicUsize,
}

impl Cluster {
    /// The PostgreSQL server of this test program, started on first use.
    pub fn postgres() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start_postgres(&[], &[]))
    }

    /// The MariaDB server of this test program, started on first use.
    pub fn mariadb() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start_mariadb(&[], &[]))
    }

    /// A PostgreSQL server of its own, with lines for `postgresql.conf` such as `ssl = on`. The
    /// files (name and content, such as a key) lie in the folder above the server's data folder.
    ///
    /// # Panics
    /// When the package `postgresql` is missing, or the server does not start.
    pub fn start_postgres(files: &[(&str, &str)], settings: &[&str]) -> Self {
        let programs = postgres_programs();
        let programs = programs.to_str().expect("Debian's folder is ASCII");
        Self::start(Kind::Postgres, include_str!("cluster/postgres.sh"), files, |command| {
            command.arg(programs).args(settings);
        })
    }

    /// A MariaDB server of its own, with options such as `--sql-mode=NO_BACKSLASH_ESCAPES`. The
    /// files (name and content, such as a key) lie in the folder above the server's data folder.
    ///
    /// # Panics
    /// When the package `mariadb-server` is missing, or the server does not start.
    pub fn start_mariadb(files: &[(&str, &str)], settings: &[&str]) -> Self {
        assert!(
            Path::new("/usr/sbin/mariadbd").exists(),
            "no MariaDB server on this machine: install the package mariadb-server"
        );
        Self::start(Kind::MariaDb, include_str!("cluster/mariadb.sh"), files, |command| {
            command.args(settings);
        })
    }

    fn start(
        kind: Kind,
        script: &str,
        files: &[(&str, &str)],
        arguments: impl Fn(&mut Command),
    ) -> Self {
        let mut said = String::new();
        for _ in 0..ATTEMPTS {
            let folder = new_folder();
            for (name, content) in files {
                write_private(&folder.join(name), content);
            }
            let port = free_port();
            let mut command = Command::new("/bin/sh");
            command.args(["-c", script, "sh"]).arg(&folder).arg(port.to_string());
            arguments(&mut command);
            // A group of its own: Ctrl-C reaches the test program only, whose end the keeper sees.
            let mut keeper = command
                .env("LC_ALL", "C.UTF-8")
                .env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                // Nothing of the test's own is held open: its runner waits for that.
                .stderr(Stdio::null())
                .process_group(0)
                .spawn()
                .expect("/bin/sh starts");
            said = first_words(&mut keeper);
            if said == "ready\n" {
                return Self { kind, folder, port, keeper, databases: AtomicUsize::new(0) };
            }
            let _ = keeper.wait();
        }
        panic!("the {kind:?} server did not start: {said}");
    }

    /// Makes a database, runs `setup` in it, and gives its URL (over TCP, with the password).
    pub fn database(&self, setup: &str) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed) + 1);
        let default = if self.kind == Kind::Postgres { "postgres" } else { "mysql" };
        self.run(default, &format!("CREATE DATABASE {name};"));
        self.run(&name, setup);
        self.url(&name)
    }

    /// The URL of a database of this server.
    pub fn url(&self, database: &str) -> String {
        let scheme = if self.kind == Kind::Postgres { "postgres" } else { "mariadb" };
        format!("{scheme}://proctor:secret@127.0.0.1:{}/{database}", self.port)
    }

    /// The folder of the server; the unix socket lies in it (for MariaDB it is called `socket`).
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The loopback port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs statements with the server's own client and returns what it prints, one row a line.
    ///
    /// # Panics
    /// When the client is missing or a statement fails.
    pub fn run(&self, database: &str, statements: &str) -> String {
        let mut command = self.client(database);
        let mut client = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}; install the client package"));
        let mut input = client.stdin.take().expect("piped above");
        input.write_all(statements.as_bytes()).expect("the client reads its input");
        drop(input);
        let output = client.wait_with_output().expect("the client ends");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{statements}\nfailed: {complaint}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    fn client(&self, database: &str) -> Command {
        match self.kind {
            Kind::Postgres => {
                let mut command = Command::new("psql");
                command.args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "proctor", "-d", database]);
                command.arg("-h").arg(&self.folder).args(["-p", &self.port.to_string()]);
                command
            }
            Kind::MariaDb => {
                let mut command = Command::new("mariadb");
                command.args(["--no-defaults", "--batch", "--skip-column-names", "--user=root"]);
                command.arg("--default-character-set=utf8mb4");
                command.arg(format!("--socket={}", self.folder.join("socket").display()));
                command.arg(database);
                command
            }
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// What the keeper says first: `ready`, or why there is no server.
fn first_words(keeper: &mut Child) -> String {
    let mut output = keeper.stdout.take().expect("piped above");
    let mut said = Vec::new();
    let mut chunk = [0; 4096];
    while said != b"ready\n" {
        match output.read(&mut chunk) {
            Ok(0) | Err(_) => break,
            Ok(count) => said.extend_from_slice(&chunk[..count]),
        }
    }
    String::from_utf8_lossy(&said).into_owned()
}

fn postgres_programs() -> PathBuf {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|programs| programs.join("pg_ctl").exists())
        .collect();
    versions.sort();
    versions.pop().unwrap_or_else(|| {
        panic!("no PostgreSQL server on this machine: install the package postgresql")
    })
}

/// A folder that the server's own user may enter; its path is short enough for a unix socket.
fn new_folder() -> PathBuf {
    let inside = std::env::temp_dir();
    let inside = if inside.as_os_str().len() > 60 { PathBuf::from("/tmp") } else { inside };
    let folder = tempfile::Builder::new()
        .prefix("proctor-db-")
        .permissions(std::fs::Permissions::from_mode(0o755))
        .tempdir_in(inside)
        .expect("the temporary folder is writable");
    // The keeper removes it.
    folder.keep()
}

/// A file that only its owner reads, as servers want their keys.
fn write_private(path: &Path, content: &str) {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let written = file.and_then(|mut file| file.write_all(content.as_bytes()));
    written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cluster: &Cluster) {
        let url = cluster.database("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2);");
        let (_, name) = url.rsplit_once('/').unwrap();
        assert_eq!(cluster.run(name, "SELECT sum(a) FROM t;"), "3");
    }

    #[test]
    fn a_postgres_server_runs_and_leaves_nothing_behind() {
        let cluster = Cluster::start_postgres(&[], &["work_mem = '5MB'"]);
        assert_eq!(cluster.run("postgres", "SHOW work_mem;"), "5MB");
        check(&cluster);
        let folder = cluster.folder().to_owned();
        drop(cluster);
        assert!(!folder.exists());
    }

    #[test]
    fn a_mariadb_server_runs_and_leaves_nothing_behind() {
        let cluster = Cluster::start_mariadb(&[], &["--sql-mode=ANSI_QUOTES"]);
        assert_eq!(cluster.run("mysql", "SELECT @@sql_mode;"), "ANSI_QUOTES");
        check(&cluster);
        let folder = cluster.folder().to_owned();
        drop(cluster);
        assert!(!folder.exists());
    }
}
