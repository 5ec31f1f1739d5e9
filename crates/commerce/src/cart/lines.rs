//! Changing the lines of a cart.

use super::CartError;
use crate::{Actor, Broken, Shop};
use model::cart::{AddLine, CartView, SetLine};

/// Puts units into the shopper's cart on top of what is there; makes the cart when it is the first.
pub async fn add_line(_shop: &Shop, _actor: &Actor, _command: AddLine) -> Result<CartView, CartError> {
    // STUB
    Err(Broken::unbuilt("cart::add_line").into())
}

/// Sets or removes a line.
pub async fn set_line(_shop: &Shop, _actor: &Actor, _command: SetLine) -> Result<CartView, CartError> {
    // STUB
    Err(Broken::unbuilt("cart::set_line").into())
}

/// Empties the cart.
pub async fn clear(_shop: &Shop, _actor: &Actor) -> Result<CartView, CartError> {
    // STUB
    Err(Broken::unbuilt("cart::clear").into())
}
