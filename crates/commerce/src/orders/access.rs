//! The guest's link to an order: derived from the order's id and the shop's secret, so that mails can name it again and
//! again while the database only knows its hash. Links of orders from before the secret was exchanged stay as they are.

use super::OrderError;
use crate::{Broken, Shop, secret::Token};
use hmac::{Hmac, KeyInit, Mac};
use model::OrderId;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// The secret of a new order's link; `orders.access_hash` keeps its hash.
pub fn new_access_token(shop: &Shop, order: OrderId) -> Result<Token, Broken> {
    derive(&shop.settings.security.secret, order)
}

/// The secret of an order's link: the one whose hash the order keeps.
pub async fn access_token(shop: &Shop, order: OrderId) -> Result<Token, OrderError> {
    let hash = sqlx::query_scalar!("SELECT access_hash FROM orders WHERE id = ?", order)
        .fetch_optional(&shop.pool)
        .await?
        .ok_or(OrderError::NoOrder)?;
    let security = &shop.settings.security;
    for secret in [&security.secret, &security.previous_secret] {
        let token = derive(secret, order)?;
        if token.hash()[..] == hash[..] {
            return Ok(token);
        }
    }
    tracing::error!(%order, "no known secret opens this order; is STOA_PREVIOUS_SECRET missing?");
    Ok(derive(&security.secret, order)?)
}

/// The whole address of an order's page, for mails and providers.
pub async fn order_url(shop: &Shop, order: OrderId) -> Result<String, OrderError> {
    let token = access_token(shop, order).await?;
    Ok(format!("{}/order/{}", shop.settings.server.public_url, token.reveal()))
}

fn derive(secret: &SecretString, order: OrderId) -> Result<Token, Broken> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).map_err(Broken::other)?;
    mac.update(b"stoa order link v1:");
    mac.update(order.0.as_bytes());
    Ok(Token::from_bytes(mac.finalize().into_bytes().into()))
}
