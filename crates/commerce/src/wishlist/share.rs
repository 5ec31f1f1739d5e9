//! The link that shows a list to others, who cannot change it. Its secret is derived from the list and the shop's own
//! secret, so that it can be shown again while the database only knows its hash.

use super::{WishlistError, sql, view};
use crate::{Actor, Broken, Shop, secret::Token};
use model::{WishlistId, catalog::Pricing, wishlist::WishlistView};
use secrecy::SecretString;

/// Opens the shopper's list to whoever holds the link; the link's secret. Sharing it again gives the same link.
pub async fn share(shop: &Shop, actor: &Actor) -> Result<Token, WishlistError> {
    let token = actor.wishes().ok_or(WishlistError::NoList)?.clone();
    let input = (token, shop.settings.security.secret.clone());
    shop.transaction(input, |tx, (token, key)| {
        Box::pin(async move {
            let list = sql::lock(tx, &token).await?.ok_or(WishlistError::NoList)?;
            let secret = derive(&key, list.id, list.share_version)?;
            sql::set_share(tx, list.id, Some(secret.hash())).await?;
            Ok(secret)
        })
    })
    .await
}

/// Closes the list again: the link that was given away shows nothing any more, now and later.
pub async fn unshare(shop: &Shop, actor: &Actor) -> Result<(), WishlistError> {
    let token = actor.wishes().ok_or(WishlistError::NoList)?.clone();
    shop.transaction(token, |tx, token| {
        Box::pin(async move {
            let list = sql::lock(tx, &token).await?.ok_or(WishlistError::NoList)?;
            if list.shared {
                sql::set_share(tx, list.id, None).await?;
            }
            Ok(())
        })
    })
    .await
}

/// The list that a link shows.
pub async fn shared(shop: &Shop, secret: &Token, pricing: Pricing) -> Result<WishlistView, WishlistError> {
    let mut conn = shop.pool.acquire().await?;
    let list = sql::by_share(&mut conn, secret).await?.ok_or(WishlistError::NotShared)?;
    view::show(shop, &mut conn, list, true, pricing).await
}

fn derive(key: &SecretString, list: WishlistId, version: u32) -> Result<Token, Broken> {
    let id = [&list.0.as_bytes()[..], &version.to_be_bytes()[..]].concat();
    Token::derive(key, "stoa wishlist link v1", &id)
}
