//! Collections that make themselves: who fulfils a rule, and keeping the rows of members right.
//!
//! What staff change is looked at in the transaction of the change. Stock and imports come from elsewhere: the outbox
//! tells of them, and a job looks at the products anew.

use super::{CatalogError, sellable::sellable};
use crate::{
    Shop,
    jobs::{self, NewJob},
    outbox,
};
use futures::FutureExt;
use model::{
    CollectionId, Currency, ProductId,
    collection::{Condition, Rule},
    event::Event,
};
use serde::{Deserialize, Serialize};
use sqlx::{MySql, MySqlConnection, QueryBuilder};
use std::collections::BTreeSet;

/// Looks at one product, or at all, and puts each into the collections whose rules it fulfils.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct FitCollections {
    pub product: Option<ProductId>,
}

impl FitCollections {
    /// The kind of the job.
    pub const KIND: &'static str = "collections.fit";
}

/// Sees to it that an event of the outbox is followed by a look at the collections, where it may change one.
pub async fn fit_after(shop: &Shop, event: &Event) -> Result<(), CatalogError> {
    let product = match event {
        Event::StockChanged { product, .. } if about_stock(shop).await? => Some(*product),
        // A branch of the tree that moved takes its products with it.
        Event::CatalogReplaced | Event::CategoryChanged { .. } => None,
        _ => return Ok(()),
    };
    let key = product.map_or_else(|| "all".to_owned(), |product| product.to_string());
    let job = NewJob::new(FitCollections::KIND, &FitCollections { product }).one_waiting(format!("fit:{key}"));
    let mut conn = shop.pool.acquire().await?;
    jobs::enqueue(&mut conn, job).await?;
    Ok(())
}

/// Whether a rule asks for stock. Without one, sales make no work here.
async fn about_stock(shop: &Shop) -> Result<bool, CatalogError> {
    let rules = shop.catalog.rules.get(|| load(shop)).await?;
    Ok(rules.iter().any(|(_, rule)| rule.conditions.iter().any(Condition::about_stock)))
}

async fn load(shop: &Shop) -> Result<Vec<(CollectionId, Rule)>, sqlx::Error> {
    rules(&mut *shop.pool.acquire().await?).await
}

/// Puts products where their rules want them, and says so where one moved. Harmless at any time.
pub async fn fit_collections(shop: &Shop, job: FitCollections) -> Result<(), CatalogError> {
    let currency = shop.settings.shop.currency;
    shop.transaction((job, currency), |tx, (job, currency)| {
        async move {
            for product in fit(tx, job.product, currency).await? {
                outbox::write(tx, &Event::ProductChanged { product }).await?;
            }
            Ok(())
        }
        .boxed()
    })
    .await
}

/// Puts one product, or all, into the collections whose rules they fulfil and out of the others; returns those that
/// moved.
pub(super) async fn fit(
    conn: &mut MySqlConnection,
    product: Option<ProductId>,
    currency: Currency,
) -> Result<BTreeSet<ProductId>, sqlx::Error> {
    let mut moved = BTreeSet::new();
    for (collection, rule) in rules(conn).await? {
        moved.extend(fit_one(conn, collection, &rule, product, currency).await?);
    }
    Ok(moved)
}

/// The same for one collection.
pub(crate) async fn fit_one(
    conn: &mut MySqlConnection,
    collection: CollectionId,
    rule: &Rule,
    product: Option<ProductId>,
    currency: Currency,
) -> Result<BTreeSet<ProductId>, sqlx::Error> {
    let mut members = QueryBuilder::new("SELECT product_id FROM collection_products WHERE collection_id = ");
    members.push_bind(collection);
    if let Some(product) = product {
        members.push(" AND product_id = ").push_bind(product);
    }
    let present: BTreeSet<ProductId> =
        members.build_query_scalar::<ProductId>().fetch_all(&mut *conn).await?.into_iter().collect();
    // After the members: whoever comes or goes meanwhile is seen here, and its own change wrote its row.
    let wanted: BTreeSet<ProductId> = matching(conn, rule, product, currency).await?.into_iter().collect();
    let gone: Vec<ProductId> = present.difference(&wanted).copied().collect();
    for some in gone.chunks(1000) {
        let mut delete = QueryBuilder::new("DELETE FROM collection_products WHERE collection_id = ");
        delete.push_bind(collection).push(" AND product_id IN (");
        let mut ids = delete.separated(", ");
        for product in some {
            ids.push_bind(*product);
        }
        delete.push(")");
        delete.build().persistent(false).execute(&mut *conn).await?;
    }
    let new: Vec<ProductId> = wanted.difference(&present).copied().collect();
    for some in new.chunks(1000) {
        let mut insert =
            QueryBuilder::new("INSERT IGNORE INTO collection_products (collection_id, product_id, position) ");
        insert.push_values(some, |mut row, product| {
            row.push_bind(collection).push_bind(*product).push("0");
        });
        insert.build().persistent(false).execute(&mut *conn).await?;
    }
    Ok(present.symmetric_difference(&wanted).copied().collect())
}

