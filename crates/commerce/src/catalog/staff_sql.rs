//! Statements behind the back office's product list.

use super::{
    ProductQuery,
    pictures::{PictureColumns, picture},
    sellable::sellable,
};
use crate::db::like;
use model::{
    Currency, Money, ProductId, Time, VariantId,
    catalog::ProductStatus,
    stock::{ChangeEntry, ProductRow, StockRow},
};
use sqlx::{MySql, MySqlConnection, QueryBuilder, Row, mysql::MySqlRow, types::Json};
use std::collections::HashMap;

/// The ids on one page of the list, newest change first, and the number of all that match.
pub async fn matching(
    conn: &mut MySqlConnection,
    query: &ProductQuery,
    limit: u32,
    offset: u32,
) -> Result<(Vec<ProductId>, u64), sqlx::Error> {
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM products p WHERE TRUE");
    filter(&mut count, query);
    let total: i64 = count.build_query_scalar().fetch_one(&mut *conn).await?;
    let mut page = QueryBuilder::new("SELECT p.id FROM products p WHERE TRUE");
    filter(&mut page, query);
    page.push(" ORDER BY p.updated_at DESC, p.id DESC LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
    let ids = page.build_query_scalar().fetch_all(conn).await?;
    Ok((ids, total.unsigned_abs()))
}

fn filter(sql: &mut QueryBuilder<MySql>, query: &ProductQuery) {
    match query.view.as_str() {
        view @ ("active" | "draft" | "archived") => {
            sql.push(" AND p.status = ").push_bind(view.to_owned());
        }
        "sold_out" => {
            sql.push(concat!(
                " AND p.status = 'active' AND NOT EXISTS (SELECT 1 FROM variants v LEFT JOIN inventory i ON i.variant_id = v.id
                   WHERE v.product_id = p.id AND v.archived_at IS NULL
                     AND (NOT v.tracked OR v.continue_selling OR ",
                sellable!(),
                " > 0))"
            ));
        }
        _ => {}
    }
    let text = query.text.trim();
    let Some(pattern) = like(text) else { return };
    sql.push(" AND (p.title LIKE ").push_bind(pattern.clone()).push(" OR p.vendor LIKE ").push_bind(pattern);
    sql.push(" OR p.handle = ").push_bind(text.to_owned());
    sql.push(" OR EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND (v.sku = ")
        .push_bind(text.to_owned())
        .push(" OR v.barcode = ")
        .push_bind(text.to_owned())
        .push(")))");
}

/// The rows of some products with their variants and prices in a currency, in the order of the ids.
pub async fn rows(
    conn: &mut MySqlConnection,
    ids: &[ProductId],
    currency: Currency,
) -> Result<Vec<ProductRow>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut sql = QueryBuilder::new(
        "SELECT p.id, p.handle, p.title, p.vendor, p.status, p.updated_at,
                (SELECT JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                 FROM product_media pm JOIN media m ON m.id = pm.media_id
                 WHERE pm.product_id = p.id ORDER BY pm.position LIMIT 1) AS picture
         FROM products p WHERE p.id IN (",
    );
    list(&mut sql, ids);
    let products = sql.build().fetch_all(&mut *conn).await?;
    let mut variants = variants(conn, ids, currency).await?;
    let mut found = HashMap::new();
    for row in &products {
        let row = product(row, &mut variants)?;
        found.insert(row.id, row);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn product(row: &MySqlRow, variants: &mut HashMap<ProductId, Vec<StockRow>>) -> Result<ProductRow, sqlx::Error> {
    let id: ProductId = row.try_get("id")?;
    let status: String = row.try_get("status")?;
    let columns: Option<Json<PictureColumns>> = row.try_get("picture")?;
    Ok(ProductRow {
        id,
        handle: row.try_get("handle")?,
        title: row.try_get("title")?,
        vendor: row.try_get("vendor")?,
        status: status.parse().unwrap_or(ProductStatus::Draft),
        picture: columns.map(|columns| picture(columns.0)),
        variants: variants.remove(&id).unwrap_or_default(),
        updated_at: row.try_get("updated_at")?,
    })
}

async fn variants(
    conn: &mut MySqlConnection,
    ids: &[ProductId],
    currency: Currency,
) -> Result<HashMap<ProductId, Vec<StockRow>>, sqlx::Error> {
    let mut sql = QueryBuilder::new(
        "SELECT v.product_id, v.id, v.sku, CONCAT_WS(', ', NULLIF(v.option1, ''), NULLIF(v.option2, ''), NULLIF(v.option3, '')) AS title,
                pr.amount, pr.compare_at, COALESCE(i.on_hand, 0) AS on_hand, COALESCE(i.reserved, 0) AS reserved
         FROM variants v
         JOIN price_lists l ON l.is_default AND l.currency = ",
    );
    sql.push_bind(currency.code());
    sql.push(
        " JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = l.id
         LEFT JOIN inventory i ON i.variant_id = v.id
         WHERE v.archived_at IS NULL AND v.product_id IN (",
    );
    list(&mut sql, ids);
    sql.push(" ORDER BY v.product_id, v.position");
    let mut by_product: HashMap<ProductId, Vec<StockRow>> = HashMap::new();
    for row in sql.build().fetch_all(conn).await? {
        let compare_at: Option<i64> = row.try_get("compare_at")?;
        by_product.entry(row.try_get("product_id")?).or_default().push(StockRow {
            variant: row.try_get::<VariantId, _>("id")?,
            sku: row.try_get("sku")?,
            title: row.try_get("title")?,
            price: Money::new(row.try_get("amount")?, currency),
            compare_at: compare_at.map(|minor| Money::new(minor, currency)),
            on_hand: row.try_get("on_hand")?,
            reserved: row.try_get("reserved")?,
        });
    }
    Ok(by_product)
}

fn list(sql: &mut QueryBuilder<MySql>, ids: &[ProductId]) {
    let mut separated = sql.separated(", ");
    for id in ids {
        separated.push_bind(*id);
    }
    sql.push(")");
}

/// The newest changes of price and stock of a product.
pub async fn changes(
    conn: &mut MySqlConnection,
    product: ProductId,
    limit: u32,
) -> Result<Vec<ChangeEntry>, sqlx::Error> {
    sqlx::query!(
        r#"SELECT c.at as "at!: Time", c.what as "what!: String", c.before_value as "before_value!: String",
                  c.after_value as "after_value!: String", c.reason as "reason!: String",
                  COALESCE(u.name, c.actor) as "by!: String"
           FROM (
             SELECT m.at, CONCAT('stock:', m.kind, ':', v.sku) AS what, CAST(m.on_hand_after - m.delta AS CHAR) AS before_value,
                    CAST(m.on_hand_after AS CHAR) AS after_value, m.reason, m.actor, m.actor_id
             FROM stock_movements m JOIN variants v ON v.id = m.variant_id WHERE v.product_id = ?
             UNION ALL
             SELECT h.at, CONCAT('price:', l.currency, ':', v.sku), COALESCE(CAST(h.before_amount AS CHAR), ''), CAST(h.amount AS CHAR),
                    h.reason, h.actor, h.actor_id
             FROM price_history h JOIN variants v ON v.id = h.variant_id
             JOIN price_lists l ON l.id = h.price_list_id WHERE v.product_id = ?
           ) c LEFT JOIN users u ON u.id = c.actor_id
           ORDER BY c.at DESC LIMIT ?"#,
        product,
        product,
        limit,
    )
    .map(|row| ChangeEntry {
        at: row.at,
        what: row.what,
        before: row.before_value,
        after: row.after_value,
        reason: row.reason,
        by: row.by,
    })
    .fetch_all(conn)
    .await
}
