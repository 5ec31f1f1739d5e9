//! Every address is declared with what it takes to use it, and nothing is public by accident.

use super::staff::signed_in;
use axum::http::{Method, StatusCode};
use model::{OrderId, account::Role};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use stoa::{
    server::{Access, router, routes},
    web::{AppState, page_of},
};
use testkit::{TestShop, sale::open_for_sale};

/// The server functions of the shop. Each is a public endpoint: one more is a decision.
const FUNCTIONS: [&str; 6] =
    ["/rpc/cart/add", "/rpc/cart/remove", "/rpc/cart/set", "/rpc/cart/show", "/rpc/checkout/look", "/rpc/order/look"];
/// Folders of files; what else answers without looking at the method is a file at the root of the site.
const FOLDERS: [&str; 3] = ["/fonts", "/media", "/pkg"];

const FORM: &str = "application/x-www-form-urlencoded";

type Answered = BTreeSet<(String, String)>;

#[test]
fn the_server_functions_are_those_that_were_decided_on() {
    let all = routes();
    let functions: Vec<_> = all.iter().filter(|route| route.path.starts_with("/rpc/")).collect();
    assert_eq!(functions.iter().map(|route| route.path.as_str()).collect::<Vec<_>>(), FUNCTIONS);
    assert!(functions.iter().all(|route| route.method == "POST"), "nothing is changed by a GET");
}

#[tokio::test]
async fn the_router_answers_what_is_declared_and_nothing_else() {
    let shop = TestShop::new().await;
    let (mut answered, files) = answered_by(&format!("{:?}", router(&AppState::new(shop.clone()))));
    assert!(answered.remove(&("POST".into(), "/rpc/{*function}".into())), "{answered:?}");
    let declared: Answered = routes()
        .into_iter()
        .filter(|route| !route.path.starts_with("/rpc/") && !route.path.ends_with("file}"))
        .map(|route| (route.method, route.path))
        .collect();
    let difference: Vec<_> = answered.symmetric_difference(&declared).collect();
    assert!(difference.is_empty(), "either the router or server/routes.rs does not know {difference:?}");
    let folders: BTreeSet<_> =
        files.iter().filter(|path| path.matches('/').count() > 1 || !path.contains('.')).collect();
    let expected: BTreeSet<_> =
        files.iter().filter(|path| FOLDERS.iter().any(|folder| path.starts_with(folder))).collect();
    assert_eq!(folders, expected);
}

#[tokio::test]
async fn the_right_in_the_table_is_the_right_that_is_asked_for() {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let nothing = OrderId::new().to_string();
    let placeholder = Regex::new(r"\{\w+\}").unwrap();
    for role in Role::ALL.into_iter().filter(|role| role.staff()) {
        let (mut browser, _) = signed_in(&shop, role).await;
        let mut asked = 0;
        for route in routes() {
            let Access::May(right) = route.access else { continue };
            let path = route.path.replace("{menu}", "header").replace("export/{list}", "export/products");
            let path = placeholder.replace_all(&path, nothing.as_str());
            let status = browser.send(&route.method, path.as_ref(), FORM, "").await.status;
            // An empty form may be told that it is none, or that nothing is there, before the right is asked for.
            let refused = match route.method.as_str() {
                "GET" => status == StatusCode::FORBIDDEN,
                _ if role.may(right) => status == StatusCode::FORBIDDEN,
                _ => status.is_client_error(),
            };
            assert_eq!(refused, !role.may(right), "{role:?}, {} {path}: {status}", route.method);
            asked += 1;
        }
        assert!(asked >= 5, "the pages of the back office were not asked for");
    }
}

#[test]
fn every_form_has_a_page_to_come_back_to() {
    let all = routes();
    let pages: BTreeSet<_> =
        all.iter().filter(|route| route.method == "GET").map(|route| template(&route.path)).collect();
    for route in all.iter().filter(|route| route.method == "POST") {
        let path = template(&route.path);
        if ["/admin/", "/p/"].iter().any(|start| path.starts_with(start)) {
            let page = page_of(&Method::POST, &path.parse().unwrap());
            assert!(pages.contains(&page), "{path} leads back to {page}");
        }
    }
}

/// An address with its placeholders filled in, so that it is one.
pub fn template(path: &str) -> String {
    path.replace(['{', '}'], "")
}

/// What a router answers: methods with paths, and the paths of files. The router tells neither, but shows them.
fn answered_by(shown: &str) -> (Answered, Vec<String>) {
    let routes = shown.split("fallback_router:").next().unwrap();
    let path = Regex::new(r#"RouteId\((\d+)\): "([^"]+)""#).unwrap();
    let methods =
        Regex::new(r#"RouteId\((\d+)\): MethodRouter\(.*?allow_header: (?:Bytes\(b"([A-Z,]+)"\)|\w+)"#).unwrap();
    let paths: BTreeMap<&str, &str> =
        path.captures_iter(routes).map(|hit| hit.extract()).map(|(_, [id, path])| (id, path)).collect();
    let mut files = paths.clone();
    let mut answered = Answered::new();
    for hit in methods.captures_iter(routes) {
        let path = files.remove(&hit[1]).unwrap();
        let allowed = hit.get(2).map_or("ANY", |methods| methods.as_str());
        let own = allowed.split(',').filter(|method| *method != "HEAD" || !allowed.contains("GET"));
        answered.extend(own.map(|method| (method.to_owned(), path.to_owned())));
    }
    assert!(answered.len() > 30, "the router does not show its routes as it did: {shown:.2000}");
    (answered, files.into_values().map(str::to_owned).collect())
}
