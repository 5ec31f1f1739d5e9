//! One struct per table of `Leptos.toml`.

use crate::text::Pseudo;
use chrono_tz::Tz;
use model::Currency;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::path::PathBuf;

/// Everything that can be set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub server: ServerSettings,
    pub shop: ShopSettings,
    pub database: DatabaseSettings,
    pub storage: StorageSettings,
    pub mail: MailSettings,
    pub payments: PaymentSettings,
    pub jobs: JobSettings,
    pub security: SecuritySettings,
    pub cache: CacheSettings,
    pub import: ImportSettings,
}

/// Where the server listens and what it is called from outside.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// Address and port to listen on.
    pub addr: String,
    /// Address under which shoppers reach the shop, without a slash at the end.
    pub public_url: String,
    /// `development` or `production`.
    pub mode: Mode,
    /// Folder of the built site: WASM, style sheet, public files.
    pub site_root: PathBuf,
    /// Addresses of proxies whose forwarded headers are believed; an empty list says that there are none.
    pub trusted_proxies: Option<Vec<String>>,
}

/// Whether demo logins, development pages and the local gateway are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Development,
    Production,
}

/// The shop itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShopSettings {
    pub name: String,
    pub email: String,
    pub currency: Currency,
    /// ISO 3166-1 alpha-2 of the country that is preselected.
    pub country: String,
    /// Zone of all written dates, such as `Europe/Vienna`.
    pub time_zone: String,
    /// Lines of the sender's address, for mails and legal pages.
    pub address: Vec<String>,
    /// A pretended language, to see what layouts stand: `off`, `long` or `mirrored`.
    pub pseudo: Pseudo,
}

/// The database.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DatabaseSettings {
    pub url: SecretString,
    /// Most connections of this node.
    pub connections: u32,
}

/// Where pictures, uploads and the search index lie.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StorageSettings {
    /// Folder of everything that is not in the database: `media/`, `search/`, `mail/`.
    pub dir: PathBuf,
    /// `s3://bucket/prefix` for pictures and uploads in an S3-compatible store; empty for files in the folder.
    pub url: String,
    /// Address of a store that is not Amazon's, such as `https://minio.example:9000`.
    pub endpoint: String,
    pub region: String,
    pub key_id: String,
    pub secret: SecretString,
}

/// How mails leave.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// `folder` (shown at /dev/mailbox) or `smtp`.
    pub transport: MailTransport,
    pub from: String,
    /// `smtp://user:password@host:587` or `smtps://...`.
    pub smtp_url: SecretString,
}

/// How mails leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    Folder,
    Smtp,
}

/// Who stands behind "Card".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gateway {
    /// Nobody: cards are not offered.
    None,
    /// A pretended provider on pages of the shop's own; no money moves, so production refuses it.
    Local,
}

/// Ways to pay.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaymentSettings {
    /// `none` or `local`; unset, `local` in development and none in production.
    pub gateway: Option<Gateway>,
    /// Secret that signs the local gateway's webhooks.
    pub local_secret: SecretString,
    /// The secret before, still believed while one is exchanged for another; empty for none.
    pub local_previous_secret: SecretString,
    /// Seconds after which the local gateway's late webhook comes.
    pub local_late_seconds: u32,
    /// Address to which the local gateway posts, when it is not `server.public_url`.
    pub webhook_url: String,
    /// Minutes for which stock is held while a payment is under way.
    pub hold_minutes: u32,
    /// Days for which an order waits for its transfer.
    pub transfer_days: u32,
    pub on_delivery: bool,
    /// Fee of cash on delivery, in minor units.
    pub on_delivery_fee: i64,
    pub bank_transfer: bool,
    pub bank_account: String,
}

/// The job queue.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JobSettings {
    /// Jobs that run at once in this process; 0 switches the worker off.
    pub workers: u32,
}

/// Sessions and keys.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SecuritySettings {
    /// Signs links; at least 32 characters in production.
    pub secret: SecretString,
    /// The secret before, so that links of older orders stay right; empty for none.
    pub previous_secret: SecretString,
}

