//! Lines of the cart that can be changed, on the cart page and in the drawer alike. Each control is a form of its own.

use super::parts;
use crate::{
    ui::{Icon, IconSize, Thumb},
    web::cart::Removed,
};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    VariantId,
    cart::{CartLine, CartView, LineNotice},
    catalog::Availability,
};

/// Where lines stand: decides their size and where a form leads without scripts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Page,
    Drawer,
}

impl Place {
    /// The place by the word that an island sends.
    pub fn of(word: &str) -> Self {
        if word == "page" { Self::Page } else { Self::Drawer }
    }

    fn prefix(self) -> &'static str {
        if self == Self::Page { "p" } else { "d" }
    }
}

/// What is special about this showing of the lines.
#[derive(Clone, Default)]
pub struct Special {
    /// A line that was taken out just now.
    pub removed: Option<Removed>,
    /// The variant that was put in just now.
    pub added: Option<VariantId>,
    /// A quantity that was refused: variant, what was typed, why.
    pub wrong: Option<(VariantId, String, String)>,
}

/// Draws the lines in order, the one added just now first, and a removed one where it stood.
pub fn lines(cart: &CartView, place: Place, special: &Special) -> impl IntoView + use<> {
    let mut rows: Vec<AnyView> =
        ordered(cart, special).into_iter().map(|l| line(l, place, special).into_any()).collect();
    if let Some(removed) = &special.removed {
        rows.insert(removed.place.min(rows.len()), put_back(removed).into_any());
    }
    view! { <ul class="lines" aria-label=t("cart-lines-label")>{rows}</ul> }
}

fn ordered<'a>(cart: &'a CartView, special: &Special) -> Vec<&'a CartLine> {
    let mut lines: Vec<_> = cart.lines.iter().collect();
    lines.sort_by_key(|line| Some(line.variant) != special.added);
    lines
}

fn line(line: &CartLine, place: Place, special: &Special) -> impl IntoView + use<> {
    let class = if place == Place::Page { "line line--lg" } else { "line" };
    let (width, height) = if place == Place::Page { (128, 160) } else { (80, 100) };
    let href = format!("/p/{}?variant={}", line.handle, line.variant);
    let added =
        (special.added == Some(line.variant)).then(|| badge("badge badge--success", t("cart-added-now").into()));
    let title = line.title.clone();
    view! {
        <li class=class>
            <a class="line__media" href=href.clone() tabindex="-1" aria-hidden="true">
                {line.picture.clone().map(|picture| view! { <Thumb picture width height/> })}
            </a>
            <div>
                {added}
                <div class="line__head">
                    <a class="line__title" href=href>{title}</a>
                    {priced(line)}
                </div>
                {(!line.variant_title.is_empty()).then(|| view! { <p class="meta">{line.variant_title.clone()}</p> })}
                {state(line)}
                {foot(line, place, special)}
            </div>
        </li>
    }
}

/// The price; what has none in this currency shows none.
fn priced(line: &CartLine) -> Option<impl IntoView + use<>> {
    if matches!(line.notice, Some(LineNotice::NoPrice { .. })) {
        return None;
    }
    let each = (line.quantity > 1)
        .then(|| view! { <span class="meta num">{t_args("cart-each", &[("price", line.unit_price.into())])}</span> });
    let total = line.line_total.to_string();
    Some(view! { <span class="line__price"><span class="num strong">{total}</span>{each}</span> })
}

fn badge(class: &'static str, text: String) -> impl IntoView {
    view! { <p><span class=class><Icon name="check"/>{text}</span></p> }
}

/// One short word on stock or price, when there is something to say.
fn state(line: &CartLine) -> Option<AnyView> {
    let stock = |class: &'static str, text: String| view! { <p><span class=class>{text}</span></p> }.into_any();
    let left = |n: u32| stock("stock stock--low", t_args("cart-only-left", &[("count", n.into())]));
    match (&line.notice, line.availability) {
        (Some(LineNotice::Gone), _) => Some(stock("stock stock--out", t("cart-gone").into())),
        (Some(LineNotice::NoPrice { currency }), _) => {
            let text = t_args("cart-no-price", &[("currency", currency.code().into())]);
            Some(stock("stock stock--out", text))
        }
        (Some(LineNotice::Fewer { left: n, .. }), _) => Some(left(*n)),
        (Some(LineNotice::Price { before, now }), _) => Some(price_moved(*before, *now)),
        (None, Availability::Low(n)) => Some(left(n)),
        (None, Availability::BackOrder) => Some(stock("stock stock--low", t("cart-back-order").into())),
        (None, _) => None,
    }
}

fn price_moved(before: model::Money, now: model::Money) -> AnyView {
    let (Ok(less), Ok(more)) = (before.minus(now), now.minus(before)) else { return ().into_any() };
    if less.minor > 0 {
        return badge("badge badge--success", t_args("cart-price-fell", &[("by", less.into())])).into_any();
    }
    let text = t_args("cart-price-rose", &[("by", more.into())]);
    view! { <p><span class="badge badge--warning">{text}</span></p> }.into_any()
}

/// Whether the cart shows a field for the units of a variant, where a word on them can stand.
pub fn has_field(cart: &CartView, variant: VariantId) -> bool {
    cart.lines.iter().any(|line| line.variant == variant && countable(line))
}

