//! Many buyers for few units: never more sold than there was, and every loser is told so.
//!
//! `STOA_RACE_ROUNDS=100` runs the full proof; the ordinary run takes five rounds of each.

use crate::shelf::{command, fit_out, form, mug, shelf, shopper, sound, time_passes};
use commerce::{
    Actor, Shop,
    checkout::{self, CheckoutError, place_order},
    settings::DatabaseSettings,
};
use model::{
    CartId, VariantId,
    checkout::{CheckoutForm, PlaceOrder},
};
use sqlx::QueryBuilder;
use std::{collections::BTreeSet, sync::Arc};
use testkit::TestShop;
use tokio::sync::Barrier;

const BUYERS: usize = 64;

fn rounds() -> usize {
    std::env::var("STOA_RACE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5)
}

/// The test's database behind a pool of its own size.
async fn with_connections(test: &TestShop, connections: u32) -> Shop {
    let mut settings = test.settings.clone();
    settings.database = DatabaseSettings { url: test.db().url().to_owned().into(), connections };
    let pool = commerce::db::connect(&settings.database).await.unwrap();
    Shop::on(settings, pool).unwrap()
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Bought,
    /// Told that the stock went to others.
    TooLate,
}

/// Presses "Pay" until the shop answers for good; a shop too busy for its connections says so, and the same key is sent again.
async fn buy(shop: &Shop, actor: &Actor, command: PlaceOrder) -> Outcome {
    loop {
        match place_order(shop, actor, command.clone()).await {
            Ok(_) => return Outcome::Bought,
            Err(CheckoutError::CartChanged) => return Outcome::TooLate,
            Err(other) => drop(unavailable(other).unwrap()),
        }
    }
}

/// The one excuse: all connections were busy for two seconds.
fn unavailable(error: CheckoutError) -> Result<u64, CheckoutError> {
    let away = matches!(&error, CheckoutError::Broken(broken) if broken.database_away());
    if away { Ok(0) } else { Err(error) }
}

/// Sixty-four carts with one unit of each variant, and the command behind each button.
async fn carts(shop: &Shop, variants: &[VariantId], payment: &str) -> Vec<(Actor, PlaceOrder)> {
    let actors: Vec<Actor> = (0..BUYERS).map(|_| shopper()).collect();
    fill(shop, &actors, variants).await;
    let total = command(shop, &actors[0], &form(payment)).await.expected_total.to_string();
    let ready = |actor: Actor| {
        let form = CheckoutForm { expected_total: total.clone(), ..form(payment) };
        (actor, checkout::check_form(&form).unwrap())
    };
    actors.into_iter().map(ready).collect()
}

/// The rows that `add_line` would write, in two statements, so that a hundred rounds take minutes.
async fn fill(shop: &Shop, actors: &[Actor], variants: &[VariantId]) {
    let carts: Vec<(CartId, &Actor)> = actors.iter().map(|actor| (CartId::new(), actor)).collect();
    let mut heads = QueryBuilder::new("INSERT INTO carts (id, token_hash, currency) ");
    heads.push_values(&carts, |mut row, (cart, actor)| {
        row.push_bind(cart).push_bind(actor.cart().unwrap().hash().to_vec()).push("'EUR'");
    });
    heads.build().execute(&shop.pool).await.unwrap();
    let lines = carts.iter().flat_map(|(cart, _)| variants.iter().map(move |variant| (cart, variant)));
    let mut insert = QueryBuilder::new("INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price) ");
    insert.push_values(lines, |mut row, (cart, variant)| {
        row.push_bind(cart).push_bind(variant).push("1").push("1650");
    });
    insert.build().execute(&shop.pool).await.unwrap();
}

/// All press at once; returns how many bought.
async fn run(shop: &Shop, buyers: Vec<(Actor, PlaceOrder)>) -> usize {
    let barrier = Arc::new(Barrier::new(buyers.len()));
    let tasks: Vec<_> = buyers
        .into_iter()
        .map(|(actor, command)| {
            let (shop, barrier) = (shop.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                buy(&shop, &actor, command).await
            })
        })
        .collect();
    let mut bought = 0;
    for task in tasks {
        bought += usize::from(task.await.unwrap() == Outcome::Bought);
    }
    bought
}

async fn race(units: i64, connections: u32) {
    let test = TestShop::new().await;
    fit_out(&test).await;
    let shop = with_connections(&test, connections).await;
    for round in 0..rounds() {
        let variant = mug(&shop, units).await;
        let payment = if round % 2 == 0 { "card" } else { "on_delivery" };
        let buyers = carts(&shop, &[variant], payment).await;
        assert_eq!(run(&shop, buyers).await as i64, units, "round {round}");
        let left = if payment == "card" { (units, units) } else { (0, 0) };
        assert_eq!(shelf(&shop, variant).await, left, "round {round}");
        sound(&shop).await;
    }
    numbers_are_unique(&shop).await;
    time_passes(&shop).await;
    checkout::expire_due(&shop).await.unwrap();
    sound(&shop).await;
}

