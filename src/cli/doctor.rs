//! `stoa doctor`: what this machine lacks, and how to mend it.

use clap::Args;
use commerce::{
    Broken, Settings, Shop, accounts, db,
    seed::OWNER,
    settings::{self, MailTransport, Mode},
    storage::{Files, StorageError},
};
use secrecy::ExposeSecret;
use serde::Serialize;
use std::{fs, net::TcpListener, path::Path, process::ExitCode};

/// Says what this machine lacks.
#[derive(Args)]
#[command(after_help = "0 when nothing is wrong, 1 otherwise.\n\nExample:\n  stoa doctor --json")]
pub struct Doctor {
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// What one look found.
#[derive(Serialize)]
struct Finding {
    name: &'static str,
    fine: bool,
    found: String,
    /// What to do; empty when it is fine.
    fix: String,
}

impl Finding {
    fn fine(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, fine: true, found: found.into(), fix: String::new() }
    }

    fn wrong(name: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { name, fine: false, found: found.into(), fix: fix.into() }
    }
}

impl Doctor {
    /// Looks at everything and prints what was found.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let findings = examine().await;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&findings)?);
        } else {
            for Finding { name, fine, found, fix } in &findings {
                println!("{} {name:<10} {found}", if *fine { "ok   " } else { "WRONG" });
                if !fine {
                    println!("                 {fix}");
                }
            }
        }
        let healthy = findings.iter().all(|finding| finding.fine);
        Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

async fn examine() -> Vec<Finding> {
    let settings = match settings::load() {
        Ok(settings) => settings,
        Err(error) => {
            return vec![Finding::wrong("settings", error.to_string(), "mend Leptos.toml or the variables named")];
        }
    };
    let mut findings = vec![Finding::fine("settings", "readable")];
    findings.push(port(&settings));
    findings.push(site(&settings.server.site_root));
    findings.push(folder(&settings.storage.dir));
    findings.extend(bucket(&settings).await);
    findings.push(mail(&settings).await);
    match Shop::open(settings).await {
        Ok(shop) => findings.extend(database(&shop).await),
        Err(error) => findings.push(Finding::wrong("shop", error.to_string(), "mend what the sentence names")),
    }
    findings
}

fn port(settings: &Settings) -> Finding {
    let addr = &settings.server.addr;
    match TcpListener::bind(addr) {
        Ok(_) => Finding::fine("port", format!("{addr} is free")),
        Err(error) => Finding::wrong("port", format!("{addr}: {error}"), "stop what listens there, or set STOA_ADDR"),
    }
}

fn site(root: &Path) -> Finding {
    let wasm = fs::read_dir(root.join("pkg"))
        .map(|files| files.flatten().any(|file| file.path().extension().is_some_and(|end| end == "wasm")))
        .unwrap_or(false);
    if wasm {
        Finding::fine("site", format!("built in {}", root.display()))
    } else {
        Finding::wrong(
            "site",
            format!("{} holds no WASM", root.display()),
            "run `cargo leptos build`, or set LEPTOS_SITE_ROOT",
        )
    }
}

/// The S3-compatible store, where there is one.
async fn bucket(settings: &Settings) -> Option<Finding> {
    let storage = &settings.storage;
    storage.bucket()?;
    let tried = match Files::of(storage) {
        Ok(files) => files.try_out().await,
        Err(error) => Err(error),
    };
    Some(match tried {
        Ok(()) => Finding::fine("bucket", format!("{} takes, gives and deletes", storage.url)),
        Err(error) => Finding::wrong("bucket", format!("{}: {error}", storage.url), mend(&error)),
    })
}

fn mend(error: &Broken) -> &'static str {
    match error {
        Broken::Storage(StorageError::NoBucket(_)) => "make the bucket, or set STOA_STORAGE_URL",
        Broken::Storage(StorageError::Refused(_)) => {
            "check STOA_STORAGE_KEY_ID and STOA_STORAGE_SECRET, and that the key may read, write, list and delete"
        }
        _ => "check STOA_STORAGE_ENDPOINT, STOA_STORAGE_REGION and the firewall",
    }
}

