//! Changing stock by hand.

use super::StockError;
use crate::{Actor, Broken, Shop};
use model::{VariantId, stock::MovementKind};

/// Asks for a new count of a variant.
#[derive(Clone, Debug)]
pub struct AdjustStock {
    pub variant: VariantId,
    /// The count after the change; never below what is reserved.
    pub on_hand: i64,
    /// The count that the form showed; another one now is a conflict.
    pub expected: i64,
    pub kind: MovementKind,
    pub reason: String,
}

/// Sets the count with its movement row and event. Needs `ChangeProducts` and a reason.
pub async fn adjust(_shop: &Shop, _actor: &Actor, _command: AdjustStock) -> Result<(), StockError> {
    // STUB
    Err(Broken::unbuilt("inventory::adjust").into())
}
