//! The prices of one list, variant by variant.

use super::CurrencyError;
use crate::{
    Actor, Shop,
    catalog::{self, NewPrice, Why},
    outbox,
};
use model::{
    Fault, Page, PriceListId, ProductId, UserId, VariantId, account::Permission, event::Event, money::MAX_UNIT_MINOR,
};
use sqlx::MySqlConnection;

/// Which prices of a list to show.
#[derive(Clone, Debug)]
pub struct PriceQuery {
    pub list: PriceListId,
    /// A part of a title or SKU.
    pub text: String,
    /// Only prices that were set by hand.
    pub by_hand: bool,
    /// From 1.
    pub page: u32,
}

/// Prices on a page.
const PER_PAGE: u32 = 50;

/// The price of a variant in a list, beside the shop's own.
#[derive(Clone, Debug)]
pub struct ListPrice {
    pub variant: VariantId,
    pub product: ProductId,
    pub title: String,
    pub variant_title: String,
    pub sku: String,
    pub own: i64,
    /// In minor units of the list's currency; `None` where there is none.
    pub amount: Option<i64>,
    pub compare_at: Option<i64>,
    pub derived: bool,
}

/// A page of the prices of a list, by title.
pub async fn prices(shop: &Shop, actor: &Actor, query: &PriceQuery) -> Result<Page<ListPrice>, CurrencyError> {
    actor.require(Permission::SeeProducts).map_err(CurrencyError::Refused)?;
    let own = catalog::default_list(&shop.pool, shop.settings.shop.currency).await?;
    let like = format!("%{}%", query.text.trim().replace(['\\', '%', '_'], ""));
    let page = query.page.clamp(1, 10_000);
    let total = sqlx::query_scalar!(
        "SELECT COUNT(*) FROM variants v JOIN products p ON p.id = v.product_id
         JOIN prices b ON b.variant_id = v.id AND b.price_list_id = ?
         LEFT JOIN prices d ON d.variant_id = v.id AND d.price_list_id = ?
         WHERE v.archived_at IS NULL AND (p.title LIKE ? OR v.sku LIKE ?) AND (NOT ? OR NOT d.derived)",
        own,
        query.list,
        like,
        like,
        query.by_hand,
    )
    .fetch_one(&shop.pool)
    .await?;
    let items = sqlx::query_as!(
        ListPrice,
        r#"SELECT v.id as "variant: VariantId", p.id as "product: ProductId", p.title,
                  CONCAT_WS(', ', NULLIF(v.option1, ''), NULLIF(v.option2, ''), NULLIF(v.option3, ''))
                      as "variant_title!", v.sku, b.amount as own, d.amount as "amount?", d.compare_at,
                  COALESCE(d.derived, TRUE) as "derived!: bool"
           FROM variants v JOIN products p ON p.id = v.product_id
           JOIN prices b ON b.variant_id = v.id AND b.price_list_id = ?
           LEFT JOIN prices d ON d.variant_id = v.id AND d.price_list_id = ?
           WHERE v.archived_at IS NULL AND (p.title LIKE ? OR v.sku LIKE ?) AND (NOT ? OR NOT d.derived)
           ORDER BY p.title, p.id, v.position LIMIT ? OFFSET ?"#,
        own,
        query.list,
        like,
        like,
        query.by_hand,
        PER_PAGE,
        (page - 1) * PER_PAGE,
    )
    .fetch_all(&shop.pool)
    .await?;
    Ok(Page { items, total: u64::try_from(total).unwrap_or_default(), page, per_page: PER_PAGE })
}

