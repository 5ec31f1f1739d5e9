//! Further currencies: prices that follow from the shop's own, and those that somebody set.

use crate::shelf::{Goods, goods, open_shop};
use commerce::{
    Actor, Shop,
    catalog::{self, SetPrice, SettleList},
    check,
    currencies::{self, ChangeRule, CurrencyError, OpenCurrency, PriceQuery, SetListPrice},
};
use model::{
    Currency, PriceListId, VariantId,
    rate::{Rate, Rounding},
};
use std::sync::Arc;
use tokio::sync::Barrier;

pub fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

pub fn rounding(text: &str, code: &str) -> Rounding {
    Rounding::parse(text, currency(code)).unwrap()
}

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

/// Begins to sell in a currency and derives its prices, as the job does.
pub async fn sell_in(shop: &Shop, code: &str, rate_text: &str, rounding_text: &str) -> PriceListId {
    let command =
        OpenCurrency { currency: currency(code), rate: rate(rate_text), rounding: rounding(rounding_text, code) };
    let list = currencies::open(shop, &Actor::System, command).await.unwrap();
    catalog::settle(shop, SettleList { list }).await.unwrap();
    list
}

async fn amount(shop: &Shop, variant: VariantId, list: PriceListId) -> Option<(i64, bool)> {
    sqlx::query_as("SELECT amount, derived FROM prices WHERE variant_id = ? AND price_list_id = ?")
        .bind(variant)
        .bind(list)
        .fetch_optional(&shop.pool)
        .await
        .unwrap()
}

async fn reprice(shop: &Shop, variant: VariantId, expected: i64, amount: i64) {
    let command = SetPrice {
        variant,
        amount,
        compare_at: None,
        expected,
        expected_compare_at: None,
        reason: "dearer wood".into(),
    };
    catalog::set_price(shop, &Actor::System, command).await.unwrap();
}

async fn sound(shop: &Shop) {
    assert_eq!(check::run(shop).await.unwrap(), []);
}

async fn number(shop: &Shop, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&shop.pool).await.unwrap()
}

fn by_hand(list: PriceListId, variant: VariantId, amount: Option<i64>, expected: Option<i64>) -> SetListPrice {
    SetListPrice { list, variant, amount, compare_at: None, expected, reason: "fits the shelf".into() }
}

#[tokio::test]
async fn a_currency_is_sold_when_its_prices_are_ready() {
    let shop = open_shop().await;
    let mug = goods(&shop, Goods::default()).await;
    let pounds = OpenCurrency { currency: currency("GBP"), rate: rate("0.8437"), rounding: rounding("1-0.01", "GBP") };
    let list = currencies::open(&shop, &Actor::System, pounds).await.unwrap();
    assert_eq!(catalog::currencies(&shop).await.unwrap(), [Currency::EUR]);
    let again = currencies::open(&shop, &Actor::System, pounds).await;
    assert!(matches!(again, Err(CurrencyError::Sold)), "{again:?}");
    let slip = currencies::open(&shop, &Actor::System, OpenCurrency { currency: currency("GPB"), ..pounds }).await;
    assert!(matches!(slip, Err(CurrencyError::Unknown)), "{slip:?}");
    // The job, as it was put into the queue.
    let waiting: String =
        sqlx::query_scalar("SELECT kind FROM jobs WHERE state = 'ready'").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(waiting, SettleList::KIND);
    catalog::settle(&shop, SettleList { list }).await.unwrap();
    assert_eq!(catalog::currencies(&shop).await.unwrap(), [Currency::EUR, currency("GBP")]);
    // 16.50 EUR are 13.92 GBP.
    assert_eq!(amount(&shop, mug, list).await, Some((1_399, true)));
    let own = OpenCurrency { currency: Currency::EUR, ..pounds };
    assert!(matches!(currencies::open(&shop, &Actor::System, own).await, Err(CurrencyError::Own)));
    sound(&shop).await;
}

