//! The lists around products, some rows at a time.

use super::{ExportError, entities::encoded, pictures, sheet::Sheet, shopify::moment};
use crate::{Broken, Shop, media, secret::hex};
use model::{CategoryId, CollectionId, ProductId, ReviewId, Time};
use serde_json::Value;
use sqlx::{FromRow, QueryBuilder};
use std::{collections::HashMap, path::Path};

/// Rows that are read together.
const AT_ONCE: i64 = 200;

/// The columns of categories.
pub(super) const CATEGORIES: [&str; 8] =
    ["path", "title", "handle", "intro", "seo_text", "position", "image", "image_alt"];
/// The columns of collections.
pub(super) const COLLECTIONS: [&str; 10] =
    ["handle", "title", "intro", "seo_text", "rule", "products", "conditions", "position", "image", "image_alt"];
/// The columns of reviews.
pub(super) const REVIEWS: [&str; 18] = [
    "id",
    "handle",
    "sku",
    "rating",
    "title",
    "body",
    "author",
    "verified_purchase",
    "status",
    "helpful",
    "not_helpful",
    "shop_reply",
    "date",
    "reason",
    "reason_note",
    "decided",
    "replied",
    "photos",
];
#[derive(FromRow)]
struct Category {
    path: String,
    title: String,
    handle: String,
    intro: String,
    seo_text: String,
    position: u16,
    #[sqlx(flatten)]
    cover: Cover,
}

/// The cover of a category or collection.
#[derive(FromRow)]
struct Cover {
    hash: Option<Vec<u8>>,
    width: Option<u32>,
    media_alt: String,
}

impl Cover {
    /// What cells call the picture, and its words.
    async fn cells(&self, shop: &Shop, images: Option<&Path>, name: &str) -> Result<[String; 2], ExportError> {
        match (&self.hash, self.width) {
            (Some(hash), Some(width)) => {
                Ok([pictures::one(shop, images, name, hash, width).await?, encoded(&self.media_alt).into_owned()])
            }
            _ => Ok([String::new(), String::new()]),
        }
    }
}

/// Categories after a path.
pub(super) async fn categories(
    shop: &Shop,
    images: Option<&Path>,
    after: &str,
    sheet: &mut Sheet,
) -> Result<Option<String>, ExportError> {
    let rows: Vec<Category> = sqlx::query_as(
        "SELECT c.path, c.title, c.handle, c.intro, c.seo_text, c.position, m.hash, m.width, c.media_alt
         FROM categories c LEFT JOIN media m ON m.id = c.media_id WHERE c.path > ? ORDER BY c.path LIMIT ?",
    )
    .bind(after)
    .bind(AT_ONCE)
    .fetch_all(&shop.pool)
    .await?;
    for row in &rows {
        let [picture, alt] = row.cover.cells(shop, images, &format!("category-{}", row.handle)).await?;
        let position = row.position.to_string();
        let [path, title, intro, seo_text] =
            [&row.path, &row.title, &row.intro, &row.seo_text].map(|text| encoded(text));
        sheet.row([&*path, &title, &row.handle, &intro, &seo_text, &position, &picture, &alt]);
    }
    Ok(rows.into_iter().last().map(|row| row.path))
}

/// Collections after a place of their order.
pub(super) async fn collections(
    shop: &Shop,
    images: Option<&Path>,
    after: &str,
    sheet: &mut Sheet,
) -> Result<Option<String>, ExportError> {
    // The cursor is "position handle", so that equal positions are passed one by one.
    let (position, handle) = after.split_once(' ').map_or((-1, ""), |(at, handle)| (at.parse().unwrap_or(-1), handle));
    let rows: Vec<Collection> = sqlx::query_as(
        "SELECT c.id, c.handle, c.title, c.intro, c.seo_text, c.rule, c.conditions, c.position, m.hash, m.width, c.media_alt
         FROM collections c LEFT JOIN media m ON m.id = c.media_id
         WHERE c.position > ? OR (c.position = ? AND c.handle > ?) ORDER BY c.position, c.handle LIMIT ?",
    )
    .bind(position)
    .bind(position)
    .bind(handle)
    .bind(AT_ONCE)
    .fetch_all(&shop.pool)
    .await?;
    for row in &rows {
        let mut products: Vec<String> = vec![];
        // Who fulfils a rule is found again.
        if row.conditions.is_none() {
            products = members(shop, row.id).await?;
        }
        let conditions = match &row.conditions {
            Some(rule) => with_paths(shop, rule).await?,
            None => String::new(),
        };
        let (rule, position) = (row.rule.clone().unwrap_or_default(), row.position.to_string());
        let products = products.join("|");
        let [picture, alt] = row.cover.cells(shop, images, &format!("collection-{}", row.handle)).await?;
        let [title, intro, seo_text] = [&row.title, &row.intro, &row.seo_text].map(|text| encoded(text));
        sheet.row([&*row.handle, &title, &intro, &seo_text, &rule, &products, &conditions, &position, &picture, &alt]);
    }
    Ok(rows.into_iter().last().map(|row| format!("{} {}", row.position, row.handle)))
}

