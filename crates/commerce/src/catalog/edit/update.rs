//! Changing the texts, the place and the facts of a product.

use super::{
    super::{CatalogError, redirects},
    By, by,
    check::{Checked, check},
    editor,
    version::{self, advance},
};
use crate::{Actor, Shop, db};
use futures::FutureExt;
use model::{CategoryId, Fault, ProductId, account::Permission, product::ProductDetails};
use sqlx::{MySqlConnection, QueryBuilder};

/// Asks for other details of a product.
#[derive(Clone, Debug)]
pub struct EditProduct {
    pub product: ProductId,
    /// The version that the form showed.
    pub version: u32,
    pub details: ProductDetails,
}

/// Writes the details; returns the version after it, which is the same where nothing changed. An old handle leads to
/// the new one from now on. Needs `ChangeProducts`.
pub async fn update_product(shop: &Shop, actor: &Actor, command: EditProduct) -> Result<u32, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    shop.transaction((command, by(shop, actor)), |tx, (command, by)| change(tx, command, by).boxed()).await
}

/// The same inside a transaction.
pub(super) async fn change(tx: &mut MySqlConnection, command: EditProduct, by: By) -> Result<u32, CatalogError> {
    let held = version::hold(tx, command.product, command.version).await?;
    let before = editor::details(tx, command.product).await?;
    let checked = check(tx, command.details, Some((command.product, &held.handle))).await?;
    let fields = changed(&before, &checked.details);
    if fields.is_empty() {
        return Ok(held.version);
    }
    write(tx, command.product, &checked).await.map_err(refused)?;
    if before.categories != checked.details.categories {
        set_categories(tx, command.product, &checked.details.categories).await?;
    }
    if before.handle != checked.details.handle {
        redirects::moved(tx, redirects::Kind::Product, &before.handle, &checked.details.handle).await?;
    }
    advance(tx, &held, &fields, by).await
}

fn changed(before: &ProductDetails, after: &ProductDetails) -> Vec<&'static str> {
    let differs = [
        ("title", before.title != after.title),
        ("handle", before.handle != after.handle),
        ("description", before.description != after.description),
        ("vendor", before.vendor != after.vendor),
        ("type", before.product_type != after.product_type),
        ("tags", before.tags != after.tags),
        ("attributes", before.attributes != after.attributes),
        ("categories", before.categories != after.categories),
        ("seo", (&before.seo_title, &before.seo_description) != (&after.seo_title, &after.seo_description)),
        (
            "safety",
            (&before.manufacturer, &before.responsible_person, &before.warnings)
                != (&after.manufacturer, &after.responsible_person, &after.warnings),
        ),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

async fn write(tx: &mut MySqlConnection, product: ProductId, checked: &Checked) -> Result<(), sqlx::Error> {
    let details = &checked.details;
    sqlx::query!(
        "UPDATE products SET title = ?, handle = ?, description_source = ?, description = ?, vendor = ?, product_type = ?,
                tags = ?, attributes = ?, seo_title = NULLIF(?, ''), seo_description = NULLIF(?, ''), manufacturer = ?,
                responsible_person = ?, warnings = ?
         WHERE id = ?",
        details.title,
        details.handle,
        details.description,
        checked.body,
        details.vendor,
        details.product_type,
        details.tags.join(", "),
        json(&details.attributes),
        details.seo_title,
        details.seo_description,
        details.manufacturer,
        details.responsible_person,
        details.warnings,
        product,
    )
    .execute(tx)
    .await
    .map(drop)
}

/// Puts a product into categories, the main one first, and into no other.
pub(super) async fn set_categories(
    tx: &mut MySqlConnection,
    product: ProductId,
    categories: &[CategoryId],
) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM product_categories WHERE product_id = ?", product).execute(&mut *tx).await?;
    if categories.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::new("INSERT INTO product_categories (product_id, category_id, position) ");
    insert.push_values((0u16..).zip(categories), |mut row, (place, category)| {
        row.push_bind(product).push_bind(*category).push_bind(place);
    });
    insert.build().persistent(false).execute(tx).await.map(drop)
}

/// What the schema refused, at the field that it concerns.
pub(super) fn refused(error: sqlx::Error) -> CatalogError {
    match db::violated(&error) {
        Some("uq_products_handle") => CatalogError::Refused(Fault::invalid([("handle", "handle-taken")])),
        Some("uq_variants_sku") => CatalogError::Refused(Fault::invalid([("sku", "sku-taken")])),
        _ => error.into(),
    }
}

pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}
