//! Telling the shop that units came or went.

use crate::{catalog, outbox};
use model::{ProductId, VariantId, event::Event};
use sqlx::MySqlConnection;

/// Writes the event of a variant, and of every bundle that it is a part of: their stock moved with it.
pub async fn tell(conn: &mut MySqlConnection, product: ProductId, variant: VariantId) -> Result<(), sqlx::Error> {
    outbox::write(conn, &Event::StockChanged { product, variant }).await?;
    for (product, variant) in catalog::products_with_part(conn, variant).await? {
        outbox::write(conn, &Event::StockChanged { product, variant }).await?;
    }
    Ok(())
}
