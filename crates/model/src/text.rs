//! Validated words: a value that exists is a value that is valid.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Why a text was refused; the code names a sentence of the text catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TextError(pub &'static str);

macro_rules! word {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl FromStr for $name {
            type Err = TextError;
            fn from_str(text: &str) -> Result<Self, TextError> {
                let check: fn(&str) -> Result<String, TextError> = $check;
                check(text.trim()).map(Self)
            }
        }
        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(text: String) -> Result<Self, TextError> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(word: $name) -> String {
                word.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

word!(
    /// An e-mail address, as it was typed, within the limits of RFC 5321 (64 + 255 octets).
    Email,
    |text| {
        let bad = TextError("email-invalid");
        let (local, domain) = text.rsplit_once('@').ok_or(bad)?;
        let plain = |s: &str| !s.chars().any(|c| c.is_control() || c.is_whitespace() || "<>()[],;:\\\"".contains(c));
        let host = |s: &str| s.chars().all(|c| c.is_alphanumeric() || c == '-') && !s.starts_with('-') && !s.ends_with('-');
        let labels: Vec<&str> = domain.split('.').collect();
        let fine = !local.is_empty()
            && local.len() <= 64
            && domain.len() <= 253
            && plain(local)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && !local.contains('@')
            && labels.len() >= 2
            && labels.iter().all(|label| !label.is_empty() && host(label));
        if fine { Ok(text.to_owned()) } else { Err(bad) }
    }
);

impl Email {
    /// The form by which two addresses are compared: lower case, byte for byte otherwise.
    pub fn canonical(&self) -> String {
        self.0.to_lowercase()
    }
}

word!(
    /// A name in an address of the shop: `harbour-chair`. Letters, digits, dash and underscore, at most 255.
    Handle,
    |text| {
        let fine = !text.is_empty() && text.len() <= 255 && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        if fine { Ok(text.to_lowercase()) } else { Err(TextError("handle-invalid")) }
    }
);

impl Handle {
    /// Makes a handle out of any title; empty titles give `None`.
    pub fn from_title(title: &str) -> Option<Handle> {
        let mut out = String::new();
        for c in title.chars().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() {
                out.push(c);
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        out.trim_end_matches('-').parse().ok()
    }
}

/// A count of units in one line: 1 to 999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Quantity(u32);

impl Quantity {
    /// The largest count that one line may have.
    pub const MAX: u32 = 999;
    /// One unit.
    pub const ONE: Quantity = Quantity(1);

    /// A count of units; errs outside 1 to 999.
    pub fn new(count: i64) -> Result<Self, TextError> {
        match u32::try_from(count) {
            Ok(count @ 1..=Self::MAX) => Ok(Self(count)),
            _ => Err(TextError("quantity-range")),
        }
    }

    /// The count.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for Quantity {
    type Error = TextError;
    fn try_from(count: u32) -> Result<Self, TextError> {
        Self::new(i64::from(count))
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> u32 {
        quantity.0
    }
}

impl FromStr for Quantity {
    type Err = TextError;
    fn from_str(text: &str) -> Result<Self, TextError> {
        text.trim().parse::<i64>().map_err(|_| TextError("quantity-number")).and_then(Self::new)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_real_addresses_and_refuses_the_rest() {
        for good in ["a@b.co", "mara.lind+shop@post.example", "ünal@bücher.example"] {
            assert!(good.parse::<Email>().is_ok(), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.co", "a@", "a b@c.de", "a@-b.co", "a..b@c.de", "a@b..c", "x\r\nBcc: y@z.de"] {
            assert!(bad.parse::<Email>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_quantity_is_never_zero_or_huge() {
        for bad in ["0", "-1", "1000", "two", "1.5", "", "99999999999999999999"] {
            assert!(bad.parse::<Quantity>().is_err(), "{bad}");
        }
        assert_eq!(" 3 ".parse::<Quantity>().map(Quantity::get), Ok(3));
    }

    #[test]
    fn makes_handles_of_titles() {
        assert_eq!(Handle::from_title("Brae Casserole, 4.2 l").unwrap().as_str(), "brae-casserole-4-2-l");
        assert!(Handle::from_title(" !? ").is_none());
        assert!("a/b".parse::<Handle>().is_err());
    }
}
