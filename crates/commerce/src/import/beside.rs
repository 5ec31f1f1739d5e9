//! What stands between goods: types of products, links from one to another, and parts of bundles.

use super::{
    ImportError,
    lists::{by_handle, read},
    reader::Row,
    report::{Report, hint},
    table::Table,
};
use crate::{
    Actor, Shop,
    catalog::{self, CatalogError, LinkKind, SaveType, SetLinks, SetParts},
};
use model::{
    ProductId, VariantId,
    account::Permission,
    product::{AttributeDefinition, AttributeKind},
};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// Takes in types: a row for each attribute with type, attribute, kind, unit, choices (JSON, or joined by a bar), required
/// and facet. A type that the list has gets exactly these attributes. Needs `ChangeProducts`.
pub async fn product_types(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["type", "attribute", "kind"], &mut report).await?;
    let mut wanted: Vec<(u64, String, Vec<AttributeDefinition>)> = vec![];
    let mut spoiled: Vec<String> = vec![];
    for row in &table.rows {
        let name = table.text(row, &["type"], 255);
        let attribute = table.text(row, &["attribute"], 255);
        let Ok(definition) = definition(&table, row, &attribute) else {
            report.problem(row.line, "attribute", &attribute, hint("type", &[]));
            spoiled.push(name);
            continue;
        };
        if wanted.iter().all(|(_, known, _)| *known != name) {
            wanted.push((row.line, name.clone(), vec![]));
        }
        let of_type = wanted.iter_mut().find(|(_, known, _)| *known == name);
        if let (Some((.., definitions)), false) = (of_type, attribute.is_empty()) {
            definitions.push(definition);
        }
    }
    wanted.retain(|(_, name, _)| !spoiled.contains(name));
    let there = catalog::product_types(shop, actor).await.map_err(whole)?;
    for (line, name, definitions) in wanted {
        let before = there.iter().find(|one| one.name == name);
        if before.is_some_and(|one| one.definitions == definitions) {
            report.entries.unchanged += 1;
            continue;
        }
        let save = SaveType { id: before.map(|one| one.id), name: name.clone(), definitions };
        match catalog::save_type(shop, actor, save).await {
            Ok(_) if before.is_some() => report.entries.updated += 1,
            Ok(_) => report.entries.created += 1,
            Err(CatalogError::Broken(broken)) => return Err(broken.into()),
            Err(_) => report.problem(line, "type", &name, hint("type", &[])),
        }
    }
    Ok(report)
}

fn definition(table: &Table, row: &Row, name: &str) -> Result<AttributeDefinition, ()> {
    let kind = match table.cell(row, &["kind"]) {
        "" if name.is_empty() => AttributeKind::Text,
        word => word.parse().map_err(drop)?,
    };
    let choices = table.cell(row, &["choices"]);
    let choices = match choices.starts_with('[') {
        true => serde_json::from_str(choices).map_err(drop)?,
        false => choices.split('|').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect(),
    };
    Ok(AttributeDefinition {
        name: name.to_owned(),
        kind,
        unit: table.text(row, &["unit"], 32),
        choices,
        required: table.cell(row, &["required"]).eq_ignore_ascii_case("true"),
        facet: !table.cell(row, &["facet"]).eq_ignore_ascii_case("false"),
    })
}

/// Takes in links: handle, relation (related, upsell, cross) and linked_handle. The links of one kind of a product that the
/// list has become exactly these, in this order. Needs `ChangeProducts`.
pub async fn links(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["handle", "relation", "linked_handle"], &mut report).await?;
    let products = by_handle(shop).await?;
    let mut wanted: BTreeMap<(ProductId, &'static str), (u64, LinkKind, Vec<ProductId>)> = BTreeMap::new();
    for row in &table.rows {
        let Some(kind) = relation(table.cell(row, &["relation"])) else {
            report.problem(row.line, "relation", table.cell(row, &["relation"]), hint("relation", &[]));
            continue;
        };
        let ends = ["handle", "linked_handle"].map(|name| (name, table.cell(row, &[name])));
        let [Some(product), Some(other)] = ends.map(|(_, handle)| products.get(handle).copied()) else {
            let missing = ends.into_iter().find(|(_, handle)| !products.contains_key(*handle)).unwrap_or_default();
            report.problem(row.line, missing.0, missing.1, hint("no-such-product", &[]));
            continue;
        };
        let (_, _, others) = wanted.entry((product, kind.as_str())).or_insert((row.line, kind, vec![]));
        match others.contains(&other) || other == product {
            true => report.problem(row.line, "linked_handle", ends[1].1, hint("list-twice", &[])),
            false => others.push(other),
        }
    }
    let mut there = linked(shop).await?;
    for ((product, word), (line, kind, others)) in wanted {
        let before = there.remove(&(product, word.to_owned())).unwrap_or_default();
        let count = others.len() as u64;
        if before == others {
            report.entries.unchanged += count;
            continue;
        }
        match catalog::set_links(shop, actor, SetLinks { product, kind, others }).await {
            Ok(()) if before.is_empty() => report.entries.created += count,
            Ok(()) => report.entries.updated += count,
            Err(CatalogError::Broken(broken)) => return Err(broken.into()),
            Err(_) => report.problem(line, "relation", word, hint("links-many", &[])),
        }
    }
    Ok(report)
}

