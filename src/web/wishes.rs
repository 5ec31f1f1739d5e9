//! The wishlist of a visit: changing it, and the cookies that follow.

use super::{Visit, visit};
use commerce::{limits, wishlist};
use model::{Fault, ProductId};

/// How long the cookies last, in seconds: a year.
const MAX_AGE: u32 = 365 * 24 * 60 * 60;
/// Digits by which a heart knows its product; enough to tell a hundred apart, and short enough for a cookie.
const DIGITS: usize = 6;

/// Saves a product, as it was typed; what is on the list then.
pub async fn add(visit: &mut Visit, product: &str) -> Result<Vec<ProductId>, Fault> {
    let product = product_of(product)?;
    not_too_often(visit).await?;
    visit.wishes_token();
    Ok(wishlist::add(visit.shop(), &visit.actor, product, visit.pricing.currency).await?)
}

/// Takes a product off, as it was typed; what is left.
pub async fn remove(visit: &Visit, product: &str) -> Result<Vec<ProductId>, Fault> {
    let product = product_of(product)?;
    not_too_often(visit).await?;
    Ok(wishlist::remove(visit.shop(), &visit.actor, product).await?)
}

/// The `Set-Cookie` values after a change: the list's secret for a year more, and which hearts are full.
pub fn cookies(visit: &Visit, products: impl IntoIterator<Item = ProductId>) -> Vec<String> {
    let site = visit.site();
    let secret =
        visit.actor.wishes().map(|token| site.cookie(visit::wishes_cookie_name(site), &token.reveal(), "/", MAX_AGE));
    secret.into_iter().chain([hearts_cookie(visit, products)]).collect()
}

/// The `Set-Cookie` value that tells which hearts are full; display only, so scripts may read it.
pub fn hearts_cookie(visit: &Visit, products: impl IntoIterator<Item = ProductId>) -> String {
    let hearts: Vec<_> = products.into_iter().map(heart).collect();
    visit.site().open_cookie(visit::HEARTS_COOKIE, &hearts.join("."), "/", MAX_AGE)
}

/// By what a heart knows its product.
pub fn heart(product: ProductId) -> String {
    // The end of an id is random; its beginning is the time.
    let id = product.to_string();
    id[id.len() - DIGITS..].to_owned()
}

async fn not_too_often(visit: &Visit) -> Result<(), Fault> {
    match visit.counted_address() {
        Some(address) => limits::guard_reading(visit.shop(), limits::WISHES, address).await,
        None => Ok(()),
    }
}

fn product_of(typed: &str) -> Result<ProductId, Fault> {
    typed.trim().parse().map_err(|_| Fault::not_found("not-sold"))
}
