//! The currencies that there are (ISO 4217), so that a slip of the fingers opens none.

use model::Currency;

const CODES: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP \
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF \
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD \
    UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// Whether a code is that of a currency.
pub fn exists(currency: Currency) -> bool {
    CODES.split(' ').any(|code| code == currency.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_real_ones() {
        assert!(CODES.split(' ').all(|code| code.parse::<Currency>().is_ok_and(exists)));
        assert!(["GPB", "XXX", "EUU"].iter().all(|code| !exists(code.parse().unwrap())));
    }
}
