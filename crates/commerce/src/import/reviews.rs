//! Reviews of a list. A review is taken in once; what staff did with it since is not undone.

use super::{
    ImportError, fields,
    lists::{by_handle, read},
    reader::Row,
    report::{Report, Tally, hint},
    table::Table,
};
use crate::{Actor, Shop, outbox, reviews, secret::hex};
use chrono::Utc;
use model::{ProductId, ReviewId, Time, VariantId, account::Permission, event::Event};
use sha2::{Digest, Sha256};
use sqlx::{MySqlConnection, QueryBuilder};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::Path,
    sync::Arc,
};

#[derive(Clone, Debug)]
struct Review {
    key: String,
    product: ProductId,
    variant: Option<VariantId>,
    rating: u8,
    title: String,
    body: String,
    author: String,
    verified: bool,
    status: String,
    helpful: u32,
    not_helpful: u32,
    reply: Option<String>,
    at: Time,
}

/// Takes in reviews: handle, rating, body, author or reviewer, and as much as there is of id, sku, title, date, status
/// and so on. Needs `ChangeProducts`.
pub async fn reviews(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["handle", "rating", "body"], &mut report).await?;
    let products = by_handle(shop).await?;
    let variants: HashMap<String, VariantId> = sqlx::query_as::<_, (String, VariantId)>("SELECT sku, id FROM variants")
        .fetch_all(&shop.pool)
        .await?
        .into_iter()
        .collect();
    let mut list = vec![];
    let mut keys = HashSet::new();
    for row in &table.rows {
        let handle = table.cell(row, &["handle"]);
        let Some(product) = products.get(handle) else {
            report.problem(row.line, "handle", handle, hint("no-such-product", &[]));
            continue;
        };
        match review(&table, row, *product, &variants) {
            Ok(review) if keys.insert(review.key.clone()) => list.push(review),
            Ok(review) => report.problem(row.line, "id", &review.key, hint("list-twice", &[])),
            Err((column, flaw)) => report.problem(row.line, column, table.cell(row, &[column]), hint(flaw, &[])),
        }
    }
    let work = Arc::new(list);
    report.entries = shop.transaction(work, |tx, work| Box::pin(async move { write(tx, &work).await })).await?;
    Ok(report)
}

fn review(
    table: &Table,
    row: &Row,
    product: ProductId,
    variants: &HashMap<String, VariantId>,
) -> Result<Review, (&'static str, &'static str)> {
    let rating = table.cell(row, &["rating"]).parse().ok().filter(|stars| (1..=5).contains(stars));
    let body = table.text(row, &["body"], 5_000);
    let author = table.text(row, &["author", "reviewer"], 255);
    let status = match table.cell(row, &["status"]) {
        "" => "approved",
        known @ ("approved" | "pending" | "rejected" | "flagged") => known,
        _ => return Err(("status", "review-status")),
    };
    let at = fields::moment(table.cell(row, &["date"])).map_err(|flaw| ("date", flaw))?;
    let number = |name: &str| table.cell(row, &[name]).parse().unwrap_or_default();
    if body.is_empty() {
        return Err(("body", "review-empty"));
    }
    Ok(Review {
        key: key(table, row),
        product,
        variant: variants.get(table.cell(row, &["sku"])).copied(),
        rating: rating.ok_or(("rating", "rating"))?,
        title: table.text(row, &["title"], 255),
        body,
        author,
        verified: table.cell(row, &["verified_purchase", "verified"]).eq_ignore_ascii_case("true"),
        status: status.to_owned(),
        helpful: number("helpful"),
        not_helpful: number("not_helpful"),
        reply: Some(table.text(row, &["shop_reply", "reply"], 5_000)).filter(|reply| !reply.is_empty()),
        at: at.unwrap_or_else(|| Utc::now().into()),
    })
}

/// The id that is given, or else a digest of who wrote what about which product.
fn key(table: &Table, row: &Row) -> String {
    let id = table.text(row, &["id"], 191);
    if !id.is_empty() {
        return id;
    }
    let mut digest = Sha256::new();
    for name in ["handle", "title", "body", "author", "reviewer"] {
        digest.update(table.cell(row, &[name]));
        digest.update([0]);
    }
    hex(&digest.finalize())
}

async fn write(tx: &mut MySqlConnection, list: &[Review]) -> Result<Tally, ImportError> {
    let known: HashSet<String> =
        // One that was written here is named by its own id in exports.
        sqlx::query_scalar!(r#"SELECT COALESCE(source_key, LOWER(HEX(id))) AS "key!: String" FROM reviews"#)
            .fetch_all(&mut *tx)
            .await?
            .into_iter()
            .collect();
    let new: Vec<&Review> = list.iter().filter(|review| !known.contains(&review.key)).collect();
    for some in new.chunks(2_000) {
        let mut query = QueryBuilder::new(
            "INSERT INTO reviews (id, product_id, variant_id, source_key, rating, title, body, author, verified, status,
                 helpful, not_helpful, reply, created_at) ",
        );
        query.push_values(some, |mut values, review| {
            values
                .push_bind(ReviewId::new())
                .push_bind(review.product)
                .push_bind(review.variant)
                .push_bind(&review.key)
                .push_bind(review.rating)
                .push_bind(&review.title)
                .push_bind(&review.body)
                .push_bind(&review.author)
                .push_bind(review.verified)
                .push_bind(&review.status)
                .push_bind(review.helpful)
                .push_bind(review.not_helpful)
                .push_bind(&review.reply)
                .push_bind(review.at);
        });
        query.build().persistent(false).execute(&mut *tx).await?;
    }
    let products: BTreeSet<ProductId> = new.iter().map(|review| review.product).collect();
    for product in &products {
        reviews::recount(tx, *product).await?;
        outbox::write(tx, &Event::ProductChanged { product: *product }).await?;
    }
    let created = new.len() as u64;
    Ok(Tally { created, unchanged: list.len() as u64 - created, ..Tally::default() })
}
