//! The demo shop of `demo/`: products, categories, collections, reviews, pages and pictures.

use crate::{
    Actor, Broken, Shop,
    accounts::{self, AccountError, NewUser},
    catalog::{self, SettleList},
    currencies::{self, CurrencyError, OpenCurrency},
    import::{self, Import, ImportError, Report, Trust},
    settings::Mode,
};
use model::{Currency, account::Role, rate::Rounding};
use std::path::Path;

/// The login of the demo's owner. In production it is not made, and its password opens nothing.
pub const OWNER: (&str, &str) = ("owner@wrenfold.example", "wrenfold-demo-owner");

/// What the seeding of each part did.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Demo {
    pub products: Report,
    pub collections: Report,
    pub reviews: Report,
    pub pages: Report,
    pub synonyms: Report,
    pub pictures: Report,
    /// The login that was made, where it was not there and may be.
    pub owner: Option<&'static str>,
}

/// Fills the shop with the demo shop of a folder. A second run changes nothing.
pub async fn demo(shop: &Shop, folder: &Path) -> Result<Demo, ImportError> {
    let actor = Actor::System;
    super::bootstrap(shop).await?;
    let file = folder.join("products.csv");
    // Boxed, because an import is a large future.
    let products =
        Box::pin(import::products(shop, &actor, Import { file, trusted: true, ..Import::default() })).await?;
    let collections = import::collections(shop, &actor, &folder.join("collections.csv"), None).await?;
    if products.products.created > 0 {
        age(shop).await?;
    }
    pounds(shop).await?;
    Ok(Demo {
        products,
        collections,
        reviews: import::reviews(shop, &actor, &folder.join("reviews.csv"), None).await?,
        pages: import::pages(shop, &actor, &folder.join("pages")).await?,
        synonyms: import::synonyms(shop, &actor, &folder.join("synonyms.csv")).await?,
        pictures: import::site_pictures(shop, &actor, &folder.join("pictures.csv"), None, Trust::Own).await?,
        owner: owner(shop, &actor).await?,
    })
}

/// Lets the demo shop sell in pounds as well, where it does not yet.
async fn pounds(shop: &Shop) -> Result<(), Broken> {
    let (currency, own) = ("GBP".parse().map_err(Broken::other)?, shop.settings.shop.currency);
    let known =
        sqlx::query_scalar!("SELECT COUNT(*) FROM price_lists WHERE currency = 'GBP'").fetch_one(&shop.pool).await?;
    if known > 0 || own != Currency::EUR {
        return Ok(());
    }
    let rate = "0.8437".parse().map_err(Broken::other)?;
    let rounding = Rounding::parse("0.50", currency).map_err(Broken::other)?;
    let opened = currencies::open(shop, &Actor::System, OpenCurrency { currency, rate, rounding }).await;
    let list = opened.map_err(|error| match error {
        CurrencyError::Broken(broken) => broken,
        other => Broken::other(other),
    })?;
    catalog::settle(shop, SettleList { list }).await
}

/// Makes the collection "new" the newest of the shop, and the best sellers the most sold.
async fn age(shop: &Shop) -> Result<(), Broken> {
    sqlx::query!(
        "UPDATE products SET published_at = published_at - INTERVAL 90 DAY
         WHERE published_at > UTC_TIMESTAMP(6) - INTERVAL 1 DAY
           AND id NOT IN (SELECT cp.product_id FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
                          WHERE c.handle = 'new')"
    )
    .execute(&shop.pool)
    .await?;
    sqlx::query!(
        "UPDATE products p
         JOIN collection_products cp ON cp.product_id = p.id
         JOIN collections c ON c.id = cp.collection_id AND c.handle = 'best-sellers'
         SET p.popularity = 240 - 15 * LEAST(cp.position, 14) WHERE p.popularity = 0"
    )
    .execute(&shop.pool)
    .await?;
    Ok(())
}

async fn owner(shop: &Shop, actor: &Actor) -> Result<Option<&'static str>, Broken> {
    if shop.settings.server.mode == Mode::Production {
        return Ok(None);
    }
    let (email, password) = OWNER;
    let user = NewUser {
        email: email.parse().map_err(Broken::other)?,
        name: "Edith Marrow".into(),
        password: password.into(),
        role: Role::Admin,
    };
    match accounts::create_user(shop, actor, user).await {
        Ok(_) => Ok(Some(email)),
        Err(AccountError::EmailTaken) => Ok(None),
        Err(AccountError::Broken(broken)) => Err(broken),
        Err(other) => Err(Broken::other(other)),
    }
}
