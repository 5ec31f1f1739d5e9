//! Signatures of webhooks: `t=1700000000,v1=<hex>`, HMAC-SHA256 over `timestamp.body`.

use super::PaymentError;
use crate::secret::hex;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header that carries the signature.
pub const HEADER: &str = "stoa-signature";
/// Most seconds by which a signature's time may be off.
pub const MAX_SKEW: i64 = 300;

/// The value of the header for a body signed now.
pub fn sign(secret: &[u8], now: i64, body: &[u8]) -> Result<String, PaymentError> {
    Ok(format!("t={now},v1={}", hex(&mac(secret, now, body)?.finalize().into_bytes())))
}

/// Checks a header against any of the secrets; any `v1` in it may match, so that secrets can be rotated.
pub fn verify(secrets: &[&[u8]], header: &str, now: i64, body: &[u8]) -> Result<(), PaymentError> {
    let mut at = None;
    let mut given = vec![];
    for part in header.split(',').take(16) {
        match part.trim().split_once('=') {
            Some(("t", value)) => at = value.parse::<i64>().ok(),
            Some(("v1", value)) => given.extend(unhex(value)),
            _ => {}
        }
    }
    let at = at.filter(|at| now.abs_diff(*at) <= MAX_SKEW.unsigned_abs()).ok_or(PaymentError::BadSignature)?;
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        for signature in &given {
            // Compares in constant time.
            if mac(secret, at, body)?.verify_slice(signature).is_ok() {
                return Ok(());
            }
        }
    }
    Err(PaymentError::BadSignature)
}

fn mac(secret: &[u8], at: i64, body: &[u8]) -> Result<Hmac<Sha256>, PaymentError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(crate::Broken::other)?;
    mac.update(at.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    Ok(mac)
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000;

    fn check(secrets: &[&[u8]], header: &str, now: i64, body: &[u8]) -> bool {
        verify(secrets, header, now, body).is_ok()
    }

    #[test]
    fn matches_any_secret_and_any_signature() {
        let header = sign(b"old", NOW, b"{}").unwrap();
        assert!(check(&[b"old"], &header, NOW, b"{}"));
        assert!(check(&[b"new", b"old"], &header, NOW + 299, b"{}"));
        let both = format!("t={NOW},v1={},{}", "0".repeat(64), header.split_once(',').unwrap().1);
        assert!(check(&[b"old"], &both, NOW, b"{}"));
    }

    #[test]
    fn refuses_everything_else() {
        let header = sign(b"key", NOW, b"{}").unwrap();
        assert!(!check(&[b"other"], &header, NOW, b"{}"));
        assert!(!check(&[b"key"], &header, NOW, b"{ }"), "another body");
        assert!(!check(&[b"key"], &header, NOW + 301, b"{}"), "too old");
        assert!(!check(&[b"key"], &header, NOW - 301, b"{}"), "from the future");
        assert!(!check(&[b""], &sign(b"", NOW, b"{}").unwrap(), NOW, b"{}"), "an empty secret is none");
        let moved = header.replace(&NOW.to_string(), &(NOW + 1).to_string());
        assert!(!check(&[b"key"], &moved, NOW, b"{}"), "the time is signed too");
        for bad in ["", "t=", "v1=", "t=1,v1=zz", &format!("t={NOW}"), &format!("t={NOW},v1={}", "é".repeat(32))] {
            assert!(!check(&[b"key"], bad, NOW, b"{}"), "{bad}");
        }
    }
}
