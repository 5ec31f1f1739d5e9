//! The cart as it stands now: prices and stock of this moment.

use super::CartError;
use crate::{Actor, Broken, Shop};
use model::cart::CartView;

/// The shopper's cart; an empty one where there is none.
pub async fn view(_shop: &Shop, _actor: &Actor) -> Result<CartView, CartError> {
    // STUB
    Err(Broken::unbuilt("cart::view").into())
}

/// Units in the cart, for the badge.
pub async fn count(_shop: &Shop, _actor: &Actor) -> Result<u32, CartError> {
    // STUB
    Err(Broken::unbuilt("cart::count").into())
}
