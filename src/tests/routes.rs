//! Every address is declared with its permission, and nothing is public by accident.

use regex::Regex;
use std::{collections::BTreeSet, fs, path::Path};
use stoa::server::routes;

/// The server functions of the shop. Each is a public endpoint: one more is a decision.
const FUNCTIONS: [&str; 6] =
    ["/rpc/cart/add", "/rpc/cart/remove", "/rpc/cart/set", "/rpc/cart/show", "/rpc/checkout/look", "/rpc/order/look"];

#[test]
fn the_server_functions_are_those_that_were_decided_on() {
    let all = routes();
    let functions: Vec<_> = all.iter().filter(|route| route.path.starts_with("/rpc/")).collect();
    assert_eq!(functions.iter().map(|route| route.path.as_str()).collect::<Vec<_>>(), FUNCTIONS);
    assert!(functions.iter().all(|route| route.method == "POST"), "nothing is changed by a GET");
}

#[test]
fn every_route_of_the_source_is_declared() {
    let declared: BTreeSet<_> = routes().into_iter().map(|route| route.path).collect();
    let route = Regex::new(r#"\.route\(\s*"([^"]+)""#).unwrap();
    let mut seen = BTreeSet::new();
    see(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |source| {
        seen.extend(route.captures_iter(source).map(|hit| hit[1].to_owned()));
    });
    seen.remove("/rpc/{*function}");
    assert!(seen.len() > 30, "the routes of the source were not found");
    let missing: Vec<_> = seen.difference(&declared).collect();
    assert!(missing.is_empty(), "not in server/routes.rs: {missing:?}");
}

/// An address with its placeholders filled in, so that it is one.
pub fn template(path: &str) -> String {
    path.replace(['{', '}'], "")
}

fn see(folder: &Path, look: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("tests") {
            see(&path, look);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            look(&fs::read_to_string(&path).unwrap());
        }
    }
}
