//! What the shelf reads from the database: a few statements for many products at once.

use crate::catalog::query_sellable;
use model::{CategoryId, Currency, ProductId, Time};
use sqlx::MySqlConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Products that one set of statements reads.
const CHUNK: i64 = 10_000;

/// A stretch of product ids, both ends included.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: ProductId,
    pub to: ProductId,
}

impl Span {
    /// Every product.
    pub const ALL: Span = Span { from: ProductId(Uuid::nil()), to: ProductId(Uuid::max()) };

    /// One product.
    pub fn one(id: ProductId) -> Self {
        Self { from: id, to: id }
    }

    /// What is left of the stretch after an id; `None` when nothing is.
    pub fn after(self, id: ProductId) -> Option<Self> {
        let next = id.0.as_u128().checked_add(1)?;
        let from = ProductId(Uuid::from_u128(next));
        (from <= self.to).then_some(Self { from, to: self.to })
    }
}

/// A product as it is read, before it has a place on the shelf.
pub struct Shell {
    pub id: ProductId,
    pub title: String,
    pub vendor: String,
    pub kind: String,
    pub tags: Vec<String>,
    pub published: Time,
    /// The last moment at which it is shown.
    pub until: Time,
    pub popularity: u32,
    pub rating_sum: u32,
    pub rating_count: u32,
    pub price: Option<i64>,
    pub buyable: bool,
    pub categories: Vec<CategoryId>,
    /// Name, values, and whether it is an option.
    pub facets: Vec<(String, Vec<String>, bool)>,
}

/// Reads every active product of a stretch that is or will be published, in order of ids, with prices in a currency.
pub async fn read(conn: &mut MySqlConnection, span: Span, currency: Currency) -> Result<Vec<Shell>, sqlx::Error> {
    let mut shells = vec![];
    let mut left = Some(span);
    while let Some(span) = left {
        let chunk = products(conn, span).await?;
        let Some(last) = chunk.last().map(|shell| shell.id) else { break };
        left = if chunk.len() as i64 == CHUNK { span.after(last) } else { None };
        let read = Span { from: span.from, to: last };
        shells.extend(furnish(conn, chunk, read, currency).await?);
    }
    Ok(shells)
}

async fn products(conn: &mut MySqlConnection, span: Span) -> Result<Vec<Shell>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT id as "id: ProductId", title, vendor, product_type, tags, attributes,
                  published_at as "published!: Time", unpublish_at as "until: Time", popularity, rating_sum, rating_count
           FROM products
           WHERE status = 'active' AND published_at IS NOT NULL AND id >= ? AND id <= ?
           ORDER BY id LIMIT ?"#,
        span.from,
        span.to,
        CHUNK,
    )
    .fetch_all(&mut *conn)
    .await?;
    let unfaceted = unfaceted(conn).await?;
    let mut shells = Vec::with_capacity(rows.len());
    for row in rows {
        let mut attributes: Vec<(String, Vec<String>)> = lenient(&row.attributes);
        let kind = row.product_type.to_lowercase();
        attributes
            .retain(|(name, _)| unfaceted.is_empty() || !unfaceted.contains(&(kind.clone(), name.to_lowercase())));
        shells.push(Shell {
            id: row.id,
            title: row.title,
            vendor: row.vendor,
            kind: row.product_type,
            tags: row.tags.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect(),
            published: row.published,
            until: row.until,
            popularity: row.popularity,
            rating_sum: row.rating_sum,
            rating_count: row.rating_count,
            price: None,
            buyable: false,
            categories: vec![],
            facets: attributes.into_iter().map(|(name, values)| (name, values, false)).collect(),
        });
    }
    Ok(shells)
}

/// Attributes that their product types keep out of the filters: type and name, in small letters.
async fn unfaceted(conn: &mut MySqlConnection) -> Result<HashSet<(String, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT t.name AS kind, d.name FROM attribute_definitions d JOIN product_types t ON t.id = d.product_type_id
         WHERE NOT d.facet"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.kind.to_lowercase(), row.name.to_lowercase())).collect())
}

/// Reads a JSON column; one odd product must not take the whole shelf away.
fn lenient<T: Default + serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| {
        tracing::warn!(%error, "a product has attributes or options that cannot be read");
        T::default()
    })
}