/// How files of goods are taken in.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportSettings {
    /// Whether pictures that cells name by address are fetched.
    pub fetch_pictures: bool,
    /// Hosts with ports (`pictures.local:8080`) that pictures may come from although they lie in a private network.
    pub trusted_hosts: Vec<String>,
}

/// The page and data caches.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CacheSettings {
    /// Megabytes for whole pages; 0 switches the page cache off.
    pub page_megabytes: u64,
    /// Seconds after which a page is rendered anew at the latest, in case something changes without an event.
    pub page_seconds: u64,
}

impl SecuritySettings {
    /// The shop's secret, and the one before where there is one. With an empty one anybody could sign.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        [&self.secret, &self.previous_secret].into_iter().filter(|secret| !secret.expose_secret().is_empty())
    }
}

impl ShopSettings {
    /// The zone of the shop's clock. The setting was checked at start.
    pub fn zone(&self) -> Tz {
        self.time_zone.parse().unwrap_or(Tz::UTC)
    }
}

impl Settings {
    /// The gateway behind "Card", as it is set or as the mode has it.
    pub fn gateway(&self) -> Gateway {
        self.payments.gateway.unwrap_or(match self.server.mode {
            Mode::Development => Gateway::Local,
            Mode::Production => Gateway::None,
        })
    }
}

impl StorageSettings {
    /// Bucket and prefix of an S3-compatible store, where there is one.
    pub fn bucket(&self) -> Option<(&str, &str)> {
        let (bucket, prefix) = self.url.strip_prefix("s3://").map(|rest| rest.split_once('/').unwrap_or((rest, "")))?;
        Some((bucket, prefix.trim_matches('/')))
    }
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            addr: "127.0.0.1:3000".into(),
            public_url: "http://127.0.0.1:3000".into(),
            mode: Mode::Development,
            site_root: "target/site".into(),
            trusted_proxies: None,
        }
    }
}

impl Default for ShopSettings {
    fn default() -> Self {
        Self {
            name: "Wrenfold".into(),
            email: "hello@wrenfold.example".into(),
            currency: Currency::EUR,
            country: "AT".into(),
            time_zone: "Europe/Vienna".into(),
            address: vec!["Wrenfold".into(), "Mill Yard 3".into(), "1050 Vienna".into(), "Austria".into()],
            pseudo: Pseudo::Off,
        }
    }
}

impl Default for DatabaseSettings {
    fn default() -> Self {
        Self { url: SecretString::from("mysql://root@localhost/stoa?socket=.stoa/mariadb.sock"), connections: 12 }
    }
}

impl Default for StorageSettings {
    fn default() -> Self {
        Self {
            dir: ".stoa".into(),
            url: String::new(),
            endpoint: String::new(),
            region: "us-east-1".into(),
            key_id: String::new(),
            secret: SecretString::from(""),
        }
    }
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            transport: MailTransport::Folder,
            from: "Wrenfold <hello@wrenfold.example>".into(),
            smtp_url: SecretString::from(""),
        }
    }
}

impl Default for PaymentSettings {
    fn default() -> Self {
        Self {
            gateway: None,
            local_secret: SecretString::from("local-gateway-development-secret"),
            local_previous_secret: SecretString::from(""),
            local_late_seconds: 5,
            webhook_url: String::new(),
            hold_minutes: 15,
            transfer_days: 7,
            on_delivery: true,
            on_delivery_fee: 300,
            bank_transfer: true,
            bank_account: "AT61 1904 3002 3457 3201, Wrenfold".into(),
        }
    }
}

impl Default for JobSettings {
    fn default() -> Self {
        Self { workers: 2 }
    }
}

impl Default for SecuritySettings {
    fn default() -> Self {
        Self {
            secret: SecretString::from("development-secret-change-me-before-production"),
            previous_secret: SecretString::from(""),
        }
    }
}

impl Default for ImportSettings {
    fn default() -> Self {
        Self { fetch_pictures: true, trusted_hosts: vec![] }
    }
}

impl Default for CacheSettings {
    fn default() -> Self {
        Self { page_megabytes: 64, page_seconds: 300 }
    }
}
