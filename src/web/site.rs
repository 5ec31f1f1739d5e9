//! The built site: names of its hashed files, its inline scripts, and the policy that allows just these.

use crate::app::SPECULATION;
use base64::{Engine, engine::general_purpose::STANDARD};
use commerce::settings::ServerSettings;
use sha2::{Digest, Sha256};
use std::{collections::HashMap, env, fs};

/// What the document needs to know of the build.
pub struct Site {
    public_url: String,
    /// Name of the shop.
    pub name: String,
    /// Address of the style sheet.
    pub css: String,
    /// Addresses of the back office's style sheets: the tokens it shares with the shop, and its own.
    pub admin_css: [String; 2],
    /// The script that sets the theme before the first paint.
    pub theme: String,
    /// The script that wakes the islands.
    pub boot: String,
    /// The script of pages with keys of their own.
    pub keys: String,
    script_hashes: String,
    /// Where the page may connect to besides the shop: the watching build of `bin/dev`.
    watch: String,
}

impl Site {
    /// Reads the hashes of the build beside the program.
    pub fn read(settings: &ServerSettings, name: &str) -> Self {
        let hashes = hashes();
        let file = |kind: &str| match hashes.get(kind) {
            Some(hash) => format!("/pkg/stoa.{hash}.{kind}"),
            None => format!("/pkg/stoa.{kind}"),
        };
        for kind in ["css", "js", "wasm"] {
            let path = settings.site_root.join(file(kind).trim_start_matches('/'));
            if !path.exists() {
                tracing::error!(path = %path.display(), "the built site is not of this program; run `cargo leptos build`");
            }
        }
        let theme = include_str!("theme.js").trim().to_owned();
        let mut boot = include_str!("boot.js").trim().replace("__JS__", &file("js")).replace("__WASM__", &file("wasm"));
        for script in [include_str!("cards.js"), include_str!("range.js")] {
            boot += "\n";
            boot += script.trim();
        }
        let mut watch = String::new();
        if let Some(port) = watched() {
            boot += "\n";
            boot += include_str!("reload.js").trim().replace("__PORT__", &port).as_str();
            watch = format!(" ws://*:{port}");
        }
        let keys = include_str!("keys.js").trim().to_owned();
        let inline = [theme.as_str(), &boot, &keys, SPECULATION];
        let script_hashes = inline.map(|text| format!("'{}'", hash_source(text))).join(" ");
        let admin_css = ["tokens.css", "admin.css"].map(|name| versioned(&settings.site_root, name));
        Self {
            public_url: settings.public_url.clone(),
            name: name.to_owned(),
            css: file("css"),
            admin_css,
            theme,
            boot,
            keys,
            script_hashes,
            watch,
        }
    }

    /// Whether shoppers reach the shop over HTTPS, so that its cookies may say so.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The public address of a path.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The content security policy of a page that may be kept, with at most one style block of its own.
    pub fn policy(&self, style: Option<&str>) -> String {
        let style = style.map(|text| format!(" '{}'", hash_source(text))).unwrap_or_default();
        format!(
            "default-src 'none'; script-src 'self' {} 'wasm-unsafe-eval'; style-src 'self'{style}; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'{}; form-action 'self'; frame-ancestors 'none'; \
             base-uri 'none'; object-src 'none'; manifest-src 'self'",
            self.script_hashes, self.watch
        )
    }
}

/// The address of a public file that changes with its content.
fn versioned(site_root: &std::path::Path, name: &str) -> String {
    let bytes = fs::read(site_root.join(name)).unwrap_or_default();
    let digest = Sha256::digest(&bytes);
    format!("/{name}?v={:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3])
}

/// The port on which a watching build tells of its ends.
fn watched() -> Option<String> {
    env::var("LEPTOS_WATCH").ok().filter(|watch| watch == "true")?;
    env::var("LEPTOS_RELOAD_PORT").ok()
}

/// The hash by which a policy allows an inline text.
fn hash_source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// `hash.txt`, which the build leaves beside the program: "js: <hash>" a line.
fn hashes() -> HashMap<String, String> {
    let beside = env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("hash.txt")));
    let text = beside.and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(kind, hash)| (kind.trim().into(), hash.trim().into()))
        .collect()
}
