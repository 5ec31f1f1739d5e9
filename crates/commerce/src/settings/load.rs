//! Reading the settings and saying all that is wrong with them at once.

use super::{Mode, Settings, check};
use secrecy::SecretString;
use std::{env, fs, path::Path};

/// Every problem of the settings, one a line.
#[derive(Debug, thiserror::Error)]
#[error("the settings cannot be used:\n  - {}", .0.join("\n  - "))]
pub struct SettingsError(pub Vec<String>);

/// Reads defaults, file and environment, in this order, and checks the whole.
pub fn load() -> Result<Settings, SettingsError> {
    let file = env::var("STOA_CONFIG").unwrap_or_else(|_| "Leptos.toml".into());
    let mut problems = vec![];
    let mut settings = from_file(Path::new(&file), env::var("STOA_CONFIG").is_ok(), &mut problems);
    from_environment(&mut settings, &mut problems);
    problems.extend(check::problems(&settings));
    if problems.is_empty() { Ok(settings) } else { Err(SettingsError(problems)) }
}

fn from_file(path: &Path, asked_for: bool, problems: &mut Vec<String>) -> Settings {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(_) if !asked_for => return Settings::default(),
        Err(error) => {
            problems.push(format!("{}: {error}", path.display()));
            return Settings::default();
        }
    };
    let parsed: Result<toml::Table, _> = toml::from_str(&text);
    let wanted = parsed.and_then(|mut table| {
        // The table of the framework's own loader; not ours.
        table.remove("leptos");
        problems.extend(check::secrets(&table, path));
        table.try_into()
    });
    wanted.unwrap_or_else(|error| {
        problems.push(format!("{}: {}", path.display(), error.to_string().trim()));
        Settings::default()
    })
}

fn from_environment(settings: &mut Settings, problems: &mut Vec<String>) {
    let mut text = |name: &str, set: &mut dyn FnMut(String) -> Result<(), String>| {
        if let Some(value) = variable(name, problems)
            && let Err(why) = set(value)
        {
            problems.push(format!("{name}: {why}"));
        }
    };
    text("STOA_ADDR", &mut |v| assign(&mut settings.server.addr, v));
    if env::var("STOA_PUBLIC_URL").is_err() && env::var("STOA_ADDR").is_ok() {
        settings.server.public_url = format!("http://{}", settings.server.addr);
    }
    text("STOA_PUBLIC_URL", &mut |v| assign(&mut settings.server.public_url, v.trim_end_matches('/').to_owned()));
    text("STOA_MODE", &mut |v| {
        settings.server.mode = match v.as_str() {
            "development" => Mode::Development,
            "production" => Mode::Production,
            other => return Err(format!("`{other}` is neither development nor production")),
        };
        Ok(())
    });
    text("STOA_TRUSTED_PROXIES", &mut |v| assign(&mut settings.server.trusted_proxies, proxies(&v)));
    text("LEPTOS_SITE_ROOT", &mut |v| assign(&mut settings.server.site_root, v.into()));
    text("DATABASE_URL", &mut |v| assign(&mut settings.database.url, SecretString::from(v)));
    text("STOA_DATABASE_CONNECTIONS", &mut |v| number(&mut settings.database.connections, &v));
    text("STOA_STORAGE_DIR", &mut |v| assign(&mut settings.storage.dir, v.into()));
    text("STOA_STORAGE_URL", &mut |v| assign(&mut settings.storage.url, v));
    text("STOA_STORAGE_ENDPOINT", &mut |v| assign(&mut settings.storage.endpoint, v));
    text("STOA_STORAGE_REGION", &mut |v| assign(&mut settings.storage.region, v));
    text("STOA_STORAGE_KEY_ID", &mut |v| assign(&mut settings.storage.key_id, v));
    text("STOA_STORAGE_SECRET", &mut |v| assign(&mut settings.storage.secret, SecretString::from(v)));
    text("STOA_SHOP_NAME", &mut |v| assign(&mut settings.shop.name, v));
    text("STOA_CURRENCY", &mut |v| v.parse().map(|c| settings.shop.currency = c).map_err(|e| e.to_string()));
    text("STOA_PSEUDO", &mut |v| v.parse().map(|pseudo| settings.shop.pseudo = pseudo));
    text("STOA_SMTP_URL", &mut |v| {
        settings.mail.transport = super::MailTransport::Smtp;
        assign(&mut settings.mail.smtp_url, SecretString::from(v))
    });
    text("STOA_MAIL_FROM", &mut |v| assign(&mut settings.mail.from, v));
    text("STOA_SECRET", &mut |v| assign(&mut settings.security.secret, SecretString::from(v)));
    text("STOA_PREVIOUS_SECRET", &mut |v| assign(&mut settings.security.previous_secret, SecretString::from(v)));
    text("STOA_LOCAL_GATEWAY_SECRET", &mut |v| assign(&mut settings.payments.local_secret, SecretString::from(v)));
    text("STOA_LOCAL_GATEWAY_PREVIOUS_SECRET", &mut |v| {
        assign(&mut settings.payments.local_previous_secret, SecretString::from(v))
    });
    text("STOA_LOCAL_GATEWAY_LATE_SECONDS", &mut |v| number(&mut settings.payments.local_late_seconds, &v));
    text("STOA_WEBHOOK_URL", &mut |v| assign(&mut settings.payments.webhook_url, v.trim_end_matches('/').to_owned()));
    text("STOA_HOLD_MINUTES", &mut |v| number(&mut settings.payments.hold_minutes, &v));
    text("STOA_TRANSFER_DAYS", &mut |v| number(&mut settings.payments.transfer_days, &v));
    text("STOA_WORKERS", &mut |v| number(&mut settings.jobs.workers, &v));
    text("STOA_PAGE_CACHE_MB", &mut |v| number(&mut settings.cache.page_megabytes, &v));
    text("STOA_PAGE_CACHE_SECONDS", &mut |v| number(&mut settings.cache.page_seconds, &v));
}

/// A variable, or the content of the file that `<NAME>_FILE` names.
fn variable(name: &str, problems: &mut Vec<String>) -> Option<String> {
    if let Ok(value) = env::var(name) {
        return Some(value);
    }
    let path = env::var(format!("{name}_FILE")).ok()?;
    match fs::read_to_string(&path) {
        Ok(value) => Some(value.trim_end().to_owned()),
        Err(error) => {
            problems.push(format!("{name}_FILE: {path}: {error}"));
            None
        }
    }
}

/// "10.0.0.1, 10.0.0.2", or "none"; nothing says nothing.
fn proxies(list: &str) -> Option<Vec<String>> {
    match list.trim() {
        "" => None,
        "none" => Some(vec![]),
        list => Some(list.split([',', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect()),
    }
}

fn assign<T>(place: &mut T, value: T) -> Result<(), String> {
    *place = value;
    Ok(())
}

fn number<T: std::str::FromStr>(place: &mut T, value: &str) -> Result<(), String> {
    *place = value.parse().map_err(|_| format!("`{value}` is not a whole number in range"))?;
    Ok(())
}
