//! Secret links: of an author to a review, and of a buyer to the form for a bought line.

use super::ReviewError;
use crate::{Broken, Shop, secret::Token};
use model::{Email, OrderLineId, ProductId, ReviewId, VariantId};

const OF_A_REVIEW: &str = "stoa review link v1";
const OF_A_LINE: &str = "stoa review of line v1";

/// The secret of a new review's link; `reviews.access_hash` keeps its hash.
pub(super) fn new_token(shop: &Shop, review: ReviewId) -> Result<Token, Broken> {
    Token::derive(&shop.settings.security.secret, OF_A_REVIEW, review.0.as_bytes())
}

/// The secret of a review's link: the one with this hash.
pub(super) fn token(shop: &Shop, review: ReviewId, hash: &[u8]) -> Result<Token, Broken> {
    if let Some(token) = Token::of_hash(&shop.settings.security, OF_A_REVIEW, review.0.as_bytes(), hash)? {
        return Ok(token);
    }
    tracing::error!(%review, "no known secret opens this review; is STOA_PREVIOUS_SECRET missing?");
    new_token(shop, review)
}

/// What follows `?line=` in the address of the form: the line, signed.
pub fn line_link(shop: &Shop, line: OrderLineId) -> Result<String, Broken> {
    let token = Token::derive(&shop.settings.security.secret, OF_A_LINE, line.0.as_bytes())?;
    Ok(format!("{line}.{}", token.reveal()))
}

/// A bought line, as its link proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineLink {
    pub line: OrderLineId,
    pub product: ProductId,
    pub variant: VariantId,
    pub email: Email,
}

/// The line that a link opens, if it is of this product, and bought.
pub async fn open_line(shop: &Shop, product: ProductId, link: &str) -> Result<LineLink, ReviewError> {
    let line = signed_line(shop, link)?.ok_or(ReviewError::BadLink)?;
    let row = sqlx::query!(
        r#"SELECT l.variant_id AS "variant: VariantId", o.email
           FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN variants v ON v.id = l.variant_id
           WHERE l.id = ? AND v.product_id = ? AND o.state <> 'cancelled'"#,
        line,
        product
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(ReviewError::BadLink)?;
    let email = row.email.parse().map_err(|_| ReviewError::BadLink)?;
    Ok(LineLink { line, product, variant: row.variant, email })
}

fn signed_line(shop: &Shop, link: &str) -> Result<Option<OrderLineId>, Broken> {
    let Some((line, sign)) = link.split_once('.') else { return Ok(None) };
    let (Ok(line), Ok(sign)) = (line.parse::<OrderLineId>(), sign.parse::<Token>()) else { return Ok(None) };
    let known = Token::of_hash(&shop.settings.security, OF_A_LINE, line.0.as_bytes(), &sign.hash())?;
    Ok(known.map(|_| line))
}
