//! Every setting with its effective value and where that came from. Secrets are masked.

use super::{Gateway, MailTransport, Mode, Settings, SettingsError, load};
use secrecy::{ExposeSecret, SecretString};
use std::{env, fs};

/// Where the value of a setting came from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Origin {
    pub setting: String,
    /// Secrets are masked.
    pub value: String,
    /// `default`, the file's name or the variable's name.
    pub origin: String,
}

/// Every setting with its effective value and origin, for `stoa config show --origin`.
pub fn origins() -> Result<Vec<Origin>, SettingsError> {
    let settings = load()?;
    let path = env::var("STOA_CONFIG").unwrap_or_else(|_| "Leptos.toml".into());
    let file: toml::Table = fs::read_to_string(&path).ok().and_then(|text| text.parse().ok()).unwrap_or_default();
    let origin = |setting: &str, variables: &[&str]| {
        let set = variables.iter().flat_map(|name| [(*name).to_owned(), format!("{name}_FILE")]);
        set.into_iter().find(|name| env::var_os(name).is_some()).unwrap_or_else(|| {
            let (table, key) = setting.split_once('.').unwrap_or((setting, ""));
            let there = file.get(table).and_then(toml::Value::as_table).is_some_and(|table| table.contains_key(key));
            if there { path.clone() } else { "default".into() }
        })
    };
    let row = |(setting, value, variables): (&str, String, &[&str])| Origin {
        setting: setting.into(),
        value,
        origin: origin(setting, variables),
    };
    Ok(rows(&settings).into_iter().map(row).collect())
}

type Row = (&'static str, String, &'static [&'static str]);

fn rows(settings: &Settings) -> Vec<Row> {
    let Settings { server, shop, database, storage, mail, payments, jobs, security, cache, import } = settings;
    let mode = if server.mode == Mode::Production { "production" } else { "development" };
    let gateway = if settings.gateway() == Gateway::Local { "local" } else { "none" };
    let proxies = match server.trusted_proxies.as_deref() {
        None => "(not set)".into(),
        Some([]) => "none".into(),
        Some(proxies) => proxies.join(", "),
    };
    let transport = if mail.transport == MailTransport::Smtp { "smtp" } else { "folder" };
    vec![
        ("server.addr", server.addr.clone(), &["STOA_ADDR"]),
        ("server.public_url", server.public_url.clone(), &["STOA_PUBLIC_URL", "STOA_ADDR"]),
        ("server.mode", mode.into(), &["STOA_MODE"]),
        ("server.site_root", server.site_root.display().to_string(), &["LEPTOS_SITE_ROOT"]),
        ("server.trusted_proxies", proxies, &["STOA_TRUSTED_PROXIES"]),
        ("shop.name", shop.name.clone(), &["STOA_SHOP_NAME"]),
        ("shop.email", shop.email.clone(), &[]),
        ("shop.currency", shop.currency.to_string(), &["STOA_CURRENCY"]),
        ("shop.country", shop.country.clone(), &[]),
        ("shop.time_zone", shop.time_zone.clone(), &[]),
        ("shop.address", shop.address.join(", "), &[]),
        ("shop.pseudo", shop.pseudo.to_string(), &["STOA_PSEUDO"]),
        ("database.url", without_password(&database.url), &["DATABASE_URL"]),
        ("database.connections", database.connections.to_string(), &["STOA_DATABASE_CONNECTIONS"]),
        ("storage.dir", storage.dir.display().to_string(), &["STOA_STORAGE_DIR"]),
        ("storage.url", storage.url.clone(), &["STOA_STORAGE_URL"]),
        ("storage.endpoint", storage.endpoint.clone(), &["STOA_STORAGE_ENDPOINT"]),
        ("storage.region", storage.region.clone(), &["STOA_STORAGE_REGION"]),
        ("storage.key_id", storage.key_id.clone(), &["STOA_STORAGE_KEY_ID"]),
        ("storage.secret", mask(&storage.secret), &["STOA_STORAGE_SECRET"]),
        ("mail.transport", transport.into(), &["STOA_SMTP_URL"]),
        ("mail.from", mail.from.clone(), &["STOA_MAIL_FROM"]),
        ("mail.smtp_url", without_password(&mail.smtp_url), &["STOA_SMTP_URL"]),
        ("payments.gateway", gateway.into(), &[]),
        ("payments.local_secret", mask(&payments.local_secret), &["STOA_LOCAL_GATEWAY_SECRET"]),
        (
            "payments.local_previous_secret",
            mask(&payments.local_previous_secret),
            &["STOA_LOCAL_GATEWAY_PREVIOUS_SECRET"],
        ),
        ("payments.local_late_seconds", payments.local_late_seconds.to_string(), &["STOA_LOCAL_GATEWAY_LATE_SECONDS"]),
        ("payments.hold_minutes", payments.hold_minutes.to_string(), &["STOA_HOLD_MINUTES"]),
        ("payments.transfer_days", payments.transfer_days.to_string(), &["STOA_TRANSFER_DAYS"]),
        ("payments.webhook_url", payments.webhook_url.clone(), &["STOA_WEBHOOK_URL"]),
        ("payments.on_delivery", payments.on_delivery.to_string(), &[]),
        ("payments.on_delivery_fee", payments.on_delivery_fee.to_string(), &[]),
        ("payments.bank_transfer", payments.bank_transfer.to_string(), &[]),
        ("payments.bank_account", payments.bank_account.clone(), &[]),
        ("jobs.workers", jobs.workers.to_string(), &["STOA_WORKERS"]),
        ("security.secret", mask(&security.secret), &["STOA_SECRET"]),
        ("security.previous_secret", mask(&security.previous_secret), &["STOA_PREVIOUS_SECRET"]),
        ("import.fetch_pictures", import.fetch_pictures.to_string(), &[]),
        ("import.trusted_hosts", import.trusted_hosts.join(", "), &[]),
        ("cache.page_megabytes", cache.page_megabytes.to_string(), &["STOA_PAGE_CACHE_MB"]),
        ("cache.page_seconds", cache.page_seconds.to_string(), &["STOA_PAGE_CACHE_SECONDS"]),
    ]
}

fn mask(secret: &SecretString) -> String {
    match secret.expose_secret().len() {
        0 => "(not set)".into(),
        length => format!("({length} characters)"),
    }
}

/// An address without the password in it.
fn without_password(url: &SecretString) -> String {
    let url = url.expose_secret();
    let Some((scheme, rest)) = url.split_once("://") else { return mask(&SecretString::from(url)) };
    // A password may hold an @ of its own; the host begins after the last one.
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let (user, hidden) = login.split_once(':').map_or((login, ""), |(user, _)| (user, ":***"));
            format!("{scheme}://{user}{hidden}@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shown() {
        let mut settings = Settings::default();
        settings.database.url = SecretString::from("mysql://app:s3cr@t@db.example/stoa");
        settings.mail.smtp_url = SecretString::from("smtps://me:s3cr3t@mail.example");
        settings.security.secret = SecretString::from("s3cr3t");
        settings.storage.secret = SecretString::from("s3cr3t");
        let shown = rows(&settings);
        assert!(shown.iter().all(|(_, value, _)| !value.contains("s3cr")), "{shown:?}");
        let value = |name: &str| shown.iter().find(|row| row.0 == name).map(|row| row.1.as_str()).unwrap();
        assert_eq!(value("database.url"), "mysql://app:***@db.example/stoa");
        assert_eq!(value("security.secret"), "(6 characters)");
    }
}