#[derive(FromRow)]
struct Collection {
    id: CollectionId,
    handle: String,
    title: String,
    intro: String,
    seo_text: String,
    rule: Option<String>,
    conditions: Option<String>,
    position: u16,
    #[sqlx(flatten)]
    cover: Cover,
}

async fn members(shop: &Shop, id: CollectionId) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT p.handle FROM collection_products cp JOIN products p ON p.id = cp.product_id
         WHERE cp.collection_id = ? ORDER BY cp.position, p.handle",
        id
    )
    .fetch_all(&shop.pool)
    .await
}

/// A rule in which categories go by their paths.
async fn with_paths(shop: &Shop, rule: &str) -> Result<String, ExportError> {
    let mut rule: Value = serde_json::from_str(rule).map_err(Broken::other)?;
    for one in rule["conditions"].as_array_mut().into_iter().flatten().filter(|one| one["field"] == "category") {
        let id: CategoryId = serde_json::from_value(one["value"].clone()).map_err(Broken::other)?;
        let path =
            sqlx::query_scalar!("SELECT path FROM categories WHERE id = ?", id).fetch_optional(&shop.pool).await?;
        one["value"] = path.unwrap_or_default().into();
    }
    Ok(rule.to_string())
}

#[derive(FromRow)]
struct Review {
    id: ReviewId,
    product_id: ProductId,
    source_key: Option<String>,
    sku: Option<String>,
    rating: u8,
    title: String,
    body: String,
    author: String,
    verified: bool,
    status: String,
    helpful: u32,
    not_helpful: u32,
    reply: Option<String>,
    created_at: Time,
    reason: Option<String>,
    reason_note: String,
    decided_at: Option<Time>,
    replied_at: Option<Time>,
}

/// Reviews of the products after a handle. A review that was written here goes by its own id.
pub(super) async fn reviews(
    shop: &Shop,
    images: Option<&Path>,
    after: &str,
    sheet: &mut Sheet,
) -> Result<Option<String>, ExportError> {
    let products: Vec<(ProductId, String)> =
        sqlx::query_as("SELECT id, handle FROM products WHERE handle > ? ORDER BY handle LIMIT ?")
            .bind(after)
            .bind(AT_ONCE)
            .fetch_all(&shop.pool)
            .await?;
    let Some((_, last)) = products.last().cloned() else { return Ok(None) };
    let mut query = QueryBuilder::new(
        "SELECT r.id, r.product_id, r.source_key, v.sku, r.rating, r.title, r.body, r.author, r.verified, r.status, r.helpful,
                r.not_helpful, r.reply, r.created_at, r.reason, r.reason_note, r.decided_at, r.replied_at
         FROM reviews r LEFT JOIN variants v ON v.id = r.variant_id WHERE r.product_id IN (",
    );
    let mut ids = query.separated(", ");
    for (id, _) in &products {
        ids.push_bind(*id);
    }
    query.push(") ORDER BY r.created_at");
    let mut found: HashMap<ProductId, Vec<(String, Review)>> = HashMap::new();
    for review in query.build_query_as::<Review>().persistent(false).fetch_all(&shop.pool).await? {
        let key = review.source_key.clone().unwrap_or_else(|| hex(review.id.0.as_bytes()));
        found.entry(review.product_id).or_default().push((key, review));
    }
    for (product, handle) in &products {
        let mut reviews = found.remove(product).unwrap_or_default();
        reviews.sort_by(|(a, one), (b, other)| (one.created_at, a).cmp(&(other.created_at, b)));
        for (key, review) in reviews {
            let photos = photos(shop, images, review.id, &key).await?;
            sheet.row([
                key,
                handle.clone(),
                review.sku.unwrap_or_default(),
                review.rating.to_string(),
                review.title,
                review.body,
                review.author,
                review.verified.to_string(),
                review.status,
                review.helpful.to_string(),
                review.not_helpful.to_string(),
                review.reply.unwrap_or_default(),
                moment(review.created_at),
                review.reason.unwrap_or_default(),
                review.reason_note,
                review.decided_at.map(moment).unwrap_or_default(),
                review.replied_at.map(moment).unwrap_or_default(),
                photos.join("|"),
            ]);
        }
    }
    Ok(Some(last))
}

async fn photos(shop: &Shop, images: Option<&Path>, id: ReviewId, key: &str) -> Result<Vec<String>, ExportError> {
    let rows = sqlx::query!(
        "SELECT m.hash, m.width FROM review_photos p JOIN media m ON m.id = p.media_id WHERE p.review_id = ?
         ORDER BY p.position",
        id
    )
    .fetch_all(&shop.pool)
    .await?;
    // Keys of other shops may hold anything, names of files may not.
    let stem = hex(&media::digest(key.as_bytes()));
    let mut names = vec![];
    for (at, row) in (1..).zip(rows) {
        let name = format!("review-{}-{at}", stem.get(..16).unwrap_or(&stem));
        names.push(pictures::one(shop, images, &name, &row.hash, row.width).await?);
    }
    Ok(names)
}
