//! A product as it is in the database, as a value: to see whether an import changed anything, and to take it back.

use model::{CategoryId, MediaId, PriceListId, ProductId, Time, VariantId};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, MySqlConnection, QueryBuilder, mysql::MySqlRow};
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
    pub product: Row,
    pub options: Vec<Choice>,
    pub pictures: Vec<Picture>,
    pub categories: Vec<Place>,
    pub variants: Vec<Variant>,
}

/// The row of a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(in crate::import) struct Row {
    pub id: ProductId,
    pub handle: String,
    pub title: String,
    pub description_source: String,
    pub description: String,
    pub vendor: String,
    pub product_type: String,
    pub tags: String,
    pub attributes: String,
    pub status: String,
    pub published_at: Option<Time>,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
}

/// An option with its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(in crate::import) struct Choice {
    product_id: ProductId,
    pub position: u8,
    pub name: String,
    pub option_values: String,
}

/// A place of the gallery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(in crate::import) struct Picture {
    product_id: ProductId,
    pub position: u16,
    pub media_id: MediaId,
    pub alt: String,
}

/// A category of the product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(in crate::import) struct Place {
    product_id: ProductId,
    pub category_id: CategoryId,
    pub position: u16,
}

/// A variant with its price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub(in crate::import) struct Variant {
    product_id: ProductId,
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
    pub archived_at: Option<Time>,
    pub amount: Option<i64>,
    pub compare_at: Option<i64>,
}

impl Variant {
    /// The values of its options.
    pub fn options(&self) -> [&str; 3] {
        [&self.option1, &self.option2, &self.option3]
    }
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
    let rows: Vec<(Row, Option<Vec<u8>>)> = rows(conn, ids).await?;
    let options: Vec<Choice> = of(
        conn,
        "SELECT product_id, position, name, option_values FROM product_options WHERE product_id IN (",
        ids,
        ") ORDER BY product_id, position",
    )
    .await?;
    let pictures: Vec<Picture> = of(
        conn,
        "SELECT product_id, position, media_id, alt FROM product_media WHERE product_id IN (",
        ids,
        ") ORDER BY product_id, position",
    )
    .await?;
    let categories: Vec<Place> = of(
        conn,
        "SELECT product_id, category_id, position FROM product_categories WHERE product_id IN (",
        ids,
        ") ORDER BY product_id, position, category_id",
    )
    .await?;
    let counts: Vec<(ProductId, VariantId, i64, Option<i64>)> = of(
        conn,
        "SELECT v.product_id, i.variant_id, i.on_hand, i.imported FROM inventory i JOIN variants v ON v.id = i.variant_id
         WHERE v.product_id IN (",
        ids,
        ")",
    )
    .await?;
    let variants = variants(conn, list, ids).await?;
    let mut options = by(options, |one| one.product_id);
    let mut pictures = by(pictures, |one| one.product_id);
    let mut categories = by(categories, |one| one.product_id);
    let mut variants = by(variants, |one| one.product_id);
    let mut counts = by(counts, |one| one.0);
    let images = rows.into_iter().map(|(product, digest)| {
        let id = product.id;
        let count = |(_, variant, on_hand, imported)| (variant, Count { on_hand, imported });
        let goods = Goods {
            product,
            options: options.remove(&id).unwrap_or_default(),
            pictures: pictures.remove(&id).unwrap_or_default(),
            categories: categories.remove(&id).unwrap_or_default(),
            variants: variants.remove(&id).unwrap_or_default(),
        };
        (id, Image { goods, digest, counts: counts.remove(&id).unwrap_or_default().into_iter().map(count).collect() })
    });
    Ok(images.collect())
}

async fn rows(conn: &mut MySqlConnection, ids: &[ProductId]) -> Result<Vec<(Row, Option<Vec<u8>>)>, sqlx::Error> {
    #[derive(FromRow)]
    struct WithDigest {
        #[sqlx(flatten)]
        row: Row,
        source_digest: Option<Vec<u8>>,
    }
    let found: Vec<WithDigest> = of(
        conn,
        "SELECT id, handle, title, description_source, description, vendor, product_type, tags, attributes, status,
                published_at, seo_title, seo_description, source_digest FROM products WHERE id IN (",
        ids,
        ")",
    )
    .await?;
    Ok(found.into_iter().map(|one| (one.row, one.source_digest)).collect())
}

async fn variants(
    conn: &mut MySqlConnection,
    list: PriceListId,
    ids: &[ProductId],
) -> Result<Vec<Variant>, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT v.product_id, v.id, v.position, v.sku, v.barcode, v.option1, v.option2, v.option3, v.media_position,
                v.weight_grams, v.requires_shipping, v.taxable, v.tracked, v.continue_selling, v.cost, v.archived_at,
                pr.amount, pr.compare_at
         FROM variants v LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = ",
    );
    query.push_bind(list).push(" WHERE v.product_id IN (");
    let mut bound = query.separated(", ");
    for id in ids {
        bound.push_bind(*id);
    }
    query.push(") ORDER BY v.id");
    query.build_query_as().persistent(false).fetch_all(conn).await
}

async fn of<T>(
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

fn by<T>(rows: Vec<T>, product: impl Fn(&T) -> ProductId) -> HashMap<ProductId, Vec<T>> {
    let mut found: HashMap<ProductId, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(product(&row)).or_default().push(row);
    }
    found
}
