//! Addresses as people meet them: the page that a form stands on, and those that are secrets.

use axum::http::{Method, Uri};

/// Forms that are sent to the address of their own page. Of the others those of shoppers are sent one step below it.
const SENT_TO_THEIR_PAGE: [&str; 4] = ["/checkout", "/contact", "/admin/sign-in", "/pay/local/"];
/// Forms of single entries that stand on the page of them all.
const ON_A_LIST: [(&str, &str); 3] = [
    ("/admin/messages/", "/admin/messages"),
    ("/admin/redirects/", "/admin/redirects"),
    ("/admin/reviews/", "/admin/reviews"),
];
/// Last steps of addresses of the back office that only take a form and stand on the page above; all its other forms are
/// sent to their own page.
const STEPS: [&str; 13] = [
    "archive",
    "check",
    "commit",
    "decide",
    "delete",
    "duplicate",
    "move",
    "pictures",
    "price",
    "reply",
    "restore",
    "sign-out",
    "step",
];
/// Addresses that show what is private, or are the key to it.
const SECRET: [&str; 6] = ["/order/", "/pay/", "/wishlist/shared/", "/review/", "/notice/", "/admin"];

/// The page behind a request: its own address, or, for a form, that of the page where the form stands.
pub fn page_of(method: &Method, uri: &Uri) -> String {
    let path = uri.path();
    if method.is_safe() {
        let address = uri.path_and_query().map_or(path, |address| address.as_str());
        // Two slashes would lead to another host.
        return format!("/{}", address.trim_start_matches(['/', '\\']));
    }
    if SENT_TO_THEIR_PAGE.iter().any(|own| path == *own || (own.ends_with('/') && path.starts_with(own))) {
        return path.to_owned();
    }
    if let Some((_, list)) = ON_A_LIST.iter().find(|(start, _)| path.starts_with(start)) {
        return (*list).to_owned();
    }
    if stands_there(path) {
        return path.to_owned();
    }
    match path.rsplit_once('/') {
        Some((above, _)) if !above.starts_with("//") && !above.is_empty() => above.to_owned(),
        _ => String::from("/"),
    }
}

fn stands_there(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    let of_staff = path.starts_with("/admin/") && !last.is_empty() && !STEPS.contains(&last);
    of_staff || (path.starts_with("/p/") && matches!(last, "review" | "notify"))
}

/// Whether an address must not be told, printed or searched for.
pub fn is_secret(path: &str) -> bool {
    SECRET.iter().any(|start| path.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_a_page() {
        let page = |method, address: &str| page_of(&method, &address.parse().unwrap());
        assert_eq!(page(Method::GET, "/c/chairs?page=2"), "/c/chairs?page=2");
        assert_eq!(page(Method::POST, "/order/abc/pay"), "/order/abc");
        assert_eq!(page(Method::POST, "/admin/orders/1/step?x=y"), "/admin/orders/1");
        assert_eq!(page(Method::POST, "/admin/redirects/1/delete"), "/admin/redirects");
        for own in ["/admin/products/1", "/admin/products/new", "/admin/menus/header/2", "/admin/import/3/undo"] {
            assert_eq!(page(Method::POST, own), own, "a form of staff that is a page");
        }
        assert_eq!(page(Method::POST, "/admin/products/1/pictures"), "/admin/products/1");
        assert_eq!(page(Method::POST, "/p/chair/review"), "/p/chair/review");
        assert_eq!(page(Method::POST, "/p/chair/helpful"), "/p/chair");
        assert_eq!(page(Method::POST, "/checkout"), "/checkout");
        assert_eq!(page(Method::POST, "/checkout/update"), "/checkout");
        assert_eq!(page(Method::POST, "/pay/local/lp_1"), "/pay/local/lp_1");
        assert_eq!(page(Method::DELETE, "/cart"), "/");
        assert_eq!(page(Method::GET, "//evil.example/x"), "/evil.example/x");
        assert_eq!(page(Method::POST, "//evil.example/x"), "/");
    }
}
