//! The guest's link to an order: a secret derived from the order's id, so that mails can name it again and again
//! while the database only knows its hash.

use crate::{Broken, Shop, secret::Token};
use hmac::{Hmac, KeyInit, Mac};
use model::OrderId;
use secrecy::ExposeSecret;
use sha2::Sha256;

/// The secret of an order's link; `orders.access_hash` is its hash.
pub fn access_token(shop: &Shop, order: OrderId) -> Result<Token, Broken> {
    let secret = shop.settings.security.secret.expose_secret().as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(Broken::other)?;
    mac.update(b"stoa order link v1:");
    mac.update(order.0.as_bytes());
    Ok(Token::from_bytes(mac.finalize().into_bytes().into()))
}

/// The whole address of an order's page, for mails and providers.
pub fn order_url(shop: &Shop, order: OrderId) -> Result<String, Broken> {
    let token = access_token(shop, order)?;
    Ok(format!("{}/order/{}", shop.settings.server.public_url, token.reveal()))
}
