//! Every text that the source asks for is in the catalog.

use commerce::{mail::MailKind, text};
use model::{
    order::{OrderState, PaymentStatus, Remark, ShipmentState},
    payment::RefundReason,
};
use regex::Regex;
use std::{collections::BTreeSet, fs, path::Path};

#[test]
fn every_text_that_is_asked_for_exists() {
    let asked = Regex::new(r#"\bt(?:_args)?\(\s*"([a-z0-9-]+)""#).unwrap();
    let missing: BTreeSet<_> = found(&asked).into_iter().filter(|(_, key)| !text::has(key)).collect();
    assert!(missing.is_empty(), "not in locales/en: {missing:#?}");
}

/// Staff's pages hand keys on to fields, columns and headings.
#[test]
fn every_text_of_the_back_office_exists() {
    let named = Regex::new(r#""(admin-[a-z0-9-]*[a-z0-9])""#).unwrap();
    let keys = found(&named).into_iter().filter(|(file, _)| file.contains("src/pages/admin"));
    let missing: BTreeSet<_> = keys.filter(|(_, key)| !text::has(key)).collect();
    assert!(missing.is_empty(), "not in locales/en: {missing:#?}");
}

/// Codes of wrong fields, as operations name them.
#[test]
fn every_wrong_field_has_a_sentence() {
    let named = Regex::new(r#"\("[a-z_]+", "([a-z0-9]+(?:-[a-z0-9]+)+)"\)"#).unwrap();
    let codes: Vec<_> = found(&named)
        .into_iter()
        .filter(|(file, _)| file.contains("commerce/src/content") || file.contains("search/vocabulary"))
        .collect();
    assert!(codes.len() > 5, "the codes were not found");
    let missing: BTreeSet<_> = codes.into_iter().filter(|(_, code)| !text::has(&format!("fault-{code}"))).collect();
    assert!(missing.is_empty(), "without a sentence in locales/en: {missing:#?}");
}

#[test]
fn every_fault_has_a_sentence() {
    let made = Regex::new(r#"Fault::(?:not_found\(|new\(\s*(?:model::)?FaultKind::\w+,\s*)"([a-z0-9-]+)""#).unwrap();
    let faults = found(&made);
    assert!(faults.len() > 20, "the faults of the source were not found");
    let missing: BTreeSet<_> = faults.into_iter().filter(|(_, code)| !text::has(&format!("fault-{code}"))).collect();
    assert!(missing.is_empty(), "without a sentence in locales/en: {missing:#?}");
}

#[test]
fn every_entry_of_an_orders_story_has_its_sentence() {
    let of = |machine: &str, words: Vec<&str>| -> Vec<String> {
        words.into_iter().map(|word| format!("admin-happened-{machine}-{word}")).collect()
    };
    let told: BTreeSet<_> = [
        of("order", OrderState::ALL.iter().map(|state| state.as_str()).collect()),
        of("payment", PaymentStatus::ALL.iter().map(|status| status.as_str()).collect()),
        of("shipment", ShipmentState::ALL.iter().map(|state| state.as_str()).collect()),
        of("mail", MailKind::OF_ORDERS.iter().map(|kind| kind.as_str()).collect()),
        of("note", Remark::ALL.iter().map(|remark| remark.as_str()).collect()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let catalog = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en/admin.ftl")).unwrap();
    let keys = catalog.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key.to_owned());
    let written: BTreeSet<_> = keys.filter(|key| key.starts_with("admin-happened-")).collect();
    assert_eq!(told, written);
    for reason in RefundReason::ALL {
        assert!(text::has(&format!("admin-why-{}", reason.as_str())), "{reason:?}");
    }
}

/// File and first group of every match in the source; tests are no part of it.
fn found(pattern: &Regex) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = vec![];
    for folder in ["src", "crates/commerce/src"] {
        walk(&root.join(folder), &mut |path, source| {
            let source = source.split("#[cfg(test)]\nmod").next().unwrap_or_default();
            all.extend(pattern.captures_iter(source).map(|hit| (path.display().to_string(), hit[1].to_owned())));
        });
    }
    all
}

fn walk(folder: &Path, see: &mut dyn FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("tests") {
            walk(&path, see);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            see(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}
