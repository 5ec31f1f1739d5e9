//! Random secrets for cookies and links: 256 bits, shown once, stored as SHA-256. Secrets that can be named again are
//! derived from the shop's own. Digests and how they are written.

use crate::{Broken, settings::SecuritySettings};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use rand::TryRng;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// A random secret of 256 bits. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// Draws a fresh secret from the operating system.
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        // The system's generator does not fail on any platform that the shop runs on; a process without it must not go on.
        if rand::rngs::SysRng.try_fill_bytes(&mut bytes).is_err() {
            std::process::abort();
        }
        Self(bytes)
    }

    /// A secret of the shop's own for one thing: `purpose` tells what it opens, `id` which.
    pub fn derive(secret: &SecretString, purpose: &str, id: &[u8]) -> Result<Self, Broken> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).map_err(Broken::other)?;
        mac.update(purpose.as_bytes());
        mac.update(b":");
        mac.update(id);
        Ok(Self(mac.finalize().into_bytes().into()))
    }

    /// The secret of one thing that has this hash: made with the shop's secret of now, or with the one before.
    pub fn of_hash(security: &SecuritySettings, purpose: &str, id: &[u8], hash: &[u8]) -> Result<Option<Self>, Broken> {
        for secret in security.secrets() {
            let token = Self::derive(secret, purpose, id)?;
            if token.hash() == hash {
                return Ok(Some(token));
            }
        }
        Ok(None)
    }

    /// What the database stores.
    pub fn hash(&self) -> [u8; 32] {
        sha256(&self.0)
    }

    /// The text for a cookie or a link: 43 characters.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl FromStr for Token {
    type Err = BadToken;
    fn from_str(text: &str) -> Result<Self, BadToken> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| BadToken)?;
        bytes.try_into().map(Self).map_err(|_| BadToken)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The text is not a secret of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a token")]
pub struct BadToken;

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Bytes as two lower-case digits each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
