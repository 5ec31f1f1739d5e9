//! The form encoding of addresses and of forms.

/// Writes a text as one value of a query.
pub fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// The same as a text of its own.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    encode(text, &mut out);
    out
}

/// Undoes the encoding; broken escapes stay as they are, broken UTF-8 becomes the replacement mark.
pub fn decode(text: &str) -> String {
    String::from_utf8_lossy(&decode_bytes(text.as_bytes())).into_owned()
}

/// Undoes the encoding byte by byte: what comes out need not be text.
pub fn decode_bytes(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', ..) => out.push(b' '),
            (byte, ..) => out.push(byte),
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn broken_escapes_stay_as_they_are() {
        assert_eq!(encoded("/admin?a=b c&50%"), "%2Fadmin%3Fa%3Db+c%2650%25");
        for (text, plain) in [("100%", "100%"), ("%zz", "%zz"), ("%C3%BC", "ü"), ("a+b%20c", "a b c")] {
            assert_eq!(decode(text), plain);
        }
        assert_eq!(decode_bytes(b"%FF%00"), [255, 0]);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "\\PC{0,40}") {
            prop_assert_eq!(decode(&encoded(&text)), text);
        }
    }
}
