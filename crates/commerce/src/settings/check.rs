//! What settings must be like, all of them together; more so in production.

use super::{Gateway, MailSettings, MailTransport, Mode, Settings};
use crate::text;
use model::money::MAX_UNIT_MINOR;
use secrecy::{ExposeSecret, SecretString};
use sqlx::mysql::{MySqlConnectOptions, MySqlSslMode};
use std::{net::IpAddr, path::Path};

/// Settings that no file may hold, and the variables that do.
const SECRETS: [(&str, &str, &str); 5] = [
    ("security", "secret", "STOA_SECRET"),
    ("security", "previous_secret", "STOA_PREVIOUS_SECRET"),
    ("storage", "secret", "STOA_STORAGE_SECRET"),
    ("payments", "local_secret", "STOA_LOCAL_GATEWAY_SECRET"),
    ("payments", "local_previous_secret", "STOA_LOCAL_GATEWAY_PREVIOUS_SECRET"),
];
/// Addresses that a file may hold as long as no password is in them.
const ADDRESSES: [(&str, &str, &str); 2] = [("database", "url", "DATABASE_URL"), ("mail", "smtp_url", "STOA_SMTP_URL")];

/// Secrets in a settings file, which is copied, shown and committed too easily.
pub(super) fn secrets(file: &toml::Table, path: &Path) -> Vec<String> {
    let held = |table: &str, key: &str| file.get(table)?.get(key)?.as_str();
    let secret = SECRETS.iter().filter(|(table, key, _)| held(table, key).is_some());
    let address = ADDRESSES.iter().filter(|(table, key, _)| held(table, key).is_some_and(has_password));
    let sentence = |(table, key, variable): &(&str, &str, &str)| {
        let path = path.display();
        format!(
            "{path}: {table}.{key} is a secret and must not stand in a file of settings: set {variable} or {variable}_FILE"
        )
    };
    secret.chain(address).map(sentence).collect()
}

/// Everything that is wrong with the settings, one sentence each.
pub(super) fn problems(settings: &Settings) -> Vec<String> {
    let mut all = always(settings);
    if settings.server.mode == Mode::Production {
        all.extend(in_production(settings));
    }
    all.into_iter().filter(|(fine, _)| !fine).map(|(_, sentence)| sentence.to_owned()).collect()
}

