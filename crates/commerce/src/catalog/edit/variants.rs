//! What staff write of variants: names, prices, weight, how stock is treated.

use super::{
    super::{CatalogError, default_list, products_with_part},
    By, by,
    editor::content,
    update::refused,
    variant_check::{faults, named, trim},
    variant_rows::{self as rows, Ledger},
    version::{self, advance},
};
use crate::{Actor, Shop, outbox, text::t};
use futures::FutureExt;
use model::{
    Fault, MediaId, PriceListId, ProductId, VariantId, account::Permission, event::Event, product::VariantDetails,
};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::{BTreeMap, HashMap};

/// Asks for other facts of some variants of a product. A wrong field is named `<field>.<variant>`.
#[derive(Clone, Debug)]
pub struct EditVariants {
    pub product: ProductId,
    pub version: u32,
    pub variants: Vec<(VariantId, VariantDetails)>,
    /// For the history of prices; a usual sentence where it is empty.
    pub reason: String,
}

/// Asks to take a variant off sale.
#[derive(Clone, Copy, Debug)]
pub struct RemoveVariant {
    pub product: ProductId,
    pub version: u32,
    pub variant: VariantId,
}

/// Writes the variants; an empty SKU stays what it was. Returns the version after it. Needs `ChangeProducts`.
pub async fn edit_variants(shop: &Shop, actor: &Actor, command: EditVariants) -> Result<u32, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let list = default_list(&shop.pool, shop.settings.shop.currency).await?;
    let ledger = Ledger { list, reason: reason(&command.reason), by: by(shop, actor) };
    shop.transaction((command, ledger), |tx, (command, ledger)| change(tx, command, ledger).boxed()).await
}

/// What the history of prices says of an edit.
pub(super) fn reason(typed: &str) -> String {
    match typed.trim() {
        "" => t("catalog-reason-edited").to_owned(),
        reason => reason.chars().take(500).collect(),
    }
}

/// Takes a variant off sale, archived where it was ordered. The last one stays. Returns the version after it. Needs
/// `ChangeProducts`.
pub async fn remove_variant(shop: &Shop, actor: &Actor, command: RemoveVariant) -> Result<u32, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let list = default_list(&shop.pool, shop.settings.shop.currency).await?;
    let input = (command, list, by(shop, actor));
    shop.transaction(input, |tx, (command, list, by)| take_off(tx, command, list, by).boxed()).await
}

/// The same inside a transaction.
pub(super) async fn take_off(
    tx: &mut MySqlConnection,
    command: RemoveVariant,
    list: PriceListId,
    by: By,
) -> Result<u32, CatalogError> {
    let held = version::hold(tx, command.product, command.version).await?;
    let present = facts(tx, command.product, list).await?;
    if !present.contains_key(&command.variant) {
        return Err(CatalogError::NoVariant);
    }
    if present.len() == 1 {
        return Err(CatalogError::Refused(Fault::invalid([("variant", "last-variant")])));
    }
    rows::remove(tx, command.variant).await?;
    advance(tx, &held, &["variants"], by).await
}

/// Writes variants inside a transaction.
pub(super) async fn change(
    tx: &mut MySqlConnection,
    mut command: EditVariants,
    ledger: Ledger,
) -> Result<u32, CatalogError> {
    command.variants.iter_mut().for_each(|(_, details)| trim(details));
    let held = version::hold(tx, command.product, command.version).await?;
    let present = facts(tx, command.product, ledger.list).await?;
    for (id, details) in &mut command.variants {
        let before = present.get(id).ok_or(CatalogError::NoVariant)?;
        if details.sku.is_empty() {
            details.sku.clone_from(&before.sku);
        }
    }
    let changed: Vec<_> = command.variants.into_iter().filter(|(id, now)| present.get(id) != Some(now)).collect();
    if changed.is_empty() {
        return Ok(held.version);
    }
    refuse(tx, &changed, &present).await?;
    step_aside(tx, &changed, &present).await?;
    tell_bundles(tx, &changed, &present).await?;
    let mut repriced = false;
    for (id, details) in &changed {
        let before = present.get(id).map(|before| (before.price, before.compare_at));
        rows::write(tx, command.product, *id, details).await.map_err(refused)?;
        if rows::reprice(tx, *id, details, before, &ledger).await? {
            repriced = true;
            outbox::write(tx, &Event::PriceChanged { product: command.product, variant: *id }).await?;
        }
    }
    let fields: &[&str] = if repriced { &["variants", "price"] } else { &["variants"] };
    advance(tx, &held, fields, ledger.by).await
}

