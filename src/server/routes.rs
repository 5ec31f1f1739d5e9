//! Every address of the shop, with what it takes to use it. A test compares this with the routers.

use leptos::server_fn::axum::server_fn_paths;
use serde::Serialize;

/// An address, a method, and who may use it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Route {
    pub path: String,
    pub method: String,
    /// `public`, `cart` (the visitor's own), `link` (whoever has the secret), `signature`, `machine`, `development`, or a
    /// right of the back office.
    pub permission: String,
}

const TABLE: &[(&str, &str, &str)] = &[
    ("GET", "/", "public"),
    ("GET", "/c/{handle}", "public"),
    ("GET", "/collection/{handle}", "public"),
    ("GET", "/p/{handle}", "public"),
    ("GET", "/p/{handle}/buy", "public"),
    ("GET", "/page/{handle}", "public"),
    ("GET", "/search", "public"),
    ("GET", "/search/suggest", "public"),
    ("GET", "/cart", "cart"),
    ("POST", "/cart/accept", "cart"),
    ("POST", "/cart/add", "cart"),
    ("POST", "/cart/clear", "cart"),
    ("POST", "/cart/remove", "cart"),
    ("POST", "/cart/set", "cart"),
    ("GET", "/checkout", "cart"),
    ("POST", "/checkout", "cart"),
    ("POST", "/checkout/update", "cart"),
    ("GET", "/order/{token}", "link"),
    ("POST", "/order/{token}/cancel", "link"),
    ("POST", "/order/{token}/pay", "link"),
    ("GET", "/pay/local/{reference}", "link"),
    ("POST", "/pay/local/{reference}", "link"),
    ("GET", "/live/order/{token}", "link"),
    ("POST", "/webhooks/{provider}", "signature"),
    ("GET", "/admin", "staff"),
    ("GET", "/admin/sign-in", "public"),
    ("POST", "/admin/sign-in", "public"),
    ("POST", "/admin/sign-out", "staff"),
    ("GET", "/admin/orders", "SeeOrders"),
    ("GET", "/admin/orders/{order}", "SeeOrders"),
    ("POST", "/admin/orders/{order}/step", "ChangeOrders"),
    ("GET", "/admin/products", "SeeProducts"),
    ("GET", "/admin/products/{product}", "SeeProducts"),
    ("POST", "/admin/products/{product}/price", "ChangeProducts"),
    ("POST", "/admin/products/{product}/stock", "ChangeProducts"),
    ("GET", "/live/admin/orders", "SeeOrders"),
    ("GET", "/dev/mailbox", "development"),
    ("GET", "/dev/mailbox/{id}", "development"),
    ("GET", "/dev/mailbox/{id}/html", "development"),
    ("GET", "/dev/styleguide", "development"),
    ("GET", "/healthz", "public"),
    ("GET", "/readyz", "public"),
    ("GET", "/metrics", "machine"),
];

/// Server functions that act on the visitor's own cart; the others need the secret of an order.
const OF_THE_CART: [&str; 2] = ["/rpc/cart/", "/rpc/checkout/"];

/// Every route and every server function, by path.
pub fn routes() -> Vec<Route> {
    let route = |method: &str, path: &str, permission: &str| Route {
        path: path.into(),
        method: method.into(),
        permission: permission.into(),
    };
    let mut all: Vec<_> = TABLE.iter().map(|(method, path, who)| route(method, path, who)).collect();
    all.extend(server_fn_paths().map(|(path, method)| {
        let cart = OF_THE_CART.iter().any(|start| path.starts_with(start));
        route(method.as_str(), path, if cart { "cart" } else { "link" })
    }));
    all.sort();
    all
}
