//! One showing of the checkout: the form, and what follows from the choices in it.

use super::{checkout_form, checkout_side};
use crate::web::Visit;
use commerce::checkout;
use model::{
    Fault,
    checkout::{CheckoutForm, CheckoutView},
};

/// One showing of the form.
pub struct Shown {
    pub form: CheckoutForm,
    pub view: CheckoutView,
    /// What is wrong, with its sentences.
    pub fault: Option<Fault>,
    /// What changed by itself: title and sentence.
    pub changes: Vec<(String, String)>,
    /// Whether the shop has a page of terms, and one on sending back; what is not there is not linked.
    pub legal: (bool, bool),
}

/// What the form shows for the choices in it.
pub async fn shown(visit: &Visit, mut form: CheckoutForm) -> Result<Shown, Fault> {
    let view = checkout::view(visit.shop(), &visit.actor, &form).await?;
    if form.country.trim().is_empty() {
        form.country = visit.shop().settings.shop.country.clone();
    }
    let legal = (visit.frame.page("terms").is_some(), visit.frame.page("returns").is_some());
    Ok(Shown { form, view, fault: None, changes: vec![], legal })
}

/// The parts of the page that follow the choices in the form, for the island.
pub async fn moving_parts(visit: &Visit, form: CheckoutForm) -> Result<(Vec<(String, String)>, i64), Fault> {
    let shown = shown(visit, form).await?;
    let mut parts = checkout_form::moving_parts(&shown);
    parts.extend(checkout_side::moving_parts(&shown));
    Ok((parts, shown.view.cart.totals.total.minor))
}
