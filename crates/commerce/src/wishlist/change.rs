//! Saving a product, and taking it off again.

use super::{WishlistError, sql, view::products};
use crate::{Actor, Shop, secret::Token};
use model::{Currency, ProductId, wishlist::MAX_WISHES};
use sqlx::MySqlConnection;

/// Most products, as the database counts.
const LIMIT: i64 = MAX_WISHES as i64;

/// Saves a product on the shopper's list, and makes the list when it is the first. Saving it again changes nothing.
/// Answers with all that is on the list, newest first.
pub async fn add(
    shop: &Shop,
    actor: &Actor,
    product: ProductId,
    currency: Currency,
) -> Result<Vec<ProductId>, WishlistError> {
    let token = actor.wishes().ok_or(WishlistError::NoList)?.clone();
    shop.transaction((token, product, currency), |tx, input| Box::pin(put(tx, input))).await
}

/// Takes a product off the shopper's list; one that is not on it is no error. Answers with what is left.
pub async fn remove(shop: &Shop, actor: &Actor, product: ProductId) -> Result<Vec<ProductId>, WishlistError> {
    let Some(token) = actor.wishes().cloned() else { return Ok(vec![]) };
    shop.transaction((token, product), |tx, (token, product)| Box::pin(take(tx, token, product))).await
}

async fn put(
    tx: &mut MySqlConnection,
    (token, product, currency): (Token, ProductId, Currency),
) -> Result<Vec<ProductId>, WishlistError> {
    let price = sql::lowest(tx, product, currency).await?.ok_or(WishlistError::NoProduct)?;
    sql::create(tx, &token).await?;
    let list = sql::lock(tx, &token).await?.ok_or(WishlistError::NoList)?.id;
    let before = products(tx, list).await?;
    if before.contains(&product) {
        return Ok(before);
    }
    if sql::count(tx, list).await? >= LIMIT {
        return Err(WishlistError::Full);
    }
    sql::add(tx, list, product, price, currency).await?;
    sql::touch(tx, list).await?;
    Ok(products(tx, list).await?)
}

async fn take(tx: &mut MySqlConnection, token: Token, product: ProductId) -> Result<Vec<ProductId>, WishlistError> {
    let Some(list) = sql::lock(tx, &token).await? else { return Ok(vec![]) };
    sql::remove(tx, list.id, product).await?;
    sql::touch(tx, list.id).await?;
    Ok(products(tx, list.id).await?)
}
