//! Prices and their history.

use super::CatalogError;
use crate::{Actor, Broken, Shop};
use model::{VariantId, catalog::Pricing};

/// Asks for another price of a variant in the default price list; amounts in minor units.
#[derive(Clone, Debug)]
pub struct SetPrice {
    pub variant: VariantId,
    pub amount: i64,
    pub compare_at: Option<i64>,
    /// The price that the form showed; another one now is a conflict.
    pub expected: i64,
    pub reason: String,
}

/// The pricing of a visitor who chose nothing.
pub fn default_pricing(shop: &Shop) -> Pricing {
    Pricing { currency: shop.settings.shop.currency }
}

/// Changes a price, with its history row and event. Needs `ChangeProducts` and a reason.
pub async fn set_price(_shop: &Shop, _actor: &Actor, _command: SetPrice) -> Result<(), CatalogError> {
    // STUB
    Err(Broken::unbuilt("catalog::set_price").into())
}
