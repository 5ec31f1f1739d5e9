//! Looking at a product that shoppers do not see yet, by a signed link that is good for a day.

use super::{CatalogError, product};
use crate::{Actor, Broken, Shop};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use model::{
    ProductId,
    account::Permission,
    catalog::{Pricing, ProductView},
};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// How long a link is good, in seconds.
const DAY: i64 = 86_400;

/// The path of a product with a fresh signature: `/p/<handle>?preview=<token>`. Needs `SeeProducts`.
pub async fn preview_link(shop: &Shop, actor: &Actor, product: ProductId) -> Result<String, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let handle = sqlx::query_scalar!("SELECT handle FROM products WHERE id = ?", product)
        .fetch_optional(&shop.pool)
        .await?
        .ok_or(CatalogError::NoProduct)?;
    let until = chrono::Utc::now().timestamp() + DAY;
    let token = sign(&shop.settings.security.secret, product, until)?;
    Ok(format!("/p/{}?preview={token}", model::percent::encoded(&handle)))
}

/// A product as it will be shown, whatever its status, for whoever has a link that is still good.
pub async fn product_preview(
    shop: &Shop,
    handle: &str,
    token: &str,
    pricing: Pricing,
) -> Result<ProductView, CatalogError> {
    let view = product::any_product(shop, handle, pricing).await?;
    let now = chrono::Utc::now().timestamp();
    let good = shop.settings.security.secrets().any(|secret| is_good(secret, view.id, token, now));
    // A link that is over says no more than one that never was.
    if good { Ok(view) } else { Err(CatalogError::NoProduct) }
}

fn is_good(secret: &SecretString, product: ProductId, token: &str, now: i64) -> bool {
    let Some(until) = token.split_once('.').and_then(|(until, _)| until.parse::<i64>().ok()) else { return false };
    let Some(signature) = token.split_once('.').and_then(|(_, mac)| URL_SAFE_NO_PAD.decode(mac).ok()) else {
        return false;
    };
    let fresh = (now..=now + DAY).contains(&until);
    fresh && mac(secret, product, until).is_ok_and(|mac| mac.verify_slice(&signature).is_ok())
}

fn sign(secret: &SecretString, product: ProductId, until: i64) -> Result<String, Broken> {
    let signature = mac(secret, product, until)?.finalize().into_bytes();
    Ok(format!("{until}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn mac(secret: &SecretString, product: ProductId, until: i64) -> Result<Hmac<Sha256>, Broken> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).map_err(Broken::other)?;
    mac.update(b"stoa preview v1:");
    mac.update(product.0.as_bytes());
    mac.update(&until.to_be_bytes());
    Ok(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_good_for_its_product_and_its_day() {
        let (secret, product) = (SecretString::from("x".repeat(40)), ProductId::new());
        let token = sign(&secret, product, 1000 + DAY).unwrap();
        assert!(is_good(&secret, product, &token, 1000) && is_good(&secret, product, &token, 1000 + DAY));
        assert!(!is_good(&secret, product, &token, 1001 + DAY), "over");
        assert!(!is_good(&secret, ProductId::new(), &token, 1000), "of another product");
        assert!(!is_good(&SecretString::from("y".repeat(40)), product, &token, 1000), "by another shop");
        let longer = token.replace(&(1000 + DAY).to_string(), &(2000 + DAY).to_string());
        assert!(!is_good(&secret, product, &longer, 2000), "lengthened by hand");
        for odd in ["", ".", "1000", "a.b", "99999999999999999999.x"] {
            assert!(!is_good(&secret, product, odd, 1000), "{odd}");
        }
    }
}
