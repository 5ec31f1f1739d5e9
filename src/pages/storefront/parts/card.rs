//! A product in a grid.

use super::{compare_button, dot, lowest, marks::title, price, stars, tiles::initial};
use crate::{
    ui::{Icon, Picture},
    web::wishes,
};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    ProductId,
    catalog::{Availability, ProductCard},
};

/// How wide a card is shown.
pub const CARD_SIZES: &str = "(min-width: 80rem) 19rem, (min-width: 64rem) 24vw, (min-width: 48rem) 31vw, 46vw";
/// Wide enough for a card on any screen.
const MORE_WIDTH: u32 = 640;
/// Colours shown on a card; the rest is a number.
const DOTS: usize = 4;

/// Products in rows; the first `eager` pictures are fetched at once.
pub fn grid(products: Vec<ProductCard>, four: bool, eager: usize) -> impl IntoView {
    let class = if four { "grid grid--4" } else { "grid" };
    let cards: Vec<_> = products.into_iter().enumerate().map(|(place, product)| card(product, place < eager)).collect();
    view! { <ul class=class>{cards}</ul> }
}

/// What a card has on a wishlist instead of its own badge, heart and button.
pub struct CardExtras {
    pub badge: Option<String>,
    /// Whether the heart is full and takes the product off; no heart where nobody may press it.
    pub full: Option<bool>,
    pub buy: AnyView,
}

/// One product: one link, a heart, and a button where nothing has to be chosen.
pub fn card(product: ProductCard, eager: bool) -> impl IntoView {
    let badge = badge(&product);
    let add = product.only_variant.filter(|_| product.availability.buyable());
    let add = add.map(|variant| add_form(variant.to_string(), &product.title));
    let heart = heart(product.id, &product.title, false);
    draw(product, eager, badge, heart.into_any(), add, None)
}

/// One product with other things to do.
pub fn card_with(product: ProductCard, extras: CardExtras) -> AnyView {
    let CardExtras { badge: said, full, buy } = extras;
    let said = said.map(|text| view! { <span class="badge badge--success card__badge">{text}</span> }.into_any());
    let badge = said.or_else(|| badge(&product));
    let heart = full.map(|full| heart(product.id, &product.title, full)).into_any();
    draw(product, false, badge, heart, None::<AnyView>, Some(buy)).into_any()
}

fn draw(
    product: ProductCard,
    eager: bool,
    badge: Option<AnyView>,
    heart: AnyView,
    add: Option<impl IntoView>,
    below: Option<AnyView>,
) -> impl IntoView {
    let href = format!("/p/{}", product.handle);
    let sold_out = !product.availability.buyable();
    let class = if sold_out { "card card--out" } else { "card" };
    let vendor =
        (!product.vendor.is_empty()).then(|| view! { <p class="meta card__vendor">{product.vendor.clone()}</p> });
    let signals = signals(&product);
    let lowest = lowest(product.price);
    let compare = compare_button(product.id, &product.title);
    let price = price(product.price, product.from);
    view! {
        <li class=class>
            <div class="card__media">
                {badge}
                <a class="card__slides" href=href.clone() tabindex="-1" aria-hidden="true" data-more=more(&product)>
                    {slide(&product, eager)}
                </a>
                {heart}
                {compare}
            </div>
            <div class="card__body">
                <h3 class="card__title"><a href=href>{title(product.title)}</a></h3>
                {vendor}
                {signals}
                <div class="card__foot">{price}{add}</div>
                {lowest}
                {below}
            </div>
        </li>
    }
}

fn slide(product: &ProductCard, eager: bool) -> AnyView {
    match product.pictures.first().cloned() {
        Some(picture) => view! { <Picture picture=picture sizes=CARD_SIZES meaningful=false first=eager/> }.into_any(),
        None => view! { <span class="picture__letter">{initial(&product.title)}</span> }.into_any(),
    }
}

/// Addresses of the other pictures, which a script fetches when somebody reaches for them.
fn more(product: &ProductCard) -> Option<String> {
    let more: Vec<_> = product.pictures.iter().skip(1).map(|picture| picture.src(MORE_WIDTH)).collect();
    (!more.is_empty()).then(|| more.join(" "))
}

fn badge(product: &ProductCard) -> Option<AnyView> {
    let saved = product.price.was.filter(|was| was.minor > 0).map(|was| {
        let off = (was.minor - product.price.now.minor).saturating_mul(100) / was.minor;
        t_args("shop-card-off", &[("percent", off.into())])
    });
    match (product.availability, saved) {
        (Availability::SoldOut, _) => {
            Some(view! { <span class="badge card__badge">{t("shop-sold-out")}</span> }.into_any())
        }
        (Availability::Low(left), _) => {
            let text = t_args("shop-only-left", &[("left", left.into())]);
            Some(view! { <span class="badge badge--warning card__badge">{text}</span> }.into_any())
        }
        (_, Some(saved)) => Some(view! { <span class="badge badge--danger card__badge">{saved}</span> }.into_any()),
        _ => None,
    }
}

fn signals(product: &ProductCard) -> Option<impl IntoView + use<>> {
    let colors: Vec<String> = product.swatches.iter().filter_map(|swatch| swatch.color.clone()).collect();
    let count = colors.len();
    let rest = (count > DOTS).then(|| format!("+{}", count - DOTS));
    let dots = (count > 1).then(|| {
        view! {
            <p class="dots">
                <span class="vh">{count}" "{t("shop-card-colours")}</span>
                {colors.into_iter().take(DOTS).map(dot).collect::<Vec<_>>()}
                {rest}
            </p>
        }
    });
    let rating = product.rating.map(stars);
    (rating.is_some() || dots.is_some()).then(|| view! { <div class="card__signals">{rating}{dots}</div> })
}

/// The button that saves a product, or takes it off; a script fills those that are saved.
pub fn heart(product: ProductId, title: &str, full: bool) -> impl IntoView + use<> {
    let label = t_args("shop-wishlist-save", &[("title", title.into())]);
    let action = if full { "/wishlist/remove" } else { "/wishlist/add" };
    let pressed = full.then_some("true");
    view! {
        <form method="post" action=action data-heart=wishes::heart(product)>
            <input type="hidden" name="product" value=product.to_string()/>
            <button class="icon-button card__heart" aria-label=label aria-pressed=pressed><Icon name="heart"/></button>
        </form>
    }
}

fn add_form(variant: String, title: &str) -> impl IntoView + use<> {
    let label = t_args("shop-add-named", &[("title", title.into())]);
    view! {
        <form class="card__quick" method="post" action="/cart/add" data-add-to-cart>
            <input type="hidden" name="variant" value=variant/>
            <input type="hidden" name="quantity" value="1"/>
            <button class="icon-button card__add" aria-label=label><Icon name="plus"/></button>
        </form>
    }
}
