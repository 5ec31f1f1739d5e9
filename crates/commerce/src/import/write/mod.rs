//! Writing products, in one transaction for a batch of them.

mod many;
mod products;
mod stock;
mod variants;

use super::{ImportError, draft::Draft, report::Tally};
use crate::outbox;
use model::{CategoryId, MediaId, PriceListId, ProductId, UserId, event::Event};
use sqlx::MySqlConnection;

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
    pub actor: &'static str,
    pub user: Option<UserId>,
}

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub variants: Tally,
    /// Lines whose count lay below what is set aside for orders, and that number.
    pub kept_for_orders: Vec<(u64, i64)>,
}

/// Writes products, variants, prices and stock, and says so in the outbox.
pub(super) async fn write(tx: &mut MySqlConnection, work: &Work) -> Result<Written, ImportError> {
    products::write(tx, work).await?;
    let written = variants::write(tx, work).await?;
    outbox::write(tx, &Event::CatalogReplaced).await?;
    Ok(written)
}