#[tokio::test]
async fn derived_prices_follow_in_the_same_transaction_and_set_ones_stay() {
    let shop = open_shop().await;
    let (mug, bowl) = (goods(&shop, Goods::default()).await, goods(&shop, Goods::default()).await);
    let list = sell_in(&shop, "GBP", "0.8", "0.05").await;
    currencies::set_price(&shop, &Actor::System, by_hand(list, bowl, Some(999), Some(1_320))).await.unwrap();
    let moved = currencies::set_price(&shop, &Actor::System, by_hand(list, bowl, Some(1), Some(1_320))).await;
    assert!(matches!(moved, Err(CurrencyError::PriceMoved)), "{moved:?}");
    reprice(&shop, mug, 1_650, 2_000).await;
    reprice(&shop, bowl, 1_650, 2_000).await;
    assert_eq!(amount(&shop, mug, list).await, Some((1_600, true)));
    assert_eq!(amount(&shop, bowl, list).await, Some((999, false)));
    // Each change of a price has its row in the history.
    let told =
        "SELECT COUNT(*) FROM price_history h JOIN price_lists l ON l.id = h.price_list_id WHERE l.currency = 'GBP'";
    assert_eq!(number(&shop, told).await, 4);
    currencies::set_price(&shop, &Actor::System, by_hand(list, bowl, None, Some(999))).await.unwrap();
    assert_eq!(amount(&shop, bowl, list).await, Some((1_600, true)));
    sound(&shop).await;
    sqlx::query("UPDATE prices SET amount = amount + 1 WHERE derived LIMIT 1").execute(&shop.pool).await.unwrap();
    let found = check::run(&shop).await.unwrap();
    assert_eq!(found.iter().map(|found| found.rule).collect::<Vec<_>>(), ["I19", "I21"], "neither told nor derived");
}

#[tokio::test]
async fn what_is_too_dear_in_a_currency_is_not_sold_in_it() {
    let shop = open_shop().await;
    let house = goods(&shop, Goods { price: 900_000_000, ..Goods::default() }).await;
    let list = sell_in(&shop, "VND", "29500", "1000").await;
    assert_eq!(amount(&shop, house, list).await, None);
    reprice(&shop, house, 900_000_000, 1_650).await;
    assert_eq!(amount(&shop, house, list).await, Some((487_000, true)));
    reprice(&shop, house, 1_650, 900_000_000).await;
    assert_eq!(amount(&shop, house, list).await, None);
    sound(&shop).await;
}

#[tokio::test]
async fn another_rule_is_applied_by_the_job_and_told_once() {
    let shop = open_shop().await;
    for price in [1_000, 2_000, 3_000] {
        goods(&shop, Goods { price, ..Goods::default() }).await;
    }
    let list = sell_in(&shop, "GBP", "0.8", "1").await;
    let before = number(&shop, "SELECT COUNT(*) FROM outbox WHERE topic = 'price.changed'").await;
    let rule = ChangeRule { list, rate: rate("0.9"), rounding: rounding("1", "GBP") };
    currencies::change_rule(&shop, &Actor::System, rule).await.unwrap();
    currencies::change_rule(&shop, &Actor::System, rule).await.unwrap();
    // Whatever arrives twice does no harm.
    for _ in 0..2 {
        catalog::settle(&shop, SettleList { list }).await.unwrap();
    }
    let after = number(&shop, "SELECT COUNT(*) FROM outbox WHERE topic = 'price.changed'").await;
    assert_eq!(after - before, 3);
    let amounts: Vec<i64> = sqlx::query_scalar("SELECT amount FROM prices WHERE derived ORDER BY amount")
        .fetch_all(&shop.pool)
        .await
        .unwrap();
    assert_eq!(amounts, [900, 1_800, 2_700]);
    sound(&shop).await;
}

#[tokio::test]
async fn the_job_goes_on_where_it_was_stopped() {
    let shop = open_shop().await;
    let (first, second) = (goods(&shop, Goods::default()).await, goods(&shop, Goods::default()).await);
    let list = sell_in(&shop, "GBP", "0.8", "0.05").await;
    sqlx::query("UPDATE price_lists SET rate = 1000000000, settled = FALSE, settled_to = ? WHERE id = ?")
        .bind(first)
        .bind(list)
        .execute(&shop.pool)
        .await
        .unwrap();
    catalog::settle(&shop, SettleList { list }).await.unwrap();
    assert_eq!(amount(&shop, first, list).await, Some((1_320, true)));
    assert_eq!(amount(&shop, second, list).await, Some((1_650, true)));
}

