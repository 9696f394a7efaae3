//! Encrypted connections: what each level of `sslmode` accepts.

use super::Asker;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::path::Path;
use tempfile::TempDir;
use testkit::cluster::Cluster;

/// An authority, and a certificate of it for the name `localhost` only.
struct Certificates {
    folder: TempDir,
    certificate: String,
    key: String,
}

fn certificates() -> Certificates {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let server = server.signed_by(&key, &authority).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
    let stranger = rcgen::generate_simple_self_signed(Vec::new()).unwrap();
    std::fs::write(folder.path().join("other.pem"), stranger.cert.pem()).unwrap();
    Certificates { folder, certificate: server.pem(), key: key.serialize_pem() }
}

/// Each level with each file of authorities, by address and by name.
fn check(url: &str, level: &str, roots: &str, folder: &Path, encrypted: &str, yes: &str) {
    let file = |name: &str| folder.join(name).display().to_string();
    for (mode, file, host, expected) in [
        ("disable", None, "127.0.0.1", Ok(false)),
        ("prefer", None, "127.0.0.1", Ok(true)),
        ("require", None, "127.0.0.1", Ok(true)),
        ("verify-ca", None, "127.0.0.1", Err("UnknownIssuer")),
        ("verify-ca", Some(file("ca.pem")), "127.0.0.1", Ok(true)),
        ("verify-ca", Some(file("other.pem")), "127.0.0.1", Err("certificate")),
        ("require", Some(file("other.pem")), "127.0.0.1", Err("certificate")),
        ("require", Some(file("ca.pem")), "127.0.0.1", Ok(true)),
        ("verify-full", Some(file("ca.pem")), "127.0.0.1", Err("certificate")),
        ("verify-full", Some(file("ca.pem")), "localhost", Ok(true)),
        ("verify-full", Some(file("none.pem")), "localhost", Err("No such file")),
    ] {
        let url = url.replace("127.0.0.1", host);
        let roots = file.map(|file| format!("&{roots}={file}")).unwrap_or_default();
        let asker = Asker::new(&format!("{url}?{level}={mode}{roots}"));
        match expected {
            Ok(expected) => {
                let rows = asker.rows(&format!("SELECT {encrypted} AS v"));
                assert_eq!(rows == format!(r#"[{{"v":{yes}}}]"#), expected, "{url} {mode} {rows}");
            }
            Err(part) => {
                let (code, line) = asker.error("SELECT 1 AS a");
                assert_eq!(code, "database/cannot-connect", "{url} {mode}");
                assert!(line.contains(part), "{mode}{roots}: {line}");
            }
        }
    }
}

#[test]
fn postgres_is_as_encrypted_as_asked() {
    let certificates = certificates();
    let cluster = Cluster::start_postgres(
        &[("server.pem", &certificates.certificate), ("server.key", &certificates.key)],
        &["ssl = on", "ssl_cert_file = '../server.pem'", "ssl_key_file = '../server.key'"],
    );
    let encrypted = "(SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())";
    let folder = certificates.folder.path();
    check(&cluster.url("postgres"), "sslmode", "sslrootcert", folder, encrypted, "true");
}

#[test]
fn mariadb_is_as_encrypted_as_asked() {
    let certificates = certificates();
    let cluster = Cluster::start_mariadb(
        &[("server.pem", &certificates.certificate), ("server.key", &certificates.key)],
        &["--ssl-cert=../server.pem", "--ssl-key=../server.key"],
    );
    let encrypted = "(SELECT VARIABLE_VALUE <> '' FROM information_schema.SESSION_STATUS \
                      WHERE VARIABLE_NAME = 'SSL_CIPHER')";
    let folder = certificates.folder.path();
    check(&cluster.url("mysql"), "ssl-mode", "ssl-ca", folder, encrypted, "1");
}