/// The kind of a word, as several systems write it.
fn relation(word: &str) -> Option<LinkKind> {
    let plain: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    match plain.to_ascii_lowercase().as_str() {
        "related" => Some(LinkKind::Related),
        "upsell" | "upsells" => Some(LinkKind::Upsell),
        "cross" | "crosssell" | "crosssells" => Some(LinkKind::Cross),
        _ => None,
    }
}

async fn linked(shop: &Shop) -> Result<HashMap<(ProductId, String), Vec<ProductId>>, sqlx::Error> {
    let rows: Vec<(ProductId, String, ProductId)> =
        sqlx::query_as("SELECT product_id, kind, other_id FROM product_links ORDER BY product_id, kind, position")
            .fetch_all(&shop.pool)
            .await?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for (product, kind, other) in rows {
        found.entry((product, kind)).or_default().push(other);
    }
    Ok(found)
}

/// Takes in bundles: a row for each part with sku, part (its SKU) and units. A bundle that the list has gets exactly these
/// parts. Needs `ChangeProducts`.
pub async fn bundles(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["sku", "part", "units"], &mut report).await?;
    let variants = by_sku(shop).await?;
    let mut wanted: BTreeMap<VariantId, (u64, Vec<(VariantId, u16)>)> = BTreeMap::new();
    let mut spoiled: Vec<VariantId> = vec![];
    for row in &table.rows {
        let bundle = variants.get(table.cell(row, &["sku"])).copied();
        let part = variants.get(table.cell(row, &["part"])).copied();
        let units: Option<u16> = table.cell(row, &["units"]).parse().ok().filter(|units| (1..=99).contains(units));
        match (bundle, part, units) {
            (Some(bundle), Some(part), Some(units)) => {
                wanted.entry(bundle).or_insert((row.line, vec![])).1.push((part, units));
            }
            (bundle, part, _) => {
                let column = match (bundle, part) {
                    (None, _) => "sku",
                    (_, None) => "part",
                    _ => "units",
                };
                report.problem(row.line, column, table.cell(row, &[column]), hint("bundle", &[]));
                spoiled.extend(bundle);
            }
        }
    }
    // Half a bundle would be sold for a whole one.
    wanted.retain(|bundle, _| !spoiled.contains(bundle));
    let bundles: Vec<VariantId> = wanted.keys().copied().collect();
    let mut there: HashMap<VariantId, Vec<(VariantId, u16)>> = HashMap::new();
    for (bundle, part) in catalog::parts(&mut *shop.pool.acquire().await?, &bundles).await? {
        there.entry(bundle).or_default().push((part.variant, part.units));
    }
    for (bundle, (line, parts)) in wanted {
        let before = there.remove(&bundle);
        if before.as_ref() == Some(&parts) {
            report.entries.unchanged += 1;
            continue;
        }
        match catalog::set_parts(shop, actor, SetParts { bundle, parts }).await {
            Ok(()) if before.is_some() => report.entries.updated += 1,
            Ok(()) => report.entries.created += 1,
            Err(CatalogError::Broken(broken)) => return Err(broken.into()),
            Err(_) => report.problem(line, "part", "", hint("bundle", &[])),
        }
    }
    Ok(report)
}

/// Variants that are on sale, by SKU.
pub(super) async fn by_sku(shop: &Shop) -> Result<HashMap<String, VariantId>, sqlx::Error> {
    let rows: Vec<(String, VariantId)> =
        sqlx::query_as("SELECT sku, id FROM variants WHERE archived_at IS NULL").fetch_all(&shop.pool).await?;
    Ok(rows.into_iter().collect())
}

fn whole(error: CatalogError) -> ImportError {
    match error {
        CatalogError::Refused(fault) => ImportError::Refused(fault),
        CatalogError::Broken(broken) => broken.into(),
        other => ImportError::Refused(other.into()),
    }
}
