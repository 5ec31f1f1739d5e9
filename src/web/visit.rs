//! Who visits: actor, prices, and what every page's frame needs.

use super::{AppState, Site, cache::LookedFor, currency};
use crate::app::Frame;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, Uri, header::COOKIE, request::Parts},
};
use commerce::{Actor, Shop, actor::Shopper, secret::Token};
use model::{Currency, catalog::Pricing};
use std::{convert::Infallible, sync::Arc};

/// Name of the cookie that holds the secret of the cart, where the shop is reached without HTTPS.
pub const CART_COOKIE: &str = "stoa_cart";
/// The same over HTTPS: browsers take it from this host alone.
const SECURE_CART_COOKIE: &str = "__Host-stoa_cart";
/// Name of the cookie that shows the number of units in the cart, for the badge only.
pub const COUNT_COOKIE: &str = "stoa_count";
/// Name of the cookie that holds the secret of the wishlist; the same, over HTTPS, for this host alone.
const WISHES_COOKIE: &str = "stoa_wishes";
const SECURE_WISHES_COOKIE: &str = "__Host-stoa_wishes";
/// Name of the cookie that tells which hearts are full, for the display only.
pub const HEARTS_COOKIE: &str = "stoa_hearts";

/// One visit of a storefront page.
pub struct Visit {
    pub state: AppState,
    pub actor: Actor,
    pub pricing: Pricing,
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    /// Header and footer, with the menu that they are drawn for.
    pub frame: Arc<Frame>,
    /// Whether the frame is the one of now, and lists miss nothing.
    pub current: bool,
    /// Whether limits by address count this visit.
    counted: bool,
    /// Units in the cart as the badge shows them; part of the key of cached pages.
    pub cart_count: u32,
}

impl Visit {
    /// The shop.
    pub fn shop(&self) -> &Shop {
        &self.state.shop
    }

    /// The built site.
    pub fn site(&self) -> &Site {
        &self.state.site
    }

    /// The address that limits count, unless the visitor is this machine itself.
    pub fn counted_address(&self) -> Option<&str> {
        match &self.actor {
            Actor::Shopper(shopper) if self.counted => Some(&shopper.address),
            _ => None,
        }
    }

    /// Goes on in another currency.
    pub fn choose(&mut self, currency: Currency) {
        self.pricing = Pricing { currency };
        if let Actor::Shopper(shopper) = &mut self.actor {
            shopper.currency = Some(currency);
        }
    }

    /// The address of this page, for forms that come back to it; that of the cart after a change that was refused.
    pub fn here(&self) -> String {
        match (&self.method, self.uri.path()) {
            (&Method::GET | &Method::HEAD, path) => {
                match currency::without_choice(self.uri.query().unwrap_or_default()) {
                    query if query.is_empty() => path.to_owned(),
                    query => format!("{path}?{query}"),
                }
            }
            (_, path) if path.starts_with("/cart/") => "/cart".to_owned(),
            _ => "/".to_owned(),
        }
    }

    /// The cart's secret, made now where the visitor has none; `true` when it is new and the cookie must be set.
    pub fn cart_token(&mut self) -> (Token, bool) {
        if let Some(token) = self.actor.cart() {
            return (token.clone(), false);
        }
        let token = Token::random();
        if let Actor::Shopper(shopper) = &mut self.actor {
            shopper.cart = Some(token.clone());
        }
        (token, true)
    }

    /// Makes sure that the visitor has a wishlist's secret.
    pub fn wishes_token(&mut self) {
        if let Actor::Shopper(shopper) = &mut self.actor {
            shopper.wishes.get_or_insert_with(Token::random);
        }
    }
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let cart = cookie(&parts.headers, cart_cookie_name(&state.site)).and_then(|text| text.parse().ok());
        let wishes = cookie(&parts.headers, wishes_cookie_name(&state.site)).and_then(|text| text.parse().ok());
        let cart_count = cookie(&parts.headers, COUNT_COOKIE).and_then(|text| text.parse().ok()).unwrap_or(0);
        let address = super::client_address(parts);
        let counted = super::is_counted(&parts.extensions, &parts.headers);
        let (frame, current) = state.frame.get(state).await;
        let chosen = match parts.extensions.get::<LookedFor>() {
            // Under this currency the page will be kept.
            Some(looked_for) => looked_for.currency,
            None => currency::chosen(&parts.uri, &parts.headers, |code| frame.sold(code)),
        };
        let frame = frame.sold_in(chosen);
        let currency = frame.currency();
        Ok(Self {
            actor: Actor::Shopper(Shopper { cart, wishes, user: None, address, currency: Some(currency) }),
            pricing: Pricing { currency },
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            frame,
            current: current && !state.shop.search.is_behind(),
            counted,
            cart_count: cart_count.min(99_900),
            state: state.clone(),
        })
    }
}

/// Name of the cookie that holds the secret of the cart.
pub fn cart_cookie_name(site: &Site) -> &'static str {
    if site.secure() { SECURE_CART_COOKIE } else { CART_COOKIE }
}

/// Name of the cookie that holds the secret of the wishlist.
pub fn wishes_cookie_name(site: &Site) -> &'static str {
    if site.secure() { SECURE_WISHES_COOKIE } else { WISHES_COOKIE }
}

/// The value of a cookie of the request.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';')).find_map(
        |pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        },
    )
}
