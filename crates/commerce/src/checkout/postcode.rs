//! Postcodes: forgiving about spaces, dashes and a country letter in front, firm where the count of digits is wrong.

/// `N` is a digit, `A` a letter, `X` either.
const SHAPES: &[(&str, &[&str])] = &[
    ("AT", &["NNNN"]),
    ("BE", &["NNNN"]),
    ("BG", &["NNNN"]),
    ("CH", &["NNNN"]),
    ("CY", &["NNNN"]),
    ("CZ", &["NNNNN"]),
    ("DE", &["NNNNN"]),
    ("DK", &["NNNN"]),
    ("EE", &["NNNNN"]),
    ("ES", &["NNNNN"]),
    ("FI", &["NNNNN"]),
    ("FR", &["NNNNN"]),
    ("GB", &["ANNAA", "ANNNAA", "AANNAA", "AANNNAA", "ANANAA", "AANANAA"]),
    ("GR", &["NNNNN"]),
    ("HR", &["NNNNN"]),
    ("HU", &["NNNN"]),
    ("IE", &["XXXXXXX"]),
    ("IT", &["NNNNN"]),
    ("LI", &["NNNN"]),
    ("LT", &["NNNNN"]),
    ("LU", &["NNNN"]),
    ("LV", &["NNNN"]),
    ("MT", &["AAANNNN"]),
    ("NL", &["NNNNAA"]),
    ("NO", &["NNNN"]),
    ("PL", &["NNNNN"]),
    ("PT", &["NNNNNNN"]),
    ("RO", &["NNNNNN"]),
    ("SE", &["NNNNN"]),
    ("SI", &["NNNN"]),
    ("SK", &["NNNNN"]),
    ("US", &["NNNNN", "NNNNNNNNN"]),
];

/// Countries whose letters have no postcode.
#[rustfmt::skip]
const WITHOUT: &[&str] = &[
    "AE", "AG", "AO", "AW", "BF", "BI", "BJ", "BO", "BQ", "BS", "BW", "BZ", "CD", "CF", "CG", "CI", "CK", "CM", "CW", "DJ",
    "DM", "ER", "FJ", "GA", "GD", "GM", "GQ", "GY", "HK", "KI", "KM", "KN", "KP", "LY", "ML", "MO", "MR", "MW", "NR", "NU",
    "QA", "RW", "SB", "SC", "SL", "SR", "SS", "ST", "SX", "SY", "TD", "TG", "TK", "TL", "TO", "TV", "UG", "VU", "YE",
    "ZW",
];

/// Whether an address in a country may do without a postcode.
pub(super) fn may_miss(country: &str) -> bool {
    WITHOUT.contains(&country)
}

/// Whether the postcodes of a country are known to have no letters.
pub fn digits_only(country: &str) -> bool {
    let shapes = SHAPES.iter().find(|(code, _)| *code == country);
    shapes.is_some_and(|(_, shapes)| shapes.iter().all(|shape| shape.bytes().all(|sign| sign == b'N')))
}

/// Checks a postcode against its country; countries without a known shape take anything short.
/// Errs with the code of the sentence that says what is expected.
pub(super) fn check(text: &str, country: &str) -> Result<(), &'static str> {
    let bare = bare(text, country);
    let Some((_, shapes)) = SHAPES.iter().find(|(code, _)| *code == country) else {
        return if (2..=12).contains(&text.chars().count()) { Ok(()) } else { Err("postcode-shape") };
    };
    if shapes.iter().any(|shape| fits(&bare, shape)) {
        return Ok(());
    }
    Err(match shapes {
        ["NNNN"] => "postcode-4-digits",
        ["NNNNN"] => "postcode-5-digits",
        ["NNNNNN"] => "postcode-6-digits",
        ["NNNNNNN"] => "postcode-7-digits",
        _ => "postcode-shape",
    })
}

/// The signs that count: "A-1050" and "1050" are one postcode in Austria.
fn bare(text: &str, country: &str) -> String {
    let upper = text.to_uppercase();
    let rest = upper.split_once('-').filter(|(before, _)| {
        !before.is_empty() && country.starts_with(before) && before.chars().all(|c| c.is_ascii_alphabetic())
    });
    let kept = rest.map_or(upper.as_str(), |(_, rest)| rest);
    kept.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

fn fits(text: &str, shape: &str) -> bool {
    text.chars().count() == shape.len()
        && text.chars().zip(shape.chars()).all(|(sign, wanted)| match wanted {
            'N' => sign.is_ascii_digit(),
            'A' => sign.is_ascii_uppercase(),
            _ => sign.is_ascii_digit() || sign.is_ascii_uppercase(),
        })
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn takes_what_people_type() {
        let good = [
            ("1050", "AT"),
            ("A-1050", "AT"),
            ("10 115", "DE"),
            ("D-10115", "DE"),
            ("1012 ab", "NL"),
            ("00-950", "PL"),
            ("1000-260", "PT"),
            ("LV-1010", "LV"),
            ("SW1A 1AA", "GB"),
            ("D02 AF30", "IE"),
            ("VLT 1117", "MT"),
            ("100000", "VN"),
        ];
        for (text, country) in good {
            assert_eq!(check(text, country), Ok(()), "{text} {country}");
        }
    }

    #[test]
    fn says_what_is_expected() {
        assert_eq!(check("105", "AT"), Err("postcode-4-digits"));
        assert_eq!(check("1050", "DE"), Err("postcode-5-digits"));
        assert_eq!(check("ABCD", "AT"), Err("postcode-4-digits"));
        assert_eq!(check("１０５０", "AT"), Err("postcode-4-digits"));
        assert_eq!(check("12345", "GB"), Err("postcode-shape"));
        assert_eq!(check("1", "VN"), Err("postcode-shape"));
    }
}
