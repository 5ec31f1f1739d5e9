//! Signs that other shops write as HTML even where plain text is meant: "Tea &amp; milk", "CoolTech&trade;". They are read
//! once as what they mean; and what would be read so is written one level deeper, so that a text of ours comes back as it was.

use markup5ever::data::NAMED_ENTITIES;
use std::borrow::Cow;

/// Longest name of a sign.
const LONGEST: usize = 32;

/// A plain text with its signs read, once: "&amp;amp;" becomes "&amp;".
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    rewritten(text, |sign, _| sign)
}

/// The same, unless that would bring a mark which parts texts at this place.
pub(crate) fn decoded_without<'t>(text: &'t str, marks: &[char]) -> Cow<'t, str> {
    let found = decoded(text);
    if found.matches(marks).count() == text.matches(marks).count() { found } else { Cow::Borrowed(text) }
}

/// A plain text that [`decoded`] gives back as it was.
pub(crate) fn encoded(text: &str) -> Cow<'_, str> {
    rewritten(text, |_, written| format!("&amp;{}", &written[1..]))
}

/// A text with each of its signs in another form, made of what it means and of how it is written.
fn rewritten(text: &str, form: impl Fn(String, &str) -> String) -> Cow<'_, str> {
    let (mut rest, mut made) = (text, String::new());
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        let found = sign(from);
        made.push_str(before);
        let length = match found {
            Some((meaning, length)) => {
                made.push_str(&form(meaning, &from[..length]));
                length
            }
            None => {
                made.push('&');
                1
            }
        };
        rest = &from[length..];
    }
    if made.is_empty() && rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    made.push_str(rest);
    Cow::Owned(made)
}

/// The sign at the head of a text, and how many bytes it takes there. Only what is written in full, to its semicolon, is one.
fn sign(text: &str) -> Option<(String, usize)> {
    let name = &text[1..];
    let end = name.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let meaning = match name[..end].strip_prefix('#') {
        Some(number) => numbered(number)?.to_string(),
        None => named(&name[..=end])?,
    };
    Some((meaning, end + 2)).filter(|(meaning, _)| !meaning.contains(char::is_control))
}

fn numbered(number: &str) -> Option<char> {
    let (digits, base) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let fine = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    char::from_u32(u32::from_str_radix(digits, base).ok().filter(|_| fine)?)
}

/// By its name with the semicolon.
fn named(name: &str) -> Option<String> {
    let (first, second) = NAMED_ENTITIES.get(name)?;
    let signs = [*first, *second].into_iter().filter(|code| *code > 0).filter_map(char::from_u32);
    Some(signs.collect::<String>()).filter(|meaning| !meaning.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn signs_are_read_once_and_only_whole_ones() {
        for (written, meant) in [
            ("CoolTech&trade;", "CoolTech™"),
            ("Tea &amp; milk", "Tea & milk"),
            ("&#8482;&#x2122;&#X2122;", "™™™"),
            ("&lt;b&gt;", "<b>"),
            ("&amp;amp;", "&amp;"),
            ("&amp;trade;", "&trade;"),
            ("&Ouml;l", "Öl"),
            ("caf&eacute;&nbsp;au lait", "café\u{a0}au lait"),
        ] {
            assert_eq!(decoded(written), meant);
        }
        for plain in
            ["AT&T", "R&D;", "&", "&;", "&amp", "&unknown;", "&#0;", "&#10;", "&#xD800;", "&#+5;", "a & b; c", "&a&"]
        {
            assert_eq!(decoded(plain), plain);
            assert_eq!(encoded(plain), plain);
        }
        assert_eq!(encoded("Tea &amp; milk & honey"), "Tea &amp;amp; milk & honey");
        assert_eq!(decoded_without("A &gt; B", &['>']), "A &gt; B");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "([&;#xa]|amp|&amp;|&lt;|[0-9]{1,4}|é){0,12}") {
            let encoded = encoded(&text).into_owned();
            prop_assert_eq!(decoded(&encoded), text.as_str());
        }
    }
}
