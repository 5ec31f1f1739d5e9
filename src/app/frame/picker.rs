//! The choice of the currency: a form that comes back to the page on which it stands.

use super::gap;
use commerce::text::{self, t};
use leptos::prelude::*;
use model::Currency;

/// The form; nothing where the shop sells in one currency.
pub fn picker(sold: &[Currency], chosen: Currency) -> Option<impl IntoView + use<>> {
    let option = |currency: &Currency| {
        let code = currency.code().to_owned();
        view! { <option value=code selected=*currency == chosen>{text::currency(*currency)}</option> }
    };
    let options: Vec<_> = sold.iter().map(option).collect();
    (!options.is_empty()).then(|| {
        view! {
            <form class="currency" method="post" action="/currency">
                <input type="hidden" name="to" value=gap("here")/>
                <label for="currency">{t("shop-currency")}</label>
                <select class="input" id="currency" name="currency" autocomplete="off">{options}</select>
                <button class="button button--secondary">{t("shop-currency-change")}</button>
            </form>
        }
    })
}
