//! The demo shop's own questions, each with the answer it must have among the first three.

use super::{
    found,
    goods::{Goods, category, page, synonym},
    handles, suggested,
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
    let mut wrong = vec![];
    for row in rows("queries.csv") {
        let (query, expected) = (&row["query"], row["expected"].split('|').collect::<Vec<_>>());
        let first: Vec<String> = match row["expected_kind"].as_str() {
            "product" => handles(&found(&shop, query).await).iter().take(3).map(|h| (*h).to_owned()).collect(),
            "page" => {
                suggested(&shop, query).await.into_iter().take(3).map(|line| line.href.replace("/page/", "")).collect()
            }
            // Services are not part of the catalog.
            _ => continue,
        };
        if !first.iter().any(|handle| expected.contains(&handle.as_str())) {
            wrong.push(format!("{query}: {first:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