/// Adds prices, stock, categories and options.
async fn furnish(
    conn: &mut MySqlConnection,
    mut shells: Vec<Shell>,
    span: Span,
    currency: Currency,
) -> Result<Vec<Shell>, sqlx::Error> {
    let places: HashMap<ProductId, usize> = shells.iter().enumerate().map(|(at, shell)| (shell.id, at)).collect();
    for offer in offers(conn, span, currency).await? {
        if let Some(shell) = places.get(&offer.product).and_then(|at| shells.get_mut(*at)) {
            (shell.price, shell.buyable) = (offer.price, offer.buyable == Some(1));
        }
    }
    let categories = sqlx::query!(
        r#"SELECT product_id as "product: ProductId", category_id as "category: CategoryId"
           FROM product_categories WHERE product_id >= ? AND product_id <= ?"#,
        span.from,
        span.to,
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in categories {
        if let Some(shell) = places.get(&row.product).and_then(|at| shells.get_mut(*at)) {
            shell.categories.push(row.category);
        }
    }
    let options = sqlx::query!(
        r#"SELECT product_id as "product: ProductId", name, option_values
           FROM product_options WHERE product_id >= ? AND product_id <= ?"#,
        span.from,
        span.to,
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in options {
        if let Some(shell) = places.get(&row.product).and_then(|at| shells.get_mut(*at)) {
            shell.facets.push((row.name, lenient(&row.option_values), true));
        }
    }
    Ok(shells)
}

/// Lowest price of a product and whether it can be bought; `None` when it has no price.
pub async fn offer(
    conn: &mut MySqlConnection,
    product: ProductId,
    currency: Currency,
) -> Result<Option<(i64, bool)>, sqlx::Error> {
    let found = offers(conn, Span::one(product), currency).await?.pop();
    Ok(found.and_then(|offer| Some((offer.price?, offer.buyable == Some(1)))))
}

/// Lowest price of every product with one, and whether it can be bought.
pub async fn all_offers(
    conn: &mut MySqlConnection,
    currency: Currency,
) -> Result<Vec<(ProductId, i64, bool)>, sqlx::Error> {
    let rows = offers(conn, Span::ALL, currency).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.product, row.price?, row.buyable == Some(1)))).collect())
}

struct Offer {
    product: ProductId,
    price: Option<i64>,
    buyable: Option<i64>,
}

async fn offers(conn: &mut MySqlConnection, span: Span, currency: Currency) -> Result<Vec<Offer>, sqlx::Error> {
    query_sellable!(
        Offer,
        r#"SELECT v.product_id as "product: ProductId", MIN(p.amount) as "price: i64",
                  CAST(MAX(NOT v.tracked OR v.continue_selling OR COALESCE("#,
        r#", 0) > 0) AS SIGNED) as "buyable: i64"
           FROM variants v
           JOIN price_lists l ON l.is_default AND l.currency = ?
           JOIN prices p ON p.variant_id = v.id AND p.price_list_id = l.id
           LEFT JOIN inventory i ON i.variant_id = v.id
           WHERE v.archived_at IS NULL AND v.product_id >= ? AND v.product_id <= ?
           GROUP BY v.product_id"#,
        currency.code(),
        span.from,
        span.to,
    )
    .fetch_all(&mut *conn)
    .await
}

/// A category as it is read: id, parent, handle, title; parents first, siblings in order.
pub async fn category_rows(
    conn: &mut MySqlConnection,
) -> Result<Vec<(CategoryId, Option<CategoryId>, String, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT id as "id: CategoryId", parent_id as "parent: CategoryId", handle, title
           FROM categories ORDER BY depth, position, title"#
    )
    .fetch_all(&mut *conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.parent, row.handle, row.title)).collect())
}

/// Handle and title of every page.
pub async fn page_rows(conn: &mut MySqlConnection) -> Result<Vec<(String, String)>, sqlx::Error> {
    let rows =
        sqlx::query!("SELECT handle, title FROM pages WHERE published ORDER BY handle").fetch_all(&mut *conn).await?;
    Ok(rows.into_iter().map(|row| (row.handle, row.title)).collect())
}

/// The table of synonyms.
pub async fn synonym_rows(conn: &mut MySqlConnection) -> Result<Vec<crate::search::synonyms::Row>, sqlx::Error> {
    let rows = sqlx::query!("SELECT terms, kind, replacement FROM synonyms ORDER BY id").fetch_all(&mut *conn).await?;
    let row = |terms, kind, replacement| crate::search::synonyms::Row { terms, kind, replacement };
    Ok(rows.into_iter().map(|found| row(found.terms, found.kind, found.replacement)).collect())
}