async fn rules(conn: &mut MySqlConnection) -> Result<Vec<(CollectionId, Rule)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: CollectionId", conditions AS "conditions!" FROM collections WHERE conditions IS NOT NULL
           ORDER BY id"#
    )
    .fetch_all(conn)
    .await?;
    let rule =
        |row: &str| serde_json::from_str(row).inspect_err(|error| tracing::warn!(%error, "a rule cannot be read"));
    Ok(rows.into_iter().filter_map(|row| Some((row.id, rule(&row.conditions).ok()?))).collect())
}

/// The products that fulfil a rule, one or all of them; archived ones fulfil none.
pub(super) async fn matching(
    conn: &mut MySqlConnection,
    rule: &Rule,
    product: Option<ProductId>,
    currency: Currency,
) -> Result<Vec<ProductId>, sqlx::Error> {
    let mut select = QueryBuilder::new("SELECT p.id FROM products p WHERE p.status <> 'archived'");
    if let Some(product) = product {
        select.push(" AND p.id = ").push_bind(product);
    }
    let between = if rule.all { " AND " } else { " OR " };
    select.push(" AND (");
    for (at, condition) in rule.conditions.iter().enumerate() {
        select.push(if at == 0 { "" } else { between }).push("(");
        push(&mut select, condition, currency);
        select.push(")");
    }
    // Without conditions nobody is in it.
    select.push(if rule.conditions.is_empty() { "FALSE)" } else { ")" });
    select.build_query_scalar().persistent(false).fetch_all(conn).await
}

const PRICES: &str = " FROM variants v JOIN prices pr ON pr.variant_id = v.id
    JOIN price_lists l ON l.id = pr.price_list_id AND l.is_default AND l.currency = ";
const OF_PRODUCT: &str = " WHERE v.product_id = p.id AND v.archived_at IS NULL";
const BUYABLE: &str = concat!(
    "EXISTS (SELECT 1 FROM variants v LEFT JOIN inventory i ON i.variant_id = v.id
      WHERE v.product_id = p.id AND v.archived_at IS NULL AND (NOT v.tracked OR v.continue_selling OR ",
    sellable!(),
    " > 0))"
);

/// One condition in SQL; every value is bound.
fn push(sql: &mut QueryBuilder<MySql>, condition: &Condition, currency: Currency) {
    let code = currency.code().to_owned();
    match condition {
        Condition::Tag(tag) => {
            sql.push("FIND_IN_SET(").push_bind(tag.clone()).push(", REPLACE(p.tags, ', ', ',')) > 0");
        }
        Condition::NotTag(tag) => {
            sql.push("FIND_IN_SET(").push_bind(tag.clone()).push(", REPLACE(p.tags, ', ', ',')) = 0");
        }
        Condition::Type(word) => {
            sql.push("p.product_type = ").push_bind(word.clone());
        }
        Condition::Vendor(word) => {
            sql.push("p.vendor = ").push_bind(word.clone());
        }
        Condition::Title(word) => {
            sql.push("LOCATE(").push_bind(word.clone()).push(", p.title) > 0");
        }
        Condition::PriceAtMost(minor) | Condition::PriceAtLeast(minor) => {
            let sign = if matches!(condition, Condition::PriceAtMost(_)) { ") <= " } else { ") >= " };
            sql.push("(SELECT MIN(pr.amount)")
                .push(PRICES)
                .push_bind(code)
                .push(OF_PRODUCT)
                .push(sign)
                .push_bind(*minor);
        }
        Condition::Reduced => {
            sql.push("EXISTS (SELECT 1")
                .push(PRICES)
                .push_bind(code)
                .push(OF_PRODUCT)
                .push(" AND pr.compare_at > pr.amount)");
        }
        Condition::Category(id) => {
            sql.push(
                "EXISTS (SELECT 1 FROM product_categories pc JOIN categories c ON c.id = pc.category_id JOIN categories root
                     ON c.id = root.id OR LEFT(c.path, CHAR_LENGTH(root.path) + 3) = CONCAT(root.path, ' > ')
                 WHERE pc.product_id = p.id AND root.id = ",
            )
            .push_bind(*id)
            .push(")");
        }
        Condition::Attribute(name, value) => {
            sql.push(
                "EXISTS (SELECT 1 FROM JSON_TABLE(p.attributes, '$[*]' COLUMNS (name VARCHAR(255) PATH '$[0]',
                     NESTED PATH '$[1][*]' COLUMNS (value VARCHAR(1000) PATH '$'))) a WHERE a.name = ",
            )
            .push_bind(name.clone())
            .push(" AND a.value = ")
            .push_bind(value.clone())
            .push(") OR EXISTS (SELECT 1 FROM product_options o WHERE o.product_id = p.id AND o.name = ")
            .push_bind(name.clone())
            .push(" AND JSON_CONTAINS(o.option_values, JSON_QUOTE(")
            .push_bind(value.clone())
            .push(")))");
        }
        Condition::InStock => {
            sql.push(BUYABLE);
        }
        Condition::SoldOut => {
            sql.push("NOT ").push(BUYABLE);
        }
        Condition::NewerThan(days) => {
            sql.push("p.created_at > UTC_TIMESTAMP(6) - INTERVAL ").push_bind(*days).push(" DAY");
        }
    }
}
