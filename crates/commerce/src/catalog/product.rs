//! One product with everything on its page.

use super::{
    CatalogError,
    category::tree,
    colors,
    edit::content,
    pictures::{PictureColumns, pictures},
    sellable::query_sellable,
    tree::Tree,
};
use crate::Shop;
use model::{
    CategoryId, Money, ProductId, Time, VariantId,
    catalog::{Availability, Crumb, Price, Pricing, ProductOption, ProductView, Rating, Safety, VariantView},
};
use sqlx::{
    MySqlConnection,
    types::{Json, Uuid},
};
use std::collections::HashMap;

/// The statement of products with the end that says which.
macro_rules! products {
    ($which:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"SELECT p.id AS "id: ProductId", p.handle, p.title, p.vendor, p.product_type, p.description, p.seo_title,
                  p.seo_description, p.attributes AS "attributes: Json<Vec<(String, Vec<String>)>>", p.manufacturer,
                  p.responsible_person, p.warnings, p.rating_sum, p.rating_count, p.updated_at AS "updated_at: Time",
                  (SELECT pc.category_id FROM product_categories pc WHERE pc.product_id = p.id
                   ORDER BY pc.position LIMIT 1) AS "category: CategoryId",
                  (SELECT JSON_ARRAYAGG(JSON_ARRAY(o.name, JSON_EXTRACT(o.option_values, '$')) ORDER BY o.position)
                   FROM product_options o WHERE o.product_id = p.id) AS "options: Json<Vec<(String, Vec<String>)>>",
                  (SELECT JSON_ARRAYAGG(JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                                        ORDER BY pm.position)
                   FROM product_media pm JOIN media m ON m.id = pm.media_id WHERE pm.product_id = p.id)
                      AS "pictures: Json<Vec<PictureColumns>>"
           FROM products p
           WHERE "# + $which,
            $($value),+
        )
    };
}

/// The product of a handle, if it is for sale. Two statements: the product with pictures and options, and its variants.
pub async fn product_page(shop: &Shop, handle: &str, pricing: Pricing) -> Result<ProductView, CatalogError> {
    let mut connection = shop.pool.acquire().await?;
    let Some(row) = one(&mut connection, handle).await? else { return Err(absent(&mut connection, handle).await?) };
    let mut variants = variants(&mut connection, row.id, row.id, pricing).await?;
    drop(connection);
    let variants = variants.remove(&row.id).ok_or(CatalogError::NoProduct)?;
    Ok(view(row, variants, &*tree(shop).await?))
}

/// The product of a handle, whether shoppers see it or not.
pub(super) async fn any_product(shop: &Shop, handle: &str, pricing: Pricing) -> Result<ProductView, CatalogError> {
    let mut connection = shop.pool.acquire().await?;
    let row = products!("p.handle = ?", handle).fetch_optional(&mut *connection).await?;
    let row = row.ok_or(CatalogError::NoProduct)?;
    let variants = variants(&mut connection, row.id, row.id, pricing).await?.remove(&row.id);
    drop(connection);
    Ok(view(row, variants.ok_or(CatalogError::NoProduct)?, &*tree(shop).await?))
}

/// The category in which a product lay that is sold no longer.
pub async fn category_of_gone(shop: &Shop, handle: &str) -> Result<Option<Crumb>, CatalogError> {
    let found = sqlx::query_scalar!(
        r#"SELECT pc.category_id AS "id: CategoryId" FROM products p JOIN product_categories pc ON pc.product_id = p.id
           WHERE p.handle = ? AND p.status = 'archived' ORDER BY pc.position LIMIT 1"#,
        handle
    );
    let Some(id) = found.fetch_optional(&shop.pool).await? else { return Ok(None) };
    Ok(tree(shop).await?.entries.get(&id).and_then(|entry| entry.crumbs.last().cloned()))
}

/// Some of the products for sale, and the id after which the next ones come.
pub struct Batch {
    pub products: Vec<ProductView>,
    pub next: Option<ProductId>,
}

/// The products for sale after an id, in the order of their ids: all of them, batch by batch. Two statements each.
pub async fn products_for_sale(
    shop: &Shop,
    after: Option<ProductId>,
    count: u32,
    pricing: Pricing,
) -> Result<Batch, CatalogError> {
    let mut connection = shop.pool.acquire().await?;
    let rows = some(&mut connection, after.unwrap_or(ProductId(Uuid::nil())), count).await?;
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(Batch { products: vec![], next: None });
    };
    let next = (rows.len() == count as usize).then_some(last.id);
    let mut variants = variants(&mut connection, first.id, last.id, pricing).await?;
    drop(connection);
    let tree = tree(shop).await?;
    // What has no price in this currency is not for sale in it.
    let complete = rows.into_iter().filter_map(|row| variants.remove(&row.id).map(|variants| (row, variants)));
    Ok(Batch { products: complete.map(|(row, variants)| view(row, variants, &tree)).collect(), next })
}

/// The price with the old one, where that is higher.
pub(super) fn price(amount: i64, compare_at: Option<i64>, lowest: Option<i64>, pricing: Pricing) -> Price {
    let money = |minor| Money::new(minor, pricing.currency);
    let was = compare_at.filter(|was| *was > amount).map(money);
    Price { now: money(amount), lowest: lowest.filter(|_| was.is_some()).map(money), was }
}

