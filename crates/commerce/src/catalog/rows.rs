//! Products and what hangs on them as rows, whole: exports write them down, imports compare them and take them back.

use chrono::NaiveDateTime;
use model::{CategoryId, MediaId, PriceListId, ProductId, Time, VariantId};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, MySqlConnection, QueryBuilder, mysql::MySqlRow};
use std::collections::HashMap;

/// The end of being shown of what has no end.
pub(crate) const NEVER: Time = Time(253_402_300_799_000_000);

/// A moment as a plain date for a statement: as a timestamp, what lies beyond 2106 would arrive as NULL.
pub(crate) fn far(at: Time) -> NaiveDateTime {
    at.utc().naive_utc()
}

/// The row of a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct ProductRow {
    pub id: ProductId,
    pub handle: String,
    pub title: String,
    pub description_source: String,
    pub description: String,
    pub vendor: String,
    pub product_type: String,
    pub tags: String,
    /// `[["Material", ["Oak", "Linen"]], ...]`
    pub attributes: String,
    pub status: String,
    pub published_at: Option<Time>,
    /// Far away where there is no end.
    pub unpublish_at: Time,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    pub manufacturer: String,
    pub responsible_person: String,
    pub warnings: String,
    pub created_at: Time,
}

/// An option with its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct OptionRow {
    pub product_id: ProductId,
    pub position: u8,
    pub name: String,
    pub option_values: String,
}

/// A place of the gallery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct PictureRow {
    pub product_id: ProductId,
    pub position: u16,
    pub media_id: MediaId,
    pub alt: String,
}

/// A category of a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct PlaceRow {
    pub product_id: ProductId,
    pub category_id: CategoryId,
    pub position: u16,
}

/// A variant with its price in one list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(crate) struct VariantRow {
    pub product_id: ProductId,
    pub id: VariantId,
    pub position: u16,
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
    pub content_milli: Option<i64>,
    pub content_unit: Option<String>,
    pub content_reference: Option<String>,
    pub archived_at: Option<Time>,
    pub amount: Option<i64>,
    pub compare_at: Option<i64>,
}

impl VariantRow {
    /// The values of its options.
    pub fn options(&self) -> [&str; 3] {
        [&self.option1, &self.option2, &self.option3]
    }
}

/// The rows of some products.
pub(crate) async fn products(conn: &mut MySqlConnection, ids: &[ProductId]) -> Result<Vec<ProductRow>, sqlx::Error> {
    of_products(
        conn,
        "SELECT id, handle, title, description_source, description, vendor, product_type, tags, attributes, status,
                published_at, unpublish_at, seo_title, seo_description, manufacturer, responsible_person, warnings,
                created_at
         FROM products WHERE id IN (",
        ids,
        ")",
    )
    .await
}

/// Their options, in order.
pub(crate) async fn options(conn: &mut MySqlConnection, ids: &[ProductId]) -> Result<Vec<OptionRow>, sqlx::Error> {
    let head = "SELECT product_id, position, name, option_values FROM product_options WHERE product_id IN (";
    of_products(conn, head, ids, ") ORDER BY product_id, position").await
}

/// All their variants with the prices of a list; the end of the statement says in which order, and whether they are locked.
pub(crate) async fn variants(
    conn: &mut MySqlConnection,
    list: PriceListId,
    ids: &[ProductId],
    end: &'static str,
) -> Result<Vec<VariantRow>, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT v.product_id, v.id, v.position, v.sku, v.barcode, v.option1, v.option2, v.option3, v.media_position,
                v.weight_grams, v.requires_shipping, v.taxable, v.tracked, v.continue_selling, v.cost, v.content_milli,
                v.content_unit, v.content_reference, v.archived_at, pr.amount, pr.compare_at
         FROM variants v LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = ",
    );
    query.push_bind(list).push(" WHERE v.product_id IN (");
    let mut bound = query.separated(", ");
    for id in ids {
        bound.push_bind(*id);
    }
    query.push(")").push(end);
    query.build_query_as().persistent(false).fetch_all(conn).await
}

/// Rows that hang on some products: the statement up to their ids, and what follows them.
pub(crate) async fn of_products<T>(
    conn: &mut MySqlConnection,
    head: &'static str,
    ids: &[ProductId],
    tail: &'static str,
) -> Result<Vec<T>, sqlx::Error>
where
    T: for<'r> FromRow<'r, MySqlRow> + Send + Unpin,
{
    let mut query = QueryBuilder::new(head);
    let mut bound = query.separated(", ");
    for id in ids {
        bound.push_bind(*id);
    }
    query.push(tail);
    query.build_query_as().persistent(false).fetch_all(conn).await
}

/// Rows by what they hang on.
pub(crate) fn grouped<K: std::hash::Hash + Eq, T>(rows: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut found: HashMap<K, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(key(&row)).or_default().push(row);
    }
    found
}
