//! Something sold out can be sold again: whoever waits for it is called by a job.

use crate::jobs::{self, NewJob};
use model::VariantId;
use serde::{Deserialize, Serialize};
use sqlx::MySqlConnection;

/// The job that follows when units of a sold-out variant can be sold again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct StockBack {
    pub variant: VariantId,
}

impl StockBack {
    /// The kind of the job.
    pub const KIND: &'static str = "stock.back";
}

/// Asks for those who wait to be called, where so many more units may be sold and there were none before. Comes after the
/// change, whose lock on the row is still held.
pub(super) async fn call(conn: &mut MySqlConnection, variant: VariantId, more: i64) -> Result<(), sqlx::Error> {
    if more <= 0 {
        return Ok(());
    }
    let sellable = sqlx::query_scalar!(
        r#"SELECT on_hand - reserved AS "sellable!: i64" FROM inventory WHERE variant_id = ?"#,
        variant
    )
    .fetch_one(&mut *conn)
    .await?;
    if sellable > 0 && sellable <= more {
        let job = NewJob::new(StockBack::KIND, &StockBack { variant });
        jobs::enqueue(conn, job.one_waiting(format!("stock.back:{variant}"))).await?;
    }
    Ok(())
}