fn folder(dir: &Path) -> Finding {
    let probe = dir.join(".doctor");
    let written = fs::create_dir_all(dir).and_then(|()| fs::write(&probe, b"x")).and_then(|()| fs::remove_file(&probe));
    match written {
        Ok(()) => Finding::fine("storage", format!("{} can be written", dir.display())),
        Err(error) => Finding::wrong(
            "storage",
            format!("{}: {error}", dir.display()),
            "give the user the right to write, or set STOA_STORAGE_DIR",
        ),
    }
}

async fn mail(settings: &Settings) -> Finding {
    if settings.mail.transport == MailTransport::Folder {
        return Finding::fine("mail", "kept in a folder, shown at /dev/mailbox");
    }
    let url = settings.mail.smtp_url.expose_secret();
    let host = url.rsplit('@').next().unwrap_or("").trim_start_matches("smtps://").trim_start_matches("smtp://");
    let host = host.split(['/', '?']).next().unwrap_or("");
    let port = if url.starts_with("smtps:") { 465 } else { 587 };
    let target = if host.contains(':') { host.to_owned() } else { format!("{host}:{port}") };
    let reach = tokio::time::timeout(std::time::Duration::from_secs(3), tokio::net::TcpStream::connect(&target));
    match reach.await {
        Ok(Ok(_)) => Finding::fine("mail", format!("{target} answers")),
        Ok(Err(error)) => Finding::wrong("mail", format!("{target}: {error}"), "check STOA_SMTP_URL"),
        Err(_) => Finding::wrong("mail", format!("{target} does not answer"), "check STOA_SMTP_URL and the firewall"),
    }
}

async fn database(shop: &Shop) -> Vec<Finding> {
    let version: Result<String, _> = sqlx::query_scalar("SELECT VERSION()").fetch_one(&shop.pool).await;
    let version = match version {
        Ok(version) => version,
        Err(error) => {
            return vec![Finding::wrong(
                "database",
                error.to_string(),
                "start MariaDB (`bin/db start`), or set DATABASE_URL",
            )];
        }
    };
    let mut findings = vec![if recent(&version) {
        Finding::fine("database", version)
    } else {
        Finding::wrong("database", version, "use MariaDB 10.11 or newer")
    }];
    findings.push(match db::weaknesses(&shop.pool).await {
        Ok(weak) if weak.is_empty() => Finding::fine("durability", "commits survive a crash"),
        Ok(weak) => {
            let found: Vec<_> = weak.iter().map(|(name, value, _)| format!("{name}={value}")).collect();
            let fix: Vec<_> = weak.iter().map(|(name, _, good)| format!("{name}={good}")).collect();
            Finding::wrong("durability", found.join(", "), format!("set {}", fix.join(", ")))
        }
        Err(error) => Finding::wrong("durability", error.to_string(), "look at the database's log"),
    });
    if shop.settings.server.mode == Mode::Production {
        findings.push(owner(shop).await);
    }
    findings.push(match db::status(&shop.pool).await {
        Ok(states) if states.iter().all(|state| state.applied) => Finding::fine("migrations", "all applied"),
        Ok(_) => Finding::wrong("migrations", "some are missing", "run `stoa migrate`"),
        Err(error) => Finding::wrong("migrations", error.to_string(), "run `stoa migrate`"),
    });
    findings
}

async fn owner(shop: &Shop) -> Finding {
    let name = "accounts";
    match accounts::demo_owner_is_here(shop).await {
        Ok(false) => Finding::fine(name, "the demo's owner has none"),
        Ok(true) => Finding::wrong(
            name,
            "the demo's owner has one, with a password that everybody can read; nobody can sign in with it",
            format!("make an admin of your own (`stoa user create`), then `stoa user role {} customer`", OWNER.0),
        ),
        Err(error) => Finding::wrong(name, error.to_string(), "run `stoa migrate`"),
    }
}

/// Whether a version such as "10.11.19-MariaDB" is 10.11 or newer.
fn recent(version: &str) -> bool {
    let mut numbers = version.split(['.', '-']).map(|part| part.parse::<u32>().unwrap_or(0));
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    version.contains("MariaDB") && (major, minor) >= (10, 11)
}

#[cfg(test)]
mod tests {
    use super::recent;

    #[test]
    fn knows_which_servers_do() {
        assert!(recent("10.11.19-MariaDB-0+deb12u1"));
        assert!(recent("11.4.2-MariaDB"));
        assert!(!recent("10.6.18-MariaDB"));
        assert!(!recent("8.0.36"));
    }
}
