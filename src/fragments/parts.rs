//! What cart, checkout and order pages draw alike: lines, sums, notes.

use crate::ui::{Icon, IconSize, Thumb};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{Money, cart::Totals, catalog::Picture};

/// An amount in tabular figures.
pub fn amount(money: Money) -> impl IntoView {
    view! { <span class="num">{money.to_string()}</span> }
}

/// An amount to pay for a way to ship; nothing is "Free".
pub fn or_free(money: Money) -> String {
    if money.minor == 0 { t("checkout-free").to_owned() } else { money.to_string() }
}

/// A line of an order that is only read: picture with its count, title, amount.
pub struct Item<'a> {
    pub picture: Option<&'a Picture>,
    pub title: &'a str,
    pub variant_title: &'a str,
    pub count: u32,
    pub total: Money,
    /// What is special about it, such as "1 left, you chose 2".
    pub note: Option<String>,
    /// What can be done with it: address and words.
    pub link: Option<(String, &'static str)>,
}

/// Draws lines that are only read.
pub fn items(items: Vec<Item<'_>>) -> impl IntoView + use<> {
    let rows = items.into_iter().map(item).collect::<Vec<_>>();
    view! { <ul>{rows}</ul> }
}

fn item(item: Item<'_>) -> impl IntoView + use<> {
    let Item { picture, title, variant_title, count, total, note, link } = item;
    let (title, variant_title) = (title.to_owned(), variant_title.to_owned());
    view! {
        <li class="line line--sm">
            <div class="line__media line__media--counted">
                {picture.cloned().map(|picture| view! { <Thumb picture width=64 height=80/> })}
                <span class="line__count">{count}<span class="vh">" "{t("checkout-pieces")}</span></span>
            </div>
            <div class="line__head">
                <div>
                    <p class="line__title">{title}</p>
                    {(!variant_title.is_empty()).then(|| view! { <p class="meta">{variant_title}</p> })}
                    {note.map(|note| view! { <p><span class="stock stock--low">{note}</span></p> })}
                    {link.map(|(href, words)| view! { <p><a class="link meta" href=href>{words}</a></p> })}
                </div>
                {amount(total)}
            </div>
        </li>
    }
}

/// The sums of an order, from the products to the total. `shipping` names the way to ship.
pub fn sums(totals: &Totals, shipping: &str) -> impl IntoView + use<> {
    let row = |name: String, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let discount =
        (totals.discount.minor > 0).then(|| row(t("checkout-sum-discount").into(), format!("-{}", totals.discount)));
    let delivery = totals.shipping.map(|price| row(shipping.to_owned(), or_free(price)));
    let fee = (totals.fee.minor > 0).then(|| row(t("checkout-sum-fee").into(), totals.fee.to_string()));
    let taxes: Vec<_> = tax_rows(totals).into_iter().map(|(name, value)| row(name, value)).collect();
    view! {
        <dl class="sums">
            {row(t("checkout-sum-products").into(), totals.subtotal.to_string())}
            {discount}{delivery}{fee}{taxes}
            <div class="sums__total"><dt>{t("checkout-sum-total")}</dt><dd>{totals.total.to_string()}</dd></div>
        </dl>
    }
}

/// The taxes as rows: name with the rate, and amount.
pub fn tax_rows(totals: &Totals) -> Vec<(String, String)> {
    let key = if totals.tax_included { "checkout-sum-tax-included" } else { "checkout-sum-tax-added" };
    let taxed = totals.taxes.iter().filter(|(rate, _)| *rate > 0);
    taxed.map(|(rate, money)| (t_args(key, &[("rate", percent(*rate).into())]), money.to_string())).collect()
}

/// Basis points as people write them: "20", "7.5".
fn percent(basis_points: u32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    let digits = format!("{part:02}");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { whole.to_string() } else { format!("{whole}.{digits}") }
}

/// How grave a note is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Success,
    Warning,
    Danger,
}

impl Tone {
    /// The classes of a note of this tone.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "note note--plain",
            Self::Success => "note note--success",
            Self::Warning => "note note--warning",
            Self::Danger => "note note--danger",
        }
    }
}

/// A note: a sign and something beside it.
pub fn note(tone: Tone, sign: &'static str, inside: impl IntoView + 'static) -> impl IntoView {
    view! { <div class=tone.class()><Icon name=sign/>{inside}</div> }
}

/// The sentence at a wrong field.
pub fn field_error(id: String, sentence: String) -> impl IntoView {
    view! { <p class="field__error" id=id><Icon name="warn" size=IconSize::Small/>{sentence}</p> }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn writes_rates_as_people_do() {
        assert_eq!([2000, 750, 525, 5].map(percent), ["20", "7.5", "5.25", "0.05"].map(String::from));
    }
}
