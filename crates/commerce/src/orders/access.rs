//! The guest's link to an order: derived from the order's id and the shop's secret, so that mails can name it again and
//! again while the database only knows its hash. Links of orders from before the secret was exchanged stay as they are.

use super::OrderError;
use crate::{Broken, Shop, secret::Token};
use model::OrderId;

const PURPOSE: &str = "stoa order link v1";

/// The secret of a new order's link; `orders.access_hash` keeps its hash.
pub fn new_access_token(shop: &Shop, order: OrderId) -> Result<Token, Broken> {
    Token::derive(&shop.settings.security.secret, PURPOSE, order.0.as_bytes())
}

/// The secret of an order's link: the one whose hash the order keeps.
pub async fn access_token(shop: &Shop, order: OrderId) -> Result<Token, OrderError> {
    let hash = sqlx::query_scalar!("SELECT access_hash FROM orders WHERE id = ?", order)
        .fetch_optional(&shop.pool)
        .await?
        .ok_or(OrderError::NoOrder)?;
    let security = &shop.settings.security;
    if let Some(token) = Token::of_hash(security, PURPOSE, order.0.as_bytes(), &hash)? {
        return Ok(token);
    }
    tracing::error!(%order, "no known secret opens this order; is STOA_PREVIOUS_SECRET missing?");
    Ok(new_access_token(shop, order)?)
}

/// The whole address of an order's page, for mails and providers.
pub async fn order_url(shop: &Shop, order: OrderId) -> Result<String, OrderError> {
    let token = access_token(shop, order).await?;
    Ok(format!("{}/order/{}", shop.settings.server.public_url, token.reveal()))
}