async fn refuse(
    tx: &mut MySqlConnection,
    changed: &[(VariantId, VariantDetails)],
    present: &BTreeMap<VariantId, VariantDetails>,
) -> Result<(), CatalogError> {
    let mut wrong = vec![];
    let holders = holders(tx, changed.iter().map(|(_, details)| details.sku.as_str())).await?;
    let mut seen: HashMap<&str, VariantId> = HashMap::new();
    for (id, details) in changed {
        let barcode = present.get(id).map_or("", |before| before.barcode.as_str());
        wrong.extend(faults(details, barcode).into_iter().map(|(field, code)| (named(field, *id), code)));
        // A SKU that another variant gives up in the same change is free.
        let given_up =
            |holder: &VariantId| changed.iter().any(|(other, now)| other == holder && now.sku != details.sku);
        let held = holders.get(&details.sku).is_some_and(|holder| holder != id && !given_up(holder));
        if held || seen.insert(&details.sku, *id).is_some() {
            wrong.push((named("sku", *id), "sku-taken"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(CatalogError::Refused(Fault::invalid(wrong))) }
}

/// Which variants of the shop have some SKUs, archived ones too.
pub(super) async fn holders(
    tx: &mut MySqlConnection,
    skus: impl Iterator<Item = &str>,
) -> Result<HashMap<String, VariantId>, sqlx::Error> {
    let mut select = QueryBuilder::new("SELECT sku, id FROM variants WHERE sku IN (''");
    for sku in skus {
        select.push(", ").push_bind(sku);
    }
    select.push(")");
    let rows: Vec<(String, VariantId)> = select.build_query_as().persistent(false).fetch_all(tx).await?;
    Ok(rows.into_iter().collect())
}

/// Gives up SKUs that change, so that two variants may swap theirs.
async fn step_aside(
    tx: &mut MySqlConnection,
    changed: &[(VariantId, VariantDetails)],
    present: &BTreeMap<VariantId, VariantDetails>,
) -> Result<(), sqlx::Error> {
    for (id, _) in changed.iter().filter(|(id, now)| present.get(id).is_some_and(|before| before.sku != now.sku)) {
        sqlx::query!("UPDATE variants SET sku = CONCAT('~', HEX(id)) WHERE id = ?", *id).execute(&mut *tx).await?;
    }
    Ok(())
}

/// How a part is counted decides how many of its bundles there are.
async fn tell_bundles(
    tx: &mut MySqlConnection,
    changed: &[(VariantId, VariantDetails)],
    present: &BTreeMap<VariantId, VariantDetails>,
) -> Result<(), sqlx::Error> {
    let counting = |details: &VariantDetails| (details.tracked, details.continue_selling);
    for (id, _) in changed.iter().filter(|(id, now)| present.get(id).map(counting) != Some(counting(now))) {
        for (product, variant) in products_with_part(tx, *id).await? {
            outbox::write(tx, &Event::StockChanged { product, variant }).await?;
        }
    }
    Ok(())
}

/// The variants of a product that are on sale, locked, in the order of their ids.
pub(super) async fn facts(
    tx: &mut MySqlConnection,
    product: ProductId,
    list: PriceListId,
) -> Result<BTreeMap<VariantId, VariantDetails>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT v.id AS "id: VariantId", v.sku, v.barcode, v.weight_grams, v.requires_shipping AS "requires_shipping: bool",
                  v.taxable AS "taxable: bool", v.tracked AS "tracked: bool", v.continue_selling AS "continue_selling: bool",
                  v.cost, v.content_milli, v.content_unit, v.content_reference, COALESCE(pr.amount, 0) AS "amount!: i64",
                  pr.compare_at,
                  (SELECT pm.media_id FROM product_media pm
                   WHERE pm.product_id = v.product_id AND pm.position = v.media_position) AS "picture: MediaId"
           FROM variants v LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = ?
           WHERE v.product_id = ? AND v.archived_at IS NULL ORDER BY v.id FOR UPDATE"#,
        list,
        product
    )
    .fetch_all(tx)
    .await?;
    let one = rows.into_iter().map(|row| {
        let details = VariantDetails {
            sku: row.sku,
            barcode: row.barcode.unwrap_or_default(),
            price: row.amount,
            compare_at: row.compare_at,
            cost: row.cost,
            weight_grams: row.weight_grams.into(),
            requires_shipping: row.requires_shipping,
            taxable: row.taxable,
            tracked: row.tracked,
            continue_selling: row.continue_selling,
            picture: row.picture,
            content: content(row.content_milli, row.content_unit.as_deref(), row.content_reference.as_deref()),
        };
        (row.id, details)
    });
    Ok(one.collect())
}
