//! The checkout: one page, one form, one command.

use crate::{Currency, Email, Money, Time, cart::CartView, payment::PaymentMethod};
use serde::{Deserialize, Serialize};

/// Where a parcel or a bill goes, as the check of the checkout's form leaves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub name: String,
    pub company: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub phone: String,
}

impl Address {
    /// The address as lines of an envelope; `country` is the written name.
    pub fn lines(&self, country: &str) -> Vec<String> {
        let town = format!("{} {}", self.postcode, self.city);
        [self.name.as_str(), &self.company, &self.street, &town, country]
            .into_iter()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

/// The checkout form as it was typed: nothing checked, nothing lost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckoutForm {
    pub email: String,
    pub name: String,
    pub company: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub phone: String,
    /// Code of the shipping method.
    pub shipping: String,
    /// Code of the payment method.
    pub payment: String,
    /// "1" when the bill goes elsewhere.
    pub bill_elsewhere: String,
    pub bill_name: String,
    pub bill_company: String,
    pub bill_street: String,
    pub bill_postcode: String,
    pub bill_city: String,
    pub bill_country: String,
    /// Made by the server when the form was shown; the same key never makes two orders.
    pub key: String,
    /// The total that was on the button, in minor units: used only to refuse when it is another now.
    pub expected_total: String,
    /// The currency of that total.
    pub currency: String,
}

/// The form after checking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceOrder {
    pub email: Email,
    pub ship_to: Address,
    pub bill_to: Address,
    pub shipping: String,
    pub payment: PaymentMethod,
    pub key: String,
    pub expected_total: i64,
    /// The currency of the total that was seen; nothing is said where it is the shopper's own choice by now.
    pub currency: Option<Currency>,
}

/// A way to ship on offer, priced for this cart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShippingChoice {
    pub code: String,
    pub name: String,
    pub hint: String,
    pub price: Money,
    /// First and last day of arrival.
    pub arrives: (Time, Time),
}

/// A way to pay on offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentChoice {
    pub method: PaymentMethod,
    pub fee: Money,
}

/// Everything on the checkout page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckoutView {
    pub cart: CartView,
    /// Countries that the shop ships to: (code, name).
    pub countries: Vec<(String, String)>,
    pub shipping: Vec<ShippingChoice>,
    pub payment: Vec<PaymentChoice>,
    /// The code of the chosen way to ship.
    pub chosen_shipping: Option<String>,
    pub chosen_payment: Option<PaymentMethod>,
}

/// Where to send the shopper after "Pay".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "to")]
pub enum Next {
    /// The order stands; its page.
    Order { token: String },
    /// The provider's own page asks for the money first.
    Provider { url: String },
}
