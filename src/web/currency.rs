//! The currency that a visitor has chosen: by a cookie, or by the address of a link that names one.

use super::{Visit, cookie};
use axum::http::{HeaderMap, Uri};
use model::Currency;

/// Name of the cookie that remembers the choice.
const NAME: &str = "stoa_currency";
/// Days for which it is remembered, in seconds.
const MAX_AGE: u32 = 365 * 24 * 60 * 60;

/// The currency that a request asks for, if the shop sells in it: its address has the last word.
pub fn chosen(uri: &Uri, headers: &HeaderMap, sold: impl Fn(&str) -> Option<Currency>) -> Option<Currency> {
    named(uri).and_then(&sold).or_else(|| remembered(headers).and_then(&sold))
}

/// The `Set-Cookie` value that remembers a choice.
pub fn keep(visit: &Visit, currency: Currency) -> String {
    visit.site().cookie(NAME, currency.code(), "/", MAX_AGE)
}

/// The `Set-Cookie` value that a page needs, where its address names another currency than was remembered.
pub fn kept_from_address(visit: &Visit) -> Option<String> {
    let currency = visit.pricing.currency;
    let named = named(&visit.uri)? == currency.code();
    (named && remembered(&visit.headers) != Some(currency.code())).then(|| keep(visit, currency))
}

/// The query without the choice of a currency.
pub fn without_choice(query: &str) -> String {
    let others = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("currency="));
    others.collect::<Vec<_>>().join("&")
}

fn named(uri: &Uri) -> Option<&str> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("currency="))
}

fn remembered(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, NAME)
}
