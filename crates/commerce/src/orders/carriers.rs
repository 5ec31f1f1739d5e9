//! Carriers whose tracking pages are known, and what may stand in a shipment.

use model::Fault;

/// Most characters of a carrier's name.
pub const MAX_CARRIER: usize = 64;
/// Most characters of a tracking number.
pub const MAX_TRACKING: usize = 64;

/// Carriers offered to staff; any other name may be typed.
pub const KNOWN: &[(&str, &str)] = &[
    ("Austrian Post", "https://www.post.at/sv/sendungsdetails?snr={}"),
    ("DHL", "https://www.dhl.com/en/express/tracking.html?AWB={}"),
    ("DPD", "https://tracking.dpd.de/status/en_US/parcel/{}"),
    ("FedEx", "https://www.fedex.com/fedextrack/?trknbr={}"),
    ("GLS", "https://gls-group.com/track/{}"),
    ("Royal Mail", "https://www.royalmail.com/track-your-item#/tracking-results/{}"),
    ("UPS", "https://www.ups.com/track?tracknum={}"),
    ("USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels={}"),
];

/// The address at which a carrier shows where a parcel is.
pub fn tracking_url(carrier: Option<&str>, number: Option<&str>) -> Option<String> {
    let (carrier, number) = (carrier?, number?);
    let (_, address) = KNOWN.iter().find(|(name, _)| name.eq_ignore_ascii_case(carrier))?;
    Some(address.replace("{}", &number.replace(' ', "")))
}

/// A shipment's carrier and number as they will be stored, or which field is wrong.
pub fn checked(carrier: Option<&str>, number: Option<&str>) -> Result<(Option<String>, Option<String>), Fault> {
    let carrier = carrier.map(str::trim).filter(|text| !text.is_empty());
    let number = number.map(str::trim).filter(|text| !text.is_empty());
    let mut wrong = vec![];
    if carrier.is_some_and(|name| name.chars().count() > MAX_CARRIER || name.chars().any(char::is_control)) {
        wrong.push(("carrier", "carrier-invalid"));
    }
    if number.is_some_and(|text| text.len() > MAX_TRACKING || !text.chars().all(plain)) {
        wrong.push(("tracking_number", "tracking-number-invalid"));
    }
    if number.is_some() && carrier.is_none() {
        wrong.push(("carrier", "carrier-missing"));
    }
    if wrong.is_empty() {
        Ok((carrier.map(str::to_owned), number.map(str::to_owned)))
    } else {
        Err(Fault::invalid(wrong))
    }
}

fn plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == ' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_where_to_look() {
        let url = tracking_url(Some("dhl"), Some("JJD 0001"));
        assert_eq!(url.as_deref(), Some("https://www.dhl.com/en/express/tracking.html?AWB=JJD0001"));
        assert_eq!(tracking_url(Some("Uncle Bob"), Some("1")), None);
        assert_eq!(tracking_url(Some("DHL"), None), None);
    }

    #[test]
    fn refuses_what_cannot_be_a_number() {
        assert!(checked(Some("DHL"), Some("1Z-999 AA")).is_ok());
        assert_eq!(checked(Some("  "), Some("")), Ok((None, None)));
        for bad in ["<script>", "1\r\n2", "javascript:x", &"9".repeat(65)] {
            let fault = checked(Some("DHL"), Some(bad)).unwrap_err();
            assert!(fault.at("tracking_number").is_some(), "{bad}");
        }
        assert!(checked(Some(&"x".repeat(65)), None).unwrap_err().at("carrier").is_some());
        assert!(checked(None, Some("123")).unwrap_err().at("carrier").is_some());
    }
}
