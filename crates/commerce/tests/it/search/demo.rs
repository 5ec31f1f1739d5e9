//! The demo shop's own questions, each with the answer it must have among the first three.

use super::{
    found,
    goods::{Goods, category, page, synonym},
    handles, leads_to, suggested,
};
use commerce::Shop;
use csv::{Reader, StringRecord};
use model::CategoryId;
use std::{collections::HashMap, fs::File, path::PathBuf};
use testkit::TestShop;

fn folder() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    std::env::var_os("STOA_DEMO").map_or(own, PathBuf::from)
}

/// The rows of a file, each by the names of its columns.
fn rows(name: &str) -> Vec<HashMap<String, String>> {
    let path = folder().join(name);
    let mut reader: Reader<File> =
        Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let header = reader.headers().unwrap().clone();
    let named = |row: StringRecord| header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}

async fn fill(shop: &Shop) {
    let mut categories = HashMap::new();
    for row in rows("categories.csv") {
        let id = category(shop, &row["path"]).await;
        sqlx::query("UPDATE categories SET handle = ? WHERE id = ?")
            .bind(&row["handle"])
            .bind(id)
            .execute(&shop.pool)
            .await
            .unwrap();
        categories.insert(row["path"].clone(), id);
    }
    for goods in products(&categories) {
        goods.put(shop).await;
    }
    for row in rows("synonyms.csv") {
        synonym(shop, &row["terms"], &row["kind"], &row["replacement"]).await;
    }
    for entry in std::fs::read_dir(folder().join("pages")).unwrap().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let line =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
        page(shop, &line("handle:"), &line("title:")).await;
    }
}

fn products(categories: &HashMap<String, CategoryId>) -> Vec<Goods> {
    let mut goods: Vec<Goods> = vec![];
    for row in rows("products.csv") {
        if !row["Title"].is_empty() {
            let attributes: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(&row["Attributes (JSON)"]).unwrap();
            let list = |value: &serde_json::Value| match value {
                serde_json::Value::Array(values) => {
                    values.iter().filter_map(|v| v.as_str()).map(str::to_owned).collect()
                }
                value => value.as_str().map(str::to_owned).into_iter().collect(),
            };
            goods.push(Goods {
                handle: row["URL handle"].clone(),
                kind: row["Type"].clone(),
                vendor: row["Vendor"].clone(),
                tags: row["Tags"].clone(),
                body: row["Description"].clone(),
                attributes: attributes.iter().map(|(name, value)| (name.clone(), list(value))).collect(),
                options: (1..=3)
                    .map(|n| (row[&format!("Option{n} name")].clone(), vec![]))
                    .filter(|o| !o.0.is_empty())
                    .collect(),
                categories: row["Categories"]
                    .split('|')
                    .filter_map(|path| categories.get(path.trim()).copied())
                    .collect(),
                ..Goods::new(&row["Title"], 1_000)
            });
        }
        let Some(last) = goods.last_mut().filter(|last| last.handle == row["URL handle"] && !row["SKU"].is_empty())
        else {
            continue;
        };
        last.codes.push((row["SKU"].clone(), row["Barcode"].clone()));
        for (n, option) in (1..).zip(&mut last.options) {
            let value = row[&format!("Option{n} value")].clone();
            if !option.1.contains(&value) {
                option.1.push(value);
            }
        }
    }
    goods
}

#[tokio::test]
async fn answers_the_questions_of_the_demo_shop() {
    if !folder().is_dir() {
        eprintln!("skipped: there is no demo shop at {}", folder().display());
        return;
    }
    let shop = TestShop::new().await;
    fill(&shop).await;
    let (mut wrong, mut kinds) = (vec![], HashMap::new());
    for row in rows("queries.csv") {
        let (query, expected) = (&row["query"], row["expected"].split('|').collect::<Vec<_>>());
        let first: Vec<String> = match row["expected_kind"].as_str() {
            "product" => handles(&found(&shop, query).await).iter().take(3).map(|h| (*h).to_owned()).collect(),
            "page" => leads_to(&shop, query).await.into_iter().map(|address| address.replace("/page/", "")).collect(),
            kind => panic!("{kind}"),
        };
        kinds.entry(row["type"].clone()).and_modify(|count| *count += 1).or_insert(1);
        if !first.iter().any(|handle| expected.contains(&handle.as_str())) {
            wrong.push(format!("{query}: {first:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kinds.len() == 8 && kinds.values().all(|count| *count == 3), "three of each of eight types: {kinds:?}");

    // What people type who cannot spell it, and what they find.
    let slips = [
        ("hedphons", "closed-headphones"),
        ("headfones", "closed-headphones"),
        ("peper mill", "pepper-mill"),
        ("wol blanket", "meadow-blanket"),
    ];
    for (typed, handle) in slips {
        assert!(handles(&found(&shop, typed).await).iter().take(3).any(|found| *found == handle), "{typed}");
        let lines = suggested(&shop, typed).await;
        assert!(lines.iter().any(|line| line.href == format!("/p/{handle}")), "{typed}: {lines:?}");
    }
    assert_eq!(leads_to(&shop, "2000000051802").await.as_deref(), Some("/p/cooks-knife"));
    assert_eq!(leads_to(&shop, "t-043-01").await.as_deref(), Some("/p/iron-skillet"));
    assert_eq!(leads_to(&shop, "headphones").await, None);
    assert!(handles(&found(&shop, "xqzzyw").await).is_empty());
}
