//! Writing products, in one transaction for a batch of them.

pub(super) mod image;
mod products;
mod record;
mod stock;
mod variants;

use super::{ImportError, draft::Draft, report::Tally};
use crate::{catalog::hold_rules, outbox};
use model::{CategoryId, ImportBatchId, MediaId, PriceListId, ProductId, UserId, event::Event};
use sqlx::{MySqlConnection, QueryBuilder};

/// A product to write.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub id: ProductId,
    pub is_new: bool,
    pub digest: [u8; 32],
    pub draft: Draft,
    /// Pictures in order, with their alternative texts; `None` leaves the gallery alone.
    pub media: Option<Vec<(MediaId, String)>>,
    /// The main one first; `None` leaves them alone.
    pub categories: Option<Vec<CategoryId>>,
}

/// A batch of products to write.
#[derive(Debug)]
pub(super) struct Work {
    pub changes: Vec<Change>,
    pub list: PriceListId,
    /// Where what changes is noted.
    pub batch: Option<ImportBatchId>,
    pub actor: &'static str,
    pub user: Option<UserId>,
}

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub products: Tally,
    pub variants: Tally,
    /// Lines whose count lay below what is set aside for orders, and that number.
    pub kept_for_orders: Vec<(u64, i64)>,
}

/// Writes products, variants, prices and stock, and says so in the outbox.
pub(super) async fn write(tx: &mut MySqlConnection, work: &Work) -> Result<Written, ImportError> {
    hold_rules(tx, work.list).await?;
    let known: Vec<ProductId> = work.changes.iter().filter(|change| !change.is_new).map(|change| change.id).collect();
    lock(tx, &known).await?;
    let before = image::load(tx, work.list, &known).await?;
    products::write(tx, work).await?;
    let mut written = variants::write(tx, work).await?;
    written.products = record::compare(tx, work, &before).await?;
    if written.products.changed() {
        outbox::write(tx, &Event::CatalogReplaced).await?;
    }
    Ok(written)
}

/// Locks products in the order of all edits, so that what is noted of them is what this batch found.
async fn lock(tx: &mut MySqlConnection, ids: &[ProductId]) -> Result<(), sqlx::Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::new("SELECT id FROM products WHERE id IN (");
    let mut bound = query.separated(", ");
    for id in ids {
        bound.push_bind(*id);
    }
    query.push(") ORDER BY id FOR UPDATE");
    query.build().persistent(false).fetch_all(tx).await.map(drop)
}
