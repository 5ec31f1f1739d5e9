//! Numbers that the world knows an article by.

/// Whether a code is a GTIN of 8, 12, 13 or 14 digits whose last digit checks the others
/// (<https://www.gs1.org/services/how-calculate-check-digit-manually>).
pub fn is_gtin(code: &str) -> bool {
    if !checks(code) {
        return false;
    }
    // Numbers that a shop gives out for itself, coupons, and nothing at all name no article of the world
    // (<https://www.gs1.org/standards/id-keys/company-prefix>).
    let full = format!("{code:0>14}");
    !(matches!(&full[1..3], "02" | "04" | "98" | "99") || &full[1..2] == "2" || full.bytes().all(|byte| byte == b'0'))
}

/// Whether a code has the form of a GTIN and its last digit checks the others, whoever gave it out.
pub fn checks(code: &str) -> bool {
    if !matches!(code.len(), 8 | 12 | 13 | 14) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits = code.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gtin_checks_itself() {
        for good in ["4006381333931", "96385074", "036000291452", "10012345678902"] {
            assert!(is_gtin(good), "{good}");
        }
        for bad in [
            "4006381333932",
            "123",
            "",
            "400638133393a",
            "40063813339310",
            "2012345678903",
            "0212345678909",
            "9812345678902",
            "00000000",
        ] {
            assert!(!is_gtin(bad), "{bad}");
        }
    }
}