/// What is gone is not counted any more.
fn countable(line: &CartLine) -> bool {
    line.counts()
}

fn foot(line: &CartLine, place: Place, special: &Special) -> impl IntoView + use<> {
    view! {
        <div class="line__foot">
            {countable(line).then(|| quantity(line, place, special))}
            {remove(line, place)}
        </div>
    }
}

/// The quantity: typed, or one less and one more. The first button is the one that Enter presses.
fn quantity(line: &CartLine, place: Place, special: &Special) -> impl IntoView + use<> {
    let id = format!("{}-{}", place.prefix(), line.variant);
    let wrong = special.wrong.as_ref().filter(|(variant, ..)| *variant == line.variant);
    let value = wrong.map_or_else(|| line.quantity.to_string(), |(_, typed, _)| typed.clone());
    let sentence = wrong.map(|(_, _, sentence)| sentence.clone());
    let hidden = sentence.is_none();
    let error = format!("{id}-error");
    let group = t_args("cart-quantity-of", &[("title", (&line.title).into())]);
    let (least, most) = (line.quantity <= 1, line.quantity >= line.sellable.min(999));
    view! {
        <form class="line__quantity" method="post" action="/cart/set" data-cart-set novalidate>
            <input type="hidden" name="variant" value=line.variant.to_string()/>
            <button class="button button--secondary no-script line__update">{t("cart-update")}</button>
            <div class="stepper" role="group" aria-label=group>
                <button name="step" value="-1" id=format!("{id}-less") disabled=least aria-label=t("cart-less")>
                    <Icon name="minus" size=IconSize::Small/>
                </button>
                <input name="quantity" id=id.clone() aria-label=t("cart-quantity") inputmode="numeric" autocomplete="off"
                    maxlength="6" value=value aria-invalid=wrong.is_some().then_some("true") aria-describedby=error.clone()/>
                <button name="step" value="1" id=format!("{id}-more") disabled=most aria-label=t("cart-more")>
                    <Icon name="plus" size=IconSize::Small/>
                </button>
            </div>
            <p class="field__error" id=error data-cart-error role="alert" hidden=hidden>{sentence}</p>
        </form>
    }
}

fn remove(line: &CartLine, place: Place) -> impl IntoView + use<> {
    let id = format!("{}-{}-remove", place.prefix(), line.variant);
    let title = line.title.clone();
    view! {
        <form method="post" action="/cart/remove" data-cart-remove>
            <input type="hidden" name="variant" value=line.variant.to_string()/>
            <button class="text-button" id=id>{t("cart-remove")}<span class="vh">" "{title}</span></button>
        </form>
    }
}

/// The place of a removed line, until the next look.
fn put_back(removed: &Removed) -> impl IntoView + use<> {
    let text = t_args("cart-removed", &[("title", (&removed.title).into())]);
    view! {
        <li class="note note--plain line--gone">
            <Icon name="check"/>
            <div class="row row--between">
                <p>{text}</p>
                <form method="post" action="/cart/add" data-add-to-cart>
                    <input type="hidden" name="variant" value=removed.variant.to_string()/>
                    <input type="hidden" name="quantity" value=removed.units/>
                    <input type="hidden" name="back" value="cart"/>
                    <button class="button button--secondary button--sm" id="put-back">{t("cart-put-back")}</button>
                </form>
            </div>
        </li>
    }
}

/// What changed by itself, once on top: names, old and new.
pub fn notices(cart: &CartView) -> Option<impl IntoView + use<>> {
    let changes: Vec<_> = cart.lines.iter().flat_map(changes).collect();
    let head = t_args("cart-changed", &[("count", (changes.len() as u32).into())]);
    (!changes.is_empty()).then(|| {
        let rows: Vec<_> = changes
            .into_iter()
            .map(|(title, text)| view! { <li><strong class="strong">{title}</strong>" "{text}</li> })
            .collect();
        view! {
            <section class=parts::Tone::Warning.class() aria-labelledby="changed">
                <Icon name="warn"/>
                <div class="stack stack--sm"><h2 class="h4" id="changed">{head}</h2><ul class="note__list">{rows}</ul></div>
            </section>
        }
    })
}

/// The sentences about one line, each to be read after its title.
pub fn changes(line: &CartLine) -> Vec<(String, String)> {
    let stock = match &line.notice {
        Some(LineNotice::Gone) => Some(t("cart-notice-gone").to_owned()),
        Some(LineNotice::NoPrice { currency }) => {
            Some(t_args("cart-notice-no-price", &[("currency", currency.code().into())]))
        }
        Some(LineNotice::Fewer { asked, left }) => {
            Some(t_args("cart-notice-fewer", &[("asked", (*asked).into()), ("left", (*left).into())]))
        }
        _ => None,
    };
    let before = match &line.notice {
        Some(LineNotice::Price { before, .. }) => Some(*before),
        _ => None,
    };
    let price =
        before.map(|before| t_args("cart-notice-price", &[("before", before.into()), ("now", line.unit_price.into())]));
    stock.into_iter().chain(price).map(|text| (line.title.clone(), text)).collect()
}
