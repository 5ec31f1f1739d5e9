//! The checkout, for the island that keeps totals and messages true while the form is filled in.

use super::Rejection;
use leptos::{prelude::*, server_fn::codec::Postcard};
use model::checkout::CheckoutForm;
use serde::{Deserialize, Serialize};

/// What follows from the form as it is now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormState {
    /// Parts of the page, by the id of the element that holds them.
    pub parts: Vec<(String, String)>,
    /// The total in minor units, as the button names it.
    pub total: i64,
    /// Fields that are wrong, with their sentences.
    pub wrong: Vec<(String, String)>,
}

/// Reckons totals for the choices in the form, and says which fields are wrong so far. Changes nothing. Nothing comes
/// back where the cart has been ordered or emptied meanwhile: the question was on its way when the button was pressed.
#[server(prefix = "/rpc", endpoint = "checkout/look", output = Postcard)]
pub async fn look_at_checkout(form: CheckoutForm) -> Result<Option<FormState>, Rejection> {
    use crate::{fragments::checkout, web::rpc::Call};
    let call = Call::current().await?;
    let checked = commerce::checkout::check_form(&form);
    let fields = checked.err().map(|fault| commerce::text::explain(fault).fields).unwrap_or_default();
    let (parts, total) = match checkout::moving_parts(&call.visit, form).await {
        Err(fault) if fault.code == "cart-empty" => return Ok(None),
        moving => moving?,
    };
    let wrong = fields.into_iter().map(|field| (field.field, field.message)).collect();
    Ok(Some(FormState { parts, total, wrong }))
}
