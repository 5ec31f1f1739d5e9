//! Versions of products: who holds one, what moved it on.

use super::By;
use crate::{
    catalog::{CatalogError, rules},
    outbox,
    text::{find, t},
};
use model::{ProductId, Time, catalog::ProductStatus, event::Event};
use sqlx::MySqlConnection;

/// A product that is locked until the transaction ends, at the version that was asked for.
pub(in crate::catalog) struct Held {
    pub product: ProductId,
    pub version: u32,
    pub handle: String,
    pub title: String,
    pub status: ProductStatus,
    pub published_at: Option<Time>,
}

/// Locks a product; another version than the expected one is a conflict.
pub(super) async fn hold(conn: &mut MySqlConnection, product: ProductId, expected: u32) -> Result<Held, CatalogError> {
    let held = lock(conn, product).await?;
    if held.version == expected { Ok(held) } else { Err(moved(conn, product, expected).await?) }
}

/// Locks a product at whatever version it is.
pub(in crate::catalog) async fn lock(conn: &mut MySqlConnection, product: ProductId) -> Result<Held, CatalogError> {
    let row = sqlx::query!(
        r#"SELECT version, handle, title, status, published_at AS "published_at: Time" FROM products WHERE id = ?
           FOR UPDATE"#,
        product
    )
    .fetch_optional(conn)
    .await?
    .ok_or(CatalogError::NoProduct)?;
    Ok(Held {
        product,
        version: row.version,
        handle: row.handle,
        title: row.title,
        status: row.status.parse().unwrap_or(ProductStatus::Draft),
        published_at: row.published_at,
    })
}

/// Raises the version, notes which fields were changed and by whom, and tells the shop; returns the new version.
pub(in crate::catalog) async fn advance(
    conn: &mut MySqlConnection,
    held: &Held,
    fields: &[&str],
    by: By,
) -> Result<u32, CatalogError> {
    let next = held.version + 1;
    sqlx::query!(
        "UPDATE products SET version = ?, updated_at = UTC_TIMESTAMP(6) WHERE id = ? AND version = ?",
        next,
        held.product,
        held.version,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO product_changes (product_id, version, fields, actor, actor_id) VALUES (?, ?, ?, ?, ?)",
        held.product,
        next,
        fields.join(","),
        by.actor,
        by.user,
    )
    .execute(&mut *conn)
    .await?;
    rules::fit(conn, Some(held.product), by.currency).await?;
    outbox::write(conn, &Event::ProductChanged { product: held.product }).await?;
    Ok(next)
}

/// The conflict, with what was changed since a version and by whom.
async fn moved(conn: &mut MySqlConnection, product: ProductId, since: u32) -> Result<CatalogError, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT c.fields, COALESCE(u.name, c.actor) AS "by!: String"
           FROM product_changes c LEFT JOIN users u ON u.id = c.actor_id
           WHERE c.product_id = ? AND c.version > ? ORDER BY c.version"#,
        product,
        since
    )
    .fetch_all(conn)
    .await?;
    let mut names: Vec<&'static str> = vec![];
    for field in rows.iter().flat_map(|row| row.fields.split(',')) {
        let name = find(&format!("catalog-field-{field}")).unwrap_or(t("catalog-field-anything"));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push(t("catalog-field-anything"));
    }
    let who = rows.last().map_or_else(|| t("catalog-by-import").to_owned(), |row| row.by.clone());
    Ok(CatalogError::ProductMoved { fields: names.join(", "), by: who })
}
