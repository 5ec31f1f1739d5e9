//! Checking the form: every wrong field at once, nothing lost.

use crate::Shop;
use model::{
    Fault,
    checkout::{CheckoutForm, PlaceOrder},
};

/// Turns the typed form into a command, or says which fields are wrong and why.
pub fn check_form(_shop: &Shop, _form: &CheckoutForm) -> Result<PlaceOrder, Fault> {
    // STUB
    Err(crate::Broken::unbuilt("checkout::check_form").into())
}