async fn numbers_are_unique(shop: &Shop) {
    let numbers: Vec<String> = sqlx::query_scalar("SELECT number FROM orders").fetch_all(&shop.pool).await.unwrap();
    let distinct: BTreeSet<_> = numbers.iter().collect();
    assert_eq!(distinct.len(), numbers.len());
    // Losers burn no number.
    let last = numbers.iter().filter_map(|number| number.parse::<usize>().ok()).max().unwrap_or(1000);
    assert_eq!(last - 1000, numbers.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_buyers_for_one_unit() {
    race(1, 20).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_buyers_for_ten_units() {
    race(10, 20).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_buyers_for_one_unit_through_two_connections() {
    race(1, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_buyers_for_ten_units_through_two_connections() {
    race(10, 2).await;
}

/// Half of the carts were filled in the other order: still nobody locks anybody out, and the scarcer thing decides.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn carts_of_two_things_wait_for_each_other() {
    let test = TestShop::new().await;
    fit_out(&test).await;
    let shop = with_connections(&test, 20).await;
    for round in 0..rounds() {
        let (one, other) = (mug(&shop, 7).await, mug(&shop, 12).await);
        let mut buyers = carts(&shop, &[one, other], "on_delivery").await;
        let turned = carts(&shop, &[other, one], "on_delivery").await;
        buyers.truncate(BUYERS / 2);
        buyers.extend(turned.into_iter().take(BUYERS / 2));
        assert_eq!(run(&shop, buyers).await, 7, "round {round}");
        assert_eq!((shelf(&shop, one).await, shelf(&shop, other).await), ((0, 0), (5, 0)), "round {round}");
        sound(&shop).await;
    }
}

/// Buying and running out of time at the same moment: every unit ends in one place.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn buyers_meet_the_sweeper() {
    let test = TestShop::new().await;
    fit_out(&test).await;
    let shop = with_connections(&test, 20).await;
    for round in 0..rounds() {
        let variant = mug(&shop, 10).await;
        let first = carts(&shop, &[variant], "card").await;
        assert_eq!(run(&shop, first).await, 10, "round {round}");
        // Before the second wave, so that its carts can be filled.
        let recount = "UPDATE inventory SET on_hand = on_hand + 64 WHERE variant_id = ?";
        sqlx::query(recount).bind(variant).execute(&shop.pool).await.unwrap();
        let movement = "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, actor)
                        VALUES (?, 64, 74, 'receipt', 'staff')";
        sqlx::query(movement).bind(variant).execute(&shop.pool).await.unwrap();
        let second = carts(&shop, &[variant], "on_delivery").await;
        time_passes(&shop).await;
        let sweeper = tokio::spawn({
            let shop = shop.clone();
            // Busy buyers may keep it from a connection; as a job it is tried again, and below it is.
            async move { checkout::expire_due(&shop).await.or_else(unavailable) }
        });
        assert_eq!(run(&shop, second).await, BUYERS, "round {round}");
        sweeper.await.unwrap().unwrap();
        checkout::expire_due(&shop).await.unwrap();
        assert_eq!(shelf(&shop, variant).await, (10, 0), "round {round}");
        sound(&shop).await;
    }
}

/// Sales share the row of the series: a sale waits for it with all its work done, so that others wait for a commit only.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sale_draws_its_number_last() {
    let shop = TestShop::new().await;
    fit_out(&shop).await;
    let variant = mug(&shop, 1).await;
    let (mara, command) = carts(&shop, &[variant], "card").await.swap_remove(0);
    let mut holder = shop.pool.begin().await.unwrap();
    sqlx::query("SELECT next FROM series FOR UPDATE").execute(&mut *holder).await.unwrap();
    let mut onlooker = shop.pool.acquire().await.unwrap();
    sqlx::query("SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED").execute(&mut *onlooker).await.unwrap();
    let sale = tokio::spawn({
        let shop = Shop::clone(&shop);
        async move { place_order(&shop, &mara, command).await }
    });
    let done = "SELECT COUNT(*) FROM idempotency_keys k JOIN orders o ON o.id = k.order_id
                WHERE EXISTS (SELECT 1 FROM jobs) AND NOT EXISTS (SELECT 1 FROM cart_lines l WHERE l.cart_id = o.cart_id)";
    let works = async {
        while sqlx::query_scalar::<_, i64>(done).fetch_one(&mut *onlooker).await.unwrap() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(4), works).await.expect("the sale waits with work undone");
    holder.commit().await.unwrap();
    onlooker.close_on_drop();
    sale.await.unwrap().unwrap();
    numbers_are_unique(&shop).await;
}