type Demand = (bool, &'static str);

fn always(settings: &Settings) -> Vec<Demand> {
    let Settings { server, shop, database, storage, mail, payments, .. } = settings;
    let smtp = mail.smtp_url.expose_secret();
    vec![
        (
            server.addr.parse::<std::net::SocketAddr>().is_ok(),
            "server.addr must be an address with a port, such as 127.0.0.1:3000",
        ),
        (server.public_url.starts_with("http"), "server.public_url must begin with http:// or https://"),
        (text::has(&format!("country-{}", shop.country)), "shop.country must be a country's two letters, such as AT"),
        (shop.time_zone.parse::<chrono_tz::Tz>().is_ok(), "shop.time_zone must be a zone such as Europe/Vienna"),
        (options(settings).is_some(), "database.url must be an address such as mysql://user@host/name"),
        (
            storage.url.is_empty() || storage.bucket().is_some_and(|(bucket, _)| is_bucket(bucket)),
            "storage.url must be empty for files, or an address such as s3://bucket/prefix",
        ),
        (
            storage.url.is_empty() || !(storage.key_id.is_empty() || storage.secret.expose_secret().is_empty()),
            "storage.url names a bucket, so STOA_STORAGE_KEY_ID and STOA_STORAGE_SECRET must be set",
        ),
        (
            storage.endpoint.is_empty() || storage.endpoint.parse::<reqwest::Url>().is_ok_and(|url| is_web(&url)),
            "storage.endpoint must be empty, or an address such as https://minio.example:9000",
        ),
        (database.connections > 0, "database.connections must be 1 or more"),
        (
            mail.transport == MailTransport::Folder || smtp.starts_with("smtp://") || smtp.starts_with("smtps://"),
            "mail.transport is smtp, so STOA_SMTP_URL must be an address such as smtps://user:password@host",
        ),
        (
            server.trusted_proxies.iter().flatten().all(|proxy| proxy.parse::<IpAddr>().is_ok()),
            "server.trusted_proxies must be addresses such as 127.0.0.1, without ports or names",
        ),
        ((1..=60).contains(&payments.hold_minutes), "payments.hold_minutes must be 1 to 60"),
        ((1..=60).contains(&payments.transfer_days), "payments.transfer_days must be 1 to 60"),
        (
            (0..=MAX_UNIT_MINOR).contains(&payments.on_delivery_fee),
            "payments.on_delivery_fee must be an amount in minor units, not below 0",
        ),
        (
            settings.gateway() != Gateway::None || payments.on_delivery || payments.bank_transfer,
            "payments must offer a way to pay: set payments.gateway, on_delivery or bank_transfer",
        ),
        (
            settings.gateway() != Gateway::Local || !payments.local_secret.expose_secret().is_empty(),
            "STOA_LOCAL_GATEWAY_SECRET must not be empty: anybody could say that a payment was made",
        ),
    ]
}

fn in_production(settings: &Settings) -> Vec<Demand> {
    let (secret, previous) = (&settings.security.secret, &settings.security.previous_secret);
    let known = Settings::default().security.secret;
    let fit =
        |secret: &SecretString| secret.expose_secret().len() >= 32 && secret.expose_secret() != known.expose_secret();
    vec![
        (settings.server.public_url.starts_with("https://"), "server.public_url must be https in production"),
        (
            settings.shop.pseudo == text::Pseudo::Off,
            "shop.pseudo must be off in production: it pretends a language to test layouts",
        ),
        (
            settings.server.trusted_proxies.is_some() || !settings.server.public_url.starts_with("https://"),
            "STOA_TRUSTED_PROXIES must name the proxies that speak https for the shop, such as 127.0.0.1, or say none: \
             without them all shoppers seem to be one, and limits hold off everybody",
        ),
        (fit(secret), "STOA_SECRET must be set to at least 32 characters in production"),
        (
            previous.expose_secret().is_empty() || fit(previous),
            "STOA_PREVIOUS_SECRET must be empty, or a secret of at least 32 characters: whoever knows it signs links",
        ),
        (
            settings.gateway() != Gateway::Local,
            "payments.gateway must not be `local` in production: anybody could buy without paying",
        ),
        (
            settings.mail.transport == MailTransport::Smtp,
            "mail.transport must not be `folder` in production: nobody would get a letter; set STOA_SMTP_URL",
        ),
        (
            mail_is_private(&settings.mail),
            "STOA_SMTP_URL must be smtps://, or end in ?tls=required: passwords and letters would cross the net in the clear",
        ),
        (
            !settings.storage.endpoint.starts_with("http://") || is_here(host(&settings.storage.endpoint)),
            "STOA_STORAGE_ENDPOINT must be https in production, or this machine",
        ),
        (
            database_is_private(settings),
            "DATABASE_URL must name a socket, this machine, or an ssl-mode of REQUIRED or stricter in production",
        ),
    ]
}

fn is_bucket(name: &str) -> bool {
    (3..=63).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
}

fn is_web(url: &reqwest::Url) -> bool {
    // A login in it would be shown and logged.
    matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none()
}

fn mail_is_private(mail: &MailSettings) -> bool {
    let url = mail.smtp_url.expose_secret();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    !url.starts_with("smtp://") || is_here(host(url)) || query.split('&').any(|pair| pair == "tls=required")
}

fn database_is_private(settings: &Settings) -> bool {
    // An address that cannot be read has its own sentence.
    options(settings).is_none_or(|options| {
        let private = matches!(
            options.get_ssl_mode(),
            MySqlSslMode::Required | MySqlSslMode::VerifyCa | MySqlSslMode::VerifyIdentity
        );
        private || options.get_socket().is_some() || is_here(options.get_host())
    })
}

fn options(settings: &Settings) -> Option<MySqlConnectOptions> {
    settings.database.url.expose_secret().parse().ok()
}

fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The host in an address such as `smtp://user:password@host:587?tls=required`.
fn host(url: &str) -> &str {
    let (login, rest) = split(url);
    let rest = if login.is_empty() { rest } else { &rest[1..] };
    let end = if rest.starts_with('[') { rest.find(']') } else { rest.find([':', '/', '?']) };
    rest[..end.unwrap_or(rest.len())].trim_start_matches('[')
}

fn has_password(url: &str) -> bool {
    split(url).0.contains(':')
}

/// An address without its scheme, before and from the @ on; a password may hold an @ of its own.
fn split(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split_at(rest.rfind('@').unwrap_or_default())
}
