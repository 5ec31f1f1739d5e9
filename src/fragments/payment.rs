//! Ways to pay as the cart, the checkout and the order page offer them.

use crate::ui::Icon;
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{checkout::PaymentChoice, payment::PaymentMethod};

/// The sign and the name of a way to pay.
pub fn sign_and_name(method: PaymentMethod) -> (&'static str, &'static str) {
    match method {
        PaymentMethod::Card => ("card", t("payment-card")),
        PaymentMethod::OnDelivery => ("cash", t("payment-on-delivery")),
        PaymentMethod::BankTransfer => ("qr", t("payment-bank-transfer")),
    }
}

/// The ways to pay as radio buttons named `payment`, each with what happens then.
pub fn choices(offered: &[PaymentChoice], chosen: Option<PaymentMethod>) -> impl IntoView + use<> {
    let rows: Vec<_> = offered.iter().map(|choice| row(choice, chosen)).collect();
    view! { <div class="radio-list">{rows}</div> }
}

fn row(choice: &PaymentChoice, chosen: Option<PaymentMethod>) -> impl IntoView + use<> {
    let method = choice.method;
    let (sign, name) = sign_and_name(method);
    let fee = (choice.fee.minor > 0).then(|| choice.fee.to_string());
    let note = match (method, fee) {
        (PaymentMethod::Card, _) => t("payment-card-note").to_owned(),
        (PaymentMethod::OnDelivery, Some(fee)) => t_args("payment-on-delivery-note-fee", &[("fee", fee.into())]),
        (PaymentMethod::OnDelivery, None) => t("payment-on-delivery-note").to_owned(),
        (PaymentMethod::BankTransfer, _) => t("payment-bank-transfer-note").to_owned(),
    };
    view! {
        <label class="radio-card">
            <input type="radio" name="payment" value=method.as_str() id=format!("payment-{}", method.as_str())
                checked=chosen == Some(method)/>
            <span class="radio-card__title">{name}</span>
            <span class="radio-card__end"><Icon name=sign/></span>
            <span class="meta radio-card__note">{note}</span>
        </label>
    }
}

/// What the button of a way to pay promises: the duty to pay and the total.
pub fn button_text(method: Option<PaymentMethod>, total: model::Money) -> String {
    let key = match method {
        Some(PaymentMethod::Card) | None => "payment-button-now",
        Some(PaymentMethod::OnDelivery) => "payment-button-later",
        Some(PaymentMethod::BankTransfer) => "payment-button-transfer",
    };
    t_args(key, &[("total", total.into())])
}
