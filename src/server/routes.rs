//! Every address of the shop, with what it takes to use it. A test compares this with the router itself.

use Access::{Cart, Development, Link, Machine, May, Public, Signature, Staff, Wishlist};
use leptos::server_fn::axum::server_fn_paths;
use model::account::Permission::{self, ChangeProducts, FulfilOrders, ModerateReviews, SeeOrders, SeeProducts};
use serde::Serialize;
use std::fmt;

/// An address, a method, and what it takes to use it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    pub path: String,
    pub method: String,
    #[serde(rename = "permission")]
    pub access: Access,
}

/// What it takes to use an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Nothing.
    Public,
    /// It acts on the visitor's own cart.
    Cart,
    /// It acts on the visitor's own wishlist.
    Wishlist,
    /// Holding the secret link of an order, a review or a list.
    Link,
    /// The signature of a provider.
    Signature,
    /// To ask from the machine itself.
    Machine,
    /// A shop in development.
    Development,
    /// Being a member of staff, whatever the role.
    Staff,
    /// Being a member of staff with this right.
    #[serde(untagged)]
    May(Permission),
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

const TABLE: &[(&str, &str, Access)] = &[
    ("GET", "/", Public),
    ("GET", "/c/{handle}", Public),
    ("GET", "/collection/{handle}", Public),
    ("GET", "/collections", Public),
    ("GET", "/p/{handle}", Public),
    ("GET", "/p/{handle}/buy", Public),
    ("GET", "/seen", Public),
    ("GET", "/compare", Public),
    ("POST", "/compare/add", Public),
    ("POST", "/compare/remove", Public),
    ("POST", "/p/{handle}/helpful", Public),
    ("GET", "/p/{handle}/notify", Public),
    ("POST", "/p/{handle}/notify", Public),
    ("GET", "/p/{handle}/review", Public),
    ("POST", "/p/{handle}/review", Public),
    ("GET", "/notice/{token}", Link),
    ("POST", "/notice/{token}/stop", Link),
    ("GET", "/review/{token}", Link),
    ("POST", "/review/{token}/change", Link),
    ("POST", "/review/{token}/withdraw", Link),
    ("GET", "/page/{handle}", Public),
    ("GET", "/contact", Public),
    ("POST", "/contact", Public),
    ("GET", "/card/{picture}", Public),
    ("POST", "/currency", Cart),
    ("GET", "/robots.txt", Public),
    ("GET", "/llms.txt", Public),
    ("GET", "/feeds/google.xml", Public),
    ("GET", "/sitemap.xml", Public),
    ("GET", "/sitemap/{part}", Public),
    ("GET", "/search", Public),
    ("GET", "/search/suggest", Public),
    ("GET", "/wishlist", Wishlist),
    ("POST", "/wishlist/add", Wishlist),
    ("POST", "/wishlist/remove", Wishlist),
    ("POST", "/wishlist/share", Wishlist),
    ("POST", "/wishlist/unshare", Wishlist),
    ("GET", "/wishlist/shared/{token}", Link),
    ("GET", "/cart", Cart),
    ("POST", "/cart/accept", Cart),
    ("POST", "/cart/add", Cart),
    ("POST", "/cart/clear", Cart),
    ("POST", "/cart/remove", Cart),
    ("POST", "/cart/set", Cart),
    ("GET", "/checkout", Cart),
    ("POST", "/checkout", Cart),
    ("POST", "/checkout/update", Cart),
    ("GET", "/order/{token}", Link),
    ("POST", "/order/{token}/cancel", Link),
    ("POST", "/order/{token}/pay", Link),
    ("GET", "/pay/local/{reference}", Link),
    ("POST", "/pay/local/{reference}", Link),
    ("GET", "/live/order/{token}", Link),
    ("POST", "/webhooks/{provider}", Signature),
    ("GET", "/admin", Staff),
    ("GET", "/admin/sign-in", Public),
    ("POST", "/admin/sign-in", Public),
    ("POST", "/admin/sign-out", Staff),
    ("GET", "/admin/orders", May(SeeOrders)),
    ("GET", "/admin/orders/{order}", May(SeeOrders)),
    ("POST", "/admin/orders/{order}/step", May(FulfilOrders)),
    ("GET", "/admin/messages", May(SeeOrders)),
    ("POST", "/admin/messages/{message}/answered", May(SeeOrders)),
    ("POST", "/admin/messages/{message}/open", May(SeeOrders)),
    ("GET", "/admin/products", May(SeeProducts)),
    ("GET", "/admin/products/new", May(ChangeProducts)),
    ("POST", "/admin/products/new", May(ChangeProducts)),
    ("GET", "/admin/products/{product}", May(SeeProducts)),
    ("POST", "/admin/products/{product}", May(ChangeProducts)),
    ("POST", "/admin/products/{product}/pictures", May(ChangeProducts)),
    ("GET", "/admin/products/{product}/preview", May(SeeProducts)),
    ("POST", "/admin/products/{product}/archive", May(ChangeProducts)),
    ("POST", "/admin/products/{product}/restore", May(ChangeProducts)),
    ("POST", "/admin/products/{product}/duplicate", May(ChangeProducts)),
    ("GET", "/admin/products/{product}/stock", May(SeeProducts)),
    ("POST", "/admin/products/{product}/price", May(ChangeProducts)),
    ("POST", "/admin/products/{product}/stock", May(ChangeProducts)),
    ("GET", "/admin/categories", May(SeeProducts)),
    ("GET", "/admin/categories/new", May(ChangeProducts)),
    ("POST", "/admin/categories/new", May(ChangeProducts)),
    ("GET", "/admin/categories/{category}", May(SeeProducts)),
    ("POST", "/admin/categories/{category}", May(ChangeProducts)),
    ("POST", "/admin/categories/{category}/move", May(ChangeProducts)),
    ("GET", "/admin/categories/{category}/cover", May(ChangeProducts)),
    ("POST", "/admin/categories/{category}/cover", May(ChangeProducts)),
    ("GET", "/admin/categories/{category}/delete", May(ChangeProducts)),
    ("POST", "/admin/categories/{category}/delete", May(ChangeProducts)),
    ("GET", "/admin/collections", May(SeeProducts)),
    ("GET", "/admin/collections/new", May(ChangeProducts)),
    ("POST", "/admin/collections/new", May(ChangeProducts)),
    ("GET", "/admin/collections/{collection}", May(SeeProducts)),
    ("POST", "/admin/collections/{collection}", May(ChangeProducts)),
    ("GET", "/admin/collections/{collection}/cover", May(ChangeProducts)),
    ("POST", "/admin/collections/{collection}/cover", May(ChangeProducts)),
    ("GET", "/admin/collections/{collection}/delete", May(ChangeProducts)),
    ("POST", "/admin/collections/{collection}/delete", May(ChangeProducts)),
    ("GET", "/admin/pages", May(SeeProducts)),
    ("GET", "/admin/pages/new", May(ChangeProducts)),
    ("POST", "/admin/pages/new", May(ChangeProducts)),
    ("GET", "/admin/pages/{page}", May(SeeProducts)),
    ("POST", "/admin/pages/{page}", May(ChangeProducts)),
    ("GET", "/admin/pages/{page}/delete", May(ChangeProducts)),
    ("POST", "/admin/pages/{page}/delete", May(ChangeProducts)),
    ("GET", "/admin/menus", May(SeeProducts)),
    ("GET", "/admin/menus/{menu}", May(SeeProducts)),
    ("GET", "/admin/menus/{menu}/new", May(ChangeProducts)),
    ("POST", "/admin/menus/{menu}/new", May(ChangeProducts)),
    ("GET", "/admin/menus/{menu}/{item}", May(SeeProducts)),
    ("POST", "/admin/menus/{menu}/{item}", May(ChangeProducts)),
    ("POST", "/admin/menus/{menu}/{item}/move", May(ChangeProducts)),
    ("GET", "/admin/menus/{menu}/{item}/delete", May(ChangeProducts)),
    ("POST", "/admin/menus/{menu}/{item}/delete", May(ChangeProducts)),
    ("GET", "/admin/redirects", May(SeeProducts)),
    ("POST", "/admin/redirects", May(ChangeProducts)),
    ("POST", "/admin/redirects/{redirect}/delete", May(ChangeProducts)),
    ("GET", "/admin/types", May(SeeProducts)),
    ("GET", "/admin/types/new", May(ChangeProducts)),
    ("POST", "/admin/types/new", May(ChangeProducts)),
    ("GET", "/admin/types/{type}", May(SeeProducts)),
    ("POST", "/admin/types/{type}", May(ChangeProducts)),
    ("GET", "/admin/types/{type}/delete", May(ChangeProducts)),
    ("POST", "/admin/types/{type}/delete", May(ChangeProducts)),
    ("GET", "/admin/synonyms", May(SeeProducts)),
    ("GET", "/admin/synonyms/new", May(ChangeProducts)),
    ("POST", "/admin/synonyms/new", May(ChangeProducts)),
    ("GET", "/admin/synonyms/{synonym}", May(SeeProducts)),
    ("POST", "/admin/synonyms/{synonym}", May(ChangeProducts)),
    ("POST", "/admin/synonyms/{synonym}/delete", May(ChangeProducts)),
    ("GET", "/admin/export", May(ChangeProducts)),
    ("GET", "/admin/export/{list}", May(ChangeProducts)),
    ("GET", "/admin/import", May(ChangeProducts)),
    ("POST", "/admin/import", May(ChangeProducts)),
    ("GET", "/admin/import/{batch}", May(ChangeProducts)),
    ("POST", "/admin/import/{batch}/check", May(ChangeProducts)),
    ("GET", "/admin/import/{batch}/columns", May(ChangeProducts)),
    ("POST", "/admin/import/{batch}/commit", May(ChangeProducts)),
    ("GET", "/admin/import/{batch}/errors", May(ChangeProducts)),
    ("GET", "/admin/import/{batch}/undo", May(ChangeProducts)),
    ("POST", "/admin/import/{batch}/undo", May(ChangeProducts)),
    ("GET", "/admin/searches", May(SeeProducts)),
    ("GET", "/admin/reviews", May(ModerateReviews)),
    ("POST", "/admin/reviews/decide", May(ModerateReviews)),
    ("POST", "/admin/reviews/{review}/decide", May(ModerateReviews)),
    ("POST", "/admin/reviews/{review}/reply", May(ModerateReviews)),
    ("GET", "/admin/price-lists", May(SeeProducts)),
    ("GET", "/admin/price-lists/new", May(ChangeProducts)),
    ("POST", "/admin/price-lists/new", May(ChangeProducts)),
    ("GET", "/admin/price-lists/{list}", May(SeeProducts)),
    ("POST", "/admin/price-lists/{list}", May(ChangeProducts)),
    ("GET", "/admin/price-lists/{list}/close", May(ChangeProducts)),
    ("POST", "/admin/price-lists/{list}/close", May(ChangeProducts)),
    ("GET", "/admin/price-lists/{list}/{variant}", May(SeeProducts)),
    ("POST", "/admin/price-lists/{list}/{variant}", May(ChangeProducts)),
    ("GET", "/live/admin/orders", May(SeeOrders)),
    ("GET", "/dev/mailbox", Development),
    ("GET", "/dev/mailbox/{id}", Development),
    ("GET", "/dev/mailbox/{id}/html", Development),
    ("GET", "/dev/styleguide", Development),
    ("GET", "/healthz", Public),
    ("GET", "/readyz", Public),
    ("GET", "/metrics", Machine),
    ("GET", "/pkg/{*file}", Public),
    ("GET", "/media/{*file}", Public),
    ("GET", "/fonts/{*file}", Public),
    ("GET", "/{file}", Public),
];

/// Server functions that act on the visitor's own cart; the others need the secret of an order.
const OF_THE_CART: [&str; 2] = ["/rpc/cart/", "/rpc/checkout/"];

/// Every route and every server function, by path.
pub fn routes() -> Vec<Route> {
    let route = |method: &str, path: &str, access: Access| Route { path: path.into(), method: method.into(), access };
    let mut all: Vec<_> = TABLE.iter().map(|(method, path, access)| route(method, path, *access)).collect();
    all.extend(server_fn_paths().map(|(path, method)| {
        let cart = OF_THE_CART.iter().any(|start| path.starts_with(start));
        route(method.as_str(), path, if cart { Cart } else { Link })
    }));
    all.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    all
}
