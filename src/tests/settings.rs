//! Settings as the program sees them: defaults, then the file, then the environment, and every problem at once.

use std::{
    fs,
    process::{Command, Output},
};

/// `stoa config show --origin --json` with a file and variables.
fn show(file: &str, variables: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Leptos.toml");
    fs::write(&path, file).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_stoa"));
    command.args(["config", "show", "--origin", "--json"]).env_clear().env("STOA_CONFIG", &path);
    for (name, value) in variables {
        command.env(name, value);
    }
    command.output().unwrap()
}

/// Value and origin of a setting.
fn of(file: &str, variables: &[(&str, &str)], setting: &str) -> (String, String) {
    let output = show(file, variables);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let row = rows.as_array().unwrap().iter().find(|row| row["setting"] == setting).unwrap().clone();
    (row["value"].as_str().unwrap().into(), row["origin"].as_str().unwrap().into())
}

#[test]
fn a_default_counts_where_nothing_is_said() {
    assert_eq!(of("", &[], "jobs.workers"), ("2".into(), "default".into()));
}

#[test]
fn the_file_counts_more_than_a_default() {
    let (value, origin) = of("[jobs]\nworkers = 5", &[], "jobs.workers");
    assert!(value == "5" && origin.ends_with("Leptos.toml"), "{value} from {origin}");
}

#[test]
fn a_variable_counts_more_than_the_file() {
    let told = of("[jobs]\nworkers = 5", &[("STOA_WORKERS", "7")], "jobs.workers");
    assert_eq!(told, ("7".into(), "STOA_WORKERS".into()));
}

#[test]
fn a_secret_comes_from_a_file_of_its_own_and_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    fs::write(&path, "forty-two\n").unwrap();
    let told = of("", &[("STOA_SECRET_FILE", path.to_str().unwrap())], "security.secret");
    assert_eq!(told, ("(9 characters)".into(), "STOA_SECRET_FILE".into()));
}

#[test]
fn the_public_address_follows_the_port_unless_it_is_set() {
    let port = ("STOA_ADDR", "127.0.0.1:8080");
    assert_eq!(of("", &[port], "server.public_url").0, "http://127.0.0.1:8080");
    let told = of("", &[port, ("STOA_PUBLIC_URL", "https://shop.example/")], "server.public_url");
    assert_eq!(told, ("https://shop.example".into(), "STOA_PUBLIC_URL".into()));
}

#[test]
fn all_problems_are_told_at_once() {
    let variables = [("STOA_MODE", "production"), ("STOA_WORKERS", "many"), ("STOA_ADDR", "nowhere")];
    let file = "[shop]\ntime_zone = \"Europe/Nowhere\"\n[payments]\ngateway = \"local\"\n";
    let output = show(file, &variables);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    for problem in [
        "STOA_WORKERS",
        "server.addr",
        "time_zone",
        "https in production",
        "STOA_SECRET",
        "payments.gateway must not be",
    ] {
        assert!(told.contains(problem), "{problem} is not told:\n{told}");
    }
    let unknown = show("[jobs]\nworker = 5", &[]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("worker"));
}

#[test]
fn the_pretended_bank_is_of_development_only() {
    assert_eq!(of("", &[], "payments.gateway").0, "local");
    let production = [
        ("STOA_MODE", "production"),
        ("STOA_PUBLIC_URL", "https://shop.example"),
        ("STOA_SECRET", "a-secret-of-more-than-32-characters"),
    ];
    assert_eq!(of("", &production, "payments.gateway").0, "none", "a new shop sells by transfer and at the door");
    let refused = show("[payments]\ngateway = \"local\"", &production);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(told.contains("anybody could buy without paying"), "{told}");
    let nothing = show("[payments]\non_delivery = false\nbank_transfer = false", &production);
    let told = String::from_utf8_lossy(&nothing.stderr).into_owned();
    assert!(nothing.status.code() == Some(1) && told.contains("a way to pay"), "{told}");
}
