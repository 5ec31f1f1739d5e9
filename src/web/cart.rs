//! The cart of a visit: reading what was typed, changing it, and the cookies that follow.

use super::{Visit, visit};
use commerce::{Actor, Shop, cart, limits, secret::Token};
use model::{
    Fault, Quantity, VariantId,
    cart::{AddLine, CartView, SetLine},
};

/// Days for which a cart is kept, in seconds.
const MAX_AGE: u32 = 30 * 24 * 60 * 60;

/// Puts units of a variant into the cart, both as they were typed.
pub async fn add(visit: &mut Visit, variant: &str, quantity: &str) -> Result<CartView, Fault> {
    let command = AddLine { variant: variant_of(variant)?, quantity: quantity_of(quantity)? };
    not_too_often(visit).await?;
    visit.cart_token();
    Ok(cart::add_line(visit.shop(), &visit.actor, command).await?)
}

/// Sets the units of a line, as they were typed.
pub async fn set(visit: &Visit, variant: &str, quantity: &str) -> Result<CartView, Fault> {
    let command = SetLine { variant: variant_of(variant)?, quantity: Some(quantity_of(quantity)?) };
    not_too_often(visit).await?;
    Ok(cart::set_line(visit.shop(), &visit.actor, command).await?)
}

/// Takes a line out; says what it was, so that it can be put back.
pub async fn remove(visit: &Visit, variant: &str) -> Result<(CartView, Option<Removed>), Fault> {
    let variant = variant_of(variant)?;
    not_too_often(visit).await?;
    let before = cart::view(visit.shop(), &visit.actor).await?;
    let removed = before.lines.iter().position(|line| line.variant == variant).map(|place| Removed {
        variant,
        units: before.lines[place].quantity,
        title: before.lines[place].title.clone(),
        place,
    });
    let after = cart::set_line(visit.shop(), &visit.actor, SetLine { variant, quantity: None }).await?;
    Ok((after, removed))
}

/// Empties the cart.
pub async fn clear(shop: &Shop, actor: &Actor) -> Result<CartView, Fault> {
    Ok(cart::clear(shop, actor).await?)
}

/// Takes what is left of lines that shrank, and drops those that are gone, as the page said.
pub async fn accept(visit: &Visit) -> Result<CartView, Fault> {
    Ok(cart::accept(visit.shop(), &visit.actor).await?)
}

/// Turns the cart to the currency of the visit.
pub async fn turn(visit: &Visit) -> Result<CartView, Fault> {
    not_too_often(visit).await?;
    Ok(cart::turn(visit.shop(), &visit.actor).await?)
}

/// A line that was taken out just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    pub variant: VariantId,
    pub units: u32,
    pub title: String,
    /// Where it stood among the lines.
    pub place: usize,
}

/// The `Set-Cookie` values after a change: the cart's secret for 30 more days, and the count for the badge.
pub fn cookies(visit: &Visit, count: u32) -> Vec<String> {
    let token = visit.actor.cart().map(|token| cart_cookie(visit, token));
    token.into_iter().chain([count_cookie(visit, count)]).collect()
}

/// The `Set-Cookie` value of the badge's count; display only, so scripts may read it.
pub fn count_cookie(visit: &Visit, count: u32) -> String {
    visit.site().open_cookie(visit::COUNT_COOKIE, &count.to_string(), "/", MAX_AGE)
}

fn cart_cookie(visit: &Visit, token: &Token) -> String {
    let site = visit.site();
    site.cookie(visit::cart_cookie_name(site), &token.reveal(), "/", MAX_AGE)
}

/// Changes are counted by the cart, and by the address: whoever leaves the cookie out has a new cart each time.
async fn not_too_often(visit: &Visit) -> Result<(), Fault> {
    if let Some(address) = visit.counted_address() {
        limits::guard_reading(visit.shop(), limits::CART_ADDRESS, address).await?;
    }
    let Some(token) = visit.actor.cart() else { return Ok(()) };
    limits::guard_reading(visit.shop(), limits::CART, &token.reveal()).await
}

fn variant_of(typed: &str) -> Result<VariantId, Fault> {
    typed.trim().parse().map_err(|_| Fault::not_found("not-sold"))
}

fn quantity_of(typed: &str) -> Result<Quantity, Fault> {
    typed.parse().map_err(|error: model::text::TextError| Fault::invalid([("quantity", error.0)]))
}
