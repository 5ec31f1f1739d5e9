//! A product as it is in the database, as a value: to see whether an import changed anything, and to take it back.

use crate::catalog::rows::{self, OptionRow, PictureRow, PlaceRow, ProductRow, VariantRow, grouped, of_products};
use model::{PriceListId, ProductId, VariantId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::MySqlConnection;
use std::collections::{BTreeMap, HashMap};

/// Everything of a product that an import may write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::import) struct Image {
    pub goods: Goods,
    /// Of the rows that made it.
    pub digest: Option<Vec<u8>>,
    pub counts: BTreeMap<VariantId, Count>,
}

/// What does not move by selling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::import) struct Goods {
    pub product: ProductRow,
    pub options: Vec<OptionRow>,
    pub pictures: Vec<PictureRow>,
    pub categories: Vec<PlaceRow>,
    pub variants: Vec<VariantRow>,
}

/// What is there of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::import) struct Count {
    pub on_hand: i64,
    pub imported: Option<i64>,
}

impl Image {
    /// Whether a shopper or staff could tell the two apart.
    pub fn differs(&self, other: &Image) -> bool {
        let counts = |image: &Image| image.counts.iter().map(|(id, count)| (*id, count.on_hand)).collect::<Vec<_>>();
        self.goods != other.goods || counts(self) != counts(other)
    }

    /// Reads an image that was kept. Columns that came later are those of now: the batch knew nothing of them.
    pub fn read(json: &str, now: &Image) -> serde_json::Result<Self> {
        let mut kept: Value = serde_json::from_str(json)?;
        let now = serde_json::to_value(now)?;
        fill(kept.pointer_mut("/goods/product"), now.pointer("/goods/product"));
        let variants = |value: &Value| value.pointer("/goods/variants").and_then(Value::as_array).cloned();
        for one in kept.pointer_mut("/goods/variants").and_then(Value::as_array_mut).into_iter().flatten() {
            let there = variants(&now).unwrap_or_default().into_iter().find(|other| other.get("id") == one.get("id"));
            fill(Some(one), there.as_ref());
        }
        serde_json::from_value(kept)
    }
}

fn fill(kept: Option<&mut Value>, now: Option<&Value>) {
    let now: Option<&Map<String, Value>> = now.and_then(Value::as_object);
    let (Some(kept), Some(now)) = (kept.and_then(Value::as_object_mut), now) else { return };
    for (name, value) in now {
        kept.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

/// Reads products. Their rows are not locked: who writes has locked the variants, or is about to.
pub(in crate::import) async fn load(
    conn: &mut MySqlConnection,
    list: PriceListId,
    ids: &[ProductId],
) -> Result<HashMap<ProductId, Image>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let products = rows::products(conn, ids).await?;
    let mut options = grouped(rows::options(conn, ids).await?, |one| one.product_id);
    let mut pictures = grouped(pictures(conn, ids).await?, |one| one.product_id);
    let mut categories = grouped(categories(conn, ids).await?, |one| one.product_id);
    let mut variants = grouped(rows::variants(conn, list, ids, " ORDER BY v.id").await?, |one| one.product_id);
    let mut counts = grouped(counts(conn, ids).await?, |one| one.0);
    let mut digests: HashMap<ProductId, Option<Vec<u8>>> = digests(conn, ids).await?.into_iter().collect();
    let images = products.into_iter().map(|product| {
        let id = product.id;
        let count = |(_, variant, on_hand, imported)| (variant, Count { on_hand, imported });
        let goods = Goods {
            product,
            options: options.remove(&id).unwrap_or_default(),
            pictures: pictures.remove(&id).unwrap_or_default(),
            categories: categories.remove(&id).unwrap_or_default(),
            variants: variants.remove(&id).unwrap_or_default(),
        };
        let digest = digests.remove(&id).flatten();
        (id, Image { goods, digest, counts: counts.remove(&id).unwrap_or_default().into_iter().map(count).collect() })
    });
    Ok(images.collect())
}

async fn pictures(conn: &mut MySqlConnection, ids: &[ProductId]) -> Result<Vec<PictureRow>, sqlx::Error> {
    let head = "SELECT product_id, position, media_id, alt FROM product_media WHERE product_id IN (";
    of_products(conn, head, ids, ") ORDER BY product_id, position").await
}

async fn categories(conn: &mut MySqlConnection, ids: &[ProductId]) -> Result<Vec<PlaceRow>, sqlx::Error> {
    let head = "SELECT product_id, category_id, position FROM product_categories WHERE product_id IN (";
    of_products(conn, head, ids, ") ORDER BY product_id, position, category_id").await
}

type Counted = (ProductId, VariantId, i64, Option<i64>);

async fn counts(conn: &mut MySqlConnection, ids: &[ProductId]) -> Result<Vec<Counted>, sqlx::Error> {
    let head = "SELECT v.product_id, i.variant_id, i.on_hand, i.imported FROM inventory i JOIN variants v ON v.id = i.variant_id
         WHERE v.product_id IN (";
    of_products(conn, head, ids, ")").await
}

async fn digests(
    conn: &mut MySqlConnection,
    ids: &[ProductId],
) -> Result<Vec<(ProductId, Option<Vec<u8>>)>, sqlx::Error> {
    of_products(conn, "SELECT id, source_digest FROM products WHERE id IN (", ids, ")").await
}
