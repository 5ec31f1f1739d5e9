//! Some products with everything that hangs on them, in seven questions.

use super::{ExportError, entities::encoded};
use crate::{
    Shop,
    catalog::{
        self,
        rows::{self, OptionRow, ProductRow, VariantRow, grouped, of_products},
    },
};
use model::{PriceListId, ProductId, VariantId};
use sqlx::{FromRow, MySqlConnection};
use std::{borrow::Cow, collections::HashMap};

/// Products that are read together.
const AT_ONCE: i64 = 100;

/// A product as files tell of it.
#[derive(Debug)]
pub(super) struct Product {
    pub row: ProductRow,
    pub options: Vec<OptionRow>,
    /// Those that are on sale.
    pub variants: Vec<Variant>,
    pub pictures: Vec<Picture>,
    pub categories: Vec<String>,
}

impl Product {
    /// Writes plain texts so that they are read as they are. Lists in JSON are read as they stand anyway.
    fn encode(&mut self) {
        let row = &mut self.row;
        let own = [&mut row.title, &mut row.vendor, &mut row.product_type, &mut row.tags];
        let safety = [&mut row.manufacturer, &mut row.responsible_person, &mut row.warnings];
        let found = [&mut row.seo_title, &mut row.seo_description].into_iter().flatten();
        let of_variants = self.variants.iter_mut().map(|one| &mut one.row);
        let plain = own
            .into_iter()
            .chain(safety)
            .chain(found)
            .chain(self.options.iter_mut().map(|one| &mut one.name))
            .chain(&mut self.categories)
            .chain(self.pictures.iter_mut().map(|one| &mut one.alt))
            .chain(of_variants.flat_map(|row| [&mut row.option1, &mut row.option2, &mut row.option3]));
        for text in plain {
            if let Cow::Owned(changed) = encoded(text) {
                *text = changed;
            }
        }
    }
}

/// A variant with its stock.
#[derive(Debug)]
pub(super) struct Variant {
    pub row: VariantRow,
    pub on_hand: i64,
    pub lowest_before: Option<i64>,
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
    let list = catalog::default_list(&shop.pool, shop.settings.shop.currency).await?;
    let mut conn = shop.pool.acquire().await?;
    let conn = &mut *conn;
    let ids: Vec<ProductId> = sqlx::query_scalar("SELECT id FROM products WHERE handle > ? ORDER BY handle LIMIT ?")
        .bind(after)
        .bind(AT_ONCE)
        .fetch_all(&mut *conn)
        .await?;
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut products = rows::products(conn, &ids).await?;
    products.sort_by(|one, other| one.handle.cmp(&other.handle));
    let mut options = grouped(rows::options(conn, &ids).await?, |one| one.product_id);
    let mut categories = grouped(categories(conn, &ids).await?, |(product, _)| *product);
    let mut pictures = grouped(pictures(conn, &ids).await?, |one| one.product_id);
    let mut variants = grouped(variants(conn, list, &ids).await?, |one| one.row.product_id);
    let product = |row: ProductRow| {
        let mut product = Product {
            options: options.remove(&row.id).unwrap_or_default(),
            categories: categories.remove(&row.id).unwrap_or_default().into_iter().map(|(_, path)| path).collect(),
            pictures: pictures.remove(&row.id).unwrap_or_default(),
            variants: variants.remove(&row.id).unwrap_or_default(),
            row,
        };
        product.encode();
        product
    };
    Ok(products.into_iter().map(product).collect())
}

async fn categories(conn: &mut MySqlConnection, ids: &[ProductId]) -> Result<Vec<(ProductId, String)>, sqlx::Error> {
    let head = "SELECT pc.product_id, c.path FROM product_categories pc JOIN categories c ON c.id = pc.category_id
                WHERE pc.product_id IN (";
    of_products(conn, head, ids, ") ORDER BY pc.product_id, pc.position, c.path").await
}

async fn pictures(conn: &mut MySqlConnection, ids: &[ProductId]) -> Result<Vec<Picture>, sqlx::Error> {
    let head = "SELECT pm.product_id, pm.position, m.hash, m.width, pm.alt FROM product_media pm
                JOIN media m ON m.id = pm.media_id WHERE pm.product_id IN (";
    of_products(conn, head, ids, ") ORDER BY pm.product_id, pm.position").await
}

async fn variants(
    conn: &mut MySqlConnection,
    list: PriceListId,
    ids: &[ProductId],
) -> Result<Vec<Variant>, sqlx::Error> {
    let head = "SELECT i.variant_id, i.on_hand FROM inventory i JOIN variants v ON v.id = i.variant_id
                WHERE v.product_id IN (";
    let counts: Vec<(VariantId, i64)> = of_products(conn, head, ids, ")").await?;
    let head = "SELECT pr.variant_id, pr.price_list_id, pr.lowest_before FROM prices pr JOIN variants v ON v.id = pr.variant_id
                WHERE pr.lowest_before IS NOT NULL AND v.product_id IN (";
    let lowest: Vec<(VariantId, PriceListId, i64)> = of_products(conn, head, ids, ")").await?;
    let counts: HashMap<VariantId, i64> = counts.into_iter().collect();
    let lowest: HashMap<VariantId, i64> =
        lowest.into_iter().filter_map(|(variant, of, amount)| (of == list).then_some((variant, amount))).collect();
    let mut found = rows::variants(conn, list, ids, " ORDER BY v.product_id, v.position, v.sku").await?;
    found.retain(|row| row.archived_at.is_none());
    let variant = |row: VariantRow| Variant {
        on_hand: counts.get(&row.id).copied().unwrap_or_default(),
        lowest_before: lowest.get(&row.id).copied(),
        row,
    };
    Ok(found.into_iter().map(variant).collect())
}
