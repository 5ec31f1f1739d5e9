//! Reviews of a list. A review is taken in once; what staff did with it since is not undone.

use super::{
    ImportError,
    beside::by_sku,
    fields,
    lists::{by_handle, read},
    pictures::{Album, flaw},
    reader::Row,
    report::{Report, Tally, hint},
    table::Table,
};
use crate::{
    Actor, Shop,
    db::insert_many,
    media::{self, MediaError},
    outbox, reviews,
    secret::hex,
};
use chrono::Utc;
use model::{MediaId, ProductId, ReviewId, Time, VariantId, account::Permission, event::Event};
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
    reason: Option<String>,
    reason_note: String,
    decided_at: Option<Time>,
    replied_at: Option<Time>,
    /// As the file writes them, and as they are stored.
    sources: Vec<String>,
    photos: Vec<MediaId>,
}

/// Takes in reviews: handle, rating, body, author or reviewer, and as much as there is of id, sku, title, date, status
/// and so on. Needs `ChangeProducts`.
pub async fn reviews(shop: &Shop, actor: &Actor, file: &Path, images: Option<&Path>) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let album = Album::of(file, images, false)?;
    let mut report = Report::default();
    let table = read(file, &["handle", "rating", "body"], &mut report).await?;
    let products = by_handle(shop).await?;
    let variants = by_sku(shop).await?;
    let known = known(shop).await?;
    let mut list = vec![];
    let mut keys = HashSet::new();
    for row in &table.rows {
        let handle = table.cell(row, &["handle"]);
        let Some(product) = products.get(handle) else {
            report.problem(row.line, "handle", handle, hint("no-such-product", &[]));
            continue;
        };
        match review(&table, row, *product, &variants) {
            Ok(mut review) if keys.insert(review.key.clone()) => {
                if !known.contains(&review.key) {
                    photos(shop, &album, row, &mut review, &mut report).await?;
                }
                list.push(review);
            }
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
    let moment = |name| fields::moment(table.cell(row, &[name])).map_err(|flaw| (name, flaw));
    let (at, decided_at, replied_at) = (moment("date")?, moment("decided")?, moment("replied")?);
    let reason = Some(table.text(row, &["reason"], 32)).filter(|reason| !reason.is_empty() && status == "rejected");
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
        reason,
        reason_note: table.text(row, &["reason_note"], 500),
        decided_at,
        replied_at,
        sources: table
            .cell(row, &["photos"])
            .split('|')
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect(),
        photos: vec![],
    })
}

/// Stores the photos of a review; what cannot be read is left out, with a warning.
async fn photos(
    shop: &Shop,
    album: &Album,
    row: &Row,
    review: &mut Review,
    report: &mut Report,
) -> Result<(), ImportError> {
    for (at, source) in review.sources.iter().enumerate() {
        let stored = match album.read(source) {
            _ if at >= reviews::MOST_PHOTOS => Err("too-many-pictures"),
            Ok((_, path)) => {
                let bytes = tokio::fs::read(&path).await.map_err(|error| ImportError::unreadable(&path, error))?;
                match media::store_photo(shop, bytes).await {
                    Ok(id) => Ok(id),
                    Err(MediaError::Picture(error)) => Err(flaw(error)?),
                    Err(MediaError::Broken(broken)) => return Err(broken.into()),
                }
            }
            Err(flaw) => Err(flaw),
        };
        match stored {
            Ok(id) if !review.photos.contains(&id) => review.photos.push(id),
            Ok(_) => {}
            Err(flaw) => report.warning(row.line, "photos", source, hint(flaw, &[])),
        }
    }
    report.pictures += review.photos.len() as u64;
    Ok(())
}

/// The keys of reviews that are there; one that was written here goes by its own id in exports.
async fn known(shop: &Shop) -> Result<HashSet<String>, sqlx::Error> {
    let keys = sqlx::query_scalar!(r#"SELECT COALESCE(source_key, LOWER(HEX(id))) AS "key!: String" FROM reviews"#);
    Ok(keys.fetch_all(&shop.pool).await?.into_iter().collect())
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
    // One that came in meanwhile is refused by its key, and the whole is run again.
    let keys = sqlx::query_scalar!(r#"SELECT COALESCE(source_key, LOWER(HEX(id))) AS "key!: String" FROM reviews"#);
    let known: HashSet<String> = keys.fetch_all(&mut *tx).await?.into_iter().collect();
    let new: Vec<&Review> = list.iter().filter(|review| !known.contains(&review.key)).collect();
    for some in new.chunks(2_000) {
        let mut query = QueryBuilder::new(
            "INSERT INTO reviews (id, product_id, variant_id, source_key, rating, title, body, author, verified, status,
                 helpful, not_helpful, reply, created_at, reason, reason_note, decided_at, replied_at) ",
        );
        let ids: Vec<ReviewId> = some.iter().map(|_| ReviewId::new()).collect();
        query.push_values(some.iter().zip(&ids), |mut values, (review, id)| {
            values
                .push_bind(*id)
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
                .push_bind(review.at)
                .push_bind(&review.reason)
                .push_bind(&review.reason_note)
                .push_bind(review.decided_at)
                .push_bind(review.replied_at);
        });
        query.build().persistent(false).execute(&mut *tx).await?;
        let photos: Vec<(ReviewId, u8, MediaId)> = some
            .iter()
            .zip(&ids)
            .flat_map(|(review, id)| (1u8..).zip(&review.photos).map(|(place, media)| (*id, place, *media)))
            .collect();
        let head = "INSERT INTO review_photos (review_id, position, media_id) ";
        insert_many(tx, head, 3, &photos, |values, (review, place, media)| {
            values.push_bind(*review).push_bind(*place).push_bind(*media);
        })
        .await?;
    }
    let products: BTreeSet<ProductId> = new.iter().map(|review| review.product).collect();
    for product in &products {
        reviews::recount(tx, *product).await?;
        outbox::write(tx, &Event::ProductChanged { product: *product }).await?;
    }
    let created = new.len() as u64;
    Ok(Tally { created, unchanged: list.len() as u64 - created, ..Tally::default() })
}
