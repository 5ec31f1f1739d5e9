//! No more letters: the address is forgotten, with everything that it waits for.

use super::NoticeError;
use crate::{Shop, secret::Token};

/// How many things the person behind a link waits for.
pub async fn of_token(shop: &Shop, token: &str) -> Result<u32, NoticeError> {
    let email = email_of(shop, token).await?;
    let waits = sqlx::query_scalar!(
        "SELECT COUNT(*) FROM stock_notices WHERE email_canonical = ? AND state = 'waiting'",
        email
    )
    .fetch_one(&shop.pool)
    .await?;
    Ok(u32::try_from(waits).unwrap_or(u32::MAX))
}

/// Forgets the person behind a link. Twice is as good as once, but then there is nothing.
pub async fn stop(shop: &Shop, token: &str) -> Result<(), NoticeError> {
    let email = email_of(shop, token).await?;
    sqlx::query!("DELETE FROM stock_notices WHERE email_canonical = ?", email).execute(&shop.pool).await?;
    Ok(())
}

async fn email_of(shop: &Shop, token: &str) -> Result<String, NoticeError> {
    let token: Token = token.parse().map_err(|_| NoticeError::NoNotice)?;
    sqlx::query_scalar!("SELECT email_canonical FROM stock_notices WHERE access_hash = ?", &token.hash()[..])
        .fetch_optional(&shop.pool)
        .await?
        .ok_or(NoticeError::NoNotice)
}
