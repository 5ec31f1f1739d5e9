//! Currencies of a list, and prices in them.

use super::{
    ImportError,
    beside::by_sku,
    fields,
    lists::read,
    report::{Report, Tally, hint},
};
use crate::{
    Actor, Shop,
    catalog::{self, NewPrice, SettleList, Why, write_prices},
    currencies::{self, ChangeRule, CurrencyError, ListOfPrices, OpenCurrency},
    outbox, text,
};
use model::{
    Currency, PriceListId, VariantId,
    account::Permission,
    event::Event,
    rate::{Rate, Rounding},
};
use sqlx::MySqlConnection;
use std::{collections::HashMap, path::Path, sync::Arc};

/// Takes in currencies: currency, rate, rounding and state (sold, closed). Prices in them are there when it ends. Needs
/// `ChangeProducts`.
pub async fn currencies(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    crate::seed::bootstrap(shop).await?;
    let mut report = Report::default();
    let table = read(file, &["currency", "rate"], &mut report).await?;
    for row in &table.rows {
        let code = table.cell(row, &["currency"]);
        let parsed = code.parse::<Currency>().ok().and_then(|currency| {
            let rounding = match table.cell(row, &["rounding"]) {
                "" => Rounding::EXACT,
                typed => Rounding::parse(typed, currency).ok()?,
            };
            Some((currency, table.cell(row, &["rate"]).parse::<Rate>().ok()?, rounding))
        });
        let Some((currency, rate, rounding)) = parsed else {
            report.problem(row.line, "currency", code, hint("currency", &[]));
            continue;
        };
        let sold = table.cell(row, &["state"]) != "closed";
        match bring(shop, actor, OpenCurrency { currency, rate, rounding }, sold).await {
            Ok(tally) => report.entries.add(tally),
            Err(CurrencyError::Broken(broken)) => return Err(broken.into()),
            Err(_) => report.problem(row.line, "currency", code, hint("currency", &[])),
        }
    }
    Ok(report)
}

/// Sees to it that a currency is sold by a rule, or was.
async fn bring(shop: &Shop, actor: &Actor, wanted: OpenCurrency, sold: bool) -> Result<Tally, CurrencyError> {
    let OpenCurrency { currency, rate, rounding } = wanted;
    let there = list_of(shop, actor, currency).await?;
    let stands = |list: &ListOfPrices| (list.sold || list.opening) == sold;
    if there.as_ref().is_some_and(|list| list.rule == Some((rate, rounding)) && stands(list)) {
        return Ok(Tally { unchanged: 1, ..Tally::default() });
    }
    let list = match &there {
        Some(list) if list.sold || list.opening => {
            currencies::change_rule(shop, actor, ChangeRule { list: list.id, rate, rounding }).await?;
            list.id
        }
        _ => currencies::open(shop, actor, wanted).await?,
    };
    catalog::settle(shop, SettleList { list }).await?;
    if !sold {
        currencies::close(shop, actor, currency).await?;
    }
    let (created, updated) = (u64::from(there.is_none()), u64::from(there.is_some()));
    Ok(Tally { created, updated, ..Tally::default() })
}

async fn list_of(shop: &Shop, actor: &Actor, currency: Currency) -> Result<Option<ListOfPrices>, CurrencyError> {
    let lists = currencies::lists(shop, actor).await?;
    Ok(lists.into_iter().find(|list| list.currency == currency && list.rule.is_some()))
}

/// A price of a list.
#[derive(Clone, Copy, Debug)]
struct Told {
    variant: VariantId,
    amount: i64,
    compare_at: Option<i64>,
    lowest_before: Option<i64>,
    by_hand: bool,
}

