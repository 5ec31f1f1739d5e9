//! A product like another.

use super::{
    super::{CatalogError, NewPrice, Why, default_list, redirects, rules, write_prices},
    by,
    check::check,
    editor,
    sku::SkuMaker,
    update::{refused, set_categories},
    variant_rows::{self as rows, Ledger},
    variants, version,
};
use crate::{Actor, Shop, outbox, text};
use futures::FutureExt;
use model::{PriceListId, ProductId, VariantId, account::Permission, event::Event};
use sqlx::MySqlConnection;

/// Asks for a copy of a product under another title; an empty one is made of the title of the first.
#[derive(Clone, Debug)]
pub struct DuplicateProduct {
    pub product: ProductId,
    pub title: String,
}

/// Makes a draft with the same texts, pictures, options, prices, parts and places, with SKUs of its own, without barcodes
/// and without stock. Needs `ChangeProducts`.
pub async fn duplicate_product(
    shop: &Shop,
    actor: &Actor,
    command: DuplicateProduct,
) -> Result<ProductId, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let list = default_list(&shop.pool, shop.settings.shop.currency).await?;
    let ledger = Ledger { list, reason: text::t("catalog-reason-new").to_owned(), by: by(shop, actor) };
    shop.transaction((command, ledger), |tx, (command, ledger)| copy(tx, command, ledger).boxed()).await
}

async fn copy(tx: &mut MySqlConnection, command: DuplicateProduct, ledger: Ledger) -> Result<ProductId, CatalogError> {
    let old = version::lock(tx, command.product).await?;
    let mut details = editor::details(tx, command.product).await?;
    details.handle = String::new();
    details.title = match command.title.trim() {
        "" => text::t_args("catalog-copy-of", &[("title", old.title.as_str().into())]).chars().take(255).collect(),
        title => title.to_owned(),
    };
    let checked = check(tx, details, None).await?;
    let (product, handle) = (ProductId::new(), &checked.details.handle);
    sqlx::query!(
        "INSERT INTO products (id, handle, title, description_source, description, vendor, product_type, tags, attributes,
                status, seo_title, seo_description, manufacturer, responsible_person, warnings)
         SELECT ?, ?, ?, description_source, description, vendor, product_type, tags, attributes, 'draft', seo_title,
                seo_description, manufacturer, responsible_person, warnings
         FROM products WHERE id = ?",
        product,
        handle,
        checked.details.title,
        command.product,
    )
    .execute(&mut *tx)
    .await
    .map_err(refused)?;
    sqlx::query!(
        "INSERT INTO product_media (product_id, position, media_id, alt)
         SELECT ?, position, media_id, alt FROM product_media WHERE product_id = ?",
        product,
        command.product,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "INSERT INTO product_options (product_id, position, name, option_values)
         SELECT ?, position, name, option_values FROM product_options WHERE product_id = ?",
        product,
        command.product,
    )
    .execute(&mut *tx)
    .await?;
    set_categories(tx, product, &checked.details.categories).await?;
    copy_variants(tx, command.product, product, handle, &ledger).await.map_err(refused)?;
    redirects::taken(tx, redirects::Kind::Product, handle).await?;
    rules::fit(tx, Some(product), ledger.by.currency).await?;
    outbox::write(tx, &Event::ProductChanged { product }).await?;
    Ok(product)
}

async fn copy_variants(
    tx: &mut MySqlConnection,
    from: ProductId,
    to: ProductId,
    handle: &str,
    ledger: &Ledger,
) -> Result<(), sqlx::Error> {
    let facts = variants::facts(tx, from, ledger.list).await?;
    let mut maker = SkuMaker::new(tx, handle).await?;
    let places = sqlx::query!(
        r#"SELECT id AS "id: VariantId", option1, option2, option3, position FROM variants
           WHERE product_id = ? AND archived_at IS NULL ORDER BY position, id"#,
        from
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in places {
        let Some(mut details) = facts.get(&row.id).cloned() else { continue };
        let values = [row.option1, row.option2, row.option3];
        (details.sku, details.barcode) = (maker.make(&values), String::new());
        let copy = rows::insert(tx, to, (&values, row.position), &details, 0, ledger).await?;
        copy_prices(tx, row.id, copy, ledger).await?;
        sqlx::query!(
            "INSERT INTO bundle_parts (bundle_id, part_id, units, position)
             SELECT ?, part_id, units, position FROM bundle_parts WHERE bundle_id = ?",
            copy,
            row.id,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// The prices that somebody set in other lists; those that follow are there already.
async fn copy_prices(
    tx: &mut MySqlConnection,
    from: VariantId,
    to: VariantId,
    ledger: &Ledger,
) -> Result<(), sqlx::Error> {
    let set = sqlx::query!(
        r#"SELECT price_list_id AS "list: PriceListId", amount, compare_at FROM prices
           WHERE variant_id = ? AND price_list_id <> ? AND NOT derived ORDER BY price_list_id"#,
        from,
        ledger.list,
    )
    .fetch_all(&mut *tx)
    .await?;
    let why = Why { reason: &ledger.reason, actor: ledger.by.actor, user: ledger.by.user };
    for row in set {
        let price = NewPrice { variant: to, amount: row.amount, compare_at: row.compare_at, before: None };
        write_prices(tx, row.list, &[price], why).await?;
    }
    Ok(())
}
