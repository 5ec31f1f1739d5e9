//! What the checkout page shows.

use super::CheckoutError;
use crate::{Actor, Broken, Shop};
use model::checkout::{CheckoutForm, CheckoutView};

/// The cart with what can be chosen for the country, method and way to pay in the form.
pub async fn view(_shop: &Shop, _actor: &Actor, _form: &CheckoutForm) -> Result<CheckoutView, CheckoutError> {
    // STUB
    Err(Broken::unbuilt("checkout::view").into())
}
