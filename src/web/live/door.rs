//! Who asks: a page of this shop, or one of another. Browsers send cookies along from anywhere.

use axum::http::{HeaderMap, header};
use model::{Fault, FaultKind};

/// Refuses what a page of another origin asks for. Programs that send no origin are no browsers and carry no cookies of one.
pub fn same_origin(headers: &HeaderMap, public_url: &str) -> Result<(), Fault> {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else { return Ok(()) };
    let ours = origin == public_url || text(header::HOST).is_some_and(|host| origin.split("://").nth(1) == Some(host));
    if ours { Ok(()) } else { Err(Fault::new(FaultKind::Forbidden, "live-origin")) }
}

#[cfg(test)]
mod tests {
    use super::same_origin;
    use axum::http::{HeaderMap, HeaderValue};

    fn asked(origin: Option<&'static str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_static("shop.example"));
        if let Some(origin) = origin {
            headers.insert("origin", HeaderValue::from_static(origin));
        }
        same_origin(&headers, "https://www.shop.example").is_ok()
    }

    #[test]
    fn only_pages_of_the_shop_may_ask() {
        assert!(asked(Some("https://www.shop.example")));
        assert!(asked(Some("https://shop.example")));
        assert!(asked(None));
        for foreign in ["https://evil.example", "null", "https://shop.example.evil", "https://shop.example:81"] {
            assert!(!asked(Some(foreign)), "{foreign}");
        }
    }
}
