//! Under which name a page is kept.

use super::LookedFor;
use crate::web::{COUNT_COOKIE, cookie, currency};
use axum::{
    body::Body,
    http::{Method, Request, Uri},
};
use model::Currency;
use std::fmt::Write;

/// First parts of the addresses whose pages may be the same for everybody.
const KINDS: [&str; 10] =
    ["", "c", "p", "collection", "collections", "page", "search", "sitemap", "sitemap.xml", "llms.txt"];
/// Above this many units in the cart, the badge is too rare to keep pages for it.
const MOST_IN_CART: u32 = 20;
/// Longer addresses are not kept.
const MOST_LENGTH: usize = 512;

/// A page that is looked for.
pub struct Look {
    key: String,
    /// The address without its count.
    address: usize,
    /// The currency of its prices, where it was chosen.
    currency: Option<Currency>,
}

impl Look {
    /// What to look for; nothing when the page cannot be one that is kept.
    pub fn of(request: &Request<Body>, sold: impl Fn(&str) -> Option<Currency>) -> Option<Self> {
        let uri = request.uri();
        let mut parts = uri.path().split('/').skip(1);
        let kind = parts.next().unwrap_or_default();
        // What lies below a product, such as its form for a review, is of one visitor.
        let personal = uri.path() == "/search/suggest" || (kind == "p" && parts.nth(1).is_some());
        let short = uri.path_and_query().is_some_and(|address| address.as_str().len() <= MOST_LENGTH);
        if request.method() != Method::GET || !short || !KINDS.contains(&kind) || personal {
            return None;
        }
        let count = match cookie(request.headers(), COUNT_COOKIE) {
            Some(text) => text.parse().ok().filter(|count| *count <= MOST_IN_CART)?,
            None => 0,
        };
        let mut key = String::with_capacity(uri.path().len() + 32);
        key.push_str(uri.path());
        if let Some(query) = uri.query().filter(|query| !query.is_empty()) {
            canonical(query, &mut key);
        }
        let address = key.len();
        // A blank stands in no address.
        let _ = write!(key, " {count}");
        let currency = currency::chosen(uri, request.headers(), sold);
        if let Some(currency) = currency {
            let _ = write!(key, " {currency}");
        }
        Some(Self { key, address, currency })
    }

    /// The name of the page.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Gives the request the address under which its page is kept, so that the page holds nothing of one visitor's own.
    pub fn settle(&self, request: &mut Request<Body>) {
        request.extensions_mut().insert(LookedFor { currency: self.currency });
        if let Ok(uri) = self.key[..self.address].parse::<Uri>() {
            *request.uri_mut() = uri;
        }
    }
}

/// The query in one order, without the marks that advertisers add.
fn canonical(query: &str, out: &mut String) {
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_mark(pair)).collect();
    pairs.sort_unstable_by_key(|pair| pair.split('=').next());
    for (place, pair) in pairs.iter().enumerate() {
        out.push(if place == 0 { '?' } else { '&' });
        out.push_str(pair);
    }
}

fn is_mark(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    name.starts_with("utm_") || matches!(name, "gclid" | "fbclid" | "msclkid" | "mc_eid")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(address: &str, cookies: &str) -> Option<String> {
        let request = Request::get(address).header("cookie", cookies).body(Body::empty()).unwrap();
        Look::of(&request, sold).map(|look| look.key)
    }

    fn sold(code: &str) -> Option<Currency> {
        ["EUR", "GBP"].contains(&code).then(|| code.parse().unwrap())
    }

    #[test]
    fn a_page_is_kept_once_in_each_currency_that_is_sold() {
        assert_eq!(key("/p/chair", "stoa_currency=GBP").as_deref(), Some("/p/chair 0 GBP"));
        assert_eq!(key("/p/chair", "stoa_currency=XXX"), key("/p/chair", ""));
        assert_eq!(key("/p/chair", "stoa_currency=GBP, EUR"), key("/p/chair", ""));
        assert_eq!(key("/p/chair?currency=GBP", "").as_deref(), Some("/p/chair?currency=GBP 0 GBP"));
        assert_eq!(key("/p/chair?currency=EUR", "stoa_currency=GBP").as_deref(), Some("/p/chair?currency=EUR 0 EUR"));
        let mut request = Request::get("/p/chair").header("cookie", "stoa_currency=GBP").body(Body::empty()).unwrap();
        Look::of(&request, sold).unwrap().settle(&mut request);
        let looked_for = request.extensions().get::<LookedFor>().unwrap();
        assert_eq!(looked_for.currency.map(|currency| currency.to_string()).as_deref(), Some("GBP"));
    }

    #[test]
    fn one_page_has_one_name() {
        assert_eq!(key("/p/chair", "").as_deref(), Some("/p/chair 0"));
        assert_eq!(key("/p/chair?utm_source=x&gclid=1", "stoa_count=0").as_deref(), Some("/p/chair 0"));
        assert_eq!(key("/c/sofas?sort=price&color=red", ""), key("/c/sofas?color=red&utm_id=2&sort=price", "a=b"));
        assert_eq!(key("/c/sofas?color=red&color=blue", "").as_deref(), Some("/c/sofas?color=red&color=blue 0"));
        assert_eq!(key("/", "stoa_count=3").as_deref(), Some("/ 3"));
    }

    #[test]
    fn what_is_personal_is_not_looked_for() {
        for address in [
            "/cart",
            "/checkout",
            "/order/x",
            "/admin/orders",
            "/rpc/cart/add",
            "/search/suggest?q=a",
            "/p/chair/review",
        ] {
            assert_eq!(key(address, ""), None, "{address}");
        }
        assert_eq!(key("/p/chair", "stoa_count=21"), None);
        assert_eq!(key("/p/chair", "stoa_count=many"), None);
        assert_eq!(key(&format!("/search?q={}", "a".repeat(600)), ""), None);
    }

    #[test]
    fn the_page_is_rendered_for_its_name() {
        let mut request = Request::get("/c/sofas?utm_id=2&sort=price").body(Body::empty()).unwrap();
        Look::of(&request, sold).unwrap().settle(&mut request);
        assert_eq!(request.uri(), "/c/sofas?sort=price");
    }
}
