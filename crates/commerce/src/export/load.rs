//! Some products with everything that hangs on them, in six questions.

use super::ExportError;
use crate::{Shop, catalog};
use model::{ProductId, Time};
use sqlx::{FromRow, MySqlPool, QueryBuilder, mysql::MySqlRow};
use std::collections::HashMap;

/// Products that are read together.
const AT_ONCE: i64 = 100;

/// A product as files tell of it.
#[derive(Debug, FromRow)]
pub(super) struct Product {
    pub id: ProductId,
    pub handle: String,
    pub title: String,
    pub description_source: String,
    pub vendor: String,
    pub product_type: String,
    pub tags: String,
    pub attributes: String,
    pub status: String,
    pub published_at: Option<Time>,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    #[sqlx(skip)]
    pub options: Vec<String>,
    #[sqlx(skip)]
    pub variants: Vec<Variant>,
    #[sqlx(skip)]
    pub pictures: Vec<Picture>,
    #[sqlx(skip)]
    pub categories: Vec<String>,
}

/// A variant that is on sale.
#[derive(Debug, FromRow)]
pub(super) struct Variant {
    product_id: ProductId,
    pub sku: String,
    pub barcode: Option<String>,
    pub option1: String,
    pub option2: String,
    pub option3: String,
    pub media_position: Option<u16>,
    pub weight_grams: u32,
    pub requires_shipping: bool,
    pub taxable: bool,
    pub tracked: bool,
    pub continue_selling: bool,
    pub cost: Option<i64>,
    pub amount: Option<i64>,
    pub compare_at: Option<i64>,
    pub on_hand: Option<i64>,
}

impl Variant {
    /// The values of its options.
    pub fn options(&self) -> [&str; 3] {
        [&self.option1, &self.option2, &self.option3]
    }
}

/// A picture of a gallery.
#[derive(Debug, FromRow)]
pub(super) struct Picture {
    product_id: ProductId,
    pub position: u16,
    pub hash: Vec<u8>,
    pub width: u32,
    pub alt: String,
    /// What the file calls it.
    #[sqlx(skip)]
    pub source: String,
}

/// The products after a handle.
pub(super) async fn some(shop: &Shop, after: &str) -> Result<Vec<Product>, ExportError> {
    let mut products: Vec<Product> = sqlx::query_as(
        "SELECT id, handle, title, description_source, vendor, product_type, tags, attributes, status, published_at,
                seo_title, seo_description
         FROM products WHERE handle > ? ORDER BY handle LIMIT ?",
    )
    .bind(after)
    .bind(AT_ONCE)
    .fetch_all(&shop.pool)
    .await?;
    if products.is_empty() {
        return Ok(products);
    }
    let ids: Vec<ProductId> = products.iter().map(|product| product.id).collect();
    let list = catalog::default_list(&shop.pool, shop.settings.shop.currency).await?;
    let mut options = by_product(
        of(
            &shop.pool,
            "SELECT product_id, name FROM product_options WHERE product_id IN (",
            &ids,
            ") ORDER BY product_id, position",
        )
        .await?,
    );
    let mut categories = by_product(
        of(
            &shop.pool,
            "SELECT pc.product_id, c.path FROM product_categories pc JOIN categories c ON c.id = pc.category_id
             WHERE pc.product_id IN (",
            &ids,
            ") ORDER BY pc.product_id, pc.position",
        )
        .await?,
    );
    let pictures: Vec<Picture> = of(
        &shop.pool,
        "SELECT pm.product_id, pm.position, m.hash, m.width, pm.alt FROM product_media pm
         JOIN media m ON m.id = pm.media_id WHERE pm.product_id IN (",
        &ids,
        ") ORDER BY pm.product_id, pm.position",
    )
    .await?;
    let variants: Vec<Variant> = variants(&shop.pool, list, &ids).await?;
    let mut pictures = by_product(pictures.into_iter().map(|one| (one.product_id, one)).collect());
    let mut variants = by_product(variants.into_iter().map(|one| (one.product_id, one)).collect());
    for product in &mut products {
        product.options = options.remove(&product.id).unwrap_or_default();
        product.categories = categories.remove(&product.id).unwrap_or_default();
        product.pictures = pictures.remove(&product.id).unwrap_or_default();
        product.variants = variants.remove(&product.id).unwrap_or_default();
    }
    Ok(products)
}

async fn variants(pool: &MySqlPool, list: model::PriceListId, ids: &[ProductId]) -> Result<Vec<Variant>, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT v.product_id, v.sku, v.barcode, v.option1, v.option2, v.option3, v.media_position, v.weight_grams,
                v.requires_shipping, v.taxable, v.tracked, v.continue_selling, v.cost, pr.amount, pr.compare_at, i.on_hand
         FROM variants v LEFT JOIN inventory i ON i.variant_id = v.id
         LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = ",
    );
    query.push_bind(list).push(" WHERE v.archived_at IS NULL AND v.product_id IN (");
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    query.push(") ORDER BY v.product_id, v.position, v.sku");
    query.build_query_as().persistent(false).fetch_all(pool).await
}

async fn of<T>(
    pool: &MySqlPool,
    head: &'static str,
    ids: &[ProductId],
    tail: &'static str,
) -> Result<Vec<T>, sqlx::Error>
where
    T: for<'r> FromRow<'r, MySqlRow> + Send + Unpin,
{
    let mut query = QueryBuilder::new(head);
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    query.push(tail);
    query.build_query_as().persistent(false).fetch_all(pool).await
}

fn by_product<T>(rows: Vec<(ProductId, T)>) -> HashMap<ProductId, Vec<T>> {
    let mut found: HashMap<ProductId, Vec<T>> = HashMap::new();
    for (product, row) in rows {
        found.entry(product).or_default().push(row);
    }
    found
}
