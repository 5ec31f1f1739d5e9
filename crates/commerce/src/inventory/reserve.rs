//! Setting units aside for an order: held, then committed, released or expired; one way only.

use super::StockError;
use crate::{Broken, Shop};
use model::{OrderId, OrderLineId, VariantId};
use sqlx::MySqlConnection;

/// Units wanted by a line item.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub line: OrderLineId,
    pub variant: VariantId,
    pub quantity: u32,
}

/// Holds units for some minutes, variants in ascending order; errs with the first that is short.
pub async fn hold(
    _conn: &mut MySqlConnection,
    _order: OrderId,
    _wanted: &[Wanted],
    _minutes: u32,
) -> Result<(), StockError> {
    // STUB
    Err(Broken::unbuilt("inventory::hold").into())
}

/// Turns the held units of an order into sold ones; false where some are no longer held.
pub async fn commit(_conn: &mut MySqlConnection, _order: OrderId) -> Result<bool, StockError> {
    // STUB
    Err(Broken::unbuilt("inventory::commit").into())
}

/// Gives held units back to the shelf.
pub async fn release(_conn: &mut MySqlConnection, _order: OrderId) -> Result<(), StockError> {
    // STUB
    Err(Broken::unbuilt("inventory::release").into())
}

/// Puts the sold units of a cancelled order back on the shelf.
pub async fn restock(_conn: &mut MySqlConnection, _order: OrderId) -> Result<(), StockError> {
    // STUB
    Err(Broken::unbuilt("inventory::restock").into())
}

/// Expires holds whose time is over (by the database's clock) and cancels their unpaid orders; returns how many orders.
pub async fn expire_due(_shop: &Shop) -> Result<u64, StockError> {
    // STUB
    Err(Broken::unbuilt("inventory::expire_due").into())
}