#[tokio::test]
async fn a_price_that_changes_while_the_job_runs_is_never_left_behind() {
    let shop = open_shop().await;
    let mut variants = vec![];
    for _ in 0..3 {
        variants.push(goods(&shop, Goods::default()).await);
    }
    let list = sell_in(&shop, "GBP", "0.8", "0.01").await;
    for round in 1..=8i64 {
        let start = Arc::new(Barrier::new(variants.len() + 2));
        let mut tasks = vec![];
        for variant in variants.clone() {
            let (shop, start) = (Shop::clone(&shop), start.clone());
            tasks.push(tokio::spawn(async move {
                start.wait().await;
                reprice(&shop, variant, 1_650 + round - 1, 1_650 + round).await;
            }));
        }
        let (changing, begun) = (Shop::clone(&shop), start.clone());
        tasks.push(tokio::spawn(async move {
            begun.wait().await;
            let rate = Rate::new(800_000_000 + round * 10_000_000).unwrap();
            let rule = ChangeRule { list, rate, rounding: Rounding::EXACT };
            currencies::change_rule(&changing, &Actor::System, rule).await.unwrap();
            catalog::settle(&changing, SettleList { list }).await.unwrap();
        }));
        let (working, begun) = (Shop::clone(&shop), start.clone());
        tasks.push(tokio::spawn(async move {
            begun.wait().await;
            catalog::settle(&working, SettleList { list }).await.unwrap();
        }));
        for task in tasks {
            task.await.unwrap();
        }
        sound(&shop).await;
    }
}

#[tokio::test]
async fn a_price_that_changes_while_a_currency_opens_is_not_left_behind() {
    for _ in 0..4 {
        let shop = open_shop().await;
        let variant = goods(&shop, Goods::default()).await;
        let start = Arc::new(Barrier::new(2));
        let (changing, begun) = (Shop::clone(&shop), start.clone());
        let change = tokio::spawn(async move {
            begun.wait().await;
            reprice(&changing, variant, 1_650, 1_700).await;
        });
        start.wait().await;
        sell_in(&shop, "USD", "1.1", "0.01").await;
        change.await.unwrap();
        sound(&shop).await;
    }
}

#[tokio::test]
async fn a_currency_that_was_given_up_comes_back_with_its_set_prices() {
    let shop = open_shop().await;
    let (mug, bowl) = (goods(&shop, Goods::default()).await, goods(&shop, Goods::default()).await);
    let list = sell_in(&shop, "GBP", "0.8", "0.05").await;
    currencies::set_price(&shop, &Actor::System, by_hand(list, bowl, Some(999), Some(1_320))).await.unwrap();
    currencies::close(&shop, &Actor::System, currency("GBP")).await.unwrap();
    assert_eq!(catalog::currencies(&shop).await.unwrap(), [Currency::EUR]);
    assert!(matches!(currencies::close(&shop, &Actor::System, currency("GBP")).await, Err(CurrencyError::NoList)));
    assert_eq!(sell_in(&shop, "GBP", "1", "0.05").await, list);
    assert_eq!(amount(&shop, mug, list).await, Some((1_650, true)));
    assert_eq!(amount(&shop, bowl, list).await, Some((999, false)));
    let query = PriceQuery { list, text: String::new(), by_hand: true, page: 1 };
    let page = currencies::prices(&shop, &Actor::System, &query).await.unwrap();
    assert_eq!(page.items.iter().map(|item| item.variant).collect::<Vec<_>>(), [bowl]);
    let lists = currencies::lists(&shop, &Actor::System).await.unwrap();
    let seen: Vec<_> = lists.iter().map(|list| (list.currency.to_string(), list.prices, list.by_hand)).collect();
    assert_eq!(seen, [("EUR".to_owned(), 2, 2), ("GBP".to_owned(), 2, 1)]);
}

#[tokio::test]
async fn shipping_costs_follow_too() {
    let shop = open_shop().await;
    sell_in(&shop, "JPY", "160", "10").await;
    let standard: (i64, Option<i64>) = sqlx::query_as(
        "SELECT m.amount, m.free_from FROM shipping_methods m JOIN shipping_zones z ON z.id = m.zone_id
         WHERE m.currency = 'JPY' AND m.code = 'standard' AND z.code = 'eu'",
    )
    .fetch_one(&shop.pool)
    .await
    .unwrap();
    assert_eq!(standard, (780, Some(12_000)));
}
