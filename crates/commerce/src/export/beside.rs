//! What stands between goods: their types, the links from one to another, and the parts of bundles.

use super::{ExportError, sheet::Sheet};
use crate::{
    Actor, Broken, Shop,
    catalog::{self, ProductType},
};

/// Products or bundles whose rows are read together.
const AT_ONCE: i64 = 200;

/// The columns of types: a row for each attribute.
pub(super) const TYPES: [&str; 7] = ["type", "attribute", "kind", "unit", "choices", "required", "facet"];
/// The columns of links.
pub(super) const LINKS: [&str; 3] = ["handle", "relation", "linked_handle"];
/// The columns of bundles: a row for each part.
pub(super) const BUNDLES: [&str; 3] = ["sku", "part", "units"];

/// All types with their attributes.
pub(super) async fn types(shop: &Shop, sheet: &mut Sheet) -> Result<(), ExportError> {
    for ProductType { name, definitions, .. } in
        catalog::product_types(shop, &Actor::System).await.map_err(Broken::other)?
    {
        if definitions.is_empty() {
            sheet.row([name.as_str(), "", "", "", "", "", ""]);
        }
        for one in definitions {
            sheet.row([
                name.clone(),
                one.name,
                one.kind.as_str().to_owned(),
                one.unit,
                serde_json::to_string(&one.choices).map_err(Broken::other)?,
                one.required.to_string(),
                one.facet.to_string(),
            ]);
        }
    }
    Ok(())
}

/// Links of the products after a handle.
pub(super) async fn links(shop: &Shop, after: &str, sheet: &mut Sheet) -> Result<Option<String>, ExportError> {
    let handles = sqlx::query_scalar!(
        "SELECT DISTINCT p.handle FROM product_links l JOIN products p ON p.id = l.product_id WHERE p.handle > ?
         ORDER BY p.handle LIMIT ?",
        after,
        AT_ONCE
    );
    let Some(last) = handles.fetch_all(&shop.pool).await?.pop() else { return Ok(None) };
    let rows = sqlx::query!(
        "SELECT p.handle, l.kind, o.handle AS other FROM product_links l JOIN products p ON p.id = l.product_id
         JOIN products o ON o.id = l.other_id WHERE p.handle > ? AND p.handle <= ?
         ORDER BY p.handle, l.kind, l.position, o.handle",
        after,
        last
    );
    for row in rows.fetch_all(&shop.pool).await? {
        sheet.row([row.handle, row.kind, row.other]);
    }
    Ok(Some(last))
}

/// Parts of the bundles after a SKU.
pub(super) async fn bundles(shop: &Shop, after: &str, sheet: &mut Sheet) -> Result<Option<String>, ExportError> {
    let skus = sqlx::query_scalar!(
        "SELECT DISTINCT v.sku FROM bundle_parts b JOIN variants v ON v.id = b.bundle_id
         WHERE v.archived_at IS NULL AND v.sku > ? ORDER BY v.sku LIMIT ?",
        after,
        AT_ONCE
    );
    let Some(last) = skus.fetch_all(&shop.pool).await?.pop() else { return Ok(None) };
    let rows = sqlx::query!(
        "SELECT v.sku, p.sku AS part, b.units FROM bundle_parts b JOIN variants v ON v.id = b.bundle_id
         JOIN variants p ON p.id = b.part_id WHERE v.archived_at IS NULL AND v.sku > ? AND v.sku <= ?
         ORDER BY v.sku, b.position, p.sku",
        after,
        last
    );
    for row in rows.fetch_all(&shop.pool).await? {
        sheet.row([row.sku, row.part, row.units.to_string()]);
    }
    Ok(Some(last))
}
