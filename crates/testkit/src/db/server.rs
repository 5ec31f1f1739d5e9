//! Which MariaDB the tests use.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// `STOA_TEST_DATABASE_URL`, else the server of `DATABASE_URL`, else the private instance, started when it is not running.
pub(super) fn url() -> String {
    ["STOA_TEST_DATABASE_URL", "DATABASE_URL"]
        .into_iter()
        .find_map(|name| env::var(name).ok())
        .unwrap_or_else(private_instance)
}

/// The root of the checkout.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The same server with another database.
pub(super) fn with_database(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, None), |(address, options)| (address, Some(options)));
    let after_scheme = address.find("://").map_or(0, |at| at + 3);
    let host_end = address[after_scheme..].find('/').map_or(address.len(), |at| after_scheme + at);
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("{}/{name}{options}", &address[..host_end])
}

fn private_instance() -> String {
    let script = root().join("bin/db");
    let output = Command::new(&script)
        .args(["url", "test"])
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", script.display()));
    assert!(output.status.success(), "bin/db url test: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_an_address_is_exchanged() {
        assert_eq!(
            with_database("mysql://root@localhost/mysql?socket=/a/b.sock", "t"),
            "mysql://root@localhost/t?socket=/a/b.sock"
        );
        assert_eq!(with_database("mysql://u:p@10.0.0.1:3306", "t"), "mysql://u:p@10.0.0.1:3306/t");
    }
}