struct Row {
    id: ProductId,
    handle: String,
    title: String,
    vendor: String,
    product_type: String,
    description: String,
    seo_title: Option<String>,
    seo_description: Option<String>,
    attributes: Json<Vec<(String, Vec<String>)>>,
    manufacturer: String,
    responsible_person: String,
    warnings: String,
    rating_sum: u32,
    rating_count: u32,
    updated_at: Time,
    category: Option<CategoryId>,
    options: Option<Json<Vec<(String, Vec<String>)>>>,
    pictures: Option<Json<Vec<PictureColumns>>>,
}

async fn one(connection: &mut MySqlConnection, handle: &str) -> Result<Option<Row>, sqlx::Error> {
    products!(
        "p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at AND p.handle = ?",
        handle
    )
    .fetch_optional(connection)
    .await
}

/// Why there is no product of a handle: one that was sold once is gone, any other was never seen.
async fn absent(connection: &mut MySqlConnection, handle: &str) -> Result<CatalogError, sqlx::Error> {
    let archived = sqlx::query_scalar!(
        "SELECT 1 AS one FROM products WHERE handle = ? AND status = 'archived' AND published_at IS NOT NULL",
        handle
    );
    let archived = archived.fetch_optional(connection).await?.is_some();
    Ok(if archived { CatalogError::Archived } else { CatalogError::NoProduct })
}

async fn some(connection: &mut MySqlConnection, after: ProductId, count: u32) -> Result<Vec<Row>, sqlx::Error> {
    products!(
        "p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at AND p.id > ?
         ORDER BY p.id LIMIT ?",
        after,
        count
    )
    .fetch_all(connection)
    .await
}

struct VariantRow {
    product: ProductId,
    id: VariantId,
    sku: String,
    barcode: Option<String>,
    option1: String,
    option2: String,
    option3: String,
    media_position: Option<u16>,
    weight_grams: u32,
    tracked: bool,
    continue_selling: bool,
    content_milli: Option<i64>,
    content_unit: Option<String>,
    content_reference: Option<String>,
    amount: i64,
    compare_at: Option<i64>,
    lowest_before: Option<i64>,
    sellable: Option<i64>,
}

/// The variants of all products between two ids.
async fn variants(
    connection: &mut MySqlConnection,
    first: ProductId,
    last: ProductId,
    pricing: Pricing,
) -> Result<HashMap<ProductId, Vec<VariantView>>, sqlx::Error> {
    let rows = query_sellable!(
        VariantRow,
        r#"SELECT v.product_id AS "product: ProductId", v.id AS "id: VariantId", v.sku, v.barcode, v.option1, v.option2,
                  v.option3, v.media_position, v.weight_grams, v.tracked AS "tracked: bool",
                  v.continue_selling AS "continue_selling: bool", v.content_milli, v.content_unit, v.content_reference,
                  pr.amount, pr.compare_at, pr.lowest_before, "#,
        r#" AS "sellable?: i64"
           FROM variants v
           JOIN price_lists l ON l.currency = ? AND l.is_default
           JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = l.id
           LEFT JOIN inventory i ON i.variant_id = v.id
           WHERE v.product_id BETWEEN ? AND ? AND v.archived_at IS NULL
           ORDER BY v.product_id, v.position"#,
        pricing.currency.code(),
        first,
        last
    )
    .fetch_all(connection)
    .await?;
    let mut found: HashMap<ProductId, Vec<VariantView>> = HashMap::new();
    for row in rows {
        found.entry(row.product).or_default().push(VariantView {
            id: row.id,
            sku: row.sku,
            barcode: row.barcode,
            options: vec![row.option1, row.option2, row.option3],
            price: price(row.amount, row.compare_at, row.lowest_before, pricing),
            content: content(row.content_milli, row.content_unit.as_deref(), row.content_reference.as_deref()),
            availability: Availability::of(row.sellable.unwrap_or_default(), row.tracked, row.continue_selling),
            picture: row.media_position.map(usize::from),
            weight_grams: row.weight_grams,
        });
    }
    Ok(found)
}

fn view(row: Row, mut variants: Vec<VariantView>, tree: &Tree) -> ProductView {
    let options: Vec<ProductOption> = row.options.map(|list| options(list.0)).unwrap_or_default();
    variants.iter_mut().for_each(|variant| variant.options.truncate(options.len()));
    let crumbs = row.category.and_then(|id| tree.entries.get(&id)).map(|entry| entry.crumbs.clone());
    ProductView {
        id: row.id,
        handle: row.handle,
        title: row.title,
        vendor: row.vendor,
        product_type: row.product_type,
        description: row.description,
        seo_title: row.seo_title,
        seo_description: row.seo_description,
        crumbs: crumbs.unwrap_or_default(),
        pictures: pictures(row.pictures),
        options,
        variants,
        attributes: row.attributes.0.into_iter().map(|(name, values)| (name, values.join(", "))).collect(),
        safety: Safety {
            manufacturer: row.manufacturer,
            responsible_person: row.responsible_person,
            warnings: row.warnings,
        },
        rating: Rating::of(row.rating_sum, row.rating_count),
        updated_at: row.updated_at,
    }
}

fn options(list: Vec<(String, Vec<String>)>) -> Vec<ProductOption> {
    list.into_iter()
        .map(|(name, values)| ProductOption { name, values: values.into_iter().map(colors::swatch).collect() })
        .collect()
}
