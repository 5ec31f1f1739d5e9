//! A pretended language, to see what layouts stand: texts two fifths longer, in letters with signs, and the page mirrored
//! if wanted. Development alone.

use serde::Deserialize;
use std::{borrow::Cow, sync::OnceLock};

static CHOSEN: OnceLock<Pseudo> = OnceLock::new();

/// What is pretended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pseudo {
    #[default]
    Off,
    /// Longer texts.
    Long,
    /// Longer texts, and everything from right to left.
    Mirrored,
}

impl std::str::FromStr for Pseudo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            "long" => Ok(Self::Long),
            "mirrored" => Ok(Self::Mirrored),
            other => Err(format!("`{other}` is none of off, long and mirrored")),
        }
    }
}

impl std::fmt::Display for Pseudo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::Long => "long",
            Self::Mirrored => "mirrored",
        })
    }
}

/// Sets what this process pretends; the first call counts.
pub fn set_pseudo(pseudo: Pseudo) {
    let _ = CHOSEN.set(pseudo);
}

/// Whether texts are the lengthened ones.
pub(super) fn is_on() -> bool {
    CHOSEN.get().is_some_and(|pseudo| *pseudo != Pseudo::Off)
}

/// The value of `dir` for the whole page.
pub fn direction() -> &'static str {
    if CHOSEN.get() == Some(&Pseudo::Mirrored) { "rtl" } else { "ltr" }
}

/// Doubles each vowel, the first time with a sign: about two letters in five.
pub(super) fn lengthen(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        match letter {
            'a' => out.push('á'),
            'e' => out.push('é'),
            'i' => out.push('í'),
            'o' => out.push('ó'),
            'u' => out.push('ú'),
            'A' => out.push('Á'),
            'E' => out.push('É'),
            'I' => out.push('Í'),
            'O' => out.push('Ó'),
            'U' => out.push('Ú'),
            _ => {
                out.push(letter);
                continue;
            }
        }
        out.extend(letter.to_lowercase());
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::lengthen;

    #[test]
    fn texts_grow_by_two_fifths() {
        assert_eq!(lengthen("Add to cart"), "Áadd tóo cáart");
        let plain: usize = crate::text::ENGLISH.iter().map(|(_, source)| source.chars().count()).sum();
        let long: usize = crate::text::ENGLISH.iter().map(|(_, source)| lengthen(source).chars().count()).sum();
        let growth = (long - plain) * 100 / plain;
        assert!((28..=45).contains(&growth), "{growth} %");
    }
}