/// Takes in prices of further currencies: sku, currency, price, compare_at, lowest_before and by_hand. Needs
/// `ChangeProducts`.
pub async fn prices(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["sku", "currency", "price"], &mut report).await?;
    let variants = by_sku(shop).await?;
    let mut lists: HashMap<String, (PriceListId, Vec<Told>)> = HashMap::new();
    let own = shop.settings.shop.currency;
    for list in currencies::lists(shop, actor).await.map_err(refused)?.into_iter().filter(|list| list.currency != own) {
        lists.insert(list.currency.code().to_owned(), (list.id, vec![]));
    }
    for row in &table.rows {
        let cell = |name: &str| table.cell(row, &[name]);
        let wrong = |column: &'static str, flaw: &'static str| (column, flaw);
        let told = || {
            let variant = *variants.get(cell("sku")).ok_or(wrong("sku", "no-such-variant"))?;
            let currency: Currency = cell("currency").parse().map_err(|_| wrong("currency", "currency"))?;
            let amount = fields::money(cell("price"), currency).map_err(|flaw| wrong("price", flaw))?;
            let maybe = |name| fields::maybe_money(cell(name), currency).map_err(|flaw| wrong(name, flaw));
            let (compare_at, lowest_before) = (maybe("compare_at")?, maybe("lowest_before")?);
            let by_hand = !cell("by_hand").eq_ignore_ascii_case("false");
            Ok(Told { variant, amount, compare_at, lowest_before, by_hand })
        };
        match (told(), lists.get_mut(cell("currency"))) {
            (Ok(told), Some((_, prices))) => prices.push(told),
            (Ok(_), None) => report.problem(row.line, "currency", cell("currency"), hint("currency", &[])),
            (Err((column, flaw)), _) => report.problem(row.line, column, cell(column), hint(flaw, &[])),
        }
    }
    for (list, prices) in lists.into_values() {
        for some in prices.chunks(500) {
            let work = Arc::new((list, some.to_vec(), actor.clone()));
            let tally = shop.transaction(work, |tx, work| Box::pin(async move { write(tx, &work).await })).await?;
            report.entries.add(tally);
        }
    }
    Ok(report)
}

async fn write(
    tx: &mut MySqlConnection,
    (list, prices, actor): &(PriceListId, Vec<Told>, Actor),
) -> Result<Tally, ImportError> {
    catalog::hold_rules(tx, *list).await?;
    let mut tally = Tally::default();
    let why = Why { reason: text::t("import-reason"), actor: actor.word(), user: actor.user() };
    for told in prices {
        let before = sqlx::query!(
            r#"SELECT amount, compare_at, lowest_before, derived AS "derived: bool" FROM prices
               WHERE variant_id = ? AND price_list_id = ? FOR UPDATE"#,
            told.variant,
            *list
        )
        .fetch_optional(&mut *tx)
        .await?;
        let as_told = before.as_ref().is_some_and(|row| {
            row.derived != told.by_hand
                && (row.derived || (row.amount, row.compare_at) == (told.amount, told.compare_at))
        });
        if told.by_hand && !as_told {
            let (amount, compare_at) = (told.amount, told.compare_at);
            let new =
                NewPrice { variant: told.variant, amount, compare_at, before: before.as_ref().map(|row| row.amount) };
            write_prices(tx, *list, &[new], why).await?;
        }
        // What a price here remembers of itself is not overruled by what another shop remembers.
        let remembers = before.as_ref().is_some_and(|row| as_told && row.lowest_before.is_some());
        let noted = match told.lowest_before.filter(|_| !remembers) {
            Some(_) => lowest(tx, *list, told).await?,
            None => false,
        };
        match (&before, as_told && !noted) {
            (_, true) => tally.unchanged += 1,
            (Some(_), false) => tally.updated += 1,
            (None, false) => tally.created += 1,
        }
    }
    if tally.changed() {
        outbox::write(tx, &Event::CatalogReplaced).await?;
    }
    Ok(tally)
}

async fn lowest(tx: &mut MySqlConnection, list: PriceListId, told: &Told) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "UPDATE prices SET lowest_before = ? WHERE variant_id = ? AND price_list_id = ? AND compare_at > amount",
        told.lowest_before,
        told.variant,
        list
    );
    Ok(done.execute(tx).await?.rows_affected() > 0)
}

fn refused(error: CurrencyError) -> ImportError {
    match error {
        CurrencyError::Broken(broken) => broken.into(),
        other => ImportError::Refused(other.into()),
    }
}
