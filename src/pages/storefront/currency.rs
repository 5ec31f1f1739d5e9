//! Choosing a currency: the same page again, with the same filters and the same cart.

use crate::web::{self, Failed, Form, Visit, currency};
use axum::{
    http::{Uri, header},
    response::{IntoResponse, Redirect, Response},
};
use commerce::currencies;
use model::{
    Currency, Fault, FaultKind, Money,
    percent::{decode, encoded},
};
use serde::Deserialize;

/// Longest address that is come back to.
const LONGEST: usize = 2048;

/// What the picker sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    #[serde(default)]
    currency: String,
    /// The page on which it stands.
    #[serde(default)]
    to: String,
}

/// `POST /currency`
pub async fn choose(mut visit: Visit, Form(choice): Form<Choice>) -> Result<Response, Failed> {
    let before = visit.pricing.currency;
    let Some(now) = visit.frame.sold(choice.currency.trim()) else {
        return Err(Fault::new(FaultKind::Invalid, "currency-not-sold").into());
    };
    visit.choose(now);
    let mut cookies = vec![currency::keep(&visit, now)];
    if visit.actor.cart().is_some() {
        let cart = web::cart::turn(&visit).await?;
        cookies.extend(web::cart::cookies(&visit, cart.count()));
    }
    let goal = match back(&choice.to) {
        Some(uri) => translated(&visit, &uri, before, now).await?,
        None => "/".to_owned(),
    };
    let mut response = Redirect::to(&goal).into_response();
    for value in cookies.iter().filter_map(|cookie| cookie.parse().ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// A page of this shop; whatever else was sent leads nowhere.
fn back(to: &str) -> Option<Uri> {
    let own = to.starts_with('/') && !to.starts_with("//") && !to.contains('\\');
    let plain = own && to.len() <= LONGEST && to.bytes().all(|byte| byte.is_ascii_graphic());
    to.parse().ok().filter(|uri: &Uri| plain && uri.authority().is_none())
}

/// The address with the bounds of the price filter in the other currency.
async fn translated(visit: &Visit, uri: &Uri, before: Currency, now: Currency) -> Result<String, Fault> {
    let mut pairs = vec![];
    for pair in currency::without_choice(uri.query().unwrap_or_default()).split('&').filter(|pair| !pair.is_empty()) {
        let bound = pair.split_once('=').filter(|(name, _)| matches!(*name, "price-min" | "price-max"));
        let Some((name, typed)) = bound else {
            pairs.push(pair.to_owned());
            continue;
        };
        let Ok(amount) = Money::parse(&decode(typed), before) else { continue };
        let bound = if name == "price-min" { currencies::Bound::Lower } else { currencies::Bound::Upper };
        if let Some(turned) = currencies::turn(visit.shop(), amount, now, bound).await? {
            pairs.push(format!("{name}={}", encoded(&turned.decimal())));
        }
    }
    let path = uri.path();
    Ok(if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) })
}

#[cfg(test)]
mod tests {
    use super::back;

    #[test]
    fn only_pages_of_this_shop_are_come_back_to() {
        for good in ["/", "/c/tables?color=red&page=2", "/search?q=a%20b"] {
            assert_eq!(back(good).unwrap().to_string(), good);
        }
        let long = format!("/{}", "a".repeat(3000));
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "evil",
            "/a b",
            "/a\r\nb",
            "/\t/x",
            long.as_str(),
        ] {
            assert!(back(bad).is_none(), "{bad}");
        }
    }
}
