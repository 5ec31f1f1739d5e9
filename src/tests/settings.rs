//! Settings as the program sees them: defaults, then the file, then the environment, and every problem at once.

use std::{
    fs,
    process::{Command, Output},
};

/// What a shop in production must say.
const PRODUCTION: [(&str, &str); 5] = [
    ("STOA_MODE", "production"),
    ("STOA_PUBLIC_URL", "https://shop.example"),
    ("STOA_TRUSTED_PROXIES", "none"),
    ("STOA_SECRET", "a-secret-of-more-than-32-characters"),
    ("STOA_SMTP_URL", "smtps://shop:pass@mail.example"),
];

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
    let production = PRODUCTION;
    assert_eq!(of("", &production, "payments.gateway").0, "none", "a new shop sells by transfer and at the door");
    let refused = show("[payments]\ngateway = \"local\"", &production);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(told.contains("anybody could buy without paying"), "{told}");
    let nothing = show("[payments]\non_delivery = false\nbank_transfer = false", &production);
    let told = String::from_utf8_lossy(&nothing.stderr).into_owned();
    assert!(nothing.status.code() == Some(1) && told.contains("a way to pay"), "{told}");
}

/// What is told of settings that cannot be used.
fn told(file: &str, variables: &[(&str, &str)]) -> String {
    let output = show(file, variables);
    assert_eq!(output.status.code(), Some(1), "{file} {variables:?} is taken");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_cannot_work_is_refused() {
    for (file, variable, sentence) in [
        ("[payments]\non_delivery_fee = -1", None, "on_delivery_fee"),
        ("[payments]\ntransfer_days = 0", None, "transfer_days"),
        ("[database]\nconnections = 0", None, "database.connections"),
        ("[shop]\ncountry = \"XX\"", None, "shop.country"),
        ("[mail]\ntransport = \"smtp\"", None, "STOA_SMTP_URL"),
        ("", Some(("STOA_SMTP_URL", "mail.example")), "STOA_SMTP_URL"),
        ("", Some(("STOA_LOCAL_GATEWAY_SECRET", "")), "STOA_LOCAL_GATEWAY_SECRET"),
        ("", Some(("DATABASE_URL", "nowhere")), "database.url"),
    ] {
        let told = told(file, variable.as_slice());
        assert!(told.contains(sentence), "{file} {variable:?}: {told}");
    }
}

#[test]
fn production_sends_letters_and_talks_in_private() {
    let with = |name: &'static str, value: &'static str| {
        let mut variables = PRODUCTION.to_vec();
        variables.retain(|(known, _)| *known != name);
        variables.push((name, value));
        variables
    };
    assert!(told("", &PRODUCTION[..4]).contains("mail.transport must not be `folder`"));
    for url in ["smtp://mail.example", "smtp://u:p@mail.example:587?tls=opportunistic", "smtp://10.0.0.1"] {
        assert!(told("", &with("STOA_SMTP_URL", url)).contains("in the clear"), "{url}");
    }
    for url in ["mysql://u:p@db.example/stoa", "mysql://u:p@10.0.0.2/stoa?ssl-mode=PREFERRED"] {
        assert!(told("", &with("DATABASE_URL", url)).contains("ssl-mode"), "{url}");
    }
    for (name, url) in [
        ("STOA_SMTP_URL", "smtp://u:p@mail.example:587?tls=required"),
        ("STOA_SMTP_URL", "smtp://127.0.0.1:1025"),
        ("STOA_SMTP_URL", "smtp://[::1]:1025"),
        ("DATABASE_URL", "mysql://u:p@127.0.0.1/stoa"),
        ("DATABASE_URL", "mysql://u:p@db.example/stoa?ssl-mode=VERIFY_IDENTITY"),
        ("DATABASE_URL", "mysql://u@localhost/stoa?socket=/run/mysqld/mysqld.sock"),
    ] {
        let output = show("", &with(name, url));
        assert!(output.status.success(), "{url}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_secret_before_signs_links_too() {
    for weak in ["short", "development-secret-change-me-before-production"] {
        let set = [PRODUCTION.as_slice(), &[("STOA_PREVIOUS_SECRET", weak)]].concat();
        assert!(told("", &set).contains("STOA_PREVIOUS_SECRET must be empty"), "{weak}");
    }
    let set =
        [PRODUCTION.as_slice(), &[("STOA_PREVIOUS_SECRET", "another-secret-of-more-than-32-characters")]].concat();
    assert!(show("", &set).status.success());
}

#[test]
fn secrets_have_no_place_in_the_file() {
    for (file, name, variable) in [
        ("[security]\nsecret = \"s3cret\"", "security.secret", "STOA_SECRET"),
        ("[security]\nprevious_secret = \"s3cret\"", "security.previous_secret", "STOA_PREVIOUS_SECRET"),
        ("[payments]\nlocal_secret = \"s3cret\"", "payments.local_secret", "STOA_LOCAL_GATEWAY_SECRET"),
        ("[database]\nurl = \"mysql://u:s3cret@localhost/stoa\"", "database.url", "DATABASE_URL"),
        ("[mail]\nsmtp_url = \"smtps://u:s3cret@mail.example\"", "mail.smtp_url", "STOA_SMTP_URL"),
    ] {
        let told = told(file, &[]);
        assert!(told.contains(name) && told.contains(variable) && !told.contains("s3cret"), "{told}");
    }
    let plain = "[database]\nurl = \"mysql://stoa@localhost/stoa?socket=/run/mysqld/mysqld.sock\"";
    assert!(of(plain, &[], "database.url").1.ends_with("Leptos.toml"));
}

#[test]
fn every_setting_is_shown() {
    for setting in ["payments.local_previous_secret", "payments.local_late_seconds", "payments.transfer_days"] {
        assert_eq!(of("", &[], setting).1, "default", "{setting}");
    }
}

#[test]
fn production_behind_https_says_who_stands_before_it() {
    let without: Vec<_> = PRODUCTION.into_iter().filter(|(name, _)| *name != "STOA_TRUSTED_PROXIES").collect();
    let with = |value: &'static str| [without.as_slice(), &[("STOA_TRUSTED_PROXIES", value)]].concat();
    for silent in [without.clone(), with("")] {
        assert!(told("", &silent).contains("STOA_TRUSTED_PROXIES"));
    }
    let named = of("", &with("127.0.0.1, ::1"), "server.trusted_proxies");
    assert_eq!(named, ("127.0.0.1, ::1".into(), "STOA_TRUSTED_PROXIES".into()));
    assert_eq!(of("", &with("none"), "server.trusted_proxies").0, "none");
    assert_eq!(of("[server]\ntrusted_proxies = []", &without, "server.trusted_proxies").0, "none");
    assert!(told("", &with("proxy.example")).contains("must be addresses"));
}
