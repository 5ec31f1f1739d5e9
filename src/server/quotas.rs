//! Which requests count towards which of the shop's limits, and who they are counted for.

use crate::web::{AppState, Failed, cart_cookie_name, client_address, client_ip, cookie};
use axum::{
    extract::{Request, State},
    http::{Method, request::Parts},
    middleware::Next,
    response::Response,
};
use commerce::limits::{self, Limit};

/// Who a request is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// The visitor's cart; the address where there is none.
    Cart,
    /// The address; this machine's own callers are not counted.
    Address,
}

/// Counts a request where there is a limit for it. The sign-in counts for itself.
pub async fn enforce(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Failed> {
    let (parts, body) = request.into_parts();
    for (limit, by) in quotas(&parts.method, parts.uri.path()) {
        let Some(who) = who(&parts, &state, *by) else { continue };
        // Looking goes on without the counters; ordering and paying does not.
        if parts.method.is_safe() || limit.name == limits::CART.name {
            limits::guard_reading(&state.shop, *limit, &who).await?;
        } else {
            limits::guard(&state.shop, *limit, &who).await?;
        }
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}

fn quotas(method: &Method, path: &str) -> &'static [(Limit, By)] {
    let post = *method == Method::POST;
    match path {
        "/search" => &[(limits::SEARCH, By::Address)],
        "/search/suggest" => &[(limits::SUGGEST, By::Address)],
        "/checkout" if post => &[(limits::PLACE_ORDER, By::Cart), (limits::PLACE_ORDER_HOUR, By::Address)],
        _ if post && (path.starts_with("/cart/") || path.starts_with("/rpc/cart/")) => &[(limits::CART, By::Cart)],
        _ if post && path.starts_with("/order/") && path.ends_with("/pay") => {
            &[(limits::PAY, By::Cart), (limits::PAY_ADDRESS, By::Address)]
        }
        _ => &[],
    }
}

fn who(parts: &Parts, state: &AppState, by: By) -> Option<String> {
    let cart = || cookie(&parts.headers, cart_cookie_name(&state.site)).map(str::to_owned);
    let address = || client_ip(&parts.extensions).filter(|ip| !ip.is_loopback()).map(|_| client_address(parts));
    match by {
        By::Cart => cart().or_else(address),
        By::Address => address(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_or_can_be_abused_is_counted() {
        let names = |method, path| quotas(&method, path).iter().map(|(limit, _)| limit.name).collect::<Vec<_>>();
        assert_eq!(names(Method::POST, "/checkout"), ["place-order", "place-order-hour"]);
        assert_eq!(names(Method::POST, "/order/abc/pay"), ["pay", "pay-address"]);
        assert_eq!(names(Method::POST, "/cart/add"), ["cart"]);
        assert_eq!(names(Method::POST, "/rpc/cart/set"), ["cart"]);
        assert_eq!(names(Method::GET, "/search"), ["search"]);
        assert!(names(Method::GET, "/checkout").is_empty());
        assert!(names(Method::GET, "/p/chair").is_empty());
    }
}
