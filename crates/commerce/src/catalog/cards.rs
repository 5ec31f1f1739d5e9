//! Products as cards of a grid.

use super::{
    CatalogError, colors,
    pictures::{PictureColumns, pictures},
    product::price,
    sellable::sellable,
};
use crate::Shop;
use model::{
    ProductId, VariantId,
    catalog::{Availability, Pricing, ProductCard, Rating, Swatch},
};
use sqlx::{FromRow, MySql, QueryBuilder, types::Json};
use std::collections::HashMap;

/// The lowest price and its old price travel as one number, so that one MIN finds both: amount times this, plus old price.
const PACK: i64 = 1 << 31;

/// The cards of some products, in the order asked for; products that are not for sale are left out. One statement.
pub async fn cards(shop: &Shop, products: &[ProductId], pricing: Pricing) -> Result<Vec<ProductCard>, CatalogError> {
    if products.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<Row> = statement(products, pricing).build_query_as().fetch_all(&shop.pool).await?;
    let mut found: HashMap<ProductId, Row> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(products.iter().filter_map(|id| found.remove(id)).map(|row| card(row, pricing)).collect())
}

#[derive(FromRow)]
struct Row {
    id: ProductId,
    handle: String,
    title: String,
    vendor: String,
    rating_sum: u32,
    rating_count: u32,
    variants: i64,
    low: i64,
    high: i64,
    sellable: i64,
    untracked: i64,
    continuing: i64,
    first: VariantId,
    /// The lowest price before that of the cheapest variant, where that is a reduction.
    lowest: Option<String>,
    options: Option<Json<Vec<(String, Vec<String>)>>>,
    pictures: Option<Json<Vec<PictureColumns>>>,
}

fn statement(products: &[ProductId], pricing: Pricing) -> QueryBuilder<MySql> {
    let mut query = QueryBuilder::new(
        concat!("SELECT p.id, p.handle, p.title, p.vendor, p.rating_sum, p.rating_count, o.variants, o.low, o.high, o.sellable,
                o.untracked, o.continuing, o.first, o.lowest,
                (SELECT JSON_ARRAYAGG(JSON_ARRAY(po.name, JSON_EXTRACT(po.option_values, '$')) ORDER BY po.position)
                 FROM product_options po WHERE po.product_id = p.id) AS options,
                (SELECT JSON_ARRAYAGG(JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                                      ORDER BY pm.position)
                 FROM product_media pm JOIN media m ON m.id = pm.media_id
                 WHERE pm.product_id = p.id AND pm.position < 3) AS pictures
         FROM (SELECT v.product_id, COUNT(*) AS variants, MIN(pr.amount * 2147483648 + COALESCE(pr.compare_at, 0)) AS low,
                      MAX(pr.amount) AS high,
                      CAST(SUM(CASE WHEN v.tracked THEN GREATEST(COALESCE(", sellable!(), ", 0), 0) ELSE 0 END)
                           AS SIGNED) AS sellable,
                      CAST(MAX(NOT v.tracked) AS SIGNED) AS untracked,
                      CAST(MAX(v.continue_selling) AS SIGNED) AS continuing, MIN(v.id) AS first,
                      GROUP_CONCAT(COALESCE(pr.lowest_before, '') ORDER BY pr.amount, COALESCE(pr.compare_at, 0) LIMIT 1)
                          AS lowest
               FROM variants v
               JOIN price_lists l ON l.is_default AND l.currency = "),
    );
    query.push_bind(pricing.currency.code().to_owned());
    query.push(
        " JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = l.id
          LEFT JOIN inventory i ON i.variant_id = v.id
          WHERE v.archived_at IS NULL AND v.product_id IN (",
    );
    let mut ids = query.separated(", ");
    for id in padded(products) {
        ids.push_bind(id);
    }
    query.push(
        ") GROUP BY v.product_id) o
         JOIN products p ON p.id = o.product_id
         WHERE p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at",
    );
    query
}

/// Repeats the last id up to the next of a few lengths, so that a few prepared statements serve every page.
fn padded(products: &[ProductId]) -> impl Iterator<Item = ProductId> {
    let length = [1, 4, 12, 24, 48, 100].into_iter().find(|n| *n >= products.len()).unwrap_or(products.len());
    let last = products.last().copied();
    products.iter().copied().chain(last.into_iter().cycle()).take(length)
}

fn card(row: Row, pricing: Pricing) -> ProductCard {
    let (low, was) = (row.low / PACK, row.low % PACK);
    ProductCard {
        id: row.id,
        handle: row.handle,
        title: row.title,
        vendor: row.vendor,
        pictures: pictures(row.pictures),
        price: price(low, Some(was), row.lowest.and_then(|minor| minor.parse().ok()), pricing),
        from: row.high > low,
        availability: Availability::of(row.sellable, row.untracked == 0, row.continuing != 0),
        swatches: row.options.map(|list| swatches(list.0)).unwrap_or_default(),
        rating: Rating::of(row.rating_sum, row.rating_count),
        only_variant: (row.variants == 1).then_some(row.first),
    }
}

/// The values of the first option that has known colours.
fn swatches(options: Vec<(String, Vec<String>)>) -> Vec<Swatch> {
    let colored = |values: Vec<String>| {
        let swatches: Vec<Swatch> = values.into_iter().map(colors::swatch).collect();
        swatches.iter().any(|swatch| swatch.color.is_some()).then_some(swatches)
    };
    options.into_iter().find_map(|(_, values)| colored(values)).unwrap_or_default()
}