/// The price of one variant in a list.
pub async fn price(
    shop: &Shop,
    actor: &Actor,
    list: PriceListId,
    variant: VariantId,
) -> Result<ListPrice, CurrencyError> {
    actor.require(Permission::SeeProducts).map_err(CurrencyError::Refused)?;
    let own = catalog::default_list(&shop.pool, shop.settings.shop.currency).await?;
    let found = sqlx::query_as!(
        ListPrice,
        r#"SELECT v.id as "variant: VariantId", p.id as "product: ProductId", p.title,
                  CONCAT_WS(', ', NULLIF(v.option1, ''), NULLIF(v.option2, ''), NULLIF(v.option3, ''))
                      as "variant_title!", v.sku, b.amount as own, d.amount as "amount?", d.compare_at,
                  COALESCE(d.derived, TRUE) as "derived!: bool"
           FROM variants v JOIN products p ON p.id = v.product_id
           JOIN prices b ON b.variant_id = v.id AND b.price_list_id = ?
           LEFT JOIN prices d ON d.variant_id = v.id AND d.price_list_id = ?
           WHERE v.id = ?"#,
        own,
        list,
        variant,
    )
    .fetch_optional(&shop.pool)
    .await?;
    found.ok_or(CurrencyError::NoVariant)
}

/// Asks for a price of a variant in a list that follows from the shop's own: set by hand, or by the rule again.
#[derive(Clone, Debug)]
pub struct SetListPrice {
    pub list: PriceListId,
    pub variant: VariantId,
    /// `None` lets it follow again.
    pub amount: Option<i64>,
    pub compare_at: Option<i64>,
    /// The price that the form showed; another one now is a conflict.
    pub expected: Option<i64>,
    pub reason: String,
}

/// Sets a price by hand, or lets it follow again, with its history row and event.
pub async fn set_price(shop: &Shop, actor: &Actor, command: SetListPrice) -> Result<(), CurrencyError> {
    actor.require(Permission::ChangeProducts).map_err(CurrencyError::Refused)?;
    check(&command)?;
    let input = (command, (actor.word(), actor.user()));
    shop.transaction(input, |tx, (command, by)| Box::pin(async move { set(tx, &command, by).await })).await
}

fn check(command: &SetListPrice) -> Result<(), CurrencyError> {
    let mut wrong = vec![];
    if command.amount.is_some_and(|amount| !(1..=MAX_UNIT_MINOR).contains(&amount)) {
        wrong.push(("amount", "price-range"));
    }
    if let (Some(amount), Some(was)) = (command.amount, command.compare_at)
        && (was <= amount || was > MAX_UNIT_MINOR)
    {
        wrong.push(("compare_at", "compare-at-range"));
    }
    if command.reason.trim().is_empty() || command.reason.chars().count() > 500 {
        wrong.push(("reason", "reason-missing"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(CurrencyError::Refused(Fault::invalid(wrong))) }
}

async fn set(
    tx: &mut MySqlConnection,
    command: &SetListPrice,
    (actor, user): (&'static str, Option<UserId>),
) -> Result<(), CurrencyError> {
    // Rules and prices change in this order: list, base, price.
    let list = catalog::follower(tx, command.list).await?.ok_or(CurrencyError::NoRule)?;
    let base = sqlx::query!(
        r#"SELECT p.amount, p.compare_at, v.product_id as "product: ProductId"
           FROM price_lists l JOIN prices p ON p.price_list_id = l.base_id AND p.variant_id = ?
           JOIN variants v ON v.id = p.variant_id WHERE l.id = ? LOCK IN SHARE MODE"#,
        command.variant,
        command.list,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(CurrencyError::NoVariant)?;
    let before = sqlx::query_scalar!(
        "SELECT amount FROM prices WHERE variant_id = ? AND price_list_id = ? FOR UPDATE",
        command.variant,
        command.list,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if before != command.expected {
        return Err(CurrencyError::PriceMoved);
    }
    let why = Why { reason: command.reason.trim(), actor, user };
    match command.amount {
        Some(amount) => {
            let price = NewPrice { variant: command.variant, amount, compare_at: command.compare_at, before };
            catalog::write_prices(tx, command.list, &[price], why).await?;
        }
        None => {
            let base =
                NewPrice { variant: command.variant, amount: base.amount, compare_at: base.compare_at, before: None };
            catalog::let_follow(tx, &list, base, why).await?;
        }
    }
    outbox::write(tx, &Event::PriceChanged { product: base.product, variant: command.variant }).await?;
    Ok(())
}
