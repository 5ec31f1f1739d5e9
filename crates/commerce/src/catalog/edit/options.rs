//! Options and the matrix of variants that they make.

use super::{
    super::{CatalogError, default_list},
    by, editor,
    matrix::{self, Plan, Present},
    sku::SkuMaker,
    update::{json, refused},
    variant_rows::{self as rows, Ledger},
    variants,
    version::{self, advance},
};
use crate::{Actor, Shop, text::t};
use futures::FutureExt;
use model::{
    Fault, ProductId, VariantId,
    account::Permission,
    product::{OptionDetails, VariantDetails},
};
use sqlx::{MySqlConnection, QueryBuilder};

/// Asks for other options of a product. None make it a product with nothing to choose.
#[derive(Clone, Debug)]
pub struct SetOptions {
    pub product: ProductId,
    pub version: u32,
    pub options: Vec<OptionDetails>,
}

/// Changes the options and makes the variants follow: combinations with a new value are made, with the price and the
/// facts of the first variant; those of a value that is gone go, archived where they were ordered. Returns the version
/// after it. Needs `ChangeProducts`.
pub async fn set_options(shop: &Shop, actor: &Actor, command: SetOptions) -> Result<u32, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let options =
        OptionDetails::checked(command.options).map_err(|wrong| CatalogError::Refused(Fault::invalid(wrong)))?;
    let list = default_list(&shop.pool, shop.settings.shop.currency).await?;
    let ledger = Ledger { list, reason: t("catalog-reason-options").to_owned(), by: by(shop, actor) };
    let input = (command.product, command.version, options, ledger);
    shop.transaction(input, |tx, (product, version, options, ledger)| {
        change(tx, product, version, options, ledger).boxed()
    })
    .await
}

/// The same inside a transaction, with options that were checked.
pub(super) async fn change(
    tx: &mut MySqlConnection,
    product: ProductId,
    version: u32,
    options: Vec<OptionDetails>,
    ledger: Ledger,
) -> Result<u32, CatalogError> {
    let held = version::hold(tx, product, version).await?;
    let before = editor::options(tx, product).await?;
    let present = present(tx, product).await?;
    let plan = matrix::plan(&before, &present, &options);
    if same(&before, &options) && plan.add.is_empty() && plan.restore.is_empty() && plan.remove.is_empty() {
        return Ok(held.version);
    }
    let template = variants::facts(tx, product, ledger.list).await?;
    write_options(tx, product, &options).await?;
    let maker = SkuMaker::new(tx, &held.handle).await?;
    apply(tx, product, plan, maker, template.into_iter().next().map(|(_, facts)| facts), &ledger)
        .await
        .map_err(refused)?;
    advance(tx, &held, &["options", "variants"], ledger.by).await
}

/// Makes the variants as they were planned. New ones are like the template.
async fn apply(
    tx: &mut MySqlConnection,
    product: ProductId,
    plan: Plan,
    mut maker: SkuMaker,
    template: Option<VariantDetails>,
    ledger: &Ledger,
) -> Result<(), sqlx::Error> {
    for id in &plan.remove {
        rows::remove(tx, *id).await?;
    }
    for id in plan.aside.iter().chain(&plan.remove).chain(plan.keep.iter().map(|(id, ..)| id)) {
        rows::step_aside(tx, *id).await?;
    }
    for (id, values, place) in plan.keep.iter().chain(&plan.restore) {
        rows::place(tx, *id, values, *place).await?;
    }
    let mut facts = template.unwrap_or_default();
    (facts.barcode, facts.picture) = (String::new(), None);
    for (values, place) in &plan.add {
        facts.sku = maker.make(values);
        rows::insert(tx, product, (values, *place), &facts, 0, ledger).await?;
    }
    Ok(())
}

async fn present(tx: &mut MySqlConnection, product: ProductId) -> Result<Vec<Present>, sqlx::Error> {
    let mut rows = sqlx::query!(
        r#"SELECT id AS "id: VariantId", option1, option2, option3, position, archived_at IS NOT NULL AS "archived!: bool"
           FROM variants WHERE product_id = ? ORDER BY id FOR UPDATE"#,
        product
    )
    .fetch_all(tx)
    .await?;
    rows.sort_by_key(|row| row.position);
    let one = rows.into_iter().map(|row| Present {
        id: row.id,
        values: [row.option1, row.option2, row.option3],
        archived: row.archived,
    });
    Ok(one.collect())
}

/// Whether nothing was added, renamed, moved or taken away.
fn same(before: &[(String, Vec<String>)], after: &[OptionDetails]) -> bool {
    let values = |option: &OptionDetails| option.values.iter().map(|value| value.value.clone()).collect::<Vec<_>>();
    before.len() == after.len()
        && before.iter().zip(after).all(|((name, old), new)| *name == new.name && *old == values(new))
}

/// Writes the rows of the options.
pub(super) async fn write_options(
    tx: &mut MySqlConnection,
    product: ProductId,
    options: &[OptionDetails],
) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM product_options WHERE product_id = ?", product).execute(&mut *tx).await?;
    if options.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::new("INSERT INTO product_options (product_id, position, name, option_values) ");
    insert.push_values((1u8..).zip(options), |mut row, (place, option)| {
        let values: Vec<&str> = option.values.iter().map(|value| value.value.as_str()).collect();
        row.push_bind(product).push_bind(place).push_bind(option.name.clone()).push_bind(json(&values));
    });
    insert.build().persistent(false).execute(tx).await.map(drop)
}

/// Makes all variants of a product that has none yet: one for each combination of its options.
pub(super) async fn make_all(
    tx: &mut MySqlConnection,
    product: ProductId,
    handle: &str,
    options: &[OptionDetails],
    (first, on_hand): (&VariantDetails, i64),
    ledger: &Ledger,
) -> Result<(), sqlx::Error> {
    write_options(tx, product, options).await?;
    let mut maker = SkuMaker::new(tx, handle).await?;
    let plan = matrix::plan(&[], &[], options);
    for (values, place) in &plan.add {
        let mut facts = first.clone();
        if *place > 0 {
            facts.barcode = String::new();
        }
        if facts.sku.is_empty() || *place > 0 {
            facts.sku = maker.make(values);
        }
        rows::insert(tx, product, (values, *place), &facts, on_hand, ledger).await?;
    }
    Ok(())
}
